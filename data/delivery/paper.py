"""The paper of letters, from the settings: page size, logo, footer, font."""

import os
import re
import stat
from pathlib import Path

from data.delivery.delivery_records import Logo, Paper
from data.errors import DataError
from data.settings import settings
from data.values.text import one_line

SIZES = ("A4", "Letter")
"""The sizes of a page."""
LOGO_BYTES = 512 * 1024
"""The largest file of a logo; it goes into every page and email."""
LOGO_SIDE = 4_000
"""The longest side of a logo in pixels; a small file may hold a huge picture."""
FONT = re.compile(r"[\w][\w \-]{0,63}")
"""What a font may be called."""
_PNG = b"\x89PNG\r\n\x1a\n"


class BadLogo(DataError):
    """The file is no logo that letters can have; the text says what would be."""

    title = "The logo"


def current() -> tuple[Paper, tuple[str, ...]]:
    """The paper as the settings have it, and what is wrong with it (it is left out then)."""
    named = settings.get("logo_file")
    logo: Logo | None = None
    notes: tuple[str, ...] = ()
    if named:
        try:
            logo = read_logo(named)
        except BadLogo as error:
            notes = (f"The letter has no logo: {error.text}",)
    size, font = settings.get("page_size"), settings.get("letter_font")
    paper = Paper(
        size=size if size in SIZES else SIZES[0],
        logo=logo,
        footer=settings.get("letter_footer"),
        font=font if FONT.fullmatch(font) else "",
    )
    return paper, notes


def read_logo(named: str) -> Logo:
    """The picture in a file: PNG or JPEG, of a modest size; raises BadLogo."""
    name = one_line(named)
    try:
        data = _read(Path(name).expanduser())
    except FileNotFoundError:
        raise BadLogo(f"{name} does not exist.") from None
    except PermissionError:
        raise BadLogo(f"{name} may not be read by you.") from None
    except (OSError, ValueError, RuntimeError):
        raise BadLogo(f"{name} cannot be read.") from None
    if data is None:
        raise BadLogo(f"{name} is no file; name a PNG or JPEG picture.")
    if len(data) > LOGO_BYTES:
        raise BadLogo(f"{name} is too large: at most {LOGO_BYTES // 1024} kB.")
    kind, size = ("png", _png_size(data)) if data.startswith(_PNG) else ("jpeg", _jpeg_size(data))
    if size is None:
        raise BadLogo(f"{name} is no PNG or JPEG picture.")
    if not 0 < min(size) <= max(size) <= LOGO_SIDE:
        raise BadLogo(f"{name} is {size[0]} x {size[1]} pixels; at most {LOGO_SIDE:,} a side.")
    return Logo(data, kind, *size)


def _read(path: Path) -> bytes | None:
    """The beginning of a regular file, one byte more than allowed; None for anything else.

    Opened without waiting, because a pipe would wait for ever.
    """
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        return None
    with os.fdopen(number, "rb") as file:
        return file.read(LOGO_BYTES + 1)


def _png_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 33 or data[12:16] != b"IHDR":
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
