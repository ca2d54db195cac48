"""Ashby: offers with their versions, and the people, jobs and openings around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.exchange.ashby.ashby_losses import LOSSES
from data.exchange.system import System

if TYPE_CHECKING:
    from data.exchange.exporting.exported_records import Definition
    from data.exchange.record_reader import RecordReader
    from data.exchange.record_writer import RecordWriter


def _reader() -> RecordReader:
    from data.exchange.ashby.ashby_offers import Ashby

    return Ashby()


def _writer(definitions: tuple[Definition, ...]) -> RecordWriter:
    from data.exchange.ashby.ashby_export import AshbyOut

    return AshbyOut(definitions)


SYSTEM = System(
    name="ashby",
    title="Ashby",
    reader=_reader,
    writer=_writer,
    losses=LOSSES,
    leaves_out_superseded=True,
)
