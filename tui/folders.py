"""Folders and files as people type and see them: `~` is home, Tab completes; no shell is asked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from data.errors import NotFound
from data.values.text import one_line, plain

PARENT = ".."
"""The line that leads to the folder above."""


class FolderLine(NamedTuple):
    """One line of a folder: a file, a folder in it, or the way up."""

    name: str
    is_folder: bool
    size: int = 0
    changed_at: datetime | None = None


class Completed(NamedTuple):
    """What Tab makes of a typed path, and the names that it could be."""

    text: str
    names: tuple[str, ...] = ()


def expanded(text: str) -> Path:
    """The path that was typed; `~` is home, what does not begin at the root is in the folder where
    the program was started."""
    try:
        return Path(text.strip()).expanduser()
    except RuntimeError:  # the home of a person whom this machine does not know
        return Path(text.strip())


def shown(path: Path) -> str:
    """The path as people write it, with `~` for home."""
    home = Path.home()
    if path.is_absolute() and path.is_relative_to(home):
        return str(Path("~") / path.relative_to(home))
    return str(path)


def usual(kept: str) -> Path:
    """The folder that was used last, if it is still there, else home."""
    place = Path(kept) if kept else Path.home()
    return place if place.is_absolute() and place.is_dir() else Path.home()


def listed(folder: Path, begins: str = "") -> tuple[FolderLine, ...]:
    """The way up, the folders and the files of a folder, of those whose names begin so.

    Hidden ones are listed only when `begins` asks for them. Raises NotFound.
    """
    try:
        with os.scandir(folder) as found:
            lines = [_line(one) for one in found if _is_wanted(one.name, begins)]
    except (OSError, ValueError) as error:
        raise NotFound(_sentence(folder, error)) from None
    lines.sort(key=lambda line: (not line.is_folder, line.name.casefold(), line.name))
    is_top = folder == folder.parent
    return (*(() if begins or is_top else (FolderLine(PARENT, True),)), *lines)


def split(text: str) -> tuple[Path, str]:
    """The folder that was typed, and the beginning of a name in it."""
    folder, sign, name = text.rpartition("/")
    if text == "~" or name in (".", ".."):
        return expanded(text), ""
    return expanded(f"{folder}/" if sign else "."), name


def completed(text: str) -> Completed:
    """The typed path made as long as it can be without a choice."""
    if text == "~":
        return Completed("~/")
    folder, begins = split(text)
    try:
        lines = listed(folder, begins)
    except NotFound:
        return Completed(text)
    found = [line for line in lines if line.name != PARENT and line.name == plain(line.name)]
    if not found or not begins:
        return Completed(text, tuple(line.name for line in found))
    names = tuple(line.name for line in found)
    end = "/" if len(found) == 1 and found[0].is_folder else ""
    return Completed(text[: len(text) - len(begins)] + _common(names) + end, names)


def _common(names: Sequence[str]) -> str:
    """What all the names begin with."""
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False))
    return "".join(signs[0] for signs in alike)


def _is_wanted(name: str, begins: str) -> bool:
    return name.startswith(begins) if begins else not name.startswith(".")


def _line(found: os.DirEntry[str]) -> FolderLine:
    try:
        status = found.stat()
        changed = datetime.fromtimestamp(status.st_mtime, UTC)
        return FolderLine(found.name, found.is_dir(), status.st_size, changed)
    except (OSError, OverflowError, ValueError):  # a link to nowhere, a clock gone wrong
        return FolderLine(found.name, False)


def _sentence(folder: Path, error: Exception) -> str:
    name = one_line(shown(folder))
    if isinstance(error, FileNotFoundError):
        return f"The folder {name} does not exist."
    if isinstance(error, NotADirectoryError):
        return f"{name} is no folder."
    if isinstance(error, PermissionError):
        return f"The folder {name} may not be read by you."
    why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    return f"The folder {name} cannot be read: {why}."
