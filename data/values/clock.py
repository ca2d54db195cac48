"""The one place that knows what time it is, so that tests and made-up data can say otherwise."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The present moment, in UTC, to the millisecond."""
    moment = _source()
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def today() -> date:
    """The present day where the person is (local time)."""
    return _source().astimezone().date()


def set_source(source: Callable[[], datetime] | None) -> None:
    """Let `source` tell the time from now on; None gives it back to the system."""
    global _source
    _source = source or _system


def stamp(moment: datetime | None = None) -> str:
    """A moment (now, if none) as stored: fixed-width UTC such as 2026-11-22T05:13:00.000Z."""
    moment = moment or now()
    return _stamped(moment if moment.tzinfo is UTC else moment.astimezone(UTC))


@lru_cache(maxsize=4096)
def _stamped(moment: datetime) -> str:
    """Remembered: an import stamps the moments of a record, and of the copy that is kept."""
    return moment.isoformat(timespec="milliseconds")[:23] + "Z"


def moment(stamped: str) -> datetime:
    """The stored form read back."""
    return datetime.fromisoformat(stamped)
