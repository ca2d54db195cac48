"""The one open desk: SQLite with the desk's pragmas, readable without Peewee.

Lists and totals read through `reader()`; everything that writes goes through
`data.storage.database`.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from data.errors import Storage
from data.storage.desk_watch import DeskWatch
from data.values.text import folded, spoken

APPLICATION_ID = 0x0FFE4DE5
"""Marks a SQLite file as a desk (PRAGMA application_id)."""
CACHE_KIB = 8_192
"""Memory for pages of the file; a search through a large desk comes by the same ones again."""
BUSY_TIMEOUT = 5.0
"""Seconds to wait for another process that is writing."""

DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises: SQLite's own message may quote bytes that are no text."""
_errors: tuple[type[Exception], ...] = (sqlite3.Error, OSError, UnicodeDecodeError)
_generation = 0
_path: Path | None = None
_reader: sqlite3.Connection | None = None
_watch: DeskWatch | None = None


class _Own(threading.local):
    """The connection of a thread that works apart, None in all others."""

    connection: sqlite3.Connection | None = None
    over = threading.Event()
    """Whether nobody waits any more for what it reads."""


_own = _Own()


def connect(path: Path | str) -> sqlite3.Connection:
    """A connection with foreign keys, WAL, full synchronisation and a busy timeout."""
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        add_functions(connection)
    except BaseException:  # what SQLite says of a damaged file may be no text
        connection.close()
        raise
    return connection


def add_functions(connection: sqlite3.Connection) -> None:
    """What SQL of a desk may call."""
    connection.create_function("folded", 1, _folded, deterministic=True)
    connection.create_function("spoken", 1, _spoken, deterministic=True)
    connection.create_function("sought", 1, _sought, deterministic=True)
    connection.create_function("word_parts", 1, _word_parts, deterministic=True)


def followed(path: Path) -> Path:
    """The file itself where a link names it: SQLite keeps a desk's log beside that one."""
    return path.resolve() if path.is_symlink() else path


def refuse_stranger(path: Path) -> None:
    """Look at the header without opening the database: opening can change a stranger's file."""
    if path.is_dir():
        raise Storage(f"{path} is a folder; name a file.")
    if path.exists() and not path.is_file():
        raise Storage(f"{path} is a pipe or a device; name a file.")
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise Storage(sentence(sqlite3.DatabaseError("not a database"), path))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise Storage(f"{path} is a database of another program; it was left as it is.")


def empty_log(connection: sqlite3.Connection) -> bool:
    """Move everything from the log file into the file, and empty it; whether that was possible.

    It is not as long as another program reads or writes the file.
    """
    with not_waiting(connection):
        return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


@contextmanager
def not_waiting(connection: sqlite3.Connection | None = None) -> Iterator[None]:
    """Inside, what another program keeps from being done fails at once."""
    waiting = connection or reader()
    waiting.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        waiting.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT * 1000:.0f}")


def _folded(value: object) -> str:
    """For SQL: a text as people search it."""
    return folded(value) if isinstance(value, str) else ""


def _spoken(value: object) -> str:
    """For SQL: the words of a text, a blank before and behind each."""
    return spoken(value) if isinstance(value, str) else ""


def _sought(value: object) -> str:
    """For SQL: a text as search compares it."""
    from data.values.search_text import sought  # the first screen searches nothing

    return sought(value) if isinstance(value, str) else ""


def _word_parts(value: object) -> str:
    """For SQL: a word in the parts by which it is found."""
    from data.storage import search_words  # on the day of an update only

    return search_words.parts(str(value))


def adopt(path: Path, connection: sqlite3.Connection) -> None:
    """Make `connection` the one that lists read through."""
    global _path, _reader, _watch
    _path, _reader, _watch = path, connection, DeskWatch(path)
    renew()


def look_after() -> None:
    """Raise Storage when the file of the open desk is another one by now; before every write."""
    if _watch is not None:
        _watch.look()


def reader() -> sqlite3.Connection:
    """The connection of the open desk; raises Storage when none is open."""
    found = _own.connection
    if found is not None and _own.over.is_set():
        raise Storage("What was read is not waited for any more.")
    found = found or _reader
    if found is None:
        raise Storage("No desk is open.")
    return found


@contextmanager
def apart() -> Iterator[Callable[[], None]]:
    """Inside, everything in `data` that this thread does has a connection of its own.

    For work beside the screens (import, export, checking all letters): what it writes is seen by
    the others when its transaction ends. What it gives may be called in any thread: the query
    that is running here ends, and no other begins (Storage). Raises Storage.
    """
    with storage_errors():
        _own.connection = own = connect(path())
    _own.over = over = threading.Event()

    def interrupt() -> None:
        over.set()
        with suppress(sqlite3.ProgrammingError):  # it is closed already
            own.interrupt()

    try:
        yield interrupt
    finally:
        _own.connection = None
        own.close()


def path() -> Path:
    """The file of the open desk; raises Storage when none is open."""
    if _path is None:
        raise Storage("No desk is open.")
    return _path


def is_open() -> bool:
    """Whether a desk is open."""
    return _path is not None


def generation() -> tuple[int, int]:
    """Differs whenever something read before may not be so now: another desk, a change that was
    taken back, a change by another program."""
    return _generation, int(reader().execute("PRAGMA data_version").fetchone()[0])


def state() -> tuple[object, ...]:
    """Differs whenever anything was written since, here or elsewhere: for what is remembered."""
    current = reader()
    return current, path(), generation(), current.total_changes


def renew() -> None:
    """What was read before may not be so now."""
    global _generation
    _generation += 1


def release() -> None:
    """Forget the open desk and close its connection."""
    global _path, _reader, _watch
    connection, watch = _reader, _watch
    _path = _reader = _watch = None
    try:
        if watch is not None:
            watch.before_close()
        if connection is not None:
            connection.close()
    finally:
        if watch is not None:
            watch.close()


def count_as_storage(kind: type[Exception]) -> None:
    """Errors of this kind too are the file's (Peewee wraps SQLite's)."""
    global _errors
    _errors = (*_errors, kind)


@contextmanager
def private_files() -> Iterator[None]:
    """Whatever is created inside is readable by its owner only."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def storage_errors(path: Path | None = None) -> Iterator[None]:
    """Turn SQLite's and the system's errors into one clear sentence (Storage)."""
    try:
        yield
    except _errors as error:
        raise Storage(sentence(error, path or _path)) from error


@contextmanager
def database_errors(path: Path | None = None) -> Iterator[None]:
    """As `storage_errors`, around everything: errors of the system that are no database's pass."""
    try:
        yield
    except OSError:
        raise
    except _errors as error:
        raise Storage(sentence(error, path or _path)) from error


def is_database_error(error: BaseException | None) -> bool:
    """Whether this is the database's: a file that is damaged, locked, full."""
    return isinstance(error, _errors) and not isinstance(error, OSError)


_DAMAGE = ("malformed", "corrupt", "could not decode")
"""What is said of a damaged file, by SQLite or by Python of a text in it."""


def sentence(error: Exception, path: Path | None) -> str:
    """What went wrong with the file, in words, with what would help."""
    place = str(path) if path else "the database"
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return f"{place} is in use by another program; close it there or try again in a moment."
    if "readonly" in text or "read-only" in text:
        return f"{place} can only be read; the desk needs a place where it may write."
    if "full" in text or "no space" in text:
        return f"The disk of {place} is full; make room and do it again. Nothing was changed."
    if "not a database" in text:
        return f"{place} is no offerdesk database; name another file. It was left as it is."
    if isinstance(error, UnicodeDecodeError) or any(word in text for word in _DAMAGE):
        return damaged(place)
    if "unable to open" in text or isinstance(
        error,
        PermissionError | FileNotFoundError | IsADirectoryError | NotADirectoryError,
    ):
        return (
            f"{place} cannot be opened; check that the folder exists and that you may write there."
        )
    if "disk i/o" in text:
        return (
            f"{place} cannot be read or written (disk error); check the disk. Nothing was changed."
        )
    return f"{place} cannot be used: {error}."


def damaged(place: Path | str, what: str = "") -> str:
    """That the file is damaged, and where if that is known; with what helps."""
    where = f" ({what.removesuffix('.')})" if what else ""
    return (
        f"{place} is damaged{where}; `offerdesk restore` goes back to a copy, `offerdesk salvage` "
        "saves what can be read. It was left as it is."
    )
