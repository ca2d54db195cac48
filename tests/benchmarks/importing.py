"""How fast offers come in: `python tests/benchmarks/importing.py [--offers 100000] [--system csv]`.

Imports made-up offers of a system (all of them, one after the other) into an empty desk, then reads
the same file with `json` or `csv` and writes exactly the same rows with `sqlite3.executemany` into
another one. Then the same file again, and the file with every record changed. The ratio is what to
quote; both are given in seconds of the clock and of the processor. `--memory` measures the peak of
a process that imports so many records.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import system_records

from data import exchange
from data.storage import connection
from data.storage.database import close_desk, open_desk

TABLES = (
    "users", "jobs", "candidates", "applications", "openings", "custom_fields", "field_options",
    "offers", "versions", "version_values", "supersessions", "events", "flags", "remote_ids",
    "kept_records", "offer_words", "search_words",
)  # fmt: skip
"""Everything that an import writes, in an order in which rows may be written."""
INDEXES = ("offer_words",)
COUNTED = {("offers", "flags"): "0"}
"""Columns that triggers count."""

NEW_GOAL, CHANGED_GOAL = 0.55, 0.3
"""What share of the plain way an import reaches at least, by the processor's time."""
MEMORY_GOAL = 150
"""Megabytes that a process takes at most, whatever it imports."""

Table = tuple[str, list[tuple[Any, ...]]]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of the processor that something takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def import_into(path: Path, file: Path) -> None:
    """The import that is measured; every record has to be new."""
    open_desk(path)
    report = exchange.read_files([file])
    assert (report.refused, report.changed, report.same) == (0, 0, 0)


def written(path: Path) -> list[Table]:
    """An INSERT with the rows of each table of a desk."""
    open_desk(path)
    return [_written(table) for table in TABLES]


def _written(table: str) -> Table:
    desk = connection.reader()
    columns = [row[1] for row in desk.execute(f"PRAGMA table_xinfo({table})") if row[6] == 0]
    columns += ["rowid"] if table in INDEXES else []
    named = [COUNTED.get((table, column), column) for column in columns]
    rows = desk.execute(f"SELECT {', '.join(named)} FROM {table}").fetchall()
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows


def write_plainly(file: Path, tables: list[Table]) -> None:
    """What it is measured against: the records parsed, the same rows written."""
    with file.open(encoding="utf-8", newline="") as text:
        for line in csv.reader(text) if file.suffix == ".csv" else map(json.loads, text):
            assert line
    desk = connection.reader()
    desk.execute("BEGIN IMMEDIATE")
    for sql, rows in tables:
        desk.executemany(sql, rows)
    desk.execute("DELETE FROM offer_words_due")
    desk.execute("COMMIT")


def compare(system: str, count: int) -> None:
    """Both ways, one after the other; then the same records again, and changed ones."""
    with tempfile.TemporaryDirectory(prefix="offerdesk-bench-") as folder:
        place = Path(folder)
        file = system_records.write(place, system, count)
        changed = system_records.write(place, system, count, changed=True)
        imported = timed(lambda: import_into(place / "in.db", file))
        tables = written(place / "in.db")
        open_desk(place / "plain.db")
        connection.reader().execute("DELETE FROM users")
        plain = timed(lambda: write_plainly(file, tables))
        report(f"{system}: {count:,} offers", imported, plain, count, goal=NEW_GOAL)
        open_desk(place / "in.db")
        same = timed(lambda: exchange.read_files([file]))
        report("the same file again", same, plain, count, goal=NEW_GOAL)
        other = timed(lambda: exchange.read_files([changed]))
        report("every record changed", other, plain, count, goal=CHANGED_GOAL)
        close_desk()


def report(
    name: str, took: tuple[float, float], plain: tuple[float, float], count: int, *, goal: float
) -> None:
    """One line, with the goal for the share of the processor's time."""
    share = plain[1] / took[1]
    print(
        f"{name:<28} {count / took[0]:>8,.0f} a second, {plain[0] / took[0]:.2f} of plain"
        f" ({took[0]:.1f} s to {plain[0]:.1f} s); processor {share:.2f}"
        f" ({took[1]:.1f} s to {plain[1]:.1f} s), goal {goal}: {met(share >= goal)}",
        flush=True,
    )


def met(is_met: bool) -> str:
    """Whether a goal was reached, in a word."""
    return "met" if is_met else "missed"


def memory(system: str, count: int) -> None:
    """The peak of a process of its own that imports so many records."""
    with tempfile.TemporaryDirectory(prefix="offerdesk-bench-") as folder:
        file = system_records.write(Path(folder), system, count)
        argv = [sys.executable, "-m", "tui", "--db", f"{folder}/in.db", "import", str(file)]
        began = time.perf_counter()
        subprocess.run(argv, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{system}: peak memory at {count:,} records: {peak:.0f} MB ({count / took:,.0f} a second),"
        f" goal {MEMORY_GOAL}: {met(peak < MEMORY_GOAL)}"
    )


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--offers", type=int, default=100_000)
    options.add_argument("--system", choices=sorted(system_records.MAKERS))
    options.add_argument("--memory", action="store_true", help="measure memory instead")
    asked = options.parse_args()
    for system in [asked.system] if asked.system else system_records.MAKERS:
        if asked.memory:
            memory(system, asked.offers)
        else:
            compare(system, asked.offers)


if __name__ == "__main__":
    main()
