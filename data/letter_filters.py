"""The filters and operators of the language of letters: small, bounded, for people.

Every filter leaves an unset value as it is, so that its mark stands in the letter once.
"""

import functools
import string
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup, escape

from data import dates, money
from data.letter_check import COMPARED, COUNTED, JOINED
from data.letter_limits import BITS, RANGE, ForbiddenError, current
from data.letter_unset import Unset, joined
from data.letter_words import MAIN, PERIODS, SAID_AS, Names, list_text, scalar_text
from data.money import Money
from data.records import PayFrequency

Number = int | float | Decimal
Sequence = list[Any] | tuple[Any, ...] | range


def written(value: Any) -> str:
    """A value as the letter says it; raises ForbiddenError for what is no value."""
    match value:
        case None:
            return ""
        case Unset():
            return value.mark()
        case Undefined():  # `'x' if no`, without an else
            return ""
        case Names():
            return written(named(value, MAIN.get(value.group, "")))
        case float():
            return f"{value:,.10g}"
        case str() | int() | Decimal() | date() | Money():
            return scalar_text(value)
        case list() | tuple() | range():
            return list_text(_texts(value))
        case _:
            raise ForbiddenError("this cannot be written into a letter")


def named(names: Names, name: str) -> Any:
    """A value of a group by its name: the value, a known unset one, or an unknown one."""
    dotted = f"{names.group}.{name}" if name else names.group
    if name not in names.values:
        return Unset(name=dotted)
    value = names.values[name]
    if value is None or value == "" or value == ():
        return Unset.known(SAID_AS.get(dotted, dotted), names.labels.get(name, name))
    return value


# ---------------------------------------------------------------- amounts and dates


def _money(value: Any) -> str:
    return money.show(value) if isinstance(value, Money) else _text(value, "money", "an amount")


def _amount(value: Any) -> str:
    if isinstance(value, Money):
        return money.show_amount(value.minor, value.currency)
    return _text(value, "amount", "an amount")


def _date(value: Any) -> str:
    return dates.show(value) if isinstance(value, date) else _text(value, "date", "a date")


def _short_date(value: Any) -> str:
    return dates.short(value) if isinstance(value, date) else _text(value, "short_date", "a date")


def _text(value: Any, name: str, wanted: str) -> str:
    """Text stays as it came: an imported "Around $100k" is not an amount, but says something."""
    if isinstance(value, str):
        return value
    raise ForbiddenError(f"'{name}' needs {wanted}")


def _per(value: Any, to: Any, counted: Any = None) -> Any:
    """An amount counted by hour, day, week, month or year instead; to the minor unit."""
    frequency = _frequency(counted) if counted else current.get().frequency
    if not isinstance(value, Money):
        return _text(value, "per", "an amount")
    if frequency is None:
        return Unset.known("offer.pay_frequency", "pay frequency")
    a_year = money.yearly(value.minor, frequency)
    units = money.yearly(1, _frequency(to))
    return Money((2 * a_year + units) // (2 * units), value.currency)


def _yearly(value: Any) -> Any:
    return _per(value, "year")


def _frequency(word: Any) -> PayFrequency:
    for frequency, period in PERIODS.items():
        if word in (frequency.value, period):
            return frequency
    raise ForbiddenError(f"'per' needs one of {', '.join(PERIODS.values())}")


# ---------------------------------------------------------------- texts and lists


def _texts(values: Iterable[Any]) -> list[str]:
    """The texts of a flat list; what is known but unset is left out."""
    texts = []
    for value in values:
        if isinstance(value, list | tuple | range):
            raise ForbiddenError("a list in a list cannot be written")
        if not isinstance(value, Undefined):
            texts.append(str(written(value)))
    current.get().wrote(sum(map(len, texts)))
    return texts


def _sequence(value: Any, name: str) -> Sequence:
    if isinstance(value, list | tuple | range):
        return value
    raise ForbiddenError(f"'{name}' needs a list")


def _list(value: Any) -> str:
    return value if isinstance(value, str) else list_text(_texts(_sequence(value, "list")))


def _join(value: Any, between: Any = "") -> str:
    if isinstance(value, str):
        return value
    texts = _texts(_sequence(value, "join"))
    joint = written(between)
    parts = [part for text in texts for part in (joint, text)]
    return joined(parts[1:])


def _default(value: Any, other: Any = "") -> Any:
    return other if value is None or isinstance(value, Undefined) or value == "" else value


def _lines(value: Any) -> str:
    lines = [escape(line.strip()) for line in str(written(value)).splitlines()]
    return joined([part for line in lines for part in (Markup("<br>"), line)][1:])


def _length(value: Any) -> int:
    if isinstance(value, str | list | tuple | range):
        return len(value)
    raise ForbiddenError("'length' needs a list or a text")


def _at(index: int, name: str) -> Callable[[Any], Any]:
    def pick(value: Any) -> Any:
        values = _sequence(value, name)
        return values[index] if len(values) else None

    return pick


def _by_text(change: Callable[[str], str]) -> Callable[[Any], str]:
    def changed(value: Any) -> str:
        return change(str(written(value)))

    return changed


# ---------------------------------------------------------------- what the checker puts in


class Counted:
    """What a loop walks through; every turn counts."""

    __slots__ = ("_values",)

    def __init__(self, values: Any) -> None:
        if not isinstance(values, list | tuple | range | Names | Undefined):
            raise ForbiddenError("a loop needs a list")
        self._values = list(values)

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        letter = current.get()
        for value in self._values:
            letter.step()
            yield value


def _compared(value: Any) -> Any:
    if isinstance(value, list | tuple) and any(isinstance(part, list | tuple) for part in value):
        raise ForbiddenError("a list in a list cannot be compared")
    return value


def _concatenated(values: list[Any]) -> str:
    return joined([written(value) for value in values])


def _or_unset(make: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, with unset values passing through as they are."""

    @functools.wraps(make)
    def filtered(value: Any, *args: Any, **kwargs: Any) -> Any:
        return value if isinstance(value, Undefined) else make(value, *args, **kwargs)

    return filtered


MAKERS: dict[str, Callable[..., Any]] = {
    "money": _money,
    "amount": _amount,
    "date": _date,
    "short_date": _short_date,
    "per": _per,
    "yearly": _yearly,
    "list": _list,
    "join": _join,
    "lines": _lines,
    "upper": _by_text(str.upper),
    "lower": _by_text(str.lower),
    "capitalize": _by_text(str.capitalize),
    "title": _by_text(string.capwords),
    "trim": _by_text(str.strip),
    "length": _length,
    "first": _at(0, "first"),
    "last": _at(-1, "last"),
}


def filters() -> dict[str, Callable[..., Any]]:
    """Every filter by its name, those of the checker too."""
    own = {COUNTED: Counted, COMPARED: _compared, JOINED: _concatenated, "default": _default}
    return {name: _or_unset(make) for name, make in MAKERS.items()} | own


# ---------------------------------------------------------------- operators


def bounded_range(*bounds: int) -> range:
    """`range`, at most RANGE numbers long."""
    numbers = range(*bounds)
    if numbers[RANGE:]:
        raise ForbiddenError(f"a range has at most {RANGE} numbers")
    return numbers


def operate(operator: str, left: Any, right: Any, act: Callable[[Any, Any], Any]) -> Any:
    """An operator on two numbers, or `+` on two texts; bounded."""
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    if operator == "+" and isinstance(left, str) and isinstance(right, str):
        return joined([left, right])
    if not isinstance(left, Number) or not isinstance(right, Number):
        raise ForbiddenError(f"'{operator}' needs two numbers")
    if isinstance(left, int) and isinstance(right, int):
        if left.bit_length() + right.bit_length() > BITS:
            raise ForbiddenError("the number is too long")
    elif isinstance(left, Decimal) or isinstance(right, Decimal):
        left, right = Decimal(str(left)), Decimal(str(right))
    return act(left, right)
