"""What is exported, read in batches from one moment of the desk: no row is held for long.

Reads SQLite directly. `Snapshot` has a connection of its own, whose transaction sees the desk as
it is when it begins, whatever is written meanwhile.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from data.errors import Storage
from data.exchange.exporting.exported_records import Copy, Definition
from data.exchange.exporting.offer_reader import OfferReader
from data.exchange.importing.record_merging import load
from data.exchange.record_writer import RecordWriter
from data.storage import connection
from data.values.field_values import FieldType

BATCH = 500
"""Offers that are read at once."""
EVERY = "SELECT id FROM offers ORDER BY created_at DESC, id DESC"


@contextmanager
def open_snapshot(ids: Iterable[int] | None) -> Iterator["Snapshot"]:
    """The wanted offers (None: all) as they stand now; raises Storage."""
    path = connection.path()
    try:
        desk = connection.connect(path)
        try:
            # a million numbers are better on the disk than in memory
            desk.execute("PRAGMA temp_store = FILE")
            desk.execute("BEGIN")
            yield Snapshot(desk, ids)
        finally:
            desk.close()
    except sqlite3.Error as error:
        raise Storage(connection.sentence(error, path)) from error


class Batches:
    """Reads offers with what systems keep of them, through one connection."""

    def __init__(self, desk: sqlite3.Connection) -> None:
        self.desk = desk
        self.offer_reader = OfferReader(desk)

    def definitions(self) -> tuple[Definition, ...]:
        """The custom fields of offers in their order."""
        rows = self.desk.execute(
            "SELECT id, key, name, type, active FROM custom_fields WHERE belongs_to = 'offer'"
            " ORDER BY position, id"
        )
        return tuple(
            Definition(number, key, name, FieldType(type), bool(active))
            for number, key, name, type, active in rows
        )

    def kept(self, ids: Iterable[int], system: str) -> frozenset[int]:
        """Those of the offers of which a system keeps a copy."""
        return frozenset(row[0] for row in self.desk.execute(_KEPT, (_listed(ids), system)))

    def copies(self, ids: Iterable[int], writer: RecordWriter) -> Iterator[tuple[int, list[Copy]]]:
        """What a system keeps of these offers, in their order, one offer after the other.

        Versions oldest first; a request only as long as nothing better came.
        """
        listed, system = _listed(ids), writer.name
        put = {row[1:] for row in self.desk.execute(_PUT, (listed, system))}
        forms = self._forms(listed, writer) if put else {}
        rows = self.desk.execute(_COPIES, (listed, system))
        for offer_id, group in groupby(rows, itemgetter(0)):
            some = [Copy(*row[2:]) for row in sorted(group, key=_age)]
            if len(some) > 1 and some[-1].number is None:
                some = [copy for copy in some if copy.kind != "request"] or some[:1]
            for place, copy in enumerate(some if put else ()):
                if (copy.remote_id, copy.scope) in put:
                    form = forms.get((copy.remote_id, copy.scope), "")
                    some[place] = copy._replace(form=form, was_put=True)
            yield offer_id, some

    def _forms(self, listed: str, writer: RecordWriter) -> dict[tuple[str, str], str]:
        """Records in another form by the id and scope of the copies put together from them."""
        bound = (listed, writer.other_form, writer.name)
        return {
            (remote_id, writer.scope_of(load(raw))): raw
            for remote_id, raw in self.desk.execute(_OTHER_FORM, bound)
        }

    def touched(self, ids: Iterable[int], follows: Iterable[str]) -> dict[int, frozenset[str]]:
        """What a person may have changed of these offers here: offer, opening, candidate, job.

        `follows` are the records beside the offer that are looked at.
        """
        found: dict[int, set[str]] = {}
        listed = _listed(ids)
        for subject in ("offer", *follows):
            for row in self.desk.execute(_TOUCHED[subject], (listed,)):
                found.setdefault(row[0], set()).add(subject)
        return {offer_id: frozenset(subjects) for offer_id, subjects in found.items()}


class Snapshot(Batches):
    """The wanted offers of one moment."""

    def __init__(self, desk: sqlite3.Connection, ids: Iterable[int] | None) -> None:
        super().__init__(desk)
        desk.execute("CREATE TEMP TABLE wanted (place INTEGER PRIMARY KEY, id INTEGER UNIQUE)")
        if ids is None:
            desk.execute(f"INSERT INTO wanted (id) {EVERY}")
        else:
            self._want(iter(ids))
        self.offers: int = desk.execute("SELECT count(*) FROM wanted").fetchone()[0]
        self.is_everything = ids is None

    def _want(self, ids: Iterator[int]) -> None:
        """Those of the ids that are here, each once, in the order given."""
        add = "INSERT OR IGNORE INTO wanted (id) SELECT id FROM offers WHERE id = ?"
        while some := [(number,) for number in islice(ids, BATCH)]:
            self.desk.executemany(add, some)

    def by_application(self, system: str) -> None:
        """Put the offers in the order of their applications, as the system numbers them."""
        self.desk.execute(
            "CREATE TEMP TABLE ordered (place INTEGER PRIMARY KEY, id INTEGER UNIQUE)"
        )
        self.desk.execute(
            "INSERT INTO ordered (id) SELECT wanted.id FROM wanted"
            " JOIN offers ON offers.id = wanted.id"
            " ORDER BY coalesce((SELECT CAST(remote_id AS INTEGER) FROM remote_ids"
            "  WHERE remote_ids.application_id = offers.application_id AND +system = ?"
            "  ORDER BY remote_ids.id LIMIT 1), offers.application_id),"
            " offers.application_id, wanted.id",
            (system,),
        )
        self.desk.execute("DROP TABLE wanted")
        self.desk.execute("ALTER TABLE ordered RENAME TO wanted")

    def id_batches(self) -> Iterator[tuple[int, ...]]:
        """The wanted offers in their order, some at a time."""
        found = self.desk.execute("SELECT id FROM wanted ORDER BY place")
        while rows := found.fetchmany(BATCH):
            yield tuple(row[0] for row in rows)


def _listed(ids: Iterable[int]) -> str:
    """Numbers as JSON, for SQLite's json_each."""
    return f"[{','.join(map(str, ids))}]"


def _age(row: tuple[Any, ...]) -> tuple[int, int]:
    """Versions in their order, then what is no version as it came."""
    reference, number = row[1], row[-1]
    return (1, reference) if number is None else (0, number)


_KEPT = (
    "SELECT kept_records.offer_id FROM json_each(?) CROSS JOIN kept_records"
    " ON kept_records.offer_id = json_each.value"
    " WHERE kind IN ('version', 'offer', 'request') AND +system = ? AND raw IS NOT NULL"
)
# A cross join keeps the order of the offers without sorting, so that few copies are held at once.
_COPIES = (
    "SELECT kept_records.offer_id, kept_records.id, kind, remote_id, scope, raw, versions.id,"
    " number FROM json_each(?) CROSS JOIN kept_records ON kept_records.offer_id = json_each.value"
    " LEFT JOIN versions ON kind = 'version' AND versions.id = version_id"
    " WHERE kind IN ('version', 'offer', 'request') AND +system = ? AND raw IS NOT NULL"
)
_PUT = (
    "SELECT offer_id, remote_id, scope FROM json_each(?)"
    " JOIN import_memory ON offer_id = json_each.value"
    " WHERE fact = 'assembled' AND +system = ?"
)
# Newest last: it is the one that counts.
_OTHER_FORM = (
    "SELECT remote_id, raw FROM json_each(?) JOIN kept_records ON offer_id = json_each.value"
    " WHERE kind = ? AND +system = ? AND digest <> '' AND raw IS NOT NULL"
    " ORDER BY kept_records.id"
)
_TOUCHED = {
    # what an import wrote, and flags that a person is done with, changed nothing here
    "offer": (
        "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM events"
        " WHERE subject = 'offer' AND subject_id = value AND kind NOT IN ('imported', 'settled'))"
    ),
    "opening": (
        "SELECT DISTINCT offer_id FROM json_each(?) JOIN versions ON offer_id = value"
        " WHERE opening_id IS NOT NULL AND EXISTS (SELECT 1 FROM events"
        " WHERE subject = 'opening' AND subject_id = opening_id AND kind <> 'imported')"
    ),
    "candidate": (
        "SELECT value FROM json_each(?) JOIN offers ON offers.id = value"
        " WHERE EXISTS (SELECT 1 FROM events"
        " WHERE subject = 'candidate' AND subject_id = candidate_id AND kind <> 'imported')"
    ),
    "job": (
        "SELECT value FROM json_each(?) JOIN offers ON offers.id = value"
        " WHERE EXISTS (SELECT 1 FROM events"
        " WHERE subject = 'job' AND subject_id = job_id AND kind <> 'imported')"
    ),
}
