"""Lever: offers, whose values stand in a list of fields, and what is around them."""

from collections.abc import Mapping
from datetime import date, datetime

from data.exchange.lever import lever_approvals, lever_entities, lever_times
from data.exchange.lever.lever_shapes import SHAPES
from data.exchange.parsed_offer import (
    Identity,
    JsonValue,
    ParsedField,
    ParsedJob,
    ParsedOffer,
    ParsedPerson,
    Record,
)
from data.exchange.parsed_records import ParsedRecord
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import Reading, RecordReader, quoted, remote_id, required_id, shown
from data.records.offer_records import Terms
from data.values.status import Status
from data.values.text import one_line, plain

APPLICATION, TITLE, NAME = "job_posting", "job_title", "candidate_name"
TEAM, PLACE = "team", "location/office"
AMOUNT, CURRENCY, INTERVAL = "salary_amount", "compensation_currency", "salary_interval"
STARTS, EXPIRES = "anticipated_start_date", "offer_expiration_date"
TERMS = frozenset(
    (APPLICATION, TITLE, NAME, TEAM, PLACE, AMOUNT, CURRENCY, INTERVAL, STARTS, EXPIRES)
)
"""Fields that are terms, or name what the offer is for; every other one is a custom field."""
WORDS = {
    "draft": Status.DRAFT,
    "approval-sent": Status.DRAFT,
    "approved": Status.DRAFT,
    "denied": Status.DRAFT,
    "sent": Status.SENT,
    "sent-manually": Status.SENT,
    "opened": Status.PENDING,
    "signed": Status.ACCEPTED,
}


class Lever(RecordReader):
    """Offers of Lever: one record is the whole offer of an opportunity."""

    name = "lever"
    title = "Lever"
    shapes = SHAPES

    def identify(self, record: Record) -> Identity:
        """By its id; the application is the opportunity, in the field called job_posting."""
        number = required_id(record, "id")
        return Identity("offer", number, "", remote_id(fields_of(record).get(APPLICATION)))

    def updated_key(self, record: Record) -> str:
        """Lever's name of the moment of the last change, which offers do not have."""
        return "updatedAt"

    def understand_other(self, kind: Kind, record: Record) -> ParsedRecord:
        """What stands around an offer; raises Refused."""
        return lever_entities.understand(kind, record)

    def understand(self, record: Record) -> ParsedOffer:
        """The record in our words."""
        reading = _LeverReading(record)
        status, source = _status(reading)
        sent = reading.ms("sentAt")
        identity = self.identify(record)
        return ParsedOffer(
            identity=identity,
            status=status,
            source_value=source,
            is_superseded=False,
            terms=reading.terms(),
            job=reading.job(),
            candidate=reading.candidate(identity.application),
            fields=reading.custom_fields(),
            created_by=reading.id("creator"),
            created_at=reading.ms("createdAt"),
            sent_at=sent.date() if sent else None,
            resolved_at=_signed_at(reading) if status is Status.ACCEPTED else None,
            flags=tuple(reading.flags),
            approvals=lever_approvals.stated(record),
        )


def fields_of(record: Record) -> dict[str, JsonValue]:
    """The values of the fields by their identifiers."""
    return {
        one["identifier"]: one.get("value")
        for one in reversed(Reading(record).objects("fields"))
        if isinstance(one.get("identifier"), str)
    }


class _LeverReading(Reading):
    """Reads an offer's members, and the values of its fields."""

    def __init__(self, record: Record) -> None:
        super().__init__(record)
        self._values = Reading(fields_of(record))
        self._values.flags = self.flags

    def ms(self, key: str) -> datetime | None:
        """A moment in milliseconds, flagged when it is none."""
        value = self.record.get(key)
        found = lever_times.read_moment(value)
        if found is None and value is not None:
            self.flag(key, f"{key} is {quoted(value)}, which is no moment: left empty.")
        return found

    def terms(self) -> Terms:
        """The terms that the fields hold."""
        salary, text, currency = self._values.salary(AMOUNT, CURRENCY, is_decimal_text=True)
        word = self._values.text(INTERVAL)
        if word and word not in lever_times.INTERVALS:
            self.flag("pay_frequency", f"The pay interval {quoted(word)} is unknown: left empty.")
        return Terms(
            salary=salary,
            salary_text=plain(text),
            currency=currency,
            pay_frequency=lever_times.INTERVALS.get(word),
            start_date=self._day(STARTS),
            expiry_date=self._day(EXPIRES),
        )

    def _day(self, key: str) -> date | None:
        value = self._values.record.get(key)
        moment = lever_times.read_moment(value)
        if moment is None:
            return self._values.day(key)
        self.look_at_year(key, moment.date())
        return moment.date()

    def job(self) -> ParsedJob | None:
        """The posting; title, team and office stand in the fields."""
        number = self.id("posting")
        if number is None:
            return None
        values = self._values
        return ParsedJob(number, values.text(TITLE), values.text(TEAM), values.text(PLACE))

    def candidate(self, number: str | None) -> ParsedPerson | None:
        """The person: the opportunity is theirs."""
        if number is None:
            return None
        signer = signature_of(self.record)
        email = signer.get("email")
        first, last, full = self._values.name(NAME)
        address = one_line(email) if isinstance(email, str) else ""
        return ParsedPerson(number, first, last, address, full_name=full)

    def custom_fields(self) -> tuple[ParsedField, ...]:
        """Every field that is no term, under its text."""
        return tuple(_custom(one) for one in self.objects("fields") if _is_custom(one))


def _is_custom(field: Record) -> bool:
    identifier = field.get("identifier")
    return isinstance(identifier, str) and bool(one_line(identifier)) and identifier not in TERMS


def _custom(field: Record) -> ParsedField:
    key, text = one_line(field["identifier"]), field.get("text")
    name = one_line(text) if isinstance(text, str) else ""
    return ParsedField(key, name or key, None, field.get("value"))


def signature_of(record: Record) -> Mapping[str, JsonValue]:
    """What is known of the candidate's signature."""
    return Reading(record).nested("signatures").nested("candidate").record


def _signed_at(reading: Reading) -> datetime | None:
    return lever_times.read_moment(signature_of(reading.record).get("signedAt"))


def _status(reading: Reading) -> tuple[Status, str]:
    value = reading.record.get("status")
    word = shown(value) if value is not None else ""
    status = WORDS.get(word.lower())
    if status is None:
        problem = f"is {quoted(value)}, which is unknown" if word else "is missing"
        reading.flag("status", f"The status {problem}: taken as draft.")
    if word.lower() == "denied":
        reading.flag("status", "Lever says denied: its approval was not given.")
    return status or Status.DRAFT, word
