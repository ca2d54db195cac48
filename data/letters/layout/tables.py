"""Lays out tables of a letter: columns side by side where they fit, else stacked cells."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from data.letters.layout.html_tree import Element
from data.letters.layout.wrapping import Piece, line_width, merged, prefixed
from data.values.styled_text import Line, Span

ROWS = 500
"""The most rows of a table that are shown; how many more there are is said."""
COLUMNS = 40
"""The most columns that a cell spans; a table with more is stacked."""

PROSE = 20
"""Columns of paragraphs that would be narrower than this go under each other."""
LONG = 4.0
"""Text that would fill so many lines of such a column is a paragraph."""

_GAPS = (2, 1)
_Sizes = Callable[[Element], tuple[int, int]]
_Lay = Callable[[Element, int, bool], list[Line]]


class Cell(NamedTuple):
    """A cell in its place."""

    element: Element
    column: int
    span: int


Row = list[Cell]


def lay_table(
    table: Element, width: int, sizes: _Sizes, lay: _Lay, *, right_to_left: bool = False
) -> list[Line]:
    """A table's rows as lines; `sizes` measures a cell, `lay` lays it out (True: stacked)."""
    rows = _rows(table)
    more = len(rows) - ROWS
    del rows[ROWS:]
    lines: list[Line] = []
    for gap in _GAPS:
        widths = _widths(rows, width, gap, sizes)
        if widths and not _is_cramped(rows, widths, gap, sizes):
            lines = _Grid(widths, gap, width, right_to_left).lines(rows, lay)
            break
    else:
        lines = _stacked(rows, width, lay, right_to_left=right_to_left)
    if more > 0:
        lines.append((Span(f"… {more:,} more rows"[:width], "muted"),))
    return lines


def table_size(table: Element, sizes: _Sizes) -> tuple[int, int]:
    """The narrowest a table can be (stacked), and how wide it would like to be."""
    rows = _rows(table)[:ROWS]
    narrow = max((sizes(cell.element)[0] for row in rows for cell in row), default=0)
    _, high = _wishes(rows, _GAPS[0], sizes)
    return narrow, sum(high) + _GAPS[0] * max(0, len(high) - 1)


def _rows(table: Element) -> list[Row]:
    """Cells with their columns, rows that a cell above reaches into kept free there."""
    rows: list[Row] = []
    taken: dict[int, int] = {}
    for element in _row_elements(table):
        row: Row = []
        column = 0
        taken, above = {}, taken
        for cell in element.children:
            if isinstance(cell, str):
                continue
            while above.get(column, 0):
                column += 1
            span = max(1, cell.number("colspan", 1, COLUMNS))
            row.append(Cell(cell, column, span))
            down = cell.number("rowspan", 1, ROWS) - 1
            taken |= dict.fromkeys(range(column, column + span), down) if down > 0 else {}
            column += span
        taken |= {at: rest - 1 for at, rest in above.items() if rest > 1}
        rows.append(row)
    return [row for row in rows if row]


def _row_elements(table: Element) -> Iterator[Element]:
    """The rows from top to bottom; those of the foot come last wherever they are written."""
    children = sorted(table.children, key=_is_foot)
    for child in children:
        if isinstance(child, str) or child.tag == "caption":
            continue
        if child.tag == "tr":
            yield child
        else:
            yield from _row_elements(child)


def _is_foot(child: Element | str) -> bool:
    return not isinstance(child, str) and child.tag == "tfoot"


def _widths(rows: list[Row], width: int, gap: int, sizes: _Sizes) -> list[int]:
    """The columns' widths; none when the longest words do not fit side by side."""
    low, high = _wishes(rows, gap, sizes)
    return _shared(low, high, width - gap * (len(low) - 1)) if len(low) <= COLUMNS else []


def _wishes(rows: list[Row], gap: int, sizes: _Sizes) -> tuple[list[int], list[int]]:
    """The narrowest each column can be, and how wide it would like to be."""
    count = max((cell.column + cell.span for row in rows for cell in row), default=0)
    low, high = [1] * count, [1] * count
    for cell in sorted((cell for row in rows for cell in row), key=lambda cell: cell.span):
        for widths, wanted in zip((low, high), sizes(cell.element), strict=True):
            _widen(widths, cell, wanted, gap)
    return low, [max(pair) for pair in zip(low, high, strict=True)]


def _widen(widths: list[int], cell: Cell, wanted: int, gap: int) -> None:
    """Make room for a cell, in the last of its columns."""
    columns = widths[cell.column : cell.column + cell.span]
    lacking = wanted - sum(columns) - gap * (cell.span - 1)
    if lacking > 0:
        widths[cell.column + cell.span - 1] += lacking


def _shared(low: list[int], high: list[int], room: int) -> list[int]:
    """What each column gets: what it would like, or its share when others want more."""
    if sum(low) > room:
        return []
    if sum(high) <= room:
        return high
    spare = room - sum(low)
    widths = low.copy()
    columns = sorted(range(len(low)), key=lambda at: high[at] - low[at])
    for number, at in enumerate(columns):
        given = min(high[at] - low[at], spare // (len(columns) - number))
        widths[at] += given
        spare -= given
    return widths


def _is_cramped(rows: list[Row], widths: list[int], gap: int, sizes: _Sizes) -> bool:
    """Whether a table of whole paragraphs would be read in columns that are too narrow for them."""
    if len(widths) < 2 or (rows and _is_heading(rows[0])):
        return False
    cells = [cell for row in rows for cell in row]
    return any(_room(cell, widths, gap) < PROSE < sizes(cell.element)[1] / LONG for cell in cells)


class _Grid:
    """Columns side by side, the first one at the side where lines begin."""

    def __init__(self, widths: list[int], gap: int, width: int, right_to_left: bool) -> None:
        self._widths, self._gap = widths, gap
        self._is_turned = right_to_left
        self._width = width

    def lines(self, rows: list[Row], lay: _Lay) -> list[Line]:
        """The rows' lines, with a rule below the headings."""
        lines: list[Line] = []
        heads = next((at for at, row in enumerate(rows) if not _is_heading(row)), len(rows))
        for number, row in enumerate(rows):
            laid = [
                (self._start(cell), lay(cell.element, _room(cell, self._widths, self._gap), False))
                for cell in row
            ]
            lines += _put_together(sorted(laid, key=lambda cell: cell[0]))
            if number == heads - 1 and heads < len(rows):
                lines.append(merged(self._rules()))
        return lines

    def _start(self, cell: Cell) -> int:
        start = sum(self._widths[: cell.column]) + self._gap * cell.column
        if not self._is_turned:
            return start
        return self._width - start - _room(cell, self._widths, self._gap)

    def _rules(self) -> Iterator[Piece]:
        widths = self._widths[::-1] if self._is_turned else self._widths
        free = self._width - sum(widths) - self._gap * (len(widths) - 1)
        if self._is_turned and free > 0:
            yield " " * free, ""
        for number, width in enumerate(widths):
            if number:
                yield " " * self._gap, ""
            yield "─" * width, "rule"


def _room(cell: Cell, widths: list[int], gap: int) -> int:
    return sum(widths[cell.column : cell.column + cell.span]) + gap * (cell.span - 1)


def _put_together(cells: list[tuple[int, list[Line]]]) -> Iterator[Line]:
    """The lines of a row's cells beside each other, each from where its column starts."""
    for index in range(max(len(lines) for _, lines in cells)):
        pieces: list[Piece] = []
        used = 0
        for start, lines in cells:
            line = lines[index] if index < len(lines) else ()
            if line:
                pieces += [(" " * (start - used), ""), *line]
                used = start + line_width(line)
        yield merged(pieces)


def _is_heading(row: Row) -> bool:
    return all(cell.element.tag == "th" for cell in row)


def _stacked(rows: list[Row], width: int, lay: _Lay, *, right_to_left: bool) -> list[Line]:
    """One cell under the other with its column's heading, those after the first moved in."""
    labels = _labels(rows, width, lay)
    lines: list[Line] = []
    for row in rows[1:] if labels else rows:
        if lines and len(row) > 1:
            lines.append(())
        for number, cell in enumerate(row):
            before = " " * (2 if number and width > 10 else 0)
            laid = lay(cell.element, width - len(before), True)
            laid = _labelled(laid, labels.get(cell.column, ()), width - len(before))
            lines += laid if right_to_left else prefixed(laid, (before, ""), (before, ""))
    return lines


def _labels(rows: list[Row], width: int, lay: _Lay) -> dict[int, Line]:
    """The heading of each column, if every heading finds a cell to stand before."""
    if len(rows) < 2 or not _is_heading(rows[0]):
        return {}
    laid = {cell.column: lay(cell.element, width - 4, True) for cell in rows[0]}
    used = {cell.column for row in rows[1:] for cell in row}
    if not used.issuperset(laid) or any(len(lines) > 1 for lines in laid.values()):
        return {}
    return {column: lines[0] for column, lines in laid.items() if lines}


def _labelled(lines: list[Line], label: Line, width: int) -> list[Line]:
    if not label:
        return lines
    if lines and line_width(label) + 2 + line_width(lines[0]) <= width:
        return [merged([*label, (": ", ""), *lines[0]]), *lines[1:]]
    return [merged([*label, (":", "")]), *lines]
