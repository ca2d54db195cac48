"""What the places with a list and a detail beside it share: following, filtering, giving way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.types import CSSPathType

from data.filters import filter
from data.filters.filter import Filter
from tui import report, screens
from tui.screens.base.screens import DeskScreen
from tui.widgets.lines_view import LinesView
from tui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from data.filters.completion import Completions
    from data.filters.suggestions import DeskSource
    from data.filters.vocabulary import Vocabulary
    from tui.widgets.filter_bar import FilterBar

DETAIL_AFTER = 0.06
"""Seconds without a key after which the detail of the highlighted row is shown."""
WIDE = 100
"""Columns from which list and detail stand beside each other."""


class ListDetailScreen(DeskScreen):
    """A list, and at the right what is known about the row under the cursor.

    On narrow terminals the detail takes the place of the list while the keys are in it.
    """

    AUTO_FOCUS = "#list"
    CSS_PATH: ClassVar[CSSPathType | None] = "../../styles/places.tcss"
    filter_hint: ClassVar[str] = ""
    vocabulary: ClassVar[str] = ""
    """The name of its terms in data.filters.vocabulary; without any a filter is just words."""

    def __init__(self, table: VirtualTable[Any], detail: LinesView) -> None:
        super().__init__()
        self.table, self.detail = table, detail
        self._words = ""
        self._filter = Filter()
        self._source: DeskSource | None = None
        self._shown: int | None = None
        self._timer: Timer | None = None
        self._filter_bar: FilterBar | None = None

    def compose_body(self) -> ComposeResult:
        """The two panes (styles/places.tcss says when only one shows)."""
        with Horizontal(id="panes"):
            yield self.table
            yield self.detail

    # ------------------------------------------------------------ what a place says of itself

    def show_list(self, keep: int | None) -> None:
        """Read the rows that match the words, with the cursor on the row `keep`."""

    def show_detail(self, key: int | None, *, keep: bool) -> None:
        """Show what is known about a row; with `keep` scroll and cursor stay."""

    @property
    def has_selection(self) -> bool:
        """Whether a row is under the cursor."""
        return self.table.cursor_key is not None

    # ------------------------------------------------------------ following the cursor

    def reload(self) -> None:
        """Read list and detail again."""
        self.show_list(self.table.cursor_key)
        self.refresh_detail()

    def detail_soon(self) -> None:
        """The detail follows when the keys pause, so that it never makes one wait."""
        if self._timer is not None:
            self._timer.stop()
        if self.is_mounted:
            self._timer = self.set_timer(DETAIL_AFTER, self.refresh_detail)

    def refresh_detail(self) -> None:
        """Show what is known about the row under the cursor, now."""
        key = self.table.cursor_key
        with report.reported(self.app):
            self.show_detail(key, keep=key == self._shown)
        self._shown = key

    # ------------------------------------------------------------ list or detail

    @property
    def in_detail(self) -> bool:
        """Whether the keys are in the detail."""
        return self.detail.has_focus

    def go_to_detail(self) -> None:
        """The keys go to the detail; on narrow terminals it takes the place of the list."""
        if self.table.cursor_key is not None:
            self.refresh_detail()
            self.add_class("-detail-only")
            self.detail.focus()

    def go_to_list(self) -> None:
        """The keys go back to the list."""
        self.remove_class("-detail-only")
        self.table.focus()

    def on_descendant_focus(self) -> None:
        """Going to the other pane by mouse or tab is the same as by its key."""
        self.set_class(self.in_detail, "-detail-only")
        self.refresh_bindings()

    def action_back(self) -> None:
        """Leave the detail, then the filter, then the place."""
        if not self.table.has_focus:
            self.go_to_list()
        elif self._words:
            self.leave_filter()
        else:
            super().action_back()

    # ------------------------------------------------------------ filter

    async def action_filter(self) -> None:
        """Type words that rows must have."""
        from tui.widgets.filter_bar import FilterBar

        self.go_to_list()
        if self._filter_bar is None:
            known = bool(self.vocabulary)
            self._filter_bar = FilterBar(
                partial(self.filter_by, typing=True),
                on_enter=self.filter_by,
                complete=self._completions if known else None,
                placeholder=self.filter_hint,
            )
            await self.mount(self._filter_bar)
        self._filter_bar.open(self.table)

    def filter_by(self, text: str, *, typing: bool = False) -> None:
        """Show what matches; raises FilterError, and the list stays as it is."""
        if self.vocabulary:
            self._filter = filter.parse(text, vocabulary=self._terms(), typing=typing)
        self._words = text.strip()
        self.show_list(self.table.cursor_key)
        self.detail_soon()

    def _terms(self) -> Vocabulary:
        from data.filters import vocabulary as filter_words

        found: Vocabulary = getattr(filter_words, self.vocabulary)
        return found

    def _completions(self, text: str, cursor: int) -> Completions:
        """What could stand at the cursor of the filter."""
        if self._source is None:
            from data.filters.suggestions import DeskSource

            self._source = DeskSource()
        return filter.complete(text, cursor, self._source, self._terms())

    def on_filter_bar_explain(self) -> None:
        """Show everything that a filter can say."""
        if self.vocabulary:
            self.app.push_screen(screens.FilterHelpScreen(self._terms()))

    def on_filter_bar_done(self) -> None:
        """The filter stays; the list has the keys again."""
        self.table.focus()

    def on_filter_bar_closed(self) -> None:
        """The filter is gone; so is what it hid."""
        self.leave_filter()
        self.table.focus()

    def leave_filter(self) -> None:
        """List everything again."""
        if self._filter_bar is not None:
            self._filter_bar.close()
        self.filter_by("")

    def add_note(self, subject: str, subject_id: int, name: str) -> None:
        """Ask for a note on what is under the cursor."""

        def noted(done: bool | None) -> None:
            if done:
                self.refresh_detail()

        self.app.push_screen(screens.NoteDialog(subject, subject_id, f"Note on {name}"), noted)

    def show_saved(self, key: int) -> None:
        """Put the cursor on a row that was saved, leaving a filter that hides it."""
        self.show_list(key)
        if self._words and self.table.cursor_key != key:
            self.leave_filter()
            self.show_list(key)
        self.detail_soon()
