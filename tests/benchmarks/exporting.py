"""How fast offers leave: `python tests/benchmarks/exporting.py [--offers 100000]`.

Made-up Greenhouse offers with custom fields are read into a desk, then written in every form. Each
is quoted against `sqlite3` selecting the same rows and `json.dumps` writing the same records, in
the same run, by the processor's time. Machines differ: quote the ratios.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import greenhouse_records

from data import exchange
from data.exchange import registry
from data.exchange.exporting import export_run
from data.storage import database

_ROWS = 1_000
_RAW = "SELECT raw FROM kept_records WHERE kind = 'version' ORDER BY offer_id"
_TOUCH = (
    "INSERT INTO events (subject, subject_id, kind, at, actor_id)"
    " SELECT 'offer', id, 'looked at', updated_at, (SELECT min(id) FROM users) FROM offers"
)


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor that something takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def plain(path: Path, out: Path) -> float:
    """The same for the same rows by hand: select, dump, write; parsing is not counted."""
    desk = sqlite3.connect(path)
    took = 0.0
    found = desk.execute(_RAW)
    with out.open("w", encoding="utf-8") as file:
        while True:
            started = time.process_time()
            rows = found.fetchmany(_ROWS)
            took += time.process_time() - started
            if not rows:
                break
            records = [json.loads(row[0]) for row in rows]
            started = time.process_time()
            file.write("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
            took += time.process_time() - started
    desk.close()
    return took


def report(what: str, seconds: float, offers: int, base: float) -> None:
    """One line: offers a second, and the ratio to doing it by hand."""
    print(f"{what:36} {offers / seconds:10,.0f} offers/s  {base / seconds:5.2f} of by hand")


def main() -> None:
    """Fill a desk and write it in every form."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--offers", type=int, default=100_000)
    options.add_argument("--alone", help="only write the offers of this desk, and say the memory")
    chosen = options.parse_args()
    if chosen.alone:
        alone(Path(chosen.alone))
        return
    count = chosen.offers
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = greenhouse_records.write(folder / "in.jsonl", count)
        database.open_desk(folder / "desk.db")
        took = timed(lambda: exchange.read_files([source]))
        print(f"{count:,} offers read in {took:.1f} s")
        base = min(plain(folder / "desk.db", folder / "plain.jsonl") for _ in range(3))
        report("by hand: select and json.dumps", base, count, base)
        measure(folder, count, base)
        subprocess.run([sys.executable, __file__, "--alone", str(folder / "desk.db")], check=True)
        with database.transaction() as desk:
            desk.execute(_TOUCH)
        written(folder, "greenhouse, each compared", "greenhouse", count, base)
        database.close_desk()


def alone(path: Path) -> None:
    """Write every form in a process that does nothing else, and print its peak memory."""
    database.open_desk(path)
    for form in registry.formats():
        options = export_run.ExportOptions(force=True)
        export_run.export(form.name, None, path.with_suffix(".out"), options)
    # unlike ru_maxrss, this forgets what the process was before it began (Linux)
    status = Path("/proc/self/status").read_text("ascii")
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(f"peak memory of a process that writes every form: {int(peak) // 1024} MB")


def measure(folder: Path, count: int, base: float) -> None:
    """Every form, as the offers came."""
    took = min(timed(lambda: export_run.unsayable("greenhouse", None)) for _ in range(3))
    report("what Greenhouse cannot say", took, count, base)
    written(folder, "greenhouse, untouched", "greenhouse", count, base, runs=3)
    written(folder, "openats", "openats", count, base)
    written(folder, "stackone", "stackone", count, base)
    written(folder, "csv", "csv", count, base)
    written(folder, "own dump", "json", count, base)
    dump = folder / "json.out"
    database.open_desk(folder / "second.db")
    report("own dump, read", timed(lambda: read_dump(dump)), count, base)
    database.open_desk(folder / "desk.db")


def written(folder: Path, what: str, to: str, count: int, base: float, *, runs: int = 1) -> None:
    """Write a file in one form and say how fast it was."""
    out = folder / f"{to}.out"
    options = export_run.ExportOptions(force=True)
    took = min(timed(lambda: export_run.export(to, None, out, options)) for _ in range(runs))
    report(what, took, count, base)


def read_dump(path: Path) -> None:
    """Read our own dump into the open desk."""
    from data.exchange.backup import backup_export as dump

    with path.open(encoding="utf-8") as file, database.transaction() as desk:
        dump.read(desk, map(json.loads, file))


if __name__ == "__main__":
    main()
