"""Values in a desk's file that no desk can store: what a damaged page holds that is still read."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

KINDS: dict[str, str] = {
    "nothing": "NULL",
    "a number": "7",
    "a huge number": "4611686018427387904",
    "a negative number": "-3",
    "a fraction": "0.5",
    "text": "'r3d \N{SNOWMAN}'",
    "empty text": "''",
    "bytes": "x'ff001b'",
    "broken text": "CAST(x'c328ff' AS TEXT)",
}
"""Whatever a column may turn out to hold, as SQL."""


class Column(NamedTuple):
    """A column of a table."""

    table: str
    name: str


def columns(desk: Path) -> tuple[Column, ...]:
    """Every stored column of every table, but for numbers of rows: they can be nothing else."""
    with closing(sqlite3.connect(desk)) as opened:
        return tuple(
            Column(table, name)
            for table in _tables(opened)
            for name, kind, key in opened.execute(_STORED, (table,))
            if not key or kind != "INTEGER" or _has_no_numbers(opened, table)
        )


_STORED = "SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden = 0"


def _has_no_numbers(opened: sqlite3.Connection, table: str) -> bool:
    sql = "SELECT wr FROM pragma_table_list WHERE name = ?"
    return bool(opened.execute(sql, (table,)).fetchone()[0])


def put(desk: Path, column: Column, kind: str, row: int | None = None) -> bool:
    """Put such a value into a row of the table by its place, or into all; False without one.

    While it is written the column takes anything, and there are no triggers.
    """
    with _schema_open(desk) as opened:
        schema = opened.execute(f"SELECT {_SCHEMA} FROM sqlite_master").fetchall()
        opened.execute("DELETE FROM sqlite_master WHERE type = 'trigger'")
        opened.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?",
                       (_loose(opened, column), column.table))  # fmt: skip
    changed = _write(desk, column, kind, row)
    with _schema_open(desk) as opened:
        opened.execute("DELETE FROM sqlite_master")
        marks = "?, ?, ?, ?, ?, ?"
        opened.executemany(f"INSERT INTO sqlite_master ({_SCHEMA}) VALUES ({marks})", schema)
    return bool(changed)


_SCHEMA = "rowid, type, name, tbl_name, rootpage, sql"


def _schema_open(desk: Path) -> closing[sqlite3.Connection]:
    opened = sqlite3.connect(desk, isolation_level=None)
    opened.execute("PRAGMA writable_schema = ON")
    return closing(opened)


def _tables(opened: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY 1"
    return [row[0] for row in opened.execute(sql) if not row[0].startswith("sqlite_")]


def _loose(opened: sqlite3.Connection, column: Column) -> str:
    """The table as it was made, but that the column has no type and may hold nothing."""
    found = opened.execute("SELECT sql FROM sqlite_master WHERE name = ?", (column.table,))
    table: str = found.fetchone()[0]
    said = rf"([(,]\s*){column.name} (?:TEXT|INTEGER)(?: NOT NULL)?"
    return re.sub(said, rf"\1{column.name}", table, count=1).replace("STRICT, ", "").replace(
        "STRICT", "")  # fmt: skip


def _write(desk: Path, column: Column, kind: str, row: int | None) -> int:
    with closing(sqlite3.connect(desk, isolation_level=None)) as opened:
        opened.execute("PRAGMA ignore_check_constraints = ON")
        opened.create_function("folded", 1, str)
        rows = opened.execute(f"SELECT count(*) FROM {column.table}").fetchone()[0]
        which = "" if row is None or not rows else _which(opened, column.table, row % rows)
        change = f"UPDATE OR IGNORE {column.table} SET {column.name} = {KINDS[kind]}"
        return opened.execute(change + which).rowcount


def _which(opened: sqlite3.Connection, table: str, place: int) -> str:
    sql = "SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk"
    keys = ", ".join(row[0] for row in opened.execute(sql, (table,))) or "rowid"
    return f" WHERE ({keys}) IN (SELECT {keys} FROM {table} LIMIT 1 OFFSET {place:d})"
