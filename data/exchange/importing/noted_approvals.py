"""What records of a batch say of approvals, until it is written."""

from collections.abc import Callable
from typing import NamedTuple

from data.exchange.importing.import_rows import OfferRow
from data.exchange.parsed_offer import ParsedOffer
from data.records.approval_records import STATE_WORDS, ApprovalState, StepRecord
from data.values import clock


class Round(NamedTuple):
    """A round of a version as it is, or as it shall stand."""

    version: int
    state: ApprovalState
    in_order: bool
    asked_at: str
    asked_by: int | None
    steps: tuple[StepRecord, ...] = ()

    @property
    def words(self) -> str:
        """How it stands, and who said so."""
        given = [one.name for step in self.steps for one in step.approvers
                 if one.answer is self.state]  # fmt: skip
        how = STATE_WORDS[self.state]
        return f"{how}: {', '.join(given)}" if given else how


class NotedApprovals:
    """What a batch says of approvals: `has_come` when records of them came, or of offers."""

    def __init__(self, on_drop: Callable[[Callable[[], object]], None]) -> None:
        self._on_drop = on_drop
        self.has_come = self.has_offers = False
        self.stated: dict[int, list[Round]] = {}

    def note(self, offer: OfferRow, number: int, parsed: ParsedOffer) -> None:
        """Note what an offer's record says, whose own version has this number here."""
        made = {one.number: one.created_at for one in offer.versions}
        first = number - len(parsed.earlier)
        before, rounds = self.stated.get(offer.id, []), dict[int, Round]()
        for stated in parsed.approvals:
            version = number if stated.earlier is None else first + stated.earlier
            if version in made:
                at = clock.stamp(stated.at) if stated.at else made[version]
                rounds[version] = Round(version, stated.state, False, at, None)
        if rounds:
            others = (one for one in before if one.version not in rounds)
            self.stated[offer.id] = [*others, *rounds.values()]
            self._on_drop(lambda: self.stated.update({offer.id: before}))

    def forget(self) -> None:
        """Forget the batch."""
        self.stated = {}
