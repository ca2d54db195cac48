"""Which offer a version belongs to: the chain of its application (docs/domain.md, *Versions*).

A deprecated version is superseded by the next one of a greater number in its application; one that
is not deprecated ends its chain; no number is twice in one offer. Files come in any order.
"""

import sqlite3
from typing import NamedTuple

from data.exchange.parsed_offer import Identity


class Chain(NamedTuple):
    """An offer of the application as it stands: its versions' numbers and whether it is open."""

    offer_id: int
    numbers: tuple[int, ...]
    is_open: bool
    created_at: str


def offer_for(
    desk: sqlite3.Connection,
    system: str,
    application_id: int,
    identity: Identity,
    *,
    superseded: bool,
    but: int | None = None,
) -> int | None:
    """The offer to which the version is added, None when it begins an offer of its own.

    `but` is an offer that is not meant.
    """
    number = identity.version or 1
    same = _same_offer(desk, system, identity)
    if same is not None and same != but:
        return same
    found = [chain for chain in _chains(desk, system, application_id) if chain.offer_id != but]
    chain = choose(found, number, superseded=superseded)
    return None if chain is None else chain.offer_id


def choose(found: list[Chain], number: int, *, superseded: bool) -> Chain | None:
    """The chain among the application's (oldest first) to which a version belongs, if any."""
    if superseded:
        followed = [chain for chain in found if _follows(chain, number)]
        if followed:
            return min(followed, key=lambda chain: _next(chain, number))
    continued = [chain for chain in found if chain.is_open and max(chain.numbers) < number]
    if not continued:
        return None
    return max(continued, key=lambda chain: (max(chain.numbers), chain.created_at))


def _same_offer(desk: sqlite3.Connection, system: str, identity: Identity) -> int | None:
    """The offer that has a version of the same id in the same application."""
    row = desk.execute(
        "SELECT offer_id FROM remote_refs WHERE system = ? AND kind = 'offer'"
        " AND remote_id = ? AND scope = ?",
        (system, identity.remote_id, identity.application or ""),
    ).fetchone()
    return None if row is None else row[0]


def _chains(desk: sqlite3.Connection, system: str, application_id: int) -> list[Chain]:
    rows = desk.execute(
        "SELECT offers.id, group_concat(versions.number), superseded, max(versions.created_at)"
        " FROM offers JOIN versions ON versions.offer_id = offers.id"
        " WHERE application_id = ? AND EXISTS (SELECT 1 FROM remote_refs"
        " WHERE remote_refs.offer_id = offers.id AND +system = ? AND +kind = 'version')"
        " GROUP BY offers.id ORDER BY offers.id",
        (application_id, system),
    )
    return [
        Chain(offer_id, tuple(map(int, numbers.split(","))), bool(is_open), created)
        for offer_id, numbers, is_open, created in rows
    ]


def _follows(chain: Chain, number: int) -> bool:
    return number not in chain.numbers and max(chain.numbers) > number


def _next(chain: Chain, number: int) -> int:
    return min(other for other in chain.numbers if other > number)
