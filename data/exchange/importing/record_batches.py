"""Records of a file in batches, in an order in which names are known before they are needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.exchange.parsed_offer import Identity, ParsedOffer, Record
from data.exchange.record_kinds import Kind, Rank
from data.exchange.record_reader import RecordReader

Key = tuple[str, str, str]

RECORDS = 1_000
"""Records of a batch, at most."""
SIGNS = 4_000_000
"""Signs of text in a batch, at most; a longer record is a batch of its own."""
_HELD = 20_000
_HELD_SIGNS = 16_000_000
"""So many actions on offers, and characters of them, wait for the end of their file at most."""


@dataclass(slots=True)
class Entry:
    """A record that was recognised: where it is in its file, what it is, how many signs it has.

    `identity` is there for offers only. `raw` (its own copy) and `parsed` (what it says) are
    filled in when they are first asked for.
    """

    position: int
    record: Record
    system: RecordReader
    kind: Kind
    size: int
    identity: Identity | None = None
    raw: str = ""
    parsed: ParsedOffer | None = None

    @property
    def key(self) -> Key:
        """Kind, remote id and scope of an offer's copy."""
        identity = self.identity
        return (identity.kind, identity.remote_id, identity.scope) if identity else ("", "", "")


def batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The records in batches, each in its order; what was done with offers comes last of all."""
    batch: list[Entry] = []
    held: list[Entry] = []
    signs = held_signs = 0
    for entry in entries:
        if entry.kind.rank is Rank.ACTION and held_signs < _HELD_SIGNS and len(held) < _HELD:
            held.append(entry)
            held_signs += entry.size
            continue
        batch.append(entry)
        signs += entry.size
        if len(batch) >= RECORDS or signs >= SIGNS:
            yield sorted(batch, key=_order)
            batch, signs = [], 0
    yield sorted(batch, key=_order)
    yield sorted(held, key=_order)


def _order(entry: Entry) -> tuple[str, Rank, str, int, str, int]:
    """By system and kind; versions by application, number and creation, others as they come."""
    identity = entry.identity
    rank, system = entry.kind.rank, entry.system.name
    if identity is None or identity.version is None:
        return system, rank, "", 0, "", entry.position
    created = str(entry.record.get("created_at") or "")
    return system, rank, identity.application or "", identity.version, created, entry.position
