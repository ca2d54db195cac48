"""Lines of a detail pane: headings, labelled values, wrapped text; everything made harmless."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.letters.layout.wrapping import BREAK, Piece, prefixed, wrap
from data.records.offer_records import EventRecord
from data.values.field_texts import show
from data.values.field_values import FieldValue
from data.values.styled_text import Line, Span
from data.values.text import one_line, plain
from tui.text import cell_len, cells, glyphs, when

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


def indent(width: int) -> int:
    """Where values begin, so that labels and values share the width."""
    return 1 + min(20, max(12, width * 2 // 5))


def pair(label: str, value: str, width: int, style: str = "", left: int = 0) -> list[Line]:
    """A label and its value, wrapped beside it from cell `left` on; a dash for nothing."""
    text, left = one_line(value), left or indent(width)
    room = max(8, width - left)
    lines = wrap([(text or glyphs().dash, style if text else "muted")], room) or [()]
    first = (" " + cells(label, left - 2) + " ", "label")
    return prefixed(lines, first, (" " * left, ""))


def notes(kept: str, written: Sequence[EventRecord], width: int) -> list[Line]:
    """The free text of a record, then its notes, newest first: when, by whom, and what."""
    if not (kept or written):
        return []
    lines: list[Line] = [heading("Notes", f"{len(written)}" if written else "")]
    lines += wrapped(kept, width) if kept else []
    for event in reversed(written):
        by = f"{when(event.at)} · {one_line(event.actor) or 'unknown'}"
        lines += [(Span(cells(f" {by}", width), "muted"),), *wrapped(event.text, width)]
    return lines


def values(found: tuple[FieldValue, ...], width: int) -> Iterator[Line]:
    """Custom field values, each by its name."""
    for value in found:
        yield from pair(value.name, show(value), width)
