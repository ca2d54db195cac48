"""The rows of a table of a damaged file: from both ends up to the damage, then number by number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import count
from typing import NamedTuple

from data.exchange.backup.backup_tables import Shape
from data.storage.connection import DAMAGED

MOST_PROBED = 200_000
"""Numbers tried one by one in a table, at most."""
Row = tuple[object, ...]


class Numbers(NamedTuple):
    """The numbers by which the rows of a table can be asked for."""

    key: str
    last: int


def numbers(desk: sqlite3.Connection, shape: Shape, sequences: Mapping[str, int]) -> Numbers | None:
    """Those of a table whose key begins with a number; the last as far as that is known.

    A table that gives out no numbers of its own is numbered by another's.
    """
    key = shape.key[0]
    sql = "SELECT type FROM pragma_table_info(?) WHERE name = ?"
    if desk.execute(sql, (shape.name, key)).fetchone() != ("INTEGER",):
        return None
    return Numbers(key, sequences.get(shape.name) or max(sequences.values(), default=MOST_PROBED))


class DamagedTable:
    """The rows that can be read, some of them twice; `is_whole` says afterwards if all were."""

    def __init__(
        self,
        source: sqlite3.Connection,
        shape: Shape,
        columns: tuple[str, ...],
        numbers: Numbers | None,
    ) -> None:
        self.is_whole = True
        self._source = source
        self._keys = shape.key
        self._sql = f"SELECT {', '.join(columns)} FROM {shape.name}"
        self._numbers = numbers if numbers and numbers.key in columns else None
        self._place = columns.index(self._numbers.key) if self._numbers else 0
        self._reached: int | None = None

    def __iter__(self) -> Iterator[Row]:
        yield from self._read("ASC")
        if self.is_whole:
            return
        first, self._reached = self._reached, None
        yield from self._read("DESC")
        if self._numbers:
            last = self._numbers.last if self._reached is None else self._reached
            yield from self._between(first or 0, last)

    def _read(self, way: str) -> Iterator[Row]:
        """All up to the damage; the row before it is lost in Python, and asked for alone."""
        order, read = self._order(way), 0
        for row in self._rows(order):
            yield row
            read += 1
        if not self.is_whole:
            yield from self._rows(f"{order} LIMIT 1 OFFSET ?", read)

    def _between(self, first: int, last: int) -> Iterator[Row]:
        """One number, then all behind it up to the next damage, and so on.

        Python loses the row before the damage, so the number that was reached is tried too.
        """
        number = first
        for _ in range(MOST_PROBED):
            self._reached = number
            yield from self._of(number)
            yield from self._behind(number, last)
            number = max(self._reached, number + (self._reached == number))
            if number > last:
                return

    def _of(self, number: int) -> Iterator[Row]:
        """The rows of one number, from both ends: the damage may be at either, or in between."""
        yield from self._each_of(number, "ASC")
        if len(self._keys) > 1:
            yield from self._each_of(number, "DESC")

    def _each_of(self, number: int, way: str) -> Iterator[Row]:
        """The rows of one number, each asked for alone."""
        key = self._numbers.key if self._numbers else ""
        which = f"WHERE {key} = ? {self._order(way)} LIMIT 1 OFFSET ?"
        for place in count() if len(self._keys) > 1 else (0,):
            found = list(self._rows(which, number, place))
            if not found:
                return
            yield from found

    def _behind(self, number: int, last: int) -> Iterator[Row]:
        key = self._numbers.key if self._numbers else ""
        which = f"WHERE {key} > ? AND {key} <= ? {self._order('ASC')}"
        yield from self._rows(which, number, last)

    def _order(self, way: str) -> str:
        return f"ORDER BY {', '.join(f'{key} {way}' for key in self._keys)}"

    def _rows(self, which: str, *values: int) -> Iterator[Row]:
        try:
            for row in self._source.execute(f"{self._sql} {which}", values):
                number = row[self._place]
                self._reached = number if isinstance(number, int) else self._reached
                yield row
        except DAMAGED:
            self.is_whole = False
