"""Approvals: a version is put up to others, and what they said is written down.

Rules: docs/domain.md, *Approvals*. On one person's desk it is a record of what others said by mail
or in a meeting; their words are kept with it.
"""

from collections.abc import Iterable

from data.drafts import approval_steps, entry_reader
from data.drafts.approval_steps import StepsError
from data.errors import Invalid, NotAllowed, Problem, Stale
from data.offers import attachments, offers
from data.people import users
from data.records.approval_records import (
    AnswerDraft,
    ApprovalRecord,
    ApprovalState,
    AskDraft,
    StepRecord,
    state_of,
)
from data.records.attachment_records import AttachmentKind
from data.records.offer_records import OfferRecord
from data.records.user_records import Actor
from data.settings import settings
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Approval, ApprovalStep, Approver
from data.values import clock
from data.values.status import LIVE, standing_word
from data.values.text import folded, plain

ASKED, APPROVED, REFUSED, TAKEN_BACK, VOID = (
    "approval asked", "approved", "not approved", "approval taken back", "approval void",
)  # fmt: skip
"""What the history calls it."""
NOTE_LENGTH = 20_000
_CALLED = {ApprovalState.APPROVED: APPROVED, ApprovalState.REFUSED: REFUSED}


def usual() -> AskDraft:
    """Whom the settings name, for the form to begin with."""
    return AskDraft("\n".join(settings.get("approvers")), settings.get("approvals_in_order"))


def ask(offer_id: int, draft: AskDraft, actor: Actor | None = None) -> OfferRecord:
    """Put the current version up for approval; a round that was asked before is replaced.

    Raises Invalid, NotAllowed (decided offers) and Stale (another version than the draft's).
    """
    actor = actor or users.current()
    with transaction():
        offer = _undecided(offer_id, draft.version)
        steps = _steps(draft)
        _write(offer, steps, draft, actor)
        text = "; ".join(approval_steps.words(step) for step in steps)
        order = ", in order" if draft.in_order and len(steps) > 1 else ""
        _record(offer, ASKED, actor, f"{text}{order}", draft.note)
        return offers.get(offer_id)


def answer(offer_id: int, draft: AnswerDraft, actor: Actor | None = None) -> OfferRecord:
    """Write down what somebody said; who was not asked before is asked with it.

    The file of their mail is kept with the version. Raises Invalid, NotAllowed for decided offers
    and for a step whose turn has not come, and Stale for another version than the draft's.
    """
    actor = actor or users.current()
    mail = attachments.read(draft.mail, "mail", "Their mail") if draft.mail is not None else None
    with transaction():
        offer = _undecided(offer_id, draft.version)
        when = _when(draft)
        if offer.approval is None:
            offer = ask(offer_id, AskDraft(draft.who), actor)
        approval = offer.approval
        assert approval is not None
        name = _asked_as(approval, draft.who)
        _answer(approval, name, draft, when)
        given = ApprovalState.APPROVED if draft.approved else ApprovalState.REFUSED
        _record(offer, _CALLED[given], actor, name, draft.note)
        if mail is not None:
            attachments.keep(offer.id, mail, AttachmentKind.MAIL, offer.version, actor)
        after = offers.get(offer_id)
        assert after.approval is not None
        state = state_of(after.approval.steps)
        Approval.update(state=str(state)).where(Approval.id == approval.id).execute()
        return offers.get(offer_id)


def take_back(offer_id: int, actor: Actor | None = None) -> OfferRecord:
    """The current version is not put up for approval any more; raises NotAllowed."""
    actor = actor or users.current()
    with transaction():
        offer = _undecided(offer_id)
        if offer.approval is None:
            raise NotAllowed("This version was not put up for approval.")
        _replace(offer)
        _record(offer, TAKEN_BACK, actor, offer.approval.words)
        return offers.get(offer_id)


def note_void(offer: OfferRecord, actor: Actor) -> None:
    """Say in the history that a new version has no approval any more, where the last one had."""
    if offer.approval is not None:
        _record(offer, VOID, actor, f"the terms changed; {offer.approval.words}")


# ---------------------------------------------------------------- the rules


def _undecided(offer_id: int, version: int | None = None) -> OfferRecord:
    """The offer, whose newest version has to be this one; raises NotAllowed and Stale."""
    offer = offers.get(offer_id)
    if offer.standing not in LIVE:
        word = standing_word(offer.standing)
        raise NotAllowed(f"The offer is {word}: there is nothing to approve any more.")
    if version not in (None, offer.version):
        raise Stale(
            f"Version {offer.version} was saved in the meantime, and this is about version"
            f" {version}. Leave it, and look at the newer one."
        )
    return offer


def _steps(draft: AskDraft) -> tuple[StepRecord, ...]:
    problems = _note_problems(draft.note)
    try:
        steps = approval_steps.read(draft.steps)
    except StepsError as error:
        problems.insert(0, Problem("steps", "Who is asked", str(error)))
        steps = ()
    if problems:
        raise Invalid(tuple(problems))
    return steps


def _note_problems(note: str) -> list[Problem]:
    too_long = len(note) > NOTE_LENGTH
    return [Problem("note", "Note", f"at most {NOTE_LENGTH:,} characters.")] if too_long else []


def _when(draft: AnswerDraft) -> str:
    """The moment of an answer, as stored; raises Invalid for all that is wrong with it."""
    reading = entry_reader.EntryReader(clock.today())
    moment = reading.past_moment("when", "When", draft.when)
    problems = [*reading.problems, *_note_problems(draft.note)]
    if draft.approved is None:
        problems.insert(0, Problem("answer", "Says", "choose what they said."))
    if not draft.who.strip():
        problems.insert(0, Problem("who", "Who", "say who said so."))
    if problems:
        raise Invalid(tuple(problems))
    return min(clock.stamp(moment), clock.stamp()) if moment else clock.stamp()


def _asked_as(approval: ApprovalRecord, who: str) -> str:
    """The name under which somebody is asked; raises Invalid for who is not."""
    names = [one.name for step in approval.steps for one in step.approvers]
    found = [name for name in names if folded(name) == folded(who.strip())]
    if not found:
        asked = ", ".join(dict.fromkeys(names)) or "nobody here knows whom"
        raise Invalid((Problem("who", "Who", f"asked are {asked}; ask anew for others."),))
    return found[0]


def _answer(approval: ApprovalRecord, name: str, draft: AnswerDraft, when: str) -> None:
    """Write the answer into every step that asks this person and whose turn has come."""
    given = ApprovalState.APPROVED if draft.approved else ApprovalState.REFUSED
    positions = [at for at, step in enumerate(approval.steps, 1)
                 if any(one.name == name for one in step.approvers)]  # fmt: skip
    ready = [at for at in positions if _has_turn(approval, at)]
    if not ready:
        raise NotAllowed(f"The step before {name}'s is not approved yet: the steps have an order.")
    steps = ApprovalStep.select(ApprovalStep.id).where(
        (ApprovalStep.approval == approval.id) & ApprovalStep.position.in_(ready)
    )
    Approver.update(answer=str(given), note=plain(draft.note).strip(), answered_at=when).where(
        Approver.step.in_(steps) & (Approver.name == name)
    ).execute()


def _has_turn(approval: ApprovalRecord, position: int) -> bool:
    before = approval.steps[: position - 1] if approval.in_order else ()
    return all(step.state is ApprovalState.APPROVED for step in before)


# ---------------------------------------------------------------- writing


def _replace(offer: OfferRecord) -> None:
    Approval.update(is_current=False).where(
        (Approval.offer == offer.id) & (Approval.version == offer.version)
    ).execute()


def _write(offer: OfferRecord, steps: Iterable[StepRecord], draft: AskDraft, actor: Actor) -> None:
    _replace(offer)
    made = Approval.create(
        offer=offer.id,
        version=offer.version,
        state=str(ApprovalState.ASKED),
        in_order=draft.in_order,
        note=plain(draft.note).strip(),
        asked_at=clock.stamp(),
        asked_by=actor.user_id,
    )
    for position, step in enumerate(steps, 1):
        row = ApprovalStep.create(approval=made, position=position, needed=step.needed)
        for one in step.approvers:
            Approver.create(step=row, name=one.name)


def _record(offer: OfferRecord, kind: str, actor: Actor, reason: str, note: str = "") -> None:
    events.record(
        events.OFFER, offer.id, kind, actor, version=offer.version, reason=reason,
        text=plain(note).strip(),
    )  # fmt: skip
