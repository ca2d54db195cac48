"""Offers out: to the system that they came from, to another one, to a table, or as a whole dump.

One use case: what leaves is one moment of the desk, written piece by piece; a file has its name
only when it is complete.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from data.exchange import rare_garbage, registry
from data.exchange.exporting import (
    export_checks,
    export_pages,
    kept_records,
    losses,
    record_texts,
)
from data.exchange.exporting.export_options import ExportOptions, Impossible
from data.exchange.exporting.export_pages import Place
from data.exchange.exporting.exported_records import Piece
from data.exchange.exporting.record_texts import Texts
from data.exchange.exporting.snapshot import Snapshot, open_snapshot
from data.exchange.import_options import Stopped
from data.exchange.record_writer import RecordWriter
from data.exchange.system import System
from data.storage import safe_files

__all__ = [
    "Departure",
    "ExportOptions",
    "Exported",
    "Impossible",
    "Stopped",
    "Written",
    "departure",
    "export",
    "unsayable",
]


@dataclass(frozen=True, slots=True)
class Written:
    """How far the writing is, in offers; `records` were written so far."""

    offers: int
    total: int
    records: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: so many records of so many offers, and where in the pages, if asked."""

    offers: int
    records: int
    place: Place | None = None


Progress = Callable[[Written], None]
"""Called after each batch; raises `Stopped` to end the export, which then leaves nothing behind."""


def unsayable(to: str, ids: Iterable[int] | None) -> tuple[str, ...]:
    """What that form cannot say of these offers (None: all), a sentence each; raises Storage."""
    with departure(to, ids) as leaving:
        return leaving.unsayable()


def export(
    to: str,
    ids: Iterable[int] | None,
    out: IO[bytes] | Path,
    options: ExportOptions | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write these offers (None: all) in one of the registered forms.

    Raises Impossible, Unwritable, Storage, and whatever `progress` raises.
    """
    with departure(to, ids, options) as leaving:
        return leaving.write(out, progress)


@contextmanager
def departure(
    to: str, ids: Iterable[int] | None, options: ExportOptions | None = None
) -> Iterator["Departure"]:
    """Offers ready to leave: counted, and looked at for what gets lost, before they are written."""
    options = options or ExportOptions()
    form = export_checks.form(to)
    export_checks.refuse(form, options)
    with open_snapshot(ids) as snapshot:
        yield Departure(form, snapshot, options)


class Departure:
    """Offers of one moment, ready to leave in one form."""

    def __init__(self, form: System, snapshot: Snapshot, options: ExportOptions) -> None:
        self._form = form
        self._snapshot = snapshot
        self._options = options
        self._place = Place() if options.links else None

    @property
    def offers(self) -> int:
        """How many offers leave."""
        return self._snapshot.offers

    @property
    def is_binary(self) -> bool:
        """Whether what is written is no text."""
        return self._form.is_spreadsheet

    def unsayable(self) -> tuple[str, ...]:
        """What the form cannot say of them, a sentence each."""
        if self._options.records not in (kept_records.OFFERS, kept_records.ALL):
            return ()
        return losses.sentences(self._snapshot.desk, self._form, versions=self._options.versions)

    def write(self, out: IO[bytes] | Path, progress: Progress | None = None) -> Exported:
        """Write them to a stream, or to a file that has its name only when it is complete."""
        with rare_garbage.looked_for_rarely():
            if isinstance(out, Path):
                with safe_files.writing(out, force=self._options.force) as file:
                    return self._write(file, progress)
            return self._write(out, progress)

    def _write(self, file: IO[bytes], progress: Progress | None) -> Exported:
        pieces = self._pieces()
        offers = records = 0
        for piece in pieces:
            file.write(piece.content)
            offers, records = offers + piece.offers, records + piece.records
            if progress is not None:
                progress(Written(offers, self.offers, records))
        return Exported(offers, records, self._place)

    def _pieces(self) -> Iterator[Piece]:
        if self._form.pieces is not None:
            return self._form.pieces(self._snapshot, self._options)
        system = registry.writer(self._form.name, self._snapshot.definitions())
        return export_pages.listed(
            self._records(system), self._options, system.envelope, self._place
        )

    def _records(self, system: RecordWriter) -> Iterator[Texts]:
        word = self._options.records
        if word in (kept_records.OFFERS, kept_records.ALL):
            as_came = word == kept_records.ALL
            yield from record_texts.of_offers(
                self._snapshot, system, as_came=as_came, asked=self._options.asked
            )
        if word != kept_records.OFFERS:
            yield from record_texts.of_kept(self._snapshot, system, word)
