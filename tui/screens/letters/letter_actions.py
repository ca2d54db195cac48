"""What the commands on a letter do: deliver it, edit it by hand, let it follow its template."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from data.offers import hand_edited_letter, offer_editing, offers
from data.records.offer_records import OfferRecord
from data.values.status import WITH_CANDIDATE
from tui import report, screens

if TYPE_CHECKING:
    from tui.screens.letters.editor import Edited, LetterEditScreen, TermsOfLetter

Done = Callable[[OfferRecord | None], None]


def deliver(screen: Screen[None], offer: OfferRecord, number: int | None, done: Done) -> None:
    """Deliver a version's letter; marking the offer as sent then is the usual dialog."""

    def left(mark_sent: bool | None) -> None:
        if mark_sent:
            screen.app.push_screen(screens.StatusDialog(offers.get(offer.id)), done)
        else:
            done(None)

    screen.app.push_screen(screens.DeliverDialog(offer, number), left)


def by_hand(screen: Screen[None], offer: OfferRecord, done: Callable[[], None]) -> None:
    """Edit the letter by hand; a locked offer says why and what to do instead."""
    screen.app.push_screen(editor(screen.app, offer), lambda _: done())


def editor(app: App[Any], offer: OfferRecord) -> LetterEditScreen:
    """The screen that edits the letter of an offer by hand; raises NotAllowed for a locked one."""
    offer_editing.require_unlocked(offer)

    def store(edited: Edited) -> None:
        _store(app, offer, edited)

    made = max((version.number for version in offer.versions), default=0) + 1
    is_out = offer.status in WITH_CANDIDATE
    return screens.LetterEditScreen(
        f"Letter of {offer.candidate_name} by hand",
        hand_edited_letter.start(offer),
        store,
        can_follow=offer.terms.letter_html is not None and offer.terms.template_id is not None,
        correctable=is_out,
        terms=_terms_of(offer),
        saves=f"saving makes version {made}" + (" and a draft again" if is_out else ""),
        offer_id=offer.id,
    )


def _terms_of(offer: OfferRecord) -> TermsOfLetter:
    """The terms of the offer, for an editor to compare a letter with."""
    from tui.screens.letters.editor import TermsOfLetter

    def compare(html: str) -> tuple[str, ...]:
        found = hand_edited_letter.compared(offer, html)
        return tuple(f"{one.sentence[:1].upper()}{one.sentence[1:]}" for one in found)

    def take_over(html: str) -> str:
        return hand_edited_letter.taken_over(offer, html)

    return TermsOfLetter(compare, take_over)


def follow(screen: Screen[None], offer: OfferRecord, done: Callable[[], None]) -> None:
    """Let the letter follow its template again, after asking."""
    offer_editing.require_unlocked(offer)

    def answered(yes: bool | None) -> None:
        if yes:
            with report.reported(screen.app):
                after = hand_edited_letter.follow_template(offer.id, version=offer.version)
                report.say(screen.app, f"Version {after.version} follows the template again")
            done()

    lines = [
        "The letter says again what the template says, in a new version.",
        f"Version {offer.version} keeps the letter by hand.",
    ]
    if offer.status in WITH_CANDIDATE:
        lines.append(f"The offer is {offer.status} now; it will be a draft again.")
    screen.app.push_screen(
        screens.Confirm("Follow the template again", lines, yes="Follow it"), answered
    )


def _store(app: App[Any], offer: OfferRecord, edited: Edited) -> None:
    """Save what the editor gives, and say what it became."""
    if edited.html is None:
        after = hand_edited_letter.follow_template(
            offer.id, version=offer.version, correction=edited.correction
        )
        wording = "follows the template again"
    else:
        after = hand_edited_letter.save(
            offer.id, edited.html, version=offer.version, correction=edited.correction
        )
        wording = "has a letter by hand"
    again = " and is a draft again" if after.status is not offer.status else ""
    report.say(app, f"Version {after.version} {wording}{again}")
