"""What a Word file says of its styles and lists: headings, alignment, bold, bullets or numbers."""

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

_HEADING = re.compile(r"heading ([1-9])")
_ALIGNED = {"center": "center", "right": "right", "end": "right", "both": "justify",
            "distribute": "justify", "left": "left", "start": "left"}  # fmt: skip
_TYPES = {"upperLetter": "A", "lowerLetter": "a", "upperRoman": "I", "lowerRoman": "i"}
_OFF = frozenset(("0", "false", "none", "off"))
LONGEST_CHAIN = 12
"""So many styles are followed, each based on the next."""


@dataclass(slots=True)
class Look:
    """How a paragraph or a run looks; None is what nothing is said of."""

    heading: int | None = None
    align: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    raised: str | None = None
    breaks_page: bool | None = None
    list_id: str | None = None
    level: int | None = None

    def over(self, below: "Look") -> "Look":
        """This look; where it says nothing, what is below it."""
        own = {name: getattr(self, name) for name in Look.__slots__}
        return Look(**{
            name: getattr(below, name) if one is None else one for name, one in own.items()
        })  # fmt: skip

    @property
    def marks(self) -> tuple[str, ...]:
        """The tags that say it of a text, the outermost first."""
        stated = (
            ("strong", self.bold), ("em", self.italic), ("u", self.underline), ("s", self.struck),
            ("sup", self.raised == "superscript"), ("sub", self.raised == "subscript"),
        )  # fmt: skip
        return tuple(tag for tag, is_on in stated if is_on)


@dataclass(slots=True)
class ListLevel:
    """A level of a list: numbers or bullets, how they are written, and the first of them."""

    ordered: bool = False
    type: str = ""
    form: str = ""
    start: int = 1


@dataclass(slots=True)
class WordStyles:
    """The styles by id, and the levels of each list by its id."""

    styles: dict[str, Look] = field(default_factory=dict)
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)

    def level(self, look: Look) -> ListLevel | None:
        """The list level that a paragraph is on; None when it is in no list."""
        if look.list_id in (None, "0"):
            return None
        known = self.lists.get(look.list_id or "", {})
        return known.get(look.level or 0, ListLevel())


def read(styles: Element | None, numbering: Element | None) -> WordStyles:
    """What the parts of a file say; either may be missing."""
    return WordStyles(_styles(styles), _lists(numbering))


def look_of(properties: Element | None) -> Look:
    """What the properties of a paragraph or a run say themselves."""
    look = Look()
    for one in properties if properties is not None else ():
        value = one.get("w:val", "")
        match one.tag:
            case "w:b":
                look.bold = value not in _OFF
            case "w:i":
                look.italic = value not in _OFF
            case "w:u":
                look.underline = value not in _OFF
            case "w:strike" | "w:dstrike":
                look.struck = value not in _OFF
            case "w:vanish":
                look.hidden = value not in _OFF
            case "w:vertAlign":
                look.raised = value
            case "w:jc":
                look.align = _ALIGNED.get(value)
            case "w:pageBreakBefore":
                look.breaks_page = value not in _OFF
            case "w:outlineLvl":
                look.heading = int(value) + 1 if value in tuple("012345") else None
            case "w:numPr":
                look.list_id = _value(one, "w:numId")
                level = _value(one, "w:ilvl") or ""
                look.level = int(level) if level in tuple("012345678") else None
    return look


def _value(parent: Element, tag: str) -> str | None:
    found = parent.find(tag)
    return None if found is None else found.get("w:val", "")


def _styles(tree: Element | None) -> dict[str, Look]:
    found = (
        {one.get("w:styleId", ""): one for one in tree.iter("w:style")} if tree is not None else {}
    )
    return {name: _inherited(name, found, LONGEST_CHAIN) for name in found}


def _inherited(name: str, found: dict[str, Element], left: int) -> Look:
    style = found.get(name)
    if style is None or not left:
        return Look()
    own = look_of(style.find("w:pPr")).over(look_of(style.find("w:rPr")))
    called = (_value(style, "w:name") or "").lower()
    heading = _HEADING.fullmatch(called)
    if heading or called == "title":
        own.heading = int(heading[1]) if heading else 1
        own.bold = own.italic = own.underline = None  # a heading looks like one by itself
    below = _inherited(_value(style, "w:basedOn") or "", found, left - 1)
    return own.over(below)


def _lists(tree: Element | None) -> dict[str, dict[int, ListLevel]]:
    if tree is None:
        return {}
    abstract = {one.get("w:abstractNumId", ""): _levels(one) for one in tree.iter("w:abstractNum")}
    return {one.get("w:numId", ""): _numbered(one, abstract) for one in tree.iter("w:num")}


def _numbered(num: Element, abstract: dict[str, dict[int, ListLevel]]) -> dict[int, ListLevel]:
    """The levels of a list, some of which may begin elsewhere than those it is based on."""
    levels = dict(abstract.get(_value(num, "w:abstractNumId") or "", {}))
    for one in num.iter("w:lvlOverride"):
        number, stated = one.get("w:ilvl", ""), _value(one, "w:startOverride")
        if number in tuple("012345678") and int(number) in levels and stated is not None:
            levels[int(number)] = replace(levels[int(number)], start=_number(stated))
    return levels


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 5 else 1


def _levels(abstract: Element) -> dict[int, ListLevel]:
    levels = {}
    for one in abstract.iter("w:lvl"):
        form, number = _value(one, "w:numFmt") or "decimal", one.get("w:ilvl", "")
        if number in tuple("012345678"):
            ordered = form not in ("bullet", "none")
            text = (_value(one, "w:lvlText") or "") if ordered else ""
            start = _number(_value(one, "w:start"))
            levels[int(number)] = ListLevel(ordered, _TYPES.get(form, ""), text, start)
    return levels
