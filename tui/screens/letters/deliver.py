"""The dialog that lets a letter out of the house: as a file, to the browser, into the mail."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from data.delivery import (
    cover_note,
    deliverable_letter,
    delivery_events,
    destinations,
    file_names,
    pdf,
    save_file,
)
from data.delivery.delivery_records import DeliverableLetter
from data.delivery.destinations import Delivered, Destination
from data.errors import DataError, NotAllowed
from data.records.offer_records import OfferRecord
from data.settings import preferences, settings
from data.values.status import Status
from tui import report
from tui.folders import expanded
from tui.screens.base.confirm import Confirm
from tui.screens.base.work import Run, WorkDialog
from tui.screens.letters import deliver_lines
from tui.screens.letters.deliver_lines import EXITS, DeliveryOption
from tui.text import content
from tui.widgets.auto_height_lines import AutoHeightLines, ButtonLines, StaticLines
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.form_notice import FormNotice
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import LinesView

_HOW = {
    Destination.FILE: "",
    Destination.BROWSER: delivery_events.READ,
    Destination.MAIL: "opened in the mail program",
}


def folder() -> str:
    """The person's own folder, or where letters were written last, or documents, or home."""
    from platformdirs import user_documents_path

    kept, home = settings.get("letters_folder"), Path.home()
    own = expanded(preferences.get("letters_folder"))
    places = (own, Path(kept or ""), user_documents_path())
    place = next((one for one in places if one.is_absolute() and one.is_dir()), home)
    inside = place.is_relative_to(home)
    return str(Path("~") / place.relative_to(home)) if inside else str(place)


class DeliveredLetter(NamedTuple):
    """A letter, and where it is now."""

    letter: DeliverableLetter
    done: Delivered


class DeliverDialog(WorkDialog[bool]):
    """Makes what is chosen, says where it is; dismissed with True to mark the offer as sent."""

    commands_name = "letter_out"
    BINDINGS = [
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Previous", show=False),
    ]
    CSS_PATH = "../../styles/letter_out.tcss"
    AUTO_FOCUS = "#ways"

    def __init__(self, offer: OfferRecord, number: int | None = None) -> None:
        super().__init__()
        self._offer = offer
        self._number = number
        self.kinds = deliverable_letter.kinds()
        self._letter: DeliverableLetter | None = None
        self._is_out = False

    def compose(self) -> ComposeResult:
        """Which letter, what is in it, the ways out, the folder, what was done."""
        options = [Option(at, self._named(at)) for at in range(len(self.kinds))]
        with Vertical(classes="out-box"):
            yield FormNotice()
            with VerticalScroll(classes="out-body", can_focus=False):
                yield Field("letter", "Letter", Choice(options, 0, always=True))
                yield StaticLines(id="out-about")
                yield ButtonLines(id="ways")
                yield Field("folder", "Into folder", Entry(folder()))
                yield StaticLines(id="out-done")
            yield KeyBar(self.commands_name)

    def _named(self, at: int) -> str:
        kind, template = self.kinds[at]
        return template.name if template else f"{kind.capitalize()} letter"

    def on_mount(self) -> None:
        """Read the letter; the others are read when they are chosen."""
        self.fields = {field.key: field for field in self.query(Field)}
        self.fields["letter"].on_change = self._chosen
        self.view("out-done").display = False
        self._read()

    def view(self, name: str) -> AutoHeightLines:
        """The lines with this id."""
        return self.query_one(f"#{name}", AutoHeightLines)

    # ------------------------------------------------------------ which letter

    def _chosen(self, field: Field) -> None:
        self._read()

    def _read(self) -> None:
        """The chosen letter as it would go out now."""
        kind, template = self.kinds[self.fields["letter"].number or 0]
        problem = ""
        try:
            self._letter = deliverable_letter.for_offer(
                self._offer, self._number, kind, template.id if template else None
            )
        except DataError as error:
            self._letter, problem = None, error.text
        self._is_out = False
        self._show(problem)

    def _show(self, problem: str) -> None:
        letter, has_pdf = self._letter, pdf.is_installed()
        title = deliver_lines.title(letter, self._offer.candidate_name)
        self.query_one(".out-box").border_title = content(title)
        self.view("out-about").show(lambda width: deliver_lines.about(letter, problem, width))
        self.view("ways").show_items(
            lambda width: deliver_lines.ways(letter, has_pdf, width), chosen=0
        )
        self.view("ways").can_focus = letter is not None
        self.view("out-done").display = False
        self.query_one(FormNotice).say("")
        self.refresh_bindings()

    # ------------------------------------------------------------ doing it

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Enter on a way out takes it."""
        if event.view.id == "ways":
            self._take(EXITS[event.key])

    def action_choose(self) -> None:
        """Take the way out under the cursor."""
        self._take(EXITS[self.view("ways").item_key or 0])

    def action_way(self, key: str) -> None:
        """Take a way out by its letter."""
        at = next(at for at, one in enumerate(EXITS) if one.key == key)
        self.view("ways").choose(at)
        self._take(EXITS[at])

    def _take(self, one: DeliveryOption, *, sure: bool = False, force: bool = False) -> None:
        """Make it in a thread; a person is asked first when it is not complete, or in the way."""
        letter = self._letter
        if letter is None or self.is_working:
            return
        self.query_one(FormNotice).say("")
        try:
            place = self._place(letter, one)
        except DataError as error:
            self._complain(error)
            return
        if deliverable_letter.refusal(letter) and not sure:
            self._ask_about_unset(letter, one)
        elif place is not None and not force and place.exists():
            self._ask_about_file(place, one)
        else:
            self.view("out-done").show_lines(deliver_lines.working(one))
            self.view("out-done").display = True
            whole = cover_note.covered(letter, self._offer, one.form)
            self.start(one.title, partial(_delivered, whole, one, place, force))

    def _place(self, letter: DeliverableLetter, one: DeliveryOption) -> Path | None:
        """The file to write; raises NotAllowed when there is no such folder."""
        if one.way is not Destination.FILE:
            return None
        entered = self.fields["folder"].text.strip()
        place = save_file.target(file_names.file_name(letter, one.form), Path(entered))
        if not entered or place == Path(entered).expanduser():
            raise NotAllowed(f"{entered or 'Nothing'} is no folder; name one that is there.")
        return place

    def _ask_about_unset(self, letter: DeliverableLetter, one: DeliveryOption) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._take(one, sure=True)

        title = f"Make the {one.form.words} although it is not complete"
        parts = (deliverable_letter.refusal(letter), "", f"It says “{letter.mark}” on every page.")
        self.app.push_screen(Confirm(title, parts, yes="Make it"), answered)

    def _ask_about_file(self, place: Path, one: DeliveryOption) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._take(one, sure=True, force=True)

        parts = (place.name, f"is in {place.parent} already.")
        self.app.push_screen(Confirm("Write over the file", parts, yes="Write over it"), answered)

    def show_result(self, result: DeliveredLetter) -> None:
        """Write it into the history and say where it is."""
        done = result.done
        with report.reported(self.app):
            delivery_events.record(result.letter, done.form, _HOW[done.way])
            if done.way is Destination.FILE:
                settings.put("letters_folder", str(Path(done.place).parent))
        self._is_out = True
        can_mark = self.can_mark_sent
        self.view("out-done").show(lambda width: deliver_lines.done(done, can_mark, width))
        self.view("ways").focus()

    def show_failure(self, error: DataError | None) -> None:
        """Say what did not work."""
        self.view("out-done").display = False
        if error is not None:
            self._complain(error)

    def _complain(self, error: DataError) -> None:
        report.log.info("%s: %s", error.title, error.text)
        self.query_one(FormNotice).say(f"{error.title}: {error.text}")

    # ------------------------------------------------------------ afterwards

    @property
    def can_mark_sent(self) -> bool:
        """Whether marking the offer as sent is what comes next."""
        letter = self._letter
        return (
            self._is_out
            and self._offer.status is Status.DRAFT
            and letter is not None
            and letter.is_draft
            and letter.version == self._offer.version
        )

    @property
    def has_letter(self) -> bool:
        """Whether there is a letter to deliver."""
        return self._letter is not None

    def action_mark_sent(self) -> None:
        """Leave, to mark the offer as sent in the usual dialog."""
        self.dismiss(True)

    def action_back(self) -> None:
        """Leave; what is being made is waited for, because it belongs into the history."""
        if not self.is_working:
            super().action_back()

    def after_enter(self) -> None:
        """Enter in the folder goes back to the ways out."""
        self.view("ways").focus()


def _delivered(
    letter: DeliverableLetter, one: DeliveryOption, place: Path | None, force: bool, run: Run
) -> DeliveredLetter:
    """In a thread: no widget and no desk is touched here."""
    return DeliveredLetter(
        letter, destinations.deliver(letter, one.form, one.way, place, force=force)
    )
