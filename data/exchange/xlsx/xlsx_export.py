"""Spreadsheets, out: the rows of `csv_export` with numbers that are numbers and days that are days.

A number that has more digits than a spreadsheet keeps stays text, and so do moments, which are UTC.
Text is made harmless as in a CSV: a cell is often saved as one later.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, Protocol

from xlsxwriter import Workbook

from data.exchange.csv import csv_export
from data.exchange.csv.csv_export import DAY_CELL, NUMBER_CELL
from data.exchange.exporting.export_options import Impossible
from data.exchange.exporting.exported_records import Definition, Piece
from data.exchange.exporting.snapshot import Snapshot
from data.values import clock
from data.values.text import plain

_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_LONGEST = 32_767
"""Signs of text that a cell holds."""
_DIGITS = 15
"""Digits that a spreadsheet keeps of a number."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets do not agree about days."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_WIDTH = 16


class Cell(NamedTuple):
    """What stands in a cell: a day, a number of which every digit is kept, or text."""

    text: str
    day: date | None = None
    is_number: bool = False


class Sheet(Protocol):
    """The sheet of offers in one form of spreadsheet."""

    def write(self, row: tuple[str, ...]) -> int:
        """One more row; gives the number of rows written, which is one. Raises Impossible."""

    def close(self) -> None:
        """Nothing more comes."""


def pieces(snapshot: Snapshot, *, versions: bool = False) -> Iterator[Piece]:
    """The workbook: nothing while it is written, then all of it. Raises Impossible."""
    return written(snapshot, _Sheet, versions=versions)


def written(
    snapshot: Snapshot,
    begin: Callable[[io.BytesIO, tuple[Definition, ...]], Sheet],
    *,
    versions: bool,
) -> Iterator[Piece]:
    """All offers on one sheet: nothing while it is written, then all of it. Raises Impossible."""
    fields = tuple(snapshot.definitions())
    out = io.BytesIO()
    sheet = begin(out, fields)
    try:
        for ids in snapshot.id_batches():
            offers = snapshot.offer_reader.read(ids, "", {})
            found = (offers[number] for number in ids if number in offers)
            rows = (csv_export.rows(one, fields, versions=versions) for one in found)
            yield Piece(b"", len(ids), sum(map(sheet.write, chain.from_iterable(rows))))
    finally:
        sheet.close()  # also lets go of the files that hold the rows meanwhile
    yield Piece(out.getvalue(), 0, 0)


def header(fields: tuple[Definition, ...]) -> tuple[str, ...]:
    """The names of the columns; raises Impossible when there are too many."""
    names = csv_export.header(fields)
    if len(names) > _MOST_COLUMNS:
        raise Impossible(f"A spreadsheet has at most {_MOST_COLUMNS:,} columns: take CSV.")
    return tuple(csv_export.harmless(plain(name)) for name in names)


def refuse_row(row: int) -> None:
    """Raises Impossible for a row behind the last one that a spreadsheet has."""
    if row >= _MOST_ROWS:
        raise Impossible(f"A spreadsheet has at most {_MOST_ROWS:,} rows: take CSV.")


def cells(
    names: tuple[str, ...], kinds: Iterable[str], row: tuple[str, ...], at: int
) -> Iterator[Cell | None]:
    """The cells of a row, None for an empty one; raises Impossible for a text that is too long."""
    for name, kind, cell in zip(names, kinds, row, strict=True):
        yield _cell(name, kind, cell, at) if cell else None


def _cell(name: str, kind: str, cell: str, at: int) -> Cell:
    day = _day(cell) if kind == DAY_CELL else None
    if day is not None:
        return Cell(cell, day)
    if kind == NUMBER_CELL and _is_kept(cell):
        return Cell(cell, is_number=True)
    text = csv_export.harmless(plain(cell))
    if len(text) > _LONGEST:
        raise Impossible(
            f"Row {at + 1:,} has {len(text):,} signs under {name}: a cell"
            f" of a spreadsheet holds {_LONGEST:,}. Take CSV."
        )
    return Cell(text)


class _Sheet:
    """The sheet of offers, written row by row."""

    def __init__(self, out: io.BytesIO, fields: tuple[Definition, ...]) -> None:
        self._header = header(fields)
        self._kinds = csv_export.cell_kinds(fields)
        self._book = Workbook(out, {"constant_memory": True})
        self._book.set_properties({"created": clock.now().replace(tzinfo=None)})
        self._formats: dict[str, Any] = {
            kind: self._book.add_format({"num_format": kind})
            for kind in ("yyyy-mm-dd", "#,##0.00", "General")
        }
        self._sheet = self._book.add_worksheet("Offers")
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(self._header) - 1, _WIDTH)
        bold = self._book.add_format({"bold": True})
        for at, name in enumerate(self._header):
            self._sheet.write_string(0, at, name, bold)
        self._row = 0

    def write(self, row: tuple[str, ...]) -> int:
        """One more row; gives the number of rows written, which is one. Raises Impossible."""
        self._row += 1
        refuse_row(self._row)
        for at, cell in enumerate(cells(self._header, self._kinds, row, self._row)):
            if cell is not None:
                self._write(at, cell)
        return 1

    def _write(self, at: int, cell: Cell) -> None:
        if cell.day is not None:
            self._sheet.write_datetime(self._row, at, cell.day, self._formats["yyyy-mm-dd"])
        elif cell.is_number:
            style = self._formats["#,##0.00" if "." in cell.text else "General"]
            self._sheet.write_number(self._row, at, float(cell.text), style)
        else:
            self._sheet.write_string(self._row, at, cell.text)

    def close(self) -> None:
        """Nothing more comes."""
        self._book.close()


def _is_kept(cell: str) -> bool:
    """Whether a spreadsheet keeps every digit of the number."""
    digits = cell.lstrip("-").replace(".", "").lstrip("0")
    return _NUMBER.fullmatch(cell) is not None and len(digits) <= _DIGITS


def _day(cell: str) -> date | None:
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None
