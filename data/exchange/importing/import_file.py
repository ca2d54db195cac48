"""The records of one file into the desk, batch by batch, with a line for what became of each."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path

from data.exchange import registry
from data.exchange.csv.csv_facts import TableFacts
from data.exchange.files.json_records import FileItem
from data.exchange.import_options import ImportOptions
from data.exchange.import_report import Outcome, ReportLine, Tally
from data.exchange.importing import cross_checks, import_batch, own_exports
from data.exchange.importing.import_result import ImportResult
from data.exchange.importing.own_exports import OwnExports
from data.exchange.importing.record_batches import Entry, batches
from data.exchange.importing.row_table import listed
from data.exchange.importing.system_import import SystemImport
from data.exchange.parsed_offer import ImportFlag, JsonValue
from data.exchange.recognition import Recogniser
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import RecordReader, Refused
from data.lists import twin_candidates, twin_jobs
from data.storage import search_index

_MOST_TWINS = 50
"""New candidates, and jobs, of a file that may be known: so many are named."""
_FLAGGED = (
    "SELECT count(*) FROM (SELECT value FROM json_each(:offers)"
    " UNION SELECT offer_id FROM flags WHERE id > :before)"
)
"""The offers with a line that says what is odd, and those flagged beside them."""
_CHECKED = 2_000
"""Offers that are looked at together in the end."""


class FileImport:
    """Brings one file in, inside the running transaction."""

    def __init__(
        self,
        desk: sqlite3.Connection,
        name: str,
        tally: Tally,
        options: ImportOptions,
        *,
        header: tuple[str, ...] = (),
        facts: TableFacts | None = None,
        is_careful: bool = False,
        settled: Callable[[int], None] | None = None,
    ) -> None:
        """`header` names a table's columns, empty for JSON, `facts` are what all its cells show;
        `settled` hears how many offers search knows by now. Raises MappingError and Invalid.
        """
        self._settled = settled
        self._desk = desk
        self._name = name
        self._tally = tally
        self._options = options
        self._is_careful = is_careful
        self._systems = (
            registry.of_table(header, options.mapping, facts)
            if header
            else registry.chosen(options.system)
        )
        if not options.kind:
            for system in self._systems:
                system.refuse_columns()
        self._recognise = (
            Recogniser(self._systems)
            if header
            else registry.recogniser(options.system, options.kind, Path(name).stem)
        )
        self._ways: dict[str, SystemImport] = {}
        self._own_exports = OwnExports(desk)
        self._pointed_out = 0
        self._flagged_offers = set[int]()
        self._flags_before = desk.execute("SELECT coalesce(max(id), 0) FROM flags").fetchone()[0]

    def bring(self, found: Iterable[FileItem]) -> None:
        """Bring everything in; raises Unreadable where the file is no such file, and Unforeseen."""
        for batch in batches(self._recognised(found)):
            for _, entries in groupby(batch, _system):
                self._several(list(entries))
        for way in self._ways.values():
            way.importer.finish()
            self._look_together(way)
            self._name_twins(way)
        if not self._options.dry_run:
            # Before the transaction ends it would be done anyway; here whoever waits can stop it.
            search_index.settle(self._desk, self._settled)
        counted = {"offers": listed(self._flagged_offers), "before": self._flags_before}
        flagged = self._desk.execute(_FLAGGED, counted)
        self._tally.flagged = self._pointed_out + flagged.fetchone()[0]

    def _recognised(self, found: Iterable[FileItem]) -> Iterator[Entry]:
        for item in found:
            try:
                if item.problem is not None:
                    raise item.problem
                system, kind, record = self._recognise(item.value, item.label)
                identity = system.identify(record) if kind.is_offer else None
            except Refused as error:
                self._refuse(item.position, item.value, error)
            else:
                raw = item.raw if identity else ""
                entry = Entry(item.position, record, system, kind, item.size, identity, raw)
                known = self._own_exports.offer_of(system, identity, record) if identity else None
                own = self._own_row(entry) if known is None else None
                if own is not None:
                    yield Entry(item.position, record, system, own, item.size)
                elif known is None:
                    yield entry
                else:
                    self._note(
                        self._way(system),
                        entry,
                        ImportResult(Outcome.SAME, known, own_exports.TEXT),
                    )

    def _own_row(self, entry: Entry) -> Kind | None:
        """What a row of a table that this desk wrote is; None for everything else."""
        own = self._way(entry.system).own
        return own.kind if own is not None and own.find(entry.record) is not None else None

    def _several(self, entries: list[Entry]) -> None:
        """Entries of one system."""
        way = self._way(entries[0].system)
        for entry, answer in import_batch.bring_in(way, entries):
            if isinstance(answer, Refused):
                self._refuse(entry.position, entry.record, answer)
            else:
                self._note(way, entry, answer)

    def _way(self, system: RecordReader) -> SystemImport:
        if system.name not in self._ways:
            self._ways[system.name] = SystemImport(
                self._desk, system, self._options, is_careful=self._is_careful
            )
        return self._ways[system.name]

    # ------------------------------------------------------------ lines of the report

    def _note(self, way: SystemImport, entry: Entry, placed: ImportResult) -> None:
        outcome, position, offer_id = placed.outcome, entry.position, placed.offer_id
        self._tally.count(outcome)
        if outcome is not Outcome.SAME and offer_id is not None:
            way.offers.append(offer_id)
            way.positions.append(position)
        if self._tally.wants(outcome):
            number = self._called(entry.record)
            self._line(outcome, position, number, placed.text, offer_id, is_repeat=placed.is_repeat)
        else:
            self._tally.leave_out(1)
        if placed.flags and offer_id is None:
            self._pointed_out += 1
        for flag in placed.flags:
            self._flagged(position, self._called(entry.record), flag, offer_id)

    def _called(self, value: JsonValue) -> str:
        """What people call the record: its number, or the candidate of a row without one."""
        return self._systems[0].called(value)

    def _flagged(self, position: int, number: str, flag: ImportFlag, offer_id: int | None) -> None:
        if offer_id is not None:
            self._flagged_offers.add(offer_id)
        self._line(Outcome.FLAGGED, position, number, flag.text, offer_id, flag.field)

    def _refuse(self, position: int, value: JsonValue, error: Refused) -> None:
        self._tally.count(Outcome.REFUSED)
        number = self._called(value)
        for one in error.all:
            self._tally.add(
                ReportLine(
                    Outcome.REFUSED,
                    self._name,
                    position,
                    number,
                    one.field,
                    one.text,
                    None,
                    one.expected,
                    one.came,
                )
            )

    def _line(
        self,
        outcome: Outcome,
        position: int,
        number: str,
        text: str,
        offer_id: int | None,
        field: str = "",
        *,
        is_repeat: bool = False,
    ) -> None:
        line = ReportLine(
            outcome, self._name, position, number, field, text, offer_id, is_repeat=is_repeat
        )
        self._tally.add(line)

    def _name_twins(self, way: SystemImport) -> None:
        """Say which of the new candidates and jobs may be here already under another number."""
        references = way.importer.context.references
        people = twin_candidates.among(self._desk, references.made_candidates)
        jobs = twin_jobs.among(self._desk, references.made_jobs)
        self._point_out(
            "candidate",
            (f"{one.one.called} has {one.words}: perhaps they are one person." for one in people),
        )
        self._point_out(
            "job",
            (
                f"{one.title} ({one.id}) differs only in style from {one.other_title}"
                f" ({one.other_id}): they are two jobs now."
                for one in jobs
            ),
        )
        self._point_out(
            "job",
            (
                f"{title} was taken to be job {number}, which is called so in another style."
                for title, number in references.restyled_jobs.items()
            ),
        )

    def _point_out(self, field: str, texts: Iterable[str]) -> None:
        for at, text in enumerate(texts):
            self._pointed_out += 1
            if at < _MOST_TWINS:
                self._line(Outcome.FLAGGED, 0, "", text, None, field)
            else:
                self._tally.leave_out(1)

    def _look_together(self, way: SystemImport) -> None:
        """Flag what only several records show, on the offers that the file touched."""
        context, system = way.importer.context, way.system
        fresh: list[tuple[int, ImportFlag]] = []
        for start in range(
            0, len(way.offers) or bool(context.references.changed_openings), _CHECKED
        ):
            some = way.offers[start : start + _CHECKED]
            seats = [] if start else context.references.changed_openings
            for offer_id, flag in chain(
                cross_checks.flags(self._desk, system.name, some),
                cross_checks.of_openings(self._desk, some, seats),
            ):
                if context.flag_offer(offer_id, [flag]):
                    fresh.append((offer_id, flag))
            context.finish_batch()
            if not self._tally.wants(Outcome.FLAGGED):
                self._tally.leave_out(len(fresh))
                fresh.clear()
        flagged = {offer_id for offer_id, _ in fresh}
        positions = {
            offer_id: position
            for offer_id, position in zip(way.offers, way.positions, strict=True)
            if offer_id in flagged
        }
        for offer_id, flag in fresh:
            number = cross_checks.number_of(self._desk, system.name, offer_id)
            self._flagged(positions.get(offer_id, 0), number, flag, offer_id)


def _system(entry: Entry) -> str:
    return entry.system.name
