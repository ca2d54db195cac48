"""Which columns the list of offers has, in which order, how wide."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from data.values.styled_text import Line, Span
from tui.screens.base.screens import Dialog
from tui.text import cells
from tui.widgets import offer_table
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import Item, LinesView
from tui.widgets.offer_table import NARROWEST, WIDEST, ChosenColumn


class ColumnsDialog(Dialog[tuple[ChosenColumn, ...]]):
    """Space shows or hides a column, K and J move it, + and - make it wider or narrower."""

    commands_name = "columns"
    CSS_PATH = "../../styles/bulk.tcss"
    AUTO_FOCUS = "#columns"

    def __init__(self, chosen: tuple[ChosenColumn, ...]) -> None:
        super().__init__()
        self._shown = {one.id for one in chosen}
        self._all = [*chosen, *(one for one in offer_table.EVERY if one.id not in self._shown)]

    def compose(self) -> ComposeResult:
        """The columns, and the keys."""
        with Vertical(classes="columns-box") as box:
            box.border_title = "Columns of the list"
            yield LinesView(id="columns")
            yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Show them."""
        self._show(0)

    def _show(self, at: int) -> None:
        self.query_one(LinesView).show_items(self._make, keep=True, chosen=at)

    def _make(self, width: int) -> list[Item]:
        return [Item(self._line(one, width), at) for at, one in enumerate(self._all)]

    def _line(self, one: ChosenColumn, width: int) -> Line:
        shown = one.id in self._shown
        size = f"{one.width} wide"
        title = offer_table.title(one.id)
        return (
            Span("[x] " if shown else "[ ] ", "accent" if shown else "muted"),
            Span(cells(title, max(1, width - 4 - len(size) - 1)), "" if shown else "muted"),
            Span(f" {size}", "muted"),
        )

    @property
    def _at(self) -> int:
        return self.query_one(LinesView).item_key or 0

    def on_lines_view_item_opened(self) -> None:
        """Enter and a double click show or hide, as Space does."""
        self.action_show_hide()

    def action_show_hide(self) -> None:
        """Show the column, or hide it; one always stays."""
        one = self._all[self._at]
        if self._shown != {one.id}:
            self._shown ^= {one.id}
        self._show(self._at)

    def action_move(self, by: int) -> None:
        """Move the column to the left (up) or to the right (down)."""
        at, to = self._at, self._at + by
        if 0 <= to < len(self._all):
            self._all[at], self._all[to] = self._all[to], self._all[at]
            self._show(to)

    def action_size(self, by: int) -> None:
        """Make the column wider or narrower."""
        one = self._all[self._at]
        width = max(NARROWEST, min(WIDEST, one.width + by))
        self._all[self._at] = one._replace(width=width)
        self._show(self._at)

    def action_reset(self) -> None:
        """The columns as they come with the desk, or as the person's configuration has them."""
        usual = offer_table.usual()
        self._shown = {one.id for one in usual}
        self._all = [*usual, *(one for one in offer_table.EVERY if one.id not in self._shown)]
        self._show(0)

    def action_save(self) -> None:
        """Keep it so."""
        self.dismiss(tuple(one for one in self._all if one.id in self._shown))
