"""The letter that a form would make: beside it, or over it where there is no room."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding

from data.errors import DataError, Invalid
from data.offers import offer_letters
from data.offers.offer_letters import Preview
from data.records.candidate_records import CandidateRecord
from data.records.job_records import JobRecord
from data.records.offer_records import OfferRecord, Terms
from tui import screens
from tui.screens.base.confirm import answer
from tui.screens.base.picker import STYLE
from tui.screens.base.screens import Dialog
from tui.screens.letters.preview import show_preview
from tui.widgets.key_bar import KeyBar
from tui.widgets.letter_view import LetterView

if TYPE_CHECKING:
    from tui.screens.letters.editor import Edited, LetterEditScreen


def preview(
    terms: Terms,
    candidate: CandidateRecord | None,
    job: JobRecord | None,
    offer: OfferRecord | None,
) -> Preview:
    """The letter of these terms; what stands in its way is its error."""
    number = offer.next_version if offer else None
    try:
        return offer_letters.draft_preview(terms, candidate, job, offer=offer, number=number)
    except DataError as error:
        return Preview("", error=error.text)


def editor(
    title: str, html: str, take: Callable[[str | None], None], *, can_follow: bool
) -> LetterEditScreen:
    """The screen that edits the letter of a form by hand; `take` gets it, or None to give it up."""
    from data.letters.rendering import clean
    from data.offers import hand_edited_letter

    def store(edited: Edited) -> None:
        problems = hand_edited_letter.check(edited.html) if edited.html is not None else ()
        if problems:
            raise Invalid(problems)
        take(None if edited.html is None else clean(edited.html))

    return screens.LetterEditScreen(
        f"Letter by hand · {title}", html, store, can_follow=can_follow, saves="goes into the form"
    )


class LetterDialog(Dialog[None]):
    """The letter over the form, until a key puts it away."""

    CSS_PATH = STYLE
    AUTO_FOCUS = "LetterView"
    BINDINGS = [Binding("escape,ctrl+l,q", "back", "Back", show=False)]

    def __init__(self, letter: Preview) -> None:
        super().__init__()
        self._letter = letter

    def compose(self) -> ComposeResult:
        """The letter, as large as the screen."""
        yield LetterView(classes="pane")
        keys = KeyBar("picker")
        keys.show_commands((answer("back", "Back", "escape"),))
        yield keys

    def on_mount(self) -> None:
        """Show it."""
        show_preview(self.query_one(LetterView), self._letter)
