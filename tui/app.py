"""The app: one open desk, its places, its themes, and one guard around every action."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

os.environ.setdefault("TEXTUAL_FPS", "240")  # read when Textual is imported; keys are drawn sooner

from rich.segment import Segment, Segments
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.events import Event, InputEvent
from textual.screen import Screen

from data.lists import offer_list
from data.settings import settings
from data.storage import database
from tui import commands, report, text, themes
from tui.performance import driver, strips
from tui.screens.base.screens import DeskScreen
from tui.screens.offers.home import OffersScreen

if TYPE_CHECKING:
    from textual.command import Provider

COLLECT_EVERY = 0.3
"""Seconds between looks at whether there is garbage to collect, and of rest before it is."""
LONG_REST = 5.0
"""Seconds without a key after which everything is looked through, old objects too."""
LITTLE_GARBAGE, MUCH_GARBAGE = 2_000, 200_000
"""So many new objects are looked through at rest, and in the middle of typing."""
CHANGES_EVERY = 2.0
"""Seconds between looks at whether another program has written to the desk."""


def palette_provider() -> type[Provider]:
    """The palette's provider, imported when the palette opens."""
    from tui.palette import CommandProvider

    return CommandProvider


class OfferDesk(App[None]):
    """The desk in a terminal."""

    TITLE = "offerdesk"
    CSS_PATH = ["styles/base.tcss", "styles/screens.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = []
    COMMANDS = {palette_provider}
    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny"), (60, "-narrow"), (80, "-medium"), (100, "-wide"), (160, "-huge"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (30, "-high")]

    def __init__(self, demo: bool = False) -> None:
        super().__init__(driver_class=driver.fast_driver())
        strips.mend()
        self._demo = demo
        self._used = monotonic()
        self._clean = True
        for theme in themes.THEMES:
            self.register_theme(theme)
        chosen = settings.get("theme")
        chosen = chosen if chosen in self.available_themes else themes.DARK_NAME
        # before anything is styled: setting it the usual way would parse every style twice
        self.set_reactive(App.theme, chosen)
        self.stylesheet.set_variables(self.get_css_variables())
        text.use_ascii(bool(settings.get("ascii_glyphs")))
        self._places: dict[str, DeskScreen] = {}
        self._written = offer_list.change_mark()

    def get_default_screen(self) -> Screen[Any]:
        """The home screen is the first one; nothing is drawn before it."""
        return OffersScreen()

    def on_ready(self) -> None:
        """The first frame is out: do what could wait."""
        self.set_timer(0.2, self._settle)
        if self._demo:
            report.say(self, "These offers are made up, and gone when you leave.", title="Demo")
        self.set_interval(CHANGES_EVERY, self._look_for_changes)

    def _settle(self) -> None:
        """Let the garbage collector forget what the start made; it would stop a key later."""
        gc.collect()
        gc.freeze()
        self.set_interval(COLLECT_EVERY, self._collect)

    def _collect(self) -> None:
        """Collect garbage while nobody types: what is new at once, everything after a long rest.

        Left to itself the collector stops one key in twenty for 8 ms, and finds next to nothing
        (see tui.performance.strips).
        """
        rest = monotonic() - self._used
        if rest > LONG_REST and not self._clean:
            self._clean = True
            gc.collect()
        elif gc.get_count()[0] > (LITTLE_GARBAGE if rest > COLLECT_EVERY else MUCH_GARBAGE):
            self._clean = False
            gc.collect(0)

    async def on_event(self, event: Event) -> None:
        """Remember when a person last did something."""
        if isinstance(event, InputEvent):
            self._used = monotonic()
        await super().on_event(event)

    def _look_for_changes(self) -> None:
        mark = offer_list.change_mark()
        if mark != self._written:
            self._written = mark
            if isinstance(self.screen, DeskScreen):
                self.screen.reload()

    # ------------------------------------------------------------ actions

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; what the rules refuse becomes a message."""
        running = super().run_action(action, default_namespace, namespaces)
        return await report.guard(self, running)

    def action_help(self) -> None:
        """What every key does here."""
        from tui.screens.base.help import HelpScreen

        name = getattr(self.screen, "commands_name", "")
        if name in commands.COMMANDS and name != "help":
            self.push_screen(HelpScreen(name))

    def action_go_offers(self) -> None:
        """Go to the offers."""
        self._go("offers")

    def action_go_jobs(self) -> None:
        """Go to the jobs."""
        self._go("jobs")

    def action_go_candidates(self) -> None:
        """Go to the candidates."""
        self._go("candidates")

    def action_go_fields(self) -> None:
        """Go to the custom fields."""
        self._go("fields")

    def action_go_templates(self) -> None:
        """Go to the letter templates."""
        self._go("templates")

    def action_go_settings(self) -> None:
        """Change the settings."""
        from tui.screens.settings.screen import SettingsScreen

        if isinstance(self.screen, DeskScreen):
            self.push_screen(SettingsScreen())

    def action_board(self) -> None:
        """Everything that needs a person, most urgent first."""
        if isinstance(self.screen, DeskScreen):
            self._go("board")

    def action_import_files(self) -> None:
        """Read records of other systems from files."""
        from tui.screens.exchange.choose_files import ImportScreen

        if isinstance(self.screen, DeskScreen):
            self.push_screen(ImportScreen())

    def _go(self, place: str) -> None:
        """Back to the home screen, then to the place; each keeps its cursor."""
        if isinstance(self.screen, DeskScreen) and self.screen.place == place:
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if place == "offers":
            return
        if place not in self._places:
            self._places[place] = _PLACES[place]()
            self.install_screen(self._places[place], place)
        self.push_screen(place)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette offers besides the commands of the screen."""
        yield SystemCommand("Theme", "Choose how the desk looks", self.search_themes)
        yield SystemCommand("Quit", "Leave the desk", self.action_quit)

    def _fatal_error(self) -> None:
        """Something nobody foresaw: the details go to the log, a sentence to the terminal."""
        report.log.error("unforeseen", exc_info=self._exception)
        sentence = f"\nofferdesk: something went wrong that should not; {report.where()}\n"
        self._exit_renderables.append(Segments([Segment(sentence)]))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print what was wrong, once."""
        for renderable in self._exit_renderables[:1]:
            self.error_console.print(renderable)
        self._exit_renderables.clear()

    def watch_theme(self, theme: str) -> None:
        """Remember the chosen theme."""
        if self.is_running and settings.get("theme") != theme:
            settings.put("theme", theme)


def _board() -> DeskScreen:
    from tui.screens.board.screen import BoardScreen

    return BoardScreen()


def _jobs() -> DeskScreen:
    from tui.screens.jobs.screen import JobsScreen

    return JobsScreen()


def _candidates() -> DeskScreen:
    from tui.screens.people.screen import CandidatesScreen

    return CandidatesScreen()


def _fields() -> DeskScreen:
    from tui.screens.fields.screen import FieldsScreen

    return FieldsScreen()


def _templates() -> DeskScreen:
    from tui.screens.templates.screen import TemplatesScreen

    return TemplatesScreen()


_PLACES: dict[str, Callable[[], DeskScreen]] = {
    "board": _board,
    "jobs": _jobs,
    "candidates": _candidates,
    "fields": _fields,
    "templates": _templates,
}


def run(path: Path, demo: bool = False) -> int:
    """Open the desk in `path` and show it until the person leaves; gives the exit code.

    `demo` says on the screen that the offers are made up.
    """
    gc.disable()  # see OfferDesk._collect
    report.set_up_logging()
    database.open_desk(path)
    try:
        desk = OfferDesk(demo)
        desk.run()
        return desk.return_code or 0
    finally:
        database.close_desk()
