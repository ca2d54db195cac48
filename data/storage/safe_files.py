"""Files out: written beside their place, complete, on the disk, and only then under their name.

Whatever stops the writing leaves nothing behind; a file that is there is replaced only on demand.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from data.errors import DataError
from data.storage import connection

_DESK_ENDINGS = ("", "-wal", "-shm", "-journal")


class Unwritable(DataError):
    """The file cannot be written; the text says why and what would help."""

    title = "That file"


@contextmanager
def writing(path: Path, *, force: bool = False) -> Iterator[IO[bytes]]:
    """A file to write, private to its owner, that gets its name when all is well inside.

    A device or a pipe is written directly. Raises Unwritable.
    """
    target = _target(path)
    if _is_stream(target):
        with _opening(path), target.open("wb") as file:
            yield file
        return
    with making(path, force=force) as beside, _opening(path), beside.open("wb") as file:
        yield file


@contextmanager
def making(path: Path, *, force: bool = False) -> Iterator[Path]:
    """An empty file to fill by its name, that gets the other name when all is well inside.

    Raises Unwritable.
    """
    target = _target(path)
    refuse(path, force=force)
    with _opening(path):
        number, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
        os.close(number)
    beside = Path(name)
    try:
        yield beside
        with _opening(path):
            _to_disk(beside)
            _name(beside, target, path, force=force)
    finally:
        for ending in _DESK_ENDINGS:
            with suppress(OSError):
                beside.with_name(beside.name + ending).unlink(missing_ok=True)


def copy(source: Path, target: Path) -> None:
    """Copy a file byte for byte; the copy is on the disk afterwards. Raises OSError."""
    try:
        shutil.copyfile(source, target)
        _to_disk(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _to_disk(file: Path) -> None:
    number = os.open(file, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def refuse(path: Path, *, force: bool = False) -> None:
    """Raise Unwritable if the file may not be written, as far as that is known beforehand."""
    target = _target(path)
    if target.is_dir():
        raise Unwritable(f"{path} is a folder: name a file in it.")
    if _is_desk(target):
        raise Unwritable(f"{path} is the desk itself: name another file.")
    if not target.parent.is_dir():
        raise Unwritable(f"The folder {path.parent} does not exist: make it first.")
    if target.exists() and not _is_stream(target) and not force:
        raise Unwritable(_taken(path))


def _target(path: Path) -> Path:
    """The file itself: a link is followed, so that it stays a link."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise Unwritable(f"{path} cannot be written: {_why(error)}.") from None


def _is_stream(target: Path) -> bool:
    """Whether it is a device or a pipe, which no file may take the place of."""
    try:
        mode = target.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _is_desk(target: Path) -> bool:
    if not connection.is_open():
        return False
    desk = connection.path().resolve()
    return target in [desk.with_name(desk.name + ending) for ending in _DESK_ENDINGS]


def _name(beside: Path, target: Path, path: Path, *, force: bool) -> None:
    """Give the finished file its name, and make sure that the folder remembers it."""
    if force:
        beside.replace(target)
    else:
        try:
            os.link(beside, target)  # unlike a rename, it never takes another file's place
        except FileExistsError:
            raise Unwritable(_taken(path)) from None
        except OSError:  # no hard links in this file system
            if target.exists():
                raise Unwritable(_taken(path)) from None
            beside.replace(target)
    with suppress(OSError):  # not every file system can do this to folders
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _taken(path: Path) -> str:
    return f"{path} is there already: name another file, or replace it with --force."


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    """The system's errors about the file as one sentence."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unwritable(f"{path} cannot be written: {_why(error)}.") from None


def _why(error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    return os.strerror(number).lower() if number else str(error)
