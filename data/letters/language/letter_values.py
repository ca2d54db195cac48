"""Writes a value as the letter shows it, and looks up a value of a group by its name."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import Undefined

from data.letters.language.locales import LONGEST
from data.letters.language.name_reference import MAIN, REPORTED_AS, NameGroup
from data.letters.language.render_limits import ForbiddenError, current
from data.letters.language.unset import Unset
from data.letters.language.words import YES_NO
from data.values.field_values import MoneyRange, NumberRange
from data.values.money import Money


def written(value: Any) -> str:
    """A value as the letter says it; raises ForbiddenError for what is no value."""
    match value:
        case str():
            return value
        case None:
            return ""
        case Unset():
            return value.mark()
        case Undefined():  # `'x' if no`, without an else
            return ""
        case NameGroup():
            return written(named(value, MAIN.get(value.group, "")))
        case bool():
            return YES_NO[current.get().spoken.language][not value]
        case int():
            return str(value)
        case list() | tuple() | range():
            return current.get().day_format().listed(texts(value), False)
        case _:
            return _formatted(value)


def _formatted(value: Any) -> str:
    locale_format = current.get().locale_format()
    match value:
        case Money():
            return locale_format.money(value)
        case date():
            return current.get().day_format().day(value, "long")
        case Decimal():
            return _number(value)
        case float():
            return f"{value:,.10g}"
        case MoneyRange(low, high) | NumberRange(low, high):
            return current.get().day_format().between(written(low), written(high))
        case _:
            raise ForbiddenError("this cannot be written into a letter")


def _number(value: Decimal) -> str:
    """Grouped, without an exponent unless it is absurdly long."""
    if not value.is_finite() or abs(value.adjusted()) > LONGEST:
        return str(value)
    return current.get().locale_format().number(value)


def texts(values: Iterable[Any]) -> list[str]:
    """The texts of a flat list; what is known but unset is left out."""
    letter = current.get()
    letter.tick()
    found = []
    for value in values:
        if isinstance(value, list | tuple | range):
            raise ForbiddenError("a list in a list cannot be written")
        if not isinstance(value, Undefined):
            found.append(str(written(value)))
    letter.wrote(sum(map(len, found)))
    return found


def named(names: NameGroup, name: str) -> Any:
    """A value of a group by its name: the value, a known unset one, or an unknown one."""
    dotted = f"{names.group}.{name}" if name else names.group
    if name not in names.values:
        return Unset(name=dotted)
    value = names.values[name]
    if value is None or value == "" or value == ():
        return Unset.known(REPORTED_AS.get(dotted, dotted), names.labels.get(name, name))
    return current.get().reached(value, dotted)
