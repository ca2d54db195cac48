"""Greenhouse's approvals, out: what was asked here as flows of v1, and answers given here."""

from collections.abc import Iterable

from data.exchange.exporting.exported_records import ApprovalOut, Copy, OfferOut, as_number
from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.record_reader import remote_id
from data.exchange.record_writer import ApprovalWriter
from data.records.approval_records import ApprovalState, ApproverRecord, StepRecord
from data.values import clock

_STATES = {
    ApprovalState.ASKED: "pending",
    ApprovalState.APPROVED: "approved",
    ApprovalState.REFUSED: "rejected",
}


class GreenhouseApprovals(ApprovalWriter):
    """Flows of v1, and what was answered in those that came."""

    def flow(self, offer: OfferOut, copies: list[Copy], one: ApprovalOut) -> Record:
        """A round that was asked here."""
        number, place = called(offer, copies)[one.version]
        job = offer.job.id if offer.job else None
        ids: Record = {"job_id": offer.number("job", job), "offer_id": number}
        return {
            "id": one.id,
            **ids,
            "sequential": one.in_order,
            "version": place,
            "approval_type": "offer_candidate",
            "approval_status": _STATES[one.state],
            "requested_by_user_id": offer.number("user", one.asked_by),
            "approver_groups": [_group(step, at, one, ids) for at, step in enumerate(one.steps)],
        }

    def answered(self, record: Record, who: ApproverRecord) -> Record:
        """The record of somebody who is asked, with the answer that was given here."""
        if who.answer is None:
            return record
        at = clock.stamp(who.answered_at) if who.answered_at else None
        return {**record, "status": _STATES[who.answer], "resolved_at": at}

    def answered_inside(
        self, record: Record, step: str, number: str, who: ApproverRecord
    ) -> Record:
        """A flow of v1, whose groups stand in it."""
        made = {**record, "approver_groups": list(record.get("approver_groups") or ())}
        for at, group in enumerate(made["approver_groups"]):
            if _is(group, step):
                several = [
                    self.answered(one, who) if _is(one, number) else one
                    for one in group.get("approvers") or ()
                ]
                made["approver_groups"][at] = {**group, "approvers": several}
        return made

    def decided(self, record: Record, state: ApprovalState) -> Record:
        """A flow with how it stands here."""
        return {**record, "approval_status": _STATES[state]}


def _is(record: JsonValue, number: str) -> bool:
    """Whether it is the object with this number; what came may be anything else."""
    return isinstance(record, dict) and remote_id(record.get("id")) == number


def called(offer: OfferOut, copies: list[Copy]) -> dict[int, tuple[JsonValue, int]]:
    """What each version is called in lists of offers: the number of its record, and its place."""
    own = offer.number("offer", offer.id)
    found = {version.number: (own, version.number) for version in offer.versions}
    numbers = {version.id: version.number for version in offer.versions}
    known = [one for one in copies if one.version_id in numbers]
    if known:
        last = known[-1]
        newest, highest = numbers[last.version_id or 0], max(map(version_of, known))
        later = (one.number for one in offer.versions if one.number > newest)
        found |= {one: (as_number(last.remote_id), highest + at) for at, one in enumerate(later, 1)}
    found |= {numbers[one.version_id or 0]: (as_number(one.remote_id), version_of(one))
              for one in known}  # fmt: skip
    return found


def version_of(copy: Copy) -> int:
    """The version's number in Greenhouse, which its reference holds behind the application."""
    number = copy.scope.rpartition("/")[2]
    return int(number) if number.isascii() and number.isdigit() else 1


def _group(step: StepRecord, at: int, one: ApprovalOut, ids: Record) -> Record:
    given = [who.answered_at for who in step.approvers if who.answered_at]
    is_open = step.state is ApprovalState.ASKED
    waits = "waiting" if one.in_order and _is_behind(one.steps[:at]) else "due"
    return {
        "id": f"{one.id}-{at + 1}",
        "approvals_required": step.needed,
        "created_at": one.asked_at,
        "resolved_at": None if is_open or not given else clock.stamp(max(given)),
        "priority": at,
        **ids,
        "approvers": [_approver(who, waits) for who in step.approvers],
    }


def _is_behind(steps: Iterable[StepRecord]) -> bool:
    return any(step.state is not ApprovalState.APPROVED for step in steps)


def _approver(who: ApproverRecord, waits: str) -> Record:
    return {
        "id": None,
        "name": who.name,
        "email_addresses": [],
        "employee_id": None,
        "status": _STATES[who.answer] if who.answer else waits,
        "resolved_at": clock.stamp(who.answered_at) if who.answered_at else None,
    }
