"""Jobs, candidates, applications and openings of a plan: looked up, or rows to be.

What is here is never changed by a plan: a record that would do so does not fit.
"""

from dataclasses import fields
from typing import Any

from data.exchange.importing.plan_rows import TABLES, Application, Opening, Row
from data.exchange.importing.prefetch import Known
from data.exchange.importing.remote_ids import own_number
from data.exchange.parsed_offer import Doubt, Incoming, MetJob, MetOpening, MetPerson
from data.values import clock

_NUMBERED = {
    "job": "jobs",
    "candidate": "candidates",
    "application": "applications",
    "opening": "openings",
    "offer": "offers",
}


def unread(record: type, read: frozenset[str]) -> tuple[tuple[str, object], ...]:
    """What a plan does not know about, with what it is when there is nothing of it."""
    return tuple((one.name, one.default) for one in fields(record) if one.name not in read)


_UNREAD = unread(MetJob, frozenset({"remote_id", "title", "department", "location"}))


class PlannedPlaces:
    """What planned records name, in memory; `tables` and `refs` gather what will be written."""

    def __init__(self, known: Known, now: str) -> None:
        self.tables: dict[str, list[Row]] = {name: [] for name in TABLES}
        self.refs: dict[tuple[str, str, str], Row] = {}
        self._now = now
        self._jobs: dict[str, Row] = dict(known.jobs)
        self._candidates: dict[str, Row] = dict(known.candidates)
        self._applications = {
            remote_id: Application(row[0] or 0, row[1], row[2], False, bool(row[3]))
            for remote_id, row in known.applications.items()
        }
        self._openings = {
            remote_id: Opening(row[0] or 0, list(row[1:]), False)
            for remote_id, row in known.openings.items()
        }
        self._seats = known.seats
        self._taken = known.taken
        self._last = {name: int(known.last.get(name, 0)) for name in TABLES}

    # ------------------------------------------------------------ what fits

    def fit(self, incoming: Incoming) -> bool:
        """Whether what the record names is new, or as the record says."""
        return (
            self._fits_job(incoming.job)
            and self._fits_candidate(incoming.candidate)
            and self._fits_application(incoming)
            and self._fits_opening(incoming)
        )

    def _fits_job(self, met: MetJob | None) -> bool:
        """Whether nothing is filled in that was not known of the job."""
        if met is None:
            return True
        if any(getattr(met, name) != nothing for name, nothing in _UNREAD):
            return False
        said = (met.title, met.department, met.location)
        row = self._jobs.get(met.remote_id)
        return row is None or (
            row[0] is not None
            and all(bool(old) or not new for old, new in zip(row[1:4], said, strict=True))
        )

    def _fits_candidate(self, met: MetPerson | None) -> bool:
        """Whether nothing is filled in that was not known of the candidate."""
        row = self._candidates.get(met.remote_id) if met is not None else None
        if met is None or row is None:
            return met is None or not met.is_named
        number, first, last, email, phone = row
        if number is None:
            return False
        said = f"{met.first_name} {met.last_name}".strip()
        others = bool(first or last) and (met.is_split or said != f"{first} {last}".strip())
        keeps_name = not said or others or (met.first_name, met.last_name) == (first, last)
        return keeps_name and bool(email or not met.email) and bool(phone or not met.phone)

    def _fits_application(self, incoming: Incoming) -> bool:
        """Whether the application is new, or has no offer yet and the same candidate and job."""
        found = self._applications.get(incoming.identity.application or "")
        if found is None or found.is_new:
            return True
        job, candidate = incoming.job, incoming.candidate
        said = (
            self._candidates.get(candidate.remote_id, (0,))[0] if candidate else None,
            self._jobs.get(job.remote_id, (0,))[0] if job else None,
        )
        if found.has_offers or found.is_gone:
            return False
        return said == (found.candidate_id, found.job_id)

    def _fits_opening(self, incoming: Incoming) -> bool:
        """Whether the opening is new, or says what is known of it."""
        met = incoming.opening
        if met is None:
            return True
        row = self._applications.get(met.application or "")
        found = self._openings.get(met.remote_id)
        if row is not None and row.is_gone:
            return False
        if found is None or found.is_new:
            return bool(met.remote_id) and met.is_open is not None
        job_id, *said, application = found.columns
        if said != _seat(met) or (job_id is None and incoming.job is not None):
            return False
        return met.application is None or (row is not None and row.id == application)

    # ------------------------------------------------------------ what will be

    def application(self, incoming: Incoming) -> Application:
        """The application, with its candidate and job as far as they were not known."""
        job_id, candidate_id = self._job(incoming.job), self._candidate(incoming.candidate)
        application = self._application(incoming.identity.application or "", candidate_id, job_id)
        if application.candidate_id is None:
            application.candidate_id = candidate_id
        if application.job_id is None:
            application.job_id = job_id
        return application

    def _job(self, met: MetJob | None) -> int | None:
        if met is None:
            return None
        row = self._jobs.get(met.remote_id)
        if row is None:
            row = (self.own("job", met.remote_id), met.title, met.department, met.location)
            self._jobs[met.remote_id] = row
            self.tables["jobs"].append((*row, self._now, self._now))
        return int(row[0])

    def _candidate(self, met: MetPerson | None) -> int | None:
        if met is None:
            return None
        row = self._candidates.get(met.remote_id)
        if row is None:
            number = self.own("candidate", met.remote_id)
            row = (number, met.first_name, met.last_name, met.email, met.phone)
            self._candidates[met.remote_id] = row
            self.tables["candidates"].append((*row, self._now, self._now))
        return int(row[0])

    def _application(
        self, remote_id: str, candidate_id: int | None, job_id: int | None
    ) -> Application:
        found = self._applications.get(remote_id)
        if found is None:
            number = self.own("application", remote_id)
            found = Application(number, candidate_id, job_id, True)
            self._applications[remote_id] = found
        return found

    def opening(self, incoming: Incoming, doubts: list[Doubt]) -> int | None:
        """The opening as it is now; doubts about what is odd beside the others."""
        met = incoming.opening
        if met is None:
            return None
        job_id = self._job(incoming.job)
        application = None
        if met.application is not None:
            application = self._application(met.application, None, None).id
        found = self._openings.get(met.remote_id)
        if found is None:
            columns = [job_id, *_seat(met), application]
            found = Opening(self.own("opening", met.remote_id), columns, True)
            self._openings[met.remote_id] = found
        else:
            self._called_like(found).discard(found.id)
            old, *_, of = found.columns
            said = _seat(met)
            found.columns = [job_id if old is None else old, *said, application or of]
        self._called_like(found).add(found.id)
        doubts += self._opening_doubts(found, job_id)
        return found.id

    def _called_like(self, opening: Opening) -> set[int]:
        """The openings of the same job with the same name."""
        job_id, name = opening.columns[:2]
        return self._seats.setdefault((job_id, name), set())

    def _opening_doubts(self, opening: Opening, job_id: int | None) -> list[Doubt]:
        of, name = opening.columns[:2]
        if job_id is None:
            return []
        said = []
        if name and self._seats.get((job_id, name), set()) - {opening.id}:
            said.append(f"The job has several openings called {name}.")
        if of is not None and of != job_id:
            said.append(f"The opening {name} belongs to job {of}, the offer to job {job_id}.")
        return [Doubt("opening", text) for text in said]

    # ------------------------------------------------------------ numbers

    def own(self, kind: str, remote_id: str) -> int:
        """The number of a row to be: the remote one if it is free, else the next; noted."""
        taken, table = self._taken[kind], _NUMBERED[kind]
        own = own_number(remote_id)
        number = own if own is not None and own not in taken else self._last[table] + 1
        self._last[table] = max(self._last[table], number)
        taken.add(number)
        if kind != "offer":
            self.refs[kind, remote_id, ""] = (number, None, None)
        return number

    def next(self, table: str) -> int:
        """The number of a row to be that has none of its own."""
        self._last[table] += 1
        return self._last[table]

    # ------------------------------------------------------------ done

    def finish(self) -> None:
        """Make the rows of what could still change until now."""
        self.tables["applications"] += [
            (one.id, one.candidate_id, one.job_id, self._now, self._now)
            for one in self._applications.values()
            if one.is_new
        ]
        self.tables["openings"] += [
            (one.id, *one.columns) for one in self._openings.values() if one.is_new
        ]

    def names(self) -> tuple[dict[int, str], dict[int, str]]:
        """Candidates and jobs by their numbers, as lists show them."""
        people = {row[0]: _person(row) for row in self._candidates.values()}
        return people, {row[0]: row[1] or f"Job {row[0]}" for row in self._jobs.values()}


def _seat(met: MetOpening) -> list[Any]:
    """What an opening says of itself, as its columns."""
    opened, closed = (
        clock.stamp(moment) if moment else None for moment in (met.opened_at, met.closed_at)
    )
    return [met.opening_id, met.is_open is not False, opened, closed, met.close_reason]


def _person(row: Row) -> str:
    return f"{row[1]} {row[2]}".strip(" ") or f"Candidate {row[0]}"
