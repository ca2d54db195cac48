"""Filters of amounts and numbers."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from data.letters.language import number_words
from data.letters.language.field_units import Measure, MeasureRange, unit_word
from data.letters.language.letter_values import written
from data.letters.language.locales import BUILT_IN
from data.letters.language.name_reference import PERIODS
from data.letters.language.operators import Number, exact, operate, rounded
from data.letters.language.render_limits import ForbiddenError, current
from data.letters.language.unset import Unset
from data.records.pay import PayFrequency
from data.values.field_values import MoneyRange, NumberRange
from data.values.money import Money
from data.values.plain_number import plain_number


def tag(locale: Any) -> str:
    """A locale as it was named; raises ForbiddenError for what is no text."""
    if isinstance(locale, str):
        return locale
    raise ForbiddenError("a locale is a text such as 'de' or 'en-US'")


def text(value: Any, name: str, wanted: str) -> str:
    """Text stays as it came: an imported "Around $100k" is not an amount, but says something."""
    if isinstance(value, str):
        return value
    raise ForbiddenError(f"'{name}' needs {wanted}")


def _money(value: Any, locale: Any = "") -> str:
    if isinstance(value, Money):
        return current.get().locale_format(tag(locale)).money(value)
    return text(value, "money", "an amount")


def _amount(value: Any, locale: Any = "") -> str:
    if isinstance(value, Money):
        return current.get().locale_format(tag(locale)).amount(value)
    return text(value, "amount", "an amount")


def _in_words(value: Any, locale: Any = "") -> str:
    if (tag(locale) or current.get().spoken.numbers) != BUILT_IN:
        raise ForbiddenError(
            "'in_words' knows English only: write the words yourself, or in_words(locale=\"en\")"
        )
    if isinstance(value, Money):
        return number_words.amount(value)
    if isinstance(value, bool) or not isinstance(value, Number):
        return text(value, "in_words", "an amount or a number")
    return number_words.number(exact(value))


def _per(value: Any, to: Any, counted: Any = None) -> Any:
    """An amount counted by hour, day, week, month or year instead; to the minor unit."""
    letter = current.get()
    frequency = _frequency(counted) if counted else letter.frequency
    wanted = _frequency(to)
    if not isinstance(value, Money):
        return text(value, "per", "an amount")
    if frequency is None:
        return Unset.known("offer.pay_frequency", "pay frequency")
    paid = letter.agreed.per(value, frequency, wanted)
    return Unset.known("offer.weekly_hours", "weekly hours as a number") if paid is None else paid


def _yearly(value: Any) -> Any:
    return _per(value, "year")


def _frequency(word: Any) -> PayFrequency:
    for frequency, period in PERIODS.items():
        if word in (frequency.value, period):
            return frequency
    raise ForbiddenError(f"'per' needs one of {', '.join(PERIODS.values())}")


def _percent(value: Any, of_it: Any) -> Any:
    share = exact(of_it) / 100
    if isinstance(value, Money):
        return rounded(value.decimal() * share, value.currency)
    if isinstance(value, Number):
        return (exact(value) * share).normalize() + 0
    return text(value, "percent", "an amount or a number")


def _sum(values: Any) -> Any:
    if not isinstance(values, list | tuple | range):
        raise ForbiddenError("'sum' needs a list")
    total: Any = 0
    for value in values:
        total = operate("+", total, value, lambda left, right: left + right)
    return total


def _number(value: Any) -> Decimal:
    if isinstance(value, str):
        number = plain_number(value.strip())
        if number is None:
            raise ForbiddenError("'number' needs digits")
        return number
    return exact(value)


def _end(name: str) -> Callable[[Any], Any]:
    def end(value: Any) -> Any:
        if isinstance(value, MoneyRange | NumberRange):
            return getattr(value, name)
        if isinstance(value, Money | Decimal | int):
            return value
        return text(value, name, "a range")

    return end


def _with_unit(value: Any) -> str:
    if isinstance(value, Measure):
        number: Decimal | None = Decimal(value)
    elif isinstance(value, MeasureRange):
        number = value.maximum if value.minimum == value.maximum else None
    else:
        return written(value)
    return (
        f"{written(value)} {unit_word(value.unit, number, current.get().spoken.language)}".rstrip()
    )


def _counted(value: Any, one: Any, many: Any) -> str:
    number = exact(value)
    word = text(one if number == 1 else many, "counted", "two words")
    return f"{current.get().locale_format().number(number)} {word}"


FILTERS: dict[str, Callable[..., Any]] = {
    "money": _money,
    "amount": _amount,
    "in_words": _in_words,
    "per": _per,
    "yearly": _yearly,
    "percent": _percent,
    "sum": _sum,
    "number": _number,
    "minimum": _end("minimum"),
    "maximum": _end("maximum"),
    "counted": _counted,
    "with_unit": _with_unit,
}
