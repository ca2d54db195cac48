"""What one rendering may use, and what it found missing. One per rendering, never shared."""

import time
from contextvars import ContextVar

from data.letter_records import Missing
from data.letter_words import LANGUAGE, nearest
from data.records import PayFrequency

SOURCE = 256 * 1024
"""The longest template, in characters."""
OUTPUT = 512 * 1024
"""The most text that a letter may produce, in all its parts, in characters."""
TAGS = 5_000
"""The most `{{` and `{%` in a template; compiling takes time for each."""
STEPS = 100_000
"""The most turns of loops and calls of macros."""
RANGE = 1_000
"""The most numbers in a range."""
SECONDS = 0.5
BITS = 256
"""The longest number, in bits."""


class ForbiddenError(Exception):
    """Something that the language of letters does not have, or too much of something it has."""


class Letter:
    """The state of one rendering: its budget and the names found missing, in reading order."""

    __slots__ = ("_deadline", "_length", "_missing", "_steps", "frequency", "known")

    def __init__(self, known: list[str], frequency: PayFrequency | None) -> None:
        self.known = known
        self.frequency = frequency
        self._missing: dict[str, Missing] = {}
        self._steps = 0
        self._length = 0
        self._deadline = time.perf_counter() + SECONDS

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What was written and had no value, each once."""
        return tuple(self._missing.values())

    def note(self, name: str, *, unknown: bool) -> None:
        """Remember a name without a value."""
        if name not in self._missing:
            close = nearest(name, self.known) if unknown else ""
            self._missing[name] = Missing(name, unknown, close)

    def step(self) -> None:
        """Count one turn of a loop or one call; raises ForbiddenError at the end of the budget."""
        self._steps += 1
        if self._steps > STEPS or time.perf_counter() > self._deadline:
            raise ForbiddenError("the letter takes too long: its loops turn too often")

    def wrote(self, length: int) -> None:
        """Count produced text; raises ForbiddenError at the end of the budget."""
        self._length += length
        if self._length > OUTPUT:
            raise ForbiddenError(f"the letter is too long: more than {OUTPUT // 1024} kB")


current: ContextVar[Letter] = ContextVar("current")
"""The rendering that is going on; the environment and its filters are shared, this is not."""


def known_names(fields: list[str]) -> list[str]:
    """Every name of the language, the custom fields of this desk among them."""
    return [*LANGUAGE, *(f"fields.{key}" for key in fields)]
