"""What only all cells of a table show: which order its dates have, how it writes decimals."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from data.exchange.csv.csv_cells import bare
from data.exchange.csv.csv_columns import MappingError
from data.exchange.parsed_offer import JsonValue
from data.values.status import Status
from data.values.text import one_line

DMY, MDY = "dmy", "mdy"
"""Day first, as most of the world writes; month first, as in the United States."""
_DAYS = ("start date", "expiry date", "sent", "resolved", "created", "updated")
_SLASHED = re.compile(r"\s*([0-9]{1,2})/([0-9]{1,2})/[0-9]{4}\b")
_DECIMALS = re.compile(r"(?<![.,])\b[0-9]+([.,])[0-9]{1,2}(?![0-9.,])")


class TableFacts(NamedTuple):
    """The order of ambiguous dates, empty when nothing decides it, and signs before decimals.

    `statuses` are words for a status that a person stated.
    """

    date_order: str = ""
    decimal_marks: frozenset[str] = frozenset()
    statuses: Mapping[str, Status] = MappingProxyType({})


NO_FACTS = TableFacts()


def look(
    rows: Iterable[JsonValue], columns: Mapping[str, str], order: str = "", remembered: str = ""
) -> TableFacts:
    """What the cells of a table show; raises MappingError for dates that somebody has to decide.

    `columns` gives each header its meaning, `order` is what a person states: cells that can only
    have the other one refuse it. What is `remembered` counts only where no cell contradicts it.
    """
    days = [column for column, target in columns.items() if target in _DAYS]
    pay = [column for column, target in columns.items() if target == "salary"]
    first: dict[str, tuple[str, str]] = {}
    marks = set[str]()
    for row in rows:
        for column, cell in _cells(row, days):
            first.setdefault(order_of(cell), (column, cell))
        marks.update(sign for _, cell in _cells(row, pay) for sign in _DECIMALS.findall(cell))
    return TableFacts(_decided(first, order, remembered), frozenset(marks))


def _decided(first: Mapping[str, tuple[str, str]], order: str, remembered: str) -> str:
    """The order of the dates, from the first cell of each order; empty when nothing decides it."""
    proven = [one for one in (DMY, MDY) if one in first]
    if order:
        if proven and order not in proven:
            raise MappingError(_contradiction(order, *first[proven[0]]))
        return order
    if len(proven) == 1:
        return proven[0]
    if remembered and not proven:
        return remembered
    if EITHER in first:
        raise MappingError(_question(*first[EITHER], is_mixed=bool(proven)))
    return ""


EITHER = "either"
"""The order of a date that could be two days."""
WORDS = {DMY: "day first", MDY: "month first"}
"""What people call an order."""


def order_of(cell: str) -> str:
    """In which order a date with slashes is; empty for any other text and for no date."""
    found = _SLASHED.match(cell)
    if found is None:
        return ""
    first, second = int(found[1]), int(found[2])
    if first == second:
        return ""
    if first > 12:
        return DMY
    return MDY if second > 12 else EITHER


def _cells(row: JsonValue, columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    if isinstance(row, dict):
        for column in columns:
            cell = row.get(column)
            if isinstance(cell, str) and cell:
                yield column, bare(cell)


def _question(column: str, cell: str, *, is_mixed: bool) -> str:
    other = "others are written in both orders" if is_mixed else "no cell that decides it"
    return (
        f"has dates in the column {one_line(column)} that could be two days, such as"
        f" {one_line(cell)}, and {other}: state --dates dmy (day first)"
        " or --dates mdy (month first)."
    )


def _contradiction(order: str, column: str, cell: str) -> str:
    return (
        f"was said to have its dates {WORDS[order]} (--dates {order}), but in the column"
        f" {one_line(column)} is {one_line(cell)}, which can only be {WORDS[order_of(cell)]}:"
        " leave --dates out, its cells decide it."
    )
