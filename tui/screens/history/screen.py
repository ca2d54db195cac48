"""The history of the desk: what happened to whatever there is, or was, newest first."""

from __future__ import annotations

from pathlib import Path

from data.errors import NotFound
from data.offers import desk_history
from data.records.offer_records import HistoryLine
from tui import report, screens
from tui.commands import key_of
from tui.screens.base.incremental_list import IncrementalSearch
from tui.screens.base.list_detail import ListDetailScreen
from tui.screens.history import history_lines
from tui.text import content
from tui.widgets.lines_view import LinesView
from tui.widgets.virtual_table import VirtualTable

NOTHING = """Nothing has happened yet
Every change of the desk will have its line here."""
NONE_MATCH = f"""No line matches the filter
Press {key_of("history", "filter")} to change it, Esc to leave it."""


class HistoryScreen(ListDetailScreen):
    """Every line of the history; Enter opens the offer that it is about, if there is one."""

    commands_name = "history"
    filter_hint = "words, at>=-7d, by:ana, candidate:doe, is:deleted … F1 explains"
    vocabulary = "HISTORY"

    def __init__(self) -> None:
        table = VirtualTable[HistoryLine](
            history_lines.COLUMNS,
            empty=NOTHING,
            on_cursor=lambda row: self._cursor_moved(),
            id="list",
            classes="pane",
        )
        detail = LinesView(empty="No line is selected.", id="detail", classes="pane")
        super().__init__(table, detail)
        self.detail.border_title = "Line"
        self._searching = IncrementalSearch(self, table, self._name_list, NONE_MATCH)
        self.show_list(None)

    def show_list(self, keep: int | None) -> None:
        """The lines that pass the filter."""
        self.table.set_empty(NONE_MATCH if self._words else NOTHING)
        self.table.set_rows(desk_history.passing(self._filter), keep)
        self._searching.start()
        self._name_list()

    def _cursor_moved(self) -> None:
        self._searching.near()
        self.detail_soon()

    def _name_list(self) -> None:
        rows = self.table.rows
        wording = f"History · {len(rows):,}{'+' if rows.total.more else ''}"
        self.table.border_title = content(wording + (f" · / {self._words}" if self._words else ""))

    def show_detail(self, key: int | None, *, keep: bool) -> None:
        """All of a line."""
        line: HistoryLine | None = self.table.cursor_row
        if line is None:
            self.detail.show_items(lambda width: ())
        else:
            self.detail.show_items(lambda width: history_lines.line_items(line, width), keep=keep)

    def action_open(self) -> None:
        """Open the offer that the line is about; of anything else show all of the line."""
        line: HistoryLine | None = self.table.cursor_row
        if line is None:
            raise NotFound("No line is selected.")
        if line.subject == "offer" and line.about:
            self.app.push_screen(screens.OfferScreen(line.subject_id))
        else:
            self.go_to_detail()

    def on_virtual_table_opened(self) -> None:
        """Enter on a line does that."""
        with report.reported(self.app):
            self.action_open()

    def action_export(self) -> None:
        """Write all listed lines into a file."""

        def written(path: Path | None) -> None:
            if path is not None:
                report.say(self.app, f"Written: {path}")

        self.app.push_screen(screens.SaveHistory(self._filter), written)
