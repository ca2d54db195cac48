"""Desks damaged at random: flipped bits, pages of noise, swapped pages, cut files, foreign logs."""

from __future__ import annotations

import random

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
