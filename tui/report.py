"""How the terminal says that something did not work, and where the details are written."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import MISTAKES, DataError, Storage
from data.storage import connection
from data.values.text import plain
from tui.text import cells

if TYPE_CHECKING:
    from typing import Any

    from textual.app import App

LOG_NAME = "offerdesk.log"
_LOG_BYTES = 1_000_000
_LOG_FILES = 3
_ERROR_SECONDS = 12.0
_LONGEST = 1_000

log = logging.getLogger("offerdesk")


def show_error(app: App[Any], error: DataError) -> None:
    """Say what did not work, in the words of the error."""
    log.info("%s: %s", error.title, error.text)
    app.notify(
        _short(error.text),
        title=cells(error.title, min(60, len(error.title))),
        severity="error",
        timeout=_ERROR_SECONDS,
        markup=False,
    )


def say(app: App[Any], text: str, *, title: str = "", warning: bool = False) -> None:
    """A short message: what was done, and how to take it back."""
    app.notify(
        _short(text),
        title=cells(title, min(60, len(title))),
        severity="warning" if warning else "information",
        markup=False,
    )


def _short(text: str) -> str:
    harmless = plain(text)
    return harmless if len(harmless) <= _LONGEST else harmless[: _LONGEST - 1] + "…"


async def guard(app: App[Any], action: Awaitable[bool]) -> bool:
    """Await an action; a DataError becomes a message. For the app's `run_action`."""
    try:
        return await action
    except DataError as error:
        show_error(app, error)
    except MISTAKES as error:
        _say_damage(app, error)
    return True


@contextmanager
def reported(app: App[Any]) -> Iterator[None]:
    """A DataError inside becomes a message. For message handlers and workers."""
    try:
        yield
    except DataError as error:
        show_error(app, error)
    except MISTAKES as error:
        _say_damage(app, error)


def _say_damage(app: App[Any], error: Exception) -> None:
    """Say that the desk's file is damaged, if that explains the error; raise it again otherwise."""
    found = explained(error)
    if found is None:
        raise error
    log.error("on a damaged desk", exc_info=error)
    show_error(app, found)


def explained(error: BaseException | None) -> Storage | None:
    """What is damaged in the file of the open desk, if that explains an error."""
    if not connection.is_open():
        return None
    from data.safekeeping import damage  # on a bad day only

    found = damage.explanation(error, connection.path())
    return found and Storage(found.text + besides(error))


def besides(error: BaseException | None) -> str:
    """That what is explained by damage may be a mistake of the program all the same; nothing for
    an error of SQLite's own, which is none."""
    if not isinstance(error, MISTAKES) or connection.is_database_error(error):
        return ""
    name = type(error).__name__
    return f" It showed as {name}, which may be a mistake of the program, too; {where()}."


def set_up_logging(folder: Path | None = None) -> Path | None:
    """Write the log to a file (the user's log folder, if none is given), never to the terminal.

    Gives the file; None when it cannot be written, and nothing is logged then.
    """
    from logging.handlers import RotatingFileHandler

    path = (folder or _log_folder()) / LOG_NAME
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(
            path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8", delay=False
        )
        path.chmod(0o600)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    return path if isinstance(handler, RotatingFileHandler) else None


def where() -> str:
    """Where the details of what went wrong are, as the end of a sentence."""
    handlers = (getattr(handler, "baseFilename", "") for handler in logging.getLogger().handlers)
    path = next((path for path in handlers if Path(path).name == LOG_NAME), "")
    return f"the details are in {path}" if path else "there is no log file to say more"


def _log_folder() -> Path:
    from platformdirs import user_log_path

    return user_log_path("offerdesk", appauthor=False)
