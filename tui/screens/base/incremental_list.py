"""Looking for more of what a filter finds, a few milliseconds at a time while nobody types."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.screen import Screen
from textual.timer import Timer

from tui import report
from tui.widgets.virtual_table import VirtualTable

AFTER, EVERY = 0.08, 0.02
"""Seconds without a key until more is looked for, and between two looks."""
FOR = 0.006
"""Seconds of one look."""
COUNT_EVERY = 0.25
"""Seconds between two counts that are shown of what was found, once the view is full."""
ENOUGH = 10_000
"""So many rows are looked for by themselves; more when the cursor comes near the last one."""
LOOKING = """Searching …
Nothing found yet."""


class IncrementalSearch:
    """Searches on for a table whose rows come bit by bit; `on_more` hears that more were found."""

    def __init__(
        self, screen: Screen[Any], table: VirtualTable[Any], on_more: Callable[[], None], empty: str
    ) -> None:
        """`empty` is what the table says when nothing was found."""
        self._screen = screen
        self._table = table
        self._on_more = on_more
        self._empty = empty
        self._timer: Timer | None = None
        self._last_count = 0.0

    def start(self) -> None:
        """The table has other rows now."""
        rows = self._table.rows
        if not rows and rows.total.more:
            self._table.set_empty(LOOKING)
        self._stop()
        self._soon(AFTER)

    def near(self) -> None:
        """The cursor moved, and may be near the last row that was found."""
        if self._timer is None:
            self._soon(AFTER)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _soon(self, seconds: float) -> None:
        rows = self._table.rows
        if not (rows.total.more and self._screen.is_mounted):
            return
        if len(rows) < ENOUGH or len(rows) - self._table.cursor < ENOUGH // 2:
            self._timer = self._screen.set_timer(seconds, self._look)

    def _look(self) -> None:
        rows = self._table.rows
        self._timer = None
        with report.reported(self._screen.app):
            rows.advance(FOR)
            if not rows and not rows.total.more:
                self._table.set_empty(self._empty)
            self._soon(EVERY)
            if self._timer is None or not self._table.is_filled or self._is_time():
                self._last_count = monotonic()
                self._table.grown()
                self._on_more()

    def _is_time(self) -> bool:
        """Whether the last count that was shown is old enough for another."""
        return monotonic() - self._last_count >= COUNT_EVERY
