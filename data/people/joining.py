"""Two candidates who are one person become one: what moves, joining them, taking it back.

The one who goes is no row any more; their columns and what moved stand in the event that says so,
so that everything can be put back. What was written about them stays in their own history.
"""

import json
from typing import Any

from data.errors import NotAllowed, NotFound
from data.people import candidates, users
from data.records.candidate_records import CandidateRecord, JoinPlan
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import (
    Application,
    Candidate,
    Event,
    ImportMemory,
    Job,
    KeptRecord,
    Offer,
    RemoteId,
    TypedWork,
)
from data.values import clock
from data.values.text import count, one_line

JOINED, PARTED = "joined", "parted"
_MOVING: dict[str, Any] = {
    "applications": Application,
    "offers": Offer,
    "remote_ids": RemoteId,
    "kept_records": KeptRecord,
    "import_memory": ImportMemory,
    "typed_work": TypedWork,
}
"""Tables whose rows belong to a candidate."""
_COLUMNS: tuple[str, ...] = tuple(Candidate._meta.fields)
_NAMES = ("first_name", "last_name", "full_name")
_CONTACT = {"email": "Email", "phone": "Phone", "address": "Address"}


def plan(kept_id: int, gone_id: int) -> JoinPlan:
    """What becomes of two candidates when they are joined; raises NotFound and NotAllowed."""
    kept, gone = _both(kept_id, gone_id)
    moved = {name: len(_ids(model, gone_id)) for name, model in _MOVING.items()}
    what = [
        count(moved[key], word)
        for key, word in (("applications", "application"), ("offers", "offer"))
        if moved[key]
    ]
    lines = [f"{' and '.join(what) or 'No application'} of {gone.name} ({gone.id}) moves here."]
    lines += [
        f"Known in {row.system} as {row.remote_id}: that stays true."
        for row in RemoteId.select().where(RemoteId.candidate == gone_id).order_by(RemoteId.id)
    ]
    lines += [
        f"Both applied for {title}: the two applications stay beside each other."
        for title in _shared_jobs(kept_id, gone_id)
    ]
    lines += _differences(kept, gone)
    return JoinPlan(kept, gone, tuple(lines))


def join(kept_id: int, gone_id: int, actor: Actor | None = None) -> CandidateRecord:
    """Make two candidates one, under the number of the first; raises NotFound and NotAllowed."""
    _both(kept_id, gone_id)
    actor = actor or users.current()
    with transaction():
        kept, gone = Candidate.get_by_id(kept_id), Candidate.get_by_id(gone_id)
        filled = _filled(kept, gone)
        details = {
            "candidate": {name: getattr(gone, name) for name in _COLUMNS},
            "moved": {name: _move(model, gone_id, kept_id) for name, model in _MOVING.items()},
            "before": {name: getattr(kept, name) for name in filled},
            "filled": filled,
        }
        Candidate.update(**filled, updated_at=clock.stamp()).where(
            Candidate.id == kept_id
        ).execute()
        _name_offers(kept_id)
        text = f"with candidate {gone_id}"
        events.record(events.CANDIDATE, kept_id, JOINED, actor, text=text, details=details)
        Candidate.delete().where(Candidate.id == gone_id).execute()
    return candidates.get(kept_id)


def joined_with(candidate_id: int) -> tuple[int, ...]:
    """The numbers of those who were joined with a candidate and are so still."""
    return tuple(person.id for person in people_joined(candidate_id))


def people_joined(candidate_id: int) -> tuple[Candidate, ...]:
    """Who was joined with a candidate, and whoever with them (rows, for `data` only)."""
    found = [
        Candidate(**json.loads(event.details)["candidate"]) for event in _standing(candidate_id)
    ]
    further = [one for person in found for one in people_joined(person.id)]
    return (*found, *further)


def undo(candidate_id: int, actor: Actor | None = None) -> CandidateRecord:
    """Take the last joining back: everything that moved goes where it was, as far as it is there.

    What was made or changed since stays with the candidate. Raises NotFound and NotAllowed.
    """
    candidates.get(candidate_id)
    standing = _standing(candidate_id)
    if not standing:
        raise NotAllowed("Nobody was joined with this candidate.")
    actor = actor or users.current()
    with transaction():
        details = json.loads(standing[-1].details)
        gone_id = _put_back(candidate_id, details)
        text = f"from candidate {gone_id}"
        events.record(events.CANDIDATE, candidate_id, PARTED, actor, text=text)
    return candidates.get(gone_id)


# ---------------------------------------------------------------- small parts


def _both(kept_id: int, gone_id: int) -> tuple[CandidateRecord, CandidateRecord]:
    kept, gone = candidates.get(kept_id), candidates.get(gone_id)
    if kept_id == gone_id:
        raise NotAllowed("Choose another candidate: this one is the same.")
    for one in (kept, gone):
        if one.is_erased:
            raise NotAllowed(f"Candidate {one.id} was erased and is joined with nobody.")
    return kept, gone


def _shared_jobs(kept_id: int, gone_id: int) -> list[str]:
    """The titles of jobs for which both applied."""
    theirs = Application.select(Application.job).where(Application.candidate == gone_id)
    jobs = Job.select().where(
        Job.id.in_(theirs)
        & Job.id.in_(Application.select(Application.job).where(Application.candidate == kept_id))
    )
    return [job.title or f"job {job.id}" for job in jobs.order_by(Job.id)]


def _differences(kept: CandidateRecord, gone: CandidateRecord) -> list[str]:
    """What only one of both has, and what they have otherwise."""
    lines = []
    if gone.name != kept.name:
        lines.append(f"Name: {kept.name} stays; {gone.name} goes.")
    for name, word in _CONTACT.items():
        ours, theirs = getattr(kept, name), getattr(gone, name)
        if theirs and not ours:
            lines.append(f"{word}: {one_line(theirs)} is taken over.")
        elif theirs and theirs != ours:
            lines.append(f"{word}: {one_line(ours)} stays; {one_line(theirs)} goes into the notes.")
    if gone.notes:
        lines.append("The notes of both are kept, one below the other.")
    return lines


def _filled(kept: Candidate, gone: Candidate) -> dict[str, str]:
    """What the candidate gets from the other one."""
    found: dict[str, str] = {}
    if not (kept.first_name or kept.last_name):
        found |= {name: getattr(gone, name) for name in _NAMES}
    other = []
    for name, word in _CONTACT.items():
        ours, theirs = getattr(kept, name), getattr(gone, name)
        if theirs and not ours:
            found[name] = theirs
        elif theirs and theirs != ours:
            other.append(f"{word}: {theirs}")
    notes = "\n".join(filter(None, (kept.notes, gone.notes, *other)))
    return found if notes == kept.notes else {**found, "notes": notes}


def _ids(model: Any, candidate_id: int) -> list[int]:
    rows = model.select(model.id).where(model.candidate == candidate_id).order_by(model.id)
    return [row.id for row in rows]


def _move(model: Any, source: int, target: int) -> list[int]:
    """Give rows to another candidate; gives their numbers."""
    ids = _ids(model, source)
    model.update(candidate=target).where(model.candidate == source).execute()
    return ids


def _name_offers(candidate_id: int) -> None:
    """Offers show the name of their candidate."""
    name = candidates.get(candidate_id).name
    Offer.update(candidate_name=name).where(
        (Offer.candidate == candidate_id) & (Offer.candidate_name != name)
    ).execute()


def _standing(candidate_id: int) -> list[Event]:
    """The joinings of a candidate that nobody took back, oldest first."""
    standing: list[Event] = []
    for event in events.events_of(events.CANDIDATE, candidate_id):
        if event.kind == JOINED:
            standing.append(event)
        elif event.kind == PARTED and standing:
            standing.pop()
    return [event for event in standing if '"candidate"' in event.details]


def _put_back(kept_id: int, details: dict[str, Any]) -> int:
    """Make the candidate who went again, and give back what came from them; gives the number."""
    gone = details["candidate"]
    if Candidate.get_or_none(Candidate.id == gone["id"]) is not None:
        raise NotFound(f"Candidate {gone['id']} is here already.")
    Candidate.insert(**gone).execute()
    for name, model in _MOVING.items():
        for number in details["moved"][name]:
            model.update(candidate=gone["id"]).where(
                (model.id == number) & (model.candidate == kept_id)
            ).execute()
    for name, text in details["filled"].items():
        column = getattr(Candidate, name)
        Candidate.update({name: details["before"][name]}).where(
            (Candidate.id == kept_id) & (column == text)
        ).execute()
    _name_offers(gone["id"])
    _name_offers(kept_id)
    return int(gone["id"])
