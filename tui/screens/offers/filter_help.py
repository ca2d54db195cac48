"""What a filter can say: every term with an example, made from the terms themselves."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from data.filters import filter_help
from data.filters.vocabulary import Vocabulary
from data.values.styled_text import Line, Span
from tui.screens.base.screens import Dialog
from tui.text import cell_len, cells
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import LinesView

_WIDEST = 32
"""Cells of the examples at most."""
_FRAME = 4


class FilterHelpScreen(Dialog[None]):
    """Every term of the filters of a list."""

    commands_name = "help"
    CSS_PATH = "../../styles/places.tcss"

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        super().__init__()
        self._sections = filter_help.sections(vocabulary)

    def compose(self) -> ComposeResult:
        """One view of lines, as wide as the terminal allows."""
        with Vertical(id="help-box", classes="pane") as box:
            box.border_title = "What a filter can say"
            yield LinesView(id="help")
            yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Lay the sections out for the width there is."""
        box = self.query_one("#help-box")

        def make(width: int) -> tuple[Line, ...]:
            lines = help_lines(self._sections, width)
            box.styles.height = len(lines) + _FRAME
            return lines

        self.query_one(LinesView).show(make)


def help_lines(sections: tuple[filter_help.HelpSection, ...], width: int) -> tuple[Line, ...]:
    """Examples at the left, meanings beside them, wrapped."""
    longest = max(cell_len(entry.example) for one in sections for entry in one.entries)
    left = min(_WIDEST, longest, max(12, width // 2 - 4))
    lines: list[Line] = []
    for section in sections:
        if lines:
            lines.append(())
        lines.append((Span(cells(f" {section.title}", width), "heading accent"),))
        for entry in section.entries:
            lines.extend(_entry(entry, left, width))
    return tuple(lines)


def _entry(entry: filter_help.HelpEntry, left: int, width: int) -> list[Line]:
    room = max(10, width - left - 5)
    lines = [""]
    for word in entry.meaning.split():
        joined = f"{lines[-1]} {word}".strip()
        if cell_len(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    first = f"  {cells(entry.example, left)}  "
    return [
        (Span(first if at == 0 else " " * (left + 4), "strong"), Span(cells(text, room)))
        for at, text in enumerate(lines)
    ]
