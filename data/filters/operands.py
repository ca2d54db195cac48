"""Parses operands of filters: days, moments, amounts and numbers as people type them.

A day compared with a moment is the person's own day, from one local midnight to the next: `<` is
before it begins, `<=` until it ends, `>` after it ended, `>=` from its beginning on, `:` within it.
Months (2024-03) and years (2024) likewise. A moment with a time is that instant, `:` the minute or
second that was typed; without an offset it is local time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from data.values import clock, dates, money
from data.values.dates import EARLIEST, LATEST, DateError
from data.values.money import AmountError
from data.values.plain_number import LONGEST, plain_number
from data.values.text import folded, one_line

LONGEST_ID = 64
_FACTORS = {"k": 1_000, "m": 1_000_000}

_TIMED = r"\d{4}-\d\d-\d\d[Tt ](\d\d:\d\d)(:\d\d)?([.,]\d+)?( ?(?:[Zz]|UTC|[+-]\d\d(?::?\d\d)?))?"
_WHOLE = r"(\d{4})(?:-(0[1-9]|1\d))?"
_SHORT = timedelta(milliseconds=1)


class OperandError(ValueError):
    """A value that the term does not take; the message says what would be right."""


class Days(NamedTuple):
    """The first and the last of some days."""

    first: date
    last: date


class Period(NamedTuple):
    """What a typed moment covers, as stored: from `start` until just before `end`.

    `until` is where it stops for `<=` and `>`; for an instant that is right behind it.
    """

    start: str
    until: str
    end: str


class Amount(NamedTuple):
    """A number of major units, of one currency or (None) of any."""

    number: Decimal
    currency: str | None


def _month(day: date) -> Days:
    return _whole(day.year, day.month)


_PERIODS: dict[str, Callable[[date], Days]] = {
    "this month": _month,
    "last month": lambda today: _month(today.replace(day=1) - timedelta(days=1)),
    "this year": lambda today: _whole(today.year, 0),
}
"""Days that are named from today; `data.values.dates` has those that are single days."""


def days(text: str) -> Days:
    """The days of a typed day, month, year or moment (its time is dropped); raises OperandError."""
    if whole := re.fullmatch(_WHOLE, text, re.ASCII):
        return _whole(int(whole[1]), int(whole[2] or 0))
    if text.strip().lower() in _PERIODS:
        return _PERIODS[text.strip().lower()](clock.today())
    try:
        if re.fullmatch(_TIMED, text, re.ASCII):
            found = _moment_day(text)
        else:
            found = dates.parse_date(text, clock.today())
    except DateError as error:
        raise OperandError(str(error)) from error
    return Days(found, found)


def compared(column: str, operator: str, text: str) -> tuple[str, tuple[str, ...]]:
    """The SQL that compares a column of days with what was typed; raises OperandError."""
    first, last = (day.isoformat() for day in days(text))
    match operator:
        case ":":
            return f"{column} BETWEEN ? AND ?", (first, last)
        case "<" | ">=":
            return f"{column} {operator} ?", (first,)
    return f"{column} {operator} ?", (last,)


def _whole(year: int, month: int) -> Days:
    """A month of a year, or (0) all of it."""
    if not EARLIEST <= year <= LATEST:
        raise OperandError(
            f"The year {year} is too far away: write one from {EARLIEST} to {LATEST}."
        )
    if month > 12:
        raise OperandError(f"There is no month {month}: the months are 1 to 12.")
    last = month or 12
    after = date(year + last // 12, last % 12 + 1, 1)
    return Days(date(year, month or 1, 1), after - timedelta(days=1))


def span(text: str) -> Period:
    """What a typed day, month, year or moment covers; raises OperandError."""
    found = re.fullmatch(_TIMED, text, re.ASCII)
    if found is None:
        first, last = days(text)
        end = _midnight(last + timedelta(days=1))
        return Period(_midnight(first), end, end)
    _moment_day(text)
    instant = _instant(text, zoned=found[4] is not None)
    floor = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    start = floor if floor == instant else floor + _SHORT
    width = _SHORT if found[3] else timedelta(seconds=1) if found[2] else timedelta(minutes=1)
    return Period(clock.stamp(start), clock.stamp(floor + _SHORT), clock.stamp(floor + width))


def _moment_day(text: str) -> date:
    found = dates.read_date(text)
    if found is None or dates.read_moment(text) is None:
        raise OperandError(f"“{one_line(text)}” is not a moment: write it like 2024-01-01T10:00Z.")
    if not EARLIEST <= found.year <= LATEST:
        raise OperandError(
            f"The year {found.year} is too far away: write one from {EARLIEST} to {LATEST}."
        )
    return found


def _instant(text: str, *, zoned: bool) -> datetime:
    moment = dates.read_moment(text)
    if moment is None:  # _moment_day has refused it
        raise OperandError("Write a moment like 2024-01-01T10:00Z.")
    return moment if zoned else moment.replace(tzinfo=None).astimezone(UTC)


def _midnight(day: date) -> str:
    """Where a local day begins, as moments are stored."""
    return clock.stamp(datetime(day.year, day.month, day.day).astimezone(UTC))


def amount(text: str) -> Amount:
    """A typed amount: a number of major units, with or without a currency; raises OperandError."""
    try:
        found = money.parse_money(text, None)
        return Amount(found.decimal(), found.currency)
    except AmountError as error:
        unnamed = error
    try:
        dollars, _ = (money.parse_money(text, None, fallback=one) for one in ("USD", "EUR"))
    except AmountError as error:  # it may be one of several currencies: $ is no euro, kr is neither
        raise OperandError(str(error if _is_bare(text) else unnamed)) from error
    return Amount(dollars.decimal(), None)


def _is_bare(text: str) -> bool:
    """Whether it is digits and punctuation, with k or m for thousands and millions at most."""
    return re.fullmatch(r"[\s\d.,'+-]*[km]?\s*", text, re.ASCII | re.IGNORECASE) is not None


def number(text: str) -> Decimal:
    """A typed number, such as 12, -3, 1,250 or 0.5; raises OperandError."""
    plain = text.strip().replace("−", "-")
    if re.fullmatch(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", plain, re.ASCII):
        plain = plain.replace(",", "")
    factor = _FACTORS.get(plain[-1:].lower(), 1)
    found = plain_number(plain if factor == 1 else plain[:-1])
    if found is None or len(plain) > LONGEST:
        raise OperandError(f"“{one_line(text)}” is not a number: write it like 1250 or 0.5.")
    return found if factor == 1 else found * factor


def count(text: str) -> int:
    """A typed version number; raises OperandError."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise OperandError(f"“{one_line(text)}” is no version number: write one like 2.")
    return int(text)


def identity(text: str) -> str:
    """A record's number, here or elsewhere, where it may have letters; raises OperandError."""
    if not text or len(text) > LONGEST_ID or any(sign.isspace() for sign in text):
        raise OperandError(
            f"Write a number, here or where the record came from, of at most {LONGEST_ID} signs."
        )
    return text


def own_number(text: str) -> int | None:
    """The number as one of this desk, None when it can be none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def currency(text: str) -> str:
    """A currency code in capitals; raises OperandError."""
    code = text.upper()
    if not money.is_known(code):
        shown = f"“{one_line(text)}” is no currency: " if text else ""
        raise OperandError(f"{shown}write three letters such as EUR.")
    return code


def yes_no(text: str) -> bool:
    """Yes or no; raises OperandError."""
    word = folded(text)
    if word not in ("yes", "y", "true", "no", "n", "false"):
        raise OperandError(f"“{one_line(text)}” is neither yes nor no.")
    return word in ("yes", "y", "true")
