"""A copy of the desk each day that it is used, beside it, and a number of them kept."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from data.settings import settings
from data.storage import connection, desk_file
from data.storage.connection import storage_errors
from data.values import clock


def copy_of_the_day() -> Path | None:
    """Copy the open desk unless that was done today, and let the oldest go; gives the new copy.

    For a thread: a large desk takes a while. Raises Unwritable and Storage.
    """
    kept = int(settings.get("copies_kept"))
    folder = desk_file.copies_folder(connection.path())
    today = folder / f"{clock.today().isoformat()}.db"
    if not kept or today.exists():
        return None
    with storage_errors(folder):  # private by their own modes: an umask is the whole program's
        folder.mkdir(mode=0o700, exist_ok=True)
        desk_file.copy(connection.reader(), today)
    let_go(folder, kept)
    return today


def copies(desk: Path) -> tuple[Path, ...]:
    """The daily copies of a desk, oldest first."""
    folder = desk_file.copies_folder(desk)
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(one for one in found if _DAILY.fullmatch(one.name)))


def let_go(folder: Path, kept: int) -> None:
    """Remove the oldest daily copies beyond a number; those made before an update stay."""
    found = sorted(one for one in folder.iterdir() if _DAILY.fullmatch(one.name))
    for old in found[: max(0, len(found) - kept)]:
        with suppress(OSError):
            old.unlink()


_DAILY = re.compile(r"\d{4}-\d\d-\d\d\.db", re.ASCII)
