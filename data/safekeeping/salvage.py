"""Whatever can still be read of a damaged desk, in a new one.

Rows are read from both ends of a table up to the damage, and one by one in between. Rows that
belong to something lost are left out or keep what they can; counters and search are made anew.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from data.errors import Storage
from data.exchange.backup import backup_tables
from data.exchange.backup.backup_tables import Shape
from data.storage import connection, database, desk_file, safe_files, search_index
from data.storage.connection import DAMAGED, private_files, storage_errors
from data.values.text import count

MOST_PROBED = 200_000
"""Numbers of rows tried one by one between the two ends of a table."""
_HEADER = b"SQLite format 3\0"
_Row = tuple[object, ...]


class Saved(NamedTuple):
    """What became of a table: rows that came over, and rows left out for want of another."""

    table: str
    rows: int
    left_out: int
    is_whole: bool


class Salvaged(NamedTuple):
    """What a salvage saved, by table."""

    tables: tuple[Saved, ...]

    @property
    def lines(self) -> list[str]:
        """The report: a line a table that holds anything or was damaged."""
        return [_line(one) for one in self.tables if one.rows or one.left_out or not one.is_whole]


def _line(saved: Saved) -> str:
    parts = [f"{saved.table}: {count(saved.rows, 'row')} saved"]
    if saved.left_out:
        parts.append(f"{saved.left_out:,} left out, which belong to what is lost")
    if not saved.is_whole:
        parts.append("some could not be read")
    return ", ".join(parts)


def salvage(damaged: Path, path: Path) -> Salvaged:
    """Make a new desk in `path` of what can be read in `damaged`, which is only read.

    Raises Unwritable when the new file is there already, Storage when nothing can be read.
    """
    safe_files.refuse(path)
    with private_files(), safe_files.making(path) as fresh, storage_errors(damaged):
        made = database.open_new(fresh)
        with closing(made), _readable(damaged) as source:
            tables = _all_tables(source, made)
            made.execute("PRAGMA journal_mode = DELETE")
    return Salvaged(tables)


@contextmanager
def _readable(damaged: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the file with its log, its header mended where that is all that is wrong."""
    if not damaged.is_file():
        raise Storage(f"There is no file {damaged}.")
    with tempfile.TemporaryDirectory(prefix="offerdesk-salvage-") as folder:
        copied = Path(folder) / "desk.db"
        shutil.copyfile(damaged, copied)
        for log in desk_file.logs(damaged):
            if not log.name.endswith("-shm"):
                shutil.copyfile(log, copied.with_name(copied.name + log.name[len(damaged.name) :]))
        _mend_header(copied)
        with closing(sqlite3.connect(copied, isolation_level=None)) as source:
            connection.add_functions(source)
            source.text_factory = _text
            _refuse_unreadable(source, damaged)
            yield source


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _mend_header(copied: Path) -> None:
    """The first sixteen bytes are the same in every file."""
    with copied.open("r+b") as file:
        if file.read(16) != _HEADER and file.seek(0) == 0:
            file.write(_HEADER)


def _refuse_unreadable(source: sqlite3.Connection, damaged: Path) -> None:
    try:
        tables = source.execute("SELECT count(*) FROM sqlite_master WHERE name = 'offers'")
        found = tables.fetchone()[0]
    except DAMAGED:
        found = 0
    if not found:
        raise Storage(f"Nothing of a desk can be read in {damaged}; it was left as it is.")


def _all_tables(source: sqlite3.Connection, made: sqlite3.Connection) -> tuple[Saved, ...]:
    shapes = backup_tables.shapes(made)
    triggers = made.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    made.execute("PRAGMA foreign_keys = OFF")
    made.execute("BEGIN IMMEDIATE")
    for name, _ in triggers:
        made.execute(f"DROP TRIGGER {name}")
    read = {shape.name: _copy_table(source, made, shape) for shape in shapes}
    lost = _drop_orphans(made)
    _give_no_number_twice(source, made)
    _count_anew(made)
    for _, sql in triggers:
        made.execute(sql)
    search_index.rebuild(made)
    for index in ("candidate_words", "note_words"):
        made.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    made.execute("COMMIT")
    return tuple(
        Saved(name, _rows(made, name), refused + lost.get(name, 0), is_whole)
        for name, (refused, is_whole) in read.items()
    )


def _copy_table(
    source: sqlite3.Connection, made: sqlite3.Connection, shape: Shape
) -> tuple[int, bool]:
    """Copy what can be read; gives how many rows the rules refused, and whether all was read."""
    made.execute(f"DELETE FROM {shape.name}")
    columns = _columns_there(source, shape)
    if not columns:
        return 0, False
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT OR IGNORE INTO {shape.name} ({', '.join(columns)}) VALUES ({marks})"
    reader = _Reader(source, shape, columns)
    refused = 0
    for row in reader:
        try:
            made.execute(insert, row)
        except sqlite3.DatabaseError:
            refused += 1
    return refused, reader.is_whole


def _columns_there(source: sqlite3.Connection, shape: Shape) -> tuple[str, ...]:
    """The columns of the table in the damaged file: an older one has fewer."""
    try:
        rows = source.execute("SELECT name FROM pragma_table_info(?)", (shape.name,)).fetchall()
    except DAMAGED:
        return ()
    there = {row[0] for row in rows}
    return tuple(name for name in shape.columns if name in there)


class _Reader:
    """The rows of a table: forwards up to the damage, backwards up to it, then one by one."""

    def __init__(self, source: sqlite3.Connection, shape: Shape, columns: tuple[str, ...]) -> None:
        self.is_whole = True
        self._source = source
        self._keys = shape.key or ("rowid",)
        self._sql = f"SELECT {', '.join(columns)} FROM {shape.name}"
        self._number = columns.index("id") if "id" in columns else None
        self._reached = 0

    def __iter__(self) -> Iterator[_Row]:
        yield from self._read("ASC")
        if self.is_whole:
            return
        first, self._reached = self._reached, 0
        yield from self._read("DESC")
        if self._number is not None and self._reached:
            yield from self._between(first, self._reached)

    def _read(self, way: str) -> Iterator[_Row]:
        order = ", ".join(f"{key} {way}" for key in self._keys)
        try:
            for row in self._source.execute(f"{self._sql} ORDER BY {order}"):
                if self._number is not None and isinstance(row[self._number], int):
                    self._reached = row[self._number]
                yield row
        except DAMAGED:
            self.is_whole = False

    def _between(self, first: int, last: int) -> Iterator[_Row]:
        for number in range(first + 1, min(last, first + MOST_PROBED)):
            with suppress(*DAMAGED):
                yield from self._source.execute(f"{self._sql} WHERE id = ?", (number,)).fetchall()


def _drop_orphans(made: sqlite3.Connection) -> dict[str, int]:
    """Take out rows that belong to what is lost, until every reference holds; how many, by table.

    What only names another row forgets the name.
    """
    lost: dict[str, int] = {}
    while broken := made.execute("PRAGMA foreign_key_check").fetchmany(10_000):
        for table, row, _, key in broken:
            if row is None:  # a table without row numbers
                lost[table] = lost.get(table, 0) + _drop_unnumbered(made, table, key)
            elif not _forget(made, table, row, key):
                made.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
                lost[table] = lost.get(table, 0) + 1
    return lost


def _reference(made: sqlite3.Connection, table: str, key: int) -> tuple[str, str, str]:
    """A foreign key of a table by its number: its column, the table it names, the column there."""
    sql = 'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?) WHERE id = ?'
    column, parent, there = made.execute(sql, (table, key)).fetchone()
    return str(column), str(parent), str(there)


def _forget(made: sqlite3.Connection, table: str, row: int, key: int) -> bool:
    """Empty the column that names what is lost, where the table allows that."""
    column, _, _ = _reference(made, table, key)
    try:
        made.execute(f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (row,))
    except sqlite3.IntegrityError:
        return False
    return True


def _drop_unnumbered(made: sqlite3.Connection, table: str, key: int) -> int:
    column, parent, there = _reference(made, table, key)
    found = f"DELETE FROM {table} WHERE {column} NOT IN (SELECT {there} FROM {parent})"
    return made.execute(found).rowcount


def _give_no_number_twice(source: sqlite3.Connection, made: sqlite3.Connection) -> None:
    """Numbers that were given out before stay given out."""
    with suppress(*DAMAGED):
        for name, number in source.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
            update = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"
            made.execute(update, (number, name))


_COUNTS = (
    "DELETE FROM offer_counts",
    "INSERT INTO offer_counts SELECT coalesce(job_id, 0), standing, count(*) FROM offers"
    " GROUP BY 1, 2",
    "UPDATE row_counts SET rows = (SELECT count(*) FROM candidates) WHERE name = 'candidates'",
    "UPDATE offers SET flags = (SELECT count(*) FROM flags"
    " WHERE offer_id = offers.id AND settled_at IS NULL)",
)


def _count_anew(made: sqlite3.Connection) -> None:
    for statement in _COUNTS:
        made.execute(statement)


def _rows(made: sqlite3.Connection, table: str) -> int:
    return int(made.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
