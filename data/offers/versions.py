"""Versions: written once with all their terms, read back whole; the offer mirrors the newest."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from data.fields import custom_fields
from data.fields.stored_values import value_of
from data.offers import comparison
from data.records import offer_terms
from data.records.offer_records import LetterRecord, Terms, VersionRecord
from data.records.offer_terms import MIRRORED, columns, read_columns
from data.records.user_records import Actor
from data.storage import bulk_insert, connection
from data.storage.bulk_insert import Row
from data.storage.models import (
    Event,
    Letter,
    Offer,
    Supersession,
    TemplateRevision,
    Version,
    VersionValue,
)
from data.storage.prepared import Read, bound, by_id
from data.values import clock, field_values
from data.values.field_values import FieldValue

TERM_COLUMNS = (*MIRRORED, *(name for name in offer_terms.COLUMNS if name not in MIRRORED))
"""The columns of the terms: first those that the offer has, too."""
COLUMNS = (
    "id", "offer_id", "number", "note", "field_count", "created_at", "created_by", "on_behalf_of",
    *TERM_COLUMNS,
)  # fmt: skip
"""The columns of a version, in the order in which versions are written."""
VALUE_COLUMNS = ("version_id", "field_id", "name", "value", "raw")


def write(
    offer_id: int,
    number: int,
    terms: Terms,
    actor: Actor,
    *,
    note: str = "",
    created_at: str | None = None,
) -> int:
    """Write one version with its values, inside the running transaction; gives its id."""
    desk = connection.reader()
    version_id = bulk_insert.next_id(desk, Version)
    values = list(_value_rows(version_id, terms))
    stored = columns(terms)
    row = (
        *(version_id, offer_id, number, note, len(values), created_at or clock.stamp()),
        *(actor.user_id, actor.on_behalf_of_id, *(stored[name] for name in TERM_COLUMNS)),
    )
    write_rows(desk, [row], values)
    return version_id


def _value_rows(version_id: int, terms: Terms) -> Iterator[Row]:
    definitions = {field.key: field.id for field in custom_fields.all_fields("offer")}
    for one in terms.fields:
        if not one.is_empty:
            value = field_values.to_json(one.value)
            yield version_id, definitions[one.key], one.name, value, one.raw


def write_rows(desk: sqlite3.Connection, rows: Sequence[Row], values: Sequence[Row]) -> None:
    """Write versions (the columns of COLUMNS) with their values (those of VALUE_COLUMNS)."""
    bulk_insert.insert_rows(desk, Version, rows, COLUMNS)
    bulk_insert.insert_rows(desk, VersionValue, values, VALUE_COLUMNS)


def supersede(version_id: int, at: str | None) -> None:
    """Say that a version is no longer the current one (`at` None: when is not known)."""
    row, names = (version_id, at), ("version_id", "at")
    bulk_insert.insert_rows(connection.reader(), Supersession, [row], names, "IGNORE")


def mirror(offer_id: int, number: int, terms: Terms, standing: Mapping[str, object]) -> None:
    """Put the newest version's terms on the offer, and the columns that say how it stands then."""
    changes = {"version": number, **columns(terms, mirrored=True), **standing}
    row = (*changes.values(), offer_id)
    bulk_insert.update_rows(connection.reader(), Offer, [row], tuple(changes))


def id_of(offer_id: int, number: int) -> int | None:
    """The id of a version by its number."""
    version = _ONE.first(offer=offer_id, number=number)
    return None if version is None else int(version.id)


def terms_of(offer_id: int, number: int) -> Terms | None:
    """The terms of one version, None when there is no such version."""
    version = _ONE.first(offer=offer_id, number=number)
    if version is None:
        return None
    found = _values(_VALUES.rows(version=version.id))
    return _terms(version, found.get(version.id, ()))


def versions_of_offer(
    offer_id: int,
    events: Iterable[Event],
    names: Mapping[int, str],
    openings: Mapping[int, str],
    templates: Mapping[int, str],
) -> tuple[VersionRecord, ...]:
    """Every version of an offer, oldest first, with its status at the time and what changed."""
    rows = _OF_OFFER.rows(offer=offer_id)
    found = _values(_VALUES_OF_OFFER.rows(offer=offer_id))
    superseded = {row.version_id: row.at for row in _SUPERSEDED.rows(offer=offer_id)}
    letters = _letters(offer_id)
    statuses, sent = _statuses(events)
    records: list[VersionRecord] = []
    before: Terms | None = None
    for row in rows:
        terms = _terms(row, found.get(row.id, ()))
        records.append(
            VersionRecord(
                id=row.id,
                number=row.number,
                terms=terms,
                status=statuses.get(row.number, "draft"),
                created_at=clock.moment(row.created_at),
                created_by=_name(names, row.created_by_id),
                on_behalf_of=_name(names, row.on_behalf_of_id),
                superseded_at=_moment(superseded.get(row.id)),
                is_superseded=row.id in superseded,
                was_sent=row.number in sent,
                changes=()
                if before is None
                else comparison.changes(
                    before, terms, {"opening": openings, "template": templates}
                ),
                note=row.note,
                letter=letters.get(row.id),
            )
        )
        before = terms
    return tuple(records)


_OF_OFFER = Read(
    Version,
    lambda: Version.select().where(Version.offer == bound("offer")).order_by(Version.number),
)
_ONE = Read(
    Version,
    lambda: Version.select().where(
        (Version.offer == bound("offer")) & (Version.number == bound("number"))
    ),
)
_VALUES = Read(
    VersionValue,
    lambda: VersionValue.select().where(VersionValue.version == bound("version")),
)
_VALUES_OF_OFFER = Read(
    VersionValue,
    lambda: VersionValue.select().join(Version).where(Version.offer == bound("offer")),
)
_SUPERSEDED = Read(
    Supersession,
    lambda: Supersession.select().join(Version).where(Version.offer == bound("offer")),
)
_LETTERS = Read(
    Letter,
    lambda: (
        Letter.select().join(Version).where(Version.offer == bound("offer")).order_by(Letter.id)
    ),
)


def _statuses(events: Iterable[Event]) -> tuple[dict[int, str], set[int]]:
    """The last status while each version was current, and the versions that were sent."""
    last: dict[int, str] = {}
    sent: set[int] = set()
    for event in events:
        if event.version is not None and event.to_status is not None:
            last[event.version] = event.to_status
            if event.to_status not in ("draft", "withdrawn"):
                sent.add(event.version)
            if event.kind == "undone" and event.to_status == "draft":
                sent.discard(event.version)
    return last, sent


def _values(rows: Iterable[VersionValue]) -> dict[int, tuple[FieldValue, ...]]:
    """Values by the id of their version, in the order of their fields."""
    definitions = {field.id: field for field in custom_fields.all_fields("offer")}
    found: dict[int, list[tuple[int, FieldValue]]] = {}
    for row in rows:
        definition = definitions[row.field_id]
        found.setdefault(row.version_id, []).append(
            (definition.position, value_of(definition, row.name, row.value, row.raw_json))
        )
    return {
        version: tuple(value for _, value in sorted(pairs, key=lambda pair: pair[0]))
        for version, pairs in found.items()
    }


def _terms(row: Version, found: tuple[FieldValue, ...]) -> Terms:
    return Terms(**read_columns({name: getattr(row, name) for name in TERM_COLUMNS}), fields=found)


def _letters(offer_id: int) -> dict[int, LetterRecord]:
    """The newest letter of each version that has one."""
    return {row.version_id: _letter(row) for row in _LETTERS.rows(offer=offer_id)}


def _letter(row: Letter) -> LetterRecord:
    revision = by_id(TemplateRevision, row.template_revision_id)
    return LetterRecord(
        id=row.id,
        html=row.html,
        sha256=row.sha256,
        template_id=revision.template_id if revision else None,
        template_revision=revision.number if revision else None,
        frozen_at=clock.moment(row.frozen_at),
    )


def _name(names: Mapping[int, str], user_id: int | None) -> str:
    return "" if user_id is None else names.get(user_id, "")


def _moment(stamped: str | None) -> datetime | None:
    return clock.moment(stamped) if stamped else None
