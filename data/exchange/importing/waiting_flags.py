"""Flags that nobody has settled yet, and that say what is so no more."""

import sqlite3
from collections.abc import Iterable

_UNCOUNTED = "UPDATE offers SET flags = flags - 1 WHERE id = ?"
_REMOVED = "DELETE FROM flags WHERE id = ?"


def remove(desk: sqlite3.Connection, found: Iterable[tuple[int, int]]) -> None:
    """Take these back: each by its number and that of its offer."""
    for number, offer_id in found:
        desk.execute(_UNCOUNTED, (offer_id,))
        desk.execute(_REMOVED, (number,))
