"""Records into the desk: a new one becomes an offer or a version, a known one is compared.

Everything happens in the running transaction; imported records never pass the form's checks.
"""

import sqlite3
from dataclasses import dataclass

from data import clock, offers, values
from data.exchange import chains, copies, refs, writing
from data.exchange.custom import Definitions
from data.exchange.incoming import Doubt, Identity, Incoming, Record
from data.exchange.places import Places
from data.exchange.refs import Ref
from data.exchange.report import Outcome
from data.exchange.systems import System
from data.fields import slug
from data.records import Actor, Terms


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a record."""

    outcome: Outcome
    offer_id: int
    text: str
    flags: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What a record names, looked up: rows, terms with custom fields, and doubts."""

    application_id: int
    terms: Terms
    values: writing.Values
    created_by: int | None
    created_at: str
    doubts: tuple[Doubt, ...]


class Placing:
    """Brings one system's records in, one after the other."""

    def __init__(self, desk: sqlite3.Connection, system: System, actor: Actor) -> None:
        self._desk = desk
        self._system = system
        self._actor = actor
        self._now = clock.stamp()
        self._places = Places(desk, system.name, system.title, self._now)
        self._definitions = Definitions(desk, system.name, self._now)

    def bring_in(self, record: Record) -> Placed:
        """Store a record, or compare it with the copy that is kept; raises Refused."""
        identity = self._system.identify(record)
        ref = refs.find(self._desk, *self._key(identity))
        if ref is None or ref.offer_id is None:
            return self._place(self._system.understand(record), record)
        return self._again(identity, ref, record)

    def _key(self, identity: Identity) -> tuple[str, str, str, str]:
        return self._system.name, identity.kind, identity.remote_id, identity.scope

    # ------------------------------------------------------------ new

    def _place(self, incoming: Incoming, record: Record) -> Placed:
        found, identity = self._look_up(incoming), incoming.identity
        offer_id = None
        if identity.version is not None:
            offer_id = chains.offer_for(
                self._desk,
                self._system.name,
                found.application_id,
                identity,
                superseded=incoming.is_superseded,
            )
        joined = offer_id is not None
        if offer_id is None:
            offer_id = self._new_offer(incoming, found)
        number = self._free_number(offer_id, identity.version or 1)
        doubts = list(found.doubts)
        if number != (identity.version or 1):
            text = (
                f"{self._system.title} calls this version {identity.version}; it is {number} here."
            )
            doubts.append(Doubt("version", text))
        version_id = self._write(offer_id, number, found)
        self._keep(incoming.identity, offer_id, version_id, record)
        self._event(offer_id, str(incoming.status), number, f"from {self._system.title}")
        self._join(offer_id, number, incoming, found)
        fresh = self._flag(offer_id, number, doubts)
        text = f"version {number} of offer {offer_id}" if joined else f"offer {offer_id}"
        return Placed(Outcome.NEW, offer_id, text, fresh)

    def _look_up(self, incoming: Incoming) -> _Found:
        """The rows that the record names, made or filled where needed."""
        places, identity = self._places, incoming.identity
        job_id, candidate_id = places.job(incoming.job), places.candidate(incoming.candidate)
        application_id = self._application(identity, candidate_id, job_id)
        doubts = [
            Doubt("application_id", text)
            for text in places.complete(application_id, candidate_id, job_id)
        ]
        opening_id = places.opening(incoming.opening, job_id, (identity.remote_id, identity.scope))
        doubts += [Doubt("opening", text) for text in places.opening_doubts(opening_id, job_id)]
        template_id = places.template(incoming.template)
        if incoming.template and template_id is None and not incoming.terms.letter_html:
            text = f"The letter template {' '.join(incoming.template).strip()} is not here."
            doubts.append(Doubt("template", text))
        if incoming.created_at is None:
            doubts.append(Doubt("created_at", "There is no moment of creation: now is taken."))
        read = [self._definitions.read(met) for met in incoming.fields]
        for met, (_, value, doubt) in zip(incoming.fields, read, strict=True):
            # The pay as text has a flag of its own.
            is_said = bool(incoming.terms.salary_text) and slug(met.name) == "salary"
            if doubt is not None and not (is_said and met.type in (None, value.type)):
                doubts.append(doubt)
        return _Found(
            application_id,
            writing.with_places(incoming.terms, opening_id, template_id),
            tuple((field_id, value) for field_id, value, _ in read),
            places.user(incoming.created_by),
            clock.stamp(incoming.created_at) if incoming.created_at else self._now,
            (*incoming.doubts, *doubts),
        )

    def _application(self, identity: Identity, candidate_id: int | None, job_id: int | None) -> int:
        """The record's application; a known offer without ids of its own keeps the one it has."""
        ref = refs.find(self._desk, *self._key(identity))
        if ref is not None and ref.offer_id is not None:
            return int(
                self._desk.execute(
                    "SELECT application_id FROM offers WHERE id = ?", (ref.offer_id,)
                ).fetchone()[0]
            )
        return self._places.application(identity.application, candidate_id, job_id)

    def _new_offer(self, incoming: Incoming, found: _Found) -> int:
        own = refs.own_id(self._desk, "offer", incoming.identity.remote_id)
        names = self._places.names(found.application_id)
        created = (found.created_at, found.created_by)
        return writing.offer(self._desk, own, found.application_id, names, incoming, created)

    def _free_number(self, offer_id: int, number: int) -> int:
        """The version's own number, or the next one when a version made here has it."""
        numbers = [
            row[0]
            for row in self._desk.execute(
                "SELECT number FROM versions WHERE offer_id = ?", (offer_id,)
            )
        ]
        return max(numbers) + 1 if number in numbers else number

    def _write(self, offer_id: int, number: int, found: _Found, note: str = "") -> int:
        return writing.version(
            self._desk,
            offer_id,
            number,
            found.terms,
            found.values,
            created_at=found.created_at,
            created_by=found.created_by,
            note=note,
        )

    def _keep(self, identity: Identity, offer_id: int, version_id: int, record: Record) -> None:
        """Keep the record's own copy, and the number under which its offer is looked up."""
        local = version_id if identity.kind == "version" else offer_id
        raw = values.dump_json(record)
        refs.put(self._desk, self._now, self._key(identity), Ref(local, offer_id, raw))
        if identity.kind != "offer":
            key = (self._system.name, "offer", identity.remote_id, identity.application or "")
            refs.put(self._desk, self._now, key, Ref(offer_id, offer_id, None))

    def _join(self, offer_id: int, number: int, incoming: Incoming, found: _Found) -> None:
        """Supersede what has a follower, and let the offer mirror its current version."""
        rows = self._versions(offer_id)
        following = [*rows[1:], None]
        for row, follower in zip(rows, following, strict=True):
            version_id, own, _, superseded = row
            by_itself = own == number and incoming.is_superseded
            # A deprecated follower does not end what was not deprecated itself.
            by_follower = follower is not None and not (
                follower[1] == number and incoming.is_superseded
            )
            if not superseded and (by_itself or by_follower):
                writing.supersede(self._desk, version_id, follower[2] if follower else None)
        if number == self._current(offer_id):
            writing.mirror(self._desk, offer_id, number, found.terms)
            writing.standing(self._desk, offer_id, incoming, found.created_at)
        writing.settle_standing(self._desk, offer_id, found.created_at)

    def _versions(self, offer_id: int) -> list[tuple[int, int, str, bool]]:
        """Id, number, moment of creation and whether superseded, oldest first."""
        return self._desk.execute(
            "SELECT versions.id, number, created_at, version_id IS NOT NULL FROM versions"
            " LEFT JOIN supersessions ON version_id = versions.id"
            " WHERE offer_id = ? ORDER BY number",
            (offer_id,),
        ).fetchall()

    def _current(self, offer_id: int) -> int:
        """The number of the newest version that is not superseded, else of the newest."""
        rows = self._versions(offer_id)
        return max([row[1] for row in rows if not row[3]] or [row[1] for row in rows])

    # ------------------------------------------------------------ known

    def _again(self, identity: Identity, ref: Ref, record: Record) -> Placed:
        if values.dump_json(record) == ref.raw:
            return Placed(Outcome.SAME, int(ref.offer_id or 0), "the same as before")
        known, said = copies.load(ref.raw), self._said(identity)
        merged = copies.merge(self._system, known, said, record)
        offer_id = int(ref.offer_id or 0)
        if values.dump_json(merged.record) == ref.raw:
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
        self, identity: Identity, ref: Ref, before: Incoming, after: Incoming, found: _Found
    ) -> str:
        """Take what changed into the offer; gives what was done in words, empty for nothing."""
        offer_id, title = int(ref.offer_id or 0), self._system.title
        same_terms = _terms(before) == _terms(after)
        same_standing = _standing(before) == _standing(after)
        revived = before.is_superseded and not after.is_superseded
        if same_terms and same_standing:
            writing.settle_standing(self._desk, offer_id, found.created_at)
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
                    writing.supersede(self._desk, version_id, None)
        status = str(before.status)
        writing.standing(self._desk, offer_id, after, found.created_at)
        writing.settle_standing(self._desk, offer_id, found.created_at)
        text = f"changed in {title}"
        self._event(offer_id, str(after.status), current, text, status)
        if same_terms:
            return f"{before.source_value or status} → {after.source_value or after.status}"
        return f"version {current} with the changed terms"

    def _new_version(self, identity: Identity, ref: Ref, after: Incoming, found: _Found) -> int:
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
            writing.supersede(self._desk, row[0], at)
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

    # ------------------------------------------------------------ small parts

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

    def _event(self, offer_id: int, to: str, number: int, text: str, before: str = "") -> None:
        actor = self._actor.user_id
        writing.event(self._desk, offer_id, actor, self._now, to, number, text, before or None)

    def _flag(
        self, offer_id: int, number: int | None, doubts: list[Doubt] | tuple[Doubt, ...]
    ) -> tuple[Doubt, ...]:
        source = self._system.title
        return tuple(writing.flags(self._desk, offer_id, number, doubts, source, self._now))


def _said_of(identity: Identity) -> str:
    return f"{identity.kind} {identity.scope}".strip()


def _dump(met: object) -> str:
    return values.dump_json(met)


def _terms(incoming: Incoming) -> tuple[object, ...]:
    """What makes the terms, comparable between readings of a record in different forms."""
    fields = {
        slug(met.name): values.dump_json(met.met)
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
