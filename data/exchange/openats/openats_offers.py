"""OpenATS: whole offers, list rows, create requests, and answers to requests about an offer."""

from datetime import date, datetime

from data.exchange.importing import record_merging
from data.exchange.openats import openats_entities, openats_requests
from data.exchange.openats.openats_shapes import SHAPES
from data.exchange.parsed_offer import (
    Identity,
    ParsedField,
    ParsedJob,
    ParsedOffer,
    ParsedPerson,
    Record,
)
from data.exchange.parsed_records import ParsedRecord
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import Reading, RecordReader, quoted, required_id, shown
from data.exchange.shapes import snake
from data.records.offer_records import Terms
from data.records.pay import PayFrequency
from data.values import person_names
from data.values.field_values import FieldType
from data.values.status import Status
from data.values.text import plain

_DECIDED = (Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN)


_WORDS = {
    **{status.value: status for status in Status},
    "viewed": Status.PENDING,
    "expired": Status.SENT,
}
"""OpenATS's words for a status, those of later servers too; expiry is derived here."""
FIELDS = {
    "employment_type": "Employment type",
    "reporting_manager": "Reporting manager",
    "benefits": "Benefits",
}
"""What later servers say of an offer besides, and how these custom fields are called here."""


class OpenAts(RecordReader):
    """Offers of OpenATS: one record is the whole offer, or a part of it; keys in either case."""

    name = "openats"
    title = "OpenATS"
    shapes = SHAPES

    def understand_other(self, kind: Kind, record: Record) -> ParsedRecord:
        """What a request without an offer, a deletion or an error says; raises Refused."""
        if kind in openats_entities.KINDS:
            return openats_entities.understand(kind, canonical(record))
        return openats_requests.understand_other(kind, canonical(record))

    def identify(self, record: Record) -> Identity:
        """By the offer's id, which never changes; a create request by what it says."""
        if "id" not in record and {"candidate_id", "job_id"} & canonical(record).keys():
            openats_requests.refuse_create(canonical(record))
            return Identity("request", record_merging.digest(canonical(record)))
        return Identity("offer", required_id(record, "id"))

    def spelled(self, known: Record, record: Record) -> Record:
        """The record with each key in its first spelling: answers come in either case."""
        spelling = {snake(key): key for key in known}
        return {spelling.get(snake(key), key): value for key, value in record.items()}

    def updated_key(self, record: Record) -> str:
        """The record's spelling of `updated_at`."""
        return next((key for key in record if snake(key) == "updated_at"), "updated_at")

    def understand(self, record: Record) -> ParsedOffer:
        """The record in our words."""
        reading = Reading(canonical(record))
        identity = self.identify(record)
        is_request = identity.kind == "request"
        status, source = _requested(reading) if is_request else _status(reading)
        terms = _terms(reading)
        created, sent, resolved = (
            reading.moment("created_at"),
            reading.day("sent_at"),
            _resolved(reading, status),
        )
        _look_at_dates(reading, status, terms, created, sent)
        if sent and resolved and sent > resolved.date():
            reading.flag("sent_at", f"Sent on {sent}, after it was resolved on {resolved.date()}.")
        return ParsedOffer(
            identity=identity,
            status=status,
            source_value=source,
            is_superseded=False,
            terms=terms,
            job=_job(reading),
            candidate=_candidate(reading),
            template=_template(reading),
            fields=_fields(reading),
            created_by=reading.id("created_by"),
            created_at=created,
            updated_at=reading.moment("updated_at"),
            sent_at=sent,
            resolved_at=resolved,
            flags=tuple(reading.flags),
            is_request=is_request,
        )


def canonical(record: Record) -> Record:
    """The record with its keys in snake case."""
    return {snake(key): value for key, value in record.items()}


def _requested(reading: Reading) -> tuple[Status, str]:
    """A create request makes a draft, whatever status it names."""
    value = reading.record.get("status")
    if value is not None and shown(value).lower() != Status.DRAFT:
        text = f"A create request makes a draft: its status {quoted(value)} is no part of it."
        reading.flag("status", text)
    return Status.DRAFT, ""


def _status(reading: Reading) -> tuple[Status, str]:
    value = reading.record.get("status")
    word = shown(value) if value is not None else ""
    if word.lower() in _WORDS:
        return _WORDS[word.lower()], word
    problem = f"is {quoted(value)}, which is unknown" if word else "is missing"
    reading.flag("status", f"The status {problem}: taken as draft.")
    return Status.DRAFT, word


def _resolved(reading: Reading, status: Status) -> datetime | None:
    """When the offer was decided: `accepted_at`, `declined_at` or `withdrawn_at`."""
    return reading.moment(f"{status}_at") if status in _DECIDED else None


def _terms(reading: Reading) -> Terms:
    salary, text, currency = reading.salary("salary", "currency", is_decimal_text=True)
    key = "rendered_html" if "rendered_html" in reading.record else "offer_letter_html"
    html = reading.record.get(key)
    if html is not None and not isinstance(html, str):
        reading.flag(key, f"{key} is {quoted(html)}: left empty.")
    return Terms(
        salary=salary,
        salary_text=plain(text),
        currency=currency,
        pay_frequency=_frequency(reading),
        start_date=reading.day("start_date"),
        expiry_date=reading.day("expiry_date"),
        letter_html=plain(html) if isinstance(html, str) else None,
    )


def _fields(reading: Reading) -> tuple[ParsedField, ...]:
    return tuple(
        ParsedField(key, name, FieldType.SHORT_TEXT, reading.record[key])
        for key, name in FIELDS.items()
        if reading.record.get(key) is not None
    )


def _frequency(reading: Reading) -> PayFrequency | None:
    value = reading.record.get("pay_frequency")
    word = reading.text("pay_frequency").lower()
    if word in list(PayFrequency):
        return PayFrequency(word)
    if value is not None:
        reading.flag("pay_frequency", f"The pay frequency {quoted(value)} is unknown: left empty.")
    return None


def _look_at_dates(
    reading: Reading, status: Status, terms: Terms, created: datetime | None, sent: date | None
) -> None:
    starts = terms.start_date
    if starts and created and starts < created.date():
        reading.flag(
            "start_date", f"Starts on {starts}, before the offer was created on {created.date()}."
        )
    if sent and created and sent < created.date():
        reading.flag("sent_at", f"Sent on {sent}, before it was created on {created.date()}.")
    is_null = "sent_at" in reading.record and reading.record["sent_at"] is None
    if status is Status.ACCEPTED and is_null:
        reading.flag("sent_at", "Accepted, but there is no date on which it was sent.")


def _nested(reading: Reading, key: str) -> Reading:
    return Reading(canonical(reading.nested(key).record))


def _job(reading: Reading) -> ParsedJob | None:
    nested = _nested(reading, "job")
    number = reading.id("job_id") or nested.id("id")
    if number is None:
        return None
    title = nested.text("title") or reading.text("job_title")
    return ParsedJob(number, title, nested.text("department"), nested.text("location"))


def _candidate(reading: Reading) -> ParsedPerson | None:
    nested = _nested(reading, "candidate")
    number = reading.id("candidate_id") or nested.id("id")
    if number is None:
        return None
    stated = (nested.text("first_name"), nested.text("last_name"), reading.text("candidate_name"))
    first, last, full = person_names.whole(*stated)
    return ParsedPerson(number, first, last, nested.text("email"), nested.text("phone"), full)


def _template(reading: Reading) -> tuple[str, str] | None:
    nested = _nested(reading, "template")
    number = reading.id("template_id")
    return (number, nested.text("name")) if number else None
