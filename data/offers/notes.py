"""Notes on offers, candidates and jobs, and what was negotiated; written once, never edited.

A correction is a new entry. Both are events, so they stand in the history with who wrote them.
"""

from dataclasses import dataclass

from data.errors import Invalid, NotFound, Problem
from data.people import joining, users
from data.records.offer_records import EventRecord
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Candidate, Event, Job, Offer, Table, Version
from data.values.text import one_line, plain

NOTE, NEGOTIATION = "note", "negotiation"
LENGTH = 5_000
ASKED_LENGTH = 500
_TABLES: dict[str, type[Table]] = {
    events.OFFER: Offer,
    events.CANDIDATE: Candidate,
    events.JOB: Job,
}


@dataclass(frozen=True, slots=True)
class NegotiationDraft:
    """What was negotiated: who asked for what, the counter-offer, how it ended.

    `version` is the number of the offer's version that it led to, None when it led to none.
    """

    who: str = ""
    asked: str = ""
    counter: str = ""
    outcome: str = ""
    version: int | None = None


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


def negotiated(offer_id: int, draft: NegotiationDraft, actor: Actor | None = None) -> None:
    """Write what was negotiated into an offer's history; raises Invalid and NotFound."""
    problems = _problems(draft)
    if problems:
        raise Invalid(tuple(problems))
    with transaction():
        _refuse_nobody(events.OFFER, offer_id)
        if draft.version is not None and not _has_version(offer_id, draft.version):
            text = f"the offer has no version {draft.version}."
            raise Invalid((Problem("version", "Version", text),))
        events.record(
            events.OFFER,
            offer_id,
            NEGOTIATION,
            actor or users.current(),
            version=draft.version,
            text=words(draft),
            details={
                "who": one_line(draft.who),
                "asked": one_line(draft.asked),
                "counter": one_line(draft.counter),
                "outcome": one_line(draft.outcome),
            },
        )


def words(draft: NegotiationDraft) -> str:
    """The entry on one line: "Zoë Müller asked for 100k; counter 95k; agreed on 95k"."""
    parts = (
        f"{one_line(draft.who)} asked for {one_line(draft.asked)}",
        f"counter: {one_line(draft.counter)}" if draft.counter.strip() else "",
        f"outcome: {one_line(draft.outcome)}" if draft.outcome.strip() else "",
    )
    return "; ".join(filter(None, parts))


def _problems(draft: NegotiationDraft) -> list[Problem]:
    problems = []
    if not one_line(draft.who):
        problems.append(Problem("who", "Who", "say who asked, such as the candidate."))
    if not one_line(draft.asked):
        problems.append(Problem("asked", "Asked for", "say what was asked for."))
    for key, label in (("who", "Who"), ("asked", "Asked for"), ("counter", "Counter"),
                       ("outcome", "Outcome")):  # fmt: skip
        if len(getattr(draft, key)) > ASKED_LENGTH:
            problems.append(Problem(key, label, f"at most {ASKED_LENGTH} characters."))
    return problems


def _refuse_nobody(subject: str, subject_id: int) -> None:
    table = _TABLES[subject]
    if table.get_or_none(table._meta.primary_key == subject_id) is None:
        raise NotFound(f"There is no {subject} {subject_id}.")


def _has_version(offer_id: int, number: int) -> bool:
    found: bool = (
        Version.select().where((Version.offer == offer_id) & (Version.number == number)).exists()
    )
    return found
