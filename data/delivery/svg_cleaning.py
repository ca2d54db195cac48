"""Makes an SVG drawing safe: shapes and text stay, scripts and whatever is fetched go.

A drawing may come from anybody. It is read within limits and without entities; what is not named
here is left out, and an address stays only where it leads to a part of the drawing itself.
"""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from data.values.xml_tree import Limits, XmlError, tree

_LIMITS = Limits(deepest=60, elements=5_000)
MOST_USES = 100
LONGEST_SIDE = 4_000.0
USUAL_SIDE = 300.0
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"


def _names(*lines: str) -> frozenset[str]:
    return frozenset(name for line in lines for name in line.split())


_TAGS = _names(
    "svg g defs symbol use switch path rect circle ellipse line polyline polygon text tspan",
    "title desc linearGradient radialGradient stop clipPath mask style",
)
_GROUPS = frozenset(("a",))
"""Elements that are taken for what is in them."""
_ATTRIBUTES = _names(
    "id class style d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height viewBox points",
    "transform gradientUnits gradientTransform spreadMethod offset preserveAspectRatio",
    "clipPathUnits maskUnits maskContentUnits pathLength rotate textLength lengthAdjust color",
    "fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin",
    "stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity opacity stop-color",
    "stop-opacity clip-path clip-rule mask font-family font-size font-weight font-style",
    "font-variant text-anchor letter-spacing word-spacing text-decoration dominant-baseline",
    "visibility display overflow version",
)
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*#[\w.:-]+\s*['\"]?\s*\)")
_FETCHES = re.compile(r"url\s*\(|@|\\|expression|javascript:|&|/\*|<", re.IGNORECASE)
"""What in a style could fetch something or be read in another way than here."""
_LENGTH = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(px|pt|mm|cm|in|em|%)?\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


class SvgError(ValueError):
    """The drawing cannot be read; the text says why."""


class SafeDrawing(NamedTuple):
    """A drawing that is safe, its size in pixels, and what was left out of it."""

    data: bytes
    width: int
    height: int
    left_out: tuple[str, ...]


def is_svg(data: bytes) -> bool:
    """Whether some bytes begin like an SVG drawing, behind a declaration and notes."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and b"<svg" in start


def cleaned(data: bytes) -> SafeDrawing:
    """The drawing with only shapes and text in it; raises SvgError."""
    try:
        read = tree(data, _LIMITS, _named)
    except XmlError as error:
        raise SvgError(str(error)) from error
    if read.tag != f"{{{_SVG}}}svg":
        raise SvgError("it is no SVG drawing")
    made = _Cleaning()
    root = made.root(read)
    width, height = _size(read)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    text = tostring(root, encoding="unicode")
    return SafeDrawing(text.encode(), round(width), round(height), tuple(sorted(made.left_out)))


class _Cleaning:
    """One drawing on its way into a new tree."""

    def __init__(self) -> None:
        self.left_out: set[str] = set()
        self._uses = 0

    def root(self, read: Element) -> Element:
        """The drawing as a tree of its own, which names no other space than that of SVG."""
        targets = {one.get("id", ""): one for one in read.iter()}
        nested = {name for name, one in targets.items() if _has_use(one)}
        root = Element("svg", {"xmlns": _SVG, **self._attributes(read)})
        self._inside(read, root, nested)
        return root

    def _inside(self, read: Element, made: Element, nested: set[str]) -> None:
        made.text = read.text if made.tag in ("text", "tspan", "title", "desc") else None
        for child in read:
            self._child(child, made, nested)
            if len(made) and made.tag in ("text", "tspan"):
                made[-1].tail = child.tail

    def _child(self, child: Element, made: Element, nested: set[str]) -> None:
        space, _, tag = child.tag.removeprefix("{").rpartition("}")
        if space == _SVG and tag in _GROUPS:
            self.left_out.add(tag)
            self._inside(child, SubElement(made, "g"), nested)
        elif space != _SVG or tag not in _TAGS:
            self.left_out.add(tag)
        elif tag == "style":
            self._style(child, made)
        elif tag == "use":
            self._use(child, made, nested)
        else:
            self._inside(child, SubElement(made, tag, self._attributes(child)), nested)

    def _style(self, child: Element, made: Element) -> None:
        text = "".join(child.itertext())
        if _is_plain(text):
            SubElement(made, "style").text = text
        else:
            self.left_out.add("style")

    def _use(self, child: Element, made: Element, nested: set[str]) -> None:
        """A part that is drawn again; one that draws others again would grow without end."""
        address = child.get("href") or child.get(f"{{{_XLINK}}}href") or ""
        self._uses += 1
        is_own = re.fullmatch(r"#[\w.:-]+", address) and address[1:] not in nested
        if not is_own or self._uses > MOST_USES:
            self.left_out.add("use")
        else:
            SubElement(made, "use", {**self._attributes(child), "href": address})

    def _attributes(self, read: Element) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in read.attrib.items():
            plain = name.rpartition("}")[2]
            if plain == "href" and re.fullmatch(r"#[\w.:-]+", value) and "Gradient" in read.tag:
                kept["href"] = value
            elif name in _ATTRIBUTES and _is_plain(value):
                kept[name] = value
            elif plain.startswith("on") or plain in ("href", "src", "style"):
                self.left_out.add(plain)
        return kept


def _is_plain(text: str) -> bool:
    return not _FETCHES.search(_REFERENCE.sub("", text))


def _has_use(element: Element) -> bool:
    return any(one.tag == f"{{{_SVG}}}use" for one in element.iter())


def _size(read: Element) -> tuple[float, float]:
    """Width and height in pixels: as stated, else those of the view, in its proportions."""
    view = [_number(part) for part in re.split(r"[\s,]+", read.get("viewBox", "").strip())]
    box = (view[2], view[3]) if len(view) == 4 else (0.0, 0.0)
    width, height = _length(read.get("width")), _length(read.get("height"))
    ratio = box[1] / box[0] if min(box) > 0 else 1.0
    width = width or (height / ratio if height else 0) or box[0] or USUAL_SIDE
    height = height or width * ratio
    scale = min(1.0, LONGEST_SIDE / max(width, height))
    return max(1.0, round(width * scale, 2)), max(1.0, round(height * scale, 2))


def _length(text: str | None) -> float:
    found = _LENGTH.fullmatch(text or "")
    return float(found[1]) * _PIXELS.get(found[2] or "", 0.0) if found else 0.0


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,7})?", text) else 0.0


def _named(name: str) -> str:
    """A name as trees write it: "{namespace}local"."""
    space, _, local = name.rpartition(" ")
    return f"{{{space}}}{local}" if space else local
