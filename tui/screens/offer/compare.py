"""Two versions, two offers, or an offer and its job's pay: terms on top, letters below, by word."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from data.letters.comparison import letter_comparison
from data.offers import side_by_side
from data.offers.side_by_side import Compared
from data.records.offer_records import OfferRecord
from tui.screens.letters.comparison import About, LetterCompareScreen
from tui.text import content
from tui.widgets.compare_lines import difference_lines
from tui.widgets.lines_view import Item


class CompareScreen(LetterCompareScreen):
    """Terms side by side over the letters with what changed marked."""

    commands_name = "compare"
    DEFAULT_CSS = """
    CompareScreen #compared-terms { max-height: 60%; }
    CompareScreen.-no-letter #compared-terms { height: 1fr; max-height: 100%; }
    CompareScreen.-no-letter #compared { display: none; }
    """

    def __init__(self, compared: Compared, title: str) -> None:
        letter = compared.letter or letter_comparison.compare("", "")
        super().__init__(letter, compared.left, compared.right, title=title, about=(("", ""),))
        self.compared = compared
        self._everything = compared.letter is None

    def compose_body(self) -> ComposeResult:
        """The terms, and the letters."""
        with Vertical(id="panes"):
            terms = Terms(id="compared-terms", classes="pane")
            terms.border_title = content(self._title)
            yield terms
            yield self._view

    def on_mount(self) -> None:
        """Without letters there are only the terms."""
        self.set_class(self.compared.letter is None, "-no-letter")

    def summary(self) -> tuple[str, str]:
        """How many terms differ, and what differs in the letters."""
        letter = f" · letter: {self._comparison.summary}" if self.compared.letter else ""
        is_same = not self.compared.changed and self._comparison.is_same
        return self._terms_text + letter, "muted" if is_same else "warn"

    def briefly(self) -> tuple[str, ...]:
        """Of the letters only whether they differ."""
        if self.compared.letter is None:
            return ()
        letter = "the same letter" if self._comparison.is_same else "the letter differs"
        return f"{self._terms_text} · {letter}", self._terms_text

    @property
    def _terms_text(self) -> str:
        count = self.compared.terms_changed
        return f"{count} {'term differs' if count == 1 else 'terms differ'}"

    def _make_about(self, width: int) -> list[Item]:
        lines = difference_lines(self.compared, width, everything=self._everything)
        return [Item(line) for line in lines]

    @property
    def has_letters(self) -> bool:
        """Whether there are letters to go through."""
        return self.compared.letter is not None

    def action_everything(self) -> None:
        """All terms, or only those that differ."""
        self._everything = not self._everything
        terms = self.query_one(Terms)
        terms.show_items(self._make_about)
        wording = "all terms" if self._everything else "what differs"
        terms.border_title = content(f"{self._title} · {wording}")


class Terms(About, can_focus=True):
    """The terms, with a border around them; the keys can go there, when there are more than fit."""

    def make_lines(self, width: int) -> Sequence[Item]:
        """The lines; the height follows, with the border."""
        lines = super().make_lines(width)
        self.styles.height = len(lines) + 2
        return lines


def show_versions(
    screen: Screen[None], offer: OfferRecord, before: int | None = None, after: int | None = None
) -> None:
    """Compare two versions of an offer; if not given, the current one with its predecessor."""
    found = side_by_side.versions(offer.id, before, after)
    title = f"{offer.candidate_name} · {found.left} and {found.right}"
    screen.app.push_screen(CompareScreen(found, title))


def show_offers(screen: Screen[None], first_id: int, second_id: int) -> None:
    """Compare the current versions of two offers."""
    found = side_by_side.two_offers(first_id, second_id)
    screen.app.push_screen(CompareScreen(found, "Two offers"))


def show_with_job(screen: Screen[None], offer: OfferRecord) -> None:
    """Compare an offer's pay with its job's."""
    found = side_by_side.with_job(offer.id)
    screen.app.push_screen(CompareScreen(found, f"{offer.candidate_name} · pay beside the job's"))
