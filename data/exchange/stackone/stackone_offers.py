"""StackOne's unified ATS: create requests and offers, with their history; and its answers."""

from data.exchange.importing import record_merging
from data.exchange.parsed_approvals import StatedApproval
from data.exchange.parsed_offer import Earlier, Identity, JsonValue, ParsedOffer, Record
from data.exchange.parsed_records import Answered, ParsedRecord
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import (
    Reading,
    RecordReader,
    quoted,
    remote_id,
    required_id,
    shown,
)
from data.exchange.stackone import stackone_entities
from data.exchange.stackone.stackone_shapes import ANSWER, SHAPES
from data.records.approval_records import ApprovalState
from data.records.offer_records import Terms
from data.values.status import Status
from data.values.text import plain

_STATUSES = {
    "created": Status.DRAFT,
    "pending": Status.PENDING,
    "accepted": Status.ACCEPTED,
    "rejected": Status.DECLINED,
    "retracted": Status.WITHDRAWN,
}
APPROVALS = {"approved": ApprovalState.APPROVED, "not_approved": ApprovalState.REFUSED}
"""Words for a status that say how the approval of a draft stands."""
_LONGEST_HISTORY = 1_000


class StackOne(RecordReader):
    """Offers of StackOne: one record is the whole offer with its former states."""

    name = "stackone"
    title = "StackOne"
    shapes = SHAPES

    def identify(self, record: Record) -> Identity:
        """By its id, or the remote one; a request by what it says."""
        application = _application(record)
        number, other = remote_id(record.get("id")), remote_id(record.get("remote_id"))
        if number is None and record.get("id") is not None:
            required_id(record, "id")
        if number or other:
            alias = other if number and other != number else None
            return Identity("offer", number or other or "", "", application, alias=alias)
        return Identity("request", record_merging.digest(record), "", application)

    def understand_other(self, kind: Kind, record: Record) -> ParsedRecord:
        """What stands around an offer; of an answer to a request, the numbers that it gives."""
        if kind != ANSWER:
            return stackone_entities.understand(kind, record)
        part = _answered(record)
        if part is None:
            return ParsedRecord(f"error answer: {Reading(record).text('message')}", form="error")
        return ParsedRecord("answer to a create request", "", part.remote_id, "answer", (part,))

    def understand(self, record: Record) -> ParsedOffer:
        """The record in our words."""
        reading = Reading(record)
        identity = self.identify(record)
        status, source = _status(reading)
        terms = _terms(reading)
        created = reading.moment("created_at")
        if terms.start_date and created and terms.start_date < created.date():
            reading.flag(
                "start_date",
                f"Starts on {terms.start_date}, before the offer was created on {created.date()}.",
            )
        return ParsedOffer(
            identity=identity,
            status=status,
            source_value=source,
            is_superseded=False,
            terms=terms,
            earlier=_history(reading),
            created_at=created,
            updated_at=reading.moment("updated_at"),
            flags=tuple(reading.flags),
            is_request=identity.kind == "request",
            approvals=_approvals(record),
        )


def _application(record: Record) -> str:
    found = remote_id(record.get("application_id"))
    other = remote_id(record.get("remote_application_id"))
    if found is None and other is None:
        return required_id(record, "application_id")
    return found or other or ""


def _answered(record: Record) -> Answered | None:
    """The numbers in an answer, in its `data` or without that envelope."""
    inner = record.get("data")
    members = inner if isinstance(inner, dict) else record
    number, other = remote_id(members.get("id")), remote_id(members.get("remote_id"))
    return Answered(number or other or "", other) if number or other else None


def _status(reading: Reading) -> tuple[Status, str]:
    """Our status and the source's own word; what is not certain is marked."""
    raw = reading.record.get("offer_status")
    members = raw if isinstance(raw, dict) else {"value": raw}
    value, source = members.get("value"), members.get("source_value")
    word = value.strip().lower() if isinstance(value, str) else ""
    own = shown(source) if source is not None else shown(value) if value is not None else ""
    status = _STATUSES.get(word)
    if status is None:
        what = "has no value" if value is None else f"is {quoted(value)}"
        text = f"StackOne's status {what}{_beside(source)}: taken as draft, look at it."
        reading.flag("status", text)
        return Status.DRAFT, own
    if status is Status.PENDING:
        expired = isinstance(source, str) and source.strip().lower() == "expired"
        means = "expired" if expired else "sent or considered"
        text = f"StackOne says pending{_beside(source)}, which may mean {means}: read as pending."
        reading.flag("status", text)
    return status, own


def _approvals(record: Record) -> tuple[StatedApproval, ...]:
    """An approval is a word for the status there."""
    raw = record.get("offer_status")
    value = raw.get("value") if isinstance(raw, dict) else raw
    state = APPROVALS.get(value.strip().lower()) if isinstance(value, str) else None
    return (StatedApproval(state),) if state else ()


def _beside(source: JsonValue) -> str:
    return "" if source is None else f" (its source says {quoted(source)})"


def _terms(reading: Reading) -> Terms:
    salary, text, currency = reading.salary("salary", "currency")
    if salary is None and not text and reading.record.get("currency") is not None:
        # A currency that is none has to be kept somewhere a person sees it.
        text = "" if currency else shown(reading.record["currency"])
    return Terms(
        salary=salary,
        salary_text=plain(text),
        currency=currency,
        start_date=reading.day("start_date"),
    )


def _history(reading: Reading) -> tuple[Earlier, ...]:
    """Former states, oldest first as far as they say when they were made."""
    entries = reading.record.get("offer_history")
    if entries is None:
        return ()
    if not isinstance(entries, list):
        reading.flag("offer_history", f"offer_history is {quoted(entries)}, which is no list.")
        return ()
    found = []
    for place, one in enumerate(entries[:_LONGEST_HISTORY], 1):
        if not isinstance(one, dict):
            text = f"Former state {place} is {quoted(one)}, which is no state: left out."
            reading.flag("offer_history", text)
            continue
        inner = Reading(one)
        earlier = Earlier(_terms(inner), inner.moment("created_at"))
        for flag in inner.flags:
            reading.flag("offer_history", f"Former state {place}: {flag.text}")
        found.append(earlier)
    if len(entries) > _LONGEST_HISTORY:
        text = (
            f"There are {len(entries):,} former states: the first {_LONGEST_HISTORY:,} are taken."
        )
        reading.flag("offer_history", text)
    dated = [one.created_at for one in found if one.created_at is not None]
    if len(dated) == len(found):
        found.sort(key=lambda one: one.created_at or dated[0])
    return tuple(found)
