"""What can be done with one offer, the same from the list, the board and its own screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.values.status import Status
from tui import report, screens
from tui.screens.base.screens import DeskScreen

if TYPE_CHECKING:
    from data.records.attachment_records import AttachmentRecord
    from data.records.offer_records import OfferRecord


class OfferCommands(DeskScreen):
    """Commands on the offer that a screen says: the one it shows, or the one under its cursor."""

    def current_offer(self) -> OfferRecord:
        """The offer; raises NotFound when none is selected."""
        raise NotImplementedError

    @property
    def version_number(self) -> int | None:
        """The version that is chosen; None: the current one."""
        return None

    @property
    def has_selection(self) -> bool:
        """Whether there is an offer."""
        return True

    @property
    def can_undo_status(self) -> bool:
        """Whether a change of status may be there to take back."""
        return self.has_selection

    @property
    def can_reoffer(self) -> bool:
        """Whether a new offer may be made from this one."""
        return self.has_selection

    def show_changed(self, offer_id: int | None) -> None:
        """An offer was saved in its form, or made from another one; None: it was not."""
        if offer_id is not None:
            self.reload()

    def status_changed(self, offer: OfferRecord | None) -> None:
        """An offer was moved; None: it was not."""
        if offer is not None:
            self.reload()
            screens.offer_actions.say_moved(self, offer)

    def action_edit(self) -> None:
        """Change the terms of the offer."""
        screens.offer_actions.edit(self, self.current_offer(), self.show_changed)

    def action_status(self) -> None:
        """Change the status of the offer."""
        dialog = screens.StatusDialog(self.current_offer())

        def moved(offer: OfferRecord | None) -> None:
            self.status_changed(offer)
            if offer is not None and dialog.letter_is_next and offer.status is Status.SENT:
                screens.letter_actions.deliver(self, offer, offer.version, self._delivered)

        self.app.push_screen(dialog, moved)

    def action_undo_status(self) -> None:
        """Take back the last change of status."""
        screens.offer_actions.undo(self, self.current_offer(), self.reload)

    def action_reoffer(self) -> None:
        """Make a new offer from a declined or withdrawn one."""
        offer, number = self.current_offer(), self.version_number
        self.show_changed(screens.offer_actions.reoffer(self, offer, number))

    def action_approve(self) -> None:
        """Put the offer up for approval, or write down what those who were asked said."""
        dialog = screens.approvals.dialog(self.current_offer())
        self.app.push_screen(dialog, self._approval_changed)

    def _approval_changed(self, offer: OfferRecord | None) -> None:
        """An approval was asked, answered or taken back; None: nothing was."""
        if offer is not None:
            self.reload()
            screens.offer_actions.say_approval(self, offer)

    def action_extend(self) -> None:
        """Move the expiry date on, after asking."""
        screens.offer_actions.extend(self, self.current_offer(), self.reload)

    def action_delete(self) -> None:
        """Remove the offer for good, after asking."""
        screens.offer_actions.delete(self, self.current_offer(), self.reload)

    def action_settle(self) -> None:
        """Name the flags; then they are settled, and stay in the history."""
        screens.offer_actions.settle(self, self.current_offer(), self.reload)

    def action_decide(self) -> None:
        """Both sides of what was changed here and in its system."""
        screens.conflicts.offer(self, self.current_offer().id, self.reload)

    def action_drift(self) -> None:
        """The letter as it was sent against what its template says now."""
        screens.show_drift(self, self.current_offer(), self.version_number)

    def action_letter_out(self) -> None:
        """Make the letter a PDF, an email draft, a web page …"""
        offer, number = self.current_offer(), self.version_number
        screens.letter_actions.deliver(self, offer, number, self._delivered)

    def _delivered(self, moved: OfferRecord | None) -> None:
        self.reload()
        self.status_changed(moved)

    def action_note(self) -> None:
        """Add a note to the offer's history."""
        offer = self.current_offer()
        title = f"Note on {offer.candidate_name}'s offer"
        self.app.push_screen(screens.NoteDialog("offer", offer.id, title), self.noted)

    def action_attach(self) -> None:
        """Keep a file with the offer."""
        self.app.push_screen(screens.AttachDialog(self.current_offer()), self.attached)

    def attached(self, kept: AttachmentRecord | None) -> None:
        """A file was taken in, or not."""
        if kept is not None:
            self.reload()
            report.say(self.app, f"{kept.name} is kept with the offer")

    def noted(self, done: bool | None) -> None:
        """Something was written into the history, or not."""
        if done:
            self.reload()
