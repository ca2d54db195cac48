"""Finds offers that pass a filter, in slices, in list order: how the search is planned.

Few that an index names are put in order at once. Many words are asked of the search index; all else
is found by going along the list.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from data.lists import full_text_offers
from data.lists.full_text_offers import OFFERS
from data.storage import connection, incremental_list
from data.storage.sql_plan import HIGHEST, LOWEST, FilterPlan, SqlCondition

FLAGGED = OFFERS._replace(table="offers AS o INDEXED BY offers_flagged")


def slices(job_id: int | None, plan: FilterPlan) -> Iterator[list[int]]:
    """The ids of what passes, newest first, some at a time; a slice may be empty."""
    search = _Search(_only_job(plan) if job_id is None else job_id, plan)
    few = search.few()
    if few is not None:
        yield few
    elif plan.match and plan.before is None and plan.since is None:
        yield from search.by_words()
    else:
        yield from search.along()


def in_order(job_id: int | None, plan: FilterPlan, order: str) -> array[int]:
    """The ids of all that passes, in any order (SQL that the program wrote)."""
    return _Search(job_id, plan).all_by(order)


class _Search:
    """One search for offers: what must hold, and the ways to go."""

    def __init__(self, job_id: int | None, plan: FilterPlan) -> None:
        self._plan = plan
        self._base = _base(job_id, plan)
        self._rest = _conditions(job_id, plan)
        self._matched = SqlCondition(
            f"{self._rest.where} AND {_MATCHED}", (*self._rest.args, plan.match, LOWEST, HIGHEST)
        ) if plan.match else self._rest  # fmt: skip

    def few(self) -> list[int] | None:
        """All that passes, in order, when an index finds few; None when it finds many."""
        for table, sql in self._plan.probes:
            probe = f"SELECT o.id FROM {table} WHERE {sql.where} LIMIT ?"
            found = incremental_list.column(
                probe, (*incremental_list.given(sql.args), incremental_list.FEW + 1)
            )
            if len(found) <= incremental_list.FEW:
                return self._of(found)
        return self._few_hits() if self._plan.match else None

    def _few_hits(self) -> list[int] | None:
        """The same of the search index, which is not asked for long."""
        for number in (incremental_list.FIRST, incremental_list.FEW_HITS):
            began = perf_counter()
            hits = incremental_list.column(
                full_text_offers.HITS, (self._plan.match, incremental_list.LARGEST, number + 1)
            )
            if len(hits) <= number:
                keys = sorted(full_text_offers.passing(hits, self._rest), reverse=True)
                return [key[1] for key in keys]
            if perf_counter() - began > incremental_list.SLICE / 4:
                break
        return None

    def _of(self, ids: list[int]) -> list[int]:
        """Those of these ids that pass, newest first."""
        these, newest = full_text_offers.THESE, full_text_offers.NEWEST
        sql = f"SELECT o.id {these} AND {self._matched.where}{newest}"
        lowest, highest = min(ids, default=0), max(ids, default=0)
        return incremental_list.column(
            sql,
            (
                incremental_list.json_ids(ids),
                *incremental_list.given(self._matched.args, lowest, highest),
            ),
        )

    def all_by(self, order: str) -> array[int]:
        """The ids of all that passes, in the given order."""
        rest = self._matched
        sql = f"SELECT o.id FROM offers AS o WHERE {rest.where} ORDER BY {order}"
        rows = connection.reader().execute(sql, incremental_list.given(rest.args))
        return array("q", (row[0] for row in rows))

    def along(self) -> Iterator[list[int]]:
        """Along the list from the newest."""
        start, end = (
            None if moment is None else (moment, incremental_list.SMALLEST)
            for moment in (self._plan.before, self._plan.since)
        )
        path = FLAGGED if self._plan.is_flagged else OFFERS
        return incremental_list.along(path, self._base, self._matched, start, end)

    def by_words(self) -> Iterator[list[int]]:
        """From the search index."""
        return full_text_offers.slices(self._plan.match, self._base, self._rest)


_MATCHED = (
    "+o.id IN (SELECT rowid FROM offer_words WHERE offer_words MATCH ? AND rowid BETWEEN ? AND ?)"
)


def _base(job_id: int | None, plan: FilterPlan) -> SqlCondition:
    """What decides along which index the list is walked."""
    where, args = "1", list[Any]()
    if plan.is_flagged:
        where = "o.flags > 0"
    elif job_id is not None:
        where = "o.job_id = ?" if job_id else "o.job_id IS NULL"
        args += [job_id] if job_id else []
    elif plan.standings is not None and len(plan.standings) == 1:
        where, args = "o.standing = ?", [*plan.standings]
    return SqlCondition(where, tuple(args))


def _only_job(plan: FilterPlan) -> int | None:
    """The one job that everything belongs to, None when it is not just one."""
    if plan.job is None:
        return None
    found = incremental_list.column(
        f"{plan.job.where} LIMIT 2", incremental_list.given(plan.job.args)
    )
    return found[0] if len(found) == 1 else None


def _conditions(job_id: int | None, plan: FilterPlan) -> SqlCondition:
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
    return SqlCondition(" AND ".join(parts) or "1", tuple(args))
