"""Where the rows of a list come from: pages of a database, or a short list in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

R = TypeVar("R")
RowT = TypeVar("RowT")


class Rows(Protocol[RowT]):
    """Where the rows come from: cheap at any index, known by a key that never changes."""

    def __len__(self) -> int:
        """How many rows there are."""
        ...

    def row(self, index: int) -> RowT | None:
        """The row at an index; None when it has gone since they were counted."""
        ...

    def key(self, row: RowT) -> int:
        """What the row is known by."""
        ...

    def index_of(self, key: int) -> int | None:
        """Where the row with this key is now; None when there is none."""
        ...


class ListRows(Generic[R]):
    """Rows that are all in memory, for short lists."""

    def __init__(self, rows: Sequence[R], key: Callable[[R], int]) -> None:
        self._rows = rows
        self._key = key

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
