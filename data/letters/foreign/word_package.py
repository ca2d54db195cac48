"""Opens a .docx: parts of a ZIP as XML trees, within limits, without any entity.

A file may come from anybody. What it says of its sizes is not believed, a part is read only as far
as the limit, and a document type, in which entities are declared, ends the reading.
"""

import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element

from data.errors import DataError
from data.values.xml_tree import DAMAGED, ENTITIES, TOO_MUCH, Limits, XmlError, tree

LONGEST = 25 * 1024 * 1024
"""The largest file, in bytes."""
MOST_PARTS = 4_000
LONGEST_PART = 8 * 1024 * 1024
"""The largest part of XML, in bytes, unpacked; all of them together may have twice as much."""
DEEPEST = 250
MOST_ELEMENTS = 200_000

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
}
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc) or one with a password"),
    (b"{\\rtf", "a file in Rich Text Format (.rtf)"),
    (b"%PDF", "a PDF"),
)


_WRONG = {
    TOO_MUCH: "It is nested too deep, or has too many parts.",
    ENTITIES: "It declares entities of its own, which no Word file does.",
    DAMAGED: "Its text is no XML that can be read.",
}


class ForeignLetterError(DataError):
    """A letter of another program that cannot be read; the text says why."""

    title = "Letter not read"


class WordPackage:
    """The parts of a .docx, by name; raises ForeignLetterError for what is none."""

    def __init__(self, data: bytes) -> None:
        self._left = 2 * LONGEST_PART
        self._elements = 0
        refuse_others(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ForeignLetterError("It is no .docx: it cannot be unpacked.") from error
        self.names = frozenset(self._zip.namelist())
        if len(self._zip.infolist()) > MOST_PARTS:
            raise ForeignLetterError(f"It has more than {MOST_PARTS:,} parts.")
        if "word/document.xml" not in self.names:
            raise ForeignLetterError(_what_it_is(self.names))

    def tree(self, name: str) -> Element | None:
        """A part as a tree, its tags as "w:p"; None where there is no such part."""
        return self._parsed(self._read(name)) if name in self.names else None

    def _read(self, name: str) -> bytes:
        if self._zip.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ForeignLetterError(f"Its part {name} is packed in an unusual way: save it again.")
        most = min(LONGEST_PART, self._left)
        try:
            with self._zip.open(name) as part:
                data = part.read(most + 1)
        except (
            zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError,
        ) as error:  # fmt: skip
            raise ForeignLetterError(f"Its part {name} is damaged or locked.") from error
        if len(data) > most:
            raise ForeignLetterError(
                f"Unpacked it is larger than {LONGEST_PART // 1024 // 1024} MB: no letter is."
            )
        self._left -= len(data)
        return data

    def _parsed(self, data: bytes) -> Element:
        limits = Limits(DEEPEST, MOST_ELEMENTS - self._elements, doctype=False)
        try:
            read = tree(data, limits, _short)
        except XmlError as error:
            raise ForeignLetterError(_WRONG[str(error)]) from error
        self._elements += sum(1 for _ in read.iter())
        return read


def refuse_others(data: bytes) -> None:
    """Raise ForeignLetterError for what is too large, or a file of another kind."""
    if len(data) > LONGEST:
        raise ForeignLetterError(f"It is larger than {LONGEST // 1024 // 1024} MB.")
    for start, what in _OTHERS:
        if data.startswith(start):
            raise ForeignLetterError(f"It is {what}: save it as .docx, and bring that in.")


def _what_it_is(names: frozenset[str]) -> str:
    if "content.xml" in names and "mimetype" in names:
        return "It is an OpenDocument file: save it as .docx, and bring that in."
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        return "It is a workbook or a presentation, not a letter."
    return "It is no .docx: there is no document in it."


def _short(name: str) -> str:
    """A name with the short form of its namespace: "w:val"; as it is without one."""
    space, _, local = name.rpartition(" ")
    return f"{_SPACES.get(space, 'x')}:{local}" if space else local


def inside(element: Element, *tags: str) -> Element | None:
    """The element that one reaches by these tags, the first of each."""
    found: Element | None = element
    for tag in tags:
        found = found.find(tag) if found is not None else None
    return found
