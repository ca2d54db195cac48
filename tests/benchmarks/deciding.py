"""How fast deciding is: `python tests/benchmarks/deciding.py [--offers 1000000] [--db FILE]`.

Prints, at so many offers: from `b` to the board with its first matters and to all of it, in a real
pseudo-terminal; from `c` to the comparison; comparing itself; planning, doing and taking back one
action on many; the figures over the home list. `--db` names a desk to work on a copy of; without it
one is made. Filter as you type is measured by filtering.py.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import made
from benchmarks.pseudo_terminal import PseudoTerminal
from benchmarks.run import opened, percentiles, report

from data.board import board, headline
from data.board.rules import RULES
from data.bulk import bulk_changes
from data.bulk.bulk_changes import Action, Kind
from data.offers import side_by_side
from data.settings import settings
from data.storage import connection, database

COMPARED = 200
CHANGED = 500
ROUNDS = 5


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def keys(path: Path) -> None:
    """The board and a comparison from the key on, in a terminal."""
    first, whole, again, compared, later = [], [], [], [], []
    for _ in range(ROUNDS):
        terminal = opened(path)
        first.append(_shown(terminal, "b", "to look at"))
        whole.append(first[-1] + terminal.until_quiet(quiet=1.0, first=0.5))
        _home(terminal)
        again.append(_shown(terminal, "b", "to look at"))
        _home(terminal)
        terminal.send("  ")
        terminal.wait_for("2 marked")
        terminal.until_quiet(1.0)
        compared.append(_shown(terminal, "c", "Two offers"))
        for _ in range(ROUNDS):
            _home(terminal)
            later.append(_shown(terminal, "c", "Two offers"))
        terminal.close()
    report("key b to the first matters", percentiles(first))
    report("key b to all of the board", percentiles(whole))
    report("key b again, nothing written since", percentiles(again))
    report("key c to the comparison, the first time", percentiles(compared))
    report("key c to the comparison", percentiles(later))


def _shown(terminal: PseudoTerminal, key: str, text: str) -> float:
    """Seconds from the key until it is shown."""
    began = time.perf_counter()
    terminal.send(key)
    terminal.wait_for(text)
    return time.perf_counter() - began


def _home(terminal: PseudoTerminal) -> None:
    terminal.send("\x1b")
    terminal.wait_for("All offers")
    terminal.until_quiet(0.3)


def rules() -> None:
    """Each rule by itself, and the line at home."""
    for rule in RULES:
        took = [timed(lambda rule=rule: board._ask(rule, board.SHOWN)) for _ in range(3)]
        report(f"  rule {rule.id}", percentiles(took))
    report("all rules", percentiles([timed(board.look) for _ in range(ROUNDS)]))
    report("the line over the home list", percentiles([timed(headline.counts) for _ in range(20)]))


def comparisons() -> None:
    """Two offers, an offer's versions, and pay beside the job's."""
    sql = "SELECT id FROM offers WHERE version > 1 ORDER BY created_at DESC LIMIT ?"
    several = [row[0] for row in connection.reader().execute(sql, (COMPARED,))]
    newest = "SELECT id FROM offers ORDER BY created_at DESC, id DESC LIMIT ?"
    some = [row[0] for row in connection.reader().execute(newest, (COMPARED,))]
    side_by_side.versions(several[0])  # imports what comparing needs
    report(
        "two versions",
        percentiles([timed(lambda one=one: side_by_side.versions(one)) for one in several]),
    )
    pairs = pairwise(some)
    report(
        "two offers", percentiles([timed(lambda p=p: side_by_side.two_offers(*p)) for p in pairs])
    )


def many(count: int) -> None:
    """One action on many offers: planned, done, taken back."""
    settings.put("company_name", "Heronbridge")
    sql = "SELECT id FROM offers WHERE standing = 'draft' ORDER BY created_at DESC LIMIT ?"
    ids = [row[0] for row in connection.reader().execute(sql, (count,))]
    action = Action(Kind.START, "2031-05-01")
    for name, work in (
        ("planned", lambda: bulk_changes.plan(ids, action)),
        ("done", lambda: bulk_changes.run(ids, action)),
        ("taken back", lambda: bulk_changes.undo()),
    ):
        took = timed(work)
        report(
            f"{len(ids):,} offers {name}", f"{took:5.1f} s, {1000 * took / len(ids):.1f} ms each"
        )


def main() -> None:
    """Measure everything."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--offers", type=int, default=1_000_000)
    options.add_argument("--db", type=Path)
    asked = options.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    for folder in ("tui", "data"):
        compileall.compile_dir(ROOT / folder, quiet=1)
    with tempfile.TemporaryDirectory(prefix="offerdesk-bench-") as folder:
        path = Path(folder) / "desk.db"
        shutil.copy(asked.db or made.database(asked.offers), path)
        database.open_desk(path)
        print(f"{offers_in(path):,} offers")
        rules()
        comparisons()
        many(CHANGED)
        database.close_desk()
        keys(path)


def offers_in(path: Path) -> int:
    """How many offers the desk has."""
    return int(connection.reader().execute("SELECT count(*) FROM offers").fetchone()[0])


if __name__ == "__main__":
    main()
