"""Lines of a detail pane: headings, labelled values, wrapped text; everything made harmless."""

from __future__ import annotations

from collections.abc import Iterator

from data.letter_wrap import BREAK, Piece, prefixed, wrap
from data.plain import one_line, plain
from data.spans import Line, Span
from data.values import FieldValue, show
from tui.text import cell_len, cells, glyphs

LABEL_WIDTH = 12
"""Cells of a label, its gap included."""
NAME_LINES = 3
"""A name takes at most so many lines."""


def heading(text: str, number: str = "") -> Line:
    """A heading over the lines that follow."""
    return (Span(f" {one_line(text)}", "heading accent"), Span(f"  {number}", "muted"))


def name(text: str, width: int, style: str = "strong") -> list[Line]:
    """What something is called, on at most NAME_LINES lines."""
    whole = one_line(text)
    room = NAME_LINES * max(1, width - 2)
    shown = whole if cell_len(whole) <= room else cells(whole, room)
    return wrapped(shown, width, style)[:NAME_LINES]


def wrapped(text: str, width: int, style: str = "", indent: int = 1) -> list[Line]:
    """Text on as many lines as it takes; its own line breaks stay."""
    pieces: list[Piece] = []
    for part in plain(text).split("\n"):
        pieces += [(part, style), BREAK]
    blank = (" " * indent, style)
    return prefixed(wrap(pieces, max(1, width - indent)), blank, blank)


def pair(label: str, value: str, width: int, style: str = "") -> list[Line]:
    """A label and its value, wrapped beside it; a dash for nothing."""
    text = one_line(value)
    lines = wrap([(text or glyphs().dash, style if text else "muted")], _room(width)) or [()]
    first = (" " + cells(label, LABEL_WIDTH - 1) + " ", "label")
    return prefixed(lines, first, (" " * (LABEL_WIDTH + 1), ""))


def _room(width: int) -> int:
    return max(8, width - LABEL_WIDTH - 1)


def values(found: tuple[FieldValue, ...], width: int) -> Iterator[Line]:
    """Custom field values, each by its name."""
    for value in found:
        yield from pair(value.name, show(value), width)
