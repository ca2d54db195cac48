"""What the commands on an offer do, and how they say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.screen import Screen

from data.bulk import bulk_action, bulk_changes
from data.errors import NotAllowed
from data.offers import flags, offer_deletion, offer_editing, status_changes
from data.records.offer_records import FlagKind, OfferRecord
from data.values.status import WITH_CANDIDATE
from tui import report, screens
from tui.commands import key_of


def edit(
    screen: Screen[Any],
    offer: OfferRecord,
    done: Callable[[int | None], None],
    focus: str = "",
) -> None:
    """Open the form with the terms, at one of its fields; a locked offer says why not."""
    reason = offer_editing.lock_reason(offer)
    if reason:
        raise NotAllowed(reason, title="Locked")
    screen.app.push_screen(screens.OfferFormScreen(offer, focus=focus), done)


def say_moved(screen: Screen[None], offer: OfferRecord) -> None:
    """Say where the offer stands now, and how to take it back if that can be."""
    back = (
        f" · {key_of('offers', 'undo_status')} takes it back"
        if status_changes.undoable(offer)
        else ""
    )
    report.say(screen.app, f"{offer.candidate_name}: {offer.status}, version {offer.version}{back}")


def say_approval(screen: Screen[None], offer: OfferRecord) -> None:
    """Say how the approval of the offer stands now."""
    words = offer.approval.words if offer.approval else "not put up for approval any more"
    report.say(screen.app, f"{offer.candidate_name}: version {offer.version} {words}")


def undo(screen: Screen[None], offer: OfferRecord, done: Callable[[], None]) -> None:
    """Take back the offer's move, or the action on many; ask when it was not done last."""
    if bulk_changes.is_newest():
        _ask_undo(screen, f"Take back: {bulk_changes.undoable()}", lambda: _undo_many(screen), done)
        return
    words = status_changes.undoable(offer)
    if not words or status_changes.is_newest(offer):
        _undo_one(screen, offer)
        done()
        return
    title = f"Take back the status of {offer.candidate_name}'s offer: {words}"
    _ask_undo(screen, title, lambda: _undo_one(screen, offer), done)


def _ask_undo(
    screen: Screen[None], title: str, undo_it: Callable[[], None], done: Callable[[], None]
) -> None:
    def answered(yes: bool | None) -> None:
        if yes:
            with report.reported(screen.app):
                undo_it()
            done()

    lines = ("The history keeps both, what was done and that it was taken back.",)
    screen.app.push_screen(screens.Confirm(title, lines, yes="Take back"), answered)


def _undo_one(screen: Screen[None], offer: OfferRecord) -> None:
    """Take back the last change of status, and say what was taken back."""
    words = status_changes.undoable(offer)
    status_changes.undo(offer.id)
    report.say(screen.app, f"{offer.candidate_name}: taken back, {words}")


def _undo_many(screen: Screen[None]) -> None:
    """Take back the last action on many, and say what of it."""
    plan = bulk_changes.undo()
    left = f", {len(plan.refused)} left as they are" if plan.refused else ""
    report.say(screen.app, f"{plan.title}: {len(plan.done)} offers{left}")


def reoffer(screen: Screen[None], offer: OfferRecord, number: int | None = None) -> int:
    """Make a new draft with the terms of a version; gives its id."""
    made = offer_editing.reoffer(offer.id, number)
    report.say(screen.app, f"{made.candidate_name}: offer {made.id} is a draft with these terms")
    return made.id


def restore(
    screen: Screen[None], offer: OfferRecord, number: int, done: Callable[[], None]
) -> None:
    """Make a version's terms the newest version; an offer with the candidate is asked about."""
    if offer.status not in WITH_CANDIDATE:
        _restore(screen, offer, number, correction=False)
        done()
        return

    def answered(answer: str | None) -> None:
        if answer in ("draft", "correction"):
            with report.reported(screen.app):
                _restore(screen, offer, number, correction=answer == "correction")
            done()

    lines = (
        f"{offer.candidate_name} has version {offer.version}.",
        "As a draft it has to be sent again. As a correction it stays "
        f"{offer.status}, and its letter is renewed.",
    )
    title = f"Restore version {number} of an offer that is {offer.status}"
    screen.app.push_screen(screens.RestoreQuestion(title, lines), answered)


def _restore(screen: Screen[None], offer: OfferRecord, number: int, *, correction: bool) -> None:
    after = offer_editing.restore(offer.id, number, correction=correction)
    again = " and a draft again" if after.status != offer.status else ""
    report.say(screen.app, f"Version {number} is version {after.version} now{again}")


def extend(screen: Screen[None], offer: OfferRecord, done: Callable[[], None]) -> None:
    """Ask, naming the day; then move the expiry date on. A sent offer stays sent."""
    action = bulk_action.extension()
    (planned,) = bulk_changes.plan([offer.id], action).items
    if planned.refusal:
        raise NotAllowed(planned.refusal)

    def answered(yes: bool | None) -> None:
        if yes:
            with report.reported(screen.app):
                draft = replace(bulk_action.draft(offer, action), seen=planned.seen)
                offer_editing.store(offer.id, draft)
                report.say(screen.app, f"{offer.candidate_name}: {planned.what}")
            done()

    kept = f"It stays {offer.status}, and its letter is renewed." if offer.sent_at else ""
    lines = tuple(filter(None, (planned.what, kept)))
    title = f"Extend {offer.candidate_name}'s offer"
    screen.app.push_screen(screens.Confirm(title, lines, yes="Extend"), answered)


def delete(screen: Screen[None], offer: OfferRecord, done: Callable[[], None]) -> None:
    """Ask, naming what goes; then remove the offer for good."""

    def answered(yes: bool | None) -> None:
        if yes:
            with report.reported(screen.app):
                offer_deletion.delete(offer.id)
                report.say(screen.app, f"Offer {offer.id} is deleted")
            done()

    lines = (
        "This cannot be undone. To end an offer and keep it, withdraw it (s).",
        "Gone for good:",
        *(f"  {words}" for words in offer_deletion.what_delete_removes(offer)),
    )
    title = f"Delete {offer.candidate_name}'s offer {offer.id}"
    screen.app.push_screen(screens.Confirm(title, lines, yes="Delete", danger=True), answered)


def settle(screen: Screen[None], offer: OfferRecord, done: Callable[[], None]) -> None:
    """Ask, naming every flag; then settle them."""

    def answered(yes: bool | None) -> None:
        if yes:
            with report.reported(screen.app):
                for flag in offer.flags:
                    flags.settle_flag(flag.id)
            done()

    count = len(offer.flags)
    title = f"Settle {count} {'flag' if count == 1 else 'flags'} of {offer.candidate_name}'s offer"
    lines = tuple(f"! {flag.text}" for flag in offer.flags)
    screen.app.push_screen(screens.Confirm(title, lines, yes="Settle"), answered)


def waits(offer: OfferRecord) -> bool:
    """Whether the offer was changed on both sides, as one of its flags says."""
    return any(flag.kind is FlagKind.CONFLICT for flag in offer.flags)
