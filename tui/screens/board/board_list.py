"""The board's list: what needs a person, found rule by rule beside the screen, and the offer."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from data.board import board
from data.board.board import Matter, Section, Snoozed
from data.board.rules import RULES
from data.errors import DataError, NotFound, Stopped
from data.fields import custom_fields
from data.offers import offers, send_checks
from data.storage import changes
from data.templates import templates
from data.values import clock
from data.values.status import LIVE
from data.values.styled_text import Line
from tui import report
from tui.screens.base.screens import DeskScreen
from tui.screens.base.work import BackgroundWork, Run
from tui.text import content
from tui.widgets.board_lines import board_items
from tui.widgets.lines_view import Item, LinesView
from tui.widgets.terms_view import terms_lines
from tui.widgets.top_bar import TopBar

CLEAR = """Nothing needs you
No offer expires, waits or contradicts itself."""
LOOKING = "Looking …"
OFFER_AFTER = 0.06
"""Seconds without a key after which the offer under the cursor is shown."""
_ORDER = {rule.id: place for place, rule in enumerate(RULES)}


class BoardList(BackgroundWork[None], DeskScreen):
    """Matters by rule at the left, the offer under the cursor at the right.

    The rules are asked beside the screen, one after the other, and each is shown as it is answered.
    Nothing is asked again while nothing was written and the day is the same.
    """

    AUTO_FOCUS = "#matters"
    CSS_PATH = "../../styles/board.tcss"
    only_reads = True

    def __init__(self) -> None:
        super().__init__()
        self.matters = LinesView(
            id="matters", classes="pane", empty=LOOKING, on_item=self._matter_chosen
        )
        self.matters.border_title = "Board"
        self._offer = LinesView(id="about", classes="pane", empty="Nothing is selected.")
        self._offer.border_title = "Offer"
        self.sections: tuple[Section, ...] = ()
        self._coming: list[Section] = []
        self.items: tuple[Matter, ...] = ()
        self._asleep: tuple[Snoozed, ...] = ()
        self._asked: tuple[int, date] | None = None
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """What needs a person, and the offer that the cursor is on."""
        with Horizontal(id="panes"):
            yield self.matters
            yield self._offer

    def on_mount(self) -> None:
        """Ask for the first time."""
        self._ask()

    def on_resize(self) -> None:
        """Where there is room for the offer beside the list, it is shown."""
        self._offer_soon()

    def reload(self) -> None:
        """Ask again, if anything was written since or another day began."""
        if self._asked != (changes.mark(), clock.today()):
            self._ask()

    def action_reload(self) -> None:
        """Ask again, whether or not anything was written."""
        self._ask()

    # ------------------------------------------------------------ asking beside the screen

    def _ask(self) -> None:
        self._asked = (changes.mark(), clock.today())
        self._coming = []
        self.matters.set_empty(LOOKING)
        self.restart("looking", sections)
        self._say()

    def show_part(self, result: Section) -> None:
        """Show what came; of rules that are not answered yet, what was known before."""
        self._coming.append(result)
        last = _ORDER[result.rule.id]
        still = (one for one in self.sections if _ORDER[one.rule.id] > last)
        self._show((*self._coming, *still))

    def show_result(self, result: bool) -> None:
        """All rules were asked."""
        self.matters.set_empty(CLEAR)
        self._show(tuple(self._coming))

    def show_failure(self, error: DataError | None) -> None:
        """The desk could not be read; it is asked again the next time."""
        self.matters.set_empty(CLEAR)
        self._asked = None
        if error is not None:
            report.show_error(self.app, error)
        self._say()

    # ------------------------------------------------------------ showing

    def _show(self, sections: tuple[Section, ...]) -> None:
        """Show these; the cursor stays on its matter, or on its place when that is settled."""
        before, at = self.chosen_keys, self.matters.item_key or 0
        self.sections, self._asleep = sections, board.snoozed()
        self.items = tuple(matter for section in sections for matter in section.matters)
        keys = self._keys()
        chosen = keys.index(before) if before in keys else min(at, len(keys) - 1)
        self.matters.show_items(self._make_items, keep=True, chosen=max(0, chosen))
        self._say()
        self._offer_soon()

    def _keys(self) -> list[tuple[str, int, bool]]:
        """Rule and offer of every line, and whether it is a snoozed one."""
        awake = [(matter.rule, matter.row.id, False) for matter in self.items]
        return awake + [(one.rule, one.offer_id, True) for one in self._asleep]

    @property
    def chosen_keys(self) -> tuple[str, int, bool] | None:
        """The rule and the offer of the line under the cursor, and whether it is a snoozed one."""
        at, keys = self.matters.item_key, self._keys()
        return keys[at] if at is not None and at < len(keys) else None

    def _make_items(self, width: int) -> list[Item]:
        return board_items(self.sections, width, snoozed=self._asleep)

    def _say(self) -> None:
        number = sum(section.offers for section in self.sections)
        more = "+" if any(section.more for section in self.sections) else ""
        words = f"Board · {number:,}{more} to look at" if number else "Board"
        self.matters.border_title = content(words)
        self.matters.border_subtitle = LOOKING if self.is_working else ""
        snoozed = len(self._asleep)
        self.query_one(TopBar).say(f"{snoozed} snoozed" if snoozed else "")
        self.refresh_bindings()

    @property
    def matter(self) -> Matter | None:
        """The matter under the cursor."""
        at = self.matters.item_key
        return self.items[at] if at is not None and at < len(self.items) else None

    @property
    def sleeper(self) -> Snoozed | None:
        """The snoozed matter under the cursor."""
        at = (self.matters.item_key or 0) - len(self.items)
        return self._asleep[at] if 0 <= at < len(self._asleep) else None

    def _matter_chosen(self, key: int) -> None:
        if self.is_mounted:
            self._offer_soon()
            self.refresh_bindings()

    def _offer_soon(self) -> None:
        """The offer follows when the keys pause, so that it never makes one wait."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(OFFER_AFTER, self.show_offer)

    def show_offer(self) -> None:
        """Show the offer under the cursor, now."""
        if not self._offer.display:
            return
        matter, sleeper = self.matter, self.sleeper
        name = matter.row.candidate_name if matter else sleeper.candidate_name if sleeper else ""
        self._offer.border_title = content(name or "Offer")
        self._offer.show(self._make_offer)

    def _make_offer(self, width: int) -> list[Line]:
        chosen = self.chosen_keys
        if chosen is None:
            return []
        try:
            offer = offers.get(chosen[1])
        except NotFound:
            return []
        version = next((one for one in offer.versions if one.number == offer.version), None)
        if version is None:
            return []
        missing = send_checks.missing(offer) if offer.status in LIVE else ()
        template = templates.names().get(version.terms.template_id or 0, "")
        return terms_lines(
            offer, version, custom_fields.all_fields("offer"), missing, template, width
        )


def sections(run: Run) -> bool:
    """In a thread: ask every rule, and show each as it is answered."""
    for section in board.sections():
        if run.is_stopped:
            raise Stopped
        run.part(section)
    return True
