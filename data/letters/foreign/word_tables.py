"""Tables of Word: rows of cells that may reach over several columns and rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from data.letters.foreign.foreign_letter import Block, Part
from data.letters.foreign.left_out import LeftOut
from data.letters.foreign.word_package import inside

MOST_COLUMNS = 60
Reader = Callable[[Element], tuple[Block, ...]]


@dataclass(slots=True)
class _Cell:
    columns: int
    rows: int = 1
    blocks: tuple[Block, ...] = ()


@dataclass(slots=True)
class _Rows:
    """The rows so far; `_open` is the cell above each column that reaches down."""

    read: Reader
    head: list[Block] = field(default_factory=list)
    rows: list[tuple[bool, list[_Cell]]] = field(default_factory=list)
    open: dict[int, _Cell] = field(default_factory=dict)

    def add(self, row: Element) -> None:
        """One more row."""
        cells: list[_Cell] = []
        column = 0
        for one in _inside(row, "w:tc"):
            column += self._cell(one, column, cells)
        self.rows.append((inside(row, "w:trPr", "w:tblHeader") is not None, cells))

    def _cell(self, cell: Element, column: int, cells: list[_Cell]) -> int:
        span = inside(cell, "w:tcPr", "w:gridSpan")
        stated = span.get("w:val", "") if span is not None else ""
        columns = min(int(stated[:3]), MOST_COLUMNS) if stated.isdecimal() else 1
        merged = inside(cell, "w:tcPr", "w:vMerge")
        above = self.open.get(column)
        if merged is not None and merged.get("w:val") != "restart" and above is not None:
            above.rows += 1
            above.blocks = (*above.blocks, *self.read(cell))
        else:
            made = _Cell(max(1, columns), 1, self.read(cell))
            cells.append(made)
            self.open.pop(column, None)
            if merged is not None:
                self.open[column] = made
        return max(1, columns)


def table(element: Element, read: Reader, left_out: LeftOut) -> Block:
    """A table with its rows; rows that are repeated on each page are its head."""
    rows = _Rows(read)
    for row in _inside(element, "w:tr"):
        if inside(row, "w:trPr", "w:del") is not None:
            left_out.add("tracked deletion", "a row of a table")
        else:
            rows.add(row)
    head = [cells for is_head, cells in rows.rows if is_head]
    body = [cells for is_head, cells in rows.rows if not is_head]
    parts: list[Part] = []
    if head and body:
        parts.append(Block("thead", tuple(_row(cells, "th") for cells in head)))
    else:
        body = head or body
    parts.append(Block("tbody", tuple(_row(cells, "td") for cells in body)))
    return Block("table", tuple(parts))


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows or cells of a table, those in content controls and insertions too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml"):
            yield from _inside(child, tag)


def _row(cells: list[_Cell], tag: str) -> Block:
    return Block("tr", tuple(_made(cell, tag) for cell in cells))


def _made(cell: _Cell, tag: str) -> Block:
    stated = [
        (name, str(number))
        for name, number in (("colspan", cell.columns), ("rowspan", cell.rows))
        if number > 1
    ]
    if len(cell.blocks) == 1 and cell.blocks[0].tag == "p":
        only = cell.blocks[0]
        return Block(tag, only.parts, (*only.attributes, *stated))
    return Block(tag, cell.blocks, tuple(stated))
