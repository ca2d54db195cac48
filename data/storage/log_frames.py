"""Whether a log goes on where a file stands: each transaction writes a mark and the mark before it.

So the mark that the file holds stands in the log that was begun on it, and in no other: not in that
of another desk, of a copy that went its own way, nor in one that is older than the file.
"""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import quote

from data.storage import changes
from data.storage.connection import DAMAGED

_HEADER, _FRAME = struct.Struct(">IIII8sII"), struct.Struct(">II8s8s")
_MAGIC = (0x377F0682, 0x377F0683)
_PAGE_SIZES = {1 << power for power in range(9, 17)}


class _Stand(NamedTuple):
    """The mark that a file holds, and on which of its pages."""

    mark: bytes
    page: int


def goes_on(path: Path, log: Path) -> bool | None:
    """Whether the log was begun on the file as it is; None when neither says so."""
    stand = _stand(path)
    if stand is None:
        return None
    with log.open("rb") as file:
        return _goes_on(stand, file)


def mark_of(path: Path) -> bytes | None:
    """The mark that the file alone holds: older programs wrote none."""
    stand = _stand(path)
    return None if stand is None else stand.mark


def _goes_on(stand: _Stand, file: IO[bytes]) -> bool | None:
    is_marked, is_empty = False, True
    for number, page in _frames(file):
        if stand.mark in page:
            return True
        is_marked, is_empty = is_marked or number == stand.page, False
    return True if is_empty else False if is_marked else None


def _frames(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The pages of the log with their numbers, as far as SQLite would look at them."""
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return
    magic, _, size, _, salt, _, _ = _HEADER.unpack(header)
    if magic not in _MAGIC or size not in _PAGE_SIZES:
        return
    while len(frame := file.read(_FRAME.size + size)) == _FRAME.size + size:
        number, _, own, _ = _FRAME.unpack_from(frame)
        if own != salt:
            return
        yield number, frame[_FRAME.size :]


def _stand(path: Path) -> _Stand | None:
    """What the file alone says, without its log."""
    name = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(name, uri=True)) as desk:
            mark = changes.mark_of(desk)
            sql = "SELECT rootpage FROM sqlite_master WHERE name = 'row_counts'"
            page = desk.execute(sql).fetchone()
    except DAMAGED:
        return None
    if mark is None or page is None:
        return None
    return _Stand(mark.to_bytes(8, "big", signed=True), int(page[0]))
