"""Deletions received before the offer they refer to."""

from data.exchange.importing import deletions, record_merging
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_records import Deletion


def keep(context: ImportContext, remote_id: str, scope: str) -> None:
    """Remember that the deletion kept under this key waits for its offer."""
    context.store.put(("waiting", remote_id, scope), Ref(0, None, None))


def apply_pending(context: ImportContext) -> None:
    """Carry out what waited for an offer that is here now."""
    system = context.system
    for remote_id, scope, raw in context.unit.desk.execute(_WAITING, (system.name,)).fetchall():
        record = record_merging.load(raw)
        kind = system.recognise(record)
        for part in system.understand_other(kind, record).parts if kind else ():
            if isinstance(part, Deletion):
                done = deletions.deleted(context, part)
                if done.offer_id is not None:
                    kept = Ref(done.offer_id, done.offer_id, raw)
                    context.store.put(("came", remote_id, scope), kept)
                    context.store.forget(("waiting", remote_id, scope))


_WAITING = (
    "SELECT waits.remote_id, waits.scope, came.raw FROM remote_refs AS waits"
    " JOIN remote_refs AS came ON came.system = waits.system AND came.kind = 'came'"
    " AND came.remote_id = waits.remote_id AND came.scope = waits.scope"
    " WHERE waits.system = ? AND waits.kind = 'waiting' AND came.raw IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM remote_refs AS own WHERE own.system = waits.system"
    " AND own.kind = 'offer' AND own.remote_id = waits.remote_id)"
)
