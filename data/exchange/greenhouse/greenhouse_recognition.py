"""Everything that Greenhouse says besides offers of Harvest v1: what reads each kind."""

from collections.abc import Callable, Mapping

from data.exchange.greenhouse import (
    greenhouse_approvals,
    greenhouse_entities,
    greenhouse_rejections,
    greenhouse_requests,
    greenhouse_shapes,
    greenhouse_webhooks,
)
from data.exchange.parsed_offer import Record
from data.exchange.parsed_records import ParsedRecord
from data.exchange.record_kinds import Kind

_READERS: Mapping[Kind, Callable[[Record], ParsedRecord]] = {
    greenhouse_shapes.WEBHOOK: greenhouse_webhooks.webhook,
    greenhouse_shapes.OFFER_V3: greenhouse_webhooks.offer_v3,
    greenhouse_shapes.DEFINITION: greenhouse_entities.definition,
    greenhouse_shapes.OPENING: greenhouse_entities.opening,
    greenhouse_shapes.CANDIDATE: greenhouse_entities.candidate,
    greenhouse_shapes.APPLICATION: greenhouse_entities.application,
    greenhouse_shapes.JOB: greenhouse_entities.job,
    greenhouse_shapes.USER: greenhouse_entities.user,
    greenhouse_shapes.DEPARTMENT: greenhouse_entities.department,
    greenhouse_shapes.OFFICE: greenhouse_entities.office,
    greenhouse_shapes.REASON: greenhouse_rejections.reason,
    greenhouse_shapes.REJECTION: greenhouse_rejections.detail,
    greenhouse_shapes.APPROVAL: greenhouse_approvals.flow,
    greenhouse_shapes.APPROVER_GROUP: greenhouse_approvals.group,
    greenhouse_shapes.APPROVER: greenhouse_approvals.approver,
    greenhouse_shapes.FIELD_SET: greenhouse_entities.field_set,
    greenhouse_shapes.REQUEST: greenhouse_requests.patch,
    greenhouse_shapes.ANSWER: greenhouse_requests.answer,
}


def understand_other(kind: Kind, record: Record) -> ParsedRecord:
    """What the record says; raises Refused."""
    return _READERS[kind](record)
