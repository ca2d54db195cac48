"""Values of custom fields: their types, the shapes in which records have them, the stored form.

A value keeps what its source said beside what was read from it (`raw`, JSON text): a value that
could not be read is None with its raw text kept, and nothing is guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from data.values import dates, money
from data.values.exact_json import dump_loaded, load_json
from data.values.money import Money
from data.values.plain_number import plain_number
from data.values.text import plain


class FieldType(StrEnum):
    """The types of custom fields, as the three systems know them ("boolean" is yes_no)."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    YES_NO = "yes_no"
    SINGLE_SELECT = "single_select"
    MULTI_SELECT = "multi_select"
    DATE = "date"
    CURRENCY = "currency"
    CURRENCY_RANGE = "currency_range"
    NUMBER = "number"
    NUMBER_RANGE = "number_range"
    URL = "url"
    USER = "user"


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """Pay from, pay to, in one currency; either end may be missing, never both."""

    minimum: Money | None
    maximum: Money | None


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A number from, a number to; either end may be missing, never both."""

    minimum: Decimal | None
    maximum: Decimal | None


@dataclass(frozen=True, slots=True)
class UserRef:
    """A person a user field names; what is not known is empty."""

    user_id: str
    name: str = ""
    email: str = ""
    employee_id: str = ""


Value = str | bool | Decimal | date | Money | MoneyRange | NumberRange | UserRef | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A custom field's value in one version: the field as called, what was read, what came."""

    key: str
    name: str
    type: FieldType
    value: Value | None = None
    raw: str | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing there: neither a value nor anything that could not be read."""
        if self.value is not None and self.value != "" and self.value != ():
            return False
        return self.raw in (None, "null", '""', "[]")


NUMBER_LIMIT = 64
"""The longest number that is read, in characters."""
_DIGITS = 40

ID = "[0-9]{1,18}"
"""A number by which a system calls a person."""


def field_type(word: str) -> FieldType | None:
    """The type that a system calls by this word; None for a word that is no type."""
    return _WORDS.get(word) or _WORDS.get(word.strip().lower())


# ---------------------------------------------------------------- what records say


def read_value(type: FieldType, raw: object) -> Value | None:
    """What a source's JSON means for a field of this type; None if nothing, or no such value."""
    return _READERS[type](raw)


def from_raw(key: str, name: str, type: FieldType, raw: object) -> FieldValue:
    """A field's value as it came: what could be read of it, and all of it as JSON text."""
    return FieldValue(key, name, type, read_value(type, raw), dump_loaded(raw))


def _text(raw: object) -> str | None:
    return (plain(raw).strip() or None) if isinstance(raw, str) else None


def _option(raw: object) -> str | None:
    return (plain(raw) or None) if isinstance(raw, str) else None


def _options(raw: object) -> tuple[str, ...] | None:
    if not isinstance(raw, list | tuple):
        return None
    chosen = tuple(_option(item) for item in raw)
    return tuple(item for item in chosen if item) if all(chosen) and chosen else None


def _yes_no(raw: object) -> bool | None:
    return raw if isinstance(raw, bool) else None


def _date(raw: object) -> date | None:
    return dates.read_date(raw) if isinstance(raw, str) else None


def read_number(raw: object) -> Decimal | None:
    """A number of a size that people mean; text only when it is a plain decimal number."""
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal | str):
        return None
    number = plain_number(raw, NUMBER_LIMIT) if isinstance(raw, str) else Decimal(raw)
    if number is None or not number.is_finite() or len(number.as_tuple().digits) > _DIGITS:
        return None
    exponent = int(number.as_tuple().exponent)
    return number if -20 <= exponent <= 20 else None


def _either(raw: dict[str, object], key: str, or_key: str) -> object:
    """What the first of these keys says that says anything; nothing if the two contradict."""
    one, other = raw.get(key), raw.get(or_key)
    if one is None or other is None:
        return other if one is None else one
    return one if one == other else None


def _amount(raw: object, currency: object) -> Money | None:
    if not isinstance(currency, str) or not isinstance(raw, int | Decimal | str):
        return None
    return money.from_number(raw, currency.strip().upper())


def _money(raw: object) -> Money | None:
    if not isinstance(raw, dict):
        return None
    return _amount(_either(raw, "value", "amount"), _either(raw, "currency", "unit"))


def _ends(raw: object) -> tuple[object, object] | None:
    if not isinstance(raw, dict):
        return None
    ends = raw.get("min_value"), raw.get("max_value")
    return None if ends == (None, None) else ends


def _money_range(raw: object) -> MoneyRange | None:
    ends = _ends(raw)
    if ends is None or not isinstance(raw, dict):
        return None
    currency = _either(raw, "unit", "currency")
    if not isinstance(currency, str) or not all(isinstance(end, _AMOUNTS) for end in ends):
        return None
    return _range_of(*ends, currency)


_AMOUNTS = (int, Decimal, str, type(None))


@lru_cache(maxsize=4096, typed=True)
def _range_of(least: object, most: object, currency: str) -> MoneyRange | None:
    """Remembered: an import reads a record's range to check it, and again to store it."""
    minimum, maximum = _amount(least, currency), _amount(most, currency)
    is_read = _all_read((least, most), (minimum, maximum))
    return MoneyRange(minimum, maximum) if is_read else None


def _number_range(raw: object) -> NumberRange | None:
    ends = _ends(raw)
    if ends is None:
        return None
    minimum, maximum = (read_number(end) for end in ends)
    return NumberRange(minimum, maximum) if _all_read(ends, (minimum, maximum)) else None


def _all_read(ends: tuple[object, object], read: tuple[object, object]) -> bool:
    """Whether each end that was there could be read: half a truth is no range."""
    return (read[0] is not None or ends[0] is None) and (read[1] is not None or ends[1] is None)


def _user(raw: object) -> UserRef | None:
    if not isinstance(raw, dict):
        number = _id(raw)
        return UserRef(number) if re.fullmatch(ID, number) else None
    number, get = _id(raw.get("user_id")), raw.get
    name, email = _text(get("name")) or "", _text(get("email")) or ""
    employee = _text(get("employee_id")) or ""
    if not (number or name or email or employee):
        return None
    return UserRef(number, name, email, employee)


def _id(raw: object) -> str:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < 10**18:
        return str(raw)
    return _text(raw) or ""


_READERS: dict[FieldType, Callable[[object], Value | None]] = {
    FieldType.SHORT_TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.YES_NO: _yes_no,
    FieldType.SINGLE_SELECT: _option,
    FieldType.MULTI_SELECT: _options,
    FieldType.DATE: _date,
    FieldType.CURRENCY: _money,
    FieldType.CURRENCY_RANGE: _money_range,
    FieldType.NUMBER: read_number,
    FieldType.NUMBER_RANGE: _number_range,
    FieldType.URL: _text,
    FieldType.USER: _user,
}


_WORDS = {str(type): type for type in FieldType} | {"boolean": FieldType.YES_NO}


# ---------------------------------------------------------------- the stored form


def to_json(value: Value | None) -> str | None:
    """The one form in which a value is stored, itself one of the shapes that read_value reads."""
    match value:
        case None:
            return None
        case Money():
            unit = dump_loaded(value.currency)
            return f'{{"value":{_amount_json(value)},"currency":{unit}}}'
        case MoneyRange(minimum=low, maximum=high):
            unit = dump_loaded(low.currency if low else high.currency if high else None)
            ends = f'"min_value":{_amount_json(low)},"max_value":{_amount_json(high)}'
            return f'{{{ends},"unit":{unit}}}'
    return dump_loaded(_plainest(value))


def _amount_json(amount: Money | None) -> str:
    """Major units as JSON writes them, put together from the minor ones, for speed."""
    if amount is None:
        return "null"
    places = money.decimals(amount.currency)
    if not places:
        return str(amount.minor) if amount.minor else "0E0"
    whole, rest = divmod(amount.minor, 10**places)
    return f"{whole}.{rest:0{places}d}"


def from_json(type: FieldType, text: str) -> Value | None:
    """The stored form read back, exactly."""
    return read_value(type, load_json(text))


def _plainest(value: Value) -> object:
    match value:
        case NumberRange(minimum=least, maximum=most):
            return {
                "min_value": None if least is None else _json_number(least),
                "max_value": None if most is None else _json_number(most),
            }
        case Decimal():
            return _json_number(value)
        case UserRef(user_id=number, name=name, email=email, employee_id=employee):
            return {"user_id": number, "name": name, "email": email, "employee_id": employee}
        case date():
            return value.isoformat()
        case _:
            return value


def _json_number(number: Decimal) -> int | Decimal:
    """The number as JSON writes it most plainly: without a decimal part, as a whole number."""
    return int(number) if number.as_tuple().exponent == 0 and number else number
