"""Reads HTML, such as a page that Word saved or an email, into blocks, after it was made safe."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.letters.foreign.foreign_letter import Block, Part, RawLetter, Text
from data.letters.foreign.hidden_html import is_hidden, with_hidden_marked
from data.letters.foreign.left_out import LeftOut
from data.letters.foreign.list_nesting import Flow, ListItem, nested
from data.letters.foreign.list_numbers import counted
from data.letters.foreign.word_runs import joined
from data.letters.foreign.word_styles import ListLevel
from data.letters.layout.html_tree import PAGE, Element, parse
from data.letters.layout.sanitizer import LIMIT

_MARKS = {
    **dict.fromkeys(("b", "strong"), "strong"), **dict.fromkeys(("i", "em", "cite", "dfn"), "em"),
    **dict.fromkeys(("u", "ins"), "u"), **dict.fromkeys(("s", "strike", "del"), "s"),
    "sup": "sup", "sub": "sub",
}  # fmt: skip
_ORDER = ("strong", "em", "u", "s", "sup", "sub")
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "pre", "summary",
                         "figcaption", "caption", "address"))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KEPT = {
    "table": (), "thead": (), "tbody": (), "tfoot": (), "tr": (), "ul": (), "ol": ("start", "type"),
    "li": ("value",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "blockquote": (),
}  # fmt: skip
"""Elements that are kept as they are, with these attributes."""
_ALIGNED = frozenset(("center", "right", "justify"))
_BLANKS = re.compile("[ \t\n\r\f]+")
_LEVEL = re.compile(r"l\d+ level(\d) ")
_NUMBER = re.compile(r"\d|[^\W_]{2}|[^\W_][.)]")
"""What the number of an item has in it; signs of symbol fonts are single letters without a dot."""
_LOST = {
    "image": re.compile(r"<(?:img|v:imagedata|svg)\b", re.IGNORECASE),
    "script": re.compile(r"<script\b", re.IGNORECASE),
    "embedded page": re.compile(r"<(?:iframe|object|embed|video|audio)\b", re.IGNORECASE),
    "comment of Word": re.compile(r"mso-element:\s*comment\b", re.IGNORECASE),
    "header or footer of Word": re.compile(r"mso-element:\s*(?:header|footer)\b", re.IGNORECASE),
}


def read_page(html: str) -> RawLetter:
    """The letter in a page of another program, without what it hides."""
    return read_html(with_hidden_marked(html[:LIMIT]) + html[LIMIT:])


def read_html(html: str) -> RawLetter:
    """The letter in some HTML; whatever could do or fetch anything is gone before it is read."""
    left_out = LeftOut()
    for what, pattern in _LOST.items():
        for _ in pattern.finditer(html[:LIMIT]):
            left_out.add(what)
    if len(html) > LIMIT:
        left_out.add(f"text behind the first {LIMIT // 1024} kB")
    flow = list(_Walk(left_out).flow(parse(html), _Style()))
    return RawLetter(nested(counted(flow, 1)), left_out.sentences())


@dataclass(frozen=True, slots=True)
class _Style:
    """What holds for everything inside an element."""

    marks: frozenset[str] = frozenset()
    align: str = ""
    link: str = ""
    is_verbatim: bool = False

    def inside(self, element: Element) -> "_Style":
        """What holds inside this element."""
        styles = element.styles
        marks = set(self.marks)
        if element.tag in _MARKS:
            marks.add(_MARKS[element.tag])
        weight = styles.get("font-weight", "")
        if weight in ("bold", "bolder", "600", "700", "800", "900"):
            marks.add("strong")
        elif weight:  # Google puts everything that is copied into a <b> that is not bold
            marks.discard("strong")
        if styles.get("font-style", "") in ("italic", "oblique"):
            marks.add("em")
        if "underline" in styles.get("text-decoration", ""):
            marks.add("u")
        align = "center" if element.tag == "center" else ""
        align = styles.get("text-align", "") or element.attributes.get("align", "") or align
        align = {"end": "right", "start": "left"}.get(align.lower(), align.lower())
        link = element.attributes.get("href", "") if element.tag == "a" else ""
        return replace(
            self, marks=frozenset(marks), align=align or self.align, link=link or self.link,
            is_verbatim=self.is_verbatim or element.tag == "pre",
        )  # fmt: skip


class _Walk:
    """One walk over a tree; texts between blocks are paragraphs of their own."""

    def __init__(self, left_out: LeftOut) -> None:
        self._left_out = left_out
        self._new_page = False

    def flow(self, element: Element, style: _Style) -> Iterator[Flow]:
        """The blocks in an element."""
        loose: list[Text] = []
        for child in element.children:
            if isinstance(child, Element) and is_hidden(child):
                self._hidden(child)
            elif isinstance(child, str) or not child.is_block:
                loose += self._texts(child, style)
            else:
                yield from self._paragraph(loose, style)
                loose = []
                yield from self._block(child, style)
        yield from self._paragraph(loose, style)

    def _hidden(self, element: Element) -> None:
        words = " ".join("".join(_all_text(element)).split())
        if words:
            self._left_out.add("hidden text", words)

    def _block(self, element: Element, style: _Style) -> Iterator[Flow]:
        inside = style.inside(element)
        self._new_page = self._new_page or element.breaks_page("before") or element.tag == PAGE
        if element.tag == "hr":
            yield Block("hr")
        elif element.tag in _KEPT:
            yield self._kept(element, inside)
        elif element.tag in _PARAGRAPHS and not _holds_blocks(element):
            yield from self._own_paragraph(element, inside)
        else:
            yield from self.flow(element, inside)
        self._new_page = self._new_page or element.breaks_page("after")

    def _kept(self, element: Element, style: _Style) -> Block:
        given = element.attributes
        stated = tuple((name, given[name]) for name in _KEPT[element.tag] if name in given)
        parts: tuple[Part, ...] = nested(
            counted(list(self.flow(element, replace(style, align=""))), 1)
        )
        is_cell = element.tag in ("td", "th", "li")
        if is_cell and parts and isinstance(parts[0], Block) and parts[0].tag == "p":
            rest = parts[1:]
            if not rest or (element.tag == "li" and all(_is_list(one) for one in rest)):
                return Block(element.tag, (*parts[0].parts, *rest), (*_aligned(style), *stated))
        return Block(element.tag, parts, stated)

    def _own_paragraph(self, element: Element, style: _Style) -> Iterator[Flow]:
        parts = [text for child in element.children for text in self._texts(child, style)]
        stated = element.styles.get("mso-list", "")
        level = _LEVEL.match(f"{stated} ")
        tag = element.tag if element.tag in _HEADINGS else "p"
        if level is None:
            yield from self._paragraph(parts, style, tag)
            return
        mark = next((one.text for one in _ignored(element)), "")
        mark = f"{mark.strip()} " if _NUMBER.search(mark) else ""
        for block in self._paragraph(parts, style, "li"):
            if isinstance(block, Block):
                yield ListItem(int(level[1]) - 1, ListLevel(bool(mark)), block, mark=mark)

    def _paragraph(self, parts: list[Text], style: _Style, tag: str = "p") -> Iterator[Flow]:
        trimmed = _trimmed(parts)
        if not trimmed:
            return
        broken = (("style", "page-break-before:always"),) if self._new_page else ()
        self._new_page = False
        yield Block(tag, tuple(trimmed), (*_aligned(style), *broken))

    def _texts(self, node: Element | str, style: _Style) -> Iterator[Text]:
        if isinstance(node, str):
            text = node if style.is_verbatim else _BLANKS.sub(" ", node)
            yield Text(text, tuple(one for one in _ORDER if one in style.marks), style.link)
        elif is_hidden(node):
            self._hidden(node)
        elif node.tag == "br":
            yield Text("\n")
        elif node.tag == "input":
            yield Text("☒" if "checked" in node.attributes else "☐")
        elif node.styles.get("mso-list") != "ignore":
            inside = style.inside(node)
            for child in node.children:
                yield from self._texts(child, inside)


def _ignored(element: Element) -> Iterator[Text]:
    """The mark that Word wrote before an item of a list."""
    for child in element.children:
        if isinstance(child, Element):
            if child.styles.get("mso-list") == "ignore":
                yield Text("".join(_all_text(child)))
            yield from _ignored(child)


def _all_text(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _all_text(child)


def _holds_blocks(element: Element) -> bool:
    return any(isinstance(child, Element) and child.is_block for child in element.children)


def _is_list(part: Part) -> bool:
    return isinstance(part, Block) and part.tag in ("ul", "ol")


def _aligned(style: _Style) -> tuple[tuple[str, str], ...]:
    return (("align", style.align),) if style.align in _ALIGNED else ()


def _trimmed(parts: list[Text]) -> list[Part]:
    """The texts of a paragraph, joined, without blanks and breaks at their ends."""
    found = [one for one in joined(parts) if isinstance(one, Text)]
    while found and not found[0].text.strip():
        found.pop(0)
    while found and not found[-1].text.strip():
        found.pop()
    if found:
        found[0] = found[0]._replace(text=found[0].text.lstrip(" \n"))
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip(" \n"))
    return list(found)
