"""What leaves as JSON text: offers in a system's form, and records that are kept as they came."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from data.exchange import registry
from data.exchange.exporting import approvals_out, kept_records
from data.exchange.exporting.exported_records import Copy, OfferOut
from data.exchange.exporting.snapshot import Snapshot
from data.exchange.record_writer import RecordWriter
from data.values import exact_json

if TYPE_CHECKING:
    from data.filters.nodes import Node

_TOGETHER = 200
"""Kept records that are written together."""
_WHOLE = 250
"""Offers that are looked at whole together."""
_SIGNS = 1 << 20
"""Signs of text after which records are written."""


class Texts(NamedTuple):
    """Records as JSON text, of so many offers."""

    offers: int
    texts: list[str]


def of_offers(
    snapshot: Snapshot, system: RecordWriter, *, as_came: bool, asked: tuple[Node, ...] = ()
) -> Iterator[Texts]:
    """The offers in a system's form, batch by batch; of their records those that are asked for.

    `as_came`: what they were put together from goes out besides, so these copies do not.
    """
    for found in _of_offers(snapshot, system, as_came=as_came):
        if asked:
            from data.exchange.exporting import record_filter

            texts = list(record_filter.passing(snapshot.desk, system, asked, found.texts))
            yield Texts(found.offers, texts)
        else:
            yield found


def _of_offers(snapshot: Snapshot, system: RecordWriter, *, as_came: bool) -> Iterator[Texts]:
    if system.by_application:
        snapshot.by_application(system.name)
    for ids in snapshot.id_batches():
        some: list[str] = []
        signs = 0
        for text in _texts(snapshot, system, ids, as_came):
            some.append(text)
            signs += len(text)
            if signs > _SIGNS:
                yield Texts(0, some)
                some, signs = [], 0
        yield Texts(len(ids), some)


def _texts(
    snapshot: Snapshot, system: RecordWriter, ids: tuple[int, ...], as_came: bool
) -> Iterator[str]:
    """What nobody touched since it came goes out as it is kept, without being looked at."""
    kept_ids = snapshot.kept(ids, system.name)
    touched = snapshot.touched(ids, system.follows) if kept_ids else {}
    looked_at = [one for one in ids if one in touched or one not in kept_ids]
    offers = _read_offers(snapshot, system, looked_at, touched)
    copies = snapshot.copies(ids, system) if kept_ids else iter(())
    for offer_id in ids:
        known = next(copies)[1] if offer_id in kept_ids else []
        is_looked_at = offer_id in touched or offer_id not in kept_ids
        whole = next(offers) if is_looked_at else None
        if whole is not None:
            yield from _written(system, whole, known)
        else:
            yield from (copy.text for copy in known if not (as_came and copy.was_put))


def _read_offers(
    snapshot: Snapshot, system: RecordWriter, ids: list[int], touched: dict[int, frozenset[str]]
) -> Iterator[OfferOut | None]:
    """These offers with everything that the form writes, in their order."""
    for start in range(0, len(ids), _WHOLE):
        some = tuple(ids[start : start + _WHOLE])
        found = snapshot.offer_reader.read(
            some, system.name, touched, with_fields=system.has_fields
        )
        yield from (found.get(number) for number in some)


def _written(system: RecordWriter, offer: OfferOut, copies: list[Copy]) -> Iterator[str]:
    for record in system.records(offer, copies):
        yield record if isinstance(record, str) else exact_json.dump_loaded(record)


def of_kept(snapshot: Snapshot, system: RecordWriter, word: str) -> Iterator[Texts]:
    """The records that are kept as they came, of one kind or of all."""
    found = kept_records.records(
        snapshot.desk,
        system.name,
        word,
        registry.record_words(),
        of_wanted=not snapshot.is_everything,
    )
    changed = approvals_out.changed(snapshot.desk, system) if system.approvals else {}
    some: list[str] = []
    for text in chain(found, _fresh_approvals(snapshot, system, word)):
        some.append(changed.get(text, text))
        if len(some) == _TOGETHER:
            yield Texts(0, some)
            some = []
    yield Texts(0, some)


def _fresh_approvals(snapshot: Snapshot, system: RecordWriter, word: str) -> Iterator[str]:
    """Approvals that were asked here, where they are records of their own."""
    if system.approvals is None or word not in (kept_records.ALL, approvals_out.WORD):
        return
    yield from map(exact_json.dump_loaded, approvals_out.fresh(snapshot, system))
