"""A letter's HTML as a small tree, read from what the sanitiser lets through and from that only."""

from html.parser import HTMLParser

from data.letter_html import clean
from data.plain import plain

DEEPEST = 40
"""Elements nested deeper than this are dissolved; their text stays."""
MOST = 20_000
"""Elements beyond this many are dissolved too."""

BLOCKS = frozenset(
    [
        *("p", "div", "section", "article", "main", "header", "footer", "address", "center"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "ul", "ol", "li"),
        *("dl", "dt", "dd", "figure", "figcaption"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
    ]
)
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})


class Element:
    """An element: its tag, its attributes, and the texts and elements in it.

    `has_block` says that something in it starts a new line; `size` is its measured width.
    """

    __slots__ = ("attributes", "children", "has_block", "size", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []
        self.has_block = False
        self.size: tuple[int, int] | None = None

    @property
    def is_block(self) -> bool:
        """Whether it stands on lines of its own."""
        return self.has_block or self.tag in BLOCKS

    def has_class(self, name: str) -> bool:
        """Whether `name` is one of its classes."""
        return name in self.attributes.get("class", "").split()

    def number(self, name: str, default: int, most: int) -> int:
        """An attribute that is a whole number from 0 to `most`."""
        text = self.attributes.get(name, "").strip()
        return min(int(text[:9]), most) if text.isascii() and text.isdigit() else default


def parse(html: str) -> Element:
    """The tree of a letter; any HTML will do, it is sanitised first."""
    builder = _Builder()
    builder.feed(clean(html))
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div", {})
        self._open = [self.root]
        self._dissolved = 0
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_void = tag in _VOID
        self._count += 1
        if self._dissolved or len(self._open) > DEEPEST or self._count > MOST:
            self._dissolved += not is_void
            if tag in BLOCKS:
                self._open[-1].children.append(Element("br", {}))
            if tag in BLOCKS or not is_void:
                return
        element = Element(tag, {name: plain(value or "") for name, value in attrs})
        self._open[-1].children.append(element)
        if tag in BLOCKS:
            self._mark_block()
        if not is_void:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._dissolved:
            self._dissolved -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        # A soft hyphen is no character to show, only a place to break.
        self._open[-1].children.append(plain(data).replace("\u00ad", ""))

    def _mark_block(self) -> None:
        for element in reversed(self._open):
            if element.has_block:
                return
            element.has_block = True
