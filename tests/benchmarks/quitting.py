"""What quitting costs: `python tests/benchmarks/quitting.py [--offers 200000] [--runs 7]`.

Seconds from the key that quits until the process is gone: of a fresh desk, and while the board is
still asking its rules. The two runs stand in turn; the first is what the second is measured
against. `--root` measures another checkout.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import made
from benchmarks.pseudo_terminal import PseudoTerminal
from benchmarks.run import desk

BOARD, QUIT = "b", "\x11"
GOAL = 1.5
"""How many times a fresh desk's quitting it may take while the board is asking."""


def quitting(path: Path, before: str) -> float:
    """Seconds from the key to the end of the process; `before` is typed just before."""
    terminal = PseudoTerminal(desk(path))
    terminal.wait_for("All offers")
    terminal.until_quiet(0.6)
    if before:
        terminal.send(before)
        terminal.wait_for("Looking")
    terminal.send(QUIT)
    began = time.perf_counter()
    while os.waitpid(terminal.pid, os.WNOHANG)[0] == 0:
        terminal.read(0.002)
    took = time.perf_counter() - began
    os.close(terminal.fd)
    return took


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--offers", type=int, default=200_000)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--root", type=Path, default=ROOT)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="offerdesk-bench-") as folder:
        path = Path(folder) / "desk.db"
        shutil.copy(made.database(asked.offers), path)
        os.environ["PYTHONPATH"] = str(asked.root)
        os.chdir(asked.root)
        pairs = [(quitting(path, ""), quitting(path, BOARD)) for _ in range(asked.runs)]
    fresh, asking = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(two / one for one, two in pairs)
    said = "met" if ratio <= GOAL else "missed"
    print(f"{asked.offers:,} offers: quit fresh {1000 * fresh:.0f} ms, with the board asking")
    print(f"{1000 * asking:.0f} ms: {ratio:.2f} times (pairs)  goal {GOAL}  {said}")


if __name__ == "__main__":
    main()
