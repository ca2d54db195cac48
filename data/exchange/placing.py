"""Records into the desk: a new one arrives, a known one is compared with the copy that is kept."""

from data import clock, json_text, offers
from data.exchange import chains, copies, refs, writing
from data.exchange.arriving import Arriving, Found, Placed
from data.exchange.incoming import Doubt, Identity, Incoming, Record
from data.exchange.refs import Ref
from data.exchange.report import Outcome
from data.fields import slug


class Placing(Arriving):
    """Brings one system's records in, one after the other."""

    def bring_in(self, record: Record) -> Placed:
        """Store a record, or compare it with the copy that is kept; raises Refused."""
        self._pending_before = set(self._pending)
        identity = self._system.identify(record)
        ref = refs.find(self._desk, *self._key(identity))
        if ref is None or ref.offer_id is None:
            return self._place(self._system.understand(record), record)
        return self._again(identity, ref, record)

    def _again(self, identity: Identity, ref: Ref, record: Record) -> Placed:
        if json_text.dump_json(record) == ref.raw:
            return Placed(Outcome.SAME, int(ref.offer_id or 0), "the same as before")
        known, said = copies.load(ref.raw), self._said(identity)
        merged = copies.merge(self._system, known, said, record)
        offer_id = int(ref.offer_id or 0)
        if json_text.dump_json(merged.record) == ref.raw:
            text = "an older copy: nothing was changed" if merged.is_older else "the same as before"
            return Placed(Outcome.SAME, offer_id, text)
        before = self._system.understand(known)
        after = self._system.understand(merged.record)
        differs = _terms(before) != _terms(after) or _standing(before) != _standing(after)
        if differs and self._is_touched(offer_id):
            title = self._system.title
            text = f"Changed in {title}, and changed here: kept as it is here."
            fresh = self._flag(offer_id, None, [Doubt("offer", text)])
            return Placed(Outcome.SAME, offer_id, text, fresh)
        changes = self._desk.total_changes
        found = self._look_up(after)
        filled = self._desk.total_changes > changes
        refs.put(self._desk, self._now, self._key(identity), ref._replace(raw=_dump(merged.record)))
        self._remember(identity, offer_id, merged.said)
        text = self._take_over(identity, ref, before, after, found)
        fresh = self._flag(offer_id, None, found.doubts)
        if not text and not filled:
            return Placed(Outcome.SAME, offer_id, "the same as before", fresh)
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
        same_terms = _terms(before) == _terms(after)
        same_standing = _standing(before) == _standing(after)
        revived = before.is_superseded and not after.is_superseded
        if same_terms and same_standing:
            self._settle(offer_id, found)
            return ""
        current = self._current(offer_id)
        if self._number(identity, ref) != current:
            text = f"Changed in {title} after it was superseded: the version stays as it was."
            self._flag(offer_id, self._number(identity, ref), [Doubt("version", text)])
            return text
        if not same_terms or revived:
            current = self._new_version(identity, ref, after, found)
        elif after.is_superseded:
            for version_id, number, _, superseded in self._versions(offer_id):
                if number == current and not superseded:
                    self._pending.add(version_id)
        status = str(before.status)
        writing.standing(self._desk, offer_id, after, found.created_at)
        self._settle(offer_id, found)
        text = f"changed in {title}"
        self._event(offer_id, str(after.status), current, text, status)
        if same_terms:
            return f"{before.source_value or status} → {after.source_value or after.status}"
        return f"version {current} with the changed terms"

    def _new_version(self, identity: Identity, ref: Ref, after: Incoming, found: Found) -> int:
        """Write the changed terms as the next version; gives its number."""
        offer_id = int(ref.offer_id or 0)
        rows = self._versions(offer_id)
        number = rows[-1][1] + 1
        at = clock.stamp(after.updated_at) if after.updated_at else self._now
        version_id = writing.version(
            self._desk,
            offer_id,
            number,
            found.terms,
            found.values,
            created_at=at,
            created_by=None,
            note=f"changed in {self._system.title}",
        )
        for row in rows:
            self._supersede(row[0], at)
        writing.mirror(self._desk, offer_id, number, found.terms)
        if identity.kind == "version":
            self._desk.execute(
                "UPDATE remote_refs SET local_id = ? WHERE system = ? AND kind = ?"
                " AND remote_id = ? AND scope = ?",
                (version_id, *self._key(identity)),
            )
        return int(number)

    def _number(self, identity: Identity, ref: Ref) -> int:
        """The number here of the version that the record is."""
        if identity.kind == "offer":
            return self._current(int(ref.offer_id or 0))
        row = self._desk.execute(
            "SELECT number FROM versions WHERE id = ?", (ref.local_id,)
        ).fetchone()
        return int(row[0])

    def _follow(self, ref: Ref, before: Incoming, after: Incoming) -> int | None:
        """A version that became deprecated joins the offer which its successor began.

        Gives that offer; None when there is none or a person worked on the one that would go.
        """
        if not after.is_superseded or before.is_superseded:
            return None
        offer_id = int(ref.offer_id or 0)
        row = self._desk.execute(
            "SELECT application_id, (SELECT max(number) FROM versions WHERE offer_id = offers.id)"
            " FROM offers WHERE id = ?",
            (offer_id,),
        ).fetchone()
        application_id, last = row
        target = chains.offer_for(
            self._desk,
            self._system.name,
            application_id,
            after.identity,
            superseded=True,
            but=offer_id,
        )
        if target is None or self._is_touched(offer_id) or not self._goes_before(target, last):
            return None
        copies_of = self._desk.execute(
            "SELECT raw FROM remote_refs WHERE offer_id = ? AND +kind = 'version'", (offer_id,)
        ).fetchall()
        offers.delete(offer_id, self._actor)
        records = sorted((copies.load(raw) for (raw,) in copies_of), key=self._version)
        for record in reversed(records):
            self._place(self._system.understand(record), record)
        return target

    def _goes_before(self, offer_id: int, number: int) -> bool:
        """Whether all versions of an offer come after the number."""
        return all(row[1] > number for row in self._versions(offer_id))

    def _version(self, record: Record) -> int:
        return self._system.identify(record).version or 1

    def _is_touched(self, offer_id: int) -> bool:
        """Whether a person changed the offer here since it was read."""
        return bool(
            self._desk.execute(
                "SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = ?"
                " AND kind NOT IN ('imported', 'settled')",
                (offer_id,),
            ).fetchone()
        )

    def _said(self, identity: Identity) -> dict[str, str]:
        """When each key was said that is older than its copy."""
        ref = refs.find(
            self._desk, self._system.name, "said", identity.remote_id, _said_of(identity)
        )
        return copies.load(ref.raw) if ref else {}

    def _remember(self, identity: Identity, offer_id: int, said: dict[str, str]) -> None:
        if said or self._said(identity):
            key = (self._system.name, "said", identity.remote_id, _said_of(identity))
            refs.put(self._desk, self._now, key, Ref(offer_id, offer_id, _dump(said)))


def _said_of(identity: Identity) -> str:
    return f"{identity.kind} {identity.scope}".strip()


def _dump(met: object) -> str:
    return json_text.dump_json(met)


def _terms(incoming: Incoming) -> tuple[object, ...]:
    """What makes the terms, comparable between readings of a record in different forms."""
    fields = {
        slug(met.name): json_text.dump_json(met.met)
        for met in incoming.fields
        if met.met not in (None, "", [])
    }
    opening = incoming.opening.remote_id if incoming.opening else None
    template = incoming.template[0] if incoming.template else None
    return incoming.terms, fields, opening, template


def _standing(incoming: Incoming) -> tuple[object, ...]:
    return (
        incoming.status,
        incoming.is_superseded,
        incoming.source_value,
        incoming.sent_at,
        incoming.resolved_at,
    )
