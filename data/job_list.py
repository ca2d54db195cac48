"""The list of jobs with their pay, openings and offers; reads SQLite directly, like all lists."""

from __future__ import annotations

from typing import NamedTuple

from data import connection
from data.plain import folded
from data.status import LIVE


class JobRow(NamedTuple):
    """A job in the list of jobs. Amounts are in minor units of `currency`."""

    id: int
    title: str
    department: str
    location: str
    is_open: bool
    pay_kind: str
    salary_minor: int | None
    minimum_minor: int | None
    maximum_minor: int | None
    currency: str | None
    pay_frequency: str | None
    openings_open: int = 0
    openings: int = 0
    live: int = 0
    offers: int = 0

    @property
    def name(self) -> str:
        """The title, or the number of a job that is only known by it."""
        return self.title or f"Job {self.id}"


def jobs(words: str = "") -> tuple[JobRow, ...]:
    """The jobs by department and title, those without a department last.

    With words, those of which every word is in the title, department, location, or is "open" or
    "closed"; without case or accents.
    """
    live, total = _offers()
    seats = _openings()
    wanted = folded(words).split()
    found = []
    for values in connection.reader().execute(_JOBS):
        row = JobRow(*values)
        if all(word in _said(row) for word in wanted):
            is_open, openings = seats.get(row.id, (0, 0))
            found.append(
                row._replace(
                    is_open=bool(row.is_open),
                    openings_open=is_open,
                    openings=openings,
                    live=live.get(row.id, 0),
                    offers=total.get(row.id, 0),
                )
            )
    return tuple(found)


_JOBS = (
    "SELECT id, title, department, location, is_open, pay_kind, salary_minor, minimum_minor,"
    " maximum_minor, currency, pay_frequency FROM jobs"
    " ORDER BY department = '', department, title, id"
)


def _said(row: JobRow) -> str:
    """What a filter looks through."""
    state = "open" if row.is_open else "closed"
    return folded(f"{row.name} {row.department} {row.location} {state}")


def _offers() -> tuple[dict[int, int], dict[int, int]]:
    """Live and all offers by job, from the counters."""
    live: dict[int, int] = {}
    total: dict[int, int] = {}
    for job_id, standing, number in connection.reader().execute("SELECT * FROM offer_counts"):
        total[job_id] = total.get(job_id, 0) + number
        if standing in LIVE:
            live[job_id] = live.get(job_id, 0) + number
    return live, total


def _openings() -> dict[int, tuple[int, int]]:
    """Open and all openings by job."""
    rows = connection.reader().execute(
        "SELECT job_id, sum(is_open), count(*) FROM openings WHERE job_id IS NOT NULL GROUP BY 1"
    )
    return {job_id: (is_open, number) for job_id, is_open, number in rows}
