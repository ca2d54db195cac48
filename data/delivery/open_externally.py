"""Opens letters and attached files with the program for them through the desktop, never a shell."""

import atexit
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from data.delivery.delivery_records import NamedFile
from data.errors import NotAllowed

KEPT = 24 * 60 * 60
"""Seconds after which a file that was only made to be opened is removed."""
SOON = 10 * 60
"""The same, when the program ends."""
WAITING = "offerdesk waits for an opener"
PREFIX = "offerdesk-letter-"
_ASKED = 5
"""Seconds to wait for the answer to what program opens a kind of file."""


def opener() -> tuple[str, ...]:
    """The program that opens files and addresses here, by its whole path; empty if there is none.

    Without a screen there is none: a browser for terminals would take this one.
    """
    if sys.platform == "darwin":
        return _found("open")
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")):
        return ()
    return _found("xdg-open") or _found("gio", "open") or _found("wslview")


def can_open() -> bool:
    """Whether anything here opens files and addresses."""
    return bool(opener())


def has_program(kind: str) -> bool:
    """Whether the desktop knows a program for a kind such as message/rfc822; True if unknown."""
    asked = shutil.which("xdg-mime") if sys.platform == "linux" else None
    if asked is None:
        return True
    try:
        answer = subprocess.run(
            [asked, "query", "default", kind],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=_ASKED, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return True
    return answer.returncode != 0 or bool(answer.stdout.strip())


def launch(target: str) -> None:
    """Open a file (by its whole path) or an address; raises NotAllowed where nothing can."""
    program = opener()
    if not program:
        raise NotAllowed(f"There is no desktop here to open it: {target}", title="Not opened")
    try:
        started = subprocess.Popen(
            [*program, target],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise NotAllowed(
            f"{program[0]} does not start: {error.strerror}. It would open {target}",
            title="Not opened",
        ) from None
    # it ends when it likes; somebody has to hear of it
    threading.Thread(target=started.wait, name=WAITING, daemon=True).start()


def temporary(made: NamedFile) -> Path:
    """It is put into a folder of its own that only its owner can read. Raises NotAllowed.

    It stays for a while, because nobody says when it was read; older ones are removed now.
    """
    sweep()
    _sweep_on_leaving()
    try:
        path = Path(tempfile.mkdtemp(prefix=PREFIX)) / made.name
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made.data)
    except OSError as error:
        raise NotAllowed(
            f"The folder for temporary files cannot be written: {error.strerror}.",
            title="Not opened",
        ) from None
    return path


def sweep(seconds: float = KEPT) -> int:
    """Remove what was made to be opened so long ago, of this person; how many it were."""
    before, removed = time.time() - seconds, 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = folder.lstat()
            if folder.is_symlink() or not folder.is_dir() or found.st_mtime > before:
                continue
            if hasattr(os, "getuid") and found.st_uid != os.getuid():
                continue
            shutil.rmtree(folder)
            removed += 1
    return removed


@functools.cache
def _sweep_on_leaving() -> None:
    atexit.register(sweep, SOON)


def _found(program: str, *arguments: str) -> tuple[str, ...]:
    path = shutil.which(program)
    return (str(Path(path).absolute()), *arguments) if path else ()
