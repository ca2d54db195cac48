"""Rows found by what they are called: jobs by title, candidates by email, openings by their id.

What is in the file is asked for in SQL; what the batch made and changed since is kept beside it.
"""

import json
from collections.abc import Iterable, Set
from functools import partial
from typing import NamedTuple

from data.exchange.importing.import_rows import ApplicationRow, OpeningRow
from data.exchange.importing.unit_of_work import UnitOfWork
from data.values.text import folded, spoken

Seat = tuple[int, str]
"""A job and the id of an opening."""
_SEATS = (
    "SELECT job_id, opening_id, openings.id FROM json_each(?) AS wanted CROSS JOIN openings"
    " ON job_id = json_extract(wanted.value, '$[0]')"
    " AND opening_id = json_extract(wanted.value, '$[1]')"
)
_BY_WORDS = (
    "SELECT email, id FROM candidates WHERE id IN (SELECT rowid FROM candidate_words"
    " WHERE candidate_words MATCH ?)"
)
_PHRASES = 200
"""Email addresses that are looked for in one query."""
_SHORT_NAME = 5
"""What stands before the @ and is one word no longer than that may be many people's: info, jobs."""
_BY_BOTH = "SELECT min(id) FROM applications WHERE candidate_id = ? AND job_id = ?"


class NamedJob(NamedTuple):
    """A job by its title, without blanks too many, and its department in small letters."""

    id: int
    title: str
    department: str

    @classmethod
    def of(cls, number: int, title: str, department: str) -> "NamedJob":
        """The job of this number."""
        return cls(number, " ".join(title.split()), folded(department))


class NamedRows:
    """Finds rows of the desk and of the batch by names."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._jobs: dict[str, list[NamedJob]] | None = None
        self.forget()

    def forget(self) -> None:
        """What was made in the batch is in the file now, or was taken back."""
        self._emails: dict[str, list[int]] = {}
        self._stored: dict[str, set[int]] = {}
        self._applications: dict[tuple[int, int], int] = {}
        self._seats: dict[Seat, set[int]] = {}

    # ------------------------------------------------------------ jobs

    def job(self, title: str, department: str, new: Set[int]) -> int | None:
        """The one job that is called so; else the one that is in other capitals, unless it is new.

        What a file itself writes in two styles are two jobs.
        """
        if self._jobs is None:
            self._jobs = self._read_jobs()
        words = " ".join(title.split())
        in_any_style = [
            one
            for one in self._jobs.get(folded(words), ())
            if not department or one.department == folded(department)
        ]
        alike = [one for one in in_any_style if one.title == words]
        known = [one for one in in_any_style if one.id not in new]
        found = [one.id for one in alike or known]
        return found[0] if len(found) == 1 else None

    def _read_jobs(self) -> dict[str, list[NamedJob]]:
        rows = {
            number: (title, department)
            for number, title, department in self._unit.desk.execute(
                "SELECT id, title, department FROM jobs"
            )
        }
        for row in self._unit.jobs.rows.values():
            if row is not None:
                rows[row.id] = (row.title, row.department)
        found: dict[str, list[NamedJob]] = {}
        for number, names in rows.items():
            job = NamedJob.of(number, *names)
            found.setdefault(folded(job.title), []).append(job)
        return found

    def add_job(self, number: int, title: str, department: str) -> None:
        """A job was made."""
        if self._jobs is not None:
            job = NamedJob.of(number, title, department)
            self._jobs.setdefault(folded(job.title), []).append(job)
            self._unit.on_drop(self.forget_jobs)

    def forget_jobs(self) -> None:
        """Jobs are called otherwise now."""
        self._jobs = None

    # ------------------------------------------------------------ candidates and applications

    def candidate(self, email: str) -> int | None:
        """The one candidate with this email address."""
        key = folded(email)
        if key not in self._stored:
            self.load_emails((email,))
        found = {*self._emails.get(key, ()), *self._stored[key]}
        return found.pop() if len(found) == 1 else None

    def load_emails(self, emails: Iterable[str]) -> None:
        """Read who has these addresses in the file, many in one query."""
        wanted = {folded(one) for one in emails}.difference(self._stored)
        self._stored.update((key, set()) for key in wanted)
        phrases = [f'"{words}"' for key in wanted if (words := _rare_words(key))]
        for start in range(0, len(phrases), _PHRASES):
            match = " OR ".join(phrases[start : start + _PHRASES])
            for email, number in self._unit.desk.execute(_BY_WORDS, (match,)):
                if (key := folded(email)) in self._stored:
                    self._stored[key].add(number)

    def add_candidate(self, number: int, email: str) -> None:
        """A candidate has this email address now."""
        if email:
            some = self._emails.setdefault(folded(email), [])
            some.append(number)
            self._unit.on_drop(partial(some.remove, number))

    def application(self, candidate_id: int, job_id: int) -> int | None:
        """The first application of the candidate for the job."""
        found = self._applications.get((candidate_id, job_id))
        if self._unit.candidates.is_new(candidate_id) or self._unit.jobs.is_new(job_id):
            return found
        row = self._unit.desk.execute(_BY_BOTH, (candidate_id, job_id)).fetchone()
        return min((one for one in (found, row[0]) if one is not None), default=None)

    def add_application(self, row: ApplicationRow) -> None:
        """An application has this candidate and job now."""
        if row.candidate_id is None or row.job_id is None:
            return
        key = (row.candidate_id, row.job_id)
        before = self._applications.get(key)
        self._applications[key] = row.id if before is None else min(before, row.id)
        if before is None:
            self._unit.on_drop(partial(self._applications.pop, key))
        else:
            self._unit.on_drop(partial(self._applications.__setitem__, key, before))

    # ------------------------------------------------------------ openings

    def load_seats(self, seats: Iterable[Seat]) -> None:
        """Read the openings of these jobs and ids, in one query."""
        wanted = [seat for seat in dict.fromkeys(seats) if seat not in self._seats]
        if wanted:
            self._seats.update((seat, set()) for seat in wanted)
            asked = [seat for seat in wanted if not self._unit.jobs.is_new(seat[0])]
            rows = self._unit.desk.execute(_SEATS, (json.dumps(asked),)) if asked else ()
            for job_id, name, number in rows:
                self._seats[job_id, name].add(number)

    def _seat(self, job_id: int, name: str) -> set[int]:
        """The openings of the job with this id; whatever is placed later is noted here."""
        if (job_id, name) not in self._seats:
            self.load_seats(((job_id, name),))
        return self._seats[job_id, name]

    def opening(self, job_id: int | None, name: str) -> int | None:
        """The one opening of the job that has this id."""
        found = self._seat(job_id, name) if job_id is not None else set()
        return next(iter(found)) if len(found) == 1 else None

    def has_twin(self, number: int, job_id: int, name: str) -> bool:
        """Whether another opening of the job has this id."""
        return bool(self._seat(job_id, name) - {number})

    def place_opening(self, row: OpeningRow, before: tuple[int | None, str] | None) -> None:
        """An opening is one of this job and id now; `before`, of that job and id."""
        if before is not None and before[0] is not None:
            self._count(self._seat(before[0], before[1]), row.id, is_in=False)
        if row.job_id is not None:
            self._count(self._seat(row.job_id, row.opening_id), row.id, is_in=True)

    def _count(self, some: set[int], number: int, *, is_in: bool) -> None:
        if (number in some) is is_in:
            return
        do, undo = (some.add, some.discard) if is_in else (some.discard, some.add)
        do(number)
        self._unit.on_drop(partial(undo, number))


def _rare_words(email: str) -> str:
    """By which words an address is looked for: its domain's, which many have, only if need be.

    What is found is compared as a whole.
    """
    words = spoken(email.rpartition("@")[0]).split()
    is_rare = len(words) > 1 or len("".join(words)) > _SHORT_NAME
    return " ".join(words if is_rare else spoken(email).split())
