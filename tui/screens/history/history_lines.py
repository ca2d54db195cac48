"""The history of the desk as lines: the columns of its list, and one line in full."""

from __future__ import annotations

from dataclasses import replace

from data.offers import desk_history
from data.offers.deleted_offers import DELETED
from data.records.offer_records import EventRecord, HistoryLine
from data.values.styled_text import Line, Span
from tui.screens.base import detail_lines
from tui.text import when
from tui.widgets.columns import Column
from tui.widgets.lines_view import Item
from tui.widgets.timeline import done_words


def _done(line: HistoryLine) -> str:
    """What was done, and why."""
    why = " · ".join(filter(None, (line.event.reason, line.event.text)))
    return ": ".join(filter(None, (_words(line.event), why)))


def _words(event: EventRecord) -> str:
    """What was done; an offer that was deleted has no status any more."""
    if event.kind == DELETED:
        event = replace(event, to_status=None)
    return "".join(span.text for span in done_words(event))


def _about(line: HistoryLine) -> tuple[Span, ...]:
    return (Span(desk_history.subject_words(line), "" if line.about else "muted"),)


COLUMNS = (
    Column[HistoryLine](
        "at", "When", 13, lambda line: when(line.event.at), 10, priority=8, style="muted"
    ),
    Column[HistoryLine]("by", "Who", 16, lambda line: line.event.actor, 10, priority=5),
    Column[HistoryLine]("about", "About", 28, _about, 18, flex=True, priority=9),
    Column[HistoryLine]("done", "What", 36, _done, 20, flex=True, priority=7),
)


def line_items(line: HistoryLine, width: int) -> list[Item]:
    """Everything that is known of a line."""
    event = line.event
    lines: list[Line] = [*detail_lines.name(desk_history.subject_words(line), width), ()]
    pairs = (
        ("When", event.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")),
        ("Who", event.actor),
        ("For", event.on_behalf_of),
        ("What", _words(event)),
        ("Before", event.from_status or ""),
        ("Exception", "yes" if event.forced else ""),
        ("Reason", event.reason),
        ("Text", event.text),
        ("Seen", "; ".join(event.seen)),
    )
    for label, text in pairs:
        lines += detail_lines.pair(label, text, width) if text else []
    return [Item(one) for one in lines]
