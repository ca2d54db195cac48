"""Records of offers that are here already: compared with the copy that is kept, changes taken over.

What changed in the other system is taken; what was changed here too waits for a person, unless
`prefer_theirs` says otherwise.
"""

from data.exchange.import_report import Outcome
from data.exchange.importing import record_merging
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import ImportResult, repeat
from data.exchange.importing.import_rows import OfferRow
from data.exchange.importing.new_offers import NewOffers, ResolvedOffer
from data.exchange.importing.offer_columns import term_columns
from data.exchange.importing.record_equality import Change, current_says
from data.exchange.importing.record_merging import Merged
from data.exchange.importing.rejoining import Rejoining
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_store import key_of
from data.exchange.importing.version_chains import VersionChains
from data.exchange.parsed_offer import Identity, ImportFlag, ParsedOffer, Record
from data.records.approval_records import STATE_WORDS
from data.records.offer_records import FlagKind
from data.values import clock
from data.values.status import LIVE

OLDER = "an older copy: nothing was changed"
ERASED = "the candidate was erased here: nothing was taken in"


class KnownOffers:
    """Compares records with the kept copies, and takes over what changed."""

    def __init__(
        self, context: ImportContext, chains: VersionChains, new: NewOffers, *, prefer_theirs: bool
    ) -> None:
        self._context = context
        self._store = context.store
        self._chains = chains
        self._new = new
        self._rejoining = Rejoining(context, chains, new)
        self._prefer_theirs = prefer_theirs

    def compare(
        self,
        identity: Identity,
        ref: Ref,
        record: Record,
        raw: str,
        *,
        parsed: ParsedOffer | None = None,
        is_put: bool = False,
    ) -> ImportResult:
        """Take over what the record says that its copy does not; raises Refused.

        `parsed` is what the record says, if that is known.
        """
        offer_id = int(ref.offer_id or 0)
        if raw == ref.raw:
            self._store.forget_theirs(identity)
            return repeat(offer_id)
        if ref.raw is None:
            return ImportResult(Outcome.SAME, offer_id, ERASED)
        known, came = record_merging.load(ref.raw), record
        record = self._context.system.spelled(known, record)
        # Equal records may still be spelled otherwise: 1 and 1.0, or other keys first.
        is_copy = record == known and record_merging.digest(record) == record_merging.digest(known)
        if is_copy or self._store.was_read(identity, record):
            return repeat(offer_id)
        put = not is_put and self._store.is_put(identity)
        stated_at = self._store.stated_at(identity)
        merged = record_merging.merge(self._context.system, known, stated_at, record, put=put)
        if put:
            self._store.forget_put(identity)
        is_whole = merged.came_whole(came, raw)
        placed = self._merged(identity, ref, known, merged, parsed if is_whole else None)
        if not is_whole:
            offer_id = placed.offer_id or offer_id
            self._store.remember_read(identity, offer_id, record, merged.record)
        return placed

    def _merged(
        self,
        identity: Identity,
        ref: Ref,
        known: Record,
        merged: Merged,
        after: ParsedOffer | None,
    ) -> ImportResult:
        understand, offer_id = self._context.system.understand, int(ref.offer_id or 0)
        if merged.raw == ref.raw:
            is_older = merged.is_older
            return ImportResult(Outcome.SAME, offer_id, OLDER) if is_older else repeat(offer_id)
        change = Change(understand(known), after or understand(merged.record))
        offer = self._context.unit.offers.there(offer_id)
        if self._prefer_theirs or change.is_none or not self.is_touched(offer):
            return self._take(identity, ref, known, change, merged)
        found = self._new.look_up(change.after)
        if not current_says(self._context, offer, found, change.after):
            return self._keep_ours(identity, offer, merged)
        self._store.keep_copy(identity, ref, known, merged)
        return ImportResult(Outcome.SAME, offer_id, "the same as was changed here")

    def is_touched(self, offer: OfferRow) -> bool:
        """Whether a person changed the offer here since the other system's record was taken."""
        return self._context.unit.offers.is_touched(offer)

    def _keep_ours(self, identity: Identity, offer: OfferRow, merged: Merged) -> ImportResult:
        """Changed on both sides: their record waits beside ours for a person to decide."""
        title = self._context.system.title
        text = f"Changed in {title}, and changed here: kept as it is here."
        self._store.put_theirs(identity, offer.id, merged.record)
        fresh = self._context.flag(offer, None, [ImportFlag("offer", text, FlagKind.CONFLICT)])
        return ImportResult(Outcome.SAME, offer.id, text, fresh)

    # ------------------------------------------------------------ taking over

    def take(self, identity: Identity, ref: Ref, merged: Merged) -> ImportResult:
        """Take over what the record says."""
        understand, known = self._context.system.understand, record_merging.load(ref.raw)
        change = Change(understand(known), understand(merged.record))
        return self._take(identity, ref, known, change, merged)

    def _take(
        self, identity: Identity, ref: Ref, known: Record, change: Change, merged: Merged
    ) -> ImportResult:
        offer_id = int(ref.offer_id or 0)
        changes = self._context.changes
        found = self._new.look_up(change.after)
        filled = self._context.changes > changes
        self._store.keep_copy(identity, ref, known, merged)
        self._store.forget_theirs(identity)
        offer = self._context.unit.offers.change(self._context.unit.offers.there(offer_id))
        last = offer.last_number
        text = self._take_over(identity, ref, change, found, offer)
        approved = self._take_approval(offer, change, is_made=offer.last_number != last)
        text = text or approved
        fresh = self._context.flag(offer, None, found.flags)
        if not text and not filled:
            return repeat(offer_id, fresh)
        joined_id = self._rejoining.follow(offer, change.before, change.after)
        text = text or "names and places were filled in"
        if joined_id is not None:
            text = f"{text}; it is a version of offer {joined_id} now"
        return ImportResult(Outcome.CHANGED, joined_id or offer_id, text, fresh)

    def _take_over(
        self,
        identity: Identity,
        ref: Ref,
        change: Change,
        found: ResolvedOffer,
        offer: OfferRow,
    ) -> str:
        """Take what changed into the offer; gives what was done in words, empty for nothing."""
        title, before, after = self._context.system.title, change.before, change.after
        if change.is_none:
            self._new.settle(offer, found.created_at)
            return ""
        current, number = offer.current.number, self._number(identity, ref, offer)
        if number != current:
            text = f"Changed in {title} after it was superseded: the version stays as it was."
            self._context.flag(offer, number, [ImportFlag("version", text)])
            return text
        added = self._tell_earlier(offer, change)
        made = self._changed_terms(identity, ref, change, found, offer)
        status = str(before.status)
        moved = change.is_of_standing
        if moved and after.status in LIVE and self._store.is_gone(identity):
            text = f"deleted in {title}: it stays withdrawn"
            return f"version {made} with the changed terms; {text}" if made else text
        if moved or made:
            offer.standing = found.standing
            to, text = str(after.status), f"changed in {title}"
            self._context.event(offer, to, made or current, text, status)
        self._new.settle(offer, found.created_at)
        if made:
            return f"version {made} with the changed terms"
        if not moved:
            return added
        return f"{before.source_value or status} → {after.source_value or after.status}"

    def _changed_terms(
        self,
        identity: Identity,
        ref: Ref,
        change: Change,
        found: ResolvedOffer,
        offer: OfferRow,
    ) -> int:
        """The number of the new version, if the terms changed; 0 if not."""
        after = change.after
        if change.is_of_terms or change.revives:
            if not change.revives and current_says(self._context, offer, found):
                return 0
            return self._new_version(identity, ref, after, found, offer)
        if after.is_superseded and not offer.current.is_superseded:
            self._chains.await_follower(offer.current)
        return 0

    def _take_approval(self, offer: OfferRow, change: Change, *, is_made: bool) -> str:
        """Note what the record says of its approval, if that is new; gives it in words."""
        after = change.after.approvals
        if after == change.before.approvals and not is_made:
            return ""
        made_here = () if is_made else self._context.unit.offers.made_here(offer.id)
        theirs = [one.number for one in offer.versions if one.number not in made_here]
        if after and theirs:
            self._context.approvals.note(offer, theirs[-1], change.after)
        return f"approval: {STATE_WORDS[after[-1].state]}" if after else ""

    def _tell_earlier(self, offer: OfferRow, change: Change) -> str:
        """Former states that the record tells of since: superseded versions, after what is here."""
        for earlier in change.earlier:
            at = clock.stamp(earlier.created_at) if earlier.created_at else self._context.now
            number = offer.last_number + 1
            version = self._new.write_terms(offer, number, term_columns(earlier.terms), at)
            self._chains.supersede(version, self._context.now)
        return f"{len(change.earlier)} former states were added" if change.earlier else ""

    def _new_version(
        self,
        identity: Identity,
        ref: Ref,
        after: ParsedOffer,
        found: ResolvedOffer,
        offer: OfferRow,
    ) -> int:
        """Write the changed terms as the next version; gives its number."""
        earlier = list(offer.versions)
        number = offer.last_number + 1
        at = clock.stamp(after.updated_at) if after.updated_at else self._context.now
        note = f"changed in {self._context.system.title}"
        version = self._new.write(offer, number, found, at, None, note)
        for one in earlier:
            if not one.is_superseded or self._chains.is_awaited(one):
                self._chains.supersede(one, at)
        offer.version, offer.terms = number, version.terms
        if identity.kind == "version":
            key = key_of(identity)
            kept = self._store.find(*key) or ref
            self._store.put(key, kept._replace(local_id=version.id))
        return number

    def _number(self, identity: Identity, ref: Ref, offer: OfferRow) -> int:
        """The number here of the version that the record is."""
        current = offer.current.number
        if identity.kind != "version":
            return current
        number = next(one.number for one in offer.versions if one.id == ref.local_id)
        # What a person saved here came after it and stands for it.
        return current if self._is_own(offer, number, current) else number

    def _is_own(self, offer: OfferRow, number: int, current: int) -> bool:
        """Whether all versions after `number` were made here."""
        if current <= number:
            return False
        imported = {ref.local_id for _, ref in self._store.kinds_of(offer.id, "version")}
        return not any(one.number > number and one.id in imported for one in offer.versions)
