"""What stands around an offer in StackOne: jobs, candidates, applications, users, departments."""

from collections.abc import Callable, Iterable, Mapping

from data.exchange import job_pay
from data.exchange.parsed_offer import JsonValue, ParsedJob, ParsedPerson, Record
from data.exchange.parsed_records import (
    ParsedApplication,
    ParsedDefinition,
    ParsedRecord,
    ParsedUser,
    ParsedWord,
    Part,
)
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import Reading, Refused, quoted, remote_id, required_id
from data.exchange.stackone import stackone_shapes as kinds
from data.records.candidate_records import ApplicationStatus
from data.records.pay import JobPay, PayFrequency
from data.values import person_names
from data.values.field_values import field_type
from data.values.text import normal

_OPEN = {
    **dict.fromkeys(("published", "draft", "pending", "internal", "open"), True),
    **dict.fromkeys(("archived", "closed"), False),
}

_FREQUENCIES = {
    "hour": PayFrequency.HOURLY, "day": PayFrequency.DAILY, "week": PayFrequency.WEEKLY,
    "month": PayFrequency.MONTHLY, "year": PayFrequency.YEARLY,
}  # fmt: skip
"""The period in which pay is stated; how often it is paid out is something else."""


def understand(kind: Kind, record: Record) -> ParsedRecord:
    """What the record says; raises Refused."""
    reading = Reading(record)
    number = required_id(record, "id")
    parts = (_PARTS[kind](reading, number),) if kind in _PARTS else ()
    stored = _STORED.get(kind, kind.words)
    moment = reading.moment("updated_at")
    return ParsedRecord(kind.words, stored, number, "", parts, moment, tuple(reading.flags))


def _job(reading: Reading, number: str) -> Part:
    word = _value(reading.record.get("job_status")) or reading.text("status")
    return ParsedJob(
        number,
        reading.text("title"),
        is_open=reading.meaning_of(word, "status", _OPEN),
        created_at=reading.moment("created_at"),
        alias=reading.id("remote_id") or "",
        departments=reading.ids("department_ids"),
        places=reading.ids("location_ids"),
    )


def _posting(reading: Reading, number: str) -> Part:
    """A posting says what its job pays; it may name it by its number in the other system only."""
    further = reading.id("remote_job_id") or ""
    of = reading.id("job_id") or further
    if not of:
        raise Refused("job_id", "job_id is missing: the posting names no job.")
    return ParsedJob(of, alias=further, pay=_pay(reading))


def _pay(reading: Reading) -> JobPay | None:
    """The only pay that the posting states; what else it offers is no salary."""
    stated = [
        one
        for one in reading.objects("compensation")
        if _value(one.get("type")) in ("", "salary", "hourly")
    ]
    if len(stated) != 1:
        return None
    inner = Reading(stated[0])
    frequency = _FREQUENCIES.get(_value(stated[0].get("pay_period")).lower())
    pay = job_pay.in_range(inner, ("min", "max"), "currency", frequency)
    reading.flags += inner.flags
    return pay


def _candidate(reading: Reading, number: str) -> Part:
    return _person(reading, number)


def _person(reading: Reading, number: str) -> ParsedPerson:
    stated = (reading.text(key) for key in ("first_name", "last_name", "name"))
    first, last, full = person_names.whole(*stated)
    email = reading.text("email") or reading.first("emails")
    phone = reading.text("phone") or reading.first("phone_numbers", "phone")
    return ParsedPerson(number, first, last, email, phone, full)


def _names(reading: Reading) -> tuple[str, str]:
    first, last = reading.text("first_name"), reading.text("last_name")
    if first or last:
        return first, last
    return reading.name()[:2]


def _application(reading: Reading, number: str) -> Part:
    of = reading.id("candidate_id")
    person = _person(reading.nested("candidate"), of) if of else None
    job = reading.id("job_id")
    word = _value(reading.record.get("application_status")).lower()
    status = ApplicationStatus(word) if word in list(ApplicationStatus) else None
    if word and status is None:
        reading.flag("status", f"The application's status is {quoted(word)}: left as it is.")
    reasons = reading.objects("rejected_reasons")
    numbers = [remote_id(one.get("id")) for one in reasons]
    return ParsedApplication(
        number,
        person,
        ParsedJob(job, alias=reading.id("remote_job_id") or "") if job else None,
        status,
        reason=", ".join(filter(None, (Reading(one).text("label") for one in reasons))),
        reason_number=next(filter(None, (*numbers, *reading.ids("rejected_reason_ids"))), ""),
    )


def _reason(reading: Reading, number: str) -> Part:
    return ParsedWord("reason", number, reading.text("label"))


def _user(reading: Reading, number: str) -> Part:
    return ParsedUser(number, *_names(reading), reading.text("email"))


def _department(reading: Reading, number: str) -> Part:
    return ParsedWord("department", number, reading.text("name"))


def _location(reading: Reading, number: str) -> Part:
    return ParsedWord("location", number, reading.text("name"))


def _definition(reading: Reading, number: str) -> Part:
    name = reading.text("name") or f"Field {number}"
    return ParsedDefinition(
        number,
        normal(name),
        name,
        field_type(_value(reading.record.get("type"))),
        belongs_to="",
        description=reading.text("description"),
        options=tuple(_options(reading.record.get("options"))),
    )


def _options(value: JsonValue) -> Iterable[tuple[str | None, str]]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict) and isinstance(one.get("value"), str):
            yield remote_id(one.get("id")), one["value"]


def _value(value: JsonValue) -> str:
    """The unified word of {"value": …, "source_value": …}."""
    word = value.get("value") if isinstance(value, dict) else value
    return word if isinstance(word, str) else ""


_STORED: Mapping[Kind, str] = {
    kinds.DEFINITION: "definition",
    kinds.POSTING: "posting",
    kinds.REASON: "reason",
}
_PARTS: Mapping[Kind, Callable[[Reading, str], Part]] = {
    kinds.JOB: _job,
    kinds.CANDIDATE: _candidate,
    kinds.APPLICATION: _application,
    kinds.USER: _user,
    kinds.DEPARTMENT: _department,
    kinds.LOCATION: _location,
    kinds.POSTING: _posting,
    kinds.REASON: _reason,
    kinds.DEFINITION: _definition,
}
