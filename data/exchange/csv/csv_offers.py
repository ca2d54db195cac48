"""Tables with a header (CSV): every row is an offer, or with a version number one version of it.

A cell is text whatever it looks like: amounts and days are read by the strict grammar that people
type in, and what could be two things stays text and is flagged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from data.exchange.csv import csv_cells, csv_evidence, csv_field_columns
from data.exchange.csv.csv_cells import bare, read_day
from data.exchange.csv.csv_columns import CUSTOM
from data.exchange.csv.csv_export import is_ours
from data.exchange.csv.csv_field_columns import FieldColumns
from data.exchange.parsed_offer import (
    Identity,
    JsonValue,
    ParsedField,
    ParsedJob,
    ParsedOffer,
    ParsedOpening,
    ParsedPerson,
    Record,
)
from data.exchange.parsed_records import ParsedRecord
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import Reading, RecordReader, Refused, quoted
from data.fields.custom_fields import slug
from data.records.offer_records import Terms
from data.records.offer_terms import DAY, TEXT, of_type
from data.records.pay import PayFrequency
from data.values import dates, exact_json, money
from data.values.money import AmountError, Money
from data.values.status import DECIDED, Status
from data.values.text import folded, normal, one_line, plain

if TYPE_CHECKING:
    pass

_HIGHEST_VERSION = 1_000_000
_STATUS = {
    **{status.value: status for status in Status},
    "unresolved": Status.SENT,
    "created": Status.DRAFT,
    "expired": Status.PENDING,
    "rejected": Status.DECLINED,
    "retracted": Status.WITHDRAWN,
}
SUPERSEDED = ("superseded", "deprecated")
FREQUENCIES = {
    **dict.fromkeys(("hourly", "hour", "h", "per hour", "an hour"), PayFrequency.HOURLY),
    **dict.fromkeys(("daily", "day", "d", "per day", "a day"), PayFrequency.DAILY),
    **dict.fromkeys(("weekly", "week", "w", "per week", "a week"), PayFrequency.WEEKLY),
    **dict.fromkeys(("monthly", "month", "m", "per month", "a month"), PayFrequency.MONTHLY),
    **dict.fromkeys(
        ("yearly", "year", "y", "per year", "a year", "annual", "annually", "per annum", "pa"),
        PayFrequency.YEARLY,
    ),
}


class Table(RecordReader):
    """Rows of a table, read by what its columns mean."""

    name = "csv"
    title = "the table"
    is_table = True

    def __init__(self, columns: Mapping[str, str]) -> None:
        """`columns` gives each header its meaning (`table_columns`)."""
        self.columns: Mapping[str, str] = dict(columns)
        self._columns = {column: target for column, target in columns.items() if target != CUSTOM}
        group = csv_field_columns.ours if is_ours(columns) else csv_field_columns.plain
        self._fields = group(columns)

    def recognise(self, record: Record) -> Kind | None:
        """Every row is an offer; a row of empty cells holds nothing."""
        if not any(isinstance(cell, str) and cell.strip() for cell in record.values()):
            return Kind("empty row", "is an empty row.")
        return Kind("row")

    def refuse_columns(self) -> None:
        """A table is one of offers when it has what offers have; raises MappingError."""
        csv_evidence.refuse_others(self.columns)

    def identify(self, record: Record) -> Identity:
        """By the offer's id (and version), else by whose offer it is; raises Refused."""
        cells = self.cells(record)
        application = cells.get("application id") or None
        number = _version(cells.get("version", ""))
        offer_id = cells.get("offer id", "")
        if offer_id and number is not None:
            return Identity(
                "version", offer_id, f"{application or ''}/{number}", application, number
            )
        if offer_id:
            return Identity("offer", offer_id, "", application)
        key = _row_key(cells)
        if key is None:
            raise Refused(
                "candidate",
                "Nobody can tell whose offer this is: name the candidate, or give the offer an id.",
            )
        return Identity("offer", key, "", application)

    def spelled(self, known: Record, record: Record) -> Record:
        """The row with each column as the known row spelled it."""
        spelling = {normal(column): column for column in known}
        return {spelling.get(normal(column), column): cell for column, cell in record.items()}

    def understand_other(self, kind: Kind, record: Record) -> ParsedRecord:
        """A table has rows of offers only; raises Refused."""
        raise Refused("", kind.refusal or f"is a {kind.words}, which is no offer.")

    def updated_key(self, record: Record) -> str:
        """The column of the moment of the last change."""
        named = (column for column, target in self._columns.items() if target == "updated")
        return next(named, "updated")

    def understand(self, record: Record) -> ParsedOffer:
        """The row in our words."""
        cells = self.cells(record)
        reading = Reading(dict(cells))
        sent = _day(reading, "sent")
        status, source, superseded = _status(reading, sent)
        return ParsedOffer(
            identity=self.identify(record),
            status=status,
            source_value=source,
            is_superseded=superseded,
            terms=_terms(reading),
            job=_job(cells),
            candidate=_candidate(cells),
            opening=_opening(cells),
            template=(slug(cells["template"]), cells["template"])
            if cells.get("template")
            else None,
            fields=self._parsed_fields(record),
            created_at=_moment(reading, "created"),
            updated_at=_moment(reading, "updated"),
            sent_at=sent,
            resolved_at=_moment(reading, "resolved") if status in DECIDED or superseded else None,
            flags=tuple(reading.flags),
            is_undated="created" not in self._columns.values(),
        )

    def called(self, value: JsonValue) -> str:
        """What people call the row: the offer's id, or whose offer it is."""
        if not isinstance(value, dict):
            return ""
        cells = self.cells(value)
        return cells.get("offer id") or _name(cells) or cells.get("email", "")

    def cells(self, record: Record) -> dict[str, str]:
        """The cells of the known columns by what they mean, as plain text on one line."""
        return {
            target: one_line(bare(record[column]))
            for column, target in self._columns.items()
            if isinstance(record.get(column), str)
        }

    def _parsed_fields(self, record: Record) -> tuple[ParsedField, ...]:
        """The other cells: custom fields of the columns' names."""
        row = texts(record)
        return tuple(
            ParsedField(one.key, one.name, one.type, _field_value(one, row))
            for one in self._fields
            if not row.keys().isdisjoint(one.columns)
        )


def texts(record: Record) -> dict[str, str]:
    """The cells as plain text, without what made them harmless."""
    return {
        column: plain(bare(cell)).strip()
        for column, cell in record.items()
        if isinstance(cell, str)
    }


def _field_value(field: FieldColumns, row: Mapping[str, str]) -> JsonValue:
    cells = csv_field_columns.cells(field, row)
    return cells[0] or None if field.type is None else csv_cells.json_value(field.type, cells)


def _version(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text) <= _HIGHEST_VERSION):
        raise Refused("version", f"version should be a whole number, but is {quoted(text)}.")
    return int(text)


def _row_key(cells: Mapping[str, str]) -> str | None:
    """A key for an offer without an id: who gets it, and for which job; None when nobody can say.

    A person has one offer a job in such a table; a second row is the same offer again.
    """
    person = (
        cells.get("candidate id") or folded(cells.get("email", "")) or folded(_name(cells)).strip()
    )
    application = cells.get("application id", "")
    if not (person or application):
        return None
    job = cells.get("job id") or folded(cells.get("job", ""))
    text = exact_json.dump_json([application, person, job])
    return "row " + hashlib.sha256(text.encode()).hexdigest()[:20]


def _name(cells: Mapping[str, str]) -> str:
    apart = f"{cells.get('first name', '')} {cells.get('last name', '')}".strip()
    return apart or cells.get("candidate", "")


def _candidate(cells: Mapping[str, str]) -> ParsedPerson | None:
    first, last = cells.get("first name", ""), cells.get("last name", "")
    is_split = not (first or last)
    if is_split:
        first, _, last = cells.get("candidate", "").rpartition(" ")
    email = cells.get("email", "")
    number = cells.get("candidate id", "")
    key = number or folded(email) or slug_of(f"{first} {last}")
    if not key:
        return None
    phone = cells.get("phone", "")
    return ParsedPerson(key, first, last, email, phone, is_split, is_named=not number)


def _job(cells: Mapping[str, str]) -> ParsedJob | None:
    title, department = cells.get("job", ""), cells.get("department", "")
    number = cells.get("job id", "")
    key = number or slug_of(f"{title} / {department}" if title else "")
    if not key:
        return None
    return ParsedJob(key, title, department, cells.get("location", ""), is_named=not number)


def slug_of(words: str) -> str:
    """Words as an id: folded, on one line; empty for none."""
    return folded(" ".join(words.split()))


def _opening(cells: Mapping[str, str]) -> ParsedOpening | None:
    """The opening by its name; a table does not say whether it is open."""
    name = cells.get("opening", "")
    if not name:
        return None
    return ParsedOpening(f"{_job_key(cells)}/{name}", name, None, None, None, "", None)


def _job_key(cells: Mapping[str, str]) -> str:
    job = _job(cells)
    return job.remote_id if job else ""


def _status(reading: Reading, sent: date | None) -> tuple[Status, str, bool]:
    """Our status, the cell's own word, and whether the version is superseded."""
    word = reading.text("status")
    if word.lower() in SUPERSEDED:
        return Status.SENT if sent else Status.DRAFT, word, True
    if not word:
        return Status.DRAFT, "", False
    status = _STATUS.get(word.lower())
    if status is None:
        reading.flag("status", f"The status is {quoted(word)}, which is unknown: taken as draft.")
        return Status.DRAFT, word, False
    if word.lower() == "unresolved" and sent is None:
        status = Status.DRAFT
    if word.lower() == "rejected":
        text = "The status rejected may mean declined or withdrawn: read as declined."
        reading.flag("status", text)
    return status, word, False


def _terms(reading: Reading) -> Terms:
    code = reading.text("currency")
    currency = reading.currency("currency") if code else None
    salary, text = _salary(reading, currency)
    if salary is not None:
        currency = salary.currency
    elif code and currency is None:
        text = f"{text} {code}".strip()
    return Terms(
        salary=salary,
        salary_text=text,
        currency=currency,
        pay_frequency=_frequency(reading),
        **_of_type(reading),
    )


def _of_type(reading: Reading) -> dict[str, Any]:
    """The terms that are read by their type alone."""
    days = {term.name: _day(reading, term.header) for term in of_type(DAY)}
    return days | {term.name: one_line(reading.text(term.header)) for term in of_type(TEXT)}


def _salary(reading: Reading, currency: str | None) -> tuple[Money | None, str]:
    """The pay as an amount, else as text with a flag that says what would be right."""
    text = reading.text("salary")
    if not text:
        return None, ""
    amount = money.from_number(text, currency) if currency else None
    if amount is not None:
        return amount, ""
    try:
        return money.parse_money(text, currency), ""
    except AmountError as error:
        reading.flag("salary", f"The salary is kept as text ({quoted(text)}): {error}")
        return None, text


def _frequency(reading: Reading) -> PayFrequency | None:
    word = reading.text("pay frequency").lower().strip(" /.")
    found = FREQUENCIES.get(word)
    if word and found is None:
        reading.flag("pay frequency", f"The pay frequency {quoted(word)} is unknown: left empty.")
    return found


def _day(reading: Reading, target: str) -> date | None:
    """A day with its year; what could be two days is none."""
    text = reading.text(target)
    found = read_day(text) if text else None
    if text and found is None:
        reading.flag(
            target, f"{target} is {quoted(text)}, which is no clear date (2026-04-15): left empty."
        )
    return found


def _moment(reading: Reading, target: str) -> datetime | None:
    text = reading.text(target)
    found = dates.read_moment(text) if text else None
    if text and found is None:
        day = read_day(text)
        found = datetime.combine(day, time(), UTC) if day else None
    if text and found is None:
        reading.flag(target, f"{target} is {quoted(text)}, which is no moment: left empty.")
    return found
