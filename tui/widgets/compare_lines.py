"""Terms side by side as lines: label, before, after, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.letters.layout.wrapping import wrap
from data.offers.comparison import Difference
from data.offers.side_by_side import Compared
from data.values.styled_text import Line, Span
from tui.text import cell_len, cells, glyphs

LABEL = 16
"""Cells of the labels."""
GAP = "  "
SAME = "  "


def difference_lines(compared: Compared, width: int, *, everything: bool) -> list[Line]:
    """A line of names, then a line for each term that differs; with `everything` all terms."""
    lines = compared.lines if everything else compared.changed
    columns = _columns(width)
    shown = [_names(compared, columns)]
    for line in lines:
        shown += _row(line, columns)
    if not lines:
        shown.append((Span("The terms are the same.", "good"),))
    return shown


def _columns(width: int) -> tuple[int, int, int, int]:
    label = min(LABEL, max(8, width // 5))
    left = max(12, width - label - 2 - 3 * len(GAP))
    side = max(6, left * 3 // 10)
    return label, side, side, max(6, left - 2 * side)


def _names(compared: Compared, columns: tuple[int, int, int, int]) -> Line:
    label, before, after, _ = columns
    return (
        Span(SAME + " " * label + GAP),
        Span(cells(compared.left, before) + GAP, "muted strong"),
        Span(cells(compared.right, after) + GAP, "muted strong"),
    )


def _row(line: Difference, columns: tuple[int, int, int, int]) -> Iterator[Line]:
    """One term on as many lines as its longest part takes."""
    label, before, after, change = columns
    mark = SAME if line.is_same else f"{glyphs().marker} "
    wording = "muted" if line.is_same else "value"
    parts = [
        _wrapped(line.label, label, "label"),
        _wrapped(line.before, before, "muted" if line.is_same else "strike"),
        _wrapped(line.after, after, wording if line.is_same else "strong"),
        _wrapped(line.change, change, "accent"),
    ]
    for number in range(max(len(part) for part in parts)):
        pieces: list[Span] = [Span(mark if number == 0 else SAME, "accent")]
        for part, width in zip(parts, columns, strict=True):
            pieces += [*_padded(part[number] if number < len(part) else (), width), Span(GAP)]
        yield tuple(pieces[:-1])


def _wrapped(text: str, width: int, style: str) -> list[Line]:
    return list(wrap([Span(text, style)], width)) or [()]


def _padded(line: Sequence[Span], width: int) -> tuple[Span, ...]:
    used = sum(cell_len(span.text) for span in line)
    return (*line, Span(" " * max(0, width - used)))
