"""What the filter field of a list understands: words, and a few `name:value` terms.

Words must all match, by their beginning, without case or accents. Terms:
`status:sent,pending`, `-status:draft`, `is:live`, `is:expired`, `is:flagged`, `currency:EUR`.
"""

from typing import NamedTuple

from data.errors import DataError
from data.plain import one_line
from data.status import LIVE, SUPERSEDED, Status

STANDINGS: tuple[str, ...] = (*Status, SUPERSEDED)
LONGEST = 500


class FilterError(DataError):
    """The filter cannot be read; `place` is the position (from 0) of the part that is wrong."""

    title = "Filter"

    def __init__(self, text: str, place: int) -> None:
        super().__init__(text)
        self.place = place


class Filter(NamedTuple):
    """A filter as read: all of it must hold. `standings` empty means any."""

    words: tuple[str, ...] = ()
    standings: frozenset[str] = frozenset()
    expired: bool = False
    flagged: bool = False
    currency: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether totals come from the counters, because only the standing is asked for."""
        return not (self.words or self.expired or self.flagged or self.currency)


def parse(text: str) -> Filter:
    """Read a filter; raises FilterError with the place and what would be right."""
    if len(text) > LONGEST:
        raise FilterError(f"A filter has at most {LONGEST} characters.", LONGEST)
    words: list[str] = []
    allowed = set(STANDINGS)
    narrowed = expired = flagged = False
    currency = ""
    place = 0
    for part in text.split(" "):
        name, colon, value = part.partition(":")
        if not part.strip():
            pass
        elif not colon or name.lower().lstrip("-") not in ("status", "is", "currency"):
            words.extend(one_line(part).split())
        elif name.lower() == "currency":
            currency = _currency(value, place)
        elif name.lower().lstrip("-") == "status":
            chosen = _statuses(value, place + len(name) + 1)
            allowed &= allowed - chosen if name.startswith("-") else chosen
            narrowed = True
        elif value.lower() == "live":
            allowed, narrowed = allowed & LIVE, True
        elif value.lower() == "expired":
            expired = True
        elif value.lower() == "flagged":
            flagged = True
        else:
            raise FilterError("is: takes live, expired or flagged.", place + len(name) + 1)
        place += len(part) + 1
    if narrowed and not allowed:
        raise FilterError("No status is left by this filter.", 0)
    standings = frozenset(str(word) for word in allowed) if narrowed else frozenset[str]()
    return Filter(tuple(words), standings, expired, flagged, currency)


def _statuses(value: str, place: int) -> set[str]:
    chosen = {word.lower() for word in value.split(",") if word}
    unknown = sorted(chosen - set(STANDINGS))
    if unknown or not chosen:
        said = f"{unknown[0]} is no status; " if unknown else ""
        raise FilterError(f"{said}status: takes {', '.join(STANDINGS)}.", place)
    return chosen


def _currency(value: str, place: int) -> str:
    code = value.upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise FilterError("currency: takes a code such as EUR.", place + len("currency:"))
    return code
