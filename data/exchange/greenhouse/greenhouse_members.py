"""What Greenhouse records have inside: openings, and custom fields in both of their forms."""

from functools import lru_cache

from data.exchange.parsed_offer import JsonValue, ParsedField, ParsedOpening
from data.exchange.record_reader import Reading, quoted, remote_id
from data.values import exact_json, field_values
from data.values.field_values import FieldType, MoneyRange, NumberRange, field_type
from data.values.money import Money
from data.values.text import normal, one_line


def opening_of(reading: Reading) -> ParsedOpening | None:
    """The opening of an offer, with a flag for everything unclear."""
    raw = reading.record.get("opening")
    if raw is None:
        return None
    if not isinstance(raw, dict):
        reading.flag("opening", f"opening is {quoted(raw)}, which is no opening: left empty.")
        return None
    inner = Reading(raw)
    opening = read_opening(inner)
    for flag in inner.flags:
        reading.flag("opening", flag.text if flag.field == "" else f"Opening: {flag.text}")
    return opening


def read_opening(reading: Reading) -> ParsedOpening:
    """An opening by itself, or by its number alone."""
    record = reading.record
    if record.keys() == {"id"}:
        return ParsedOpening(reading.id("id") or "", "", None, None, None, "", None)
    number = reading.text("opening_id") or (remote_id(record.get("opening_id")) or "")
    if not number:
        reading.flag("", "The opening has no opening id.")
    return ParsedOpening(
        remote_id=reading.id("id") or "",
        opening_id=number,
        is_open=_is_open(reading),
        opened_at=reading.moment("opened_at"),
        closed_at=reading.moment("closed_at"),
        close_reason=_reason(record.get("close_reason")),
        application=reading.id("application_id"),
    )


def _is_open(reading: Reading) -> bool:
    """Harvest v3 says `open`, v1 a status."""
    flag = reading.record.get("open")
    return flag if isinstance(flag, bool) else reading.text("status").lower() != "closed"


def _reason(value: JsonValue) -> str:
    name = value.get("name") if isinstance(value, dict) else value
    return one_line(name) if isinstance(name, str) else ""


# ---------------------------------------------------------------- custom fields

_RANGES = (FieldType.CURRENCY_RANGE, FieldType.NUMBER_RANGE)
_label = lru_cache(maxsize=4096)(one_line)
"""A key or a name on one line; remembered, because every record has the same few."""


def _same(field: ParsedField, value: JsonValue) -> bool:
    """Whether both forms say the same, in one shape or in two ({"amount": …}, {"value": …})."""
    if exact_json.is_same(field.value, value):
        return True
    if field.type is None:
        return False
    read = field_values.read_value(field.type, value)
    return read is not None and read == field_values.read_value(field.type, field.value)


def fields_of(reading: Reading) -> tuple[ParsedField, ...]:
    """Both forms of the custom fields joined by the normalised name, never by key."""
    keyed, bare = _members(reading, "keyed_custom_fields"), _members(reading, "custom_fields")
    found = [_keyed(reading, key, value) for key, value in keyed.items()]
    by_name = {normal(field.name): field for field in found}
    for key, value in bare.items():
        twin = by_name.get(normal(key))
        if twin is None:
            found.append(_bare(key, value))
        elif not _same(twin, value):
            reading.flag(
                f"fields.{twin.key}",
                f"{twin.name} is {quoted(twin.value)} by its key and {quoted(value)} by its name: "
                "the first is taken.",
            )
    for field in found:
        if field.type in _RANGES:
            _look_at_range(reading, field)
    return tuple(found)


def _members(reading: Reading, key: str) -> dict[str, JsonValue]:
    raw = reading.record.get(key)
    if raw is not None and not isinstance(raw, dict):
        if raw:
            reading.flag(key, f"{key} is {quoted(raw)}, which is no set of fields: left empty.")
        return {}
    return {name: value for name, value in (raw or {}).items() if _label(name)}


def _keyed(reading: Reading, key: str, value: JsonValue) -> ParsedField:
    if not isinstance(value, dict) or "value" not in value:
        return _bare(key, value)
    name, type_word = value.get("name"), value.get("type")
    type = field_type(type_word) if isinstance(type_word, str) else None
    if type is None:
        reading.flag(
            f"fields.{key}", f"{one_line(key)} has the type {quoted(type_word)}, which is unknown."
        )
    label = _label(name) if isinstance(name, str) else ""
    return ParsedField(_label(key), label or _name(key), type, value["value"])


def _bare(key: str, value: JsonValue) -> ParsedField:
    return ParsedField(_label(key), _name(key), None, value)


def _name(key: str) -> str:
    """A name for a field of which only the normalised name came: "current_salary"."""
    words = one_line(key.replace("_", " ")) or one_line(key)
    return words[:1].upper() + words[1:]


def _look_at_range(reading: Reading, field: ParsedField) -> None:
    read = field_values.read_value(field.type, field.value) if field.type else None
    least, most = (
        (read.minimum, read.maximum) if isinstance(read, MoneyRange | NumberRange) else (None, None)
    )
    low, high = (end.minor if isinstance(end, Money) else end for end in (least, most))
    if low is not None and high is not None and low > high:
        text = f"{field.name}: the minimum is above the maximum ({quoted(field.value)})."
        reading.flag(f"fields.{field.key}", text)
