"""Writing one line of a widget: few segments, because every one costs bytes and time."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.text import cell_len, glyphs
from tui.themes import StylePalette


class LineWriter:
    """Collects the text of a line; neighbours that look the same become one segment."""

    def __init__(self, palette: StylePalette, width: int) -> None:
        self._palette = palette
        self._width = width
        self._segments: list[Segment] = []
        self._texts: list[str] = []
        self._style: Style | None = None

    def write(self, text: str, words: str = "") -> None:
        """Add text in the style of the words."""
        style = self._palette(words)
        if style is not self._style:
            self._flush()
            self._style = style
        self._texts.append(text)

    def _flush(self) -> None:
        if self._texts and self._style is not None:
            self._segments.append(Segment("".join(self._texts), self._style))
        self._texts = []

    def strip(self, bar: StylePalette | None = None) -> Strip:
        """The line in exactly its width; `bar` draws a piece of the scroll bar at its end."""
        self._flush()
        used = sum(cell_len(segment.text) for segment in self._segments)
        plain, width = self._palette(""), self._width - (bar is not None)
        if used > width:
            line = Strip(self._segments, used).crop(0, width)
        elif used < width and self._style is plain and self._segments:
            self._segments[-1] = Segment(self._segments[-1].text + " " * (width - used), plain)
            line = Strip(self._segments, width)
        else:
            line = Strip([*self._segments, Segment(" " * (width - used), plain)], width)
        if bar is None:
            return line
        return Strip([*line, Segment(glyphs().thumb, bar("muted"))], self._width)


def is_thumb(y: int, height: int, count: int, top: int) -> bool:
    """Whether the scroll bar's thumb covers line `y`; there is none when everything fits."""
    if count <= height:
        return False
    size = max(1, height * height // count)
    start = round((height - size) * top / (count - height))
    return start <= y < start + size
