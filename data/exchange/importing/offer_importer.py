"""Records into the desk: a new one arrives, a known one is compared with the copy that is kept.

What changed in the other system is taken over; what was changed here too waits for a person, unless
`prefer_theirs` says otherwise.
"""

from dataclasses import replace

from data.exchange.import_report import Outcome
from data.exchange.importing import (
    matching,
    offer_rows,
    pending_deletions,
    record_merging,
    remote_ids,
)
from data.exchange.importing.new_offers import Found, Placed
from data.exchange.importing.record_equality import (
    current_says,
    new_earlier,
    same,
    standing_of,
    terms_of,
)
from data.exchange.importing.record_merging import Merged
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_store import Remembering
from data.exchange.parsed_offer import Doubt, Identity, Incoming, Record
from data.values import clock, exact_json
from data.values.status import LIVE

SAME, OLDER = "the same as before", "an older copy: nothing was changed"
ERASED = "the candidate was erased here: nothing was taken in"


class Placing(Remembering):
    """Brings one system's records in, one after the other."""

    def bring_in(self, record: Record, *, is_put: bool = False) -> Placed:
        """Store a record, or compare it with the copy that is kept; raises Refused.

        `is_put`: it was put together from a record in another form.
        """
        self._pending_before = set(self._pending)
        identity = self._system.identify(record)
        ref = remote_ids.find(self._desk, *self._key(identity))
        if ref is None or ref.offer_id is None:
            return self._first(identity, record, is_put)
        return self._again(identity, ref, record, is_put)

    def finish(self) -> None:
        """What only the end of a file shows: since when versions are superseded, what waited."""
        super().finish()
        pending_deletions.settle(self)

    def take(self, offer_id: int) -> None:
        """Take what the other system says about an offer that was changed on both sides."""
        for identity, record in self._theirs(offer_id):
            ref = remote_ids.find(self._desk, *self._key(identity))
            if ref is not None and ref.offer_id is not None:
                before = self._system.understand(record_merging.load(ref.raw))
                self._take(identity, ref, before, Merged(record, self._said(identity), False))
            remote_ids.forget(self._desk, self._theirs_key(identity))
        self._settle_conflict(offer_id)
        super().finish()

    def keep(self, offer_id: int) -> None:
        """Keep an offer as it is here; what the other system says is known from now on."""
        for identity, record in self._theirs(offer_id):
            ref = remote_ids.find(self._desk, *self._key(identity))
            if ref is not None:
                self._keep_copy(identity, ref, Merged(record, self._said(identity), False))
            remote_ids.forget(self._desk, self._theirs_key(identity))
        self._settle_conflict(offer_id)

    # ------------------------------------------------------------ met for the first time

    def _first(self, identity: Identity, record: Record, is_put: bool) -> Placed:
        if identity.kind != "version":
            joined = self._joined(identity, record)
            if joined is not None:
                return joined
        placed = self._place(self._system.understand(record), record)
        if is_put:
            number = placed.offer_id or 0
            remote_ids.put(
                self._desk, self._now, self._put_key(identity), Ref(number, number, None)
            )
        return placed

    def _joined(self, identity: Identity, record: Record) -> Placed | None:
        """The record of an offer that is here under another number, or as a request only."""
        known = matching.renamed(self._desk, self._system.name, identity)
        if known is not None:
            ref = remote_ids.find(self._desk, *self._key(known))
            return self._again(known, ref, record, False) if ref else None
        application_id = self._places.known_application(self._system.understand(record))
        if application_id is None:
            return None
        if identity.kind == "request":
            answered = matching.answered(self._desk, self._system, application_id, record)
            if answered is None:
                return None
            remote_ids.put(self._desk, self._now, self._key(identity),
                     Ref(answered, answered, _dump(record)))  # fmt: skip
            return Placed(Outcome.SAME, answered, f"the request that made offer {answered}")
        asked = matching.asked(self._desk, self._system, application_id, record)
        if asked is None:
            return None
        remote_ids.put(self._desk, self._now, self._key(identity), asked)
        matching.call(self._desk, self._system.name, self._now, identity, asked.local_id)
        placed = self._again(identity, asked, record, False)
        text = f"offer {asked.local_id}, which its create request had made"
        return replace(placed, outcome=Outcome.CHANGED, text=text)

    # ------------------------------------------------------------ known already

    def _again(self, identity: Identity, ref: Ref, record: Record, is_put: bool) -> Placed:
        offer_id = int(ref.offer_id or 0)
        if _dump(record) == ref.raw:
            self._forget_theirs(identity)
            return Placed(Outcome.SAME, offer_id, SAME)
        if ref.raw is None:
            return Placed(Outcome.SAME, offer_id, ERASED)
        known = record_merging.load(ref.raw)
        record = self._system.spelled(known, record)
        is_copy = record_merging.digest(record) == record_merging.digest(known)
        if is_copy or self._was_read(identity, record):
            return Placed(Outcome.SAME, offer_id, SAME)
        put = not is_put and self._is_put(identity)
        merged = record_merging.merge(self._system, known, self._said(identity), record, put=put)
        if put:
            remote_ids.forget(self._desk, self._put_key(identity))
        before, after = (self._system.understand(one) for one in (known, merged.record))
        if _dump(merged.record) == ref.raw:
            placed = Placed(Outcome.SAME, offer_id, OLDER if merged.is_older else SAME)
        elif not same(before, after) and not self.prefer_theirs and self.is_touched(offer_id):
            found = self._look_up(after)
            if not current_says(self._desk, offer_id, found, after):
                return self._keep_ours(identity, offer_id, merged, found)
            self._keep_copy(identity, ref, merged)
            placed = Placed(Outcome.SAME, offer_id, "the same as was changed here")
        else:
            placed = self._take(identity, ref, before, merged)
        self._read(identity, placed.offer_id or offer_id, record, merged.record)
        return placed

    def _keep_ours(self, identity: Identity, offer_id: int, merged: Merged, found: Found) -> Placed:
        """Changed on both sides: their record waits beside ours for a person to decide."""
        text = self._conflict()
        raw = _dump(merged.record)
        remote_ids.put(
            self._desk, self._now, self._theirs_key(identity), Ref(offer_id, offer_id, raw)
        )
        fresh = self._flag(offer_id, None, [Doubt("offer", text)])
        return Placed(Outcome.SAME, offer_id, text, fresh)

    def _take(self, identity: Identity, ref: Ref, before: Incoming, merged: Merged) -> Placed:
        """Take over what the record says."""
        offer_id = int(ref.offer_id or 0)
        after = self._system.understand(merged.record)
        changes = self._desk.total_changes
        found = self._look_up(after)
        filled = self._desk.total_changes > changes
        self._keep_copy(identity, ref, merged)
        self._forget_theirs(identity)
        text = self._take_over(identity, ref, before, after, found)
        fresh = self._flag(offer_id, None, found.doubts)
        if not text and not filled:
            return Placed(Outcome.SAME, offer_id, SAME, fresh)
        placed_id = self._follow(ref, before, after)
        text = text or "names and places were filled in"
        if placed_id is not None:
            text = f"{text}; it is a version of offer {placed_id} now"
        return Placed(Outcome.CHANGED, placed_id or offer_id, text, fresh)

    def _take_over(
        self, identity: Identity, ref: Ref, before: Incoming, after: Incoming, found: Found
    ) -> str:
        """Take what changed into the offer; gives what was done in words, empty for nothing."""
        offer_id, title = int(ref.offer_id or 0), self._system.title
        if same(before, after):
            self._settle(offer_id, found)
            return ""
        current = self._current(offer_id)
        if self._number(identity, ref) != current:
            text = f"Changed in {title} after it was superseded: the version stays as it was."
            self._flag(offer_id, self._number(identity, ref), [Doubt("version", text)])
            return text
        told = self._tell_earlier(offer_id, before, after)
        made = self._changed_terms(identity, ref, before, after, found)
        status = str(before.status)
        moved = standing_of(before) != standing_of(after)
        if moved and after.status in LIVE and self._is_gone(identity):
            text = f"deleted in {title}: it stays withdrawn"
            return f"version {made} with the changed terms; {text}" if made else text
        if moved or made:
            offer_rows.standing(self._desk, offer_id, after, found.created_at)
            self._event(offer_id, str(after.status), made or current, f"changed in {title}", status)
        self._settle(offer_id, found)
        if made:
            return f"version {made} with the changed terms"
        if not moved:
            return told
        return f"{before.source_value or status} → {after.source_value or after.status}"

    def _changed_terms(
        self, identity: Identity, ref: Ref, before: Incoming, after: Incoming, found: Found
    ) -> int:
        """The number of the new version, if the terms changed; 0 if not."""
        offer_id = int(ref.offer_id or 0)
        revived = before.is_superseded and not after.is_superseded
        if terms_of(before) != terms_of(after) or revived:
            if not revived and current_says(self._desk, offer_id, found):
                return 0
            return self._new_version(identity, ref, after, found)
        if after.is_superseded:
            current = self._current(offer_id)
            for version_id, number, _, superseded in self._versions(offer_id):
                if number == current and not superseded:
                    self._pending.add(version_id)
        return 0

    def _tell_earlier(self, offer_id: int, before: Incoming, after: Incoming) -> str:
        """Former states that the record tells of since: superseded versions, after what is here."""
        fresh = new_earlier(before, after)
        for earlier in fresh:
            rows = self._versions(offer_id)
            at = clock.stamp(earlier.created_at) if earlier.created_at else self._now
            number = rows[-1][1] + 1
            version_id = offer_rows.version(
                self._desk, offer_id, number, earlier.terms, (), created_at=at, created_by=None
            )
            self._supersede(version_id, self._now)
        return f"{len(fresh)} former states were added" if fresh else ""

    def _new_version(self, identity: Identity, ref: Ref, after: Incoming, found: Found) -> int:
        """Write the changed terms as the next version; gives its number."""
        offer_id = int(ref.offer_id or 0)
        rows = self._versions(offer_id)
        number = rows[-1][1] + 1
        at = clock.stamp(after.updated_at) if after.updated_at else self._now
        version_id = offer_rows.version(
            self._desk,
            offer_id,
            number,
            found.terms,
            found.values,
            created_at=at,
            created_by=None,
            note=f"changed in {self._system.title}",
        )
        for version_id, _, _, superseded in rows:
            if not superseded or version_id in self._pending:
                self._supersede(version_id, at)
        offer_rows.mirror(self._desk, offer_id, number, found.terms)
        if identity.kind == "version":
            self._desk.execute(
                "UPDATE remote_refs SET local_id = ? WHERE system = ? AND kind = ?"
                " AND remote_id = ? AND scope = ?",
                (version_id, *self._key(identity)),
            )
        return int(number)

    def _number(self, identity: Identity, ref: Ref) -> int:
        """The number here of the version that the record is."""
        current = self._current(int(ref.offer_id or 0))
        if identity.kind != "version":
            return current
        row = self._desk.execute(
            "SELECT number FROM versions WHERE id = ?", (ref.local_id,)
        ).fetchone()
        number = int(row[0])
        # What a person saved here came after it and stands for it.
        own = self._is_own(int(ref.offer_id or 0), number, current)
        return current if own else number

    def _is_own(self, offer_id: int, number: int, current: int) -> bool:
        """Whether all versions after `number` were made here."""
        return (
            current > number
            and not self._desk.execute(
                "SELECT 1 FROM versions JOIN remote_refs"
                " ON remote_refs.offer_id = versions.offer_id AND +kind = 'version'"
                " AND local_id = versions.id"
                " WHERE versions.offer_id = ? AND number > ?",
                (offer_id, number),
            ).fetchone()
        )


def _dump(met: object) -> str:
    return exact_json.dump_json(met)
