"""Wraps styled text to a width in terminal cells."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count, zip_longest
from typing import NamedTuple

from data.values.cell_width import cell_width, graphemes
from data.values.styled_text import Line, Span

Piece = tuple[str, str]
"""A run of text with its style; BREAK begins a new line."""

BREAK: Piece = ("\n", "")
_CJK = (
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u30ff\u3105-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)
"""Scripts that are written without spaces; Korean has them."""
FIRST_CJK = "\u2e80"
_OPENING = "「『（［｛〈《【〔“‘"
_NEVER_FIRST = (
    "、。，．・：；？！」』）］｝〉》】〕”’…ーゝゞ々ぁぃぅぇぉっゃゅょゎ"
    "ァィゥェォッャュョヮヵヶ゛゜"
)
_PARTS = re.compile("[ \t\n]+|[\u200b\u00ad]|[^ \t\n\u200b\u00ad]+")
_RUNS = re.compile(" +|[^ ]+")
_GOOD_BREAK = frozenset("-/?&=_.:,;@#+")
"""Where a word that is too long is best broken: after these."""

SPACE, HERE, HYPHEN = " ", "", "-"
"""What may stand before a word: a space, nothing at all, or a hyphen if a line ends there."""


class LayoutWord(NamedTuple):
    """What stays together: its parts, its width, the style of the space before it, and `glue`.

    `glue` says what parts it from the word before: SPACE, HERE or HYPHEN.
    """

    parts: list[Piece]
    cells: int
    space: str
    glue: str = SPACE


@cache
def _split() -> re.Pattern[str]:
    """Where text without spaces may be broken; compiled for the first such text."""
    return re.compile(
        f"[{_OPENING}]*[0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日[{_NEVER_FIRST}]*"
        f"|[{_OPENING}]*[{_CJK}][{_NEVER_FIRST}\u0300-\u036f\u3099\u309a\ufe00-\ufe0f]*"
        f"|[^{_CJK}{_OPENING}]+[{_NEVER_FIRST}]*|[{_OPENING}]+[^{_CJK}{_OPENING}]*"
    )


def line_width(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cell_width(span.text) for span in line)


def styled(style: str, word: str) -> str:
    """A style with one more word in it, each once."""
    if not style or not word:
        return style or word
    return style if word in style.split() else f"{style} {word}"


def paragraphs(pieces: Iterable[Piece]) -> Iterator[list[LayoutWord]]:
    """The words between forced breaks, white space collapsed; a non-breaking space breaks none."""
    words = _Words()
    for piece in pieces:
        if piece is BREAK:
            yield words.taken()
            continue
        for text in _PARTS.findall(piece[0]):
            words.add(text, piece[1])
    last = words.taken()
    if last:
        yield last


class _Words:
    """Collects the words of a line that wraps."""

    def __init__(self) -> None:
        self._words: list[LayoutWord] = []
        self._parts: list[Piece] = []
        self._space = ""
        self._glue = SPACE

    def add(self, text: str, style: str) -> None:
        """A run of blanks, of letters, or a place to break."""
        if text[0] in " \t\n":
            self._end(SPACE, style)
        elif text == "\u200b":
            self._end(HERE, "")
        elif text == "\u00ad":
            self._end(HYPHEN, "")
        elif text.isascii() or max(text) < FIRST_CJK:
            self._parts.append((text.replace("\u00a0", " "), style))
        else:
            for number, part in enumerate(_split().findall(text)):
                if number:
                    self._end(HERE, "")
                self._parts.append((part.replace("\u00a0", " "), style))

    def _end(self, glue: str, space: str) -> None:
        if self._parts:
            parts = self._parts
            kept = self._space if all(self._space == style for _, style in parts) else ""
            cells = sum(cell_width(text) for text, _ in parts)
            self._words.append(LayoutWord(parts, cells, kept, self._glue))
            self._parts = []
            self._glue, self._space = glue, space
        elif glue == SPACE:
            self._glue, self._space = glue, space

    def taken(self) -> list[LayoutWord]:
        """The words so far; a new line begins."""
        self._end(SPACE, "")
        words, self._words = self._words, []
        self._glue, self._space = SPACE, ""
        return words


def wrap(pieces: Iterable[Piece], width: int, align: str = "left") -> list[Line]:
    """The pieces as lines no wider than `width`; a word that is wider is broken."""
    lines: list[Line] = []
    for words in paragraphs(pieces):
        lines += _filled(words, width) or [()]
    while lines and not lines[-1]:
        lines.pop()
    return lines if align == "left" else [aligned(line, width, align) for line in lines]


def _filled(words: list[LayoutWord], width: int) -> list[Line]:
    lines: list[Line] = []
    line: list[Piece] = []
    used = 0
    for word, after in zip_longest(words, words[1:]):
        between = 1 if word.glue == SPACE else 0
        needed = used + between + word.cells
        if after and after.glue == HYPHEN and needed + after.cells > width:
            needed += 1
        if line and needed <= width:
            if between:
                line.append((" ", word.space))
                used += 1
        elif line:
            if word.glue == HYPHEN and used < width:
                line.append(("-", line[-1][1]))
            lines.append(_ended(line))
            line, used = [], 0
        if word.cells <= width:
            line += word.parts
            used += word.cells
            continue
        *whole, line = _broken(word.parts, width)
        lines += map(merged, whole)
        used = sum(cell_width(text) for text, _ in line)
    return [*lines, _ended(line)] if line else lines


def _ended(line: list[Piece]) -> Line:
    """A line of text; one of non-breaking spaces only is empty."""
    return merged(line) if any(text.strip() for text, _ in line) else ()


def _broken(parts: list[Piece], width: int) -> list[list[Piece]]:
    """A word that is too long, broken after punctuation where that leaves lines well filled."""
    text = "".join(text for text, _ in parts)
    if not text.isascii() or _GOOD_BREAK.isdisjoint(text):
        return chopped(parts, width)
    styles = [style for part, style in parts for _ in part]
    lines: list[list[Piece]] = []
    start = 0
    while start < len(text):
        end = start + max(width, 1)
        if end < len(text):
            good = max(text.rfind(sign, start, end) + 1 for sign in _GOOD_BREAK)
            end = good if good > start + width // 2 else end
        lines.append(list(zip(text[start:end], styles[start:end], strict=True)))
        start = end
    return lines


def chopped(parts: Iterable[Piece], width: int) -> list[list[Piece]]:
    """Parts broken wherever the width ends; at least one line, with the white space as it is."""
    lines: list[list[Piece]] = [[]]
    left = width
    for text, style in parts:
        start = index = 0
        for piece, cells in graphemes(text):
            if cells > left:
                lines[-1].append((text[start:index], style))
                lines.append([])
                start, left = index, width
            left -= cells
            index += len(piece)
        lines[-1].append((text[start:], style))
    return lines


def folded(parts: Iterable[Piece], width: int) -> list[list[Piece]]:
    """A line with its blanks as they are, broken behind a blank where there is one."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for text, style in parts:
        for run in _RUNS.findall(text):
            cells = cell_width(run)
            if used + cells > width and run[0] != " " and cells <= width:
                lines.append([])
                used = 0
            if used + cells <= width:
                lines[-1].append((run, style))
                used += cells
                continue
            *whole, last = chopped([*lines.pop(), (run, style)], width)
            lines += [*whole, last]
            used = sum(cell_width(part) for part, _ in last)
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
