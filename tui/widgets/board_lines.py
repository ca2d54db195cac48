"""The board as lines: each rule with its count and the key that settles it, then its offers.

What is snoozed stands at the end.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.board import board
from data.board.board import Matter, Section, Snoozed
from data.values.styled_text import Line, Span
from tui import commands
from tui.text import cell_len, cells, day, glyphs, pay
from tui.widgets.lines_view import Item

WORDS = 26
"""Cells of what is the matter, when there is room; more where a rule has more to say."""
NAME, WITH_JOB = 20, 40
"""Cells that are left to whose offer it is, and from how many on its job stands there, too."""
NARROW, PAY_FROM, DAY_FROM = 60, 84, 100
"""Below so many cells the job gives way; from so many on there is pay, and the day it expires."""
PAY, DAY = 16, 11


def board_items(
    sections: Sequence[Section], width: int, *, snoozed: Sequence[Snoozed] = ()
) -> list[Item]:
    """A heading for each rule and a line for each matter; keys count the lines from 0."""
    items: list[Item] = []
    number = 0
    for section in sections:
        items.append(Item(_section_heading(section, width)))
        longest = max((cell_len(one.text) for one in section.matters), default=0)
        for matter in section.matters:
            items.append(Item(_line(matter, width, longest), number))
            number += 1
        left = section.offers - len(section.matters)
        if left > 0:
            more = "or more " if section.more else ""
            text = f"  {glyphs().ellipsis} {left:,} {more}further ones come up as these are settled"
            items.append(Item((Span(cells(text, width), "muted"),)))
        items.append(Item(()))
    if snoozed:
        wording = "left out until their day"
        items.append(Item(_heading(f"Snoozed · {len(snoozed):,}", wording, "asleep", width)))
        for one in snoozed:
            items.append(Item(_asleep(one, width), number))
            number += 1
        items.append(Item(()))
    return items[:-1]


def _section_heading(section: Section, width: int) -> Line:
    count = f"{section.offers:,}{'+' if section.more else ''}"
    rule = section.rule
    style = "bad" if rule.is_late else "warn" if rule.headline else "accent"
    return _heading(f"{rule.title} · {count}", section.meaning, rule.command, width, style)


def _heading(title: str, wording: str, command: str, width: int, style: str = "muted") -> Line:
    key = _settled_by(command)
    left = max(0, width - cell_len(title) - cell_len(key) - 4)
    meaning = cells(wording, left) if left >= 12 else " " * left
    return (
        Span(title, f"strong {style}"),
        Span("  "),
        Span(meaning, "muted"),
        Span("  "),
        Span(key, "info"),
    )


def _settled_by(command: str) -> str:
    """The key that settles it, as the key bar shows it: "e Edit"."""
    found = next(one for one in commands.COMMANDS["board"] if one.id == command)
    return f"{found.key_text} {found.title}"


def _line(matter: Matter, width: int, longest: int) -> Line:
    """The matter; in wide panes with the pay of the offer, and the day on which it expires."""
    row, behind, left = matter.row, [], width
    if width >= PAY_FROM:
        behind += [Span("  "), Span(cells(pay(row), PAY, "right"), "value")]
        left -= PAY + 2
    if width >= DAY_FROM:
        behind += [Span("  "), Span(cells(day(row.expiry_date), DAY), "muted")]
        left -= DAY + 2
    found = _row(matter.text, "value", row.candidate_name, row.job_title, left, longest)
    return (*found, *behind)


def _asleep(one: Snoozed, width: int) -> Line:
    what = f"{board.rule(one.rule).title}: {one.reason}"
    return _row(f"until {day(one.until)}", "muted", one.candidate_name, what, width)


def _row(words: str, style: str, who: str, more: str, width: int, longest: int = 0) -> Line:
    """What is the matter, whose offer it is, and what else there is room for.

    The longest words of a section are whole as long as a name fits beside them.
    """
    size = max(min(WORDS, max(12, width // 3)), min(longest, width - NAME - 4))
    left = max(0, width - size - 4)
    start = (Span("  "), Span(cells(words, size), style), Span("  "))
    if width < NARROW or left < WITH_JOB:
        return (*start, Span(cells(who, left)))
    name = left * 2 // 5
    rest = Span(cells(more, max(0, left - name - 2)), "muted")
    return (*start, Span(cells(who, name)), Span("  "), rest)
