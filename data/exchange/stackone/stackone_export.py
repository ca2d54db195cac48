"""StackOne, out: the create request of the unified ATS, with the whole history of the offer.

A record that came from StackOne goes out as it is kept, `passthrough` included; of what was changed
here only that is written, and a version that was superseded here becomes an entry of its history.
"""

from collections.abc import Iterable, Iterator, Mapping

from data.exchange.exporting.exported_records import (
    Copy,
    Definition,
    OfferOut,
    VersionOut,
    json_number,
)
from data.exchange.importing.record_merging import load
from data.exchange.parsed_offer import JsonValue, ParsedOffer, Record
from data.exchange.record_writer import RecordWriter, one_record
from data.exchange.stackone.stackone_offers import StackOne
from data.records.approval_records import ApprovalState
from data.values.status import Status

WORDS = {
    Status.DRAFT: ("created", "Draft"),
    Status.SENT: ("pending", "Sent"),
    Status.PENDING: ("pending", "Pending"),
    Status.ACCEPTED: ("accepted", "Accepted"),
    Status.DECLINED: ("rejected", "Declined"),
    Status.WITHDRAWN: ("retracted", "Withdrawn"),
}
"""Our statuses as value and source value (docs/domain.md, *Three vocabularies*)."""
_EXPIRED = ("pending", "Expired")
_APPROVALS: Mapping[ApprovalState | None, tuple[str, str]] = {
    ApprovalState.APPROVED: ("approved", "Approved"),
    ApprovalState.REFUSED: ("not_approved", "Not approved"),
}


class StackOneOut(RecordWriter):
    """Offers in StackOne's form."""

    name = "stackone"
    follows: tuple[str, ...] = ()
    envelope = ("[", "]")
    by_application = False
    has_fields = False

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._system = StackOne()

    def records(self, offer: OfferOut, copies: list[Copy]) -> Iterator[Record | str]:
        """The offer, once."""
        return one_record(offer, copies, self._again, _fresh)

    def _again(self, copy: Copy, offer: OfferOut) -> Record:
        record = load(copy.raw)
        stated = self._system.understand(record)
        _take_terms(record, stated, offer)
        approved = stated.approvals[-1].state if stated.approvals else None
        is_approved_anew = _approved(offer) is not approved
        if offer.status is not stated.status or (is_approved_anew and offer.status is Status.DRAFT):
            known = record.get("offer_status")
            record["offer_status"] = {
                **(known if isinstance(known, dict) else {}),
                **_status(offer),
            }
        overtaken = _overtaken(offer)
        if overtaken:
            known = record.get("offer_history")
            entries = known if isinstance(known, list) else []
            record["offer_history"] = [*entries, *map(_entry, overtaken)]
        if "updated_at" in record and record != load(copy.raw):
            record["updated_at"] = offer.updated_at
        return record


def _take_terms(record: Record, stated: ParsedOffer, offer: OfferOut) -> None:
    version, terms = offer.current, stated.terms
    if version.start_date != (terms.start_date.isoformat() if terms.start_date else None):
        old = record.get("start_date")
        is_day = isinstance(old, str) and len(old) == len("2021-01-01")
        record["start_date"] = version.start_date if is_day else _midnight(version.start_date)
    # what came from the job was never stated by a request
    pay = (version.salary, version.salary_text)
    if pay != (terms.salary, terms.salary_text) and "salary" not in offer.inherited:
        record["salary"] = _salary(version)
    if version.currency != terms.currency and "currency" not in offer.inherited:
        record["currency"] = version.currency


def _overtaken(offer: OfferOut) -> list[VersionOut]:
    """The versions that a version made here has superseded."""
    following = zip(offer.versions, offer.versions[1:], strict=False)
    return [version for version, later in following if later.is_made_here]


def _fresh(offer: OfferOut) -> Record:
    version = offer.current
    earlier = [one for one in offer.versions if one.number != offer.version]
    return {
        "application_id": str(offer.number("application", offer.application_id)),
        "start_date": _midnight(version.start_date),
        "offer_status": _status(offer),
        "salary": _salary(version),
        "currency": version.currency,
        "offer_history": [_entry(one) for one in earlier],
    }


def _status(offer: OfferOut) -> Record:
    value, source = _EXPIRED if offer.is_expired else WORDS[offer.status]
    if offer.status is Status.DRAFT:
        value, source = _APPROVALS.get(_approved(offer), (value, source))
    return {"value": value, "source_value": source}


def _approved(offer: OfferOut) -> ApprovalState | None:
    """How the approval stands, as far as a status there says it."""
    state = offer.current.approved
    return state if state in _APPROVALS else None


def _entry(version: VersionOut) -> Record:
    return {
        "start_date": _midnight(version.start_date),
        "salary": _salary(version),
        "currency": version.currency,
        "created_at": version.created_at,
        "updated_at": version.superseded_at or version.created_at,
    }


def _salary(version: VersionOut) -> JsonValue:
    """Pay as a number: StackOne takes no text."""
    return json_number(version.salary.decimal()) if version.salary else None


def _midnight(day: str | None) -> str | None:
    return f"{day}T00:00:00.000Z" if day else None
