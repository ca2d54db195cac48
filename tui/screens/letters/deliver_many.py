"""Letters of all listed offers into a folder: what would be refused first, then the writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from data.delivery import deliver_many, pdf
from data.delivery.deliver_many import DeliveryOrder, DeliveryReport, Outcome
from data.delivery.delivery_records import FileFormat
from data.errors import DataError
from data.settings import settings
from tui import report
from tui.screens.base.work import Run, WorkDialog
from tui.screens.letters import deliver_lines
from tui.screens.letters.deliver import folder
from tui.text import content
from tui.widgets.auto_height_lines import AutoHeightLines, StaticLines
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.form_notice import FormNotice
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import LinesView

_FORMS = (
    Option(FileFormat.PDF.value, "PDF"),
    Option(FileFormat.EML.value, "Email drafts", "one file a letter, not sent"),
    Option(FileFormat.HTML.value, "Web pages"),
    Option(FileFormat.DOCX.value, "Word files"),
    Option(FileFormat.TEXT.value, "Text"),
)
_FORCED = (
    Option(0, "are left out"),
    Option(1, "are written too", "with what is unset marked, and over files that are there"),
)
LOOKING, WRITING = "looking at", "writing"


class DeliveryWork(NamedTuple):
    """What the thread gives back: the offers, what became of their letters, what it did."""

    ids: tuple[int, ...]
    found: DeliveryReport
    doing: str


def _folder() -> str:
    """Where letters were written last; many at once begin in a folder of their own."""
    return folder() if settings.get("letters_folder") else f"{folder()}/letters"


class DeliverManyDialog(WorkDialog[None]):
    """Looks at the letters of these offers at once, and writes them when it is told to."""

    commands_name = "letters_out"
    CSS_PATH = "../../styles/letter_out.tcss"
    AUTO_FOCUS = "Field > *"

    def __init__(self, ids: Callable[[], Iterable[int]], what: str) -> None:
        """`ids` is read beside the screen; `what` names the list in words."""
        super().__init__()
        self._ids = ids
        self._seen: tuple[int, ...] = ()
        self._what = what
        self._usual = (FileFormat.PDF if pdf.is_installed() else FileFormat.HTML).value

    def compose(self) -> ComposeResult:
        """Where to and as what, what is refused, how far it is."""
        with Vertical(classes="out-box") as box:
            box.border_title = content(f"Letters out · {self._what}")
            yield FormNotice()
            with VerticalScroll(classes="out-body", can_focus=False):
                yield Field("folder", "Into folder", Entry(_folder()))
                yield Field("form", "As", Choice(_FORMS, self._usual, always=True))
                yield Field("force", "Refused ones", Choice(_FORCED, 0, always=True))
            yield LinesView(id="report")
            yield StaticLines(id="out-state")
            yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Look at the letters; other answers need another look."""
        self.fields = {field.key: field for field in self.query(Field)}
        for key in ("form", "force"):
            self.fields[key].on_change = self._changed
        self._look()

    # ------------------------------------------------------------ work in a thread

    def _changed(self, field: Field) -> None:
        if self.doing != WRITING:
            self._look()

    @property
    def _order(self) -> DeliveryOrder:
        entered = self.fields["folder"].text.strip()
        try:
            place = Path(entered).expanduser()
        except RuntimeError:
            place = Path(entered)
        form = FileFormat(self.fields["form"].text or self._usual)
        return DeliveryOrder(place, form, force=bool(self.fields["force"].number))

    def _look(self) -> None:
        self.query_one(FormNotice).say("")
        self.restart(LOOKING, partial(_looked, self._ids, self._order))

    def action_write(self) -> None:
        """Write the letters that were looked at; those that are refused are named afterwards."""
        if self.is_working:
            return
        entered = self.fields["folder"].text.strip()
        if not entered:
            self.fields["folder"].set_problem("Name a folder.")
            self.fields["folder"].focus_control()
            return
        self.query_one(FormNotice).say("")
        self.start(WRITING, partial(_written, self._seen, self._order))

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.query_one("#out-state", AutoHeightLines).show_lines(
            [deliver_lines.progress(self.doing, done, total)]
        )

    def show_result(self, result: DeliveryWork) -> None:
        """Show the report; what was written is remembered as the place for letters."""
        self._seen, found, doing = result
        self.query_one("#report", LinesView).show(lambda width: deliver_lines.report(found, width))
        if found.of(Outcome.WRITTEN):
            with report.reported(self.app):
                settings.put("letters_folder", str(self._order.folder.absolute()))
        self._say_state("Written." if doing == WRITING else "")

    def show_failure(self, error: DataError | None) -> None:
        """It did not work, in the words of the error."""
        if error is not None:
            report.log.info("%s: %s", error.title, error.text)
            self.query_one(FormNotice).say(f"{error.title}: {error.text}")
        self._say_state("")

    def _say_state(self, wording: str) -> None:
        self.query_one("#out-state", AutoHeightLines).show_lines(deliver_lines.state(wording))

    # ------------------------------------------------------------ keys

    @property
    def can_write(self) -> bool:
        """Whether the letters were looked at, and nothing goes on."""
        return bool(self._seen) and not self.is_working


def _looked(ids: Callable[[], Iterable[int]], order: DeliveryOrder, run: Run) -> DeliveryWork:
    listed = tuple(ids())
    return DeliveryWork(listed, deliver_many.look(listed, order, run), LOOKING)


def _written(ids: tuple[int, ...], order: DeliveryOrder, run: Run) -> DeliveryWork:
    return DeliveryWork(ids, deliver_many.write(ids, order, run), WRITING)
