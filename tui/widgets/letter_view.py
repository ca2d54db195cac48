"""The letter as it would lie on paper: a margin, a measure of at most 80 columns, gaps on top."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from data.letters.layout.wrapping import wrap
from data.values.styled_text import Line, Span
from tui import themes
from tui.text import cell_len, content
from tui.widgets.lines_view import Item, LinesView, MakeLines

MEASURE = 80
"""A line of the letter is never longer than this."""


class LetterView(LinesView):
    """A letter with a margin around it; what is not set is named above the first line."""

    def __init__(
        self, *, empty: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(empty=empty, id=id, classes=classes)
        self._unset: tuple[str, ...] = ()
        self._alarm = ""
        self._border = ("", "")

    def show_letter(
        self,
        make: MakeLines,
        *,
        unset: tuple[str, ...] = (),
        title: str = "Letter",
        subtitle: str = "",
        keep: bool = False,
        alarm: str = "",
    ) -> None:
        """Show a letter: its lines for a width, what is not set, and what the border says.

        An alarm stands above everything.
        """
        self._unset, self._alarm = unset, alarm
        # saying the same again would draw the whole letter, not only the lines that changed
        if (title, subtitle) != self._border:
            self._border = (title, subtitle)
            self.border_title, self.border_subtitle = content(title), content(subtitle)
        self.show(make, keep=keep)

    def make_lines(self, width: int) -> Sequence[Item]:
        """The lines within the measure, what is not set first."""
        measure = self._measure(width)
        letter = list(super().make_lines(measure))
        if not letter:
            return ()
        alarm = wrap([(self._alarm, "bad strong")], max(8, measure)) if self._alarm else []
        notice = [Item(text) for text in (*alarm, *_notice(self._unset, measure))]
        return [*notice, Item(()), *letter, Item(())]

    @property
    def margin(self) -> int:
        """The cells before the text of a line: beside the paper, and on it."""
        width = max(1, self.size.width - 1)
        margin = self._margin(width)
        return (width - self._measure(width) - 2 * margin) // 2 + margin

    def draw_line(self, line: Line, at: int, palette: themes.StylePalette) -> list[Segment]:
        """A line on paper, in the middle of the pane."""
        width = max(1, self.size.width - 1)
        margin, measure = self._margin(width), self._measure(width)
        paper = self.palette("surface")
        written = self.written(line, at, paper)
        blank = measure - sum(cell_len(segment.text) for segment in written)
        outside = self.margin - margin
        before = [Segment(" " * outside, palette(""))] if outside else []
        behind = Segment(" " * (max(0, blank) + margin), paper(""))
        return [*before, Segment(" " * margin, paper("")), *written, behind]

    def draw_blank(self) -> Strip:
        """The paper goes on below the last line."""
        line = self.draw_line((), 0, self.palette())
        return Strip(line).adjust_cell_length(self.size.width, self.palette()(""))

    @staticmethod
    def _margin(width: int) -> int:
        return 1 if width < 50 else 2 if width < 70 else 3

    def _measure(self, width: int) -> int:
        return max(1, min(MEASURE, width - 2 * self._margin(width)))


def _notice(unset: tuple[str, ...], width: int) -> list[Line]:
    """What is not set, wrapped: "Not set: start date, salary"."""
    if not unset:
        return []
    lines, text = [], "Not set: "
    for at, name in enumerate(unset):
        word = name + ("," if at < len(unset) - 1 else "")
        if text.strip() and cell_len(text) + cell_len(word) > width and text != "Not set: ":
            lines.append(text.rstrip())
            text = "  "
        text += word + " "
    return [(Span(line, "warn strong"),) for line in (*lines, text.rstrip())]
