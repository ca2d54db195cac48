"""Records of one offer that do not name it alike: a request without a number and its answer."""

import sqlite3
from dataclasses import replace

from data.exchange.importing import record_merging, remote_ids
from data.exchange.importing.record_equality import terms_of
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Identity, Record
from data.exchange.system import System


def renamed(desk: sqlite3.Connection, system: str, identity: Identity) -> Identity | None:
    """The identity under which the record's offer is kept already, None when it is not here."""
    known = remote_ids.find(desk, system, "alias", identity.remote_id)
    if known is not None:
        return _main(desk, system, known.local_id)
    if identity.alias is None:
        return None
    known = remote_ids.find(desk, system, "alias", identity.alias)
    if known is not None:
        return _main(desk, system, known.local_id)
    if remote_ids.find(desk, system, identity.kind, identity.alias, identity.scope) is not None:
        return replace(identity, remote_id=identity.alias)
    return None


def _main(desk: sqlite3.Connection, system: str, offer_id: int) -> Identity | None:
    row = desk.execute(
        "SELECT kind, remote_id FROM remote_refs WHERE offer_id = ? AND +system = ?"
        " AND kind IN ('offer', 'request') AND raw IS NOT NULL ORDER BY kind LIMIT 1",
        (offer_id, system),
    ).fetchone()
    return None if row is None else Identity(*row)


def call(
    desk: sqlite3.Connection, system: str, now: str, identity: Identity, offer_id: int
) -> None:
    """Remember a further number of an offer."""
    if identity.alias is not None:
        remote_ids.put(
            desk, now, (system, "alias", identity.alias, ""), Ref(offer_id, offer_id, None)
        )


def asked(
    desk: sqlite3.Connection, system: System, application_id: int, record: Record
) -> Ref | None:
    """The offer that a create request made and that this record may be: its first copy."""
    rows = desk.execute(
        "SELECT request.offer_id, raw FROM offers JOIN remote_refs AS request"
        " ON request.offer_id = offers.id AND request.kind = 'request'"
        " AND +request.system = :system WHERE application_id = :application"
        " AND raw IS NOT NULL AND NOT EXISTS (SELECT 1 FROM remote_refs AS own"
        " WHERE own.offer_id = offers.id AND own.kind = 'offer'"
        " AND +own.system = :system) ORDER BY request.id",
        {"system": system.name, "application": application_id},
    )
    for offer_id, raw in rows.fetchall():
        if agrees(system, record_merging.load(raw), record):
            return Ref(offer_id, offer_id, raw)
    return None


def answered(
    desk: sqlite3.Connection, system: System, application_id: int, request: Record
) -> int | None:
    """The offer with a number that may have come from this request and has none yet."""
    rows = desk.execute(
        "SELECT own.offer_id, raw FROM offers JOIN remote_refs AS own"
        " ON own.offer_id = offers.id AND own.kind = 'offer' AND +own.system = :system"
        " WHERE application_id = :application AND raw IS NOT NULL AND NOT EXISTS (SELECT 1"
        " FROM remote_refs AS request WHERE request.offer_id = offers.id"
        " AND request.kind = 'request' AND +request.system = :system) ORDER BY own.id",
        {"system": system.name, "application": application_id},
    )
    for offer_id, raw in rows.fetchall():
        if agrees(system, request, record_merging.load(raw)):
            return int(offer_id)
    return None


def agrees(system: System, request: Record, record: Record) -> bool:
    """Whether nothing that both say about the terms differs."""
    spelled = system.spelled(record, request)
    both = {key: met for key, met in spelled.items() if key in record}
    said = system.understand({**record, **both})
    return terms_of(said) == terms_of(system.understand(record))
