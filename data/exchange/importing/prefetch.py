"""What the desk knows of what many records name, a kind of thing in one query.

Only what a plan needs: rows that are there, numbers that are taken, where numbering goes on.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from data.exchange.importing.record_batches import Key
from data.exchange.importing.remote_ids import Ref, own_number
from data.exchange.parsed_offer import Incoming, MetJob, MetOpening

_REFS = (
    "SELECT remote_id, scope, local_id, offer_id, raw FROM remote_refs"
    " WHERE system = ? AND kind = ? AND remote_id IN (SELECT value FROM json_each(?))"
)
_ROWS = {
    "job": (
        "SELECT remote_id, jobs.id, title, department, location FROM remote_refs"
        " LEFT JOIN jobs ON jobs.id = local_id"
        " WHERE system = ? AND kind = 'job' AND scope = ''"
        " AND remote_id IN (SELECT value FROM json_each(?))"
    ),
    "candidate": (
        "SELECT remote_id, candidates.id, first_name, last_name, email, phone FROM remote_refs"
        " LEFT JOIN candidates ON candidates.id = local_id"
        " WHERE system = ? AND kind = 'candidate' AND scope = ''"
        " AND remote_id IN (SELECT value FROM json_each(?))"
    ),
    "application": (
        "SELECT remote_id, applications.id, applications.candidate_id,"
        " applications.job_id,"
        " EXISTS (SELECT 1 FROM offers WHERE application_id = applications.id) FROM remote_refs"
        " LEFT JOIN applications ON applications.id = local_id"
        " WHERE system = ? AND kind = 'application' AND scope = ''"
        " AND remote_id IN (SELECT value FROM json_each(?))"
    ),
    "opening": (
        "SELECT remote_id, openings.id, job_id, opening_id, is_open, opened_at, closed_at,"
        " close_reason, application_id FROM remote_refs"
        " LEFT JOIN openings ON openings.id = local_id"
        " WHERE system = ? AND kind = 'opening' AND scope = ''"
        " AND remote_id IN (SELECT value FROM json_each(?))"
    ),
}
_TAKEN = {
    "job": "SELECT id FROM jobs WHERE id IN (SELECT value FROM json_each(:ids))",
    "candidate": "SELECT id FROM candidates WHERE id IN (SELECT value FROM json_each(:ids))",
    "application": "SELECT id FROM applications WHERE id IN (SELECT value FROM json_each(:ids))",
    "opening": "SELECT id FROM openings WHERE id IN (SELECT value FROM json_each(:ids))",
    "offer": (
        "SELECT id FROM offers WHERE id IN (SELECT value FROM json_each(:ids)) UNION SELECT"
        " subject_id FROM events WHERE subject = 'offer' AND subject_id IN"
        " (SELECT value FROM json_each(:ids))"
    ),
}
_SEATS = (
    "SELECT job_id, opening_id, min(openings.id), max(openings.id)"
    " FROM json_each(?) AS wanted CROSS JOIN openings"
    " ON job_id = json_extract(wanted.value, '$[0]')"
    " AND opening_id = json_extract(wanted.value, '$[1]') GROUP BY job_id, opening_id"
)


def copies(
    desk: sqlite3.Connection, system: str, kind: str, remote_ids: Iterable[str]
) -> tuple[dict[Key, Ref], set[Key]]:
    """The copies of one kind with these remote ids, and of which another one waits beside it."""
    wanted = json.dumps(list(remote_ids))
    found = {
        (kind, remote_id, scope): Ref(*rest)
        for remote_id, scope, *rest in desk.execute(_REFS, (system, kind, wanted))
    }
    torn = desk.execute(_REFS, (system, "theirs", wanted)) if found else ()
    return found, {(kind, remote_id, scope) for remote_id, scope, *_ in torn}


class Names:
    """The remote ids that some records name."""

    def __init__(self, met: Iterable[Incoming]) -> None:
        self.jobs: set[str] = set()
        self.candidates: set[str] = set()
        self.applications: set[str] = set()
        self.openings: set[str] = set()
        self.seats: set[tuple[str, str]] = set()
        self.offers: set[str] = set()
        for one in met:
            self.offers.add(one.identity.remote_id)
            if one.job is not None:
                self.jobs.add(one.job.remote_id)
            if one.candidate is not None:
                self.candidates.add(one.candidate.remote_id)
            if one.identity.application is not None:
                self.applications.add(one.identity.application)
            if one.opening is not None:
                self._seat(one.opening, one.job)

    def _seat(self, opening: MetOpening, job: MetJob | None) -> None:
        self.openings.add(opening.remote_id)
        if job is not None and opening.opening_id:
            self.seats.add((job.remote_id, opening.opening_id))
        if opening.application is not None:
            self.applications.add(opening.application)


class Known:
    """The rows that some records name, as far as the desk has them, each by its remote id.

    `jobs` are (id, title, department, location), `candidates` (id, first name, last name, email,
    phone), `applications` (id, candidate, job, whether it has offers), `openings` (id, job, opening
    id, is open, opened, closed, close reason, application); what is gone has no id. `seats` are the
    openings by job and name, `taken` numbers that are somebody's already, `last` the highest that
    a table ever gave.
    """

    def __init__(self, desk: sqlite3.Connection, system: str, names: Names) -> None:
        self._desk = desk
        self._system = system
        self.jobs = self._rows("job", names.jobs)
        self.candidates = self._rows("candidate", names.candidates)
        self.applications = self._rows("application", names.applications)
        self.openings = self._rows("opening", names.openings)
        self.taken = {
            "job": self._taken("job", names.jobs - self.jobs.keys()),
            "candidate": self._taken("candidate", names.candidates - self.candidates.keys()),
            "application": self._taken("application", names.applications),
            "opening": self._taken("opening", names.openings),
            "offer": self._taken("offer", names.offers),
        }
        self.seats = self._seats(names)
        self.last = dict(desk.execute("SELECT name, seq FROM sqlite_sequence").fetchall())

    def _rows(self, kind: str, remote_ids: Iterable[str]) -> dict[str, tuple[Any, ...]]:
        found = self._desk.execute(_ROWS[kind], (self._system, json.dumps(list(remote_ids))))
        return {remote_id: tuple(rest) for remote_id, *rest in found}

    def _taken(self, kind: str, remote_ids: Iterable[str]) -> set[int]:
        numbers = [own_number(one) for one in remote_ids]
        wanted = json.dumps([number for number in numbers if number is not None])
        return {row[0] for row in self._desk.execute(_TAKEN[kind], {"ids": wanted})}

    def _seats(self, names: Names) -> dict[tuple[int, str], set[int]]:
        wanted = [
            (self.jobs[job][0], name) for job, name in names.seats if self.jobs.get(job, (None,))[0]
        ]
        found = self._desk.execute(_SEATS, (json.dumps(wanted),))
        return {(job_id, name): set(ids) for job_id, name, *ids in found}
