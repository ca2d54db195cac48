"""A real terminal for tests: a program in a pseudo-terminal, keys in, the drawn screen out.

Nothing sleeps: every wait reads what the program writes until the screen shows what is awaited.
"""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

import pexpect
import pyte

PATIENCE = 15.0
"""Seconds until a wait gives up; a healthy program is hundreds of times faster."""

KEYS: dict[str, str] = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "esc": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    **{f"f{number}": f"\x1b[{sent}~" for number, sent in ((5, 15), (6, 17), (7, 18), (8, 19))},
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "ctrl+space": "\x00",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""What a terminal sends for each key that is no plain character."""

ALTERNATE_ON, ALTERNATE_OFF = "\x1b[?1049h", "\x1b[?1049l"
CURSOR_ON, CURSOR_OFF = "\x1b[?25h", "\x1b[?25l"
MOUSE_ON = ("\x1b[?1000h", "\x1b[?1003h")
MOUSE_OFF = ("\x1b[?1000l", "\x1b[?1003l")


class Terminal:
    """A program in a terminal of its own; use it as a context manager, so that it always ends."""

    def __init__(
        self,
        command: Sequence[str | Path],
        columns: int = 120,
        rows: int = 40,
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Start the program; `env` is added to the environment of the tests."""
        program, *arguments = [str(part) for part in command]
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._written = ""
        self._child = pexpect.spawn(
            program, arguments, env=_environment(env or {}), dimensions=(rows, columns),
            encoding="utf-8", codec_errors="replace", timeout=PATIENCE,
            cwd=str(cwd) if cwd else None,
        )  # fmt: skip
        self._child.delaybeforesend = None

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------ in

    def press(self, *keys: str) -> None:
        """Press keys one after another: single characters, or names such as "ctrl+s".

        They arrive in one go, and Textual runs a key's command later than it inserts a letter: wait
        for what a command shows before typing on.
        """
        for key in keys:
            if len(key) > 1 and key not in KEYS:
                raise KeyError(f"no key is called {key}")
            self._child.send(KEYS.get(key, key))

    def type(self, text: str) -> None:
        """Type text as a person would, character by character."""
        self._child.send(text)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told."""
        self._screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    # ------------------------------------------------------------ out

    def screen(self) -> list[str]:
        """The lines of the screen as drawn by now, without blanks at their ends."""
        self._read(0)
        return self._lines()

    def wait_for(self, text: str, timeout: float = PATIENCE) -> list[str]:
        """Read until `text` is on the screen; gives the screen. Fails showing the whole screen."""
        return self.wait_until(lambda lines: text in "\n".join(lines), f"“{text}”", timeout)

    def wait_gone(self, text: str, timeout: float = PATIENCE) -> list[str]:
        """Read until `text` is on the screen no more; gives the screen."""
        awaited = f"the end of “{text}”"
        return self.wait_until(lambda lines: text not in "\n".join(lines), awaited, timeout)

    def wait_bold(self, text: str, timeout: float = PATIENCE) -> list[str]:
        """Read until `text` is drawn in bold, as the title of the pane that has the keys."""
        return self.wait_until(lambda lines: self._is_bold(lines, text), f"bold “{text}”", timeout)

    def wait_until(
        self, holds: Callable[[list[str]], bool], awaited: str, timeout: float = PATIENCE
    ) -> list[str]:
        """Read until `holds` is true of the screen's lines; `awaited` names it in a failure."""
        deadline = time.monotonic() + timeout
        while not holds(self._lines()):
            left = deadline - time.monotonic()
            if left <= 0 or not self._read(left):
                raise AssertionError(self._failure(awaited))
        return self._lines()

    @property
    def restored(self) -> bool:
        """Whether the program gave the terminal back: the normal screen, a cursor, no mouse."""
        left_on = [
            self._written.rfind(on) > self._written.rfind(off)
            for on, off in (
                (ALTERNATE_ON, ALTERNATE_OFF),
                (CURSOR_OFF, CURSOR_ON),
                *zip(MOUSE_ON, MOUSE_OFF, strict=True),
            )
        ]
        return not any(left_on)

    @property
    def process(self) -> int:
        """The number of the program's process, to send it a signal."""
        return int(self._child.pid)

    @property
    def exit_status(self) -> int:
        """Wait for the program's own end; its exit status, or minus the signal that ended it."""
        deadline = time.monotonic() + PATIENCE
        while self._read(max(0.0, deadline - time.monotonic())):
            if time.monotonic() > deadline:
                break
        if time.monotonic() > deadline:
            raise AssertionError(self._failure("the program's end"))
        self._child.wait()
        status, signal = self._child.exitstatus, self._child.signalstatus
        return -int(signal or 0) if status is None else int(status)

    def close(self) -> None:
        """End the program if it still runs."""
        self._child.close(force=True)

    # ------------------------------------------------------------ the small print

    def _read(self, patience: float) -> bool:
        """Take in what was written within `patience` seconds; False after the program's end."""
        try:
            written = self._child.read_nonblocking(1 << 16, timeout=patience)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self._written += written
        self._stream.feed(_understood(written))
        return True

    def _lines(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display]

    def _is_bold(self, lines: list[str], text: str) -> bool:
        for row, line in enumerate(lines):
            column = line.find(text)
            if column >= 0 and self._screen.buffer[row][column].bold:
                return True
        return False

    def _failure(self, awaited: str) -> str:
        rule = "-" * self._screen.columns
        shown = "\n".join(self._lines())
        return f"waited for {awaited}; the screen shows\n{rule}\n{shown}\n{rule}"


_NOT_INHERITED = {"NO_COLOR", "CI", "COLUMNS", "LINES"}
"""Workers of pytest-xdist have COLUMNS and LINES, which count for more than the terminal's size."""


def _environment(added: dict[str, str]) -> dict[str, str]:
    inherited = {k: value for k, value in os.environ.items() if k not in _NOT_INHERITED}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return inherited | terminal | added


def _understood(written: str) -> str:
    """Without the private sequences of keyboards, which the emulator would draw as text."""
    for sequence in ("\x1b[>1u", "\x1b[<u", "\x1b[>4;1m", "\x1b[>4;0m", "\x1b[>q"):
        written = written.replace(sequence, "")
    return written
