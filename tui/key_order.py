"""Keys are heard one after another: each by a screen that is whole, none by the one behind it.

Textual hands a key on before the one before it has had its effect, to screens that have not
composed yet and to those that a dialog has just uncovered. Here a key waits until everything that
the key before set off has been worked through, and until the screen that this opened has composed.
A key typed for a dialog that is gone by then is dropped, so that none acts on the screen behind,
with two exceptions. A dialog that fills in a field of a form has that form as its heir: what was
typed behind the choice goes on there. Escape only ever leaves, and whoever types it twice wants out
of both; a place, where there is nothing to leave, does not hear it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeGuard, TypeVar

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.screen import Screen

Key = events.Key | events.Paste | events.MouseDown | events.MouseUp
"""What a person does to one place of the screen, in an order that counts."""

MOST_ROUNDS = 12
"""So often it is looked whether a key still has effects: some go on for ever."""
LONGEST = 5.0
"""Seconds after which the next key is heard in any case."""
_SHOWN = 32
Result = TypeVar("Result")


def is_key(event: events.Event) -> TypeGuard[Key]:
    """Whether the order of this event among others counts, and no widget has it yet."""
    return isinstance(event, Key) and not event.is_forwarded


class OrderedScreen(Screen[Result]):
    """A screen that leaves once only, and may owe something before it hears the next key."""

    owes = 0
    """How much is still to be done before the next key."""
    heir: Screen[Any] | None = None
    """Who gets the keys that were typed for this screen when it has left."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave, with what lies over this screen; asked for again, that is all."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)

    def before_next_key(self, callback: Callable[[], object]) -> None:
        """Do this as soon as the screen is drawn; the next key waits for it."""
        self.owes += 1

        def pay() -> None:
            self.owes -= 1
            callback()

        self.call_after_refresh(pay)


class KeyOrder:
    """The keys of an app that wait; `hear` hands one on as Textual does."""

    def __init__(self, app: App[Any], hear: Callable[[Key], Awaitable[None]]) -> None:
        self._app = app
        self._hear = hear
        self._waiting: deque[Key] = deque()
        self._under_way: _Effects | None = None
        self._shown: deque[tuple[float, Screen[Any]]] = deque(maxlen=_SHOWN)

    def screen_shown(self, screen: Screen[Any]) -> None:
        """From now on people type for this screen."""
        self._shown.append((asyncio.get_running_loop().time(), screen))

    @property
    def is_quiet(self) -> bool:
        """Whether every key has been heard and has had its effect."""
        return not self._waiting and self._under_way is None

    async def take(self, key: Key) -> None:
        """Hear a key as soon as it is its turn."""
        self._waiting.append(key)
        await self._go_on()

    async def _go_on(self) -> None:
        while self._waiting and self._under_way is None:
            key = self._waiting.popleft()
            if not self._came_late(key):
                effects = self._under_way = _Effects(self._app, self._heard)
                await self._hear(key)
                effects.follow()

    async def _heard(self, effects: _Effects) -> None:
        if effects is self._under_way:
            self._under_way = None
            await self._go_on()

    def _came_late(self, key: Key) -> bool:
        """Whether the dialog or form that the key was typed for has left; places only change."""
        at_once = (screen for since, screen in reversed(self._shown) if since <= key.time)
        screen = next(at_once, None)
        while isinstance(screen, OrderedScreen) and screen.heir and not self._is_there(screen):
            screen = screen.heir
        if screen is None or self._is_there(screen):
            return False
        return not (isinstance(key, events.Key) and key.key == "escape" and self._can_leave)

    def _is_there(self, screen: Screen[Any]) -> bool:
        return screen in self._app.screen_stack or self._app.is_screen_installed(screen)

    @property
    def _can_leave(self) -> bool:
        """Whether what is shown lies over a place."""
        stack = self._app.screen_stack
        return len(stack) > 1 and not self._app.is_screen_installed(stack[-1])


class _Effects:
    """What one key sets off, followed on the way that it takes: from the focus up to the app.

    A callback behind the key in each queue comes by when the key has been dealt with there.
    """

    def __init__(self, app: App[Any], done: Callable[[_Effects], Awaitable[None]]) -> None:
        self._app = app
        self._done = done
        self._rounds = 0
        self._is_over = False
        self._from = self._listener
        self._set_limit()

    def _set_limit(self) -> None:
        self._limit = asyncio.get_running_loop().call_later(LONGEST, self._give_up)

    @property
    def _listener(self) -> DOMNode:
        return self._app.focused or self._app.screen

    def follow(self) -> None:
        """Go the way of the key once."""
        self._rounds += 1
        self._is_quiet = True
        self._step(_upwards(self._from, self._app))

    def _step(self, path: Iterator[DOMNode]) -> None:
        for node in path:
            if node.call_later(self._come_by, node, path):
                return

    async def _come_by(self, node: DOMNode, path: Iterator[DOMNode]) -> None:
        self._is_quiet = self._is_quiet and not node.message_queue_size
        if node is not self._app:
            self._step(path)
        elif self._rounds < MOST_ROUNDS and not self._is_whole():
            self._from = self._listener
            self.follow()
        elif getattr(self._app.screen, "owes", 0):
            self._rounds = 0
            self._app.screen.call_after_refresh(self.follow)
        else:
            await self._end()

    def _is_whole(self) -> bool:
        """Whether nothing waits anywhere on the screen that has the keys now."""
        return (
            self._is_quiet
            and self._from is self._listener
            and not any(one.message_queue_size for one in self._app.screen.walk_children())
        )

    def _give_up(self) -> None:
        """The callback was lost with a widget that went; a screen that composes is waited for."""
        if self._app.is_running and self._app.screen.is_mounted:
            self._app.call_later(self._end)
        elif self._app.is_running:
            self._set_limit()

    async def _end(self) -> None:
        self._limit.cancel()
        if not self._is_over:
            self._is_over = True
            await self._done(self)


def _upwards(listener: DOMNode, app: App[Any]) -> Iterator[DOMNode]:
    """Who gets a key that nobody stops, in order; the app is the last."""
    yield from (node for node in listener.ancestors_with_self if node is not app)
    yield app
