"""What a plan consists of: rows to be, still changing while it is made, and their writing."""

import sqlite3
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

Row = tuple[Any, ...]
TOGETHER = 20
"""Rows written by one statement."""
_MOST_VALUES = 250
"""Values bound by one statement."""

_INSERTS = {
    "jobs": (
        "INSERT INTO jobs (id, title, department, location, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?)"
    ),
    "candidates": (
        "INSERT INTO candidates (id, first_name, last_name, email, phone, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
    ),
    "applications": (
        "INSERT INTO applications (id, candidate_id, job_id, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?)"
    ),
    "openings": (
        "INSERT INTO openings (id, job_id, opening_id, is_open, opened_at, closed_at,"
        " close_reason, application_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "offers": (
        "INSERT INTO offers (id, application_id, job_id, candidate_id, candidate_name, job_title,"
        " created_at, created_by, superseded, version, salary_minor, salary_text, currency,"
        " pay_frequency, start_date, expiry_date, opening_id, template_id, status, source_value,"
        " updated_at, sent_at, resolved_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "versions": (
        "INSERT INTO versions (id, offer_id, number, created_at, created_by, letter_html,"
        " field_count, salary_minor, salary_text, currency, pay_frequency, start_date,"
        " expiry_date, opening_id, template_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "version_values": (
        "INSERT INTO version_values (version_id, field_id, name, value, raw) VALUES (?, ?, ?, ?, ?)"
    ),
    "supersessions": "INSERT INTO supersessions (version_id, at) VALUES (?, ?)",
    "events": (
        "INSERT INTO events (subject, kind, subject_id, at, actor_id, to_status, version, text)"
        " VALUES ('offer', 'imported', ?, ?, ?, ?, ?, ?)"
    ),
    "flags": (
        "INSERT INTO flags (offer_id, version, field, text, source, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?)"
    ),
    "remote_refs": (
        "INSERT INTO remote_refs (system, kind, remote_id, scope, local_id, offer_id, raw, read_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    ),
}
TABLES = tuple(_INSERTS)


@dataclass(slots=True)
class Application:
    """An application that is here, or will be; `has_offers` here already."""

    id: int
    candidate_id: int | None
    job_id: int | None
    is_new: bool
    has_offers: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether only its reference is left."""
        return not self.id


@dataclass(slots=True)
class Opening:
    """`columns` are job, opening id, is open, opened, closed, close reason, application."""

    id: int
    columns: list[Any]
    is_new: bool


@dataclass(slots=True)
class Version:
    """A planned version; superseded since `at`, or (`is_alone`) by one that may still come."""

    id: int
    number: int
    created_at: str
    at: str | None = None
    is_alone: bool = False

    @property
    def is_superseded(self) -> bool:
        """Whether it is no longer the offer's current state."""
        return self.is_alone or self.at is not None


@dataclass(slots=True)
class Offer:
    """A planned offer: `terms` and `standing` are columns, taken from its current version."""

    id: int
    application: Application
    created_at: str
    created_by: int | None
    versions: list[Version] = field(default_factory=list)
    is_superseded: bool = False
    number: int = 0
    terms: Row = ()
    standing: Row = ()

    def row(self, names: Row) -> Row:
        """Its row, with the names of candidate and job."""
        application = self.application
        return (
            *(self.id, application.id, application.job_id, application.candidate_id, *names),
            *(self.created_at, self.created_by, self.is_superseded, self.number),
            *self.terms,
            *self.standing,
        )


@dataclass(slots=True)
class Group:
    """The planned offers of one application, in order and by their remote ids."""

    offers: list[Offer] = field(default_factory=list)
    by_id: dict[str, Offer] = field(default_factory=dict)


def write(desk: sqlite3.Connection, tables: dict[str, list[Row]]) -> None:
    """Write planned rows in the order in which they refer to each other."""
    for table, rows in tables.items():
        _insert(desk, _INSERTS[table], rows)


def _insert(desk: sqlite3.Connection, sql: str, rows: list[Row]) -> None:
    """Insert rows many at a time, which takes little more than half the time of one by one."""
    if not rows:
        return
    marks = sql[sql.rindex("(") :]
    together = min(TOGETHER, _MOST_VALUES // len(rows[0]))
    whole = len(rows) - len(rows) % together
    groups = (rows[start : start + together] for start in range(0, whole, together))
    several = sql + f", {marks}" * (together - 1)
    desk.executemany(several, (tuple(chain.from_iterable(group)) for group in groups))
    desk.executemany(sql, rows[whole:])
