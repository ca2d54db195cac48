"""What became of a record."""

from dataclasses import dataclass

from data.exchange.import_report import Outcome
from data.exchange.parsed_offer import Doubt


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a record; `offer_id` None when it is about no offer that is here."""

    outcome: Outcome
    offer_id: int | None
    text: str
    flags: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class PartResult:
    """What became of a part of a record, in words, and which offer and row it is about."""

    text: str
    offer_id: int | None = None
    local_id: int = 0
    changed: bool = False
    flags: tuple[Doubt, ...] = ()
