"""One offer: its terms, its versions, the letter of the chosen version, and what happened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from data.errors import NotAllowed, NotFound
from data.fields import custom_fields
from data.offers import offers, packages, pay_standing, send_checks, status_changes, timeline
from data.records.attachment_records import AttachmentRecord
from data.records.offer_records import EventRecord, OfferRecord, VersionRecord
from data.templates import templates
from data.values.status import LIVE
from data.values.styled_text import Line
from tui import report, screens
from tui.screens.base.picker import Picked
from tui.screens.letters import letter_actions, preview
from tui.screens.offer import attachments, offer_actions
from tui.screens.offer.offer_commands import OfferCommands
from tui.text import content, status_mark
from tui.widgets.choice import Option
from tui.widgets.letter_view import LetterView
from tui.widgets.lines_view import Item, LinesView
from tui.widgets.terms_view import terms_lines
from tui.widgets.timeline import KINDS, event_items, is_of_kind, version_items
from tui.widgets.top_bar import TopBar

ATTACHED_SHOWN = 3
"""So many attached files are seen at once; the pane scrolls."""


class OfferScreen(OfferCommands):
    """An offer with its version history; the selected version is the one that is shown."""

    commands_name = "offer"
    AUTO_FOCUS = "#versions"

    def __init__(self, offer_id: int) -> None:
        super().__init__()
        self.offer = offers.get(offer_id)
        self._stream: tuple[EventRecord, ...] = ()
        self._opened: frozenset[int] = frozenset()
        self.marked: tuple[int, ...] = ()
        self.history_kind = ""
        self.terms = LinesView(id="terms", classes="pane")
        self.versions = LinesView(
            id="versions",
            classes="pane",
            on_item=self._version_chosen,
            empty="No version is known.",
        )
        self.attached_files = LinesView(id="attachments", classes="pane")
        self._events = LinesView(id="events", classes="pane")
        self.letter = LetterView(id="letter", classes="pane", empty="No letter.")

    def compose_body(self) -> ComposeResult:
        """Terms, versions over events, letter."""
        with Horizontal(id="panes"):
            yield self.terms
            with Vertical(id="history"):
                yield self.versions
                yield self.attached_files
                yield self._events
            yield self.letter

    def on_mount(self) -> None:
        """Show the current version."""
        self._show(self.offer.version)

    def reload(self) -> None:
        """Read the offer again; the chosen version stays. One that is gone closes the screen."""
        chosen = self._number
        try:
            before, self.offer = self.offer.version, offers.get(self.offer.id)
        except NotFound:
            self.call_later(super().action_back)
            return
        self._show(self.offer.version if self.offer.version != before else chosen)

    # ------------------------------------------------------------ showing

    def current_offer(self) -> OfferRecord:
        """The offer that is shown."""
        return self.offer

    @property
    def version_number(self) -> int:
        """The version that is chosen."""
        return self._number

    @property
    def _number(self) -> int:
        """The version that is chosen."""
        chosen = self.versions.item_key
        return self.offer.version if chosen is None else chosen

    def _version(self) -> VersionRecord | None:
        versions = self.offer.versions
        found = (version for version in versions if version.number == self._number)
        return next(found, versions[-1] if versions else None)

    def _show(self, number: int) -> None:
        offer = self.offer
        self._stream = timeline.timeline_of(offer)
        mark = status_mark(offer.status)
        bar = self.query_one(TopBar)
        who = f"{offer.candidate_name} · {offer.job_title}"
        bar.say(f"{mark.glyph} {mark.word} · {who}", mark.style)
        count = len(offer.versions)
        self.versions.border_title = content(f"Versions · {count}")
        self._name_history()
        self.versions.show_items(self._make_versions, keep=True, chosen=number)
        self._events.show_items(self._make_events, keep=True)
        self._show_attachments()
        self._show_version()
        self.refresh_bindings()

    def _show_attachments(self) -> None:
        """The files that are kept; without any there is no pane for them."""
        found = self.offer.attachments
        self.attached_files.border_title = content(f"Attached · {len(found)}")
        self.attached_files.show_items(lambda width: attachments.items(found, width), keep=True)
        self.attached_files.display = bool(found)
        self.share_room()

    def share_room(self) -> None:
        """The attached files take the lines that they need."""
        files = min(len(self.offer.attachments), ATTACHED_SHOWN)
        alone = self.maximized is self.attached_files
        self.attached_files.styles.height = "1fr" if alone else 2 + 2 * files

    def _version_chosen(self, number: int) -> None:
        if self.is_mounted:
            self._show_version()

    def _show_version(self) -> None:
        number = self._number
        self.terms.border_title = content(f"Version {number} · {self.offer.candidate_name}")
        self.terms.show(self._make_terms, keep=True)
        self._show_letter()

    def _show_letter(self) -> None:
        if self.letter.display:
            with report.reported(self.app):
                preview.show_offer_letter(self.letter, self.offer, self._number)

    def _make_terms(self, width: int) -> list[Line]:
        offer, version = self.offer, self._version()
        if version is None:
            return []
        current = version.number == offer.version
        missing = send_checks.missing(offer) if current and offer.status in LIVE else ()
        template = templates.names().get(version.terms.template_id or 0, "")
        definitions = custom_fields.all_fields("offer")
        shown = offer if current else replace(offer, inherited=())
        standing = pay_standing.of_offer(replace(offer, terms=version.terms))
        package = packages.lines(version.terms)
        return terms_lines(shown, version, definitions, missing, template, width, standing, package)

    def _make_versions(self, width: int) -> list[Item]:
        return version_items(self.offer, self._opened, width, marked=self.marked)

    def _make_events(self, width: int) -> list[Item]:
        return event_items(self.events_shown(), width)

    def events_shown(self) -> tuple[EventRecord, ...]:
        """The lines of the history that pass its filter."""
        return tuple(event for event in self._stream if is_of_kind(event, self.history_kind))

    def _name_history(self) -> None:
        shown, all_of_them = len(self.events_shown()), len(self._stream)
        count = (
            f"{shown} of {all_of_them}, {self.history_kind}"
            if self.history_kind
            else str(all_of_them)
        )
        self._events.border_title = content(f"History · {count}")

    # ------------------------------------------------------------ actions

    @property
    def can_restore(self) -> bool:
        """Whether an older version is chosen."""
        return self._number != self.offer.version

    @property
    def can_reoffer(self) -> bool:
        """Whether the offer was declined or withdrawn."""
        return self.offer.status.value in ("declined", "withdrawn")

    @property
    def can_undo_status(self) -> bool:
        """Whether the last change of status can be taken back."""
        return bool(status_changes.undoable(self.offer))

    @property
    def has_other_versions(self) -> bool:
        """Whether there is a version to compare with."""
        return len(self.offer.versions) > 1

    @property
    def has_sent_letter(self) -> bool:
        """Whether the chosen version keeps a letter as it was sent."""
        version = self._version()
        return version is not None and version.letter is not None

    @property
    def is_by_hand(self) -> bool:
        """Whether the letter was edited by hand."""
        return self.offer.terms.letter_html is not None

    @property
    def has_attached(self) -> bool:
        """Whether a file is attached."""
        return bool(self.offer.attachments)

    def _attachment(self) -> AttachmentRecord:
        """The attached file that is chosen."""
        chosen, found = self.attached_files.item_key, self.offer.attachments
        return next((one for one in found if one.id == chosen), found[-1])

    @property
    def has_flags(self) -> bool:
        """Whether there are flags to settle."""
        return bool(self.offer.flags)

    @property
    def has_conflict(self) -> bool:
        """Whether the offer was changed on both sides."""
        return offer_actions.waits(self.offer)

    def on_lines_view_item_highlighted(self, event: LinesView.ItemHighlighted) -> None:
        """Whether restoring makes sense depends on the version."""
        self.refresh_bindings()

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Enter unfolds versions that were never sent; on a version it shows the letter, on an
        attached file the file."""
        if event.view is self.attached_files:
            self.open_attached()
            return
        folded = {item.key for item in self._make_versions(80) if item.key is not None}
        if {version.number for version in self.offer.versions} - folded:
            self._opened |= {version.number for version in self.offer.versions}
            self.versions.show_items(self._make_versions, keep=True, chosen=event.key)
        else:
            self.action_letter()

    def action_letter(self) -> None:
        """Show or hide the letter; on narrow terminals it takes the place of the rest."""
        self.minimize()
        if self.app.size.width >= 100:
            self.toggle_class("-no-letter")
        else:
            self.toggle_class("-letter-only")
            (self.letter if self.has_class("-letter-only") else self.versions).focus()
        self.call_after_refresh(self._show_letter)

    def action_back(self) -> None:
        """Leave the letter, then the offer."""
        if self.has_class("-letter-only"):
            self.action_letter()
        else:
            super().action_back()

    def action_restore(self) -> None:
        """Make the chosen version's terms the newest version."""
        if self._number == self.offer.version:
            raise NotAllowed("This is the current version already; choose an older one.")
        offer_actions.restore(self, self.offer, self._number, self.reload)

    def show_changed(self, offer_id: int | None) -> None:
        """Show the offer as it was saved, or the one that was made from it."""
        if offer_id is not None and offer_id != self.offer.id:
            self.app.switch_screen(OfferScreen(offer_id))
        else:
            super().show_changed(offer_id)

    def action_mark(self) -> None:
        """Mark the chosen version, or not; of three the two last ones stay."""
        number = self._number
        kept = tuple(one for one in self.marked if one != number)
        self.marked = kept if number in self.marked else (*kept, number)[-2:]
        self.versions.show_items(self._make_versions, keep=True, chosen=number)

    def action_compare(self) -> None:
        """Compare the two marked versions, or the chosen one with another."""
        before, after = self.compared_pair()
        screens.compare.show_versions(self, self.offer, before, after)

    def compared_pair(self) -> tuple[int | None, int]:
        """What is compared: the marked, the marked and the chosen, the chosen and the one before.

        The older one comes first; the first version is compared with the one after it.
        """
        number, numbers = self._number, [one.number for one in self.offer.versions]
        chosen = sorted({*self.marked, number}) if len(self.marked) < 2 else sorted(self.marked)
        if len(chosen) == 2:
            return chosen[0], chosen[1]
        if number == numbers[0] and len(numbers) > 1:
            return number, numbers[1]
        return None, number

    def action_compare_pay(self) -> None:
        """The pay beside what the job has."""
        screens.compare.show_with_job(self, self.offer)

    def action_negotiate(self) -> None:
        """Write down who asked for what, and where it led."""
        self.app.push_screen(screens.NegotiationDialog(self.offer), self.noted)

    def open_attached(self) -> None:
        """Open the chosen attached file outside."""
        attachments.open_outside(self, self._attachment())

    def action_save_attached(self) -> None:
        """Write a copy of the chosen attached file."""

        def written(path: Path | None) -> None:
            if path is not None:
                report.say(self.app, f"Written: {path}")

        self.app.push_screen(screens.SaveAttachment(self._attachment()), written)

    def action_remove_attached(self) -> None:
        """Remove the chosen attached file, after asking."""
        attachments.remove(self, self._attachment(), self.reload)

    def action_history_kind(self) -> None:
        """Choose which lines of the history are shown."""

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self.history_kind = str(picked.values[0] or "") if picked.values else ""
                self._name_history()
                self._events.show_items(self._make_events)

        options = [Option(kind, title, note) for kind, title, note in KINDS]
        self.app.push_screen(
            screens.Picker("Show of the history", options, value=(self.history_kind,)), chosen
        )

    def action_by_hand(self) -> None:
        """Edit the letter by hand."""
        letter_actions.by_hand(self, self.offer, self.reload)

    def action_follow(self) -> None:
        """Let the letter follow its template again, after asking."""
        letter_actions.follow(self, self.offer, self.reload)

    def action_copy(self) -> None:
        """Copy the letter as text."""
        what = f"the letter of version {self._number}"
        screens.copying.copy_letter(self.app, self.letter_html(), what)

    def letter_html(self) -> str:
        """The letter of the chosen version."""
        return preview.html_of(self.offer.id, self._number)
