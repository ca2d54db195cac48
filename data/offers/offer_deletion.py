"""Deleting an offer for good, and what goes with it."""

from data.errors import NotFound
from data.offers.deleted_offers import DELETED, absence
from data.people import users
from data.records.offer_records import OfferRecord
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Event, Offer
from data.values.status import Status
from data.values.text import count


def what_delete_removes(offer: OfferRecord) -> tuple[str, ...]:
    """What deleting removes for good, each in words, for the dialog that asks."""
    letters = sum(1 for version in offer.versions if version.letter)
    return (
        f"{count(len(offer.versions), 'version')} with all terms and custom fields",
        *((count(letters, "letter") + " as sent",) if letters else ()),
        f"{count(len(offer.events), 'line')} of its history",
        *((count(len(offer.flags), "flag"),) if offer.flags else ()),
        *((count(len(offer.attachments), "attached file"),) if offer.attachments else ()),
    )


def delete(offer_id: int, actor: Actor | None = None) -> None:
    """Void an offer and remove it for good; one event stays, without terms and names.

    Raises NotFound. It cannot be undone (docs/domain.md, *Deleting*).
    """
    actor = actor or users.current()
    with transaction():
        row = Offer.get_or_none(Offer.id == offer_id)
        if row is None:
            raise NotFound(absence(offer_id))
        events.record(
            events.OFFER,
            offer_id,
            DELETED,
            actor,
            from_status=row.status,
            to_status=Status.WITHDRAWN,
            details={"application": row.application_id, "job": row.job_id},
        )
        Offer.delete().where(Offer.id == offer_id).execute()
        Event.delete().where(
            (Event.subject == events.OFFER)
            & (Event.subject_id == offer_id)
            & (Event.kind != DELETED)
        ).execute()
