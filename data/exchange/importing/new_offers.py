"""New records into the desk: each becomes an offer of its own or a version of one.

Everything happens in the running transaction; imported records never pass the form's checks.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.exchange.import_report import Outcome
from data.exchange.importing import offer_rows, remote_ids, version_chains
from data.exchange.importing.imported_field_values import Definitions
from data.exchange.importing.references import Places
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Doubt, Identity, Incoming, Record
from data.exchange.system import System
from data.fields import custom_fields
from data.fields.custom_fields import slug
from data.jobs import jobs
from data.offers import inheritance
from data.records.offer_records import Terms
from data.records.user_records import Actor
from data.values import clock, exact_json


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a record; `offer_id` None when it is about no offer that is here."""

    outcome: Outcome
    offer_id: int | None
    text: str
    flags: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a record names, looked up: rows, terms with custom fields, and doubts."""

    application_id: int
    terms: Terms
    values: offer_rows.Values
    created_by: int | None
    created_at: str
    doubts: tuple[Doubt, ...]


class Arriving:
    """Brings new records of one system in; what it looks up and writes serves known ones too."""

    def __init__(
        self,
        desk: sqlite3.Connection,
        system: System,
        actor: Actor,
        *,
        prefer_theirs: bool = False,
    ) -> None:
        self.prefer_theirs = prefer_theirs
        self._desk = desk
        self._system = system
        self._actor = actor
        self._now = clock.stamp()
        self._places = Places(desk, system.name, system.title, self._now)
        self._definitions = Definitions(desk, system.name, self._now)
        self._job_definitions: Definitions | None = None
        # Superseded versions whose follower may still come: a supersession is written once.
        self._pending: set[int] = set()
        self._pending_before: set[int] = set()

    @property
    def desk(self) -> sqlite3.Connection:
        """The connection with the running transaction."""
        return self._desk

    @property
    def system(self) -> System:
        """Whose records these are."""
        return self._system

    @property
    def actor(self) -> Actor:
        """Who brings them in."""
        return self._actor

    @property
    def now(self) -> str:
        """The moment of the import, as stored."""
        return self._now

    @property
    def places(self) -> Places:
        """Looks up and makes what records name."""
        return self._places

    @property
    def definitions(self) -> Definitions:
        """The custom fields of offers."""
        return self._definitions

    @property
    def job_definitions(self) -> Definitions:
        """The custom fields of jobs."""
        if self._job_definitions is None:
            self._job_definitions = Definitions(self._desk, self._system.name, self._now, "job")
        return self._job_definitions

    def flag(self, offer_id: int, doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
        """Flag the offer; gives the flags that it did not have, settled or not."""
        return self._flag(offer_id, None, tuple(doubts))

    def taken_back(self) -> None:
        """The last record was rolled back: forget what it added."""
        self._pending = self._pending_before
        self._definitions = Definitions(self._desk, self._system.name, self._now)
        self._job_definitions = None

    def finish(self) -> None:
        """Write since when the superseded versions are: since the next one, if it came."""
        for version_id in self._pending:
            offer_rows.supersede_by_next(self._desk, version_id)
        self._pending = set()

    def _key(self, identity: Identity) -> tuple[str, str, str, str]:
        return self._system.name, identity.kind, identity.remote_id, identity.scope

    # ------------------------------------------------------------ new

    def _place(self, incoming: Incoming, record: Record) -> Placed:
        found, identity = self._look_up(incoming), incoming.identity
        offer_id, inherited = None, tuple[str, ...]()
        if incoming.is_request:
            found, inherited = self._inherit(found)
        if identity.version is not None:
            offer_id = version_chains.offer_for(
                self._desk,
                self._system.name,
                found.application_id,
                identity,
                superseded=incoming.is_superseded,
            )
        joined = offer_id is not None
        if offer_id is None:
            offer_id = self._new_offer(incoming, found)
        wanted = identity.version or self._write_earlier(offer_id, incoming) + 1
        number = self._free_number(offer_id, wanted)
        doubts = list(found.doubts)
        if number != wanted:
            text = (
                f"{self._system.title} calls this version {identity.version}; it is {number} here."
            )
            doubts.append(Doubt("version", text))
        version_id = self._write(offer_id, number, found)
        self._keep(incoming.identity, offer_id, version_id, record)
        if inherited:
            sql = "UPDATE offers SET inherited = ? WHERE id = ?"
            self._desk.execute(sql, (",".join(inherited), offer_id))
        self._event(offer_id, str(incoming.status), number, f"from {self._system.title}")
        self._join(offer_id, number, incoming, found)
        fresh = self._flag(offer_id, number, doubts)
        text = f"version {number} of offer {offer_id}" if joined else f"offer {offer_id}"
        return Placed(Outcome.NEW, offer_id, text, fresh)

    def _write_earlier(self, offer_id: int, incoming: Incoming) -> int:
        """The former states that the record tells of, as versions; gives how many."""
        for number, earlier in enumerate(incoming.earlier, 1):
            at = clock.stamp(earlier.created_at) if earlier.created_at else self._now
            offer_rows.version(
                self._desk, offer_id, number, earlier.terms, (), created_at=at, created_by=None
            )
        return len(incoming.earlier)

    def _look_up(self, incoming: Incoming) -> Found:
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
        if incoming.created_at is None and not (incoming.is_request or incoming.is_undated):
            doubts.append(Doubt("created_at", "There is no moment of creation: now is taken."))
        read = [self._definitions.read(met) for met in incoming.fields]
        for met, (_, value, doubt) in zip(incoming.fields, read, strict=True):
            # The pay as text has a flag of its own.
            is_said = bool(incoming.terms.salary_text) and slug(met.name) == "salary"
            if doubt is not None and not (is_said and met.type in (None, value.type)):
                doubts.append(doubt)
        return Found(
            application_id,
            offer_rows.with_places(incoming.terms, opening_id, template_id),
            tuple((field_id, value) for field_id, value, _ in read),
            self._creator(incoming),
            clock.stamp(incoming.created_at) if incoming.created_at else self._now,
            (*incoming.doubts, *doubts),
        )

    def _creator(self, incoming: Incoming) -> int | None:
        """Who made the offer; a request that does not say it is whoever reads it in."""
        made = self._places.user(incoming.created_by)
        return self._actor.user_id if made is None and incoming.is_request else made

    def _inherit(self, found: Found) -> tuple[Found, tuple[str, ...]]:
        """What a request does not say comes from its job (docs/domain.md, *Creating*)."""
        row = self._desk.execute(
            "SELECT job_id FROM applications WHERE id = ?", (found.application_id,)
        ).fetchone()
        if row[0] is None:
            return found, ()
        given = replace(found.terms, fields=tuple(value for _, value in found.values))
        inherited = inheritance.inherit(given, jobs.get(row[0]))
        ids = {field.key: field.id for field in custom_fields.everything("offer")}
        kept = tuple((ids[value.key], value) for value in inherited.terms.fields)
        terms = replace(inherited.terms, fields=())
        return replace(found, terms=terms, values=kept), inherited.keys

    def _application(self, identity: Identity, candidate_id: int | None, job_id: int | None) -> int:
        """The record's application; a known offer without ids of its own keeps the one it has."""
        ref = remote_ids.find(self._desk, *self._key(identity))
        if ref is not None and ref.offer_id is not None:
            return int(
                self._desk.execute(
                    "SELECT application_id FROM offers WHERE id = ?", (ref.offer_id,)
                ).fetchone()[0]
            )
        return self._places.application(identity.application, candidate_id, job_id)

    def _new_offer(self, incoming: Incoming, found: Found) -> int:
        own = remote_ids.own_id(self._desk, "offer", incoming.identity.remote_id)
        names = self._places.names(found.application_id)
        created = (found.created_at, found.created_by)
        return offer_rows.offer(self._desk, own, found.application_id, names, incoming, created)

    def _free_number(self, offer_id: int, number: int) -> int:
        """The version's own number, or the next one when a version made here has it."""
        numbers = [
            row[0]
            for row in self._desk.execute(
                "SELECT number FROM versions WHERE offer_id = ?", (offer_id,)
            )
        ]
        return max(numbers) + 1 if number in numbers else number

    def _write(self, offer_id: int, number: int, found: Found, note: str = "") -> int:
        return offer_rows.version(
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
        raw = exact_json.dump_json(record)
        remote_ids.put(self._desk, self._now, self._key(identity), Ref(local, offer_id, raw))
        if identity.alias is not None:
            key = (self._system.name, "alias", identity.alias, "")
            remote_ids.put(self._desk, self._now, key, Ref(offer_id, offer_id, None))
        if identity.kind == "version":
            key = (self._system.name, "offer", identity.remote_id, identity.application or "")
            remote_ids.put(self._desk, self._now, key, Ref(offer_id, offer_id, None))

    def _join(self, offer_id: int, number: int, incoming: Incoming, found: Found) -> None:
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
            if by_follower and follower is not None:
                self._supersede(version_id, follower[2])
            elif by_itself and not superseded:
                self._pending.add(version_id)
        if number == self._current(offer_id):
            offer_rows.mirror(self._desk, offer_id, number, found.terms)
            offer_rows.standing(self._desk, offer_id, incoming, found.created_at)
        self._settle(offer_id, found)

    def _settle(self, offer_id: int, found: Found) -> None:
        superseded = all(row[3] for row in self._versions(offer_id))
        offer_rows.settle_standing(self._desk, offer_id, superseded, found.created_at)

    def _supersede(self, version_id: int, at: str) -> None:
        offer_rows.supersede(self._desk, version_id, at)
        self._pending.discard(version_id)

    def _versions(self, offer_id: int) -> list[tuple[int, int, str, bool]]:
        """Id, number, moment of creation and whether superseded, oldest first."""
        rows = self._desk.execute(
            "SELECT versions.id, number, created_at, version_id IS NOT NULL FROM versions"
            " LEFT JOIN supersessions ON version_id = versions.id"
            " WHERE offer_id = ? ORDER BY number",
            (offer_id,),
        )
        return [
            (version_id, number, at, bool(superseded) or version_id in self._pending)
            for version_id, number, at, superseded in rows
        ]

    def _current(self, offer_id: int) -> int:
        """The number of the newest version that is not superseded, else of the newest."""
        rows = self._versions(offer_id)
        return max([row[1] for row in rows if not row[3]] or [row[1] for row in rows])

    # ------------------------------------------------------------ small parts

    def _event(self, offer_id: int, to: str, number: int, text: str, before: str = "") -> None:
        actor = self._actor.user_id
        offer_rows.event(self._desk, offer_id, actor, self._now, to, number, text, before or None)

    def _flag(
        self, offer_id: int, number: int | None, doubts: list[Doubt] | tuple[Doubt, ...]
    ) -> tuple[Doubt, ...]:
        source = self._system.title
        return tuple(offer_rows.flags(self._desk, offer_id, number, doubts, source, self._now))
