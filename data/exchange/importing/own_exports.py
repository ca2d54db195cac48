"""Our own exports read again: a record that says just what would go out now changes nothing.

Asked only where a person has changed offers here, or made them: what else comes back is the copy
that is kept, and known as such.
"""

import sqlite3
from typing import NamedTuple

from data.exchange import registry
from data.exchange.exporting import approvals_out
from data.exchange.exporting.snapshot import Batches
from data.exchange.importing.record_merging import load
from data.exchange.importing.remote_ids import own_number
from data.exchange.parsed_offer import Identity, Record
from data.exchange.record_reader import RecordReader

TEXT = "the same as it is here"


class _Out(NamedTuple):
    """What would go out of an offer, at a moment of the desk."""

    offer_id: int
    system: str
    changes: int
    records: list[Record]


class OwnExports:
    """Knows the records that were written here, in the running transaction."""

    def __init__(self, desk: sqlite3.Connection) -> None:
        self._desk = desk
        self._batches = Batches(desk)
        self._is_touched = desk.execute(_ANY_TOUCHED).fetchone() is not None
        self._last = _Out(0, "", -1, [])

    def offer_of(self, system: RecordReader, identity: Identity, record: Record) -> int | None:
        """The offer of which this record would go out now; None when it says anything else."""
        if system.is_table:
            return self._row_of(system, identity, record)
        if not self._is_touched:
            return None
        for offer_id in self._candidates(system.name, identity):
            if record in self._out(system.name, offer_id):
                return offer_id
        return None

    def _row_of(self, system: RecordReader, identity: Identity, record: Record) -> int | None:
        """The offer of which a row of a table of ours is."""
        from data.exchange.csv import csv_export

        number = own_number(identity.remote_id)
        if number is None or not csv_export.is_ours(record):
            return None
        whole = self._batches.offer_reader.read((number,), system.name, {}).get(number)
        rows = csv_export.records(whole, self._batches.definitions()) if whole else ()
        return number if any(record.items() <= row.items() for row in rows) else None

    def _candidates(self, system: str, identity: Identity) -> list[int]:
        """The offers that may be meant and that a person changed or made here."""
        bound = {
            "system": system,
            "id": identity.remote_id,
            "own": own_number(identity.remote_id) if identity.kind != "request" else None,
            "application": identity.application,
            "own_application": own_number(identity.application or ""),
        }
        if identity.kind != "request":
            return [row[0] for row in self._desk.execute(_BY_ID, bound)]
        return [row[0] for row in self._desk.execute(_BY_APPLICATION, bound)]

    def _out(self, system: str, offer_id: int) -> list[Record]:
        """What would go out of the offer; asked again only when the desk has changed."""
        last = self._last
        if last[:3] != (offer_id, system, self._desk.total_changes):
            records = self._written(system, offer_id)
            last = self._last = _Out(offer_id, system, self._desk.total_changes, records)
        return last.records

    def _written(self, name: str, offer_id: int) -> list[Record]:
        form = registry.writer(name, self._batches.definitions())
        ids = (offer_id,)
        touched = self._batches.touched(ids, form.follows)
        offers = self._batches.offer_reader.read(ids, name, touched, with_fields=form.has_fields)
        if offer_id not in offers:
            return []
        copies = dict(self._batches.copies(ids, form)).get(offer_id, [])
        found = form.records(offers[offer_id], copies)
        return [load(one) if isinstance(one, str) else one for one in found]


def is_approval(
    desk: sqlite3.Connection, system: RecordReader, number: str, record: Record
) -> bool:
    """Whether this is just the record that would go out of an approval asked here."""
    rows = desk.execute(_ASKED_HERE, (own_number(number), system.title)).fetchall()
    if not rows:
        return False
    batches = Batches(desk)
    form = registry.writer(system.name, batches.definitions())
    ((offer_id,),) = rows
    return record in approvals_out.of_offer(batches, form, offer_id, system.title)


_ASKED_HERE = "SELECT offer_id FROM approvals WHERE id = ? AND source <> ?"
_ANY_TOUCHED = (
    "SELECT 1 FROM events WHERE subject = 'offer' AND kind NOT IN ('imported', 'settled') LIMIT 1"
)
# Under the number that the system gave it, or under its own.
_BY_ID = (
    "SELECT id FROM offers WHERE id IN (SELECT offer_id FROM remote_ids"
    "  WHERE system = :system AND kind = 'offer' AND remote_id = :id UNION SELECT :own)"
    " AND EXISTS (SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = offers.id"
    " AND kind NOT IN ('imported', 'settled'))"
)
# A request has no number: it is one of those of its application.
_BY_APPLICATION = (
    "SELECT id FROM offers WHERE application_id IN (SELECT application_id FROM remote_ids"
    "  WHERE system = :system AND kind = 'application' AND remote_id = :application"
    "  UNION SELECT :own_application)"
    " AND EXISTS (SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = offers.id"
    " AND kind NOT IN ('imported', 'settled'))"
)
