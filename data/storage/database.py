"""Opening, migrating and closing a desk, and the one transaction around everything that writes."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import NotFound, Storage
from data.storage import changes, connection, search_index
from data.storage.connection import APPLICATION_ID, private_files, storage_errors

SCHEMA = 17
"""The newest schema this program knows (PRAGMA user_version)."""

_HEARD = 100_000
"""Steps of SQLite between two words of an update: some milliseconds."""


def open_desk(path: Path, updating: Callable[[bool], None] | None = None) -> None:
    """Open the desk in `path`, making it when there is none; raises Storage with a clear sentence.

    A file of another program or of a newer version is left untouched. `updating` is called
    again and again while a desk of an older version is brought up to this one: whether it goes on.
    """
    close_desk()
    _notices.clear()
    path = connection.followed(path)
    with storage_errors(path), private_files():
        _make_folder(path.parent)
        opened = _open(path, SCHEMA, updating)
        connection.adopt(path, opened)
    if search_index.is_due(opened):  # another program wrote offers
        with transaction():
            pass


_notices: list[str] = []


def notices() -> tuple[str, ...]:
    """What opening the desk found and mended, in sentences for the person."""
    return tuple(_notices)


def open_new(path: Path, schema: int) -> sqlite3.Connection:
    """A connection to a new desk of a schema in an empty file, beside the open one; raises Storage.

    `update` takes one of an older schema the rest of the way.
    """
    with storage_errors(path):
        return _open(path, schema)


def update(opened: sqlite3.Connection) -> None:
    """Take a desk step by step to SCHEMA, as opening it does; the steps before a failure stand."""
    _migrate(opened, int(opened.execute("PRAGMA user_version").fetchone()[0]), SCHEMA)


def require_desk(path: Path) -> None:
    """Raise NotFound when there is no desk in `path`: opening one to read it would make it."""
    with storage_errors(path):
        if path.exists() and (not path.is_file() or path.stat().st_size):
            return
    raise NotFound(
        f"There is no desk in {path}. `offerdesk` opens a new one, `offerdesk import` fills one."
    )


def close_desk() -> None:
    """Close the open desk, if any."""
    connection.release()


@contextmanager
def transaction(kind: str = changes.SAVED) -> Iterator[sqlite3.Connection]:
    """All or nothing: begins at once for writing, commits at the end, takes back on any error.

    Nests: an inner transaction joins the outer one. SQLite's errors come out as Storage. Search is
    brought in step before it commits, and it is counted as of its kind.
    """
    current = connection.reader()
    if current.in_transaction:
        yield current
        return
    connection.look_after()
    with storage_errors():
        current.execute("BEGIN IMMEDIATE")
        before = current.total_changes
        try:
            yield current
            search_index.settle(current)
            if current.total_changes != before:
                changes.count(current, kind)
            current.execute("COMMIT")
        except BaseException:
            connection.renew()
            if current.in_transaction:
                current.execute("ROLLBACK")
            raise


class _Rehearsed(Exception):
    """Ends a rehearsal; never leaves it."""


@contextmanager
def rehearsal() -> Iterator[None]:
    """A transaction that is taken back at its end, whatever happened in it."""
    try:
        with transaction():
            yield
            raise _Rehearsed
    except _Rehearsed:
        return


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)


def _open(
    path: Path, schema: int, updating: Callable[[bool], None] | None = None
) -> sqlite3.Connection:
    connection.refuse_stranger(path)
    _refuse_unwritable(path)
    put_stale_log_aside(path)
    opened = connection.connect(path)
    try:
        version = refuse_newer(path, opened)
        if version < schema:
            with _heard(opened, updating if version else None):
                if version:
                    _keep_before_update(path, opened)
                _migrate(opened, version, schema)
            changes.begin(opened)
        _use_log(opened)
        _finish_log(path, opened)
    except BaseException:
        opened.close()
        raise
    return opened


@contextmanager
def _heard(opened: sqlite3.Connection, updating: Callable[[bool], None] | None) -> Iterator[None]:
    """Inside, what takes long is heard of."""
    if updating is None:
        yield
        return
    opened.set_progress_handler(lambda: updating(True), _HEARD)
    try:
        yield
    finally:
        opened.set_progress_handler(None, 0)
        updating(False)


def _keep_before_update(path: Path, opened: sqlite3.Connection) -> None:
    from data.storage import desk_file  # on the day of an update only

    with storage_errors(path):
        desk_file.copy_before_update(path, opened, SCHEMA)


def put_stale_log_aside(path: Path) -> None:
    """Put a log aside that is of another file, before anything may write it into this one."""
    log = path.with_name(f"{path.name}-wal")
    if not log.exists():
        return
    from data.storage import stale_log  # after a kill only

    aside = stale_log.put_aside(path)
    if aside is not None:
        _notices.append(
            f"{path} was replaced since it was last open; the log of the file before is kept as "
            f"{aside.name}."
        )


def _finish_log(path: Path, opened: sqlite3.Connection) -> None:
    """Empty a log that was left: somebody may have been erased while another program held it."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        connection.empty_log(opened)


def _refuse_unwritable(path: Path) -> None:
    if path.exists() and not os.access(path, os.W_OK):
        raise Storage(connection.sentence(sqlite3.OperationalError("readonly"), path))


def refuse_newer(path: Path, opened: sqlite3.Connection) -> int:
    """The file's schema; 0 for a new one. Raises Storage for one from the future."""
    version = int(opened.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA:
        raise Storage(
            f"{path} was written by a newer offerdesk (schema {version}, this one knows "
            f"{SCHEMA}); update the program. The file was left as it is."
        )
    return version


def _migrate(opened: sqlite3.Connection, version: int, last: int) -> None:
    """Take the file step by step to the schema `last`, each step all or nothing."""
    if version == 0:
        # marked before anything else, so that the header says at once whose file it is
        opened.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        _use_log(opened)
    for step in sorted(_steps()):
        if version < step <= last:
            _run_step(opened, step, _steps()[step])


def _use_log(opened: sqlite3.Connection) -> None:
    """Write through a log, as readers are not kept waiting then; whole copies come without."""
    if opened.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        opened.execute("PRAGMA journal_mode = WAL")


def _steps() -> dict[int, str]:
    """The numbered steps by number."""
    from importlib import resources

    folder = resources.files("data.storage.migrations")
    return {
        int(entry.name[:4]): entry.name
        for entry in folder.iterdir()
        if entry.name[:4].isdigit() and entry.name.endswith(".sql")
    }


def _run_step(opened: sqlite3.Connection, number: int, name: str) -> None:
    from importlib import resources

    script = resources.files("data.storage.migrations").joinpath(name).read_text("utf-8")
    opened.execute("PRAGMA foreign_keys = OFF")
    opened.execute("BEGIN EXCLUSIVE")
    try:
        for statement in statements(script):
            opened.execute(statement)
        broken = opened.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise Storage(
                f"The update to schema {number} would break {broken[0]}; nothing was changed."
            )
        opened.execute(f"PRAGMA user_version = {number:d}")
        opened.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        opened.execute("COMMIT")
    except BaseException:
        if opened.in_transaction:  # else SQLite has taken the step back by itself
            opened.execute("ROLLBACK")
        raise
    finally:
        opened.execute("PRAGMA foreign_keys = ON")


def row_changes(since: int) -> Iterator[str]:
    """The statements of later steps than `since` that change rows, in their order: for a dump of
    an older schema."""
    from importlib import resources

    for number, name in sorted(_steps().items()):
        if number > since:
            script = resources.files("data.storage.migrations").joinpath(name).read_text("utf-8")
            for statement in statements(script):
                sql = "".join(
                    line
                    for line in statement.splitlines(keepends=True)
                    if not line.startswith("--")
                ).strip()
                if sql.startswith(("INSERT INTO", "UPDATE")):
                    yield sql


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one (a trigger's body is one statement)."""
    snapshot = ""
    for line in script.splitlines(keepends=True):
        snapshot += line
        if sqlite3.complete_statement(snapshot):
            yield snapshot
            snapshot = ""


def desk_file(given: str | None) -> Path:
    """Where the desk is: what was asked for, else OFFERDESK_DB, else the user's data folder."""
    named = given or os.environ.get("OFFERDESK_DB")
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError:  # the home of a person whom this machine does not know
            return Path(named)
    from platformdirs import user_data_path

    return user_data_path("offerdesk", appauthor=False) / "offers.db"
