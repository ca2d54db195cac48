"""Records of one offer that do not name it alike: a request without a number and its answer."""

from data.exchange.importing import record_merging
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.record_equality import terms_of
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_store import RemoteStore
from data.exchange.parsed_offer import Identity, Record
from data.exchange.record_reader import RecordReader


def renamed(store: RemoteStore, identity: Identity) -> Identity | None:
    """The identity under which the record's offer is kept already, None when it is not here."""
    known = store.find("alias", identity.remote_id)
    if known is not None:
        return _main(store, known.local_id)
    if identity.alias is None:
        return None
    known = store.find("alias", identity.alias)
    if known is not None:
        return _main(store, known.local_id)
    if store.find(identity.kind, identity.alias, identity.scope) is not None:
        return identity._replace(remote_id=identity.alias)
    return None


def _main(store: RemoteStore, offer_id: int) -> Identity | None:
    for kind in ("offer", "request"):
        for key, ref in store.kinds_of(offer_id, kind):
            if ref.raw is not None:
                return Identity(kind, key[1])
    return None


def call(store: RemoteStore, identity: Identity, offer_id: int) -> None:
    """Remember a further number of an offer."""
    if identity.alias is not None:
        store.put(("alias", identity.alias, ""), Ref(offer_id, offer_id, None))


def asked(context: ImportContext, application_id: int, record: Record) -> Ref | None:
    """The offer that a create request made and that this record may be: its first copy."""
    if not context.store.has("request"):
        return None
    for ref in _lacking(context, application_id, "request", "offer"):
        if agrees(context.system, record_merging.load(ref.raw), record):
            return Ref(int(ref.offer_id or 0), ref.offer_id, ref.raw)
    return None


def answered(context: ImportContext, application_id: int, request: Record) -> int | None:
    """The offer with a number that may have come from this request and has none yet."""
    for ref in _lacking(context, application_id, "offer", "request"):
        if agrees(context.system, request, record_merging.load(ref.raw)):
            return ref.offer_id
    return None


def _lacking(context: ImportContext, application_id: int, kind: str, other: str) -> list[Ref]:
    """The copies of one kind of the application's offers that have none of the other kind."""
    store = context.store
    return [
        ref
        for offer in context.unit.offers.of_application(application_id)
        if not any(store.kinds_of(offer.id, other))
        for _, ref in store.kinds_of(offer.id, kind)
        if ref.raw is not None
    ]


def agrees(system: RecordReader, request: Record, record: Record) -> bool:
    """Whether nothing that both say about the terms differs."""
    spelled = system.spelled(record, request)
    both = {key: value for key, value in spelled.items() if key in record}
    stated = system.understand({**record, **both})
    return terms_of(stated) == terms_of(system.understand(record))
