"""Lever: offers with their fields, and the people, postings and requisitions around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.exchange.lever.lever_losses import LOSSES
from data.exchange.system import System

if TYPE_CHECKING:
    from data.exchange.exporting.exported_records import Definition
    from data.exchange.record_reader import RecordReader
    from data.exchange.record_writer import RecordWriter


def _reader() -> RecordReader:
    from data.exchange.lever.lever_offers import Lever

    return Lever()


def _writer(definitions: tuple[Definition, ...]) -> RecordWriter:
    from data.exchange.lever.lever_export import LeverOut

    return LeverOut(definitions)


SYSTEM = System(
    name="lever",
    title="Lever",
    reader=_reader,
    writer=_writer,
    losses=LOSSES,
    leaves_out_superseded=True,
)
