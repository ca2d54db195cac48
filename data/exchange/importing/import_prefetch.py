"""Reads what a batch of records names, a kind of thing in one query."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.named_rows import Seat
from data.exchange.importing.remote_tables import CONFLICT
from data.exchange.parsed_offer import Identity, ParsedOffer

_MEMORIES = ("stated", "read", "assembled", CONFLICT, "deleted", "offer", "alias")


def load_copies(context: ImportContext, identities: Sequence[Identity]) -> None:
    """The copies of these records."""
    by_kind: dict[str, list[str]] = {}
    for one in identities:
        by_kind.setdefault(one.kind, []).append(one.remote_id)
    for kind, remote_ids in by_kind.items():
        context.store.load((kind,), remote_ids)


def load_known(context: ImportContext, identities: Sequence[Identity], offers: list[int]) -> None:
    """What is remembered of records that are here, and their offers with all details."""
    context.store.load(_MEMORIES, (one.remote_id for one in identities))
    context.unit.offers.load_details(offers)
    context.store.load_offers(offers)
    rows = [context.unit.offers.get(offer_id) for offer_id in offers]
    context.unit.applications.load(row.application_id for row in rows if row is not None)


def load_named(context: ImportContext, parsed: Sequence[ParsedOffer]) -> None:
    """The jobs, candidates, applications and openings that these records name."""
    store, unit = context.store, context.unit
    identities = [one.identity for one in parsed]
    store.load(_MEMORIES, (one.remote_id for one in identities))
    store.load(("alias", "offer"), (one.alias for one in identities if one.alias is not None))
    jobs = [one.job.remote_id for one in parsed if one.job is not None]
    jobs += [one.job.alias for one in parsed if one.job is not None and one.job.alias]
    candidates = [one.candidate.remote_id for one in parsed if one.candidate is not None]
    applications = [one.application for one in identities if one.application is not None]
    openings = [one.opening for one in parsed if one.opening is not None]
    applications += [one.application for one in openings if one.application is not None]
    store.load(("user",), (one.created_by for one in parsed if one.created_by is not None))
    numbers = context.references.numbers
    for kind, table, remote_ids in (
        ("job", unit.jobs, jobs),
        ("candidate", unit.candidates, candidates),
        ("application", unit.applications, applications),
        ("opening", unit.openings, [one.remote_id for one in openings if one.remote_id]),
    ):
        store.load((kind,), remote_ids)
        known = [(one, store.find(kind, one)) for one in dict.fromkeys(remote_ids)]
        table.load(ref.local_id for _, ref in known if ref is not None)
        numbers.load(kind, (one for one, ref in known if ref is None))
    numbers.load("offer", (one.remote_id for one in identities))
    _load_offers(context, applications)
    context.references.named.load_emails(_emails(context, parsed))
    context.references.named.load_seats(_seats(context, parsed))


def _load_offers(context: ImportContext, applications: Iterable[str]) -> None:
    """The offers of the applications that are here, with what refers to them."""
    refs = (context.store.find("application", one) for one in applications)
    rows = (context.unit.applications.get(ref.local_id) for ref in refs if ref is not None)
    ids = list(dict.fromkeys(row.id for row in rows if row is not None))
    context.unit.offers.load_applications(ids)
    offers = chain.from_iterable(map(context.unit.offers.of_application, ids))
    context.store.load_offers(offer.id for offer in offers)


def _emails(context: ImportContext, parsed: Iterable[ParsedOffer]) -> Iterator[str]:
    """Of candidates who are known by their address alone and were not here yet."""
    named = (one.candidate for one in parsed if one.candidate and one.candidate.is_named)
    for person in named:
        if person.email and context.store.find("candidate", person.remote_id) is None:
            yield person.email


def _seats(context: ImportContext, parsed: Iterable[ParsedOffer]) -> Iterable[Seat]:
    for one in parsed:
        if one.opening is not None and one.job is not None and one.opening.opening_id:
            ref = context.store.find("job", one.job.remote_id)
            if ref is not None:
                yield ref.local_id, one.opening.opening_id
