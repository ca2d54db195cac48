"""Remote references: what another system calls a record of ours, and its own copy of it."""

import sqlite3
from typing import NamedTuple

_HIGHEST_ID = 10**12
"""A remote number above this never becomes our own id."""

_TAKEN = {
    "offer": (
        "SELECT 1 FROM offers WHERE id = ?1 UNION ALL"
        " SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = ?1"
    ),
    "application": "SELECT 1 FROM applications WHERE id = ?",
    "job": "SELECT 1 FROM jobs WHERE id = ?",
    "candidate": "SELECT 1 FROM candidates WHERE id = ?",
    "opening": "SELECT 1 FROM openings WHERE id = ?",
}


class Ref(NamedTuple):
    """A reference as stored."""

    local_id: int
    offer_id: int | None
    raw: str | None


def find(
    desk: sqlite3.Connection, system: str, kind: str, remote_id: str, scope: str = ""
) -> Ref | None:
    """The reference to a remote record, None when it was never met."""
    row = desk.execute(
        "SELECT local_id, offer_id, raw FROM remote_refs"
        " WHERE system = ? AND kind = ? AND remote_id = ? AND scope = ?",
        (system, kind, remote_id, scope),
    ).fetchone()
    return None if row is None else Ref(*row)


def put(
    desk: sqlite3.Connection,
    now: str,
    key: tuple[str, str, str, str],
    ref: Ref,
) -> None:
    """Store a reference under (system, kind, remote id, scope), over what was there."""
    desk.execute(
        "INSERT INTO remote_refs"
        " (system, kind, remote_id, scope, local_id, offer_id, raw, read_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET local_id = excluded.local_id, offer_id = excluded.offer_id,"
        " raw = excluded.raw, read_at = excluded.read_at",
        (*key, *ref, now),
    )


def own_id(desk: sqlite3.Connection, kind: str, remote_id: str) -> int | None:
    """The remote number as our own id, None when it is taken or is no such number."""
    if not (remote_id.isascii() and remote_id.isdigit() and len(remote_id) < 14):
        return None
    number = int(remote_id)
    if str(number) != remote_id or not 0 < number < _HIGHEST_ID:
        return None
    return None if desk.execute(_TAKEN[kind], (number,)).fetchone() else number
