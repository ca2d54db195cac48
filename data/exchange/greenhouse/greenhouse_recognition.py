"""Everything that Greenhouse says besides offers of Harvest v1: by shape, and what it says."""

from collections.abc import Callable
from typing import NamedTuple

from data.exchange.greenhouse import greenhouse_entities, greenhouse_requests, greenhouse_webhooks
from data.exchange.parsed_offer import Record
from data.exchange.parsed_records import ParsedRecord
from data.exchange.record_reader import Kind, Rank


class _Shape(NamedTuple):
    """A shape by its telling keys: all of `every`, any of `some` (if there is any)."""

    words: str
    rank: Rank
    every: frozenset[str]
    some: frozenset[str]
    read: Callable[[Record], ParsedRecord]


def _shape(
    words: str, rank: Rank, every: str, some: str, read: Callable[[Record], ParsedRecord]
) -> _Shape:
    return _Shape(words, rank, frozenset(every.split()), frozenset(some.split()), read)


_SHAPES = (
    _shape("webhook", Rank.ACTION, "action payload", "", greenhouse_webhooks.webhook),
    _shape("offer of Harvest v3", Rank.OFFER, "id application_id", "starts_on sent_on",
           greenhouse_webhooks.offer_v3),
    _shape("custom field definition", Rank.DEFINITION, "field_type", "value_type name_key",
           greenhouse_entities.definition),
    _shape("opening", Rank.OPENING, "opening_id", "opened_at closed_at close_reason",
           greenhouse_entities.opening),
    _shape("candidate", Rank.CANDIDATE, "id", "application_ids email_addresses phone_numbers",
           greenhouse_entities.candidate),
    _shape("application", Rank.APPLICATION, "id", "person_id applied_at current_stage",
           greenhouse_entities.application),
    _shape("job", Rank.JOB, "id name", "requisition_id hiring_team openings is_template",
           greenhouse_entities.job),
    _shape("user", Rank.USER, "id", "emails site_admin primary_email_address",
           greenhouse_entities.user),
    _shape("job", Rank.JOB, "id name departments offices", "", greenhouse_entities.job),
    _shape("department", Rank.DEPARTMENT, "id name", "parent_id child_ids external_id",
           greenhouse_entities.department),
    _shape("set of custom fields", Rank.DEFINITION, "custom_fields", "",
           greenhouse_entities.field_set),
)  # fmt: skip
_DEPARTMENT = frozenset(("id", "name"))
_SUCCESS, _FAILURE = frozenset(("success",)), frozenset(("message", "errors"))
_PATCH = frozenset(("start_date", "starts_at", "sent_at", "created_at", "custom_fields"))


def recognise(record: Record) -> Kind | None:
    """What a record is that is no offer of Harvest v1, by its telling keys."""
    shape = _shape_of(record)
    return None if shape is None else Kind(shape.words, "", False, shape.rank)


def understand_other(kind: Kind, record: Record) -> ParsedRecord:
    """What the record says; raises Refused."""
    shape = _shape_of(record)
    if shape is None:
        return ParsedRecord(kind.words, form="answer")
    return shape.read(record)


_REQUEST = _shape("offer update request", Rank.ACTION, "", "", greenhouse_requests.patch)
_PLAIN_DEPARTMENT = _shape("department", Rank.DEPARTMENT, "", "", greenhouse_entities.department)


_ANSWER = _shape("answer", Rank.ACTION, "", "", greenhouse_requests.answer)


def _shape_of(record: Record) -> _Shape | None:
    keys = record.keys()
    if keys in (_SUCCESS, _FAILURE):
        return _ANSWER
    if keys and keys <= _PATCH and not isinstance(record.get("custom_fields"), dict):
        return _REQUEST
    for shape in _SHAPES:
        if shape.every <= keys and (not shape.some or not shape.some.isdisjoint(keys)):
            return shape
    return _PLAIN_DEPARTMENT if keys == _DEPARTMENT else None
