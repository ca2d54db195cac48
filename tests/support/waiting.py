"""Waiting for what a screen comes to by itself: counted generously, as machines are busy."""

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

TURNS = 2000


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Let the app go on until something holds; fails when it never comes."""
    for _ in range(TURNS):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came")
