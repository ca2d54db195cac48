"""Spreadsheets for tests: .xlsx as programs write it, .ods by hand."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Row = Sequence[object]
_STYLES = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet>%s</office:spreadsheet></office:body>"
    "</office:document-content>"
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<m:file-entry m:full-path="/" m:media-type="{ODS}"/></m:manifest>'
)


def xlsx(**sheets: Sequence[Row]) -> bytes:
    """A workbook with these sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        day = book.add_format({"num_format": "d mmm yyyy"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    style = moment if isinstance(cell, datetime) else day
                    is_day = isinstance(cell, date)
                    sheet.write(at, column, cell, style if is_day else None)
    return out.getvalue()


def ods(**sheets: Sequence[Row]) -> bytes:
    """The same in the form of LibreOffice, whose sheets end in repeated rows of nothing."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(_row, rows))}"
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    parts = {"mimetype": ODS, "content.xml": _STYLES % tables, "META-INF/manifest.xml": _MANIFEST}
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    """A ZIP file of these texts; the first one is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            way = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(name, text, way)
    return out.getvalue()


def with_part(content: bytes, name: str, change: tuple[str, str]) -> bytes:
    """The ZIP file with a text replaced in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {one: file.read(one).decode() for one in file.namelist()}
    assert change[0] in parts[name]
    parts[name] = parts[name].replace(*change)
    return packed(parts)


def _row(row: Row) -> str:
    return f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"


def _cell(cell: object) -> str:
    if cell in ("", None):
        return "<table:table-cell/>"
    kind = "string"
    value = ""
    if isinstance(cell, int | float | Decimal):
        kind, value = "float", f' office:value="{cell}"'
    elif isinstance(cell, date):
        kind, value = "date", f' office:date-value="{cell.isoformat()}"'
    text = escape(str(cell))
    return (
        f'<table:table-cell office:value-type="{kind}"{value}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )
