"""Offers of an import in memory, with their versions, values and flags."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator

from data.exchange.importing.import_rows import TERMS, OfferRow, Row, VersionRow
from data.exchange.importing.row_table import listed
from data.offers.versions import VALUE_COLUMNS, write_rows
from data.storage.bulk_insert import insert_rows, select_sql, update_rows
from data.storage.models import Flag, Offer, Supersession, Version, VersionValue

Names = Callable[[int], tuple[int | None, int | None, str, str]]
"""Candidate and job of an application, and both as lists show them."""
_NAMED = ("candidate_id", "job_id", "candidate_name", "job_title")
_INSERTED = (*OfferRow.COLUMNS, *_NAMED)
_FLAG = ("offer_id", "version", "field", "text", "kind", "source", "created_at")
_SINCE = "ON CONFLICT DO UPDATE SET at = excluded.at WHERE supersessions.at IS NULL"
_OFFER_HEAD, _TERMS_END = 7, 7 + len(TERMS)
_VERSION_HEAD, _VERSION_TERMS_END = 8, 8 + len(TERMS)


class OfferTable:
    """The identity map of offers: an offer comes with all its versions."""

    def __init__(self, desk: sqlite3.Connection, names: Names) -> None:
        self._desk = desk
        self._names = names
        self._select = select_sql(Offer, OfferRow.COLUMNS)
        self._select_versions = select_sql(Version, VersionRow.COLUMNS)
        self.pending: set[int] = set()
        """Superseded versions of which the follower may still come."""
        self.changes = 0
        """How often an offer was made."""
        self.forget()

    def forget(self) -> None:
        """Forget every offer: what is in the file counts."""
        self._rows: dict[int, OfferRow | None] = {}
        self._of_application: dict[int, list[int]] = {}
        self._new: list[OfferRow] = []
        self._changed: dict[int, OfferRow] = {}
        self._before: dict[int, OfferRow] = {}
        self._versions: list[VersionRow] = []
        self._supersessions: list[Row] = []
        self._flags: list[Row] = []
        self._renamed: list[int] = []
        self._marked = (0, 0, 0, 0, 0)
        self._fresh: set[int] = set()

    # ------------------------------------------------------------ reading

    def get(self, offer_id: int) -> OfferRow | None:
        """The offer, None when there is none."""
        if offer_id not in self._rows:
            self.load((offer_id,))
        return self._rows[offer_id]

    def holds(self, offer_id: int) -> bool:
        """Whether the offer is in memory."""
        return self._rows.get(offer_id) is not None

    def there(self, offer_id: int) -> OfferRow:
        """The offer, which is here."""
        row = self.get(offer_id)
        if row is None:
            raise sqlite3.DatabaseError(f"offer {offer_id} is gone")
        return row

    def of_application(self, application_id: int) -> list[OfferRow]:
        """The offers of an application, oldest first."""
        if application_id not in self._of_application:
            self.load_applications((application_id,))
        return [self.there(offer_id) for offer_id in sorted(self._of_application[application_id])]

    def none_of(self, application_id: int) -> None:
        """The application is new: it has no offers."""
        self._of_application[application_id] = []

    def load_applications(self, ids: Iterable[int]) -> None:
        """Read the offers of these applications."""
        wanted = [one for one in ids if one not in self._of_application]
        if not wanted:
            return
        self._of_application.update((one, []) for one in wanted)
        sql = "SELECT id, application_id FROM offers WHERE application_id IN" + _AMONG
        for offer_id, application_id in self._desk.execute(sql, (listed(wanted),)):
            self._of_application[application_id].append(offer_id)
        self.load(one for some in wanted for one in self._of_application[some])

    def load(self, ids: Iterable[int]) -> None:
        """Read offers and their versions, those that are not in memory yet."""
        wanted = [one for one in ids if one not in self._rows]
        if not wanted:
            return
        self._rows.update(dict.fromkeys(wanted))
        bound = (listed(wanted),)
        for row in self._desk.execute(f"{self._select} WHERE id IN{_AMONG}", bound):
            terms, standing = row[_OFFER_HEAD:_TERMS_END], row[_TERMS_END:]
            self._rows[row[0]] = OfferRow(*(*row[:_OFFER_HEAD], terms, standing))
        since = dict(self._desk.execute(_SUPERSEDED, bound))
        sql = f"{self._select_versions} WHERE offer_id IN{_AMONG} ORDER BY offer_id, number"
        for row in self._desk.execute(sql, bound):
            terms, own_terms = row[_VERSION_HEAD:_VERSION_TERMS_END], row[_VERSION_TERMS_END:]
            version = VersionRow(*(*row[:_VERSION_HEAD], terms, own_terms))
            version.superseded_at = since.get(version.id)
            version.is_alone = version.superseded_at is None and (
                version.id in since or version.id in self.pending
            )
            self.there(version.offer_id).versions.append(version)

    def values(self, version: VersionRow) -> list[Row]:
        """The custom field values of a version."""
        if version.values is None:
            version.values = self._desk.execute(
                f"{select_sql(VersionValue, VALUE_COLUMNS[1:])} WHERE version_id = ?", (version.id,)
            ).fetchall()
        return version.values

    def load_details(self, ids: Iterable[int]) -> None:
        """Read flags, current values and whether a person changed these offers, all at once."""
        self.load(ids)
        rows = [row for row in map(self._rows.get, ids) if row is not None and row.flags is None]
        if not rows:
            return
        offers = listed(row.id for row in rows)
        touched = {row[0] for row in self._desk.execute(_TOUCHED, (offers,))}
        for row in rows:
            row.flags, row.is_touched = [], row.id in touched
        sql = f"{select_sql(Flag, _FLAG[:5])} WHERE offer_id IN{_AMONG}"
        for offer_id, *flag in self._desk.execute(sql, (offers,)):
            self._flags_of(self.there(offer_id)).append(tuple(flag))
        self._load_values([row.current for row in rows if row.versions])

    def _load_values(self, versions: list[VersionRow]) -> None:
        by_id = {version.id: version for version in versions if version.values is None}
        for version in by_id.values():
            version.values = []
        sql = f"{select_sql(VersionValue, VALUE_COLUMNS)} WHERE version_id IN{_AMONG}"
        for version_id, *value in self._desk.execute(sql, (listed(by_id),)):
            self.values(by_id[version_id]).append(tuple(value))

    def is_touched(self, row: OfferRow) -> bool:
        """Whether a person changed the offer since the other system's record was taken."""
        if row.is_touched is None:
            self.load_details((row.id,))
        return bool(row.is_touched)

    def made_here(self, offer_id: int) -> frozenset[int]:
        """The numbers of the versions that a person made here."""
        return frozenset(row[0] for row in self._desk.execute(_MADE_HERE, (offer_id,)))

    # ------------------------------------------------------------ changing

    def add(self, row: OfferRow) -> OfferRow:
        """Note a new offer."""
        self._rows[row.id] = row
        self._new.append(row)
        self._fresh.add(row.id)
        known = self._of_application.get(row.application_id)
        if known is None:
            self.load_applications((row.application_id,))
            known = self._of_application[row.application_id]
        known.append(row.id)
        return row

    def change(self, row: OfferRow) -> OfferRow:
        """Note that an offer is about to change."""
        self.keep(row)
        self._changed[row.id] = row
        return row

    def keep(self, row: OfferRow) -> None:
        """Remember the offer as it is, in case the record is dropped."""
        if row.id not in self._before and row.id not in self._fresh:
            before = self._before[row.id] = row.copied()
            before.versions = [version.copied() for version in row.versions]
            before.flags = None if row.flags is None else list(row.flags)

    def add_version(self, offer: OfferRow, version: VersionRow) -> None:
        """Add a version; the offer is noted as new or changed by the caller."""
        offer.versions.append(version)
        if len(offer.versions) > 1:
            offer.versions.sort(key=lambda one: one.number)
        self._versions.append(version)

    def replace_application(self, offer: OfferRow, application_id: int) -> None:
        """Let an offer belong to another application, and bear its names."""
        self.load_applications((offer.application_id, application_id))
        self.change(offer)
        before, offers = offer.application_id, self._of_application
        offers[before].remove(offer.id)
        offers[application_id].append(offer.id)
        offer.application_id = application_id
        self.rename(application_id)

    def supersede(self, version: VersionRow, at: str) -> None:
        """Say since when a version is superseded, unless that is known; its offer is noted."""
        if version.superseded_at is None:
            version.superseded_at, version.is_alone = at, False
            self._supersessions.append((version.id, at))

    def flag(self, offer: OfferRow, flags: Iterable[Row], source: str, now: str) -> list[Row]:
        """Flag an offer that is noted; gives the flags that it did not have."""
        known, fresh = self._flags_of(offer), []
        for one in dict.fromkeys(flags):
            version, *rest = one
            if not any(
                rest == list(other[1:]) and (version is None or version == other[0])
                for other in known
            ):
                known.append(one)
                fresh.append(one)
                self._flags.append((offer.id, *one, source, now))
        return fresh

    def _flags_of(self, offer: OfferRow) -> list[Row]:
        if offer.flags is None:
            self.load_details((offer.id,))
        return offer.flags if offer.flags is not None else []

    def rename(self, application_id: int) -> None:
        """Candidate or job of an application were filled in: its offers say so."""
        self._renamed.append(application_id)

    # ------------------------------------------------------------ one record, many records

    def mark(self) -> None:
        """From here on, everything belongs to the next record."""
        if self._before:
            self._before = {}
        self._fresh.clear()
        self._marked = (
            len(self._new),
            len(self._versions),
            len(self._supersessions),
            len(self._flags),
            len(self._renamed),
        )

    def drop(self) -> None:
        """Take back what the last record made and changed."""
        new, versions, supersessions, flags, renamed = self._marked
        for row in self._new[new:]:
            self._rows.pop(row.id, None)
            self._changed.pop(row.id, None)
            self._of_application[row.application_id].remove(row.id)
        for row_id, before in self._before.items():
            if (changed := self._rows.get(row_id)) is not None:
                if changed.application_id != before.application_id:
                    self._of_application[changed.application_id].remove(row_id)
                    self._of_application[before.application_id].append(row_id)
                changed.restore(before)
        del self._new[new:], self._versions[versions:], self._supersessions[supersessions:]
        del self._flags[flags:], self._renamed[renamed:]
        self._before = {}

    def write(self) -> None:
        """Write new offers, versions, values, changed offers and flags, in this order."""
        desk = self._desk
        fresh = [(*row.row(), *self._names(row.application_id)) for row in self._new]
        insert_rows(desk, Offer, fresh, _INSERTED)
        for row in self._new:
            self._changed.pop(row.id, None)
        write_rows(desk, [one.row() for one in self._versions], list(_values(self._versions)))
        insert_rows(desk, Supersession, self._supersessions, ("version_id", "at"), upsert=_SINCE)
        changed = [(*row.row()[1:], row.id) for row in self._changed.values()]
        update_rows(desk, Offer, changed, OfferRow.CHANGED)
        renamed = [(*self._names(one), one) for one in self._renamed]
        desk.executemany(_RENAME, renamed)
        insert_rows(desk, Flag, self._flags, _FLAG)
        self._new, self._versions, self._supersessions = [], [], []
        self._flags, self._renamed = [], []
        self._changed, self._before, self._marked = {}, {}, (0, 0, 0, 0, 0)


def _values(versions: Iterable[VersionRow]) -> Iterator[Row]:
    for version in versions:
        for value in version.values or ():
            yield (version.id, *value)


_AMONG = " (SELECT value FROM json_each(?))"
_SUPERSEDED = (
    "SELECT version_id, at FROM json_each(?) JOIN versions ON offer_id = value"
    " JOIN supersessions ON version_id = versions.id"
)
_RENAME = (
    "UPDATE offers SET candidate_id = ?, job_id = ?, candidate_name = ?, job_title = ?"
    " WHERE application_id = ?"
)
_MADE_HERE = (
    "SELECT version FROM events WHERE subject = 'offer' AND subject_id = ?"
    " AND kind IN ('created', 'version', 'correction', 'restored')"
)
# What an import wrote, and what changes no terms, is no change made here.
_TOUCHED = (
    "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM events"
    " WHERE subject = 'offer' AND subject_id = value"
    " AND kind NOT IN ('imported', 'settled', 'note', 'negotiation', 'snoozed', 'woken', 'letter',"
    " 'approval asked', 'approved', 'not approved', 'approval taken back', 'approval void',"
    " 'attached', 'removed')"
    " AND id > coalesce((SELECT max(id) FROM events WHERE subject = 'offer'"
    " AND subject_id = value AND kind = 'imported' AND from_status IS NOT NULL), 0))"
)
