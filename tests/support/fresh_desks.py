"""A desk of its own for each example of a property."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from data.storage import database


@cache
def _empty_desk() -> bytes:
    """The file of an empty desk: migrating one for every example would take long."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "offers.db"
        database.open_desk(path)
        database.close_desk()
        return path.read_bytes()


@contextmanager
def fresh_desk() -> Iterator[Path]:
    """An empty desk of its own; the folder it is in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "offers.db"
        path.write_bytes(_empty_desk())
        database.open_desk(path)
        try:
            yield Path(folder)
        finally:
            database.close_desk()
