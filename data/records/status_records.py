"""Status changes of an offer: what is possible, and what was chosen."""

from dataclasses import dataclass
from pathlib import Path

from data.errors import Problem
from data.records.job_records import OpeningRecord
from data.records.list_rows import OfferRow
from data.records.offer_warnings import OfferWarning
from data.values.status import Status


@dataclass(frozen=True, slots=True)
class AcceptChoices:
    """What accepting does besides: each is asked in the one dialog."""

    hire: bool = True
    close_opening: bool = True
    withdraw_others: bool = True


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """A status change as chosen: where to, why, by force or not.

    `sent_at` is the day it was sent, `decided_at` the day and time of an acceptance, a decline or a
    withdrawal, both as typed; empty is now.
    `seen` are the rules whose warnings were looked at and passed; `signed_copy` is a file that
    accepting keeps.
    """

    to: Status
    reason: str = ""
    text: str = ""
    force: bool = False
    sent_at: str = ""
    decided_at: str = ""
    accept: AcceptChoices = AcceptChoices()
    seen: frozenset[str] = frozenset()
    signed_copy: Path | None = None


@dataclass(frozen=True, slots=True)
class MoveOption:
    """One move that is open from here: what stands in its way, what has to be seen before it."""

    to: Status
    forced: bool
    missing: tuple[Problem, ...] = ()
    warnings: tuple[OfferWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Moves:
    """Everything the status dialog shows."""

    options: tuple[MoveOption, ...]
    opening: OpeningRecord | None
    others: tuple[OfferRow, ...]
    can_undo: str = ""
