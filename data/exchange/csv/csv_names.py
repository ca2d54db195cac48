"""Whose offer a row of a table is, and for what: candidate, job, opening, and a key for the row."""

import hashlib
from collections.abc import Mapping

from data.exchange.parsed_offer import ParsedJob, ParsedOpening, ParsedPerson
from data.values import exact_json, person_names
from data.values.text import folded


def row_key(cells: Mapping[str, str], title: str) -> str | None:
    """A key for an offer without an id: who gets it, and for which job; None when nobody can say.

    A person has one offer a job in such a table; a second row is the same offer again. `title` is
    the job's as the key has it.
    """
    person = (
        cells.get("candidate id") or folded(cells.get("email", "")) or folded(name(cells)).strip()
    )
    application = cells.get("application id", "")
    if not (person or application):
        return None
    of = cells.get("job id") or title
    text = exact_json.dump_json([application, person, of])
    return "row " + hashlib.sha256(text.encode()).hexdigest()[:20]


def called(cells: Mapping[str, str]) -> str:
    """What people call a row without an id."""
    return name(cells) or cells.get("email", "")


def name(cells: Mapping[str, str]) -> str:
    """The candidate's name, in one cell or in two."""
    apart = f"{cells.get('first name', '')} {cells.get('last name', '')}".strip()
    return apart or cells.get("candidate", "")


def candidate(cells: Mapping[str, str]) -> ParsedPerson | None:
    """The candidate, by number, address or name; None when the row names none."""
    stated = (cells.get(part, "") for part in ("first name", "last name", "candidate"))
    first, last, full = person_names.whole(*stated)
    email = cells.get("email", "")
    number = cells.get("candidate id", "")
    key = number or folded(email) or _name_key(name(cells), cells)
    if not key:
        return None
    phone = cells.get("phone", "")
    return ParsedPerson(key, first, last, email, phone, full, is_named=not number)


def _name_key(person: str, cells: Mapping[str, str]) -> str:
    """A key for a person of whom only the name is known: another job is another person."""
    of = "" if cells.get("application id") or cells.get("offer id") else _job_key(cells)
    return slug_of(f"{person} / {of}" if person.strip() and of else person)


def job(cells: Mapping[str, str]) -> ParsedJob | None:
    """The job, by number or title and department; None when the row names none."""
    title, department = cells.get("job", ""), cells.get("department", "")
    number = cells.get("job id", "")
    words = " ".join(f"{title} / {department}".split()) if title else ""
    key = number or words
    if not key:
        return None
    location, alias = cells.get("location", ""), "" if number else slug_of(words)
    return ParsedJob(key, title, department, location, is_named=not number, alias=alias)


def slug_of(words: str) -> str:
    """Words as an id: folded, on one line; empty for none."""
    return folded(" ".join(words.split()))


def opening(cells: Mapping[str, str]) -> ParsedOpening | None:
    """The opening by its name; a table does not say whether it is open."""
    number = cells.get("opening", "")
    if not number:
        return None
    return ParsedOpening(f"{_job_key(cells)}/{number}", number, None, None, None, "", None)


def _job_key(cells: Mapping[str, str]) -> str:
    found = job(cells)
    return found.remote_id if found else ""
