"""Leaving a matter out of the board until a day, with the reason."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult

from data.board import board
from data.board.board import Matter
from data.values import clock, dates
from data.values.dates import DateError
from tui.screens.base.form_dialog import FormDialog
from tui.widgets.entry import Entry
from tui.widgets.field import Field

USUAL = "+3d"


class SnoozeDialog(FormDialog[date]):
    """Until when, and why; dismissed with the day."""

    yes = "Snooze"

    def __init__(self, matter: Matter) -> None:
        row = matter.row
        title = f"Snooze: {board.rule(matter.rule).title}"
        super().__init__(title, (f"{row.candidate_name} · {row.job_title}",))
        self._matter = matter

    def compose_more(self) -> ComposeResult:
        """The two fields."""
        until = Field("until", "Until", Entry(USUAL), required=True)
        until.on_change = _understood
        yield until
        yield Field("reason", "Reason", Entry(), required=True)

    def on_mount(self) -> None:
        """Say at once which day that is."""
        _understood(self.field("until"))

    def store(self) -> date:
        """Leave the matter out until then."""
        matter = self._matter
        until, reason = self.field("until").text, self.field("reason").text
        return board.snooze(matter.rule, matter.row.id, until, reason)


def _understood(field: Field) -> None:
    try:
        day = dates.parse_date(field.text, clock.today())
    except DateError:
        field.set_note("")
    else:
        field.set_note(dates.understood(day))
