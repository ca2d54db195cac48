"""What only several records show together: ids and versions twice, several offers that stand.

A plus before a column keeps SQLite from an index that would be worse.
"""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from data.exchange.incoming import Doubt
from data.status import LIVE, Status


class _Other(NamedTuple):
    id: int
    status: str


def doubts(
    desk: sqlite3.Connection, system: str, offer_ids: Iterable[int]
) -> list[tuple[int, Doubt]]:
    """What to flag on these offers and on those that stand beside them."""
    applications: set[int] = set()
    said: list[tuple[int, Doubt]] = []
    for offer_id in offer_ids:
        said += _same_id(desk, system, offer_id)
        row = desk.execute("SELECT application_id FROM offers WHERE id = ?", (offer_id,)).fetchone()
        if row is not None and row[0] not in applications:
            applications.add(row[0])
            said += _same_version(desk, system, row[0])
            said += _several(desk, row[0])
    return said


def _same_id(desk: sqlite3.Connection, system: str, offer_id: int) -> list[tuple[int, Doubt]]:
    """The same id under several applications (domain, irregularity 1)."""
    rows = desk.execute(
        "SELECT other.remote_id, other.offer_id, other.scope FROM remote_refs AS own"
        " JOIN remote_refs AS other ON other.system = own.system AND other.kind = 'offer'"
        " AND other.remote_id = own.remote_id"
        " WHERE own.offer_id = ? AND +own.kind = 'offer' AND +own.system = ? ORDER BY other.id",
        (offer_id, system),
    ).fetchall()
    found: dict[str, dict[str, int]] = {}
    for remote_id, other, application in rows:
        found.setdefault(remote_id, {})[application] = other
    return [
        (other, Doubt("id", f"Offer {remote_id} is in two applications ({_list(of)}): both kept."))
        for remote_id, of in found.items()
        if len(of) > 1
        for other in of.values()
    ]


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _same_version(
    desk: sqlite3.Connection, system: str, application_id: int
) -> list[tuple[int, Doubt]]:
    """The same version number twice in one application (irregularity 2)."""
    rows = desk.execute(
        "SELECT substr(scope, instr(scope, '/') + 1), remote_refs.offer_id FROM offers"
        " JOIN remote_refs ON remote_refs.offer_id = offers.id AND +kind = 'version'"
        " WHERE application_id = ? AND +system = ?",
        (application_id, system),
    ).fetchall()
    by_number: dict[str, list[int]] = {}
    for number, offer_id in rows:
        by_number.setdefault(number, []).append(offer_id)
    return [
        (
            offer_id,
            Doubt("version", f"Version {number} is several times in the application: all kept."),
        )
        for number, offer_ids in by_number.items()
        if len(offer_ids) > 1
        for offer_id in offer_ids
    ]


def _several(desk: sqlite3.Connection, application_id: int) -> list[tuple[int, Doubt]]:
    """Several accepted or live offers in one application (irregularity 12)."""
    rows = desk.execute(
        "SELECT id, status FROM offers WHERE application_id = ? AND superseded = 0 ORDER BY id",
        (application_id,),
    )
    found = [_Other(*row) for row in rows]
    said = []
    for one in found:
        for other in found:
            text = _beside(one.status, other.status) if one is not other else ""
            if text:
                said.append((one.id, Doubt("application_id", text)))
    return said


def _beside(own: str, other: str) -> str:
    """What is odd about an offer that stands like this beside another; empty for nothing."""
    stands = own in LIVE or own == Status.ACCEPTED
    if stands and other == Status.ACCEPTED:
        return "The application has another offer that is accepted: both kept."
    if stands and other in LIVE:
        return "The application has another offer that is live: both kept."
    return ""
