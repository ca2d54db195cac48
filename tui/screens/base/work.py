"""Work in a thread beside the screen: progress with counts, a key that stops it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from textual.message import Message

from data.errors import DataError, Stopped
from data.storage import connection
from tui.screens.base.screens import CommandScreen, Dialog

Result = TypeVar("Result")

PROGRESS_EVERY = 0.05
"""Seconds between two messages about how far the work is."""


class Run:
    """One piece of work, as its thread sees it; widgets hear of it by messages only."""

    def __init__(self, screen: BackgroundWork[Any]) -> None:
        self._screen = screen
        self._stop = Event()
        self._interrupt: Callable[[], None] | None = None
        self._last = 0.0

    def __call__(self, done: int, total: int) -> None:
        """How many of how many are done; raises Stopped when the work shall end."""
        if self._stop.is_set():
            raise Stopped
        now = monotonic()
        if done == total or now - self._last > PROGRESS_EVERY:
            self._last = now
            self._screen.post_message(BackgroundWork.Progress(self, done, total))

    def part(self, result: object) -> None:
        """A part of the result is known."""
        self._screen.post_message(BackgroundWork.Part(self, result))

    @property
    def is_stopped(self) -> bool:
        """Whether the work shall end."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Let the work end at its next word about progress, or at once if it only reads."""
        self._stop.set()
        if self._screen.only_reads and self._interrupt is not None:
            self._interrupt()

    def work(self, work: Callable[[Run], object]) -> None:
        """Do the work on a connection of its own; for the thread."""
        try:
            with connection.apart() as self._interrupt, connection.database_errors():
                result = work(self)
        except DataError as error:
            is_stopped = self.is_stopped and self._screen.only_reads
            wrong = None if is_stopped or isinstance(error, Stopped) else error
            self._screen.post_message(BackgroundWork.Finished(self, error=wrong))
        else:
            self._screen.post_message(BackgroundWork.Finished(self, result))


class BackgroundWork(CommandScreen[Result]):
    """A screen beside which one piece of work at a time goes on in a thread."""

    only_reads = False
    """Whether the work writes nothing: its queries are interrupted when nobody waits for them."""

    class Progress(Message):
        """The thread says how far it is."""

        def __init__(self, run: Run, done: int, total: int) -> None:
            super().__init__()
            self.run = run
            self.done = done
            self.total = total

    class Part(Message):
        """The thread has a part of the result."""

        def __init__(self, run: Run, result: Any) -> None:
            super().__init__()
            self.run = run
            self.result = result

    class Finished(Message):
        """The thread is done: with a result, an error, or neither when it was stopped."""

        def __init__(self, run: Run, result: Any = None, error: DataError | None = None) -> None:
            super().__init__()
            self.run = run
            self.result = result
            self.error = error

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self._run: Run | None = None

    @property
    def is_working(self) -> bool:
        """Whether work goes on."""
        return self._run is not None

    def start(self, doing: str, work: Callable[[Run], object]) -> None:
        """Begin; `doing` says in a word what goes on. Nothing begins while something goes on."""
        if self._run is None:
            self.restart(doing, work)

    def restart(self, doing: str, work: Callable[[Run], object]) -> None:
        """Begin, whatever goes on; that is stopped, and nothing is heard of it any more."""
        self.action_stop()
        self.doing, self._run = doing, Run(self)
        self.show_progress(0, 0)
        self.refresh_bindings()
        self.run_worker(partial(self._run.work, work), thread=True)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is; `total` 0 means that nobody knows yet."""

    def show_part(self, result: Any) -> None:
        """A part of the result is known."""

    def show_result(self, result: Any) -> None:
        """The work is done."""

    def show_failure(self, error: DataError | None) -> None:
        """It did not work; None: it was stopped, and nothing of it was kept."""

    def action_stop(self) -> None:
        """Stop what goes on."""
        if self._run is not None:
            self._run.stop()

    def on_unmount(self) -> None:
        """Nobody waits for the rest."""
        self.action_stop()

    def on_background_work_progress(self, event: Progress) -> None:
        """Show how far it is."""
        if event.run is self._run:
            self.show_progress(event.done, event.total)

    def on_background_work_part(self, event: Part) -> None:
        """Show a part of the result."""
        if event.run is self._run:
            self.show_part(event.result)

    def on_background_work_finished(self, event: Finished) -> None:
        """Show what came of it."""
        if event.run is not self._run:
            return
        self.doing, self._run = "", None
        if event.error is not None or event.result is None:
            self.show_failure(event.error)
        else:
            self.show_result(event.result)
        self.refresh_bindings()
        self.after_work()

    def after_work(self) -> None:
        """What follows when the work has ended, in whatever way."""


class WorkDialog(BackgroundWork[Result], Dialog[Result]):
    """A dialog that works; leaving it stops what goes on first."""

    def __init__(self) -> None:
        super().__init__()
        self.is_leaving = False
        """Whether the dialog goes as soon as the work has ended."""

    def action_back(self) -> None:
        """Leave; what goes on is stopped first."""
        if self.is_working:
            self.is_leaving = True
            self.action_stop()
        else:
            super().action_back()

    def after_work(self) -> None:
        """Leave when that was asked for."""
        if self.is_leaving:
            super().action_back()
