"""Whole approvals of other systems, put together of flows, steps and answers in any order."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from data.exchange.importing import record_merging
from data.exchange.parsed_approvals import ParsedApprover, ParsedFlow, ParsedStep
from data.exchange.parsed_records import Part
from data.exchange.record_reader import RecordReader, Refused

FLOW, STEP, APPROVER = "approval", "approver-group", "approver"
"""The kinds under which records are kept."""


@dataclass(slots=True)
class Flows:
    """The flows of one system as they are kept, with what stands in records of its own."""

    flows: dict[str, ParsedFlow] = field(default_factory=dict)
    steps: dict[str, ParsedStep] = field(default_factory=dict)
    _of_flow: dict[str, list[ParsedStep]] = field(default_factory=lambda: defaultdict(list))
    _of_step: dict[str, list[ParsedApprover]] = field(default_factory=lambda: defaultdict(list))

    def add(self, part: Part) -> None:
        """Note a part of a kept record."""
        match part:
            case ParsedFlow():
                self.flows[part.remote_id] = part
            case ParsedStep():
                self.steps[part.remote_id] = part
                self._of_flow[part.flow].append(part)
            case ParsedApprover():
                self._of_step[part.step].append(part)

    def steps_of(self, flow: ParsedFlow) -> list[tuple[ParsedStep, list[ParsedApprover]]]:
        """The steps of a flow in their order, each with everybody who is asked in it."""
        inner = {one.remote_id: one for one in flow.steps}
        apart = {one.remote_id: one for one in self._of_flow[flow.remote_id]}
        steps = sorted((inner | apart).values(), key=_order)
        found = ((step, self._asked(step, inner.get(step.remote_id))) for step in steps)
        return [(step, asked) for step, asked in found if asked]

    def _asked(self, step: ParsedStep, inner: ParsedStep | None) -> list[ParsedApprover]:
        """Everybody who is asked in a step; who stands there by themselves counts more."""
        apart = self._of_step[step.remote_id]
        known = {one.user for one in apart if one.user}
        listed = (*step.approvers, *(inner.approvers if inner and inner is not step else ()))
        others = [one for one in listed if one.user not in known]
        return sorted([*apart, *others], key=_order)


def kept(desk: sqlite3.Connection, system: RecordReader) -> Flows:
    """Every flow, step and answer that is kept of a system."""
    found = Flows()
    for kind in (FLOW, STEP, APPROVER):
        for part in parts(system, (row[0] for row in desk.execute(_KEPT, (kind, system.name)))):
            found.add(part)
    return found


def parts(system: RecordReader, raws: Iterable[str]) -> Iterator[Part]:
    """What kept records say; what cannot be read any more says nothing."""
    for raw in raws:
        record = record_merging.load(raw)
        kind = system.recognise(record)
        try:
            yield from system.understand_other(kind, record).parts if kind else ()
        except Refused:
            continue


def _order(one: ParsedStep | ParsedApprover) -> tuple[int, int, str]:
    number = one.remote_id
    return one.place, int(number) if number.isascii() and number.isdigit() else 0, number


_KEPT = (
    "SELECT raw FROM kept_records WHERE kind = ? AND +system = ? AND digest = ''"
    " AND raw IS NOT NULL ORDER BY id"
)
