"""An offer's history as one stream: its events, versions that none of them tells of, flags raised,
and the notes on its candidate and its job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from data.offers import notes
from data.records.offer_records import EventRecord, OfferRecord, VersionRecord
from data.storage import events
from data.storage.models import Flag
from data.values import clock

FLAGGED, VERSION = "flagged", "version"
ON_CANDIDATE, ON_JOB = "candidate note", "job note"
_TELL_OF_VERSIONS = frozenset(
    {"created", "version", "restored", "correction", "imported", "changed"}
)


def timeline_of(offer: OfferRecord) -> tuple[EventRecord, ...]:
    """Everything that happened to an offer, oldest first.

    A flag is raised by the system that it came from. What an import tells of former versions
    stands where they were made.
    """
    mentioned = {event.version for event in offer.events if event.kind in _TELL_OF_VERSIONS}
    unmentioned = (_version(one) for one in offer.versions if one.number not in mentioned)
    whole = (*unmentioned, *offer.events, *_flags(offer.id), *_notes(offer))
    return tuple(sorted(whole, key=lambda one: one.at))


def _notes(offer: OfferRecord) -> Iterator[EventRecord]:
    """What was noted on the candidate and the job."""
    if offer.candidate is not None:
        for note in notes.notes_on(events.CANDIDATE, offer.candidate.id):
            yield replace(note, kind=ON_CANDIDATE)
    if offer.job is not None:
        for note in notes.notes_on(events.JOB, offer.job.id):
            yield replace(note, kind=ON_JOB)


def _version(version: VersionRecord) -> EventRecord:
    return EventRecord(
        id=0,
        kind=VERSION,
        at=version.created_at,
        actor=version.created_by,
        on_behalf_of=version.on_behalf_of,
        from_status=None,
        to_status=None,
        version=version.number,
        reason="",
        text=version.note,
        forced=False,
    )


def _flags(offer_id: int) -> tuple[EventRecord, ...]:
    """Every flag that was raised, settled or not."""
    rows = Flag.select().where(Flag.offer == offer_id).order_by(Flag.id)
    return tuple(
        EventRecord(
            id=0,
            kind=FLAGGED,
            at=clock.moment(row.created_at),
            actor=row.source or "the desk",
            on_behalf_of="",
            from_status=None,
            to_status=None,
            version=row.version,
            reason="",
            text=row.text,
            forced=False,
        )
        for row in rows
    )
