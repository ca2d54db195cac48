"""Offers, read whole: terms, versions, history, flags; and the draft that a form starts with."""

from datetime import date

from data.errors import NotFound
from data.jobs import job_openings, jobs
from data.offers import attachments, deleted_offers, versions
from data.offers.approvals_read import approvals_of
from data.offers.flags import flags_of
from data.offers.negotiations_read import of_history
from data.people import applications, candidates, users
from data.records import offer_terms
from data.records.candidate_records import ApplicationStatus
from data.records.job_records import JobRecord, OpeningRecord
from data.records.offer_records import OfferDraft, OfferRecord, Terms
from data.storage import events
from data.storage.models import Application, Candidate, Job, Offer, RemoteId
from data.storage.prepared import Read, bound, by_id
from data.templates import templates
from data.values import clock
from data.values.status import Status

# ---------------------------------------------------------------- reading


def get(offer_id: int) -> OfferRecord:
    """One offer, whole; raises NotFound."""
    row = by_id(Offer, offer_id)
    if row is None:
        raise NotFound(deleted_offers.absence(offer_id))
    names, templates_by_id = users.names(), templates.names()
    history = events.events_of(events.OFFER, offer_id)
    job_row, candidate_row = by_id(Job, row.job_id), by_id(Candidate, row.candidate_id)
    application = by_id(Application, row.application_id)
    job = jobs.as_record(job_row) if job_row else None
    openings = {opening.id: opening.name for opening in (job.openings if job else ())}
    found = versions.versions_of_offer(offer_id, history, names, openings, templates_by_id)
    current = next((version for version in found if version.number == row.version), None)
    return OfferRecord(
        id=row.id,
        application_id=row.application_id,
        application_status=ApplicationStatus(application.status if application else "active"),
        job=job,
        candidate=candidates.as_record(candidate_row) if candidate_row else None,
        status=Status(row.status),
        is_superseded=row.superseded,
        source_value=row.source_value,
        version=row.version,
        terms=current.terms if current else Terms(),
        created_by=names.get(row.created_by_id or 0, ""),
        created_at=clock.moment(row.created_at),
        updated_at=clock.moment(row.updated_at),
        sent_at=date.fromisoformat(row.sent_at) if row.sent_at else None,
        resolved_at=clock.moment(row.resolved_at) if row.resolved_at else None,
        opening=_seat(row.opening_id, job),
        template_name=templates_by_id.get(row.template_id or 0, ""),
        reoffer_of=_source(row),
        inherited=tuple(filter(None, row.inherited.split(","))),
        versions=found,
        events=tuple(events.as_record(event, names) for event in history),
        flags=flags_of(offer_id),
        remote_ids=_remote_ids(offer_id),
        rejection_reason=applications.rejection_reason(application),
        approvals=approvals_of(offer_id, names),
        attachments=attachments.of_offer(offer_id, names),
        negotiations=of_history(history, found),
    )


def resolve_number(number: int) -> int:
    """The offer with this number, here or in the system it came from; raises NotFound."""
    if Offer.select().where(Offer.id == number).exists():
        return number
    refs = (
        RemoteId.select(RemoteId.offer)
        .where((RemoteId.kind == "offer") & (RemoteId.remote_id == str(number)))
        .distinct()
    )
    found = [ref.offer_id for ref in refs if ref.offer_id is not None]
    if len(found) == 1:
        return int(found[0])
    if found:
        several = ", ".join(str(one) for one in found)
        raise NotFound(f"Several offers were called {number} where they came from: {several}.")
    raise NotFound(deleted_offers.absence(number))


def draft_of(offer: OfferRecord) -> OfferDraft:
    """The draft that a form starts with."""
    return OfferDraft(
        application_id=offer.application_id,
        candidate_id=offer.candidate.id if offer.candidate else None,
        job_id=offer.job.id if offer.job else None,
        **offer_terms.entered(offer.terms),
        fields=jobs.entries(offer.terms.fields),
        version=offer.version,
    )


# ---------------------------------------------------------------- the small print


def _seat(opening_id: int | None, job: JobRecord | None) -> OpeningRecord | None:
    if opening_id is None:
        return None
    known = (opening for opening in (job.openings if job else ()) if opening.id == opening_id)
    return next(known, None) or job_openings.opening_record(opening_id)


def _source(row: Offer) -> tuple[int, int] | None:
    if row.reoffer_offer_id is None or row.reoffer_version is None:
        return None
    return row.reoffer_offer_id, row.reoffer_version


def _remote_ids(offer_id: int) -> tuple[tuple[str, str], ...]:
    return tuple((row.system, row.remote_id) for row in _REMOTE_IDS.rows(offer=offer_id))


_REMOTE_IDS = Read(
    RemoteId,
    lambda: (
        RemoteId.select(RemoteId.system, RemoteId.remote_id)
        .where((RemoteId.offer == bound("offer")) & (RemoteId.kind == "offer"))
        .order_by(RemoteId.id)
    ),
)
