"""The history of the desk as a table or as lines of JSON, with nothing in it that a reader runs."""

import csv
import io
from collections.abc import Iterable, Iterator

from data.exchange.csv.csv_export import harmless
from data.offers import json_documents
from data.records.offer_records import HistoryLine
from data.values import clock
from data.values.text import plain

FORMS = ("csv", "jsonl")
"""What the history is written as."""
_HEADER = (
    "at", "subject", "subject_id", "about", "kind", "by", "on_behalf_of", "from_status",
    "to_status", "version", "reason", "text", "exception", "warnings_seen",
)  # fmt: skip


def pieces(lines: Iterable[HistoryLine], form: str) -> Iterator[str]:
    """The text of the file, a line at a time."""
    if form == "jsonl":
        yield from (f"{json_documents.dumps(json_documents.history_document(one))}\n"
                    for one in lines)  # fmt: skip
        return
    yield _row(_HEADER)
    yield from (_row(_cells(one)) for one in lines)


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(harmless(plain(cell)) for cell in cells)
    return out.getvalue()


def _cells(line: HistoryLine) -> tuple[str, ...]:
    event = line.event
    version = "" if event.version is None else str(event.version)
    return (
        clock.stamp(event.at), line.subject, str(line.subject_id), line.about, event.kind,
        event.actor, event.on_behalf_of, event.from_status or "", event.to_status or "", version,
        event.reason, event.text, "yes" if event.forced else "", "; ".join(event.seen),
    )  # fmt: skip


def form_of(name: str) -> str:
    """What a file of this name is written as: lines of JSON where it says so, else a table."""
    return "jsonl" if name.lower().endswith((".jsonl", ".ndjson", ".json")) else "csv"
