"""Remote references: what another system calls a record of ours, and its own copy of it.

Rows of `remote_refs` by (system, kind, remote id, scope). "Raw" is JSON as it came: unknown keys,
exact numbers, their order.

Offers, one main copy each:
- version, id, "application/version" (Greenhouse): raw is the version's copy in the spelling of
  Harvest v1, every reading merged; local id is the version's row.
- offer, id, application (Greenhouse): no raw; the offer that has this id. A look-up only.
- offer, id, "" (OpenATS, StackOne): raw is the offer's copy, every answer merged.
- request, digest, "" (OpenATS, StackOne): raw is a create request, which has no id. It is the main
  copy of its offer until the offer has an "offer" row of the same system; then only a memory.
- put, same id and scope as the version: no raw; there was no v1 record of that version, its copy
  was put together from records in other forms (webhooks, Harvest v3), which are kept beside it.
- theirs, same id and scope as the copy: raw is what the copy would be now; it was changed on both
  sides, and the offer was kept as it is here. Goes when a person decides.
- said, id, "kind scope": raw says when each key of the copy was last stated, if not with the copy.
- read, id, "kind scope digest": no raw; exactly this record was read before.
- told, id, "job" or "candidate": raw has what records in passing (webhooks) stated last.
- gone, id, "" or application: no raw; the other system deleted the offer.
- alias, remote id, "" (StackOne): no raw; another number of the same offer.

Everything else that came, as it came:
- came, id or "", "form digest": raw is the whole record. `form` is webhook, v3, patch, update,
  status, deletion, answer, error, fields, or a kind below of which a second record of the same id
  came at no later time. Offer id is set when it is about an offer that is here; local id is that
  of the offer, or of the application, candidate … that it is about, or 0. The remote id of a
  request (patch, update, status) is the number here of the offer that it was carried out on, ""
  for one that names none and waits to be named.
- waiting, same id and scope as a deletion that came: no raw; its offer is not here yet.

What offers name: job, candidate, application, opening, user, template, department, definition
(of a custom field, by number), option (of a select field, by number), id, "": raw is the newest
whole record of it, NULL when it is known only by id or has none; local id is the row here (0 for a
department). field, key, "" or "job": raw is {"name", "type"} as it came, NULL for a guessed type.
"""

import sqlite3
from typing import NamedTuple

_HIGHEST_ID = 10**12
"""A remote number above this never becomes our own id."""

_TAKEN = {
    "offer": (
        "SELECT 1 FROM offers WHERE id = :id UNION ALL"
        " SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = :id"
    ),
    "application": "SELECT 1 FROM applications WHERE id = :id",
    "job": "SELECT 1 FROM jobs WHERE id = :id",
    "candidate": "SELECT 1 FROM candidates WHERE id = :id",
    "opening": "SELECT 1 FROM openings WHERE id = :id",
}


class Ref(NamedTuple):
    """A reference as stored."""

    local_id: int
    offer_id: int | None
    raw: str | None


def find(
    desk: sqlite3.Connection, system: str, kind: str, remote_id: str, scope: str = ""
) -> Ref | None:
    """The reference to a remote record, None when there is none."""
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


def forget(desk: sqlite3.Connection, key: tuple[str, str, str, str]) -> None:
    """Remove a reference."""
    desk.execute(
        "DELETE FROM remote_refs WHERE system = ? AND kind = ? AND remote_id = ? AND scope = ?", key
    )


def own_id(desk: sqlite3.Connection, kind: str, remote_id: str) -> int | None:
    """The remote number as our own id, None when it is taken or is no such number."""
    number = own_number(remote_id)
    if number is None or desk.execute(_TAKEN[kind], {"id": number}).fetchone():
        return None
    return number


def own_number(remote_id: str) -> int | None:
    """The remote number that may become our own id if it is free; None when it is none."""
    if not (remote_id.isascii() and remote_id.isdigit() and len(remote_id) < 14):
        return None
    number = int(remote_id)
    return number if 0 < number < _HIGHEST_ID and str(number) == remote_id else None
