"""Filters of dates."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from data.letters.language.amount_filters import tag, text
from data.letters.language.locales import BUILT_IN, FORMS
from data.letters.language.render_limits import ForbiddenError, current

_MOST = 100_000
"""The most days, weeks, months or years that a date is moved by."""


def _date(value: Any, form: Any = "long", locale: Any = "") -> str:
    if form not in FORMS:
        raise ForbiddenError(f"'date' takes one of {', '.join(FORMS)}")
    if not isinstance(value, date):
        return text(value, "date", "a date")
    if form == "iso":
        return value.isoformat()
    written_in = tag(locale)
    if form == "short" and (written_in or current.get().spoken.days) == BUILT_IN:
        form = "medium"  # 04/05/2026 is two days in English
    return current.get().day_format(written_in).day(value, form)


def _short_date(value: Any, locale: Any = "") -> str:
    return _date(value, "medium", locale)


def _weekday(value: Any, locale: Any = "") -> str:
    if isinstance(value, date):
        return current.get().day_format(tag(locale)).weekday(value)
    return text(value, "weekday", "a date")


def _year(value: Any) -> Any:
    return value.year if isinstance(value, date) else text(value, "year", "a date")


def _plus(value: Any, days: Any = 0, weeks: Any = 0, months: Any = 0, years: Any = 0) -> Any:
    for count in (days, weeks, months, years):
        if not isinstance(count, int) or abs(count) > _MOST:
            raise ForbiddenError("'plus' needs whole numbers")
    if not isinstance(value, date):
        return text(value, "plus", "a date")
    year, month = divmod(value.year * 12 + value.month - 1 + months + 12 * years, 12)
    if not date.min.year <= year <= date.max.year:
        raise ForbiddenError("the date is too far away")
    day = min(value.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=days + 7 * weeks)


def _days_until(value: Any, other: Any) -> int:
    if isinstance(value, date) and isinstance(other, date):
        return (other - value).days
    raise ForbiddenError("'days_until' needs two dates")


FILTERS: dict[str, Callable[..., Any]] = {
    "date": _date,
    "short_date": _short_date,
    "weekday": _weekday,
    "year": _year,
    "plus": _plus,
    "days_until": _days_until,
}
