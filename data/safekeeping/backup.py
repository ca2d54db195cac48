"""A desk's whole copy, and going back to one."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import NamedTuple

from data.errors import NotAllowed
from data.safekeeping import verify
from data.storage import connection, database, desk_file, safe_files
from data.storage.connection import private_files, storage_errors
from data.storage.free_name import free_name
from data.values import clock


class Restored(NamedTuple):
    """What a restore did: where the desk that was there is now, if there was one."""

    desk: Path
    aside: Path | None


def backup(path: Path, *, force: bool = False) -> None:
    """Write a whole copy of the open desk, as it is at this moment; raises Unwritable and Storage.

    The desk may be written meanwhile, here and elsewhere.
    """
    desk_file.copy(connection.reader(), path, force=force)


class Copy(NamedTuple):
    """A copy of a desk, and when it was made."""

    path: Path
    at: datetime


def known_copies(desk: Path) -> tuple[Copy, ...]:
    """The copies that are where offerdesk puts them, newest first: made each day, before updates,
    by hand, and by a restore. Raises Storage."""
    desk, ending = connection.followed(desk), escape(desk.suffix)
    beside = (f"{escape(desk.stem)}-{kind}-*{ending}" for kind in ("backup", "before-restore"))
    with storage_errors(desk):
        found = [path for pattern in beside for path in desk.parent.glob(pattern)]
        found += desk_file.copies_folder(desk).glob("*.db")
    copies = filter(None, map(_copy, found))
    return tuple(sorted(copies, key=lambda one: one.at, reverse=True))


def _copy(path: Path) -> Copy | None:
    """What lies there; None for a link to nothing and for what went meanwhile."""
    try:
        return Copy(path, datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except OSError:
        return None


def usual_name(desk: Path) -> Path:
    """Where a copy goes that nobody named: beside the desk, with the moment in its name."""
    moment = clock.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    return free_name(desk.with_name(f"{desk.stem}-backup-{moment}{desk.suffix}"))


def restore(source: Path, desk: Path) -> Restored:
    """Put a copy into the desk's place; the desk that was there is kept beside it.

    Nothing happens to a desk that another window has open, nor for a copy that is not whole.
    Raises NotFound, NotAllowed, Unwritable and Storage. At every moment one of the two is there.
    """
    desk = connection.followed(desk)
    refuse_unfit(source, desk)
    with private_files(), storage_errors(desk):
        desk.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        database.put_stale_log_aside(desk)
        desk_file.take_alone(desk)
        with safe_files.making(desk, force=True) as fresh:
            with desk_file.reading(source) as copied:
                desk_file.copy_pages(copied, fresh)
            aside = _put_aside(desk)
    return Restored(desk, aside)


def refuse_unfit(source: Path, desk: Path) -> None:
    """Raise NotFound, NotAllowed or Storage for a file that no desk can go back to."""
    database.require_desk(source)
    if desk.exists() and source.samefile(desk):
        raise NotAllowed(f"{source} is the desk itself; name a copy of it.")
    found = verify.verify(source)
    if found:
        raise NotAllowed(
            f"{source} is not whole ({found[0].text}); nothing was restored. "
            "`offerdesk verify` lists everything, `offerdesk salvage` saves what can be read."
        )
    with desk_file.reading(source) as copied:
        database.refuse_newer(source, copied)


def _put_aside(desk: Path) -> Path | None:
    """A second name for the desk that is there: its own is taken over in the next moment."""
    if not desk.exists():
        return None
    moment = clock.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    name = f"{desk.stem}-before-restore-{moment}{desk.suffix}"
    aside = free_name(desk.with_name(name))
    try:
        os.link(desk, aside)
    except OSError:  # no hard links in this file system
        safe_files.copy(desk, aside)
    desk_file.move_aside(desk, aside)
    return aside
