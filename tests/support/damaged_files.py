"""Desks damaged at random: flipped bits, pages of noise, swapped pages, cut files, foreign logs."""

from __future__ import annotations

import random
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

PAGE = 4096


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content of a desk's file with one kind of damage."""
    data = bytearray(content)
    kind = chance.choice((_flip, _flip, _noise, _zeros, _swap, _cut, _header))
    kind(data, chance)
    return bytes(data)


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 4, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _page(data: bytearray, chance: random.Random) -> slice:
    start = chance.randrange(len(data) // PAGE) * PAGE
    return slice(start, start + PAGE)


def _noise(data: bytearray, chance: random.Random) -> None:
    data[_page(data, chance)] = chance.randbytes(PAGE)


def _zeros(data: bytearray, chance: random.Random) -> None:
    data[_page(data, chance)] = bytes(PAGE)


def _swap(data: bytearray, chance: random.Random) -> None:
    one, other = _page(data, chance), _page(data, chance)
    data[one], data[other] = data[other], data[one]


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _header(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(100)] = chance.randrange(256)


def leaves(path: Path, table: str) -> list[slice]:
    """Where the leaf pages of a table are in a desk's file, in the order of its key."""
    with closing(sqlite3.connect(path)) as desk:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        root = desk.execute(sql, (table,)).fetchone()[0]
    return _leaves(path.read_bytes(), root)


def _leaves(content: bytes, number: int) -> list[slice]:
    start = (number - 1) * PAGE
    page = content[start : start + PAGE]
    if page[0] in (10, 13):  # a leaf of an index, which tables without row numbers are, or a table
        return [slice(start, start + PAGE)]
    cells = struct.unpack_from(f">{int.from_bytes(page[3:5], 'big')}H", page, 12)
    children = [struct.unpack_from(">I", page, cell)[0] for cell in cells]
    below = [*children, int.from_bytes(page[8:12], "big")]
    return [leaf for child in below for leaf in _leaves(content, child)]
