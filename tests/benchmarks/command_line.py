"""What a command costs: `python tests/benchmarks/command_line.py [--offers 20000] [--runs 15]`.

Each command runs in turn with `python -c pass`; the ratio of the processor's seconds of each pair
is what to quote, because the clock depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import made

FLOOR = [sys.executable, "-c", "pass"]
GOALS = (
    ("--version", ("--version",), 2.0),
    ("list --limit 50", ("list", "--limit", "50"), 4.0),
    ("show ID", ("show", "5"), 5.0),
)
"""A command, its words, and how many times `python -c pass` it may cost."""


def seconds(argv: list[str]) -> float:
    """The processor's seconds of one process."""
    started = subprocess.Popen(argv, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    assert started.returncode == 0, argv
    return used.ru_utime + used.ru_stime


def ratio(argv: list[str], runs: int) -> float:
    """The median of the pairs; one pair before is not counted."""
    seconds(argv), seconds(FLOOR)
    return statistics.median(seconds(argv) / seconds(FLOOR) for _ in range(runs))


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--offers", type=int, default=20_000)
    options.add_argument("--runs", type=int, default=15)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="offerdesk-bench-") as folder:
        path = Path(folder) / "desk.db"
        shutil.copy(made.database(asked.offers), path)
        os.environ["OFFERDESK_DB"] = str(path)
        print(f"{asked.offers:,} offers, in times of python -c pass (pairs, processor)")
        for name, words, goal in GOALS:
            found = ratio([sys.executable, "-m", "tui", *words], asked.runs)
            print(f"{name:<20} {found:5.1f}  goal {goal:.1f}  {_said(found, goal)}", flush=True)


def _said(found: float, goal: float) -> str:
    return "met" if found <= goal else "missed"


if __name__ == "__main__":
    main()
