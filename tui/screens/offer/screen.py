"""One offer: its terms, its versions, the letter of the chosen version, and what happened."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from data.errors import NotAllowed, NotFound
from data.fields import custom_fields
from data.offers import offers, send_checks, status_changes, timeline
from data.records.offer_records import EventRecord, OfferRecord, VersionRecord
from data.templates import templates
from data.values.status import LIVE
from data.values.styled_text import Line
from tui import commands, report
from tui.screens.base.screens import DeskScreen
from tui.screens.letters import letter_commands, preview
from tui.screens.offer import offer_commands
from tui.text import content, status_mark
from tui.widgets.choice import Option
from tui.widgets.letter_view import LetterView
from tui.widgets.lines_view import Item, LinesView
from tui.widgets.terms_view import terms_lines
from tui.widgets.timeline import KINDS, event_items, is_of_kind, version_items
from tui.widgets.top_bar import TopBar


class OfferScreen(DeskScreen):
    """An offer with its version history; the selected version is the one that is shown."""

    commands_name = "offer"
    BINDINGS = commands.bindings("offer")
    AUTO_FOCUS = "#versions"

    def __init__(self, offer_id: int) -> None:
        super().__init__()
        self._offer = offers.get(offer_id)
        self._stream: tuple[EventRecord, ...] = ()
        self._opened: frozenset[int] = frozenset()
        self._marked: tuple[int, ...] = ()
        self._kind = ""
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
        self._stream = timeline.timeline_of(offer)
        mark = status_mark(offer.status)
        bar = self.query_one(TopBar)
        who = f"{offer.candidate_name} · {offer.job_title}"
        bar.say(f"{mark.glyph} {mark.word} · {who}", mark.style)
        count = len(offer.versions)
        self._versions.border_title = content(f"Versions · {count}")
        self._name_history()
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
                preview.show_offer_letter(self._letter, self._offer, self._number)

    def _make_terms(self, width: int) -> list[Line]:
        offer, version = self._offer, self._version()
        if version is None:
            return []
        current = version.number == offer.version
        missing = send_checks.missing(offer) if current and offer.status in LIVE else ()
        template = templates.names().get(version.terms.template_id or 0, "")
        definitions = custom_fields.all_fields("offer")
        shown = offer if current else replace(offer, inherited=())
        return terms_lines(shown, version, definitions, missing, template, width)

    def _make_versions(self, width: int) -> list[Item]:
        return version_items(self._offer, self._opened, width, marked=self._marked)

    def _make_events(self, width: int) -> list[Item]:
        return event_items(self._events_shown(), width)

    def _events_shown(self) -> tuple[EventRecord, ...]:
        """The lines of the history that pass its filter."""
        return tuple(event for event in self._stream if is_of_kind(event, self._kind))

    def _name_history(self) -> None:
        shown, all_of_them = len(self._events_shown()), len(self._stream)
        count = f"{shown} of {all_of_them}, {self._kind}" if self._kind else str(all_of_them)
        self._events.border_title = content(f"History · {count}")

    # ------------------------------------------------------------ actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What this offer allows now."""
        if action == "restore":
            return None if self._number == self._offer.version else True
        if action == "reoffer":
            return True if self._offer.status.value in ("declined", "withdrawn") else None
        if action == "compare":
            return True if len(self._offer.versions) > 1 else None
        if action == "drift":
            version = self._version()
            return True if version is not None and version.letter is not None else None
        if action == "follow":
            return True if self._offer.terms.letter_html is not None else None
        if action == "settle":
            return True if self._offer.flags else None
        if action == "decide":
            return True if offer_commands.waits(self._offer) else None
        if action == "undo_status":
            return True if status_changes.undoable(self._offer) else None
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
        offer_commands.edit(self, self._offer, self._done)

    def action_status(self) -> None:
        """Change the status."""
        offer_commands.status(self, self._offer, self._done)

    def action_undo_status(self) -> None:
        """Take back the last change of status."""
        offer_commands.undo(self, self._offer)
        self.reload()

    def action_restore(self) -> None:
        """Make the chosen version's terms the newest version."""
        if self._number == self._offer.version:
            raise NotAllowed("This is the current version already; choose an older one.")
        offer_commands.restore(self, self._offer, self._number)
        self.reload()

    def action_reoffer(self) -> None:
        """Make a new offer from the chosen version, and open it."""
        made = offer_commands.reoffer(self, self._offer, self._number)
        self.app.switch_screen(OfferScreen(made))

    def action_delete(self) -> None:
        """Remove the offer for good, after asking."""
        offer_commands.delete(self, self._offer, self.reload)

    def action_settle(self) -> None:
        """Name the flags; then they are settled, and stay in the history."""
        offer_commands.settle(self, self._offer, self.reload)

    def action_decide(self) -> None:
        """Both sides of what was changed here and in its system."""
        offer_commands.decide(self, self._offer, self.reload)

    def action_mark(self) -> None:
        """Mark the chosen version, or not; of three the two last ones stay."""
        number = self._number
        kept = tuple(one for one in self._marked if one != number)
        self._marked = kept if number in self._marked else (*kept, number)[-2:]
        self._versions.show_items(self._make_versions, keep=True, chosen=number)

    def action_compare(self) -> None:
        """Compare the two marked versions, or the chosen one with another."""
        from tui.screens.offer.compare import show_versions

        before, after = self._pair()
        show_versions(self, self._offer, before, after)

    def _pair(self) -> tuple[int | None, int]:
        """What is compared: the marked, the marked and the chosen, the chosen and the one before.

        The older one comes first; the first version is compared with the one after it.
        """
        number, numbers = self._number, [one.number for one in self._offer.versions]
        chosen = sorted({*self._marked, number}) if len(self._marked) < 2 else sorted(self._marked)
        if len(chosen) == 2:
            return chosen[0], chosen[1]
        if number == numbers[0] and len(numbers) > 1:
            return number, numbers[1]
        return None, number

    def action_compare_pay(self) -> None:
        """The pay beside what the job has."""
        from tui.screens.offer.compare import show_with_job

        show_with_job(self, self._offer)

    def action_note(self) -> None:
        """Add a note to the history."""
        from tui.screens.offer.notes import NoteDialog

        title = f"Note on {self._offer.candidate_name}'s offer"
        self.app.push_screen(NoteDialog("offer", self._offer.id, title), self._noted)

    def action_negotiate(self) -> None:
        """Write down who asked for what, and where it led."""
        from tui.screens.offer.notes import NegotiationDialog

        self.app.push_screen(NegotiationDialog(self._offer), self._noted)

    def _noted(self, done: bool | None) -> None:
        if done:
            self.reload()

    def action_history_kind(self) -> None:
        """Choose which lines of the history are shown."""
        from tui.screens.base.picker import Picked, Picker

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self._kind = str(picked.values[0] or "") if picked.values else ""
                self._name_history()
                self._events.show_items(self._make_events)

        options = [Option(kind, title, note) for kind, title, note in KINDS]
        self.app.push_screen(Picker("Show of the history", options, value=(self._kind,)), chosen)

    def action_drift(self) -> None:
        """The letter as it was sent against what its template says now."""
        from tui.screens.letters.comparison import show_drift

        show_drift(self, self._offer, self._number)

    def action_letter_out(self) -> None:
        """Make the chosen version's letter a PDF, an email draft, a web page …"""
        letter_commands.out(self, self._offer, self._number, self._let_out)

    def _let_out(self, moved: OfferRecord | None) -> None:
        self.reload()
        self._done(moved)

    def action_by_hand(self) -> None:
        """Edit the letter by hand."""
        letter_commands.by_hand(self, self._offer, self.reload)

    def action_follow(self) -> None:
        """Let the letter follow its template again, after asking."""
        letter_commands.follow(self, self._offer, self.reload)

    def action_copy(self) -> None:
        """Copy the letter as text."""
        offer_commands.copy(self, self._letter.text, f"the letter of version {self._number}")

    def _done(self, result: OfferRecord | int | None) -> None:
        if result is None:
            return
        self.reload()
        if isinstance(result, OfferRecord):
            offer_commands.say_moved(self, result)
