"""One action on many offers: what it would do to each, doing it at once, taking all of it back.

Everything runs in one transaction. What an offer refuses is named and left out; the rest is done.
Taking back restores versions and statuses, so that the history stays whole.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from data import (
    clock,
    compare,
    dates,
    drafts,
    fields,
    history,
    moves,
    offers,
    sending,
    templates,
    users,
)
from data.database import transaction
from data.errors import Invalid, NotAllowed, NotFound, Problem, Stale
from data.models import BulkItem, BulkRun, Event, Offer
from data.plain import one_line
from data.records import Actor, FieldEntry, MoveDraft, OfferDraft, OfferRecord
from data.status import WITH_CANDIDATE, Status

MOST = 5_000
"""One action is for at most so many offers."""

TAKEN_BACK = "Taken back with many others"
"""The reason in the history of an offer whose status is put back."""
_DAYS = {"expiry": "expiry date", "start": "start date"}
_REFUSALS = (NotAllowed, NotFound, Stale)
"""How an offer refuses; a broken disk is no refusal and takes everything back."""

Progress = Callable[[int, int], None]
"""Told how many of how many offers are done; what it raises ends the action, nothing is kept."""


class Kind(StrEnum):
    """What can be done to many offers at once."""

    EXPIRY = "expiry"
    START = "start"
    WITHDRAW = "withdraw"
    FIELD = "field"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Action:
    """An action as chosen: `value` is what was entered, `key` the custom field's key.

    A day that begins with + or - ("+1w") counts from each offer's own day. `keep_sent` makes the
    change a correction of offers that were sent. `reason` is for withdrawing.
    """

    kind: Kind
    value: str = ""
    key: str = ""
    chosen: tuple[str, ...] = ()
    template_id: int | None = None
    keep_sent: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """What the action does to one offer in words, or why the offer refuses it."""

    offer_id: int
    name: str
    what: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the action does to each offer, in the order asked for."""

    title: str
    items: tuple[Planned, ...]

    @property
    def done(self) -> tuple[Planned, ...]:
        """Those that are changed."""
        return tuple(item for item in self.items if not item.refusal)

    @property
    def refused(self) -> tuple[Planned, ...]:
        """Those that are left as they are."""
        return tuple(item for item in self.items if item.refusal)


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
        items.append(_planned(offer_id, action))
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
            planned = _planned(offer_id, action)
            if not planned.refusal:
                made = made or BulkRun.create(
                    action=title(action), at=clock.stamp(), actor=actor.user_id
                )
                planned = _carry_out(made.id, planned, action, actor)
            items.append(planned)
            progress(number, len(wanted))
    return Run(made.id if made else 0, Plan(title(action), tuple(items)))


def undoable() -> str:
    """The newest action that can be taken back, in words; empty when there is none."""
    found = _last()
    if found is None:
        return ""
    number = BulkItem.select().where(BulkItem.bulk == found.id).count()
    return f"{found.action} ({number} offer{'' if number == 1 else 's'})"


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


def title(action: Action) -> str:
    """The action as a heading: "Move the expiry date by +1w"."""
    value = one_line(action.value)
    match action.kind:
        case Kind.EXPIRY | Kind.START:
            what = f"the {_DAYS[action.kind]}"
            step = f"Move {what} by {value}" if _is_step(value) else f"Change {what} to {value}"
            return step if value else f"Remove {what}"
        case Kind.WITHDRAW:
            return "Withdraw"
        case Kind.FIELD:
            said = value or ", ".join(map(one_line, action.chosen))
            return f"Set {one_line(action.key)} to {said}" if said else f"Clear {action.key}"
        case Kind.TEMPLATE:
            name = templates.names().get(action.template_id or 0, "none")
            return f"Change the letter template to {name}"


# ---------------------------------------------------------------- the action itself


def _wanted(ids: Iterable[int]) -> tuple[int, ...]:
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        raise Invalid((Problem("offers", "Offers: mark some, or filter the list."),))
    if len(wanted) > MOST:
        text = f"Offers: at most {MOST:,} at once; these are {len(wanted):,}. Narrow the filter."
        raise Invalid((Problem("offers", text),))
    return wanted


def check(action: Action) -> None:
    """Raises Invalid with what is wrong with the action, whatever the offers."""
    problems: list[Problem] = []
    reading = drafts.Reading(clock.today())
    if action.kind in (Kind.EXPIRY, Kind.START):
        reading.day("value", "Date", action.value)
        problems += reading.problems
    if action.kind is Kind.EXPIRY and not problems and not action.value.strip():
        text = "Date: name a day, or +1w for a week more than each offer has."
        problems.append(Problem("value", text))
    if action.kind is Kind.FIELD and not any(
        field.key == action.key for field in fields.everything("offer", active_only=True)
    ):
        problems.append(Problem("key", f"Field: there is no field {one_line(action.key)} in use."))
    if action.kind is Kind.TEMPLATE and action.template_id not in templates.names():
        problems.append(Problem("template", "Letter template: choose one."))
    if action.kind is Kind.WITHDRAW and not one_line(action.reason):
        problems.append(Problem("reason", "Reason: withdrawing needs one."))
    if problems:
        raise Invalid(tuple(problems))


# ---------------------------------------------------------------- one offer


def _planned(offer_id: int, action: Action) -> Planned:
    """What the action does to one offer; a refusal says why not."""
    try:
        offer = offers.get(offer_id)
    except NotFound as error:
        return Planned(offer_id, f"Offer {offer_id}", "", error.text)
    name = f"{offer.candidate_name} · {offer.job_title}".rstrip(" ·")
    try:
        return Planned(offer_id, name, _what(offer, action))
    except Invalid as error:
        return Planned(offer_id, name, "", error.problems[0].text)
    except _REFUSALS as error:
        return Planned(offer_id, name, "", error.text)


def _what(offer: OfferRecord, action: Action) -> str:
    if action.kind is Kind.WITHDRAW:
        if offer.status not in (Status.DRAFT, *WITH_CANDIDATE):
            raise NotAllowed(f"The offer is {offer.status} already.")
        return f"{offer.status} → withdrawn"
    offers.refuse_locked(offer)
    draft = _draft(offer, action)
    checked = offers.check(draft, offer)
    if checked.problems:
        raise Invalid(checked.problems)
    if drafts.same_terms(checked.terms, offer.terms):
        raise NotAllowed("Nothing would change.")
    if draft.correction:
        lacking = sending.missing(offer, checked.terms)
        if lacking:
            raise Invalid(lacking)
    said = compare.changes(offer.terms, checked.terms, templates=templates.names())
    again = offer.status in WITH_CANDIDATE and not draft.correction
    return ", ".join((*said, *((f"{offer.status} → draft",) if again else ())))


def _draft(offer: OfferRecord, action: Action) -> OfferDraft:
    draft = offers.draft_of(offer)
    correction = action.keep_sent and offer.status in WITH_CANDIDATE
    match action.kind:
        case Kind.EXPIRY:
            day = _counted(action, offer.terms.expiry_date)
            return replace(draft, expiry_date=day, correction=correction)
        case Kind.START:
            day = _counted(action, offer.terms.start_date)
            return replace(draft, start_date=day, correction=correction)
        case Kind.TEMPLATE:
            return replace(draft, template_id=action.template_id, correction=correction)
    entry = FieldEntry(action.key, action.value, action.chosen)
    others = tuple(one for one in draft.fields if one.key != action.key)
    return replace(draft, fields=(*others, entry), correction=correction)


def _is_step(value: str) -> bool:
    return value.strip().startswith(("+", "-"))


def _counted(action: Action, own: date | None) -> str:
    """The day as entered; a step counts from the offer's own day (an expired one: from today)."""
    if not _is_step(action.value):
        return action.value
    if own is None:
        raise NotAllowed(f"It has no {_DAYS[action.kind]} to count from: name a day instead.")
    today = clock.today()
    is_late = action.kind is Kind.EXPIRY and own < today and action.value.strip().startswith("+")
    try:
        return dates.parse_date(action.value, today if is_late else own).isoformat()
    except dates.DateError as error:  # counted beyond the years there are
        raise NotAllowed(str(error)) from error


def _carry_out(bulk_id: int, planned: Planned, action: Action, actor: Actor) -> Planned:
    before = _row(planned.offer_id)
    try:
        if action.kind is Kind.WITHDRAW:
            why = MoveDraft(Status.WITHDRAWN, reason=action.reason)
            moves.move(planned.offer_id, why, actor)
        else:
            offers.store(planned.offer_id, _draft(offers.get(planned.offer_id), action), actor)
    except Invalid as error:
        return replace(planned, refusal=error.problems[0].text)
    except _REFUSALS as error:
        return replace(planned, refusal=error.text)
    after = _row(planned.offer_id)
    last = _last_told(planned.offer_id)
    BulkItem.create(
        bulk=bulk_id,
        offer=planned.offer_id,
        before_version=before.version,
        after_version=after.version,
        before_status=before.status,
        after_status=after.status,
        event_id=last.id if last else None,
    )
    return planned


def _row(offer_id: int) -> Offer:
    found: Offer = Offer.get_by_id(offer_id)
    return found


# ---------------------------------------------------------------- taking back


def _last() -> BulkRun | None:
    """The newest action, unless it was taken back."""
    newest: BulkRun | None = BulkRun.select().order_by(BulkRun.id.desc()).first()
    return newest if newest is not None and newest.undone_at is None else None


def _taken_back(item: BulkItem, actor: Actor) -> Planned:
    offer = offers.get(item.offer_id)
    name = f"{offer.candidate_name} · {offer.job_title}".rstrip(" ·")
    last = _last_told(offer.id)
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
    said = []
    if item.after_version == item.before_version:
        moves.undo(offer.id, actor)
        return f"{item.after_status} → {item.before_status}"
    kept = item.after_status in WITH_CANDIDATE
    offers.restore(offer.id, item.before_version, actor, correction=kept)
    said.append(f"version {item.before_version} restored")
    if item.after_status != item.before_status:
        back = MoveDraft(
            Status(item.before_status), reason=TAKEN_BACK, force=True, sent_at=_sent_before(item)
        )
        moves.move(offer.id, back, actor)
        said.append(f"{item.after_status} → {item.before_status}")
    return ", ".join(said)


def _last_told(offer_id: int) -> Event | None:
    """The newest event that says how the offer stands: a version, a move, an import."""
    told = [event for event in history.of(history.OFFER, offer_id) if event.to_status is not None]
    return told[-1] if told else None


def _sent_before(item: BulkItem) -> str:
    """The day on which the offer was sent before the action made it a draft again, if it was."""
    made = [
        event
        for event in history.of(history.OFFER, item.offer_id)
        if event.version == item.after_version and event.from_status == item.before_status
    ]
    return str(json.loads(made[0].details).get("sent_at") or "") if made else ""
