"""What an action does to many offers, as lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from data.bulk.bulk_plan import Plan, Planned, WarningKind
from data.letters.layout.wrapping import prefixed, wrap
from data.values.styled_text import Line, Span
from data.values.text import one_line
from tui.commands import key_of
from tui.text import cells, glyphs
from tui.widgets.lines_view import Item

NAME = 30
NAMED = 12
"""So many offers that are refused for one reason are named; the others are counted."""


def plan_items(
    plan: Plan, seen: Collection[str], width: int, *, is_done: bool = False
) -> list[Item]:
    """What has to be seen first, a kind at a time, to tick; then what happens to each offer."""
    items: list[Item] = []
    for at, kind in enumerate(() if is_done else plan.kinds):
        if not at:
            items.append(Item((Span("To be seen before, for each kind", "heading accent"),)))
        items += [Item(line, at) for line in _kind(kind, kind.rule in seen, width)]
    if items:
        items.append(Item(()))
    return [*items, *(Item(line) for line in plan_lines(plan, width, is_done=is_done))]


def _kind(kind: WarningKind, is_seen: bool, width: int) -> list[Line]:
    """A box for a kind of warning, and below it whose offers it is about."""
    box = Span("[x] " if is_seen else "[ ] ", "accent" if is_seen else "warn")
    count = f"{len(kind.of):,} offer{'' if len(kind.of) == 1 else 's'}"
    lines: list[Line] = [(box, Span(f"{kind.title}: {count}", "" if is_seen else "warn"))]
    for item, warning in kind.of:
        text = "" if warning.text.lower() == kind.title.lower() else one_line(warning.text)
        lines += _item(item, text, "muted", " " * 3, width)
    return lines


def plan_lines(plan: Plan, width: int, *, is_done: bool) -> list[Line]:
    """First what happens to offers, then what is refused, folded by why."""
    lines: list[Line] = []
    refused = [item for item in plan.refused if is_done or not item.warned]
    were, are = ("were", "were") if is_done else ("will be", "are")
    left = Span(f"{len(refused):,} {are} left as they are", "strong warn")
    if plan.done:
        done = Span(f"{len(plan.done):,} {were} changed", "strong good")
        lines.append((done, Span(" · ", "muted"), left) if refused else (done,))
        for item in plan.done:
            lines += _item(item, one_line(item.what), "value", glyphs().accepted, width)
    if refused:
        lines += [(), (left,)] if lines else [(left,)]
        by_reason: dict[str, list[Planned]] = {}
        for item in refused:
            by_reason.setdefault(one_line(item.refusal), []).append(item)
        for reason, items in by_reason.items():
            lines += _refused(reason, items, width)
    return lines


def _refused(reason: str, items: Sequence[Planned], width: int) -> list[Line]:
    """Why, and below it whose offers refuse for that, in one piece."""
    why = wrap([Span(reason, "warn")], max(8, width - 2))
    lines = prefixed(why, Span(f"{glyphs().declined} ", "warn"), Span("  "))
    names = "; ".join(one_line(item.name) for item in items[:NAMED])
    more = f" and {len(items) - NAMED:,} more" if len(items) > NAMED else ""
    who = wrap([Span(f"{len(items):,}: {names}{more}", "muted")], max(8, width - 4))
    return [*lines, *prefixed(who, Span("    "), Span("    "))]


def _item(item: Planned, text: str, style: str, sign: str, width: int) -> list[Line]:
    name = min(NAME, max(10, width // 3))
    lines = wrap([Span(text, style)], max(8, width - name - 4)) or [()]
    start = (Span(f"{sign} {cells(one_line(item.name), name)}  "),)
    return prefixed(lines, start[0], Span(" " * (name + 4)))


def progress_line(doing: str, done: int, total: int) -> Line:
    """How far it is: "changing 12 of 40 offers"."""
    count = f" {done:,} of {total:,} offers" if total else " the offers"
    return (Span(f"{doing}{count} {glyphs().ellipsis} {key_of('bulk', 'stop')} stops", "muted"),)
