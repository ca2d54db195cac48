"""Tables (CSV) out of text that comes in pieces: a header, then one record a row.

The separator is the one that the header has most often. One row is held at a time.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from data.exchange.files.json_records import FileItem
from data.exchange.files.text_file import TextFile, Unreadable, is_regular
from data.exchange.record_reader import Refused
from data.values.text import one_line

LARGEST = 4_000_000
"""Signs of text that one row may have."""
MOST_COLUMNS = 2_000
_SEPARATORS = (",", ";", "\t", "|")
_SUFFIXES = (".csv", ".tsv", ".tab")


def is_called_table(path: Path) -> bool:
    """Whether a file is a table by its name."""
    return any(suffix.lower() in _SUFFIXES for suffix in path.suffixes[-2:])


def is_table(start: str) -> bool:
    """Whether a text is a table, because it begins with names and separators."""
    first = start.lstrip("\ufeff \t\r\n")[:1]
    header = start.lstrip().split("\n", 1)[0]
    return first.isalpha() and any(sign in header for sign in _SEPARATORS)


def encoding(path: Path) -> str:
    """The encoding of a table's text, if the first bytes do not tell it.

    Spreadsheets write Windows-1252 when they do not write UTF-8. Raises Unreadable.
    """
    if not is_regular(path):
        return ""
    with closing(TextFile(path)) as file:
        try:
            while file.read():
                pass
        except Unreadable:
            return "cp1252" if file.encoding == "utf-8" else ""
    return ""


class Rows:
    """The rows of a table as records by its header; to be gone through once. Raises Unreadable."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._text = _Lines(read)
        first = self._text.first()
        separator = max(_SEPARATORS, key=first.count)
        csv.field_size_limit(max(csv.field_size_limit(), LARGEST))
        self._rows = csv.reader(self._text, delimiter=separator, strict=True)
        self.header = self._header()

    def __iter__(self) -> Iterator[FileItem]:
        position = 0
        while (row := self._row()) is not None:
            position += bool(row)
            if any(cell.strip() for cell in row):  # spreadsheets end with rows of nothing
                size = sum(map(len, row))
                yield FileItem(position, self._record(row), self._problem(row), size)

    def _header(self) -> tuple[str, ...]:
        header = tuple(map(one_line, self._row() or ()))
        while header and not header[-1]:
            header = header[:-1]
        if not any(header):
            raise Unreadable("is empty.")
        if len(header) > MOST_COLUMNS:
            raise Unreadable(f"has {len(header):,} columns: at most {MOST_COLUMNS:,} are read.")
        if not all(header):
            place = header.index("") + 1
            raise Unreadable(f"has no name over column {place}: write one in the first row.")
        twice = [name for name in header if header.count(name) > 1]
        if twice:
            raise Unreadable(f"has the column {twice[0]} twice: give one another name.")
        return header

    def _record(self, row: list[str]) -> dict[str, str]:
        return dict(zip(self.header, row, strict=False))

    def _problem(self, row: list[str]) -> Refused | None:
        more = row[len(self.header) :]
        if not any(more):
            return None
        columns = len(self.header)
        return Refused(
            "",
            f"has {len(row)} cells, the header only {columns}: nobody can say what the rest means.",
            expected=f"{columns} cells",
            came=f"{len(row)} cells",
        )

    def _row(self) -> list[str] | None:
        self._text.next_row()
        try:
            return next(self._rows, None)
        except csv.Error as error:
            problem = one_line(str(error))
            raise Unreadable(f"is no table: {problem} in line {self._text.number:,}.") from None


class _Lines:
    """The lines of a text, with their breaks, none of them endless."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._window = ""
        self._at = 0
        self._row_size = 0
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        end = self._end()
        line, self._at = self._window[self._at : end], end
        if not line:
            raise StopIteration
        self.number += 1
        self._row_size += len(line)
        if self._row_size > LARGEST:
            raise Unreadable(
                f"has a row of more than {LARGEST // 1_000_000} million signs, in line "
                f"{self.number:,}: is a quotation mark open?"
            )
        return line.replace("\0", "\ufffd")

    def first(self) -> str:
        """The first line that is not empty, still to come."""
        while True:
            end = self._end()
            line = self._window[self._at : end]
            if line.strip("\r\n\t \ufeff") or not line:
                return line
            self._at += len(line)
            self.number += 1

    def next_row(self) -> None:
        """A new row begins."""
        self._row_size = 0

    def _end(self) -> int:
        """The index behind the next line's break."""
        while True:
            end = self._window.find("\n", self._at)
            if end >= 0:
                return end + 1
            piece = self._read() if len(self._window) - self._at <= LARGEST else ""
            if not piece:
                return len(self._window)
            self._window, self._at = self._window[self._at :] + piece, 0
