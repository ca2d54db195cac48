"""Which offers leave when candidates or jobs are listed: theirs, in the order of that list."""

from collections.abc import Iterable, Iterator
from math import inf

from data.filters.filter import Filter
from data.lists import candidate_list
from data.storage import connection

_ALL = (
    "SELECT offers.id FROM candidates AS c JOIN offers ON candidate_id = c.id"
    " ORDER BY last_name, first_name, c.id, offers.created_at DESC, offers.id DESC"
)
_OF = {
    "candidate": "SELECT id FROM offers WHERE candidate_id = ? ORDER BY created_at DESC, id DESC",
    "job": "SELECT id FROM offers WHERE job_id = ? ORDER BY created_at DESC, id DESC",
}


def of_candidates(wanted: Filter) -> Iterator[int]:
    """The offers of all candidates who pass a filter, newest first for each."""
    if wanted.root is None:
        for row in connection.reader().execute(_ALL):
            yield row[0]
        return
    found = candidate_list.passing(wanted)
    found.advance(inf)
    rows = (found.row(at) for at in range(len(found)))
    yield from _of("candidate", (row.id for row in rows if row is not None))


def of_jobs(ids: Iterable[int]) -> Iterator[int]:
    """The offers of these jobs, newest first for each."""
    yield from _of("job", ids)


def _of(what: str, ids: Iterable[int]) -> Iterator[int]:
    for number in ids:
        for row in connection.reader().execute(_OF[what], (number,)).fetchall():
            yield row[0]
