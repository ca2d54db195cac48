"""Greenhouse: Harvest v1 and v3, its webhooks, and the requests that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.exchange.greenhouse.greenhouse_losses import LOSSES
from data.exchange.system import System
from data.values import status_words

if TYPE_CHECKING:
    from data.exchange.exporting.exported_records import Definition
    from data.exchange.record_reader import RecordReader
    from data.exchange.record_writer import RecordWriter


def _reader() -> RecordReader:
    from data.exchange.greenhouse.greenhouse_offers import Greenhouse

    return Greenhouse()


def _writer(definitions: tuple[Definition, ...]) -> RecordWriter:
    from data.exchange.greenhouse.greenhouse_export import GreenhouseOut

    return GreenhouseOut(definitions)


SYSTEM = System(
    name="greenhouse",
    title="Greenhouse",
    reader=_reader,
    writer=_writer,
    losses=LOSSES,
    record_words={
        "webhooks": "webhook",
        "v3": "v3",
        "patches": "patch",
        "offices": "location",
        "rejections": "rejection",
        "reasons": "reason",
        "approvals": "approval job-approval approver-group approver",
        "approver-groups": "approver-group",
        "approvers": "approver",
    },
    status_words=status_words.GREENHOUSE,
    filters_records=True,
)
