"""Which program has something open, and whether it still runs."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from data.values import clock

UNKNOWN_AFTER = timedelta(minutes=10)
"""So long after its last sign a program that nobody can ask counts as ended."""


def this_program() -> str:
    """The name of this process among all others: machine, number, and when it started."""
    number = os.getpid()
    return f"{socket.gethostname()}/{number}/{_started(number)}"


def is_running(name: str, seen_at: datetime) -> bool:
    """Whether the program of that name still runs; one of another machine while it gives signs."""
    machine, number, started = (*name.split("/"), "", "")[:3]
    if os.name != "posix" or machine != socket.gethostname() or not number.isdecimal():
        return clock.now() - seen_at < UNKNOWN_AFTER
    return _is_there(int(number)) and _started(int(number)) == started


def _is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except PermissionError:  # somebody else's
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def _started(number: int) -> str:
    """When a process started, in ticks since the machine did; empty where Linux does not say."""
    with suppress(OSError, IndexError):
        state = Path(f"/proc/{number}/stat").read_text("utf-8", "replace")
        return state.rpartition(")")[2].split()[19]
    return ""
