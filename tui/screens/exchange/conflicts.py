"""An offer that was changed here and in its system, both sides beside each other, to decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen

from data.errors import NotAllowed
from data.exchange.importing import conflicts
from data.exchange.importing.conflicts import Conflict
from data.offers import offers
from data.values.styled_text import Line, Span
from data.values.text import one_line
from tui import report
from tui.commands.command import Command
from tui.screens.base import detail_lines
from tui.screens.base.confirm import Question, answer
from tui.text import cells, glyphs
from tui.widgets.auto_height_lines import StaticLines

KEEP, TAKE = "keep", "take"
LABEL = 18
_NARROW = 64
"""Below so many cells what was there before gives way."""


class ConflictDialog(Question[str]):
    """Both sides of one offer; dismissed with KEEP, TAKE or "" for later."""

    BINDINGS = [
        Binding("k", "answer('keep')", "Keep ours", show=False),
        Binding("t", "answer('take')", "Take theirs", show=False),
        Binding("escape,enter", "answer('')", "Back", show=False),
        Binding("down,j,pagedown", "scroll(1)", "Down", show=False),
        Binding("up,pageup", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, conflict: Conflict, who: str, place: str) -> None:
        """`place` says which of how many it is."""
        super().__init__(f"{who}: changed here and in {conflict.system}{place}", ())
        self._conflict = conflict

    def compose_more(self) -> ComposeResult:
        """What is not the same, field by field."""
        shown = StaticLines()
        shown.show(lambda width: both_sides(self._conflict, width))
        yield shown

    def answers(self) -> Sequence[Command]:
        """Keep ours, take theirs, later."""
        return (
            answer("answer('keep')", "Keep ours", "k"),
            answer("answer('take')", "Take theirs", "t"),
            answer("answer('')", "Back", "escape"),
        )

    def action_answer(self, word: str) -> None:
        """Give the answer."""
        self.dismiss(word)

    def action_scroll(self, by: int) -> None:
        """Move about in a long list of fields."""
        self.query_one(VerticalScroll).scroll_relative(y=by * 4, animate=False)


def offer(screen: Screen[None], offer_id: int, done: Callable[[], None]) -> None:
    """Decide about one offer; raises NotFound when nothing of it waits."""
    _ask(screen, [conflicts.get(offer_id)], 0, done)


def all_waiting(screen: Screen[None], done: Callable[[], None], first: int | None = None) -> None:
    """Decide about everything that waits, one after the other; raises NotAllowed for nothing."""
    waiting = sorted(conflicts.waiting(), key=lambda one: one.offer_id != first)
    if not waiting:
        raise NotAllowed("Nothing was changed on both sides.")
    _ask(screen, waiting, 0, done)


def _ask(
    screen: Screen[None], waiting: Sequence[Conflict], at: int, done: Callable[[], None]
) -> None:
    def answered(word: str | None) -> None:
        with report.reported(screen.app):
            if word:
                _carry_out(screen, waiting[at], who, word)
                if at + 1 < len(waiting):
                    _ask(screen, waiting, at + 1, done)
                    return
        done()

    who = offers.get(waiting[at].offer_id).candidate_name
    place = f" · {at + 1} of {len(waiting)}" if len(waiting) > 1 else ""
    screen.app.push_screen(ConflictDialog(waiting[at], who, place), answered)


def _carry_out(screen: Screen[None], conflict: Conflict, who: str, word: str) -> None:
    if word == TAKE:
        conflicts.take_theirs(conflict.offer_id)
        report.say(screen.app, f"{who}: what {conflict.system} says was taken")
    else:
        conflicts.keep_ours(conflict.offer_id)
        report.say(screen.app, f"{who}: kept as it is here")


def both_sides(conflict: Conflict, width: int) -> list[Line]:
    """A line a field: what it was, what it is here, what it is there; what changed stands out."""
    with_before = width >= _NARROW
    titles = (*(("Before",) if with_before else ()), "Here", f"In {conflict.system}")
    label = min(LABEL, width // 4)
    room = max(8, (width - label - 2) // len(titles) - 2)
    head = "".join(f"{cells(title, room)}  " for title in titles)
    lines: list[Line] = [(Span(f" {cells('', label)} {head}", "heading accent"),)]
    for name, before, ours, theirs in conflict.lines:
        sides = [(ours, ours != before), (theirs, theirs != before)]
        if with_before:
            sides.insert(0, (before, False))
        lines += _field(name, sides, label, room)
    lines.append(())
    if not conflict.lines:
        lines += detail_lines.wrapped("Both sides say the same by now.", width, "muted")
    wording = "Taking theirs makes a new version where terms differ; nothing of ours is lost."
    return [*lines, *detail_lines.wrapped(wording, width, "muted")]


def _field(name: str, sides: Sequence[tuple[str, bool]], label: int, room: int) -> list[Line]:
    """One field, its sides wrapped beside each other."""
    columns = [
        detail_lines.wrapped(one_line(text) or glyphs().dash, room, "", 0)[:8] for text, _ in sides
    ]
    lines: list[Line] = []
    for at in range(max(len(column) for column in columns)):
        spans = [Span(f" {cells(name if at == 0 else '', label)} ", "label")]
        for column, (text, is_news) in zip(columns, sides, strict=True):
            wording = "".join(span.text for span in column[at]) if at < len(column) else ""
            style = "warn strong" if is_news else "value" if text else "muted"
            spans.append(Span(cells(wording, room), style))
            spans.append(Span("  "))
        lines.append(tuple(spans))
    return lines
