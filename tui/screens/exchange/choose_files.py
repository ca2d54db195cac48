"""Import: choose files, see what is in them, then what would become of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from data.errors import DataError, NotAllowed, NotFound
from data.exchange.files.how_read import HowRead
from data.exchange.preview import FilePlan, look
from data.settings import settings
from tui import folders, report, screens
from tui.folders import PARENT, FolderLine
from tui.screens.base.screens import DeskScreen
from tui.screens.base.work import BackgroundWork, Run
from tui.screens.exchange import import_lines
from tui.screens.exchange.import_options import ImportChoices
from tui.text import content
from tui.widgets.field import Field
from tui.widgets.lines_view import LinesView
from tui.widgets.path_entry import PathEntry
from tui.widgets.virtual_table import ListRows, VirtualTable

if TYPE_CHECKING:
    from data.exchange import ImportOptions
    from tui.screens.exchange.import_run import ImportDone

EMPTY_FOLDER = """No files here
Type another folder above, or go up with Backspace."""
NO_SUCH = """Nothing begins like this
Type another name above; Tab completes it."""
LOOK_AFTER = 0.06
"""Seconds without a key after which the file under the cursor is looked at."""


Key = tuple[Path, float, str, HowRead]
"""A file, when it was changed last, the system that is looked for, and how it is written."""


class ImportScreen(BackgroundWork[None], DeskScreen):
    """A folder's files at the left, what the one under the cursor holds at the right."""

    commands_name = "importing"
    BINDINGS = [
        Binding("left", "up", "Folder above", show=False),
    ]
    CSS_PATH = "../../styles/importing.tcss"
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        super().__init__()
        self._folder = folders.usual(str(settings.get("import_folder")))
        self._begins = ""
        self.lines: tuple[FolderLine, ...] = ()
        self._picked: dict[Path, None] = {}
        self._plans: dict[Key, FilePlan] = {}
        self._looking: Key | None = None
        self.choices = ImportChoices()
        self.table = VirtualTable[tuple[int, FolderLine]](
            import_lines.FOLDER, on_cursor=self._moved, id="list", empty=EMPTY_FOLDER
        )
        self.about = LinesView(id="about", classes="pane", empty="Nothing is selected.")
        self.path = Field("path", "Folder or file", PathEntry(self._folder_text()))
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """The path, the folder's files, what is in the chosen one."""
        with Horizontal(id="panes"):
            with Vertical(id="files", classes="pane"):
                yield self.path
                yield self.table
            yield self.about

    def on_mount(self) -> None:
        """Show the folder that was used last."""
        self.path.on_change = self._typed
        assert isinstance(self.path.control, PathEntry)
        self.path.control.on_names = self._say_names
        self._show()

    # ------------------------------------------------------------ the folder

    def _folder_text(self) -> str:
        return folders.shown(self._folder).rstrip("/") + "/"

    def _typed(self, field: Field) -> None:
        """The list follows what is typed: the folder, and how the names in it begin."""
        self._folder, self._begins = folders.split(field.text)
        self._show()

    def _say_names(self, names: tuple[str, ...]) -> None:
        self.path.set_note(" · ".join(names[:12]))

    def _show(self, keep: str = "") -> None:
        """List the folder, with the cursor on `keep`, else on its first file."""
        try:
            self.lines = folders.listed(self._folder, self._begins)
            self.path.set_note("")
        except NotFound as error:
            self.lines = ()
            self.path.set_problem(error.text)
        self.table.set_empty(NO_SUCH if self._begins else EMPTY_FOLDER)
        self.table.set_rows(ListRows(tuple(enumerate(self.lines)), lambda row: row[0]))
        at = next((n for n, one in enumerate(self.lines) if one.name == keep), None)
        if at is None:
            at = next((n for n, one in enumerate(self.lines) if not one.is_folder), 0)
        self.table.move_to(at)
        self._mark()
        self._moved(self.table.cursor_row)

    def _go(self, folder: Path, keep: str = "") -> None:
        self._folder, self._begins = folder, ""
        self.path.on_change = None
        self.path.set_value(self._folder_text())
        self.path.on_change = self._typed
        self._show(keep)

    def action_up(self) -> None:
        """To the folder above."""
        here = self._folder.absolute()
        if self.focused is self.table and here != here.parent:
            self._go(here.parent, here.name)

    def action_path(self) -> None:
        """Type a folder or a file."""
        self.path.focus_control()

    def on_input_submitted(self) -> None:
        """Enter in the path: into a folder, or on to the plan with a file."""
        place = folders.expanded(self.path.text)
        if place.is_dir():
            self._go(place)
            self.table.focus()
        elif place.is_file():
            with report.reported(self.app):
                self._picked.setdefault(place)
                self._mark()
                self.action_plan()
        else:
            self.path.set_problem(f"{folders.shown(place)} does not exist.")

    async def on_key(self, event: events.Key) -> None:
        """Down in the path goes to the list."""
        if event.key == "down" and self.focused is self.path.control:
            event.stop()
            self.table.focus()

    def on_virtual_table_opened(self) -> None:
        """Enter: into the folder, or on to the plan."""
        with report.reported(self.app):
            self._open()

    def _open(self) -> None:
        row = self.table.cursor_row
        if row is None:
            return
        if row[1].name == PARENT:
            self.action_up()
        elif row[1].is_folder:
            self._go(self._folder / row[1].name)
        else:
            self.action_plan()

    # ------------------------------------------------------------ picking

    def action_mark(self) -> None:
        """Pick the file, or not, and go on to the next."""
        row = self.table.cursor_row
        if row is None or row[1].is_folder:
            raise NotAllowed("Only files are picked; Enter opens the folder.")
        place = self._folder / row[1].name
        if place in self._picked:
            del self._picked[place]
        else:
            self._picked[place] = None
        self._mark()
        self.table.action_cursor_down()

    def _mark(self) -> None:
        here = {
            at for at, line in enumerate(self.lines) if self._folder / line.name in self._picked
        }
        self.table.set_marked(here)
        count = len(self._picked)
        elsewhere = count - len(here)
        words = f"Import · {folders.shown(self._folder)}"
        if count:
            words += f" · {count} picked" + (f", {elsewhere} elsewhere" if elsewhere else "")
        self.query_one("#files").border_title = content(words)
        self.refresh_bindings()

    def _files(self) -> tuple[Path, ...]:
        """What is picked, else the file under the cursor."""
        if self._picked:
            return tuple(self._picked)
        place = self._place()
        return () if place is None else (place,)

    def _place(self) -> Path | None:
        row = self.table.cursor_row
        return None if row is None or row[1].is_folder else self._folder / row[1].name

    def action_about(self) -> None:
        """On narrow screens the file takes the place of the list."""
        self.toggle_class("-about")
        (self.about if self.has_class("-about") else self.table).focus()

    def action_back(self) -> None:
        """Leave the file, then the path, then the screen."""
        if self.has_class("-about"):
            self.action_about()
        elif self.focused is self.path.control:
            self.table.focus()
        else:
            super().action_back()

    # ------------------------------------------------------------ looking into files

    def _moved(self, row: tuple[int, FolderLine] | None) -> None:
        """The right side follows when the keys pause."""
        if not self.is_attached:
            return
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(LOOK_AFTER, self._look)
        self.refresh_bindings()

    def _look(self) -> None:
        place = self._place()
        chosen = self.choices
        key = None
        if place is not None:
            key = (place, _changed(place), chosen.system, chosen.how(place))
        self._looking = key
        self._say_about()
        if key is not None and key not in self._plans:
            self.restart("looking", partial(_look_into, key))

    def show_result(self, result: tuple[Key, FilePlan]) -> None:
        """Show what is in the file, if it is still the one."""
        key, plan = result
        self._plans[key] = plan
        if key == self._looking:
            self._say_about()

    def show_failure(self, error: DataError | None) -> None:
        """The file could not be read."""
        if error is not None:
            report.show_error(self.app, error)
        self._say_about()

    def _say_about(self) -> None:
        place, plan = self._place(), self.plan()
        self.about.border_title = content(place.name if place else "File")
        row = self.table.cursor_row
        self.about.show(
            lambda width: import_lines.about(
                row[1] if row else None, plan, self.choices, place, width
            )
        )
        self.refresh_bindings()

    def plan(self) -> FilePlan | None:
        """What is in the file under the cursor; None until it was looked at."""
        return self._plans.get(self._looking) if self._looking else None

    # ------------------------------------------------------------ options

    def action_options(self) -> None:
        """Choose the system, what requests are for, and which side wins."""
        self.app.push_screen(screens.OptionsDialog(self.choices), self._chose)

    def _chose(self, chosen: ImportChoices | None) -> None:
        if chosen is not None:
            self.choices = chosen
            self._look()

    def action_columns(self) -> None:
        """Say what the columns of the table mean."""
        plan = self.plan()
        if plan is None or not plan.columns:
            raise NotAllowed("Only tables have columns; put the cursor on one.")
        screens.choose_columns(self, plan, self.choices, self._chose)

    def action_read_as(self) -> None:
        """Choose the sheet of a spreadsheet, or the encoding of a text that is not UTF-8."""
        plan = self.plan()
        if plan is None or not self.has_ways_to_read:
            raise NotAllowed("Only a spreadsheet of several sheets, or a table that is not UTF-8.")
        choose = screens.choose_sheet if plan.sheets else screens.choose_encoding
        choose(self, plan, self.choices, self._chose)

    @property
    def has_ways_to_read(self) -> bool:
        """Whether the file under the cursor has several sheets, or may be in several encodings."""
        plan = self.plan()
        return plan is not None and (len(plan.sheets) > 1 or bool(plan.encodings))

    @property
    def has_columns(self) -> bool:
        """Whether the file under the cursor is a table."""
        plan = self.plan()
        return plan is not None and bool(plan.columns)

    @property
    def has_file(self) -> bool:
        """Whether a file is under the cursor."""
        return self._place() is not None

    @property
    def has_files(self) -> bool:
        """Whether a file is picked, or under the cursor."""
        return bool(self._files())

    # ------------------------------------------------------------ the plan

    def action_plan(self) -> None:
        """See what would become of every record; nothing is written."""
        files = self._files()
        if not files:
            raise NotAllowed("No file is picked: Space picks the one under the cursor.")
        settings.put("import_folder", str(self._folder.absolute()))
        options = replace(self.choices.options(), dry_run=True)
        dialog = screens.ImportDialog(files, options)
        self.app.push_screen(dialog, partial(self._planned, files, options))

    def _planned(
        self, files: tuple[Path, ...], options: ImportOptions, ran: ImportDone | None
    ) -> None:
        if ran is not None:
            self.app.push_screen(screens.ReportScreen(files, options, ran, self._imported))

    def _imported(self) -> None:
        """What came in is picked no more."""
        self._picked.clear()
        if self.is_attached:
            self._mark()


def _look_into(key: Key, run: Run) -> tuple[Key, FilePlan]:
    """In a thread: a table's encoding is known only when it was read to its end."""
    (plan,) = look((key[0],), system=key[2] or None, how=key[3])
    return key, plan


def _changed(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except OSError:
        return 0.0
