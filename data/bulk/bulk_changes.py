"""One action on many offers: what it would do to each, doing it at once, taking all of it back.

Everything runs in one transaction. What an offer refuses is named and left out; the rest is done.
Taking back restores versions and statuses, so that the history stays whole.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from data.bulk import bulk_action
from data.bulk.bulk_action import Action, Kind, check, title
from data.bulk.bulk_plan import Plan, Planned
from data.errors import Invalid, NotAllowed, NotFound, Problem, Stale
from data.offers import (
    comparison,
    offer_draft_checks,
    offer_editing,
    offers,
    send_checks,
    status_changes,
    warnings,
)
from data.people import users
from data.records.offer_records import OfferRecord, Terms
from data.records.status_records import MoveDraft
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import BulkItem, BulkRun, Event, Offer
from data.templates import templates
from data.values import clock
from data.values.status import LIVE, WITH_CANDIDATE, Status, may_become

__all__ = [
    "Action", "Kind", "Plan", "Planned", "Run", "check", "plan", "run", "title", "undo", "undoable",
]  # fmt: skip

MOST = 5_000
"""One action is for at most so many offers."""

TAKEN_BACK = "Taken back with many others"
"""The reason in the history of an offer whose status is put back."""
SUPERSEDED_IS_LEFT = "The offer was replaced in its own system; open it to change it by itself."
_REFUSALS = (NotAllowed, NotFound, Stale)
"""How an offer refuses; a broken disk is no refusal and takes everything back."""

Progress = Callable[[int, int], None]
"""Called with the offers done and all; what it raises ends the action, and nothing is kept."""


@dataclass(frozen=True, slots=True)
class Run:
    """An action that was carried out (`id` 0: nothing was to be done)."""

    id: int
    plan: Plan


def plan(ids: Iterable[int], action: Action, progress: Progress = lambda done, of: None) -> Plan:
    """What the action would do to each offer; nothing is stored. Raises Invalid for the action."""
    wanted = _wanted(ids)
    check(action)
    items = []
    for number, offer_id in enumerate(wanted, 1):
        items.append(_look(offer_id, action).planned)
        progress(number, len(wanted))
    return Plan(title(action), tuple(items))


def run(
    ids: Iterable[int],
    action: Action,
    actor: Actor | None = None,
    progress: Progress = lambda done, of: None,
) -> Run:
    """Carry the action out, all of it or nothing of it; raises Invalid for the action itself."""
    wanted = _wanted(ids)
    check(action)
    actor = actor or users.current()
    with transaction():
        made: BulkRun | None = None
        items = []
        for number, offer_id in enumerate(wanted, 1):
            step = _look(offer_id, action)
            if step.offer is not None:
                made = made or BulkRun.create(
                    action=title(action), at=clock.stamp(), actor=actor.user_id
                )
                _carry_out(made.id, step, step.offer, action, actor)
            items.append(step.planned)
            progress(number, len(wanted))
    return Run(made.id if made else 0, Plan(title(action), tuple(items)))


def undoable() -> str:
    """The newest action that can be taken back, in words; empty when there is none."""
    found = _last()
    if found is None:
        return ""
    number = BulkItem.select().where(BulkItem.bulk == found.id).count()
    return f"{found.action} ({number} offer{'' if number == 1 else 's'})"


def is_newest() -> bool:
    """Whether an action on many is the last thing that was done at the desk."""
    found = _last()
    if found is None:
        return False
    rows = BulkItem.select(BulkItem.event_id).where(BulkItem.bulk == found.id)
    return max((row.event_id or 0 for row in rows), default=0) == events.newest()


def undo(actor: Actor | None = None, progress: Progress = lambda done, of: None) -> Plan:
    """Take the newest action back, offer by offer; raises NotAllowed when there is none.

    An offer that was changed since is left as it is, and named.
    """
    actor = actor or users.current()
    with transaction():
        found = _last()
        if found is None:
            raise NotAllowed("There is no action on several offers to take back.")
        rows = list(BulkItem.select().where(BulkItem.bulk == found.id).order_by(BulkItem.offer))
        items = []
        for number, row in enumerate(rows, 1):
            items.append(_taken_back(row, actor))
            progress(number, len(rows))
        BulkRun.update(undone_at=clock.stamp()).where(BulkRun.id == found.id).execute()
    return Plan(f"Taken back: {found.action}", tuple(items))


# ---------------------------------------------------------------- the action itself


def _wanted(ids: Iterable[int]) -> tuple[int, ...]:
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        raise Invalid((Problem("offers", "Offers", "mark some, or filter the list."),))
    if len(wanted) > MOST:
        text = f"at most {MOST:,} at once; these are {len(wanted):,}. Narrow the filter."
        raise Invalid((Problem("offers", "Offers", text),))
    return wanted


# ---------------------------------------------------------------- one offer


class _Step(NamedTuple):
    """What is done to one offer: with which new terms (None: it is moved), if it allows it."""

    planned: Planned
    offer: OfferRecord | None = None
    terms: Terms | None = None
    correction: bool = False


def _look(offer_id: int, action: Action) -> _Step:
    """What the action does to one offer; a refusal says why not."""
    try:
        offer = offers.get(offer_id)
    except NotFound as error:
        return _Step(Planned(offer_id, f"Offer {offer_id}", "", error.text))
    planned = Planned(offer_id, f"{offer.candidate_name} · {offer.job_title}".rstrip(" ·"), "")
    try:
        return _step(offer, planned, action)
    except Invalid as error:
        return _Step(replace(planned, refusal=error.problems[0].text))
    except _REFUSALS as error:
        return _Step(replace(planned, refusal=error.text))


def _step(offer: OfferRecord, planned: Planned, action: Action) -> _Step:
    """The same of an offer that is there; raises what the offer refuses with.

    What its own system replaced is left out of everything: changed, it would count again.
    """
    if offer.is_superseded:
        raise NotAllowed(SUPERSEDED_IS_LEFT)
    if action.kind is Kind.WITHDRAW:
        if offer.status not in LIVE:
            raise NotAllowed(f"The offer is {offer.status} already.")
        return _Step(replace(planned, what=f"{offer.status} → withdrawn"), offer)
    if action.kind is Kind.SEND:
        return _sending(offer, planned, action)
    offer_editing.require_unlocked(offer)
    if action.kind is Kind.EXPIRY and offer.status not in LIVE:
        raise NotAllowed(f"The offer is {offer.status}, so it does not expire any more.")
    draft = bulk_action.draft(offer, action)
    checked = offer_editing.check(draft, offer)
    if checked.problems:
        raise Invalid(checked.problems)
    if offer_draft_checks.same_terms(checked.terms, offer.terms):
        raise NotAllowed("Nothing would change.")
    lacking = send_checks.missing(offer, checked.terms) if draft.correction else ()
    if lacking:
        raise Invalid(lacking)
    changes = comparison.changes(offer.terms, checked.terms, {"template": templates.names()})
    again = offer.status in WITH_CANDIDATE and not draft.correction
    warned = warnings.new_with(offer, checked.terms)
    becomes = (f"{offer.status} → draft",) if again else ()
    what = ", ".join((*changes, *becomes, *(f"! {one.text}" for one in warned)))
    planned = replace(planned, what=what, seen=frozenset(one.rule for one in warned))
    return _Step(planned, offer, checked.terms, draft.correction)


def _sending(offer: OfferRecord, planned: Planned, action: Action) -> _Step:
    """Send it, when it lacks nothing and all that has to be seen was."""
    if not may_become(offer.status, Status.SENT):
        raise NotAllowed(f"The offer is {offer.status} already.")
    lacking = send_checks.missing(offer)
    if lacking:
        raise NotAllowed(" ".join(one.text for one in lacking))
    warned = status_changes.unseen(offer, Status.SENT)
    sending = replace(planned, what=f"{offer.status} → sent", warned=warned).passing(action.seen)
    return _Step(sending, None if sending.refusal else offer)


def _carry_out(bulk_id: int, step: _Step, offer: OfferRecord, action: Action, actor: Actor) -> None:
    """Do it, and write down what taking it back needs."""
    if step.terms is None:
        to = Status.SENT if action.kind is Kind.SEND else Status.WITHDRAWN
        sent_at = action.value if action.kind is Kind.SEND else ""
        move = MoveDraft(to, reason=action.reason, sent_at=sent_at, seen=step.planned.seen)
        status_changes.move(offer.id, move, actor)
    else:
        offer_editing.new_version(
            offer, step.terms, actor, correction=step.correction, seen=step.planned.seen
        )
    after = Offer.get_by_id(offer.id)
    last = _last_status_event(offer.id)
    BulkItem.create(
        bulk=bulk_id,
        offer=offer.id,
        before_version=offer.version,
        after_version=after.version,
        before_status=offer.status,
        after_status=after.status,
        event_id=last.id if last else None,
    )


# ---------------------------------------------------------------- taking back


def _last() -> BulkRun | None:
    """The newest action, unless it was taken back."""
    newest: BulkRun | None = BulkRun.select().order_by(BulkRun.id.desc()).first()
    return newest if newest is not None and newest.undone_at is None else None


def _taken_back(item: BulkItem, actor: Actor) -> Planned:
    offer = offers.get(item.offer_id)
    name = f"{offer.candidate_name} · {offer.job_title}".rstrip(" ·")
    last = _last_status_event(offer.id)
    if last is None or last.id != item.event_id:
        return Planned(offer.id, name, "", "Changed since: left as it is.")
    try:
        return Planned(offer.id, name, _take_back(offer, item, actor))
    except Invalid as error:
        return Planned(offer.id, name, "", error.problems[0].text)
    except _REFUSALS as error:
        return Planned(offer.id, name, "", error.text)


def _take_back(offer: OfferRecord, item: BulkItem, actor: Actor) -> str:
    """Restore the version, then the status; what was done in words."""
    done = []
    if item.after_version == item.before_version:
        status_changes.undo(offer.id, actor)
        return f"{item.after_status} → {item.before_status}"
    kept = item.after_status in WITH_CANDIDATE
    offer_editing.put_back(offer, item.before_version, actor, correction=kept)
    done.append(f"version {item.before_version} restored")
    if item.after_status != item.before_status:
        back = MoveDraft(
            Status(item.before_status),
            reason=TAKEN_BACK,
            force=True,
            sent_at=_sent_before(item),
        )
        status_changes.put_back(offers.get(offer.id), back, actor)
        done.append(f"{item.after_status} → {item.before_status}")
    return ", ".join(done)


def _last_status_event(offer_id: int) -> Event | None:
    """The newest event that says how the offer stands: a version, a move, an import."""
    mine = (Event.subject == events.OFFER) & (Event.subject_id == offer_id)
    undone: Event | None = (
        Event.select()
        .where(mine & Event.to_status.is_null(False))
        .order_by(Event.id.desc())
        .first()
    )
    return undone


def _sent_before(item: BulkItem) -> str:
    """The day on which the offer was sent before the action made it a draft again, if it was."""
    made = [
        event
        for event in events.events_of(events.OFFER, item.offer_id)
        if event.version == item.after_version and event.from_status == item.before_status
    ]
    return str(json.loads(made[0].details).get("sent_at") or "") if made else ""
