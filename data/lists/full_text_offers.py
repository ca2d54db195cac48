"""Finds offers by words, in list order.

The search index gives the highest ids first, the list wants the newest offers first. What is found
waits until nothing newer can follow: until it is newer than every offer with a lower id. Where ids
grow with time that is at once. Where they do not, all ids are gathered before the list is walked.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import NamedTuple

from data.storage import connection, incremental_list
from data.storage.incremental_list import LARGEST, ListOrder
from data.storage.sql_plan import SqlCondition

OFFERS = ListOrder("offers AS o", ("o.created_at", "o.id"), descending=True)
NEWEST = " ORDER BY o.created_at DESC, o.id DESC"
HITS = (
    "SELECT rowid FROM offer_words WHERE offer_words MATCH ? AND rowid <= ?"
    " ORDER BY rowid DESC LIMIT ?"
)
THESE = "FROM json_each(?) AS these CROSS JOIN offers AS o ON o.id = these.value WHERE 1"

SORTED = 20_000
"""So many hits are put in order; to find more, the list is walked."""

Key = tuple[str, int]


def slices(query: str, base: SqlCondition, rest: SqlCondition) -> Iterator[list[int]]:
    """The ids of what a query of the search index finds and what passes the rest, newest first."""
    pace, waiting = incremental_list.Pace(), _Pending()
    before, mark, last = LARGEST, _Milestone(), None
    passed = shown = 0
    while True:
        began = perf_counter()
        if mark.is_reached:
            hits = incremental_list.column(HITS, (query, before, pace.size))
            passed += waiting.add(passing(hits, rest))
            if len(hits) < pace.size:
                break
            before = hits[-1] - 1
        mark = _next_milestone(mark, before)
        out = waiting.newer_than(mark.key)
        pace.took(perf_counter() - began)
        shown += len(out)
        last = out[-1] if out else last
        yield [number for _, number in out]
        if passed >= incremental_list.FEW and shown * 2 < passed:
            yield from _snapshot(query, base, rest, last)
            return
    yield [number for _, number in waiting.newer_than(None)]


def passing(hits: list[int], rest: SqlCondition) -> list[Key]:
    """The keys of those of these offers that pass the rest; the hits are in falling order."""
    if not hits:
        return []
    sql = f"SELECT o.created_at, o.id {THESE} AND {rest.where}"
    args = incremental_list.given(rest.args, hits[-1], hits[0])
    return connection.reader().execute(sql, (incremental_list.json_ids(hits), *args)).fetchall()


def _snapshot(
    query: str, base: SqlCondition, rest: SqlCondition, after: Key | None
) -> Iterator[list[int]]:
    """The same behind a key of the list: all hits first, then along the list."""
    pace, known = incremental_list.Pace(), set[int]()
    before = LARGEST
    while True:
        began = perf_counter()
        hits = incremental_list.column(HITS, (query, before, pace.size))
        known.update(hits)
        if len(hits) < pace.size:
            break
        before = hits[-1] - 1
        pace.took(perf_counter() - began)
        yield []
    if len(known) <= SORTED:
        yield from _sorted(known, rest, after)
        return
    for found in incremental_list.along(OFFERS, base, rest, after):
        yield [number for number in found if number in known]


def _sorted(known: set[int], rest: SqlCondition, after: Key | None) -> Iterator[list[int]]:
    """These offers behind a key of the list, put in order when all are looked up."""
    ids, waiting = sorted(known, reverse=True), _Pending()
    for start in range(0, len(ids), incremental_list.FEW):
        waiting.add(passing(ids[start : start + incremental_list.FEW], rest))
        yield []
    found = waiting.newer_than(None)
    yield [key[1] for key in found if after is None or key < after]


class _Pending:
    """Keys that are found and not shown yet, in runs of rising order."""

    def __init__(self) -> None:
        self._runs: list[list[Key]] = []

    def add(self, keys: list[Key]) -> int:
        """Put more keys to them; gives how many."""
        if keys:
            self._runs.append(sorted(keys))
        return len(keys)

    def newer_than(self, key: Key | None) -> list[Key]:
        """Take out those that are newer, newest first; all, if there is no key."""
        out = []
        for run in self._runs:
            while run and (key is None or run[-1] > key):
                out.append(run.pop())
        self._runs = [run for run in self._runs if run]
        return sorted(out, reverse=True)


class _Milestone(NamedTuple):
    """How far down the list all offers are known to have high ids; `is_reached`: and no further."""

    key: Key | None = None
    is_reached: bool = True


def _next_milestone(mark: _Milestone, highest: int) -> _Milestone:
    """The newest offer with an id up to `highest`, or the last of so many rows without one."""
    older = "" if mark.key is None else " AND (o.created_at, o.id) <= (?, ?)"
    walked = f"SELECT o.created_at, o.id FROM offers AS o WHERE 1{older}{NEWEST} LIMIT ?"
    keys = mark.key or ()
    desk = connection.reader()
    found = desk.execute(
        f"SELECT created_at, id FROM ({walked}) WHERE id <= ? LIMIT 1",
        (*keys, incremental_list.WALKED, highest),
    ).fetchone()
    if found is None:
        found = desk.execute(
            f"{walked} OFFSET ?", (*keys, 1, incremental_list.WALKED - 1)
        ).fetchone()
        return _Milestone(found, found is None)
    return _Milestone(found, True)
