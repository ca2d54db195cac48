"""Answers that give an offer its number, and what a record says about an offer besides."""

from data.exchange.importing import offer_rows, remote_ids
from data.exchange.importing.deletions import Done
from data.exchange.importing.new_offers import Arriving
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Doubt
from data.exchange.parsed_records import Answered, MetOffer


def note(placing: Arriving, offer_id: int, part: MetOffer) -> None:
    """Who made the offer, if nobody is known, and its notes as a line of its history."""
    maker = placing.places.user(part.created_by)
    if maker is not None:
        placing.desk.execute(
            "UPDATE offers SET created_by = ? WHERE id = ? AND created_by IS NULL",
            (maker, offer_id),
        )
    if part.note:
        text = f"notes in {placing.system.title}: {part.note}"
        known = placing.desk.execute(
            "SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = ? AND text = ?",
            (offer_id, text),
        ).fetchone()
        if known is None:
            status, number = placing.desk.execute(
                "SELECT status, version FROM offers WHERE id = ?", (offer_id,)
            ).fetchone()
            offer_rows.event(
                placing.desk, offer_id, placing.actor.user_id, placing.now, status, number, text
            )


def answered(placing: Arriving, answer: Answered, named: int | None) -> Done:
    """Give the offer its number: the one that was named, or the only one that waits for it."""
    desk, system = placing.desk, placing.system.name
    known = remote_ids.find(desk, system, "offer", answer.remote_id)
    if known is not None and known.offer_id is not None:
        return Done(f"offer {known.offer_id} has this number", known.offer_id, known.offer_id)
    waiting = [row[0] for row in desk.execute(_WAITING, (system, system))]
    offer_id = named if named is not None else (waiting[0] if len(waiting) == 1 else None)
    if offer_id is None or offer_id not in waiting:
        which = "the offer that was named" if named is not None else "no offer"
        return Done(f"{which} waits for the number {answer.remote_id}: kept as it came")
    raw = desk.execute(
        "SELECT raw FROM remote_refs WHERE offer_id = ? AND kind = 'request' AND +system = ?",
        (offer_id, system),
    ).fetchone()[0]
    key = (system, "offer", answer.remote_id, "")
    remote_ids.put(desk, placing.now, key, Ref(offer_id, offer_id, raw))
    if answer.alias is not None and answer.alias != answer.remote_id:
        alias = (system, "alias", answer.alias, "")
        remote_ids.put(desk, placing.now, alias, Ref(offer_id, offer_id, None))
    doubts: tuple[Doubt, ...] = ()
    if named is None:
        text = f"The answer with the number {answer.remote_id} was taken to be this offer's."
        doubts = (Doubt("id", text),)
    fresh = placing.flag(offer_id, doubts)
    return Done(f"offer {offer_id} has the number {answer.remote_id}", offer_id, offer_id, True,
                fresh)  # fmt: skip


_WAITING = (
    "SELECT offer_id FROM remote_refs WHERE system = ? AND kind = 'request'"
    " AND offer_id IS NOT NULL AND raw IS NOT NULL AND NOT EXISTS (SELECT 1"
    " FROM remote_refs AS own WHERE own.offer_id = remote_refs.offer_id"
    " AND own.kind = 'offer' AND +own.system = ?) ORDER BY id"
)
