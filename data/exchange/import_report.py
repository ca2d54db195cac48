"""What an import says when it is done: how many records went how, and a line for each, capped."""

from dataclasses import dataclass
from enum import StrEnum

from data.values.text import one_line


class Outcome(StrEnum):
    """What became of a record, or what was noticed about it."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FLAGGED = "flagged"
    REFUSED = "refused"


MOST_LINES = {
    Outcome.NEW: 1_000,
    Outcome.CHANGED: 5_000,
    Outcome.SAME: 1_000,
    Outcome.FLAGGED: 5_000,
    Outcome.REFUSED: 5_000,
}
"""Lines of each kind that a report keeps: a million records must not fill the memory."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One record and what became of it; a flag or a refusal names the field and the reason.

    `position` counts the records of a file from 1; 0 is the file itself. `expected` and `came` say
    what would have been right and what was there instead, where that can be said in a word.
    `reason` is the text without the name of the file, where it has one. `is_repeat` says that the
    same record was read before.
    """

    outcome: Outcome
    file: str
    position: int
    record_id: str
    field: str
    text: str
    offer_id: int | None = None
    expected: str = ""
    came: str = ""
    reason: str = ""
    is_repeat: bool = False

    @property
    def short_text(self) -> str:
        """What is said of it where the file is named already."""
        return self.reason or self.text


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What became of the records of one file; `how` says what was decided about reading it."""

    file: str
    new: int
    changed: int
    same: int
    flagged: int
    refused: int
    how: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The counts of an import and its lines by file and position.

    `new`, `changed`, `same` and `refused` count records (a refused file is one), `flagged` the
    offers that got a flag; `left_out` counts the lines that are not kept. `files` has the same
    counts file by file.
    """

    lines: tuple[ReportLine, ...] = ()
    new: int = 0
    changed: int = 0
    same: int = 0
    flagged: int = 0
    refused: int = 0
    left_out: int = 0
    is_dry_run: bool = False
    files: tuple[FileCounts, ...] = ()

    @property
    def read(self) -> int:
        """Records that came in, new or known."""
        return self.new + self.changed + self.same


class Tally:
    """A report while it is made: everything is counted, of each kind the first lines are kept."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(Outcome, 0)
        self._lines: dict[Outcome, list[tuple[int, ReportLine]]] = {one: [] for one in Outcome}
        self._left_out = 0
        self._files = 0
        self._by_file: list[FileCounts] = []
        self.flagged = 0
        self.how = ""

    def count(self, outcome: Outcome, number: int = 1) -> None:
        """Count records; lines for them are added apart, and need not be."""
        self._counts[outcome] += number

    def wants(self, outcome: Outcome) -> bool:
        """Whether there is room for a line."""
        return len(self._lines[outcome]) < MOST_LINES[outcome]

    def add(self, line: ReportLine) -> None:
        """Keep a line, if there is room."""
        if self.wants(line.outcome):
            self._lines[line.outcome].append((self._files, line))
        else:
            self._left_out += 1

    def leave_out(self, number: int) -> None:
        """Say that there were lines for which there is no room."""
        self._left_out += number

    def absorb(self, other: "Tally", file: str = "") -> None:
        """Add what was tallied of the next file."""
        self._files += 1
        self._by_file.append(other.of_file(file))
        for outcome, number in other._counts.items():
            self._counts[outcome] += number
        self._left_out += other._left_out
        self.flagged += other.flagged
        for _, line in (pair for lines in other._lines.values() for pair in lines):
            self.add(line)

    def of_file(self, file: str) -> FileCounts:
        """The counts as those of one file."""
        counts = self._counts
        return FileCounts(
            file,
            counts[Outcome.NEW],
            counts[Outcome.CHANGED],
            counts[Outcome.SAME],
            self.flagged,
            counts[Outcome.REFUSED],
            one_line(self.how),
        )

    def report(self, *, is_dry_run: bool = False) -> Report:
        """What is known now, the lines by file and position."""
        kept = [pair for lines in self._lines.values() for pair in lines]
        kept.sort(key=lambda pair: (pair[0], pair[1].position))
        return Report(
            tuple(line for _, line in kept),
            new=self._counts[Outcome.NEW],
            changed=self._counts[Outcome.CHANGED],
            same=self._counts[Outcome.SAME],
            flagged=self.flagged,
            refused=self._counts[Outcome.REFUSED],
            left_out=self._left_out,
            is_dry_run=is_dry_run,
            files=tuple(self._by_file),
        )
