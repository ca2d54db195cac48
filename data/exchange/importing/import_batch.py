"""One batch of one system's records: taken in as objects, written together.

What the file refuses is rare, and being ready for it takes a fifth of the time: it ends the import
(Unforeseen), which begins anew and carefully. Then a batch is taken back as a whole and its halves
come in by themselves, down to the one record that cannot be stored.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from data.exchange.importing import import_prefetch
from data.exchange.importing.import_result import ImportResult
from data.exchange.importing.record_batches import Entry
from data.exchange.importing.remote_store import key_of
from data.exchange.importing.system_import import SystemImport
from data.exchange.importing.unit_of_work import HalfWritten
from data.exchange.parsed_offer import ParsedOffer
from data.exchange.record_kinds import Rank
from data.exchange.record_reader import Refused
from data.storage import connection
from data.values import exact_json

Answer = tuple[Entry, ImportResult | Refused]
TOGETHER = 1_000
"""Records that are written together, at most."""
_NOT_STORED = (sqlite3.IntegrityError, sqlite3.DataError, OverflowError, HalfWritten)


class Unforeseen(Exception):
    """A batch could not be written: the file has to be read carefully."""


def bring_in(way: SystemImport, entries: Sequence[Entry]) -> Iterator[Answer]:
    """Take in the records of one system; what became of each, in their order.

    Raises Unforeseen, unless the import is careful.
    """
    for some in _together(entries):
        if way.is_careful or len(some) == 1:
            yield from _careful(way, some)
        else:
            yield from _batch(way, some)


def _together(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """What was done with offers is carried out in the file, each for itself."""
    start = 0
    for place, entry in enumerate(entries):
        if place - start >= TOGETHER:
            yield entries[start:place]
            start = place
        if entry.kind.rank is Rank.ACTION or entry.kind.is_alone:
            if place > start:
                yield entries[start:place]
            yield (entry,)
            start = place + 1
    if start < len(entries):
        yield entries[start:]


def _batch(way: SystemImport, entries: Sequence[Entry]) -> list[Answer]:
    try:
        return _written(way, entries)
    except _NOT_STORED:
        raise Unforeseen from None


def _written(way: SystemImport, entries: Sequence[Entry]) -> list[Answer]:
    _prefetch(way, entries)
    answers = [(entry, _one(way, entry)) for entry in entries]
    way.importer.finish_batch()
    return answers


def _careful(way: SystemImport, entries: Sequence[Entry]) -> Iterator[Answer]:
    desk, context = way.unit.desk, way.importer.context
    pending = set(way.unit.offers.pending)
    desk.execute("SAVEPOINT batch")
    try:
        answers = _written(way, entries)
    except _NOT_STORED as error:
        desk.execute("ROLLBACK TO batch")
        desk.execute("RELEASE batch")
        connection.renew()
        way.unit.offers.pending = pending
        context.taken_back()
        yield from _halves(way, entries, error)
        return
    desk.execute("RELEASE batch")
    yield from answers


def _halves(way: SystemImport, entries: Sequence[Entry], error: Exception) -> Iterator[Answer]:
    if len(entries) > 1:
        middle = len(entries) // 2
        yield from _careful(way, entries[:middle])
        yield from _careful(way, entries[middle:])
    elif isinstance(error, HalfWritten) and isinstance(error.__context__, Refused):
        yield entries[0], error.__context__
    else:
        yield entries[0], Refused("", f"cannot be stored: {error}.")


def _one(way: SystemImport, entry: Entry) -> ImportResult | Refused:
    """One record; what is refused leaves no trace. Raises HalfWritten."""
    context = way.importer.context
    context.mark()
    try:
        return way.bring_in(entry)
    except Refused as error:
        context.drop()
        return error


def _prefetch(way: SystemImport, entries: Sequence[Entry]) -> None:
    """Read what the offers among the records name."""
    context, identities = way.importer.context, [e.identity for e in entries if e.identity]
    if not identities:
        return
    import_prefetch.load_copies(context, identities)
    known, offers, parsed = [], [], []
    for entry in entries:
        if entry.identity is None:
            continue
        entry.raw = entry.raw or exact_json.dump_loaded(entry.record)
        ref = context.store.find(*key_of(entry.identity))
        if ref is None or ref.offer_id is None:
            parsed += _understood(way, entry)
        elif ref.raw != entry.raw:
            known.append(entry.identity)
            offers.append(ref.offer_id)
            parsed += _understood(way, entry)
    if known:
        import_prefetch.load_known(context, known, list(dict.fromkeys(offers)))
    if parsed:
        import_prefetch.load_named(context, parsed)
        way.importer.elsewhere.load(parsed)


def _understood(way: SystemImport, entry: Entry) -> list[ParsedOffer]:
    """What a record says; nothing when it does not say it as it should."""
    try:
        entry.parsed = entry.parsed or way.system.understand(entry.record)
    except Refused:
        return []
    return [entry.parsed]
