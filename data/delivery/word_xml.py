"""Writes the blocks of a letter in the XML of Word: paragraphs, lists, tables, links."""

import re
from collections.abc import Iterator
from html import escape

from data.letters.foreign.foreign_letter import Block, Part, Text
from data.values.text import plain

TYPES = {"": "decimal", "1": "decimal", "A": "upperLetter", "a": "lowerLetter",
         "I": "upperRoman", "i": "lowerRoman"}  # fmt: skip
"""The types of numbered lists of HTML, and what Word calls them."""
BULLETS = 1
"""The number of the list that all bullets are in."""
DEEPEST = 8
PLACE = 0xF8A0
"""The first of the signs of private use that stand for drawings in a text."""
WIDTH = 9300
"""What the columns of a table share, in twentieths of a point."""
_NEVER = re.compile("[\ufffe\uffff]")
_ALIGNED = {"right": "right", "center": "center", "justify": "both"}
_MARKS = {"strong": "<w:b/>", "em": "<w:i/>", "s": "<w:strike/>", "u": '<w:u w:val="single"/>',
          "sup": '<w:vertAlign w:val="superscript"/>',
          "sub": '<w:vertAlign w:val="subscript"/>'}  # fmt: skip
"""What marks are in Word, in the order that its format asks for."""
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
    for side in ("top", "bottom", "insideH")
)


class WordBody:
    """Writes one body; `links` and `lists` are what its other parts have to declare."""

    def __init__(self, *, is_rtl: bool = False, drawings: tuple[str, ...] = ()) -> None:
        """`drawings` are runs that stand where the text has their signs, from PLACE on."""
        self.links: list[str] = []
        self.lists: list[tuple[str, int, int]] = []
        self._drawings = {chr(PLACE + at): run for at, run in enumerate(drawings)}
        self._bidi = "<w:bidi/>" if is_rtl else ""

    def blocks(self, blocks: tuple[Part, ...], align: str = "") -> Iterator[str]:
        """Each block, one after the other; text between blocks is a paragraph."""
        inline: list[Part] = []
        for part in blocks:
            if isinstance(part, Block):
                yield from self._loose(inline, align)
                inline = []
                yield from self._block(part)
            else:
                inline.append(part)
        yield from self._loose(inline, align)

    def _loose(self, parts: list[Part], align: str) -> Iterator[str]:
        if parts:
            yield self._paragraph(Block("p", tuple(parts), (("align", align),)))

    def _block(self, block: Block) -> Iterator[str]:
        if block.tag in ("ul", "ol"):
            yield from self._list(block, 0)
        elif block.tag == "table":
            yield from self.blocks(tuple(part for part in block.parts if not _is_of_rows(part)))
            yield self._table(block)
            yield "<w:p/>"  # tables that touch become one
        elif block.tag == "hr":
            yield f'<w:p><w:pPr>{_RULE}<w:spacing w:before="480"/></w:pPr></w:p>'
        elif any(isinstance(part, Block) for part in block.parts):
            yield from self.blocks(block.parts)
        else:
            yield self._paragraph(block)

    # ------------------------------------------------------------ paragraphs

    def _paragraph(self, block: Block, numbered: str = "") -> str:
        stated = dict(block.attributes)
        level = re.fullmatch("h([1-6])", block.tag)
        style = f'<w:pStyle w:val="Heading{level[1]}"/>' if level else ""
        broken = "<w:pageBreakBefore/>" if "page-break-before" in stated.get("style", "") else ""
        align = _ALIGNED.get(stated.get("align", ""))
        placed = f'<w:jc w:val="{align}"/>' if align else ""
        inside = "".join(self._run(part) for part in block.parts if isinstance(part, Text))
        return f"<w:p><w:pPr>{style}{broken}{numbered}{self._bidi}{placed}</w:pPr>{inside}</w:p>"

    def _run(self, text: Text) -> str:
        """A run of text; a drawing in it is a run of its own."""
        for sign, drawing in self._drawings.items():
            if sign in text.text:
                before, _, behind = text.text.partition(sign)
                parts = (text._replace(text=part) for part in (before, behind))
                first, second = (self._run(part) if part.text else "" for part in parts)
                return f"{first}{drawing}{second}"
        return self._words(text)

    def _words(self, text: Text) -> str:
        stated = "".join(sign for mark, sign in _MARKS.items() if mark in text.marks)
        properties = f"<w:rPr>{stated}</w:rPr>" if stated else ""
        lines = "<w:br/>".join(
            f'<w:t xml:space="preserve">{safe(line)}</w:t>' for line in text.text.split("\n")
        )
        run = f"<w:r>{properties}{lines}</w:r>"
        if not text.link:
            return run
        if text.link not in self.links:
            self.links.append(text.link)
        return f'<w:hyperlink r:id="link{self.links.index(text.link)}">{run}</w:hyperlink>'

    # ------------------------------------------------------------ lists

    def _list(self, block: Block, level: int) -> Iterator[str]:
        stated = dict(block.attributes)
        form = TYPES.get(stated.get("type", ""), "decimal")
        mark, next_one = BULLETS, _number(stated.get("start"), 1)
        for item in block.parts:
            if not isinstance(item, Block):
                continue
            own = _number(dict(item.attributes).get("value"), next_one)
            if block.tag == "ol" and (mark == BULLETS or own != next_one):
                self.lists.append((form, level, own))  # Word counts on from where a list begins
                mark = BULLETS + len(self.lists)
            next_one = own + 1
            yield from self._item(item, level, mark)

    def _item(self, item: Block, level: int, number: int) -> Iterator[str]:
        """The first paragraph of an item has its number; the rest stands below it."""
        mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        inline: tuple[Part, ...] = tuple(part for part in item.parts if not isinstance(part, Block))
        rest = [part for part in item.parts if isinstance(part, Block)]
        if not inline and rest and rest[0].tag == "p":
            inline = rest.pop(0).parts
        yield self._paragraph(Block("p", inline, item.attributes), mark)
        for part in rest:
            if part.tag in ("ul", "ol"):
                yield from self._list(part, min(level + 1, DEEPEST))
            else:
                yield from self._block(part)

    # ------------------------------------------------------------ tables

    def _table(self, block: Block) -> str:
        rows = list(_rows(block))
        signed = any(part.tag == "hr" for part in _within(block))
        borders = "" if signed else f"<w:tblBorders>{_LINES}</w:tblBorders>"
        width = '<w:tblW w:w="5000" w:type="pct"/>'
        below: dict[int, tuple[int, int]] = {}
        made = "".join(self._row(row, is_head, below) for is_head, row in rows)
        columns = max((_columns(row) for _, row in rows), default=1)
        grid = f'<w:gridCol w:w="{WIDTH // columns}"/>' * columns
        properties = f"<w:tblPr>{width}{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        return f"<w:tbl>{properties}{made}</w:tbl>"

    def _row(self, row: Block, is_head: bool, below: dict[int, tuple[int, int]]) -> str:
        """A row; `below` are the cells of rows above that reach down, by column."""
        cells: list[str] = []
        column = 0
        waiting = [part for part in row.parts if isinstance(part, Block)]
        while waiting or column in below:
            if column in below:
                left, columns = below.pop(column)
                if left > 1:
                    below[column] = (left - 1, columns)
                cells.append(_cell("<w:p/>", columns, "<w:vMerge/>"))
            else:
                cell = waiting.pop(0)
                stated = dict(cell.attributes)
                columns, rows = (_span(stated.get(name)) for name in ("colspan", "rowspan"))
                merged = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
                inside = "".join(self.blocks(cell.parts, stated.get("align", "")))
                if not inside.endswith("</w:p>"):
                    inside += "<w:p/>"
                cells.append(_cell(inside, columns, merged))
                if rows > 1:
                    below[column] = (rows - 1, columns)
            column += columns
        head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else ""
        return f"<w:tr>{head or '<w:trPr><w:cantSplit/></w:trPr>'}{''.join(cells)}</w:tr>"


def safe(text: str) -> str:
    """Text as XML may have it."""
    return escape(_NEVER.sub("\ufffd", plain(text)), quote=True)


def _cell(inside: str, columns: int, merged: str) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merged}</w:tcPr>{inside}</w:tc>"


def _number(text: str | None, default: int) -> int:
    return min(int(text), 32_767) if text and text.isdecimal() else default


def _is_of_rows(part: Part) -> bool:
    """Whether it is rows of a table; a caption stands above them."""
    return isinstance(part, Block) and part.tag in ("tr", "thead", "tbody", "tfoot")


def _span(text: str | None) -> int:
    return max(1, min(int(text[:3]), 60)) if text and text.isdecimal() else 1


def _columns(row: Block) -> int:
    cells = (dict(cell.attributes) for cell in row.parts if isinstance(cell, Block))
    return max(1, min(sum(_span(stated.get("colspan")) for stated in cells), 60))


def _rows(block: Block, is_head: bool = False) -> Iterator[tuple[bool, Block]]:
    for part in block.parts:
        if isinstance(part, Block) and part.tag == "tr":
            yield is_head, part
        elif isinstance(part, Block) and _is_of_rows(part):
            yield from _rows(part, part.tag == "thead")


def _within(block: Block) -> Iterator[Block]:
    for part in block.parts:
        if isinstance(part, Block):
            yield part
            yield from _within(part)
