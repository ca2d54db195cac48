"""The rows of a spreadsheet's sheet (.xlsx, .ods): a header, then one record a row.

A cell of days is an ISO date, one of numbers an exact number: a spreadsheet keeps fifteen digits,
so what the sixteenth says is noise of the floating point. Everything else is text.
"""

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from data.exchange.files import sheet_extent
from data.exchange.files.csv_rows import checked_header, too_many_cells
from data.exchange.files.json_records import FileItem
from data.exchange.files.text_file import Unreadable
from data.exchange.files.zip_files import Archive
from data.exchange.parsed_offer import JsonValue
from data.values.text import one_line

LARGEST = 64_000_000
"""Bytes of a spreadsheet as it lies on the disk."""
_PREAMBLE = 10
"""Rows above a header, at most: titles and remarks."""
_DAMAGED = "is a damaged spreadsheet: save it again, or as CSV."

Cell = int | float | str | bool | time | date | datetime | timedelta


class SheetRows:
    """The rows of one sheet as records by its header. Raises Unreadable.

    `sheets` are the names of all that are not hidden, `sheet` is the one that is read.
    """

    def __init__(self, content: bytes, sheet: str = "") -> None:
        """`sheet` is a name or a number from 1; the first one that holds a table if empty."""
        archive = Archive(content)
        sheet_extent.refuse_unsafe(archive, archive.spreadsheet())
        with _understood():
            self.sheets, self.sheet, rows = _opened(content, sheet)
        first, *self._rows = _without_preamble(rows) or [[]]
        names = tuple(one_line(_text(cell)) for cell in first)
        self._columns = _columns(names, self._rows)
        self.header = checked_header(tuple(names[at] for at in self._columns))

    def __iter__(self) -> Iterator[FileItem]:
        known = {*self._columns}
        for position, row in enumerate(self._rows, 1):
            record = {
                name: _value(row[at])
                for name, at in zip(self.header, self._columns, strict=True)
                if at < len(row)
            }
            more = [cell for at, cell in enumerate(row) if at not in known and _is_filled(cell)]
            problem = too_many_cells(len(self.header) + len(more), len(self.header))
            yield FileItem(position, record, problem, sum(len(str(cell)) for cell in row))


def _opened(content: bytes, wanted: str) -> tuple[tuple[str, ...], str, list[list[Cell]]]:
    """The names of the sheets, which one is read, and its rows that are not empty."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        seen = [one for one in book.sheets_metadata if one.visible is SheetVisibleEnum.Visible]
        names = tuple(one.name for one in seen)
        chosen = (_named(wanted, book.sheet_names),) if wanted else names
        some: tuple[str, list[list[Cell]]] | None = None
        for name in chosen:
            rows = [row for row in book.get_sheet_by_name(name).iter_rows() if _filled(row)]
            some = some or ((name, rows) if rows else None)
            if _is_table(rows):
                return names, name, rows
    if some is None:
        raise Unreadable("is a spreadsheet, or a sheet, in which nothing is written.")
    return names, *some


def _named(wanted: str, names: Sequence[str]) -> str:
    """The sheet of this name, in capitals or not, or else of this number; raises Unreadable."""
    found = next((name for name in names if name.casefold() == wanted.strip().casefold()), None)
    if found is None and wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(names):
        found = names[int(wanted) - 1]
    if found is None:
        raise Unreadable(
            f"has no sheet called {one_line(wanted)}: it has {', '.join(map(one_line, names))}."
        )
    return found


@contextmanager
def _understood() -> Iterator[None]:
    """Whatever the library says of a damaged file is one sentence of ours."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise Unreadable("is protected by a password: save it without one.") from None
    except (CalamineError, ValueError, OverflowError, OSError):
        raise Unreadable(_DAMAGED) from None


def _without_preamble(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows from the header on: it is the first in which several cells are filled."""
    for at, row in enumerate(rows[:_PREAMBLE]):
        if _filled(row) > 1 and not _text(next(filter(_is_filled, row))).startswith("#"):
            return rows[at:]
    return rows


def _columns(names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """Where the columns of the table are: those without a name are none when they are empty."""
    last = max((at for at, name in enumerate(names) if name), default=-1)
    return tuple(
        at
        for at, name in enumerate(names[: last + 1])
        if name or any(len(row) > at and _is_filled(row[at]) for row in rows)
    )


def _is_table(rows: list[list[Cell]]) -> bool:
    """Whether there is a header of several columns with something below."""
    first, *below = _without_preamble(rows) or [[]]
    return bool(below) and _filled(first) > 1


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _filled(row: Sequence[Cell]) -> int:
    return sum(map(_is_filled, row))


def _text(cell: Cell) -> str:
    return str(_value(cell))


def _value(cell: Cell) -> JsonValue:
    """What a cell holds, as records say it."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case int():
            return cell
        case float():
            return _exact(cell)
        case datetime():
            return _moment(cell)
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return cell.replace("\0", "\ufffd")


def _exact(number: float) -> JsonValue:
    """The number that a spreadsheet shows: as many digits as it keeps."""
    if not math.isfinite(number):
        return str(number)
    exact = Decimal(format(number, ".15g"))
    return int(exact) if exact == exact.to_integral_value() else exact


def _moment(moment: datetime) -> str:
    """A day, or a day and a time to the second: a spreadsheet keeps fractions of days."""
    if moment.microsecond and moment.year < date.max.year:
        moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    is_day = moment.time() == time()
    return moment.date().isoformat() if is_day else moment.isoformat(timespec="seconds")
