"""Export: these offers in one of the forms, what the form cannot say first, then the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from data.errors import DataError, Invalid, Problem
from data.exchange import registry
from data.exchange.exporting import export_run, kept_records
from data.exchange.exporting.export_options import ExportOptions
from data.exchange.exporting.export_run import Written
from data.exchange.system import System
from data.settings import settings
from data.storage import safe_files
from data.values import clock
from data.values.text import one_line
from tui import folders, report
from tui.screens.base.save_file import ask_to_replace, is_taken, named
from tui.screens.base.work import Run, WorkDialog
from tui.screens.exchange import export_lines
from tui.screens.exchange.export_lines import ExportDone, ExportPreview
from tui.text import content
from tui.widgets.auto_height_lines import AutoHeightLines, StaticLines
from tui.widgets.choice import Choice, Option
from tui.widgets.field import Field
from tui.widgets.form_notice import FormNotice
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import LinesView
from tui.widgets.path_entry import PathEntry

if TYPE_CHECKING:
    from textual.screen import Screen

Ids = Callable[[], Iterable[int] | None]
"""Gives the offers to export, in their order (None: all); asked in the thread that writes."""
LOOKING, WRITING = "looking at", "writing"
_ROWS = (Option(0, "one an offer"), Option(1, "one a version"))
_MARK = (
    Option(0, "UTF-8"),
    Option(1, "UTF-8 for old Excel", "begins with a byte order mark"),
)
_SHAPE = (Option(0, "one list"), Option(1, "one record a line"))
_OFFERS_ONLY = Option(kept_records.OFFERS, "offers")
_RECORDS = (
    _OFFERS_ONLY,
    Option("jobs", "jobs", "as they came"),
    Option("candidates", "candidates", "as they came"),
    Option("applications", "applications", "as they came"),
    Option("definitions", "custom fields", "as they came"),
    Option(kept_records.ALL, "everything", "offers, and whatever came with them"),
)
_USUAL = "csv"


def offers(screen: Screen[None], ids: Ids, what: str) -> None:
    """Ask how these offers leave, and let them out; `what` names them, their number first."""
    screen.app.push_screen(ExportDialog(ids, what))


class ExportDialog(WorkDialog[None]):
    """The form, the file, what gets lost; ctrl+s writes."""

    commands_name = "exporting"
    CSS_PATH = "../../styles/importing.tcss"
    AUTO_FOCUS = "Field > *"

    def __init__(self, ids: Ids, what: str) -> None:
        super().__init__()
        self.ids = ids
        self._what = what
        self.preview: ExportPreview | None = None
        self.written: ExportDone | None = None
        self._named_by_hand = False

    def compose(self) -> ComposeResult:
        """What is asked, what gets lost, how far it is."""
        forms = [Option(one.name, one.title) for one in registry.formats()]
        with Vertical(classes="export-box") as box:
            box.border_title = content(f"Export {self._what}")
            yield FormNotice()
            with VerticalScroll(classes="export-body", can_focus=False):
                yield Field("to", "As", Choice(forms, _USUAL, always=True))
                yield Field("file", "Into file", PathEntry(self._usual_name(_USUAL)))
                yield Field(
                    "records", "Records", Choice(_RECORDS, kept_records.OFFERS, always=True)
                )
                yield Field("shape", "Written as", Choice(_SHAPE, 0, always=True))
                yield Field("rows", "Rows", Choice(_ROWS, 0, always=True))
                yield Field("mark", "Encoding", Choice(_MARK, 0, always=True))
            yield LinesView(id="lost")
            yield StaticLines(id="export-state")
            yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Look at once at what gets lost; another form needs another look."""
        self.fields = {field.key: field for field in self.query(Field)}
        self.fields["to"].on_change = self._form_changed
        self.fields["file"].on_change = self._named
        path = self.fields["file"].control
        assert isinstance(path, PathEntry)
        path.on_names = lambda names: self.fields["file"].set_note(" · ".join(names[:12]))
        self._show_fields()
        self._look()

    # ------------------------------------------------------------ what is asked

    @property
    def _form(self) -> System:
        chosen = self.fields["to"].text or _USUAL
        return next(one for one in registry.formats() if one.name == chosen)

    def _usual_name(self, form: str) -> str:
        folder = folders.shown(folders.usual(str(settings.get("export_folder"))))
        ending = next(one.extension for one in registry.formats() if one.name == form)
        return f"{folder.rstrip('/')}/offers-{form}-{clock.today().isoformat()}{ending}"

    def _form_changed(self, field: Field) -> None:
        if not self._named_by_hand:
            self.fields["file"].set_value(self._usual_name(self._form.name))
            self._named_by_hand = False
        self._show_fields()
        self._look()

    def _named(self, field: Field) -> None:
        usual = {self._usual_name(form.name) for form in registry.formats()}
        self._named_by_hand = field.text not in usual
        if field.has_problem:
            field.set_problem("")

    def _show_fields(self) -> None:
        """Only what the form knows is asked."""
        form = self._form
        is_system = form.writer is not None
        for key, is_asked in (
            ("records", is_system),
            ("shape", is_system),
            ("rows", form.has_rows),
            ("mark", form.is_table),
        ):
            self.fields[key].display = is_asked

    def _options(self, *, force: bool = False) -> ExportOptions:
        form, entered = self._form, self.fields
        is_system = form.writer is not None
        return ExportOptions(
            versions=form.has_rows and bool(entered["rows"].number),
            bom=form.is_table and bool(entered["mark"].number),
            records=(entered["records"].text or kept_records.OFFERS)
            if is_system
            else kept_records.OFFERS,
            lines=is_system and bool(entered["shape"].number),
            force=force,
        )

    # ------------------------------------------------------------ looking

    def _look(self) -> None:
        if self.doing == WRITING:
            return
        self.preview = self.written = None
        self.query_one(FormNotice).say("")
        self.query_one("#lost", LinesView).show_lines(())
        self.query_one("#lost", LinesView).set_empty("Looking at the offers …")
        self.restart(LOOKING, partial(_look_at, self._form.name, self.ids))

    # ------------------------------------------------------------ writing

    @property
    def can_write(self) -> bool:
        """Whether the offers were looked at, and nothing goes on."""
        has_offers = self.preview is not None and self.preview.offers > 0
        return has_offers and not self.is_working

    def action_write(self) -> None:
        """Write the file; over one that is there only after asking."""
        if self.preview is None or self.is_working:
            return
        try:
            place = named(self.fields["file"])
            safe_files.refuse(place, force=True)
        except Invalid as error:
            self._refuse(error.problems[0])
        except safe_files.Unwritable as error:
            self._refuse(error.text)
        else:
            if is_taken(place):
                ask_to_replace(self, place, partial(self._write, place, force=True))
            else:
                self._write(place)

    def _refuse(self, problem: Problem | str) -> None:
        self.fields["file"].set_problem(problem)
        self.fields["file"].focus_control()

    def _write(self, place: Path, *, force: bool = False) -> None:
        options = self._options(force=force)
        self.start(WRITING, partial(_write_to, self._form.name, self.ids, place, options))

    # ------------------------------------------------------------ what the thread says

    def show_progress(self, done: int, total: int) -> None:
        """How far it is."""
        doing = self.doing
        self.query_one("#export-state", AutoHeightLines).show(
            lambda width: export_lines.progress(doing, done, total, width)
        )

    def show_result(self, result: ExportPreview | ExportDone) -> None:
        """What gets lost, or where it is."""
        if isinstance(result, ExportPreview):
            self.preview = result
        else:
            self.written = result
            with report.reported(self.app):
                settings.put("export_folder", str(result.place.parent.absolute()))
        self._say()

    def show_failure(self, error: DataError | None) -> None:
        """Nothing was written."""
        self.query_one(FormNotice).say(
            one_line(error.text) if error is not None else "Stopped. Nothing was written."
        )
        self._say()

    def _say(self) -> None:
        looked, done, title = self.preview, self.written, self._form.title
        view = self.query_one("#lost", LinesView)
        view.set_empty("")
        view.show(lambda width: export_lines.lost(looked, title, width) if looked else [])
        self.query_one("#export-state", AutoHeightLines).show(
            lambda width: export_lines.state(looked, done, width)
        )


def _look_at(to: str, ids: Ids, run: Run) -> ExportPreview:
    """In the thread: how many there are, and what the form cannot say of them."""
    with export_run.departure(to, _stoppable(ids, run)) as departure:
        run(0, departure.offers)
        return ExportPreview(departure.offers, departure.unsayable())


def _write_to(to: str, ids: Ids, place: Path, options: ExportOptions, run: Run) -> ExportDone:
    """In the thread: the file, whole or not at all."""

    def progress(written: Written) -> None:
        run(written.offers, written.total)

    return ExportDone(export_run.export(to, _stoppable(ids, run), place, options, progress), place)


def _stoppable(ids: Ids, run: Run) -> Iterable[int] | None:
    """The ids; between them the work may be stopped."""
    found = ids()
    return None if found is None else _between(found, run)


def _between(ids: Iterable[int], run: Run) -> Iterator[int]:
    for at, number in enumerate(ids):
        if at % 2_000 == 0:
            run(at, 0)
        yield number
