"""In which tables references stand, and as which columns: rows out of keys, and keys out of rows.

A key is a kind, a remote id and a scope (`remote_ids` says which there are). One reference may
stand in two tables: what a row of ours is called, and the record that is kept of it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from data.exchange.importing.remote_ids import Ref
from data.storage.bulk_insert import delete_rows, insert_rows
from data.storage.models import (
    ImportConflict,
    ImportMemory,
    KeptRecord,
    RemoteId,
    Table,
)

Key = tuple[str, str, str]
"""Kind, remote id and scope."""
Row = tuple[Any, ...]
NOUNS = ("offer", "version", "application", "candidate", "job", "opening", "user", "template",
         "field", "option")  # fmt: skip
"""What a reference belongs to; a column of the tables is called so, with `_id` behind."""
CALLED = {
    "offer": "offer", "alias": "offer", "application": "application", "candidate": "candidate",
    "job": "job", "opening": "opening", "user": "user", "template": "template",
    "definition": "field", "field": "field", "option": "option",
}  # fmt: skip
"""Kinds that are names of rows here, by the row's noun."""
_COPIES = {
    **CALLED,
    "version": "version",
    "request": "offer",
    "department": "",
    "location": "",
    "posting": "job",
    "reason": "",
    "rejection": "application",
    "approval": "version",
    "job-approval": "",
    "approver-group": "",
    "approver": "",
    "list": "",
}
"""Kinds of which records are kept, by the noun of the row."""
_FACTS = {"read": "", "stated": "", "mentioned": "", "assembled": "version", "deleted": "offer",
          "field": "field"}  # fmt: skip
"""Kinds that are memories, by the kind of record that they are about, if it is always the same."""
RECEIVED, PENDING, CONFLICT = "received", "pending", "conflict"


class Stored(NamedTuple):
    """A row of one of the tables as a reference."""

    key: Key
    ref: Ref


def _linked(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{name}_id" for name in names)


_ID_LINKS = _linked(name for name in NOUNS if name != "version")
_RECORD_LINKS = _linked(name for name in NOUNS if name != "option")
_MEMORY_LINKS = _linked(name for name in NOUNS if name not in ("version", "option"))
_IDS = ("system", "kind", "remote_id", "scope", "read_at", *_ID_LINKS)
_RECORDS = ("system", "kind", "remote_id", "scope", "digest", "raw", "read_at", *_RECORD_LINKS)
_MEMORIES = ("system", "fact", "kind", "remote_id", "scope", "digest", "details", "read_at",
             *_MEMORY_LINKS)  # fmt: skip
_CONFLICTS = ("system", "remote_id", "scope", "offer_id", "theirs", "read_at")


def _upsert(unique: str, columns: Iterable[str]) -> str:
    changed = (name for name in columns if name not in unique.split(", "))
    return f"ON CONFLICT ({unique}) DO UPDATE SET " + ", ".join(
        f"{name} = excluded.{name}" for name in changed
    )


_ID_KEY = "kind, remote_id, system, scope"
_RECORD_KEY = f"{_ID_KEY}, digest"
_MEMORY_KEY = "remote_id, fact, kind, system, scope, digest"
_CONFLICT_KEY = "remote_id, system, scope"
_WRITTEN: tuple[tuple[type[Table], tuple[str, ...], str], ...] = (
    (RemoteId, _IDS, _upsert(_ID_KEY, _IDS)),
    (KeptRecord, _RECORDS, _upsert(_RECORD_KEY, _RECORDS)),
    (ImportMemory, _MEMORIES, _upsert(_MEMORY_KEY, _MEMORIES)),
    (ImportConflict, _CONFLICTS, _upsert(_CONFLICT_KEY, _CONFLICTS)),
)

# ---------------------------------------------------------------- rows out of references


def split_read(scope: str) -> tuple[str, str, str]:
    """Kind, scope and digest of what was read, out of one text."""
    kind, _, rest = scope.partition(" ")
    inner, _, digest = rest.rpartition(" ")
    return kind, inner, digest


def _record_place(key: Key) -> tuple[str, str, str, str]:
    """Kind, remote id, scope and digest of a kept record."""
    kind, remote_id, scope = key
    if kind == RECEIVED:
        form, _, digest = scope.partition(" ")
        return form, remote_id, "", digest
    return kind, remote_id, scope, ""


def _memory_place(key: Key) -> tuple[str, str, str, str, str]:
    """Fact, kind, remote id, scope and digest of a memory."""
    fact, remote_id, scope = key
    if fact == "read":
        kind, inner, digest = split_read(scope)
        return fact, kind, remote_id, inner, digest
    if fact == "stated":
        kind, _, inner = scope.partition(" ")
        return fact, kind, remote_id, inner, ""
    if fact == "mentioned":
        return fact, scope, remote_id, "", ""
    return ("type" if fact == "field" else fact), _FACTS[fact], remote_id, scope, ""


def _links(columns: tuple[str, ...], noun: str, ref: Ref) -> Iterator[int | None]:
    """The number of each linked row, None for what the reference does not belong to."""
    linked = {**dict(ref.also), "offer_id": ref.offer_id}
    if noun and noun != "offer":
        linked[f"{noun}_id"] = ref.local_id or None
    return map(linked.get, columns)


class Batch:
    """What is written of one system's references at once."""

    def __init__(self, system: str, now: str) -> None:
        self._system = system
        self._now = now
        self._rows: tuple[list[Row], ...] = ([], [], [], [])
        self._gone: list[Key] = []
        self._unkept: list[Row] = []
        self._pending: list[Row] = []

    def put(self, key: Key, ref: Ref, *, has_record: bool) -> None:
        """Note a reference; `has_record`: a record is kept of it in the file."""
        kind = key[0]
        ids, records, memories, conflicts = self._rows
        if kind in CALLED and ref.local_id:
            links = _links(_ID_LINKS, CALLED[kind], ref)
            ids.append((self._system, *key, self._now, *links))
        if kind == PENDING:
            self._pending.append(self._pending_row(key, ref))
        elif kind == CONFLICT:
            conflicts.append((self._system, *key[1:], ref.offer_id, ref.raw, self._now))
        elif kind in _FACTS:
            if kind != "field" or ref.raw is not None:
                memories.append(self._memory(key, ref))
        elif kind not in CALLED or ref.raw is not None:
            records.append(self._record(key, ref))
        elif has_record:
            self._unkept.append((self._system, *_record_place(key)))

    def forget(self, key: Key) -> None:
        """Note that there is no such reference any more."""
        self._gone.append(key)

    def write(self, desk: sqlite3.Connection) -> None:
        """Write everything."""
        for key in self._gone:
            _delete(desk, self._system, key)
        delete_rows(desk, KeptRecord, self._unkept, _RECORD_PLACE)
        for (model, columns, upsert), rows in zip(_WRITTEN, self._rows, strict=True):
            insert_rows(desk, model, rows, columns, upsert=upsert)
        desk.executemany(_PUT_PENDING, self._pending)

    def _record(self, key: Key, ref: Ref) -> Row:
        kind, remote_id, scope, digest = _record_place(key)
        links = _links(_RECORD_LINKS, _COPIES.get(kind, ""), ref)
        return (self._system, kind, remote_id, scope, digest, ref.raw, self._now, *links)

    def _memory(self, key: Key, ref: Ref) -> Row:
        fact, kind, remote_id, scope, digest = _memory_place(key)
        noun = _COPIES.get(kind, "") if kind != "version" else ""
        links = _links(_MEMORY_LINKS, noun, ref)
        return (self._system, fact, kind, remote_id, scope, digest, ref.raw, self._now, *links)

    def _pending_row(self, key: Key, ref: Ref) -> Row:
        kind, remote_id, _, digest = _record_place((RECEIVED, *key[1:]))
        return (*json.loads(ref.raw or "[]"), self._system, kind, remote_id, digest)


_PUT_PENDING = (
    "INSERT INTO pending_deletions (record_id, application, version, deleted_at)"
    " SELECT id, ?, ?, ? FROM kept_records"
    " WHERE system = ? AND kind = ? AND remote_id = ? AND digest = ? ON CONFLICT DO NOTHING"
)
_ID_PLACE = ("system", "kind", "remote_id", "scope")
_RECORD_PLACE = (*_ID_PLACE, "digest")
_MEMORY_PLACE = ("system", "fact", *_RECORD_PLACE[1:])
_CONFLICT_PLACE = ("system", "remote_id", "scope")


def _delete(desk: sqlite3.Connection, system: str, key: Key) -> None:
    """Remove a reference from the tables in which it may stand."""
    kind = key[0]
    if kind in CALLED:
        delete_rows(desk, RemoteId, [(system, *key)], _ID_PLACE)
    if kind == PENDING:
        desk.execute(_DELETE_PENDING, (system, *_record_place((RECEIVED, *key[1:]))))
    elif kind == CONFLICT:
        delete_rows(desk, ImportConflict, [(system, *key[1:])], _CONFLICT_PLACE)
    elif kind in _FACTS:
        delete_rows(desk, ImportMemory, [(system, *_memory_place(key))], _MEMORY_PLACE)
    else:
        delete_rows(desk, KeptRecord, [(system, *_record_place(key))], _RECORD_PLACE)


# ---------------------------------------------------------------- references out of rows

_ID_SQL = f"SELECT kind, remote_id, scope, coalesce({', '.join(_ID_LINKS)}), offer_id"
_RECORD_LOCAL = "version_id", *(name for name in _RECORD_LINKS if name != "version_id")
_RECORD_SQL = (
    f"SELECT kind, remote_id, scope, digest, raw, coalesce({', '.join(_RECORD_LOCAL)}, 0), offer_id"
)
_MEMORY_SQL = (
    "SELECT fact, kind, remote_id, scope, digest, details,"
    f" coalesce({', '.join(_MEMORY_LINKS)}, 0), offer_id"
)
_CONFLICT_SQL = "SELECT remote_id, scope, offer_id, theirs"
_IN = "IN (SELECT value FROM json_each(?))"


def _ids(rows: Iterable[Row]) -> Iterator[Stored]:
    return (Stored(row[:3], Ref(row[3], row[4], None)) for row in rows)


def _records(rows: Iterable[Row]) -> Iterator[Stored]:
    for kind, remote_id, scope, digest, raw, local_id, offer_id in rows:
        key = (RECEIVED, remote_id, f"{kind} {digest}") if digest else (kind, remote_id, scope)
        yield Stored(key, Ref(local_id, offer_id, raw))


def _memories(rows: Iterable[Row]) -> Iterator[Stored]:
    for fact, kind, remote_id, inner, digest, details, local_id, offer_id in rows:
        scope = inner
        if fact in ("read", "stated", "mentioned"):
            scope = " ".join(filter(None, (kind, inner, digest)))
        key = ("field" if fact == "type" else fact, remote_id, scope)
        yield Stored(key, Ref(local_id, offer_id, details))


def _conflicts(rows: Iterable[Row]) -> Iterator[Stored]:
    for remote_id, scope, offer_id, theirs in rows:
        yield Stored((CONFLICT, remote_id, scope), Ref(offer_id, offer_id, theirs))


def load(
    desk: sqlite3.Connection, system: str, kinds: Iterable[str], remote_ids: Iterable[str]
) -> Iterator[Stored]:
    """All references of these kinds and remote ids, those that name rows of ours first."""
    names, ids = set(kinds), json.dumps(list(remote_ids))
    wanted = (
        (_called, names & CALLED.keys()),
        (_kept, names & _COPIES.keys()),
        (_remembered, names & _FACTS.keys()),
        (_waiting, names & {CONFLICT}),
    )
    for read, some in wanted:
        if some:
            yield from read(desk, system, json.dumps(sorted(some)), ids)


def _called(desk: sqlite3.Connection, system: str, kinds: str, ids: str) -> Iterator[Stored]:
    sql = f"{_ID_SQL} FROM remote_ids WHERE kind {_IN} AND remote_id {_IN} AND system = ?"
    return _ids(desk.execute(sql + " ORDER BY id", (kinds, ids, system)))


def _kept(desk: sqlite3.Connection, system: str, kinds: str, ids: str) -> Iterator[Stored]:
    where = f"WHERE kind {_IN} AND remote_id {_IN} AND system = ? AND digest = '' ORDER BY id"
    return _records(desk.execute(f"{_RECORD_SQL} FROM kept_records {where}", (kinds, ids, system)))


def _remembered(desk: sqlite3.Connection, system: str, kinds: str, ids: str) -> Iterator[Stored]:
    facts = kinds.replace('"field"', '"type"')
    where = f"WHERE remote_id {_IN} AND fact {_IN} AND system = ? ORDER BY id"
    return _memories(
        desk.execute(f"{_MEMORY_SQL} FROM import_memory {where}", (ids, facts, system))
    )


def _waiting(desk: sqlite3.Connection, system: str, _: str, ids: str) -> Iterator[Stored]:
    where = f"WHERE remote_id {_IN} AND system = ? ORDER BY id"
    return _conflicts(desk.execute(f"{_CONFLICT_SQL} FROM import_conflicts {where}", (ids, system)))


def of_offers(desk: sqlite3.Connection, system: str, offers: Iterable[int]) -> Iterator[Stored]:
    """Everything that refers to these offers, each kind in the order in which it came."""
    where = f"WHERE offer_id {_IN} AND +system = ? ORDER BY id"
    bound = (json.dumps(list(offers)), system)
    yield from _ids(desk.execute(f"{_ID_SQL} FROM remote_ids {where}", bound))
    yield from _records(desk.execute(f"{_RECORD_SQL} FROM kept_records {where}", bound))
    yield from _memories(desk.execute(f"{_MEMORY_SQL} FROM import_memory {where}", bound))
    yield from _conflicts(desk.execute(f"{_CONFLICT_SQL} FROM import_conflicts {where}", bound))


def find(desk: sqlite3.Connection, system: str, key: Key) -> Iterator[Ref]:
    """The rows of one key."""
    kind = key[0]
    if kind == PENDING:
        place = (system, *_record_place((RECEIVED, *key[1:])))
        yield from (Ref(0, None, None) for _ in desk.execute(_FIND_PENDING, place))
    elif kind == RECEIVED:
        rows = desk.execute(_FIND_RECORD, (system, *_record_place(key)))
        yield from (one.ref for one in _records(rows))
    elif kind == "read":
        rows = desk.execute(_FIND_MEMORY, (system, *_memory_place(key)))
        yield from (one.ref for one in _memories(rows))
    else:
        found = load(desk, system, (kind,), (key[1],))
        yield from (one.ref for one in found if one.key == key)


_OF_RECORD = "system = ? AND kind = ? AND remote_id = ? AND scope = ? AND digest = ?"
_FIND_RECORD = f"{_RECORD_SQL} FROM kept_records WHERE {_OF_RECORD}"
_FIND_MEMORY = (
    f"{_MEMORY_SQL} FROM import_memory WHERE system = ? AND fact = ? AND kind = ?"
    " AND remote_id = ? AND scope = ? AND digest = ?"
)
_FIND_PENDING = (
    "SELECT 1 FROM pending_deletions JOIN kept_records ON id = record_id"
    " WHERE system = ? AND kind = ? AND remote_id = ? AND scope = ? AND digest = ?"
)
_DELETE_PENDING = (
    "DELETE FROM pending_deletions WHERE record_id IN (SELECT id FROM kept_records"
    " WHERE system = ? AND kind = ? AND remote_id = ? AND scope = ? AND digest = ?)"
)
_ANY = {
    CONFLICT: "SELECT 1 FROM import_conflicts WHERE system = ? LIMIT 1",
    "request": "SELECT 1 FROM kept_records WHERE kind = 'request' AND system = ? LIMIT 1",
}


def has(desk: sqlite3.Connection, system: str, kind: str) -> bool:
    """Whether there is any conflict, or any request."""
    return desk.execute(_ANY[kind], (system,)).fetchone() is not None


def merged(known: Ref | None, ref: Ref) -> Ref:
    """A reference that stands in two tables: what it names, with the record that is kept of it."""
    return ref if known is None else known._replace(raw=known.raw or ref.raw)
