"""Lever's moments, milliseconds since 1970 in UTC (days are midnights), and pay intervals."""

from datetime import UTC, date, datetime, timedelta

from data.exchange.parsed_offer import JsonValue
from data.records.pay import PayFrequency

_START = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 253_402_300_800_000
"""Milliseconds until the year 10,000."""

INTERVALS = {
    "per-hour-wage": PayFrequency.HOURLY,
    "per-day-wage": PayFrequency.DAILY,
    "per-week-salary": PayFrequency.WEEKLY,
    "per-month-salary": PayFrequency.MONTHLY,
    "per-year-salary": PayFrequency.YEARLY,
}
"""How often pay is counted."""


def read_moment(value: JsonValue) -> datetime | None:
    """The moment of a number of milliseconds; None for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LAST:
        return None
    return _START + timedelta(milliseconds=value)


def from_moment(stamp: str | None) -> int | None:
    """A stored moment, or a day, in milliseconds."""
    if stamp is None:
        return None
    moment = datetime.fromisoformat(stamp)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _START) // timedelta(milliseconds=1)


def from_day(day: date | str | None) -> int | None:
    """A day in milliseconds."""
    return from_moment(str(day)) if day is not None else None
