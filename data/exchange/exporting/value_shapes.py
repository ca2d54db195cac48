"""Values on their way out: in the shape in which the other system had them, or in its usual one."""

from decimal import Decimal

from data.exchange.exporting.exported_records import ValueOut, json_number
from data.exchange.parsed_offer import JsonValue
from data.values.field_values import FieldType
from data.values.money import Money

_AMOUNT, _CURRENCY = ("value", "amount"), ("currency", "unit")
_TEXTS = (FieldType.SHORT_TEXT, FieldType.LONG_TEXT)


def money_value(amount: Money) -> JsonValue:
    """Pay as an object."""
    return {"value": json_number(amount.decimal()), "currency": amount.currency}


def shaped(value: ValueOut | None, old: JsonValue = None) -> JsonValue:
    """The value as JSON; `old` is what stood in its place, whose shape it takes."""
    if value is None:
        return None
    loaded = value.loaded
    if value.value is None:  # what could not be read goes out as it came
        return loaded
    return like(old, value.type, loaded)


def like(old: JsonValue, type: FieldType, new: JsonValue) -> JsonValue:
    """A stored value in the shape of the one it replaces."""
    match type:
        case FieldType.CURRENCY:
            return _object(old, new, {"value": _AMOUNT, "currency": _CURRENCY})
        case FieldType.CURRENCY_RANGE:
            return _object(old, new, {"unit": ("unit", "currency")})
        case FieldType.NUMBER_RANGE:
            return _object(old, new, {})
        case FieldType.NUMBER:
            return _number(old, new)
        case FieldType.USER:
            return _user(old, new)
    return new


def pay_text(amount: Money | None, text: str) -> str | None:
    """Pay where only text is possible: "92500 EUR"."""
    if amount is None:
        return text or None
    return f"{json_number(amount.decimal())} {amount.currency}"


def is_text(type: FieldType | None, old: JsonValue) -> bool:
    """Whether a field that came like this holds text only, whatever it is about."""
    return type in _TEXTS or (type is None and isinstance(old, str))


def _object(old: JsonValue, new: JsonValue, spelled: dict[str, tuple[str, ...]]) -> JsonValue:
    """The members of an object under the names, and of the kinds, that the old one used."""
    before = old if isinstance(old, dict) else {}
    made = dict(before)
    for name, value in new.items():
        names = [one for one in spelled.get(name, (name,)) if one in before] or [name]
        for one in names:
            made[one] = _number(before.get(one), value)
    return made


def _number(old: JsonValue, new: JsonValue) -> JsonValue:
    """A number as text if it was text."""
    if not isinstance(new, int | Decimal) or isinstance(new, bool):
        return new
    number = json_number(Decimal(new))
    if not isinstance(old, str):
        return number
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def _user(old: JsonValue, new: JsonValue) -> JsonValue:
    """A person as an object, or as the bare number that came, if that is all."""
    number = new["user_id"]
    bare: JsonValue = int(number) if number.isascii() and number.isdigit() else number or None
    others = {key: text or None for key, text in new.items() if key != "user_id"}
    if isinstance(old, int | str) and not any(others.values()):
        return str(number) if isinstance(old, str) else bare
    before = old if isinstance(old, dict) else {}
    return {**before, "user_id": bare, **others}
