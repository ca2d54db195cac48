"""OpenATS: its offers, and the requests that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.exchange.openats.openats_losses import LOSSES
from data.exchange.system import System

if TYPE_CHECKING:
    from data.exchange.exporting.exported_records import Definition
    from data.exchange.record_reader import RecordReader
    from data.exchange.record_writer import RecordWriter


def _reader() -> RecordReader:
    from data.exchange.openats.openats_offers import OpenAts

    return OpenAts()


def _writer(definitions: tuple[Definition, ...]) -> RecordWriter:
    from data.exchange.openats.openats_export import OpenAtsOut

    return OpenAtsOut(definitions)


SYSTEM = System(
    name="openats",
    title="OpenATS",
    reader=_reader,
    writer=_writer,
    losses=LOSSES,
    leaves_out_superseded=True,
    record_words={"requests": "request", "updates": "update", "statuses": "status"},
)
