"""A log that lies beside a file to which it does not belong, as after copying over a killed desk.

SQLite would write it into the file and destroy it. A log that does not go on from the file's mark
is another one's. Where there are no marks, a log is only doubted when the file was changed after
it, and only put aside when the file is whole without it and not whole with it.
"""

import fcntl
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from data.storage import log_frames
from data.storage.free_name import free_name

_Mark = tuple[int, int, int]
_SHARED = (0x40000002, 510)
"""The bytes of a file on which SQLite's readers hold a lock."""


def put_aside(path: Path) -> Path | None:
    """Rename the log of a desk that is not its own; gives its new name, None when all is well."""
    log = path.with_name(f"{path.name}-wal")
    try:
        if not _is_there(path, log):
            return None
        looked_at = _mark(log)
        with _alone(path) as is_alone:
            if not is_alone:
                return None
        if _is_own(path, log) or not _is_whole(f"{_name(path)}&immutable=1"):
            return None
        return _rename(path, log, looked_at)
    except FileNotFoundError:  # whoever had the desk open has just closed it
        return None


def _rename(path: Path, log: Path, looked_at: _Mark) -> Path | None:
    """Put the log aside, unless somebody has opened the desk meanwhile: it is theirs then.

    Nothing else here may open and close the file while the lock is held: that would drop it.
    """
    with _alone(path) as is_alone:
        if not is_alone or _mark(log) != looked_at:
            return None
        aside = free_name(log.with_name(f"{log.name}.of-another-file"))
        log.replace(aside)
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
        return aside


def _mark(log: Path) -> _Mark:
    """What tells this log from a later one."""
    status = log.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def is_of_another(path: Path) -> bool:
    """Whether the log beside a file is surely not its own, however it came there."""
    log = path.with_name(f"{path.name}-wal")
    try:
        if not _is_there(path, log):
            return False
        before = _mark(log), _mark(path)
        goes_on = log_frames.goes_on(path, log)
        return goes_on is False and before == (_mark(log), _mark(path))
    except OSError:
        return False


def _is_there(path: Path, log: Path) -> bool:
    if not path.is_file() or not path.stat().st_size or not log.is_file():
        return False
    return log.stat().st_size > 0


def _is_own(path: Path, log: Path) -> bool:
    goes_on = log_frames.goes_on(path, log)
    if goes_on is False:
        return _adds_nothing(path, log)
    is_later = path.stat().st_ctime_ns >= log.stat().st_mtime_ns
    is_doubtful = is_later or (goes_on is None and log_frames.mark_of(path) is not None)
    return not is_doubtful or _is_whole_with(path, log)


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Whether nobody has the desk open, and nobody can open it inside: the log is in use then."""
    with path.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED[1], _SHARED[0])
        except OSError:
            yield False
        else:
            yield True


def _adds_nothing(path: Path, log: Path) -> bool:
    """Whether nothing in the log is whole, as when the power went: it is not another file's."""
    with _joined(path, log) as (copied, is_whole):
        return is_whole and log_frames.mark_of(copied) == log_frames.mark_of(path)


def _is_whole_with(path: Path, log: Path) -> bool:
    with _joined(path, log) as (_, is_whole):
        return is_whole


@contextmanager
def _joined(path: Path, log: Path) -> Iterator[tuple[Path, bool]]:
    """A copy of the file into which its log was written, and whether that is whole."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name[:100]}.") as folder:
        copied = Path(folder) / "desk.db"
        shutil.copyfile(path, copied)
        shutil.copyfile(log, copied.with_name("desk.db-wal"))
        yield copied, _is_whole(_name(copied).replace("mode=ro", "mode=rw"))


def _name(path: Path) -> str:
    return f"file:{quote(str(path.resolve()))}?mode=ro"


def _is_whole(name: str) -> bool:
    try:
        with closing(sqlite3.connect(name, uri=True, isolation_level=None)) as desk:
            found = desk.execute("PRAGMA integrity_check(1)").fetchone()[0]
            counted = desk.execute(
                "SELECT (SELECT count(*) FROM offers) = (SELECT sum(offers) FROM offer_counts)"
            ).fetchone()[0]
            broken = desk.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error:
        return False
    return found == "ok" and broken is None and counted in (1, None)
