"""Answers that give an offer its number, and what a record says about an offer besides."""

from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import PartResult
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import ImportFlag
from data.exchange.parsed_records import Answered, EmbeddedOffer


def note(context: ImportContext, offer_id: int, part: EmbeddedOffer) -> None:
    """Who made the offer, if nobody is known, and its notes as a line of its history."""
    maker = context.references.user(part.created_by)
    offer = context.unit.offers.there(offer_id)
    if maker is not None and offer.created_by is None:
        context.unit.offers.change(offer).created_by = maker
    if part.note:
        text = f"notes in {context.system.title}: {part.note}"
        if not context.unit.has_event(offer_id, text):
            context.event(offer, offer.status, offer.version, text)


def answered(context: ImportContext, answer: Answered, named: int | None) -> PartResult:
    """Give the offer its number: the one that was named, or the only one that waits for it."""
    store = context.store
    known = store.find("offer", answer.remote_id)
    if known is not None and known.offer_id is not None:
        text = f"offer {known.offer_id} has this number"
        return PartResult(text, known.offer_id, known.offer_id)
    context.unit.flush()
    system = context.system.name
    waiting = [row[0] for row in context.unit.desk.execute(_WAITING, (system, system))]
    offer_id = named if named is not None else (waiting[0] if len(waiting) == 1 else None)
    if offer_id is None or offer_id not in waiting:
        which = "the offer that was named" if named is not None else "no offer"
        return PartResult(f"{which} waits for the number {answer.remote_id}: kept as it came")
    raw = next(ref.raw for _, ref in store.kinds_of(offer_id, "request"))
    store.put(("offer", answer.remote_id, ""), Ref(offer_id, offer_id, raw))
    if answer.alias is not None and answer.alias != answer.remote_id:
        store.put(("alias", answer.alias, ""), Ref(offer_id, offer_id, None))
    flags: tuple[ImportFlag, ...] = ()
    if named is None:
        text = f"The answer with the number {answer.remote_id} was taken to be this offer's."
        flags = (ImportFlag("id", text),)
    fresh = context.flag_offer(offer_id, flags)
    text = f"offer {offer_id} has the number {answer.remote_id}"
    return PartResult(text, offer_id, offer_id, True, fresh)


_WAITING = (
    "SELECT offer_id FROM kept_records WHERE system = ? AND kind = 'request'"
    " AND offer_id IS NOT NULL AND raw IS NOT NULL AND NOT EXISTS (SELECT 1"
    " FROM remote_ids AS own WHERE own.offer_id = kept_records.offer_id"
    " AND own.kind = 'offer' AND +own.system = ?) ORDER BY id"
)
