"""What makes letters, imported a little at a time after the first frame, so that keys are heard."""

from collections.abc import Iterator
from importlib import import_module

_LETTERS = (
    "peewee",
    "data.records",
    "data.storage.models",
    "data.offers.offers",
    "data.offers.offer_editing",
    "jinja2",
    "data.letters.rendering",
    "data.letters.language.compiler",
    "data.offers.offer_letters",
    "nh3",
    "data.offers.side_by_side",
)


def letters() -> Iterator[str]:
    """Import one module a step, those that others need first; gives its name."""
    for name in _LETTERS:
        import_module(name)
        yield name
