"""Letter templates that offers name before they are here: filled in later, or given up."""

from data.exchange.importing import record_merging
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.record_merging import Merged

_KEYS = ("templateid", "template")
_WAITING = (
    "SELECT offers.id, raw FROM kept_records JOIN offers ON offers.id = kept_records.offer_id"
    " WHERE kept_records.kind = 'offer' AND +system = ? AND offers.template_id IS NULL"
    " AND instr(raw, ?) > 0 AND instr(raw, 'emplate') > 0"
)
_VERSIONS = "UPDATE versions SET template_id = ? WHERE offer_id = ? AND template_id IS NULL"
_OFFER = "UPDATE offers SET template_id = ? WHERE id = ?"
_MISSING = (
    "SELECT id FROM flags WHERE offer_id = ? AND field = 'template' AND kind = 'reading'"
    " AND settled_at IS NULL AND text LIKE 'The letter template % is not here.'"
)
_COUNTED = "UPDATE offers SET flags = flags - 1 WHERE id = ?"
_REMOVED = "DELETE FROM flags WHERE id = ?"


def link(context: ImportContext, remote_id: str, template_id: int) -> None:
    """Give the template to the offers whose records name it; what a person changed stays."""
    desk, system = context.unit.desk, context.system
    context.unit.flush()
    for offer_id, raw in desk.execute(_WAITING, (system.name, remote_id)).fetchall():
        named = system.understand(record_merging.load(raw)).template
        if named is None or named[0] != remote_id or _is_touched(context, offer_id):
            continue
        desk.execute(_VERSIONS, (template_id, offer_id))
        desk.execute(_OFFER, (template_id, offer_id))
        _remove_flag(context, offer_id)
    context.finish_batch()


def give_up(context: ImportContext, offer_id: int) -> bool:
    """The offer's record names no template any more; False when it named none."""
    store, system = context.store, context.system
    for _, ref in list(store.kinds_of(offer_id, "offer")):
        known = record_merging.load(ref.raw)
        if ref.raw is None or system.understand(known).template is None:
            continue
        cleared = {key: None for key in known if key.lower().replace("_", "") in _KEYS}
        identity = system.identify(known)
        record = Merged({**known, **cleared}, store.stated_at(identity), False)
        store.keep_copy(identity, ref, known, record)
        store.remember_outdated(identity, offer_id, known)
        _remove_flag(context, offer_id)
        return True
    return False


def _remove_flag(context: ImportContext, offer_id: int) -> None:
    """What was said of the template that is missing is so no more."""
    for (flag_id,) in context.unit.desk.execute(_MISSING, (offer_id,)).fetchall():
        context.unit.desk.execute(_COUNTED, (offer_id,))
        context.unit.desk.execute(_REMOVED, (flag_id,))


def _is_touched(context: ImportContext, offer_id: int) -> bool:
    offers = context.unit.offers
    return offers.is_touched(offers.there(offer_id))
