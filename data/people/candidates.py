"""Candidates: read, create, edit."""

import re
from dataclasses import fields

from data.errors import Invalid, NotFound, Problem
from data.people import users
from data.records.candidate_records import (
    CandidateDraft,
    CandidateRecord,
)
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Candidate
from data.storage.prepared import by_id
from data.values import clock
from data.values.text import one_line, plain

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
NAME_LENGTH = 200
ADDRESS_LINES = 8
ADDRESS_LENGTH = 500


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
        problems.append(Problem("first_name", "First name", "give at least one name."))
    for key, label, text in (
        ("first_name", "First name", draft.first_name),
        ("last_name", "Last name", draft.last_name),
    ):
        if len(text) > NAME_LENGTH:
            problems.append(Problem(key, label, f"at most {NAME_LENGTH} characters."))
    email = one_line(draft.email)
    if email and (len(email) > 254 or not _EMAIL.fullmatch(email)):
        problems.append(Problem("email", "Email", "an address such as zoe@example.com."))
    if len(draft.phone) > 100:
        problems.append(Problem("phone", "Phone", "at most 100 characters."))
    if len(draft.address) > ADDRESS_LENGTH or draft.address.strip().count("\n") >= ADDRESS_LINES:
        most = f"at most {ADDRESS_LINES} lines and {ADDRESS_LENGTH} characters."
        problems.append(Problem("address", "Address", most))
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


def draft_of(candidate: CandidateRecord) -> CandidateDraft:
    """The draft that a form starts with."""
    stated = {part.name: getattr(candidate, part.name) for part in fields(CandidateDraft)}
    return CandidateDraft(**stated)


# ---------------------------------------------------------------- applications


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
        address=candidate.address,
    )


def _columns(draft: CandidateDraft) -> dict[str, object]:
    return {
        "first_name": one_line(draft.first_name),
        "last_name": one_line(draft.last_name),
        "email": one_line(draft.email),
        "phone": one_line(draft.phone),
        "address": plain(draft.address).strip(),
        "notes": plain(draft.notes).strip(),
    }


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise Invalid(problems)
