"""Collects what of a letter does not come along, and names it in a few words."""

from data.values.text import one_line

LONGEST = 70
"""So many characters of each are quoted."""
MOST = 3
"""So many of a kind are quoted."""


class LeftOut:
    """What did not come along, by what a person would call it."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}

    def add(self, what: str, quoted: str = "") -> None:
        """One more of a kind, such as "image", with its words or its name."""
        self._found.setdefault(what, []).append(one_line(quoted))

    def once(self, what: str) -> None:
        """Something of which it does not matter how often it was there, such as "indents"."""
        self._found.setdefault(what, [""])

    def sentences(self) -> tuple[str, ...]:
        """Each kind with how many there were, and the first of them in their words."""
        return tuple(_named(what, quoted) for what, quoted in self._found.items())


def _named(what: str, quoted: list[str]) -> str:
    count = len(quoted)
    plural = what if what.endswith("s") else f"{what}s"
    noun = plural if count > 1 else f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
    if what.endswith("s"):
        noun = what
    different = list(dict.fromkeys(text for text in quoted if text))
    if not different:
        return f"{count} {noun}" if count > 1 else noun
    shown = "; ".join(f"“{_short(text)}”" for text in different[:MOST])
    more = f" and {len(different) - MOST} more" if len(different) > MOST else ""
    return f"{f'{count} ' if count > 1 else ''}{noun}: {shown}{more}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
