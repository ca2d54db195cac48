"""A custom field understood anew: its values, kept as they came, are read by its new type."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from data.exchange.csv import csv_cells
from data.exchange.importing import waiting_flags
from data.exchange.pay_fields import means_pay
from data.fields.custom_fields import SELECTS
from data.values import field_texts, field_values
from data.values.exact_json import load_json
from data.values.field_values import FieldType, FieldValue

_UNREAD = ": kept as it came."


class Field(NamedTuple):
    """A field as it is now."""

    id: int
    name: str
    key: str
    type: FieldType


def unread(value: FieldValue) -> str:
    """What is said of a value that could not be read."""
    return f"{value.name} is {field_texts.show(value)}, which is no {value.type}{_UNREAD}"


def has_typed(desk: sqlite3.Connection, field_id: int) -> bool:
    """Whether a person entered a value of the field: its type stays then."""
    return any(desk.execute(sql, (field_id,)).fetchone() for sql in _TYPED)


def is_mentioned(desk: sqlite3.Connection, key: str) -> bool:
    """Whether a template, a view, a setting, a negotiation or what is typed names the key."""
    return any(desk.execute(sql, {"key": key}).fetchone() for sql in _MENTIONS)


def read(
    desk: sqlite3.Connection, field: Field, key_before: str, source: str, now: str
) -> tuple[str, ...]:
    """Read all stored values of the field by its type, and say anew which cannot be read.

    Gives the options that the values name.
    """
    options: dict[str, None] = {}
    for table, owner, is_cell in _PLACES:
        fresh = []
        came = desk.execute(_CAME.format(table=table, owner=owner, cell=is_cell), (field.id,))
        for number, raw, is_of_table in came:
            loaded = load_json(raw)
            meant = csv_cells.of_field(field.type, loaded) if is_of_table else loaded
            value = field_values.read_value(field.type, meant)
            if field.type in SELECTS:
                options |= dict.fromkeys(value if isinstance(value, tuple) else (str(value or ""),))
            fresh.append((field_values.to_json(value), number, field.id))
        desk.executemany(_READ.format(table=table, owner=owner), fresh)
    _flag_anew(desk, field, key_before, source, now)
    return tuple(options)


def _flag_anew(
    desk: sqlite3.Connection, field: Field, key_before: str, source: str, now: str
) -> None:
    """Take back what was said of the field's values and waits, and say what is so now."""
    names = (f"fields.{key_before}", f"fields.{field.key}")
    waiting = desk.execute(
        _WAITING, {"before": names[0], "now": names[1], "unread": _UNREAD}
    ).fetchall()
    waiting_flags.remove(desk, waiting)
    desk.execute(_FLAGS_RENAMED, (names[1], names[0]))
    fresh = [
        (offer_id, number, names[1], unread(value), source, now)
        for offer_id, number, value in _unread_values(desk, field)
    ]
    desk.executemany(_FLAGGED, [(*row, row[0], row[2], row[3]) for row in fresh])


def _unread_values(desk: sqlite3.Connection, field: Field) -> Iterator[tuple[int, int, FieldValue]]:
    """What cannot be read, but for pay as text, which has a flag of its own."""
    is_pay = means_pay(field.name)
    for offer_id, number, name, raw, salary_text in desk.execute(_UNREAD_VALUES, (field.id,)):
        value = FieldValue(field.key, name, field.type, None, raw)
        if not value.is_empty and not (is_pay and salary_text):
            yield offer_id, number, value


_OF_TABLE = (
    "EXISTS (SELECT 1 FROM versions JOIN kept_records ON kept_records.offer_id = versions.offer_id"
    " WHERE versions.id = version_values.version_id AND system = 'csv')"
)
_PLACES = (("version_values", "version_id", _OF_TABLE), ("job_values", "job_id", "0"))
_CAME = "SELECT {owner}, raw, {cell} FROM {table} WHERE field_id = ? AND raw IS NOT NULL"
_READ = "UPDATE {table} SET value = ? WHERE {owner} = ? AND field_id = ?"
# Of who was erased there is neither, or what is left can be read in one way only.
_TYPED = (
    "SELECT 1 FROM version_values WHERE field_id = ? AND raw IS NULL AND value IS NOT NULL LIMIT 1",
    "SELECT 1 FROM job_values WHERE field_id = ? AND raw IS NULL AND value IS NOT NULL LIMIT 1",
)
_MENTIONS = (
    "SELECT 1 FROM template_revisions WHERE instr(source || subject, 'fields.' || :key)"
    " OR instr(source || subject, '''' || :key || '''')"
    " OR instr(source || subject, '\"' || :key || '\"') LIMIT 1",
    "SELECT 1 FROM views WHERE instr(filter || sort, :key) LIMIT 1",
    "SELECT 1 FROM settings WHERE instr(value, '\"' || :key || '\"') LIMIT 1",
    "SELECT 1 FROM events WHERE kind IN ('note', 'negotiation')"
    " AND instr(details, '\"fields.' || :key || '\"') LIMIT 1",
    "SELECT 1 FROM typed_work WHERE instr(entries, '\"fields.' || :key || '\"') LIMIT 1",
)
_WAITING = (
    "SELECT id, offer_id FROM flags WHERE field IN (:before, :now) AND kind = 'reading'"
    " AND settled_at IS NULL AND substr(text, -length(:unread)) = :unread"
)
_FLAGS_RENAMED = "UPDATE flags SET field = ? WHERE field = ?"
_UNREAD_VALUES = (
    "SELECT offer_id, number, name, raw, salary_text FROM version_values"
    " JOIN versions ON versions.id = version_id"
    " WHERE field_id = ? AND value IS NULL AND raw IS NOT NULL ORDER BY offer_id, number"
)
_FLAGGED = (
    "INSERT INTO flags (offer_id, version, field, text, kind, source, created_at)"
    " SELECT ?, ?, ?, ?, 'reading', ?, ? WHERE NOT EXISTS"
    " (SELECT 1 FROM flags WHERE offer_id = ? AND field = ? AND text = ?)"
)
