"""Reads a .docx into blocks: paragraphs, headings, lists, tables, slots; the rest is named."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from data.letters.foreign.foreign_letter import Block, Part, RawLetter
from data.letters.foreign.left_out import LeftOut
from data.letters.foreign.list_nesting import Flow, ListItem, nested
from data.letters.foreign.word_package import WordPackage, inside
from data.letters.foreign.word_runs import RunReader, pieces, text_of
from data.letters.foreign.word_styles import Look, WordStyles, look_of, read
from data.letters.foreign.word_tables import table

_BREAK = (("style", "page-break-before:always"),)
_USUAL = re.compile(r"\(?%\d[.)]?")
_GONE = frozenset(("w:del", "w:moveFrom"))


def read_word(data: bytes) -> RawLetter:
    """The letter in a .docx; raises ForeignLetterError."""
    package = WordPackage(data)
    styles = read(package.tree("word/styles.xml"), package.tree("word/numbering.xml"))
    document = package.tree("word/document.xml")
    body = document.find("w:body") if document is not None else None
    links, left_out = _links(package), LeftOut()
    runs = RunReader(styles, links, left_out)
    blocks = _Reader(styles, runs, left_out).blocks(body) if body is not None else ()
    if runs.unended and body is not None:  # such a field would take all that follows with it
        left_out = LeftOut()
        runs = RunReader(styles, links, left_out, runs.unended)
        blocks = _Reader(styles, runs, left_out).blocks(body)
    _around(package, left_out)
    return RawLetter(blocks, left_out.sentences())


class _Reader:
    """The blocks of a document, one after the other."""

    def __init__(self, styles: WordStyles, runs: RunReader, left_out: LeftOut) -> None:
        self._styles = styles
        self._runs = runs
        self._left_out = left_out
        self._new_page = False
        self._counts: dict[str, int] = {}
        self._forms: set[str] = set()

    def blocks(self, parent: Element) -> tuple[Block, ...]:
        """What is in a body or a cell, lists nested."""
        return nested(list(self._flow(parent)), self._counts)

    def _flow(self, parent: Element) -> Iterator[Flow]:
        for child in parent:
            if child.tag == "w:p":
                yield from self._paragraph(child)
            elif child.tag == "w:tbl":
                yield table(child, self.blocks, self._left_out)
            elif child.tag in _GONE:
                self._left_out.add("tracked deletion", text_of(child))
            elif child.tag == "w:sdt":
                yield from self._control(child)
            elif child.tag == "w:sectPr" and _has_columns(child):
                self._left_out.once("text in columns")
            elif child.tag == "w:altChunk":
                self._left_out.add("inserted document")
            elif child.tag != "mc:Fallback" and next(child.iter("w:p"), None) is not None:
                yield from self._flow(child)

    def _control(self, control: Element) -> Iterator[Flow]:
        """A content control around paragraphs: a slot, or what is in it."""
        content = control.find("w:sdtContent")
        slot = self._runs.control_slot(control)
        if slot is not None and content is not None and len(list(content.iter("w:p"))) <= 1:
            first = content.find("w:p")
            look = self._look(first) if first is not None else Look()
            yield self._made(look, (slot,))
        elif content is not None:
            yield from self._flow(content)

    def _look(self, paragraph: Element) -> Look:
        properties = paragraph.find("w:pPr")
        named = properties.find("w:pStyle") if properties is not None else None
        style = self._styles.styles.get(named.get("w:val", "") if named is not None else "Normal")
        own = look_of(properties)
        own.bold = own.italic = own.underline = None  # the mark at its end, not its words
        return own.over(style or Look())

    def _paragraph(self, paragraph: Element) -> Iterator[Flow]:
        look = self._look(paragraph)
        if inside(paragraph, "w:pPr", "w:ind") is not None:
            self._left_out.once("indents")
        found = self._runs.parts(paragraph, look)
        self._new_page = self._new_page or bool(look.breaks_page)
        for at, parts in enumerate(pieces(found)):
            self._new_page = self._new_page or at > 0
            if any(getattr(part, "text", "x").strip() for part in parts):
                yield self._made(look, parts)
            elif not at and inside(paragraph, "w:pPr", "w:pBdr", "w:bottom") is not None:
                yield Block("hr")

    def _made(self, look: Look, parts: tuple[Part, ...]) -> Flow:
        aligned = (("align", look.align),) if look.align not in (None, "left") else ()
        broken = _BREAK if self._new_page else ()
        self._new_page = False
        level = self._styles.level(look)
        if look.heading is None and level is not None:
            self._name_form(level.form)
            item = Block("li", parts, (*aligned, *broken))
            return ListItem(look.level or 0, level, item, look.list_id or "")
        tag = f"h{min(look.heading, 6)}" if look.heading else "p"
        return Block(tag, parts, (*aligned, *broken))

    def _name_form(self, form: str) -> None:
        """Numbers that are written otherwise than "1." lose what is around them."""
        if form and not _USUAL.fullmatch(form) and form not in self._forms:
            self._forms.add(form)
            self._left_out.add("form of numbers in a list", form.replace("%", ""))


def _has_columns(section: Element) -> bool:
    columns = section.find("w:cols")
    return columns is not None and columns.get("w:num", "1") not in ("", "0", "1")


def _links(package: WordPackage) -> dict[str, str]:
    """Where the links of the document lead, by their id."""
    tree = package.tree("word/_rels/document.xml.rels")
    return {
        one.get("Id", ""): one.get("Target", "")
        for one in (tree if tree is not None else ())
        if one.get("TargetMode") == "External"
    }


def _around(package: WordPackage, left_out: LeftOut) -> None:
    """What stands beside the text: headers, footers, notes, comments, macros."""
    for name in sorted(package.names):
        place = name.removeprefix("word/").rstrip("0123456789.xml")
        if place in ("header", "footer") and name.endswith(".xml"):
            _page_part(package, name, place, left_out)
    for name, tag, what in (
        ("word/comments.xml", "w:comment", "comment"),
        ("word/footnotes.xml", "w:footnote", "footnote"),
        ("word/endnotes.xml", "w:endnote", "endnote"),
    ):
        tree = package.tree(name)
        for one in tree.iter(tag) if tree is not None else ():
            if text_of(one):
                left_out.add(what, text_of(one))
    if any(name.endswith("vbaProject.bin") for name in package.names):
        left_out.add("macros")
    for name in package.names:
        if name.startswith("word/embeddings/"):
            left_out.add("embedded file", name.rpartition("/")[2])


def _page_part(package: WordPackage, name: str, what: str, left_out: LeftOut) -> None:
    tree = package.tree(name)
    if tree is None:
        return
    is_drawn = any(True for tag in ("w:drawing", "w:pict") for _ in tree.iter(tag))
    words = text_of(tree)
    if words or is_drawn:
        left_out.add(what, words or "an image")
