"""Greenhouse: offers of Harvest v1, as of today and as of 2016 (no job, no types of fields).

Everything else that Greenhouse says is read in `greenhouse_kinds`.
"""

from datetime import date, datetime

from data.exchange.greenhouse import greenhouse_recognition
from data.exchange.greenhouse.greenhouse_members import fields_of, opening_of
from data.exchange.greenhouse.greenhouse_shapes import SHAPES
from data.exchange.parsed_offer import (
    Identity,
    ParsedField,
    ParsedJob,
    ParsedOffer,
    ParsedPerson,
    Record,
)
from data.exchange.parsed_records import ParsedRecord
from data.exchange.pay_fields import pay_field
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import (
    Reading,
    RecordReader,
    Refused,
    quoted,
    required_id,
    shown,
)
from data.records.offer_records import Terms
from data.records.pay import PayFrequency
from data.values import field_values
from data.values.field_values import FieldType
from data.values.money import Money
from data.values.status import Status
from data.values.text import plain

_HIGHEST_VERSION = 1_000_000
_FREQUENCIES = {
    **dict.fromkeys(("hourly", "hour"), PayFrequency.HOURLY),
    **dict.fromkeys(("daily", "day"), PayFrequency.DAILY),
    **dict.fromkeys(("weekly", "week"), PayFrequency.WEEKLY),
    **dict.fromkeys(("monthly", "month"), PayFrequency.MONTHLY),
    **dict.fromkeys(("annually", "annual", "yearly", "year"), PayFrequency.YEARLY),
}


class Greenhouse(RecordReader):
    """Offers of Greenhouse: a record is one version; versions of one application are chained."""

    name = "greenhouse"
    title = "Greenhouse"
    shapes = SHAPES

    def identify(self, record: Record) -> Identity:
        """By id, application and version: the same id occurs under several of each."""
        number = required_id(record, "id")
        application = required_id(record, "application_id")
        version = _version(record)
        scope = f"{application}/{version}"
        return Identity("version", number, scope, application, version)

    def spelled(self, known: Record, record: Record) -> Record:
        """The record as it is: Greenhouse spells its keys in one way."""
        return record

    def updated_key(self, record: Record) -> str:
        """Greenhouse's name of the moment of the last change."""
        return "updated_at"

    def understand_other(self, kind: Kind, record: Record) -> ParsedRecord:
        """What a record says that is no offer of Harvest v1; raises Refused."""
        return greenhouse_recognition.understand_other(kind, record)

    def understand(self, record: Record) -> ParsedOffer:
        """The record in our words."""
        reading = Reading(record)
        identity = self.identify(record)
        if record.get("version") is None:
            reading.flag("version", "The record has no version: taken as the first.")
        fields = fields_of(reading)
        created, resolved = reading.moment("created_at"), reading.moment("resolved_at")
        sent, starts = reading.day("sent_at"), reading.day("starts_at")
        job, person = reading.id("job_id"), reading.id("candidate_id")
        opening = opening_of(reading)
        status, source, superseded = _status(reading, sent)
        _look_at_dates(reading, source, created, sent, resolved, starts)
        if source == "accepted" and opening and opening.is_open:
            reading.flag("opening", "The offer is accepted, but its opening is still open.")
        return ParsedOffer(
            identity=identity,
            status=status,
            source_value=source,
            is_superseded=superseded,
            terms=_terms(reading, fields, starts),
            job=ParsedJob(job) if job else None,
            candidate=ParsedPerson(person) if person else None,
            opening=opening,
            fields=fields,
            created_at=created,
            updated_at=reading.moment("updated_at"),
            sent_at=sent,
            resolved_at=resolved,
            flags=tuple(reading.flags),
        )


def _version(record: Record) -> int:
    number = record.get("version")
    if number is None:
        return 1
    if isinstance(number, str) and number.isascii() and number.isdigit() and len(number) < 8:
        number = int(number)
    if (
        isinstance(number, bool)
        or not isinstance(number, int)
        or not 0 <= number <= _HIGHEST_VERSION
    ):
        raise Refused("version", f"version should be a whole number, but is {quoted(number)}.")
    return number


def _status(reading: Reading, sent: date | None) -> tuple[Status, str, bool]:
    """Our status, the source's own word, and whether the version is superseded."""
    value = reading.record.get("status")
    word = shown(value) if value is not None else ""
    open_status = Status.SENT if sent else Status.DRAFT
    match word.lower():
        case "unresolved":
            return open_status, word, False
        case "deprecated":
            return open_status, word, True
        case "accepted":
            return Status.ACCEPTED, word, False
        case "rejected":
            reading.flag(
                "status",
                "Greenhouse says rejected, which may mean declined or withdrawn: read as declined.",
            )
            return Status.DECLINED, word, False
    problem = f"is {quoted(value)}, which is unknown" if word else "is missing"
    reading.flag("status", f"The status {problem}: taken as draft.")
    return Status.DRAFT, word, False


def _look_at_dates(
    reading: Reading,
    source: str,
    created: datetime | None,
    sent: date | None,
    resolved: datetime | None,
    starts: date | None,
) -> None:
    """Note every contradiction between the dates (docs/domain.md, *Irregular records*)."""
    if sent and resolved and sent > resolved.date():
        reading.flag("sent_at", f"Sent on {sent}, after it was resolved on {resolved.date()}.")
    if sent and created and sent < created.date():
        reading.flag("sent_at", f"Sent on {sent}, before it was created on {created.date()}.")
    if source == "accepted" and reading.record.get("sent_at") is None:
        reading.flag("sent_at", "Accepted, but there is no date on which it was sent.")
    if source == "deprecated" and reading.record.get("resolved_at") is None:
        reading.flag("resolved_at", "Deprecated, but there is no moment at which it was resolved.")
    if starts and created and starts < created.date():
        reading.flag(
            "starts_at", f"Starts on {starts}, before the offer was created on {created.date()}."
        )


def _terms(reading: Reading, fields: tuple[ParsedField, ...], starts: date | None) -> Terms:
    """The start date and, from the field called Salary, the pay."""
    field = pay_field(fields)
    if field is None or field.value in (None, ""):
        return Terms(start_date=starts)
    amount = field_values.read_value(FieldType.CURRENCY, field.value)
    if isinstance(amount, Money):
        frequency = _frequency(reading.record, field.key)
        return Terms(amount, "", amount.currency, frequency, starts)
    what = "a currency that is no amount" if field.type is FieldType.CURRENCY else "text"
    if not isinstance(field.value, str) and field.type is not FieldType.CURRENCY:
        what = "not an amount"
    reading.flag(
        "salary", f"The salary is {what} ({quoted(field.value)}): kept as text, never as a number."
    )
    return Terms(salary_text=plain(shown(field.value)), start_date=starts)


def _frequency(record: Record, key: str) -> PayFrequency | None:
    """How often pay is counted, which compensation fields say beside their value."""
    keyed = record.get("keyed_custom_fields")
    field = keyed.get(key) if isinstance(keyed, dict) else None
    word = field.get("frequency") if isinstance(field, dict) else None
    return _FREQUENCIES.get(word.lower()) if isinstance(word, str) else None
