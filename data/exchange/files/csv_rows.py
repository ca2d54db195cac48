"""Tables (CSV) out of text that comes in pieces: a header, then one record a row.

The separator is the one that the header has most often. One row is held at a time.
"""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from data.exchange.files.json_records import FileItem
from data.exchange.files.text_file import Unreadable
from data.exchange.record_reader import Refused
from data.values.text import one_line

LARGEST = 4_000_000
"""Signs of text that one row may have."""
MOST_COLUMNS = 2_000
_AGAIN = 10 * LARGEST
"""Signs of text that are read a second time, at most, because a row before them was broken."""
_SEPARATORS = (",", ";", "\t", "|")
_SUFFIXES = (".csv", ".tsv", ".tab")
_SEP = re.compile(r'"?sep=([,;\t|])"?\s*$', re.IGNORECASE)
"""The line by which a spreadsheet is told the separator."""
_PREAMBLE = 10
"""Lines above a header, at most: titles, remarks, the separator."""
_PROBLEMS = (
    ("expected after", "a quotation mark stands in the middle of a cell"),
    ("unexpected end", "a quotation mark is never closed"),
    ("field larger", "a cell is too large"),
)
"""What is wrong with a row, by the words of Python's reader."""


def is_called_table(path: Path) -> bool:
    """Whether a file is a table by its name."""
    return any(suffix.lower() in _SUFFIXES for suffix in path.suffixes[-2:])


def is_table(start: str) -> bool:
    """Whether a text is a table, because it begins with names and separators."""
    for line in start.lstrip("\ufeff \t\r\n").splitlines()[:_PREAMBLE]:
        if _SEP.match(line):
            return True
        first = line.strip()[:1]
        if first in ("[", "{"):
            return False
        if not line.startswith("#") and any(sign in _unquoted(line) for sign in _SEPARATORS):
            return first.isalpha() or first in ('"', "'", "\ufffd")  # the last is another encoding
    return False


def _filled(line: str, separator: str) -> int:
    """How many cells of a line hold something."""
    return sum(bool(cell.strip(" \ufeff\r\n")) for cell in _unquoted(line).split(separator))


def _unquoted(line: str) -> str:
    """The line without what stands in quotation marks."""
    return '""'.join(line.split('"')[::2])


class Rows:
    """The rows of a table as records by its header; to be gone through once. Raises Unreadable."""

    def __init__(self, read: Callable[[], str], *, skip_bad: bool = False) -> None:
        """`skip_bad`: a broken line is an item with a problem, and the rest is read."""
        self._text = _Lines(read)
        self._skip_bad = skip_bad
        self._separator = self._text.to_header()
        csv.field_size_limit(max(csv.field_size_limit(), LARGEST))
        self._rows = self._reader()
        self.header = self._header()

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._text, delimiter=self._separator, strict=True)

    def __iter__(self) -> Iterator[FileItem]:
        position = 0
        while True:
            try:
                row = self._row()
            except _BrokenRow as error:
                if not self._skip_bad:
                    raise
                position += 1
                self._text.back_behind_first()
                self._rows = self._reader()
                yield FileItem(position, None, Refused("", f"left out: {error.problem}."), 0)
                continue
            if row is None:
                return
            position += bool(row)
            if any(cell.strip() for cell in row):  # spreadsheets end with rows of nothing
                size = sum(map(len, row))
                yield FileItem(position, self._record(row), self._problem(row), size)

    def _header(self) -> tuple[str, ...]:
        return checked_header(tuple(map(one_line, self._row() or ())))

    def _record(self, row: list[str]) -> dict[str, str]:
        return dict(zip(self.header, row, strict=False))

    def _problem(self, row: list[str]) -> Refused | None:
        is_whole = not any(row[len(self.header) :])
        return None if is_whole else too_many_cells(len(row), len(self.header))

    def _row(self) -> list[str] | None:
        self._text.next_row()
        try:
            return next(self._rows, None)
        except csv.Error as error:
            problem = f"{_problem(str(error))} in {self._text.row_place}"
            raise _BrokenRow(problem) from None


def checked_header(header: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a table's columns, as far as there are any; raises Unreadable."""
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


def too_many_cells(cells: int, columns: int) -> Refused | None:
    """What is wrong with a row of so many cells under a header of so many columns."""
    if cells <= columns:
        return None
    return Refused(
        "",
        f"has {cells} cells, the header only {columns}: nobody can say what the rest means.",
        expected=f"{columns} cells",
        came=f"{cells} cells",
    )


class _BrokenRow(Unreadable):
    """One row that is none, in a table that may have others; `problem` is what is wrong with it."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"is no table: {problem}. Leave such lines out with --skip-bad.")
        self.problem = problem


def _problem(words: str) -> str:
    return next((ours for sign, ours in _PROBLEMS if sign in words), "a row is written wrongly")


class _Lines:
    """The lines of a text, with their breaks, none of them endless."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._window = ""
        self._at = 0
        self._row: list[str] = []
        self._row_size = 0
        self._again = _AGAIN
        self._break = "\n"
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        end = self._end()
        line, self._at = self._window[self._at : end], end
        if not line:
            raise StopIteration
        self.number += 1
        self._row.append(line)
        self._row_size += len(line)
        if self._row_size > LARGEST:
            raise _BrokenRow(
                f"there are more than {LARGEST // 1_000_000} million signs in {self.row_place}, "
                "where a quotation mark may be open"
            )
        return line.replace("\0", "\ufffd")

    def to_header(self) -> str:
        """Go to the header, over titles, remarks and `sep=;`; gives the separator."""
        self._end()
        self._break = "\n" if "\n" in self._window else "\r"
        stated = ""
        for _ in range(_PREAMBLE):
            line, after = self._two()
            found = _SEP.match(line)
            stated = found[1] if found else stated
            separator = stated or max(_SEPARATORS, key=_unquoted(line).count)
            below = stated or max(_SEPARATORS, key=_unquoted(after).count)
            is_title = _filled(line, below) < 2 <= _filled(after, below)
            if not line or not (found or line.startswith("#") or is_title):
                return separator
            self._step(line)
        return separator

    def _two(self) -> tuple[str, str]:
        """The next line that is not empty and the one behind it, both still to come."""
        line = self._line()
        while line and not line.strip("\r\n\t \ufeff"):
            self._step(line)
            line = self._line()
        ahead = len(line)
        after = self._line(ahead)
        while after and not after.strip():
            ahead += len(after)
            after = self._line(ahead)
        return line, after

    def _line(self, ahead: int = 0) -> str:
        """The line that begins so many signs ahead, still to come."""
        end = self._end(ahead)
        return self._window[self._at + ahead : end]

    def _step(self, line: str) -> None:
        self._at += len(line)
        self.number += 1

    def next_row(self) -> None:
        """A new row begins."""
        self._row.clear()
        self._row_size = 0

    @property
    def row_place(self) -> str:
        """Where the row stands: in a line, or in several from one on."""
        first = self.number - len(self._row) + 1
        return f"{'the row that begins in ' * (first < self.number)}line {first:,}"

    def back_behind_first(self) -> None:
        """Of a broken row only its first line is over: the others may be rows of their own."""
        rest = "".join(self._row[1:])
        if 0 < len(rest) <= self._again:
            self._again -= len(rest)
            self._window, self._at = rest + self._window[self._at :], 0
            self.number -= len(self._row) - 1

    def _end(self, ahead: int = 0) -> int:
        """The index behind the next line's break, looked for so many signs ahead."""
        while True:
            end = self._window.find(self._break, self._at + ahead)
            if end >= 0:
                return end + 1
            piece = self._read() if len(self._window) - self._at <= LARGEST else ""
            if not piece:
                return len(self._window)
            self._window, self._at = self._window[self._at :] + piece, 0
