"""OpenATS's jobs, candidates and users, from which offers of mere numbers get their names."""

from data.exchange import job_pay
from data.exchange.openats import openats_templates
from data.exchange.openats.openats_shapes import CANDIDATE, DEPARTMENT, JOB, TEMPLATE, USER
from data.exchange.parsed_offer import ParsedJob, ParsedPerson, Record
from data.exchange.parsed_records import (
    EmbeddedOffer,
    ParsedApplication,
    ParsedRecord,
    ParsedUser,
    ParsedWord,
    Part,
)
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import Reading, required_id
from data.records.candidate_records import ApplicationStatus
from data.records.pay import JobPay, PayFrequency
from data.values.text import plain

_OPEN = {"published": True, "open": True, "draft": True, "closed": False, "archived": False}
_FREQUENCIES = {str(one): one for one in PayFrequency}


def understand(kind: Kind, record: Record) -> ParsedRecord:
    """What the record says, its keys in snake case; raises Refused."""
    reading = Reading(record)
    number = required_id(record, "id")
    parts = _PARTS[kind](reading, number)
    moment = reading.moment("updated_at")
    return ParsedRecord(kind.words, kind.words, number, "", parts, moment, tuple(reading.flags))


def _job(reading: Reading, number: str) -> tuple[Part, ...]:
    department = reading.record.get("department")
    name = department.get("name") if isinstance(department, dict) else department
    text = reading.record.get("description")
    job = ParsedJob(
        number,
        reading.text("title"),
        plain(name) if isinstance(name, str) else "",
        reading.text("location"),
        plain(text) if isinstance(text, str) else "",
        reading.meaning("status", _OPEN),
        reading.moment("created_at"),
        pay=_pay(reading),
        departments=reading.ids("department_id"),
    )
    return (job,)


def _pay(reading: Reading) -> JobPay | None:
    """What the job pays, as its `salary_type` says; a type that is none has no pay."""
    frequency = reading.meaning("pay_frequency", _FREQUENCIES)
    match reading.text("salary_type").lower():
        case "fixed":
            return job_pay.fixed(reading, "salary_fixed", "currency", frequency)
        case "range":
            return job_pay.in_range(reading, ("salary_min", "salary_max"), "currency", frequency)
    return None


def _candidate(reading: Reading, number: str) -> tuple[Part, ...]:
    """The candidate, the offer that the server nests in it, and the application that both have."""
    first, last = reading.text("first_name"), reading.text("last_name")
    person = ParsedPerson(number, first, last, reading.text("email"), reading.text("phone"))
    parts: list[Part] = [person]
    offer = reading.record.get("offer")
    if isinstance(offer, dict) and "id" in offer:
        parts.append(EmbeddedOffer(offer))
    job = reading.id("job_id")
    if job:
        parts.append(_application(reading, person, ParsedJob(job)))
    return tuple(parts)


def _application(reading: Reading, person: ParsedPerson, job: ParsedJob) -> ParsedApplication:
    """The candidate's application, rejected when its stage is one of rejection."""
    stage = reading.nested("current_stage")
    kind = stage.text("stage_type") or stage.text("stageType")
    is_rejected = kind.lower() in ("rejection", "rejected")
    status = ApplicationStatus.REJECTED if is_rejected else None
    return ParsedApplication(
        None, person, job, status, reason=stage.text("name") if is_rejected else ""
    )


def _user(reading: Reading, number: str) -> tuple[Part, ...]:
    return (ParsedUser(number, *map(reading.text, ("first_name", "last_name", "email"))),)


def _department(reading: Reading, number: str) -> tuple[Part, ...]:
    return (ParsedWord("department", number, reading.text("name")),)


_PARTS = {
    JOB: _job,
    CANDIDATE: _candidate,
    USER: _user,
    DEPARTMENT: _department,
    TEMPLATE: openats_templates.parts,
}
KINDS = frozenset(_PARTS)
"""The kinds that are read here."""
