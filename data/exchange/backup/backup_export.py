"""The desk's own dump, out: everything that is in it, one row a line.

The first line says what it is; each further one holds a row under its table's name; the last one
says how many there were, so that a file that was cut off is known as such. Reading it is `undump`.

Of some offers only, it holds them with everything that they refer to, and with their history.
"""

import sqlite3
from collections.abc import Iterator

from data.exchange.backup import dump_guard
from data.exchange.backup.backup_tables import Shape, counters, sequences, shapes
from data.exchange.backup.restore import FORMAT, MARK, DumpRead, Reader, read, recognise
from data.exchange.exporting.exported_records import Piece
from data.exchange.exporting.snapshot import Snapshot
from data.values import clock, exact_json
from data.version import __version__

__all__ = ["DumpRead", "Reader", "pieces", "read", "recognise"]

_ROWS = 500


def pieces(snapshot: Snapshot) -> Iterator[Piece]:
    """The dump as text, some rows at a time; of everything, or of the wanted offers.

    Raises Storage for a row that could not be read back.
    """
    desk, whole = snapshot.desk, snapshot.is_everything
    dump_guard.refuse_damaged(desk)
    yield _line({**_header(desk), "complete": whole})
    if not whole:
        _gather_kept(desk)
    count = 0
    tables = shapes(desk)
    if whole:
        tables = (*tables, counters(desk), sequences(desk))
    for shape in tables:
        if not whole and shape.name not in _WHERE:
            continue
        for piece in _rows(desk, shape, "1" if whole else _WHERE[shape.name]):
            count += piece.records
            yield piece
    yield _line({"end": {"rows": count}})


def _header(desk: sqlite3.Connection) -> dict[str, object]:
    return {
        MARK: "dump",
        "format": FORMAT,
        "program": __version__,
        "schema": desk.execute("PRAGMA user_version").fetchone()[0],
        "written_at": clock.stamp(),
    }


def _line(value: object) -> Piece:
    return Piece(exact_json.dump_json(value) + "\n", 0, 0)


def _rows(desk: sqlite3.Connection, shape: Shape, where: str) -> Iterator[Piece]:
    """A table's rows in the order of their keys; SQLite itself writes the JSON."""
    members = ", ".join(f"'{column}', {column}" for column in shape.columns)
    found = desk.execute(
        f"SELECT json_object('{shape.name}', json_object({members})), {dump_guard.odd(shape)}"
        f" FROM {shape.name} WHERE {where} ORDER BY {', '.join(shape.key)}"
    )
    while rows := found.fetchmany(_ROWS):
        for line, is_odd in rows:
            if is_odd:
                dump_guard.refuse(shape, line)
        lines = [line for line, _ in rows]
        if shape.name == "settings":
            lines = [*dump_guard.settings(lines)]
        text = "".join(f"{exact_json.printable(line)}\n" for line in lines)
        yield Piece(text, len(lines) if shape.name == "offers" else 0, len(lines))


def _gather_kept(desk: sqlite3.Connection) -> None:
    """Note every row that the wanted offers refer to, and what those refer to."""
    desk.execute(
        "CREATE TEMP TABLE kept (name TEXT, id INTEGER, PRIMARY KEY (name, id)) WITHOUT ROWID"
    )
    for name, found in _KEPT:
        desk.execute(
            f"INSERT OR IGNORE INTO kept SELECT '{name}', number FROM"
            f" ({found.replace('SELECT ', 'SELECT DISTINCT ', 1)}) WHERE number IS NOT NULL"
        )


_OF = "offer_id IN (SELECT id FROM wanted)"
_IN = "IN (SELECT id FROM kept WHERE name = '{}')".format
_VERSIONS = f"SELECT id FROM versions WHERE {_OF}"
_APPROVALS = f"SELECT id FROM approvals WHERE {_OF}"
_EVENTS = (
    "(subject = 'offer' AND subject_id IN (SELECT id FROM wanted)"
    f" OR subject = 'application' AND subject_id {_IN('applications')}"
    f" OR subject = 'candidate' AND subject_id {_IN('candidates')}"
    f" OR subject = 'job' AND subject_id {_IN('jobs')}"
    f" OR subject = 'opening' AND subject_id {_IN('openings')})"
)
_KEPT = (
    ("openings", f"SELECT opening_id AS number FROM versions WHERE {_OF}"),
    ("openings", "SELECT opening_id AS number FROM offers WHERE id IN (SELECT id FROM wanted)"),
    ("applications", "SELECT application_id AS number FROM offers"
     " WHERE id IN (SELECT id FROM wanted)"),
    ("applications", f"SELECT application_id AS number FROM openings WHERE id {_IN('openings')}"),
    ("candidates", "SELECT candidate_id AS number FROM offers WHERE id IN (SELECT id FROM wanted)"),
    ("candidates", "SELECT candidate_id AS number FROM applications"
     f" WHERE id {_IN('applications')}"),
    ("jobs", "SELECT job_id AS number FROM offers WHERE id IN (SELECT id FROM wanted)"),
    ("jobs", f"SELECT job_id AS number FROM applications WHERE id {_IN('applications')}"),
    ("jobs", f"SELECT job_id AS number FROM openings WHERE id {_IN('openings')}"),
    ("custom_fields", "SELECT field_id AS number FROM version_values"
     f" WHERE version_id IN ({_VERSIONS})"),
    ("custom_fields", f"SELECT field_id AS number FROM job_values WHERE job_id {_IN('jobs')}"),
    ("templates", f"SELECT template_id AS number FROM versions WHERE {_OF}"),
    ("templates", f"SELECT template_id AS number FROM jobs WHERE id {_IN('jobs')}"),
    ("templates", "SELECT template_id AS number FROM letters"
     " JOIN template_revisions ON template_revisions.id = template_revision_id"
     f" WHERE version_id IN ({_VERSIONS})"),
    ("templates", "SELECT id AS number FROM templates WHERE kind = 'clause'"
     " AND (shipped IS NULL OR own_since IS NOT NULL)"),
    ("users", f"SELECT created_by AS number FROM versions WHERE {_OF}"),
    ("users", f"SELECT on_behalf_of AS number FROM versions WHERE {_OF}"),
    ("users", "SELECT created_by AS number FROM offers WHERE id IN (SELECT id FROM wanted)"),
    ("users", "SELECT created_by AS number FROM template_revisions"
     f" WHERE template_id {_IN('templates')}"),
    ("users", f"SELECT asked_by AS number FROM approvals WHERE {_OF}"),
    ("users", f"SELECT added_by AS number FROM attachments WHERE {_OF}"),
    ("users", f"SELECT settled_by AS number FROM flags WHERE {_OF}"),
    ("users", f"SELECT actor_id AS number FROM events WHERE {_EVENTS}"),
    ("users", f"SELECT on_behalf_of_id AS number FROM events WHERE {_EVENTS}"),
)  # fmt: skip
"""What is kept with some offers, in an order in which each line has what it asks for."""
_LINKED = " OR ".join(
    f"{column} {_IN(name)}"
    for column, name in (
        ("application_id", "applications"), ("candidate_id", "candidates"), ("job_id", "jobs"),
        ("opening_id", "openings"), ("user_id", "users"), ("template_id", "templates"),
        ("field_id", "custom_fields"),
    )
)  # fmt: skip
_WHERE = {
    **{
        name: f"id {_IN(name)}"
        for name in ("users", "jobs", "candidates", "applications", "openings", "custom_fields",
                     "templates")
    },
    "field_options": f"field_id {_IN('custom_fields')}",
    "job_values": f"job_id {_IN('jobs')}",
    "template_revisions": f"template_id {_IN('templates')}",
    "offers": "id IN (SELECT id FROM wanted)",
    "versions": _OF,
    "version_values": f"version_id IN ({_VERSIONS})",
    "supersessions": f"version_id IN ({_VERSIONS})",
    "letters": f"version_id IN ({_VERSIONS})",
    "paper_files": f"EXISTS (SELECT 1 FROM letters WHERE version_id IN ({_VERSIONS})"
    " AND instr(inputs, paper_files.sha256))",
    "flags": _OF,
    "approvals": _OF,
    "approval_steps": f"approval_id IN ({_APPROVALS})",
    "approvers": "step_id IN (SELECT id FROM approval_steps"
    f" WHERE approval_id IN ({_APPROVALS}))",
    "attachments": _OF,
    "attachment_pieces": f"attachment_id IN (SELECT id FROM attachments WHERE {_OF})",
    "events": _EVENTS,
    "remote_ids": f"({_OF} OR {_LINKED})",
    "kept_records": f"({_OF} OR offer_id IS NULL AND digest = '' AND ({_LINKED}))",
    "import_memory": f"({_OF} OR fact = 'type' AND field_id {_IN('custom_fields')})",
    "import_conflicts": _OF,
}  # fmt: skip
"""Which rows of a table go with some offers; tables that are not named stay at home."""
