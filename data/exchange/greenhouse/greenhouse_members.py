"""What Greenhouse records have inside: openings, and custom fields in both of their forms."""

from functools import lru_cache

from data.exchange.parsed_offer import JsonValue, MetField, MetOpening
from data.exchange.record_reader import Reading, quoted, remote_id
from data.values import exact_json, field_values
from data.values.field_values import FieldType, MoneyRange, NumberRange, field_type
from data.values.money import Money
from data.values.text import normal, one_line


def opening_of(reading: Reading) -> MetOpening | None:
    """The opening of an offer, with every doubt about it."""
    met = reading.record.get("opening")
    if met is None:
        return None
    if not isinstance(met, dict):
        reading.doubt("opening", f"opening is {quoted(met)}, which is no opening: left empty.")
        return None
    inner = Reading(met)
    opening = read_opening(inner)
    for doubt in inner.doubts:
        reading.doubt("opening", doubt.text if doubt.field == "" else f"Opening: {doubt.text}")
    return opening


def read_opening(reading: Reading) -> MetOpening:
    """An opening by itself."""
    met = reading.record
    number = reading.text("opening_id") or (remote_id(met.get("opening_id")) or "")
    if not number:
        reading.doubt("", "The opening has no opening id.")
    return MetOpening(
        remote_id=reading.id("id") or "",
        opening_id=number,
        is_open=reading.text("status").lower() != "closed",
        opened_at=reading.moment("opened_at"),
        closed_at=reading.moment("closed_at"),
        close_reason=_reason(met.get("close_reason")),
        application=reading.id("application_id"),
    )


def _reason(met: JsonValue) -> str:
    name = met.get("name") if isinstance(met, dict) else met
    return one_line(name) if isinstance(name, str) else ""


# ---------------------------------------------------------------- custom fields


def _same(field: MetField, met: JsonValue) -> bool:
    """Whether both forms say the same, in one shape or in two ({"amount": …}, {"value": …})."""
    if exact_json.is_same(field.met, met):
        return True
    if field.type is None:
        return False
    read = field_values.read_value(field.type, met)
    return read is not None and read == field_values.read_value(field.type, field.met)


def fields_of(reading: Reading) -> tuple[MetField, ...]:
    """Both forms of the custom fields joined by the normalised name, never by key."""
    keyed, bare = _members(reading, "keyed_custom_fields"), _members(reading, "custom_fields")
    found = [_keyed(reading, key, met) for key, met in keyed.items()]
    by_name = {normal(field.name): field for field in found}
    for key, met in bare.items():
        twin = by_name.get(normal(key))
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
    clean, label = _labels(key, name if isinstance(name, str) else "")
    return MetField(clean, label, type, met["value"])


@lru_cache(maxsize=4096)
def _labels(key: str, name: str) -> tuple[str, str]:
    """Key and name on one line; remembered, because every record has the same few."""
    return one_line(key), one_line(name) or _name(key)


def _bare(key: str, met: JsonValue) -> MetField:
    return MetField(one_line(key), _name(key), None, met)


def _name(key: str) -> str:
    """A name for a field of which only the normalised name came: "current_salary"."""
    words = one_line(key.replace("_", " ")) or one_line(key)
    return words[:1].upper() + words[1:]


def _look_at_range(reading: Reading, field: MetField) -> None:
    if field.type not in (FieldType.CURRENCY_RANGE, FieldType.NUMBER_RANGE):
        return
    read = field_values.read_value(field.type, field.met)
    least, most = (
        (read.minimum, read.maximum) if isinstance(read, MoneyRange | NumberRange) else (None, None)
    )
    low, high = (end.minor if isinstance(end, Money) else end for end in (least, most))
    if low is not None and high is not None and low > high:
        text = f"{field.name}: the minimum is above the maximum ({quoted(field.met)})."
        reading.doubt(f"fields.{field.key}", text)
