"""The board: everything that needs a person, each matter with the key that settles it."""

from __future__ import annotations

from datetime import date

from data.board import board
from data.board.board import Matter
from data.board.rules import RULES
from data.errors import NotAllowed, NotFound
from data.jobs import job_openings
from data.offers import offers
from data.records.offer_records import OfferRecord
from data.values.text import one_line
from tui import report, screens
from tui.commands import key_of
from tui.screens.base.picker import Picked
from tui.screens.board.board_list import BoardList
from tui.screens.offer.offer_commands import OfferCommands
from tui.text import day
from tui.widgets.choice import Option
from tui.widgets.lines_view import LinesView


class BoardScreen(BoardList, OfferCommands):
    """What can be done about the matter under the cursor, and about the rules."""

    commands_name = "board"
    place = "board"

    @property
    def has_selection(self) -> bool:
        """Whether there is a matter under the cursor that is not snoozed."""
        return self.matter is not None

    @property
    def has_flags(self) -> bool:
        """Whether the offer has flags to settle."""
        return bool(self.matter and self.matter.row.flags)

    @property
    def has_conflict(self) -> bool:
        """Whether the offer may have been changed on both sides."""
        return self.has_flags

    @property
    def has_sent_letter(self) -> bool:
        """Whether the letter as sent differs from what its template says now."""
        return bool(self.matter and board.rule(self.matter.rule).command == "drift")

    @property
    def can_close_opening(self) -> bool:
        """Whether the offer was accepted and its opening is open."""
        return bool(self.matter and board.rule(self.matter.rule).command == "close_opening")

    @property
    def has_snoozed(self) -> bool:
        """Whether anything is snoozed."""
        return bool(self._asleep)

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Enter opens the offer."""
        with report.reported(self.app):
            self.action_open_offer()

    def action_open_offer(self) -> None:
        """Open the offer with its versions and history."""
        if self.chosen_keys is not None:
            self.app.push_screen(screens.OfferScreen(self.chosen_keys[1]))

    def action_snooze(self) -> None:
        """Leave the matter out until a day, with a reason."""
        self.app.push_screen(screens.SnoozeDialog(self._chosen()), self._snoozed)

    def _snoozed(self, until: date | None) -> None:
        if until is not None:
            self.reload()

    def action_close_opening(self) -> None:
        """Close the opening as filled by the accepted offer."""
        offer = self.current_offer()
        if offer.opening is None:
            raise NotFound("The offer names no opening any more.")
        job_openings.fill_opening(offer.opening.id, offer.application_id)
        name = one_line(offer.opening.name)
        report.say(self.app, f"Opening {name} is closed, filled by {offer.candidate_name}")
        self.reload()

    def action_asleep(self) -> None:
        """Show the snoozed matter under the cursor again, or choose one."""
        sleeper = self.sleeper
        if sleeper is None:
            self._choose_sleeper()
            return
        board.wake(sleeper.rule, sleeper.offer_id)
        self.reload()

    def _choose_sleeper(self) -> None:
        waiting = self._asleep
        if not waiting:
            key = key_of("board", "snooze")
            raise NotAllowed(f"Nothing is snoozed; {key} snoozes the matter under the cursor.")

        def woken(picked: Picked | None) -> None:
            if picked is not None and picked.values:
                one = waiting[int(picked.values[0] or 0)]
                with report.reported(self.app):
                    board.wake(one.rule, one.offer_id)
                self.reload()

        options = [
            Option(
                number,
                f"{one.candidate_name} · {board.rule(one.rule).title}",
                f"until {day(one.until)}: {one.reason}",
            )
            for number, one in enumerate(waiting)
        ]
        self.app.push_screen(screens.Picker("Show a snoozed matter again", options), woken)

    def action_rules(self) -> None:
        """Choose which rules are asked."""
        on = tuple(rule.id for rule in RULES if rule.id not in board.switched_off())

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                for rule in RULES:
                    board.switch(rule.id, rule.id in picked.values)
                self.action_reload()

        options = [Option(rule.id, rule.title, board.meaning(rule)) for rule in RULES]
        dialog = screens.Picker("What the board looks for", options, value=on, multi=True)
        self.app.push_screen(dialog, chosen)

    def _chosen(self) -> Matter:
        matter = self.matter
        if matter is None:
            raise NotFound("Nothing is selected.")
        return matter

    def current_offer(self) -> OfferRecord:
        """The offer under the cursor; raises NotFound."""
        return offers.get(self._chosen().row.id)
