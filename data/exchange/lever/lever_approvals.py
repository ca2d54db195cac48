"""How the approval of a Lever offer stands: by its status, and by `approved`, in and out."""

from data.exchange.exporting.exported_records import ApprovalOut
from data.exchange.lever import lever_times
from data.exchange.parsed_approvals import StatedApproval
from data.exchange.parsed_offer import JsonValue, Record
from data.records.approval_records import ApprovalState

WORDS = {
    ApprovalState.ASKED: "approval-sent",
    ApprovalState.APPROVED: "approved",
    ApprovalState.REFUSED: "denied",
}
"""What a draft is called by its approval."""
_STATES = {word: state for state, word in WORDS.items()}
_GIVEN = ("true", "approved")


def stated(record: Record) -> tuple[StatedApproval, ...]:
    """The approval of the offer; `approved` is a boolean or a text."""
    word = record.get("status")
    state = _STATES.get(word.strip().lower()) if isinstance(word, str) else None
    flag = record.get("approved")
    if state is None and isinstance(flag, bool | str) and str(flag).strip().lower() in _GIVEN:
        state = ApprovalState.APPROVED
    at = lever_times.read_moment(record.get("approvedAt"))
    return (StatedApproval(state, at),) if state else ()


def members(approval: ApprovalOut | None) -> dict[str, JsonValue]:
    """What an offer says of its approval besides its status."""
    state = approval.state if approval is not None else None
    is_given = approval is not None and state is ApprovalState.APPROVED
    at = approval.decided_at if approval is not None and is_given else None
    given = {ApprovalState.APPROVED: True, ApprovalState.REFUSED: False}
    return {
        "approved": given.get(state) if state else None,
        "approvedAt": lever_times.from_moment(at),
    }
