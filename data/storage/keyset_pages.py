"""Lists of rows in one order, read page by page by key, never by counting."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from data.records.row_list import RowCount
from data.storage import connection

R = TypeVar("R", bound=tuple[Any, ...])

PAGE = 64
"""Rows read at once."""
NEAR = 4_096
"""Rows that are counted quickly from either end."""
PAGES_HELD = 64
"""Pages kept in memory by one list."""


class KeysetList(Generic[R]):
    """A list of rows in one order, read page by page by key; a row by number costs O(1)."""

    def __init__(
        self,
        columns: str,
        table: str,
        order: tuple[str, ...],
        make: Callable[[tuple[Any, ...]], R],
        total: int,
        where: str = "1",
        args: tuple[Any, ...] = (),
        *,
        descending: bool = True,
    ) -> None:
        """`order` are columns that end in a unique id; `columns` begin with the id."""
        self.total = RowCount(total)
        self._make = make
        self._args = args
        self._width = len(order)
        ways = (" DESC", " ASC") if descending else (" ASC", " DESC")
        signs = ("<", ">") if descending else (">", "<")
        keys, marks = ", ".join(order), ", ".join("?" * len(order))
        select = f"SELECT {keys}, {columns} FROM {table} WHERE {where}"
        tail = [" ORDER BY " + ", ".join(key + way for key in order) for way in ways]
        limit = " LIMIT ? OFFSET ?"
        self._sql = [select + tail[way] + limit for way in (0, 1)]
        self._sql_from = [
            f"{select} AND ({keys}) {signs[way]} ({marks}){tail[way]}{limit}" for way in (0, 1)
        ]
        self._sql_key = f"SELECT {keys} FROM {table} WHERE {where} AND {order[-1]} = ?"
        beside = "SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} AND ({}) {} ({}) LIMIT ?)"
        self._sql_beside = [
            beside.format(table, where, keys, sign, marks) for sign in reversed(signs)
        ]
        self._pages: OrderedDict[int, list[R]] = OrderedDict()
        self._first: dict[int, tuple[Any, ...]] = {}
        self._last: dict[int, tuple[Any, ...]] = {}

    def advance(self, seconds: float) -> bool:
        """All rows are known already."""
        return True

    def __len__(self) -> int:
        return self.total.rows

    def row(self, index: int) -> R | None:
        """The row at `index`, None when it is gone."""
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._load(number)
        return page[place] if 0 <= place < len(page) else None

    def key(self, row: R) -> int:
        """The row's id."""
        return int(row[0])

    def index_of(self, key: int) -> int | None:
        """Where the row with this id is, None when it is not in the list.

        Counts from the end that is near; only a row far from both ends costs a walk.
        """
        found = connection.reader().execute(self._sql_key, (*self._args, key)).fetchone()
        if found is None:
            return None
        before = self._count(0, found, NEAR)
        if before < NEAR:
            return before
        after = self._count(1, found, NEAR)
        return len(self) - 1 - after if after < NEAR else self._count(0, found, -1)

    def _count(self, way: int, key: tuple[Any, ...], limit: int) -> int:
        """How many rows come before (0) or after (1) a key, counted up to a limit (-1: none)."""
        row = connection.reader().execute(self._sql_beside[way], (*self._args, *key, limit))
        return int(row.fetchone()[0])

    def _load(self, number: int) -> list[R]:
        last = (len(self) - 1) // PAGE
        if number == 0:
            rows = self._read(0, PAGE)
        elif number - 1 in self._last:
            rows = self._read(0, PAGE, self._last[number - 1])
        elif number == last:
            rows = self._read(1, len(self) - number * PAGE)[::-1]
        elif number + 1 in self._first:
            rows = self._read(1, PAGE, self._first[number + 1])[::-1]
        else:
            rows = self._jump(number, last)
        if rows:
            self._first[number] = rows[0][: self._width]
            self._last[number] = rows[-1][: self._width]
        page = [self._make(row[self._width :]) for row in rows]
        self._pages[number] = page
        if len(self._pages) > PAGES_HELD:
            self._pages.popitem(last=False)
        return page

    def _jump(self, number: int, last: int) -> list[tuple[Any, ...]]:
        """A page far from any that is known: step over rows from the nearest known place."""
        known = min(self._last, key=lambda page: abs(page - number), default=0)
        if known < number and number - known <= last - number:
            return self._read(0, PAGE, self._last.get(known), (number - known - 1) * PAGE)
        if known > number and known - number <= number:
            return self._read(1, PAGE, self._first[known], (known - number - 1) * PAGE)[::-1]
        if number <= last - number:
            return self._read(0, PAGE, None, number * PAGE)
        rest = len(self) - (number + 1) * PAGE
        return self._read(1, PAGE, None, rest)[::-1]

    def _read(
        self, way: int, limit: int, key: tuple[Any, ...] | None = None, skip: int = 0
    ) -> list[tuple[Any, ...]]:
        sql = self._sql[way] if key is None else self._sql_from[way]
        return connection.reader().execute(sql, (*self._args, *(key or ()), limit, skip)).fetchall()
