"""Greenhouse's jobs, openings, candidates, applications, users, departments and definitions."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from data.exchange import job_pay
from data.exchange.greenhouse.greenhouse_members import fields_of, read_opening
from data.exchange.parsed_offer import (
    ImportFlag,
    ParsedField,
    ParsedJob,
    ParsedPerson,
    Record,
)
from data.exchange.parsed_records import (
    ParsedApplication,
    ParsedDefinition,
    ParsedRecord,
    ParsedUser,
    ParsedWord,
    Part,
)
from data.exchange.pay_fields import OTHER_NAMES, PAY, RANGES
from data.exchange.record_reader import Reading, quoted, remote_id, required_id
from data.records.candidate_records import ApplicationStatus
from data.records.pay import JobPay
from data.values import field_values
from data.values.field_values import FieldType, MoneyRange, field_type
from data.values.money import Money
from data.values.text import normal, one_line, plain


def job(record: Record) -> ParsedRecord:
    """A job with its departments, offices, openings and custom fields."""
    number = required_id(record, "id")
    reading = Reading(record)
    part = read_job(reading, number)
    return _parsed("job", number, (part,), reading, "updated_at")


def read_job(reading: Reading, number: str) -> ParsedJob:
    """What a job's record says, alone or inside another one."""
    keyed = Reading(with_keyed_fields(reading.record))
    fields = fields_of(keyed)
    reading.flags += keyed.flags
    inner = [Reading(one) for one in reading.objects("openings")]
    openings = tuple(read_opening(one) for one in inner)
    for one in inner:
        reading.flags += [ImportFlag("opening", f"Job {number}: {flag.text}") for flag in one.flags]
    return ParsedJob(
        remote_id=number,
        title=reading.text("name"),
        department=_names(reading.objects("departments")),
        location=_places(reading.objects("offices")),
        notes=_long_text(reading, "notes"),
        is_open=_is_open(reading),
        created_at=reading.moment("created_at"),
        fields=fields,
        openings=openings,
        pay=_pay(fields),
        departments=reading.ids("department_id"),
        places=reading.ids("office_ids"),
    )


def _pay(fields: Iterable[ParsedField]) -> JobPay | None:
    """Pay from the only field of the job that is a range of pay, or the only one that is pay."""
    several = tuple(fields)
    ranges = [one for one in several if _is(one, FieldType.CURRENCY_RANGE, RANGES)]
    if len(ranges) == 1:
        read = field_values.read_value(FieldType.CURRENCY_RANGE, ranges[0].value)
        return job_pay.of_range(read) if isinstance(read, MoneyRange) else None
    amounts = [one for one in several if _is(one, FieldType.CURRENCY, OTHER_NAMES | {PAY})]
    if len(amounts) != 1:
        return None
    amount = field_values.read_value(FieldType.CURRENCY, amounts[0].value)
    return job_pay.of_amount(amount) if isinstance(amount, Money) else None


def _is(field: ParsedField, type: FieldType, names: frozenset[str]) -> bool:
    return field.type is type and normal(field.name) in names and field.value is not None


def _is_open(reading: Reading) -> bool | None:
    word = reading.text("status").lower()
    if word == "draft":
        reading.flag("status", "The job is a draft in Greenhouse: it counts as open here.")
    elif word not in ("", "open", "closed"):
        reading.flag("status", f"The job's status is {word}, which is unknown: left as it is.")
    return {"open": True, "draft": True, "closed": False}.get(word)


def opening(record: Record) -> ParsedRecord:
    """An opening; only Harvest v3 names its job."""
    reading = Reading(record)
    part = read_opening(reading)
    flags = [ImportFlag("opening", flag.text) for flag in reading.flags]
    number = required_id(record, "id")
    part = part._replace(job=reading.id("job_id"))
    return ParsedRecord("opening", "opening", number, parts=(part,), flags=tuple(flags))


def candidate(record: Record) -> ParsedRecord:
    """A candidate, with the applications that the record holds."""
    number = required_id(record, "id")
    reading = Reading(record)
    parts: list[Part] = [read_person(reading, number)]
    for one in reading.objects("applications"):
        found = remote_id(one.get("id"))
        if found is not None:
            parts.append(read_application(Reading(one), found, candidate=number))
    key = "updated_at" if record.get("updated_at") else "last_activity"
    return _parsed("candidate", number, tuple(parts), reading, key)


def read_person(reading: Reading, number: str) -> ParsedPerson:
    """What a candidate's record says, alone or inside another one."""
    return ParsedPerson(
        remote_id=number,
        first_name=reading.text("first_name"),
        last_name=reading.text("last_name"),
        email=reading.first("email_addresses"),
        phone=reading.first("phone_numbers"),
    )


def application(record: Record) -> ParsedRecord:
    """An application with its candidate and job."""
    number = required_id(record, "id")
    reading = Reading(record)
    part = read_application(reading, number)
    return _parsed("application", number, (part,), reading, "last_activity_at")


def read_application(
    reading: Reading, number: str, *, candidate: str | None = None, is_action: bool = False
) -> ParsedApplication:
    """What an application's record says; a prospect of several jobs has none here."""
    person = reading.nested("candidate").record
    of = remote_id(person.get("id")) or reading.id("candidate_id") or reading.id("person_id")
    jobs = reading.objects("jobs") or list(filter(None, [reading.nested("job").record]))
    if len(jobs) > 1:
        reading.flag("jobs", f"Application {number} is for several jobs: none is taken.")
    found = remote_id(jobs[0].get("id")) if len(jobs) == 1 else None
    name = Reading(jobs[0]).text("name") if len(jobs) == 1 else ""
    if not jobs:  # Harvest v3 names the job by its number alone
        found = reading.id("job_id")
    of = of or candidate
    return ParsedApplication(
        remote_id=number,
        candidate=read_person(Reading(person), of) if of else None,
        job=ParsedJob(found, name) if found else None,
        status=_application_status(reading),
        is_action=is_action,
        reason=reading.nested("rejection_reason").text("name"),
        reason_number=reading.nested("rejection_reason").id("id") or "",
    )


def _application_status(reading: Reading) -> ApplicationStatus | None:
    word = reading.text("status").lower()
    if word in list(ApplicationStatus):
        return ApplicationStatus(word)
    if word:
        text = f"The application's status is {quoted(word)}, which is unknown: left as it is."
        reading.flag("status", text)
    return None


def user(record: Record) -> ParsedRecord:
    """A user; of one name that came as one text the last word is the last name."""
    number = required_id(record, "id")
    reading = Reading(record)
    return _parsed("user", number, (read_user(reading, number),), reading, "updated_at")


def read_user(reading: Reading, number: str) -> ParsedUser:
    """What a user's record says, alone or inside another one."""
    first, last = reading.text("first_name"), reading.text("last_name")
    if not (first or last):
        first, last = reading.name()[:2]
        first, last = (first, last) if first else (last, "")
    emails = reading.record.get("emails")
    listed = emails[0] if isinstance(emails, list) and emails else ""
    email = reading.text("primary_email_address") or reading.text("primary_email")
    email = email or reading.text("email")
    email = email or (one_line(listed) if isinstance(listed, str) else "")
    employee = remote_id(reading.record.get("employee_id")) or ""
    return ParsedUser(number, first, last, email, employee)


def department(record: Record) -> ParsedRecord:
    """A department."""
    number = required_id(record, "id")
    part = ParsedWord("department", number, Reading(record).text("name"))
    return ParsedRecord("department", "department", number, parts=(part,))


def office(record: Record) -> ParsedRecord:
    """An office, which is a job's location here."""
    number = required_id(record, "id")
    part = ParsedWord("location", number, _places([record]))
    return ParsedRecord("office", "location", number, parts=(part,))


def definition(record: Record) -> ParsedRecord:
    """A custom field's definition."""
    number = required_id(record, "id")
    reading = Reading(record)
    type_word = reading.text("value_type")
    type = field_type(type_word)
    name = reading.text("name") or reading.text("name_key")
    if not name:
        reading.flag("name", "The field has no name: its number is taken.")
        name = f"Field {number}"
    if type is None:
        kept = f"The type {quoted(record.get('value_type'))} is unknown: taken as text."
        reading.flag("value_type", kept)
    required = record.get("required")
    priority = record.get("priority", record.get("sort_order"))
    part = ParsedDefinition(
        remote_id=number,
        key=reading.text("name_key") or normal(name),
        name=name,
        type=type,
        belongs_to=reading.text("field_type").lower(),
        required=required if isinstance(required, bool) else None,
        position=priority if isinstance(priority, int) else None,
        description=_long_text(reading, "description"),
        options=tuple(_options(record)),
    )
    return _parsed("definition", number, (part,), reading, "updated_at")


def _options(record: Record) -> Iterator[tuple[str | None, str]]:
    for one in Reading(record).objects("custom_field_options"):
        name = Reading(one).text("name")
        if name:
            yield remote_id(one.get("id")), name


def field_set(record: Record) -> ParsedRecord:
    """Custom fields with values and no owner: they show which fields there are."""
    reading = Reading(with_keyed_fields(record))
    fields = fields_of(reading)
    return ParsedRecord("custom fields", form="fields", parts=fields, flags=tuple(reading.flags))


def with_keyed_fields(record: Record) -> Record:
    """The record as Harvest spells it: webhooks give the keyed form as `custom_fields`."""
    bare = record.get("custom_fields")
    if "keyed_custom_fields" in record or not isinstance(bare, dict) or not bare:
        return record
    if not all(
        isinstance(value, dict) and "value" in value and "type" in value for value in bare.values()
    ):
        return record
    rest = {key: value for key, value in record.items() if key != "custom_fields"}
    return {**rest, "keyed_custom_fields": bare}


# ---------------------------------------------------------------- small parts


def _parsed(
    kind: str, number: str, parts: tuple[Part, ...], reading: Reading, key: str
) -> ParsedRecord:
    changed: datetime | None = reading.moment(key)
    flags = tuple(reading.flags)
    return ParsedRecord(kind, kind, number, parts=parts, changed_at=changed, flags=flags)


def _names(departments: list[Record]) -> str:
    """Departments in a row."""
    return ", ".join(filter(None, (Reading(one).text("name") for one in departments)))


def _places(offices: list[Record]) -> str:
    """Offices by their location, else by their name."""
    found = []
    for office in offices:
        location = office.get("location")
        name = location.get("name") if isinstance(location, dict) else location
        found.append(one_line(name) if isinstance(name, str) else Reading(office).text("name"))
    return "; ".join(dict.fromkeys(filter(None, found)))


def _long_text(reading: Reading, key: str) -> str:
    value = reading.record.get(key)
    return plain(value).strip() if isinstance(value, str) else ""
