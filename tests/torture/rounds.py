"""One run of the torture: a folder, a seed, how long and how much, and what went wrong."""

from __future__ import annotations

import contextlib
import io
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from looks import screens

from data.exchange.exporting import export_run
from data.safekeeping import verify
from data.storage import database

SYSTEMS = ("greenhouse", "openats", "stackone", "lever", "ashby", "csv", "json")
"""Everything that offers are exported to as text."""


class Torture:
    """What all kinds share."""

    def __init__(self, folder: Path, seed: int, fault: str = "") -> None:
        self.folder, self.seed, self.faults = folder, seed, fault
        self.wrong: list[str] = []
        self.known: set[str] = set()
        """What is wrong with the desk of the first release from the beginning."""
        self.original = folder / "demo.db"
        with screens.demo(folder):
            self.exports = {system: _exported(system) for system in SYSTEMS}
        database.close_desk()
        self._end, self._most, self.reached = 0.0, 0, 0

    def limit(self, seconds: float, most: int) -> None:
        """The next kind ends after so long, or when it has reached its count."""
        self._end, self._most, self.reached = time.monotonic() + seconds, most, 0

    def until(self) -> Iterator[int]:
        """Numbers to draw with, until the kind has its time or its count."""
        number = self.seed * 1_000_000_000
        while time.monotonic() < self._end and self.reached < self._most:
            number += 1
            yield number

    def fresh(self, name: str, content: bytes | None = None) -> Path:
        """A copy of the made-up desk, or a file of this content, in a folder of its own."""
        path = self.empty() / name
        if content is None:
            shutil.copy(self.original, path)
        else:
            path.write_bytes(content)
        return path

    def empty(self) -> Path:
        """The folder of one round, empty."""
        place = self.folder / "work"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return place

    def fail(self, text: str) -> None:
        """Something is not as it has to be."""
        self.wrong.append(text)
        print(f"  WRONG: {text}", flush=True)

    def is_whole(self, path: Path, what: str) -> None:
        """Look a desk through."""
        database.open_desk(path)
        with contextlib.closing(_Closing()):
            found = [one for one in verify.verify() if one.text not in self.known]
        if found:
            self.fail(f"{what}: {found[0].check}: {found[0].text}")


class _Closing:
    def close(self) -> None:
        database.close_desk()


def _exported(system: str) -> bytes:
    out = io.BytesIO()
    export_run.export(system, None, out, export_run.ExportOptions())
    return out.getvalue()
