"""Rows of dumps that older programs wrote, brought into the tables of today by the migrations."""

import re
import sqlite3
from collections.abc import Iterable, Iterator

from data.exchange.backup.backup_tables import Shape
from data.exchange.parsed_offer import JsonValue, Record
from data.storage import database

FIRST = 4
"""The oldest schema of which there are dumps."""
_INSERT = re.compile(r"INSERT INTO (\w+)")
_GONE = {
    "remote_refs": (
        "CREATE TEMP TABLE remote_refs (id INTEGER PRIMARY KEY, system TEXT NOT NULL,"
        " kind TEXT NOT NULL, remote_id TEXT NOT NULL, scope TEXT NOT NULL DEFAULT '',"
        " local_id INTEGER NOT NULL, offer_id INTEGER, read_at TEXT NOT NULL,"
        " raw TEXT CHECK (raw IS NULL OR json_valid(raw)),"
        " UNIQUE (system, kind, remote_id, scope)) STRICT",
        "CREATE INDEX temp.remote_refs_by_offer ON remote_refs (offer_id, kind)",
        "CREATE INDEX temp.remote_refs_by_id ON remote_refs (kind, remote_id)",
    ),
    "offer_terms": ("CREATE TEMP TABLE offer_terms (term TEXT PRIMARY KEY) STRICT",),
}
"""Tables that are not there any more, as they were."""


class OlderRows:
    """What a dump of an older schema says otherwise, in the running transaction."""

    def __init__(self, desk: sqlite3.Connection, schema: int, tables: Iterable[Shape]) -> None:
        self._desk = desk
        dumped = {shape.name: shape for shape in tables}
        self._moves = tuple(
            sql
            for sql in database.row_changes(max(schema, FIRST))
            if dumped.keys() >= {*_INSERT.findall(sql)}  # search is made anew in any case
        )
        self._tables = {name: dumped[name] for sql in self._moves for name in _INSERT.findall(sql)}
        self._columns: dict[str, frozenset[str]] = {}
        self._is_older = schema < database.SCHEMA
        if self._is_older:
            self._drop()
            self._create()

    def has(self, table: str) -> bool:
        """Whether rows of this table are of an older schema."""
        return table in self._columns

    def add(self, table: str, row: Record) -> None:
        """Take a row of a table that is no more; raises what SQLite raises, and KeyError."""
        unknown = row.keys() - self._columns[table]
        if unknown:
            raise KeyError(*sorted(unknown))
        marks = ", ".join("?" * len(row))
        self._desk.execute(
            f"INSERT INTO temp.{table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )

    def rows(self) -> Iterator[tuple[str, dict[str, JsonValue]]]:
        """The rows of today's tables that follow from them; everything else is in the file."""
        for sql in self._moves:
            self._desk.execute(_INSERT.sub(r"INSERT INTO temp.older_\1", sql, count=1))
        for name, shape in self._tables.items():
            found = self._desk.execute(f"SELECT * FROM temp.older_{name}")
            yield from ((name, dict(zip(shape.columns, row, strict=True))) for row in found)
        if self._is_older:
            self._drop()

    def _create(self) -> None:
        for table, statements in _GONE.items():
            for sql in statements:
                self._desk.execute(sql)
            names = self._desk.execute("SELECT name FROM pragma_table_info(?)", (table,))
            self._columns[table] = frozenset(row[0] for row in names)
        for name in self._tables:
            info = self._desk.execute(
                "SELECT name, coalesce(dflt_value, 'NULL') FROM pragma_table_info(?)", (name,)
            )
            columns = ", ".join(f"{column} DEFAULT {value}" for column, value in info)
            self._desk.execute(f"CREATE TEMP TABLE older_{name} ({columns})")

    def _drop(self) -> None:
        for name in (*_GONE, *(f"older_{table}" for table in self._tables)):
            self._desk.execute(f"DROP TABLE IF EXISTS temp.{name}")
