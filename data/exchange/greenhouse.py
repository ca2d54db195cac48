"""Greenhouse Harvest v1 offers, as of today and as of 2016 (no job, no types of fields)."""

from datetime import date, datetime

from data import json_text, values
from data.exchange.incoming import (
    Identity,
    Incoming,
    JsonValue,
    MetField,
    MetJob,
    MetOpening,
    MetPerson,
    Record,
)
from data.exchange.systems import Kind, Reading, Refused, quoted, remote_id, required_id, shown
from data.fields import slug
from data.money import Money
from data.plain import one_line, plain
from data.records import PayFrequency, Terms
from data.status import Status
from data.values import FieldType, MoneyRange, NumberRange, field_type

_OFFER = frozenset(
    ("version", "starts_at", "sent_at", "resolved_at", "custom_fields", "keyed_custom_fields")
)
_NO_OFFER = frozenset(("offer_status", "offer_history", "error"))
"""Keys that only other systems' records have at the top."""
_HIGHEST_VERSION = 1_000_000
_FREQUENCIES = {
    **dict.fromkeys(("hourly", "hour"), PayFrequency.HOURLY),
    **dict.fromkeys(("daily", "day"), PayFrequency.DAILY),
    **dict.fromkeys(("weekly", "week"), PayFrequency.WEEKLY),
    **dict.fromkeys(("monthly", "month"), PayFrequency.MONTHLY),
    **dict.fromkeys(("annually", "annual", "yearly", "year"), PayFrequency.YEARLY),
}
# Shapes by their telling keys: all of the first, any of the second (if there is any).
_OTHERS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("webhook", frozenset({"action", "payload"}), frozenset()),
    ("offer of Harvest v3", frozenset({"application_id"}), frozenset({"starts_on", "sent_on"})),
    ("custom field definition", frozenset({"field_type"}), frozenset({"value_type", "name_key"})),
    ("opening", frozenset({"opening_id", "opened_at"}), frozenset()),
    ("candidate", frozenset({"first_name"}), frozenset({"application_ids", "email_addresses"})),
    ("application", frozenset(), frozenset({"person_id", "applied_at", "current_stage"})),
    ("job", frozenset({"name"}), frozenset({"requisition_id", "departments", "offices"})),
    ("user", frozenset({"name"}), frozenset({"emails", "site_admin", "primary_email_address"})),
    ("department", frozenset({"id", "name"}), frozenset()),
    ("offer update request", frozenset(), frozenset({"sent_at", "start_date"})),
    ("set of custom fields", frozenset({"custom_fields"}), frozenset()),
)


class Greenhouse:
    """Offers of Greenhouse: a record is one version; versions of one application are chained."""

    name = "greenhouse"
    title = "Greenhouse"

    def recognise(self, record: Record) -> Kind | None:
        """An offer by its application and what only offers have; others by their telling keys."""
        keys = record.keys()
        if not _NO_OFFER.isdisjoint(keys):
            return None
        is_other = "action" in keys or "opening_id" in keys
        if "application_id" in keys and not is_other and not _OFFER.isdisjoint(keys):
            return Kind("offer")
        for words, every, some in _OTHERS:
            if every <= keys and (not some or not some.isdisjoint(keys)):
                refusal = f"is a Greenhouse {words}: only offers of Harvest v1 are read yet."
                return Kind(words, refusal)
        return None

    def identify(self, record: Record) -> Identity:
        """By id, application and version: the same id is met under several of each."""
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

    def understand(self, record: Record) -> Incoming:
        """The record in our words."""
        reading = Reading(record)
        identity = self.identify(record)
        if record.get("version") is None:
            reading.doubt("version", "The record has no version: taken as the first.")
        fields = _fields(reading)
        created, resolved = reading.moment("created_at"), reading.moment("resolved_at")
        sent, starts = reading.day("sent_at"), reading.day("starts_at")
        job, person = reading.id("job_id"), reading.id("candidate_id")
        opening = _opening(reading)
        status, source, superseded = _status(reading, sent)
        _look_at_dates(reading, source, created, sent, resolved, starts)
        if source == "accepted" and opening and opening.is_open:
            reading.doubt("opening", "The offer is accepted, but its opening is still open.")
        return Incoming(
            identity=identity,
            status=status,
            source_value=source,
            is_superseded=superseded,
            terms=_terms(reading, fields, starts),
            job=MetJob(job) if job else None,
            candidate=MetPerson(person) if person else None,
            opening=opening,
            fields=fields,
            created_at=created,
            updated_at=reading.moment("updated_at"),
            sent_at=sent,
            resolved_at=resolved,
            doubts=tuple(reading.doubts),
        )


def _version(record: Record) -> int:
    met = record.get("version")
    if met is None:
        return 1
    if isinstance(met, str) and met.isascii() and met.isdigit() and len(met) < 8:
        met = int(met)
    if isinstance(met, bool) or not isinstance(met, int) or not 0 <= met <= _HIGHEST_VERSION:
        raise Refused("version", f"version should be a whole number, but is {quoted(met)}.")
    return met


def _status(reading: Reading, sent: date | None) -> tuple[Status, str, bool]:
    """Our status, the source's own word, and whether the version is superseded."""
    met = reading.record.get("status")
    word = shown(met) if met is not None else ""
    open_status = Status.SENT if sent else Status.DRAFT
    match word.lower():
        case "unresolved":
            return open_status, word, False
        case "deprecated":
            return open_status, word, True
        case "accepted":
            return Status.ACCEPTED, word, False
        case "rejected":
            reading.doubt(
                "status",
                "Greenhouse says rejected, which may mean declined or withdrawn: read as declined.",
            )
            return Status.DECLINED, word, False
    said = f"is {quoted(met)}, which is unknown" if word else "is missing"
    reading.doubt("status", f"The status {said}: taken as draft.")
    return Status.DRAFT, word, False


def _look_at_dates(
    reading: Reading,
    source: str,
    created: datetime | None,
    sent: date | None,
    resolved: datetime | None,
    starts: date | None,
) -> None:
    """Note every contradiction between the dates (domain, *Irregular records*)."""
    if sent and resolved and sent > resolved.date():
        reading.doubt("sent_at", f"Sent on {sent}, after it was resolved on {resolved.date()}.")
    if sent and created and sent < created.date():
        reading.doubt("sent_at", f"Sent on {sent}, before it was created on {created.date()}.")
    if source == "accepted" and reading.record.get("sent_at") is None:
        reading.doubt("sent_at", "Accepted, but there is no date on which it was sent.")
    if source == "deprecated" and reading.record.get("resolved_at") is None:
        reading.doubt("resolved_at", "Deprecated, but there is no moment at which it was resolved.")
    if starts and created and starts < created.date():
        reading.doubt(
            "starts_at", f"Starts on {starts}, before the offer was created on {created.date()}."
        )


def _opening(reading: Reading) -> MetOpening | None:
    met = reading.record.get("opening")
    if met is None:
        return None
    if not isinstance(met, dict):
        reading.doubt("opening", f"opening is {quoted(met)}, which is no opening: left empty.")
        return None
    inner = Reading(met)
    number = inner.text("opening_id") or (remote_id(met.get("opening_id")) or "")
    if not number:
        reading.doubt("opening", "The opening has no opening id.")
    opening = MetOpening(
        remote_id=inner.id("id") or "",
        opening_id=number,
        is_open=inner.text("status").lower() != "closed",
        opened_at=inner.moment("opened_at"),
        closed_at=inner.moment("closed_at"),
        close_reason=_reason(met.get("close_reason")),
        application=inner.id("application_id"),
    )
    for doubt in inner.doubts:
        reading.doubt("opening", f"Opening: {doubt.text}")
    return opening


def _reason(met: JsonValue) -> str:
    name = met.get("name") if isinstance(met, dict) else met
    return one_line(name) if isinstance(name, str) else ""


# ---------------------------------------------------------------- custom fields


def _same(field: MetField, met: JsonValue) -> bool:
    """Whether both forms say the same, in one shape or in two ({"amount": …}, {"value": …})."""
    if json_text.dump_json(field.met) == json_text.dump_json(met):
        return True
    if field.type is None:
        return False
    read = values.read_value(field.type, met)
    return read is not None and read == values.read_value(field.type, field.met)


def _fields(reading: Reading) -> tuple[MetField, ...]:
    """Both forms of the custom fields joined by the normalised name, never by key."""
    keyed, bare = _members(reading, "keyed_custom_fields"), _members(reading, "custom_fields")
    found = [_keyed(reading, key, met) for key, met in keyed.items()]
    by_name = {slug(field.name): field for field in found}
    for key, met in bare.items():
        twin = by_name.get(slug(key))
        if twin is None:
            found.append(_bare(key, met))
        elif not _same(twin, met):
            reading.doubt(
                f"fields.{twin.key}",
                f"{twin.name} is {quoted(twin.met)} by its key and {quoted(met)} by its name: "
                "the first is taken.",
            )
    for field in found:
        _look_at_range(reading, field)
    return tuple(found)


def _members(reading: Reading, key: str) -> dict[str, JsonValue]:
    met = reading.record.get(key)
    if met is not None and not isinstance(met, dict):
        if met:
            reading.doubt(key, f"{key} is {quoted(met)}, which is no set of fields: left empty.")
        return {}
    return {name: value for name, value in (met or {}).items() if one_line(name)}


def _keyed(reading: Reading, key: str, met: JsonValue) -> MetField:
    if not isinstance(met, dict) or "value" not in met:
        return _bare(key, met)
    name, said = met.get("name"), met.get("type")
    type = field_type(said) if isinstance(said, str) else None
    if type is None:
        reading.doubt(
            f"fields.{key}", f"{one_line(key)} has the type {quoted(said)}, which is unknown."
        )
    label = one_line(name) if isinstance(name, str) else ""
    return MetField(one_line(key), label or _name(key), type, met["value"])


def _bare(key: str, met: JsonValue) -> MetField:
    return MetField(one_line(key), _name(key), None, met)


def _name(key: str) -> str:
    """A name for a field of which only the normalised name came: "current_salary"."""
    words = one_line(key.replace("_", " ")) or one_line(key)
    return words[:1].upper() + words[1:]


def _look_at_range(reading: Reading, field: MetField) -> None:
    if field.type not in (FieldType.CURRENCY_RANGE, FieldType.NUMBER_RANGE):
        return
    read = values.read_value(field.type, field.met)
    least, most = (
        (read.minimum, read.maximum) if isinstance(read, MoneyRange | NumberRange) else (None, None)
    )
    low, high = (end.minor if isinstance(end, Money) else end for end in (least, most))
    if low is not None and high is not None and low > high:
        text = f"{field.name}: the minimum is above the maximum ({quoted(field.met)})."
        reading.doubt(f"fields.{field.key}", text)


def _terms(reading: Reading, fields: tuple[MetField, ...], starts: date | None) -> Terms:
    """The start date and, from the field called Salary, the pay."""
    field = next((one for one in fields if slug(one.name) == "salary"), None)
    if field is None or field.met in (None, ""):
        return Terms(start_date=starts)
    amount = values.read_value(FieldType.CURRENCY, field.met)
    if isinstance(amount, Money):
        frequency = _frequency(reading.record, field.key)
        return Terms(amount, "", amount.currency, frequency, starts)
    what = "a currency that is no amount" if field.type is FieldType.CURRENCY else "text"
    if not isinstance(field.met, str) and field.type is not FieldType.CURRENCY:
        what = "not an amount"
    reading.doubt(
        "salary", f"The salary is {what} ({quoted(field.met)}): kept as text, never as a number."
    )
    return Terms(salary_text=plain(shown(field.met)), start_date=starts)


def _frequency(record: Record, key: str) -> PayFrequency | None:
    """How often pay is counted, which compensation fields say beside their value."""
    keyed = record.get("keyed_custom_fields")
    field = keyed.get(key) if isinstance(keyed, dict) else None
    said = field.get("frequency") if isinstance(field, dict) else None
    return _FREQUENCIES.get(said.lower()) if isinstance(said, str) else None
