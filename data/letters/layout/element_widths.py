"""Measures elements of a letter: the narrowest they can be, and their natural width."""

from collections.abc import Iterator

from data.letters.layout.html_tree import Element
from data.letters.layout.inherited_style import InlineContext, texts
from data.letters.layout.inline import inline
from data.letters.layout.tables import table_size
from data.letters.layout.wrapping import HERE, HYPHEN, Piece, paragraphs
from data.values.cell_width import cell_width

NARROWEST = 8
"""The smallest width in cells that text is laid out for."""
SIGNATURE = 28
"""How long the line to sign on is, where there is room."""
RUN = 10
"""Text without spaces (Chinese, Japanese) wants so many cells of a column."""
INDENT = 4
"""How far a definition or a moved paragraph is moved in; Word's levels are half of that."""
_PLAIN = InlineContext()


def size(element: Element) -> tuple[int, int]:
    """The narrowest an element can be without breaking a word, and the widest it would like."""
    if element.size is None:
        element.size = _measured(element)
    return element.size


def _measured(element: Element) -> tuple[int, int]:
    if element.tag == "hr":
        return (NARROWEST, SIGNATURE) if element.has_class("signature") else (1, 1)
    if element.tag == "table":
        return table_size(element, size)
    if element.tag == "pre" and not element.has_block:
        lines = "".join(texts(element)).expandtabs(4).split("\n")
        return NARROWEST, max(map(cell_width, lines))
    sizes = [_part_size(part) for part in runs_and_blocks(element, _PLAIN)]
    extra = {"li": INDENT, "blockquote": 2, "dd": INDENT}.get(element.tag, 0)
    return max(low for low, _ in sizes) + extra, max(high for _, high in sizes) + extra


def _part_size(part: Element | list[Piece]) -> tuple[int, int]:
    if isinstance(part, Element):
        return size(part)
    low = high = 0
    for words in paragraphs(part):
        run = line = 0
        for number, word in enumerate(words):
            is_joined = number > 0 and word.glue in (HERE, HYPHEN)
            run = run + word.cells if is_joined else word.cells
            line += word.cells + (number > 0 and not is_joined)
            low = max(low, word.cells, min(run, RUN))
        high = max(high, line)
    return low, high


def runs_and_blocks(element: Element, context: InlineContext) -> Iterator[Element | list[Piece]]:
    """What is in an element: blocks, and the runs of text between them."""
    run: list[Piece] = []
    for child in element.children:
        if isinstance(child, str):
            run.append((context.text(child), context.style))
        elif child.is_block:
            yield run
            run = []
            yield child
        else:
            run += inline(child, context)
    yield run
