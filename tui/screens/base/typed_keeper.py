"""Keeps aside what is typed into open forms, and offers what a crash left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

from data.errors import DataError, NotFound
from data.safekeeping import typed_work
from tui import report, screens
from tui.screens.base.screens import CommandScreen

if TYPE_CHECKING:
    from data.records.typed_records import TypedWork
    from tui.screens.base.keeps_typed import KeepsTyped

KEEP_EVERY = 2.0
"""Seconds between looks at what is typed."""
PATIENCE = 3
"""So often it may fail before that is said: another window may just be writing."""


class TypedKeeper:
    """Looks after the open forms of an app."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._failed = 0
        self._left: list[TypedWork] = []

    def keep(self) -> None:
        """Keep aside what is typed now."""
        try:
            for screen in self._app.screen_stack:
                if isinstance(screen, CommandScreen):
                    screen.keep_typed()
        except DataError as error:
            self._failed += 1
            if self._failed == PATIENCE:
                sentence = f"What you type is not kept aside: {error.text}"
                report.say(self._app, sentence, title=error.title, warning=True)
        else:
            self._failed = 0

    def offer_left(self) -> None:
        """Ask about everything that programs left which run no more, one after another."""
        with report.reported(self._app):
            self._left = list(typed_work.left_behind())
        self._offer_next()

    def _offer_next(self) -> None:
        if self._left:
            work = self._left.pop(0)
            self._app.push_screen(screens.LeftWork(work), lambda word: self._answered(work, word))

    def _answered(self, work: TypedWork, word: str | None) -> None:
        with report.reported(self._app):
            if word == "take up":
                self._take_up(work, self._offer_next)
                return
            if word == "let go":
                typed_work.let_go(work)
        self._offer_next()

    def _take_up(self, work: TypedWork, done: Callable[[], None]) -> None:
        """Open the form of what was typed, with it; raises DataError and leaves it where it is."""
        if not screens.is_known(work.place.screen):
            raise NotFound("This offerdesk has no such form any more; the text is kept.")
        form: KeepsTyped[Any] = getattr(screens, work.place.screen).again(self._app, work.place)
        if not typed_work.take_up(work):
            raise NotFound("It was taken up in another window meanwhile.")
        form.take_up(work)
        self._app.push_screen(form, lambda _: done())
