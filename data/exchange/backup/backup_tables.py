"""The desk's tables as a dump sees them: which hold what, and which follow by themselves.

Everything is asked of the open database, so that a new table or column is dumped as soon as it is
there. Search indexes and counters are written by triggers and never by a dump.
"""

import re
import sqlite3
from dataclasses import dataclass

_WRITTEN = re.compile(r"INSERT\s+(?:OR\s+\w+\s+)?INTO\s+(\w+)", re.IGNORECASE)
COUNTERS = "offer_counts"
SEQUENCES = "sqlite_sequence"
"""Which numbers were given out already: none is ever given out again."""
ASIDE = frozenset({"typed_work"})
"""What was typed and not saved stays with the file of the desk."""
COUNTED = frozenset({("offers", "flags")})
"""Columns that triggers count up from zero."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: the columns that are stored, and those of its key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


def shapes(desk: sqlite3.Connection, left_out: frozenset[str] = ASIDE) -> tuple[Shape, ...]:
    """The tables that a dump holds, each after those that it refers to."""
    derived = _derived(desk) | left_out
    found = {
        name: _shape(desk, name)
        for name, kind in desk.execute(
            "SELECT name, type FROM pragma_table_list WHERE schema = 'main'"
        )
        if kind == "table" and name not in derived and not name.startswith("sqlite_")
    }
    refers = {
        name: {row[0] for row in desk.execute(_REFERS, (name,))} & found.keys() - {name}
        for name in found
    }
    ordered: list[str] = []
    while len(ordered) < len(found):
        ready = [one for one in sorted(found) if one not in ordered and refers[one] <= set(ordered)]
        ordered += ready or [one for one in sorted(found) if one not in ordered]
    return tuple(found[name] for name in ordered)


def sequences(desk: sqlite3.Connection) -> Shape:
    """Where SQLite keeps which numbers were given out."""
    return Shape(SEQUENCES, ("name", "seq"), ("name",))


def counters(desk: sqlite3.Connection) -> Shape:
    """The counters of offers: those that stand at zero are rows too."""
    return _shape(desk, COUNTERS)


def _derived(desk: sqlite3.Connection) -> set[str]:
    """The tables that follow from the others: triggers write them, or the search."""
    rows = desk.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    return {name for row in rows for name in _WRITTEN.findall(row[0])} | {
        "row_counts",
        "search_words",
    }


def _shape(desk: sqlite3.Connection, name: str) -> Shape:
    rows = desk.execute(
        "SELECT name, pk FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid", (name,)
    ).fetchall()
    key = sorted((place, column) for column, place in rows if place)
    return Shape(name, tuple(row[0] for row in rows), tuple(column for _, column in key))


_REFERS = 'SELECT "table" FROM pragma_foreign_key_list(?)'
