"""Erasing a person: what is taken out of which table."""

from typing import Any

from peewee import fn

from data.people import candidates, users
from data.records.offer_terms import MIRRORED, WORDED
from data.records.user_records import Actor
from data.storage import connection, desk_file, events, search_index
from data.storage.connection import storage_errors
from data.storage.database import transaction
from data.storage.models import (
    Application,
    BulkItem,
    BulkRun,
    Candidate,
    CustomField,
    Event,
    Flag,
    Letter,
    Offer,
    RemoteRef,
    Snooze,
    Version,
    VersionValue,
)
from data.values import clock
from data.values.field_values import FieldType


def erase(candidate_id: int, actor: Actor | None = None) -> None:
    """Remove a person for good: name, contact data, letters and free text from every table.

    Anonymous figures (pay, dates, statuses) stay; it cannot be undone (docs/domain.md, *Deleting*).
    The daily copies go too; those made by hand are the person's own. Raises NotFound and Storage.
    """
    candidates.get(candidate_id)
    actor = actor or users.current()
    with transaction() as desk:
        _erase(candidate_id, clock.stamp())
        events.record(events.CANDIDATE, candidate_id, "erased", actor)
        search_index.forget(desk)
    with storage_errors():
        connection.reader().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk_file.forget_copies(connection.path())


_WORDED = (FieldType.SHORT_TEXT, FieldType.LONG_TEXT, FieldType.URL, FieldType.USER)
"""Types of fields whose values may name somebody."""
_NOTHING: dict[str, object] = {"text": "", "reason": "", "details": "{}"}


def _erase(candidate_id: int, now: str) -> None:
    """Take out of each table what names the person.

    Figures, dates, statuses and remote numbers stay.
    """
    # the triggers that keep versions as they are let only an erased person's texts go
    Candidate.update(erased_at=now).where(Candidate.id == candidate_id).execute()
    Candidate.update(
        first_name="", last_name="", email="", phone="", notes="", updated_at=now
    ).where(Candidate.id == candidate_id).execute()
    offers = Offer.select(Offer.id).where(Offer.candidate == candidate_id)
    applications = Application.select(Application.id).where(Application.candidate == candidate_id)
    _erase_offers(offers)
    _erase_events(candidate_id, offers, applications)
    _erase_records(candidate_id, offers, applications)


def _erase_offers(offers: Any) -> None:
    """Letters and free text of offers and their versions."""
    versions = Version.select(Version.id).where(Version.offer.in_(offers))
    fields = CustomField.select(CustomField.id).where(CustomField.type.in_(_WORDED))
    of_versions = VersionValue.version.in_(versions)
    Version.update(note="", **WORDED).where(Version.offer.in_(offers)).execute()
    mirrored = {column: empty for column, empty in WORDED.items() if column in MIRRORED}
    Offer.update(**mirrored).where(Offer.id.in_(offers)).execute()
    Letter.update(html="", inputs="{}").where(Letter.version.in_(versions)).execute()
    VersionValue.update(value=None, raw_json=None).where(
        of_versions & VersionValue.field.in_(fields)
    ).execute()
    VersionValue.update(raw_json=None).where(of_versions).execute()
    Flag.update(text="erased").where(Flag.offer.in_(offers)).execute()
    Snooze.update(reason="erased").where(Snooze.offer.in_(offers)).execute()
    runs = BulkItem.select(BulkItem.bulk).where(BulkItem.offer.in_(offers))
    BulkRun.update(action="Set a field").where(
        fn.glob("Set *", BulkRun.action) & BulkRun.id.in_(runs)
    ).execute()


def _erase_events(candidate_id: int, offers: Any, applications: Any) -> None:
    """Free text of the histories of the person, their applications and offers."""
    for subject, ids in (
        (events.OFFER, offers),
        (events.CANDIDATE, [candidate_id]),
        (events.APPLICATION, applications),
    ):
        Event.update(**_NOTHING).where(
            (Event.subject == subject) & Event.subject_id.in_(ids)
        ).execute()


def _erase_records(candidate_id: int, offers: Any, applications: Any) -> None:
    """The copies of records that other systems sent."""
    kind, scope, local = RemoteRef.kind, RemoteRef.scope, RemoteRef.local_id
    of_applications = fn.glob("application *", scope) | fn.glob("webhook *", scope)
    of_person = fn.glob("candidate *", scope) & (local == candidate_id)
    came_alone = (kind == "came") & RemoteRef.offer.is_null()
    RemoteRef.update(raw_json=None).where(
        RemoteRef.offer.in_(offers)
        | ((kind == "candidate") & (local == candidate_id))
        | ((kind == "told") & (scope == "candidate") & (local == candidate_id))
        | ((kind == "application") & local.in_(applications))
        | (came_alone & (of_person | (of_applications & local.in_(applications))))
    ).execute()
