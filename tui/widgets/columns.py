"""Columns of a list: what they show, and how they share the width there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from data.values.styled_text import Span

R = TypeVar("R")

GAP = 2
"""Blank cells between two columns."""


class Column(NamedTuple, Generic[R]):
    """One column: a title and how to show a row in it.

    It takes `width` cells, at least `min_width` (`width` if 0). A column with `flex` also takes a
    share of what is left over. Where the list is too narrow, the lowest `priority` goes first.
    """

    id: str
    title: str
    width: int
    render: Callable[[R], str | tuple[Span, ...]]
    min_width: int = 0
    align: str = "left"
    flex: bool = False
    priority: int = 0
    style: str = ""

    @property
    def least(self) -> int:
        """The fewest cells the column is still worth showing in."""
        return min(self.min_width or self.width, self.width)


class SizedColumn(NamedTuple, Generic[R]):
    """A column with the cells it got."""

    column: Column[R]
    width: int


def place(columns: Sequence[Column[R]], width: int) -> tuple[SizedColumn[R], ...]:
    """The columns that fit into `width` cells, in their order, with the cells each gets."""
    kept = _kept(columns, width)
    sizes = {column.id: column.least for column in kept}
    left = width - sum(sizes.values()) - GAP * (len(kept) - 1)
    for column in sorted(kept, key=lambda column: -column.priority):
        more = max(0, min(left, column.width - column.least))
        sizes[column.id] += more
        left -= more
    flexible = [column for column in kept if column.flex]
    for index, column in enumerate(flexible):
        share = max(0, left) // (len(flexible) - index)
        sizes[column.id] += share
        left -= share
    return tuple(SizedColumn(column, max(1, min(width, sizes[column.id]))) for column in kept)


def _kept(columns: Sequence[Column[R]], width: int) -> list[Column[R]]:
    """The columns left when the least important ones have given way."""
    kept = list(columns)
    while len(kept) > 1 and sum(column.least + GAP for column in kept) - GAP > width:
        lowest = min(column.priority for column in kept)
        kept.remove(next(column for column in reversed(kept) if column.priority == lowest))
    return kept
