"""Styled lines in a pane of their own, with scrolling and, if wanted, items to choose from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from data.values.styled_text import Line, Span
from tui import themes
from tui.text import cell_len, glyphs, harmless
from tui.widgets.scrolling import ScrollingLines

_UNBROKEN = 2_000
"""A line as long as this holds any value that people read."""


class Item(NamedTuple):
    """A line that belongs to something that can be chosen; several may share one key."""

    line: Line
    key: int | None = None


MakeLines = Callable[[int], Sequence[Line]]
MakeItems = Callable[[int], Sequence[Item]]


class LinesView(ScrollingLines):
    """Draws the lines in view and scrolls by itself; with items it has a cursor over them."""

    DEFAULT_CSS = "LinesView { height: 1fr; width: 1fr; }"

    class ItemHighlighted(Message):
        """The cursor came to another item."""

        def __init__(self, view: LinesView, key: int) -> None:
            super().__init__()
            self.view = view
            self.key = key

        @property
        def control(self) -> Widget:
            """The view."""
            return self.view

    class ItemOpened(Message):
        """An item was opened, by Enter or a double click."""

        def __init__(self, view: LinesView, key: int) -> None:
            super().__init__()
            self.view = view
            self.key = key

        @property
        def control(self) -> Widget:
            """The view."""
            return self.view

    def __init__(
        self,
        *,
        empty: str = "",
        on_item: Callable[[int], None] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(empty=empty, id=id, classes=classes)
        self._make: MakeItems = lambda width: ()
        self._items: tuple[Item, ...] = ()
        self._made_for = -1
        self._stale = True
        self._key: int | None = None
        self.on_item = on_item

    # ------------------------------------------------------------ what screens ask and tell

    def show(self, make: MakeLines, *, keep: bool = False) -> None:
        """Show the lines that `make` gives for a width; it is asked again when the width changes.

        With `keep` the scroll position stays, otherwise the view starts at its first line.
        """
        self.show_items(lambda width: [Item(line) for line in make(width)], keep=keep)

    def show_lines(self, lines: Sequence[Line], *, keep: bool = False) -> None:
        """Show these lines as they are, whatever the width."""
        self.show(lambda width: lines, keep=keep)

    def show_items(self, make: MakeItems, *, keep: bool = False, chosen: int | None = None) -> None:
        """Show lines of which some belong to items; the cursor goes to `chosen`, or stays."""
        self._make, self._stale = make, True
        if chosen is not None:
            self._key = chosen
        elif not keep:
            self._key = None
        if not keep:
            self._top = 0
        if self.size.width:
            self._settle()

    def choose(self, key: int) -> None:
        """Put the cursor on an item, if it is there, and bring it into view."""
        if key in self.keys and key != self._key:
            self._key = key
            self._reveal()
            self.refresh()
            self._tell()

    @property
    def item_key(self) -> int | None:
        """The item under the cursor."""
        return self._key

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of the items, from top to bottom."""
        return tuple(dict.fromkeys(item.key for item in self._items if item.key is not None))

    @property
    def text(self) -> str:
        """All lines as plain text."""
        return "\n".join(_text(item.line).rstrip() for item in self._items)

    def values(self) -> tuple[tuple[str, str], ...]:
        """What the lines say with room enough for each value, and what each is called."""
        lines = (item.line for item in self._make(_UNBROKEN))
        return tuple(value for line in lines if (value := _value(line))[1])

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        return len(self._items)

    # ------------------------------------------------------------ keys and mouse

    def action_first(self) -> None:
        """To the first line, or item."""
        self._far(0, 0)

    def action_last(self) -> None:
        """To the last line, or item."""
        self._far(-1, len(self._items))

    def action_open(self) -> None:
        """Open the item under the cursor."""
        if self._key is not None:
            self.post_message(self.ItemOpened(self, self._key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter belongs to the view only when there is an item to open."""
        return action != "open" or self._key is not None

    def click_line(self, index: int, event: events.Click) -> None:
        """Choose an item; a double click opens it."""
        key = self._items[index].key if 0 <= index < len(self._items) else None
        if key is None:
            return
        event.prevent_default()
        self.choose(key)
        if event.chain == 2:
            self.action_open()

    def scroll_to_line(self, top: int) -> None:
        """Show `top` as the first line, as far as there are lines."""
        before, self._top = self._top, top
        self.clamp_top()
        if self._top != before:
            self.refresh()

    def move_cursor(self, step: int) -> None:
        """To the next item, or one line on."""
        keys = self.keys
        at = -1 if not keys else keys.index(self._key) + step if self._key in keys else 0
        if 0 <= at < len(keys):
            self.choose(keys[at])
        else:
            self.scroll_to_line(self._top + step)

    def _far(self, at: int, line: int) -> None:
        if self.keys:
            self.choose(self.keys[at])
        self.scroll_to_line(line)

    # ------------------------------------------------------------ what is shown

    def make_lines(self, width: int) -> Sequence[Item]:
        """The lines for a width; a view with a look of its own lays them out here."""
        return self._make(width)

    def _settle(self) -> None:
        """Make the lines for the width there is, with everything in its bounds."""
        width = max(1, self.size.width - 1)
        before, drawn = self._key, (self._top, self._items, self._key)
        if self._stale or self._made_for != width:
            self._items, self._made_for = tuple(self.make_lines(width)), width
            self._stale = False
        self.clamp_top()
        keys = self.keys
        if self._key not in keys:
            self._key = keys[0] if keys else None
        self._reveal()
        self._refresh_changed(drawn)
        if self._key is not None and self._key != before:
            self._tell()

    def _refresh_changed(self, drawn: tuple[int, tuple[Item, ...], int | None]) -> None:
        """Draw the lines anew that are not as they were; all of them when the view moved."""
        top, items, key = drawn
        height = self.size.height
        same_bar = max(len(items), height) == max(len(self._items), height)
        if (top, key) != (self._top, self._key) or not (same_bar and items and self._items):
            self.refresh()
            return
        shown = range(self._top, self._top + height)
        for y, at in enumerate(shown):
            if items[at : at + 1] != self._items[at : at + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def _tell(self) -> None:
        if self._key is None:
            return
        if self.on_item is not None:
            self.on_item(self._key)
        if self.is_attached:
            self.post_message(self.ItemHighlighted(self, self._key))

    def _reveal(self) -> None:
        """Scroll as little as shows the item under the cursor."""
        lines = [at for at, item in enumerate(self._items) if item.key == self._key]
        if self._key is not None and lines:
            self.reveal(lines[0], lines[-1])

    def on_resize(self) -> None:
        """Lines are made anew for another width."""
        self._settle()
        self.refresh()

    # ------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        if not self._items:
            return self.empty_line(y)
        at = self._top + y
        if at >= len(self._items):
            return self.draw_blank()
        item = self._items[at]
        if item.key is not None and item.key == self._key:
            palette = self.cursor_palette()
        else:
            palette = self.palette()
        return self._with_bar(self.draw_line(item.line, at, palette), y, palette)

    @property
    def margin(self) -> int:
        """The cells before the text of a line."""
        return 0

    def draw_line(self, line: Line, at: int, palette: themes.StylePalette) -> list[Segment]:
        """A line as segments, at most one cell narrower than the view."""
        return self.written(line, at, palette)

    def written(self, line: Line, at: int, palette: themes.StylePalette) -> list[Segment]:
        """Spans as segments that know their place in the text, for selecting with the mouse."""
        segments, x = [], 0
        for span, words in line:
            text = harmless(span)
            if text:
                segments.append(Segment(text, palette(words) + _place(x, at)))
                x += len(text)
        return segments

    def _with_bar(self, segments: list[Segment], y: int, palette: themes.StylePalette) -> Strip:
        width = self.size.width
        line = self._selected(Strip(segments), y).adjust_cell_length(max(0, width - 1), palette(""))
        thumb = self.is_thumb(y)
        bar = (
            Segment(glyphs().thumb, self.palette()("muted")) if thumb else Segment(" ", palette(""))
        )
        return Strip([*line, bar], width)

    # ------------------------------------------------------------ selecting with the mouse

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text under the mouse selection."""
        return selection.extract("\n".join(_text(item.line) for item in self._items)), "\n"

    def _selected(self, line: Strip, y: int) -> Strip:
        """The line with the selected part marked."""
        selection = self.text_selection
        span = None if selection is None else selection.get_span(self._top + y)
        if span is None:
            return line
        start, end = span[0] + self.margin, span[1] if span[1] == -1 else span[1] + self.margin
        text = line.text
        left = cell_len(text[:start])
        right = line.cell_length if end == -1 else cell_len(text[:end])
        if left >= right:
            return line
        before, inside, after = (
            line.crop(0, left),
            line.crop(left, right),
            line.crop(right, line.cell_length),
        )
        return Strip.join((before, inside.apply_style(Style(reverse=True)), after))


@lru_cache(maxsize=2048)
def _place(x: int, at: int) -> Style:
    """Where in the text a segment is; Textual asks for it when the mouse selects."""
    return Style.from_meta({"offset": (x, at)})


def _value(line: Line) -> tuple[str, str]:
    """What a line is called, if it begins with a label, and what it says."""
    name = _text(line[:1]).strip() if line and line[0].style == "label" else ""
    rest = line[1:] if name else line
    rest = tuple(span for span in rest if span.style == "value") or rest
    return name, re.sub(r" {3,}", "  ", _text(rest).strip())


def _text(line: Line) -> str:
    return "".join(harmless(span.text) for span in line)


def line(text: str, style: str = "") -> Line:
    """A line of one span."""
    return (Span(text, style),)
