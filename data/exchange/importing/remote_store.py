"""What is known of another system's records: ids, kept copies, what was read, what waits.

One system's references (`refs`) in memory: each is read once, in bulk for what a batch names, and
written with the batch.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from data.exchange.importing import record_merging, remote_tables
from data.exchange.importing.record_merging import Merged
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_tables import CALLED, CONFLICT, Batch, Key, Stored
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.parsed_offer import Identity, Record
from data.exchange.record_reader import RecordReader
from data.values import exact_json


class RemoteStore:
    """The references of one system, read once and written with the batch."""

    def __init__(self, unit: UnitOfWork, system: RecordReader, now: str) -> None:
        self._unit = unit
        self._desk = unit.desk
        self._system = system
        self._now = now
        self._has: dict[str, bool] = {}
        self._journal: list[tuple[Key, Ref | None]] = []
        self.changes = 0
        """How often a reference was put or forgotten."""
        self.forget_all()
        unit.later.append(self.flush)

    def forget_all(self) -> None:
        """Forget every reference: what is in the file counts."""
        self._refs: dict[Key, Ref | None] = {}
        self._recorded: set[Key] = set()
        self._whole = defaultdict[str, set[str]](set)
        self._changed: dict[Key, None] = {}
        self._of_offer: dict[int, dict[Key, Ref]] = {}
        self._put_for: dict[int, list[Key]] = {}
        self._read_ids: set[str] = set()
        self._has = {}
        self._journal = []

    # ------------------------------------------------------------ references

    def load(self, kinds: Iterable[str], remote_ids: Iterable[str]) -> None:
        """Read all references of these kinds and remote ids, a table in one query."""
        whole = {kind: self._whole[kind] for kind in kinds}
        wanted = set(remote_ids)
        ids = set[str]().union(*(wanted - known for known in whole.values()))
        if not ids:
            return
        self._note(remote_tables.load(self._desk, self._system.name, whole, ids))
        for known in whole.values():
            known |= ids

    def _note(self, stored: Iterable[Stored]) -> list[Key]:
        """Remember what the file says, unless something newer is known; gives the keys."""
        found: dict[Key, Ref] = {}
        for key, ref in stored:
            found[key] = remote_tables.merged(found.get(key), ref)
        for key, ref in found.items():
            self._refs.setdefault(key, ref)
            if key[0] == "read":
                self._read_ids.add(key[1])
            self._note_record(key, ref)
        return list(found)

    def _note_record(self, key: Key, ref: Ref) -> None:
        """Remember whether the file has a record of what the key names."""
        if key[0] in CALLED and ref.raw is not None:
            self._recorded.add(key)
        else:
            self._recorded.discard(key)

    def find(self, kind: str, remote_id: str, scope: str = "") -> Ref | None:
        """The reference to a remote record, None when there is none."""
        key = (kind, remote_id, scope)
        if key not in self._refs and remote_id not in self._whole[kind]:
            stored = remote_tables.find(self._desk, self._system.name, key)
            self._note(Stored(key, ref) for ref in stored)
            self._refs.setdefault(key, None)
        return self._refs.get(key)

    def put(self, key: Key, ref: Ref) -> None:
        """Store a reference over what was there."""
        self._set(key, ref)
        self._has[key[0]] = True
        if key[0] == "read":
            self._read_ids.add(key[1])

    def forget(self, key: Key) -> None:
        """Remove a reference."""
        if self.find(*key) is not None:
            self._set(key, None)
            self._has.pop(key[0], None)

    def has(self, kind: str) -> bool:
        """Whether there is any reference of the kind."""
        if kind not in self._has:
            there = (key for key in self._changed if key[0] == kind and self._refs[key])
            is_stored = remote_tables.has(self._desk, self._system.name, kind)
            self._has[kind] = is_stored or any(True for _ in there)
        return self._has[kind]

    def of_offer(self, offer_id: int) -> dict[Key, Ref]:
        """The references about an offer, in the order in which they came."""
        if offer_id not in self._of_offer:
            self.load_offers((offer_id,))
        return self._of_offer[offer_id]

    def load_offers(self, ids: Iterable[int]) -> None:
        """Read the references about offers, in one query."""
        wanted = [one for one in ids if one not in self._of_offer]
        if not wanted:
            return
        self._of_offer.update((one, {}) for one in wanted)
        stored = remote_tables.of_offers(self._desk, self._system.name, wanted)
        for key in self._note(stored):
            known = self._refs[key]
            if known is not None and known.offer_id in self._of_offer:
                self._of_offer[known.offer_id][key] = known
        for offer_id in wanted:
            for key in self._put_for.get(offer_id, ()):
                known = self._refs.get(key)
                if known is not None and known.offer_id == offer_id:
                    self._of_offer[offer_id][key] = known

    def begin_offer(self, offer_id: int) -> None:
        """The offer is new: nothing refers to it."""
        self._of_offer[offer_id] = {}

    def kinds_of(self, offer_id: int, kind: str) -> Iterator[tuple[Key, Ref]]:
        """The references of one kind about an offer."""
        return ((key, ref) for key, ref in self.of_offer(offer_id).items() if key[0] == kind)

    def _set(self, key: Key, ref: Ref | None) -> None:
        before = self._refs[key] if key in self._refs else self.find(*key)
        self.changes += 1
        self._journal.append((key, before))
        self._changed[key] = None
        self._place(key, before, ref)

    def _place(self, key: Key, before: Ref | None, ref: Ref | None) -> None:
        self._refs[key] = ref
        last = None if before is None else before.offer_id
        if last is not None and (ref is None or ref.offer_id != last):
            self._of_offer.get(last, {}).pop(key, None)
        if ref is None or ref.offer_id is None:
            return
        if ref.offer_id in self._of_offer:
            self._of_offer[ref.offer_id][key] = ref
        else:
            self._put_for.setdefault(ref.offer_id, []).append(key)

    # ------------------------------------------------------------ one record, many records

    def mark(self) -> None:
        """From here on, everything belongs to the next record."""
        if self._journal:
            self._journal = []

    def drop(self) -> None:
        """Take back what the last record did."""
        while self._journal:
            key, before = self._journal.pop()
            self._place(key, self._refs.get(key), before)
        self._has = {}

    def flush(self) -> None:
        """Write what changed."""
        batch = Batch(self._system.name, self._now)
        for key in self._changed:
            ref = self._refs[key]
            if ref is None:
                batch.forget(key)
            else:
                batch.put(key, ref, has_record=key in self._recorded)
                self._note_record(key, ref)
        batch.write(self._desk)
        self._changed, self._journal = {}, []

    # ------------------------------------------------------------ copies of offers

    def keep_copy(self, identity: Identity, ref: Ref, known: Record, merged: Merged) -> None:
        """Keep the merged record as the copy in place of the known one, and when it was stated."""
        offer_id = int(ref.offer_id or 0)
        is_dated = record_merging.are_dated(self._system, known, merged.record)
        if not is_dated and ref.raw != merged.raw:
            self.remember_outdated(identity, offer_id, known)
        self.put(key_of(identity), ref._replace(raw=merged.raw))
        if merged.stated_at or self.stated_at(identity):
            raw = exact_json.dump_loaded(merged.stated_at)
            key = ("stated", identity.remote_id, _scope(identity))
            self.put(key, Ref(offer_id, offer_id, raw))

    def stated_at(self, identity: Identity) -> dict[str, str]:
        """When each key was stated that is older than its copy."""
        ref = self.find("stated", identity.remote_id, _scope(identity))
        return record_merging.load(ref.raw) if ref else {}

    def remember_read(
        self, identity: Identity, offer_id: int, record: Record, copy: Record
    ) -> None:
        """Remember a record that is not the copy itself; moments of change tell by themselves."""
        if record_merging.are_dated(self._system, record, copy):
            return
        if exact_json.dump_loaded(record) != exact_json.dump_loaded(copy):
            self.remember_outdated(identity, offer_id, record)

    def remember_outdated(self, identity: Identity, offer_id: int, record: Record) -> None:
        """Remember a record of which something was taken back here, whatever its moments say."""
        self.put(_read_key(identity, record), Ref(offer_id, offer_id, None))

    def was_read(self, identity: Identity, record: Record) -> bool:
        """Whether exactly this record was read before."""
        is_known = identity.remote_id in self._whole["read"]
        if is_known and identity.remote_id not in self._read_ids:
            return False
        return self.find(*_read_key(identity, record)) is not None

    def mark_put(self, identity: Identity, offer_id: int) -> None:
        """The copy was put together from records in other forms."""
        self.put(_put_key(identity), Ref(offer_id, offer_id, None))

    def is_put(self, identity: Identity) -> bool:
        """Whether the copy was put together from records in other forms."""
        return identity.kind == "version" and self.find(*_put_key(identity)) is not None

    def forget_put(self, identity: Identity) -> None:
        """The record itself came."""
        self.forget(_put_key(identity))

    def is_gone(self, identity: Identity) -> bool:
        """Whether the other system deleted the offer: no record of it brings it back to life."""
        scope = identity.application or "" if identity.kind == "version" else ""
        return self.find("deleted", identity.remote_id, scope) is not None

    # ------------------------------------------------------------ changed on both sides

    def put_theirs(self, identity: Identity, offer_id: int, record: Record) -> None:
        """Their record waits beside ours for a decision."""
        self.put(_theirs_key(identity), Ref(offer_id, offer_id, exact_json.dump_loaded(record)))

    def forget_theirs(self, identity: Identity) -> None:
        """Both sides agree, or theirs was taken: nothing waits any more."""
        if self.has(CONFLICT):
            self.forget(_theirs_key(identity))

    def theirs(self, offer_id: int) -> list[tuple[Identity, Record]]:
        """Their records that wait for a decision about the offer."""
        records = [record_merging.load(ref.raw) for _, ref in self.kinds_of(offer_id, CONFLICT)]
        return [(self._system.identify(record), record) for record in records if record]


def key_of(identity: Identity) -> Key:
    """Where the copy of a record is kept."""
    return identity.kind, identity.remote_id, identity.scope


def _scope(identity: Identity) -> str:
    """What a memory is about."""
    return f"{identity.kind} {identity.scope}".strip()


def _read_key(identity: Identity, record: Record) -> Key:
    return "read", identity.remote_id, f"{_scope(identity)} {record_merging.digest(record)}"


def _put_key(identity: Identity) -> Key:
    return "assembled", identity.remote_id, identity.scope


def _theirs_key(identity: Identity) -> Key:
    return CONFLICT, identity.remote_id, identity.scope
