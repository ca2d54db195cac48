"""Flags of an offer: what in an imported record contradicts itself, until a person settles it."""

from data.errors import NotFound
from data.people import users
from data.records.offer_records import FlagKind, FlagRecord
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Flag
from data.storage.prepared import Read, bound
from data.values import clock


def settle_flag(flag_id: int, actor: Actor | None = None) -> None:
    """A person has looked at the flag and is done with it; raises NotFound."""
    actor = actor or users.current()
    with transaction():
        flag = Flag.get_or_none(Flag.id == flag_id)
        if flag is None or flag.settled_at is not None:
            raise NotFound("The flag is settled already.")
        Flag.update(settled_at=clock.stamp(), settled_by=actor.user_id).where(
            Flag.id == flag_id
        ).execute()
        events.record(events.OFFER, flag.offer_id, "settled", actor, text=flag.text)


def flags_of(offer_id: int) -> tuple[FlagRecord, ...]:
    """The flags of an offer that wait for a person."""
    return tuple(
        FlagRecord(
            row.id,
            row.field,
            row.text,
            row.source,
            clock.moment(row.created_at),
            FlagKind(row.kind),
        )
        for row in _FLAGS.rows(offer=offer_id)
    )


_FLAGS = Read(
    Flag,
    lambda: (
        Flag.select()
        .where((Flag.offer == bound("offer")) & Flag.settled_at.is_null())
        .order_by(Flag.id)
    ),
)


def settle_conflicts(offer_id: int, source: str, actor: Actor | None = None) -> None:
    """A person has decided about an offer that was changed here and in this system."""
    for flag in flags_of(offer_id):
        if flag.kind is FlagKind.CONFLICT and flag.source == source:
            settle_flag(flag.id, actor)
