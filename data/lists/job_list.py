"""The list of jobs with their pay, openings and offers; reads SQLite directly, like all lists."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from data.filters.filter import Filter
from data.filters.in_memory import matches_yes_no, passes
from data.filters.nodes import And, Operand, Word
from data.storage import connection
from data.values.status import LIVE


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


def jobs(wanted: str | Filter = "") -> tuple[JobRow, ...]:
    """The jobs by department and title, those without a department last.

    With words, those of which every word is in the title, department, location or notes, or is
    "open" or "closed"; without case or accents. Or those that pass a filter in the words of
    `vocabulary.JOBS`.
    """
    if isinstance(wanted, str):
        each = tuple(dict.fromkeys(map(Word, wanted.split())))
        wanted = Filter(And(each) if len(each) > 1 else next(iter(each), None))
    live, total = _offers()
    seats = _openings()
    noted = _noted() if wanted else {}
    found = []
    for values in connection.reader().execute(_JOBS):
        row = JobRow(*values)
        if passes(wanted, _searched_text(row, noted.get(row.id, "")), partial(_matches, row)):
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


def _searched_text(row: JobRow, noted: str) -> str:
    """What a filter looks through."""
    state = "open" if row.is_open else "closed"
    return f"{row.name} {row.department} {row.location} {state} {noted}"


def _noted() -> dict[int, str]:
    """What is noted on each job."""
    rows = connection.reader().execute(
        "SELECT id, notes FROM jobs WHERE notes <> '' UNION ALL SELECT subject_id, text FROM events"
        " WHERE subject = 'job' AND kind IN ('note', 'negotiation')"
    )
    found: dict[int, str] = {}
    for job_id, text in rows:
        found[job_id] = f"{found.get(job_id, '')} {text}"
    return found


def _matches(row: JobRow, name: str, operand: Operand) -> bool:
    """What a term of a filter says of a job."""
    match name:
        case "department":
            return matches_yes_no(operand, row.department)
        case "location":
            return matches_yes_no(operand, row.location)
        case "is":
            return bool(row.is_open) is (operand.text == "open")
        case "currency":
            return (row.currency or "none") == operand.text
    return str(row.id) == operand.text


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
