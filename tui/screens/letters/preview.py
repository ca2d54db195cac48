"""The letter of an offer or a draft in a pane.

What makes letters is imported when the first live one is shown: a letter that was sent is only
read, and is there at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.letters.layout import letter_lines
from data.offers import sent_letter
from data.values.styled_text import Line
from tui.widgets.letter_view import LetterView

if TYPE_CHECKING:
    from data.offers.offer_letters import Preview
    from data.records.offer_records import OfferRecord

DAMAGED = (
    "This letter is damaged: its text is not the one that was sent, "
    "its SHA-256 does not match. Restore the desk from a backup."
)


def show_sent(view: LetterView, offer_id: int) -> bool:
    """Show the letter that a candidate has in a pane; False when the offer's letter is live."""
    letter = sent_letter.current(offer_id)
    if letter is None:
        return False
    title = f"Letter · version {letter.version} · as sent"
    _show(view, letter.html, title=title, source=letter.source, is_whole=letter.is_whole)
    return True


def show_letter(view: LetterView, offer_id: int, number: int | None = None) -> None:
    """Show the letter of an offer's version (the current one, if none) in a pane."""
    from data.offers import offers

    if number is not None or not show_sent(view, offer_id):
        show_offer_letter(view, offers.get(offer_id), number)


def html_of(offer_id: int, number: int | None = None) -> str:
    """The letter that `show_letter` shows."""
    sent = sent_letter.current(offer_id) if number is None else None
    if sent is not None:
        return sent.html
    from data.offers import offer_letters, offers

    return offer_letters.preview(offers.get(offer_id), number).html


def show_offer_letter(
    view: LetterView, offer: OfferRecord, number: int | None = None, *, keep: bool = False
) -> None:
    """Show the letter of a version of an offer that was read already."""
    from data.offers import offer_letters

    preview = offer_letters.preview(offer, number)
    state = "as sent" if preview.frozen else offer.status.value
    shown = number or offer.version
    version = next((one for one in offer.versions if one.number == shown), None)
    is_whole = version is None or not preview.frozen or offer_letters.verify(version)
    title = f"Letter · version {shown} · {state}"
    show_preview(view, preview, title=title, keep=keep, is_whole=is_whole)


def show_preview(
    view: LetterView,
    preview: Preview,
    *,
    title: str = "Letter",
    keep: bool = False,
    is_whole: bool = True,
) -> None:
    """Show a letter with what is unset named on top; an error is said in its place."""
    unset = (f"{one.name} (unknown)" if one.unknown else one.called for one in preview.missing)
    if preview.error:
        view.set_empty(preview.error)
    _show(
        view,
        preview.html,
        title=title,
        source=preview.source,
        unset=tuple(dict.fromkeys(unset)),
        keep=keep,
        is_whole=is_whole,
    )


def _show(
    view: LetterView,
    html: str,
    *,
    title: str,
    source: str,
    unset: tuple[str, ...] = (),
    keep: bool = False,
    is_whole: bool = True,
) -> None:
    def make(width: int) -> tuple[Line, ...]:
        return letter_lines.lay_out(html, width)

    alarm = "" if is_whole else DAMAGED
    view.show_letter(make, unset=unset, title=title, subtitle=source, keep=keep, alarm=alarm)
