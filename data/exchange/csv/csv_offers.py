"""Tables with a header (CSV): every row is an offer, or with a version number one version of it.

A cell of text is text whatever it looks like: amounts and days are read by the strict grammar that
people type in, and what could be two things stays text and is flagged. A number cell of a
spreadsheet is that number.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.exchange.csv import (
    csv_cells,
    csv_columns,
    csv_evidence,
    csv_field_columns,
    csv_names,
    csv_status,
)
from data.exchange.csv.csv_cells import bare, written
from data.exchange.csv.csv_columns import CUSTOM
from data.exchange.csv.csv_export import is_ours
from data.exchange.csv.csv_facts import NO_FACTS, TableFacts
from data.exchange.csv.csv_field_columns import FieldColumns
from data.exchange.csv.csv_terms import RowReading
from data.exchange.parsed_offer import (
    Identity,
    JsonValue,
    ParsedField,
    ParsedOffer,
    Record,
)
from data.exchange.parsed_records import ParsedRecord
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import RecordReader, Refused, quoted
from data.values import exact_json
from data.values.status import DECIDED
from data.values.text import caseless, folded, one_line, plain

_HIGHEST_VERSION = 1_000_000
_NOTHING = ("null", "none", "n/a", "#n/a", "na", "nil", "-", "–", "—")
"""What people and programs write into a cell where there is nothing."""
_NAMES = ("candidate", "first name", "last name")


class Table(RecordReader):
    """Rows of a table, read by what its columns mean."""

    name = "csv"
    title = "the table"
    is_table = True

    def __init__(self, columns: Mapping[str, str], facts: TableFacts = NO_FACTS) -> None:
        """`columns` gives each header its meaning (`csv_columns`), `facts` are what it shows."""
        self.columns: Mapping[str, str] = dict(columns)
        self._facts = facts
        self._is_ours = is_ours(columns)
        self._currency = csv_columns.currency_of(columns)
        self._rows: dict[str, str] = {}
        self._styles: dict[str, str] = {}
        self._columns = {column: target for column, target in columns.items() if target != CUSTOM}
        group = csv_field_columns.ours if self._is_ours else csv_field_columns.plain
        self._column = {target: column for column, target in self._columns.items()}
        self._fields = group(columns)
        self._free = [column for field in self._fields for column in field.columns]

    def recognise(self, record: Record) -> Kind | None:
        """Every row is an offer; a row of empty cells holds nothing."""
        if not any(written(cell).strip() for cell in record.values()):
            return Kind("empty row", "is an empty row.")
        return Kind("row")

    def refuse_columns(self) -> None:
        """A table is one of offers when it has what offers have; raises MappingError."""
        csv_evidence.refuse_others(self.columns)

    def identify(self, record: Record) -> Identity:
        """By the offer's id (and version), else by whose offer it is; raises Refused."""
        application = self._cell(record, "application id") or None
        number = _version(self._cell(record, "version"))
        offer_id = self._cell(record, "offer id")
        if offer_id and number is not None:
            return Identity(
                "version", offer_id, f"{application or ''}/{number}", application, number
            )
        if offer_id:
            return Identity("offer", offer_id, "", application)
        cells = self.cells(record)
        key = csv_names.row_key(cells, self._in_style(cells.get("job", "")))
        if key is None:
            raise Refused(
                "candidate",
                "Nobody can tell whose offer this is: name the candidate, or give the offer an id.",
            )
        self._refuse_namesake(key, cells, record)
        return Identity("offer", key, "", application)

    def _in_style(self, title: str) -> str:
        """A job's title for a key: in small letters, unless the table has it in two styles."""
        words = " ".join(title.split())
        is_first = self._styles.setdefault(folded(words), words) == words
        return folded(title) if is_first else words

    def _refuse_namesake(self, key: str, cells: Mapping[str, str], record: Record) -> None:
        """Raise Refused for another row of one name and no other sign: it may be somebody else."""
        if cells.get("candidate id") or cells.get("email") or cells.get("application id"):
            return
        row = exact_json.dump_json(record)
        if self._rows.setdefault(key, row) != row:
            raise Refused(
                "candidate",
                f"Another row is about {csv_names.name(cells)} for the same job too, and nothing"
                " says whether that is one person or two: add an email address or a number to"
                " both.",
            )

    def spelled(self, known: Record, record: Record) -> Record:
        """The row with each column as the known row spelled it."""
        return csv_columns.respelled(known, record)

    def understand_other(self, kind: Kind, record: Record) -> ParsedRecord:
        """A table has rows of offers only; raises Refused."""
        raise Refused("", kind.refusal or f"is a {kind.words}, which is no offer.")

    def updated_key(self, record: Record) -> str:
        """The column of the moment of the last change."""
        own = self._column.get("updated", "updated")
        return next(iter(csv_columns.respelled(record, {own: None})))

    def understand(self, record: Record) -> ParsedOffer:
        """The row in our words; a kept one may spell its columns as an earlier table did."""
        record = csv_columns.respelled(self.columns, record)
        cells = self.cells(record)
        reading = RowReading(
            cells,
            self._facts,
            self._currency,
            is_ours=self._is_ours,
            is_number=csv_cells.is_number(record.get(self._column.get("salary", ""))),
        )
        sent = reading.cell_day("sent")
        status, source, superseded = csv_status.read(reading, sent, self._facts.statuses)
        is_over = status in DECIDED or superseded
        return ParsedOffer(
            identity=self.identify(record),
            status=status,
            source_value=source,
            is_superseded=superseded,
            terms=reading.terms(),
            job=csv_names.job(cells),
            candidate=csv_names.candidate(cells),
            opening=csv_names.opening(cells),
            template=(caseless(cells["template"]), cells["template"])
            if cells.get("template")
            else None,
            fields=self._parsed_fields(record),
            created_at=reading.cell_moment("created"),
            updated_at=reading.cell_moment("updated"),
            sent_at=sent,
            resolved_at=reading.cell_moment("resolved") if is_over else None,
            flags=tuple(reading.flags),
            is_undated="created" not in self._columns.values(),
        )

    def called(self, value: JsonValue) -> str:
        """What people call the row: the offer's id, or whose offer it is."""
        if not isinstance(value, dict):
            return ""
        return self._cell(value, "offer id") or csv_names.called(self.cells(value))

    def cells(self, record: Record) -> dict[str, str]:
        """The cells of the known columns by what they mean, as plain text on one line."""
        return {
            target: self._text(target, written(record[column]))
            for column, target in self._columns.items()
            if record.get(column) is not None
        }

    def _cell(self, record: Record, target: str) -> str:
        """One of them, empty when the table has no such column."""
        return self._text(target, written(record.get(self._column.get(target, ""))))

    def _text(self, target: str, cell: str) -> str:
        """The text of a cell, empty for what people write where there is nothing."""
        text = one_line(bare(cell))
        is_nothing = not self._is_ours and text.lower() in _NOTHING and target not in _NAMES
        return "" if is_nothing else text

    def _parsed_fields(self, record: Record) -> tuple[ParsedField, ...]:
        """The other cells: custom fields of the columns' names."""
        free = {column: record.get(column) for column in self._free}
        row = texts(free)
        return tuple(
            ParsedField(one.key, one.name, one.type, _field_value(one, row, free))
            for one in self._fields
            if not row.keys().isdisjoint(one.columns)
        )


def texts(record: Record) -> dict[str, str]:
    """The cells as plain text, without what made them harmless."""
    return {
        column: plain(bare(written(cell))).strip()
        for column, cell in record.items()
        if isinstance(cell, str) or csv_cells.is_number(cell)
    }


def _field_value(field: FieldColumns, row: Mapping[str, str], record: Record) -> JsonValue:
    cells = csv_field_columns.cells(field, row)
    if field.type is not None:
        return csv_cells.json_value(field.type, cells)
    came = record[field.columns[0]]
    return cells[0] or None if isinstance(came, str) else came


def _version(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text) <= _HIGHEST_VERSION):
        raise Refused("version", f"version should be a whole number, but is {quoted(text)}.")
    return int(text)
