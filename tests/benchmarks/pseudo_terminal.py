"""A program in a pseudo-terminal, timed by what it writes; nothing here waits by sleeping."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from pathlib import Path

QUIET = 0.012
"""Seconds without output after which a frame counts as complete."""


class PseudoTerminal:
    """A child process on a terminal of its own size."""

    def __init__(self, argv: list[str], columns: int = 120, rows: int = 40) -> None:
        environment = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        }
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(argv[0], argv, environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float) -> bytes:
        """What comes within `seconds`, as soon as it comes; empty when nothing does."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return b""
        try:
            return os.read(self.fd, 65536)
        except OSError:  # the child has closed its side
            return b""

    def wait_for(self, text: str, seconds: float = 30.0) -> float:
        """Seconds from now until `text` has been written."""
        began, seen, wanted = time.perf_counter(), b"", text.encode()
        while time.perf_counter() - began < seconds:
            seen = (seen + self.read(0.5))[-200_000:]
            if wanted in seen:
                return time.perf_counter() - began
        raise TimeoutError(f"{text!r} was not written in {seconds} s; the end was {seen[-600:]!r}")

    def until_quiet(self, quiet: float = QUIET, first: float = 2.0) -> float:
        """Seconds from now until the last byte of the next frame; waits `first` for its first."""
        began = last = time.perf_counter()
        wait = first
        while self.read(wait):
            last, wait = time.perf_counter(), quiet
        return last - began

    def press(self, keys: str) -> float:
        """Send keys; seconds until the frame that answers them is complete."""
        os.write(self.fd, keys.encode())
        return self.until_quiet()

    def send(self, keys: str) -> None:
        """Send keys and do not wait."""
        os.write(self.fd, keys.encode())

    def memory(self) -> float:
        """The most memory the child has had, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def close(self) -> None:
        """End the child."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
