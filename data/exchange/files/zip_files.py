"""ZIP files, looked into before anything unpacks them: what they are, and how much is in them."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from data.exchange.files.text_file import PIECE, Unreadable

MOST_UNPACKED = 256_000_000
"""Bytes of XML that a spreadsheet may hold."""
XLSX, ODS = "xlsx", "ods"
_DAMAGED = "is a damaged ZIP file: fetch it, or save it, again."
_KINDS = (
    ("xl/workbook.bin", "is a binary workbook (.xlsb): save it as .xlsx or CSV."),
    ("word/", "is a document (.docx): save its table as CSV or in a spreadsheet."),
    ("ppt/", "is a presentation (.pptx): ask for the records as CSV or JSON."),
    ("Index/", "is a Numbers file (.numbers): export it as Excel or CSV from Numbers."),
    ("Index.zip", "is a Numbers file (.numbers): export it as Excel or CSV from Numbers."),
)
_LOCAL_HEADER = 30


class Archive:
    """A ZIP file in memory; raises Unreadable for one that is damaged or unpacks to too much."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._left = MOST_UNPACKED
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as file:
                self._entries = {one.filename: one for one in file.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise Unreadable(_DAMAGED) from None

    def spreadsheet(self) -> str:
        """Which spreadsheet it is, XLSX or ODS; raises Unreadable for anything else."""
        for name, text in _KINDS:
            if any(entry.startswith(name) for entry in self._entries):
                raise Unreadable(text)
        if any(entry.startswith("xl/") for entry in self._entries):
            return XLSX
        if b"opendocument.spreadsheet" in self._content[:200]:
            return ODS
        if b"opendocument" in self._content[:200]:
            raise Unreadable("is a document (OpenDocument): save its table as CSV or .ods.")
        raise Unreadable("is a ZIP archive: unpack it and name the files in it.")

    def names(self) -> tuple[str, ...]:
        """The names of what is in it."""
        return tuple(self._entries)

    def unpacked(self, name: str) -> Iterator[bytes]:
        """What is under a name, in pieces, never more of all together than may be.

        What the file says of its sizes is not believed.
        """
        entry = self._entries[name]
        if entry.flag_bits & 1:
            raise Unreadable("is protected by a password: save it without one.")
        pieces = {zipfile.ZIP_STORED: _stored, zipfile.ZIP_DEFLATED: _inflated}
        if entry.compress_type not in pieces:
            raise Unreadable("is packed in an unusual way: save it again, or as CSV.")
        try:
            for piece in pieces[entry.compress_type](self._packed(entry)):
                self._left -= len(piece)
                if self._left < 0:
                    raise Unreadable(
                        f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB: it was not read"
                        " further. Save what is needed of it as CSV."
                    )
                yield piece
        except zlib.error:
            raise Unreadable(_DAMAGED) from None

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        at = entry.header_offset + _LOCAL_HEADER
        sizes = self._content[at - 4 : at]
        behind = at + int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little")
        return memoryview(self._content)[behind : behind + entry.compress_size]


def _stored(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), PIECE):
        yield bytes(packed[at : at + PIECE])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), PIECE):
        left: bytes = bytes(packed[at : at + PIECE])
        while left and not unpack.eof:
            yield unpack.decompress(left, PIECE)
            left = unpack.unconsumed_tail
    while piece := unpack.decompress(b"", PIECE):
        yield piece
