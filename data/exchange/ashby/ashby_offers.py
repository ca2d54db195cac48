"""Ashby: offers with their latest version and the ones before."""

from collections.abc import Mapping
from datetime import datetime

from data.exchange.ashby import ashby_approvals, ashby_entities
from data.exchange.ashby.ashby_shapes import SHAPES
from data.exchange.parsed_offer import (
    Earlier,
    Identity,
    JsonValue,
    ParsedField,
    ParsedOffer,
    ParsedOpening,
    Record,
)
from data.exchange.parsed_records import ParsedRecord
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import Reading, RecordReader, quoted, remote_id, required_id, shown
from data.records.offer_records import Terms
from data.values import money
from data.values.field_values import FieldType
from data.values.money import Money
from data.values.status import DECIDED, Status
from data.values.text import one_line

_BY_OFFER = {
    "waitingoncandidateresponse": Status.SENT,
    "candidateaccepted": Status.ACCEPTED,
    "candidaterejected": Status.DECLINED,
    "offercancelled": Status.WITHDRAWN,
}
_BY_ACCEPTANCE = {
    "accepted": Status.ACCEPTED,
    "declined": Status.DECLINED,
    "cancelled": Status.WITHDRAWN,
    "waitingonresponse": Status.SENT,
    "created": Status.DRAFT,
}


class Ashby(RecordReader):
    """Offers of Ashby: one record is the whole offer with its versions."""

    name = "ashby"
    title = "Ashby"
    shapes = SHAPES

    def identify(self, record: Record) -> Identity:
        """By its id, which no version changes."""
        number = required_id(record, "id")
        return Identity("offer", number, "", remote_id(record.get("applicationId")))

    def updated_key(self, record: Record) -> str:
        """Ashby's name of the moment of the last change, which offers do not have."""
        return "updatedAt"

    def understand_other(self, kind: Kind, record: Record) -> ParsedRecord:
        """What stands around an offer; raises Refused."""
        return ashby_entities.understand(kind, record)

    def understand(self, record: Record) -> ParsedOffer:
        """The record in our words."""
        reading = Reading(record)
        latest = _VersionReading(latest_of(record))
        status, source = _status(reading)
        earlier = tuple(_earlier(record))
        made = [one.created_at for one in earlier if one.created_at] + [latest.moment("createdAt")]
        opening = latest.id("openingId")
        author = latest.record.get("author")
        terms, fields = latest.terms(), latest.custom_fields()
        decided = reading.moment("decidedAt")
        return ParsedOffer(
            identity=self.identify(record),
            status=status,
            source_value=source,
            is_superseded=False,
            terms=terms,
            opening=ParsedOpening(opening, "", None, None, None, "", None) if opening else None,
            fields=fields,
            created_by=remote_id(author.get("id")) if isinstance(author, dict) else None,
            created_at=min((one for one in made if one), default=None),
            resolved_at=decided if status in DECIDED else None,
            flags=(*reading.flags, *latest.flags),
            earlier=earlier,
            approvals=ashby_approvals.stated(record, [*_before(record), latest.record]),
        )


def latest_of(record: Record) -> Record:
    """The latest version of an offer."""
    return Reading(record).nested("latestVersion").record


def _earlier(record: Record) -> list[Earlier]:
    """The versions before the latest one, oldest first."""
    readings = [_VersionReading(one) for one in _before(record)]
    return [Earlier(one.terms(), one.moment("createdAt")) for one in readings]


def _before(record: Record) -> list[Record]:
    """The records of the versions before the latest one, oldest first."""
    latest = latest_of(record).get("id")
    several = [one for one in Reading(record).objects("versions") if one.get("id") != latest]
    return sorted(several, key=_made_at)


def _made_at(version: Record) -> datetime:
    made = Reading(version).moment("createdAt")
    return made.replace(tzinfo=None) if made else datetime.min


class _VersionReading(Reading):
    """Reads one version of an offer."""

    def terms(self) -> Terms:
        """The terms of the version; how often pay is counted is not said."""
        pay = self.record.get("salary")
        inner = Reading(pay if isinstance(pay, dict) else {"value": pay})
        salary, text, currency = inner.salary("value", "currencyCode", is_decimal_text=True)
        for flag in inner.flags:
            self.flag("salary", flag.text)
        start = self.day("startDate")
        return Terms(salary=salary, salary_text=text, currency=currency, start_date=start)

    def custom_fields(self) -> tuple[ParsedField, ...]:
        """The custom fields, amounts in the shape in which they are read here."""
        several = self.objects("customFields")
        return tuple(_custom(one) for one in several if remote_id(one.get("id")) is not None)


def _custom(field: Record) -> ParsedField:
    key, title = remote_id(field["id"]) or "", field.get("title")
    name = one_line(title) if isinstance(title, str) else ""
    value = field.get("value")
    if isinstance(value, dict) and "currencyCode" in value:
        amount = {"value": value.get("value"), "currency": value["currencyCode"]}
        return ParsedField(key, name or key, FieldType.CURRENCY, amount)
    return ParsedField(key, name or key, None, value)


def in_ashbys_shape(value: JsonValue, old: JsonValue) -> JsonValue:
    """A value that is different here, as the field had it."""
    if isinstance(value, dict) and "currency" in value:
        known = old if isinstance(old, dict) else {}
        return {**known, "currencyCode": value["currency"], "value": value.get("value")}
    return value


def amount_out(amount: Money | None) -> Mapping[str, JsonValue] | None:
    """Pay as Ashby writes it."""
    if amount is None:
        return None
    number = amount.decimal()
    whole = int(number) if money.decimals(amount.currency) == 0 or number == int(number) else number
    return {"currencyCode": amount.currency, "value": whole}


def _status(reading: Reading) -> tuple[Status, str]:
    """By where the offer waits, else by what became of it; approvals are no status of ours."""
    offer, acceptance = reading.text("offerStatus"), reading.text("acceptanceStatus")
    word = offer.lower()
    status = _BY_OFFER.get(word)
    if status is None and word.startswith("waitingon") and "approv" in word:
        status = Status.DRAFT
    status = status or _BY_ACCEPTANCE.get(acceptance.lower())
    source = " / ".join(filter(None, (acceptance, offer)))
    if status is None:
        raw = reading.record.get("offerStatus", reading.record.get("acceptanceStatus"))
        reading.flag("status", f"The status {quoted(raw)} is unknown: taken as draft.")
    return status or Status.DRAFT, source or shown(reading.record.get("offerStatus") or "")
