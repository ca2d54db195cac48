"""The board's list: what needs a person, found rule by rule beside the screen, and the offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker, get_current_worker

from data.board import board
from data.board.board import Matter, Section, Snoozed
from data.board.rules import RULES
from data.errors import DataError, NotFound
from data.fields import custom_fields
from data.lists import offer_list
from data.offers import offers, send_checks
from data.storage import connection
from data.templates import templates
from data.values import clock
from data.values.status import LIVE
from data.values.styled_text import Line
from tui import report
from tui.screens.base.screens import DeskScreen
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


class BoardList(DeskScreen):
    """Matters by rule at the left, the offer under the cursor at the right.

    The rules are asked beside the screen, one after the other, and each is shown as it is answered.
    Nothing is asked again while nothing was written and the day is the same.
    """

    AUTO_FOCUS = "#matters"
    CSS_PATH = "../../styles/board.tcss"

    @dataclass
    class Found(Message):
        """A rule was answered; `run` says for which looking."""

        run: int
        section: Section

    @dataclass
    class Done(Message):
        """Every rule was asked, or something went wrong."""

        run: int
        error: DataError | None = None

    def __init__(self) -> None:
        super().__init__()
        self._matters = LinesView(
            id="matters", classes="pane", empty=LOOKING, on_item=self._matter_chosen
        )
        self._matters.border_title = "Board"
        self._offer = LinesView(id="about", classes="pane", empty="Nothing is selected.")
        self._offer.border_title = "Offer"
        self._sections: tuple[Section, ...] = ()
        self._coming: list[Section] = []
        self._flat: tuple[Matter, ...] = ()
        self._asleep: tuple[Snoozed, ...] = ()
        self._run = 0
        self._worker: Worker[None] | None = None
        self._asked: tuple[tuple[int, int], date] | None = None
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """What needs a person, and the offer that the cursor is on."""
        with Horizontal(id="panes"):
            yield self._matters
            yield self._offer

    def on_mount(self) -> None:
        """Ask for the first time."""
        self._ask()

    def on_resize(self) -> None:
        """Where there is room for the offer beside the list, it is shown."""
        self._offer_soon()

    def reload(self) -> None:
        """Ask again, if anything was written since or another day began."""
        if self._asked != (offer_list.change_mark(), clock.today()):
            self._ask()

    def action_reload(self) -> None:
        """Ask again, whether or not anything was written."""
        self._ask()

    @property
    def is_looking(self) -> bool:
        """Whether rules are still being asked."""
        return self._worker is not None

    # ------------------------------------------------------------ asking beside the screen

    def _ask(self) -> None:
        self._run += 1
        self._asked = (offer_list.change_mark(), clock.today())
        self._coming = []
        self._matters.set_empty(LOOKING)
        self._say()
        self._worker = self._look(self._run)
        self._say()

    @work(thread=True, exclusive=True, exit_on_error=False, group="board")
    def _look(self, run: int) -> None:
        """Ask every rule on a connection of its own."""
        worker = get_current_worker()
        try:
            with connection.apart():
                for section in board.sections():
                    if worker.is_cancelled:
                        return
                    self.post_message(self.Found(run, section))
        except DataError as error:
            self.post_message(self.Done(run, error))
            return
        self.post_message(self.Done(run))

    def on_board_list_found(self, event: Found) -> None:
        """Show what came; of rules that are not answered yet, what was known before."""
        if event.run == self._run:
            self._coming.append(event.section)
            last = _ORDER[event.section.rule.id]
            still = (one for one in self._sections if _ORDER[one.rule.id] > last)
            self._show((*self._coming, *still))

    def on_board_list_done(self, event: Done) -> None:
        """All rules were asked."""
        if event.run != self._run:
            return
        self._worker = None
        self._matters.set_empty(CLEAR)
        if event.error is not None:
            self._asked = None
            report.show_error(self.app, event.error)
        else:
            self._show(tuple(self._coming))

    # ------------------------------------------------------------ showing

    def _show(self, sections: tuple[Section, ...]) -> None:
        """Show these; the cursor stays on its matter, or on its place when that is settled."""
        before, at = self.chosen_keys, self._matters.item_key or 0
        self._sections, self._asleep = sections, board.snoozed()
        self._flat = tuple(matter for section in sections for matter in section.matters)
        keys = self._keys()
        chosen = keys.index(before) if before in keys else min(at, len(keys) - 1)
        self._matters.show_items(self._make_items, keep=True, chosen=max(0, chosen))
        self._say()
        self._offer_soon()

    def _keys(self) -> list[tuple[str, int, bool]]:
        """Rule and offer of every line, and whether it is a snoozed one."""
        awake = [(matter.rule, matter.row.id, False) for matter in self._flat]
        return awake + [(one.rule, one.offer_id, True) for one in self._asleep]

    @property
    def chosen_keys(self) -> tuple[str, int, bool] | None:
        """The rule and the offer of the line under the cursor, and whether it is a snoozed one."""
        at, keys = self._matters.item_key, self._keys()
        return keys[at] if at is not None and at < len(keys) else None

    def _make_items(self, width: int) -> list[Item]:
        return board_items(self._sections, width, snoozed=self._asleep)

    def _say(self) -> None:
        number = sum(section.offers for section in self._sections)
        more = "+" if any(section.more for section in self._sections) else ""
        words = f"Board · {number:,}{more} to look at" if number else "Board"
        self._matters.border_title = content(words)
        self._matters.border_subtitle = LOOKING if self.is_looking else ""
        snoozed = len(self._asleep)
        self.query_one(TopBar).say(f"{snoozed} snoozed" if snoozed else "")
        self.refresh_bindings()

    @property
    def matter(self) -> Matter | None:
        """The matter under the cursor."""
        at = self._matters.item_key
        return self._flat[at] if at is not None and at < len(self._flat) else None

    @property
    def sleeper(self) -> Snoozed | None:
        """The snoozed matter under the cursor."""
        at = (self._matters.item_key or 0) - len(self._flat)
        return self._asleep[at] if 0 <= at < len(self._asleep) else None

    def _matter_chosen(self, key: int) -> None:
        if self.is_mounted:
            self._offer_soon()
            self.refresh_bindings()

    def _offer_soon(self) -> None:
        """The offer follows when the keys pause, so that it never makes one wait."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(OFFER_AFTER, self._show_offer)

    def _show_offer(self) -> None:
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
