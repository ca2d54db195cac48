"""Values of custom fields as people read them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from data.values import dates, money
from data.values.exact_json import dump_json, load_json
from data.values.field_values import FieldType, FieldValue, MoneyRange, NumberRange, UserRef, Value
from data.values.money import Money
from data.values.text import one_line

T = TypeVar("T")
R = TypeVar("R")


def show(value: FieldValue) -> str:
    """For people, on one line; what could not be read is shown as it came."""
    if value.value is not None:
        return one_line(show_value(value.value))
    return one_line(_raw(value.raw)) if value.raw else ""


def show_value(value: Value) -> str:
    """A value as people read it; text as it is, whatever lines it has."""
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
            return from_to(if_given(money.show, low), if_given(money.show, high))
        case NumberRange(minimum=least, maximum=most):
            return from_to(if_given(figures, least), if_given(figures, most))
        case UserRef():
            return _person(value)
        case date():
            return dates.show(value)
        case tuple():
            return ", ".join(value)
    return value


def from_to(low: str | None, high: str | None, between: str = " to ") -> str:
    """The words for a range of which either end may be missing."""
    if low and high:
        return f"{low}{between}{high}"
    return f"from {low}" if low else f"up to {high}"


def if_given(words: Callable[[T], R], end: T | None) -> R | None:
    """The words for an end of a range that is there."""
    return None if end is None else words(end)


def plain_figures(number: Decimal) -> str:
    """Every digit of a number, without an exponent."""
    return f"{number:f}"


def figures(number: Decimal) -> str:
    """A number as people read it, without zeros that say nothing."""
    text = plain_figures(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _person(user: UserRef) -> str:
    named = f"{user.name} <{user.email}>" if user.name and user.email else user.name or user.email
    return named or f"user {user.user_id or user.employee_id}"


def _raw(raw: str) -> str:
    """JSON text as a person would read it: no quotes, names and values of an object in a row."""
    try:
        parsed = load_json(raw)
    except ValueError:
        return raw
    if isinstance(parsed, dict):
        parts = ((key, item) for key, item in parsed.items() if item is not None)
        return ", ".join(f"{key} {_word(item)}" for key, item in parts)
    if isinstance(parsed, list):
        return ", ".join(_word(item) for item in parsed)
    return _word(parsed)


def _word(parsed: object) -> str:
    if parsed is None:
        return ""
    if isinstance(parsed, bool):
        return "yes" if parsed else "no"
    return parsed if isinstance(parsed, str) else dump_json(parsed)


def understood(type: FieldType, value: Value | None) -> str:
    """The sentence under a field that says how it was read; empty when there is nothing to add."""
    if type is FieldType.DATE and isinstance(value, date):
        return dates.understood(value)
    if isinstance(value, Money | MoneyRange | NumberRange):
        return f"= {show_value(value)}"
    return ""
