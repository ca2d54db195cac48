"""What the sub-commands share: an open desk, and what is printed or said."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from data.values.text import one_line
from tui import interrupts


@contextmanager
def open_desk(
    path: Path, *, create: bool = False, on_behalf_of: str | None = None
) -> Iterator[None]:
    """The desk, open inside and closed afterwards; raises NotFound when there is none to read.

    Only what fills a desk makes one (`create`): a mistyped name must not look like an empty desk.
    What is done inside is done `on_behalf_of` a user of the desk, if one is named.
    """
    from data.storage import database

    if not create:
        database.require_desk(path)
    database.open_desk(path, partial(_updating, path))
    for notice in database.notices():
        say(f"offerdesk: {one_line(notice)}")
    try:
        if on_behalf_of is None:
            yield
            return
        from data.people import users

        with users.acting_for(on_behalf_of):
            yield
    finally:
        database.close_desk()


def _updating(path: Path, is_going_on: bool) -> None:
    from tui import updating  # on the day of an update only

    updating.say(path, is_going_on)


def print_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output as they come; into a terminal through a person's pager."""
    pager = _pager() if sys.stdout.isatty() else []
    if pager:
        _page(pager, lines)
        return
    for line in lines:
        sys.stdout.write(line + "\n")


def _pager() -> list[str]:
    """The command of the pager that the configuration names, if it is there."""
    import shlex
    import shutil

    from data.settings import preferences

    preferences.load()
    try:
        command = shlex.split(preferences.get("pager"))
    except ValueError:  # quotation marks that do not end
        return []
    return command if command and shutil.which(command[0]) else []


def _page(pager: list[str], lines: Iterable[str]) -> None:
    import subprocess

    with (
        interrupts.left_to_others(),
        subprocess.Popen(pager, stdin=subprocess.PIPE, text=True, encoding="utf-8") as shown,
    ):
        with suppress(BrokenPipeError):  # it was left before the end
            for line in lines:
                if shown.stdin is not None:
                    shown.stdin.write(line + "\n")
        with suppress(BrokenPipeError):
            shown.communicate()


def say(text: str) -> None:
    """Write a line to standard error."""
    if sys.stderr is not None:
        with suppress(OSError):  # nobody is left to whom it could be said
            sys.stderr.write(text + "\n")


def complain(text: str, code: int) -> int:
    """Say what went wrong on one line; gives the exit code."""
    say(f"offerdesk: {one_line(text)}")
    return code
