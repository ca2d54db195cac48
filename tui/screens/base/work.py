"""Dialogs that work in a thread beside the screen: progress with counts, a key that stops it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from textual.message import Message

from data.errors import DataError
from data.storage import connection
from tui.screens.base.screens import Dialog

Result = TypeVar("Result")

TOLD_EVERY = 0.05
"""Seconds between two messages about how far the work is."""


class Stopped(Exception):
    """The person stopped the work; raised inside it by the one who is told how far it is."""


Tell = Callable[[int, int], None]
"""Told by the work how many of how many are done; raises Stopped when it shall end."""


class WorkDialog(Dialog[Result]):
    """A dialog of which one piece of work at a time goes on in a thread."""

    class Told(Message):
        """The thread says how far it is."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    class Ended(Message):
        """The thread is done: with a result, an error, or neither when it was stopped."""

        def __init__(self, result: Any = None, error: DataError | None = None) -> None:
            super().__init__()
            self.result = result
            self.error = error

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self._stop = Event()
        self._leaving = False

    @property
    def is_leaving(self) -> bool:
        """Whether the dialog goes as soon as the work has ended."""
        return self._leaving

    def start(self, doing: str, work: Callable[[Tell], object]) -> None:
        """Begin; `doing` says in a word what goes on. Nothing begins while something goes on."""
        if self.doing:
            return
        self.doing = doing
        self._stop.clear()
        self.show_progress(0, 0)
        self.refresh_bindings()
        self.run_worker(partial(self._work, work), thread=True)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is; `total` 0 means that nobody knows yet."""

    def show_result(self, result: Any) -> None:
        """The work is done."""

    def show_failure(self, error: DataError | None) -> None:
        """It did not work; None: it was stopped, and nothing of it was kept."""

    def action_stop(self) -> None:
        """Stop what goes on."""
        self._stop.set()

    def action_back(self) -> None:
        """Leave; what goes on is stopped first."""
        if self.doing:
            self._leaving = True
            self._stop.set()
        else:
            super().action_back()

    def on_work_dialog_told(self, event: Told) -> None:
        """Show how far it is."""
        if self.doing:
            self.show_progress(event.done, event.total)

    def on_work_dialog_ended(self, event: Ended) -> None:
        """Show what came of it, or leave when that was asked for."""
        self.doing = ""
        if event.error is not None or event.result is None:
            self.show_failure(event.error)
        else:
            self.show_result(event.result)
        self.refresh_bindings()
        if self._leaving:
            super().action_back()

    def _work(self, work: Callable[[Tell], object]) -> None:
        """In the thread, with a connection of its own; widgets are told by messages only."""
        last = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal last
            if self._stop.is_set():
                raise Stopped
            now = monotonic()
            if done == total or now - last > TOLD_EVERY:
                last = now
                self.post_message(self.Told(done, total))

        try:
            with connection.apart():
                result = work(tell)
        except Stopped:
            self.post_message(self.Ended())
        except DataError as error:
            self.post_message(self.Ended(error=error))
        else:
            self.post_message(self.Ended(result))
