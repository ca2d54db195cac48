"""Letters of all listed offers into a folder: what would be refused first, then the writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message

from data import connection, settings
from data.errors import DataError
from data.letters_out import bulk, pdf
from data.letters_out.bulk import Order, Outcome, Report
from data.letters_out.records import Form
from tui import commands, report
from tui.screens import letter_out_lines as lines
from tui.screens.base import Dialog
from tui.screens.letter_out import folder
from tui.screens.picker import pick_for
from tui.text import content
from tui.widgets.choice import Choice, Chooser, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.fit_lines import FitLines
from tui.widgets.form_notice import FormNotice
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import LinesView

_FORMS = (
    Option(Form.PDF.value, "PDF"),
    Option(Form.EML.value, "Email drafts", "one file a letter, not sent"),
    Option(Form.HTML.value, "Web pages"),
    Option(Form.TEXT.value, "Text"),
)
_FORCED = (
    Option(0, "are left out"),
    Option(1, "are written too", "with what is unset marked, and over files that are there"),
)
LOOKING, WRITING = "looking at", "writing"
_TOLD = 20
"""A thread tells the screen how far it is with every so many letters."""


def _folder() -> str:
    """Where letters were written last; many at once begin in a folder of their own."""
    return folder() if settings.get("letters_folder") else f"{folder()}/letters"


class LettersOut(Dialog[None]):
    """Looks at the letters of these offers at once, and writes them when it is told to."""

    commands_name = "letters_out"
    BINDINGS = commands.bindings("letters_out")
    CSS_PATH = "../styles/letter_out.tcss"
    AUTO_FOCUS = "Field > *"

    class Progress(Message):
        """A thread says how far it is."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    class Finished(Message):
        """A thread is done; without a report it failed."""

        def __init__(self, found: Report | None, error: DataError | None = None) -> None:
            super().__init__()
            self.found = found
            self.error = error

    def __init__(self, ids: Sequence[int], what: str) -> None:
        """`what` names the list in words."""
        super().__init__()
        self._ids = tuple(ids)
        self._what = what
        self._doing = ""
        self._stop = Event()
        self._leaving = False
        self._again = False
        self._usual = (Form.PDF if pdf.is_installed() else Form.HTML).value

    def compose(self) -> ComposeResult:
        """Where to and as what, what is refused, how far it is."""
        with Vertical(classes="out-box") as box:
            box.border_title = content(f"Letters out · {self._what}")
            yield FormNotice()
            with VerticalScroll(classes="out-body", can_focus=False):
                yield Field("folder", "Into folder", Entry(_folder()))
                yield Field("form", "As", Choice(_FORMS, self._usual))
                yield Field("force", "Refused ones", Choice(_FORCED, 0))
            yield LinesView(id="report")
            state = FitLines(id="out-state")
            state.can_focus = False
            yield state
            yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Look at the letters; other answers need another look."""
        self._fields = {field.key: field for field in self.query(Field)}
        for key in ("form", "force"):
            self._fields[key].on_change = self._changed
        self._look()

    # ------------------------------------------------------------ work in a thread

    def _changed(self, field: Field) -> None:
        if field.value is None:
            field.set_value(self._usual if field.key == "form" else 0)
        elif not self._doing:
            self._look()
        elif self._doing == LOOKING:
            self._again = True
            self._stop.set()

    @property
    def _order(self) -> Order:
        entered = self._fields["folder"].text.strip()
        try:
            place = Path(entered).expanduser()
        except RuntimeError:
            place = Path(entered)
        form = Form(self._fields["form"].text or self._usual)
        return Order(place, form, force=bool(self._fields["force"].number))

    def _look(self) -> None:
        self._again = False
        self._start(LOOKING, partial(bulk.look, self._ids, self._order))

    def action_write(self) -> None:
        """Write the letters; those that are refused are named afterwards."""
        if self._doing:
            return
        entered = self._fields["folder"].text.strip()
        if not entered:
            self._fields["folder"].set_problem("Into folder: name a folder.")
            self._fields["folder"].focus_control()
            return
        self._start(WRITING, partial(bulk.write, self._ids, self._order))

    def _start(self, doing: str, work: Callable[[bulk.Progress], Report]) -> None:
        self._doing = doing
        self._stop.clear()
        self.query_one(FormNotice).say("")
        self._say(0, len(self._ids))
        self.refresh_bindings()
        self.run_worker(partial(self._work, work), thread=True)

    def _work(self, work: Callable[[bulk.Progress], Report]) -> None:
        """In a thread, with a connection of its own; widgets are told by messages."""

        def told(done: int, total: int) -> None:
            if self._stop.is_set():
                raise bulk.Stopped
            if done % _TOLD == 0 or done == total:
                self.post_message(self.Progress(done, total))

        try:
            with connection.apart():
                found = work(told)
        except DataError as error:
            self.post_message(self.Finished(None, error))
        else:
            self.post_message(self.Finished(found))

    def _say(self, done: int, total: int) -> None:
        self.query_one("#out-state", FitLines).show_lines(
            [lines.progress(self._doing, done, total)]
        )

    def on_letters_out_progress(self, event: Progress) -> None:
        """Say how far it is."""
        if self._doing:
            self._say(event.done, event.total)

    def on_letters_out_finished(self, event: Finished) -> None:
        """Show the report; what was written is remembered as the place for letters."""
        doing, self._doing = self._doing, ""
        if self._leaving:
            self.dismiss(None)
            return
        if self._again:
            self._look()
            return
        found = event.found
        if event.error is not None:
            report.log.info("%s: %s", event.error.title, event.error.text)
            self.query_one(FormNotice).say(f"{event.error.title}: {event.error.text}")
        if found is not None:
            self.query_one("#report", LinesView).show(lambda width: lines.report(found, width))
            if found.of(Outcome.WRITTEN):
                with report.reported(self.app):
                    settings.put("letters_folder", str(self._order.folder.absolute()))
        said = "Written." if doing == WRITING and found is not None else ""
        self.query_one("#out-state", FitLines).show_lines(lines.state(said))
        self.refresh_bindings()

    # ------------------------------------------------------------ keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Writing when nothing goes on, stopping when something does."""
        if action == "write":
            return None if self._doing or not self._ids else True
        return bool(self._doing) if action == "stop" else True

    def action_stop(self) -> None:
        """Stop after the letter that is being made."""
        self._stop.set()

    def action_back(self) -> None:
        """Leave; what goes on is stopped first, so that its letters are in the history."""
        if self._doing:
            self._leaving = True
            self._stop.set()
        else:
            super().action_back()

    def action_help(self) -> None:
        """What every key does here."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.commands_name))

    def on_chooser_asked(self, event: Chooser.Asked) -> None:
        """Open the options of a choice."""
        pick_for(self.app, event)

    def on_input_submitted(self) -> None:
        """Enter goes on."""
        self.focus_next()
