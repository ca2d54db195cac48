"""The rows of `csv_export` as cells of a spreadsheet: numbers are numbers, and days are days.

A number that has more digits than a spreadsheet keeps stays text, and so do moments, which are UTC.
Text is made harmless as in a CSV: a cell is often saved as one later.
"""

import io
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from data.exchange.csv import csv_export
from data.exchange.csv.csv_export import DAY_CELL, NUMBER_CELL
from data.exchange.exporting.export_options import Impossible
from data.exchange.exporting.exported_records import Definition, Piece
from data.exchange.exporting.snapshot import Snapshot
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


class Cell(NamedTuple):
    """What stands in a cell: a day, a number of which every digit is kept, or text."""

    text: str
    day: date | None = None
    is_number: bool = False


class Sheet(ABC):
    """The sheet of offers, written row by row in one form of spreadsheet."""

    def __init__(self, fields: tuple[Definition, ...]) -> None:
        """Raises Impossible when there are too many columns."""
        names = csv_export.header(fields)
        if len(names) > _MOST_COLUMNS:
            raise Impossible(f"A spreadsheet has at most {_MOST_COLUMNS:,} columns: take CSV.")
        self.header = tuple(csv_export.harmless(plain(name)) for name in names)
        self.row = 0
        self._kinds = csv_export.cell_kinds(fields)

    def write(self, row: tuple[str, ...]) -> int:
        """One more row; gives the number of rows written, which is one. Raises Impossible."""
        self.row += 1
        if self.row >= _MOST_ROWS:
            raise Impossible(f"A spreadsheet has at most {_MOST_ROWS:,} rows: take CSV.")
        self.put(self._cells(row))
        return 1

    def _cells(self, row: tuple[str, ...]) -> Iterator[Cell | None]:
        for name, kind, cell in zip(self.header, self._kinds, row, strict=True):
            yield _cell(name, kind, cell, self.row) if cell else None

    @abstractmethod
    def put(self, cells: Iterator[Cell | None]) -> None:
        """Write the cells of the row, None for an empty one."""

    @abstractmethod
    def close(self) -> None:
        """Nothing more comes."""


def pieces(
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
