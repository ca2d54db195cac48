"""Reads what is inside a paragraph of Word: text with its marks, fields, controls, links."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from xml.etree.ElementTree import Element

from data.letters.foreign.foreign_letter import Part, Slot, Text
from data.letters.foreign.left_out import LeftOut
from data.letters.foreign.word_fields import OpenField, meaning
from data.letters.foreign.word_package import inside
from data.letters.foreign.word_styles import Look, WordStyles, look_of

LONGEST_NAME = 200
"""The longest name of a content control, in characters."""
DEEPEST_FIELD = 30
"""So many fields are inside each other."""
PAGE_BREAK = Text("\f")
_SIGNS = {
    "w:tab": "\u2003", "w:ptab": "\u2003", "w:cr": "\n", "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "",
}  # fmt: skip
_SYMBOLS = {"F0A8": "☐", "F06F": "☐", "F0A3": "☐", "F0FE": "☒", "F052": "☑", "F0B7": "•",
            "F0FC": "✓", "F0E0": "→", "F02D": "–"}  # fmt: skip
_DRESS = frozenset(
    ("w:rFonts", "w:sz", "w:color", "w:highlight", "w:shd", "w:caps", "w:smallCaps", "w:spacing")
)
_GONE = frozenset(("w:del", "w:moveFrom"))
_DRAWN = frozenset(("w:drawing", "w:pict", "w:object"))
_FIELD_MARKS = frozenset(("w:fldChar", "w:instrText"))
_PLAIN = ("w:text", "w:date", "w:comboBox", "w:dropDownList")


class RunReader:
    """Reads paragraphs; a field may begin in one and end in another."""

    def __init__(
        self,
        styles: WordStyles,
        links: dict[str, str],
        left_out: LeftOut,
        unended: frozenset[Element] = frozenset(),
    ) -> None:
        """`unended` are the marks of fields that are known to have no end: no fields, then."""
        self._unended = unended
        self._begun: list[Element] = []
        self._styles = styles
        self._links = links
        self._left_out = left_out
        self._fields: list[OpenField] = []
        self._out: list[Text | Slot] = []
        self._link = ""
        self._base = Look()
        self._look = Look()

    def parts(self, paragraph: Element, look: Look) -> list[Text | Slot]:
        """Everything in a paragraph that looks so by its style, texts of one look joined."""
        self._out, self._base = [], look
        self._walk(paragraph)
        return joined(self._out)

    @property
    def unended(self) -> frozenset[Element]:
        """The marks that began fields of what was read so far and that have no end."""
        return frozenset(self._begun)

    def control_slot(self, control: Element) -> Slot | None:
        """The slot that a content control is; None for one that only holds text."""
        properties = control.find("w:sdtPr")
        content = control.find("w:sdtContent")
        if properties is None or content is None or _has_fields(content):
            return None
        named = (properties.find(tag) for tag in ("w:alias", "w:tag"))
        name = next((one.get("w:val", "") for one in named if one is not None), "")
        shows_hint = properties.find("w:showingPlcHdr") is not None
        is_plain = any(properties.find(tag) is not None for tag in _PLAIN)
        if not shows_hint and not (is_plain and name):
            return None
        words = name or text_of(content)
        return Slot(f"[{words}]", words) if 0 < len(words) <= LONGEST_NAME else None

    def _walk(self, parent: Element) -> None:
        for child in parent:
            self._inline(child)

    def _inline(self, child: Element) -> None:
        match child.tag:
            case "w:r":
                self._run(child)
            case "w:hyperlink":
                self._linked(child)
            case "w:fldSimple":
                self._simple_field(child)
            case "w:sdt":
                self._control(child)
            case "mc:AlternateContent":
                self._alternative(child)
            case "m:oMath" | "m:oMathPara":
                self._emit("".join(one.text or "" for one in child.iter("m:t")))
                self._left_out.add("form of a formula")
            case "w:pPr" | "w:rPr" | "w:sdtPr" | "w:sdtEndPr":
                pass
            case tag if tag in _GONE:
                self._left_out.add("tracked deletion", text_of(child))
            case "w:ins" | "w:moveTo":
                self._left_out.add("mark of a tracked insertion", text_of(child))
                self._walk(child)
            case _:
                self._walk(child)

    def _linked(self, link: Element) -> None:
        self._link = self._links.get(link.get("r:id", ""), "")
        self._walk(link)
        self._link = ""

    def _control(self, control: Element) -> None:
        slot = self.control_slot(control)
        content = control.find("w:sdtContent")
        if slot is not None:
            self._put(slot)
        elif content is not None:
            self._walk(content)

    def _alternative(self, choices: Element) -> None:
        """The first of several forms of the same thing."""
        first = next(iter(choices), None)
        if first is not None:
            for child in first:
                self._in_run(child)

    # ------------------------------------------------------------ runs

    def _run(self, run: Element) -> None:
        properties = run.find("w:rPr")
        named = properties.find("w:rStyle") if properties is not None else None
        style = self._styles.styles.get(named.get("w:val", "")) if named is not None else None
        if properties is not None and any(one.tag in _DRESS for one in properties):
            self._left_out.once("fonts, sizes and colours")
        own = look_of(properties).over(replace(style, heading=None) if style else Look())
        self._look = own.over(self._base)
        if self._look.hidden:
            self._hidden(run)
            return
        for child in run:
            self._in_run(child)

    def _hidden(self, run: Element) -> None:
        """Hidden text is left out; fields that begin or end in it are still fields."""
        marks = [one for one in run if one.tag in _FIELD_MARKS]
        if text_of(run) or not marks:
            self._left_out.add("hidden text", text_of(run))
        for one in marks:
            self._in_run(one)

    def _in_run(self, child: Element) -> None:
        match child.tag:
            case "w:t":
                self._emit(child.text or "")
            case tag if tag in _SIGNS:
                self._emit(_SIGNS[tag])
            case "w:br":
                self._break(child)
            case "w:sym":
                self._symbol(child)
            case "w:fldChar":
                self._field_mark(child)
            case "w:instrText":
                if self._fields and not self._fields[-1].in_result:
                    self._fields[-1].instruction.append(child.text or "")
            case "mc:AlternateContent":
                self._alternative(child)
            case tag if tag in _DRAWN:
                self._drawn(child)
            case "w:r" | "w:ins" | "w:hyperlink" | "w:sdt":
                self._inline(child)
            case "w:rPr" | "w:delText":
                pass
            case _:
                self._walk(child)

    def _break(self, element: Element) -> None:
        if element.get("w:type") == "page":
            self._out.append(PAGE_BREAK)
        else:
            self._emit("\n")

    def _symbol(self, symbol: Element) -> None:
        code = symbol.get("w:char", "").upper()
        if code in _SYMBOLS:
            self._emit(_SYMBOLS[code])
        else:
            self._left_out.add("sign of a symbol font", code)

    def _drawn(self, drawing: Element) -> None:
        boxes = [text_of(box) for box in drawing.iter("w:txbxContent")]
        for words in filter(None, boxes):
            self._left_out.add("text box", words)
        if not boxes:
            named = next(drawing.iter("wp:docPr"), None)
            found = (named.get("descr") or named.get("name") or "") if named is not None else ""
            self._left_out.add("image", found)

    # ------------------------------------------------------------ fields

    def _field_mark(self, mark: Element) -> None:
        kind = mark.get("w:fldCharType")
        if kind == "begin" and mark in self._unended:
            self._left_out.add("unended field")
            return
        if kind == "begin":
            self._begun.append(mark)
        elif kind == "end" and self._begun:
            self._begun.pop()
        if kind == "begin" and len(self._fields) < DEEPEST_FIELD:
            named = inside(mark, "w:ffData", "w:name")
            name = named.get("w:val", "") if named is not None else ""
            self._fields.append(OpenField(name, bool(self._look.hidden)))
        elif kind == "separate" and self._fields:
            self._fields[-1].begin_result()
        elif kind == "end" and self._fields:
            self._close(self._fields.pop())

    def _close(self, ended: OpenField) -> None:
        found = ended.meaning
        if found.spelled and ended.is_hidden and self._look.hidden and not ended.shows:
            self._left_out.add("hidden text", found.spelled)
        elif found.spelled:
            self._put(Slot(found.spelled, found.words))
        elif found.lost:
            self._left_out.add(found.lost)

    def _simple_field(self, element: Element) -> None:
        found = meaning(element.get("w:instr", ""))
        if found.spelled:
            run = element.find("w:r")
            self._look = look_of(run.find("w:rPr")).over(self._base) if run is not None else Look()
            self._put(Slot(found.spelled, found.words))
            return
        if found.lost:
            self._left_out.add(found.lost)
        self._walk(element)

    @property
    def _is_shown(self) -> bool:
        """Whether what is read now is text, not an instruction or what a slot stands for."""
        return all(one.in_result and not one.hides for one in self._fields)

    def _emit(self, text: str) -> None:
        for one in self._fields[-1:]:
            one.shows = True
        if text and self._is_shown:
            self._out.append(Text(text, self._look.marks, self._link))

    def _put(self, slot: Slot) -> None:
        if self._is_shown:
            self._out.append(slot._replace(marks=self._look.marks))


def joined(parts: Iterable[Text | Slot]) -> list[Text | Slot]:
    """Neighbours of one look as one text: Word splits words wherever it likes."""
    made: list[Text | Slot] = []
    for look, group in groupby(parts, lambda part: part[1:] if isinstance(part, Text) else None):
        if look is None:
            made += group
        else:
            made.append(Text("".join(part[0] for part in group), *look))
    return made


def pieces(parts: list[Text | Slot]) -> Iterator[tuple[Part, ...]]:
    """A paragraph in pieces, parted where a page ends."""
    piece: list[Part] = []
    for part in parts:
        if isinstance(part, Text) and "\f" in part.text:
            before, *behind = part.text.split("\f")
            piece.append(part._replace(text=before))
            for text in behind:
                yield tuple(piece)
                piece = [part._replace(text=text)]
        else:
            piece.append(part)
    yield tuple(piece)


def _has_fields(content: Element) -> bool:
    return any(True for tag in ("w:fldSimple", "w:instrText") for _ in content.iter(tag))


def text_of(element: Element) -> str:
    """All the words in an element, those that were deleted too."""
    return " ".join(
        "".join(one.text or "" for one in paragraph.iter() if one.tag in ("w:t", "w:delText"))
        for paragraph in ([*element.iter("w:p")] or [element])
    ).strip()
