"""Ashby, out: offers as it answers with them.

A record that came from Ashby goes out as it is kept; of what was changed here only that is written,
into its latest version.
"""

from collections.abc import Iterable, Iterator

from data.exchange.ashby import ashby_approvals
from data.exchange.ashby import ashby_offers as ashby
from data.exchange.exporting import value_shapes
from data.exchange.exporting.exported_records import Copy, Definition, OfferOut, VersionOut
from data.exchange.exporting.field_changes import FieldChanges
from data.exchange.importing.record_merging import load
from data.exchange.parsed_offer import JsonValue, ParsedOffer, Record
from data.exchange.record_writer import RecordWriter, one_record
from data.records.approval_records import ApprovalState
from data.values import clock
from data.values.status import DECIDED, Status

WORDS = {
    Status.DRAFT: ("Created", "WaitingOnApprovalStart"),
    Status.SENT: ("WaitingOnResponse", "WaitingOnCandidateResponse"),
    Status.PENDING: ("WaitingOnResponse", "WaitingOnCandidateResponse"),
    Status.ACCEPTED: ("Accepted", "CandidateAccepted"),
    Status.DECLINED: ("Declined", "CandidateRejected"),
    Status.WITHDRAWN: ("Cancelled", "OfferCancelled"),
}
"""Our statuses as what became of the offer, and where it waits."""


class AshbyOut(RecordWriter):
    """Offers in Ashby's form."""

    name = "ashby"
    follows = ("opening",)
    envelope = ('{"success": true, "results": [', "]}")
    by_application = False
    has_fields = True

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._system = ashby.Ashby()
        self._changes = FieldChanges(definitions)

    def records(self, offer: OfferOut, copies: list[Copy]) -> Iterator[Record | str]:
        """The offer, once."""
        return one_record(offer, copies, self._again, _fresh)

    def _again(self, copy: Copy, offer: OfferOut) -> Record:
        record = load(copy.raw)
        stated, latest = self._system.understand(record), ashby.latest_of(record)
        _take_terms(latest, stated, offer)
        self._take_fields(latest, stated, offer.current)
        if offer.status is not stated.status and WORDS[offer.status] != WORDS[stated.status]:
            record["acceptanceStatus"], record["offerStatus"] = _words(offer)
        _take_approval(record, latest, stated, offer)
        decided = offer.resolved_at if offer.status in DECIDED else None
        if decided != (clock.stamp(stated.resolved_at) if stated.resolved_at else None):
            record["decidedAt"] = decided
        if latest or record.get("latestVersion") is not None:
            record["latestVersion"] = latest
        return record

    def _take_fields(self, latest: Record, stated: ParsedOffer, version: VersionOut) -> None:
        listed = latest.get("customFields")
        several: list[JsonValue] = listed if isinstance(listed, list) else []
        for field, value in self._changes.changed(stated, version):
            for one in several:
                if isinstance(one, dict) and str(one.get("id")) == field.key:
                    one["value"] = ashby.in_ashbys_shape(value, one.get("value"))
        added = [_field(one.key, one.name, value_shapes.shaped(one))
                 for one in self._changes.added(stated, version)]  # fmt: skip
        if added:
            latest["customFields"] = [*several, *added]


def _take_terms(latest: Record, stated: ParsedOffer, offer: OfferOut) -> None:
    version, terms = offer.current, stated.terms
    if version.start_date != (terms.start_date and terms.start_date.isoformat()):
        latest["startDate"] = version.start_date
    if version.salary != terms.salary:
        latest["salary"] = ashby.amount_out(version.salary)
    opening = version.opening
    number = offer.remote.get(("opening", opening.id)) if opening else None
    if number != (stated.opening.remote_id if stated.opening else None):
        latest["openingId"] = offer.number("opening", opening.id if opening else None)


def _take_approval(record: Record, latest: Record, stated: ParsedOffer, offer: OfferOut) -> None:
    own = [one.state for one in stated.approvals if one.earlier is None]
    state = offer.current.approved
    if state is (own[-1] if own else None):
        return
    latest["approvalStatus"] = ashby_approvals.WORDS[state] if state else None
    if offer.status is Status.DRAFT:
        record["acceptanceStatus"], record["offerStatus"] = _words(offer)


def _words(offer: OfferOut) -> tuple[str, str]:
    """What became of the offer, and where it waits: for approvals, if they were asked."""
    acceptance, waits = WORDS[offer.status]
    is_asked = offer.status is Status.DRAFT and offer.current.approved is ApprovalState.ASKED
    return acceptance, ashby_approvals.ASKED_STATUS if is_asked else waits


def _field(key: str, title: str, value: JsonValue) -> Record:
    return {"id": key, "title": title, "value": ashby.in_ashbys_shape(value, None)}


def _fresh(offer: OfferOut) -> Record:
    acceptance, waits = _words(offer)
    earlier = [one for one in offer.versions if one.number != offer.version]
    return {
        "id": offer.number("offer", offer.id),
        "applicationId": offer.number("application", offer.application_id),
        "acceptanceStatus": acceptance,
        "offerStatus": waits,
        "decidedAt": offer.resolved_at if offer.status in DECIDED else None,
        "latestVersion": _version(offer, offer.current),
        "versions": [_version(offer, one) for one in earlier],
    }


def _version(offer: OfferOut, version: VersionOut) -> Record:
    opening = version.opening
    return {
        "id": f"{offer.number('offer', offer.id)}-{version.number}",
        "createdAt": version.created_at,
        "startDate": version.start_date,
        "salary": ashby.amount_out(version.salary),
        "openingId": offer.number("opening", opening.id if opening else None),
        "customFields": [
            _field(one.key, one.name, value_shapes.shaped(one)) for one in version.values
        ],
        "approvalStatus": ashby_approvals.WORDS[version.approved] if version.approved else None,
    }
