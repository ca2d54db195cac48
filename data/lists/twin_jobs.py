"""Jobs whose titles differ only in capitals or accents: two jobs, or one that is misspelled."""

import sqlite3
from collections.abc import Iterator, Set
from typing import NamedTuple

from data.values.text import folded


class TwinJobs(NamedTuple):
    """Two jobs, by number and title."""

    id: int
    title: str
    other_id: int
    other_title: str


def is_other_style(one: str, other: str) -> bool:
    """Whether two titles say the same in other capitals."""
    words, others = one.split(), other.split()
    return words != others and folded(" ".join(words)) == folded(" ".join(others))


def among(desk: sqlite3.Connection, fresh: Set[int]) -> Iterator[TwinJobs]:
    """Those of the fresh jobs whose title another job has in other capitals; each once."""
    if not fresh:
        return
    jobs = desk.execute("SELECT id, title FROM jobs WHERE title <> '' ORDER BY id").fetchall()
    first: dict[str, tuple[int, str]] = {}
    for number, title in sorted(jobs, key=lambda job: job[0] in fresh):
        other_id, other = first.setdefault(folded(" ".join(title.split())), (number, title))
        if number in fresh and is_other_style(title, other):
            yield TwinJobs(number, title, other_id, other)
