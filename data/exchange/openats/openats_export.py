"""OpenATS, out: whole offers with their candidate, job and template nested.

A record that came from OpenATS goes out as it is kept, in its own case (snake or camel); of what
was changed here only that is written. A create request says what a request can; once the offer was
sent or decided here, it goes out with its id and status, as a whole offer would.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from data.exchange.exporting.exported_records import (
    Copy,
    Definition,
    OfferOut,
    VersionOut,
    json_number,
)
from data.exchange.importing.record_merging import load
from data.exchange.openats.openats_offers import FIELDS, OpenAts
from data.exchange.parsed_offer import JsonValue, ParsedOffer, ParsedPerson, Record
from data.exchange.record_writer import RecordWriter, one_record
from data.exchange.shapes import snake
from data.values import clock
from data.values.status import DECIDED, Status


class OpenAtsOut(RecordWriter):
    """Offers in OpenATS's form."""

    name = "openats"
    follows = ("candidate", "job")
    envelope = ('{"data": [', "]}")
    by_application = False
    has_fields = True

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._system = OpenAts()

    def records(self, offer: OfferOut, copies: list[Copy]) -> Iterator[Record | str]:
        """The offer, once."""
        return one_record(offer, copies, self._again, _fresh)

    def _again(self, copy: Copy, offer: OfferOut) -> Record:
        record = load(copy.raw)
        stated = self._system.understand(record)
        spelled = _Spelled(record)
        if "offer" in offer.touched:
            _take_terms(spelled, stated, offer)
            _take_standing(spelled, stated, offer)
            if offer.was_made_at:
                spelled.put("created_at", offer.was_made_at)
        if "candidate" in offer.touched:
            _take_candidate(spelled, stated.candidate, offer)
        if "job" in offer.touched:
            _take_job(spelled, stated, offer)
        if spelled.is_changed:
            if spelled.has("updated_at"):
                spelled.put("updated_at", offer.updated_at)
            if spelled.has("status") and not spelled.has("id"):
                record = {spelled.key("id"): offer.number("offer", offer.id), **record}
        return record


class _Spelled:
    """A record whose keys are known by their snake case, in whichever case it has them."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._keys = {snake(key): key for key in record}
        self._is_snake = any("_" in key for key in record)
        self.is_changed = False

    def has(self, name: str) -> bool:
        """Whether the record has the key."""
        return name in self._keys

    def key(self, name: str) -> str:
        """The key as the record spells it, or would."""
        return self._keys.get(name) or (name if self._is_snake else camel(name))

    def put(self, name: str, value: JsonValue) -> None:
        """Write a member; one that is not there stays away if there is nothing to say."""
        key = self.key(name)
        if value is None and not self.has(name):
            return
        self._record[key] = value
        self._keys[name] = key
        self.is_changed = True

    def get(self, name: str) -> JsonValue:
        """What the record says under the key."""
        return self._record.get(self.key(name))

    def amount(self, name: str, version: VersionOut) -> JsonValue:
        """Pay as a number; as decimal text where the record has it so."""
        if version.salary is None or not isinstance(self.get(name), str):
            return _salary(version)
        return f"{version.salary.decimal():f}"

    def inner(self, name: str) -> "_Spelled | None":
        """A nested record, None when it has none."""
        value = self._record.get(self.key(name))
        return _Spelled(value) if isinstance(value, dict) else None


def _take_terms(record: _Spelled, stated: ParsedOffer, offer: OfferOut) -> None:
    version, terms = offer.current, stated.terms
    # what came from the job was never stated by a request
    known = offer.inherited
    pay = (version.salary, version.salary_text)
    if pay != (terms.salary, terms.salary_text) and "salary" not in known:
        record.put("salary", record.amount("salary", version))
    if version.currency != terms.currency and "currency" not in known:
        record.put("currency", version.currency)
    frequency = terms.pay_frequency and str(terms.pay_frequency)
    if version.pay_frequency != frequency and "pay_frequency" not in known:
        record.put("pay_frequency", version.pay_frequency)
    for name, day in (("start_date", terms.start_date), ("expiry_date", terms.expiry_date)):
        new = getattr(version, name)
        if new != (day.isoformat() if day else None):
            record.put(name, new)
    html = _letter(offer, version)
    if html != terms.letter_html and (version.sent_on or version.letter_html != terms.letter_html):
        later = not record.has("rendered_html") and record.has("offer_letter_html")
        record.put("offer_letter_html" if later else "rendered_html", html)
    for key, name in FIELDS.items():
        if record.has(key):
            _take_field(record, key, name, version)
    _take_template(record, stated, offer)


def _take_field(record: _Spelled, key: str, name: str, version: VersionOut) -> None:
    """A custom field that is a member of the record, if it is different here."""
    value = next((one.loaded for one in version.values if one.name == name), None)
    if value != record.get(key):
        record.put(key, value)


def _take_template(record: _Spelled, stated: ParsedOffer, offer: OfferOut) -> None:
    template, before = offer.current.template, stated.template[0] if stated.template else None
    known = offer.remote.get(("template", template.id)) if template else None
    first = next(one for one in offer.versions if one.number <= offer.version)
    # a template that never was here was not taken over, so its absence is no change
    if known == before or (template is None and first.template is None):
        return
    record.put("template_id", offer.number("template", template.id) if template else None)
    if record.has("template"):
        record.put("template", _template(offer))


def _take_standing(record: _Spelled, stated: ParsedOffer, offer: OfferOut) -> None:
    if offer.status is not stated.status:
        record.put("status", str(offer.status))
    if offer.sent_at != (stated.sent_at.isoformat() if stated.sent_at else None):
        record.put("sent_at", _midnight(offer.sent_at))
    decided = offer.resolved_at if offer.status in DECIDED else None
    if offer.status is not stated.status and stated.status in DECIDED:
        record.put(f"{stated.status}_at", None)
    if decided != _stamp(stated.resolved_at if offer.status is stated.status else None):
        record.put(f"{offer.status}_at", decided)


def _take_candidate(record: _Spelled, stated: ParsedPerson | None, offer: OfferOut) -> None:
    person = offer.candidate
    if person is None or stated is None:
        return
    inner = record.inner("candidate")
    if inner is not None:
        for name in ("first_name", "last_name", "email", "phone"):
            if getattr(person, name) != getattr(stated, name):
                inner.put(name, getattr(person, name) or None)
        record.is_changed |= inner.is_changed
    if record.has("candidate_name") and person.name != stated.name:
        record.put("candidate_name", person.name or None)


def _take_job(record: _Spelled, stated: ParsedOffer, offer: OfferOut) -> None:
    job, before = offer.job, stated.job
    if job is None or before is None:
        return
    inner = record.inner("job")
    if inner is not None:
        for name in ("title", "department", "location"):
            if getattr(job, name) != getattr(before, name):
                inner.put(name, getattr(job, name) or None)
        record.is_changed |= inner.is_changed
    if record.has("job_title") and job.title != before.title:
        record.put("job_title", job.title or None)


def _fresh(offer: OfferOut) -> Record:
    version, person, job = offer.current, offer.candidate, offer.job
    record: Record = {
        "id": offer.number("offer", offer.id),
        "candidateId": offer.number("candidate", person.id if person else None),
        "candidate": _candidate(offer),
        **({"candidateName": person.name} if person and person.full_name else {}),
        "jobId": offer.number("job", job.id if job else None),
        "job": _job(offer),
        "templateId": offer.number("template", version.template.id if version.template else None),
        "template": _template(offer),
        "salary": _salary(version),
        "currency": version.currency,
        "payFrequency": version.pay_frequency,
        "startDate": version.start_date,
        "expiryDate": version.expiry_date,
        "status": str(offer.status),
        "renderedHtml": _letter(offer, version),
        "createdBy": offer.number("user", offer.created_by),
        "createdAt": offer.created_at,
        "updatedAt": offer.updated_at,
        "sentAt": _midnight(offer.sent_at),
    }
    if offer.status in DECIDED:
        record[f"{offer.status}At"] = offer.resolved_at
    return record


def _candidate(offer: OfferOut) -> Record | None:
    person = offer.candidate
    if person is None:
        return None
    return {
        "id": offer.number("candidate", person.id),
        "firstName": person.first_name or None,
        "lastName": person.last_name or None,
        "email": person.email or None,
        "phone": person.phone or None,
    }


def _job(offer: OfferOut) -> Record | None:
    job = offer.job
    if job is None:
        return None
    names = {"title": job.title, "department": job.department, "location": job.location}
    return {
        "id": offer.number("job", job.id),
        **{key: text or None for key, text in names.items()},
    }


def _template(offer: OfferOut) -> Record | None:
    template = offer.current.template
    if template is None:
        return None
    number = offer.number("template", template.id)
    return {"id": number, "name": template.name, "type": template.kind}


def _salary(version: VersionOut) -> JsonValue:
    """Pay as a number: OpenATS takes no text."""
    return json_number(version.salary.decimal()) if version.salary else None


def _letter(offer: OfferOut, version: VersionOut) -> str | None:
    """The letter as it was sent, else as it was written by hand."""
    if offer.status is not Status.DRAFT and version.sent_letter:
        return version.sent_letter
    return version.letter_html


def _midnight(day: str | None) -> str | None:
    return f"{day}T00:00:00.000Z" if day else None


def _stamp(moment: datetime | None) -> str | None:
    return clock.stamp(moment) if moment else None


def camel(name: str) -> str:
    """A key in camel case."""
    first, *others = name.split("_")
    return first + "".join(word.title() for word in others)
