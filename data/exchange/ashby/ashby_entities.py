"""What stands around an offer in Ashby: applications, candidates, jobs, openings, users."""

from collections.abc import Callable, Mapping

from data.exchange.ashby import ashby_shapes as kinds
from data.exchange.parsed_offer import ParsedJob, ParsedOpening, ParsedPerson, Record
from data.exchange.parsed_records import (
    ParsedApplication,
    ParsedRecord,
    ParsedUser,
    ParsedWord,
    Part,
)
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import Reading, required_id
from data.records.candidate_records import ApplicationStatus

_OPEN = {
    **dict.fromkeys(("open", "draft", "approved"), True),
    **dict.fromkeys(("closed", "archived", "filled"), False),
}
_APPLIED = {
    "active": ApplicationStatus.ACTIVE,
    "hired": ApplicationStatus.HIRED,
    "archived": ApplicationStatus.REJECTED,
}


def understand(kind: Kind, record: Record) -> ParsedRecord:
    """What the record says; raises Refused."""
    reading = Reading(record)
    number = required_id(record, "id")
    part = _PARTS[kind](reading, number)
    stored = "reason" if kind is kinds.REASON else kind.words
    moment = reading.moment("updatedAt")
    flags = tuple(reading.flags)
    return ParsedRecord(kind.words, stored, number, "", (part,), moment, flags)


def _application(reading: Reading, number: str) -> Part:
    person, job = reading.nested("candidate"), reading.nested("job")
    of, place = person.id("id"), job.id("id")
    word = reading.text("status").lower()
    return ParsedApplication(
        number,
        _person(person, of) if of else None,
        ParsedJob(place, job.text("title")) if place else None,
        _APPLIED.get(word),
        reason=reading.nested("archiveReason").text("text"),
        reason_number=reading.nested("archiveReason").id("id") or "",
    )


def _reason(reading: Reading, number: str) -> Part:
    return ParsedWord("reason", number, reading.text("text"))


def _candidate(reading: Reading, number: str) -> Part:
    return _person(reading, number)


def _person(reading: Reading, number: str) -> ParsedPerson:
    first, last, full = reading.name()
    email = reading.nested("primaryEmailAddress").text("value")
    phone = reading.nested("primaryPhoneNumber").text("value")
    email = email or reading.first("emailAddresses")
    phone = phone or reading.first("phoneNumbers")
    return ParsedPerson(number, first, last, email, phone, full)


def _job(reading: Reading, number: str) -> Part:
    created = reading.moment("createdAt")
    is_open = reading.meaning("status", _OPEN)
    return ParsedJob(
        number,
        reading.text("title"),
        is_open=is_open,
        created_at=created,
        departments=reading.ids("departmentId"),
        places=reading.ids("locationId"),
    )


def _department(reading: Reading, number: str) -> Part:
    return ParsedWord("department", number, reading.text("name"))


def _location(reading: Reading, number: str) -> Part:
    return ParsedWord("location", number, reading.text("name"))


def _opening(reading: Reading, number: str) -> Part:
    latest = reading.nested("latestVersion")
    return ParsedOpening(
        number,
        latest.text("identifier"),
        reading.meaning("openingState", _OPEN),
        reading.moment("openedAt"),
        reading.moment("closedAt"),
        "",
        None,
        _only_job(latest),
    )


def _only_job(version: Reading) -> str | None:
    """The job of an opening that is for one only."""
    listed = version.ids("jobIds")
    return listed[0] if len(listed) == 1 else None


def _user(reading: Reading, number: str) -> Part:
    first, last = reading.text("firstName"), reading.text("lastName")
    return ParsedUser(number, first, last, reading.text("email"))


_PARTS: Mapping[Kind, Callable[[Reading, str], Part]] = {
    kinds.APPLICATION: _application,
    kinds.CANDIDATE: _candidate,
    kinds.JOB: _job,
    kinds.OPENING: _opening,
    kinds.USER: _user,
    kinds.DEPARTMENT: _department,
    kinds.LOCATION: _location,
    kinds.REASON: _reason,
}
