"""What a table shows: a list of rows, wherever they come from."""

from typing import NamedTuple, Protocol, TypeVar

RowT = TypeVar("RowT")


class RowCount(NamedTuple):
    """How many rows there are; `more` when there may be more, which are still looked for."""

    rows: int
    more: bool = False


class RowList(Protocol[RowT]):
    """Rows in one order: cheap at any index, known by a key that never changes."""

    @property
    def total(self) -> RowCount:
        """How many rows are known, and whether there may be more."""
        ...

    def advance(self, seconds: float) -> bool:
        """Look for more rows for about so long; says whether all are known."""
        ...

    def __len__(self) -> int:
        """How many rows are known."""
        ...

    def row(self, index: int) -> RowT | None:
        """The row at an index; None when it has gone since they were counted."""
        ...

    def key(self, row: RowT) -> int:
        """What the row is known by."""
        ...

    def index_of(self, key: int) -> int | None:
        """Where the row with this key is; None when there is none (yet)."""
        ...
