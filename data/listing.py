"""Lists: windows of rows read by key, totals from counters; the same at ten rows as at a million.

Reads SQLite directly, so that the first screen needs no Peewee.
"""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from data import clock, connection
from data.filters import Filter
from data.plain import one_line
from data.rows import CandidateLine, JobLine, OfferRow
from data.status import LIVE

R = TypeVar("R", bound=tuple[Any, ...])

PAGE = 64
"""Rows read at once."""
NEAR = 4_096
"""Rows that are counted quickly from either end."""
PAGES_HELD = 64
"""Pages kept in memory by one list."""
MOST_FOUND = 20_000
"""A filter that no counter answers lists at most this many rows."""

_OFFER = ", ".join(f"offers.{name}" for name in OfferRow._fields)


class Found(NamedTuple):
    """How many rows there are; `more` when the list stops at MOST_FOUND."""

    rows: int
    more: bool = False


class Window(Generic[R]):
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
        self.total = Found(total)
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


class Listed(Generic[R]):
    """A list of rows by ids that were found first, in that order; read page by page."""

    def __init__(
        self, sql: str, ids: list[int], make: Callable[[tuple[Any, ...]], R], *, more: bool = False
    ) -> None:
        """`sql` has one `{marks}` for the ids; its first column is the id."""
        self.total = Found(len(ids), more)
        self._sql = sql
        self._ids = ids
        self._make = make
        self._page: tuple[int, dict[int, R]] = (-1, {})

    def __len__(self) -> int:
        return len(self._ids)

    def row(self, index: int) -> R | None:
        """The row at `index`, None when it is gone."""
        number = index // PAGE
        if self._page[0] != number:
            self._page = (number, self._read(self._ids[number * PAGE : (number + 1) * PAGE]))
        return self._page[1].get(self._ids[index]) if 0 <= index < len(self._ids) else None

    def key(self, row: R) -> int:
        """The row's id."""
        return int(row[0])

    def index_of(self, key: int) -> int | None:
        """Where the row with this id is, None when it is not in the list."""
        return self._ids.index(key) if key in self._ids else None

    def _read(self, ids: list[int]) -> dict[int, R]:
        marks = ", ".join("?" * len(ids))
        rows = connection.reader().execute(self._sql.replace("{marks}", marks), ids)
        return {row[0]: self._make(row) for row in rows}


OfferList = Window[OfferRow] | Listed[OfferRow]


class CandidateRow(NamedTuple):
    """A candidate in a list, as read."""

    id: int
    first_name: str
    last_name: str
    email: str
    phone: str
    applications: int
    offers: int


CandidateList = Window[CandidateRow] | Listed[CandidateRow]


def offers(job_id: int | None = None, wanted: Filter | None = None) -> OfferList:
    """The offers of a job (None: of all; 0: of no known job) that pass a filter, newest first."""
    wanted = wanted or Filter()
    if not wanted.is_counted:
        return _found_offers(job_id, wanted)
    where, args = _job_where(job_id)
    if wanted.standings:
        marks = ", ".join("?" * len(wanted.standings))
        # one standing alone has an index in list order; several are picked on the way
        plus = "" if len(wanted.standings) == 1 and job_id is None else "+"
        where += f" AND {plus}standing IN ({marks})"
        args += tuple(sorted(wanted.standings))
    total = count(job_id, wanted.standings)
    return Window(_OFFER, "offers", ("created_at", "id"), OfferRow._make, total, where, args)


def count(job_id: int | None = None, standings: frozenset[str] = frozenset()) -> int:
    """How many offers a job (None: all; 0: no known job) has in these standings, from counters."""
    rows = connection.reader().execute(
        "SELECT standing, sum(offers) FROM offer_counts WHERE ?1 IS NULL OR job_id = ?1 GROUP BY 1",
        (job_id,),
    )
    return sum(number for standing, number in rows if not standings or standing in standings)


def offers_of_application(application_id: int) -> tuple[OfferRow, ...]:
    """All offers of one application, newest first."""
    return _offers_where("application_id = ?", (application_id,))


def offers_by_id(ids: tuple[int, ...]) -> tuple[OfferRow, ...]:
    """These offers, newest first."""
    return _offers_where(f"id IN ({', '.join('?' * len(ids))})", ids)


def job_lines() -> tuple[JobLine, ...]:
    """Every job with its live and total offers, by department and title; `All offers` first."""
    reader = connection.reader()
    live: dict[int, int] = {}
    total: dict[int, int] = {}
    for job_id, standing, number in reader.execute("SELECT * FROM offer_counts"):
        total[job_id] = total.get(job_id, 0) + number
        if standing in LIVE:
            live[job_id] = live.get(job_id, 0) + number
    lines = [JobLine(None, "All offers", "", True, sum(live.values()), sum(total.values()))]
    jobs = reader.execute(
        "SELECT id, title, department, is_open FROM jobs"
        " ORDER BY department = '', department, title, id"
    )
    for job_id, title, department, is_open in jobs:
        name = title or f"Job {job_id}"
        lines.append(
            JobLine(
                job_id, name, department, bool(is_open), live.get(job_id, 0), total.get(job_id, 0)
            )
        )
    if total.get(0):
        lines.append(JobLine(0, "No job known", "", True, live.get(0, 0), total[0]))
    return tuple(lines)


class Attention(NamedTuple):
    """How many offers need a person, by why."""

    expired: int
    expiring: int
    flagged: int


def attention(days: int = 7) -> Attention:
    """Offers with the candidate that have expired or will within `days`, and flagged ones."""
    reader, today = connection.reader(), clock.today()
    running = (
        "SELECT count(*) FROM offers INDEXED BY offers_by_expiry"
        " WHERE standing IN ('sent', 'pending') AND expiry_date IS NOT NULL AND expiry_date"
    )
    past, soon = f"{running} < ?", f"{running} BETWEEN ? AND ?"
    until = (today + timedelta(days=days)).isoformat()
    return Attention(
        reader.execute(past, (today.isoformat(),)).fetchone()[0],
        reader.execute(soon, (today.isoformat(), until)).fetchone()[0],
        reader.execute("SELECT count(*) FROM offers WHERE flags > 0").fetchone()[0],
    )


def candidates(words: str = "") -> CandidateList:
    """Candidates by last name, or those whose names or email begin with all the words."""
    reader = connection.reader()
    if words.strip():
        found = reader.execute(
            "SELECT id FROM candidates WHERE id IN"
            " (SELECT rowid FROM candidate_words WHERE candidate_words MATCH ? LIMIT ?)"
            " ORDER BY last_name, first_name, id",
            (_match(tuple(words.split())), MOST_FOUND + 1),
        )
        ids = [row[0] for row in found]
        sql = f"SELECT {_CANDIDATE} FROM candidates WHERE id IN ({{marks}})"
        return Listed(sql, ids[:MOST_FOUND], CandidateRow._make, more=len(ids) > MOST_FOUND)
    total = reader.execute("SELECT rows FROM row_counts WHERE name = 'candidates'").fetchone()[0]
    return Window(
        _CANDIDATE, "candidates", ("last_name", "first_name", "id"), CandidateRow._make, total,
        descending=False,
    )  # fmt: skip


def candidate_line(row: CandidateRow) -> CandidateLine:
    """A candidate's row as a line to show."""
    name = f"{row.first_name} {row.last_name}".strip() or f"Candidate {row.id}"
    return CandidateLine(row.id, name, row.email, row.phone, row.applications, row.offers)


def change_mark() -> tuple[int, int]:
    """Differs when this process or another one has written to the file."""
    reader = connection.reader()
    return reader.total_changes, int(reader.execute("PRAGMA data_version").fetchone()[0])


_CANDIDATE = (
    "id, first_name, last_name, email, phone,"
    " (SELECT count(*) FROM applications WHERE candidate_id = candidates.id),"
    " (SELECT count(*) FROM offers WHERE candidate_id = candidates.id)"
)


def _job_where(job_id: int | None) -> tuple[str, tuple[Any, ...]]:
    if job_id is None:
        return "1", ()
    return ("job_id IS NULL", ()) if job_id == 0 else ("job_id = ?", (job_id,))


def _offers_where(where: str, args: tuple[Any, ...]) -> tuple[OfferRow, ...]:
    rows = connection.reader().execute(
        f"SELECT {_OFFER} FROM offers WHERE {where} ORDER BY created_at DESC, id DESC", args
    )
    return tuple(map(OfferRow._make, rows))


def _found_offers(job_id: int | None, wanted: Filter) -> Listed[OfferRow]:
    where, args = _job_where(job_id)
    if wanted.standings:
        where += f" AND standing IN ({', '.join('?' * len(wanted.standings))})"
        args += tuple(sorted(wanted.standings))
    if wanted.expired:
        where += " AND standing IN ('sent', 'pending') AND expiry_date < ?"
        args += (clock.today().isoformat(),)
    if wanted.flagged:
        where += " AND flags > 0"
    if wanted.currency:
        where += " AND currency = ?"
        args += (wanted.currency,)
    ids = _ids(where, args, wanted.words)
    sql = f"SELECT {_OFFER} FROM offers WHERE id IN ({{marks}})"
    return Listed(sql, ids[:MOST_FOUND], OfferRow._make, more=len(ids) > MOST_FOUND)


def _ids(where: str, args: tuple[Any, ...], words: tuple[str, ...]) -> list[int]:
    """The newest ids that pass, at most one more than are listed."""
    reader = connection.reader()
    order = " ORDER BY created_at DESC, id DESC LIMIT ?"
    if not words:
        sql = f"SELECT id FROM offers WHERE {where}{order}"
        return [row[0] for row in reader.execute(sql, (*args, MOST_FOUND + 1))]
    # alone, words look at the newest hits; together with anything else, at all of them
    newest = " ORDER BY rowid DESC LIMIT ?" if where == "1" else ""
    sql = (
        "SELECT id FROM offers WHERE id IN (SELECT rowid FROM offer_words"
        f" WHERE offer_words MATCH ?{newest}) AND {where}{order}"
    )
    cap = MOST_FOUND + 1
    try:
        found = reader.execute(sql, (_match(words), *((cap,) if newest else ()), *args, cap))
        return [row[0] for row in found]
    except sqlite3.OperationalError:  # words without any letter or digit match nothing
        return []


def _match(words: tuple[str, ...]) -> str:
    """Words as a query of the search index: each in quotes, by its beginning."""
    return " ".join('"' + one_line(word).replace('"', " ") + '"*' for word in words)
