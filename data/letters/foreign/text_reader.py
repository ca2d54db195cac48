"""Reads plain text, as Word gives it when it is pasted: a line a paragraph, signs before items."""

import re
from collections.abc import Iterator
from itertools import groupby

from data.letters.foreign.foreign_letter import Block, RawLetter, Text
from data.letters.foreign.list_nesting import Flow, ListItem, nested
from data.letters.foreign.list_numbers import counted
from data.letters.foreign.word_styles import ListLevel
from data.values.text import plain

_BULLET = re.compile(r"[ \t]*(?:[•●▪◦‣·\uf0b7\uf0a7]|[-*–](?=[ \t]))[ \t]*(?=\S)|[ \t]*o\t")
_NUMBER = re.compile(r"[ \t]*(?:\d{1,2}|[a-z])[.)][ \t]+(?=\S)")

FEWEST = 2
"""So many lines that count up are a list; "15. November 2026" on its own is none."""


def read_text(text: str) -> RawLetter:
    """The letter in a text; lines with tabs in them are the rows of a table."""
    flow: list[Flow] = []
    for is_row, group in groupby(plain(text).split("\n"), _is_row):
        rows = list(group)
        if is_row and len(rows) > 1:
            flow.append(_table(rows))
        else:
            flow += _paragraphs(rows)
    return RawLetter(nested(counted(flow, FEWEST)))


def _is_row(line: str) -> bool:
    return "\t" in line.strip() and not _BULLET.match(line) and not _NUMBER.match(line)


def _table(rows: list[str]) -> Block:
    return Block("table", (Block("tbody", tuple(_row(row) for row in rows)),))


def _row(line: str) -> Block:
    cells = (cell.strip() for cell in line.strip().split("\t"))
    return Block("tr", tuple(Block("td", (Text(cell),) if cell else ()) for cell in cells))


def _paragraphs(lines: list[str]) -> Iterator[Flow]:
    for line in lines:
        item = _BULLET.match(line)
        number = None if item else _NUMBER.match(line)
        found = item or number
        mark = number[0].lstrip(" \t").replace("\t", "\u2003") if number else ""
        words = line[found.end() :].strip() if found else line.strip()
        shown = words.replace("\t", "\u2003")
        if found:
            indent = line[: len(line) - len(line.lstrip(" \t"))]
            level = min(8, len(indent.expandtabs(4)) // 4)
            kind = ListLevel(number is not None)
            yield ListItem(level, kind, Block("li", (Text(shown),)), mark=mark)
        elif words:
            yield Block("p", (Text(shown),))
