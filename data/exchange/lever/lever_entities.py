"""What stands around an offer in Lever: opportunities, postings, requisitions, users."""

from collections.abc import Callable, Mapping

from data.exchange import job_pay
from data.exchange.lever import lever_shapes as kinds
from data.exchange.lever import lever_times
from data.exchange.parsed_offer import JsonValue, ParsedJob, ParsedOpening, ParsedPerson, Record
from data.exchange.parsed_records import (
    ParsedApplication,
    ParsedRecord,
    ParsedUser,
    ParsedWord,
    Part,
)
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import Reading, required_id
from data.records.pay import JobPay
from data.values.text import one_line

_OPEN = {
    **dict.fromkeys(("published", "internal", "draft", "pending", "open"), True),
    **dict.fromkeys(("closed", "rejected", "onhold"), False),
}


def understand(kind: Kind, record: Record) -> ParsedRecord:
    """What the record says; raises Refused."""
    reading = Reading(record)
    number = required_id(record, "id")
    parts = _PARTS[kind](reading, number)
    moment = lever_times.read_moment(record.get("updatedAt"))
    return ParsedRecord(kind.words, _STORED[kind], number, "", parts, moment, tuple(reading.flags))


def _opportunity(reading: Reading, number: str) -> tuple[Part, ...]:
    """The person and their application, which are one here."""
    first, last, full = reading.name()
    emails, phones = reading.record.get("emails"), reading.record.get("phones")
    person = ParsedPerson(number, first, last, _first(emails), _first(phones), full)
    reason = reading.nested("archived").id("reason") or ""
    return person, ParsedApplication(number, person, reason_number=reason)


def _reason(reading: Reading, number: str) -> tuple[Part, ...]:
    """A reason why opportunities were archived; that somebody was hired is no rejection."""
    is_hire = reading.text("type").lower() == "hired"
    return (ParsedWord("reason", number, "" if is_hire else reading.text("text")),)


def _application(reading: Reading, number: str) -> tuple[Part, ...]:
    """The application of an opportunity for a posting."""
    of, posting = reading.id("opportunityId") or number, reading.id("posting")
    first, last, full = reading.name()
    person = ParsedPerson(of, first, last, reading.text("email"), full_name=full)
    return (ParsedApplication(of, person, ParsedJob(posting) if posting else None),)


def _posting(reading: Reading, number: str) -> tuple[Part, ...]:
    categories = reading.nested("categories")
    department = categories.text("team") or categories.text("department")
    job = ParsedJob(
        number,
        reading.text("text"),
        department,
        categories.text("location"),
        is_open=reading.meaning("state", _OPEN),
        created_at=lever_times.read_moment(reading.record.get("createdAt")),
        pay=_band(reading, "salaryRange"),
    )
    return (job,)


def _requisition(reading: Reading, number: str) -> tuple[Part, ...]:
    postings = reading.ids("postings")
    job = postings[0] if len(postings) == 1 else None
    band = _band(reading, "compensationBand")
    opening = ParsedOpening(
        number,
        reading.text("requisitionCode"),
        reading.meaning("status", _OPEN),
        lever_times.read_moment(reading.record.get("createdAt")),
        lever_times.read_moment(reading.record.get("closedAt")),
        "",
        None,
        job,
    )
    # the opening comes first: the record is kept as its copy
    return (opening, ParsedJob(job, pay=band)) if job and band else (opening,)


def _band(reading: Reading, key: str) -> JobPay | None:
    """A range of pay; a minimum above the maximum is kept and flagged."""
    band = reading.nested(key)
    frequency = lever_times.INTERVALS.get(band.text("interval"))
    pay = job_pay.in_range(band, ("min", "max"), "currency", frequency)
    reading.flags += band.flags
    return pay


def _user(reading: Reading, number: str) -> tuple[Part, ...]:
    first, last = reading.name()[:2]
    return (ParsedUser(number, first, last, reading.text("email")),)


def _first(value: JsonValue) -> str:
    """The first address or number of several, bare or in an object."""
    for one in value if isinstance(value, list) else ():
        text = one.get("value") if isinstance(one, dict) else one
        if isinstance(text, str):
            return one_line(text)
    return ""


_STORED: Mapping[Kind, str] = {
    kinds.OPPORTUNITY: "candidate",
    kinds.APPLICATION: "application",
    kinds.POSTING: "job",
    kinds.REQUISITION: "opening",
    kinds.USER: "user",
    kinds.REASON: "reason",
}
_PARTS: Mapping[Kind, Callable[[Reading, str], tuple[Part, ...]]] = {
    kinds.OPPORTUNITY: _opportunity,
    kinds.APPLICATION: _application,
    kinds.POSTING: _posting,
    kinds.REQUISITION: _requisition,
    kinds.USER: _user,
    kinds.REASON: _reason,
}
