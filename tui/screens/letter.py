"""The letter of an offer or a draft in a pane, and on a screen of its own."""

from __future__ import annotations

from data import letter_text, offer_letters, offers
from data.offer_letters import Preview
from data.records import OfferRecord
from data.spans import Line
from tui.widgets.letter_view import LetterView


def show_letter(view: LetterView, offer_id: int, number: int | None = None) -> None:
    """Show the letter of an offer's version (the current one, if none) in a pane."""
    show_offer_letter(view, offers.get(offer_id), number)


def show_offer_letter(
    view: LetterView, offer: OfferRecord, number: int | None = None, *, keep: bool = False
) -> None:
    """Show the letter of a version of an offer that was read already."""
    said = offer_letters.preview(offer, number)
    state = "as sent" if said.frozen else offer.status.value
    title = f"Letter · v{number or offer.version} · {state}"
    show_preview(view, said, title=title, keep=keep)


def show_preview(
    view: LetterView, said: Preview, *, title: str = "Letter", keep: bool = False
) -> None:
    """Show a letter with what is unset named on top; an error is said in its place."""

    def make(width: int) -> tuple[Line, ...]:
        return letter_text.lay_out(said.html, width)

    unset = tuple(f"{one.name} (unknown)" if one.unknown else one.name for one in said.missing)
    if said.error:
        view.set_empty(said.error)
    view.show_letter(make, unset=unset, title=title, subtitle=said.source, keep=keep)
