"""What became of a record."""

from dataclasses import dataclass
from typing import NamedTuple

from data.exchange.import_report import Outcome
from data.exchange.parsed_offer import ImportFlag


class ImportResult(NamedTuple):
    """What became of a record; `offer_id` None when it is about no offer that is here."""

    outcome: Outcome
    offer_id: int | None
    text: str
    flags: tuple[ImportFlag, ...] = ()
    is_repeat: bool = False


def repeat(offer_id: int | None, flags: tuple[ImportFlag, ...] = ()) -> ImportResult:
    """What became of a record that was read before."""
    return ImportResult(Outcome.SAME, offer_id, "the same as before", flags, is_repeat=True)


@dataclass(frozen=True, slots=True)
class PartResult:
    """What became of a part of a record, in words, and which offer and row it is about."""

    text: str
    offer_id: int | None = None
    local_id: int = 0
    changed: bool = False
    flags: tuple[ImportFlag, ...] = ()
