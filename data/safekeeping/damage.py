"""Whether a damaged file explains an error that only a mistake in the program would raise.

Or that something is not there, which nobody asked for by its number. SQLite reads a column that
holds nothing, or a number for text, without a word: the error comes much later, in whatever first
needs the value. So every way of reading is covered here, not in each.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from data.errors import MISTAKES, NotFound, Storage
from data.safekeeping import verify
from data.storage import connection, desk_file


def explanation(error: BaseException | None, path: Path) -> Storage | None:
    """What to say of an error that the file explains; None for any other."""
    if connection.is_database_error(error) and isinstance(error, Exception):
        return Storage(connection.sentence(error, path))
    if not isinstance(error, (*MISTAKES, NotFound)) or not path.exists():
        return None
    try:
        with desk_file.reading(path) as desk:
            return _first(desk, path)
    except Storage as unreadable:
        return unreadable


def _first(desk: sqlite3.Connection, path: Path) -> Storage | None:
    found = next(verify.unreadable(desk), None)
    return None if found is None else Storage(connection.damaged(path, found.text))
