"""What is known of another system's records: ids, kept copies, what was read, what waits.

One system's references (`refs`) in memory: each is read once, in bulk for what a batch names, and
written with the batch.
"""

import json
from collections.abc import Iterable, Iterator

from data.exchange.importing import record_merging
from data.exchange.importing.record_merging import Merged
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.parsed_offer import Identity, Record
from data.exchange.record_reader import RecordReader
from data.storage.bulk_insert import insert_rows
from data.storage.models import RemoteRef
from data.values import exact_json

Key = tuple[str, str, str]
"""Kind, remote id and scope."""
_COLUMNS = ("system", "kind", "remote_id", "scope", "local_id", "offer_id", "raw", "read_at")
_OVER = (
    "ON CONFLICT (system, kind, remote_id, scope) DO UPDATE SET local_id = excluded.local_id,"
    " offer_id = excluded.offer_id, raw = excluded.raw, read_at = excluded.read_at"
)
_MANY = (
    "SELECT kind, remote_id, scope, local_id, offer_id, raw FROM remote_refs WHERE system = ?"
    " AND kind IN (SELECT value FROM json_each(?))"
    " AND remote_id IN (SELECT value FROM json_each(?)) ORDER BY id"
)
_ONE = (
    "SELECT local_id, offer_id, raw FROM remote_refs"
    " WHERE system = ? AND kind = ? AND remote_id = ? AND scope = ?"
)
_OF_OFFER = (
    "SELECT offer_id, kind, remote_id, scope, local_id, offer_id, raw FROM remote_refs"
    " WHERE offer_id IN (SELECT value FROM json_each(?)) AND +system = ? ORDER BY id"
)
_FORGET = "DELETE FROM remote_refs WHERE system = ? AND kind = ? AND remote_id = ? AND scope = ?"
_HAS = "SELECT 1 FROM remote_refs WHERE system = ? AND kind = ? LIMIT 1"


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
        self._whole: set[tuple[str, str]] = set()
        self._changed: dict[Key, None] = {}
        self._of_offer: dict[int, dict[Key, Ref]] = {}
        self._put_for: dict[int, list[Key]] = {}
        self._read_ids: set[str] = set()
        self._has = {}
        self._journal = []

    # ------------------------------------------------------------ references

    def load(self, kinds: Iterable[str], remote_ids: Iterable[str]) -> None:
        """Read all references of these kinds and remote ids in one query."""
        names, whole = list(kinds), self._whole
        ids = [
            one
            for one in dict.fromkeys(remote_ids)
            if not all((kind, one) in whole for kind in names)
        ]
        if not ids:
            return
        bound = (self._system.name, json.dumps(names), json.dumps(ids))
        for kind, remote_id, scope, *ref in self._desk.execute(_MANY, bound):
            if kind == "read":
                self._read_ids.add(remote_id)
            self._refs.setdefault((kind, remote_id, scope), Ref(*ref))
        self._whole.update((kind, remote_id) for kind in names for remote_id in ids)

    def find(self, kind: str, remote_id: str, scope: str = "") -> Ref | None:
        """The reference to a remote record, None when there is none."""
        key = (kind, remote_id, scope)
        if key in self._refs:
            return self._refs[key]
        found = None
        if (kind, remote_id) not in self._whole:
            row = self._desk.execute(_ONE, (self._system.name, *key)).fetchone()
            found = None if row is None else Ref(*row)
            self._refs[key] = found
        return found

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
            row = self._desk.execute(_HAS, (self._system.name, kind)).fetchone()
            there = (key for key in self._changed if key[0] == kind and self._refs[key])
            self._has[kind] = row is not None or any(True for _ in there)
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
        bound = (json.dumps(wanted), self._system.name)
        for offer_id, kind, remote_id, scope, *ref in self._desk.execute(_OF_OFFER, bound):
            key = (kind, remote_id, scope)
            known = self._refs.setdefault(key, Ref(*ref))
            if known is not None and known.offer_id == offer_id:
                self._of_offer[offer_id][key] = known
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
        system, gone = self._system.name, []
        rows = []
        for key in self._changed:
            ref = self._refs[key]
            if ref is None:
                gone.append((system, *key))
            else:
                rows.append((system, *key, *ref, self._now))
        self._desk.executemany(_FORGET, gone)
        insert_rows(self._desk, RemoteRef, rows, _COLUMNS, upsert=_OVER)
        self._changed, self._journal = {}, []

    # ------------------------------------------------------------ copies of offers

    def keep_copy(self, identity: Identity, ref: Ref, known: Record, merged: Merged) -> None:
        """Keep the merged record as the copy in place of the known one, and when it was stated."""
        offer_id = int(ref.offer_id or 0)
        self.remember_read(identity, offer_id, known, merged.record)
        self.put(key_of(identity), ref._replace(raw=merged.raw))
        if merged.stated_at or self.stated_at(identity):
            raw = exact_json.dump_loaded(merged.stated_at)
            key = ("said", identity.remote_id, _scope(identity))
            self.put(key, Ref(offer_id, offer_id, raw))

    def stated_at(self, identity: Identity) -> dict[str, str]:
        """When each key was stated that is older than its copy."""
        ref = self.find("said", identity.remote_id, _scope(identity))
        return record_merging.load(ref.raw) if ref else {}

    def remember_read(
        self, identity: Identity, offer_id: int, record: Record, copy: Record
    ) -> None:
        """Remember a record that is not the copy itself; moments of change tell by themselves."""
        if record_merging.are_dated(self._system, record, copy):
            return
        if exact_json.dump_loaded(record) != exact_json.dump_loaded(copy):
            self.put(_read_key(identity, record), Ref(offer_id, offer_id, None))

    def was_read(self, identity: Identity, record: Record) -> bool:
        """Whether exactly this record was read before."""
        is_known = ("read", identity.remote_id) in self._whole
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
        return self.find("gone", identity.remote_id, scope) is not None

    # ------------------------------------------------------------ changed on both sides

    def put_theirs(self, identity: Identity, offer_id: int, record: Record) -> None:
        """Their record waits beside ours for a decision."""
        self.put(_theirs_key(identity), Ref(offer_id, offer_id, exact_json.dump_loaded(record)))

    def forget_theirs(self, identity: Identity) -> None:
        """Both sides agree, or theirs was taken: nothing waits any more."""
        if self.has("theirs"):
            self.forget(_theirs_key(identity))

    def theirs(self, offer_id: int) -> list[tuple[Identity, Record]]:
        """Their records that wait for a decision about the offer."""
        records = [record_merging.load(ref.raw) for _, ref in self.kinds_of(offer_id, "theirs")]
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
    return "put", identity.remote_id, identity.scope


def _theirs_key(identity: Identity) -> Key:
    return "theirs", identity.remote_id, identity.scope
