"""What is remembered of records: their copies, what was read before, what waits for a decision."""

from data.exchange.importing import record_merging, remote_ids
from data.exchange.importing.record_merging import Merged
from data.exchange.importing.rejoining import Following
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Identity, Record
from data.offers import offers
from data.values import exact_json


class Remembering(Following):
    """Keeps copies and memories of one system's offers in the running transaction."""

    def _keep_copy(self, identity: Identity, ref: Ref, merged: Merged) -> None:
        """Keep the merged record as the copy, and when its keys were said."""
        offer_id = int(ref.offer_id or 0)
        self._read(identity, offer_id, record_merging.load(ref.raw), merged.record)
        kept = ref._replace(raw=_dump(merged.record))
        remote_ids.put(self._desk, self._now, self._key(identity), kept)
        if merged.said or self._said(identity):
            key = (self._system.name, "said", identity.remote_id, _of(identity))
            remote_ids.put(self._desk, self._now, key, Ref(offer_id, offer_id, _dump(merged.said)))

    def _said(self, identity: Identity) -> dict[str, str]:
        """When each key was said that is older than its copy."""
        ref = remote_ids.find(
            self._desk, self._system.name, "said", identity.remote_id, _of(identity)
        )
        return record_merging.load(ref.raw) if ref else {}

    def _read(self, identity: Identity, offer_id: int, record: Record, copy: Record) -> None:
        """Remember a record that is not the copy itself; moments of change tell by themselves."""
        if record_merging.are_dated(self._system, record, copy) or _dump(record) == _dump(copy):
            return
        key = self._read_key(identity, record)
        remote_ids.put(self._desk, self._now, key, Ref(offer_id, offer_id, None))

    def _was_read(self, identity: Identity, record: Record) -> bool:
        return remote_ids.find(self._desk, *self._read_key(identity, record)) is not None

    def _read_key(self, identity: Identity, record: Record) -> tuple[str, str, str, str]:
        scope = f"{_of(identity)} {record_merging.digest(record)}"
        return self._system.name, "read", identity.remote_id, scope

    def _put_key(self, identity: Identity) -> tuple[str, str, str, str]:
        return self._system.name, "put", identity.remote_id, identity.scope

    def _is_put(self, identity: Identity) -> bool:
        return (
            identity.kind == "version"
            and remote_ids.find(self._desk, *self._put_key(identity)) is not None
        )

    def _is_gone(self, identity: Identity) -> bool:
        """Whether the other system deleted the offer: no record of it brings it back to life."""
        scope = identity.application or "" if identity.kind == "version" else ""
        gone = remote_ids.find(self._desk, self._system.name, "gone", identity.remote_id, scope)
        return gone is not None

    # ------------------------------------------------------------ changed on both sides

    def _conflict(self) -> str:
        title = self._system.title
        return f"Changed in {title}, and changed here: kept as it is here."

    def _theirs_key(self, identity: Identity) -> tuple[str, str, str, str]:
        return self._system.name, "theirs", identity.remote_id, identity.scope

    def _forget_theirs(self, identity: Identity) -> None:
        """Both sides agree, or theirs was taken: nothing waits any more."""
        if self._has_theirs():
            remote_ids.forget(self._desk, self._theirs_key(identity))

    def _has_theirs(self) -> bool:
        sql = "SELECT 1 FROM remote_refs WHERE system = ? AND kind = 'theirs' LIMIT 1"
        return self._desk.execute(sql, (self._system.name,)).fetchone() is not None

    def _theirs(self, offer_id: int) -> list[tuple[Identity, Record]]:
        """Their records that wait for a decision about the offer."""
        rows = self._desk.execute(
            "SELECT raw FROM remote_refs WHERE offer_id = ? AND kind = 'theirs' AND +system = ?"
            " ORDER BY id",
            (offer_id, self._system.name),
        ).fetchall()
        records = [record_merging.load(raw) for (raw,) in rows]
        return [(self._system.identify(record), record) for record in records if record]

    def _settle_conflict(self, offer_id: int) -> None:
        rows = self._desk.execute(
            "SELECT id FROM flags WHERE offer_id = ? AND field = 'offer' AND text = ?"
            " AND settled_at IS NULL",
            (offer_id, self._conflict()),
        ).fetchall()
        for (flag_id,) in rows:
            offers.settle_flag(flag_id, self._actor)


def _of(identity: Identity) -> str:
    """What a memory is about."""
    return f"{identity.kind} {identity.scope}".strip()


def _dump(met: object) -> str:
    return exact_json.dump_json(met)
