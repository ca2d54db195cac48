"""Deletions received before the offer they refer to."""

import json

from data.exchange.importing import deletions
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_tables import PENDING, RECEIVED
from data.exchange.parsed_records import Deletion
from data.values import clock, dates


def keep(context: ImportContext, deletion: Deletion, scope: str) -> None:
    """Remember that the deletion, whose record is kept under this scope, waits for its offer."""
    at = clock.stamp(deletion.at) if deletion.at else None
    details = json.dumps([deletion.scope, deletion.version, at])
    context.store.put((PENDING, deletion.remote_id, scope), Ref(0, None, details))


def apply_pending(context: ImportContext) -> None:
    """Carry out what waited for an offer that is here now."""
    rows = context.unit.desk.execute(_WAITING, (context.system.name,)).fetchall()
    for remote_id, scope, raw, application, version, deleted_at in rows:
        at = dates.read_moment(deleted_at) if deleted_at else None
        deletion = Deletion("offer", remote_id, application, version, at)
        done = deletions.deleted(context, deletion)
        if done.offer_id is not None:
            kept = Ref(done.offer_id, done.offer_id, raw)
            context.store.put((RECEIVED, remote_id, scope), kept)
            context.store.forget((PENDING, remote_id, scope))


_WAITING = (
    "SELECT kept.remote_id, kept.kind || ' ' || digest, raw, application, version, deleted_at"
    " FROM pending_deletions CROSS JOIN kept_records AS kept ON kept.id = record_id"
    " WHERE kept.system = ? AND EXISTS (SELECT 1 FROM remote_ids AS own WHERE own.kind = 'offer'"
    " AND own.remote_id = kept.remote_id AND own.system = kept.system)"
)
