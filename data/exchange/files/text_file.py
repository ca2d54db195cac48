"""Files as text, piece by piece: unpacked and decoded on the way, never whole in memory.

Whatever cannot be read ends in one clear sentence (Unreadable).
"""

import codecs
import gzip
import io
import json
import os
import zlib
from pathlib import Path

from data.errors import DataError
from data.exchange.files import strange_files

PIECE = 1 << 18
"""Bytes that are read, or unpacked, at a time."""
STDIN = Path("-")
"""The name under which standard input is read."""
_ENOUGH = 4096
"""Bytes from which it is told what a file is; a pipe may give them one by one."""
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_MOST_UNPACKED = 250
"""A file may unpack to so many times its size; records of offers pack to a tenth or so."""
_UNSUSPICIOUS = 1 << 26
"""Up to so many unpacked bytes nobody asks how well they were packed."""

_UNORDERED = ("utf-16", "utf-32")
_NO_ORDER = (
    "does not begin with the mark by which {name} tells the order of its bytes: state which order"
    " it is, with --encoding {name}-LE or --encoding {name}-BE, or save it as UTF-8."
)


class Unreadable(DataError):
    """The file holds no records that can be read; the text says why and what would help."""

    title = "That file"


class TextFile:
    """An open file of text, read forwards in pieces; raises Unreadable.

    The encoding is told from the first bytes, unless it is given.
    """

    def __init__(self, path: Path, encoding: str = "") -> None:
        self._file = _open(path)
        try:
            self.bytes_total = os.fstat(self._file.fileno()).st_size
            self._packed = _packed(self._file)
            self._ahead = self._first_bytes()
            self._refuse_strange()
        except BaseException:
            self._file.close()
            raise
        self.encoding = encoding or json.detect_encoding(self._ahead)
        self._decoder = codecs.getincrementaldecoder(self.encoding)()
        self._decoded = 0

    @property
    def start(self) -> str:
        """How the text begins, as far as it was read to tell what it is."""
        return self._ahead.decode(self.encoding, "replace")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @property
    def is_compressed(self) -> bool:
        """Whether it is unpacked on the way."""
        return self._packed is not None

    @property
    def bytes_done(self) -> int:
        """How much was read, counted as the file lies on the disk."""
        return self._file.tell() if self._file.seekable() else self._decoded

    @property
    def is_zip(self) -> bool:
        """Whether it is a ZIP file, which is read whole."""
        return self._ahead.startswith(_ZIP)

    def whole(self, most: int) -> bytes:
        """All bytes that are still to come; raises Unreadable when they are more than may be."""
        found = bytearray()
        while piece := self._ahead or self._bytes():
            self._ahead = b""
            found += piece
            if len(found) > most:
                raise Unreadable(
                    f"is a ZIP file of more than {most // 1_000_000} MB: no spreadsheet that large"
                    " is read. Save what is needed of it as CSV."
                )
        return bytes(found)

    def read(self) -> str:
        """The next piece of text, empty at the end."""
        while True:
            piece, self._ahead = self._ahead or self._bytes(), b""
            text = self._text(piece)
            if text or not piece:
                return text

    def _text(self, piece: bytes) -> str:
        waiting = len(self._decoder.getstate()[0])
        try:
            text = self._decoder.decode(piece, not piece)
        except UnicodeError as error:
            name = self.encoding.upper().removesuffix("-SIG")
            # of bytes whose order nothing tells: to Python 3.13 the encoding without an order
            if not isinstance(error, UnicodeDecodeError) or error.encoding in _UNORDERED:
                raise Unreadable(_NO_ORDER.format(name=name)) from None
            place = self._decoded - waiting + error.start + 1
            raise Unreadable(
                f"is not text in {name} (byte {place:,}): save it as UTF-8, or state what it is"
                " with --encoding."
            ) from None
        self._decoded += len(piece)
        return text

    def _first_bytes(self) -> bytes:
        """Enough bytes to tell what the file is, or all there are."""
        first = piece = self._bytes()
        while piece and len(first) < _ENOUGH:
            piece = self._bytes()
            first += piece
        return first

    def _bytes(self) -> bytes:
        try:
            # one system call at a time: in between, Ctrl+C is heard
            found = (self._packed or self._file).read1(PIECE)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise Unreadable("is damaged: it does not unpack to its end.") from None
        except OSError as error:
            raise Unreadable(f"cannot be read: {_why(error)}.") from None
        self._refuse_bomb()
        return found

    def _refuse_bomb(self) -> None:
        unpacked = self._packed.tell() if self._packed else 0
        if unpacked < _UNSUSPICIOUS or not self._file.seekable():
            return
        if unpacked > self._file.tell() * _MOST_UNPACKED:
            raise Unreadable(
                f"unpacks to more than {_MOST_UNPACKED} times its size, as no records do: "
                "it was not read further."
            )

    def _refuse_strange(self) -> None:
        if not self._ahead:
            raise Unreadable("is empty.")
        if self.is_compressed and self._ahead.startswith(_GZIP):
            raise Unreadable("is compressed twice: unpack it once.")
        problem = strange_files.sentence(self._ahead)
        if problem and not self.is_zip:
            raise Unreadable(problem)


def is_regular(path: Path) -> bool:
    """Whether the path is a file that can be read more than once."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_pipe(path: Path) -> bool:
    """Whether the path is a pipe, which gives nothing before somebody writes into it."""
    try:
        return path.is_fifo()
    except OSError:
        return False


def _open(path: Path) -> io.BufferedReader:
    try:
        if path == STDIN:
            return open(0, "rb", closefd=False)
        if path.is_dir():
            raise Unreadable("is a folder: name the files in it.")
        return path.open("rb")
    except FileNotFoundError:
        raise Unreadable("does not exist.") from None
    except PermissionError:
        raise Unreadable("may not be read by you.") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"cannot be read: {_why(error)}.") from None


def _packed(file: io.BufferedReader) -> gzip.GzipFile | None:
    try:
        is_packed = file.peek(2)[:2] == _GZIP
    except OSError as error:
        raise Unreadable(f"cannot be read: {_why(error)}.") from None
    return gzip.GzipFile(fileobj=file) if is_packed else None


def _why(error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    return os.strerror(number) if number else str(error)
