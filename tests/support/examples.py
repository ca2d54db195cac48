"""How many examples a property is tried with: more when the whole suite runs than every day."""

from hypothesis import settings

FEWEST = 4


def examples(share: float) -> settings:
    """So many times the examples of the profile that runs, for what is slower or faster to try."""
    return settings(max_examples=max(FEWEST, round(settings.default.max_examples * share)))
