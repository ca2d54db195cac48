"""How the approvals of an Ashby offer stand: each version says so, in and out."""

from collections.abc import Sequence

from data.exchange.parsed_approvals import StatedApproval
from data.exchange.parsed_offer import Record
from data.exchange.record_reader import Reading
from data.records.approval_records import ApprovalState

WORDS = {
    ApprovalState.ASKED: "WaitingOnApprovals",
    ApprovalState.APPROVED: "Approved",
    ApprovalState.REFUSED: "Rejected",
}
ASKED_STATUS = "WaitingOnOfferApproval"
"""Where an offer waits whose approval was asked."""
_STATES = {
    "approved": ApprovalState.APPROVED,
    **dict.fromkeys(("rejected", "denied", "declined"), ApprovalState.REFUSED),
    **dict.fromkeys(("pending", "inprogress"), ApprovalState.ASKED),
}
_NOT_ASKED = ("start", "definition")
"""What an approval waits for before anybody is asked."""


def stated(record: Record, versions: Sequence[Record]) -> tuple[StatedApproval, ...]:
    """The approvals of the versions, oldest first, the latest of them last."""
    *earlier, latest = versions
    found = [StatedApproval(state, None, at) for at, one in enumerate(earlier)
             if (state := _state(one))]  # fmt: skip
    state = _state(latest) or _waiting(Reading(record).text("offerStatus"))
    return (*found, StatedApproval(state)) if state else tuple(found)


def _state(version: Record) -> ApprovalState | None:
    word = Reading(version).text("approvalStatus")
    return _STATES.get(word.lower()) or _waiting(word)


def _waiting(word: str) -> ApprovalState | None:
    """Asked, for a word that says that approvals are waited for."""
    plain = word.lower()
    is_asked = plain.startswith("waitingon") and "approv" in plain
    return ApprovalState.ASKED if is_asked and not plain.endswith(_NOT_ASKED) else None
