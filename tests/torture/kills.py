"""Kills, failing calls and power cuts at every call with which an act writes."""

from __future__ import annotations

import ctypes
import hashlib
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path

from torture import acts, faults, power_cuts
from torture.power_cuts import Cut, Op, Start
from torture.rounds import Torture

from data.errors import DataError
from data.storage import connection

LEFT_OUT = "left out: no Linux or no C compiler"


def kills(run: Torture) -> str:
    """Each act is struck at each of its calls, in each way."""
    library = faults.loaded()
    if library is None:
        return LEFT_OUT
    acts.practise(run)
    strikes: Counter[str] = Counter()
    calls = {
        act: faults.calls_of(library, partial(act, acts.prepared(run, act))) for act in acts.ACTS
    }
    known = [fault for fault in faults.FAULTS if run.faults in ("", fault.name)]
    plan = [
        (act, fault, at) for act in acts.ACTS for fault in known for at in range(1, 1 + calls[act])
    ]
    random.Random(run.seed).shuffle(plan)
    for (act, fault, at), _ in zip(cycle(plan), run.until(), strict=False):
        path, what = acts.prepared(run, act), f"{act.__name__}, {fault.name} at call {at}"
        code = faults.struck(library, partial(act, path), at, fault, DataError)
        strikes[fault.name] += 1
        run.reached += 1
        if code == faults.CRASHED:
            run.fail(f"{what}: an error that is no sentence")
        acts.look_after(run, act, path, what)
    said = ", ".join(f"{number:,} {name}" for name, number in sorted(strikes.items()))
    return f"{run.reached:,} strikes at {len(plan):,} moments ({said})"


def cuts(run: Torture) -> str:
    """The power goes at every call of each act; each state of the disk is looked at once."""
    library = faults.loaded()
    if library is None:
        return LEFT_OUT
    acts.practise(run)
    known = {act: _recorded(run, library, act) for act in acts.ACTS}
    plan = [(act, cut) for act in acts.ACTS for cut in power_cuts.cuts(*known[act], run.seed)]
    random.Random(run.seed).shuffle(plan)
    seen: set[bytes] = set()
    done = 0
    for (act, cut), _ in zip(plan, run.until(), strict=False):
        done += 1
        files = power_cuts.left(*known[act], cut)
        mark = _mark(act.__name__, files)
        if mark not in seen:
            seen.add(mark)
            _look_at(run, act, files, cut)
        run.reached = len(seen)
    return f"{done:,} of {len(plan):,} power cuts, which left {len(seen):,} different disks"


def _recorded(
    run: Torture, library: ctypes.CDLL, act: Callable[[Path], None]
) -> tuple[Start, list[Op]]:
    path, log = acts.prepared(run, act), run.folder / "log"
    before = power_cuts.start(path.parent)
    faults.recorded(library, partial(act, path), log)
    return before, power_cuts.read(log)


def _mark(name: str, files: dict[str, bytes]) -> bytes:
    mark = hashlib.sha1(name.encode(), usedforsecurity=False)
    for path, content in sorted(files.items()):
        mark.update(f"{path} {len(content)} ".encode() + content)
    return mark.digest()


def _look_at(run: Torture, act: Callable[[Path], None], files: dict[str, bytes], cut: Cut) -> None:
    place = run.empty()
    for path, content in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content)
    kept = f"{len(cut.kept)} writes and {cut.names} names kept, torn {cut.torn}"
    what = f"{act.__name__}, power cut after call {cut.moment}, {kept}"
    acts.look_after(run, act, place / "desk.db", what)


def unsynchronise() -> None:
    """As SQLite without syncs: then power cuts must tell."""
    connection.connect = partial(_unsynchronised, connection.connect)


def _unsynchronised(
    connect: Callable[[Path | str], sqlite3.Connection], path: Path | str
) -> sqlite3.Connection:
    connected = connect(path)
    connected.execute("PRAGMA synchronous = OFF")
    return connected
