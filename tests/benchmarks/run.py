"""How fast the desk is: `python tests/benchmarks/run.py [--offers 1000000] [--runs 15]`.

Prints the start against an empty Textual app in the same run, the latency of keys, the time from
ctrl+s to the list, and memory. Machines differ: quote the ratios and percentiles of one run.
`--short` takes two minutes: fewer offers and runs, and every time in starts of the empty app.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import made
from benchmarks.pseudo_terminal import PseudoTerminal

EMPTY = [sys.executable, str(ROOT / "tests/benchmarks/empty_app.py")]
DOWN, PAGE_DOWN, END, HOME = "j", "\x1b[6~", "G", "g"
SAVE, CLEAR = "\x13", "\x01\x0b"
SETTLED = 1.0
"""Seconds after the first frame until the desk has done what could wait."""
STEADY = 0.6
"""Seconds without a byte after which a screen is whole and takes keys, on a busy machine too."""


def desk(path: Path) -> list[str]:
    """The command that opens the desk in a file."""
    return [sys.executable, "-m", "tui", "--db", str(path)]


def first_frame(argv: list[str], text: str) -> float:
    """Seconds from starting a program until it has written `text`."""
    terminal = PseudoTerminal(argv)
    terminal.wait_for(text)
    took = time.perf_counter() - terminal.started
    terminal.close()
    return took


def starts(path: Path, runs: int) -> tuple[float, str]:
    """Empty app and desk in turn: the empty app's median, and the ratio to the desk's."""
    first_frame(EMPTY, "ready-now"), first_frame(desk(path), "All offers")
    pairs = [
        (first_frame(EMPTY, "ready-now"), first_frame(desk(path), "All offers"))
        for _ in range(runs)
    ]
    empty, full = (statistics.median(side) for side in zip(*pairs, strict=True))
    middle = statistics.median(two / one for one, two in pairs)
    return empty, (
        f"{full / empty:.2f} times the empty app (pairs {middle:.2f}; "
        f"empty {1000 * empty:.0f} ms, desk {1000 * full:.0f} ms)"
    )


def opened(path: Path) -> PseudoTerminal:
    """The desk, settled."""
    terminal = PseudoTerminal(desk(path))
    terminal.wait_for("All offers")
    until = time.perf_counter() + SETTLED
    while time.perf_counter() < until:
        terminal.read(0.1)
    return terminal


def keys(terminal: PseudoTerminal, key: str, presses: int, back: str = "") -> list[float]:
    """Seconds from a key to the last byte of the frame that answers it."""
    took = []
    for _ in range(presses):
        took.append(terminal.press(key))
        if back:
            terminal.press(back)
    return took


def percentiles(seconds: list[float]) -> str:
    """p50, p99 and the worst, in milliseconds."""
    ordered = sorted(1000 * one for one in seconds)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"p50 {statistics.median(ordered):5.1f}  p99 {p99:5.1f}  max {ordered[-1]:5.1f} ms"


def in_starts(empty: float) -> Callable[[list[float]], str]:
    """Tells the median in starts of the empty app, which do not depend on the machine as much."""
    return lambda seconds: f"{statistics.median(seconds) / empty:.3f} starts of the empty app"


def saves(path: Path, times: int) -> list[float]:
    """Seconds from ctrl+s in the form to the list with the new pay, one draft after the other."""
    took = []
    terminal = opened(path)
    terminal.send("/")
    terminal.until_quiet(STEADY, first=15.0)
    terminal.send("status:draft\r")
    terminal.until_quiet(STEADY, first=15.0)
    for turn in range(times):
        salary = str(70_000 + 7 * turn)
        terminal.send("g" if turn % 5 == 0 else DOWN)
        terminal.until_quiet(STEADY)
        terminal.send("e")
        terminal.wait_for("Currency")
        terminal.until_quiet(STEADY, first=15.0)
        terminal.send(CLEAR)
        terminal.until_quiet(STEADY, first=15.0)
        terminal.send(salary)
        terminal.until_quiet(STEADY, first=15.0)
        terminal.send(SAVE)
        took.append(terminal.wait_for(f"{int(salary):,}"))
        terminal.until_quiet(STEADY, first=15.0)
    terminal.close()
    return took


def report(name: str, figures: str) -> None:
    """One line."""
    print(f"{name:<44} {figures}", flush=True)


def main() -> None:
    """Measure everything."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--offers", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--presses", type=int, default=300)
    options.add_argument("--short", action="store_true")
    asked = options.parse_args()
    if asked.short:
        asked.offers, asked.runs, asked.presses = 20_000, 5, 60
    os.environ["PYTHONPATH"] = str(ROOT)
    for folder in ("tui", "data"):
        compileall.compile_dir(ROOT / folder, quiet=1)
    with tempfile.TemporaryDirectory(prefix="offerdesk-bench-") as folder:
        for count in (40, asked.offers):
            path = Path(folder) / f"{count}.db"
            shutil.copy(made.database(count), path)
            measure(path, count, asked)


def measure(path: Path, count: int, asked: argparse.Namespace) -> None:
    """Everything at one size."""
    empty, ratio = starts(path, asked.runs)
    tell = in_starts(empty) if asked.short else percentiles
    report(f"start to first frame, {count:,} offers", ratio)
    terminal = opened(path)
    if count > asked.presses * 40:  # enough rows that every key moves
        moves = (("down", DOWN, ""), ("page down", PAGE_DOWN, ""), ("end", END, HOME))
        for name, key, back in moves:
            report(f"key {name}, {count:,} offers", tell(keys(terminal, key, asked.presses, back)))
    report(f"peak memory, {count:,} offers", f"{terminal.memory():.0f} MB")
    terminal.close()
    times = asked.presses // 5 if asked.short else min(60, asked.presses)
    report(f"ctrl+s to the list, {count:,} offers", tell(saves(path, times)))


if __name__ == "__main__":
    main()
