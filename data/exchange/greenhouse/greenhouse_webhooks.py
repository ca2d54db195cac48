"""Greenhouse's webhooks and offers of Harvest v3, put into the spelling of Harvest v1.

So that a version that is known from one of them is recognised in the others. The records are kept
as they came, too.
"""

from data.exchange.greenhouse import greenhouse_entities
from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.parsed_records import Deletion, EmbeddedOffer, ParsedRecord, Part
from data.exchange.record_reader import Reading, Refused, quoted, remote_id, required_id
from data.values import dates
from data.values.text import plain

_STATUSES = {
    "created": "unresolved",
    "accepted": "accepted",
    "rejected": "rejected",
    "deprecated": "deprecated",
}
_V1 = {
    "sent_on": "sent_at",
    "start_date": "starts_at",
    "starts_on": "starts_at",
    "offer_status": "status",
}
_NOT_V1 = frozenset(("notes", "user_id", "offering_user_id", "opening_id", "opening_ids"))
"""What only webhooks and v3 say; it comes in besides and stays in their own copy."""
_HIRES = {"hire_candidate": "hired", "candidate_hired": "hired"}
_UNHIRES = frozenset(("unhire_candidate", "candidate_unhired"))
_DELETIONS = {
    "delete_application": "application",
    "application_deleted": "application",
    "delete_candidate": "candidate",
    "candidate_deleted": "candidate",
    "merge_candidate": "candidate",
    "job_deleted": "job",
    "delete_job": "job",
}


def webhook(record: Record) -> ParsedRecord:
    """What a webhook says, by what is in its payload."""
    action = Reading(record).text("action").lower() or "?"
    payload = record.get("payload")
    if not isinstance(payload, dict):
        expected, came = "an object", quoted(payload)
        text = f"payload should be {expected}, but is {came}."
        raise Refused("payload", text, expected=expected, came=came)
    words = f"webhook {action}"
    if action in ("offer_deleted", "delete_offer"):
        return _deleted_offer(words, payload)
    if action in _DELETIONS:
        return _deleted(words, _DELETIONS[action], payload)
    if action.startswith("offer_"):
        offer = _inside(payload, "offer")
        return ParsedRecord(words, "", required_id(offer, "id"), "webhook", (_offer(offer),))
    return _about(words, action, payload)


def offer_v3(record: Record) -> ParsedRecord:
    """An offer of Harvest v3."""
    part = _offer(record)
    return ParsedRecord("offer of Harvest v3", "", required_id(record, "id"), "v3", (part,))


# ---------------------------------------------------------------- offers


def _offer(offer: Record, **besides: JsonValue) -> EmbeddedOffer:
    """A version in the spelling of v1; what is absent stays absent."""
    v1: Record = {}
    for key, value in offer.items():
        if key not in _NOT_V1:
            v1[_V1.get(key, key)] = value
    for key in ("starts_at", "sent_at"):
        if isinstance(v1.get(key), str):
            v1[key] = _iso(v1[key])
    if isinstance(v1.get("status"), str):
        v1["status"] = _STATUSES.get(v1["status"].strip().lower(), v1["status"])
    for key, value in besides.items():
        v1.setdefault(key, value)
    opening = offer.get("opening_id")
    if remote_id(opening) and "opening" not in v1:
        v1["opening"] = {"id": opening}
    notes = offer.get("notes")
    by = remote_id(offer.get("user_id")) or remote_id(offer.get("offering_user_id"))
    note = plain(notes).strip() if isinstance(notes, str) else ""
    return EmbeddedOffer(greenhouse_entities.with_keyed_fields(_listed_fields(v1)), by, note)


def _inside(payload: Record, key: str) -> Record:
    """The object under the key, or the payload itself when it is the object."""
    inner = payload.get(key)
    return inner if isinstance(inner, dict) else payload


def _iso(text: str) -> str:
    """A day as v1 writes it; webhooks say MM/DD/YYYY."""
    day = dates.read_american(text) if "/" in text else None
    return day.isoformat() if day else text


def _listed_fields(record: Record) -> Record:
    """Custom fields given as a list of objects, put under their keys."""
    fields = record.get("custom_fields")
    if not isinstance(fields, list):
        return record
    listed = {}
    for one in fields:
        key = one.get("name_key") or one.get("key") if isinstance(one, dict) else None
        if isinstance(key, str):
            listed[key] = one
    return {**record, "custom_fields": listed} if listed or not fields else record


def _deleted_offer(words: str, payload: Record) -> ParsedRecord:
    offer = _inside(payload, "offer")
    number = required_id(offer, "id")
    version = offer.get("version")
    whole = version if isinstance(version, int) and not isinstance(version, bool) else None
    part = Deletion("offer", number, remote_id(offer.get("application_id")) or "", whole)
    return ParsedRecord(words, "", number, "deletion", (part,))


# ---------------------------------------------------------------- applications and the rest


def _deleted(words: str, what: str, payload: Record) -> ParsedRecord:
    found = payload.get(what) or payload.get("person") or payload
    number = required_id(found if isinstance(found, dict) else payload, "id")
    return ParsedRecord(words, "", "", "webhook", (Deletion(what, number),))


def _about(words: str, action: str, payload: Record) -> ParsedRecord:
    """A webhook about an application, a candidate or a job; a hire says that it happened."""
    parts: list[Part] = []
    application = payload.get("application")
    if isinstance(application, dict):
        parts += _application(action, application)
    for key in ("candidate", "person"):
        one = payload.get(key)
        number = remote_id(one.get("id")) if isinstance(one, dict) else None
        if isinstance(one, dict) and number:
            parts.append(greenhouse_entities.read_person(Reading(one), number))
    job = payload.get("job")
    number = remote_id(job.get("id")) if isinstance(job, dict) else None
    if isinstance(job, dict) and number:
        parts.append(greenhouse_entities.read_job(Reading(job), number))
    form = "candidate" if parts and "application" not in payload and "job" not in payload else ""
    return ParsedRecord(words, "", "", form or "webhook", tuple(parts))


def _application(action: str, application: Record) -> list[Part]:
    """The application, its job as far as it is given, and the offer that was accepted."""
    number = required_id(application, "id")
    status = _HIRES.get(action) or ("active" if action in _UNHIRES else None)
    stated = application if status is None else {**application, "status": status}
    is_action = action in _HIRES or action in _UNHIRES or "reject" in action
    reading = Reading(stated)
    part = greenhouse_entities.read_application(reading, number, is_action=is_action)
    parts: list[Part] = []
    listed: JsonValue = application.get("jobs")
    jobs = listed if isinstance(listed, list) else [application.get("job")]
    for job in jobs if len(jobs) == 1 else ():
        if part.job is not None and isinstance(job, dict):
            parts.append(greenhouse_entities.read_job(Reading(job), part.job.remote_id))
    if part.candidate is not None:
        parts.append(part.candidate)
    offer = application.get("offer")
    if isinstance(offer, dict) and remote_id(offer.get("id")):
        members = (
            {"application_id": application["id"], "status": "accepted"} if action in _HIRES else {}
        )
        members.setdefault("application_id", application["id"])
        ids = {"job_id": part.job and part.job.remote_id,
               "candidate_id": part.candidate and part.candidate.remote_id}  # fmt: skip
        members |= {key: _number(one) for key, one in ids.items() if one}
        parts.append(_offer(offer, **members))
    # last, because a hired application locks what was offered before
    return [*parts, part]


def _number(text: str) -> int | str:
    """An id as v1 writes it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else text
