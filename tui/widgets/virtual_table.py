"""The one list of the program: it draws only the rows in view, whatever their number.

A plain widget with an offset of its own: moving the cursor redraws two lines, scrolling redraws
the lines in view, and neither lays the screen out again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from data.records.row_list import RowList
from data.values.styled_text import Span
from tui.performance.borders import set_border_subtitle
from tui.text import cells, glyphs, harmless, span_cells
from tui.widgets.columns import GAP, Column, SizedColumn, place
from tui.widgets.line_writer import LineWriter
from tui.widgets.rows import ListRows
from tui.widgets.scrolling import ScrollingLines

__all__ = ["Column", "ListRows", "VirtualTable"]

R = TypeVar("R")

_CACHED_LINES = 1024
_GAP = " " * GAP


class ListMessage(Message):
    """Something that happened in a list; `table` is the list."""

    def __init__(self, table: Widget) -> None:
        super().__init__()
        self.table = table

    @property
    def control(self) -> Widget:
        """The list, for `@on` with a selector."""
        return self.table


class VirtualTable(ScrollingLines, Generic[R]):
    """A list of rows in columns with a cursor, for ten rows as for a million.

    `section` says which rows are headings: they are drawn as such and the cursor skips them.
    `on_cursor` is called with the row under the cursor (or None) whenever another row gets it,
    in the same message cycle; `Highlighted` says the same as a message.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "VirtualTable { height: 1fr; width: 1fr; }"

    class Highlighted(ListMessage):
        """Another row came under the cursor; `key` None: there is none."""

        def __init__(self, table: VirtualTable[R], key: int | None, index: int) -> None:
            super().__init__(table)
            self.key = key
            self.index = index

    class Opened(ListMessage):
        """A row was opened, by Enter or a double click."""

        def __init__(self, table: VirtualTable[R], key: int) -> None:
            super().__init__(table)
            self.key = key

    class HeaderClicked(ListMessage):
        """The title of a column was clicked."""

        def __init__(self, table: VirtualTable[R], column_id: str) -> None:
            super().__init__(table)
            self.column_id = column_id

    def __init__(
        self,
        columns: Sequence[Column[R]],
        rows: RowList[R] | None = None,
        *,
        empty: str = "",
        header: bool = True,
        section: Callable[[R], bool] | None = None,
        on_cursor: Callable[[R | None], None] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(empty=empty, id=id, classes=classes)
        self._columns = tuple(columns)
        self._rows: RowList[R] = rows if rows is not None else ListRows((), lambda _: 0)
        self._count = len(self._rows)
        self._section = section
        self._choices: list[int] | None = None
        self.header_height = 1 if header else 0
        self._sorted_by: tuple[str, bool] | None = None
        self._marked: frozenset[int] = frozenset()
        self._placed: tuple[SizedColumn[R], ...] = ()
        self._placed_for = -1
        self._lines: dict[tuple[int, str, bool], Strip] = {}
        self._cursor = self._free(0, 1)
        self._key = self._row_key(self._cursor)
        self.on_cursor = on_cursor

    # ------------------------------------------------------------ what screens ask and tell

    @property
    def rows(self) -> RowList[R]:
        """The rows that are shown."""
        return self._rows

    @property
    def cursor(self) -> int:
        """The index of the row under the cursor."""
        return self._cursor

    @property
    def cursor_key(self) -> int | None:
        """The key of the row under the cursor; None in an empty list."""
        return self._key

    @property
    def cursor_row(self) -> R | None:
        """The row under the cursor; None in an empty list."""
        return self._row(self._cursor)

    def values_under_cursor(self) -> tuple[tuple[str, str], ...]:
        """What the columns say of the row under the cursor, and their titles."""
        row = self.cursor_row
        if row is None:
            return ()
        shown = ((one.title, one.render(row)) for one in self._columns)
        texts = ((title, _cell_text(cell)) for title, cell in shown)
        return tuple((title, text) for title, text in texts if text)

    @property
    def is_filled(self) -> bool:
        """Whether every line of the view shows a row."""
        return self._count >= self._top + self.view_height

    @property
    def position_text(self) -> str:
        """Where the cursor is, for people: "2 of 12"."""
        if self._key is None:
            return ""
        if self._section is None:
            return f"{self._cursor + 1:,} of {self._count:,}"
        if self._choices is None:
            self._choices = [at for at in range(self._count) if not self._is_section(at)]
        return f"{bisect_right(self._choices, self._cursor):,} of {len(self._choices):,}"

    def set_rows(self, rows: RowList[R], keep: int | None = None) -> None:
        """Show other rows; the cursor stays on the row with the key `keep`, where it was in view.

        When that row is gone the cursor stays at its place in the list; without `keep` it goes to
        the first row.
        """
        offset = self._cursor - self._top
        self._rows, self._count, self._choices = rows, len(rows), None
        self._lines.clear()
        self._cursor = self._free(self._found(keep), 1)
        self._top = self._cursor - offset if keep is not None else 0
        self._settle()

    def reload(self) -> None:
        """Read the rows again, cursor and scroll kept."""
        self.set_rows(self._rows, self._key)

    def grown(self) -> None:
        """More rows came behind the last one; what is shown stays where it is."""
        before, thumb, was_filled = self._count, self._thumb(), self.is_filled
        self._count, self._choices = len(self._rows), None
        if not before:
            if self._count:
                self.set_rows(self._rows)
            return
        self._show_position()
        if was_filled:
            for line in thumb ^ self._thumb():
                self.refresh(Region(0, line + self.header_height, self.size.width, 1))
        else:
            self.refresh()

    def _thumb(self) -> set[int]:
        """The lines of the view that have the thumb of the scroll bar."""
        return {line for line in range(self.view_height) if self.is_thumb(line)}

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns."""
        self._columns = tuple(columns)
        self._placed_for = -1
        self.refresh()

    def set_sort(self, column_id: str | None, *, descending: bool = False) -> None:
        """Mark the column that the rows are ordered by."""
        self._sorted_by = None if column_id is None else (column_id, descending)
        self.refresh()

    @property
    def marked(self) -> frozenset[int]:
        """The keys of the rows that are marked, shown or not."""
        return self._marked

    def set_marked(self, keys: Iterable[int]) -> None:
        """Mark the rows with these keys, and no others."""
        self._marked = frozenset(keys)
        self._lines.clear()
        self.refresh()

    def move_to(self, index: int) -> None:
        """Put the cursor on a row (the nearest that is no heading) and bring it into view."""
        target = self._free(max(0, min(self._count - 1, index)), 1 if index >= self._cursor else -1)
        if self._count and target != self._cursor:
            self._go(target)

    def move_to_key(self, key: int) -> bool:
        """Put the cursor on the row with this key; says whether there is one."""
        index = self._rows.index_of(key)
        if index is None:
            return False
        self.move_to(index)
        return True

    def scroll_to_line(self, top: int) -> None:
        """Show `top` as the first row, as far as there are rows; the cursor stays in view."""
        self._top = top
        self.clamp_top()
        inside = max(self._top, min(self._top + self.view_height - 1, self._cursor))
        if inside != self._cursor:
            self._put(self._free(inside, 1 if inside > self._cursor else -1))
        self.refresh()

    # ------------------------------------------------------------ keys

    def action_first(self) -> None:
        """To the first row."""
        self._top = 0
        self.move_to(0)
        self.refresh()

    def action_last(self) -> None:
        """To the last row."""
        self.move_to(self._count - 1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self._key is not None:
            self.post_message(self.Opened(self, self._key))

    # ------------------------------------------------------------ mouse

    def click_line(self, index: int, event: events.Click) -> None:
        """Put the cursor on the row; a double click opens it."""
        if index >= self._count or self._is_section(index):
            return
        self.move_to(index)
        if event.chain == 2:
            self.action_open()

    def click_header(self, x: int) -> None:
        """A title may order the list."""
        left = 1
        for column, width in self._place(self.size.width):
            if left <= x < left + width:
                self.post_message(self.HeaderClicked(self, column.id))
                return
            left += width + GAP

    # ------------------------------------------------------------ the cursor

    @property
    def line_count(self) -> int:
        """How many rows there are."""
        return self._count

    def _row(self, index: int) -> R | None:
        return self._rows.row(index) if 0 <= index < self._count else None

    def _row_key(self, index: int) -> int | None:
        row = self._row(index)
        return None if row is None or self._is_section(index) else self._rows.key(row)

    def _is_section(self, index: int) -> bool:
        if self._section is None:
            return False
        row = self._row(index)
        return row is not None and self._section(row)

    def _free(self, index: int, direction: int) -> int:
        """The nearest row that is no heading, first in `direction`, then the other way."""
        index = max(0, min(self._count - 1, index))
        for step in (direction, -direction):
            at = index
            while 0 <= at < self._count and self._is_section(at):
                at += step
            if 0 <= at < self._count:
                return at
        return index

    def _found(self, key: int | None) -> int:
        """Where the row with the key is now; its old place when it is gone."""
        if key is None:
            return 0
        if self._row_key(self._cursor) == key:
            return self._cursor
        index = self._rows.index_of(key)
        return self._cursor if index is None else index

    def move_cursor(self, step: int) -> None:
        """To the next row that is no heading; up from the first one to what is above it."""
        at = self._cursor + step
        while 0 <= at < self._count and self._is_section(at):
            at += step
        if 0 <= at < self._count:
            self._go(at)
        elif step < 0 and self._top:
            self.scroll_to_line(0)

    def move_page(self, lines: int) -> None:
        """Move cursor and view on by so many rows."""
        if not self._count:
            return
        self._top += lines
        self.clamp_top()
        self.move_to(self._cursor + lines)
        self.refresh()

    def _go(self, index: int) -> None:
        """Move the cursor; two lines are drawn anew, or all when the list scrolls."""
        before, top = self._cursor, self._top
        self._cursor = index
        self._show_cursor()
        if self._top == top:
            width = self.size.width
            for row in (before, index):
                self.refresh(Region(0, row - top + self.header_height, width, 1))
        else:
            self.refresh()
        self._put(index)

    def _put(self, index: int) -> None:
        """The cursor is on another row: say so."""
        self._cursor = index
        before, self._key = self._key, self._row_key(index)
        self._show_position()
        if self._key != before:
            self._tell()

    def _tell(self) -> None:
        if self.on_cursor is not None:
            self.on_cursor(self._row(self._cursor))
        if self.is_attached:
            self.post_message(self.Highlighted(self, self._key, self._cursor))

    def _show_cursor(self) -> None:
        """Scroll as little as shows the cursor, and headings just above it."""
        highest = self._cursor
        while highest > 0 and self._is_section(highest - 1):
            highest -= 1
        fits = self._cursor - highest < self.view_height
        self.reveal(highest if fits else self._cursor, self._cursor)

    def _settle(self) -> None:
        """After rows or size changed: everything in its bounds, everything drawn."""
        if self.size.height:
            self._show_cursor()
        self._put(self._cursor)
        self.refresh()

    def _show_position(self) -> None:
        """The position in the border, without drawing the rest again."""
        set_border_subtitle(self, self.position_text)

    # ------------------------------------------------------------ drawing

    def on_mount(self) -> None:
        """Say which row is first under the cursor."""
        self._show_position()
        if self._key is not None:
            self._tell()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._settle()

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._lines.clear()

    def _place(self, width: int) -> tuple[SizedColumn[R], ...]:
        if width != self._placed_for:
            # One cell for the marker at the left, one for the scroll bar at the right.
            self._placed, self._placed_for = place(self._columns, max(1, width - 2)), width
            self._lines.clear()
        return self._placed

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        placed = self._place(self.size.width)
        at = y - self.header_height
        if at < 0:
            return self._header_line(placed)
        if not self._count:
            return self.empty_line(at, "strong")
        index = self._top + at
        if index >= self._count:
            return self.draw_blank()
        state = "" if index != self._cursor else "cursor" if self.has_focus else "cursor-dim"
        return self._row_line(index, state, self.is_thumb(at))

    def _row_line(self, index: int, state: str, thumb: bool) -> Strip:
        line = self._lines.get((index, state, thumb))
        if line is None:
            if len(self._lines) >= _CACHED_LINES:
                self._lines.clear()
            line = self._lines[index, state, thumb] = self._draw(index, state, thumb)
        return line

    def _draw(self, index: int, state: str, thumb: bool) -> Strip:
        palette, row = self.palette(state), self._row(index)
        words = "strong" if row is not None and self._is_section(index) else ""
        writer = LineWriter(palette, self.size.width)
        writer.write(*self._gutter(row, state))
        if row is not None:
            for at, (column, width) in enumerate(self._placed):
                writer.write(_GAP if at else "")
                self._write_cell(writer, column, row, width, words)
        return writer.strip(self.palette() if thumb else None)

    def _gutter(self, row: R | None, state: str) -> tuple[str, str]:
        """The sign before the row: marked, under the cursor, or neither."""
        if row is not None and self._marked and self._rows.key(row) in self._marked:
            return glyphs().mark, "strong warn"
        return (glyphs().marker, "accent") if state else (" ", "")

    def _write_cell(
        self, writer: LineWriter, column: Column[R], row: R, width: int, words: str
    ) -> None:
        shown = column.render(row)
        base = words or column.style
        if isinstance(shown, str):
            writer.write(cells(shown, width, column.align), base)
        else:
            for text, style in span_cells(shown or (Span(""),), width, column.align):
                writer.write(text, style or base)

    def _header_line(self, placed: tuple[SizedColumn[R], ...]) -> Strip:
        writer = LineWriter(self.palette(), self.size.width)
        writer.write(" ", "")
        for column, width in placed:
            title = column.title
            if self._sorted_by is not None and self._sorted_by[0] == column.id:
                arrow = glyphs().descending if self._sorted_by[1] else glyphs().ascending
                title = f"{title} {arrow}"
            writer.write(cells(title, width, column.align), "muted")
            writer.write(_GAP, "")
        return writer.strip()


def _cell_text(cell: str | tuple[Span, ...]) -> str:
    return harmless(cell if isinstance(cell, str) else "".join(span.text for span in cell)).strip()
