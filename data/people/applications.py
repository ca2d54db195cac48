"""Applications: a candidate for a job, with all their offers."""

from data.errors import NotFound
from data.people import candidates, users
from data.records.candidate_records import ApplicationRecord, ApplicationStatus
from data.records.list_rows import OfferRow
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Application, Event
from data.storage.prepared import by_id
from data.values import clock
from data.values.text import one_line


def application(application_id: int) -> ApplicationRecord:
    """One application with all its offers, the current one named; raises NotFound."""
    row = by_id(Application, application_id)
    if row is None:
        raise NotFound(f"There is no application {application_id}.")
    return _application(row)


def applications_of(candidate_id: int) -> tuple[ApplicationRecord, ...]:
    """The applications of a candidate, newest first, with all their offers."""
    rows = (
        Application.select()
        .where(Application.candidate == candidate_id)
        .order_by(Application.created_at.desc(), Application.id.desc())
    )
    return tuple(_application(row) for row in rows)


def apply(candidate_id: int, job_id: int) -> int:
    """The application of a candidate for a job, made when there is none; gives its id."""
    known = Application.get_or_none(
        (Application.candidate == candidate_id) & (Application.job == job_id)
    )
    if known is not None:
        return int(known.id)
    now = clock.stamp()
    with transaction():
        made = Application.create(
            candidate=candidate_id, job=job_id, created_at=now, updated_at=now
        )
    return int(made.id)


def set_status(
    application_id: int, status: ApplicationStatus, actor: Actor | None = None, reason: str = ""
) -> ApplicationRecord:
    """Mark an application active, hired or rejected; raises NotFound."""
    before = application(application_id)
    if before.status is status:
        return before
    actor = actor or users.current()
    with transaction():
        Application.update(status=status, updated_at=clock.stamp()).where(
            Application.id == application_id
        ).execute()
        events.record(
            events.APPLICATION,
            application_id,
            "status",
            actor,
            from_status=before.status,
            to_status=status,
            reason=one_line(reason),
        )
    return application(application_id)


def current_offer(rows: tuple[OfferRow, ...]) -> int | None:
    """The current offer of an application: the newest that is not superseded; never simply the
    highest version number (docs/domain.md, *Versions*)."""
    standing = [row for row in rows if row.standing != "superseded"]
    return max(standing, key=lambda row: (row.created_at, row.id)).id if standing else None


def _application(row: Application) -> ApplicationRecord:
    from data.lists import offer_list  # who shows an offer needs no list

    offers = offer_list.offers_of_application(row.id)
    return ApplicationRecord(
        id=row.id,
        candidate_id=row.candidate_id,
        candidate_name=candidates.as_record(row.candidate).name if row.candidate else "",
        job_id=row.job_id,
        job_title=(row.job.title or f"Job {row.job_id}") if row.job else "",
        status=ApplicationStatus(row.status),
        current_offer_id=current_offer(offers),
        offers=offers,
        rejection_reason=rejection_reason(row),
    )


def rejection_reason(row: Application | None) -> str:
    """Why an application was rejected, as it was said last; nothing of one that was hired."""
    if row is None or row.status == ApplicationStatus.HIRED:
        return ""
    reasons = (_why(event) for event in reversed(events.events_of(events.APPLICATION, row.id)))
    return next(filter(None, reasons), "")


def _why(event: Event) -> str:
    if event.kind == events.REJECTION:
        return str(event.text)
    return str(event.reason) if event.to_status == ApplicationStatus.REJECTED else ""
