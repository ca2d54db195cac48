"""What an import would do, or did: the counts, every line, and what needs a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from data.errors import NotAllowed, NotFound
from data.exchange import ImportOptions, Outcome, Report, ReportLine
from data.exchange.importing import conflicts
from data.settings import settings
from data.values import clock
from data.values.styled_text import Line
from tui import folders, import_report_text, report, screens
from tui.commands import key_of
from tui.screens.base import detail_lines
from tui.screens.base.screens import DeskScreen
from tui.screens.exchange import conflicts as decide
from tui.screens.exchange import import_lines
from tui.screens.exchange.import_run import ImportDialog, ImportDone, for_real
from tui.text import content
from tui.widgets.auto_height_lines import StaticLines
from tui.widgets.lines_view import LinesView
from tui.widgets.virtual_table import ListRows, VirtualTable

_TO_LOOK_AT = "to look at"
SHOWN = ("all", _TO_LOOK_AT, *(outcome.value for outcome in Outcome))
"""What the list of lines can be narrowed to."""
_NOTHING = f"No lines of this kind\n{key_of('import_report', 'show_only')} shows others."
_DECIDE = key_of("import_report", "decide")
_IMPORT = key_of("import_report", "import_now")
_COPIED = 2_000
"""Lines that a clipboard takes."""


class ReportScreen(DeskScreen):
    """The plan of an import, which ctrl+s carries out; then its report."""

    commands_name = "import_report"
    CSS_PATH = "../../styles/importing.tcss"
    AUTO_FOCUS = "#lines"

    def __init__(
        self,
        files: tuple[Path, ...],
        options: ImportOptions,
        ran: ImportDone,
        done: Callable[[], None] | None = None,
    ) -> None:
        """`done` hears when the files are in."""
        super().__init__()
        self._files = files
        self._options = options
        self._ran = ran
        self._done = done
        self._only = "all"
        self._waiting: frozenset[int] = frozenset()
        self.summary = StaticLines()
        self.table = VirtualTable[tuple[int, ReportLine]](
            import_lines.report_columns(),
            empty=_NOTHING,
            on_cursor=lambda row: self._show_line(),
            id="lines",
            classes="pane",
        )
        self.detail = LinesView(empty="Nothing is selected.", id="line", classes="pane")

    def compose_body(self) -> ComposeResult:
        """The counts, the lines, one line in full."""
        with Vertical(id="panes"):
            with Vertical(id="summary", classes="pane"):
                yield self.summary
            with Horizontal():
                yield self.table
                yield self.detail

    def on_mount(self) -> None:
        """Show the plan."""
        self.detail.border_title = "In full"
        self._show()

    @property
    def report(self) -> Report:
        """What is shown."""
        return self._ran.report

    @property
    def is_plan(self) -> bool:
        """Whether nothing was written yet."""
        return self.report.is_dry_run

    # ------------------------------------------------------------ showing

    def reload(self) -> None:
        """What waits for a decision may have been decided."""
        self._look_at_conflicts()
        self.summary.show(self._make_summary, keep=True)
        self._show_line()

    def _show(self) -> None:
        what = "Plan" if self.is_plan else "Imported"
        self.query_one("#summary").border_title = content(f"{what} · {self._named()}")
        self._look_at_conflicts()
        self.summary.show(self._make_summary)
        if self._only != "all" and not self._number(self._only):
            self._only = "all"
        self._list()

    def _look_at_conflicts(self) -> None:
        waiting = () if self.is_plan else conflicts.waiting()
        self._waiting = frozenset(one.offer_id for one in waiting)
        self.refresh_bindings()

    def _named(self) -> str:
        if len(self._files) == 1:
            return self._files[0].name
        return f"{len(self._files)} files"

    def _make_summary(self, width: int) -> list[Line]:
        made = import_lines.summary(self.report, self._ran.stopped_at, self._verdict(), width)
        torn = self._torn()
        if torn:
            what = "offer was" if torn == 1 else "offers were"
            wording = f"{torn:,} {what} changed here and there, and kept: {_DECIDE} decides."
            made += detail_lines.wrapped(wording, width, "warn")
        for sentence in import_lines.mapping(self._ran.plans, self._options.columns):
            made += detail_lines.wrapped(f"Columns of {sentence}", width, "muted")[:3]
        return made

    def _verdict(self) -> str:
        found = self.report
        if self.is_plan:
            if not found.read:
                return "Nothing of this can be read; the lines say why."
            if not (found.new or found.changed):
                return "Everything is here already: importing would change nothing."
            return f"This is what would happen. Nothing is written yet: {_IMPORT} imports."
        if not (found.new or found.changed):
            return (
                "Nothing was changed: everything was here already."
                if found.read
                else ("Nothing could be read; the lines say why.")
            )
        return f"Done: {found.new:,} new, {found.changed:,} changed."

    def _torn(self) -> int:
        """Offers of this report that wait for a decision."""
        return len(self._waiting.intersection(line.offer_id for line in self.report.lines))

    def _list(self) -> None:
        rows = [
            (at, line) for at, line in enumerate(self.report.lines) if _is_shown(line, self._only)
        ]
        words = f"Lines · {self._only} · {len(rows):,}"
        if self.report.left_out:
            words += f" · {self.report.left_out:,} more were only counted"
        self.table.border_title = content(words)
        self.table.set_rows(ListRows(rows, lambda row: row[0]))
        self._show_line()

    def _show_line(self) -> None:
        line = self._line()
        if line is None:
            self.detail.show_lines(())
            return
        waits = line.offer_id in self._waiting
        can_open = not (self.is_plan and line.outcome is Outcome.NEW)
        self.detail.show(
            lambda width: import_lines.line_lines(line, width, waits=waits, can_open=can_open)
        )
        self.refresh_bindings()

    def _line(self) -> ReportLine | None:
        row: tuple[int, ReportLine] | None = self.table.cursor_row
        return None if row is None else row[1]

    def _number(self, only: str) -> int:
        return sum(_is_shown(line, only) for line in self.report.lines)

    # ------------------------------------------------------------ keys

    @property
    def is_done(self) -> bool:
        """Whether the files were imported."""
        return not self.is_plan

    @property
    def would_change(self) -> bool:
        """Whether importing would change anything."""
        return bool(self.report.new or self.report.changed)

    @property
    def has_conflict(self) -> bool:
        """Whether anything waits for a decision."""
        return bool(self._waiting)

    @property
    def has_offer(self) -> bool:
        """Whether the line is about an offer that is here."""
        line = self._line()
        return line is not None and line.offer_id is not None

    def action_about(self) -> None:
        """On narrow screens the line in full takes the place of the list."""
        self.toggle_class("-about")
        (self.detail if self.has_class("-about") else self.table).focus()

    def action_back(self) -> None:
        """Leave the line, then the report."""
        if self.has_class("-about"):
            self.action_about()
        else:
            super().action_back()

    def action_import_now(self) -> None:
        """Carry the plan out."""
        if not self.is_plan:
            raise NotAllowed("This is in already.")
        self.app.push_screen(ImportDialog(self._files, for_real(self._options)), self._ran_for_real)

    def _ran_for_real(self, ran: ImportDone | None) -> None:
        if ran is None:
            return
        self._ran = ran
        if self._done is not None:
            self._done()
        self._show()

    def action_only(self, step: int) -> None:
        """Show the next kind of lines that there are."""
        at = SHOWN.index(self._only)
        for by in range(1, len(SHOWN) + 1):
            only = SHOWN[(at + step * by) % len(SHOWN)]
            if self._number(only):
                self._only = only
                break
        self._list()

    def on_virtual_table_opened(self) -> None:
        """Enter opens the offer of the line."""
        with report.reported(self.app):
            self.action_open()

    def action_open(self) -> None:
        """Open the offer of the line."""
        line = self._line()
        if line is None or line.offer_id is None:
            raise NotFound("This line is about no offer that is here.")
        try:
            self.app.push_screen(screens.OfferScreen(line.offer_id))
        except NotFound:
            if not self.is_plan:
                raise
            raise NotAllowed(f"The offer is not here yet: {_IMPORT} imports it.") from None

    def action_decide(self) -> None:
        """Show both sides of what was changed here and there, the line's offer first."""
        line = self._line()
        first = line.offer_id if line is not None else None
        decide.all_waiting(self, self.reload, first=first)

    def action_copy(self) -> None:
        """Copy the report as text."""
        lines = list(import_report_text.report_lines(self.report))
        text = "\n".join((*lines[:_COPIED], *lines[_COPIED:][-1:]))
        screens.copying.copy(self.app, text, "the report")

    def action_keep(self) -> None:
        """Write the report into a file, as JSON."""
        folder = folders.usual(str(settings.get("import_folder")))
        name = folder / f"import-{clock.today().isoformat()}.json"
        text = import_report_text.report_json(self.report) + "\n"
        self.app.push_screen(screens.SaveText("Save the report as JSON", name, text))


def _is_shown(line: ReportLine, only: str) -> bool:
    if only == _TO_LOOK_AT:
        return line.outcome in (Outcome.FLAGGED, Outcome.REFUSED)
    return only in ("all", line.outcome.value)
