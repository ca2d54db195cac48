"""State and limits of one rendering: what it may use, what it found missing. Never shared.

Time is the thread's own time on the processor, so that a busy machine stops no honest letter.
Whatever a template can repeat comes by here (`step`, `tick`, `wrote`); what one single operation
can do is bounded by the sizes.
"""

import time
from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from data.letters.language import locales
from data.letters.language.contract import FULL_TIME, Contract
from data.letters.language.locales import LocaleFormat
from data.letters.language.name_reference import nearest
from data.letters.language.spoken import Spoken
from data.letters.letter_records import Missing
from data.records.pay import PayFrequency

SOURCE = 256 * 1024
"""The longest template, in characters."""
OUTPUT = 512 * 1024
"""The most text that a letter may produce, in all its parts, in characters."""
TAGS = 5_000
"""The most `{{` and `{%` in a template; compiling takes time for each."""
TOKENS = 25_000
"""The most tokens inside the tags of one template."""
STEPS = 20_000
"""The most turns of loops, calls of macros and includes."""
RANGE = 1_000
"""The most numbers in a range."""
SECONDS = 0.5
BITS = 256
"""The longest number, in bits."""
LOCALES = 4
"""The most locales in one letter; each is read from a file and stays in memory."""
NAMES = 300
"""The most unset names that are recorded."""
LOOKED_UP = 40
"""For so many unknown names the nearest known one is looked for."""
LONGEST_NAME = 120
TOO_LONG = "the letter takes too long: its loops turn too often"

Limits = Mapping[str, str]
NO_CLAUSES: Limits = MappingProxyType({})
SPOKEN = Spoken()


class ForbiddenError(Exception):
    """Something that the language of letters does not have, or too much of something it has."""


class RenderState:
    """The state of one rendering: its budget and the names found missing, in reading order."""

    __slots__ = (
        *("_deadline", "_length", "_missing", "_reached", "_started", "_steps", "_formats"),
        *("_used",),
        *("agreed", "clauses", "frequency", "known", "spoken"),
    )

    def __init__(
        self,
        known: Callable[[], list[str]],
        clauses: Mapping[str, str] = NO_CLAUSES,
        frequency: PayFrequency | None = None,
        agreed: Contract = FULL_TIME,
        spoken: Spoken = SPOKEN,
    ) -> None:
        self.known = known
        self.clauses = clauses
        self.frequency = frequency
        self.agreed = agreed
        self.spoken = spoken
        self._formats: dict[str, LocaleFormat] = {}
        self._missing: dict[str, tuple[str, int | None]] = {}
        self._reached: tuple[Any, str] = (None, "")
        self._used: set[str] = set()
        self._steps = self._length = 0
        self._started = time.thread_time()
        self._deadline = time.perf_counter() + SECONDS

    # ------------------------------------------------------------ what is missing

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What was written and had no value, each once."""
        if not self._missing:
            return ()
        known = self.known()
        wrong = [name for name, (label, _) in self._missing.items() if not label][:LOOKED_UP]
        close = {name: nearest(name, known) for name in wrong}
        return tuple(
            Missing(name, not label, close.get(name, ""), line, label)
            for name, (label, line) in self._missing.items()
        )

    def note(self, name: str, label: str, line: Callable[[], int | None]) -> None:
        """Remember a name without a value, and where it was first wanted.

        An unknown one has no label.
        """
        name = name[:LONGEST_NAME]
        if name not in self._missing and len(self._missing) < NAMES:
            self._missing[name] = (label, line())

    def reached(self, value: Any, name: str) -> Any:
        """A value was reached by this name: what is asked of it next can be named in full."""
        self._reached = (value, name)
        if len(self._used) < NAMES:
            self._used.add(name)
        return value

    def is_used(self, name: str) -> bool:
        """Whether a value was reached by this name so far."""
        return name in self._used

    def name_of(self, value: Any) -> str:
        """The name by which this value was reached last, or nothing."""
        return self._reached[1] if self._reached[0] is value else ""

    # ------------------------------------------------------------ how values are written

    def locale_format(self, tag: str = "") -> LocaleFormat:
        """How numbers are written: in the locale named, or in the letter's own."""
        return self._format(tag or self.spoken.numbers)

    def day_format(self, tag: str = "") -> LocaleFormat:
        """How days and lists are written, which are words: in the locale named, or the letter's."""
        return self._format(tag or self.spoken.days)

    def _format(self, tag: str) -> LocaleFormat:
        found = self._formats.get(tag)
        if found is None:
            if len(self._formats) == LOCALES:
                raise ForbiddenError(f"a letter has at most {LOCALES} locales")
            found = self._formats[tag] = locales.locale_format(tag)
        return found

    # ------------------------------------------------------------ the budget

    def step(self) -> None:
        """Count one turn of a loop or one call; raises ForbiddenError at the end of the budget."""
        self._steps += 1
        if self._steps > STEPS:
            raise ForbiddenError(TOO_LONG)
        self.tick()

    def tick(self) -> None:
        """Look at the time; raises ForbiddenError when it is over."""
        if time.perf_counter() > self._deadline:
            left = SECONDS - (time.thread_time() - self._started)
            if left <= 0:
                raise ForbiddenError(TOO_LONG)
            self._deadline = time.perf_counter() + left

    def wrote(self, length: int) -> None:
        """Count produced text; raises ForbiddenError at the end of the budget."""
        self._length += length
        if self._length > OUTPUT:
            raise ForbiddenError(f"the letter is too long: more than {OUTPUT // 1024} kB")


current: ContextVar[RenderState] = ContextVar("current")
"""The rendering that is going on; the environment and its filters are shared, this is not."""


def nearest_of(name: str, known: Collection[str]) -> str:
    """The one of a few names that is closest to a wrong one, or nothing."""
    import difflib

    close = difflib.get_close_matches(name, known, 1) if len(name) <= LONGEST_NAME else []
    return close[0] if close else ""
