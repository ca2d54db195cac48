"""Style, alignment and text direction, as elements of a letter inherit them."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from data.letters.layout.html_tree import Element
from data.letters.layout.wrapping import styled

STYLES = {
    **dict.fromkeys(("b", "strong", "summary"), "strong"),
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
_DRAWN = {
    ("font-weight", "bold"): "strong",
    ("font-weight", "bolder"): "strong",
    ("font-style", "italic"): "em",
    ("font-style", "oblique"): "em",
}
_ALIGNED = {"left": "left", "right": "right", "center": "center", "justify": ""}
_SIDES = {"ltr": "left", "rtl": "right"}
_CASES = {"uppercase": "upper", "lowercase": "lower", "capitalize": "capital", "none": ""}


class InlineContext(NamedTuple):
    """The style, alignment and direction that an element inherits from those around it."""

    style: str = ""
    align: str = "left"
    lists: int = 0
    tables: int = 0
    right_to_left: bool = False
    case: str = ""

    @property
    def start(self) -> str:
        """The side on which a line begins."""
        return "right" if self.right_to_left else "left"

    def inside(self, element: Element) -> "InlineContext":
        """The context of what is in the element."""
        word = style_of(element)
        if not element.attributes and element.tag != "center":
            return self._replace(style=styled(self.style, word)) if word else self
        css = element.styles
        context = self._turned(direction(element))
        align = css.get("text-align") or element.attributes.get("align", "").strip().lower()
        if element.tag == "center":
            align = align or "center"
        if align in ("start", "end"):
            opposite = "left" if context.start == "right" else "right"
            align = context.start if align == "start" else opposite
        style = styled(context.style, word)
        for name, value in css.items():
            style = styled(style, _drawn(name, value))
        return context._replace(
            style=style,
            align=_ALIGNED.get(align, context.align) or context.start,
            case=_CASES.get(css.get("text-transform", ""), context.case),
        )

    def _turned(self, side: str) -> "InlineContext":
        if not side:
            return self
        return self._replace(right_to_left=side == "rtl", align=_SIDES[side])

    def text(self, text: str) -> str:
        """The text in capitals or small letters, where the letter asks for that."""
        if not self.case:
            return text
        if self.case == "capital":
            return "".join(
                char.upper() if not before.isalnum() and before not in "'’" else char
                for before, char in zip(" " + text, text, strict=False)
            )
        return text.upper() if self.case == "upper" else text.lower()


def style_of(element: Element) -> str:
    """The word for how a tag looks, if it has one."""
    if element.tag == "mark":
        return "unset" if element.has_class("unset") else "strong"
    return STYLES.get(element.tag, "")


def direction(element: Element) -> str:
    """The text direction that an element states: "ltr", "rtl" or nothing."""
    stated = element.attributes.get("dir", "").strip().lower()
    if stated == "auto":
        return _first_strong(element)
    return stated if stated in _SIDES else element.styles.get("direction", "")


def texts(element: Element) -> Iterator[str]:
    """All texts in an element, in reading order."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from texts(child)


def _first_strong(element: Element) -> str:
    for text in texts(element):
        for char in text:
            kind = unicodedata.bidirectional(char)
            if kind in ("L", "R", "AL"):
                return "ltr" if kind == "L" else "rtl"
    return ""


def _drawn(name: str, value: str) -> str:
    """The word for a property: "strong" for a bold weight."""
    if name == "font-weight" and value.isdigit():
        return "strong" if int(value) >= 600 else ""
    if name in ("text-decoration", "text-decoration-line"):
        return "underline" if "underline" in value else "strike" if "through" in value else ""
    return _DRAWN.get((name, value), "")
