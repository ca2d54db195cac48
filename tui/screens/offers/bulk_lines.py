"""What an action does to many offers, as lines."""

from __future__ import annotations

from collections.abc import Sequence

from data.bulk.bulk_changes import Plan, Planned
from data.letters.layout.wrapping import prefixed, wrap
from data.values.styled_text import Line, Span
from data.values.text import one_line
from tui.text import cells, glyphs

NAME = 30


def plan_lines(plan: Plan, width: int, *, is_done: bool) -> list[Line]:
    """First what is refused, by why, then what happens to the others."""
    lines: list[Line] = []
    if plan.refused:
        word = "were" if is_done else "are"
        lines.append((Span(f"{len(plan.refused):,} {word} left as they are", "strong warn"),))
        by_reason: dict[str, list[Planned]] = {}
        for item in plan.refused:
            by_reason.setdefault(one_line(item.refusal), []).append(item)
        for reason, items in by_reason.items():
            lines += _refused(reason, items, width)
        lines.append(())
    if plan.done:
        word = "were" if is_done else "will be"
        lines.append((Span(f"{len(plan.done):,} {word} changed", "strong good"),))
        for item in plan.done:
            lines += _item(item, one_line(item.what), "value", glyphs().accepted, width)
    return lines


def _refused(reason: str, items: Sequence[Planned], width: int) -> list[Line]:
    """Why, and below it whose offers refuse for that."""
    why = wrap([Span(reason, "warn")], max(8, width - 2))
    lines = prefixed(why, Span(f"{glyphs().declined} ", "warn"), Span("  "))
    return [*lines, *((Span(f"    {cells(one_line(item.name), width - 4)}"),) for item in items)]


def _item(item: Planned, text: str, style: str, sign: str, width: int) -> list[Line]:
    name = min(NAME, max(10, width // 3))
    lines = wrap([Span(text, style)], max(8, width - name - 4))
    start = (Span(f"{sign} {cells(one_line(item.name), name)}  "),)
    return prefixed(lines, start[0], Span(" " * (name + 4)))


def progress_line(doing: str, done: int, total: int) -> Line:
    """How far it is: "changing 12 of 40 offers"."""
    count = f" {done:,} of {total:,} offers" if total else " the offers"
    return (Span(f"{doing}{count} {glyphs().ellipsis} ^x stops", "muted"),)
