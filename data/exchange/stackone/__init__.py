"""StackOne: its offers, and the requests that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.exchange.stackone.stackone_losses import LOSSES
from data.exchange.system import System
from data.values import status_words

if TYPE_CHECKING:
    from data.exchange.exporting.exported_records import Definition
    from data.exchange.record_reader import RecordReader
    from data.exchange.record_writer import RecordWriter


def _reader() -> RecordReader:
    from data.exchange.stackone.stackone_offers import StackOne

    return StackOne()


def _writer(definitions: tuple[Definition, ...]) -> RecordWriter:
    from data.exchange.stackone.stackone_export import StackOneOut

    return StackOneOut(definitions)


SYSTEM = System(
    name="stackone",
    title="StackOne",
    reader=_reader,
    writer=_writer,
    losses=LOSSES,
    leaves_out_superseded=True,
    record_words={
        "requests": "request",
        "postings": "posting",
        "reasons": "reason",
        "lists": "list",
    },
    status_words=status_words.STACKONE,
)
