"""Versions that find their offer later: what became deprecated joins the offer that followed it."""

from data.exchange.importing import record_merging
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_rows import OfferRow
from data.exchange.importing.new_offers import NewOffers
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.version_chains import VersionChains
from data.exchange.parsed_offer import ParsedOffer, Record
from data.offers import offer_deletion

_WORKED_ON = (
    "SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = ?"
    " AND kind NOT IN ('imported', 'settled')"
)


class Rejoining:
    """Moves versions to the offer they belong to."""

    def __init__(self, context: ImportContext, chains: VersionChains, new: NewOffers) -> None:
        self._context = context
        self._chains = chains
        self._new = new

    def follow(self, offer: OfferRow, before: ParsedOffer, after: ParsedOffer) -> int | None:
        """A version that became deprecated joins the offer which its successor began.

        Gives that offer; None when there is none or a person worked on the one that would go.
        """
        if not after.is_superseded or before.is_superseded:
            return None
        target = self._chains.offer_for(
            offer.application_id, after.identity, superseded=True, but=offer.id
        )
        if target is None or self._is_worked_on(offer.id):
            return None
        if any(version.number <= offer.last_number for version in target.versions):
            return None
        self._move(offer.id, target.id)
        return target.id

    def _move(self, offer_id: int, target: int) -> None:
        """Place the offer's versions anew, among those of the target; all that came goes along."""
        store, system = self._context.store, self._context.system
        refs = list(store.of_offer(offer_id).items())
        with self._context.written():
            offer_deletion.delete(offer_id, self._context.actor)
        records = [record_merging.load(ref.raw) for key, ref in refs if key[0] == "version"]
        for record in sorted(records, key=self._version, reverse=True):
            self._new.add(system.understand(record), record)
        for key, ref in refs:
            if key[0] not in ("version", "offer"):
                store.put(key, Ref(target, target, ref.raw))

    def _version(self, record: Record) -> int:
        return self._context.system.identify(record).version or 1

    def _is_worked_on(self, offer_id: int) -> bool:
        """Whether a person ever changed the offer here: it is never removed then."""
        return bool(self._context.unit.desk.execute(_WORKED_ON, (offer_id,)).fetchone())
