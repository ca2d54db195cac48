"""Moving an offer from draft to a decision, and taking the last move back.

Rules: docs/domain.md, *Offer status*. What accepting does besides is recorded with the event, so
that taking it back takes all of it back.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from data.drafts import entry_reader
from data.errors import Invalid, NotAllowed, Problem
from data.jobs import job_openings
from data.lists import offer_list
from data.offers import attachments, offer_letters, offers, send_checks, warnings
from data.offers.versions import id_of
from data.people import users
from data.records.attachment_records import AttachmentKind
from data.records.candidate_records import ApplicationStatus
from data.records.job_records import OpeningRecord
from data.records.list_rows import OfferRow
from data.records.offer_records import OfferRecord
from data.records.offer_warnings import OfferWarning
from data.records.status_records import MoveDraft, MoveOption, Moves
from data.records.user_records import Actor
from data.settings import settings
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Application, Event, Letter, Offer, Opening
from data.values import clock, dates
from data.values.status import DECIDED, LIVE, MOVES, Status, forced_moves, may_become
from data.values.text import one_line, plain

STATUS, UNDONE = "status", "undone"
SIGNED_COPY = "signed_copy"
"""The field of an acceptance that names the signed copy."""
REASON_LENGTH = 2000


def options(offer_id: int) -> Moves:
    """What the status dialog shows: the moves, what the gate misses, what accepting touches."""
    offer = offers.get(offer_id)
    lacking = send_checks.missing(offer)
    passed = warnings.passed(offer)

    def to_see(to: Status) -> tuple[OfferWarning, ...]:
        return unseen(offer, to, lacking, passed=passed)

    ordinary = [
        MoveOption(to, False, lacking if to is Status.SENT else (), to_see(to))
        for to in MOVES[offer.status]
    ]
    forced = [MoveOption(to, True, (), to_see(to)) for to in forced_moves(offer.status)]
    return Moves(
        options=(*ordinary, *forced),
        opening=_opening_to_close(offer),
        others=others(offer),
        can_undo=undoable(offer),
    )


def unseen(
    offer: OfferRecord,
    to: Status,
    lacking: tuple[Problem, ...] = (),
    today: date | None = None,
    passed: Mapping[str, str] | None = None,
) -> tuple[OfferWarning, ...]:
    """What has to be seen before a move and was not passed yet, as it is, for this version.

    `lacking` stands in the way of sending and is not said twice; `passed` is what was passed,
    where that is known already.
    """
    named = [problem.field for problem in lacking] if to is Status.SENT else []
    found = warnings.before(offer, to, named, today)
    if found and passed is None:
        passed = warnings.passed(offer)
    return tuple(one for one in found if (passed or {}).get(one.rule) != one.about)


def reasons(to: Status) -> tuple[str, ...]:
    """The reasons to choose from when declining or withdrawing."""
    key = {Status.DECLINED: "decline_reasons", Status.WITHDRAWN: "withdraw_reasons"}.get(to)
    return tuple(settings.get(key)) if key else ()


def others(offer: OfferRecord) -> tuple[OfferRow, ...]:
    """The candidate's other live offers."""
    same = Offer.application == offer.application_id
    if offer.candidate is not None:
        same = same | (Offer.candidate == offer.candidate.id)
    rows = Offer.select(Offer.id).where(
        same & (Offer.id != offer.id) & Offer.status.in_(LIVE) & (~Offer.superseded)
    )
    return offer_list.offers_by_id(tuple(row.id for row in rows))


def move(offer_id: int, draft: MoveDraft, actor: Actor | None = None) -> OfferRecord:
    """Change the status; raises Invalid (gate, reason), NotAllowed (no such move without force)."""
    actor = actor or users.current()
    copy = _signed_copy(draft)  # before the transaction: a slow disk must not keep others waiting
    with transaction():
        offer = offers.get(offer_id)
        passed = _refuse(offer, draft)
        if copy is not None:
            attachments.keep(offer.id, copy, AttachmentKind.SIGNED, offer.version, actor)
        _carry_out(offer, draft, actor, passed)
        return offers.get(offer_id)


def _signed_copy(draft: MoveDraft) -> attachments.FileRead | None:
    """The signed copy that comes with an acceptance, if one does; raises Invalid."""
    if draft.to is not Status.ACCEPTED or draft.signed_copy is None:
        return None
    return attachments.read(draft.signed_copy, SIGNED_COPY, "Signed copy")


def put_back(offer: OfferRecord, draft: MoveDraft, actor: Actor) -> None:
    """Move inside the running transaction to where it stood: nothing is asked, nothing passed."""
    _carry_out(offer, draft, actor)


def undoable(offer: OfferRecord) -> str:
    """The status change that can be taken back, in words; empty when there is none."""
    event = _last_move(offer)
    return f"{event.from_status} → {event.to_status}" if event else ""


def is_newest(offer: OfferRecord) -> bool:
    """Whether the change that can be taken back is the last thing that was done at the desk."""
    event = _last_move(offer)
    return event is not None and event.id == events.newest()


def undo(offer_id: int, actor: Actor | None = None) -> OfferRecord:
    """Take back the last status change with all it did; raises NotAllowed when there is none."""
    actor = actor or users.current()
    with transaction():
        offer = offers.get(offer_id)
        event = _last_move(offer)
        if event is None:
            raise NotAllowed("There is no status change to take back.")
        _take_back(event, actor)
        return offers.get(offer_id)


# ---------------------------------------------------------------- the rules of one move


def _refuse(offer: OfferRecord, draft: MoveDraft) -> tuple[OfferWarning, ...]:
    """Raise what stands in the way; gives the warnings that are passed with the move."""
    problems: list[Problem] = []
    lacking = send_checks.missing(offer) if draft.to is Status.SENT else ()
    if draft.to is offer.status:
        raise NotAllowed(f"The offer is {offer.status} already.")
    if not draft.force:
        if not may_become(offer.status, draft.to):
            allowed = ", ".join(MOVES[offer.status]) or "nothing"
            raise NotAllowed(
                f"A {offer.status} offer may become {allowed}; {draft.to} only as an exception, "
                "with a reason."
            )
        problems += lacking
    elif not one_line(draft.reason) and not one_line(draft.text):
        problems.append(Problem("reason", "Reason", "an exception needs one."))
    if len(draft.reason) + len(draft.text) > REASON_LENGTH:
        problems.append(Problem("reason", "Reason", f"at most {REASON_LENGTH:,} characters."))
    day = _day_of_decision(offer, draft, problems)
    found = unseen(offer, draft.to, lacking, day)
    problems += [
        Problem(f"warnings.{one.rule}", one.title, f"{one.text}; say that you have seen it.")
        for one in found
        if one.rule not in draft.seen
    ]
    if problems:
        raise Invalid(tuple(problems))
    return found


def _day_of_decision(offer: OfferRecord, draft: MoveDraft, problems: list[Problem]) -> date | None:
    """The day of a decision, if one is given; what is wrong with the dates goes to `problems`."""
    reading = entry_reader.EntryReader(clock.today())
    reading.past_day("sent_at", "Sent", draft.sent_at)
    decided = reading.past_moment("decided_at", "Decided", draft.decided_at)
    problems += reading.problems
    day = decided.astimezone().date() if decided else None
    if day and draft.to in DECIDED and offer.sent_at and day < offer.sent_at:
        sent = f"the offer was sent on {dates.show(offer.sent_at)}; nobody decided before that."
        problems.append(Problem("decided_at", "Decided", sent))
    return day


def _carry_out(
    offer: OfferRecord, draft: MoveDraft, actor: Actor, passed: tuple[OfferWarning, ...] = ()
) -> int:
    """Write the status, what goes with it, and the event; gives the event's id."""
    now = clock.stamp()
    before = {"sent_at": offer.sent_at.isoformat() if offer.sent_at else None,
              "resolved_at": clock.stamp(offer.resolved_at) if offer.resolved_at else None,
              "superseded": offer.is_superseded}  # fmt: skip
    Offer.update(
        status=draft.to,
        superseded=False,
        sent_at=_sent_at(offer, draft),
        resolved_at=(_decided_at(draft) or now) if draft.to in DECIDED else None,
        updated_at=now,
    ).where(Offer.id == offer.id).execute()
    details: dict[str, Any] = {"before": before}
    if passed:
        details[events.WARNINGS] = warnings.as_passed(passed)
    if _needs_letter(offer, draft.to):
        version_id = id_of(offer.id, offer.version)
        if version_id is not None:
            sent = _sent_at(offer, draft)
            details["letter"] = offer_letters.freeze(
                offer, version_id, date.fromisoformat(sent) if sent else None
            )
    if draft.to is Status.ACCEPTED:
        details["effects"] = _accept(offer, draft, actor)
    return events.record(
        events.OFFER,
        offer.id,
        STATUS,
        actor,
        from_status=offer.status,
        to_status=draft.to,
        version=offer.version,
        reason=one_line(draft.reason),
        text=plain(draft.text).strip(),
        forced=draft.force,
        details=details,
    )


def _sent_at(offer: OfferRecord, draft: MoveDraft) -> str | None:
    """The day it was sent: as given or today when sending, gone when it is a draft again."""
    if draft.to is Status.DRAFT:
        return None
    if draft.to is Status.SENT or (draft.to is Status.PENDING and draft.sent_at):
        day = (
            entry_reader.EntryReader(clock.today()).past_day("sent_at", "Sent", draft.sent_at)
            or clock.today()
        )
        return day.isoformat()
    return offer.sent_at.isoformat() if offer.sent_at else None


def _decided_at(draft: MoveDraft) -> str:
    """The moment of a decision as given; empty for now."""
    reading = entry_reader.EntryReader(clock.today())
    moment = reading.past_moment("decided_at", "Decided", draft.decided_at)
    return min(clock.stamp(moment), clock.stamp()) if moment else ""


def _needs_letter(offer: OfferRecord, to: Status) -> bool:
    """Sending freezes; so does any move that shows that the candidate has read this version."""
    if to is Status.SENT:
        return True
    version_id = id_of(offer.id, offer.version)
    return (
        to in (Status.PENDING, Status.ACCEPTED, Status.DECLINED)
        and not Letter.select().where(Letter.version == version_id).exists()
    )


def _accept(offer: OfferRecord, draft: MoveDraft, actor: Actor) -> dict[str, Any]:
    """Hire, close the opening, withdraw the others, as chosen; what was done, to take it back."""
    done: dict[str, Any] = {}
    if draft.accept.hire and offer.application_status is not ApplicationStatus.HIRED:
        _set_application(offer.application_id, ApplicationStatus.HIRED, actor)
        done["application"] = [offer.application_id, offer.application_status]
    opening = _opening_to_close(offer)
    if draft.accept.close_opening and opening is not None:
        job_openings.fill_opening(opening.id, offer.application_id, actor)
        done["opening"] = opening.id
    if draft.accept.withdraw_others:
        why = MoveDraft(Status.WITHDRAWN, reason=f"Accepted offer {offer.id}")
        done["withdrawn"] = [
            _carry_out(offers.get(other.id), why, actor) for other in others(offer)
        ]
    return done


def _opening_to_close(offer: OfferRecord) -> OpeningRecord | None:
    return offer.opening if offer.opening and offer.opening.is_open else None


def _set_application(application_id: int, status: str, actor: Actor) -> None:
    row = Application.get_by_id(application_id)
    Application.update(status=status, updated_at=clock.stamp()).where(
        Application.id == application_id
    ).execute()
    events.record(
        events.APPLICATION, application_id, STATUS, actor, from_status=row.status, to_status=status
    )


# ---------------------------------------------------------------- taking back


def _last_move(offer: OfferRecord) -> Event | None:
    """The newest change of status, unless a version or another taking back came after it."""
    for event in reversed(events.events_of(events.OFFER, offer.id)):
        if event.kind == STATUS:
            same = event.version == offer.version and event.to_status == offer.status
            known = "before" in json.loads(event.details)
            return event if same and known and not offer.is_superseded else None
        if event.to_status is not None:
            return None
    return None


def _take_back(event: Event, actor: Actor) -> None:
    """Put back the status and dates before the event, then whatever it did besides."""
    details = json.loads(event.details)
    before = details["before"]
    Offer.update(
        status=event.from_status,
        superseded=before["superseded"],
        sent_at=before["sent_at"],
        resolved_at=before["resolved_at"],
        updated_at=clock.stamp(),
    ).where(Offer.id == event.subject_id).execute()
    events.record(
        events.OFFER,
        event.subject_id,
        UNDONE,
        actor,
        from_status=event.to_status,
        to_status=event.from_status,
        version=event.version,
        details={"undoes": event.id},
    )
    _take_back_effects(details.get("effects", {}), actor)


def _take_back_effects(effects: dict[str, Any], actor: Actor) -> None:
    """Each effect is put back where nobody has changed it since."""
    if "application" in effects:
        application_id, status = effects["application"]
        if Application.get_by_id(application_id).status == ApplicationStatus.HIRED:
            _set_application(application_id, status, actor)
    if "opening" in effects:
        opening = Opening.get_or_none(Opening.id == effects["opening"])
        if opening is not None and not opening.is_open and opening.close_reason == "Hired":
            Opening.update(is_open=True, closed_at=None, close_reason="", application=None).where(
                Opening.id == opening.id
            ).execute()
            events.record(events.OPENING, opening.id, "opened", actor)
    for event_id in effects.get("withdrawn", ()):
        event = Event.get_or_none(Event.id == event_id)
        if event is not None and Offer.get_or_none(Offer.id == event.subject_id) is not None:
            last = _last_move(offers.get(event.subject_id))
            if last is not None and last.id == event_id:
                _take_back(event, actor)
