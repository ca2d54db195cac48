"""The person's own editor (VISUAL or EDITOR) on a text, in the terminal that is left to it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import NotAllowed
from data.settings import preferences
from data.values.text import plain
from tui import interrupts

if TYPE_CHECKING:
    from textual.app import App

MOST = 4 * 1024 * 1024
"""A file larger than this is not read back."""


def edit(app: App[Any], text: str, name: str) -> str:
    """What became of `text` in the person's editor; `name` is what the file is called.

    The file is private and gone afterwards. No shell reads the command. Raises NotAllowed with a
    sentence when there is no editor, or it did not end well: the text is as it was then.
    """
    from textual.app import SuspendNotSupported

    command = command_of_editor()
    folder = Path(tempfile.mkdtemp(prefix="offerdesk-"))  # for its owner only
    try:
        file = folder / name
        file.touch(mode=0o600)
        file.write_text(text, "utf-8")
        with suspended(app):
            status = _run([*command, str(file)])
        app.refresh(layout=True)
        if status:
            raise NotAllowed(f"{command[0]} ended with {status}; the text is as it was.")
        return _read(file)
    except SuspendNotSupported:
        raise NotAllowed("This terminal cannot be left to another editor.") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def suspended(app: App[Any]) -> Iterator[None]:
    """The terminal is left to another program inside, Ctrl+C too."""
    with interrupts.left_to_others(), app.suspend():
        yield


def command_of_editor() -> list[str]:
    """The person's editor, as words of a command; raises NotAllowed when there is none."""
    named = preferences.get("editor")
    wording = named or os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(wording)
    except ValueError:
        raise NotAllowed(
            f"EDITOR says {plain(wording)!r}, which is no command; mend its quotation marks."
        ) from None
    if not command:
        raise NotAllowed("There is no editor; set EDITOR to one, such as nano or vim.")
    if shutil.which(command[0]) is None:
        raise NotAllowed(f"There is no program {plain(command[0])}; set EDITOR to one there is.")
    return command


def _run(command: list[str]) -> int:
    try:
        return subprocess.run(command, check=False).returncode
    except OSError as error:
        raise NotAllowed(f"{plain(command[0])} cannot be started: {error.strerror}.") from None


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > MOST:
            raise NotAllowed("The file has become too large; the text is as it was.")
        read = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise NotAllowed(
            "What the editor left cannot be read as text; the text is as it was."
        ) from None
    return plain(read)
