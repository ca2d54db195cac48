"""The board: everything that needs a person, each matter with the key that settles it."""

from __future__ import annotations

from data.board import board
from data.board.board import Matter
from data.board.rules import RULES
from data.errors import NotAllowed, NotFound
from data.jobs import job_openings
from data.offers import offers
from data.records.offer_records import OfferRecord
from data.values import dates
from data.values.text import one_line
from tui import commands, report
from tui.screens.board.board_list import BoardList
from tui.screens.offer import offer_commands
from tui.widgets.lines_view import LinesView


class BoardScreen(BoardList):
    """What can be done about the matter under the cursor, and about the rules."""

    commands_name = "board"
    place = "board"
    BINDINGS = commands.bindings("board")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the matter under the cursor allows."""
        matter = self.matter
        match action:
            case "edit" | "status" | "snooze":
                return True if matter else None
            case "settle" | "decide":
                return True if matter and matter.row.flags else None
            case "drift" | "close_opening":
                return True if matter and board.rule(matter.rule).command == action else None
            case "asleep":
                return True if self._asleep else None
        return True

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Enter opens the offer."""
        with report.reported(self.app):
            self.action_open_offer()

    def action_open_offer(self) -> None:
        """Open the offer with its versions and history."""
        from tui.screens.offer.screen import OfferScreen

        if self.chosen_keys is not None:
            self.app.push_screen(OfferScreen(self.chosen_keys[1]))

    def action_edit(self) -> None:
        """Change the terms of the offer."""
        offer_commands.edit(self, self._record(), self._done)

    def action_status(self) -> None:
        """Change the status of the offer."""
        offer_commands.status(self, self._record(), self._moved)

    def action_settle(self) -> None:
        """Name the flags; then they are settled."""
        offer_commands.settle(self, self._record(), self.reload)

    def action_decide(self) -> None:
        """Both sides of what was changed here and in its system."""
        offer_commands.decide(self, self._record(), self.reload)

    def action_drift(self) -> None:
        """The letter as sent against what its template says now."""
        from tui.screens.letters.comparison import show_drift

        show_drift(self, self._record())

    def action_snooze(self) -> None:
        """Leave the matter out until a day, with a reason."""
        from tui.screens.board.snooze import SnoozeDialog

        self.app.push_screen(SnoozeDialog(self._chosen()), self._done)

    def action_close_opening(self) -> None:
        """Close the opening as filled by the accepted offer."""
        offer = self._record()
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
        from tui.screens.base.picker import Picked, Picker
        from tui.widgets.choice import Option

        waiting = self._asleep
        if not waiting:
            raise NotAllowed("Nothing is snoozed; z snoozes the matter under the cursor.")

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
                f"until {dates.short(one.until)}: {one.reason}",
            )
            for number, one in enumerate(waiting)
        ]
        self.app.push_screen(Picker("Show a snoozed matter again", options), woken)

    def action_rules(self) -> None:
        """Choose which rules are asked."""
        from tui.screens.base.picker import Picked, Picker
        from tui.widgets.choice import Option

        on = tuple(rule.id for rule in RULES if rule.id not in board.switched_off())

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                for rule in RULES:
                    board.switch(rule.id, rule.id in picked.values)
                self.action_reload()

        options = [Option(rule.id, rule.title, board.meaning(rule)) for rule in RULES]
        dialog = Picker("What the board looks for", options, value=on, multi=True)
        self.app.push_screen(dialog, chosen)

    def _chosen(self) -> Matter:
        matter = self.matter
        if matter is None:
            raise NotFound("Nothing is selected.")
        return matter

    def _record(self) -> OfferRecord:
        return offers.get(self._chosen().row.id)

    def _done(self, result: object) -> None:
        if result is not None:
            self.reload()

    def _moved(self, offer: OfferRecord | None) -> None:
        if offer is not None:
            self.reload()
            offer_commands.say_moved(self, offer)
