"""Days and moments: read from people strictly, from records exactly, shown in people's words.

What could be two days is refused with both ways to write it. Names are English on every machine.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from data.values.text import one_line

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EARLIEST, LATEST = 1900, 2200
"""The years in which a typed date may lie."""

_LONGEST = 40
_EXAMPLES = "15 apr, 2026-04-15, 15.04.2026, tomorrow or +2w"

# Kept as text: `re` compiles and caches them at first use, not when the program starts.
_ISO = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
_DOTTED = r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]+)"
_DAY_MONTH = r"([0-9]{1,2})\.?[ -]([a-z]+)\.?(?:(?:,? |-)([0-9]+))?"
_SHORT_YEAR = r"[0-9]{1,2}-[a-z]+-([0-9]{2})"
_YEAR_FIRST = r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})"
_MONTH_DAY = r"([a-z]+)\.? ([0-9]{1,2})(?:(?:, ?| )([0-9]+))?"
_MONTH_ONLY = r"([a-z]+)\.?(?: ([0-9]{4}))?"
_SLASHED = r"([0-9]+)/([0-9]+)/([0-9]+)"
_STEP = r"([+-]) ?([0-9]+) ?([a-z ]+)"
_IN = r"in ([0-9]+) ([a-z ]+)"
_AGO = r"([0-9]+) ([a-z ]+) ago"
_MOMENT = (
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r" ?([Zz]|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_AMERICAN = r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})"

_TURN = 70
"""Two figures of a year from which they are of the last century."""

_UNITS = {
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "week", "weeks"), "w"),
    **dict.fromkeys(("m", "month", "months"), "m"),
    **dict.fromkeys(("y", "year", "years"), "y"),
    **dict.fromkeys(("bd", "business day", "business days"), "bd"),
}


class DateError(ValueError):
    """Text that is no day, or could be two; the message says what would be right."""


# ---------------------------------------------------------------- typed


def parse_past_date(text: str, today: date) -> date:
    """A day that was: a day and month, or a weekday, is the last such day, today included.

    Raises DateError, for a day after today as well.
    """
    day = parse_date(text, today)
    if day > today:
        typed = _tidy(text)
        if _weekday(typed, today) == day and not typed.startswith("next "):
            day -= timedelta(days=7)
        elif _written(typed, today) == day and _written(typed, day + timedelta(days=1)) != day:
            day = _last_such_day(day, today)
    if day > today:
        raise DateError(f"{show(day)} is still to come.")
    return day


def _last_such_day(day: date, today: date) -> date:
    """The last day of this month and number, today included; 29 February has years between."""
    years = range(today.year, today.year - 9, -1)
    found = (_real(str(year), str(day.month), str(day.day)) for year in years)
    return next(one for one in found if one is not None and one <= today)


def parse_date(text: str, today: date, order: str = "") -> date:
    """The day that a person typed, counted from `today`; raises DateError.

    `order` decides dates with slashes that could be two days: "dmy" or "mdy". A day and month
    without a year is the next such day, today included; a weekday is the next one after today.
    Months and years are counted to the same day, or to the month's last one.
    """
    typed = _tidy(text)
    slashed = _from_slashes(typed, order)
    if slashed is not None:
        return _within(slashed)
    for read in (_fixed, _written, _counted, _weekday):
        day = read(typed, today)
        if day is not None:
            return _within(day)
    raise DateError(_refusal(typed, one_line(text)))


def _tidy(text: str) -> str:
    if len(text) > _LONGEST:
        raise DateError(f"That is too long for a date: write it like {_EXAMPLES}.")
    typed = " ".join(text.lower().split())
    if not typed:
        raise DateError(f"Write a date like {_EXAMPLES}.")
    if any(sign.isnumeric() and not sign.isascii() for sign in typed):
        raise DateError("Write the date with the digits 0 to 9.")
    return typed


def _within(day: date) -> date:
    if not EARLIEST <= day.year <= LATEST:
        raise DateError(_far(str(day.year)))
    return day


def _far(year: str) -> str:
    return f"The year {year} is too far away: write one from {EARLIEST} to {LATEST}."


def _fixed(typed: str, today: date) -> date | None:
    """Words that name one day, and dates in figures."""
    match typed:
        case "today":
            return today
        case "tomorrow":
            return today + timedelta(days=1)
        case "yesterday":
            return today - timedelta(days=1)
        case "end of month":
            return _month_end(today)
        case "end of next month":
            return _month_end(_months_on(today, 1))
    if match_ := re.fullmatch(_ISO, typed) or re.fullmatch(_YEAR_FIRST, typed):
        year, month, number = match_.groups()
        return _day(year, int(month), int(number))
    if match_ := re.fullmatch(_DOTTED, typed):
        number, month, year = match_.groups()
        return _day(year, int(month), int(number))
    return None


def _written(typed: str, today: date) -> date | None:
    """Dates with the month as a word, with or without a year."""
    if found := re.fullmatch(_DAY_MONTH, typed):
        number, word, year = found.groups()
    elif found := re.fullmatch(_MONTH_DAY, typed):
        word, number, year = found.groups()
    else:
        return None
    month = _month(word)
    if month is None:
        return None
    if year is not None:
        short = re.fullmatch(_SHORT_YEAR, typed)
        return _day(_whole_year(short[1]) if short else year, month, int(number))
    return _next_such_day(month, int(number), today)


def _whole_year(short: str) -> str:
    """The year of a date as spreadsheets show it: 4-May-26."""
    return f"{'19' if int(short) >= _TURN else '20'}{short}"


def _from_slashes(typed: str, order: str) -> date | None:
    """The one day that a date with slashes can be, or that it is in this order."""
    found = re.fullmatch(_AMERICAN, typed)
    if found is None:
        return None
    first, second, year = found.groups()
    readings = {"dmy": (second, first), "mdy": (first, second)}
    days = {name: _real(year, *one) for name, one in readings.items()}
    several = set(days.values()) - {None}
    return next(iter(several)) if len(several) == 1 else days.get(order)


def _real(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def _month(word: str) -> int | None:
    """The month that a word of at least three letters begins ("apr", "sept")."""
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word)), None)


def _day(year: str, month: int, number: int) -> date:
    """The day that three figures name; raises DateError with what does not exist."""
    if len(year) != 4:
        raise DateError(f"Write the year with four digits, such as 2026 instead of {year}.")
    if not EARLIEST <= int(year) <= LATEST:
        raise DateError(_far(year))
    if not 1 <= month <= 12:
        raise DateError(f"There is no month {month}: the months are 1 to 12.")
    last = _length(int(year), month)
    if not 1 <= number <= last:
        raise DateError(f"There is no {_ordinal(number, month)} {year}: it has {last} days.")
    return date(int(year), month, number)


def _length(year: int, month: int) -> int:
    """How many days the month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _ordinal(number: int, month: int) -> str:
    return f"{number} {MONTHS[month - 1]}"


def _next_such_day(month: int, number: int, today: date) -> date:
    longest = _length(2000, month)
    if not 1 <= number <= longest:
        name = MONTHS[month - 1]
        raise DateError(
            f"There is no {_ordinal(number, month)}: {name} has at most {longest} days."
        )
    # 29 February comes round within eight years, even across 2100.
    years = (year for year in range(today.year, today.year + 9) if number <= _length(year, month))
    days = (date(year, month, number) for year in years)
    return next(day for day in days if day >= today)


def _counted(typed: str, today: date) -> date | None:
    """Days counted from today: "+2w", "in 2 weeks", "3 days ago"."""
    if found := re.fullmatch(_STEP, typed):
        sign, count, unit = found.groups()
    elif found := re.fullmatch(_IN, typed):
        sign, count, unit = "+", *found.groups()
    elif found := re.fullmatch(_AGO, typed):
        sign, count, unit = "-", *found.groups()
    else:
        return None
    if unit not in _UNITS:
        raise DateError(f"“{unit}” is not a unit: count in d, w, m, y or bd (business days).")
    if len(count) > 6:
        raise DateError("That is too far away: count with at most six digits.")
    try:
        return _STEPS[_UNITS[unit]](today, int(sign + count))
    except (OverflowError, ValueError):
        raise DateError(
            f"That is too far away: the year must be from {EARLIEST} to {LATEST}."
        ) from None


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def _month_end(day: date) -> date:
    return day.replace(day=_length(day.year, day.month))


def _business_days_on(day: date, count: int) -> date:
    """`count` days from Monday to Friday further; holidays are not known."""
    if count == 0:
        return day
    step = 1 if count > 0 else -1
    while day.weekday() > 4:
        day -= timedelta(days=step)
    weeks, rest = divmod(abs(count), 5)
    day += timedelta(weeks=weeks * step)
    for _ in range(rest):
        day += timedelta(days=step)
        while day.weekday() > 4:
            day += timedelta(days=step)
    return day


_STEPS: dict[str, Callable[[date, int], date]] = {
    "d": lambda day, count: day + timedelta(days=count),
    "w": lambda day, count: day + timedelta(weeks=count),
    "m": _months_on,
    "y": lambda day, count: _months_on(day, count * 12),
    "bd": _business_days_on,
}


def _weekday(typed: str, today: date) -> date | None:
    """The next such weekday, never today itself."""
    word = typed.removeprefix("next ")
    for number, name in enumerate(WEEKDAYS):
        if len(word) >= 3 and name.lower().startswith(word):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _refusal(typed: str, text: str) -> str:
    """The sentence for text that is no date: what it lacks, or which two days it could be."""
    if found := re.fullmatch(_SLASHED, typed):
        return _slashed(text, *found.groups())
    if typed.isdigit():
        return f"“{text}” is only a number: write a whole date like {_EXAMPLES}."
    found = re.fullmatch(_MONTH_ONLY, typed)
    month = _month(found[1]) if found else None
    if month is not None:
        return f"“{text}” lacks the day: write it like 15 {MONTHS[month - 1]}."
    return f"“{text}” is not a date: write it like {_EXAMPLES}."


def _slashed(text: str, first: str, second: str, year: str) -> str:
    readings = {
        f"{int(day)} {MONTHS[int(month) - 1]} {year}"
        for day, month in ((first, second), (second, first))
        if len(year) == 4 and len(day) <= 2 and 0 < int(day) <= 31
        if len(month) <= 2 and 0 < int(month) <= 12
    }
    if len(readings) == 2:
        return f"“{text}” could be {' or '.join(sorted(readings))}: write one of these."
    right = next(iter(readings), "it like 15 April 2026")
    return f"Dates with slashes are read differently from country to country: write {right}."


# ---------------------------------------------------------------- from records


def read_date(text: str) -> date | None:
    """The day of an ISO date or timestamp as written, or of slashes that can be only one day.

    The time is dropped.
    """
    return _known_date(text) if len(text) <= _SHORT else _parsed_date(text)


def _parsed_date(text: str) -> date | None:
    text = text.strip()
    if found := re.fullmatch(_MOMENT, text):
        return _real(*found.groups()[:3])
    return _from_slashes(text, "")


def read_american(text: str) -> date | None:
    """The day of a date as systems write it that are known to put the month first."""
    return _from_slashes(text.strip(), "mdy")


def read_moment(text: str) -> datetime | None:
    """The moment of an ISO timestamp, in UTC; without an offset it is UTC, a day is its midnight.

    Fractions finer than microseconds are cut off.
    """
    return _known_moment(text) if len(text) <= _SHORT else _parsed_moment(text)


def _parsed_moment(text: str) -> datetime | None:
    if len(text) == 24 and text[23] == "Z" and text[10] == "T" and text[7] == text[4] == "-":
        with suppress(ValueError):  # the usual form, read in one go
            return datetime.fromisoformat(text)
    found = re.fullmatch(_MOMENT, text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        moment = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            int((fraction or "")[:6].ljust(6, "0")),
            tzinfo=_zone(zone),
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


# An import reads the same timestamps over and over: of a record, and of the copy that is kept.
_SHORT = 64
_known_date = lru_cache(maxsize=4096)(_parsed_date)
_known_moment = lru_cache(maxsize=4096)(_parsed_moment)


def _zone(zone: str | None) -> timezone:
    if zone is None or zone[0] not in "+-":
        return UTC
    minutes = int(zone[1:3]) * 60 + int(zone[-2:] if len(zone) > 3 else 0)
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


# ---------------------------------------------------------------- shown


def show(day: date) -> str:
    """The day in full: "15 April 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short(day: date) -> str:
    """The day with a short month: "15 Apr 2026"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def understood(day: date) -> str:
    """What was understood, for under a field: "= 15 April 2026, a Wednesday"."""
    return f"= {show(day)}, a {WEEKDAYS[day.weekday()]}"


def relative(day: date, today: date) -> str:
    """How far away a day is, in at most 12 characters: "today", "in 3 d", "2 weeks ago"."""
    days = (day - today).days
    if abs(days) <= 1:
        return ("today", "tomorrow", "yesterday")[days]
    return _distance(days)


def ago(moment: datetime, now: datetime) -> str:
    """How far away a moment is, in at most 12 characters: "just now", "5 min ago", "2 d ago"."""
    seconds = int((moment - now).total_seconds())
    if abs(seconds) < 60:
        return "just now"
    if abs(seconds) < 3600:
        return _in_or_ago(seconds > 0, f"{abs(seconds) // 60} min")
    if abs(seconds) < 86400:
        return _in_or_ago(seconds > 0, f"{abs(seconds) // 3600} h")
    return _distance(abs(seconds) // 86400 * (1 if seconds > 0 else -1))


def _in_or_ago(ahead: bool, text: str) -> str:
    return f"in {text}" if ahead else f"{text} ago"


def _distance(days: int) -> str:
    """A number of days, ahead or behind, in the unit that people would use."""
    ahead, count = days > 0, abs(days)
    if count < 14:
        return _in_or_ago(ahead, f"{count} d")
    if count < 60:
        return _in_or_ago(ahead, f"{count // 7} weeks")
    months = (count * 100 + 1522) // 3044
    if months < 24:
        # "11 months ago" would be too wide for a column.
        unit = "months" if ahead or months < 10 else "mo"
        return _in_or_ago(ahead, f"{months} {unit}")
    years = count * 100 // 36525 or 1
    if years > 99:
        return "far ahead" if ahead else "long ago"
    return _in_or_ago(ahead, f"{years} years" if years > 1 else "1 year")
