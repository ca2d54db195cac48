"""The database that benchmarks open: made once for a count, kept until what makes it changes."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from support import many_offers

from data.settings import settings
from data.storage import connection
from data.storage.database import close_desk, open_desk

ROOT = Path(__file__).resolve().parents[2]
_MADE_BY = (
    "data/storage/migrations/*.sql",
    "data/samples/*.py",
    "tests/support/many_*.py",
    "tests/benchmarks/made.py",
    "letter_templates/**/*.html",
)


def database(count: int, progress: Callable[[int], None] | None = None) -> Path:
    """A desk with `count` made-up offers, closed; do not write to it, copy it first.

    It lies in OFFERDESK_BENCH_DIR, or in the temp dir. Closes the desk that is open, if it has to
    make one.
    """
    folder = Path(os.environ.get("OFFERDESK_BENCH_DIR") or tempfile.gettempdir())
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"offerdesk-bench-{count}-{_mark()}.db"
    if not made.exists():
        _forget(folder.glob(f"offerdesk-bench-{count}-*"))
        _make(made, count, progress)
    return made


def _mark() -> str:
    """Changes with the schema, the generator and the letters."""
    digest = hashlib.sha256()
    for pattern in _MADE_BY:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(f"{path.relative_to(ROOT)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _make(made: Path, count: int, progress: Callable[[int], None] | None) -> None:
    """Under another name until it is whole, so that a broken run leaves nothing to be opened."""
    unfinished = made.with_suffix(f".{os.getpid()}.making")
    try:
        open_desk(unfinished)
        settings.put("own_asked", True)  # nobody is to be asked in the middle of a measurement
        many_offers.fill_many(count, progress)
        connection.reader().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        close_desk()
        unfinished.rename(made)
    finally:
        close_desk()
        _forget(made.parent.glob(f"{unfinished.name}*"))


def _forget(paths: Iterable[Path]) -> None:
    for path in list(paths):
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(database(wanted, lambda done: print(f"\r{done:,}", end="", flush=True)))
