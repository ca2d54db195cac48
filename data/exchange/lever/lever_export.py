"""Lever, out: offers as it answers with them.

A record that came from Lever goes out as it is kept; of what was changed here only that is written.
"""

from collections.abc import Iterable, Iterator

from data.exchange.exporting import value_shapes
from data.exchange.exporting.exported_records import (
    Copy,
    Definition,
    OfferOut,
    VersionOut,
    json_number,
)
from data.exchange.exporting.field_changes import FieldChanges
from data.exchange.importing.record_merging import load
from data.exchange.lever import lever_approvals, lever_times
from data.exchange.lever import lever_offers as lever
from data.exchange.parsed_offer import JsonValue, ParsedOffer, Record
from data.exchange.record_writer import RecordWriter, one_record
from data.values.status import Status

WORDS = {
    Status.DRAFT: "draft",
    Status.SENT: "sent",
    Status.PENDING: "opened",
    Status.ACCEPTED: "signed",
    Status.DECLINED: "sent",
    Status.WITHDRAWN: "sent",
}
_INTERVALS = {str(frequency): word for word, frequency in lever_times.INTERVALS.items()}


class LeverOut(RecordWriter):
    """Offers in Lever's form."""

    name = "lever"
    follows: tuple[str, ...] = ()
    envelope = ('{"data": [', '], "hasNext": false}')
    by_application = False
    has_fields = True

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._system = lever.Lever()
        self._changes = FieldChanges(definitions)

    def records(self, offer: OfferOut, copies: list[Copy]) -> Iterator[Record | str]:
        """The offer, once."""
        return one_record(offer, copies, self._again, _fresh)

    def _again(self, copy: Copy, offer: OfferOut) -> Record:
        record = load(copy.raw)
        stated = self._system.understand(record)
        fields = _Fields(record)
        _take_terms(fields, stated, offer.current)
        for field, value in self._changes.changed(stated, offer.current):
            fields.put(field.key, field.name, value)
        for added in self._changes.added(stated, offer.current):
            fields.put(added.key, added.name, value_shapes.shaped(added))
        _take_standing(record, stated, offer)
        return record


class _Fields:
    """A record's fields by their identifiers."""

    def __init__(self, record: Record) -> None:
        listed = record.get("fields")
        self._listed: list[JsonValue] = listed if isinstance(listed, list) else []
        record["fields"] = self._listed

    def put(self, identifier: str, text: str, value: JsonValue) -> None:
        """Write a value where the record has the field, else behind the others."""
        for one in self._listed:
            if isinstance(one, dict) and one.get("identifier") == identifier:
                one["value"] = value
                return
        self._listed.append({"text": text, "identifier": identifier, "value": value})


def _take_terms(fields: _Fields, stated: ParsedOffer, version: VersionOut) -> None:
    terms = stated.terms
    if (version.salary, version.salary_text) != (terms.salary, terms.salary_text):
        fields.put(lever.AMOUNT, "Offered compensation amount", _amount(version))
    if version.currency != terms.currency:
        fields.put(lever.CURRENCY, "Compensation currency", version.currency)
    if version.pay_frequency != (terms.pay_frequency and str(terms.pay_frequency)):
        word = _INTERVALS.get(version.pay_frequency or "")
        fields.put(lever.INTERVAL, "Type of earnings", word)
    if version.start_date != (terms.start_date and terms.start_date.isoformat()):
        day = lever_times.from_day(version.start_date)
        fields.put(lever.STARTS, "Anticipated start date", day)
    if version.expiry_date != (terms.expiry_date and terms.expiry_date.isoformat()):
        day = lever_times.from_day(version.expiry_date)
        fields.put(lever.EXPIRES, "Offer expiration date", day)


def _take_standing(record: Record, stated: ParsedOffer, offer: OfferOut) -> None:
    approved = stated.approvals[-1].state if stated.approvals else None
    is_approved_anew = offer.current.approved is not approved
    if offer.status is not stated.status or (is_approved_anew and offer.status is Status.DRAFT):
        record["status"] = _word(offer)
    if is_approved_anew:
        record.update(lever_approvals.members(offer.current.approval))
    if offer.sent_at != (stated.sent_at and stated.sent_at.isoformat()):
        record["sentAt"] = lever_times.from_day(offer.sent_at)
    if offer.status is Status.ACCEPTED and stated.status is not Status.ACCEPTED:
        signed = lever_times.from_moment(offer.resolved_at)
        signatures = record.get("signatures")
        known = signatures if isinstance(signatures, dict) else {}
        signer = {**lever.signature_of(record), "signedAt": signed, "signed": True}
        record["signatures"] = {**known, "candidate": signer}


def _word(offer: OfferOut) -> str:
    """The status; that of a draft says how its approval stands."""
    approval = offer.current.approval
    if offer.status is Status.DRAFT and approval is not None:
        return lever_approvals.WORDS[approval.state]
    return WORDS[offer.status]


def _amount(version: VersionOut) -> JsonValue:
    if version.salary is not None:
        return json_number(version.salary.decimal())
    return version.salary_text or None


def _fresh(offer: OfferOut) -> Record:
    person, job = offer.candidate, offer.job
    name = person.name if person else None
    is_signed = offer.status is Status.ACCEPTED
    signer = {
        "role": "candidate",
        "name": name,
        "email": (person.email or None) if person else None,
        "signedAt": lever_times.from_moment(offer.resolved_at) if is_signed else None,
        "signed": is_signed,
    }
    return {
        "id": offer.number("offer", offer.id),
        "posting": offer.number("job", job.id if job else None),
        "createdAt": lever_times.from_moment(offer.created_at),
        "status": _word(offer),
        "creator": offer.number("user", offer.created_by),
        "fields": [
            {"text": text, "identifier": identifier, "value": value}
            for identifier, text, value in _fields(offer, name)
        ],
        "signatures": {"candidate": signer},
        **lever_approvals.members(offer.current.approval),
        "sentAt": lever_times.from_day(offer.sent_at),
        "sentDocument": None,
        "signedDocument": None,
    }


def _fields(offer: OfferOut, name: str | None) -> Iterator[tuple[str, str, JsonValue]]:
    version, job = offer.current, offer.job
    yield lever.APPLICATION, "Job posting", offer.number("application", offer.application_id)
    yield lever.TITLE, "Job title", (job.title or None) if job else None
    yield lever.NAME, "Candidate name", name or None
    yield lever.TEAM, "Team", (job.department or None) if job else None
    yield lever.PLACE, "Office location", (job.location or None) if job else None
    yield lever.AMOUNT, "Offered compensation amount", _amount(version)
    yield lever.CURRENCY, "Compensation currency", version.currency
    yield lever.INTERVAL, "Type of earnings", _INTERVALS.get(version.pay_frequency or "")
    yield lever.STARTS, "Anticipated start date", lever_times.from_day(version.start_date)
    yield lever.EXPIRES, "Offer expiration date", lever_times.from_day(version.expiry_date)
    for value in version.values:
        yield value.key, value.name, value_shapes.shaped(value)
