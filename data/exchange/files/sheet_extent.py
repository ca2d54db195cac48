"""How far the cells of a spreadsheet reach, told before a whole table is made of them.

Two cells in opposite corners are a small file and seventeen thousand million cells.
"""

import re
from collections.abc import Iterable
from xml.parsers import expat

from data.exchange.files.text_file import Unreadable
from data.exchange.files.zip_files import ODS, Archive

MOST_CELLS = 5_000_000
"""Cells, filled or not, between the first and the last one of a sheet."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_FAR = 1 << 30


def refuse_unsafe(archive: Archive, kind: str) -> None:
    """Unpack all of it once, piece by piece; raises Unreadable for what is too much or damaged."""
    for name in archive.names():
        if not name.endswith((".xml", ".rels")):
            continue
        pieces = archive.unpacked(name)
        if kind == ODS and name == "content.xml":
            _look(_OdsCells(), pieces)
        elif kind != ODS and name.startswith("xl/worksheets/") and name.endswith(".xml"):
            _look(_XlsxCells(), pieces)
        else:
            for _ in pieces:
                pass


class _Cells:
    """Where the filled cells of a sheet are."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self._rows = self._columns = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins; `tag` is its name behind the namespace."""
        raise NotImplementedError

    def count(self, rows: int, columns: int) -> None:
        """There is a filled cell up to this row and column; raises Unreadable."""
        self._rows = max(self._rows, rows)
        self._columns = max(self._columns, columns)
        if self._rows * self._columns > MOST_CELLS:
            raise Unreadable(
                f"has cells as far as row {self._rows:,} and column {self._columns:,}:"
                f" at most {MOST_CELLS:,} cells are read. Save only its table, or as CSV."
            )

    def begin(self) -> None:
        """Another sheet begins."""
        self.row = self.column = self._rows = self._columns = 0


class _XlsxCells(_Cells):
    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self.row, self.column = _number(attributes.get("r"), self.row + 1), 0
        elif tag == "c":
            self._cell(_REFERENCE.fullmatch(attributes.get("r", "")))
        elif tag in ("v", "is", "f"):
            self.count(self.row, self.column)

    def _cell(self, found: re.Match[str] | None) -> None:
        if found is None:
            self.column += 1
            return
        self.row, self.column = int(found[2]), 0
        for letter in found[1]:
            self.column = self.column * 26 + ord(letter) - ord("A") + 1


class _OdsCells(_Cells):
    def __init__(self) -> None:
        super().__init__()
        self._last_row = self._last_column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        values = {name.rpartition(" ")[2]: text for name, text in attributes.items()}
        if tag == "table":
            self.begin()
            self._last_row = 0
        elif tag == "table-row":
            self._last_row += _number(values.get("number-rows-repeated"), 1)
            self._last_column = 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._last_column += _number(values.get("number-columns-repeated"), 1)
            if values.keys() & {"value-type", "formula"}:
                self.count(self._last_row, self._last_column)
        elif tag == "p" and self._last_column:
            self.count(self._last_row, self._last_column)


def _number(text: str | None, usual: int) -> int:
    if text is None:
        return usual
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else _FAR


def _look(cells: _Cells, pieces: Iterable[bytes]) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda tag, found: cells.start(tag.rpartition(" ")[2], found)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError):  # an encoding that there is not
        raise Unreadable("is a damaged spreadsheet: save it again, or as CSV.") from None


def _refuse_doctype(*_: object) -> None:
    raise Unreadable("is no spreadsheet that a program writes: save it again, or as CSV.")
