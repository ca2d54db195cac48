"""Whether anything that screens show was written since, by this program or another one.

What is typed and not saved is kept aside in the desk every two seconds, and shown nowhere: each
transaction counts itself as one of the two kinds, so that the other windows can tell them apart.
"""

import sqlite3
from typing import NamedTuple

from data.storage import connection

SAVED, TYPED = "saved", "typed"
"""What a transaction writes: something of the desk, or what is typed and not saved."""
_COUNT = (
    "INSERT INTO row_counts (name, rows) VALUES (?, 1)"
    " ON CONFLICT (name) DO UPDATE SET rows = (rows + 1) % 1000000000"
)
_COUNTED = "SELECT name, rows FROM row_counts WHERE name IN (?, ?)"


class _Seen(NamedTuple):
    """How the file stood when it was last looked at."""

    desk: sqlite3.Connection
    written: tuple[int, int]
    counted: dict[str, int]


_seen: _Seen | None = None
_mark = 0


def count(desk: sqlite3.Connection, kind: str) -> None:
    """Count a transaction as of a kind, inside it."""
    desk.execute(_COUNT, (kind,))


def mark() -> int:
    """Differs when anything but typed work was written to the open desk, here or elsewhere."""
    global _seen, _mark
    desk = connection.reader()
    written = desk.total_changes, int(desk.execute("PRAGMA data_version").fetchone()[0])
    if _seen is None or (_seen.desk, _seen.written) != (desk, written):
        now = _Seen(desk, written, dict(desk.execute(_COUNTED, (SAVED, TYPED))))
        _mark += not _is_typed_only(_seen, now)
        _seen = now
    return _mark


def _is_typed_only(before: _Seen | None, now: _Seen) -> bool:
    """Whether transactions since then kept typed work aside, and did nothing else.

    Another program may write and count nothing: then neither count has changed.
    """
    if before is None or before.desk is not now.desk:
        return False
    same = before.counted.get(SAVED) == now.counted.get(SAVED)
    return same and before.counted.get(TYPED) != now.counted.get(TYPED)
