"""What records say of approvals: whole flows with their steps, or how a version stands."""

from datetime import datetime
from typing import NamedTuple

from data.records.approval_records import ApprovalState


class StatedApproval(NamedTuple):
    """How an offer's record says that its approval stands; nobody is named.

    `earlier` is the place of the former version that it is of, None for the record's own.
    """

    state: ApprovalState
    at: datetime | None = None
    earlier: int | None = None


class ParsedApprover(NamedTuple):
    """Who is asked: by `user`, a number of theirs, or by name. `step` is where they are asked."""

    remote_id: str
    step: str
    user: str
    name: str
    place: int
    is_asked: bool
    answer: ApprovalState | None
    answered_at: datetime | None


class ParsedStep(NamedTuple):
    """A step of a flow; `approvers` are those that stand in its record."""

    remote_id: str
    flow: str
    needed: int | None
    place: int
    approvers: tuple[ParsedApprover, ...] = ()


class ParsedFlow(NamedTuple):
    """An approval of the version with their number `offer`; of several, the one of `version`.

    Without an offer it is about a job: no approval here, its record is kept.
    """

    remote_id: str
    offer: str
    version: int | None
    in_order: bool
    state: ApprovalState
    is_asked: bool
    asked_by: str
    asked_at: datetime | None
    steps: tuple[ParsedStep, ...] = ()
