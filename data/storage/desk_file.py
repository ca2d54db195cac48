"""Desk files as wholes: which other programs hold one, reading one without touching it, copies."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from glob import escape
from pathlib import Path
from urllib.parse import quote

from data.errors import Storage
from data.storage import connection, safe_files, stale_log
from data.storage.connection import storage_errors

LOG_ENDINGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file."""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A desk's file, to be read only, whatever its schema; raises Storage."""
    with storage_errors(path):
        connection.refuse_stranger(path)
    with storage_errors(path), closing(_open_to_read(path)) as desk:
        desk.row_factory = None
        yield desk


def _open_to_read(path: Path) -> sqlite3.Connection:
    """Read-only; without its log where that is of another file, and where the folder cannot be
    written, as SQLite needs an index."""
    name = f"file:{quote(str(path.resolve()))}?mode=ro"
    if stale_log.is_of_another(path.resolve()):
        name += "&immutable=1"
    desk = sqlite3.connect(name, uri=True, timeout=connection.BUSY_TIMEOUT, isolation_level=None)
    try:
        desk.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        desk.close()
        desk = sqlite3.connect(f"{name}&immutable=1", uri=True, isolation_level=None)
    except BaseException:
        desk.close()
        raise
    connection.add_functions(desk)
    return desk


def copy(source: sqlite3.Connection, path: Path, *, force: bool = False) -> None:
    """Write everything that is committed into one whole file; raises Unwritable and Storage.

    The source may be written meanwhile: the copy is of one moment.
    """
    with safe_files.making(path, force=force) as beside, storage_errors(path):
        copy_pages(source, beside)


def copy_pages(source: sqlite3.Connection, target: Path) -> None:
    """Fill an empty file with everything that is committed."""
    with closing(sqlite3.connect(target, isolation_level=None)) as filled:
        source.backup(filled)
        filled.execute("PRAGMA journal_mode = DELETE")


def copies_folder(path: Path) -> Path:
    """Where the copies of a desk are that are made by themselves."""
    return path.with_name(f"{path.stem}-copies")


def copy_before_update(path: Path, desk: sqlite3.Connection, schema: int) -> None:
    """Keep the desk as it is before its schema changes; raises Unwritable and Storage.

    One that is there already is of an update that did not come to its end.
    """
    folder = copies_folder(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    copy(desk, folder / f"before-schema-{schema}.db", force=True)


def forget_copies(path: Path) -> None:
    """Remove the copies of a desk that were made by themselves: they hold what was erased.

    Raises Storage.
    """
    folder = copies_folder(path)
    with storage_errors(folder):
        copied = [*folder.iterdir()] if folder.is_dir() else []
        for one in (*copied, *path.parent.glob(f"{escape(path.name)}-wal.of-*")):
            if one.is_file():
                one.unlink()


def kept_by_restores(path: Path) -> list[Path]:
    """The desks that a restore put aside; they hold what was erased since."""
    return sorted(path.parent.glob(f"{escape(path.stem)}-before-restore-*"))


def logs(path: Path) -> list[Path]:
    """The files that SQLite left beside a desk."""
    beside = [path.with_name(path.name + ending) for ending in LOG_ENDINGS]
    return [one for one in beside if one.exists()]


def take_alone(path: Path) -> None:
    """Bring the log of a desk into its file, so that the file alone is the desk.

    Raises Storage when another program has the desk open. A damaged desk is left as it is.
    """
    if not path.exists() or not _is_desk(path):
        return
    with storage_errors(path), closing(sqlite3.connect(path, timeout=0.2)) as desk:
        try:
            desk.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.DatabaseError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise Storage(
                    f"{path} is open in another window or program; close it there first."
                ) from None


def _is_desk(path: Path) -> bool:
    """Whether SQLite may look at the file: it would throw away the log of one that is none."""
    try:
        connection.refuse_stranger(path)
    except Storage:
        return False
    return path.stat().st_size > 0


def move_aside(path: Path, aside: Path) -> None:
    """Give what lies beside a desk, its logs, the names of the desk that was put aside."""
    for log in logs(path):
        with suppress(FileNotFoundError):
            log.rename(aside.with_name(aside.name + log.name.removeprefix(path.name)))
