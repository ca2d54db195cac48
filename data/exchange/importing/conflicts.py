"""Offers that were changed on both sides: what was, what is here, what the other system says.

Their record waits beside ours until a person decides (remote_ids, *conflict*).
"""

from dataclasses import dataclass

from data.errors import NotFound
from data.exchange import registry
from data.exchange.csv import csv_conflicts
from data.exchange.importing import record_merging
from data.exchange.importing.offer_importer import OfferImporter
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.parsed_offer import ParsedField, ParsedOffer
from data.exchange.record_reader import RecordReader
from data.fields import custom_fields
from data.offers import offers
from data.people import users
from data.records.offer_records import OfferRecord, Terms
from data.records.offer_terms import AMOUNT, CURRENCY, HTML, LABELS, REFERENCE, TERMS, Term
from data.storage import connection
from data.storage.connection import storage_errors
from data.storage.database import transaction
from data.values import dates, field_texts, field_values
from data.values.field_values import FieldType
from data.values.text import normal, one_line

Line = tuple[str, str, str, str]
"""A field's label, what it was, what it is here, what it is there."""
Stated = dict[str, tuple[str, str]]
"""By a field's normalised name its label and its value, as people read them."""
_EVERY = (
    "SELECT waits.offer_id, waits.system, coalesce(base, raw), theirs"
    " FROM import_conflicts AS waits"
    " LEFT JOIN kept_records AS known ON known.system = waits.system"
    "  AND known.kind IN ('version', 'offer', 'request') AND known.remote_id = waits.remote_id"
    "  AND known.scope = waits.scope AND digest = ''"
    " WHERE coalesce(base, raw) IS NOT NULL ORDER BY waits.id"
)
_OF_OFFER = "SELECT system, theirs FROM import_conflicts WHERE offer_id = ? GROUP BY system"


@dataclass(frozen=True, slots=True)
class Conflict:
    """An offer that was changed here and in its system; `system` is the name people know.

    `lines` are what is not the same everywhere: the label, what it was, what it is here, and what
    it is there.
    """

    offer_id: int
    system: str
    lines: tuple[Line, ...]


def waiting() -> tuple[Conflict, ...]:
    """Every offer of which a person has to decide, the first found first."""
    with storage_errors():
        rows = connection.reader().execute(_EVERY).fetchall()
    return tuple({row[0]: _conflict(*row) for row in reversed(rows)}.values())[::-1]


def get(offer_id: int) -> Conflict:
    """What is different about one offer; raises NotFound when nothing of it waits."""
    with storage_errors():
        rows = connection.reader().execute(_EVERY).fetchall()
    found = next((row for row in rows if row[0] == offer_id), None)
    if found is None:
        raise _nothing(offer_id)
    return _conflict(*found)


def take_theirs(offer_id: int) -> None:
    """Take what the other system says, changed terms as a new version; raises NotFound."""
    with transaction() as desk:
        systems = _systems(offer_id)
        csv_conflicts.take(desk, offer_id)
        for system in systems:
            OfferImporter(UnitOfWork(desk), system, users.current()).take(offer_id)


def keep_ours(offer_id: int) -> None:
    """Keep the offer as it is here; the same record does not ask again. Raises NotFound."""
    with transaction() as desk:
        systems = _systems(offer_id)
        csv_conflicts.keep(desk, offer_id)
        for system in systems:
            OfferImporter(UnitOfWork(desk), system, users.current()).keep(offer_id)


def _systems(offer_id: int) -> list[RecordReader]:
    rows = connection.reader().execute(_OF_OFFER, (offer_id,)).fetchall()
    if not rows:
        raise _nothing(offer_id)
    return [
        registry.keeper(name, record_merging.load(raw))
        for name, raw in rows
        if name != csv_conflicts.SYSTEM
    ]


def _nothing(offer_id: int) -> NotFound:
    return NotFound(f"Nothing of offer {offer_id} waits for a decision.")


# ---------------------------------------------------------------- side by side


def _conflict(offer_id: int, name: str, before: str, theirs: str) -> Conflict:
    if name == csv_conflicts.SYSTEM:
        return Conflict(
            offer_id, csv_conflicts.TITLE, csv_conflicts.lines(before, theirs, offer_id)
        )
    records = [record_merging.load(raw) for raw in (before, theirs)]
    system = registry.keeper(name, records[0])
    read = [_stated(system.understand(record)) for record in records]
    ours = _stated_here(offers.get(offer_id))
    sides = (read[0], ours, read[1])
    keys = dict.fromkeys(key for side in (ours, *read) for key in side)
    lines = (_line(key, sides) for key in keys)
    return Conflict(offer_id, system.title, tuple(line for line in lines if len({*line[1:]}) > 1))


def _line(key: str, sides: tuple[Stated, Stated, Stated]) -> Line:
    label = next(side[key][0] for side in sides if key in side)
    before, ours, theirs = (side[key][1] if key in side else "" for side in sides)
    return label, before, ours, theirs


def _stated(parsed: ParsedOffer) -> Stated:
    """What a record says, by field."""
    stated = _terms(parsed.terms)
    standing = "superseded" if parsed.is_superseded else str(parsed.status)
    stated["status"] = ("Status", standing)
    stated["sent"] = ("Sent", dates.show(parsed.sent_at) if parsed.sent_at else "")
    opening = parsed.opening.opening_id if parsed.opening else ""
    stated["opening"] = ("Opening", one_line(opening))
    types = {normal(field.name): field.type for field in custom_fields.all_fields("offer")}
    for field in parsed.fields:
        stated[f"field {normal(field.name)}"] = (
            field.name,
            _shown(field, types.get(normal(field.name))),
        )
    return stated


def _stated_here(offer: OfferRecord) -> Stated:
    stated = _terms(offer.terms)
    standing = offer.standing
    stated["status"] = ("Status", standing)
    stated["sent"] = ("Sent", dates.show(offer.sent_at) if offer.sent_at else "")
    stated["opening"] = ("Opening", one_line(offer.opening.opening_id if offer.opening else ""))
    for value in offer.terms.fields:
        stated[f"field {normal(value.name)}"] = (value.name, field_texts.show(value))
    return stated


def _terms(terms: Terms) -> Stated:
    """The declared terms; a record names opening and template by what they are called."""
    return {
        term.key: (_label(term), one_line(_term(term, terms)))
        for term in TERMS
        if term.type not in (CURRENCY, REFERENCE)
    }


def _label(term: Term) -> str:
    return LABELS["template"] if term.type is HTML else term.label


def _term(term: Term, terms: Terms) -> str:
    if term.type is HTML:
        return "written by hand" if term.of(terms) else ""
    shown = term.shown(terms)
    return shown or terms.currency or "" if term.type is AMOUNT else shown


def _shown(field: ParsedField, type: FieldType | None) -> str:
    type = type or field.type or FieldType.LONG_TEXT
    return field_texts.show(field_values.from_raw(field.key, field.name, type, field.value))
