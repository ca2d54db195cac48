"""Notes on offers, candidates and jobs; written once, never edited.

A correction is a new note. They are events, so they stand in the history with who wrote them.
"""

from data.errors import Invalid, NotFound, Problem
from data.people import joining, users
from data.records.offer_records import EventRecord
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Candidate, Event, Job, Offer, Table
from data.values.text import plain

NOTE = "note"
LENGTH = 5_000
_TABLES: dict[str, type[Table]] = {
    events.OFFER: Offer,
    events.CANDIDATE: Candidate,
    events.JOB: Job,
}


def add(subject: str, subject_id: int, text: str, actor: Actor | None = None) -> None:
    """Write a note on an offer, a candidate or a job; raises Invalid and NotFound."""
    note = plain(text).strip()
    if not note:
        raise Invalid((Problem("note", "Note", "write something, or leave with Esc."),))
    if len(note) > LENGTH:
        raise Invalid((Problem("note", "Note", f"at most {LENGTH:,} characters."),))
    with transaction():
        _refuse_nobody(subject, subject_id)
        events.record(subject, subject_id, NOTE, actor or users.current(), text=note)


def notes_on(subject: str, subject_id: int) -> tuple[EventRecord, ...]:
    """The notes on a candidate or a job, oldest first; an offer has them in its history.

    Those on whoever was joined with a candidate are among them.
    """
    names = users.names()
    of = joining.joined_with(subject_id) if subject == events.CANDIDATE else ()
    written = [
        event
        for number in (*of, subject_id)
        for event in events.events_of(subject, number)
        if event.kind == NOTE
    ]
    return tuple(events.as_record(event, names) for event in sorted(written, key=_place))


def _place(event: Event) -> int:
    return int(event.id)


def _refuse_nobody(subject: str, subject_id: int) -> None:
    table = _TABLES[subject]
    if table.get_or_none(table._meta.primary_key == subject_id) is None:
        raise NotFound(f"There is no {subject} {subject_id}.")
