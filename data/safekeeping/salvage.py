"""Whatever can still be read of a damaged desk, in a new one.

The new desk begins with the schema of the damaged one, so that an older one keeps what was stored
in another way then, and is updated as every desk is. Rows that belong to something lost are left
out or keep what they can; counters and search are made anew.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from data.errors import Storage
from data.exchange.backup import backup_tables
from data.exchange.backup.backup_tables import Shape
from data.safekeeping import damaged_table, wrong_values
from data.safekeeping.damaged_table import DamagedTable, Row
from data.storage import connection, database, desk_file, safe_files, search_index, stale_log
from data.storage.connection import DAMAGED, private_files, storage_errors
from data.values.text import count

_HEADER = b"SQLite format 3\0"


class Saved(NamedTuple):
    """What became of a table: rows that came over, rows that no desk can hold, and values in rows
    that came over which were no day, moment or document."""

    table: str
    rows: int
    left_out: int
    is_whole: bool
    mended: int = 0


class Salvaged(NamedTuple):
    """What a salvage saved, by table, and why the new desk is of an older schema, if it is."""

    tables: tuple[Saved, ...]
    problem: str = ""

    @property
    def lines(self) -> list[str]:
        """The report: a line a table that holds anything or was damaged."""
        lines = [_line(one) for one in self.tables if one.rows or one.left_out or not one.is_whole]
        return [*lines, self.problem] if self.problem else lines


def _line(saved: Saved) -> str:
    parts = [f"{saved.table}: {count(saved.rows, 'row')} saved"]
    if saved.left_out:
        parts.append(f"{saved.left_out:,} left out, which are damaged or belong to what is lost")
    if saved.mended:
        parts.append(
            f"{count(saved.mended, 'value')} emptied, or set to 1970, which could be no such"
        )
    if not saved.is_whole:
        parts.append("some could not be read")
    return ", ".join(parts)


def salvage(damaged: Path, path: Path) -> Salvaged:
    """Make a new desk in `path` of what can be read in `damaged`, which is only read.

    Raises Unwritable when the new file is there already, Storage when nothing can be read.
    """
    safe_files.refuse(path)
    damaged = connection.followed(damaged)
    with (
        private_files(),
        safe_files.making(path) as fresh,
        storage_errors(path),
        _readable(damaged, fresh.parent) as source,
        closing(database.open_new(fresh, _schema(source))) as made,
    ):
        tables = _all_tables(source, made)
        problem = _update(made)
        made.execute("PRAGMA journal_mode = DELETE")
    return Salvaged(tables, problem)


@contextmanager
def _readable(damaged: Path, place: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the file with its log, its header mended where that is all that is wrong.

    It is in the same folder as the new desk, where there has to be room anyway.
    """
    if not damaged.is_file():
        raise Storage(f"There is no file {damaged}.")
    with storage_errors(damaged), damaged.open("rb"):
        pass
    with tempfile.TemporaryDirectory(prefix=".offerdesk-salvage-", dir=place) as folder:
        copied = Path(folder) / "desk.db"
        shutil.copyfile(damaged, copied)
        is_foreign = stale_log.is_of_another(damaged)
        for log in desk_file.logs(damaged):
            if not log.name.endswith("-shm") and not (is_foreign and log.name.endswith("-wal")):
                shutil.copyfile(log, copied.with_name(copied.name + log.name[len(damaged.name) :]))
        _mend_header(copied)
        with closing(sqlite3.connect(copied, isolation_level=None)) as source:
            connection.add_functions(source)
            source.text_factory = _text
            _refuse_unreadable(source, damaged)
            yield source


def _schema(source: sqlite3.Connection) -> int:
    """The schema of the damaged file; today's if it states none that there is."""
    try:
        version = int(source.execute("PRAGMA user_version").fetchone()[0])
    except DAMAGED:
        return database.SCHEMA
    return version if 0 < version <= database.SCHEMA else database.SCHEMA


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
    shapes, sequences = backup_tables.shapes(made, frozenset()), _sequences(source)
    triggers = made.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    made.execute("PRAGMA foreign_keys = OFF")
    made.execute("BEGIN IMMEDIATE")
    for name, _ in triggers:
        made.execute(f"DROP TRIGGER {name}")
    read = {shape.name: _copy_table(source, made, shape, sequences) for shape in shapes}
    mended = {shape.name: wrong_values.mend(made, shape) for shape in shapes}
    lost = _drop_orphans(made)
    _give_no_number_twice(made, sequences)
    _count_anew(made)
    for _, sql in triggers:
        made.execute(sql)
    made.execute("COMMIT")
    return tuple(
        Saved(name, _rows(made, name), refused + lost.get(name, 0), is_whole, mended[name])
        for name, (refused, is_whole) in read.items()
    )


def _update(made: sqlite3.Connection) -> str:
    """Bring the new desk to today's schema, and search in step; gives why that cannot be done."""
    try:
        database.update(made)
    except (sqlite3.IntegrityError, Storage) as error:
        return (
            "The new desk holds these rows as an older offerdesk stored them, and cannot be opened "
            f"by this one before the reason is mended; the update says: {error}"
        )
    made.execute("BEGIN IMMEDIATE")
    search_index.rebuild(made)
    made.execute("INSERT INTO candidate_words (candidate_words) VALUES ('rebuild')")
    made.execute(_NOTES)
    made.execute(_WITHOUT_WORDS)
    made.execute("COMMIT")
    return ""


_NOTES = (
    "INSERT INTO note_words (rowid, text)"
    " SELECT id, text FROM events WHERE kind IN ('note', 'negotiation')"
)

_WITHOUT_WORDS = (
    "UPDATE templates SET own_since = NULL WHERE own_since IS NOT NULL AND NOT EXISTS (SELECT 1"
    " FROM template_revisions WHERE template_id = templates.id AND created_by IS NOT NULL)"
)
"""Words of the user's that are lost give way to those of the program."""


def _copy_table(
    source: sqlite3.Connection, made: sqlite3.Connection, shape: Shape, sequences: Mapping[str, int]
) -> tuple[int, bool]:
    """Copy what can be read; gives how many rows the rules refused, and whether all was read."""
    made.execute(f"DELETE FROM {shape.name}")
    columns = _columns_there(source, shape)
    if not columns:
        return 0, False
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT INTO {shape.name} ({', '.join(columns)}) VALUES ({marks})"
    table = DamagedTable(source, shape, columns, damaged_table.numbers(made, shape, sequences))
    refused = 0
    for row in table:
        try:
            made.execute(insert, row)
        except (sqlite3.IntegrityError, sqlite3.DataError):
            refused += not _is_there(made, shape, columns, row)
    return refused, table.is_whole


def _is_there(made: sqlite3.Connection, shape: Shape, columns: tuple[str, ...], row: Row) -> bool:
    """Whether the row came over already: some are read twice."""
    same = " AND ".join(f"{column} IS ?" for column in columns)
    return bool(made.execute(f"SELECT 1 FROM {shape.name} WHERE {same}", row).fetchone())


def _columns_there(source: sqlite3.Connection, shape: Shape) -> tuple[str, ...]:
    """The columns of the table in the damaged file: an older one has fewer."""
    try:
        rows = source.execute("SELECT name FROM pragma_table_info(?)", (shape.name,)).fetchall()
    except DAMAGED:
        return ()
    there = {row[0] for row in rows}
    return tuple(name for name in shape.columns if name in there)


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


def _sequences(source: sqlite3.Connection) -> dict[str, int]:
    """The last number that was given out, by table."""
    try:
        rows = source.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    except DAMAGED:
        return {}
    return {name: number for name, number in rows if isinstance(number, int)}


def _give_no_number_twice(made: sqlite3.Connection, sequences: Mapping[str, int]) -> None:
    """Numbers that were given out before stay given out."""
    for name, number in sequences.items():
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
