"""Styled text wrapped to a width that is counted in terminal cells."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from data.spans import Line, Span

Piece = tuple[str, str]
"""A run of text with its style; BREAK begins a new line."""

BREAK: Piece = ("\n", "")
_JOINERS = "\u200c\u200d"
_WIDE = (
    ("\u2630", "\u2637"),
    ("\u268a", "\u268f"),
    ("\u4dc0", "\u4dff"),
    ("\U0001d300", "\U0001d376"),
)
"""First and last of what newer editions of Unicode call wide, and Python 3.11 does not yet."""

_PARTS = re.compile("[ \t\n]+|[^ \t\n]+")


class Word(NamedTuple):
    """What stays together: its parts, its width, and the style of the space before it."""

    parts: list[Piece]
    cells: int
    space: str


@lru_cache(maxsize=4096)
def char_width(char: str) -> int:
    """The cells of one character: 2 for wide ones, 0 for those that combine, else 1."""
    if char in _JOINERS or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff":
        return 0  # joiners, and vowels and finals of Korean, which join the syllable before
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    is_wide = unicodedata.east_asian_width(char) in "WF"
    return 2 if is_wide or any(first <= char <= last for first, last in _WIDE) else 1


def cell_width(text: str) -> int:
    """How many cells of a terminal the text takes."""
    return len(text) if text.isascii() else sum(map(char_width, text))


def line_width(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cell_width(span.text) for span in line)


def styled(style: str, word: str) -> str:
    """A style with one more word in it, each once."""
    if not style or not word:
        return style or word
    return style if word in style.split() else f"{style} {word}"


def paragraphs(pieces: Iterable[Piece]) -> Iterator[list[Word]]:
    """The words between forced breaks, white space collapsed; a non-breaking space breaks none."""
    words: list[Word] = []
    parts: list[Piece] = []
    space = ""
    for piece in pieces:
        if piece is BREAK:
            _end_word(words, parts, space)
            yield words
            words, parts = [], []
            continue
        for text in _PARTS.findall(piece[0]):
            if text[0] in " \t\n":
                _end_word(words, parts, space)
                parts, space = [], piece[1]
            else:
                parts.append((text.replace("\u00a0", " "), piece[1]))
    _end_word(words, parts, space)
    if words:
        yield words


def _end_word(words: list[Word], parts: list[Piece], space: str) -> None:
    if parts:
        first = parts[0][1] if len(parts) == 1 else ""
        kept = space if space == first else ""
        words.append(Word(parts, sum(cell_width(text) for text, _ in parts), kept))


def wrap(pieces: Iterable[Piece], width: int, align: str = "left") -> list[Line]:
    """The pieces as lines no wider than `width`; a word that is wider is broken."""
    lines: list[Line] = []
    for words in paragraphs(pieces):
        lines += _filled(words, width) or [()]
    while lines and not lines[-1]:
        lines.pop()
    return lines if align == "left" else [aligned(line, width, align) for line in lines]


def _filled(words: list[Word], width: int) -> list[Line]:
    lines: list[Line] = []
    line: list[Piece] = []
    used = 0
    for word in words:
        if line and used + 1 + word.cells <= width:
            line.append((" ", word.space))
            used += 1
        elif line:
            lines.append(merged(line))
            line, used = [], 0
        if word.cells <= width:
            line += word.parts
            used += word.cells
            continue
        *whole, line = chopped(word.parts, width)
        lines += map(merged, whole)
        used = sum(cell_width(text) for text, _ in line)
    return [*lines, merged(line)] if line else lines


def chopped(parts: Iterable[Piece], width: int) -> list[list[Piece]]:
    """Parts broken wherever the width ends; at least one line, with the white space as it is."""
    lines: list[list[Piece]] = [[]]
    left = width
    for text, style in parts:
        start = 0
        for index, char in enumerate(text):
            cells = char_width(char)
            if cells > left:
                lines[-1].append((text[start:index], style))
                lines.append([])
                start, left = index, width
            left -= cells
        lines[-1].append((text[start:], style))
    return lines


def merged(pieces: Iterable[Piece]) -> Line:
    """Pieces of one line as spans, neighbours of one style put together."""
    spans: list[Span] = []
    for text, style in pieces:
        if spans and spans[-1].style == style:
            spans[-1] = Span(spans[-1].text + text, style)
        elif text:
            spans.append(Span(text, style))
    return tuple(spans)


def aligned(line: Line, width: int, align: str) -> Line:
    """The line moved to the right or to the middle."""
    free = width - line_width(line)
    before = free if align == "right" else free // 2 if align == "center" else 0
    return merged([(" " * before, ""), *line]) if line and before > 0 else line


def prefixed(lines: Iterable[Line], first: Piece, others: Piece) -> list[Line]:
    """Lines with something before the first and something before the others."""
    befores = (others if index else first for index in count())
    return [
        merged([before, *line]) if line or before[0].strip() else line
        for before, line in zip(befores, lines, strict=False)
    ]
