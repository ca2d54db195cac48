"""The approvals of an offer, read with it."""

from collections import defaultdict
from collections.abc import Mapping

from data.records.approval_records import (
    ApprovalRecord,
    ApprovalState,
    ApproverRecord,
    StepRecord,
)
from data.storage.models import Approval, ApprovalStep, Approver
from data.storage.prepared import Read, bound
from data.values import clock


def approvals_of(offer_id: int, names: Mapping[int, str]) -> tuple[ApprovalRecord, ...]:
    """Every approval of an offer that was asked, oldest first."""
    found = _OF_OFFER.rows(offer=offer_id)
    steps = _steps_of(offer_id) if found else {}
    return tuple(_approval(row, tuple(steps.get(row.id, ())), names) for row in found)


def _steps_of(offer_id: int) -> dict[int, list[StepRecord]]:
    """The steps of all approvals of an offer, by approval."""
    asked, steps = defaultdict(list), defaultdict(list)
    for row in _ASKED.rows(offer=offer_id):
        asked[row.step_id].append(_approver(row))
    for step in _STEPS.rows(offer=offer_id):
        steps[step.approval_id].append(StepRecord(step.needed, tuple(asked[step.id])))
    return steps


def _approval(
    row: Approval, steps: tuple[StepRecord, ...], names: Mapping[int, str]
) -> ApprovalRecord:
    return ApprovalRecord(
        id=row.id,
        version=row.version,
        state=ApprovalState(row.state),
        in_order=row.in_order,
        steps=steps,
        asked_at=clock.moment(row.asked_at),
        asked_by=names.get(row.asked_by_id or 0, ""),
        note=row.note,
        source=row.source,
        is_current=row.is_current,
    )


def _approver(row: Approver) -> ApproverRecord:
    answer = ApprovalState(row.answer) if row.answer else None
    moment = clock.moment(row.answered_at) if row.answered_at else None
    return ApproverRecord(row.name, answer, row.note, moment)


_OF_OFFER = Read(
    Approval,
    lambda: Approval.select().where(Approval.offer == bound("offer")).order_by(Approval.id),
)
_STEPS = Read(
    ApprovalStep,
    lambda: (
        ApprovalStep.select()
        .join(Approval)
        .where(Approval.offer == bound("offer"))
        .order_by(ApprovalStep.position)
    ),
)
_ASKED = Read(
    Approver,
    lambda: (
        Approver.select()
        .join(ApprovalStep)
        .join(Approval)
        .where(Approval.offer == bound("offer"))
        .order_by(Approver.id)
    ),
)
