"""Many records at once: known ones compared in one query, new ones planned and written together.

What is neither goes the ordinary way, one by one (`Placing`); both ways give the same rows.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from data.exchange.import_report import Outcome
from data.exchange.importing import plan_rows as planned
from data.exchange.importing import prefetch as known
from data.exchange.importing.import_plan import Plan
from data.exchange.importing.new_offers import Arriving, Placed
from data.exchange.importing.offer_importer import SAME, Placing
from data.exchange.importing.plan_rows import Group
from data.exchange.importing.plan_values import FieldRows
from data.exchange.importing.prefetch import Known, Names
from data.exchange.importing.record_batches import Entry, Key
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Incoming
from data.exchange.system import Refused, System
from data.values import exact_json

_MOST_ALONE = 1_000
"""Superseded versions whose follower may still come that are held in memory."""
KIND = "version"
"""What is planned: records that are one version of an offer each."""


class Bulk(Placing):
    """Brings records of one system in, as many at once as can be."""

    is_careful = False
    """Whether what cannot be written is taken back here; else it is raised."""
    _fields: FieldRows | None = None

    def bring_many(self, entries: Sequence[Entry]) -> tuple[list[Placed], int]:
        """Bring in as many of these offers from the first on as need no look of their own.

        They are sorted by application. Gives what became of each, and how many of the next ones
        have to be brought in one by one.
        """
        batch = _Batch(self._desk, self._system, entries)
        plan: Plan | None = None
        placed: list[Placed] = []
        for group in batch.groups():
            found = batch.known(group)
            if not found and all(entry.incoming is not None for entry in group):
                plan = plan or self._plan(batch.read)
                found = batch.planned(group, plan)
            if not found:
                break
            placed += found
        if plan is not None and not self._carry_out(plan):
            return [], 1
        return placed, batch.alone(len(placed))

    def settle_alone(self) -> None:
        """Write down which superseded versions have no follower yet, when there are many."""
        if len(self._pending) > _MOST_ALONE:
            Arriving.finish(self)

    def _plan(self, incomings: list[Incoming]) -> Plan:
        """A plan that knows what the desk has of what these records name."""
        return Plan(
            Known(self._desk, self._system.name, Names(incomings)),
            self._rows_of_fields(),
            (self._system.name, self._system.title),
            self._now,
            self._actor.user_id,
        )

    def _rows_of_fields(self) -> FieldRows:
        """The values that were read, as long as the definitions are the same."""
        if self._fields is None or self._fields.definitions is not self._definitions:
            self._fields = FieldRows(self._definitions)
        return self._fields

    def forget_fields(self) -> None:
        """Definitions came in: values may mean something else now."""
        self._fields = None

    def _carry_out(self, plan: Plan) -> bool:
        """Write what was planned; whether that went well: if not, nothing of it was written."""
        tables, alone = plan.finish()
        if not self.is_careful:
            planned.write(self._desk, tables)
        elif not self._try(tables):
            return False
        self._pending.update(alone)
        return True

    def _try(self, tables: dict[str, list[planned.Row]]) -> bool:
        self._desk.execute("SAVEPOINT bulk")
        try:
            planned.write(self._desk, tables)
        except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError):
            self._desk.execute("ROLLBACK TO bulk")
            return False
        finally:
            self._desk.execute("RELEASE bulk")
        return True


class _Batch:
    """Some offers with what is known of them, and what the unknown ones say."""

    def __init__(self, desk: sqlite3.Connection, system: System, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._refs: dict[Key, Ref] = {}
        self._torn: set[Key] = set()
        ids: dict[str, set[str]] = {}
        for kind, remote_id, _ in (entry.key for entry in entries):
            ids.setdefault(kind, set()).add(remote_id)
        for kind, some in ids.items():
            found, torn = known.copies(desk, system.name, kind, some)
            self._refs.update(found)
            self._torn.update(torn)
        for entry in entries:
            entry.raw = entry.raw or exact_json.dump_loaded(entry.record)
            if entry.incoming is None and entry.key[0] == KIND and entry.key not in self._refs:
                entry.incoming = _understood(system, entry)
        self.read = [entry.incoming for entry in entries if entry.incoming is not None]

    def groups(self) -> Iterator[list[Entry]]:
        """The records that belong together: those of one application."""
        for _, group in groupby(self._entries, _whose):
            yield list(group)

    def alone(self, start: int) -> int:
        """How many from there on are of no kind that can be planned, and new; at least one."""
        new = takewhile(
            lambda entry: entry.key[0] != KIND and entry.key not in self._refs,
            self._entries[start:],
        )
        return max(1, sum(1 for _ in new))

    def known(self, group: list[Entry]) -> list[Placed] | None:
        """What becomes of records that say nothing new; None when one does."""
        placed = []
        for entry in group:
            ref = self._refs.get(entry.key)
            if ref is None or ref.raw != entry.raw or ref.offer_id is None:
                return None
            if entry.key in self._torn:
                return None
            placed.append(Placed(Outcome.SAME, ref.offer_id, SAME))
        return placed

    def planned(self, group: list[Entry], plan: Plan) -> list[Placed] | None:
        """Plan new records of one application; None when they are not all so simple."""
        fitting = [
            (entry.incoming, entry.raw)
            for entry in group
            if entry.incoming is not None
            and entry.key not in self._refs
            and plan.fits(entry.incoming)
        ]
        if len(fitting) < len(group):
            return None
        if len(group) > 1:
            first = fitting[0][0]
            if len({entry.key for entry in group}) < len(group):
                return None
            if any((one.job, one.candidate) != (first.job, first.candidate) for one, _ in fitting):
                return None
        together = Group()
        return [plan.add(incoming, raw, together) for incoming, raw in fitting]


def _understood(system: System, entry: Entry) -> Incoming | None:
    """What a record says; nothing when it does not say it as it should."""
    try:
        return system.understand(entry.record)
    except Refused:
        return None


def _whose(entry: Entry) -> tuple[str, object]:
    """What records have in common that have to be looked at together."""
    identity = entry.identity
    if identity is not None and identity.kind == KIND:
        return KIND, identity.application
    return "", entry.position
