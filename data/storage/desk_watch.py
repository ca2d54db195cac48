"""Whether the file of the open desk is still the one that was opened.

A copy put into its place, a sync program, a file taken away: SQLite goes on writing then, into what
nobody will find again or into another desk. It is noticed before the next write.
"""

import os
from contextlib import suppress
from pathlib import Path

from data.errors import Storage
from data.storage.free_name import free_name

OVERWRITTEN = "overwritten by another file"
_HEADER = 100
_JOURNAL = slice(18, 20)
_CHANGES = slice(24, 28)
_PAGES = slice(28, 32)
_PAGE = slice(16, 18)


class DeskWatch:
    """Looks at one file; it stays open, as closing it would take SQLite's locks away."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._place = _place(os.fstat(self._file))
        self._changes = _number(self._header[_CHANGES])
        self._journal = self._header[_JOURNAL]
        self._size = os.fstat(self._file).st_size
        self._trouble = ""

    @property
    def _header(self) -> bytes:
        return os.pread(self._file, _HEADER, 0)

    def look(self) -> None:
        """Raise Storage when the desk is another file now, or none; from then on always."""
        self._trouble = self._trouble or self._found_trouble()
        if self._trouble:
            raise Storage(
                f"{self._path} was {self._trouble} while the desk was open; nothing is written any "
                "more. What you typed stays here: copy it, leave the desk and open it again."
            )

    def _found_trouble(self) -> str:
        try:
            now = self._path.stat()
        except OSError:
            return "removed or moved away"
        if _place(now) != self._place:
            return "replaced by another file"
        try:
            header = self._header
        except OSError:
            return "no longer readable"
        if now.st_size < self._size and now.st_size < _number(header[_PAGES]) * _page_size(header):
            return "cut off"
        if len(header) < _HEADER:
            return "emptied"
        changes = _number(header[_CHANGES])
        if header[_JOURNAL] != self._journal or changes < self._changes:
            return OVERWRITTEN
        self._changes, self._size = changes, now.st_size
        return ""

    def before_close(self) -> None:
        """Keep what only the log has, and keep the log out of a file that it does not belong to.

        SQLite writes the log into the file when it closes; one that is cut off it leaves alone.
        """
        with suppress(Storage):
            self.look()
        log = self._path.with_name(f"{self._path.name}-wal")
        with suppress(OSError):
            if self._trouble == OVERWRITTEN and log.exists() and log.stat().st_size:
                import shutil  # on a bad day only

                aside = free_name(log.with_name(f"{log.name}.of-the-file-before"))
                shutil.copyfile(log, aside)
                os.truncate(log, 0)

    def close(self) -> None:
        """Look no more; after SQLite has closed the file."""
        os.close(self._file)


def _place(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _page_size(header: bytes) -> int:
    size = _number(header[_PAGE])
    return 65_536 if size == 1 else size
