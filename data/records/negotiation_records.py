"""What was negotiated about an offer: who asked for what, what was countered, and where it led."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.values.money import Money

OTHER = "other"
"""What a negotiation is about that is about no term and no custom field."""


class Outcome(StrEnum):
    """How a negotiation ended. One without an outcome is open."""

    AGREED = "agreed"
    NOT_AGREED = "not agreed"


@dataclass(frozen=True, slots=True)
class NegotiationStep:
    """One thing that was said: "asked", "countered", or an outcome; what for, by whom, and when.

    `document` is the value as JSON, None where the text is no value of the term; `amount` is it as
    money.
    """

    kind: str
    text: str
    who: str
    at: datetime
    document: object = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class NegotiationRecord:
    """All that was said about one term until it was agreed on or not; numbered by its first event.

    `term` is the key of a term or custom field, empty for anything else. `version` is the one that
    it led to; `is_guessed` when nobody said so, but a later version has the value agreed on.
    """

    id: int
    term: str
    label: str
    steps: tuple[NegotiationStep, ...]
    outcome: Outcome | None = None
    version: int | None = None
    is_guessed: bool = False

    @property
    def has_ended(self) -> bool:
        """Whether it has an outcome, in a word or in words of its own."""
        return bool(self.steps) and self.steps[-1].kind not in ("asked", "countered")

    @property
    def goes_on(self) -> bool:
        """Whether more may be said: it has no outcome, or nobody said to which version it led."""
        is_unlinked = self.version is None or self.is_guessed
        return not self.has_ended or (self.outcome is not Outcome.NOT_AGREED and is_unlinked)

    @property
    def trail(self) -> str:
        """It on one line: "asked 98,000 → countered 94,000 → agreed 95,500 EUR, v3"."""
        steps = " → ".join(_step(one) for one in _short(self.steps))
        return steps + (f", v{self.version}" if self.version is not None else "")

    @property
    def line(self) -> str:
        """The trail behind what it is about."""
        return f"{self.label}: {self.trail}" if self.label else self.trail


@dataclass(frozen=True, slots=True)
class NegotiationDraft:
    """What was negotiated, as typed; whatever is left empty was not said.

    `term` is the key of a term or custom field, or OTHER. `outcome` is a word of
    Outcome or empty, `agreed` what was agreed on, by itself what was said last. `follows` is the
    negotiation that this goes on with, which says what it is about. `version` is the number of
    the version that it led to.
    """

    who: str = ""
    asked: str = ""
    counter: str = ""
    outcome: str = ""
    version: int | None = None
    term: str = ""
    agreed: str = ""
    follows: int | None = None


def _step(one: NegotiationStep) -> str:
    return f"{one.kind} {one.text}".strip()


def _short(steps: tuple[NegotiationStep, ...]) -> Iterable[NegotiationStep]:
    """The steps; a currency that all amounts have stands behind the last one only."""
    codes = {one.amount.currency if one.amount else "" for one in steps if one.text}
    code = next(iter(codes)) if len(codes) == 1 else ""
    last = max((at for at, one in enumerate(steps) if one.text), default=-1)
    for at, one in enumerate(steps):
        text = one.text if at == last or not code else one.text.removesuffix(f" {code}")
        yield NegotiationStep(one.kind, text, one.who, one.at)
