"""A made-up desk of any size, written in bulk: what benchmarks open."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from support.many_rows import YEARS, Ground, Maker, Rows

from data.errors import NotAllowed
from data.fields import custom_fields
from data.people import users
from data.records.field_records import FieldDraft, OptionDraft
from data.samples.sample_clock import SampleClock
from data.storage import connection, search_index
from data.storage.database import transaction
from data.templates import templates

CACHE_KIB = 64 * 1024
"""SQLite's memory while the desk is filled."""
TOGETHER = 40
"""Rows written by one statement."""

_TABLES = (
    "candidates", "applications", "openings", "offers", "versions", "version_values",
    "supersessions", "events", "flags",
)  # fmt: skip
_INSERTS = {
    "candidates": (
        "INSERT INTO candidates (id, first_name, last_name, email, phone, created_at, "
        "updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
    ),
    "applications": (
        "INSERT INTO applications (id, candidate_id, job_id, status, created_at, "
        "updated_at) VALUES (?, ?, ?, ?, ?, ?)"
    ),
    "openings": (
        "INSERT INTO openings (id, job_id, opening_id, is_open, opened_at, closed_at, "
        "close_reason, application_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "offers": (
        "INSERT INTO offers (id, application_id, job_id, candidate_id, candidate_name, "
        "job_title, status, version, salary_minor, salary_text, currency, pay_frequency, "
        "start_date, expiry_date, opening_id, template_id, inherited, reoffer_offer_id, "
        "reoffer_version, flags, created_by, created_at, updated_at, sent_at, "
        "resolved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?)"
    ),
    "versions": (
        "INSERT INTO versions (id, offer_id, number, salary_minor, salary_text, currency, "
        "pay_frequency, start_date, expiry_date, opening_id, template_id, field_count, "
        "created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "version_values": (
        "INSERT INTO version_values (version_id, field_id, name, value) VALUES (?, ?, ?, ?)"
    ),
    "supersessions": ("INSERT INTO supersessions (version_id, at) VALUES (?, ?)"),
    "events": (
        "INSERT INTO events (subject, subject_id, kind, at, actor_id, from_status, "
        "to_status, version, reason, text, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?)"
    ),
    "flags": (
        "INSERT INTO flags (offer_id, version, field, text, source, created_at) VALUES "
        "(?, ?, ?, ?, ?, ?)"
    ),
    "jobs": (
        "INSERT INTO jobs (id, title, department, location, is_open, pay_kind, "
        "salary_minor, minimum_minor, maximum_minor, currency, pay_frequency, created_at, "
        "updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
}
_HIRE = "UPDATE applications SET status = 'hired', updated_at = ? WHERE id = ?"
_FILL = (
    "UPDATE openings SET is_open = 0, close_reason = 'Hired', closed_at = ?, application_id = ?"
    " WHERE id = ?"
)


def fill_many(count: int, progress: Callable[[int], None] | None = None) -> None:
    """Fill the open, empty desk with `count` offers; `progress` hears how many are written.

    The same count at the same time gives the same desk. Letters of sent offers are not kept and
    only offers and filled openings have events: at a million they would be most of the file.
    Raises NotAllowed when there are offers already. In one transaction.
    """
    desk = connection.reader()
    if desk.execute("SELECT EXISTS (SELECT 1 FROM offers)").fetchone()[0]:
        raise NotAllowed("This desk has offers already; made-up ones go into an empty desk.")
    with _bulk_pragmas(desk), transaction():
        now = SampleClock()
        ground = _ground(now)
        rebuilt = _take_down(desk)
        maker = Maker(count, ground, now.today)
        for done in maker.chunks():
            _write(desk, maker.rows)
            if progress is not None:
                progress(done)
        _put_back(desk, rebuilt)


def _ground(now: SampleClock) -> Ground:
    """The few rows that every offer refers to, made the ordinary way before the first offer."""
    now.set(-YEARS * 365 - 1)
    with now.running():
        people = (("Inês", "Valadão"), ("Marek", "Sikora"), ("Grace", "Okafor"))
        staff = [
            users.create(first, last, f"{first[0].lower()}@heronbridge.example").id
            for first, last in people
        ]
        options = ("Permanent", "Fixed term", "Internship", "Contractor")
        kind = FieldDraft(
            "Employment type", "single_select", options=tuple(map(OptionDraft, options))
        )
        type_field = custom_fields.create(kind)
        remote_field = custom_fields.create(FieldDraft("Remote work", "yes_no"))
        template = templates.default()
    return Ground(
        tuple(staff), type_field.id, remote_field.id, template.id if template else None, options
    )


# ---------------------------------------------------------------- in bulk


@contextmanager
def _bulk_pragmas(desk: sqlite3.Connection) -> Iterator[None]:
    """Much memory, and no look-up for each reference.

    Inside a running transaction nothing is changed; then it only takes longer.
    """
    if desk.in_transaction:
        yield
        return
    settings: dict[str, str | int] = {
        "foreign_keys": "OFF",
        "cache_size": -CACHE_KIB,
        "temp_store": "FILE",
    }
    before = {name: desk.execute(f"PRAGMA {name}").fetchone()[0] for name in settings}
    try:
        for name, value in settings.items():
            desk.execute(f"PRAGMA {name} = {value}")
        yield
    finally:
        for name, value in before.items():
            desk.execute(f"PRAGMA {name} = {value}")


def _take_down(desk: sqlite3.Connection) -> list[str]:
    """Drop the indexes and triggers of the tables to fill; gives what makes them again."""
    found = desk.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
        " AND sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(?)) ORDER BY rowid",
        (json.dumps(_TABLES),),
    ).fetchall()
    for kind, name, _ in found:
        desk.execute(f"DROP {kind} {name}")
    return [sql for _, _, sql in found]


def _put_back(desk: sqlite3.Connection, rebuilt: list[str]) -> None:
    """Make indexes and triggers again, and what the triggers would have kept."""
    for sql in rebuilt:
        desk.execute(sql)
    search_index.rebuild(desk)
    desk.execute("INSERT INTO candidate_words (candidate_words) VALUES ('rebuild')")
    desk.execute("DELETE FROM offer_counts")
    desk.execute(
        "INSERT INTO offer_counts SELECT coalesce(job_id, 0), standing, count(*) FROM offers"
        " GROUP BY 1, 2"
    )
    desk.execute(
        "UPDATE row_counts SET rows = (SELECT count(*) FROM candidates) WHERE name = 'candidates'"
    )


def _write(desk: sqlite3.Connection, made: Rows) -> None:
    for table, rows in made.tables.items():
        _insert(desk, _INSERTS[table], rows)
        rows.clear()
    desk.executemany(_HIRE, made.hires)
    desk.executemany(_FILL, made.fills)
    made.hires.clear()
    made.fills.clear()


def _insert(desk: sqlite3.Connection, sql: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows many at a time, which takes little more than half the time of one by one."""
    marks = sql[sql.rindex("(") :]
    several = sql + f", {marks}" * (TOGETHER - 1)
    whole = len(rows) - len(rows) % TOGETHER
    groups = (rows[start : start + TOGETHER] for start in range(0, whole, TOGETHER))
    desk.executemany(several, (tuple(chain.from_iterable(group)) for group in groups))
    desk.executemany(sql, rows[whole:])
