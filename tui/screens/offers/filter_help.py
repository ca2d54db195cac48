"""What a filter can say: every term with an example, made from the terms themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.filters import filter_help
from data.filters.vocabulary import Vocabulary
from data.values.styled_text import Line, Span
from tui.screens.base.help import SearchableHelp, is_about
from tui.text import cell_len, cells

_WIDEST = 32
"""Cells of the examples at most."""


class FilterHelpScreen(SearchableHelp):
    """Every term of the filters of a list."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        super().__init__("What a filter can say")
        self._sections = filter_help.sections(vocabulary)

    def lines(self, words: str, width: int) -> tuple[Line, ...]:
        """The terms that the words are about."""
        return help_lines(tuple(_matching(self._sections, words)), width)


def _matching(
    sections: Iterable[filter_help.HelpSection], words: str
) -> Iterator[filter_help.HelpSection]:
    for section in sections:
        found = tuple(
            one for one in section.entries if is_about(f"{one.example} {one.meaning}", words)
        )
        if found:
            yield section._replace(entries=found)


def help_lines(sections: tuple[filter_help.HelpSection, ...], width: int) -> tuple[Line, ...]:
    """Examples at the left, meanings beside them, wrapped."""
    longest = max((cell_len(entry.example) for one in sections for entry in one.entries), default=0)
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
