"""Deletions that came before the offer that they are about."""

from data.exchange.importing import deletions, record_merging, remote_ids
from data.exchange.importing.rejoining import Following
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_records import Deletion


def keep(placing: Following, remote_id: str, scope: str) -> None:
    """Remember that the deletion kept under this key waits for its offer."""
    key = (placing.system.name, "waiting", remote_id, scope)
    remote_ids.put(placing.desk, placing.now, key, Ref(0, None, None))


def settle(placing: Following) -> None:
    """Carry out what waited for an offer that is here now."""
    desk, system = placing.desk, placing.system
    rows = desk.execute(_WAITING, (system.name,)).fetchall()
    for remote_id, scope, raw in rows:
        record = record_merging.load(raw)
        kind = system.recognise(record)
        for part in system.news(kind, record).parts if kind else ():
            if isinstance(part, Deletion):
                done = deletions.deleted(placing, part)
                if done.offer_id is not None:
                    key = (system.name, "came", remote_id, scope)
                    remote_ids.put(desk, placing.now, key, Ref(done.offer_id, done.offer_id, raw))
                    remote_ids.forget(desk, (system.name, "waiting", remote_id, scope))


_WAITING = (
    "SELECT waits.remote_id, waits.scope, came.raw FROM remote_refs AS waits"
    " JOIN remote_refs AS came ON came.system = waits.system AND came.kind = 'came'"
    " AND came.remote_id = waits.remote_id AND came.scope = waits.scope"
    " WHERE waits.system = ? AND waits.kind = 'waiting' AND came.raw IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM remote_refs AS own WHERE own.system = waits.system"
    " AND own.kind = 'offer' AND own.remote_id = waits.remote_id)"
)
