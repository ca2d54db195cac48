"""Parses sanitised HTML of a letter into a small tree."""

import re
from functools import lru_cache
from html import unescape

from data.letters.layout.css import styles
from data.letters.layout.sanitizer import clean
from data.values.text import plain

DEEPEST = 40
"""Elements nested deeper than this are dissolved; their text stays."""
MOST = 20_000
"""Elements beyond this many are dissolved too."""
KEPT = 64 * 1024
"""Trees of letters up to so many characters are kept for the next time."""
PARAGRAPH = 8 * 1024
"""Blocks up to so many characters know their HTML."""
PIECE = "#piece"
"""An element of ours: text in a style of its own, which no HTML can name."""
PAGE = "#page"
"""An element of ours: here a new page begins."""

BLOCKS = frozenset(
    [
        *("p", "div", "section", "article", "main", "header", "footer", "address", "center"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "ul", "ol", "li"),
        *("dl", "dt", "dd", "figure", "figcaption", "details", "summary"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", PAGE, "#line"),
    ]
)
_VOID = frozenset({"br", "hr", "img", "wbr", "col", "input"})
_PARTS = re.compile(r'<(/?)([a-z0-9]+)((?: [^\s"<>=/]+="[^"]*")*)>|([^<]+|<)')
_ATTRIBUTE = re.compile(r' ([^\s"<>=/]+)="([^"]*)"')
_NEW_PAGE = frozenset({"always", "page", "left", "right", "recto", "verso"})
BREAK_HERE = "\u200b"
"""Where a word may be broken (`<wbr>`); it cannot come from outside."""


class Element:
    """An element: its tag, its attributes, and the texts and elements in it.

    `has_block` says that something in it starts a new line, `size` is its measured width, `source`
    the HTML of a block.
    """

    __slots__ = ("attributes", "children", "has_block", "size", "source", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []
        self.has_block = False
        self.size: tuple[int, int] | None = None
        self.source = ""

    @property
    def is_block(self) -> bool:
        """Whether it stands on lines of its own."""
        return self.has_block or self.tag in BLOCKS

    @property
    def styles(self) -> dict[str, str]:
        """The properties of its style attribute."""
        text = self.attributes.get("style")
        return styles(text) if text else {}

    def has_class(self, name: str) -> bool:
        """Whether `name` is one of its classes."""
        return name in self.attributes.get("class", "").split()

    def number(self, name: str, default: int, most: int) -> int:
        """An attribute that is a whole number from 0 to `most`."""
        text = self.attributes.get(name, "").strip()
        return min(int(text[:9]), most) if text.isascii() and text.isdigit() else default

    def breaks_page(self, side: str) -> bool:
        """Whether a new page begins before or after it (`side`)."""
        if not self.attributes:
            return False
        if side == "before" and self.has_class("page-break"):
            return True
        found = self.styles
        return not _NEW_PAGE.isdisjoint(
            (found.get(f"page-break-{side}", ""), found.get(f"break-{side}", ""))
        )

    def like(self, children: list["Element | str"], **attributes: str) -> "Element":
        """The same element with other things in it."""
        made = Element(self.tag, self.attributes | attributes)
        made.children = children
        made.has_block = any(not isinstance(child, str) and child.is_block for child in children)
        return made


def parse(html: str) -> Element:
    """The tree of a letter; any HTML will do, it is sanitised first. Nobody may change it."""
    safe = clean(html)
    return _kept(safe) if len(safe) <= KEPT else _built(safe)


@lru_cache(maxsize=8)
def _kept(safe: str) -> Element:
    return _built(safe)


def _built(safe: str) -> Element:
    """The sanitiser's output has every tag closed and every attribute quoted."""
    builder = _Builder(safe)
    for match in _PARTS.finditer(safe):
        if match[4]:
            builder.text(match[4])
        elif match[1]:
            builder.end(match[2], match.end())
        else:
            builder.start(match[2], match[3], match.start())
    return builder.root


class _Builder:
    def __init__(self, source: str) -> None:
        self._source = source
        self.root = Element("div", {})
        self._open = [(self.root, 0)]
        self._dissolved = 0
        self._count = 0

    def start(self, tag: str, attributes: str, at: int) -> None:
        is_void = tag in _VOID
        self._count += 1
        inside = self._open[-1][0]
        if self._dissolved or len(self._open) > DEEPEST or self._count > MOST:
            self._dissolved += not is_void
            if tag in BLOCKS:
                inside.children.append(Element("br", {}))
            if tag in BLOCKS or not is_void:
                return
        element = Element(tag, _attributes(attributes) if attributes else {})
        if tag == "wbr":
            inside.children.append(BREAK_HERE)
            return
        if tag == "br" and (element.breaks_page("before") or element.breaks_page("after")):
            element = Element(PAGE, {})
        inside.children.append(element)
        if element.tag in BLOCKS:
            self._mark_block()
        if not is_void:
            self._open.append((element, at))

    def end(self, tag: str, at: int) -> None:
        if tag in _VOID:
            return
        if self._dissolved:
            self._dissolved -= 1
        elif len(self._open) > 1:
            element, start = self._open.pop()
            if element.is_block and at - start <= PARAGRAPH:
                element.source = self._source[start:at]

    def text(self, text: str) -> None:
        self._open[-1][0].children.append(plain(unescape(text) if "&" in text else text))

    def _mark_block(self) -> None:
        for element, _ in reversed(self._open):
            if element.has_block:
                return
            element.has_block = True


def _attributes(text: str) -> dict[str, str]:
    return {name: plain(unescape(value)) for name, value in _ATTRIBUTE.findall(text)}
