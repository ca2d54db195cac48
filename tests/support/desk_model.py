"""The domain in plain Python, small enough to be read at once: what the state machine believes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from data.values.status import LIVE, MOVES, WITH_CANDIDATE, Status

LEAST, MOST = 60, 80
"""What the paid job pays."""
EXPIRING, UNANSWERED, OLD_DRAFT = 7, 7, 14


@dataclass(frozen=True)
class Terms:
    """What one version says, as far as a rule asks for it; salaries are EUR a year."""

    salary: int
    expires: date | None = None
    starts: date | None = None
    level: bool = True
    opening: int | None = None
    bonus: int | None = None

    @property
    def package(self) -> int:
        """What it costs a year: the bonus is part of it, and paid every year."""
        return self.salary + (self.bonus or 0)


@dataclass
class Undo:
    """What taking back the last move brings back; of withdrawn offers what they were told last."""

    status: Status
    sent: date | None
    application: tuple[int, str] | None = None
    opening: int | None = None
    withdrawn: tuple[tuple[int, int], ...] = ()


@dataclass
class Asked:
    """An approval: whether somebody else may say yes too, and what the one said."""

    others: bool
    said: str = ""

    @property
    def state(self) -> str:
        """How it stands: one yes is enough, a no only where nobody else is asked."""
        if self.said == "yes":
            return "approved"
        return "refused" if self.said == "no" and not self.others else "asked"


@dataclass
class Offer:
    """An offer: its versions with the letters frozen for each, its status, what undo does."""

    application: int
    candidate: int
    is_paid: bool
    versions: list[Terms]
    letters: dict[int, list[int]] = field(default_factory=dict)
    status: Status = Status.DRAFT
    sent: date | None = None
    touched: date = date.min
    undo: Undo | None = None
    told: int = 0
    asleep: dict[str, date] = field(default_factory=dict)
    approvals: dict[int, Asked] = field(default_factory=dict)
    negotiations: list[list[str]] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)

    @property
    def terms(self) -> Terms:
        """What the current version says."""
        return self.versions[-1]

    @property
    def approval(self) -> str:
        """How the approval of the current version stands; "none" when nobody was asked."""
        asked = self.approvals.get(len(self.versions))
        return "none" if asked is None else asked.state

    @property
    def is_live(self) -> bool:
        """Whether it is not decided."""
        return self.status in LIVE

    @property
    def is_out(self) -> bool:
        """Whether the candidate has it."""
        return self.status in WITH_CANDIDATE

    @property
    def frozen(self) -> int | None:
        """The words of the letter that was last frozen for the current version."""
        found = self.letters.get(len(self.versions))
        return found[-1] if found else None


@dataclass
class Item:
    """What an action on many did to one offer: where it stood before, what it was told."""

    offer: int
    version: int
    before: Status
    sent: date | None
    after: Status
    told: int
    withdrew: bool


class World:
    """Everything that the domain knows of one desk."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self.offers: dict[int, Offer] = {}
        self.applications: dict[int, str] = {}
        self.candidates: dict[int, int] = {}
        self.openings: dict[int, bool] = {}
        self.words = 0
        self.needs_approval = False
        self.bulk: list[Item] | None = None
        self._told = 0

    @property
    def today(self) -> date:
        """The day."""
        return self._today()

    # ------------------------------------------------------------ what is allowed

    def is_locked(self, offer: Offer) -> bool:
        """Whether the terms cannot be changed."""
        return offer.status is Status.ACCEPTED or self.applications[offer.application] == "hired"

    def lacks(self, offer: Offer, terms: Terms) -> bool:
        """Whether the gate stays closed; nobody here gives a reason for pay outside the range."""
        late = terms.expires is not None and terms.expires < self.today
        unexplained = offer.is_paid and not LEAST <= terms.salary <= MOST
        return late or unexplained or not terms.level or terms.starts is None

    def may_move(self, offer: Offer, to: Status) -> bool:
        """Whether the move is an ordinary one that the gate lets through."""
        lacks = to is Status.SENT and self.lacks(offer, offer.terms)
        return to in MOVES[offer.status] and not lacks

    def refuses(self, offer: Offer, terms: Terms, *, correction: bool) -> bool:
        """Whether these terms cannot be saved: what stays sent has to pass the gate."""
        return correction and offer.is_out and self.lacks(offer, terms)

    # ------------------------------------------------------------ uses

    def _tell(self, offer: Offer) -> None:
        """Something was written that says how the offer stands."""
        self._told += 1
        offer.told, offer.touched = self._told, self.today

    def add(self, number: int, offer: Offer) -> None:
        """A new offer."""
        self.offers[number] = offer
        self._tell(offer)

    def change(self, offer: Offer, terms: Terms, *, correction: bool = False) -> None:
        """A new version, unless it says the same."""
        if terms == offer.terms:
            return
        offer.versions.append(terms)
        offer.undo = None
        if offer.is_out and correction:
            offer.letters[len(offer.versions)] = [self.words]
        elif offer.is_out:
            offer.status, offer.sent = Status.DRAFT, None
        self._tell(offer)

    def others(self, offer: Offer) -> list[int]:
        """The candidate's other live offers."""
        return [
            number
            for number, one in self.offers.items()
            if one is not offer and one.is_live and one.candidate == offer.candidate
        ]

    def move(
        self, offer: Offer, to: Status, *, hire: bool = False, close: bool = False,
        withdraw: bool = False, sent: date | None = None,
    ) -> None:  # fmt: skip
        """Another status, with all that goes with it."""
        offer.undo = undo = Undo(offer.status, offer.sent)
        if to is Status.DRAFT:
            offer.sent = None
        elif to is Status.SENT:
            offer.sent = sent or self.today
        elif to is Status.PENDING and sent:
            offer.sent = sent
        offer.status = to
        letters = offer.letters.setdefault(len(offer.versions), [])
        was_read = to in (Status.PENDING, Status.ACCEPTED, Status.DECLINED) and not letters
        if to is Status.SENT or was_read:
            letters.append(self.words)
        if to is Status.ACCEPTED:
            self._accepted(offer, undo, hire=hire, close=close, withdraw=withdraw)
        self._tell(offer)

    def _accepted(
        self, offer: Offer, undo: Undo, *, hire: bool, close: bool, withdraw: bool
    ) -> None:
        before = self.applications[offer.application]
        if hire and before != "hired":
            undo.application = (offer.application, before)
            self.applications[offer.application] = "hired"
        if close and offer.terms.opening is not None and self.openings[offer.terms.opening]:
            undo.opening = offer.terms.opening
            self.openings[offer.terms.opening] = False
        if withdraw:
            numbers = self.others(offer)
            for number in numbers:
                self.move(self.offers[number], Status.WITHDRAWN)
            undo.withdrawn = tuple((number, self.offers[number].told) for number in numbers)

    def take_back(self, offer: Offer) -> None:
        """The last move, with what it did besides where nobody has changed that since."""
        undo, offer.undo = offer.undo, None
        assert undo is not None
        offer.status, offer.sent = undo.status, undo.sent
        self._tell(offer)
        if undo.application and self.applications[undo.application[0]] == "hired":
            self.applications[undo.application[0]] = undo.application[1]
        if undo.opening is not None:
            self.openings[undo.opening] = True
        for number, told in undo.withdrawn:
            other = self.offers.get(number)
            if other is not None and other.told == told:
                self.take_back(other)

    def act_on_many(
        self,
        numbers: Iterable[int],
        act: Callable[[Offer], Terms | None],
        *,
        keep: bool,
        only_live: bool = False,
        to: Status = Status.WITHDRAWN,
    ) -> list[int]:
        """New terms, or (None) a move, for each that does not refuse; gives those changed."""
        items = []
        for number in numbers:
            offer = self.offers[number]
            before = (len(offer.versions), offer.status, offer.sent)
            terms = act(offer)
            if terms is None:
                if not self.may_move(offer, to):
                    continue
                self.move(offer, to)
            else:
                correction = keep and offer.is_out
                refused = self.is_locked(offer) or (correction and self.lacks(offer, terms))
                refused = refused or (only_live and not offer.is_live)
                if refused or terms == offer.terms:
                    continue
                self.change(offer, terms, correction=correction)
            items.append(Item(number, *before, offer.status, offer.told, terms is None))
        if items:
            self.bulk = items
        return [item.offer for item in items]

    def take_back_many(self) -> list[int]:
        """The last action on many; gives the offers that were changed back."""
        items, self.bulk = self.bulk or [], None
        done = []
        for item in sorted(items, key=lambda item: item.offer):
            offer = self.offers.get(item.offer)
            if offer is None or offer.told != item.told:
                continue
            if item.withdrew:
                self.take_back(offer)
            elif self.is_locked(offer):
                continue
            else:
                self.change(offer, offer.versions[item.version - 1], correction=True)
                if item.after is not item.before:
                    self.move(offer, item.before, sent=item.sent)
            done.append(item.offer)
        return done

    # ------------------------------------------------------------ approvals

    def approve(self, offer: Offer, said: str) -> bool:
        """Two are asked of whom one is enough, or one of them answers; whether that can be.

        Without being asked, they are asked alone with the answer.
        """
        version, was = len(offer.versions), offer.approvals
        if not offer.is_live or (said == "back" and version not in was):
            return False
        if said == "back":
            del was[version]
        elif said == "ask":
            was[version] = Asked(True)
        else:
            was.setdefault(version, Asked(False)).said = said
        return True

    # ------------------------------------------------------------ what needs a person

    def due(self, flagged: set[int]) -> dict[str, set[int]]:
        """By rule the offers that need a person, those left out that are snoozed."""
        found = {rule: {n for n, one in self.offers.items() if holds(self, one)}
                 for rule, holds in RULES.items()}  # fmt: skip
        found["flags"] = flagged & set(self.offers)
        asleep = {
            rule: {
                n for n, one in self.offers.items() if one.asleep.get(rule, date.min) > self.today
            }
            for rule in found
        }
        return {rule: left for rule, all_ in found.items() if (left := all_ - asleep[rule])}

    def is_hired_elsewhere(self, offer: Offer) -> bool:
        """Whether the candidate is hired for another job."""
        return any(
            status == "hired"
            and application != offer.application
            and self.candidates[application] == offer.candidate
            for application, status in self.applications.items()
        )

    def sharing(self, offer: Offer) -> int:
        """How many accepted offers its opening has."""
        return sum(
            o.status is Status.ACCEPTED and o.terms.opening == offer.terms.opening
            for o in self.offers.values()
        )


def _is_late(world: World, one: Offer) -> bool:
    starts, expires = one.terms.starts, one.terms.expires
    return starts is not None and (starts < world.today or bool(expires and starts < expires))


def _waits(world: World, one: Offer) -> bool:
    is_long = one.sent is not None and one.sent < world.today - timedelta(days=UNANSWERED)
    return one.is_out and is_long and not is_expired(world, one)


def is_expired(world: World, one: Offer) -> bool:
    """Whether the candidate has it and the last day is past."""
    return one.is_out and one.terms.expires is not None and one.terms.expires < world.today


def _is_soon(world: World, one: Offer) -> bool:
    until = world.today + timedelta(days=EXPIRING)
    return (
        one.is_out and one.terms.expires is not None and world.today <= one.terms.expires <= until
    )


def _is_accepted(one: Offer) -> bool:
    return one.status is Status.ACCEPTED and one.terms.opening is not None


RULES: dict[str, Callable[[World, Offer], bool]] = {
    "expired": is_expired,
    "expiring": _is_soon,
    "start": lambda world, one: one.is_live and _is_late(world, one),
    "unfilled": lambda world, one: _is_accepted(one) and world.openings[one.terms.opening or 0],
    "filled_twice": lambda world, one: _is_accepted(one) and world.sharing(one) > 1,
    "several": lambda world, one: one.is_live and bool(world.others(one)),
    "closed": lambda world, one: one.is_live and world.applications[one.application] != "active",
    "hired_elsewhere": lambda world, one: one.is_live and world.is_hired_elsewhere(one),
    "mail": lambda world, one: (
        one.status is Status.DRAFT
        and one.terms.expires is not None
        and one.terms.expires <= world.today
    ),
    "closed_day": lambda world, one: (
        one.is_live and one.terms.starts is not None and one.terms.starts.isoweekday() > 5
    ),
    "approval": lambda world, one: (
        one.status is Status.DRAFT
        and (one.approval == "refused" or (world.needs_approval and one.approval == "none"))
    ),
    "waits": lambda world, one: one.status is Status.DRAFT and one.approval == "asked",
    "opening_closed": lambda world, one: (
        one.is_live and one.terms.opening is not None and not world.openings[one.terms.opening]
    ),
    "unanswered": _waits,
    "required": lambda world, one: one.is_live and not one.terms.level,
    "pay": lambda world, one: one.is_live and one.is_paid and not LEAST <= one.terms.salary <= MOST,
    "opening": lambda world, one: one.is_live and one.terms.opening is None,
    "drift": lambda world, one: one.is_out and one.frozen not in (None, world.words),
    "drafts": lambda world, one: (
        one.status is Status.DRAFT and one.touched < world.today - timedelta(days=OLD_DRAFT)
    ),
}
"""The board's rules once more, each asked of an offer of the model."""
