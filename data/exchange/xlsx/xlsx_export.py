"""Spreadsheets of Excel, out: the cells of `csv_sheet` in a workbook."""

import io
from collections.abc import Iterator
from typing import Any

from xlsxwriter import Workbook

from data.exchange.csv import csv_sheet
from data.exchange.csv.csv_sheet import Cell
from data.exchange.exporting.exported_records import Definition, Piece
from data.exchange.exporting.snapshot import Snapshot
from data.values import clock

_WIDTH = 16


def pieces(snapshot: Snapshot, *, versions: bool = False) -> Iterator[Piece]:
    """The workbook: nothing while it is written, then all of it. Raises Impossible."""
    return csv_sheet.pieces(snapshot, _Sheet, versions=versions)


class _Sheet(csv_sheet.Sheet):
    """The sheet of offers in a workbook."""

    def __init__(self, out: io.BytesIO, fields: tuple[Definition, ...]) -> None:
        super().__init__(fields)
        self._book = Workbook(out, {"constant_memory": True})
        self._book.set_properties({"created": clock.now().replace(tzinfo=None)})
        self._formats: dict[str, Any] = {
            kind: self._book.add_format({"num_format": kind})
            for kind in ("yyyy-mm-dd", "#,##0.00", "General")
        }
        self._sheet = self._book.add_worksheet("Offers")
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(self.header) - 1, _WIDTH)
        bold = self._book.add_format({"bold": True})
        for at, name in enumerate(self.header):
            self._sheet.write_string(0, at, name, bold)

    def put(self, cells: Iterator[Cell | None]) -> None:
        """Write the cells of the row."""
        for at, cell in enumerate(cells):
            if cell is not None:
                self._write(at, cell)

    def _write(self, at: int, cell: Cell) -> None:
        if cell.day is not None:
            self._sheet.write_datetime(self.row, at, cell.day, self._formats["yyyy-mm-dd"])
        elif cell.is_number:
            style = self._formats["#,##0.00" if "." in cell.text else "General"]
            self._sheet.write_number(self.row, at, float(cell.text), style)
        else:
            self._sheet.write_string(self.row, at, cell.text)

    def close(self) -> None:
        """Nothing more comes."""
        self._book.close()
