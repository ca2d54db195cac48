"""Leaving the desk from anywhere: what was entered and not saved is asked about first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.screen import Screen

from tui.screens.base.screens import CommandScreen


class Quitting:
    """Asks screen by screen as Escape does; whoever stays in one stays in the desk."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._asked: CommandScreen[Any] | None = None
        self._leave: Callable[[], None] = app.exit

    def begin(self, leave: Callable[[], None] | None = None) -> None:
        """Leave the desk so, or ask about the topmost screen that would lose something."""
        self._leave = leave or self._app.exit
        self._go_on()

    def _go_on(self) -> None:
        unsaved = self._unsaved()
        self._asked = unsaved
        if unsaved is None:
            self._leave()
            return
        while self._app.screen is not unsaved:
            self._app.screen.dismiss(None)
        unsaved.ask_to_leave()

    def _unsaved(self) -> CommandScreen[Any] | None:
        own = (one for one in reversed(self._app.screen_stack) if isinstance(one, CommandScreen))
        return next((screen for screen in own if screen.has_unsaved), None)

    def screen_shown(self, screen: Screen[Any]) -> None:
        """Go on when the screen that was asked about is gone, whether saved or not."""
        if self._asked is None:
            return
        if screen is self._asked:
            screen.call_later(self._answered)  # behind what the answer sets off
        elif self._asked not in self._app.screen_stack:
            self._app.call_later(self._go_on)

    def _answered(self) -> None:
        """The screen is still there: somebody stays."""
        self._asked = None
