"""Whether anything that screens show was written since, by this program or another one.

What is typed and not saved is kept aside in the desk every two seconds, and shown nowhere: each
transaction counts itself as one of the two kinds, so that the other windows can tell them apart. It
also leaves a mark of its own and keeps the one before: a log that goes on from a file holds the
file's mark (`log_frames`).
"""

import os
import sqlite3
from typing import NamedTuple

from data.storage import connection

SAVED, TYPED = "saved", "typed"
"""What a transaction writes: something of the desk, or what is typed and not saved."""
_MARK, _MARK_BEFORE = "mark", "mark before"
OF_TRANSACTIONS = (SAVED, TYPED, _MARK, _MARK_BEFORE)
"""What each transaction writes about itself; no part of what people keep."""
_COUNT = (
    "INSERT INTO row_counts (name, rows) VALUES (:kind, 1), ('mark before',"
    " coalesce((SELECT rows FROM row_counts WHERE name = 'mark'), 0)), ('mark', :mark)"
    " ON CONFLICT (name) DO UPDATE SET rows ="
    " iif(name = :kind, (rows + 1) % 1000000000, excluded.rows)"
)
_LEAST_MARK = 1 << 62
"""Marks are as long in the file as numbers get."""
_COUNTED = "SELECT name, rows FROM row_counts WHERE name IN (?, ?)"


class _Seen(NamedTuple):
    """How the file stood when it was last looked at."""

    desk: sqlite3.Connection
    written: tuple[int, int]
    counted: dict[str, int]


_seen: _Seen | None = None
_mark = 0


def count(desk: sqlite3.Connection, kind: str) -> None:
    """Count a transaction as of a kind, inside it, and leave its mark."""
    desk.execute(_COUNT, {"kind": kind, "mark": _new_mark()})


def begin(desk: sqlite3.Connection) -> None:
    """Give a desk that is new, or of an older program, its first mark."""
    desk.execute("INSERT OR IGNORE INTO row_counts VALUES (?, ?)", (_MARK, _new_mark()))


def _new_mark() -> int:
    return _LEAST_MARK | int.from_bytes(os.urandom(8), "big") >> 2


def mark_of(desk: sqlite3.Connection) -> int | None:
    """The mark of the last transaction; None where there is none yet. Raises sqlite3.Error."""
    row = desk.execute("SELECT rows FROM row_counts WHERE name = ?", (_MARK,)).fetchone()
    return None if row is None else int(row[0])


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
