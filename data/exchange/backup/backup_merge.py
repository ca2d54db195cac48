"""A dump beside what a desk has already: what is the same, what is other, what may come in.

A row that is here must be the same; a new one may only be a part of something that is new with it.
"""

import sqlite3

from data.exchange.backup.backup_tables import Shape
from data.exchange.parsed_offer import JsonValue, Record
from data.values.text import one_line

_NAMED = 3
_NOTES = ("fresh", "needed")
"""Tables of this connection alone: what is new, and what new rows are parts of."""
OF_THE_PROGRAM = {"templates": ("created_at",), "template_revisions": ("created_at", "created_by")}
"""What may be different in rows that every desk makes for itself."""
SET_HERE = {"templates": ("retired_at", "own_since")}
"""What people set in such rows: an empty desk takes it from the dump."""
_SUBJECTS = {
    "offer": "offers", "job": "jobs", "candidate": "candidates", "application": "applications",
    "opening": "openings", "field": "custom_fields", "template": "templates",
}  # fmt: skip
_SINGULAR = {
    **{table: word for word, table in _SUBJECTS.items()},
    "users": "user", "custom_fields": "custom field", "templates": "letter template",
    "template_revisions": "revision", "events": "event", "versions": "version",
    "letters": "letter", "remote_ids": "reference", "kept_records": "kept record",
    "field_options": "option", "flags": "flag", "approvals": "approval",
    "attachments": "attachment",
}  # fmt: skip
_PARENTS = {
    "versions": ("offer_id", "offers"),
    "version_values": ("version_id", "versions"),
    "supersessions": ("version_id", "versions"),
    "letters": ("version_id", "versions"),
    "flags": ("offer_id", "offers"),
    "approvals": ("offer_id", "offers"),
    "approval_steps": ("approval_id", "approvals"),
    "approvers": ("step_id", "approval_steps"),
    "attachments": ("offer_id", "offers"),
    "attachment_pieces": ("attachment_id", "attachments"),
    "remote_ids": ("offer_id", "offers"),
    "kept_records": ("offer_id", "offers"),
    "import_memory": ("offer_id", "offers"),
    "import_conflicts": ("offer_id", "offers"),
    "job_values": ("job_id", "jobs"),
    "field_options": ("field_id", "custom_fields"),
    "template_revisions": ("template_id", "templates"),
    "template_limits": ("template_id", "templates"),
    "snoozes": ("offer_id", "offers"),
    "bulk_items": ("offer_id", "offers"),
}


class Beside:
    """Compares the rows of a dump with those of the desk, in the running transaction."""

    def __init__(self, desk: sqlite3.Connection) -> None:
        self._desk = desk
        self._named: list[str] = []
        self.differences = 0
        for name in _NOTES:
            desk.execute(f"DROP TABLE IF EXISTS temp.{name}")
            desk.execute(f"CREATE TEMP TABLE {name} (name TEXT, id INTEGER, UNIQUE (name, id))")

    def is_new(self, shape: Shape, row: Record, *, is_empty: bool) -> bool:
        """Whether the row is not here; one that is here and other is counted as a difference."""
        key = " AND ".join(f"{column} = ?" for column in shape.key)
        known = self._desk.execute(
            f"SELECT {', '.join(shape.columns)} FROM {shape.name} WHERE {key}",
            [row[column] for column in shape.key],
        ).fetchone()
        if known is None:
            if not is_empty:
                self._note(shape, row)
            return True
        ignored = OF_THE_PROGRAM.get(shape.name, ())
        ignored += SET_HERE.get(shape.name, ()) if is_empty else ()
        if shape.name != "settings" and not _is_same(shape, known, row, ignored):
            if "offer_id" in row and row["offer_id"] is not None:
                self._differ("offers", row["offer_id"])
            else:
                self._differ(shape.name, row.get("id", ""))
        return False

    def finish(self) -> None:
        """New rows belong to what is new with them, never to what was here before."""
        for name in {*_SUBJECTS.values(), "versions", "approvals", "approval_steps", "attachments"}:
            for (number,) in self._desk.execute(_BELONGS.format(name), (name, name)).fetchall():
                self._differ(name, number)
        for name in _NOTES:
            self._desk.execute(f"DROP TABLE temp.{name}")

    def sentence(self) -> str:
        """What is other here, by name, and what to do."""
        more = " and more" if self.differences > len(self._named) else ""
        return (
            "This desk has other records under the same numbers as the dump "
            f"({', '.join(self._named)}{more}), so the two cannot be one desk: nothing was read. "
            "Read the dump into a new desk (offerdesk --db NEW.db import FILE), or bring its "
            "offers over in another form."
        )

    def _note(self, shape: Shape, row: Record) -> None:
        """Remember a new row, and what it is a part of."""
        note = "INSERT OR IGNORE INTO temp.{} VALUES (?, ?)".format
        if shape.key == ("id",):
            self._desk.execute(note("fresh"), (shape.name, row["id"]))
        parent = _parent(shape.name, row)
        if parent is not None:
            self._desk.execute(note("needed"), parent)

    def _differ(self, table: str, number: JsonValue) -> None:
        self.differences += 1
        name = one_line(f"{_SINGULAR.get(table, table)} {number}")
        if len(self._named) < _NAMED and name not in self._named:
            self._named.append(name)


def _is_same(
    shape: Shape, known: tuple[JsonValue, ...], row: Record, ignored: tuple[str, ...]
) -> bool:
    return all(
        value == row[column]
        for column, value in zip(shape.columns, known, strict=True)
        if column in row and column not in ignored
    )


def _parent(table: str, row: Record) -> tuple[str, int] | None:
    """What a row is a part of, by table and number; None for one that stands for itself."""
    if table == "events":
        column, name = "subject_id", _SUBJECTS.get(str(row.get("subject")), "")
    else:
        column, name = _PARENTS.get(table, ("", ""))
    number = row.get(column)
    return (name, number) if name and isinstance(number, int) else None


_BELONGS = (
    "SELECT id FROM temp.needed WHERE name = ? AND id IN (SELECT id FROM {})"
    " AND id NOT IN (SELECT id FROM temp.fresh WHERE name = ?)"
)
