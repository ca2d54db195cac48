"""Files of other systems, in: one transaction a file, one line a record."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

from data import errors
from data.exchange import rare_garbage, registry
from data.exchange.backup import restore_report
from data.exchange.backup.backup_checks import DumpRefused
from data.exchange.csv import (
    csv_columns,
    csv_export,
    csv_facts,
    csv_field_columns,
    csv_status,
    table_memory,
)
from data.exchange.csv.csv_columns import MappingError
from data.exchange.csv.csv_facts import TableFacts
from data.exchange.csv.table_memory import TableChoices
from data.exchange.files.json_records import FileItem
from data.exchange.files.record_file import Source
from data.exchange.files.text_file import Unreadable, is_regular
from data.exchange.import_options import ImportOptions, Progress, Stopped
from data.exchange.import_report import Outcome, Report, ReportLine, Tally
from data.exchange.importing.import_batch import Unforeseen
from data.exchange.importing.import_file import FileImport
from data.storage import connection
from data.storage.database import transaction
from data.values.text import one_line

Listener = Callable[[Progress], None]
_OFTEN = 500
"""Records after which progress is reported."""
_CACHE_KIB = 16 * 1024
"""SQLite's memory while records come in."""


class _Undone(Exception):
    """A dry run is over: take everything back."""


def read_files(
    paths: Iterable[Path],
    *,
    options: ImportOptions | None = None,
    progress: Listener | None = None,
) -> Report:
    """Bring the records of these files into the open desk; a bad record stops nothing else.

    Each file is all or nothing: one that breaks off in the middle is left out whole. `progress`
    hears of it now and then and may raise Stopped. Raises Invalid for a system that there is not,
    Storage when the desk cannot be written; the files before that one are in.
    """
    options = options or ImportOptions()
    reading = _Reading(options, progress)
    registry.chosen(options.system)
    with _memory():
        try:
            if options.dry_run:
                with transaction():
                    reading.files(paths)
                    raise _Undone
            reading.files(paths)
        except _Undone:
            pass
        except errors.Stopped as error:
            stopped = Stopped()
            stopped.report = reading.report()
            raise stopped from error
    return reading.report()


class _Reading:
    """Goes through the files and tallies what came of them."""

    def __init__(self, options: ImportOptions, progress: Listener | None) -> None:
        self._options = options
        self._progress = progress
        self._tally = Tally()
        self._last = 0

    def files(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self._tally.absorb(self._file(path), one_line(str(path)))

    def report(self) -> Report:
        return self._tally.report(is_dry_run=self._options.dry_run)

    def _file(self, path: Path) -> Tally:
        """Everything of one file, or nothing and a line that says why."""
        name, tally = one_line(str(path)), Tally()
        try:
            try:
                # What cannot be read twice is read carefully at once.
                self._bring(path, tally, is_careful=not is_regular(path))
            except Unforeseen:
                tally = Tally()
                self._bring(path, tally, is_careful=True)
        except DumpRefused as error:
            return _refused(name, error.text)
        except (Unreadable, MappingError) as error:
            return _refused(name, f"{name} {error.text}", error.text)
        return tally

    def _bring(self, path: Path, tally: Tally, *, is_careful: bool) -> None:
        """Bring the file in; raises Unforeseen when that has to be done carefully."""
        name, options = one_line(str(path)), self._options.of(path)
        with _opened(path, options) as source, self._whole() as desk:
            known = table_memory.recall(source.header)
            options = _as_last_time(known, options)
            records = self._with_progress(source)
            first = next(records)
            found = chain((first,), records)
            if options.system is None and restore_report.is_dump(first):
                restore_report.bring_in(desk, name, tally, found)
                return
            facts = _facts(path, source.header, options, known.dates)
            known = known.where_dates_are(facts.date_order if facts else "")
            recalled = f"as the last time: {known.words}" if known.words else ""
            tally.how = ", ".join(filter(None, (source.how, recalled)))
            file_import = FileImport(
                desk,
                name,
                tally,
                options,
                header=source.header,
                facts=facts,
                is_careful=is_careful,
                settled=lambda _: self._tell(source, self._last),
            )
            file_import.bring(found)
            if source.header and not options.dry_run:
                dates = options.dates or known.dates
                choices = TableChoices(options.mapping, options.statuses, dates)
                table_memory.remember(source.header, choices)

    @contextmanager
    def _whole(self) -> Iterator[sqlite3.Connection]:
        """All or nothing for one file, in a dry run inside the transaction of all."""
        with transaction() as desk:
            if not self._options.dry_run:
                yield desk
                return
            desk.execute("SAVEPOINT file")
            try:
                yield desk
            except BaseException:
                if desk.in_transaction:
                    desk.execute("ROLLBACK TO file")
                connection.renew()
                raise
            finally:
                if desk.in_transaction:
                    desk.execute("RELEASE file")

    def _with_progress(self, source: Source) -> Iterator[FileItem]:
        """The records, while progress is reported."""
        self._tell(source, 0)
        for item in source:
            self._last = item.position
            yield item
            if item.position % _OFTEN == 0:
                self._tell(source, item.position)
        self._tell(source, self._last)

    def _tell(self, source: Source, records: int) -> None:
        if self._progress is not None:
            done = Progress(source.path, records, source.bytes_done, source.bytes_total)
            self._progress(done)


@contextmanager
def _opened(path: Path, options: ImportOptions) -> Iterator[Source]:
    with Source(
        path,
        as_table=registry.is_table(options.system),
        skip_bad=options.skip_bad,
        how=options.how,
    ) as source:
        yield source


def _as_last_time(known: TableChoices, options: ImportOptions) -> ImportOptions:
    """The options with the columns and words that were said of the last such table."""
    return replace(
        options,
        mapping=csv_columns.over(known.columns, options.mapping),
        statuses=csv_status.over(known.statuses, options.statuses),
    )


def _facts(
    path: Path, header: tuple[str, ...], options: ImportOptions, remembered: str
) -> TableFacts | None:
    """What all cells of a table show; raises MappingError for what somebody has to decide."""
    if not header or csv_export.is_ours(dict.fromkeys(header)):
        return None
    columns = csv_columns.chosen(header, options.mapping)
    csv_field_columns.refuse_alike(columns)
    if not is_regular(path):
        return TableFacts(options.dates or remembered, statuses=options.statuses)
    with _opened(path, replace(options, skip_bad=True)) as source:
        cells = (item.value for item in source)
        found = csv_facts.look(cells, columns, options.dates, remembered)
        return found._replace(statuses=options.statuses)


def _refused(name: str, text: str, reason: str = "") -> Tally:
    """The report line of a file of which nothing came in."""
    tally = Tally()
    tally.count(Outcome.REFUSED)
    tally.add(ReportLine(Outcome.REFUSED, name, 0, "", "", text, reason=reason))
    return tally


@contextmanager
def _memory() -> Iterator[None]:
    """More memory for SQLite while much is written, and a rarer look for garbage."""
    desk = connection.reader()
    before = desk.execute("PRAGMA cache_size").fetchone()[0]
    desk.execute(f"PRAGMA cache_size = {-_CACHE_KIB:d}")
    try:
        with rare_garbage.looked_for_rarely():
            yield
    finally:
        desk.execute(f"PRAGMA cache_size = {int(before):d}")
