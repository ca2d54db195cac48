"""Values of custom fields: their types, the shapes they are met in, and how they are shown.

A value keeps what its source said beside what was read from it (`raw`, JSON text): a value that
could not be read is None with its raw text kept, and nothing is guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from data.values import dates, money
from data.values.exact_json import dump_json, dump_loaded, load_json
from data.values.money import AmountError, Money
from data.values.text import one_line, plain


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


class ValueProblem(ValueError):
    """Something entered that the field cannot hold; the message says what would be right."""


SHORT_TEXT_LIMIT = 255
LONG_TEXT_LIMIT = 20_000
_URL_LIMIT = 2_048
_NUMBER_LIMIT = 64
_DIGITS = 40
_RANGE_LIMIT = 128

T = TypeVar("T")
R = TypeVar("R")

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_GROUPED = r"-?[1-9][0-9]{0,2}([, ])[0-9]{3}(?:\1[0-9]{3})*(?:\.[0-9]+)?"
# A minus sign opens a number where a number is expected, and is a dash behind one.
_RANGE = r"(?i:([-−]?[^-–—−]+?)\s*(?:-|–|—|\bto\b)\s*([-−]?[^-–—−]+))"
_THOUSANDS = r"(?i:[0-9]\s*[km](?:\s|$|[a-z]{3}$))"
_SMALL = r"(?i:[^0-9]*[1-9][0-9]{0,2}(?:[.,][0-9]{1,2})?[^0-9km]*)"
_LINK = r"(?i:https?://[^\s/?#]+|mailto:[^\s@]+@)[^\s]*"
_ID = "[0-9]{1,18}"
_PERSON = r"([^<>#]*?)\s*(?:<([^<>\s]+@[^<>\s]+)>)?\s*(?:#([^\s/]*)(?:/(.*))?)?"


def field_type(word: str) -> FieldType | None:
    """The type that a system calls by this word; None for a word that is no type."""
    return _WORDS.get(word) or _WORDS.get(word.strip().lower())


# ---------------------------------------------------------------- what records say


def read_value(type: FieldType, met: object) -> Value | None:
    """What a source's JSON means for a field of this type; None if nothing, or no such value."""
    return _READERS[type](met)


def from_met(key: str, name: str, type: FieldType, met: object) -> FieldValue:
    """A field's value as it came: what could be read of it, and all of it as JSON text."""
    return FieldValue(key, name, type, read_value(type, met), dump_loaded(met))


def _text(met: object) -> str | None:
    return (plain(met).strip() or None) if isinstance(met, str) else None


def _option(met: object) -> str | None:
    return (plain(met) or None) if isinstance(met, str) else None


def _options(met: object) -> tuple[str, ...] | None:
    if not isinstance(met, list | tuple):
        return None
    chosen = tuple(_option(item) for item in met)
    return tuple(item for item in chosen if item) if all(chosen) and chosen else None


def _yes_no(met: object) -> bool | None:
    return met if isinstance(met, bool) else None


def _date(met: object) -> date | None:
    return dates.read_date(met) if isinstance(met, str) else None


def _number(met: object) -> Decimal | None:
    """A number of a size that people mean; text only when it is a plain decimal number."""
    if isinstance(met, bool) or not isinstance(met, int | Decimal | str):
        return None
    if isinstance(met, str) and (len(met) > _NUMBER_LIMIT or not re.fullmatch(_NUMBER, met)):
        return None
    number = Decimal(met)
    if not number.is_finite() or len(number.as_tuple().digits) > _DIGITS:
        return None
    exponent = int(number.as_tuple().exponent)
    return number if -20 <= exponent <= 20 else None


def _either(met: dict[str, object], key: str, or_key: str) -> object:
    """What the first of these keys says that says anything; nothing if the two contradict."""
    one, other = met.get(key), met.get(or_key)
    if one is None or other is None:
        return other if one is None else one
    return one if one == other else None


def _amount(met: object, currency: object) -> Money | None:
    if not isinstance(currency, str) or not isinstance(met, int | Decimal | str):
        return None
    return money.from_number(met, currency.strip().upper())


def _money(met: object) -> Money | None:
    if not isinstance(met, dict):
        return None
    return _amount(_either(met, "value", "amount"), _either(met, "currency", "unit"))


def _ends(met: object) -> tuple[object, object] | None:
    if not isinstance(met, dict):
        return None
    ends = met.get("min_value"), met.get("max_value")
    return None if ends == (None, None) else ends


def _money_range(met: object) -> MoneyRange | None:
    ends = _ends(met)
    if ends is None or not isinstance(met, dict):
        return None
    currency = _either(met, "unit", "currency")
    minimum, maximum = _amount(ends[0], currency), _amount(ends[1], currency)
    return MoneyRange(minimum, maximum) if _all_read(ends, (minimum, maximum)) else None


def _number_range(met: object) -> NumberRange | None:
    ends = _ends(met)
    if ends is None:
        return None
    minimum, maximum = (_number(end) for end in ends)
    return NumberRange(minimum, maximum) if _all_read(ends, (minimum, maximum)) else None


def _all_read(ends: tuple[object, object], read: tuple[object, object]) -> bool:
    """Whether each end that was there could be read: half a truth is no range."""
    return (read[0] is not None or ends[0] is None) and (read[1] is not None or ends[1] is None)


def _user(met: object) -> UserRef | None:
    if not isinstance(met, dict):
        number = _id(met)
        return UserRef(number) if re.fullmatch(_ID, number) else None
    number, get = _id(met.get("user_id")), met.get
    name, email = _text(get("name")) or "", _text(get("email")) or ""
    employee = _text(get("employee_id")) or ""
    if not (number or name or email or employee):
        return None
    return UserRef(number, name, email, employee)


def _id(met: object) -> str:
    if isinstance(met, int) and not isinstance(met, bool) and 0 <= met < 10**18:
        return str(met)
    return _text(met) or ""


_READERS: dict[FieldType, Callable[[object], Value | None]] = {
    FieldType.SHORT_TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.YES_NO: _yes_no,
    FieldType.SINGLE_SELECT: _option,
    FieldType.MULTI_SELECT: _options,
    FieldType.DATE: _date,
    FieldType.CURRENCY: _money,
    FieldType.CURRENCY_RANGE: _money_range,
    FieldType.NUMBER: _number,
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
                "min_value": _maybe(_json_number, least),
                "max_value": _maybe(_json_number, most),
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


# ---------------------------------------------------------------- shown


def show(value: FieldValue) -> str:
    """For people, on one line; what could not be read is shown as it came."""
    if value.value is not None:
        return one_line(_shown(value.value))
    return one_line(_raw(value.raw)) if value.raw else ""


def _shown(value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return figures(value)
        case Money():
            return money.show(value)
        case MoneyRange(minimum=low, maximum=high):
            if low and high and low.currency == high.currency:
                return f"{money.show_amount(low.minor, low.currency)} to {money.show(high)}"
            return _from_to(_maybe(money.show, low), _maybe(money.show, high))
        case NumberRange(minimum=least, maximum=most):
            return _from_to(_maybe(figures, least), _maybe(figures, most))
        case UserRef():
            return _person(value)
        case date():
            return dates.show(value)
        case tuple():
            return ", ".join(value)
    return value


def _from_to(low: str | None, high: str | None, between: str = " to ") -> str:
    """The words for a range of which either end may be missing."""
    if low and high:
        return f"{low}{between}{high}"
    return f"from {low}" if low else f"up to {high}"


def _maybe(words: Callable[[T], R], end: T | None) -> R | None:
    return None if end is None else words(end)


def _plain_figures(number: Decimal) -> str:
    return f"{number:f}"


def figures(number: Decimal) -> str:
    """A number as people read it, without zeros that say nothing."""
    text = _plain_figures(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _person(user: UserRef) -> str:
    named = f"{user.name} <{user.email}>" if user.name and user.email else user.name or user.email
    return named or f"user {user.user_id or user.employee_id}"


def _raw(raw: str) -> str:
    """JSON text as a person would read it: no quotes, names and values of an object in a row."""
    try:
        met = load_json(raw)
    except ValueError:
        return raw
    if isinstance(met, dict):
        said = ((key, item) for key, item in met.items() if item is not None)
        return ", ".join(f"{key} {_word(item)}" for key, item in said)
    if isinstance(met, list):
        return ", ".join(_word(item) for item in met)
    return _word(met)


def _word(met: object) -> str:
    if met is None:
        return ""
    if isinstance(met, bool):
        return "yes" if met else "no"
    return met if isinstance(met, str) else dump_json(met)


def understood(type: FieldType, value: Value | None) -> str:
    """The sentence under a field that says how it was read; empty when there is nothing to add."""
    if type is FieldType.DATE and isinstance(value, date):
        return dates.understood(value)
    if isinstance(value, Money | MoneyRange | NumberRange):
        return f"= {_shown(value)}"
    return ""


# ---------------------------------------------------------------- entered


def entered(type: FieldType, value: FieldValue) -> tuple[str, tuple[str, ...]]:
    """What a form's control starts with, text or chosen options; read_entered reads the same back.

    Both are empty for a value that could not be read.
    """
    read = value.value
    match read:
        case None:
            return "", ()
        case tuple():
            return "", read
        case date():
            return read.isoformat(), ()
        case Money():
            return _typed(read), ()
        case MoneyRange(minimum=low, maximum=high):
            if low and high and low.currency == high.currency:
                return f"{money.entered(low)} - {_typed(high)}", ()
            return _from_to(_maybe(_typed, low), _maybe(_typed, high), " - "), ()
        case NumberRange(minimum=least, maximum=most):
            return _from_to(_maybe(_plain_figures, least), _maybe(_plain_figures, most)), ()
        case Decimal():
            return _plain_figures(read), ()
        case UserRef():
            return _typed_person(read), ()
    return _shown(read), ()


def _typed(amount: Money) -> str:
    return f"{money.entered(amount)} {amount.currency}"


def _typed_person(user: UserRef) -> str:
    if user == UserRef(user.user_id) and re.fullmatch(_ID, user.user_id):
        return user.user_id
    email = f"<{user.email}>" if user.email else ""
    number = f"#{user.user_id}" if user.user_id or user.employee_id else ""
    employee = f"/{user.employee_id}" if user.employee_id else ""
    return " ".join(part for part in (user.name, email, number + employee) if part)


def read_entered(
    type: FieldType,
    text: str,
    chosen: tuple[str, ...],
    options: tuple[str, ...],
    today: date,
    currency: str | None,
) -> Value | None:
    """What a person entered, None for nothing; raises ValueProblem with a sentence for the person.

    `currency` is the one meant by an amount that names none.
    """
    if type is FieldType.MULTI_SELECT:
        return tuple(dict.fromkeys(_offered(one, options) for one in chosen)) or None
    if not text.strip():
        return None
    match type:
        case FieldType.SHORT_TEXT | FieldType.LONG_TEXT:
            limit = SHORT_TEXT_LIMIT if type is FieldType.SHORT_TEXT else LONG_TEXT_LIMIT
            return _at_most(limit, plain(text).strip())
        case FieldType.SINGLE_SELECT:
            return _offered(text, options)
        case FieldType.YES_NO:
            return _typed_yes_no(text)
        case FieldType.URL:
            return _typed_link(text.strip())
        case FieldType.USER:
            return _typed_user(text.strip())
        case FieldType.NUMBER:
            return _typed_number(text)
        case FieldType.NUMBER_RANGE:
            return _typed_number_range(text)
    try:
        if type is FieldType.DATE:
            return dates.parse_date(text, today)
        if type is FieldType.CURRENCY:
            return money.parse_money(text, None, fallback=currency)
        return _typed_money_range(text, currency)
    except (dates.DateError, AmountError) as error:
        raise ValueProblem(str(error)) from error


def _at_most(limit: int, text: str) -> str:
    if len(text) > limit:
        raise ValueProblem(f"At most {limit:,} characters; this has {len(text):,}.")
    return text


def _quoted(text: str) -> str:
    shown = one_line(text)
    return f"“{shown if len(shown) <= 40 else shown[:39] + '…'}”"


def _offered(name: str, options: tuple[str, ...]) -> str:
    if name in options:
        return name
    some = ", ".join(one_line(option) for option in options[:5])
    if not some:
        raise ValueProblem(f"{_quoted(name)} cannot be chosen: the field has no options.")
    more = f" (of {len(options)})" if len(options) > 5 else ""
    raise ValueProblem(f"{_quoted(name)} is not one of the options: choose from {some}{more}.")


def _typed_yes_no(text: str) -> bool:
    word = text.strip().lower()
    if word not in ("yes", "y", "true", "no", "n", "false"):
        raise ValueProblem(f"{_quoted(text)} is neither: write yes or no.")
    return word in ("yes", "y", "true")


def _typed_link(text: str) -> str:
    _at_most(_URL_LIMIT, text)
    if not re.fullmatch(_LINK, text) or plain(text) != text:
        raise ValueProblem(
            f"{_quoted(text)} is not a link: it starts with https://, http:// or mailto: "
            "and has no spaces."
        )
    return text


def _typed_user(text: str) -> UserRef:
    text = plain(_at_most(SHORT_TEXT_LIMIT, text))
    if re.fullmatch(_ID, text):
        return UserRef(text)
    if re.fullmatch(r"[^<>\s#]+@[^<>\s#]+", text):
        return UserRef("", email=text)
    found = re.fullmatch(_PERSON, text)
    name, email, number, employee = (part or "" for part in found.groups()) if found else [""] * 4
    user = UserRef(number, name, email, employee)
    if user == UserRef(""):
        raise ValueProblem(
            f"{_quoted(text)} is not a person: write Name <name@example.com> or the user's number."
        )
    return user


def _typed_number(text: str) -> Decimal:
    tidy = text.strip().replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-")
    if len(tidy) > _NUMBER_LIMIT:
        raise ValueProblem(f"That is too long for a number: at most {_NUMBER_LIMIT} characters.")
    if re.fullmatch(_GROUPED, tidy):
        tidy = tidy.replace(",", "").replace(" ", "")
    number = _number(tidy)
    if number is None:
        raise ValueProblem(f"{_quoted(text)} is not a number: write it like 1250 or 0.5.")
    return number


def _halves(text: str) -> tuple[str, str]:
    """The texts of the two ends of a typed range, an open end empty; raises ValueProblem."""
    tidy = " ".join(text.split())
    if len(tidy) > _RANGE_LIMIT:
        raise ValueProblem(f"That is too long for a range: at most {_RANGE_LIMIT} characters.")
    word = tidy.lower()
    if word.startswith("up to "):
        return "", tidy[6:]
    rest = tidy[5:] if word.startswith("from ") else tidy
    found = re.fullmatch(_RANGE, rest)
    if found is None and rest != tidy:
        return rest, ""
    if found is None or re.search(r"(?i:\bto\b)", found[2]):
        raise ValueProblem(
            f"{_quoted(text)} is not a range: write it like 80 - 120, from 80 or up to 120."
        )
    return found[1], found[2]


def _typed_number_range(text: str) -> NumberRange:
    low, high = (_typed_number(end) if end else None for end in _halves(text))
    if low is not None and high is not None and low > high:
        raise ValueProblem(f"The range runs backwards: write {figures(high)} - {figures(low)}.")
    return NumberRange(low, high)


def _typed_money_range(text: str, currency: str | None) -> MoneyRange:
    low_text, high_text = _halves(text)
    if re.search(_THOUSANDS, high_text) and re.fullmatch(_SMALL, low_text):
        raise ValueProblem(f"Is {_quoted(low_text)} meant in thousands? Write both ends alike.")
    named = _first_currency(low_text, high_text) or currency
    low, high = (
        money.parse_money(end, None, fallback=named) if end else None
        for end in (low_text, high_text)
    )
    if low and high and low.currency != high.currency:
        raise ValueProblem(f"One end is {low.currency}, the other {high.currency}: use one.")
    if low and high and low.minor > high.minor:
        raise ValueProblem(f"The range runs backwards: write {_typed(high)} - {_typed(low)}.")
    return MoneyRange(low, high)


def _first_currency(*ends: str) -> str | None:
    """The currency that the first end names that names one."""
    for end in ends:
        try:
            return money.parse_money(end, None).currency
        except AmountError:
            continue
    return None
