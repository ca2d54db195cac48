"""Spreadsheets of LibreOffice, out: the cells of `csv_sheet` in an OpenDocument package."""

import io
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from data.exchange.csv import csv_sheet
from data.exchange.csv.csv_sheet import Cell
from data.exchange.exporting.exported_records import Definition, Piece
from data.exchange.exporting.snapshot import Snapshot
from data.values import clock
from data.values.text import plain

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile("  +|^ | $")
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("number", "datastyle"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>
<number:date-style style:name="day"><number:year number:style="long"/><number:text>-</number:text>\
<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>\
</number:date-style>
<number:number-style style:name="amount"><number:number number:decimal-places="2"\
 number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>\
</number:number-style>
<style:style style:name="wide" style:family="table-column">\
<style:table-column-properties style:column-width="3.2cm"/></style:style>
<style:style style:name="bold" style:family="table-cell">\
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="date" style:family="table-cell" style:data-style-name="day"/>
<style:style style:name="money" style:family="table-cell" style:data-style-name="amount"/>
</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Offers">
"""
_FOOT = "</table:table></office:spreadsheet></office:body></office:document-content>\n"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"\
 manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>\
</manifest:manifest>
"""


def pieces(snapshot: Snapshot, *, versions: bool = False) -> Iterator[Piece]:
    """The document: nothing while it is written, then all of it. Raises Impossible."""
    return csv_sheet.pieces(snapshot, _Sheet, versions=versions)


class _Sheet(csv_sheet.Sheet):
    """The sheet of offers, written row by row into the package."""

    def __init__(self, out: io.BytesIO, fields: tuple[Definition, ...]) -> None:
        super().__init__(fields)
        self._zip = ZipFile(out, "w")
        self._zip.writestr(_entry("mimetype", ZIP_STORED), _MIME)
        self._zip.writestr(_entry("META-INF/manifest.xml"), _MANIFEST)
        self._content = self._zip.open(_entry("content.xml"), "w", force_zip64=True)
        self._put(_HEAD)
        repeated = f'table:number-columns-repeated="{len(self.header)}"'
        self._put(f'<table:table-column table:style-name="wide" {repeated}/>')
        names = (_text(name, ' table:style-name="bold"') for name in self.header)
        self._put(f"<table:table-header-rows>{_row(names)}</table:table-header-rows>\n")

    def put(self, cells: Iterator[Cell | None]) -> None:
        """Write the cells of the row."""
        self._put(_row(map(_cell, cells)) + "\n")

    def _put(self, text: str) -> None:
        self._content.write(text.encode())

    def close(self) -> None:
        """Nothing more comes."""
        self._put(_FOOT)
        self._content.close()
        self._zip.close()


def _entry(name: str, how: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, clock.now().timetuple()[:6])
    entry.compress_type = how
    return entry


def _row(cells: Iterator[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if cell.day is not None:
        day = f'office:value-type="date" office:date-value="{cell.day.isoformat()}"'
        return f'<table:table-cell table:style-name="date" {day}/>'
    if cell.is_number:
        style = ' table:style-name="money"' if "." in cell.text else ""
        value = f'office:value-type="float" office:value={quoteattr(cell.text)}'
        return f"<table:table-cell{style} {value}/>"
    return _text(cell.text)


def _text(text: str, style: str = "") -> str:
    """A text, a paragraph a line; blanks that XML would swallow are written out.

    A tab stays one: readers of tables leave out its element, and glue the words beside it.
    """
    lines = _NO_XML.sub("", plain(text)).split("\n")
    paragraphs = "".join(f"<text:p>{_BLANKS.sub(_blank, escape(line))}</text:p>" for line in lines)
    return f'<table:table-cell{style} office:value-type="string">{paragraphs}</table:table-cell>'


def _blank(found: re.Match[str]) -> str:
    return f'<text:s text:c="{len(found.group())}"/>'
