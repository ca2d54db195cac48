"""What stays of offers that were deleted: one line each, without terms and names.

Rules: docs/domain.md, *Deleting*.
"""

import json

from data.people import users
from data.records.offer_records import DeletedOffer
from data.storage import events
from data.storage.models import Event
from data.values import clock
from data.values.text import one_line

DELETED = "deleted"


def find(offer_id: int) -> DeletedOffer | None:
    """What stays of the offer of this number; None when none was deleted."""
    found = [one for one in events.events_of(events.OFFER, offer_id) if one.kind == DELETED]
    return _record(found[-1], users.names()) if found else None


def absence(offer_id: int) -> str:
    """Why there is no offer of this number, in a sentence."""
    found = find(offer_id)
    return words(found) if found else f"There is no offer {offer_id}."


def _record(event: Event, names: dict[int, str]) -> DeletedOffer:
    details = json.loads(event.details)
    shown = events.as_record(event, names)
    return DeletedOffer(
        id=event.subject_id,
        application_id=details.get("application"),
        job_id=details.get("job"),
        status_before=event.from_status,
        deleted_at=clock.moment(event.at),
        deleted_by=shown.actor,
        on_behalf_of=shown.on_behalf_of,
    )


def words(offer: DeletedOffer) -> str:
    """The line as a sentence."""
    day = offer.deleted_at.astimezone().strftime("%Y-%m-%d %H:%M")
    by = f" by {one_line(offer.deleted_by)}" if offer.deleted_by else ""
    behalf = f" for {one_line(offer.on_behalf_of)}" if offer.on_behalf_of else ""
    of = f" of application {offer.application_id}" if offer.application_id is not None else ""
    job = f" for job {offer.job_id}" if offer.job_id is not None else ""
    was = f"; it was {offer.status_before}" if offer.status_before else ""
    return f"Offer {offer.id}{of}{job} was deleted on {day}{by}{behalf}{was}."
