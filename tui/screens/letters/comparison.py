"""Two letters compared on a screen of their own, and what drifted since a letter was sent."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from data.letters.comparison.letter_comparison import Comparison
from data.letters.layout.wrapping import Piece, prefixed, wrap
from data.offers import letter_drift
from data.offers.letter_drift import Drift, Facts
from data.records.offer_records import OfferRecord
from data.values.styled_text import Line
from tui import screens
from tui.screens.base.screens import DeskScreen
from tui.screens.letters.preview import DAMAGED
from tui.text import content
from tui.widgets.auto_height_lines import AutoHeightLines
from tui.widgets.compare_view import CompareView
from tui.widgets.lines_view import Item
from tui.widgets.top_bar import TopBar


class LetterCompareScreen(DeskScreen):
    """What differs between two letters or texts, with what there is to say about them on top.

    `before` and `after` name the sides; `about` is said above, one line each, wrapped.
    """

    commands_name = "letter_compare"
    AUTO_FOCUS = "CompareView"
    DEFAULT_CSS = """
    LetterCompareScreen #about { height: auto; max-height: 50%; }
    LetterCompareScreen.-no-about #about { display: none; }
    """

    def __init__(
        self,
        comparison: Comparison,
        before: str,
        after: str,
        *,
        title: str = "Compare",
        about: Sequence[Piece] = (),
    ) -> None:
        super().__init__()
        self._comparison = comparison
        self._names = (before, after)
        self._title = title
        self._about = tuple(about)
        self._view = CompareView(id="compared", classes="pane")

    def compose_body(self) -> ComposeResult:
        """What there is to say, and the letters."""
        with Vertical(id="panes"):
            with Vertical(id="about", classes="pane") as about:
                about.border_title = content(self._title)
                yield About(id="about-lines")
            yield self._view

    def on_mount(self) -> None:
        """Show it."""
        self.query_one(TopBar).say(*self.summary(), shorter=self.briefly())
        self.set_class(not self._about, "-no-about")
        self.query_one(About).show_items(self._make_about)
        self._view.show_comparison(self._comparison, *self._names)

    def summary(self) -> tuple[str, str]:
        """What the bar at the top says, and in which style."""
        return self._comparison.summary, "muted" if self._comparison.is_same else "warn"

    def briefly(self) -> tuple[str, ...]:
        """The same in fewer and fewer words."""
        count = len(self._comparison.changes)
        return (f"{count:,} {'change' if count == 1 else 'changes'}",) if count else ()

    def _make_about(self, width: int) -> list[Item]:
        return [Item(line) for piece in self._about for line in _wrapped(piece, width)]

    def action_next_change(self) -> None:
        """The next change."""
        self._view.next_change()

    def action_previous_change(self) -> None:
        """The change before."""
        self._view.next_change(-1)

    def action_beside(self) -> None:
        """Side by side, or both in one."""
        self._view.toggle_beside()

    def action_copy(self) -> None:
        """Copy both in one as text."""
        screens.copying.copy(self.app, self._comparison.to_plain(), "the comparison")


class About(AutoHeightLines, can_focus=False):
    """What is said above the letters; no key goes there."""


def show_drift(screen: Screen[None], offer: OfferRecord, number: int | None = None) -> None:
    """Show a sent version's letter against what its template would say now."""
    drift = letter_drift.drift(offer, number)
    screen.app.push_screen(
        LetterCompareScreen(
            drift.comparison,
            f"version {drift.number} as sent",
            "the template now",
            title=f"{offer.candidate_name} · letter of version {drift.number}",
            about=drift_lines(drift),
        )
    )


def drift_lines(drift: Drift) -> tuple[Piece, ...]:
    """What there is to say about a frozen letter, one line each: facts, drift, why."""
    if drift.has_drifted:
        parts = (f"! Drifted: {drift.comparison.summary}.", "warn strong")
    else:
        parts = ("✓ The same: the template would say today what was sent.", "good strong")
    if drift.facts.revision is None:
        parts = ("✓ The letter stands by itself.", "good strong")
    why = tuple((f"  {sentence}", "") for sentence in drift.why)
    return (*_damage(drift.facts), parts, *why, *_facts(drift.facts))


def _damage(facts: Facts) -> tuple[Piece, ...]:
    if facts.is_whole:
        return ()
    return ((f"✗ {DAMAGED}", "bad strong"),)


def _facts(facts: Facts) -> tuple[Piece, ...]:
    frozen = facts.frozen_at.astimezone()
    whole = "matches" if facts.is_whole else "DOES NOT MATCH the text"
    return (
        (f"Frozen {frozen:%Y-%m-%d %H:%M} · {facts.source}", "muted"),
        (f"SHA-256 {facts.sha256} · {whole}", "muted" if facts.is_whole else "bad strong"),
    )


def _wrapped(piece: Piece, width: int) -> list[Line]:
    """A sentence on as many lines as it takes, moved in as it is."""
    text, style = piece
    indent = " " * (len(text) - len(text.lstrip(" ")))
    lines = wrap([(text, style)], max(8, width - len(indent)))
    return prefixed(lines, (indent, ""), (indent, ""))
