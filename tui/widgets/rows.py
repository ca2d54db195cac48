"""Short lists, whose rows are all in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from data.records.row_list import RowCount

R = TypeVar("R")


class ListRows(Generic[R]):
    """Rows that are all in memory, for short lists."""

    def __init__(self, rows: Sequence[R], key: Callable[[R], int]) -> None:
        self._rows = rows
        self._key = key

    @property
    def total(self) -> RowCount:
        """How many rows there are; never more."""
        return RowCount(len(self._rows))

    def advance(self, seconds: float) -> bool:
        """All rows are there already."""
        return True

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def row(self, index: int) -> R | None:
        """The row at an index."""
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def key(self, row: R) -> int:
        """What the row is known by."""
        return self._key(row)

    def index_of(self, key: int) -> int | None:
        """Where the row with this key is."""
        return next((at for at, row in enumerate(self._rows) if self._key(row) == key), None)
