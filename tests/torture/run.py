"""Everything that can be done to a desk: `python tests/torture/run.py [--seed 1] [--minutes 10]`.

Kills and failing calls at every write, power cuts at every call, damaged files, logs of other
files, two desks at once, keys without pause, and hostile text. Prints a line of counts and what an
hour would reach for each, and ends with 1 when anything was lost, crashed or is not whole
afterwards. `--only kills` runs one of them; `--asked` goes on until each has reached the count
asked of it. Needs Linux and a C compiler for kills and power cuts. Everything lies in memory where
there is /dev/shm.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from looks import screens
from torture import damage, faults, fuzz, keys, kills, together
from torture.rounds import Torture

from data.values import clock

KINDS: dict[str, tuple[Callable[[Torture], str], int]] = {
    "kills": (kills.kills, 5_000),
    "cuts": (kills.cuts, 5_000),
    "damage": (damage.damage, 10_000),
    "logs": (damage.logs, 2_000),
    "together": (together.together, 200),
    "keys": (keys.keys, 200_000),
    "text": (fuzz.text, 10_000_000),
}
"""What is done, and how much of it is asked."""
MEMORY = Path("/dev/shm")


def main() -> int:
    """Run the kinds one after another; 1 when anything was wrong."""
    given = _parser().parse_args()
    library = None if faults.loaded() else faults.built()
    if library is not None:
        os.environ["LD_PRELOAD"] = str(library)
        os.execv(sys.executable, [sys.executable, *sys.argv])
    if given.unsynchronised:
        kills.unsynchronise()
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="torture-", dir=place) as folder:
        os.environ["HOME"] = folder
        wrong = _run(Path(folder), given)
    if faults.loaded():
        faults.forget(Path(os.environ["LD_PRELOAD"]))
    print(f"seed {given.seed}: {wrong} wrong")
    return 1 if wrong else 0


def _processor() -> float:
    """The seconds of the processor that this process and its children have used."""
    return sum(os.times()[:4])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, help="for all kinds together; 10 if not --asked")
    parser.add_argument("--asked", action="store_true", help="until the counts are reached")
    parser.add_argument("--only", choices=KINDS, action="append")
    named = [fault.name for fault in faults.FAULTS]
    parser.add_argument("--fault", default="", choices=named, help="of the kills, only these")
    parser.add_argument(
        "--unsynchronised",
        action="store_true",
        help="as SQLite without syncs: power cuts must tell",
    )
    return parser


def _run(folder: Path, given: argparse.Namespace) -> int:
    wanted = given.only or list(KINDS)
    minutes = given.minutes or (math.inf if given.asked else 10)
    run = Torture(folder, given.seed, given.fault)
    clock.set_source(lambda: screens.NOW)
    for name in wanted:
        kind, asked = KINDS[name]
        run.limit(minutes * 60 / len(wanted), asked if given.asked else sys.maxsize)
        began, used = time.monotonic(), _processor()
        said = kind(run)
        hours, own = (time.monotonic() - began) / 3600, (_processor() - used) / 3600
        rates = f"{run.reached / hours:,.0f} an hour, {run.reached / own:,.0f} of the processor"
        print(f"{name}: {said}; {rates}", flush=True)
    return len(run.wrong)


if __name__ == "__main__":
    sys.exit(main())
