"""Jobs, candidates, applications, openings, users and templates that records name, often by id.

What is known only by id gets a row with empty names, filled by a later record; a name that is
known is never overwritten.
"""

from array import array

from data.exchange.importing import candidate_names
from data.exchange.importing.import_rows import (
    ApplicationRow,
    CandidateRow,
    JobRow,
    OpeningRow,
    UserRow,
)
from data.exchange.importing.named_rows import NamedRows
from data.exchange.importing.own_numbers import OwnNumbers
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_store import RemoteStore
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.parsed_offer import ParsedJob, ParsedOffer, ParsedOpening, ParsedPerson
from data.exchange.record_reader import RecordReader
from data.lists.twin_jobs import is_other_style
from data.values import clock

_FURTHER = "further number"
"""The scope of a number that a row has beside its own."""
_REMOVE = (
    "DELETE FROM applications WHERE id = :number"
    " AND NOT EXISTS (SELECT 1 FROM offers WHERE application_id = :number)"
    " AND NOT EXISTS (SELECT 1 FROM openings WHERE application_id = :number)"
    " AND NOT EXISTS (SELECT 1 FROM remote_ids WHERE application_id = :number)"
)


class ReferenceResolver:
    """Looks up and makes the rows that one system's records name."""

    def __init__(
        self, unit: UnitOfWork, store: RemoteStore, system: RecordReader, now: str
    ) -> None:
        self._unit = unit
        self._store = store
        self._title = system.title
        self._is_table = system.is_table
        self._now = now
        self.numbers = OwnNumbers(unit)
        self.named = NamedRows(unit)
        self.made_candidates = array("q")
        self.made_jobs = set[int]()
        self.restyled_jobs: dict[str, int] = {}
        self.changed_openings = set[int]()
        self.left_applications = set[int]()
        self._templates: dict[str, int] | None = None

    def forget(self) -> None:
        """Forget what was looked up: what is in the file counts."""
        self.numbers.forget()
        self.named.forget()

    # ------------------------------------------------------------ jobs and candidates

    def job(self, job: ParsedJob | None) -> int | None:
        """The job's row; its empty title, department and location are filled."""
        if job is None:
            return None
        row = self._unit.jobs.get(self._local("job", job.remote_id))
        if row is None and job.is_named:
            row = self._called_job(job) or self._once_called(job)
        elif job.alias and not job.is_named:
            row = self._numbered_otherwise(job, row)
        if row is None:
            return self._make_job(job)
        for name in ("title", "department", "location"):
            text = getattr(job, name)
            if text and not getattr(row, name):
                setattr(self._unit.jobs.change(row), name, text)
                row.updated_at = self._now
                self.named.forget_jobs()
        return row.id

    def _make_job(self, job: ParsedJob) -> int:
        number = self.numbers.take("job", "jobs", job.remote_id)
        names = (job.title, job.department, job.location)
        self._unit.jobs.add(JobRow(number, *names, "", 1, self._now, self._now))
        self.named.add_job(number, job.title, job.department)
        self.made_jobs.add(number)
        return self.known_as("job", job.remote_id, number)

    def _numbered_otherwise(self, job: ParsedJob, row: JobRow | None) -> JobRow | None:
        """The job that has this further number, unless that one is called otherwise."""
        if row is None:
            other = self._unit.jobs.get(self._local("job", job.alias, _FURTHER))
            is_same = other is not None and (not job.title or other.title in ("", job.title))
            row = other if is_same else None
        number = self._make_job(job) if row is None else row.id
        self.known_as("job", job.remote_id, number)
        self.known_as("job", job.alias, number, _FURTHER)
        return self._unit.jobs.get(number)

    def _once_called(self, job: ParsedJob) -> JobRow | None:
        """The job that a table called so before, whatever it is called by now.

        One whose title differs only in capitals is another job.
        """
        row = self._unit.jobs.get(self._local("job", job.alias)) if job.alias else None
        is_other = row is not None and is_other_style(row.title, job.title)
        return None if is_other else row

    def _called_job(self, job: ParsedJob) -> JobRow | None:
        number = self.named.job(job.title, job.department, self.made_jobs)
        if number is None:
            return None
        row = self._unit.jobs.get(self.known_as("job", job.remote_id, number))
        if row is not None and is_other_style(row.title, job.title):
            self.restyled_jobs[job.title] = number
        return row

    def candidate(self, person: ParsedPerson | None) -> int | None:
        """The candidate's row; empty names, email and phone are filled."""
        if person is None:
            return None
        row = self._unit.candidates.get(self.known_candidate(person) or 0)
        if row is None:
            return self._make_candidate(person)
        self.known_as("candidate", person.remote_id, row.id)
        self._fill_candidate(row, person)
        return row.id

    def known_candidate(self, person: ParsedPerson) -> int | None:
        """The candidate who is here already, by number, or by email address where it has none."""
        number = self._local("candidate", person.remote_id)
        if not number and person.is_named and person.email:
            return self.named.candidate(person.email)
        return number or None

    def _make_candidate(self, person: ParsedPerson) -> int:
        number = self.numbers.take("candidate", "candidates", person.remote_id)
        columns = (*candidate_names.of(person), person.email, person.phone)
        self._unit.candidates.add(CandidateRow(number, *columns, self._now, self._now))
        self.named.add_candidate(number, person.email)
        self.made_candidates.append(number)
        return self.known_as("candidate", person.remote_id, number)

    def _fill_candidate(self, row: CandidateRow, person: ParsedPerson) -> None:
        if row.erased_at is not None:
            return
        if candidate_names.are_taken(row, person):
            candidate_names.put(self._unit.candidates.change(row), person, self._now)
        for name in ("email", "phone"):
            text = getattr(person, name)
            if text and not getattr(row, name):
                setattr(self._unit.candidates.change(row), name, text)
                row.updated_at = self._now
                if name == "email":
                    self.named.add_candidate(row.id, text)

    # ------------------------------------------------------------ applications

    def application(
        self, remote_id: str | None, candidate_id: int | None, job_id: int | None
    ) -> int:
        """The application; without an id of its own it is the candidate's for that job."""
        if remote_id is not None:
            row = self._unit.applications.get(self._local("application", remote_id))
            if row is not None:
                return row.id
        elif candidate_id is not None and job_id is not None:
            known = self.named.application(candidate_id, job_id)
            if known is not None:
                return known
        return self._make_application(remote_id, candidate_id, job_id)

    def _make_application(
        self, remote_id: str | None, candidate_id: int | None, job_id: int | None
    ) -> int:
        number = self.numbers.take("application", "applications", remote_id)
        row = ApplicationRow(number, candidate_id, job_id, "active", self._now, self._now)
        self._unit.applications.add(row)
        self._unit.offers.none_of(number)
        self.named.add_application(row)
        return number if remote_id is None else self.known_as("application", remote_id, number)

    def remove_left(self) -> None:
        """Remove applications that nobody named, whose offers are in their right ones now."""
        left = [{"number": one} for one in self.left_applications]
        self._unit.desk.executemany(_REMOVE, left)
        self.left_applications.clear()

    def move(self, application_id: int, job_id: int | None) -> None:
        """The application is for another job since."""
        row = self._unit.applications.get(application_id)
        if row is not None and job_id is not None and row.job_id != job_id:
            self._unit.applications.change(row)
            row.job_id, row.updated_at = job_id, self._now
            self._unit.offers.rename(application_id)
            self.named.add_application(row)

    def known_application(self, parsed: ParsedOffer) -> int | None:
        """The application that a record names, None when it is not here yet; nothing is made."""
        if parsed.identity.application is not None:
            number = self._local("application", parsed.identity.application)
            row = self._unit.applications.get(number)
            return None if row is None else row.id
        if parsed.candidate is None or parsed.job is None:
            return None
        candidate = self._unit.candidates.get(self._local("candidate", parsed.candidate.remote_id))
        job = self._unit.jobs.get(self._local("job", parsed.job.remote_id))
        if candidate is None or job is None:
            return None
        return self.named.application(candidate.id, job.id)

    def complete(
        self, application_id: int, candidate_id: int | None, job_id: int | None
    ) -> list[str]:
        """Fill an application's unknown candidate and job; sentences for what contradicts."""
        row = self._unit.applications.get(application_id)
        if row is None or (candidate_id, job_id) == (row.candidate_id, row.job_id):
            return []
        known = (row.candidate_id, row.job_id)
        filled = (candidate_id if known[0] is None else known[0],
                  job_id if known[1] is None else known[1])  # fmt: skip
        if filled != known:
            self._unit.applications.change(row)
            (row.candidate_id, row.job_id), row.updated_at = filled, self._now
            self._unit.offers.rename(application_id)
            self.named.add_application(row)
        return [
            f"The application belongs to {word} {old}, the record says {word} {new}: not changed."
            for word, old, new in zip(
                ("candidate", "job"), known, (candidate_id, job_id), strict=True
            )
            if None not in (old, new) and old != new
        ]

    # ------------------------------------------------------------ openings

    def opening(
        self, opening: ParsedOpening | None, job_id: int | None, identity: tuple[str, str]
    ) -> int | None:
        """The opening's row, brought up to date; `identity` stands in for an id that is missing."""
        if opening is None:
            return None
        remote_id, scope = (opening.remote_id, "") if opening.remote_id else identity
        application = (
            self.application(opening.application, None, None)
            if opening.application is not None
            else None
        )
        row = self._unit.openings.get(self._local("opening", remote_id, scope))
        if row is None and opening.is_open is None and opening.opening_id:
            number = self.named.opening(job_id, opening.opening_id)
            if number is not None:
                self.known_as("opening", remote_id, number)
                row = self._unit.openings.get(number)
        if row is None:
            return self._make_opening(opening, job_id, application, (remote_id, scope))
        self._change_opening(row, opening, job_id, application)
        return row.id

    def _make_opening(
        self,
        opening: ParsedOpening,
        job_id: int | None,
        application: int | None,
        key: tuple[str, str],
    ) -> int:
        remote_id, scope = key
        number = self.numbers.take("opening", "openings", None if scope else remote_id)
        row = OpeningRow(number, job_id, *_seat(opening), application)
        self._unit.openings.add(row)
        self.changed_openings.add(number)
        self.named.place_opening(row, None)
        return self.known_as("opening", remote_id, number, scope)

    def _change_opening(
        self, row: OpeningRow, opening: ParsedOpening, job_id: int | None, application: int | None
    ) -> None:
        """Bring an opening up to date; one that is only named gets its job."""
        before = (row.job_id, row.opening_id)
        fills = row.job_id is None and job_id is not None
        if opening.is_open is not None:
            stated = _seat(opening)
            fills = fills or (row.application_id is None and application is not None)
            if fills or stated != _seat_of(row):
                self._unit.openings.change(row)
                row.opening_id, row.is_open, row.opened_at, row.closed_at, row.close_reason = stated
                row.application_id = row.application_id if application is None else application
        if job_id is not None and job_id != row.job_id and self._gives_way(row, opening, job_id):
            self._unit.openings.change(row).job_id = job_id
        if (row.job_id, row.opening_id) != before:
            self.changed_openings.add(row.id)
            self.named.place_opening(row, before)

    def _gives_way(self, row: OpeningRow, opening: ParsedOpening, job_id: int) -> bool:
        """Whether the opening is this job's: as its own record says, else of two the lower one."""
        if row.job_id is None or opening.job is not None:
            return True
        own = self._store.find("opening", opening.remote_id or "")
        return (own is None or own.raw is None) and job_id < row.job_id

    # ------------------------------------------------------------ users and templates

    def user(self, remote_id: str | None) -> int | None:
        """The user; one known only by id is called so."""
        if remote_id is None:
            return None
        row = self._unit.users.get(self._local("user", remote_id))
        if row is not None:
            return row.id
        number = self._unit.next_id("users")
        name = f"{self._title} user {remote_id}"
        self._unit.users.add(UserRow(number, name, "", "", "", self._now))
        return self.known_as("user", remote_id, number)

    def template(self, named: tuple[str, str] | None) -> int | None:
        """The letter template of that name, None when there is none here.

        A table knows templates by their names alone: one that is called so here comes before what
        was once called so. The number that other systems give stays with the template.
        """
        if named is None:
            return None
        remote_id, name = named
        if self._templates is None:
            rows = self._unit.desk.execute("SELECT name, id FROM templates ORDER BY id DESC")
            self._templates = dict(rows.fetchall())
        found, known = self._templates.get(name), self._local("template", remote_id)
        is_known = known in self._templates.values()
        if is_known and (found is None or not self._is_table):
            return known
        return None if found is None else self.known_as("template", remote_id, found)

    # ------------------------------------------------------------ small parts

    def _local(self, kind: str, remote_id: str, scope: str = "") -> int:
        """The local row's number, 0 when there is none."""
        ref = self._store.find(kind, remote_id, scope)
        return 0 if ref is None else ref.local_id

    def known_as(self, kind: str, remote_id: str, number: int, scope: str = "") -> int:
        """The row is known by the remote id from now on; a record that is kept of it stays."""
        known = self._store.find(kind, remote_id, scope)
        if known is None or known.local_id != number:
            raw = None if known is None else known.raw
            self._store.put((kind, remote_id, scope), Ref(number, None, raw))
        return number


def _seat(opening: ParsedOpening) -> tuple[str, int, str | None, str | None, str]:
    """What an opening says of itself, as its columns."""
    opened, closed = (
        clock.stamp(moment) if moment else None for moment in (opening.opened_at, opening.closed_at)
    )
    return (
        opening.opening_id,
        int(opening.is_open is not False),
        opened,
        closed,
        opening.close_reason,
    )


def _seat_of(row: OpeningRow) -> tuple[str, int, str | None, str | None, str]:
    """The same of an opening that is here."""
    return row.opening_id, row.is_open, row.opened_at, row.closed_at, row.close_reason
