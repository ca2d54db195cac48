"""Inline content of a letter as pieces of text, with substitutes for what text cannot show."""

from data.letters.layout.html_tree import PIECE, Element
from data.letters.layout.inherited_style import InlineContext, texts
from data.letters.layout.wrapping import BREAK, Piece, styled
from data.values.text import one_line

ADDRESS = 300
"""The longest address of a link that is written out, in characters."""

_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SIGNS = {"sup": _RAISED, "sub": _LOWERED}
_BOXES = {"checkbox": ("[x]", "[ ]"), "radio": ("(x)", "( )")}
STRUCK = ("[-", "-]")
"""What stands around text that is struck out, so that no one takes it for valid."""


def inline(element: Element, context: InlineContext) -> list[Piece]:
    """An element's text in pieces."""
    tag = element.tag
    if tag == "br":
        return [BREAK]
    if tag == PIECE:
        stated = element.attributes
        return [(context.text(stated["text"]), styled(context.style, stated["style"]))]
    if tag in ("img", "input"):
        return _replaced(element, context)
    if tag == "rp":
        return []
    inside = context.inside(element)
    pieces = all_inline(element, inside)
    if tag in _SIGNS or element.styles.get("vertical-align") in ("sub", "super"):
        return _moved(pieces, element)
    around = _AROUND.get(tag)
    if around or (struck(inside) and not struck(context)):
        before, after = around or STRUCK
        pieces = [(before, inside.style), *pieces, (after, inside.style)]
    return pieces + behind(element, context)


_AROUND = {"q": ("“", "”"), "rt": ("(", ")")}


def all_inline(element: Element, context: InlineContext) -> list[Piece]:
    """What is in an element, in pieces."""
    pieces: list[Piece] = []
    for child in element.children:
        if isinstance(child, str):
            pieces.append((context.text(child), context.style))
        else:
            pieces += inline(child, context)
    return pieces


def behind(element: Element, context: InlineContext) -> list[Piece]:
    """What is said behind an element: where a link leads, what an abbreviation means."""
    meaning = address(element) if element.tag == "a" else _meaning(element)
    return [(f" {meaning}", styled(context.style, "muted"))] if meaning else []


def address(element: Element) -> str:
    """Where a link leads, in brackets, when its text does not say it already."""
    href = one_line(element.attributes.get("href", ""))
    if not href or _bare(href) == _bare(_bare_text(element)):
        return ""
    return f"({href[:ADDRESS]}{'…' if len(href) > ADDRESS else ''})"


def struck(context: InlineContext) -> bool:
    """Whether text is struck out."""
    return "strike" in context.style


def _meaning(element: Element) -> str:
    title = one_line(element.attributes.get("title", ""))
    return f"({title})" if title and title.casefold() != _bare_text(element).casefold() else ""


def _bare_text(element: Element) -> str:
    return " ".join("".join(texts(element)).split())


def _bare(text: str) -> str:
    for start in ("mailto:", "tel:", "https://", "http://"):
        text = text.removeprefix(start)
    return text.rstrip("/").casefold()


def _replaced(element: Element, context: InlineContext) -> list[Piece]:
    """An image as its alternative text, a box of a form as what is in it."""
    stated = element.attributes
    if element.tag == "img":
        if stated.get("alt") == "":
            return []  # says of itself that it only decorates
        return [(f"[{one_line(stated.get('alt', '')) or 'image'}]", styled(context.style, "muted"))]
    value = one_line(stated.get("value", ""))
    kind = stated.get("type", "")
    if kind in _BOXES:
        box = _BOXES[kind]["checked" not in stated]
        return [(f"{box} {value}".rstrip() if value not in ("", "on") else box, context.style)]
    return [(f"[{value or '____'}]", context.style)]


def _moved(pieces: list[Piece], element: Element) -> list[Piece]:
    """Raised or lowered figures where Unicode has them; letters stay as they are."""
    tag = {"super": "sup", "sub": "sub"}.get(element.styles.get("vertical-align", ""), element.tag)
    signs = _SIGNS[tag]
    text = "".join(text for text, _ in pieces)
    if not text.strip() or any(ord(char) not in signs for char in text.strip()):
        return pieces
    return [(text.translate(signs), style) for text, style in pieces]
