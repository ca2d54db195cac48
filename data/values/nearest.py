"""The nearest of several names, for those that were mistyped."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str:
    """What to say of a name that is unknown: the nearest one, else all that there are."""
    from difflib import get_close_matches

    listed = [one for one in names if one]
    found = get_close_matches(name, listed, 1, 0.5)
    return f"did you mean {found[0]}?" if found else f"there are {', '.join(listed)}"
