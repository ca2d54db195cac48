"""What the list of offers is ordered by: empty values last, newest first in a tie."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from data.errors import Invalid, Problem
from data.lists.sort_order import SortOrder
from data.records.offer_terms import AMOUNT, DAY, TERMS, TEXT, Term, of_type
from data.storage import approval_state
from data.storage.sql_plan import IndexHint, SqlCondition
from data.values.status import STANDINGS


class _SortColumn(NamedTuple):
    """What a column is ordered by, and the direction that people expect first.

    `of_states` are the states of an approval in their order, instead of SQL.
    """

    sql: str
    descending: bool
    of_states: tuple[str, ...] = ()


def _standing() -> str:
    """From draft to decision."""
    cases = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(STANDINGS))
    return f"CASE o.standing {cases} END"


_OF_TYPE = {
    AMOUNT: "o.{column} * {fineness}",
    TEXT: "nullif(o.{column}, '') COLLATE NOCASE",
}
"""By what terms of a type are ordered where that is not their column: amounts in major units."""


def _by_terms(terms: Iterable[Term]) -> dict[str, _SortColumn]:
    """The orders by terms."""
    return {
        term.sort.name: _SortColumn(
            _OF_TYPE.get(term.type, "o.{column}").replace("{column}", term.stored_in),
            term.sort.descending,
        )
        for term in terms
        if term.sort is not None
    }


COLUMNS: dict[str, _SortColumn] = {
    "created": _SortColumn("o.created_at", True),
    "updated": _SortColumn("o.updated_at", True),
    "sent": _SortColumn("o.sent_at", True),
    "resolved": _SortColumn("o.resolved_at", True),
    **_by_terms(of_type(DAY)),
    "candidate": _SortColumn("nullif(o.candidate_name, '') COLLATE NOCASE", False),
    "job": _SortColumn("nullif(o.job_title, '') COLLATE NOCASE", False),
    **_by_terms(one for one in TERMS if one.type is not DAY),
    "status": _SortColumn(_standing(), False),
    "approval": _SortColumn("", False, ("asked", "refused", "approved")),
    "version": _SortColumn("o.version", True),
    "flags": _SortColumn("nullif(o.flags, 0)", True),
    "application": _SortColumn("o.application_id", False),
    "id": _SortColumn("o.id", True),
}
"""Every order there is. `application` is Greenhouse's; `salary` compares major units, whatever the
currency and however often it is paid."""
ALIASES = {
    **{alias: term.sort.name for term in TERMS if term.sort for alias in term.sort.aliases},
    "title": "job",
    "name": "candidate",
    "standing": "status",
}


def order(column: str, *, reverse: bool = False) -> SortOrder:
    """The order by a column as people expect it, or reversed; raises Invalid."""
    name = ALIASES.get(column.lower(), column.lower())
    if name not in COLUMNS:
        from difflib import get_close_matches

        near = get_close_matches(name, COLUMNS, 1)
        hint = f"{near[0]}?" if near else f"one of {', '.join(COLUMNS)}."
        raise Invalid((Problem("sort", "", f"Lists are not ordered by {column}: {hint}"),))
    return SortOrder(name, COLUMNS[name].descending is not reverse)


def parts(wanted: SortOrder) -> tuple[tuple[SqlCondition, IndexHint | None], ...]:
    """The states one by one where that is the order, each newest first; those without one last."""
    states = COLUMNS[wanted.column].of_states
    if not states:
        return ()
    ordered = (*(reversed(states) if wanted.descending else states), approval_state.NONE)
    return tuple(
        (approval_state.stands((one,)), approval_state.found_by((one,))) for one in ordered
    )


def sql(wanted: SortOrder) -> str:
    """The order for SQL, of rows `o` of offers; orders of KEYSET have `by_keys`."""
    way = "DESC" if wanted.descending else "ASC"
    by = COLUMNS[wanted.column].sql
    if "{" in by:
        from data.filters.offer_conditions import FINENESS

        by = by.format(fineness=FINENESS)
    return f"{by} IS NULL, {by} {way}, o.created_at DESC, o.id DESC"
