"""Tables with a header, in and out; rows of our own tables come back as edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from data.exchange.csv.csv_losses import LOSSES
from data.exchange.system import System

if TYPE_CHECKING:
    from data.exchange.csv.csv_facts import TableFacts
    from data.exchange.exporting.export_options import ExportOptions
    from data.exchange.exporting.exported_records import Piece
    from data.exchange.exporting.snapshot import Snapshot
    from data.exchange.importing.import_context import ImportContext
    from data.exchange.record_reader import OwnRowImporter, RecordReader


def _reader(
    header: tuple[str, ...], mapping: Mapping[str, str], facts: TableFacts | None = None
) -> RecordReader:
    """What reads rows under this header; raises MappingError."""
    from data.exchange.csv import csv_columns
    from data.exchange.csv.csv_offers import Table

    columns = csv_columns.chosen(header, mapping)
    return Table(columns) if facts is None else Table(columns, facts)


def _pieces(snapshot: Snapshot, options: ExportOptions) -> Iterator[Piece]:
    from data.exchange.csv import csv_export

    return csv_export.pieces(snapshot, versions=options.versions, bom=options.bom)


def _own_rows(context: ImportContext, reader: RecordReader, prefer_theirs: bool) -> OwnRowImporter:
    from data.exchange.csv import csv_reimport

    return csv_reimport.CsvRowImporter(context, reader.columns, prefer_theirs=prefer_theirs)


SYSTEM = System(
    name="csv",
    title="CSV",
    extension=".csv",
    noun="the table",
    hint="whatever the file is called",
    table_reader=_reader,
    pieces=_pieces,
    own_rows=_own_rows,
    losses=LOSSES,
)
