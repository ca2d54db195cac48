"""Candidates: read, create, edit."""

import re
from dataclasses import fields, replace

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
from data.values import clock, person_names
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
    if not any(map(one_line, (draft.first_name, draft.last_name, draft.full_name))):
        problems.append(Problem("first_name", "First name", "give at least one name."))
    for key, label, text in (
        ("first_name", "First name", draft.first_name),
        ("last_name", "Last name", draft.last_name),
        ("full_name", "Whole name", draft.full_name),
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
        candidate = Candidate.create(**_columns(names_seen(draft)), created_at=now, updated_at=now)
        events.record(events.CANDIDATE, candidate.id, "created", actor)
    return as_record(candidate)


def update(candidate_id: int, draft: CandidateDraft, actor: Actor | None = None) -> CandidateRecord:
    """Change a candidate; their offers follow the name. Raises Invalid and NotFound."""
    draft = _named_anew(get(candidate_id), draft)
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


def names_seen(draft: CandidateDraft) -> CandidateDraft:
    """The draft by somebody who has looked at its names: what first and last say is no guess.

    A whole name alone is taken apart as far as that is certain.
    """
    stated = (one_line(draft.first_name), one_line(draft.last_name), one_line(draft.full_name))
    first, last, full = person_names.whole(*stated)
    return replace(draft, first_name=first, last_name=last, full_name=full)


def is_guessed(one: CandidateDraft | CandidateRecord) -> bool:
    """Whether nothing but the order of two words says which is the first name."""
    return person_names.is_guessed(one.first_name, one.last_name, one.full_name)


# ---------------------------------------------------------------- small parts


def _named_anew(known: CandidateRecord, draft: CandidateDraft) -> CandidateDraft:
    """The draft without what was known by another name, where only the one of both is changed."""
    is_whole = draft.full_name == known.full_name
    is_apart = (draft.first_name, draft.last_name) == (known.first_name, known.last_name)
    if is_whole and is_apart:
        return draft
    names = f"{draft.first_name} {draft.last_name}"
    if not person_names.is_within(names, draft.full_name):
        if is_whole:
            draft = replace(draft, full_name="")
        elif is_apart and draft.full_name:
            draft = replace(draft, first_name="", last_name="")
    return names_seen(draft)


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
        full_name=candidate.full_name,
    )


def _columns(draft: CandidateDraft) -> dict[str, object]:
    return {
        "first_name": one_line(draft.first_name),
        "last_name": one_line(draft.last_name),
        "full_name": one_line(draft.full_name),
        "email": one_line(draft.email),
        "phone": one_line(draft.phone),
        "address": plain(draft.address).strip(),
        "notes": plain(draft.notes).strip(),
    }


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise Invalid(problems)
