"""The content of attachments in the database: written in pieces, read back, held against its hash.

Only SQLite is needed, so that a copy that is looked through can be read too.
"""

import base64
import sqlite3
from collections.abc import Iterator
from hashlib import sha256

PIECE = 48_000
"""Bytes of a piece: with base64 64,000 letters."""


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    return sha256(data).hexdigest()


def pieces(data: bytes) -> Iterator[tuple[int, str]]:
    """The pieces of a content with their numbers, from 1."""
    for number, start in enumerate(range(0, len(data), PIECE), 1):
        yield number, base64.b64encode(data[start : start + PIECE]).decode("ascii")


def content(desk: sqlite3.Connection, attachment_id: int) -> bytes:
    """The bytes of an attachment; raises ValueError for a piece that is damaged."""
    return b"".join(_pieces(desk, attachment_id))


def damaged(desk: sqlite3.Connection, where: str = "1") -> Iterator[tuple[int, int]]:
    """The attachments whose bytes are not those that were kept, each with its offer."""
    rows = desk.execute(f"SELECT id, offer_id, size, sha256 FROM attachments WHERE {where}")
    for number, offer, size, kept in rows.fetchall():
        if not _is_whole(desk, number, size, kept):
            yield number, offer


def _is_whole(desk: sqlite3.Connection, number: int, size: int, kept: str) -> bool:
    found, length = sha256(), 0
    try:
        for piece in _pieces(desk, number):
            found.update(piece)
            length += len(piece)
    except ValueError:
        return False
    return length == size and found.hexdigest() == kept


def _pieces(desk: sqlite3.Connection, attachment_id: int) -> Iterator[bytes]:
    rows = desk.execute(
        "SELECT content FROM attachment_pieces WHERE attachment_id = ? ORDER BY number",
        (attachment_id,),
    )
    for (text,) in rows:
        yield base64.b64decode(text, validate=True)
