"""Approvals of versions: who was asked in which steps, and what they said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class ApprovalState(StrEnum):
    """How an approval stands. A version without one was not put up for approval."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


STATE_WORDS = {
    ApprovalState.ASKED: "waits for approval",
    ApprovalState.APPROVED: "approved",
    ApprovalState.REFUSED: "not approved",
}
"""What a state is called."""


@dataclass(frozen=True, slots=True)
class ApproverRecord:
    """Who is asked, and what they said; `answer` is None while they have said nothing."""

    name: str
    answer: ApprovalState | None = None
    note: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step: so many of those who are asked in it."""

    needed: int
    approvers: tuple[ApproverRecord, ...]

    @property
    def state(self) -> ApprovalState:
        """Approved by enough, refused when enough can no longer be had, else still asked."""
        given = [one.answer for one in self.approvers]
        if given.count(ApprovalState.APPROVED) >= self.needed:
            return ApprovalState.APPROVED
        left = len(given) - given.count(ApprovalState.REFUSED)
        return ApprovalState.ASKED if left >= self.needed else ApprovalState.REFUSED

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Who has said nothing, while that matters."""
        if self.state is not ApprovalState.ASKED:
            return ()
        return tuple(one.name for one in self.approvers if one.answer is None)


def state_of(steps: Iterable[StepRecord]) -> ApprovalState:
    """Approved when every step is, refused when one is, else still asked."""
    states = [step.state for step in steps]
    if ApprovalState.REFUSED in states:
        return ApprovalState.REFUSED
    return ApprovalState.ASKED if ApprovalState.ASKED in states else ApprovalState.APPROVED


@dataclass(frozen=True, slots=True)
class ApprovalRecord:
    """A version put up for approval.

    `source` is the system that it came from; `is_current` says that no later round of the same
    version replaced it. It counts only while its version is the offer's newest.
    """

    id: int
    version: int
    state: ApprovalState
    in_order: bool
    steps: tuple[StepRecord, ...]
    asked_at: datetime
    asked_by: str = ""
    note: str = ""
    source: str = ""
    is_current: bool = True

    @property
    def words(self) -> str:
        """How it stands, in words: "waits for approval: Ana Ruiz"."""
        names = self.waits_for or self.refused_by or self.approved_by
        how = STATE_WORDS[self.state]
        return f"{how}: {', '.join(names)}" if names else how

    @property
    def sentence(self) -> str:
        """The same as a line of its own."""
        return f"{self.words[:1].upper()}{self.words[1:]}"

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Whose turn it is: of steps in order, those of the first that is not approved."""
        if self.state is not ApprovalState.ASKED:
            return ()
        steps = [step for step in self.steps if step.state is not ApprovalState.APPROVED]
        return tuple(name for step in steps[: 1 if self.in_order else None]
                     for name in step.waits_for)  # fmt: skip

    @property
    def refused_by(self) -> tuple[str, ...]:
        """Who said no, where that decided it."""
        return self._who(ApprovalState.REFUSED)

    @property
    def approved_by(self) -> tuple[str, ...]:
        """Who said yes, where that decided it."""
        return self._who(ApprovalState.APPROVED)

    def _who(self, answer: ApprovalState) -> tuple[str, ...]:
        if self.state is not answer:
            return ()
        everyone = (one for step in self.steps for one in step.approvers)
        return tuple(one.name for one in everyone if one.answer is answer)

    @property
    def decided_at(self) -> datetime | None:
        """When the last answer was given that decided it; None while it is asked."""
        answers = [one.answered_at for step in self.steps for one in step.approvers]
        known = [moment for moment in answers if moment is not None]
        return max(known, default=None) if self.state is not ApprovalState.ASKED else None


@dataclass(frozen=True, slots=True)
class AskDraft:
    """Whom a version is put up to: a step a line, "Ana Ruiz, Ben Ode" or "1 of Ana, Ben".

    No `version` means the newest one.
    """

    steps: str = ""
    in_order: bool = False
    note: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What somebody said: yes or no, when as typed (empty is now), and their words.

    `approved` is None while nobody chose, `mail` the file in which they said it; no `version`
    means the newest one.
    """

    who: str = ""
    approved: bool | None = True
    note: str = ""
    when: str = ""
    version: int | None = None
    mail: Path | None = None
