"""The letter of a draft as it left the desk before anybody said that it was sent.

What was exported is what the candidate has: marking the offer as sent freezes that letter, with
the day that it was made. Opening it in the browser to read it is no export.
"""

import json
from datetime import date
from typing import NamedTuple

from data.records.offer_records import OfferRecord
from data.storage import events
from data.values.dates import read_date

EXPORTED = "letter"
"""The kind of the event."""


class Export(NamedTuple):
    """A letter that was made into a file or an email: its day, and the SHA-256 of its HTML."""

    day: date
    sha256: str


def newest(offer: OfferRecord) -> Export | None:
    """The newest complete export of the offer letter of the current version, if there is one."""
    for event in reversed(events.events_of(events.OFFER, offer.id)):
        if event.kind == EXPORTED and event.version == offer.version and not event.forced:
            details = json.loads(event.details)
            day = read_date(details.get("day") or "")
            if day is not None and details.get("kind") == "offer" and not details.get("as_sent"):
                return Export(day, details["sha256"])
    return None
