"""What was agreed on working time and length, as far as figures of pay depend on it."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from data.letters.language.common_fields import COMMON
from data.letters.language.field_units import DURATION, WEEKLY_HOURS, unit
from data.records.offer_records import Terms
from data.records.pay import PayFrequency
from data.values.field_values import NumberRange
from data.values.money import Money

WEEKLY_DAYS = ("days_per_week", "working_days", "weekly_days")
LAST_DAY = COMMON["end_date"]
"""The keys under which desks keep the days of a week and the end of a contract."""

WEEKS = 52
MONTHS = 12
_MONTHS_IN = {"weeks": Fraction(MONTHS, WEEKS), "months": Fraction(1), "years": Fraction(MONTHS)}
_NUMBER = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,2})?)(?:\s*(?:h|hours?|hrs?|std|stunden|heures|horas)\b.{0,40})?"
)


class Contract(NamedTuple):
    """Hours and days of work a year, and the months of a contract with an end.

    None is not known: hours that are written as words say nothing to count with.
    """

    weekly_hours: Fraction | None
    hours: Fraction | None
    days: Fraction | None
    months: Fraction | None

    def per_year(self, frequency: PayFrequency) -> Fraction | None:
        """How often pay of this frequency is counted in a year."""
        return {
            PayFrequency.HOURLY: self.hours,
            PayFrequency.DAILY: self.days,
            PayFrequency.WEEKLY: Fraction(WEEKS),
            PayFrequency.MONTHLY: Fraction(MONTHS),
            PayFrequency.YEARLY: Fraction(1),
        }[frequency]

    def yearly(self, amount: Money, frequency: PayFrequency) -> Money | None:
        """Pay of a full year with the agreed working time, to the minor unit."""
        return self.per(amount, frequency, PayFrequency.YEARLY)

    def per(self, amount: Money, frequency: PayFrequency, wanted: PayFrequency) -> Money | None:
        """Pay counted by another period, to the minor unit, half a unit upwards."""
        if frequency is wanted:
            return amount
        times, units = self.per_year(frequency), self.per_year(wanted)
        return _times(amount, times / units) if times is not None and units else None

    def whole(self, amount: Money, frequency: PayFrequency) -> Money | None:
        """Pay of the whole contract, where that is shorter than a year."""
        times = self.per_year(frequency)
        if times is None or self.months is None or self.months >= MONTHS:
            return None
        return _times(amount, times * self.months / MONTHS)


FULL_TIME = Contract(None, Fraction(2080), Fraction(260), None)
"""What counts where nothing is known."""


def contract(terms: Terms, hours_per_year: int, days_per_year: int) -> Contract:
    """What the terms say; the hours and days of the settings count where they say nothing."""
    values = {field.key: field.value for field in terms.fields if not field.is_empty}
    full_week = Fraction(hours_per_year, WEEKS)
    is_stated, weekly = _stated(values, WEEKLY_HOURS)
    has_days, weekly_days = _stated(values, WEEKLY_DAYS)
    hours = weekly * WEEKS if weekly else None if is_stated else Fraction(hours_per_year)
    if has_days:
        days = weekly_days * WEEKS if weekly_days else None
    else:
        days = None if is_stated and weekly != full_week else Fraction(days_per_year)
    return Contract(weekly, hours, days, _months(terms, values))


def _stated(values: Mapping[str, object], keys: tuple[str, ...]) -> tuple[bool, Fraction | None]:
    """Whether the first of these fields that is set says anything, and the number it says."""
    value = next((values[key] for key in keys if key in values), None)
    return value is not None, _number(value)


def _number(value: object) -> Fraction | None:
    if isinstance(value, NumberRange):
        return _number(value.minimum) if value.minimum == value.maximum else None
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value.strip().lower())
        return Fraction(found[1].replace(",", ".")) if found else None
    return Fraction(value) if isinstance(value, Decimal) and value.is_finite() else None


def _months(terms: Terms, values: Mapping[str, object]) -> Fraction | None:
    """The length of a contract: from its first day to its last, else what it says in its unit."""
    start, last = terms.start_date, next((values[key] for key in LAST_DAY if key in values), None)
    if isinstance(last, date):
        return _between(start, last + timedelta(days=1)) if start and last >= start else None
    length = next((key for key in DURATION if key in values), "")
    number = _number(values.get(length)) if isinstance(values.get(length), Decimal) else None
    names = {field.key: field.name for field in terms.fields}
    months = _MONTHS_IN.get(unit(length, names.get(length, "")))
    return number * months if number and number > 0 and months else None


def _between(start: date, end: date) -> Fraction:
    """Months from one day to another; what is left of a month is a part of that month."""
    months = (end.year - start.year) * MONTHS + end.month - start.month
    while _later(start, months) > end:
        months -= 1
    rest = (end - _later(start, months)).days
    return months + Fraction(rest, (_later(start, months + 1) - _later(start, months)).days)


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _times(amount: Money, times: Fraction) -> Money:
    return Money(int(amount.minor * times + Fraction(1, 2)), amount.currency)
