"""Days, moments and documents in the tables of a desk: those that are none, and mending them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from data.exchange.backup import backup_checks, backup_tables
from data.exchange.backup.backup_checks import DumpRefused
from data.exchange.backup.backup_tables import Shape
from data.values.text import one_line

_STAND_INS = {
    "day": "1970-01-01",
    "moment": "1970-01-01T00:00:00.000Z",
    "JSON": "null",
    "JSON object": "{}",
}
"""What a value becomes that is no such, and may not be empty."""
Key = tuple[object, ...]


def wrong(desk: sqlite3.Connection) -> Iterator[str]:
    """Each that is none, in a sentence; SQLite's own check says what is no text or nothing."""
    for shape in backup_tables.shapes(desk, frozenset()):
        for column, is_right, what in backup_checks.value_rules(shape.name, shape.columns):
            for key, value in _wrong_in(desk, shape, column, is_right):
                row, text = one_line(", ".join(map(str, key))), backup_checks.quoted(value)
                yield f"{column} of row {row} of {shape.name} is {text}, which is no {what}."
    yield from (text for _, text in _wrong_settings(desk))


def _wrong_settings(desk: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Settings with a value that they cannot have, each with a sentence: they count as unset."""
    for key, value in desk.execute("SELECT key, value FROM settings ORDER BY key"):
        try:
            backup_checks.check_setting({"key": key, "value": value})
        except DumpRefused as error:
            yield key, error.text.replace(" in the dump", "")


def mend(desk: sqlite3.Connection, shape: Shape) -> int:
    """Empty those of a table that are none, or put in the first day there is; how many."""
    number = 0
    if shape.name == "settings":
        for name, _ in list(_wrong_settings(desk)):
            number += desk.execute("DELETE FROM settings WHERE key = ?", (name,)).rowcount
    which = " AND ".join(f"{key} IS ?" for key in shape.key)
    for column, is_right, what in backup_checks.value_rules(shape.name, shape.columns):
        update = f"UPDATE {shape.name} SET {column} = ? WHERE {which}"
        for key, _ in list(_wrong_in(desk, shape, column, is_right)):
            try:
                desk.execute(update, (None, *key))
            except sqlite3.IntegrityError:
                desk.execute(update, (_STAND_INS[what], *key))
            number += 1
    return number


def _wrong_in(
    desk: sqlite3.Connection, shape: Shape, column: str, is_right: Callable[[str], bool]
) -> Iterator[tuple[Key, str]]:
    sql = f"SELECT {column}, {', '.join(shape.key)} FROM {shape.name} WHERE {column} IS NOT NULL"
    yield from ((row[1:], row[0]) for row in desk.execute(sql) if not is_right(row[0]))
