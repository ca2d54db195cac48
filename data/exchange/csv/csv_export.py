"""CSV, out: one row an offer, or a version; every custom field a column of its own.

Headers are those that `table_columns` knows, so that our own reader understands them. Amounts are
exact decimal numbers with the currency in the next column, days are YYYY-MM-DD, moments UTC, the
options of a multi-select are separated by "; ". Lines end in CR LF (RFC 4180).

A cell that a spreadsheet would take for a formula is made harmless by an apostrophe before it. That
is every cell in which, after blanks and quotes, there stands one of = + - @ (also in full width),
a tab, a CR or an LF; but not a plain number. So a reader that takes the apostrophe away from every
cell in which such a text follows it has exactly what was there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from data.exchange.csv.csv_columns import TARGETS
from data.exchange.exporting.exported_records import (
    Definition,
    OfferOut,
    Piece,
    ValueOut,
    VersionOut,
    json_number,
)
from data.exchange.exporting.snapshot import Snapshot
from data.fields.custom_fields import slug
from data.records.offer_terms import AMOUNT, DAY, REFERENCE, TERMS, Term, of_type
from data.values import exact_json
from data.values.field_texts import show
from data.values.field_values import FieldType, FieldValue
from data.values.text import one_line, plain

_FORMULA = re.compile("[\\s'\"]*[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_TO_QUOTE = re.compile(r"[\",;\t\r\n']|^\s|\s$")
_BOM = "\ufeff"
_BETWEEN = "; "

_OFFER = (
    "offer_id", "version", "status", *(term.key for term in TERMS if term.table),
    "application_id", "candidate_id", "first_name", "last_name", "full_name", "email",
    "phone",
    "job_id", "job", "department", "location", "sent", "resolved", "created", "updated",
)  # fmt: skip
_MARKS = frozenset(
    ("offer_id", "version", "application_id", "candidate_id", "job_id", "created", "updated")
)
"""Columns that together only a table of ours has; terms come and go with versions."""
_TERMS = tuple(term for term in TERMS if term.table)
_KNOWN = frozenset(slug(word) for target in TARGETS for word in (target.name, *target.synonyms))
_PARTS = {
    FieldType.CURRENCY: ("", "currency"),
    FieldType.CURRENCY_RANGE: ("minimum", "maximum", "currency"),
    FieldType.NUMBER_RANGE: ("minimum", "maximum"),
}
"""Types that take several columns, and what stands behind the field's name in their headers."""
NUMBER_CELL, DAY_CELL = "number", "day"
_NUMBERS = ("offer_id", "version", "application_id", "candidate_id", "job_id", "salary")
_DAYS = (*(term.key for term in of_type(DAY)), "sent")
_CELLS = {
    FieldType.NUMBER: (NUMBER_CELL,),
    FieldType.DATE: (DAY_CELL,),
    FieldType.CURRENCY: (NUMBER_CELL, ""),
    FieldType.CURRENCY_RANGE: (NUMBER_CELL, NUMBER_CELL, ""),
    FieldType.NUMBER_RANGE: (NUMBER_CELL, NUMBER_CELL),
}
"""What the cells of a field are, where they are no text."""


def pieces(snapshot: Snapshot, *, versions: bool = False, bom: bool = False) -> Iterator[Piece]:
    """The table as text, batch by batch."""
    fields = tuple(one for one in snapshot.definitions())
    yield Piece((_BOM if bom else "") + _line(header(fields)), 0, 0)
    for ids in snapshot.id_batches():
        offers = snapshot.offer_reader.read(ids, "", {})
        lines = [
            _line(row)
            for number in ids
            if number in offers
            for row in rows(offers[number], fields, versions=versions)
        ]
        yield Piece("".join(lines), len(ids), len(lines))


def header(fields: Iterable[Definition]) -> tuple[str, ...]:
    """The headers of all columns."""
    return (*_OFFER, *(name for names in headers(fields) for name in names))


def cell_kinds(fields: Iterable[Definition]) -> tuple[str, ...]:
    """What the cells of each column are, where they are anything: numbers, days, or text."""
    own = (
        NUMBER_CELL if name in _NUMBERS else DAY_CELL if name in _DAYS else "" for name in _OFFER
    )
    return (*own, *(kind for field in fields for kind in _CELLS.get(field.type, ("",))))


def headers(fields: Iterable[Definition]) -> Iterator[tuple[str, ...]]:
    """The headers of each custom field; with its key where its name alone would be mistaken."""
    seen = set(_KNOWN)
    for field in fields:
        name = one_line(field.name)
        names = _names(name, field.type)
        if not seen.isdisjoint(map(slug, names)):
            names = _names(f"{name} ({field.key})", field.type)
        seen.update(map(slug, names))
        yield names


def is_ours(record: Mapping[str, object]) -> bool:
    """Whether a row has what every table of ours has, also one of an older version."""
    return record.keys() >= _MARKS


def records(offer: OfferOut, fields: tuple[Definition, ...]) -> list[dict[str, str]]:
    """The rows of an offer as a reader of tables sees them: the current one, and every version."""
    names = header(fields)
    every = [*rows(offer, fields, versions=True), *rows(offer, fields, versions=False)]
    return [
        {name: harmless(plain(cell)) for name, cell in zip(names, row, strict=True)}
        for row in every
    ]


def harmless(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula (see above)."""
    return f"'{cell}" if is_formula(cell) else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might take the cell for a formula."""
    return _FORMULA.match(cell) is not None and not _NUMBER.fullmatch(cell)


def _names(name: str, type: FieldType) -> tuple[str, ...]:
    return tuple(f"{name} {part}".strip() for part in _PARTS.get(type, ("",)))


def rows(
    offer: OfferOut, fields: tuple[Definition, ...], *, versions: bool
) -> Iterator[tuple[str, ...]]:
    """The current version, or every one, oldest first."""
    for version in offer.versions if versions else (offer.current,):
        held = {value.key: value for value in version.values}
        cells = (cell for field in fields for cell in _cells(field.type, held.get(field.key)))
        yield (*_terms(offer, version), *cells)


def _terms(offer: OfferOut, version: VersionOut) -> tuple[str, ...]:
    is_current = version.number == offer.version
    is_live = is_current and not offer.is_superseded
    person, job = offer.candidate, offer.job
    return (
        str(offer.id),
        str(version.number),
        str(offer.status) if is_live else "superseded",
        *(_term(term, version) for term in _TERMS),
        str(offer.application_id),
        *((str(person.id), *person[1:]) if person else ("",) * 6),
        *((str(job.id), *job[1:]) if job else ("",) * 4),
        (offer.sent_at if is_current else version.sent_on) or "",
        (offer.resolved_at if is_current else None) or "",
        version.created_at,
        (offer.updated_at if is_current else version.superseded_at) or "",
    )


def _term(term: Term, version: VersionOut) -> str:
    """A term's cell."""
    if term.type is AMOUNT:
        return _decimal(version.salary.decimal()) if version.salary else version.salary_text
    if term.type is REFERENCE:
        return version.names[term.key]
    return str(version.stored[term.stored_in] or "")


def _cells(type: FieldType, value: ValueOut | None) -> tuple[str, ...]:
    """A custom field's cells; what could not be read as it came, in the first of them."""
    parts = _PARTS.get(type, ("",))
    if value is None:
        return ("",) * len(parts)
    if value.value is None:
        text = show(FieldValue(value.key, value.name, type, None, value.raw))
        return (text, *("",) * (len(parts) - 1))
    stored = exact_json.load_json(value.value)
    match type:
        case FieldType.CURRENCY if isinstance(stored, dict):
            return _decimal(stored["value"]), str(stored["currency"])
        case FieldType.CURRENCY_RANGE | FieldType.NUMBER_RANGE if isinstance(stored, dict):
            return tuple("" if end is None else _decimal(end) for end in stored.values())
        case FieldType.USER if isinstance(stored, dict):
            return (_person(stored),)
    return (_one_cell(stored),)


def _one_cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return _BETWEEN.join(map(str, value))
    return _decimal(value) if isinstance(value, int | Decimal) else str(value)


def _person(user: dict[str, object]) -> str:
    name, email = str(user["name"]), str(user["email"])
    named = f"{name} <{email}>" if name and email else name or email
    return named or str(user["user_id"] or user["employee_id"])


def _decimal(number: object) -> str:
    """An exact number without an exponent; a unit where there is text."""
    if not isinstance(number, Decimal):
        return str(number)
    exact = json_number(number)
    return f"{exact:f}" if isinstance(exact, Decimal) else str(exact)


def _line(row: Iterable[str]) -> str:
    return ",".join(map(_cell, row)) + "\r\n"


def _cell(text: str) -> str:
    if text.isalnum():
        return text
    text = harmless(plain(text))
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text
