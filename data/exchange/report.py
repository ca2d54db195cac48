"""What an import says when it is done: how many records went how, and a line for each."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a record, or what was noticed about it."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FLAGGED = "flagged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One record and what became of it; a flag or a refusal names the field and the reason.

    `position` counts the records of a file from 1; 0 is the file itself.
    """

    outcome: Outcome
    file: str
    position: int
    record_id: str
    field: str
    text: str
    offer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The lines of an import, by file and position, with their counts."""

    lines: tuple[ReportLine, ...] = ()

    @property
    def new(self) -> int:
        """Records that were not here before."""
        return self._count(Outcome.NEW)

    @property
    def changed(self) -> int:
        """Records that say something else than when they were read last."""
        return self._count(Outcome.CHANGED)

    @property
    def same(self) -> int:
        """Records that changed nothing."""
        return self._count(Outcome.SAME)

    @property
    def refused(self) -> int:
        """Records and files that could not come in."""
        return self._count(Outcome.REFUSED)

    @property
    def flagged(self) -> int:
        """Offers that got a flag which waits for a person."""
        lines = (line for line in self.lines if line.outcome is Outcome.FLAGGED)
        return len({line.offer_id for line in lines})

    @property
    def read(self) -> int:
        """Records that came in, new or known."""
        return self.new + self.changed + self.same

    def _count(self, outcome: Outcome) -> int:
        return sum(1 for line in self.lines if line.outcome is outcome)
