"""How tests of screens wait: until the app has nothing left to do, and no longer.

Textual's own test pilot sleeps in steps of 20 ms, three a key, until the processor looks idle; and
a screen is painted at most 60 times a second, which is a wait of up to 17 ms for each key.
"""

import asyncio
from time import monotonic, process_time
from typing import Any

import pytest
from textual import app, pilot, screen
from textual._context import active_app

SOON = 0.025
"""A timer that ends within so many seconds is waited for, as Textual's pilot does."""
MOST_TIMERS = 5
"""So many of them one after another: what repeats itself is not waited for without end."""
MOST_PASSES = 2000
"""So often the event loop is looked at: counted, as a second is short on a machine that stalls."""
FRAME = 0.001
"""Seconds between two paints of a screen."""
WINDOW = 0.02
"""A thread that used next to no processor for so many seconds waits for something itself."""


def patch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every pilot wait in our way."""
    monkeypatch.setattr(screen, "UPDATE_PERIOD", FRAME)
    monkeypatch.setattr(app, "wait_for_idle", until_idle)
    monkeypatch.setattr(pilot, "wait_for_idle", until_idle)


async def until_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until no callback is due in the event loop; threads are given the time they need."""
    loop: Any = asyncio.get_running_loop()
    idle = timers = 0
    for _ in range(MOST_PASSES):
        if idle == 2:
            return
        if _threads_work() and not await _threads_ended(max_sleep):
            return
        wait = _next_timer(loop) if timers < MOST_TIMERS else 0.0
        timers += wait > 0
        await asyncio.sleep(wait)
        idle = 0 if wait or loop._ready else idle + 1


def _threads_work() -> bool:
    return any(worker.is_running for worker in active_app.get().workers)


async def _threads_ended(most: float) -> bool:
    """Wait for them: no longer than so many seconds, and not for those that wait themselves."""
    end = monotonic() + most
    while _threads_work():
        used, window = process_time(), monotonic() + WINDOW
        while _threads_work() and monotonic() < window:
            await asyncio.sleep(FRAME)
        if monotonic() > end or process_time() - used < WINDOW / 20:
            return not _threads_work()
    return True


def _next_timer(loop: Any) -> float:
    """Seconds until the next timer, if that is soon; else none."""
    due = [timer.when() for timer in loop._scheduled if not timer.cancelled()]
    left = min(due, default=loop.time() + 1) - loop.time()
    return max(0.0, left) + 0.0005 if left < SOON else 0.0
