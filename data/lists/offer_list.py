"""Lists of offers read by key, with totals from counters: as quick for a million as for ten.

Reads SQLite directly, so that the first screen needs no Peewee.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from data.filters.filter import Filter
from data.lists import filtered_offers
from data.lists.sort_order import KEYSET, NEWEST, SortOrder, by_keys
from data.records.list_rows import JobLine, OfferRow
from data.records.row_list import RowList
from data.storage import connection
from data.storage.approval_state import state_sql
from data.storage.incremental_list import IncrementalList
from data.storage.keyset_pages import KeysetList
from data.storage.sql_plan import FilterPlan
from data.values.status import LIVE

__all__ = ["NEWEST", "SortOrder"]

OfferList = RowList[OfferRow]

COLUMNS = ", ".join(f"offers.{name}" for name in OfferRow._fields if name != "approval")
COLUMNS += f", {state_sql('offers')}"
"""What a row of a list is read of, from a row of `offers`."""
_BY_ID = f"SELECT {COLUMNS} FROM offers WHERE id IN ({{marks}})"
_TOGETHER = 500
"""Rows read at once when all are read."""


def offers(
    job_id: int | None = None, wanted: Filter | None = None, order: SortOrder = NEWEST
) -> OfferList:
    """The offers of a job (None: of all; 0: of no known job) that pass a filter, newest first.

    What no counter knows is an IncrementalList: it has the first of them and finds the rest when
    told to `advance`. Raises FilterError for fields that this desk lacks.
    """
    plan = _plan(wanted)
    if plan.is_counted and _has_index(job_id, plan.standings, order):
        return _keyset_list(job_id, plan.standings, order)
    parts = _in_parts(job_id, plan, order)
    if parts is not None:
        return IncrementalList(parts, _BY_ID, OfferRow._make)
    found = filtered_offers.in_order(job_id, plan, _sql(order))
    return IncrementalList.of_ids(found, _BY_ID, OfferRow._make)


def _in_parts(job_id: int | None, plan: FilterPlan, order: SortOrder) -> Iterator[list[int]] | None:
    """The ids in slices, where the order is that of the newest, or some of those one by one."""
    if order == NEWEST:
        return filtered_offers.slices(job_id, plan)
    if order.column in KEYSET:
        return None
    from data.lists import sorting

    parts = [plan.narrowed(*part) for part in sorting.parts(order)]
    found = (filtered_offers.slices(job_id, part) for part in parts)
    return chain.from_iterable(found) if parts else None


def _sql(order: SortOrder) -> str:
    """The order for SQL; what terms are ordered by is read where it is asked for."""
    if order.column in KEYSET:
        return by_keys(order)
    from data.lists import sorting

    return sorting.sql(order)


def check(wanted: Filter) -> None:
    """Raise FilterError for fields that this desk lacks, and values that they cannot have."""
    _plan(wanted)


def ids(
    job_id: int | None = None, wanted: Filter | None = None, order: SortOrder = NEWEST
) -> Iterator[int]:
    """The ids of all these offers in the order of the list; nothing is held open in between.

    Raises FilterError at once, not when the first is asked for.
    """
    plan = _plan(wanted)
    parts = _in_parts(job_id, plan, order)
    if parts is not None:
        return chain.from_iterable(parts)
    return iter(filtered_offers.in_order(job_id, plan, _sql(order)))


def rows(
    job_id: int | None = None, wanted: Filter | None = None, order: SortOrder = NEWEST
) -> Iterator[OfferRow]:
    """All these offers in the order of the list, read as they are asked for; raises as `ids`."""
    return _rows(ids(job_id, wanted, order))


def _rows(found: Iterator[int]) -> Iterator[OfferRow]:
    while some := tuple(islice(found, _TOGETHER)):
        sql = _BY_ID.replace("{marks}", ", ".join("?" * len(some)))
        known = {row[0]: OfferRow._make(row) for row in connection.reader().execute(sql, some)}
        yield from (known[one] for one in some if one in known)


def number(job_id: int | None = None, wanted: Filter | None = None) -> int:
    """How many these are, all counted."""
    plan = _plan(wanted)
    if plan.is_counted:
        return count(job_id, plan.standings)
    return sum(map(len, filtered_offers.slices(job_id, plan)))


def _plan(wanted: Filter | None) -> FilterPlan:
    """How the filter is answered; without one nothing of filters is imported."""
    if not wanted:
        return FilterPlan()
    from data.filters import offer_conditions

    return offer_conditions.plan(wanted, connection.reader())


def _has_index(job_id: int | None, standings: frozenset[str] | None, order: SortOrder) -> bool:
    """Whether an index has the list in this order."""
    everything = job_id is None and standings is None
    return order.column == "created" or (everything and order.column in KEYSET)


def _keyset_list(
    job_id: int | None, standings: frozenset[str] | None, order: SortOrder
) -> KeysetList[OfferRow]:
    where, args = _job_where(job_id)
    if standings is not None:
        marks = ", ".join("?" * len(standings))
        # one standing alone has an index in list order; several are picked on the way
        plus = "" if len(standings) == 1 and job_id is None else "+"
        where += f" AND {plus}standing IN ({marks})"
        args += tuple(sorted(standings))
    return KeysetList(
        COLUMNS, "offers", KEYSET[order.column], OfferRow._make,
        count(job_id, standings), where, args, descending=order.descending,
    )  # fmt: skip


def count(job_id: int | None = None, standings: frozenset[str] | None = None) -> int:
    """How many offers a job (None: all; 0: no known job) has in these standings (None: in any).

    From counters.
    """
    rows = connection.reader().execute(
        "SELECT standing, sum(offers) FROM offer_counts"
        " WHERE :job IS NULL OR job_id = :job GROUP BY 1",
        {"job": job_id},
    )
    return sum(number for standing, number in rows if standings is None or standing in standings)


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


def _job_where(job_id: int | None) -> tuple[str, tuple[Any, ...]]:
    if job_id is None:
        return "1", ()
    return ("job_id IS NULL", ()) if job_id == 0 else ("job_id = ?", (job_id,))


def _offers_where(where: str, args: tuple[Any, ...]) -> tuple[OfferRow, ...]:
    rows = connection.reader().execute(
        f"SELECT {COLUMNS} FROM offers WHERE {where} ORDER BY created_at DESC, id DESC", args
    )
    return tuple(map(OfferRow._make, rows))
