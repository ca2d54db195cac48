"""The clipboard: the system's program where there is one, else the terminal (OSC 52), else nothing.

A program says whether it worked. A terminal does not, and those that are known to ignore the
request are not asked: who copies is told which of these it was.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

_SECONDS = 2.0
"""A program that takes longer has lost its display."""
_DEAF = frozenset(("linux", "dumb", "vt100", "vt220", "cons25"))
"""Terminals (`TERM`) that have no clipboard."""


class Went(Enum):
    """Where a copy went."""

    CLIPBOARD = "on the clipboard"
    TERMINAL = "to the terminal, which does not say whether it took it"
    NOWHERE = "nowhere"


def copy(app: App[Any], text: str, *, is_html: bool = False) -> Went:
    """Put text on the clipboard; HTML only where programs can ask for it as such."""
    if any(_done(command, text) for command in commands(os.environ, is_html=is_html)):
        return Went.CLIPBOARD
    if is_html or is_deaf(os.environ) or app.is_web:
        return Went.NOWHERE
    app.copy_to_clipboard(text)
    return Went.TERMINAL


def commands(environ: Mapping[str, str], *, is_html: bool = False) -> list[list[str]]:
    """The programs that can take it here, the best first."""
    kind = ["-t", "text/html"] if is_html else []
    found = [["wl-copy", *kind]] if environ.get("WAYLAND_DISPLAY") else []
    if environ.get("DISPLAY"):
        found += [["xclip", "-selection", "clipboard", *kind]]
        found += [] if is_html else [["xsel", "--clipboard", "--input"]]
    if not is_html:
        found += [["pbcopy"]] if sys.platform == "darwin" else []
        found += [["clip.exe"]] if environ.get("WSL_DISTRO_NAME") else []
    return [command for command in found if shutil.which(command[0])]


def is_deaf(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to have no clipboard that a program can reach."""
    return environ.get("TERM", "") in _DEAF or environ.get("TERM_PROGRAM") == "Apple_Terminal"


def _done(command: list[str], text: str) -> bool:
    """Whether the program took it; what it leaves behind holds no pipe of ours."""
    data = text.encode("utf-16-le" if command[0] == "clip.exe" else "utf-8", "replace")
    try:
        done = subprocess.run(
            command, input=data, timeout=_SECONDS, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
