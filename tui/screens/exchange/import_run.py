"""The dialog in which an import, or its dry run, goes on: how far it is, a key that stops it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical

from data import exchange
from data.errors import DataError
from data.exchange import ImportOptions, Progress, Report
from data.exchange.preview import FilePlan, look
from tui import report
from tui.screens.base.work import Run, WorkDialog
from tui.screens.exchange import import_lines
from tui.text import content
from tui.widgets.auto_height_lines import AutoHeightLines, StaticLines
from tui.widgets.key_bar import KeyBar


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What came of it; `stopped_at` is the file in work when it was stopped."""

    report: Report
    plans: tuple[FilePlan, ...]
    stopped_at: Path | None = None


class ImportDialog(WorkDialog[ImportDone | None]):
    """Reads the files; dismissed with what came of it, None when nothing did."""

    commands_name = "import_run"
    CSS_PATH = "../../styles/importing.tcss"

    def __init__(self, files: tuple[Path, ...], options: ImportOptions) -> None:
        super().__init__()
        self._files = files
        self._options = options
        self._progress: Progress | None = None

    def compose(self) -> ComposeResult:
        """How far it is."""
        count = f"{len(self._files)} file" + ("" if len(self._files) == 1 else "s")
        what = "Looking what would happen" if self._options.dry_run else "Importing"
        with Vertical(classes="run-box") as box:
            box.border_title = content(f"{what} · {count}")
            yield StaticLines(id="run-state")
            yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Begin at once."""
        self.start("reading", self._read)

    def show_progress(self, done: int, total: int) -> None:
        """Records and bytes of the file in work."""
        now, at = self._progress, 0
        if now is not None and now.file in self._files:
            at = self._files.index(now.file)
        files = len(self._files)
        self.query_one("#run-state", AutoHeightLines).show(
            lambda width: import_lines.progress(now, at, files, width)
        )

    def show_result(self, result: ImportDone) -> None:
        """Whoever asked shows it."""
        self.dismiss(result)

    def show_failure(self, error: DataError | None) -> None:
        """Say what went wrong, or that nothing was kept."""
        if error is not None:
            report.show_error(self.app, error)
        else:
            report.say(self.app, "Stopped. Nothing was written.")
        self.dismiss(None)

    def action_back(self) -> None:
        """Leaving is stopping; what was done before the file in work is shown."""
        self.action_stop()

    # ------------------------------------------------------------ in the thread

    def _read(self, run: Run) -> ImportDone | None:
        plans = look(self._files, system=self._options.system, hows=self._options.hows)
        try:
            read = exchange.read_files(
                self._files, options=self._options, progress=partial(self.hand_on, run)
            )
        except exchange.Stopped as stopped:
            if self._options.dry_run or not stopped.report.files:
                return None
            at = self._files[min(len(stopped.report.files), len(self._files) - 1)]
            return ImportDone(stopped.report, plans, at)
        return ImportDone(read, plans)

    def hand_on(self, run: Run, progress: Progress) -> None:
        """Hand it on to the screen, which says how far it is, or wants it to end."""
        self._progress = progress
        run(progress.records, 0)


def for_real(options: ImportOptions) -> ImportOptions:
    """The options of a plan, to be carried out."""
    return replace(options, dry_run=False)
