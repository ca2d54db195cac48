"""Approvals as records of their own, out: those that came with what was answered here, and ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from data.exchange import registry
from data.exchange.exporting import approval_reader
from data.exchange.exporting.exported_records import ApprovalOut
from data.exchange.exporting.snapshot import Batches, Snapshot
from data.exchange.importing import approval_flows, record_merging
from data.exchange.importing.approval_flows import APPROVER, FLOW
from data.exchange.parsed_approvals import ParsedApprover, ParsedFlow
from data.exchange.parsed_offer import Record
from data.exchange.record_reader import RecordReader
from data.exchange.record_writer import ApprovalWriter, RecordWriter
from data.records.approval_records import ApproverRecord
from data.values import clock, exact_json

WORD = "approvals"
"""What a person calls these records."""


def fresh(snapshot: Snapshot, writer: RecordWriter) -> Iterator[Record]:
    """The rounds of the wanted offers that the system does not have, as flows of it."""
    found = registry.named(writer.name)
    title = found.title if found else ""
    rows = snapshot.desk.execute(_ASKED_ELSEWHERE, (title,)).fetchall()
    for (offer_id,) in rows:
        yield from of_offer(snapshot, writer, offer_id, title)


def of_offer(batches: Batches, writer: RecordWriter, offer_id: int, title: str) -> Iterator[Record]:
    """The rounds of one offer that the system does not have."""
    out, ids = writer.approvals, (offer_id,)
    whole = batches.offer_reader.read(ids, writer.name, {}).get(offer_id)
    if out is None or whole is None:
        return
    copies = dict(batches.copies(ids, writer)).get(offer_id, [])
    for one in approval_reader.rounds(batches.desk, f"[{offer_id}]").get(offer_id, []):
        if one.source != title:
            yield out.flow(whole, copies, one)


def changed(desk: sqlite3.Connection, writer: RecordWriter) -> dict[str, str]:
    """Kept records of approvals, as text, with what was answered here in them."""
    found, out = registry.named(writer.name), writer.approvals
    if found is None or found.reader is None or out is None:
        return {}
    offers = [row[0] for row in desk.execute(_ANSWERED, (found.title,))]
    if not offers:
        return {}
    listed = f"[{','.join(map(str, offers))}]"
    return _Answers(desk, found.reader(), out, listed).texts(found.title)


class _Answers:
    """Writes answers into the records of some offers."""

    def __init__(
        self, desk: sqlite3.Connection, reader: RecordReader, out: ApprovalWriter, offers: str
    ) -> None:
        self._desk = desk
        self._out = out
        self._offers = offers
        self._kept = approval_flows.kept(desk, reader)
        rows = desk.execute(_RECORDS, (offers, reader.name)).fetchall()
        self._raw = {(kind, number): raw for kind, number, raw, _ in rows}
        self._flows: dict[int, list[ParsedFlow]] = {}
        for kind, number, _, offer_id in rows:
            if kind == FLOW and number in self._kept.flows:
                self._flows.setdefault(offer_id, []).append(self._kept.flows[number])
        self._texts: dict[str, str] = {}

    def texts(self, title: str) -> dict[str, str]:
        """The texts that are other ones now, by those that are kept."""
        for offer_id, rounds in approval_reader.rounds(self._desk, self._offers).items():
            for one in rounds:
                flow = self._flow(offer_id, one) if one.source == title else None
                if flow is not None:
                    self._take(flow, one)
        return self._texts

    def _flow(self, offer_id: int, one: ApprovalOut) -> ParsedFlow | None:
        flows = self._flows.get(offer_id, [])
        same = [it for it in flows if it.asked_at and clock.stamp(it.asked_at) == one.asked_at]
        return next(iter(same or (flows if len(flows) == 1 else ())), None)

    def _take(self, flow: ParsedFlow, one: ApprovalOut) -> None:
        raw = self._raw[FLOW, flow.remote_id]
        record = record_merging.load(raw)
        steps = self._kept.steps_of(flow)
        for (step, asked), here in zip(steps, one.steps, strict=False):
            for came, who in zip(asked, here.approvers, strict=False):
                if came.answer is not who.answer:
                    record = self._answer(record, step.remote_id, came, who)
        if flow.state is not one.state:
            record = self._out.decided(record, one.state)
        self._put(raw, record)

    def _answer(self, flow: Record, step: str, came: ParsedApprover, who: ApproverRecord) -> Record:
        """Write it into the record of who was asked, or into the flow that they stand in."""
        raw = self._raw.get((APPROVER, came.remote_id))
        if raw is not None:
            self._put(raw, self._out.answered(record_merging.load(raw), who))
            return flow
        return self._out.answered_inside(flow, step, came.remote_id, who)

    def _put(self, raw: str, record: Record) -> None:
        if record != record_merging.load(raw):
            self._texts[raw] = exact_json.dump_json(record)


_ASKED_ELSEWHERE = (
    "SELECT id FROM wanted WHERE EXISTS (SELECT 1 FROM approvals WHERE offer_id = wanted.id"
    " AND source <> ?) ORDER BY place"
)
_ANSWERED = (
    "SELECT DISTINCT offer_id FROM approvals WHERE source = ? AND EXISTS (SELECT 1 FROM events"
    " WHERE subject = 'offer' AND subject_id = offer_id AND kind IN ('approved', 'not approved'))"
)
_RECORDS = (
    "SELECT kind, remote_id, raw, offer_id FROM json_each(?) JOIN kept_records ON offer_id = value"
    " WHERE kind IN ('approval', 'approver') AND +system = ? AND digest = ''"
    " AND raw IS NOT NULL"
)
