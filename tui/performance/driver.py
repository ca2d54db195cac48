"""A terminal driver that neither waits 0.1 s to quit nor 0.1 s to know that Escape was Escape.

Buys 240 ms when quitting (250 with the stock driver, 9 with this one) and 80 ms for Escape (102,
23), measured for version 0.2.0. It leans on internals of Textual's own driver, so `fast_driver`
looks at them first and gives None where they differ; Textual then uses the driver it came with.
"""

from __future__ import annotations

import os
import selectors
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from textual import constants
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.driver import Driver

    Decode = Callable[[bytes], str]

ESCAPE_SECONDS = 0.025
"""How long a lone escape byte may wait for the rest of a key, unless ESCDELAY says otherwise."""

REMOTE_ESCAPE_SECONDS = 0.1
"""The same over ssh, where a key may come in pieces."""
PIECE_SECONDS = 0.5
"""How long a key that is sure to have begun (`Escape [`) may wait for its rest."""

_READ = 4096
_NEEDED = (
    "disable_input",
    "run_input_thread",
    "process_message",
    "_run_input_thread",
)


def fast_driver() -> type[Driver] | None:
    """The fast driver where it is known to work, else None for the stock one."""
    if constants.DRIVER is not None or not _is_known():
        return None
    return FastDriver


def _is_known() -> bool:
    """Whether Textual still looks as this driver expects (its version takes 15 ms to find out)."""
    parser = XTermParser()
    return all(hasattr(parser, name) for name in ("feed", "tick", "_timeout_time")) and all(
        hasattr(LinuxDriver, name) for name in _NEEDED
    )


class Unbreakable:
    """The file that is drawn on; once the terminal has gone, what is written is lost quietly.

    The thread that writes ended with an error otherwise, and whoever fills its queue waited for
    ever: a terminal that was closed left a program behind.
    """

    def __init__(self, file: TextIO | None) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, if there is still anything to write on."""
        with suppress(OSError):
            if self._file is not None:
                self._file.write(text)

    def flush(self) -> None:
        """Let it be seen, if there is still anything to see it on."""
        with suppress(OSError):
            if self._file is not None:
                self._file.flush()

    def __getattr__(self, name: str) -> object:
        """Everything else is the file's."""
        return getattr(self._file, name)


class FastDriver(LinuxDriver):
    """The Linux driver, woken by a pipe instead of asking ten times a second."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if sys.__stderr__ is None or not sys.__stderr__.isatty():
            self._file = sys.__stdout__  # Textual draws on standard error: `2>errors.txt` hid it
        drawn_on: Any = Unbreakable(self._file)
        self._file = drawn_on
        self._open_pipe()

    def _open_pipe(self) -> None:
        self._wake_reader, self._wake_writer = os.pipe()
        os.set_blocking(self._wake_reader, False)
        os.set_blocking(self._wake_writer, False)

    def resume_application_mode(self) -> None:
        """Go on after another program had the terminal; suspending has closed the pipe."""
        if self._wake_writer >= 0:  # stopped without having been told
            self.suspend_application_mode()
        self._open_pipe()
        super().resume_application_mode()

    def disable_input(self) -> None:
        """Wake the input thread, so that it ends now."""
        if self._wake_writer >= 0 and not self.exit_event.is_set():
            os.write(self._wake_writer, b"x")
        super().disable_input()
        with suppress(BlockingIOError):
            # The thread has ended: what is left would end the next one.
            os.read(self._wake_reader, _READ)

    def close(self) -> None:
        """Clean up, the pipe too."""
        super().close()
        if self._wake_writer >= 0:
            os.close(self._wake_writer)
            os.close(self._wake_reader)
            self._wake_reader = self._wake_writer = -1

    def run_input_thread(self) -> None:
        """Pass on what is typed until woken, or until there is no more."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake_reader, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(_seconds_left(parser))}
                # The byte ends the loop by itself: the event is set only after it was written.
                if self._wake_reader in ready:
                    return
                if self.fileno in ready and not self._take(parser, decode):
                    return
                for message in parser.tick():
                    self.process_message(message)

    def _take(self, parser: XTermParser, decode: Decode) -> bool:
        """Read what came and pass it on; False when there will be no more."""
        data = os.read(self.fileno, _READ)
        for message in parser.feed(decode(data)) if data else ():
            self.process_message(message)
        if parser._timeout_time is not None:
            is_lone = data.endswith(b"\x1b")
            parser._timeout_time = get_time() + (escape_seconds() if is_lone else PIECE_SECONDS)
        return bool(data)


def escape_seconds() -> float:
    """How long an Escape waits here: what follows it is late where it comes over a network."""
    if "ESCDELAY" in os.environ:
        return constants.ESCAPE_DELAY
    return REMOTE_ESCAPE_SECONDS if "SSH_CONNECTION" in os.environ else ESCAPE_SECONDS


def _seconds_left(parser: XTermParser) -> float | None:
    """How long a started key may still take; None when there is none."""
    due = parser._timeout_time
    return None if due is None else max(0.0, due - get_time())
