"""What was deleted in the other system: nothing here goes with it (docs/domain.md, *Deleting*)."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.exchange.importing import offer_rows, remote_ids
from data.exchange.importing.rejoining import Following
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Doubt
from data.exchange.parsed_records import Deletion
from data.values import clock, dates
from data.values.status import LIVE, Status


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a part of a record, in words, and which offer and row it is about."""

    text: str
    offer_id: int | None = None
    local_id: int = 0
    changed: bool = False
    flags: tuple[Doubt, ...] = ()


def deleted(placing: Following, deletion: Deletion) -> Done:
    """The other system deleted something: flagged, and a live offer is withdrawn."""
    when = f" on {dates.show(deletion.at.date())}" if deletion.at else ""
    said = f"deleted in {placing.system.title}{when}"
    if deletion.what == "offer":
        return _offer(placing, deletion, said)
    word = f"the {deletion.what} {deletion.remote_id}"
    known = remote_ids.find(placing.desk, placing.system.name, deletion.what, deletion.remote_id)
    if known is None or not known.local_id:
        return Done(f"{word} was {said}; it is not here")
    offers = _offers_of(placing, deletion.what, known.local_id)
    text = f"The {deletion.what} was {said}: kept here."
    fresh = _flag_all(placing, offers, Doubt(f"{deletion.what}_id", text))
    return Done(f"{word} was {said}: kept here", None, known.local_id, bool(fresh), fresh)


def _offer(placing: Following, deletion: Deletion, said: str) -> Done:
    known = remote_ids.find(
        placing.desk, placing.system.name, "offer", deletion.remote_id, deletion.scope
    )
    if known is None or known.offer_id is None:
        return Done(f"offer {deletion.remote_id} was {said}; it waits for that offer")
    offer_id = known.offer_id
    status, number, superseded = placing.desk.execute(
        "SELECT status, version, superseded FROM offers WHERE id = ?", (offer_id,)
    ).fetchone()
    former = _former_version(placing, deletion, offer_id, number)
    if former is not None:
        what, ends = f"Version {former} was {said}", "kept here"
    elif superseded or status not in LIVE:
        what, ends = f"The offer was {said}", f"kept here, {status}"
    elif placing.is_touched(offer_id):
        what, ends = f"The offer was {said}, and changed here", "kept as it is here"
    else:
        _withdraw(placing, offer_id, status, number, deletion, said)
        what, ends = f"The offer was {said}", "kept here as withdrawn"
    if former is None:
        key = (placing.system.name, "gone", deletion.remote_id, deletion.scope)
        remote_ids.put(placing.desk, placing.now, key, Ref(offer_id, offer_id, None))
    fresh = placing.flag(offer_id, [Doubt("id", f"{what}: {ends}.")])
    return Done(f"offer {offer_id}: {said}, {ends}", offer_id, offer_id, True, fresh)


def _former_version(
    placing: Following, deletion: Deletion, offer_id: int, current: int
) -> int | None:
    """The number of the version that is meant, when it is not the current one."""
    if deletion.version is None:
        return None
    scope = f"{deletion.scope}/{deletion.version}"
    known = remote_ids.find(placing.desk, placing.system.name, "version", deletion.remote_id, scope)
    if known is None or known.offer_id != offer_id:
        return None
    row = placing.desk.execute(
        "SELECT number FROM versions WHERE id = ?", (known.local_id,)
    ).fetchone()
    return None if row is None or row[0] == current else int(row[0])


def _withdraw(
    placing: Following, offer_id: int, status: str, number: int, deletion: Deletion, said: str
) -> None:
    at = clock.stamp(deletion.at) if deletion.at else placing.now
    placing.desk.execute(
        "UPDATE offers SET status = ?, resolved_at = ?, updated_at = ? WHERE id = ?",
        (str(Status.WITHDRAWN), at, placing.now, offer_id),
    )
    offer_rows.event(
        placing.desk, offer_id, placing.actor.user_id, placing.now, str(Status.WITHDRAWN),
        number, said, status,
    )  # fmt: skip


def _offers_of(placing: Following, what: str, local_id: int) -> list[int]:
    """The offers of an application, a candidate or a job."""
    rows = placing.desk.execute(_OFFERS[what], (local_id,))
    return [row[0] for row in rows]


def _flag_all(placing: Following, offers: Iterable[int], doubt: Doubt) -> tuple[Doubt, ...]:
    return tuple(fresh for offer_id in offers for fresh in placing.flag(offer_id, [doubt]))


_OFFERS = {
    "application": "SELECT id FROM offers WHERE application_id = ?",
    "candidate": "SELECT id FROM offers WHERE candidate_id = ?",
    "job": "SELECT id FROM offers WHERE job_id = ?",
}
