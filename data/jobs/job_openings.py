"""Openings: the seats of a job; add, rename, close, fill, open again."""

from datetime import datetime, time

from data.drafts import entry_reader
from data.errors import Invalid, NotAllowed, NotFound
from data.people import users
from data.records.job_records import OpeningDraft, OpeningRecord
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Application, Candidate, Job, Opening
from data.storage.prepared import Read, bound, by_id
from data.values import clock, person_names
from data.values.text import one_line


def add_opening(job_id: int, draft: OpeningDraft, actor: Actor | None = None) -> OpeningRecord:
    """A further seat of a job; raises Invalid and NotFound."""
    if by_id(Job, job_id) is None:
        raise NotFound(f"There is no job {job_id}.")
    opened_at = _opened(draft)
    actor = actor or users.current()
    with transaction():
        opening = Opening.create(
            job=job_id,
            opening_id=one_line(draft.opening_id),
            is_open=draft.is_open,
            opened_at=opened_at,
            closed_at=None if draft.is_open else clock.stamp(),
            close_reason=one_line(draft.close_reason),
        )
        events.record(events.OPENING, opening.id, "created", actor, text=opening.opening_id)
    return opening_record(opening.id)


def update_opening(
    opening_id: int, draft: OpeningDraft, actor: Actor | None = None
) -> OpeningRecord:
    """Rename, close with a reason, or open again; raises Invalid and NotFound."""
    before = opening_record(opening_id)
    opened_at = _opened(draft) if draft.opened_at else clock.stamp(before.opened_at)
    actor = actor or users.current()
    closed_at = None if draft.is_open else clock.stamp(before.closed_at)
    with transaction():
        Opening.update(
            opening_id=one_line(draft.opening_id),
            is_open=draft.is_open,
            opened_at=opened_at,
            closed_at=closed_at,
            close_reason="" if draft.is_open else one_line(draft.close_reason),
            **({"application": None} if draft.is_open else {}),
        ).where(Opening.id == opening_id).execute()
        kind = (
            "changed"
            if before.is_open == draft.is_open
            else "opened"
            if draft.is_open
            else "closed"
        )
        events.record(events.OPENING, opening_id, kind, actor, reason=one_line(draft.close_reason))
    return opening_record(opening_id)


def fill_opening(opening_id: int, application_id: int, actor: Actor | None = None) -> OpeningRecord:
    """Close an opening as filled by an application; raises NotFound, and NotAllowed when it is
    closed already."""
    before = opening_record(opening_id)
    if not before.is_open:
        raise NotAllowed(f"The opening {before.name} is closed already.")
    actor = actor or users.current()
    with transaction():
        Opening.update(
            is_open=False, closed_at=clock.stamp(), close_reason="Hired", application=application_id
        ).where(Opening.id == opening_id).execute()
        events.record(
            events.OPENING, opening_id, "closed", actor, reason="Hired",
            details={"application": application_id},
        )  # fmt: skip
    return opening_record(opening_id)


def opening_record(opening_id: int) -> OpeningRecord:
    """One opening; raises NotFound."""
    opening = by_id(Opening, opening_id)
    if opening is None:
        raise NotFound(f"There is no opening {opening_id}.")
    return _opening(opening)


def openings_of(job_id: int | None) -> tuple[OpeningRecord, ...]:
    """The openings of a job, open ones first."""
    return tuple(map(_opening, _OPENINGS.rows(job=job_id)))


_OPENINGS = Read(
    Opening,
    lambda: (
        Opening.select()
        .where(Opening.job == bound("job"))
        .order_by(Opening.is_open.desc(), Opening.opening_id, Opening.id)
    ),
)


_FILLED_BY = Read(
    Candidate,
    lambda: Candidate.select().join(Application).where(Application.id == bound("application")),
)


def _opened(draft: OpeningDraft) -> str:
    if not draft.opened_at.strip():
        return clock.stamp()
    reading = entry_reader.EntryReader(clock.today())
    day = reading.past_day("opened_at", "Opened", draft.opened_at)
    if day is None:
        raise Invalid(tuple(reading.problems))
    return clock.stamp(datetime.combine(day, time()).astimezone())


def _filled_by(application_id: int | None) -> str:
    """Who fills a seat, by name."""
    person = None if application_id is None else _FILLED_BY.first(application=application_id)
    if person is None:
        return ""
    return person_names.called(person.first_name, person.last_name, person.full_name)


def _opening(row: Opening) -> OpeningRecord:
    return OpeningRecord(
        id=row.id,
        job_id=row.job_id,
        opening_id=row.opening_id,
        is_open=row.is_open,
        opened_at=clock.moment(row.opened_at) if row.opened_at else None,
        closed_at=clock.moment(row.closed_at) if row.closed_at else None,
        close_reason=row.close_reason,
        application_id=row.application_id,
        filled_by=_filled_by(row.application_id),
    )
