"""What was deleted in the other system: nothing here goes with it (docs/domain.md, *Deleting*)."""

from collections.abc import Iterable

from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import PartResult
from data.exchange.importing.import_rows import OfferRow
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import ImportFlag
from data.exchange.parsed_records import Deletion
from data.values import clock, dates
from data.values.status import LIVE, Status


def deleted(context: ImportContext, deletion: Deletion) -> PartResult:
    """The other system deleted something: flagged, and a live offer is withdrawn."""
    when = f" on {dates.show(deletion.at.date())}" if deletion.at else ""
    words = f"deleted in {context.system.title}{when}"
    if deletion.what == "offer":
        return _offer(context, deletion, words)
    word = f"the {deletion.what} {deletion.remote_id}"
    known = context.store.find(deletion.what, deletion.remote_id)
    if known is None or not known.local_id:
        return PartResult(f"{word} was {words}; it is not here")
    offers = _offers_of(context, deletion.what, known.local_id)
    text = f"The {deletion.what} was {words}: kept here."
    fresh = _flag_all(context, offers, ImportFlag(f"{deletion.what}_id", text))
    return PartResult(f"{word} was {words}: kept here", None, known.local_id, bool(fresh), fresh)


def _offer(context: ImportContext, deletion: Deletion, words: str) -> PartResult:
    known = context.store.find("offer", deletion.remote_id, deletion.scope)
    if known is None or known.offer_id is None:
        return PartResult(f"offer {deletion.remote_id} was {words}; it waits for that offer")
    offer = context.unit.offers.there(known.offer_id)
    former = _former_version(context, deletion, offer)
    if former is not None:
        what, ends = f"Version {former} was {words}", "kept here"
    elif offer.superseded or offer.status not in LIVE:
        what, ends = f"The offer was {words}", f"kept here, {offer.status}"
    elif context.unit.offers.is_touched(offer):
        what, ends = f"The offer was {words}, and changed here", "kept as it is here"
    else:
        _withdraw(context, offer, deletion, words)
        what, ends = f"The offer was {words}", "kept here as withdrawn"
    if former is None:
        key = ("deleted", deletion.remote_id, deletion.scope)
        context.store.put(key, Ref(offer.id, offer.id, None))
    fresh = context.flag(offer, None, [ImportFlag("id", f"{what}: {ends}.")])
    return PartResult(f"offer {offer.id}: {words}, {ends}", offer.id, offer.id, True, fresh)


def _former_version(context: ImportContext, deletion: Deletion, offer: OfferRow) -> int | None:
    """The number of the version that is meant, when it is not the current one."""
    if deletion.version is None:
        return None
    scope = f"{deletion.scope}/{deletion.version}"
    known = context.store.find("version", deletion.remote_id, scope)
    if known is None or known.offer_id != offer.id:
        return None
    number = next((one.number for one in offer.versions if one.id == known.local_id), None)
    return None if number == offer.version else number


def _withdraw(context: ImportContext, offer: OfferRow, deletion: Deletion, words: str) -> None:
    at = clock.stamp(deletion.at) if deletion.at else context.now
    status, source, _, sent, _ = offer.standing
    context.unit.offers.change(offer)
    offer.standing = (str(Status.WITHDRAWN), source, context.now, sent, at)
    context.event(offer, str(Status.WITHDRAWN), offer.version, words, status)


def _offers_of(context: ImportContext, what: str, local_id: int) -> list[int]:
    """The offers of an application, a candidate or a job."""
    context.unit.flush()
    return [row[0] for row in context.unit.desk.execute(_OFFERS[what], (local_id,))]


def _flag_all(
    context: ImportContext, offers: Iterable[int], flag: ImportFlag
) -> tuple[ImportFlag, ...]:
    return tuple(fresh for one in offers for fresh in context.flag_offer(one, [flag]))


_OFFERS = {
    "application": "SELECT id FROM offers WHERE application_id = ?",
    "candidate": "SELECT id FROM offers WHERE candidate_id = ?",
    "job": "SELECT id FROM offers WHERE job_id = ?",
}
