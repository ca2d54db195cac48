"""Rows of one table in memory: each is read once, changed as an object and written with others."""

import sqlite3
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, Generic, TypeVar

from data.exchange.importing.import_rows import ImportRow
from data.storage.bulk_insert import insert_rows, select_sql, update_rows
from data.storage.models import Table

R = TypeVar("R", bound=ImportRow)


class RowTable(Generic[R]):
    """The identity map of one table: one object a row, new and changed ones written by `write`."""

    def __init__(
        self,
        desk: sqlite3.Connection,
        model: type[Table],
        kind: Callable[..., R],
        columns: tuple[str, ...],
    ) -> None:
        """`kind` makes a row of these columns."""
        self._desk = desk
        self._model = model
        self._kind = kind
        self._columns = columns
        self._select = select_sql(model, self._columns)
        self._values = attrgetter(*self._columns)
        self._changes = attrgetter(*self._columns[1:], "id")
        self.rows: dict[int, R | None] = {}
        self._new: dict[int, R] = {}
        self._changed: dict[int, R] = {}
        self._before: dict[int, R] = {}
        self._mark = 0
        self.changes = 0
        """How often a row was made or changed."""

    def get(self, row_id: int) -> R | None:
        """The row, None when there is none."""
        if row_id not in self.rows:
            self.load((row_id,))
        return self.rows[row_id]

    def load(self, ids: Iterable[int]) -> None:
        """Read the rows of these ids that are not in memory yet, in one query."""
        wanted = [row_id for row_id in ids if row_id not in self.rows]
        if wanted:
            self.rows.update(dict.fromkeys(wanted))
            for values in self._desk.execute(
                f"{self._select} WHERE id IN (SELECT value FROM json_each(?))", (listed(wanted),)
            ):
                self.rows[values[0]] = self._kind(*values)

    def everything(self) -> list[R]:
        """All rows of the table, read into memory; for small tables."""
        for values in self._desk.execute(f"{self._select} ORDER BY id"):
            if values[0] not in self.rows:
                self.rows[values[0]] = self._kind(*values)
        return [row for row in self.rows.values() if row is not None]

    def add(self, row: R) -> R:
        """Note a new row."""
        self.changes += 1
        self.rows[row.id] = row
        self._new[row.id] = row
        return row

    def change(self, row: R) -> R:
        """Note that a row is about to change."""
        self.changes += 1
        if row.id not in self._before:
            self._before[row.id] = row.copied()
        self._changed[row.id] = row
        return row

    def is_new(self, row_id: int) -> bool:
        """Whether the row is not in the file yet."""
        return row_id in self._new

    def holds(self, row_id: int) -> bool:
        """Whether the row is in memory."""
        return self.rows.get(row_id) is not None

    # ------------------------------------------------------------ one record, many records

    def mark(self) -> None:
        """From here on, everything belongs to the next record."""
        self._mark = len(self._new)
        if self._before:
            self._before = {}

    def drop(self) -> None:
        """Take back what the last record made and changed."""
        for row_id in list(self._new)[self._mark :]:
            del self._new[row_id]
            self.rows.pop(row_id, None)
            self._changed.pop(row_id, None)
        for row_id, before in self._before.items():
            row = self.rows.get(row_id)
            if row is not None:
                row.restore(before)
        self._before = {}

    def write_new(self) -> int:
        """Insert the new rows; gives how many."""
        count = len(self._new)
        fresh = [self._values(row) for row in self._new.values()]
        insert_rows(self._desk, self._model, fresh, self._columns)
        for row_id in self._new:
            self._changed.pop(row_id, None)
        self._new = {}
        self._mark = 0
        return count

    def write_changed(self) -> int:
        """Update the changed rows; gives how many."""
        changed, self._changed, self._before = self._changed, {}, {}
        update_rows(
            self._desk,
            self._model,
            [self._changes(row) for row in changed.values()],
            self._columns[1:],
        )
        return len(changed)

    def forget(self) -> None:
        """Forget every row: what is in the file counts."""
        self.rows, self._new, self._changed, self._before, self._mark = {}, {}, {}, {}, 0


def listed(ids: Iterable[Any]) -> str:
    """Numbers as JSON, for SQLite's json_each."""
    return f"[{','.join(map(str, ids))}]"
