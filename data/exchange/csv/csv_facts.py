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


def look(rows: Iterable[JsonValue], columns: Mapping[str, str], order: str = "") -> TableFacts:
    """What the cells of a table show; raises MappingError for dates that somebody has to decide.

    `columns` gives each header its meaning, `order` is what a person states.
    """
    days = [column for column, target in columns.items() if target in _DAYS]
    pay = [column for column, target in columns.items() if target == "salary"]
    orders, marks = set[str](), set[str]()
    unsure: tuple[str, str] | None = None
    for row in rows:
        for column, cell in _cells(row, days):
            found = _order(cell)
            unsure = unsure or ((column, cell) if found == _EITHER else None)
            orders.update({found} & {DMY, MDY})
        marks.update(sign for _, cell in _cells(row, pay) for sign in _DECIMALS.findall(cell))
    if unsure is not None and len(orders) != 1 and not order:
        raise MappingError(_question(*unsure))
    return TableFacts(order or (orders.pop() if len(orders) == 1 else ""), frozenset(marks))


_EITHER = "either"


def _order(cell: str) -> str:
    """In which order a date with slashes is; empty for any other text and for no date."""
    found = _SLASHED.match(cell)
    if found is None:
        return ""
    first, second = int(found[1]), int(found[2])
    if first == second:
        return ""
    if first > 12:
        return DMY
    return MDY if second > 12 else _EITHER


def _cells(row: JsonValue, columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    if isinstance(row, dict):
        for column in columns:
            cell = row.get(column)
            if isinstance(cell, str) and cell:
                yield column, bare(cell)


def _question(column: str, cell: str) -> str:
    return (
        f"has dates in the column {one_line(column)} that could be two days, such as"
        f" {one_line(cell)}, and no cell that decides it: state --dates dmy (day first)"
        " or --dates mdy (month first)."
    )
