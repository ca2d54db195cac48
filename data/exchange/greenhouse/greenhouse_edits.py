"""A kept record of Greenhouse on its way out: what was changed here is written into it.

Only what is different is touched, in the record's own spelling and shapes.
"""

from datetime import datetime

from data.exchange.exporting.exported_records import Copy, OfferOut, SeatOut, as_number
from data.exchange.importing.record_merging import load
from data.exchange.parsed_offer import JsonValue, ParsedOffer, Record
from data.exchange.record_reader import Reading
from data.values import clock, status
from data.values.field_values import FieldType
from data.values.status import Status
from data.values.text import normal, one_line

WORDS = {
    Status.DRAFT: "unresolved",
    Status.SENT: "unresolved",
    Status.PENDING: "unresolved",
    Status.ACCEPTED: "accepted",
    Status.DECLINED: "rejected",
    Status.WITHDRAWN: "rejected",
}
"""Our statuses in the words of Harvest v1 (docs/domain.md, *Three vocabularies*)."""
SUPERSEDED = "deprecated"
FREQUENCIES = {
    "hourly": "hourly", "daily": "daily", "weekly": "weekly", "monthly": "monthly",
    "yearly": "annually",
}  # fmt: skip
BARE, KEYED = "custom_fields", "keyed_custom_fields"


_V3 = {"starts_at": "starts_on", "sent_at": "sent_on"}
_V3_WORDS = {"unresolved": "Created"}


def in_form(copy: Copy, record: Record) -> Record:
    """The record in the form in which it came: one of Harvest v3 with what is different in it."""
    if not copy.form:
        return record
    made, before = load(copy.form), load(copy.raw)
    for key, value in record.items():
        if key in (BARE, KEYED):
            _take_fields(made, value, before.get(key))
        elif value != before.get(key):
            word = _V3_WORDS.get(value, value.capitalize()) if key == "status" else value
            made[_V3.get(key, key)] = word
    return made


_STANDINGS = {
    "deprecated": status.SUPERSEDED,
    "accepted": str(Status.ACCEPTED),
    "rejected": str(Status.DECLINED),
}


def record_standing(record: JsonValue) -> tuple[str | None, ...]:
    """How a record of v1 or v3 stands, its moments and its days, as they are stored here."""
    reading = Reading(record if isinstance(record, dict) else {})
    sent = reading.day("sent_at") or reading.day("sent_on")
    starts = reading.day("starts_at") or reading.day("starts_on")
    standing = _STANDINGS.get(reading.text("status").lower())
    moments = (reading.moment(key) for key in ("created_at", "updated_at", "resolved_at"))
    return (
        standing or str(Status.SENT if sent else Status.DRAFT),
        *map(_stamp, moments),
        sent.isoformat() if sent else None,
        starts.isoformat() if starts else None,
    )


def _take_fields(made: Record, value: JsonValue, before: JsonValue) -> None:
    """Custom fields that are different, in the one form that Harvest v3 has."""
    known = before if isinstance(before, dict) else {}
    held = made.get(BARE)
    if not isinstance(value, dict) or not isinstance(held, dict | None):
        return
    fresh = {key: one for key, one in value.items() if key not in known or known[key] != one}
    if fresh:
        made[BARE] = {**(held or {}), **fresh}


def seat(opening: SeatOut | None, offer: OfferOut) -> Record | None:
    """An opening as offers show it."""
    if opening is None:
        return None
    return {
        "id": offer.number("opening", opening.id),
        "opening_id": opening.opening_id or None,
        "status": "open" if opening.is_open else "closed",
        "opened_at": opening.opened_at,
        "closed_at": opening.closed_at,
        "application_id": offer.number("application", opening.application_id),
        "close_reason": {"id": None, "name": opening.close_reason}
        if opening.close_reason
        else None,
    }


class Standing:
    """Status and moments of a record; only what is different here is written."""

    def __init__(self, record: Record, stated: ParsedOffer) -> None:
        self._record = record
        self._stated = stated

    def take(self, offer: OfferOut) -> None:
        """Write what the offer says otherwise."""
        stated, record = self._stated, self._record
        if offer.is_superseded != stated.is_superseded or (
            not offer.is_superseded and offer.status is not stated.status
        ):
            record["status"] = SUPERSEDED if offer.is_superseded else WORDS[offer.status]
        if offer.sent_at != (stated.sent_at.isoformat() if stated.sent_at else None):
            record["sent_at"] = offer.sent_at
        if offer.resolved_at != _stamp(stated.resolved_at):
            record["resolved_at"] = offer.resolved_at


class Opening:
    """The opening of a record; another one replaces it, the same one is brought up to date."""

    def __init__(self, record: Record, stated: ParsedOffer) -> None:
        self._record = record
        self._stated = stated.opening

    def take(self, opening: SeatOut | None, offer: OfferOut, record_id: str) -> None:
        """Write the opening if it is another one, or if a person changed it here."""
        stated = self._stated
        if opening is None or stated is None:
            if opening is not None or stated is not None:
                self._record["opening"] = seat(opening, offer)
            return
        known = offer.remote.get(("opening", opening.id))
        if known != (stated.remote_id or record_id):
            self._record["opening"] = seat(opening, offer)
        elif "opening" in offer.touched:
            self._update(opening, offer)

    def _update(self, opening: SeatOut, offer: OfferOut) -> None:
        stated, new = self._stated, seat(opening, offer)
        if stated is None or new is None:
            return
        application = as_number(stated.application) if stated.application else None
        before = {
            "opening_id": stated.opening_id or None,
            "status": "open" if stated.is_open else "closed",
            "opened_at": _stamp(stated.opened_at),
            "closed_at": _stamp(stated.closed_at),
            "application_id": application,
            "close_reason": (
                {"id": None, "name": stated.close_reason} if stated.close_reason else None
            ),
        }
        self._record["opening"] |= {key: new[key] for key in before if new[key] != before[key]}


class Members:
    """Both forms of a record's custom fields."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def put(self, key: str, name: str, value: JsonValue) -> None:
        """Replace a field's value wherever the record has it."""
        for member in self._named(KEYED, key, name):
            keyed = self._record[KEYED]
            inner = keyed[member]
            if isinstance(inner, dict) and "value" in inner:
                inner["value"] = value
            else:
                keyed[member] = value
        for member in self._named(BARE, key, name):
            self._record[BARE][member] = value

    def say(self, key: str, word: str, value: JsonValue) -> None:
        """Set what stands beside a field's value."""
        for member in self._keys(KEYED):
            inner = self._record[KEYED][member]
            if one_line(member) == key and isinstance(inner, dict) and "value" in inner:
                inner[word] = value

    def add(self, key: str, name: str, type: FieldType, value: JsonValue) -> None:
        """A field that the record does not have, in the forms that it has."""
        forms = [form for form in (BARE, KEYED) if isinstance(self._record.get(form), dict)]
        for form in forms or (BARE, KEYED):
            held = self._record.get(form)
            if not isinstance(held, dict):
                held = self._record[form] = {}
            if form == KEYED:
                held[key] = {"name": name, "type": str(type), "value": value}
            else:
                held[normal(name)] = value

    def _named(self, form: str, key: str, name: str) -> list[str]:
        """The members that are this field: by its key where they have keys, else by its name."""
        keys = self._keys(form)
        by_key = [member for member in keys if one_line(member) == key]
        if form == KEYED:
            return by_key
        return [member for member in keys if normal(member) == normal(name)] or by_key

    def _keys(self, form: str) -> list[str]:
        held = self._record.get(form)
        return list(held) if isinstance(held, dict) else []


def _stamp(moment: datetime | None) -> str | None:
    return clock.stamp(moment) if moment else None
