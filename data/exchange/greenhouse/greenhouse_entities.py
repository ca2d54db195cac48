"""Greenhouse's jobs, openings, candidates, applications, users, departments and definitions."""

from collections.abc import Iterator
from datetime import datetime

from data.exchange.greenhouse.greenhouse_members import fields_of, read_opening
from data.exchange.parsed_offer import Doubt, JsonValue, MetJob, MetPerson, Record
from data.exchange.parsed_records import (
    MetApplication,
    MetDefinition,
    MetDepartment,
    MetUser,
    News,
    Part,
)
from data.exchange.record_reader import Reading, quoted, remote_id, required_id
from data.fields.custom_fields import slug
from data.records.candidate_records import ApplicationStatus
from data.values.field_values import field_type
from data.values.text import one_line, plain


def job(record: Record) -> News:
    """A job with its departments, offices, openings and custom fields."""
    number = required_id(record, "id")
    reading = Reading(record)
    part = read_job(reading, number)
    return _news("job", number, (part,), reading, "updated_at")


def read_job(reading: Reading, number: str) -> MetJob:
    """What a job's record says, alone or inside another one."""
    keyed = Reading(with_keyed_fields(reading.record))
    fields = fields_of(keyed)
    reading.doubts += keyed.doubts
    inner = [Reading(one) for one in _objects(reading.record.get("openings"))]
    openings = tuple(read_opening(one) for one in inner)
    for one in inner:
        reading.doubts += [Doubt("opening", f"Job {number}: {doubt.text}") for doubt in one.doubts]
    return MetJob(
        remote_id=number,
        title=reading.text("name"),
        department=_names(reading.record.get("departments")),
        location=_places(reading.record.get("offices")),
        notes=_long_text(reading, "notes"),
        is_open=_is_open(reading),
        created_at=reading.moment("created_at"),
        fields=fields,
        openings=openings,
    )


def _is_open(reading: Reading) -> bool | None:
    word = reading.text("status").lower()
    if word == "draft":
        reading.doubt("status", "The job is a draft in Greenhouse: it counts as open here.")
    elif word not in ("", "open", "closed"):
        reading.doubt("status", f"The job's status is {word}, which is unknown: left as it is.")
    return {"open": True, "draft": True, "closed": False}.get(word)


def opening(record: Record) -> News:
    """An opening of a job that the record does not name."""
    reading = Reading(record)
    part = read_opening(reading)
    doubts = [Doubt("opening", doubt.text) for doubt in reading.doubts]
    number = required_id(record, "id")
    return News("opening", "opening", number, parts=(part,), doubts=tuple(doubts))


def candidate(record: Record) -> News:
    """A candidate, with the applications that the record holds."""
    number = required_id(record, "id")
    reading = Reading(record)
    parts: list[Part] = [read_person(reading, number)]
    for one in _objects(record.get("applications")):
        found = remote_id(one.get("id"))
        if found is not None:
            parts.append(read_application(Reading(one), found, candidate=number))
    key = "updated_at" if record.get("updated_at") else "last_activity"
    return _news("candidate", number, tuple(parts), reading, key)


def read_person(reading: Reading, number: str) -> MetPerson:
    """What a candidate's record says, alone or inside another one."""
    return MetPerson(
        remote_id=number,
        first_name=reading.text("first_name"),
        last_name=reading.text("last_name"),
        email=_first_value(reading.record.get("email_addresses")),
        phone=_first_value(reading.record.get("phone_numbers")),
    )


def application(record: Record) -> News:
    """An application with its candidate and job."""
    number = required_id(record, "id")
    reading = Reading(record)
    part = read_application(reading, number)
    return _news("application", number, (part,), reading, "last_activity_at")


def read_application(
    reading: Reading, number: str, *, candidate: str | None = None, is_deed: bool = False
) -> MetApplication:
    """What an application's record says; a prospect of several jobs has none here."""
    person = _nested(reading.record, "candidate")
    of = remote_id(person.get("id")) or reading.id("candidate_id") or reading.id("person_id")
    jobs = _objects(reading.record.get("jobs")) or _objects([reading.record.get("job")])
    if len(jobs) > 1:
        reading.doubt("jobs", f"Application {number} is for several jobs: none is taken.")
    found = remote_id(jobs[0].get("id")) if len(jobs) == 1 else None
    of = of or candidate
    return MetApplication(
        remote_id=number,
        candidate=read_person(Reading(person), of) if of else None,
        job=MetJob(found, Reading(jobs[0]).text("name")) if found else None,
        status=_application_status(reading),
        is_deed=is_deed,
    )


def _application_status(reading: Reading) -> ApplicationStatus | None:
    word = reading.text("status").lower()
    if word in list(ApplicationStatus):
        return ApplicationStatus(word)
    if word:
        text = f"The application's status is {quoted(word)}, which is unknown: left as it is."
        reading.doubt("status", text)
    return None


def user(record: Record) -> News:
    """A user; of one name that came as one text the last word is the last name."""
    number = required_id(record, "id")
    reading = Reading(record)
    return _news("user", number, (read_user(reading, number),), reading, "updated_at")


def read_user(reading: Reading, number: str) -> MetUser:
    """What a user's record says, alone or inside another one."""
    first, last = reading.text("first_name"), reading.text("last_name")
    if not (first or last):
        first, _, last = reading.text("name").rpartition(" ")
        first, last = (first, last) if first else (last, "")
    emails = reading.record.get("emails")
    listed = emails[0] if isinstance(emails, list) and emails else ""
    email = reading.text("primary_email_address") or reading.text("email")
    email = email or (one_line(listed) if isinstance(listed, str) else "")
    employee = remote_id(reading.record.get("employee_id")) or ""
    return MetUser(number, first, last, email, employee)


def department(record: Record) -> News:
    """A department."""
    number = required_id(record, "id")
    part = MetDepartment(number, Reading(record).text("name"))
    return News("department", "department", number, parts=(part,))


def definition(record: Record) -> News:
    """A custom field's definition."""
    number = required_id(record, "id")
    reading = Reading(record)
    said = reading.text("value_type")
    type = field_type(said)
    name = reading.text("name") or reading.text("name_key")
    if not name:
        reading.doubt("name", "The field has no name: its number is taken.")
        name = f"Field {number}"
    if type is None:
        kept = f"The type {quoted(record.get('value_type'))} is unknown: taken as text."
        reading.doubt("value_type", kept)
    required = record.get("required")
    priority = record.get("priority")
    part = MetDefinition(
        remote_id=number,
        key=reading.text("name_key") or slug(name),
        name=name,
        type=type,
        belongs_to=reading.text("field_type").lower(),
        required=required if isinstance(required, bool) else None,
        position=priority if isinstance(priority, int) else None,
        description=_long_text(reading, "description"),
        options=tuple(_options(record)),
    )
    return _news("definition", number, (part,), reading, "updated_at")


def _options(record: Record) -> Iterator[tuple[str | None, str]]:
    for one in _objects(record.get("custom_field_options")):
        name = Reading(one).text("name")
        if name:
            yield remote_id(one.get("id")), name


def field_set(record: Record) -> News:
    """Custom fields with values and no owner: they show which fields there are."""
    reading = Reading(with_keyed_fields(record))
    fields = fields_of(reading)
    return News("custom fields", form="fields", parts=fields, doubts=tuple(reading.doubts))


def with_keyed_fields(record: Record) -> Record:
    """The record as Harvest spells it: webhooks give the keyed form as `custom_fields`."""
    bare = record.get("custom_fields")
    if "keyed_custom_fields" in record or not isinstance(bare, dict) or not bare:
        return record
    if not all(isinstance(met, dict) and "value" in met and "type" in met for met in bare.values()):
        return record
    rest = {key: met for key, met in record.items() if key != "custom_fields"}
    return {**rest, "keyed_custom_fields": bare}


# ---------------------------------------------------------------- small parts


def _news(kind: str, number: str, parts: tuple[Part, ...], reading: Reading, key: str) -> News:
    changed: datetime | None = reading.moment(key)
    doubts = tuple(reading.doubts)
    return News(kind, kind, number, parts=parts, changed_at=changed, doubts=doubts)


def _objects(met: JsonValue) -> list[Record]:
    return [one for one in met if isinstance(one, dict)] if isinstance(met, list) else []


def _nested(record: Record, key: str) -> Record:
    met = record.get(key)
    return met if isinstance(met, dict) else {}


def _names(met: JsonValue) -> str:
    """Departments in a row."""
    return ", ".join(filter(None, (Reading(one).text("name") for one in _objects(met))))


def _places(met: JsonValue) -> str:
    """Offices by their location, else by their name."""
    found = []
    for office in _objects(met):
        location = office.get("location")
        name = location.get("name") if isinstance(location, dict) else location
        found.append(one_line(name) if isinstance(name, str) else Reading(office).text("name"))
    return "; ".join(dict.fromkeys(filter(None, found)))


def _long_text(reading: Reading, key: str) -> str:
    met = reading.record.get(key)
    return plain(met).strip() if isinstance(met, str) else ""


def _first_value(met: JsonValue) -> str:
    """The first of several addresses or numbers."""
    return next((text for one in _objects(met) if (text := Reading(one).text("value"))), "")
