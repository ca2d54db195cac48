"""A letter's HTML as readable lines of styled text, wrapped to a width; nothing is left out unsaid.

The words of the styles: heading, strong, em, underline, link, code, unset, muted, rule, strike.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from data.letter_table import lay_table, table_size
from data.letter_tree import Element, parse
from data.letter_wrap import (
    BREAK,
    Piece,
    aligned,
    cell_width,
    chopped,
    merged,
    paragraphs,
    prefixed,
    styled,
    wrap,
)
from data.plain import one_line
from data.spans import Line, Span

__all__ = ["NARROWEST", "cell_width", "lay_out", "to_plain"]

NARROWEST = 8
"""The smallest width in cells that text is laid out for."""
LINES = 5_000
"""The most lines of a letter; how many more there are is said."""
TABLES = 4
"""Tables nested deeper than this are laid out as plain blocks."""
SIGNATURE = 28
"""How long the line to sign on is, where there is room."""
ADDRESS = 300
"""The longest address of a link that is written out, in characters."""

_STYLES = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var", "caption", "figcaption"), "em"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strike"),
    **dict.fromkeys(("code", "kbd", "samp", "tt", "pre"), "code"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "a": "link",
    "small": "muted",
    "dt": "strong",
    "th": "strong",
}
_SPACED = frozenset(
    [
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "dl", "blockquote", "pre"),
        *("table", "hr", "figure", "center"),
    ]
)
_BULLETS = ("•", "◦", "-")
_SIDES = {"ltr": "left", "rtl": "right"}


class _Way(NamedTuple):
    """How an element is written, as it was handed down by those around it."""

    style: str
    align: str
    lists: int = 0
    tables: int = 0

    def inside(self, element: Element) -> "_Way":
        """The way of what is in the element."""
        align = element.attributes.get("align", "").lower()
        if element.tag == "center":
            align = "center"
        if align not in ("left", "right", "center"):
            align = _SIDES.get(element.attributes.get("dir", "").lower(), self.align)
        return self._replace(style=styled(self.style, _style(element)), align=align)


def lay_out(html: str, width: int, *, left_to_right: bool = True) -> tuple[Line, ...]:
    """The letter as lines no wider than `width` cells (at least NARROWEST).

    Text stays in logical order; where the letter runs from right to left, lines end at the right.
    """
    width = max(width, NARROWEST)
    lines = _flow(parse(html), width, _Way("", "left" if left_to_right else "right"))
    more = len(lines) - LINES
    if more > 0:
        lines[LINES:] = [(Span(f"… {more:,} more lines"[:width], "muted"),)]
    return tuple(lines)


def to_plain(html: str, width: int = 78) -> str:
    """The letter as plain text, for a text file or the body of an email."""
    lines = ("".join(span.text for span in line).rstrip() for line in lay_out(html, width))
    return "".join(f"{line}\n" for line in lines)


# ---------------------------------------------------------------- blocks


def _flow(element: Element, width: int, way: _Way) -> list[Line]:
    """What is in an element, its blocks under each other with a free line where there should be."""
    lines: list[Line] = []
    gap = False
    for part in _parts(element, way):
        if isinstance(part, Element):
            laid, spaced = _block(part, width, way), _is_spaced(part, way)
        else:
            laid, spaced = wrap(part, width, way.align), False
        if laid:
            lines += [(), *laid] if lines and (gap or spaced) else laid
            gap = spaced
    return lines


def _parts(element: Element, way: _Way) -> Iterator[Element | list[Piece]]:
    """What is in an element: blocks, and the runs of text between them."""
    run: list[Piece] = []
    for child in element.children:
        if isinstance(child, str):
            run.append((child, way.style))
        elif child.is_block:
            yield run
            run = []
            yield child
        else:
            run += _inline(child, way)
    yield run


def _is_spaced(element: Element, way: _Way) -> bool:
    return _breaks_page(element) or (
        element.tag in _SPACED
        and not (way.lists and element.tag in ("ul", "ol"))
        and not element.has_class("signature")
    )


def _block(element: Element, width: int, way: _Way) -> list[Line]:
    inside = way.inside(element)
    if _breaks_page(element):
        return [_page_break(width), *_flow(element, width, inside)]
    lines = _KINDS.get(element.tag, _flow)(element, width, inside)
    # An inline element around blocks, such as a link around a table, keeps its address.
    address = _address(element)
    return lines + (wrap([(address, "muted")], width) if address else [])


def _breaks_page(element: Element) -> bool:
    return element.has_class("page-break")


def _page_break(width: int) -> Line:
    dashes = max(0, width - 12) // 2
    return (Span("╌" * dashes + " page break "[:width] + "╌" * dashes, "rule"),)


def _rule(element: Element, width: int, way: _Way) -> list[Line]:
    if element.has_class("signature"):
        return [aligned((Span("_" * min(width, SIGNATURE), "rule"),), width, way.align)]
    return [(Span("─" * width, "rule"),)]


def _preformatted(element: Element, width: int, way: _Way) -> list[Line]:
    if element.has_block:
        return _flow(element, width, way)
    lines: list[list[Piece]] = [[]]
    for text, style in _all_inline(element, way):
        first, *others = text.expandtabs(4).replace("\u00a0", " ").split("\n")
        lines[-1].append((first, style))
        lines += [[(other, style)] for other in others]
    laid = [merged(part) for line in lines for part in chopped(line, width)]
    while laid and not laid[-1]:
        laid.pop()
    return laid


def _quote(element: Element, width: int, way: _Way) -> list[Line]:
    if width < NARROWEST + 2:
        return _flow(element, width, way)
    bar = ("│ ", "muted")
    return prefixed(_flow(element, width - 2, way), bar, bar)


def _moved_in(element: Element, width: int, way: _Way) -> list[Line]:
    before = (" " * (4 if width >= NARROWEST + 4 else 0), "")
    return prefixed(_flow(element, width - len(before[0]), way), before, before)


def _list(element: Element, width: int, way: _Way) -> list[Line]:
    """Items with their marks before them; what is in a list but in no item stands as it is."""
    inside = way._replace(lists=way.lists + 1, align="left")
    items = [part for part in element.children if not isinstance(part, str) or part.strip()]
    marks = _marks(element, len(items), way.lists)
    lines: list[Line] = []
    for item in items:
        if isinstance(item, str):
            lines += wrap([(item, way.style)], width)
        elif item.tag == "li":
            lines += _item(item, width, inside, next(marks))
        else:
            lines += _block(item, width, inside)
    return lines


def _marks(element: Element, count: int, depth: int) -> Iterator[str]:
    if element.tag == "ul":
        while True:
            yield f"{_BULLETS[min(depth, len(_BULLETS) - 1)]} "
    start = element.number("start", 1, 99_999)
    longest = len(str(start + count - 1))
    number = start
    while True:
        yield f"{number:>{longest}}. "
        number += 1


def _item(item: Element, width: int, way: _Way, mark: str) -> list[Line]:
    indent = len(mark)
    if width - indent < NARROWEST:
        return [(Span(mark.strip()[:width]),), *_flow(item, width, way.inside(item))]
    lines = _flow(item, width - indent, way.inside(item))
    return prefixed(lines or [()], (mark, ""), (" " * indent, ""))


def _table(element: Element, width: int, way: _Way) -> list[Line]:
    inner = way._replace(tables=way.tables + 1)
    if way.tables >= TABLES:
        return _flow(element, width, inner)

    def lay(cell: Element, room: int, is_stacked: bool) -> list[Line]:
        inside = inner.inside(cell)
        return _flow(cell, room, inside._replace(align=way.align) if is_stacked else inside)

    lines: list[Line] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag == "caption":
            lines += _flow(child, width, way.inside(child))
    return lines + lay_table(element, width, _size, lay)


_KINDS: dict[str, Callable[[Element, int, _Way], list[Line]]] = {
    "hr": _rule,
    "pre": _preformatted,
    "blockquote": _quote,
    "dd": _moved_in,
    "ul": _list,
    "ol": _list,
    "table": _table,
}


# ---------------------------------------------------------------- inside a line


def _inline(element: Element, way: _Way) -> list[Piece]:
    """An element's text in pieces, with what stands for what text cannot show."""
    if element.tag == "br":
        return [BREAK]
    if element.tag == "img":
        alt = one_line(element.attributes.get("alt", "")) or "image"
        return [(f"[{alt}]", styled(way.style, "muted"))]
    pieces = _all_inline(element, way.inside(element))
    if element.tag == "q":
        return [("“", way.style), *pieces, ("”", way.style)]
    address = _address(element)
    return [*pieces, (f" {address}", styled(way.style, "muted"))] if address else pieces


def _all_inline(element: Element, way: _Way) -> list[Piece]:
    pieces: list[Piece] = []
    for child in element.children:
        pieces += [(child, way.style)] if isinstance(child, str) else _inline(child, way)
    return pieces


def _style(element: Element) -> str:
    if element.tag == "mark":
        return "unset" if element.has_class("unset") else "strong"
    return _STYLES.get(element.tag, "")


def _address(element: Element) -> str:
    """Where a link leads, in brackets, when its text does not say it already."""
    href = one_line(element.attributes.get("href", ""))
    text = " ".join("".join(_texts(element)).split())
    if not href or _bare(href) == _bare(text):
        return ""
    return f"({href[:ADDRESS]}{'…' if len(href) > ADDRESS else ''})"


def _bare(address: str) -> str:
    for start in ("mailto:", "tel:", "https://", "http://"):
        address = address.removeprefix(start)
    return address.rstrip("/").casefold()


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


# ---------------------------------------------------------------- how wide


def _size(element: Element) -> tuple[int, int]:
    """The narrowest an element can be without breaking a word, and the widest it would like."""
    if element.size is None:
        element.size = _measured(element)
    return element.size


def _measured(element: Element) -> tuple[int, int]:
    if element.tag == "hr":
        return (NARROWEST, SIGNATURE) if element.has_class("signature") else (1, 1)
    if element.tag == "table":
        return table_size(element, _size)
    if element.tag == "pre" and not element.has_block:
        lines = "".join(_texts(element)).expandtabs(4).split("\n")
        return NARROWEST, max(map(cell_width, lines))
    sizes = [_part_size(part) for part in _parts(element, _Way("", "left"))]
    extra = {"li": 4, "blockquote": 2, "dd": 4}.get(element.tag, 0)
    return max(low for low, _ in sizes) + extra, max(high for _, high in sizes) + extra


def _part_size(part: Element | list[Piece]) -> tuple[int, int]:
    if isinstance(part, Element):
        return _size(part)
    low = high = 0
    for words in paragraphs(part):
        cells = [word.cells for word in words]
        low = max([low, *cells])
        high = max(high, sum(cells) + len(cells) - 1)
    return low, high
