"""Ctrl+C while another program has the terminal: it is meant for that one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_to_others() -> Iterator[None]:
    """Inside, an interrupt does not end this program; those it starts hear it as ever."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
