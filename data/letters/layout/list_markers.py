"""The markers of lists, including paragraphs that only look like lists in HTML from Word."""

import re
from collections.abc import Sequence
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from data.letters.layout.css import points
from data.letters.layout.html_tree import Element
from data.letters.layout.inherited_style import texts

BULLETS = ("•", "◦", "▪")
FARTHEST = 99_999
"""The largest number of an item that is kept."""

_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_SIGNS = {"disc": "•", "circle": "◦", "square": "▪", "none": ""}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_NUMBER = re.compile(r"-?[0-9]{1,9}", re.ASCII)

_WORDS_BULLETS = {"·": "•", "\uf0b7": "•", "o": "◦", "§": "▪", "\uf0a7": "▪", "": "•"}
_MARK = re.compile(
    r"\s*((?:[·•▪◦§o\uf0b7\uf0a7\u2013-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]))[\u00a0 ]{2,}"
)
_LEVEL = re.compile(r"level(\d)")


def marks(listed: Element, items: Sequence[Element], depth: int) -> list[str]:
    """The mark of every item of a list, with the space behind it, all equally wide."""
    style = _list_style(listed)
    if listed.tag == "ul" and style in ("", *_SIGNS):
        sign = _SIGNS.get(style, BULLETS[min(depth, len(BULLETS) - 1)])
        return [f"{sign} " if sign else "  "] * len(items)
    kinds = [_list_style(item) or style for item in items]
    marks_shown = [
        "" if kind == "none" else _SIGNS.get(kind) or f"{numbered(number, kind)}."
        for number, kind in zip(_numbers(listed, items), kinds, strict=True)
    ]
    longest = max(map(len, marks_shown), default=0)
    return [f"{one:>{longest}} " if longest else "  " for one in marks_shown]


def numbered(number: int, kind: str) -> str:
    """A number as a list writes it: 4, d, IV, δ."""
    upper = kind.startswith("upper-")
    if kind.endswith("roman") and 0 < number < 4000:
        return roman(number).upper() if upper else roman(number)
    if kind.endswith(("alpha", "latin")) and number > 0:
        return _lettered(number, ascii_uppercase if upper else ascii_lowercase)
    if kind.endswith("greek") and number > 0:
        return _lettered(number, _GREEK)
    return f"{number:02d}" if kind == "decimal-leading-zero" else str(number)


def _list_style(element: Element) -> str:
    stated = element.attributes.get("type", "").strip()
    return element.styles.get("list-style-type", "") or _TYPES.get(stated, stated.lower())


def _numbers(listed: Element, items: Sequence[Element]) -> list[int]:
    """The number of each item: from the start, or back to 1, or as an item says itself."""
    step = -1 if "reversed" in listed.attributes else 1
    number = _whole(listed, "start", len(items) if step < 0 else 1)
    numbers = []
    for item in items:
        number = _whole(item, "value", number)
        numbers.append(number)
        number += step
    return numbers


def _whole(element: Element, name: str, default: int) -> int:
    text = element.attributes.get(name, "").strip()
    if not _NUMBER.fullmatch(text):
        return default
    return max(-FARTHEST, min(int(text), FARTHEST))


def roman(number: int) -> str:
    """A number in small Roman letters."""
    marks_shown = ""
    for value, letters in _ROMAN:
        marks_shown += letters * (number // value)
        number %= value
    return marks_shown


def _lettered(number: int, alphabet: str) -> str:
    marks_shown = ""
    while number > 0:
        number, at = divmod(number - 1, len(alphabet))
        marks_shown = alphabet[at] + marks_shown
    return marks_shown


class WordItem(NamedTuple):
    """A paragraph that Word made look like an item: its mark, its level, and the rest of it."""

    mark: str
    level: int
    rest: Element


def word_item(paragraph: Element) -> WordItem | None:
    """The item that a paragraph of Word's only looks like, if it does."""
    css = paragraph.styles
    listed = css.get("mso-list", "")
    is_named = "MsoList" in paragraph.attributes.get("class", "")
    if not (is_named or listed) or paragraph.has_block:
        return None
    mark, rest = _ignored(paragraph)
    if rest is None:
        mark, rest = _spaced(paragraph)
    if rest is None:
        return None
    level = _LEVEL.search(listed)
    depth = int(level[1]) if level else round(points(css.get("margin-left", "")) / 36) or 1
    return WordItem(_WORDS_BULLETS.get(mark, mark), min(max(depth, 1), 9), rest)


def _ignored(element: Element) -> tuple[str, Element | None]:
    """The mark that Word says to ignore, and the element without it."""
    for at, child in enumerate(element.children):
        if isinstance(child, str):
            if child.strip():
                return "", None
            continue
        others = list(element.children)
        if child.styles.get("mso-list") == "ignore":
            del others[at]
            return " ".join("".join(texts(child)).split()), element.like(others)
        mark, rest = _ignored(child)
        if rest is not None:
            others[at] = rest
            return mark, element.like(others)
        if "".join(texts(child)).strip():
            return "", None
    return "", None


def _spaced(element: Element) -> tuple[str, Element | None]:
    """The mark that stands before some hard spaces, and the element without it."""
    found = _MARK.match("".join(texts(element)))
    if found is None:
        return "", None
    left = found.end()
    return found[1], _without(element, left)[0]


def _without(element: Element, left: int) -> tuple[Element, int]:
    """An element without its first `left` characters, and how many of them are still to go."""
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            kept, left = child[left:], max(0, left - len(child))
            children.append(kept)
        else:
            inside, left = _without(child, left) if left else (child, 0)
            children.append(inside)
    return element.like(children), left
