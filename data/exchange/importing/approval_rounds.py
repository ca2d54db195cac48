"""Approvals of other systems as rounds of versions here, written when a file is through.

A system's rounds are its own: those that were asked here stand beside them. What it says of
somebody's answer counts unless an answer of theirs was entered here, which stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from data.exchange.exporting import approval_reader
from data.exchange.exporting.exported_records import ApprovalOut
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.noted_approvals import Round
from data.exchange.importing.row_table import listed
from data.exchange.parsed_offer import ImportFlag
from data.offers import approvals
from data.records.approval_records import (
    ApprovalState,
    ApproverRecord,
    StepRecord,
    state_of,
)
from data.storage.bulk_insert import insert_rows
from data.storage.models import Approval, ApprovalStep, Approver
from data.values import clock


class _Stored(NamedTuple):
    """A round in the file."""

    id: int
    is_current: bool
    is_ours: bool
    round: Round


def put(
    context: ImportContext,
    wanted: Mapping[int, list[Round]],
    *,
    is_whole: bool,
    named: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Let the system's rounds of these offers be the wanted ones.

    `is_whole`: all of each offer; else those of the versions that are named. `named` are people
    who were known by a number alone, under what they were called then.
    """
    ids = listed(wanted)
    stored, answered = _stored(context, ids), _answered_here(context, ids)
    rows = _Rows(context)
    for offer_id, rounds in wanted.items():
        versions = {one.version for one in rounds}
        known = [one for one in stored[offer_id] if is_whole or one.round.version in versions]
        theirs = [one for one in known if not one.is_ours]
        kept = _kept_answers(theirs, answered[offer_id], named)
        merged = [_merged(context, offer_id, one, kept) for one in _in_time(rounds)]
        before = [one.round for one in theirs]
        if merged != before:
            rows.exchange(offer_id, known, merged)
            if theirs or is_whole:
                _tell(context, offer_id, merged, before)
    rows.write()


def _in_time(rounds: Iterable[Round]) -> list[Round]:
    return sorted(rounds, key=lambda one: (one.version, one.asked_at))


def _newest(rounds: list[Round], version: int) -> Round:
    return [one for one in rounds if one.version == version][-1]


def _is_newer(one: Round, others: list[_Stored]) -> bool:
    """Whether it counts beside what was asked here, and what was taken back here.

    Who was asked after that is a round of its own; where nobody is named it is the same one.
    """
    theirs = [
        it for it in others
        if not it.is_ours and not (one.steps and it.round.asked_at < one.asked_at)
    ]  # fmt: skip
    if theirs and not any(it.is_current for it in theirs):
        return False
    return not any(
        it.is_ours and it.is_current and it.round.asked_at > one.asked_at for it in others
    )


def _tell(context: ImportContext, offer_id: int, rounds: list[Round], before: list[Round]) -> None:
    """Say in the history what is new of the approvals."""
    for one in rounds:
        if one not in before:
            text = f"approval in {context.system.title}: {one.words}"
            who = context.actor.user_id
            context.unit.event("offer", offer_id, context.now, who, None, None, one.version, text)


# ---------------------------------------------------------------- answers that were entered here

_Answers = dict[tuple[int, str], ApproverRecord]


def _kept_answers(
    theirs: list[_Stored], answered: set[tuple[int, str]], named: Mapping[str, str]
) -> _Answers:
    """By version and name, what was answered here."""
    return {
        (one.round.version, name): replace(who, name=name)
        for one in theirs
        for step in one.round.steps
        for who in step.approvers
        if who.answer is not None and (one.round.version, who.name) in answered
        for name in (named.get(who.name, who.name),)
    }


def _merged(context: ImportContext, offer_id: int, one: Round, kept: _Answers) -> Round:
    """The round with the answers that were entered here."""
    if not any(version == one.version for version, _ in kept):
        return one
    steps = tuple(
        StepRecord(
            step.needed,
            tuple(_answer(context, offer_id, who, kept.get((one.version, who.name)))
                  for who in step.approvers),
        )
        for step in one.steps
    )  # fmt: skip
    state = state_of(steps) if one.state is ApprovalState.ASKED else one.state
    return one._replace(steps=steps, state=state)


def _answer(
    context: ImportContext, offer_id: int, theirs: ApproverRecord, ours: ApproverRecord | None
) -> ApproverRecord:
    if ours is None:
        return theirs
    if theirs.answer not in (None, ours.answer):
        text = f"{ours.name} answered otherwise in {context.system.title}: left as it is here."
        context.flag_offer(offer_id, [ImportFlag("approval", text)])
    return ours


def _answered_here(context: ImportContext, ids: str) -> dict[int, set[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    bound = (ids, approvals.APPROVED, approvals.REFUSED)
    for offer_id, version, name in context.unit.desk.execute(_ANSWERED, bound):
        found[offer_id].add((version, name))
    return found


# ---------------------------------------------------------------- rows


def _stored(context: ImportContext, ids: str) -> dict[int, list[_Stored]]:
    """Every round of these offers, oldest first."""
    title = context.system.title
    found: dict[int, list[_Stored]] = defaultdict(list)
    for offer_id, rounds in approval_reader.rounds(context.unit.desk, ids).items():
        found[offer_id] = [
            _Stored(one.id, one.is_current, one.source != title, _as_round(one)) for one in rounds
        ]
    return found


def _as_round(one: ApprovalOut) -> Round:
    return Round(one.version, one.state, one.in_order, one.asked_at, one.asked_by, one.steps)


class _Rows:
    """Rows to be written together."""

    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._rounds: list[tuple[Any, ...]] = []
        self._steps: list[tuple[Any, ...]] = []
        self._approvers: list[tuple[Any, ...]] = []
        self._replaced: list[tuple[int, int]] = []
        self._gone: list[tuple[int]] = []

    def exchange(self, offer_id: int, known: list[_Stored], rounds: list[Round]) -> None:
        """Note that these are the system's rounds of an offer; one of ours may count no more."""
        self._gone += [(one.id,) for one in known if not one.is_ours]
        for one in rounds:
            others = [it for it in known if it.round.version == one.version]
            is_current = one is _newest(rounds, one.version) and _is_newer(one, others)
            self._add(offer_id, one, is_current=is_current)
            if is_current and any(it.is_ours and it.is_current for it in others):
                self._replaced.append((offer_id, one.version))

    def _add(self, offer_id: int, one: Round, *, is_current: bool) -> None:
        unit = self._context.unit
        number = unit.next_id("approvals")
        self._rounds.append((number, offer_id, one.version, str(one.state), one.in_order, "",
                             self._context.system.title, one.asked_at, one.asked_by,
                             is_current))  # fmt: skip
        for position, step in enumerate(one.steps, 1):
            step_id = unit.next_id("approval_steps")
            self._steps.append((step_id, number, position, step.needed))
            self._approvers += [(step_id, *_columns(who)) for who in step.approvers]

    def write(self) -> None:
        """Write them."""
        desk = self._context.unit.desk
        desk.executemany("DELETE FROM approvals WHERE id = ?", self._gone)
        desk.executemany(_REPLACE, self._replaced)
        insert_rows(desk, Approval, self._rounds, _ROUND_COLUMNS)
        insert_rows(desk, ApprovalStep, self._steps, ("id", "approval_id", "position", "needed"))
        insert_rows(desk, Approver, self._approvers, _APPROVER_COLUMNS)


def _columns(who: ApproverRecord) -> Iterator[str | None]:
    yield who.name
    yield str(who.answer or "")
    yield who.note
    yield clock.stamp(who.answered_at) if who.answered_at else None


_ROUND_COLUMNS = ("id", "offer_id", "version", "state", "in_order", "note", "source", "asked_at",
                  "asked_by", "is_current")  # fmt: skip
_APPROVER_COLUMNS = ("step_id", "name", "answer", "note", "answered_at")
_ANSWERED = (
    "SELECT subject_id, version, reason FROM json_each(?) JOIN events"
    " ON subject = 'offer' AND subject_id = value WHERE kind IN (?, ?)"
)
_REPLACE = "UPDATE approvals SET is_current = 0 WHERE offer_id = ? AND version = ?"
