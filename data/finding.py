"""Offers that pass a filter, found bit by bit in the order of the list.

A list of a million must answer a key at once whatever is asked, also what no index knows. So the
search goes along the list in slices of a few milliseconds; what is found is shown, and the rest is
looked for while nobody types. Nothing is held open between two slices.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter
from typing import Any, Generic, NamedTuple

from data import connection
from data.filter_plan import HIGHEST, LOWEST, Bound, Plan, Sql
from data.windows import PAGE, Found, R

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
_NEWEST = " ORDER BY o.created_at DESC, o.id DESC"
Key = tuple[str, int]


class Finding(Generic[R]):
    """A list of rows that grows while it is searched on; the Rows of a table."""

    def __init__(
        self, slices: Iterator[list[int]], sql: str, make: Callable[[tuple[Any, ...]], R]
    ) -> None:
        """`sql` reads rows by id: it has one `{marks}` for the ids; its first column is the id."""
        self._slices = slices
        self._sql = sql
        self._make = make
        self._ids = array("q")
        self._is_done = False
        self._page: tuple[int, int, dict[int, R]] = (-1, 0, {})
        self.advance(PATIENCE, ENOUGH)

    @property
    def total(self) -> Found:
        """How many are found, and whether there may be more."""
        return Found(len(self._ids), not self._is_done)

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


class Path(NamedTuple):
    """A list in its order: the table, and the columns of its key, the last one the id."""

    table: str
    keys: tuple[str, ...]
    descending: bool


OFFERS = Path("offers AS o", ("o.created_at", "o.id"), descending=True)
FLAGGED = OFFERS._replace(table="offers AS o INDEXED BY offers_flagged")


def along(
    path: Path,
    base: Sql,
    rest: Sql,
    after: tuple[Any, ...] | None = None,
    end: tuple[Any, ...] | None = None,
) -> Iterator[list[int]]:
    """The ids along a list of what passes, a slice at a time; behind one key, up to another.

    `base` decides along which index the list is walked, `rest` is asked of each row.
    """
    pace = _Pace()
    while True:
        began = perf_counter()
        last = _last(path, base, after, end, pace.size)
        found = _between(path, base, rest, after, last or end)
        pace.took(perf_counter() - began)
        yield found
        if last is None:
            return
        after = last


class _Pace:
    """How many rows a slice has: more while they are quick, fewer when they are slow."""

    def __init__(self) -> None:
        self.size = FIRST

    def took(self, seconds: float) -> None:
        """The last slice took so long."""
        if seconds < SLICE / 2:
            self.size = min(FASTEST, self.size * 2)
        elif seconds > SLICE * 1.5:
            self.size = max(FIRST // 2, self.size // 2)


def _last(
    path: Path,
    base: Sql,
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
    path: Path,
    base: Sql,
    rest: Sql,
    after: tuple[Any, ...] | None,
    last: tuple[Any, ...] | None,
) -> list[int]:
    """The ids that pass behind one key and up to another."""
    bounds, keys = _bounds(path, after, last)
    where, own = f"{path.table} WHERE {base.where}{bounds}", path.keys[-1]
    lowest, highest = SMALLEST, LARGEST
    if any(isinstance(arg, Bound) for arg in rest.args):
        sql = f"SELECT min({own}), max({own}) FROM {where}"
        found = connection.reader().execute(sql, (*base.args, *keys)).fetchone()
        lowest, highest = found if found[0] is not None else (0, 0)
    sql = f"SELECT {own} FROM {where} AND {rest.where}{_ordered(path)}"
    return _column(sql, (*base.args, *keys, *given(rest.args, lowest, highest)))


def _bounds(
    path: Path, after: tuple[Any, ...] | None, last: tuple[Any, ...] | None
) -> tuple[str, tuple[Any, ...]]:
    """The condition for what stands behind one key and not behind another."""
    columns, marks = ", ".join(path.keys), ", ".join("?" * len(path.keys))
    behind, before = ("<", ">=") if path.descending else (">", "<=")
    where = "" if after is None else f" AND ({columns}) {behind} ({marks})"
    where += "" if last is None else f" AND ({columns}) {before} ({marks})"
    return where, (*(after or ()), *(last or ()))


def _ordered(path: Path) -> str:
    way = " DESC" if path.descending else ""
    return " ORDER BY " + ", ".join(key + way for key in path.keys)


# ---------------------------------------------------------------- offers


def slices(job_id: int | None, plan: Plan) -> Iterator[list[int]]:
    """The ids of what passes, newest first, some at a time; a slice may be empty."""
    search = _Search(_only_job(plan) if job_id is None else job_id, plan)
    few = search.few()
    if few is not None:
        yield few
    elif plan.match and plan.before is None and plan.since is None:
        yield from search.by_words()
    else:
        yield from search.along()


def in_order(job_id: int | None, plan: Plan, order: str) -> array[int]:
    """The ids of all that passes, in any order (SQL that the program wrote)."""
    return _Search(job_id, plan).all_by(order)


class _Search:
    """One search for offers: what must hold, and the ways to go."""

    def __init__(self, job_id: int | None, plan: Plan) -> None:
        self._plan = plan
        self._base = _base(job_id, plan)
        self._rest = _conditions(job_id, plan)
        self._matched = Sql(
            f"{self._rest.where} AND {_MATCHED}", (*self._rest.args, plan.match, LOWEST, HIGHEST)
        ) if plan.match else self._rest  # fmt: skip

    def few(self) -> list[int] | None:
        """All that passes, in order, when an index finds few; None when it finds many."""
        for table, sql in self._plan.probes:
            probe = f"SELECT o.id FROM {table} WHERE {sql.where} LIMIT ?"
            found = _column(probe, (*given(sql.args), FEW + 1))
            if len(found) <= FEW:
                return self._of(found)
        return self._few_hits() if self._plan.match else None

    def _few_hits(self) -> list[int] | None:
        """The same of the search index, which is not asked for long."""
        for number in (FIRST, FEW_HITS):
            began = perf_counter()
            hits = _column(_HITS, (self._plan.match, LARGEST, number + 1))
            if len(hits) <= number:
                keys = sorted(self._passing(hits), reverse=True)
                return [key[1] for key in keys]
            if perf_counter() - began > SLICE / 4:
                break
        return None

    def _of(self, ids: list[int]) -> list[int]:
        """Those of these ids that pass, newest first."""
        sql = f"SELECT o.id {_THESE} AND {self._matched.where}{_NEWEST}"
        lowest, highest = min(ids, default=0), max(ids, default=0)
        return _column(sql, (_json(ids), *given(self._matched.args, lowest, highest)))

    def all_by(self, order: str) -> array[int]:
        """The ids of all that passes, in the given order."""
        rest = self._matched
        sql = f"SELECT o.id FROM offers AS o WHERE {rest.where} ORDER BY {order}"
        rows = connection.reader().execute(sql, given(rest.args))
        return array("q", (row[0] for row in rows))

    def along(self) -> Iterator[list[int]]:
        """Along the list from the newest."""
        start, end = (
            None if moment is None else (moment, SMALLEST)
            for moment in (self._plan.before, self._plan.since)
        )
        path = FLAGGED if self._plan.is_flagged else OFFERS
        return along(path, self._base, self._matched, start, end)

    def by_words(self) -> Iterator[list[int]]:
        """From the search index."""
        return word_finding.slices(self._plan.match, self._base, self._rest)


_HITS = (
    "SELECT rowid FROM offer_words WHERE offer_words MATCH ? AND rowid <= ?"
    " ORDER BY rowid DESC LIMIT ?"
)
_THESE = "FROM json_each(?) AS these CROSS JOIN offers AS o ON o.id = these.value WHERE 1"
_MATCHED = (
    "+o.id IN (SELECT rowid FROM offer_words WHERE offer_words MATCH ? AND rowid BETWEEN ? AND ?)"
)


def _base(job_id: int | None, plan: Plan) -> Sql:
    """What decides along which index the list is walked."""
    where, args = "1", list[Any]()
    if plan.is_flagged:
        where = "o.flags > 0"
    elif job_id is not None:
        where = "o.job_id = ?" if job_id else "o.job_id IS NULL"
        args += [job_id] if job_id else []
    elif plan.standings is not None and len(plan.standings) == 1:
        where, args = "o.standing = ?", [*plan.standings]
    return Sql(where, tuple(args))


def _only_job(plan: Plan) -> int | None:
    """The one job that everything belongs to, None when it is not just one."""
    if plan.job is None:
        return None
    found = _column(f"{plan.job.where} LIMIT 2", given(plan.job.args))
    return found[0] if len(found) == 1 else None


def _conditions(job_id: int | None, plan: Plan) -> Sql:
    """What must hold besides the query of the search index."""
    parts, args = [], list[Any]()
    if job_id is not None:
        parts.append("+o.job_id IS NULL" if job_id == 0 else "+o.job_id = ?")
        args += [job_id] if job_id else []
    if plan.standings is not None:
        parts.append(f"+o.standing IN ({', '.join('?' * len(plan.standings))})")
        args += sorted(plan.standings)
    if not plan.rest.is_always:
        parts.append(f"({plan.rest.where})")
        args += plan.rest.args
    return Sql(" AND ".join(parts) or "1", tuple(args))


def given(args: Iterable[Any], lowest: int = SMALLEST, highest: int = LARGEST) -> tuple[Any, ...]:
    """The arguments with the smallest and the largest id put in."""
    return tuple(
        (lowest if arg is LOWEST else highest) if isinstance(arg, Bound) else arg for arg in args
    )


def _column(sql: str, args: tuple[Any, ...]) -> list[int]:
    return [row[0] for row in connection.reader().execute(sql, args)]


def _json(ids: list[int]) -> str:
    return f"[{','.join(map(str, ids))}]"
