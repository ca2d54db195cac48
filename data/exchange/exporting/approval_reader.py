"""The approvals of offers as rows say them, read for many offers at once."""

import sqlite3
from collections import defaultdict

from data.exchange.exporting.exported_records import ApprovalOut
from data.records.approval_records import ApprovalState, ApproverRecord, StepRecord
from data.values import clock


def rounds(desk: sqlite3.Connection, ids: str) -> dict[int, list[ApprovalOut]]:
    """Every round of these offers (numbers as a JSON list), oldest first."""
    found: dict[int, list[ApprovalOut]] = defaultdict(list)
    rows = desk.execute(_ROUNDS, (ids,)).fetchall()
    steps = _steps(desk, ids) if rows else {}
    for row in rows:
        number, offer_id, version, state, in_order, source, asked_at, asked_by, is_current = row
        found[offer_id].append(
            ApprovalOut(
                number,
                version,
                ApprovalState(state),
                bool(in_order),
                source,
                asked_at,
                asked_by,
                bool(is_current),
                tuple(steps.get(number, ())),
            )
        )
    return found


def _steps(desk: sqlite3.Connection, ids: str) -> dict[int, list[StepRecord]]:
    asked: dict[int, list[ApproverRecord]] = defaultdict(list)
    for step_id, name, answer, note, at in desk.execute(_APPROVERS, (ids,)):
        given = ApprovalState(answer) if answer else None
        asked[step_id].append(ApproverRecord(name, given, note, clock.moment(at) if at else None))
    steps: dict[int, list[StepRecord]] = defaultdict(list)
    for approval_id, step_id, needed in desk.execute(_STEPS, (ids,)):
        steps[approval_id].append(StepRecord(needed, tuple(asked[step_id])))
    return steps


_OF = " FROM json_each(?) JOIN approvals ON offer_id = value"
_ROUNDS = (
    "SELECT approvals.id, offer_id, version, state, in_order, source, asked_at, asked_by,"
    f" is_current{_OF} ORDER BY approvals.id"
)
_STEPS = (
    f"SELECT approval_id, approval_steps.id, needed{_OF}"
    " JOIN approval_steps ON approval_id = approvals.id ORDER BY position"
)
_APPROVERS = (
    f"SELECT step_id, name, answer, approvers.note, answered_at{_OF}"
    " JOIN approval_steps ON approval_id = approvals.id"
    " JOIN approvers ON step_id = approval_steps.id ORDER BY approvers.id"
)
