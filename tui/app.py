"""The app: one open desk, its places, its themes, and one guard around every action."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from rich.segment import Segment, Segments
from textual.actions import ActionParseResult
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.events import Event, InputEvent
from textual.screen import Screen
from textual.worker import WorkerFailed

from data.errors import DataError, NotAllowed
from data.settings import preferences, settings
from data.storage import changes, connection, database
from tui import commands, report, screens, text, theme_choice, themes
from tui.commands.allowed import for_screen
from tui.key_order import KeyOrder, is_key
from tui.performance import driver, idle_collector, strips
from tui.screens.base import typed_keeper
from tui.screens.base.quitting import Quitting
from tui.screens.base.screens import DeskScreen
from tui.screens.offers.home import OffersScreen
from tui.widgets import offer_table

if TYPE_CHECKING:
    from tui.screens.base.picker import Picked
    from tui.screens.settings.safekeeping import RestoreWanted

ENDED_BY = 128
"""What a shell adds to the number of a signal."""
COPY_AFTER = 3.0
"""Seconds from the first frame until the copy of the day is made."""
COPY_EVERY = 1800.0
"""Seconds between looks at whether a day has begun that has no copy yet."""
CHANGES_EVERY = 2.0
"""Seconds between looks at whether another program has written to the desk."""


class OfferDesk(App[None]):
    """The desk in a terminal."""

    TITLE = "offerdesk"
    CSS_PATH = ["styles/base.tcss", "styles/screens.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "suspend_process", "Suspend", show=False)
    ]
    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny"), (60, "-narrow"), (80, "-medium"), (100, "-wide"), (160, "-huge"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (30, "-high")]

    def __init__(
        self, demo: bool = False, theme: str = "", notice: str = "", *, asks: bool = False
    ) -> None:
        """`theme` goes before the one of the settings; `notice` is said when the desk is shown.

        `asks` asks who works here, if nobody said so yet.
        """
        chosen = theme or settings.get("theme") or themes.DARK_NAME
        ansi = True if chosen.startswith(themes.ANSI_NAME) else None
        super().__init__(driver_class=driver.fast_driver(), ansi_color=ansi)
        strips.mend()
        self._demo = demo
        self._asks = asks
        self._notice = notice
        self.restore_from: Path | None = None
        self._collector = idle_collector.IdleCollector()
        for own in (*themes.THEMES, *theme_choice.owned(chosen)):
            self.register_theme(own)
        chosen = chosen if chosen in self.available_themes else themes.DARK_NAME
        # before anything is styled: setting it the usual way would parse every style twice
        self.set_reactive(App.theme, chosen)
        self.stylesheet.set_variables(self.get_css_variables())
        text.use_ascii(text.is_ascii(preferences.get("marks"), settings.get("ascii_glyphs")))
        text.use_days(preferences.get("dates"))
        self._places: dict[str, Screen[Any]] = {}
        self._written = changes.mark()
        self.key_order = KeyOrder(self, super().on_event)
        self._quitting = Quitting(self)
        self._keeper = typed_keeper.TypedKeeper(self)
        self._copy_trouble = ""

    def get_default_screen(self) -> Screen[Any]:
        """The home screen is the first one; nothing is drawn before it."""
        return OffersScreen()

    def on_mount(self) -> None:
        """Know which screen people type for, and leave in order when the system asks for it."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(ValueError, RuntimeError):  # tests run apps beside the main thread
                loop = asyncio.get_running_loop()
                loop.add_signal_handler(number, self.exit, None, ENDED_BY + number)
        for hears in (self._quitting.screen_shown, self.key_order.screen_shown):
            self.screen_change_signal.subscribe(self, hears, immediate=True)

    def on_ready(self) -> None:
        """The first frame is out: do what could wait."""
        self.set_timer(0.2, self._settle)
        if self._demo:
            report.say(self, "These offers are made up, and gone when you leave.", title="Demo")
        else:
            self.set_timer(COPY_AFTER, self.copy_desk)
            self.set_interval(COPY_EVERY, self.copy_desk)
        self.set_interval(typed_keeper.KEEP_EVERY, self.keep_typed)
        self._keeper.offer_left()
        for wrong in preferences.problems():
            report.say(self, wrong, title=preferences.NAME, warning=True)
        for notice in filter(None, (self._notice, *database.notices())):
            report.say(self, notice, title="The desk", warning=True)
        self.set_interval(CHANGES_EVERY, self.look_for_changes)
        if self.is_web:
            self.set_interval(CHANGES_EVERY, partial(self._leave_with_server, os.getppid()))
        if self._asks and not settings.is_anybody_known():
            self.push_screen(screens.WhoAreYou(), self._was_asked)

    def _was_asked(self, answered: bool | None) -> None:
        settings.put("own_asked", True)

    def on_restore_wanted(self, event: RestoreWanted) -> None:
        """Close the desk, which then goes back to a copy."""
        self._quitting.begin(partial(self._leave_to, event.source))

    def _leave_to(self, copy: Path) -> None:
        self.restore_from = copy
        self.exit()

    def copy_desk(self) -> None:
        """Make the copy of the day, beside the screen."""
        self.run_worker(self._copy_of_the_day, thread=True, exit_on_error=False)

    def _copy_of_the_day(self) -> None:
        from data.safekeeping import automatic

        try:
            with connection.apart():
                automatic.copy_of_the_day()
        except DataError as error:
            if error.text != self._copy_trouble:  # once, not every time that it is tried again
                self._copy_trouble = error.text
                self.call_from_thread(report.show_error, self, error)

    def keep_typed(self) -> None:
        """Keep aside what is typed."""
        self._keeper.keep()

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave; what is typed and not saved is offered at the next start."""
        self._keeper.keep()
        super().exit(result, return_code, message)

    def on_exit_app(self) -> None:
        """A browser that was closed ends the desk without asking: what is typed is kept."""
        self._keeper.keep()

    def _leave_with_server(self, server: int) -> None:
        if os.getppid() != server:  # nobody serves the page any more
            self.exit()

    def _settle(self) -> None:
        """From here on garbage is collected while nobody types."""
        self._collector.forget_start()
        self.set_interval(idle_collector.COLLECT_EVERY, self._collector.collect)

    async def on_event(self, event: Event) -> None:
        """Remember when a person last did something; keys are heard one after another."""
        if isinstance(event, InputEvent):
            self._collector.key_pressed()
        if is_key(event):
            await self.key_order.take(event)
        else:
            await super().on_event(event)

    def look_for_changes(self) -> None:
        """Read the screen again when another program has written to the desk.

        A screen that is still being built is read again once it is whole.
        """
        mark = changes.mark()
        shown = self.screen_stack[-1:]  # none while the app ends
        if mark != self._written and all(screen.is_mounted for screen in shown):
            self._written = mark
            for screen in shown:
                if isinstance(screen, DeskScreen):
                    screen.reload()

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

    async def action_quit(self) -> None:
        """Leave the desk; what is not saved is asked about first, as Escape does."""
        self._quitting.begin()

    def action_help_quit(self) -> None:
        """Say how to leave: `ctrl+c` ends nothing here, it copies what is selected."""
        report.say(self, "^q leaves the desk, Esc goes back, ^z leaves it to the shell for a while")

    def action_suspend_process(self) -> None:
        """Leave the terminal to the shell; `fg` brings the desk back."""
        if self.is_web or os.getpgrp() == os.getsid(0):
            raise NotAllowed("No shell waits behind the desk that could bring it back.")
        self.app_suspend_signal.publish(self)
        os.killpg(os.getpgrp(), signal.SIGTSTP)  # with what started the desk, such as uv

    def action_help(self) -> None:
        """What every key does here."""
        name = getattr(self.screen, "commands_name", "")
        if name in commands.COMMANDS and name != "help":
            self.push_screen(screens.HelpScreen(name, for_screen(self.screen, name)))

    def action_go(self, place: str) -> None:
        """Go to a place; each keeps its cursor. From a dialog or a form one does not get away."""
        if not isinstance(self.screen, DeskScreen) or self.screen.place == place:
            return
        if place in screens.ON_TOP:
            self.push_screen(_made(screens.ON_TOP[place]))
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if place in screens.PLACES:
            self.push_screen(self._installed(place))

    def _installed(self, place: str) -> Screen[Any]:
        if place not in self._places:
            self._places[place] = _made(screens.PLACES[place])
            self.install_screen(self._places[place], place)
        return self._places[place]

    def action_command_palette(self) -> None:
        """Everything that can be done here, by its name."""
        if not isinstance(self.screen, screens.palette.Palette):
            screens.palette.open_over(self)

    def action_themes(self) -> None:
        """Try themes on, and keep one."""
        picker = screens.theme_picker
        picker.register_own(self)
        options = picker.options(self.available_themes)
        themed = picker.ThemePicker(options, settings.get("theme"), self.theme, self._show_theme)
        self.push_screen(themed, self._theme_chosen)

    def _theme_chosen(self, picked: Picked | None) -> None:
        name = screens.theme_picker.chosen(picked)
        if name is not None:
            settings.put("theme", name)
            self._show_theme(name)

    def _show_theme(self, name: str) -> None:
        if not self.no_color:
            self.ansi_color = None  # as the theme says
        self.theme = themes.shown(name)

    def _fatal_error(self) -> None:
        """Something nobody foresaw: the details go to the log, a sentence to the terminal."""
        report.log.error("unforeseen", exc_info=self._exception)
        sentence = f"\nofferdesk: {self._what_went_wrong()}\n"
        self._exit_renderables.append(Segments([Segment(sentence)]))
        self._close_messages_no_wait()

    def _what_went_wrong(self) -> str:
        error: BaseException | None = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error
        found = report.explained(error)
        if found is None and isinstance(error, DataError):
            return error.text
        return found.text if found else f"something went wrong that should not; {report.where()}"

    def _print_error_renderables(self) -> None:
        """Print what was wrong, once."""
        for renderable in self._exit_renderables[:1]:
            self.error_console.print(renderable, soft_wrap=True)
        self._exit_renderables.clear()


def _made(name: str) -> Screen[Any]:
    """A screen by its name in the table of screens."""
    screen: Screen[Any] = getattr(screens, name)()
    return screen


def _own_theme() -> str:
    """The theme of the person's configuration; one that there is not is complained of."""
    own = preferences.get("theme")
    if wrong := theme_choice.problem(own):
        preferences.complain({"theme": wrong})
        return ""
    return themes.SHORT.get(own, own)


def _fitting_theme(own: str) -> str:
    """The person's theme, or the desk's; without colour, or when none was chosen, what fits."""
    chosen = own or settings.get("theme")
    return themes.shown("" if "NO_COLOR" in os.environ else chosen)


def _restored(source: Path, path: Path) -> str:
    """Go back to a copy while the desk is closed; gives what to say of it."""
    from data.safekeeping import backup

    try:
        aside = backup.restore(source, path).aside
    except DataError as error:
        return error.text
    kept = f" The one that was there is kept as {aside.name}." if aside else ""
    return f"The desk is what {source.name} was.{kept}"


def _updating(path: Path, is_going_on: bool) -> None:
    from tui import updating  # on the day of an update only

    updating.say(path, is_going_on)


def run(path: Path, demo: bool = False, theme: str = "") -> int:
    """Open the desk in `path` and show it until the person leaves; gives the exit code.

    `demo` says on the screen that the offers are made up, `theme` is what was asked for.
    """
    gc.disable()  # see tui.performance.idle_collector
    report.set_up_logging()
    notice, own = "", _own_theme()
    if wrong := offer_table.problem(preferences.get("columns")):
        preferences.complain({"columns": wrong})
    try:
        while True:
            database.open_desk(path, partial(_updating, path))
            with connection.database_errors(path):
                desk = OfferDesk(demo, theme or _fitting_theme(own), notice, asks=not demo)
                desk.run()
            if desk.restore_from is None:
                return desk.return_code or 0
            database.close_desk()
            notice = _restored(desk.restore_from, path)
    finally:
        database.close_desk()
