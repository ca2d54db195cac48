"""Which letter an offer may have as it stands: no reminder of what is decided or was never sent."""

from data.records.offer_records import OfferRecord, VersionRecord
from data.values.status import ENDED_WITHOUT, Status

_NO_REMINDER = {
    Status.ACCEPTED: "The offer is accepted, so there is nothing to remind of.",
    Status.DECLINED: "The offer is declined, so there is nothing to remind of.",
    Status.WITHDRAWN: "The offer is withdrawn, so nobody can be reminded to accept it.",
}
_NO_WITHDRAWAL = {
    Status.ACCEPTED: (
        "The offer is accepted, which binds both sides: it can no longer be withdrawn by a letter. "
        "Take the acceptance back (U) if it is a mistake."
    ),
    Status.DECLINED: "The offer is declined, so there is nothing left to withdraw.",
}


def was_sent(offer: OfferRecord) -> bool:
    """Whether any version of the offer has reached the candidate."""
    return any(version.was_sent for version in offer.versions)


def refused(kind: str, offer: OfferRecord) -> str:
    """Why the offer cannot have a letter of this kind as it stands; empty when it can."""
    if kind == "reminder":
        return _never_sent(offer) or _NO_REMINDER.get(offer.status, "")
    return _NO_WITHDRAWAL.get(offer.status, "") if kind == "withdrawal" else ""


def warned(kind: str, offer: OfferRecord, version: VersionRecord) -> str:
    """Why an offer letter should not go out as the offer stands; one that was sent always may."""
    if kind != "offer" or version.letter is not None or offer.status not in ENDED_WITHOUT:
        return ""
    return f"The offer is {offer.status}, and this letter was never sent."


def _never_sent(offer: OfferRecord) -> str:
    if offer.status is not Status.DRAFT:
        return ""
    if was_sent(offer):
        return (
            f"Version {offer.version} was never sent: send it first, there is nothing to remind of."
        )
    return "The offer was never sent: send it first, there is nothing to remind of."
