"""Which approvals of other systems belong to which versions here, whatever comes first."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from data.exchange.importing import approval_flows, approval_rounds
from data.exchange.importing.approval_flows import APPROVER, FLOW, STEP, Flows
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.noted_approvals import Round
from data.exchange.parsed_approvals import ParsedApprover, ParsedFlow, ParsedStep
from data.records.approval_records import ApproverRecord, StepRecord
from data.values import clock


class _Place(NamedTuple):
    """The version of a flow; `is_sure` unless another one may still come."""

    offer_id: int
    version_id: int
    version: int
    made_at: str
    is_sure: bool


def link(context: ImportContext) -> None:
    """Write the approvals that came, and those of versions and people that came behind them."""
    if context.approvals.has_come or _wait(context):
        _link_flows(context)
        context.finish_batch()
    context.approvals.has_come = context.approvals.has_offers = False


def _wait(context: ImportContext) -> bool:
    """Whether approvals that are here may find their version, or the names of their people."""
    desk, title = context.unit.desk, context.system.title
    asked = []
    if context.approvals.has_offers:
        asked.append(desk.execute(_WAITS, (context.system.name,)))
    if context.unit.users.changes:
        asked.append(desk.execute(_UNNAMED, (title, f"{title} user *")))
    return any(one.fetchone() for one in asked)


def _link_flows(context: ImportContext) -> None:
    """Put together every approval of the system."""
    kept = approval_flows.kept(context.unit.desk, context.system)
    places = {number: place for number, flow in kept.flows.items()
              if flow.offer and (place := _place(context, flow))}  # fmt: skip
    _join(context, kept, places)
    several: dict[int, list[str]] = defaultdict(list)
    for number, place in places.items():
        several[place.offer_id].append(number)
    people = _people(context)
    wanted = {
        offer_id: [one for number in numbers
                   if (one := _round(context, kept, number, places[number], people))]
        for offer_id, numbers in several.items()
    }  # fmt: skip
    context.finish_batch()  # who asked is written before the rounds
    title = context.system.title
    named = {f"{title} user {number}": name for number, name in people.items()}
    approval_rounds.put(context, wanted, is_whole=True, named=named)


def _place(context: ImportContext, flow: ParsedFlow) -> _Place | None:
    """The version with the flow's number; of several, the one that it says, else the last."""
    bound = (flow.offer, context.system.name)
    rows = context.unit.desk.execute(_VERSIONS, bound).fetchall()
    exact = [row for row in rows if row[4].rpartition("/")[2] == str(flow.version)]
    found = exact or rows
    if not found:
        return None
    offer_id, version_id, version, made_at, _ = found[-1]
    return _Place(offer_id, version_id, version, made_at, bool(exact))


def _join(context: ImportContext, kept: Flows, places: dict[str, _Place]) -> None:
    """Let the records belong to their offers; one that may still find another stays open."""
    rows = []
    for number, place in places.items():
        bound = (place.offer_id, place.version_id if place.is_sure else None)
        rows.append((*bound, FLOW, number, context.system.name))
        for step, asked in kept.steps_of(kept.flows[number]):
            rows.append((place.offer_id, None, STEP, step.remote_id, context.system.name))
            rows += [(place.offer_id, None, APPROVER, one.remote_id, context.system.name)
                     for one in asked]  # fmt: skip
    context.unit.desk.executemany(_JOIN, rows)


# ---------------------------------------------------------------- a round out of a flow


def _people(context: ImportContext) -> dict[str, str]:
    """What the people are called who are known by a number there."""
    rows = context.unit.desk.execute(_PEOPLE, (context.system.name,))
    return {number: f"{first} {last}".strip() for number, first, last in rows}


def _round(
    context: ImportContext, kept: Flows, number: str, place: _Place, people: dict[str, str]
) -> Round | None:
    """The flow as a round; None while nobody has been asked."""
    flow, several = kept.flows[number], kept.steps_of(kept.flows[number])
    everyone = [one for _, asked in several for one in asked]
    if not flow.is_asked and not any(one.is_asked or one.answer for one in everyone):
        return None
    asked_at = clock.stamp(flow.asked_at) if flow.asked_at else place.made_at
    by = context.references.user(flow.asked_by) if flow.asked_by else None
    naming = _Naming(context.system.title, people)
    steps = tuple(_step(step, asked, naming, asked_at) for step, asked in several)
    return Round(place.version, flow.state, flow.in_order, asked_at, by, steps)


class _Naming(NamedTuple):
    """Gives people their names."""

    title: str
    people: dict[str, str]

    def __call__(self, one: ParsedApprover) -> str:
        known = self.people.get(one.user, "") or one.name
        stand_in = f"user {one.user}" if one.user else f"approver {one.remote_id}"
        return known or f"{self.title} {stand_in}"


def _step(
    step: ParsedStep, asked: Iterable[ParsedApprover], naming: _Naming, asked_at: str
) -> StepRecord:
    people: dict[str, ApproverRecord] = {}
    for one in asked:
        name = naming(one)
        if name in people:  # two people of one name
            name = f"{name} ({one.user or one.remote_id})"
        people[name] = _answered(name, one, asked_at)
    needed = min(max(1, step.needed or len(people)), len(people))
    return StepRecord(needed, tuple(people.values()))


def _answered(name: str, one: ParsedApprover, asked_at: str) -> ApproverRecord:
    at = one.answered_at or clock.moment(asked_at)
    return ApproverRecord(name, one.answer, "", at if one.answer else None)


_VERSIONS = (
    "SELECT kept_records.offer_id, version_id, number, created_at, scope FROM kept_records"
    " JOIN versions ON versions.id = version_id"
    " WHERE kind = 'version' AND remote_id = ? AND +system = ? AND digest = '' ORDER BY number"
)
_WAITS = (
    "SELECT 1 FROM kept_records WHERE kind = 'approval' AND +system = ? AND version_id IS NULL"
    " AND digest = '' LIMIT 1"
)
_UNNAMED = (
    "SELECT 1 FROM approvals JOIN approval_steps ON approval_id = approvals.id"
    " JOIN approvers ON step_id = approval_steps.id WHERE source = ? AND name GLOB ? LIMIT 1"
)
_JOIN = (
    "UPDATE kept_records SET offer_id = ?, version_id = ?"
    " WHERE kind = ? AND remote_id = ? AND system = ? AND scope = '' AND digest = ''"
)
_PEOPLE = (
    "SELECT remote_id, first_name, last_name FROM remote_ids JOIN users ON users.id = user_id"
    " WHERE kind = 'user' AND +system = ?"
)
