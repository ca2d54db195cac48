"""Offers out: to the system that they came from, to another one, to a table, or as a whole dump.

One use case: what leaves is one moment of the desk, written piece by piece; a file has its name
only when it is complete.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from data.errors import DataError
from data.exchange import registry
from data.exchange.exporting import kept_records, losses
from data.exchange.exporting.export_options import ExportOptions
from data.exchange.exporting.exported_records import Copy, OfferOut, Piece
from data.exchange.exporting.snapshot import Snapshot, open_snapshot
from data.exchange.import_options import Stopped
from data.exchange.record_writer import RecordWriter
from data.exchange.system import System
from data.storage import safe_files
from data.values import exact_json

__all__ = [
    "Departure",
    "ExportOptions",
    "Exported",
    "Stopped",
    "Written",
    "departure",
    "export",
    "unsayable",
]

MOST_PER_PAGE = 500
USUAL_PER_PAGE = 100


class Impossible(DataError):
    """What was asked of an export makes no sense; the text says what would."""

    title = "Export"


@dataclass(frozen=True, slots=True)
class Written:
    """How far the writing is, in offers; `records` were written so far."""

    offers: int
    total: int
    records: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: so many records of so many offers."""

    offers: int
    records: int


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
    form = _form(to)
    _refuse(form, options)
    with open_snapshot(ids) as snapshot:
        yield Departure(form, snapshot, options)


class Departure:
    """Offers of one moment, ready to leave in one form."""

    def __init__(self, form: System, snapshot: Snapshot, options: ExportOptions) -> None:
        self._form = form
        self._snapshot = snapshot
        self._options = options

    @property
    def offers(self) -> int:
        """How many offers leave."""
        return self._snapshot.offers

    def unsayable(self) -> tuple[str, ...]:
        """What the form cannot say of them, a sentence each."""
        if self._options.records not in (kept_records.OFFERS, kept_records.ALL):
            return ()
        return losses.sentences(self._snapshot.desk, self._form, versions=self._options.versions)

    def write(self, out: IO[bytes] | Path, progress: Progress | None = None) -> Exported:
        """Write them to a stream, or to a file that has its name only when it is complete."""
        if isinstance(out, Path):
            with safe_files.writing(out, force=self._options.force) as file:
                return self._write(file, progress)
        return self._write(out, progress)

    def _write(self, file: IO[bytes], progress: Progress | None) -> Exported:
        pieces = self._pieces()
        offers = records = 0
        for piece in pieces:
            file.write(piece.text.encode())
            offers, records = offers + piece.offers, records + piece.records
            if progress is not None:
                progress(Written(offers, self.offers, records))
        return Exported(offers, records)

    def _pieces(self) -> Iterator[Piece]:
        if self._form.pieces is not None:
            return self._form.pieces(self._snapshot, self._options)
        system = registry.writer(self._form.name, self._snapshot.definitions())
        return _listed(self._records(system), self._options, system.envelope)

    def _records(self, system: RecordWriter) -> Iterator["Some"]:
        word = self._options.records
        if word in (kept_records.OFFERS, kept_records.ALL):
            yield from _offers(self._snapshot, system, as_came=word == kept_records.ALL)
        if word != kept_records.OFFERS:
            yield from self._kept(system, word)

    def _kept(self, system: RecordWriter, word: str) -> Iterator["Some"]:
        found = kept_records.records(
            self._snapshot.desk,
            system.name,
            word,
            registry.record_words(),
            of_wanted=not self._snapshot.is_everything,
        )
        some: list[str] = []
        for text in found:
            some.append(text)
            if len(some) == _TOGETHER:
                yield Some(0, some)
                some = []
        yield Some(0, some)


_TOGETHER = 200
_WHOLE = 250
"""Offers that are looked at whole together."""
_SIGNS = 1 << 20
"""Signs of text after which records are written."""


class Some(NamedTuple):
    """Records as JSON text, of so many offers."""

    offers: int
    texts: list[str]


def _offers(snapshot: Snapshot, system: RecordWriter, *, as_came: bool) -> Iterator[Some]:
    """The offers in a system's form, batch by batch.

    `as_came`: what they were put together from goes out besides, so these copies do not.
    """
    if system.by_application:
        snapshot.by_application(system.name)
    for ids in snapshot.id_batches():
        some: list[str] = []
        signs = 0
        for text in _texts(snapshot, system, ids, as_came):
            some.append(text)
            signs += len(text)
            if signs > _SIGNS:
                yield Some(0, some)
                some, signs = [], 0
        yield Some(len(ids), some)


def _texts(
    snapshot: Snapshot, system: RecordWriter, ids: tuple[int, ...], as_came: bool
) -> Iterator[str]:
    """What nobody touched since it came goes out as it is kept, without being looked at."""
    kept_ids = snapshot.kept(ids, system.name)
    touched = snapshot.touched(ids, system.follows) if kept_ids else {}
    looked_at = [one for one in ids if one in touched or one not in kept_ids]
    offers = _read_offers(snapshot, system, looked_at, touched)
    copies = snapshot.copies(ids, system) if kept_ids else iter(())
    for offer_id in ids:
        known = next(copies)[1] if offer_id in kept_ids else []
        is_looked_at = offer_id in touched or offer_id not in kept_ids
        whole = next(offers) if is_looked_at else None
        if whole is not None:
            yield from _written(system, whole, known)
        else:
            yield from (copy.text for copy in known if not (as_came and copy.was_put))


def _read_offers(
    snapshot: Snapshot, system: RecordWriter, ids: list[int], touched: dict[int, frozenset[str]]
) -> Iterator[OfferOut | None]:
    """These offers with everything that the form writes, in their order."""
    for start in range(0, len(ids), _WHOLE):
        some = tuple(ids[start : start + _WHOLE])
        found = snapshot.offer_reader.read(
            some, system.name, touched, with_fields=system.has_fields
        )
        yield from (found.get(number) for number in some)


def _written(system: RecordWriter, offer: OfferOut, copies: list[Copy]) -> Iterator[str]:
    from data.exchange.exporting.value_shapes import fast_json

    for record in system.records(offer, copies):
        yield record if isinstance(record, str) else fast_json(record)


def _listed(
    found: Iterator[Some], options: ExportOptions, envelope: tuple[str, str]
) -> Iterator[Piece]:
    """The records of one page, or of all, as one array or one a line."""
    start, stop = _window(options)
    before, behind, between = f"{envelope[0]}\n", f"\n{envelope[1]}\n", ",\n"
    if options.lines:
        before, behind, between = "", "\n", "\n"
    seen = 0
    lead = before
    is_empty = True
    for offers, texts in found:
        wanted = texts[max(0, start - seen) : None if stop is None else max(0, stop - seen)]
        seen += len(texts)
        text = between.join(map(exact_json.printable, wanted))
        yield Piece(lead + text if text else "", offers, len(wanted))
        lead, is_empty = (between, False) if text else (lead, is_empty)
        if stop is not None and seen >= stop:
            break
    nothing = "" if options.lines else "".join(envelope) + "\n"
    yield Piece(nothing if is_empty else behind, 0, 0)


def _window(options: ExportOptions) -> tuple[int, int | None]:
    if options.page is None and options.per_page is None:
        return 0, None
    size = options.per_page or USUAL_PER_PAGE
    start = ((options.page or 1) - 1) * size
    return start, start + size


def _form(to: str) -> System:
    """The form of this name; raises Impossible."""
    known = registry.formats()
    found = next((one for one in known if one.name == to), None)
    if found is None:
        names = ", ".join(one.name for one in known)
        raise Impossible(f"{to} is no form of export: choose {names}.")
    return found


def _refuse(form: System, options: ExportOptions) -> None:
    """Raise Impossible for what no export can do."""
    _refuse_page(options)
    if form.writer is None:
        _refuse_records(options)
    words = (kept_records.OFFERS, kept_records.ALL, *registry.record_words())
    if options.records not in words:
        known = ", ".join(words)
        raise Impossible(f"There are no records called {options.records}: choose {known}.")
    if not form.is_table and (options.versions or options.bom):
        tables = " and ".join(one.name for one in registry.formats() if one.is_table)
        raise Impossible(f"--versions and --bom are for {tables}.")
    if form.is_table and options.lines:
        raise Impossible(f"--lines is for JSON: {form.title} has one offer a line anyway.")


def _refuse_page(options: ExportOptions) -> None:
    if options.per_page is not None and not 1 <= options.per_page <= MOST_PER_PAGE:
        raise Impossible(f"A page has 1 to {MOST_PER_PAGE} records.")
    if options.page is not None and options.page < 1:
        raise Impossible("Pages are counted from 1.")


def _refuse_records(options: ExportOptions) -> None:
    """What only forms can do that are written record by record."""
    titles = registry.listed([one.title for one in registry.formats() if one.writer is not None])
    if options.page is not None or options.per_page is not None:
        raise Impossible(f"Only the records of {titles} come in pages.")
    if options.records != kept_records.OFFERS:
        raise Impossible(f"--records is for the records of {titles}.")
