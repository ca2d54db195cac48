"""A monkey at the keyboard: seeded random keys into the running desk, faster than it can draw."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from typing import Any

from support import idle
from textual import events
from textual.keys import _character_to_key

from data.filters import filter
from data.lists import offer_list
from tui.app import OfferDesk
from tui.commands import COMMANDS

NAMED = (
    *("enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end"),
    *("pageup", "pagedown", "backspace", "delete", "space", "ctrl+s", "ctrl+p", "ctrl+n", "ctrl+f"),
    *("f1", "shift+up", "shift+down", "ctrl+home", "ctrl+end", "ctrl+a", "ctrl+k", "ctrl+r"),
)
"""Keys that are no characters; those that suspend the desk are not among them."""
LEAVES = {"q", "ctrl+q", "ctrl+c", "ctrl+z", "ctrl+e"}
OF_COMMANDS = sorted(
    {key for known in COMMANDS.values() for command in known for key in command.keys} - LEAVES
)
CHARACTERS = "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789 .,:-/<>()\"'@ä日\u0301"
FOLLOWING = ("enter", "escape", "pagedown", "tab", "y", "enter")
"""What hands type right behind a key that opens something."""


def unleavable() -> OfferDesk:
    """A desk that the monkey cannot leave by choosing Quit or Suspend."""
    app = OfferDesk()
    app.exit = app.action_suspend_process = lambda *_, **__: None
    return app


def keys(chance: random.Random) -> Iterator[str]:
    """Keys without end: commands, moves, letters, and often the same one twice."""
    while True:
        key = chance.choice(chance.choice((NAMED, OF_COMMANDS, OF_COMMANDS, CHARACTERS)))
        yield key
        if chance.random() < 0.15:
            yield key
        if chance.random() < 0.25:
            yield chance.choice(FOLLOWING)


def press(app: OfferDesk, *pressed: str) -> None:
    """Put keys into the app's queue, as the terminal does: no pause between them."""
    for key in pressed:
        character = key if len(key) == 1 else " " if key == "space" else None
        name = _character_to_key(key) if len(key) == 1 else key
        app.post_message(events.Key(name, character))


async def play(app: OfferDesk, seed: int, count: int, longest: float = 0.05) -> list[str]:
    """Press so many keys in handfuls, some of which arrive while others are heard; gives them."""
    chance = random.Random(seed)
    source = keys(chance)
    pressed: list[str] = []
    while len(pressed) < count and app.is_running:
        handful = [next(source) for _ in range(chance.randint(1, 12))]
        pressed += handful
        press(app, *handful)
        await asyncio.sleep(chance.choice((0, 0, chance.random() * longest)))
    await heard(app)
    return pressed


async def heard(app: OfferDesk) -> None:
    """Wait until every key has had its effect; a key may wait for more frames than a test does."""
    await idle.until_idle()
    while app.is_running and not app.key_order.is_quiet:
        await idle.until_idle()


def state(app: OfferDesk) -> tuple[Any, ...]:
    """Where the desk stands: its screens, what has the keys, every offer with its status."""
    screens = tuple(type(screen).__name__ for screen in app.screen_stack)
    rows = offer_list.rows(None, filter.parse(""))
    offers = tuple((row.id, row.standing, row.version, row.salary_minor) for row in rows)
    return screens, type(app.focused).__name__, offers


async def all_at_once(pressed: Sequence[str], size: tuple[int, int] = (100, 30)) -> tuple[Any, ...]:
    """Where keys lead that arrive at once."""
    app = unleavable()
    async with app.run_test(size=size):
        press(app, *pressed)
        await heard(app)
        return state(app)


async def one_by_one(pressed: Sequence[str], size: tuple[int, int] = (100, 30)) -> tuple[Any, ...]:
    """Where the same keys lead when each has had its effect before the next."""
    app = unleavable()
    async with app.run_test(size=size):
        for key in pressed:
            press(app, key)
            await heard(app)
        return state(app)
