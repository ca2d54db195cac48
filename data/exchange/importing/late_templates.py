"""Letter templates that offers name before they are here: filled in later, or given up."""

import re
from collections.abc import Iterator, Mapping

from data.exchange.importing import record_merging, waiting_flags
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.record_merging import Merged

_KEYS = ("templateid", "template")
_WAITING = (
    "SELECT offers.id, raw FROM kept_records JOIN offers ON offers.id = kept_records.offer_id"
    " WHERE kept_records.kind = 'offer' AND +system = ? AND offers.template_id IS NULL"
    " AND instr(raw, 'emplate') > 0"
)
_VERSIONS = "UPDATE versions SET template_id = ? WHERE offer_id = ? AND template_id IS NULL"
_OFFER = "UPDATE offers SET template_id = ? WHERE id = ?"
_MISSING = (
    "SELECT id, offer_id FROM flags WHERE offer_id = ? AND field = 'template' AND kind = 'reading'"
    " AND settled_at IS NULL AND text LIKE 'The letter template % is not here.'"
)


def link(context: ImportContext) -> None:
    """Give the templates that came in to the offers whose records name them, all in one search.

    What a person changed stays.
    """
    refs = {one: context.store.find("template", one) for one in context.templates}
    came = {one: ref.local_id for one, ref in refs.items() if ref is not None and ref.local_id}
    for offer_id, template_id in list(_named(context, came)) if came else ():
        if not _is_touched(context, offer_id):
            context.unit.desk.execute(_VERSIONS, (template_id, offer_id))
            context.unit.desk.execute(_OFFER, (template_id, offer_id))
            _remove_flag(context, offer_id)
    context.templates.clear()
    context.finish_batch()


def _named(context: ImportContext, came: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """The offers that wait for one of these templates, and which it is."""
    numbers = re.compile("|".join(map(re.escape, came)))
    for offer_id, raw in context.unit.desk.execute(_WAITING, (context.system.name,)):
        if numbers.search(raw):
            named = context.system.understand(record_merging.load(raw)).template
            if named is not None and named[0] in came:
                yield offer_id, came[named[0]]


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
    desk = context.unit.desk
    waiting_flags.remove(desk, desk.execute(_MISSING, (offer_id,)).fetchall())


def _is_touched(context: ImportContext, offer_id: int) -> bool:
    offers = context.unit.offers
    return offers.is_touched(offers.there(offer_id))
