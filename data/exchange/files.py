"""Files in: bytes to JSON records, with one clear sentence for whatever is no such file."""

import json
import os
from pathlib import Path

from data import json_text
from data.errors import DataError

MOST_BYTES = 200_000_000
"""A larger file is refused before it is read."""
_GZIP = b"\x1f\x8b"


class Unreadable(DataError):
    """The file holds no records that can be read; the text says why and what would help."""

    title = "That file"


def records(path: Path) -> list[object]:
    """What the file lists: an array's items, one object, or what is in a `data` envelope."""
    met = _parse(_decode(_read(path)))
    if isinstance(met, dict) and isinstance(met.get("data"), dict | list):
        met = met["data"]
    found = met if isinstance(met, list) else [met]
    if not found:
        raise Unreadable("holds an empty list: there is nothing to read.")
    return found


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Unreadable("is a folder: name the files in it.")
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise Unreadable(_too_large())
        with path.open("rb") as file:
            found = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable("does not exist.") from None
    except PermissionError:
        raise Unreadable("may not be read by you.") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"cannot be read: {_why(error)}.") from None
    if len(found) > MOST_BYTES:
        raise Unreadable(_too_large())
    return found


def _why(error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    return os.strerror(number) if number else str(error)


def _too_large() -> str:
    return f"is too large: at most {MOST_BYTES // 1_000_000} MB; split it."


def _decode(found: bytes) -> str:
    if not found.strip():
        raise Unreadable("is empty.")
    if found.startswith(_GZIP):
        raise Unreadable("is compressed: unpack it first.")
    try:
        return found.decode(json.detect_encoding(found))
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"is not text in UTF-8 (byte {error.start + 1:,}): save it as UTF-8 JSON."
        ) from None


def _parse(text: str) -> object:
    try:
        return json_text.load_json(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"is not JSON: {error.msg.lower()} at {place}.") from None
    except ValueError as error:
        said = "a number with too many digits" if "digits" in str(error) else str(error)
        raise Unreadable(f"is not JSON: {said}.") from None
