"""Two letters compared: both in one, or side by side where there is room; from change to change."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from data.letters.comparison.letter_comparison import (
    Comparison,
    LaidOutComparison,
    change_of,
    compare,
)
from data.values.styled_text import Line
from tui import themes
from tui.text import cell_len, content
from tui.widgets.lines_view import Item, LinesView

BESIDE = 110
"""From so many columns on the letters stand side by side, unless a key says otherwise."""
MEASURE = 80
"""Both in one are never wider than this."""
MARGIN = 2
_TURNED = Style(reverse=True)


class CompareView(LinesView):
    """A comparison with one change that is looked at; its number is in the border."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, empty="Both are empty.")
        self._comparison = compare("", "")
        self._laid = LaidOutComparison((), ())
        self._current = 0
        self._beside: bool | None = None

    def show_comparison(self, comparison: Comparison, before: str, after: str) -> None:
        """Show what differs between two letters; `before` and `after` name them."""
        self._comparison, self._current = comparison, 0
        self.border_title = content(f"{before} → {after}")
        self._name_change()
        self.show_items(self._make_items)
        self._go_to(0)

    @property
    def current(self) -> int | None:
        """The change that is looked at, from 0; none when there is none."""
        return self._current if self._comparison.changes else None

    @property
    def is_beside(self) -> bool:
        """Whether the letters stand side by side."""
        return self.size.width >= BESIDE if self._beside is None else self._beside

    def toggle_beside(self) -> None:
        """Side by side, or both in one."""
        self._beside = not self.is_beside
        self.show_items(self._make_items)
        self._go_to(self._current)

    def next_change(self, step: int = 1) -> None:
        """To the next change, after the last one to the first; -1 the other way."""
        count = len(self._comparison.changes)
        if count:
            self._go_to((self._current + step) % count)

    # ------------------------------------------------------------ what is shown

    def _make_items(self, width: int) -> Sequence[Item]:
        room = max(1, width - 2 * MARGIN)
        if self.is_beside:
            self._laid = self._comparison.side_by_side(room)
        else:
            self._laid = self._comparison.laid(min(MEASURE, room))
        return [Item(line) for line in self._laid.lines]

    def _go_to(self, number: int) -> None:
        self._current = number
        self._name_change()
        if number < len(self._laid.starts):
            at, height = self._laid.starts[number], self.size.height
            if not self.top <= at < self.top + height:
                self.scroll_to_line(at - height // 3)
        self.refresh()

    def _name_change(self) -> None:
        count = len(self._comparison.changes)
        where = f"change {self._current + 1} of {count}" if count else self._comparison.summary
        self.border_subtitle = content(where)

    def on_resize(self) -> None:
        """Another width may be enough for both beside each other."""
        super().on_resize()
        self._go_to(self._current)

    def draw_line(self, line: Line, at: int, palette: themes.StylePalette) -> list[Segment]:
        """A line on paper, the change that is looked at in reversed colours."""
        paper = self.palette("surface")
        segments = self.written(line, at, paper)
        for number, span in enumerate(span for span in line if span.text):
            if "@" in span.style and change_of(span.style) == self.current:
                text, style, _ = segments[number]
                segments[number] = Segment(text, (style or Style()) + _TURNED)
        used = MARGIN + sum(cell_len(segment.text) for segment in segments)
        behind = Segment(" " * max(0, self.size.width - 1 - used), paper(""))
        return [Segment(" " * MARGIN, paper("")), *segments, behind]

    @property
    def margin(self) -> int:
        """The cells before the text of a line."""
        return MARGIN

    def draw_blank(self) -> Strip:
        """The paper goes on below the last line."""
        return Strip.blank(self.size.width, self.palette("surface")(""))
