"""The status machine of an offer: which moves are open, which are final, what words mean."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Where an offer stands, from draft to decision."""

    DRAFT = "draft"
    SENT = "sent"
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


MOVES: dict[Status, tuple[Status, ...]] = {
    Status.DRAFT: (Status.SENT, Status.WITHDRAWN),
    Status.SENT: (Status.PENDING, Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN),
    Status.PENDING: (Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN),
    Status.ACCEPTED: (),
    Status.DECLINED: (),
    Status.WITHDRAWN: (),
}
LIVE = frozenset({Status.DRAFT, Status.SENT, Status.PENDING})
WITH_CANDIDATE = frozenset({Status.SENT, Status.PENDING})
DECIDED = frozenset({Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN})
ENDED_WITHOUT = frozenset({Status.DECLINED, Status.WITHDRAWN})

MEANING: dict[Status, str] = {
    Status.DRAFT: "being prepared",
    Status.SENT: "sent to the candidate",
    Status.PENDING: "the candidate is considering it",
    Status.ACCEPTED: "accepted by the candidate",
    Status.DECLINED: "declined by the candidate",
    Status.WITHDRAWN: "withdrawn by the company",
}

SUPERSEDED = "superseded"
"""How an offer stands whose only known version its own system calls deprecated."""

STANDINGS: tuple[str, ...] = (*Status, SUPERSEDED)
"""Every word for where an offer stands, in the order of their life."""


def standing_word(standing: str) -> str:
    """What people read for it: what is kept as superseded was replaced."""
    return "replaced" if standing == SUPERSEDED else standing


def may_become(status: Status, to: Status) -> bool:
    """Whether the move is an ordinary one; any other asks for force and a reason."""
    return to in MOVES[status]


def forced_moves(status: Status) -> tuple[Status, ...]:
    """The statuses that can be reached from `status` by force only."""
    return tuple(to for to in Status if to is not status and to not in MOVES[status])


def is_expired(standing: str, expiry_date: date | None, today: date) -> bool:
    """Derived, never stored: with the candidate, and the expiry date is in the past."""
    return standing in WITH_CANDIDATE and expiry_date is not None and expiry_date < today


def expired_sql(offers: str, today: str, plus: str = "") -> str:
    """The same as a condition in SQL on a row of `offers`, never NULL; `today` is a parameter.

    A `plus` before the columns keeps SQLite from choosing an index for it.
    """
    return f"{expires_sql(offers, plus)} AND {plus}{offers}.expiry_date < {today}"


def expires_sql(offers: str, plus: str = "") -> str:
    """Whether an offer can expire: with the candidate, and it has an expiry date."""
    words = ", ".join(f"'{status}'" for status in Status if status in WITH_CANDIDATE)
    return f"{plus}{offers}.standing IN ({words}) AND {offers}.expiry_date IS NOT NULL"
