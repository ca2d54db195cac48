"""The board: everything that needs a person, most urgent first, each with the key that settles it.

The rules are asked beside the screen, one after the other; what each finds is shown as it comes.
Nothing is asked again while nothing was written and the day is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.worker import Worker, get_current_worker

from data import (
    board,
    clock,
    connection,
    dates,
    fields,
    jobs,
    listing,
    offers,
    sending,
    templates,
)
from data.board import Matter, Section, Snoozed
from data.board_rules import RULES
from data.errors import DataError, NotAllowed, NotFound
from data.plain import one_line
from data.records import OfferRecord
from data.spans import Line
from data.status import LIVE
from tui import commands, report
from tui.screens import offer_actions
from tui.screens.base import DeskScreen
from tui.text import content
from tui.widgets.board_lines import board_items
from tui.widgets.lines_view import Item, LinesView
from tui.widgets.terms_view import terms_lines
from tui.widgets.top_bar import TopBar

CLEAR = """Nothing needs you
No offer expires, waits or contradicts itself."""
LOOKING = "Looking …"
_ORDER = {rule.id: place for place, rule in enumerate(RULES)}


class BoardScreen(DeskScreen):
    """Matters by rule at the left, the offer under the cursor at the right."""

    commands_name = "board"
    place = "board"
    BINDINGS = commands.bindings("board")
    AUTO_FOCUS = "#matters"
    CSS_PATH = "../styles/board.tcss"

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
        self.call_after_refresh(self._show_offer)

    def reload(self) -> None:
        """Ask again, if anything was written since or another day began."""
        if self._asked != (listing.change_mark(), clock.today()):
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
        self._asked = (listing.change_mark(), clock.today())
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

    def on_board_screen_found(self, event: Found) -> None:
        """Show what came; of rules that are not answered yet, what was known before."""
        if event.run == self._run:
            self._coming.append(event.section)
            last = _ORDER[event.section.rule.id]
            still = (one for one in self._sections if _ORDER[one.rule.id] > last)
            self._show((*self._coming, *still))

    def on_board_screen_done(self, event: Done) -> None:
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
        before, at = self._chosen_keys, self._matters.item_key or 0
        self._sections, self._asleep = sections, board.snoozed()
        self._flat = tuple(matter for section in sections for matter in section.matters)
        keys = self._keys()
        chosen = keys.index(before) if before in keys else min(at, len(keys) - 1)
        self._matters.show_items(self._make_items, keep=True, chosen=max(0, chosen))
        self._say()
        self._show_offer()

    def _keys(self) -> list[tuple[str, int, bool]]:
        """Rule and offer of every line, and whether it is a snoozed one."""
        awake = [(matter.rule, matter.row.id, False) for matter in self._flat]
        return awake + [(one.rule, one.offer_id, True) for one in self._asleep]

    @property
    def _chosen_keys(self) -> tuple[str, int, bool] | None:
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

    def _matter(self) -> Matter | None:
        at = self._matters.item_key
        return self._flat[at] if at is not None and at < len(self._flat) else None

    def _sleeper(self) -> Snoozed | None:
        """The snoozed matter under the cursor."""
        at = (self._matters.item_key or 0) - len(self._flat)
        return self._asleep[at] if 0 <= at < len(self._asleep) else None

    def _matter_chosen(self, key: int) -> None:
        if self.is_mounted:
            self._show_offer()
            self.refresh_bindings()

    def _show_offer(self) -> None:
        if not self._offer.display:
            return
        matter, sleeper = self._matter(), self._sleeper()
        name = matter.row.candidate_name if matter else sleeper.candidate_name if sleeper else ""
        self._offer.border_title = content(name or "Offer")
        self._offer.show(self._make_offer)

    def _make_offer(self, width: int) -> list[Line]:
        chosen = self._chosen_keys
        if chosen is None:
            return []
        try:
            offer = offers.get(chosen[1])
        except NotFound:
            return []
        version = next((one for one in offer.versions if one.number == offer.version), None)
        if version is None:
            return []
        missing = sending.missing(offer) if offer.status in LIVE else ()
        template = templates.names().get(version.terms.template_id or 0, "")
        return terms_lines(offer, version, fields.everything("offer"), missing, template, width)

    # ------------------------------------------------------------ settling

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the matter under the cursor allows."""
        matter = self._matter()
        match action:
            case "edit" | "status" | "snooze":
                return True if matter else None
            case "settle" | "decide":
                return True if matter and matter.row.flags else None
            case "drift":
                return True if matter and matter.rule == "drift" else None
            case "close_opening":
                return True if matter and matter.rule == "unfilled" else None
            case "asleep":
                return True if self._asleep else None
        return True

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Enter opens the offer."""
        with report.reported(self.app):
            self.action_open_offer()

    def action_open_offer(self) -> None:
        """Open the offer with its versions and history."""
        from tui.screens.offer import OfferScreen

        if self._chosen_keys is not None:
            self.app.push_screen(OfferScreen(self._chosen_keys[1]))

    def action_edit(self) -> None:
        """Change the terms of the offer."""
        offer_actions.edit(self, self._record(), self._done)

    def action_status(self) -> None:
        """Change the status of the offer."""
        offer_actions.status(self, self._record(), self._moved)

    def action_settle(self) -> None:
        """Name the flags; then they are settled."""
        offer_actions.settle(self, self._record(), self.reload)

    def action_decide(self) -> None:
        """Both sides of what was changed here and in its system."""
        offer_actions.decide(self, self._record(), self.reload)

    def action_drift(self) -> None:
        """The letter as sent against what its template says now."""
        from tui.screens.letter_compare import show_drift

        show_drift(self, self._record())

    def action_snooze(self) -> None:
        """Leave the matter out until a day, with a reason."""
        from tui.screens.snooze import SnoozeDialog

        self.app.push_screen(SnoozeDialog(self._chosen()), self._done)

    def action_close_opening(self) -> None:
        """Close the opening as filled by the accepted offer."""
        offer = self._record()
        if offer.opening is None:
            raise NotFound("The offer names no opening any more.")
        jobs.fill_opening(offer.opening.id, offer.application_id)
        name = one_line(offer.opening.name)
        report.say(self.app, f"Opening {name} is closed, filled by {offer.candidate_name}")
        self.reload()

    def action_asleep(self) -> None:
        """Show the snoozed matter under the cursor again, or choose one."""
        sleeper = self._sleeper()
        if sleeper is None:
            self._choose_sleeper()
            return
        board.wake(sleeper.rule, sleeper.offer_id)
        self.reload()

    def _choose_sleeper(self) -> None:
        from tui.screens.picker import Picked, Picker
        from tui.widgets.choice import Option

        waiting = self._asleep
        if not waiting:
            raise NotAllowed("Nothing is snoozed; z snoozes the matter under the cursor.")

        def woken(picked: Picked | None) -> None:
            if picked is not None and picked.values:
                one = waiting[int(picked.values[0] or 0)]
                with report.reported(self.app):
                    board.wake(one.rule, one.offer_id)
                self.reload()

        options = [
            Option(
                number,
                f"{one.candidate_name} · {board.rule(one.rule).title}",
                f"until {dates.short(one.until)}: {one.reason}",
            )
            for number, one in enumerate(waiting)
        ]
        self.app.push_screen(Picker("Show a snoozed matter again", options), woken)

    def action_rules(self) -> None:
        """Choose which rules are asked."""
        from tui.screens.picker import Picked, Picker
        from tui.widgets.choice import Option

        on = tuple(rule.id for rule in RULES if rule.id not in board.switched_off())

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                for rule in RULES:
                    board.switch(rule.id, rule.id in picked.values)
                self._ask()

        options = [Option(rule.id, rule.title, board.meaning(rule)) for rule in RULES]
        dialog = Picker("What the board looks for", options, value=on, multi=True)
        self.app.push_screen(dialog, chosen)

    def _chosen(self) -> Matter:
        matter = self._matter()
        if matter is None:
            raise NotFound("Nothing is selected.")
        return matter

    def _record(self) -> OfferRecord:
        return offers.get(self._chosen().row.id)

    def _done(self, result: object) -> None:
        if result is not None:
            self.reload()

    def _moved(self, offer: OfferRecord | None) -> None:
        if offer is not None:
            self.reload()
            offer_actions.say_moved(self, offer)
