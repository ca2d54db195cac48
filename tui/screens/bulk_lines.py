"""What an action does to many offers, as lines."""

from __future__ import annotations

from data.bulk import Plan, Planned
from data.letter.wrap import prefixed, wrap
from data.plain import one_line
from data.spans import Line, Span
from tui.text import cells, glyphs

NAME = 30


def plan_lines(plan: Plan, width: int, *, is_done: bool) -> list[Line]:
    """First what is refused and why, then what happens to the others."""
    lines: list[Line] = []
    if plan.refused:
        word = "were" if is_done else "are"
        lines.append((Span(f"{len(plan.refused):,} {word} left as they are", "strong warn"),))
        for item in plan.refused:
            lines += _item(item, one_line(item.refusal), "warn", glyphs().declined, width)
        lines.append(())
    if plan.done:
        word = "were" if is_done else "will be"
        lines.append((Span(f"{len(plan.done):,} {word} changed", "strong good"),))
        for item in plan.done:
            lines += _item(item, one_line(item.what), "value", glyphs().accepted, width)
    return lines


def _item(item: Planned, text: str, style: str, sign: str, width: int) -> list[Line]:
    name = min(NAME, max(10, width // 3))
    said = wrap([Span(text, style)], max(8, width - name - 4))
    start = (Span(f"{sign} {cells(one_line(item.name), name)}  "),)
    return prefixed(said, start[0], Span(" " * (name + 4)))


def progress_line(doing: str, done: int, total: int) -> Line:
    """How far it is: "changing 12 of 40 offers"."""
    count = f" {done:,} of {total:,} offers" if total else " the offers"
    return (Span(f"{doing}{count} {glyphs().ellipsis} ^x stops", "muted"),)
