"""What a system declares of itself, once: everything that lists systems asks the registry.

The declaration names what reads and writes; that is imported when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from data.exchange.csv.csv_facts import TableFacts
    from data.exchange.exporting.export_options import ExportOptions
    from data.exchange.exporting.exported_records import Definition, Piece
    from data.exchange.exporting.snapshot import Snapshot
    from data.exchange.importing.import_context import ImportContext
    from data.exchange.record_reader import OwnRowImporter, RecordReader
    from data.exchange.record_writer import RecordWriter
    from data.exchange.shapes import Shape


if TYPE_CHECKING:
    TableReader = Callable[[tuple[str, ...], Mapping[str, str], TableFacts | None], RecordReader]


class Loss(NamedTuple):
    """Something that gets lost: which offers it is about, as SQL, and what becomes of it.

    `is_usual`: the system's own records do not say it either, so it is lost only with other ones.
    """

    where: str
    one: str
    many: str
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """A system, a table or a dump: what it is called, what reads it, what writes it.

    `noun` is what a sentence about an import calls it, `hint` what a dialog says beside its title.
    Records are read by `reader`, rows by what `table_reader` makes of a header and of what a person
    chose for its columns. Records are written by `writer`, one by one and in pages; anything else
    by `pieces`, the whole file. `record_words` are the kinds of its records that are no offers, as
    a person asks for them and as their references call them, several with spaces between;
    `status_words` what its words for a status find in filters (`data.values.status_words`).
    """

    name: str
    title: str
    extension: str = ".json"
    noun: str = ""
    hint: str = ""
    reader: Callable[[], RecordReader] | None = None
    table_reader: TableReader | None = None
    writer: Callable[[tuple[Definition, ...]], RecordWriter] | None = None
    pieces: Callable[[Snapshot, ExportOptions], Iterator[Piece]] | None = None
    own_rows: Callable[[ImportContext, RecordReader, bool], OwnRowImporter] | None = None
    """What brings rows in that this desk wrote; the last argument: whether theirs are preferred."""
    losses: tuple[Loss, ...] = ()
    leaves_out_superseded: bool = False
    """Whether offers that only ever were superseded do not go there."""
    record_words: Mapping[str, str] = field(default_factory=dict)
    status_words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    filters_records: bool = False
    """Whether its filters are about records, of which an offer has several."""
    is_spreadsheet: bool = False
    """Whether it is written as rows of a spreadsheet."""

    @property
    def has_rows(self) -> bool:
        """Whether it is written as rows, one an offer or a version."""
        return self.is_table or self.is_spreadsheet

    @property
    def is_table(self) -> bool:
        """Whether it has rows under a header."""
        return self.table_reader is not None

    @property
    def is_read(self) -> bool:
        """Whether its records or rows can be imported as those of a system."""
        return self.reader is not None or self.is_table

    @property
    def is_written(self) -> bool:
        """Whether offers can be exported in its form."""
        return self.writer is not None or self.pieces is not None


class UnreadSystem(NamedTuple):
    """A system of which nothing is read: what it is called and what its records look like."""

    title: str
    shapes: tuple[Shape, ...]
