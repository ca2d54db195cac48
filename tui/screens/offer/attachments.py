"""Files kept with an offer: taking one in, listing them, opening, saving and removing one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from textual.app import App, ComposeResult
from textual.screen import Screen

from data.delivery import attached_files, file_names
from data.offers import attachments, offers
from data.records.attachment_records import AttachmentDraft, AttachmentKind, AttachmentRecord
from data.records.offer_records import OfferRecord
from data.records.typed_records import About, TypedPlace
from data.values.styled_text import Span
from tui import report, screens
from tui.screens.base.form_dialog import FormDialog
from tui.screens.base.save_file import SaveFile, named
from tui.text import cells, when
from tui.widgets.choice import Choice, Option
from tui.widgets.field import Field
from tui.widgets.lines_view import Item
from tui.widgets.path_entry import PathEntry

LARGEST = f"any file up to {attachments.MOST // 1_000_000} MB"


class AttachDialog(FormDialog[AttachmentRecord]):
    """Takes a file into the desk; dismissed with what was kept."""

    yes = "Attach"

    def __init__(self, offer: OfferRecord) -> None:
        lines = ("A copy of the file is kept in the desk; yours stays where it is.",)
        super().__init__(f"Attach to {offer.candidate_name}'s offer", lines)
        self._offer = offer

    def compose_more(self) -> ComposeResult:
        """The file, what it is, and the version that it belongs to."""
        kinds = [Option(kind, kind.words) for kind in AttachmentKind]
        versions = [
            Option(one.number, f"Version {one.number}", "; ".join(one.changes))
            for one in reversed(self._offer.versions)
        ]
        yield Field("file", "File", PathEntry(), required=True, hint=LARGEST)
        yield Field(
            "kind", "What it is", Choice(kinds, AttachmentKind.FILE, always=True), required=True
        )
        yield Field("version", "Of version", Choice(versions), hint="the offer, or choose one")

    def typed_for(self) -> TypedPlace:
        """The offer."""
        return TypedPlace("AttachDialog", self._title, About(offer_id=self._offer.id))

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """For the offer as it is today."""
        return cls(offers.get(place.about.offer_id or 0))

    def store(self) -> AttachmentRecord:
        """Keep the file; raises Invalid."""
        kind = AttachmentKind(self.field("kind").text)
        draft = AttachmentDraft(named(self.field("file")), kind, self.field("version").number)
        return attachments.attach(self._offer.id, draft)


class SaveAttachment(SaveFile):
    """Writes a copy of an attached file, under its own name at home unless told otherwise."""

    def __init__(self, attachment: AttachmentRecord) -> None:
        place = Path.home() / file_names.attached_name(attachment.name)
        super().__init__(f"Save a copy of {attachment.name}", place)
        self._attachment = attachment

    def write(self, place: Path, *, force: bool) -> None:
        """Write the bytes as they were kept."""
        attached_files.save(self._attachment.id, place, force=force)


def items(found: tuple[AttachmentRecord, ...], width: int) -> list[Item]:
    """Two lines a file: its name; what it is, how large, since when and by whom."""
    made: list[Item] = []
    for one in found:
        version = f" of version {one.version}" if one.version is not None else ""
        by = f" · {one.added_by}" if one.added_by else ""
        what = f"  {one.kind.words}{version} · {attachments.size_words(one.size)}"
        small = f"{what} · {when(one.added_at)}{by}"
        made.append(Item((Span(cells(one.name, width), "value"),), one.id))
        made.append(Item((Span(cells(small, width), "muted"),), one.id))
    return made


def open_outside(screen: Screen[Any], attachment: AttachmentRecord) -> None:
    """Open a copy with the system's program, and say so."""
    with report.reported(screen.app):
        attached_files.open_outside(attachment.id)
        report.say(screen.app, f"{attachment.name} is opened outside")


def remove(screen: Screen[Any], attachment: AttachmentRecord, done: Callable[[], None]) -> None:
    """Ask; then remove the file for good."""

    def answered(yes: bool | None) -> None:
        if yes:
            with report.reported(screen.app):
                attachments.remove(attachment.id)
                report.say(screen.app, f"{attachment.name} is deleted")
            done()

    lines = ("It goes from the desk for good; the history keeps its name.",)
    title = f"Delete {attachment.kind.words} {attachment.name}"
    screen.app.push_screen(screens.Confirm(title, lines, yes="Delete", danger=True), answered)
