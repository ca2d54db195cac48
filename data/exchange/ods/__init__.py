"""Spreadsheets (.ods), out; what comes in is a table whatever its form (`data.exchange.files`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.exchange.csv.csv_losses import LOSSES
from data.exchange.system import System

if TYPE_CHECKING:
    from data.exchange.exporting.export_options import ExportOptions
    from data.exchange.exporting.exported_records import Piece
    from data.exchange.exporting.snapshot import Snapshot


def _pieces(snapshot: Snapshot, options: ExportOptions) -> Iterator[Piece]:
    from data.exchange.ods import ods_export

    return ods_export.pieces(snapshot, versions=options.versions)


SYSTEM = System(
    name="ods",
    title="Spreadsheet (.ods)",
    extension=".ods",
    pieces=_pieces,
    losses=LOSSES,
    is_spreadsheet=True,
)
