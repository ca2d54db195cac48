"""The desk's own dump, out and in again; it is no system, and recognised by its first line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.exchange.system import System

if TYPE_CHECKING:
    from data.exchange.exporting.export_options import ExportOptions
    from data.exchange.exporting.exported_records import Piece
    from data.exchange.exporting.snapshot import Snapshot


def _pieces(snapshot: Snapshot, options: ExportOptions) -> Iterator[Piece]:
    from data.exchange.backup import backup_export

    return backup_export.pieces(snapshot)


SYSTEM = System("json", "offerdesk's own dump", ".jsonl", pieces=_pieces)
