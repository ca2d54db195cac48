"""Garbage is collected while nobody types.

Left to itself Python's collector stops one key in twenty for 8 ms, and finds next to nothing
(measured for version 0.2.0, see tui.performance.strips).
"""

from __future__ import annotations

import gc
from time import monotonic

COLLECT_EVERY = 0.3
"""Seconds between looks at whether there is garbage to collect, and of rest before it is."""
LONG_REST = 5.0
"""Seconds without a key after which everything is looked through, old objects too."""
LITTLE_GARBAGE, MUCH_GARBAGE = 2_000, 200_000
"""So many new objects are looked through at rest, and in the middle of typing."""


class IdleCollector:
    """Collects what is new as soon as nobody types, everything after a long rest."""

    def __init__(self) -> None:
        self._used = monotonic()
        self._clean = True

    def key_pressed(self) -> None:
        """A person has just done something."""
        self._used = monotonic()

    def forget_start(self) -> None:
        """Let the collector forget what the start made; it would stop a key later."""
        gc.collect()
        gc.freeze()

    def collect(self) -> None:
        """Collect, if it is time; called every COLLECT_EVERY seconds."""
        rest = monotonic() - self._used
        if rest > LONG_REST and not self._clean:
            self._clean = True
            gc.collect()
        elif gc.get_count()[0] > (LITTLE_GARBAGE if rest > COLLECT_EVERY else MUCH_GARBAGE):
            self._clean = False
            gc.collect(0)
