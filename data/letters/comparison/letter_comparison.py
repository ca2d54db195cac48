"""Compares two letters, or two texts, by word: what changed, and lines to read it in.

Deleted words stand in `[-…-]`, inserted ones in `{+…+}`, moved paragraphs in `{>…<}`, so that they
can be seen without colours. `compare(before, after)` takes the HTML of letters,
`compare(before, after, html=False)` texts such as the sources of templates.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from data.letters.comparison.blocks import LINE
from data.letters.comparison.merged_tree import LetterChange, LetterDiff
from data.letters.layout.html_tree import Element, parse
from data.letters.layout.letter_lines import is_spaced, lay_out_tree
from data.letters.layout.wrapping import line_width, merged
from data.values.styled_text import Line
from data.values.text import plain

__all__ = ["Comparison", "LaidOutComparison", "LetterChange", "change_of", "compare"]

MIDDLE = " │ "
"""What stands between the letters when they are side by side."""
LONGEST_TEXT = 256 * 1024
"""Texts are compared up to so many characters; the rest is cut with a visible line."""

_HIDDEN = {
    "both": frozenset({"was"}),
    "before": frozenset({"after", "note"}),
    "after": frozenset({"before", "was", "note"}),
}
_OPEN = frozenset({"div", "section", "article", "main", "header", "footer"})
_VERBS = (("changed", "changed"), ("added", "added"), ("removed", "removed"), ("moved", "moved"))


class LaidOutComparison(NamedTuple):
    """Lines for a width, and the line on which each change begins."""

    lines: tuple[Line, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True)
class Comparison:
    """Two letters side by side: the changes in reading order.

    `is_identical` is true only when even what does not show is the same.
    """

    changes: tuple[LetterChange, ...]
    is_identical: bool
    _both: Element = field(repr=False, compare=False)

    @property
    def is_same(self) -> bool:
        """Whether both say the same, word for word."""
        return not self.changes

    @property
    def summary(self) -> str:
        """What changed in one line: "3 words changed, 1 paragraph added"."""
        if self.is_same:
            return "the same" if self.is_identical else "the same words, formatted differently"
        counts: Counter[tuple[str, str]] = Counter()
        for change in self.changes:
            counts[change.kind, change.unit] += change.number
        phrases = []
        for kind, word in _VERBS:
            for (found, unit), count in sorted(counts.items(), key=lambda one: one[0][1] != "word"):
                if found == kind:
                    phrases.append(f"{count:,} {unit}{'' if count == 1 else 's'} {word}")
        return ", ".join(phrases)

    def lines(self, width: int) -> tuple[Line, ...]:
        """Both letters in one, what changed marked in its place."""
        return self.laid(width).lines

    def laid(self, width: int) -> LaidOutComparison:
        """Both letters in one, and where each change begins."""
        return _with_starts(lay_out_tree(_seen(self._both, "both"), width), len(self.changes))

    def side_by_side(self, width: int) -> LaidOutComparison:
        """The letter before at the left and the one after at the right, paragraph by paragraph."""
        half = (width - len(MIDDLE)) // 2
        lines = tuple(_beside(self._both, half))
        return _with_starts(lines, len(self.changes))

    def to_plain(self, width: int = 78, context: int | None = None) -> str:
        """Both letters in one as plain text; with `context` only so many lines around changes."""
        laid = self.laid(width)
        texts = ["".join(span.text for span in line).rstrip() for line in laid.lines]
        if context is not None:
            texts = list(_folded(laid.lines, texts, context))
        return "".join(f"{text}\n" for text in texts)


@lru_cache(maxsize=8)
def compare(before: str, after: str, *, html: bool = True) -> Comparison:
    """What differs between two letters (HTML), or between two texts line by line."""
    if before == after:
        return Comparison((), True, parse(after) if html else _text(after))
    first, second = (parse(before), parse(after)) if html else (_text(before), _text(after))
    merger = LetterDiff()
    both = merger.merge(first, second)
    return Comparison(tuple(merger.changes), False, both)


def change_of(style: str) -> int | None:
    """The number of the change (from 0) that a span of this style belongs to."""
    at = style.rfind("@")
    return int(style[at + 1 :].split(" ")[0]) if at >= 0 else None


def _text(text: str) -> Element:
    """A text as a tree of lines."""
    kept, more = plain(text)[:LONGEST_TEXT], len(text) - LONGEST_TEXT
    lines = kept.split("\n")
    if lines[-1] == "":
        lines.pop()
    if more > 0:
        lines.append(f"… {more:,} more characters")
    root = Element("div", {})
    made: list[Element | str] = [Element(LINE, {}).like([line]) for line in lines]
    return root.like(made)


# ---------------------------------------------------------------- what is seen of both


def _seen(element: Element, view: str) -> Element:
    """The element without what this view does not show; the same one when it shows everything."""
    hidden = _HIDDEN[view]
    children: list[Element | str] = []
    is_changed = False
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
            continue
        if child.attributes.get("side", "") in hidden:
            is_changed = True
            continue
        seen = _seen(child, view)
        is_changed = is_changed or seen is not child
        children.append(seen)
    return element.like(children) if is_changed else element


def _beside(both: Element, half: int) -> Iterator[Line]:
    """Blocks of both letters beside each other, with a free line where one of them has it."""
    gap = False
    is_first = True
    for one, other in _facing(list(_blocks(both))):
        sides = [_side(one, "before", half), _side(other, "after", half)]
        if not any(sides):
            continue
        spaced = is_spaced(one or other or both)
        if not is_first and (gap or spaced):
            yield _row((), (), half)
        gap, is_first = spaced, False
        for left, right in zip_longest(*sides, fillvalue=()):
            yield _row(left, right, half)


def _side(block: Element | None, view: str, half: int) -> tuple[Line, ...]:
    if block is None:
        return ()
    return lay_out_tree(_seen(Element("div", {}).like([block]), view), half)


def _facing(blocks: list[Element]) -> Iterator[tuple[Element | None, Element | None]]:
    """What stands in one row: a block on both sides, or what went with what came instead."""
    gone: list[Element] = []
    come: list[Element] = []
    for block in [*blocks, None]:
        side = block.attributes.get("side", "") if block else ""
        if block and side == "after":
            come.append(block)
            continue
        if come or side not in ("before", "note"):
            yield from zip_longest(gone, come)
            gone, come = [], []
        if block and side == "before":
            gone.append(block)
        elif block and side != "note":
            yield block, block


def _blocks(element: Element) -> Iterator[Element]:
    """The blocks of a letter, what only holds others opened; runs of text as blocks."""
    run: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str) or not child.is_block:
            run.append(child)
            continue
        if run:
            yield Element("div", {}).like(run)
            run = []
        if child.tag in _OPEN and child.has_block and not child.attributes.keys() - {"class"}:
            yield from _blocks(child)
        else:
            yield child
    if run:
        yield Element("div", {}).like(run)


def _row(left: Line, right: Line, half: int) -> Line:
    space = " " * max(0, half - line_width(left))
    return merged([*left, (space, ""), (MIDDLE, "rule"), *right])


def _with_starts(lines: tuple[Line, ...], count: int) -> LaidOutComparison:
    starts = [-1] * count
    for at, line in enumerate(lines):
        for span in line:
            number = change_of(span.style) if "@" in span.style else None
            if number is not None and number < count and starts[number] < 0:
                starts[number] = at
    last = 0
    for number, start in enumerate(starts):
        last = starts[number] = start if start >= 0 else last
    return LaidOutComparison(lines, tuple(starts))


def _folded(lines: tuple[Line, ...], texts: list[str], context: int) -> Iterator[str]:
    """Only the lines around changes; how many are left out is said."""
    changed = [at for at, line in enumerate(lines) if any("@" in span.style for span in line)]
    shown = {near for at in changed for near in range(at - context, at + context + 1)}
    skipped = 0
    for at, text in enumerate(texts):
        if at not in shown:
            skipped += 1
            continue
        if skipped:
            yield _same(skipped)
        skipped = 0
        yield text
    if skipped:
        yield _same(skipped)


def _same(count: int) -> str:
    return f"… {count:,} {'line' if count == 1 else 'lines'} the same"
