"""Lays a letter's HTML out as lines of styled text, wrapped to a width; no text is left out.

The words of the styles: heading, strong, em, underline, link, code, unset, muted, rule, strike.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from data.letters.layout.css import points
from data.letters.layout.element_widths import INDENT, NARROWEST, SIGNATURE, runs_and_blocks, size
from data.letters.layout.html_tree import PAGE, Element, parse
from data.letters.layout.inherited_style import InlineContext, direction
from data.letters.layout.inline import address, all_inline, struck
from data.letters.layout.list_markers import WordItem, marks, word_item
from data.letters.layout.tables import lay_table
from data.letters.layout.wrapping import (
    Piece,
    aligned,
    folded,
    line_width,
    merged,
    prefixed,
    wrap,
)
from data.values.cell_width import cell_width
from data.values.styled_text import Line, Span

__all__ = ["NARROWEST", "is_spaced", "lay_out", "lay_out_tree", "to_plain"]

LINES = 5_000
"""The most lines of a letter; how many more there are is said."""
_UNBROKEN = 20_000
"""Cells that no paragraph of a letter needs."""
BLANK = 2
"""The most empty lines under each other."""
TABLES = 4
"""Tables nested deeper than this are laid out as plain blocks."""

_SPACED = frozenset(
    [
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "dl", "blockquote", "pre"),
        *("table", "hr", "figure", "center", "details"),
    ]
)
_FLOWS = frozenset({"div", "section", "article", "main", "header", "footer", "address", "p"})
"""Blocks that a margin moves in."""
_STEP = "  "
"""How far a list that stands directly in a list is moved in."""
_PLAIN = InlineContext()


def lay_out(html: str, width: int, *, left_to_right: bool = True) -> tuple[Line, ...]:
    """The letter as lines no wider than `width` cells (at least NARROWEST).

    Text stays in logical order: some terminals turn it and some do not, and turned twice it would
    read wrong everywhere. What runs from right to left ends at the right, its marks are there too.
    """
    return lay_out_tree(parse(html), width, left_to_right=left_to_right)


def lay_out_tree(root: Element, width: int, *, left_to_right: bool = True) -> tuple[Line, ...]:
    """As `lay_out`, for a tree."""
    width = max(width, NARROWEST)
    context = _PLAIN if left_to_right else InlineContext(align="right", right_to_left=True)
    lines = _squeezed(_flow(root, width, context))
    more = len(lines) - LINES
    if more > 0:
        lines[LINES:] = [(Span(f"… {more:,} more lines"[:width], "muted"),)]
    return tuple(lines)


def to_plain(html: str, width: int = 78) -> str:
    """The letter as plain text, for a text file or the body of an email."""
    lines = ("".join(span.text for span in line).rstrip() for line in lay_out(html, width))
    return "".join(f"{line}\n" for line in lines)


def unbroken(html: str) -> str:
    """The letter as plain text whose paragraphs are one line each, for pasting elsewhere."""
    lines = (_closed_up("".join(span.text for span in line)) for line in lay_out(html, _UNBROKEN))
    return "".join(f"{line}\n" for line in lines)


def _closed_up(line: str) -> str:
    """A line without what only fills the width."""
    filled = re.sub(r"([─╌])\1{77,}", lambda rule: rule[1] * 78, line.rstrip())
    return re.sub(r" {40,}", lambda gap: "  " if gap.start() else "", filled)


def _squeezed(lines: list[Line]) -> list[Line]:
    """Lines with no more than a few empty ones under each other."""
    kept: list[Line] = []
    empty = 0
    for line in lines:
        empty = 0 if line else empty + 1
        if empty <= BLANK:
            kept.append(line)
    return kept


# ---------------------------------------------------------------- blocks


def _flow(element: Element, width: int, context: InlineContext) -> list[Line]:
    """What is in an element, its blocks under each other with a free line where there should be."""
    lines: list[Line] = []
    gap = False
    for part in runs_and_blocks(element, context):
        if isinstance(part, Element):
            laid, spaced = _block(part, width, context), is_spaced(part, context)
        else:
            laid, spaced = wrap(part, width, context.align), False
        if laid:
            lines += [(), *laid] if lines and (gap or spaced) else laid
            gap = spaced
        elif spaced:
            gap = True  # an empty paragraph keeps its neighbours apart
    return lines


def is_spaced(element: Element, context: InlineContext = _PLAIN) -> bool:
    """Whether a free line stands before and after a block."""
    if element.tag not in _SPACED or (context.lists and element.tag in ("ul", "ol")):
        return element.tag == PAGE or element.breaks_page("before") or element.breaks_page("after")
    if element.tag == "p" and element.attributes and word_item(element) is not None:
        return False
    return not element.has_class("signature")


def _block(element: Element, width: int, context: InlineContext) -> list[Line]:
    """A block's lines; those of a paragraph are remembered with its HTML."""
    if element.source:
        return _remembered(_BlockKey(element), width, context)
    return _laid(element, width, context)


class _BlockKey:
    """A block that is known by its HTML: the same HTML looks the same."""

    __slots__ = ("element",)

    def __init__(self, element: Element) -> None:
        self.element = element

    def __hash__(self) -> int:
        return hash(self.element.source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _BlockKey) and self.element.source == other.element.source


@lru_cache(maxsize=1024)
def _remembered(known: _BlockKey, width: int, context: InlineContext) -> list[Line]:
    return _laid(known.element, width, context)


def _laid(element: Element, width: int, context: InlineContext) -> list[Line]:
    inside = context.inside(element)
    lines = _KINDS.get(element.tag, _moved)(element, width, inside)
    # An inline element around blocks, such as a link around a table, keeps its address.
    behind = address(element) if element.tag == "a" else ""
    if behind:
        lines = lines + wrap([(behind, "muted")], width, context.align)
    if struck(inside) and not struck(context):
        lines = [_sign("[-", inside), *lines, _sign("-]", inside)]
    if not element.attributes:
        return lines
    before = [_page_break(width)] if element.breaks_page("before") else []
    after = [_page_break(width)] if element.breaks_page("after") else []
    return [*before, *lines, *after] if before or after else lines


def _sign(text: str, context: InlineContext) -> Line:
    return (Span(text, context.style),)


def _page_break(width: int) -> Line:
    dashes = max(0, width - 12) // 2
    return (Span("╌" * dashes + " page break "[:width] + "╌" * dashes, "rule"),)


def _page(element: Element, width: int, context: InlineContext) -> list[Line]:
    return [_page_break(width)]


def _rule(element: Element, width: int, context: InlineContext) -> list[Line]:
    if element.has_class("signature"):
        return [aligned((Span("_" * min(width, SIGNATURE), "rule"),), width, context.align)]
    return [(Span("─" * width, "rule"),)]


def _preformatted(element: Element, width: int, context: InlineContext) -> list[Line]:
    if element.has_block:
        return _flow(element, width, context)
    lines: list[list[Piece]] = [[]]
    for text, style in all_inline(element, context):
        first, *others = text.expandtabs(4).replace("\u00a0", " ").split("\n")
        lines[-1].append((first, style))
        lines += [[(other, style)] for other in others]
    laid = [merged(part) for line in lines for part in folded(line, width)]
    while laid and not laid[-1]:
        laid.pop()
    return laid


def _text_line(element: Element, width: int, context: InlineContext) -> list[Line]:
    """A line of a text that is no HTML; an empty one is a line too."""
    return _preformatted(element, width, context) or [()]


def _beside(
    lines: list[Line], width: int, context: InlineContext, first: Piece, others: Piece | None = None
) -> list[Line]:
    """Lines with a mark where they begin: at the left, or at the right of `width`."""
    others = (" " * cell_width(first[0]), "") if others is None else others
    if not context.right_to_left:
        return prefixed(lines, first, others)
    return [
        merged([*_filled(line, width - cell_width(mark[0])), (mark[0][::-1], mark[1])])
        for line, mark in zip(lines, [first] + [others] * (len(lines) - 1), strict=True)
    ]


def _filled(line: Line, width: int) -> list[Piece]:
    return [*line, (" " * max(0, width - line_width(line)), "")]


def _quote(element: Element, width: int, context: InlineContext) -> list[Line]:
    if width < NARROWEST + 2:
        return _flow(element, width, context)
    bar = ("│ ", "muted")
    return _beside(_flow(element, width - 2, context), width, context, bar, bar)


def _definition(element: Element, width: int, context: InlineContext) -> list[Line]:
    return _indented(element, width, context, INDENT)


def _indented(element: Element, width: int, context: InlineContext, cells: int) -> list[Line]:
    indent = cells if width >= NARROWEST + cells else 0
    lines = _preserved(element, width - indent, context)
    if not indent:
        return lines
    return [line and _beside([line], width, context, (" " * indent, ""))[0] for line in lines]


def _moved(element: Element, width: int, context: InlineContext) -> list[Line]:
    """A plain block, moved in where its margin says so."""
    if not element.attributes or element.tag not in _FLOWS:
        return _preserved(element, width, context)
    css = element.styles
    side = "right" if context.right_to_left else "left"
    margin = points(css.get(f"margin-{side}", "")) + points(css.get(f"padding-{side}", ""))
    cells = min(round(margin / 36) * INDENT, width // 3)
    return _indented(element, width, context, cells)


def _preserved(element: Element, width: int, context: InlineContext) -> list[Line]:
    if element.attributes and element.styles.get("white-space", "").startswith("pre"):
        return _preformatted(element, width, context)
    return _flow(element, width, context)


# ---------------------------------------------------------------- lists


def _list(element: Element, width: int, context: InlineContext) -> list[Line]:
    """Items with their marks before them; what is in a list but in no item stands as it is."""
    inside = context._replace(lists=context.lists + 1, align=context.start)
    runs_and_blocks = [
        part for part in element.children if not isinstance(part, str) or part.strip()
    ]
    items = [part for part in runs_and_blocks if isinstance(part, Element) and part.tag == "li"]
    marked = iter(marks(element, items, context.lists))
    lines: list[Line] = []
    for part in runs_and_blocks:
        if isinstance(part, str):
            lines += wrap([(context.text(part), context.style)], width, context.start)
        elif part.tag == "li":
            lines += _item(part, width, inside, next(marked))
        elif part.tag in ("ul", "ol") and width >= NARROWEST + cell_width(_STEP):
            nested = _block(part, width - cell_width(_STEP), inside)
            lines += _beside(nested, width, inside, (_STEP, ""))
        else:
            lines += _block(part, width, inside)
    return lines


def _item(item: Element, width: int, context: InlineContext, mark: str) -> list[Line]:
    indent = cell_width(mark)
    inside = context.inside(item)
    if width - indent < NARROWEST:
        before = [(Span(mark.strip()[:width]),)] if mark.strip() else []
        return [*before, *_flow(item, width, inside)]
    lines = _flow(item, width - indent, inside)
    return _beside(lines or [()], width, inside, (mark, ""))


def _loose_item(element: Element, width: int, context: InlineContext) -> list[Line]:
    """An item outside of any list."""
    return _item(element, width, context, "• ")


def _paragraph(element: Element, width: int, context: InlineContext) -> list[Line]:
    listed = word_item(element) if element.attributes else None
    return _moved(element, width, context) if listed is None else _word_item(listed, width, context)


def _word_item(listed: WordItem, width: int, context: InlineContext) -> list[Line]:
    """A paragraph that Word made look like an item of a list."""
    mark = " " * (INDENT // 2 * (listed.level - 1)) + listed.mark + " "
    if width - cell_width(mark) < NARROWEST:
        mark = listed.mark + " "
    if width - cell_width(mark) < NARROWEST:
        return [(Span(listed.mark[:width]),), *_flow(listed.rest, width, context)]
    context = context._replace(align=context.start)
    lines = _flow(listed.rest, width - cell_width(mark), context)
    return _beside(lines or [()], width, context, (mark, ""))


# ---------------------------------------------------------------- tables


def _table(element: Element, width: int, context: InlineContext) -> list[Line]:
    inner = context._replace(tables=context.tables + 1)
    if context.tables >= TABLES:
        return _flow(element, width, inner)

    def lay(cell: Element, room: int, is_stacked: bool) -> list[Line]:
        inside = inner.inside(cell)
        if is_stacked and not direction(cell):
            inside = inside._replace(align=context.align)
        return _flow(cell, room, inside)

    lines: list[Line] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag == "caption":
            lines += _flow(child, width, context.inside(child))
    return lines + lay_table(element, width, size, lay, right_to_left=context.right_to_left)


_KINDS: dict[str, Callable[[Element, int, InlineContext], list[Line]]] = {
    PAGE: _page,
    "hr": _rule,
    "p": _paragraph,
    "pre": _preformatted,
    "#line": _text_line,
    "blockquote": _quote,
    "dd": _definition,
    "ul": _list,
    "ol": _list,
    "li": _loose_item,
    "table": _table,
}
