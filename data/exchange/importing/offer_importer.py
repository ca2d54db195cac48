"""Records into the desk: a new one becomes an offer, a known one is compared with its kept copy."""

from data.exchange.import_report import Outcome
from data.exchange.importing import (
    approval_rounds,
    approvals_linked,
    late_templates,
    matching,
    pending_deletions,
    record_merging,
)
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import ImportResult
from data.exchange.importing.known_elsewhere import KnownElsewhere
from data.exchange.importing.known_offers import KnownOffers
from data.exchange.importing.new_offers import NewOffers
from data.exchange.importing.record_merging import Merged
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_store import key_of
from data.exchange.importing.remote_tables import CONFLICT
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.importing.version_chains import VersionChains
from data.exchange.parsed_offer import Identity, ParsedOffer, Record
from data.exchange.record_reader import RecordReader
from data.offers import flags
from data.records.user_records import Actor
from data.values import exact_json


class OfferImporter:
    """Brings one system's offers in, one after the other, and writes them batch by batch."""

    def __init__(
        self,
        unit: UnitOfWork,
        system: RecordReader,
        actor: Actor,
        *,
        prefer_theirs: bool = False,
        known: str = "",
    ) -> None:
        self.context = ImportContext(unit, system, actor)
        self._store = self.context.store
        self._chains = VersionChains(unit, self._store)
        self._new = NewOffers(self.context, self._chains)
        self._known = KnownOffers(
            self.context, self._chains, self._new, prefer_theirs=prefer_theirs
        )
        self.elsewhere = KnownElsewhere(self.context, known)

    def bring_in(
        self,
        record: Record,
        *,
        raw: str = "",
        parsed: ParsedOffer | None = None,
        is_put: bool = False,
    ) -> ImportResult:
        """Take in a record, or compare it with the copy that is kept; raises Refused.

        `raw` and `parsed` are the record as JSON and what it says, if known already. `is_put`: it
        was put together from a record in another form.
        """
        system = self.context.system
        self.context.approvals.has_offers = True
        identity = parsed.identity if parsed else system.identify(record)
        raw = raw or exact_json.dump_json(record)
        ref = self._store.find(*key_of(identity))
        if ref is not None and ref.offer_id is not None:
            return self._known.compare(identity, ref, record, raw, parsed=parsed, is_put=is_put)
        parsed = parsed or system.understand(record)
        if identity.kind != "version":
            joined = self._joined(identity, parsed, record, raw)
            joined = joined or self.elsewhere.take(parsed, raw)
            if joined is not None:
                return joined
        placed = self._new.add(parsed, record, raw)
        if is_put:
            self._store.mark_put(identity, placed.offer_id or 0)
        return placed

    def finish_batch(self) -> None:
        """Write what came in, and which superseded versions have no follower, if there are many."""
        self.context.finish_batch()
        self._put_approvals()
        self._chains.settle_many()

    def finish(self) -> None:
        """What only the end of a file shows: since when versions are superseded, what waited."""
        self.context.finish_batch()
        self._put_approvals()
        self._chains.finish()
        self.context.references.remove_left()
        late_templates.link(self.context)
        approvals_linked.link(self.context)
        self.context.mark()
        pending_deletions.apply_pending(self.context)
        self.context.finish_batch()
        self.context.arrange_fields()

    def _put_approvals(self) -> None:
        """Write what the offers of a batch say of their approvals."""
        stated = self.context.approvals.stated
        if stated:
            self.context.approvals.forget()
            approval_rounds.put(self.context, stated, is_whole=False)
            self.context.finish_batch()

    # ------------------------------------------------------------ decisions

    def take(self, offer_id: int) -> None:
        """Take what the other system says about an offer that was changed on both sides."""
        for identity, record in self._store.theirs(offer_id):
            ref = self._store.find(*key_of(identity))
            if ref is not None and ref.offer_id is not None:
                merged = Merged(record, self._store.stated_at(identity), False)
                self._known.take(identity, ref, merged)
            self._store.forget((CONFLICT, identity.remote_id, identity.scope))
        self._settle_conflict(offer_id)
        self._chains.finish()

    def keep(self, offer_id: int) -> None:
        """Keep an offer as it is here; what the other system says is known from now on."""
        for identity, record in self._store.theirs(offer_id):
            ref = self._store.find(*key_of(identity))
            if ref is not None:
                merged = Merged(record, self._store.stated_at(identity), False)
                self._store.keep_copy(identity, ref, record_merging.load(ref.raw), merged)
            self._store.forget((CONFLICT, identity.remote_id, identity.scope))
        self._settle_conflict(offer_id)

    def _settle_conflict(self, offer_id: int) -> None:
        with self.context.written():
            flags.settle_conflicts(offer_id, self.context.system.title, self.context.actor)

    # ------------------------------------------------------------ known under another name

    def _joined(
        self, identity: Identity, parsed: ParsedOffer, record: Record, raw: str
    ) -> ImportResult | None:
        """The record of an offer that is here under another number, or as a request only."""
        known = matching.renamed(self._store, identity)
        if known is not None:
            ref = self._store.find(*key_of(known))
            return self._known.compare(known, ref, record, raw) if ref else None
        application_id = self.context.references.known_application(parsed)
        if application_id is None:
            return None
        if identity.kind == "request":
            return self._answered(identity, application_id, record, raw)
        asked = matching.asked(self.context, application_id, record)
        if asked is None:
            return None
        self._store.put(key_of(identity), asked)
        matching.call(self._store, identity, asked.local_id)
        placed = self._known.compare(identity, asked, record, raw)
        text = f"offer {asked.local_id}, which its create request had made"
        return placed._replace(outcome=Outcome.CHANGED, text=text)

    def _answered(
        self, identity: Identity, application_id: int, record: Record, raw: str
    ) -> ImportResult | None:
        """The request that made an offer which is here already."""
        answered = matching.answered(self.context, application_id, record)
        if answered is None:
            return None
        self._store.put(key_of(identity), Ref(answered, answered, raw))
        return ImportResult(Outcome.SAME, answered, f"the request that made offer {answered}")
