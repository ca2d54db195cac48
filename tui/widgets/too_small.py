"""What a terminal that is too small for any list says instead."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui import themes
from tui.text import cells

LINES = ("A little too small", "Please make the terminal", "at least 60 by 16.")


class TooSmall(Widget):
    """Covers the screen below 60 columns or 16 lines (styles/screens.tcss says when)."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "TooSmall { display: none; height: 1fr; width: 1fr; }"

    def render_line(self, y: int) -> Strip:
        """The sentence, in the middle."""
        palette = themes.palette(self)
        at = y - (self.size.height - len(LINES)) // 2
        text = LINES[at] if 0 <= at < len(LINES) else ""
        style = palette("strong" if at == 0 else "muted")
        return Strip([Segment(cells(text, self.size.width, "center"), style)], self.size.width)
