"""Lists of what passes a filter, found bit by bit in their order.

A list of a million must answer a key at once whatever is asked, also what no index knows. So the
search goes along the list in slices of a few milliseconds; what is found is shown, and the rest is
looked for while nobody types. Nothing is held open between two slices.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from math import inf
from time import perf_counter
from typing import Any, Generic, NamedTuple

from data.records.row_list import RowCount
from data.storage import connection
from data.storage.keyset_pages import PAGE, R
from data.storage.sql_plan import LOWEST, IdBound, SqlCondition

FIRST = 256
"""Rows looked at in the first slice."""
SLICE = 0.004
"""Seconds that one slice should take at most."""
ENOUGH = 100
"""Offers that are found before the first answer, if it can be done in PATIENCE seconds."""
PATIENCE = 0.006
FEW = 1_000
"""So many offers that an index found are put in order without going along the list."""
FEW_HITS = 1_500
"""The same for the search index, which is quicker."""
FASTEST = 64_000
"""Rows of the largest slice."""
WALKED = 20_000
"""Rows of the list that one slice of a search by words goes down."""

SMALLEST, LARGEST = -(2**63), 2**63 - 1


class IncrementalList(Generic[R]):
    """A RowList that grows while its search goes on; rows are read by id, page by page."""

    def __init__(
        self, slices: Iterator[Iterable[int]], sql: str, make: Callable[[tuple[Any, ...]], R]
    ) -> None:
        """`sql` reads rows by id: it has one `{marks}` for the ids; its first column is the id."""
        self._slices = slices
        self._sql = sql
        self._make = make
        self._ids = array("q")
        self._is_done = False
        self._page: tuple[int, int, dict[int, R]] = (-1, 0, {})
        self.advance(PATIENCE, ENOUGH)

    @classmethod
    def of_ids(
        cls, ids: Iterable[int], sql: str, make: Callable[[tuple[Any, ...]], R]
    ) -> IncrementalList[R]:
        """The list of ids that were found and put in order before."""
        found = cls(iter((ids,)), sql, make)
        found.advance(inf)
        return found

    @property
    def total(self) -> RowCount:
        """How many are found, and whether there may be more."""
        return RowCount(len(self._ids), not self._is_done)

    def advance(self, seconds: float, enough: int | None = None) -> bool:
        """Search on for about so long, or until there are enough; says whether all is found."""
        until = perf_counter() + seconds
        while not self._is_done and (enough is None or len(self._ids) < enough):
            found = next(self._slices, None)
            if found is None:
                self._is_done = True
            else:
                self._ids.extend(found)
            if perf_counter() >= until:
                break
        return self._is_done

    def __len__(self) -> int:
        return len(self._ids)

    def row(self, index: int) -> R | None:
        """The row at `index`, None when it is gone."""
        if not 0 <= index < len(self._ids):
            return None
        number = index // PAGE
        ids = self._ids[number * PAGE : (number + 1) * PAGE]
        if self._page[:2] != (number, len(ids)):  # a page that has grown is read again
            self._page = (number, len(ids), self._read(ids))
        return self._page[2].get(self._ids[index])

    def key(self, row: R) -> int:
        """The row's id."""
        return int(row[0])

    def index_of(self, key: int) -> int | None:
        """Where the row with this id is, None when it is not found (yet)."""
        try:
            return self._ids.index(key)
        except ValueError:
            return None

    def _read(self, ids: array[int]) -> dict[int, R]:
        sql = self._sql.replace("{marks}", ", ".join("?" * len(ids)))
        return {row[0]: self._make(row) for row in connection.reader().execute(sql, tuple(ids))}


class ListOrder(NamedTuple):
    """A list in its order: the table, and the columns of its key, the last one the id."""

    table: str
    keys: tuple[str, ...]
    descending: bool


def along(
    path: ListOrder,
    base: SqlCondition,
    rest: SqlCondition,
    after: tuple[Any, ...] | None = None,
    end: tuple[Any, ...] | None = None,
) -> Iterator[list[int]]:
    """The ids along a list of what passes, a slice at a time; behind one key, up to another.

    `base` decides along which index the list is walked, `rest` is asked of each row.
    """
    pace = Pace()
    while True:
        began = perf_counter()
        last = _last(path, base, after, end, pace.size)
        found = _between(path, base, rest, after, last or end)
        pace.took(perf_counter() - began)
        yield found
        if last is None:
            return
        after = last


class Pace:
    """How many rows a slice has: more while they are quick, fewer when they are slow.

    Where a slice costs the same however few rows it has, few rows would never come to an end: then
    it gets many.
    """

    def __init__(self) -> None:
        self.size = FIRST
        self._slow: tuple[int, float] | None = None
        self._is_fixed = False

    def took(self, seconds: float) -> None:
        """The last slice took so long."""
        if seconds < SLICE / 2 or self._is_fixed:
            self.size = min(FASTEST, self.size * 2)
        elif seconds > SLICE * 1.5:
            before, self._slow = self._slow, (self.size, seconds)
            self._is_fixed = (
                before is not None and self.size < before[0] and seconds > before[1] * 0.7
            )
            self.size = max(FIRST // 2, self.size // 2)


def _last(
    path: ListOrder,
    base: SqlCondition,
    after: tuple[Any, ...] | None,
    end: tuple[Any, ...] | None,
    size: int,
) -> tuple[Any, ...] | None:
    """The key of the last row of the next slice; None when it is the last one."""
    further, keys = _bounds(path, after, end)
    sql = (
        f"SELECT {', '.join(path.keys)} FROM {path.table} WHERE {base.where}{further}"
        f"{_ordered(path)} LIMIT 1 OFFSET ?"
    )
    found: tuple[Any, ...] | None = (
        connection.reader().execute(sql, (*base.args, *keys, size - 1)).fetchone()
    )
    return found


def _between(
    path: ListOrder,
    base: SqlCondition,
    rest: SqlCondition,
    after: tuple[Any, ...] | None,
    last: tuple[Any, ...] | None,
) -> list[int]:
    """The ids that pass behind one key and up to another."""
    bounds, keys = _bounds(path, after, last)
    where, own = f"{path.table} WHERE {base.where}{bounds}", path.keys[-1]
    lowest, highest = SMALLEST, LARGEST
    if any(isinstance(arg, IdBound) for arg in rest.args):
        sql = f"SELECT min({own}), max({own}) FROM {where}"
        found = connection.reader().execute(sql, (*base.args, *keys)).fetchone()
        lowest, highest = found if found[0] is not None else (0, 0)
    sql = f"SELECT {own} FROM {where} AND {rest.where}{_ordered(path)}"
    return column(sql, (*base.args, *keys, *given(rest.args, lowest, highest)))


def _bounds(
    path: ListOrder, after: tuple[Any, ...] | None, last: tuple[Any, ...] | None
) -> tuple[str, tuple[Any, ...]]:
    """The condition for what stands behind one key and not behind another."""
    columns, marks = ", ".join(path.keys), ", ".join("?" * len(path.keys))
    behind, before = ("<", ">=") if path.descending else (">", "<=")
    where = "" if after is None else f" AND ({columns}) {behind} ({marks})"
    where += "" if last is None else f" AND ({columns}) {before} ({marks})"
    return where, (*(after or ()), *(last or ()))


def _ordered(path: ListOrder) -> str:
    way = " DESC" if path.descending else ""
    return " ORDER BY " + ", ".join(key + way for key in path.keys)


def given(args: Iterable[Any], lowest: int = SMALLEST, highest: int = LARGEST) -> tuple[Any, ...]:
    """The arguments with the smallest and the largest id put in."""
    return tuple(
        (lowest if arg is LOWEST else highest) if isinstance(arg, IdBound) else arg for arg in args
    )


def column(sql: str, args: tuple[Any, ...]) -> list[int]:
    """What a query of one column gives."""
    return [row[0] for row in connection.reader().execute(sql, args)]


def json_ids(ids: Iterable[int]) -> str:
    """Ids for `json_each`."""
    return f"[{','.join(map(str, ids))}]"
