"""Reads the picture of a logo or a signature from a file: PNG, JPEG or SVG, of a modest size."""

from functools import lru_cache
from pathlib import Path

from data.delivery import svg_cleaning
from data.errors import DataError
from data.settings.paper_files import PaperFile
from data.storage import read_file
from data.values.text import one_line

MOST_BYTES = 512 * 1024
"""The largest file of a picture; it goes into every page and email."""
LONGEST_SIDE = 4_000
"""The longest side of a picture in pixels; a small file may hold a huge one."""
NAME_LENGTH = 60
_PNG = b"\x89PNG\r\n\x1a\n"


class BadPicture(DataError):
    """The file is no picture that letters can have; the text says what would be."""

    title = "The picture"


def read(named: str) -> tuple[PaperFile, tuple[str, ...]]:
    """The picture in a file, made safe, and what was left out of it; raises BadPicture."""
    name = one_line(named)
    return checked(name, read_bytes(name, MOST_BYTES, "a PNG, JPEG or SVG picture"))


@lru_cache(maxsize=3)  # a form asks at every key
def checked(name: str, data: bytes) -> tuple[PaperFile, tuple[str, ...]]:
    """The picture that some bytes are, known by their beginning; raises BadPicture."""
    left_out: tuple[str, ...] = ()
    kind, size = "png", _png_size(data)
    if size is None:
        kind, size = "jpeg", _jpeg_size(data)
    if size is None and svg_cleaning.is_svg(data):
        try:
            drawing = svg_cleaning.cleaned(data)
        except svg_cleaning.SvgError as error:
            raise BadPicture(f"{name} is no SVG that letters can have: {error}.") from error
        kind, size, data, left_out = "svg", drawing[1:3], drawing.data, drawing.left_out
    if size is None:
        raise BadPicture(f"{name} is no PNG, JPEG or SVG picture.")
    if not 0 < min(size) <= max(size) <= LONGEST_SIDE:
        raise BadPicture(
            f"{name} is {size[0]} x {size[1]} pixels; at most {LONGEST_SIDE:,} a side."
        )
    return PaperFile(short_name(name), kind, *size, data), left_out


def short_name(path: str) -> str:
    """What a file is called where it is kept: its own name, not where it came from."""
    return one_line(Path(path).name)[-NAME_LENGTH:]


def read_bytes(name: str, most: int, what: str) -> bytes:
    """The bytes of a regular file of a modest size; raises BadPicture."""
    try:
        data = read_file.beginning(Path(name).expanduser(), most)
    except FileNotFoundError:
        raise BadPicture(f"{name} does not exist.") from None
    except PermissionError:
        raise BadPicture(f"{name} may not be read by you.") from None
    except (OSError, ValueError, RuntimeError):
        raise BadPicture(f"{name} cannot be read.") from None
    if data is None:
        raise BadPicture(f"{name} is no file; name {what}.")
    if len(data) > most:
        raise BadPicture(f"{name} is too large: at most {most // 1024:,} kB.")
    return data


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_PNG) or len(data) < 33 or data[12:16] != b"IHDR":
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """The size in a JPEG's frame header; its segments are walked until there is one."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = data[at + 5 : at + 7], data[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
