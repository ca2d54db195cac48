"""Candidates and their applications: find, create, edit, apply, hire, erase."""

import re

from data.errors import Invalid, NotFound, Problem
from data.lists import offer_list
from data.people import users
from data.records.candidate_records import (
    ApplicationRecord,
    ApplicationStatus,
    CandidateDraft,
    CandidateRecord,
)
from data.records.list_rows import OfferRow
from data.records.user_records import Actor
from data.storage import connection, events, search_index
from data.storage.connection import storage_errors
from data.storage.database import transaction
from data.storage.models import Application, Candidate
from data.storage.prepared import by_id
from data.values import clock
from data.values.text import one_line, plain

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
NAME_LENGTH = 200


def get(candidate_id: int) -> CandidateRecord:
    """One candidate; raises NotFound."""
    candidate = by_id(Candidate, candidate_id)
    if candidate is None:
        raise NotFound(f"There is no candidate {candidate_id}.")
    return as_record(candidate)


def check(draft: CandidateDraft) -> tuple[Problem, ...]:
    """Everything that is wrong with the draft."""
    problems = []
    if not one_line(draft.first_name) and not one_line(draft.last_name):
        problems.append(Problem("first_name", "First name: give at least one name."))
    for key, label, text in (
        ("first_name", "First name", draft.first_name),
        ("last_name", "Last name", draft.last_name),
    ):
        if len(text) > NAME_LENGTH:
            problems.append(Problem(key, f"{label}: at most {NAME_LENGTH} characters."))
    email = one_line(draft.email)
    if email and (len(email) > 254 or not _EMAIL.fullmatch(email)):
        problems.append(Problem("email", "Email: an address such as zoe@example.com."))
    if len(draft.phone) > 100:
        problems.append(Problem("phone", "Phone: at most 100 characters."))
    return tuple(problems)


def create(draft: CandidateDraft, actor: Actor | None = None) -> CandidateRecord:
    """A new candidate; raises Invalid."""
    _refuse(check(draft))
    actor = actor or users.current()
    now = clock.stamp()
    with transaction():
        candidate = Candidate.create(**_columns(draft), created_at=now, updated_at=now)
        events.record(events.CANDIDATE, candidate.id, "created", actor)
    return as_record(candidate)


def update(candidate_id: int, draft: CandidateDraft, actor: Actor | None = None) -> CandidateRecord:
    """Change a candidate; their offers follow the name. Raises Invalid and NotFound."""
    get(candidate_id)
    _refuse(check(draft))
    actor = actor or users.current()
    with transaction():
        Candidate.update(**_columns(draft), updated_at=clock.stamp()).where(
            Candidate.id == candidate_id
        ).execute()
        events.record(events.CANDIDATE, candidate_id, "changed", actor)
    return get(candidate_id)


def erase(candidate_id: int, actor: Actor | None = None) -> None:
    """Remove a person for good: name, contact data, letters and free text from every table.

    Anonymous figures (pay, dates, statuses) stay; it cannot be undone (docs/domain.md, *Deleting*).
    Raises NotFound.
    """
    get(candidate_id)
    actor = actor or users.current()
    with transaction() as desk:
        now = clock.stamp()
        desk.execute("UPDATE candidates SET erased_at = ? WHERE id = ?", (now, candidate_id))
        for statement in _ERASE:
            desk.execute(statement, {"id": candidate_id, "now": now})
        events.record(events.CANDIDATE, candidate_id, "erased", actor)
        search_index.forget(desk)
    with storage_errors():
        connection.reader().execute("PRAGMA wal_checkpoint(TRUNCATE)")


_OFFERS = "SELECT id FROM offers WHERE candidate_id = :id"
_APPLICATIONS = "SELECT id FROM applications WHERE candidate_id = :id"
_VERSIONS = f"SELECT id FROM versions WHERE offer_id IN ({_OFFERS})"
_ERASE = (
    "UPDATE candidates SET first_name = '', last_name = '', email = '', phone = '', notes = '',"
    " updated_at = :now WHERE id = :id",
    f"UPDATE versions SET letter_html = NULL, note = '', salary_text = ''"
    f" WHERE offer_id IN ({_OFFERS})",
    "UPDATE offers SET salary_text = '' WHERE candidate_id = :id",
    f"UPDATE letters SET html = '', inputs = '{{}}' WHERE version_id IN ({_VERSIONS})",
    f"UPDATE version_values SET value = NULL, raw = NULL WHERE version_id IN ({_VERSIONS})"
    " AND field_id IN (SELECT id FROM custom_fields WHERE type IN"
    " ('short_text', 'long_text', 'url', 'user'))",
    f"UPDATE version_values SET raw = NULL WHERE version_id IN ({_VERSIONS})",
    f"UPDATE events SET text = '', reason = '', details = '{{}}' WHERE subject = 'offer'"
    f" AND subject_id IN ({_OFFERS})",
    "UPDATE events SET text = '', reason = '', details = '{}' WHERE subject = 'candidate'"
    " AND subject_id = :id",
    "UPDATE events SET text = '', reason = '', details = '{}' WHERE subject = 'application'"
    " AND subject_id IN (SELECT id FROM applications WHERE candidate_id = :id)",
    f"UPDATE flags SET text = 'erased' WHERE offer_id IN ({_OFFERS})",
    f"UPDATE snoozes SET reason = 'erased' WHERE offer_id IN ({_OFFERS})",
    "UPDATE bulk_runs SET action = 'Set a field' WHERE action GLOB 'Set *'"
    f" AND id IN (SELECT bulk_id FROM bulk_items WHERE offer_id IN ({_OFFERS}))",
    f"UPDATE remote_refs SET raw = NULL WHERE offer_id IN ({_OFFERS})"
    " OR (kind = 'candidate' AND local_id = :id)"
    " OR (kind = 'told' AND scope = 'candidate' AND local_id = :id)"
    f" OR (kind = 'application' AND local_id IN ({_APPLICATIONS}))"
    " OR (kind = 'came' AND offer_id IS NULL AND scope GLOB 'candidate *' AND local_id = :id)"
    " OR (kind = 'came' AND offer_id IS NULL AND (scope GLOB 'application *'"
    f" OR scope GLOB 'webhook *') AND local_id IN ({_APPLICATIONS}))",
)
"""What erasing takes out of each table; figures, dates, statuses and remote numbers stay."""


def draft_of(candidate: CandidateRecord) -> CandidateDraft:
    """The draft that a form starts with."""
    return CandidateDraft(
        candidate.first_name, candidate.last_name, candidate.email, candidate.phone, candidate.notes
    )


# ---------------------------------------------------------------- applications


def application(application_id: int) -> ApplicationRecord:
    """One application with all its offers, the current one named; raises NotFound."""
    row = by_id(Application, application_id)
    if row is None:
        raise NotFound(f"There is no application {application_id}.")
    return _application(row)


def applications(candidate_id: int) -> tuple[ApplicationRecord, ...]:
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


def set_application_status(
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


def as_record(candidate: Candidate) -> CandidateRecord:
    """A candidate's row as a record."""
    return CandidateRecord(
        id=candidate.id,
        first_name=candidate.first_name,
        last_name=candidate.last_name,
        email=candidate.email,
        phone=candidate.phone,
        notes=candidate.notes,
        created_at=clock.moment(candidate.created_at),
        updated_at=clock.moment(candidate.updated_at),
        is_erased=candidate.erased_at is not None,
    )


def _application(row: Application) -> ApplicationRecord:
    offers = offer_list.offers_of_application(row.id)
    return ApplicationRecord(
        id=row.id,
        candidate_id=row.candidate_id,
        candidate_name=as_record(row.candidate).name if row.candidate else "",
        job_id=row.job_id,
        job_title=(row.job.title or f"Job {row.job_id}") if row.job else "",
        status=ApplicationStatus(row.status),
        current_offer_id=current_offer(offers),
        offers=offers,
    )


def _columns(draft: CandidateDraft) -> dict[str, object]:
    return {
        "first_name": one_line(draft.first_name),
        "last_name": one_line(draft.last_name),
        "email": one_line(draft.email),
        "phone": one_line(draft.phone),
        "notes": plain(draft.notes).strip(),
    }


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise Invalid(problems)
