"""What the terminal says while a desk of an older version is brought up to this one."""

import sys
import time
from contextlib import suppress
from pathlib import Path

from data.values.text import one_line

_began: float | None = None
_shown = 0


def say(path: Path, is_going_on: bool) -> None:
    """A line that counts the seconds, from the first full one on; gone when it does not go on."""
    global _began, _shown
    now = time.monotonic()
    _began = now if _began is None else _began
    seconds = int(now - _began)
    if not is_going_on:
        if _shown:
            _write("\r\x1b[K")
        _began, _shown = None, 0
    elif seconds > _shown:
        _shown = seconds
        _write(f"\r\x1b[KUpdating {one_line(str(path))} to this version: {seconds} s")


def _write(text: str) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        with suppress(OSError):  # nobody is left to whom it could be said
            sys.stderr.write(text)
            sys.stderr.flush()
