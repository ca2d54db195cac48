"""Events: what happened, when, by whom, on whose behalf; written once, read in order."""

import json
from typing import Any

from data.records.offer_records import EventRecord
from data.records.user_records import Actor
from data.storage import connection
from data.storage.bulk_insert import insert_sql
from data.storage.models import Event
from data.storage.prepared import Read, bound
from data.values import clock, exact_json

OFFER, JOB, CANDIDATE, APPLICATION, OPENING, FIELD, TEMPLATE = (
    "offer", "job", "candidate", "application", "opening", "field", "template",
)  # fmt: skip

REJECTION = "rejection reason"
"""The kind of event that says why an application was rejected."""
WARNINGS = "warnings"
"""Under which key the details of an event keep the warnings that were passed with it."""

_COLUMNS = (
    "subject", "subject_id", "kind", "at", "actor_id", "on_behalf_of_id", "from_status",
    "to_status", "version", "reason", "text", "forced", "details",
)  # fmt: skip


def record(
    subject: str,
    subject_id: int,
    kind: str,
    actor: Actor,
    *,
    from_status: str | None = None,
    to_status: str | None = None,
    version: int | None = None,
    reason: str = "",
    text: str = "",
    forced: bool = False,
    details: dict[str, Any] | None = None,
) -> int:
    """Write one event inside the running transaction; gives its id."""
    row = (
        *(subject, subject_id, kind, clock.stamp(), actor.user_id, actor.on_behalf_of_id),
        *(from_status, to_status, version, reason, text, forced),
        exact_json.dump_json(details or {}),
    )
    written = connection.reader().execute(insert_sql(Event, _COLUMNS), row)
    return int(written.lastrowid or 0)


def events_of(subject: str, subject_id: int) -> tuple[Event, ...]:
    """The events of one subject, oldest first (rows, for `data` only)."""
    return tuple(_OF_SUBJECT.rows(subject=subject, subject_id=subject_id))


def newest() -> int:
    """The id of the event that was written last; 0 when there is none."""
    last = Event.select(Event.id).order_by(Event.id.desc()).first()
    return int(last.id) if last is not None else 0


_OF_SUBJECT = Read(
    Event,
    lambda: (
        Event.select()
        .where((Event.subject == bound("subject")) & (Event.subject_id == bound("subject_id")))
        .order_by(Event.id)
    ),
)


def as_record(event: Event, names: dict[int, str]) -> EventRecord:
    """The event as shown, with people's names."""
    return EventRecord(
        id=event.id,
        kind=event.kind,
        at=clock.moment(event.at),
        actor=_name(names, event.actor_id),
        on_behalf_of=_name(names, event.on_behalf_of_id),
        from_status=event.from_status,
        to_status=event.to_status,
        version=event.version,
        reason=event.reason,
        text=event.text,
        forced=event.forced,
        seen=_seen(event.details),
    )


def _seen(details: str) -> tuple[str, ...]:
    """The warnings that were passed with an event, in words."""
    if f'"{WARNINGS}"' not in details:
        return ()
    return tuple(one["text"] for one in json.loads(details).get(WARNINGS, {}).values())


def _name(names: dict[int, str], user_id: int | None) -> str:
    return "" if user_id is None else names.get(user_id, "")
