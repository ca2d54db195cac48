"""A clock for made-up histories: it stands where it was set, until it is set again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from data.values import clock


class SampleClock:
    """Tells the moment it was last set to, never one after the moment it was made."""

    def __init__(self) -> None:
        self.latest = clock.now()
        self.today = clock.today()
        self._moment = self.latest

    def day(self, days: int) -> date:
        """The day so many days from today; negative ones are past."""
        return self.today + timedelta(days=days)

    def set(self, days: int, hour: int = 9, minute: int = 0) -> None:
        """Stand at this time of the day that is `days` from today, where the person is."""
        moment = datetime.combine(self.day(days), time(hour, minute)).astimezone()
        self._moment = min(moment, self.latest)

    def wait(self, minutes: int) -> None:
        """Stand so many minutes later."""
        self._moment = min(self._moment + timedelta(minutes=minutes), self.latest)

    @contextmanager
    def running(self) -> Iterator["SampleClock"]:
        """Inside, the desk's clock is this one; after it, the one that it was."""
        before = clock._source
        clock.set_source(lambda: self._moment)
        try:
            yield self
        finally:
            clock.set_source(before)
