"""Jobs, candidates, applications, openings and users that records name, often by id alone.

What is known only by id gets a row with empty names, filled by a later record; a name that is
known is never overwritten.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from data.exchange.importing import remote_ids
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Incoming, MetJob, MetOpening, MetPerson
from data.values import clock
from data.values.text import spoken


@dataclass(frozen=True, slots=True)
class Places:
    """Looks up and makes the rows that one system's records name, in the running transaction."""

    desk: sqlite3.Connection
    system: str
    title: str
    now: str

    def job(self, met: MetJob | None) -> int | None:
        """The job's row; its empty title, department and location are filled."""
        if met is None:
            return None
        job_id = self._known("job", met.remote_id)
        if job_id is None and met.is_named:
            job_id = self._called(
                "job", met.remote_id, {"title": met.title, "department": met.department}
            )
        if job_id is None:
            made = self.desk.execute(
                "INSERT INTO jobs (id, title, department, location, created_at, updated_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    self._own("job", met.remote_id),
                    *(met.title, met.department, met.location),
                    *(self.now, self.now),
                ),
            )
            return self._met("job", met.remote_id, made.lastrowid)
        for key, said in (
            ("title", met.title),
            ("department", met.department),
            ("location", met.location),
        ):
            if said:
                self.desk.execute(_FILL_JOB[key], (said, self.now, job_id))
        return job_id

    def candidate(self, met: MetPerson | None) -> int | None:
        """The candidate's row; empty names, email and phone are filled."""
        if met is None:
            return None
        candidate_id = self._known("candidate", met.remote_id)
        if candidate_id is None and met.is_named and met.email:
            names = {"email": met.email, "words": f'"{spoken(met.email).strip()}"'}
            candidate_id = self._called("candidate", met.remote_id, names)
        if candidate_id is None:
            made = self.desk.execute(
                "INSERT INTO candidates"
                " (id, first_name, last_name, email, phone, created_at, updated_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    self._own("candidate", met.remote_id),
                    *(met.first_name, met.last_name, met.email, met.phone),
                    *(self.now, self.now),
                ),
            )
            return self._met("candidate", met.remote_id, made.lastrowid)
        self._fill_candidate(candidate_id, met)
        return candidate_id

    def application(
        self, remote_id: str | None, candidate_id: int | None, job_id: int | None
    ) -> int:
        """The application; without an id of its own it is the candidate's for that job."""
        known = self._known("application", remote_id) if remote_id else None
        if remote_id is None and candidate_id is not None and job_id is not None:
            found = self.desk.execute(
                "SELECT id FROM applications WHERE candidate_id = ? AND job_id = ?",
                (candidate_id, job_id),
            ).fetchone()
            known = found[0] if found else None
        if known is not None:
            return known
        own = self._own("application", remote_id) if remote_id else None
        made = self.desk.execute(
            "INSERT INTO applications (id, candidate_id, job_id, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (own, candidate_id, job_id, self.now, self.now),
        )
        if remote_id is None:
            return _new_id(made.lastrowid)
        return self._met("application", remote_id, made.lastrowid)

    def known_application(self, incoming: Incoming) -> int | None:
        """The application that a record names, None when it is not here yet; nothing is made."""
        if incoming.identity.application is not None:
            return self._known("application", incoming.identity.application)
        if incoming.candidate is None or incoming.job is None:
            return None
        found = self.desk.execute(
            "SELECT id FROM applications WHERE candidate_id = ? AND job_id = ?",
            (
                self._known("candidate", incoming.candidate.remote_id),
                self._known("job", incoming.job.remote_id),
            ),
        ).fetchone()
        return None if found is None else int(found[0])

    def complete(
        self, application_id: int, candidate_id: int | None, job_id: int | None
    ) -> list[str]:
        """Fill an application's unknown candidate and job; sentences for what contradicts."""
        known = self.desk.execute(
            "SELECT candidate_id, job_id FROM applications WHERE id = ?", (application_id,)
        ).fetchone()
        said = (candidate_id, job_id)
        if said == known:
            return []
        filled = tuple(
            old if old is not None else new for old, new in zip(known, said, strict=True)
        )
        if filled != known:
            self.desk.execute(
                "UPDATE applications SET candidate_id = ?, job_id = ?, updated_at = ? WHERE id = ?",
                (*filled, self.now, application_id),
            )
            self.desk.execute(
                "UPDATE offers SET candidate_id = ?, job_id = ?, candidate_name = ?, job_title = ?"
                " WHERE application_id = ?",
                (*filled, *self.names(application_id), application_id),
            )
        return [
            f"The application belongs to {word} {old}, the record says {word} {new}: not changed."
            for word, old, new in zip(("candidate", "job"), known, said, strict=True)
            if None not in (old, new) and old != new
        ]

    def names(self, application_id: int) -> tuple[str, str]:
        """The candidate and the job as lists show them."""
        row = self.desk.execute(_NAMES, (application_id,)).fetchone()
        return str(row[0]), str(row[1])

    def opening(
        self, met: MetOpening | None, job_id: int | None, identity: tuple[str, str]
    ) -> int | None:
        """The opening's row, brought up to date; `identity` stands in for an id that is missing."""
        if met is None:
            return None
        remote_id, scope = (met.remote_id, "") if met.remote_id else identity
        application = (
            self.application(met.application, None, None) if met.application is not None else None
        )
        columns = {
            "job": job_id,
            "name": met.opening_id,
            "is_open": met.is_open is not False,
            "opened": clock.stamp(met.opened_at) if met.opened_at else None,
            "closed": clock.stamp(met.closed_at) if met.closed_at else None,
            "reason": met.close_reason,
            "application": application,
        }
        known = self._known("opening", remote_id, scope)
        if known is None and met.is_open is None:
            known = self._called("opening", remote_id, columns)
        if known is not None and met.is_open is None:
            self.desk.execute(_OPENING_NAMED, {"job": job_id, "id": known})
            return known
        if known is not None:
            self.desk.execute(_OPENING_AGAIN, {**columns, "id": known})
            return known
        own = self._own("opening", remote_id) if not scope else None
        made = self.desk.execute(
            "INSERT INTO openings (id, job_id, opening_id, is_open, opened_at, closed_at,"
            " close_reason, application_id) VALUES"
            " (:id, :job, :name, :is_open, :opened, :closed, :reason, :application)",
            {**columns, "id": own},
        )
        return self._met("opening", remote_id, made.lastrowid, scope)

    def opening_doubts(self, opening_id: int | None, job_id: int | None) -> list[str]:
        """What is odd about an opening beside the others: its id twice, or another job."""
        if opening_id is None or job_id is None:
            return []
        name, of = self.desk.execute(
            "SELECT opening_id, job_id FROM openings WHERE id = ?", (opening_id,)
        ).fetchone()
        twins = self.desk.execute(
            "SELECT 1 FROM openings WHERE job_id = ? AND opening_id = ? AND id <> ? AND ? <> ''",
            (job_id, name, opening_id, name),
        ).fetchone()
        said = [f"The job has several openings called {name}."] if twins else []
        if of is not None and of != job_id:
            said.append(f"The opening {name} belongs to job {of}, the offer to job {job_id}.")
        return said

    def user(self, remote_id: str | None) -> int | None:
        """The user; one known only by id is called so."""
        if remote_id is None:
            return None
        known = self._known("user", remote_id)
        if known is not None:
            return known
        made = self.desk.execute(
            "INSERT INTO users (first_name, created_at) VALUES (?, ?)",
            (f"{self.title} user {remote_id}", self.now),
        )
        return self._met("user", remote_id, made.lastrowid)

    def template(self, met: tuple[str, str] | None) -> int | None:
        """The letter template of that name, None when there is none here."""
        if met is None:
            return None
        remote_id, name = met
        known = self._known("template", remote_id)
        if known is not None or not name:
            return known
        found = self.desk.execute("SELECT id FROM templates WHERE name = ?", (name,)).fetchone()
        return self._met("template", remote_id, found[0]) if found else None

    def _fill_candidate(self, candidate_id: int, met: MetPerson) -> None:
        first, last = self.desk.execute(
            "SELECT first_name, last_name FROM candidates WHERE id = ?", (candidate_id,)
        ).fetchone()
        said = f"{met.first_name} {met.last_name}".strip()
        # Names that were split from one text give way to the same names said apart.
        same = not met.is_split and said == f"{first} {last}".strip()
        if said and (not (first or last) or same):
            names = {"first": met.first_name, "last": met.last_name}
            self.desk.execute(_RENAMED, {**names, "now": self.now, "id": candidate_id})
        for key, text in (("email", met.email), ("phone", met.phone)):
            if text:
                self.desk.execute(_FILL_CANDIDATE[key], (text, self.now, candidate_id))

    def _known(self, kind: str, remote_id: str, scope: str = "") -> int | None:
        """The local row of a remote id, None when it was never met or is gone."""
        ref = remote_ids.find(self.desk, self.system, kind, remote_id, scope)
        if ref is None or not self.desk.execute(_THERE[kind], (ref.local_id,)).fetchone():
            return None
        return ref.local_id

    def _called(self, kind: str, remote_id: str, names: Mapping[str, object]) -> int | None:
        """The one row that is called so here; it is known by the remote id from now on."""
        found = self.desk.execute(_CALLED[kind], names).fetchall()
        return self._met(kind, remote_id, found[0][0]) if len(found) == 1 else None

    def _own(self, kind: str, remote_id: str) -> int | None:
        return remote_ids.own_id(self.desk, kind, remote_id)

    def _met(self, kind: str, remote_id: str, local_id: int | None, scope: str = "") -> int:
        key = (self.system, kind, remote_id, scope)
        number = _new_id(local_id)
        remote_ids.put(self.desk, self.now, key, Ref(number, None, None))
        return number


def _new_id(rowid: int | None) -> int:
    if rowid is None:
        raise sqlite3.DatabaseError("no row was made")
    return rowid


_THERE = {
    "job": "SELECT 1 FROM jobs WHERE id = ?",
    "candidate": "SELECT 1 FROM candidates WHERE id = ?",
    "application": "SELECT 1 FROM applications WHERE id = ?",
    "opening": "SELECT 1 FROM openings WHERE id = ?",
    "user": "SELECT 1 FROM users WHERE id = ?",
    "template": "SELECT 1 FROM templates WHERE id = ?",
}
_FILL_JOB = {
    "title": "UPDATE jobs SET title = ?, updated_at = ? WHERE id = ? AND title = ''",
    "department": "UPDATE jobs SET department = ?, updated_at = ? WHERE id = ? AND department = ''",
    "location": "UPDATE jobs SET location = ?, updated_at = ? WHERE id = ? AND location = ''",
}
_FILL_CANDIDATE = {
    "email": (
        "UPDATE candidates SET email = ?, updated_at = ?"
        " WHERE id = ? AND email = '' AND erased_at IS NULL"
    ),
    "phone": (
        "UPDATE candidates SET phone = ?, updated_at = ?"
        " WHERE id = ? AND phone = '' AND erased_at IS NULL"
    ),
}
_RENAMED = (
    "UPDATE candidates SET first_name = :first, last_name = :last, updated_at = :now"
    " WHERE id = :id AND (first_name <> :first OR last_name <> :last) AND erased_at IS NULL"
)
_NAMES = (
    "SELECT CASE WHEN candidates.id IS NULL THEN 'Application ' || applications.id ELSE"
    " coalesce(nullif(trim(first_name || ' ' || last_name), ''), 'Candidate ' || candidates.id)"
    " END, CASE WHEN jobs.id IS NULL THEN '' ELSE"
    " coalesce(nullif(title, ''), 'Job ' || jobs.id) END"
    " FROM applications LEFT JOIN candidates ON candidates.id = candidate_id"
    " LEFT JOIN jobs ON jobs.id = job_id WHERE applications.id = ?"
)
_OPENING_NAMED = (
    "UPDATE openings SET job_id = :job WHERE id = :id AND job_id IS NULL AND :job IS NOT NULL"
)
_CALLED = {
    "job": (
        "SELECT id FROM jobs WHERE folded(title) = folded(:title)"
        " AND (:department = '' OR folded(department) = folded(:department)) LIMIT 2"
    ),
    "candidate": (
        "SELECT id FROM candidates WHERE id IN (SELECT rowid FROM candidate_words"
        " WHERE candidate_words MATCH :words) AND folded(email) = folded(:email) LIMIT 2"
    ),
    "opening": "SELECT id FROM openings WHERE job_id = :job AND opening_id = :name LIMIT 2",
}
_OPENING_AGAIN = (
    "UPDATE openings SET job_id = coalesce(job_id, :job), opening_id = :name, is_open = :is_open,"
    " opened_at = :opened, closed_at = :closed, close_reason = :reason,"
    " application_id = coalesce(:application, application_id) WHERE id = :id"
    " AND ((opening_id, is_open, opened_at, closed_at, close_reason)"
    " IS NOT (:name, :is_open, :opened, :closed, :reason)"
    " OR (job_id IS NULL AND :job IS NOT NULL)"
    " OR (application_id IS NULL AND :application IS NOT NULL))"
)
