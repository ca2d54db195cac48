"""The cells of a row of ours by what they mean, compared, and taken as edits of the offer's terms.

A slot is one of the meanings of `table_columns`, or "field KEY" with the cells of all columns of
that custom field.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from data.exchange.csv import csv_cells, csv_columns, csv_export
from data.exchange.csv.csv_columns import CUSTOM
from data.exchange.csv.csv_offers import texts
from data.exchange.csv.csv_terms import FREQUENCIES
from data.exchange.exporting.snapshot import Batches
from data.exchange.record_reader import Refused, quoted
from data.fields import custom_fields
from data.jobs import jobs
from data.records.field_records import FieldEntry
from data.records.offer_records import OfferDraft, OfferRecord
from data.records.offer_terms import DAY, FREQUENCY, TERMS, of_type
from data.templates import templates
from data.values import dates, field_entry, field_values, money
from data.values.field_values import FieldValue
from data.values.money import AmountError, Money

Cells = tuple[str, ...]
Slots = dict[str, Cells]

NO_TERMS = (
    "status", "sent", "resolved", "first name", "last name", "candidate", "email", "phone", "job",
    "department", "location",
)  # fmt: skip
"""What a row says besides terms; a table changes none of it."""
_TERMS = {term.header: term for term in TERMS if term.table}
_DAYS = (*(term.header for term in of_type(DAY)), "sent")
_FIELD = "field "


def field_slot(key: str) -> str:
    """The slot of a custom field."""
    return _FIELD + key


def is_term(slot: str) -> bool:
    """Whether the slot is one of the terms."""
    return slot in _TERMS or slot.startswith(_FIELD)


def label(slot: str) -> str:
    """What people call it."""
    if not slot.startswith(_FIELD):
        return slot
    key = slot.removeprefix(_FIELD)
    return next((one.name for one in custom_fields.all_fields("offer") if one.key == key), key)


def columns(batches: Batches) -> dict[str, tuple[str, ...]]:
    """The columns of every custom field in a table of ours, by its key."""
    known = batches.definitions()
    return {one.key: names for one, names in zip(known, csv_export.headers(known), strict=True)}


class Written(NamedTuple):
    """An offer as a table would say it now: every version by its number, and which is current."""

    version: int
    rows: dict[int, Slots]

    @property
    def current(self) -> Slots:
        """The current version's row."""
        return self.rows[self.version]


def written(batches: Batches, offer_id: int) -> Written:
    """The offer as a table would say it now."""
    whole = batches.offer_reader.read((offer_id,), "", {})[offer_id]
    rows = csv_export.records(whole, batches.definitions())
    by_key = columns(batches)
    return Written(whole.version, {int(row["version"]): _slots(row, by_key) for row in rows})


def _slots(row: Mapping[str, str], by_key: Mapping[str, Iterable[str]]) -> Slots:
    cells = texts(dict(row))
    known = csv_columns.guess(row).items()
    slots: Slots = {target: (cells[name],) for name, target in known if target != CUSTOM}
    for key, names in by_key.items():
        slots[field_slot(key)] = tuple(cells.get(name, "") for name in names)
    return slots


# ---------------------------------------------------------------- comparing


def alike(slot: str, one: Slots, other: Slots) -> bool:
    """Whether two rows say the same there, however a spreadsheet spelled it."""
    cells, others = one.get(slot, ("",)), other.get(slot, ("",))
    return cells == others or _meant(slot, one) == _meant(slot, other)


def _meant(slot: str, row: Slots) -> object:
    """What the slot says, comparable."""
    cells = row.get(slot, ("",))
    first = cells[0]
    if slot.startswith(_FIELD):
        return _value(slot.removeprefix(_FIELD), cells)
    if slot in _DAYS:
        return csv_cells.read_day(first) or first
    if slot == "resolved":
        return dates.read_moment(first) or first
    if slot == "salary":
        return _amount(first, row.get("currency", ("",))[0]) or first
    if slot == "pay frequency":
        return FREQUENCIES.get(first.lower(), first)
    return first.lower() if slot in ("status", "currency") else first


def _value(key: str, cells: Cells) -> object:
    type = next((one.type for one in custom_fields.all_fields("offer") if one.key == key), None)
    if type is None:
        return cells
    raw = csv_cells.json_value(type, cells)
    value = field_values.read_value(type, raw)
    return cells if value is None else value


def _amount(text: str, currency: str) -> Money | Decimal | None:
    """The amount that a cell says; a plain decimal number is never anything else."""
    code = currency.strip().upper()
    exact = money.from_number(text, code) if code else None
    if exact is not None:
        return exact
    try:
        return money.parse_money(text, code or None)
    except AmountError:
        return None


# ---------------------------------------------------------------- taking over


def draft(offer: OfferRecord, row: Slots, edited: Mapping[str, Cells]) -> OfferDraft:
    """The form's draft with the edited cells; `row` is the whole row with them. Raises Refused."""
    found = _offer_draft(offer)
    if "salary" in edited or "currency" in edited:
        found = _with_pay(found, row)
    entries = {entry.key: entry for entry in found.fields}
    for slot, cells in edited.items():
        if slot.startswith(_FIELD):
            entry = _entry(slot.removeprefix(_FIELD), cells)
            entries[entry.key] = entry
        elif slot not in ("salary", "currency"):
            found = _with(found, offer, slot, cells[0])
    return replace(found, fields=tuple(entries.values()))


def _offer_draft(offer: OfferRecord) -> OfferDraft:
    from data.offers import offers

    return offers.draft_of(offer)


def _with_pay(found: OfferDraft, row: Slots) -> OfferDraft:
    text, code = row["salary"][0], row["currency"][0].upper()
    if not text:
        return replace(found, salary="", currency=code)
    amount = _amount(text, code)
    if not isinstance(amount, Money):
        expected = "an amount such as 92500.00, with its currency"
        raise _wrong("salary", expected, text)
    return replace(found, salary=money.entered(amount), currency=amount.currency)


def _with(found: OfferDraft, offer: OfferRecord, slot: str, text: str) -> OfferDraft:
    term = _TERMS[slot]
    entered: Any = text
    if slot == "opening":
        entered = _opening(offer, text)
    elif slot == "template":
        entered = _template(text)
    elif term.type is FREQUENCY:
        entered = _frequency(slot, text)
    elif term.type is DAY:
        entered = _day(slot, text)
    return replace(found, **{term.name: entered})


def _frequency(slot: str, text: str) -> str:
    word = FREQUENCIES.get(text.lower().strip(" /."))
    if text and word is None:
        raise _wrong(slot, "hourly, daily, weekly, monthly or yearly", text)
    return word or ""


def _day(slot: str, text: str) -> str:
    day = csv_cells.read_day(text) if text else None
    if text and day is None:
        raise _wrong(slot, "a day such as 2026-04-15", text)
    return day.isoformat() if day else ""


def _opening(offer: OfferRecord, text: str) -> int | None:
    if not text:
        return None
    seats = jobs.get(offer.job.id).openings if offer.job else ()
    found = [seat.id for seat in seats if seat.opening_id == text]
    if len(found) != 1:
        raise _wrong("opening", "an opening of the offer's job, by its id", text)
    return found[0]


def _template(text: str) -> int | None:
    if not text:
        return None
    found = [number for number, name in templates.names().items() if name == text]
    if len(found) != 1:
        raise _wrong("template", "the name of a letter template that is here", text)
    return found[0]


def _entry(key: str, cells: Cells) -> FieldEntry:
    """What would be typed for the field."""
    known = next(one for one in custom_fields.all_fields("offer") if one.key == key)
    raw = csv_cells.json_value(known.type, cells)
    value = field_values.read_value(known.type, raw)
    if value is None and any(cells):
        typed = " ".join(cell for cell in cells if cell)
        raise _wrong(f"fields.{key}", str(known.type).replace("_", " "), typed)
    entered = field_entry.entered(known.type, FieldValue(key, known.name, known.type, value))
    return FieldEntry(key, *entered)


def _wrong(slot: str, expected: str, came: str) -> Refused:
    text = f"expected {expected}, but it is {quoted(came)}."
    return Refused(slot, text, expected=expected, came=came)
