"""Filters the CSS of a letter: what carries meaning stays, and nothing that hides text."""

import re
from functools import lru_cache

LONGEST = 2_000
"""The longest style attribute that is looked at, in characters."""
FARTHEST = 144.0
"""The widest margin in points; text that is moved farther would leave the page."""

_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "em": 12.0, "rem": 12.0}
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(pt|px|in|cm|mm|em|rem)")
_MSO_LIST = re.compile(r"l\d{1,3} level\d lfo\d{1,3}|ignore")
_PAGE = "always page left right recto verso avoid avoid-page auto"
_DECORATIONS = frozenset({"underline", "line-through", "overline", "none"})
_MARKS = (
    "none disc circle square decimal decimal-leading-zero lower-alpha upper-alpha lower-latin "
    "upper-latin lower-roman upper-roman lower-greek"
)
_VALUES = {
    name: frozenset(values.split())
    for name, values in {
        "text-align": "left right center justify start end",
        "text-transform": "uppercase lowercase capitalize none",
        "white-space": "pre pre-wrap pre-line normal",
        "font-weight": "bold bolder lighter normal 100 200 300 400 500 600 700 800 900",
        "font-style": "italic oblique normal",
        "direction": "ltr rtl",
        "vertical-align": "sub super top middle bottom baseline",
        "page-break-before": _PAGE,
        "page-break-after": _PAGE,
        "page-break-inside": "avoid auto",
        "break-before": _PAGE,
        "break-after": _PAGE,
        "break-inside": "avoid avoid-page auto",
        "list-style-type": _MARKS,
    }.items()
}
_MOVED = frozenset({"margin-left", "margin-right", "padding-left", "padding-right"})


def safe_style(text: str) -> str:
    """A style attribute with only what may stay: "text-align:right;font-weight:bold"."""
    return ";".join(f"{name}:{value}" for name, value in styles(text).items())


@lru_cache(maxsize=1024)
def styles(text: str) -> dict[str, str]:
    """The properties of a style attribute that may stay, by name, in lower case."""
    kept: dict[str, str] = {}
    for declaration in text[:LONGEST].split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), " ".join(value.lower().split())
        value = value.removesuffix("!important").strip()
        if name == "list-style":
            found = [word for word in value.split(" ") if word in _VALUES["list-style-type"]]
            name, value = "list-style-type", found[0] if found else ""
        if _may_stay(name, value):
            kept[name] = value
    return kept


def _may_stay(name: str, value: str) -> bool:
    if name in _VALUES:
        return value in _VALUES[name]
    if name in _MOVED:
        return 0 < points(value) <= FARTHEST
    if name in ("text-decoration", "text-decoration-line"):
        return _DECORATIONS.issuperset(value.split(" "))
    return name == "mso-list" and bool(_MSO_LIST.fullmatch(value))


def points(length: str) -> float:
    """A length in points, such as "36.0pt"; 0 for what is none."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS[match[2]] if match else 0.0
