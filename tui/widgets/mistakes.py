"""What is wrong with a template, under its source: a line each, with the place, to click."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from data.letters.letter_records import Mistake
from tui import themes
from tui.text import cells, glyphs
from tui.widgets.line_writer import LineWriter

MOST = 3
"""Mistakes shown at once; how many more there are is said."""


class Mistakes(Widget):
    """Mistakes with line and column; one line that says so when there is none."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Mistakes { height: 1; width: 1fr; background: $panel; color: $foreground; }"

    class Chosen(Message):
        """A mistake was clicked."""

        def __init__(self, lines: Mistakes, mistake: Mistake) -> None:
            super().__init__()
            self.lines = lines
            self.mistake = mistake

        @property
        def control(self) -> Widget:
            """The lines."""
            return self.lines

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._mistakes: tuple[Mistake, ...] = ()
        self._palette: themes.StylePalette | None = None

    def show(self, mistakes: Sequence[Mistake]) -> None:
        """Show these mistakes."""
        if tuple(mistakes) == self._mistakes:
            return
        self._mistakes = tuple(mistakes)
        height = max(1, min(MOST, len(self._mistakes)))
        if height != self.size.height:
            self.styles.height = height
        self.refresh()

    @property
    def text(self) -> str:
        """What it says, for those who cannot see."""
        return "\n".join(_mistake_text(mistake) for mistake in self._mistakes) or "no mistakes"

    def on_click(self, event: events.Click) -> None:
        """Choose a mistake."""
        offset = event.get_content_offset(self)
        if offset is not None and 0 <= offset.y < len(self._mistakes):
            mistake = self._mistakes[offset.y]
            if mistake.line:
                self.post_message(self.Chosen(self, mistake))

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        """One mistake; the last line says how many more there are."""
        palette = self._palette = self._palette or themes.palette(self)
        writer = LineWriter(palette, self.size.width)
        if not self._mistakes:
            writer.write(f" {glyphs().accepted} no mistakes", "good")
            return writer.strip()
        if y < len(self._mistakes):
            mistake = self._mistakes[y]
            more = len(self._mistakes) - MOST
            end = f"  (and {more} more)" if y == MOST - 1 and more > 0 else ""
            style = "warn" if mistake.unknown else "bad"
            mark = glyphs().expired if mistake.unknown else glyphs().declined
            writer.write(f" {mark} ", style)
            writer.write(cells(_mistake_text(mistake) + end, max(1, self.size.width - 4)), style)
        return writer.strip()


def _mistake_text(mistake: Mistake) -> str:
    """The mistake with its place in front: "line 12, column 5: there is no filter 'mony'"."""
    if not mistake.line:
        return mistake.text
    place = (
        f"line {mistake.line}, column {mistake.column}"
        if mistake.column
        else f"line {mistake.line}"
    )
    return f"{place}: {mistake.text}"
