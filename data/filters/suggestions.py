"""Values that occur in the desk, for completing filters; quick at any size, without Peewee."""

from __future__ import annotations

import sqlite3

from data.filters import full_text_match
from data.filters.completion import MOST, FieldInfo
from data.storage import connection
from data.values.text import one_line, spoken

_LOOKED_AT = 100
"""Candidates looked at for a few different names."""


class DeskSource:
    """Values of the open desk; what is read of jobs and fields is kept until something changes."""

    def __init__(self) -> None:
        self._mark: tuple[int, int] | None = None
        self._kept: dict[str, tuple[tuple[str, str], ...]] = {}
        self._fields: tuple[FieldInfo, ...] = ()

    def values(self, term: str, typed: str) -> tuple[str, ...]:
        """Values of a term that match what was typed; none for terms that are not completed."""
        self._refresh()
        if term == "candidate":
            return _candidates(typed)
        if term not in _LISTS:
            return ()
        known = self._kept.get(term)
        if known is None:
            rows = connection.reader().execute(_LISTS[term])
            texts = dict.fromkeys(one_line(row[0]) for row in rows if row[0])
            known = self._kept[term] = tuple((text, spoken(text)) for text in texts)
        wanted = spoken(typed).rstrip()
        return tuple(text for text, words in known if wanted in words)[:MOST]

    def fields(self) -> tuple[FieldInfo, ...]:
        """The custom fields of offers that are in use, with their options."""
        self._refresh()
        if not self._fields:
            self._fields = _fields(connection.reader())
        return self._fields

    def _refresh(self) -> None:
        desk = connection.reader()
        mark = (desk.total_changes, int(desk.execute("PRAGMA data_version").fetchone()[0]))
        if mark != self._mark:
            self._mark, self._kept, self._fields = mark, {}, ()


_LISTS = {
    "job": "SELECT title FROM jobs WHERE title <> '' ORDER BY is_open DESC, title",
    "department": "SELECT DISTINCT department FROM jobs ORDER BY 1",
    "location": "SELECT DISTINCT location FROM jobs ORDER BY 1",
    "type": "SELECT DISTINCT type FROM custom_fields ORDER BY 1",
    "currency": (
        "SELECT DISTINCT currency FROM (SELECT currency FROM jobs UNION ALL SELECT * FROM"
        " (SELECT currency FROM offers ORDER BY created_at DESC, id DESC LIMIT 200))"
        " WHERE currency IS NOT NULL ORDER BY 1"
    ),
}
"""What the values of a term are read from."""


def _candidates(typed: str) -> tuple[str, ...]:
    """Names of candidates with words that begin like these."""
    if not one_line(typed):
        return ()
    rows = connection.reader().execute(
        "SELECT name FROM (SELECT rowid AS found FROM candidate_words"
        " WHERE candidate_words MATCH ? ORDER BY rowid DESC LIMIT ?)"
        " CROSS JOIN candidates ON candidates.id = found",
        (full_text_match.of_names(typed), _LOOKED_AT),
    )
    names = dict.fromkeys(one_line(row[0]) for row in rows)
    return tuple(name for name in names if name)[:MOST]


def _fields(desk: sqlite3.Connection) -> tuple[FieldInfo, ...]:
    options: dict[int, list[str]] = {}
    for field_id, name in desk.execute(
        "SELECT field_id, name FROM field_options WHERE active ORDER BY position, id"
    ):
        options.setdefault(field_id, []).append(one_line(name))
    return tuple(
        FieldInfo(f"field.{key}", one_line(name), type, tuple(options.get(field_id, ())))
        for field_id, key, name, type in desk.execute(
            "SELECT id, key, name, type FROM custom_fields"
            " WHERE belongs_to = 'offer' AND active ORDER BY position, id"
        )
    )
