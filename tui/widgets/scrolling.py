"""What a list and a view of lines share: an offset of their own, the wheel, pages, the thumb.

A plain widget that keeps its own first line: scrolling redraws the lines in view and never lays
the screen out again.
"""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from data.values.styled_text import Line
from tui import commands, themes
from tui.text import cell_len, cells
from tui.widgets.line_writer import LineWriter, is_thumb

WHEEL = 3
"""Lines that one turn of the wheel scrolls."""


class ScrollingLines(Widget, can_focus=True):
    """Draws only the lines in view; a subclass says how many lines there are and draws one."""

    BINDINGS = commands.bindings("list")
    header_height = 0
    """Lines on top that do not scroll."""

    def __init__(
        self,
        *,
        empty: str | tuple[Line, ...] = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._empty = empty
        self._top = 0
        self._palettes: dict[str, themes.StylePalette] = {}

    # ------------------------------------------------------------ what a subclass says

    @property
    def line_count(self) -> int:
        """How many lines there are, in view or not."""
        raise NotImplementedError

    def scroll_to_line(self, top: int) -> None:
        """Show `top` as the first line, as far as there are lines."""
        raise NotImplementedError

    def move_cursor(self, step: int) -> None:
        """Move the cursor to the next line, or scroll where there is none."""
        raise NotImplementedError

    def move_page(self, lines: int) -> None:
        """Move on by so many lines."""
        self.scroll_to_line(self._top + lines)

    def click_line(self, index: int, event: events.Click) -> None:
        """A line was clicked; it may be below the last one."""

    def click_header(self, x: int) -> None:
        """The header was clicked."""

    # ------------------------------------------------------------ what is in view

    @property
    def top(self) -> int:
        """The index of the first line in view."""
        return self._top

    @property
    def view_height(self) -> int:
        """How many lines are in view, one at least."""
        return max(1, self.size.height - self.header_height)

    @property
    def empty_text(self) -> str:
        """What is said when there are no lines."""
        if isinstance(self._empty, str):
            return self._empty
        return "\n".join("".join(span.text for span in line) for line in self._empty)

    def set_empty(self, text: str | tuple[Line, ...]) -> None:
        """What is said when there are no lines: what it is for, and which key fills it.

        Text stands line by line in the middle; styled lines begin one below the other.
        """
        self._empty = text
        self.refresh()

    def clamp_top(self) -> None:
        """No lines are shown before the first or after the last one."""
        self._top = max(0, min(self._top, self.line_count - self.view_height))

    def reveal(self, first: int, last: int) -> None:
        """Scroll as little as shows these lines, the first one in any case."""
        self._top = min(max(self._top, last - self.view_height + 1), first)
        self.clamp_top()

    # ------------------------------------------------------------ keys and mouse

    def action_cursor_down(self) -> None:
        """One line down."""
        self.move_cursor(1)

    def action_cursor_up(self) -> None:
        """One line up."""
        self.move_cursor(-1)

    def action_page_down(self) -> None:
        """One view down."""
        self.move_page(self.view_height - 1)

    def action_page_up(self) -> None:
        """One view up."""
        self.move_page(1 - self.view_height)

    def action_half_page_down(self) -> None:
        """Half a view down."""
        self.move_page(self.view_height // 2)

    def action_half_page_up(self) -> None:
        """Half a view up."""
        self.move_page(-(self.view_height // 2))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.scroll_to_line(self._top + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.scroll_to_line(self._top - WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Find out what was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y < self.header_height:
            self.click_header(offset.x)
        else:
            self.click_line(self._top + offset.y - self.header_height, event)

    # ------------------------------------------------------------ drawing

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._palettes.clear()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The cursor is bright only where the keys go."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def palette(self, background: str = "") -> themes.StylePalette:
        """The styles for this widget, on its own or on another background."""
        if background not in self._palettes:
            own = self.palette().on(background) if background else themes.palette(self)
            self._palettes[background] = own
        return self._palettes[background]

    def cursor_palette(self) -> themes.StylePalette:
        """The styles of the line under the cursor."""
        return self.palette("cursor" if self.has_focus else "cursor-dim")

    def is_thumb(self, y: int) -> bool:
        """Whether the thumb of the scroll bar is on this line of the view."""
        return is_thumb(y, self.view_height, self.line_count, self._top)

    def draw_blank(self) -> Strip:
        """A line below the last one."""
        return Strip.blank(self.size.width, self.palette()(""))

    def empty_line(self, y: int, first_style: str = "muted") -> Strip:
        """A line of what is said when there are no lines, in the middle."""
        if not isinstance(self._empty, str):
            return self._block_line(self._empty, y)
        width, lines = self.size.width, self._empty.splitlines()
        at = y - max(0, (self.view_height - len(lines)) // 2)
        if not 0 <= at < len(lines):
            return self.draw_blank()
        style = self.palette()(first_style if at == 0 else "muted")
        return Strip([Segment(cells(lines[at], width, "center"), style)], width)

    def _block_line(self, lines: tuple[Line, ...], y: int) -> Strip:
        at = y - max(0, (self.view_height - len(lines)) // 2)
        if not 0 <= at < len(lines):
            return self.draw_blank()
        widest = max(cell_len("".join(span.text for span in line)) for line in lines)
        writer = LineWriter(self.palette(), self.size.width)
        writer.write(" " * max(0, (self.size.width - widest) // 2))
        for text, style in lines[at]:
            writer.write(text, style)
        return writer.strip()
