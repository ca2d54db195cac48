"""One offer: its terms, its versions, the letter of the chosen version, and what happened."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from data import fields, moves, offers, sending, templates
from data.errors import NotAllowed, NotFound
from data.records import OfferRecord, VersionRecord
from data.spans import Line
from data.status import LIVE
from tui import commands, report
from tui.screens import letter, offer_actions
from tui.screens.base import DeskScreen
from tui.text import content, status_mark
from tui.widgets.letter_view import LetterView
from tui.widgets.lines_view import Item, LinesView
from tui.widgets.terms_view import terms_lines
from tui.widgets.timeline import event_items, version_items
from tui.widgets.top_bar import TopBar


class OfferScreen(DeskScreen):
    """An offer with its version history; the selected version is the one that is shown."""

    commands_name = "offer"
    BINDINGS = commands.bindings("offer")
    AUTO_FOCUS = "#versions"

    def __init__(self, offer_id: int) -> None:
        super().__init__()
        self._offer = offers.get(offer_id)
        self._opened: frozenset[int] = frozenset()
        self._terms = LinesView(id="terms", classes="pane")
        self._versions = LinesView(
            id="versions",
            classes="pane",
            on_item=self._version_chosen,
            empty="No version is known.",
        )
        self._events = LinesView(id="events", classes="pane")
        self._letter = LetterView(id="letter", classes="pane", empty="No letter.")

    def compose_body(self) -> ComposeResult:
        """Terms, versions over events, letter."""
        with Horizontal(id="panes"):
            yield self._terms
            with Vertical(id="history"):
                yield self._versions
                yield self._events
            yield self._letter

    def on_mount(self) -> None:
        """Show the current version."""
        self._show(self._offer.version)

    def reload(self) -> None:
        """Read the offer again; the chosen version stays. One that is gone closes the screen."""
        chosen = self._number
        try:
            before, self._offer = self._offer.version, offers.get(self._offer.id)
        except NotFound:
            self.call_later(super().action_back)
            return
        self._show(self._offer.version if self._offer.version != before else chosen)

    # ------------------------------------------------------------ showing

    @property
    def _number(self) -> int:
        """The version that is chosen."""
        chosen = self._versions.item_key
        return self._offer.version if chosen is None else chosen

    def _version(self) -> VersionRecord | None:
        versions = self._offer.versions
        found = (version for version in versions if version.number == self._number)
        return next(found, versions[-1] if versions else None)

    def _show(self, number: int) -> None:
        offer = self._offer
        mark = status_mark(offer.status)
        bar = self.query_one(TopBar)
        who = f"{offer.candidate_name} · {offer.job_title}"
        bar.say(f"{mark.glyph} {mark.word} · {who}", mark.style)
        count = len(offer.versions)
        self._versions.border_title = content(f"Versions · {count}")
        self._events.border_title = content(f"History · {len(offer.events)}")
        self._versions.show_items(self._make_versions, keep=True, chosen=number)
        self._events.show_items(self._make_events, keep=True)
        self._show_version()
        self.refresh_bindings()

    def _version_chosen(self, number: int) -> None:
        if self.is_mounted:
            self._show_version()

    def _show_version(self) -> None:
        number = self._number
        self._terms.border_title = content(f"{self._offer.candidate_name} · v{number}")
        self._terms.show(self._make_terms, keep=True)
        self._show_letter()

    def _show_letter(self) -> None:
        if self._letter.display:
            with report.reported(self.app):
                letter.show_offer_letter(self._letter, self._offer, self._number)

    def _make_terms(self, width: int) -> list[Line]:
        offer, version = self._offer, self._version()
        if version is None:
            return []
        current = version.number == offer.version
        missing = sending.missing(offer) if current and offer.status in LIVE else ()
        template = templates.names().get(version.terms.template_id or 0, "")
        definitions = fields.everything("offer")
        shown = offer if current else replace(offer, inherited=())
        return terms_lines(shown, version, definitions, missing, template, width)

    def _make_versions(self, width: int) -> list[Item]:
        return version_items(self._offer, self._opened, width)

    def _make_events(self, width: int) -> list[Item]:
        return event_items(self._offer.events, width)

    # ------------------------------------------------------------ actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What this offer allows now."""
        if action == "restore":
            return None if self._number == self._offer.version else True
        if action == "reoffer":
            return True if self._offer.status.value in ("declined", "withdrawn") else None
        if action == "settle":
            return True if self._offer.flags else None
        if action == "undo_status":
            return True if moves.undoable(self._offer) else None
        return True

    def on_lines_view_item_highlighted(self, event: LinesView.ItemHighlighted) -> None:
        """Whether restoring makes sense depends on the version."""
        self.refresh_bindings()

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Enter unfolds versions that were never sent; on a version it shows the letter."""
        folded = {item.key for item in self._make_versions(80) if item.key is not None}
        if {version.number for version in self._offer.versions} - folded:
            self._opened |= {version.number for version in self._offer.versions}
            self._versions.show_items(self._make_versions, keep=True, chosen=event.key)
        else:
            self.action_letter()

    def action_letter(self) -> None:
        """Show or hide the letter; on narrow terminals it takes the place of the rest."""
        if self.app.size.width >= 100:
            self.toggle_class("-no-letter")
        else:
            self.toggle_class("-letter-only")
            (self._letter if self.has_class("-letter-only") else self._versions).focus()
        self.call_after_refresh(self._show_letter)

    def action_back(self) -> None:
        """Leave the letter, then the offer."""
        if self.has_class("-letter-only"):
            self.action_letter()
        else:
            super().action_back()

    def action_edit(self) -> None:
        """Change the terms in a form."""
        offer_actions.edit(self, self._offer, self._done)

    def action_status(self) -> None:
        """Change the status."""
        offer_actions.status(self, self._offer, self._done)

    def action_undo_status(self) -> None:
        """Take back the last change of status."""
        offer_actions.undo(self, self._offer)
        self.reload()

    def action_restore(self) -> None:
        """Make the chosen version's terms the newest version."""
        if self._number == self._offer.version:
            raise NotAllowed("This is the current version already; choose an older one.")
        offer_actions.restore(self, self._offer, self._number)
        self.reload()

    def action_reoffer(self) -> None:
        """Make a new offer from the chosen version, and open it."""
        made = offer_actions.reoffer(self, self._offer, self._number)
        self.app.switch_screen(OfferScreen(made))

    def action_delete(self) -> None:
        """Remove the offer for good, after asking."""
        offer_actions.delete(self, self._offer, self.reload)

    def action_settle(self) -> None:
        """Name the flags; then they are settled, and stay in the history."""
        offer_actions.settle(self, self._offer, self.reload)

    def action_copy(self) -> None:
        """Copy the letter as text."""
        offer_actions.copy(self, self._letter.text, f"the letter of version {self._number}")

    def _done(self, result: OfferRecord | int | None) -> None:
        if result is None:
            return
        self.reload()
        if isinstance(result, OfferRecord):
            offer_actions.say_moved(self, result)
