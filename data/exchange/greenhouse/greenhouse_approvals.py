"""Greenhouse's approvals: flows with their groups in them (v1), or the three apart (v3)."""

from collections.abc import Mapping
from datetime import datetime

from data.exchange.parsed_approvals import ParsedApprover, ParsedFlow, ParsedStep
from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.parsed_records import ParsedRecord
from data.exchange.record_reader import Reading, remote_id, required_id
from data.records.approval_records import ApprovalState

OF_OFFERS = "offer_candidate"
STATES: Mapping[str, ApprovalState] = {
    "pending": ApprovalState.ASKED,
    "approved": ApprovalState.APPROVED,
    "rejected": ApprovalState.REFUSED,
}
_ANSWERS: Mapping[str, ApprovalState] = {
    **dict.fromkeys(("waiting", "due", "pending", "no decision", "skipped"), ApprovalState.ASKED),
    **{word: state for word, state in STATES.items() if state is not ApprovalState.ASKED},
}


def flow(record: Record) -> ParsedRecord:
    """An approval of an offer or of a job; v1 has its groups in it."""
    number, reading = required_id(record, "id"), Reading(record)
    steps = tuple(
        _step(Reading(one), number, reading) for one in reading.objects("approver_groups")
    )
    asked_by = reading.id("requested_by_user_id") or reading.id("requested_by_id") or ""
    state = reading.meaning("approval_status", STATES) or ApprovalState.ASKED
    part = ParsedFlow(
        remote_id=number,
        offer=(reading.id("offer_id") or "") if reading.text("approval_type") == OF_OFFERS else "",
        version=_whole(record.get("version")),
        in_order=record.get("sequential") is True,
        state=state,
        is_asked=bool(asked_by) or state is not ApprovalState.ASKED,
        asked_by=asked_by,
        asked_at=reading.moment("created_at") or _first(reading),
        steps=steps,
    )
    return _parsed(
        "approval flow", "approval" if part.offer else "job-approval", number, part, reading
    )


def _first(reading: Reading) -> datetime | None:
    """When the first group of v1, whose flows have no moment, was made."""
    several = [Reading(one).moment("created_at") for one in reading.objects("approver_groups")]
    return min((one for one in several if one), default=None)


def group(record: Record) -> ParsedRecord:
    """A step of a flow, which it names."""
    number, reading = required_id(record, "id"), Reading(record)
    part = _step(reading, reading.id("approval_flow_id") or "", reading)
    return _parsed("approver group", "approver-group", number, part, reading)


def approver(record: Record) -> ParsedRecord:
    """Who is asked in a group, which the record names."""
    number, reading = required_id(record, "id"), Reading(record)
    part = _approver(reading, reading.id("approver_group_id") or "", 0)
    return _parsed("approver", "approver", number, part, reading)


def _step(inner: Reading, of: str, outer: Reading) -> ParsedStep:
    number = remote_id(inner.record.get("id")) or ""
    several = [Reading(one) for one in inner.objects("approvers")]
    found = tuple(_approver(one, number, at, inner.moment("resolved_at"))
                  for at, one in enumerate(several))  # fmt: skip
    for one in several:
        outer.flags += one.flags
    place = _place(inner.record)
    return ParsedStep(number, of, _whole(inner.record.get("approvals_required")), place, found)


def _approver(
    reading: Reading, step: str, at: int, resolved: datetime | None = None
) -> ParsedApprover:
    """In a group of v1 the number is that of the person; elsewhere they have their own."""
    own, user = reading.id("id") or "", reading.id("user_id") or ""
    name = reading.text("name")
    state = reading.meaning("status", _ANSWERS)
    answer = None if state is ApprovalState.ASKED else state
    is_asked = reading.text("status").lower() != "waiting" or bool(reading.text("request_sent_at"))
    answered = (reading.moment("resolved_at") or resolved) if answer else None
    place = _place(reading.record) or at
    return ParsedApprover(
        own, step, user or (own if name else ""), name, place, is_asked, answer, answered
    )


def _place(record: Record) -> int:
    return _whole(record.get("sort_order", record.get("priority"))) or 0


def _whole(value: JsonValue) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _parsed(
    words: str,
    kind: str,
    number: str,
    part: ParsedFlow | ParsedStep | ParsedApprover,
    reading: Reading,
) -> ParsedRecord:
    changed = reading.moment("updated_at")
    flags = tuple(dict.fromkeys(reading.flags))
    return ParsedRecord(words, kind, number, "", (part,), changed, flags)
