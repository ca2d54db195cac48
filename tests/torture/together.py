"""Several programs on one file at once."""

from __future__ import annotations

import os
import random
from pathlib import Path

from support import making
from torture.rounds import Torture

from data.people import candidates
from data.records.candidate_records import CandidateDraft
from data.safekeeping import backup
from data.storage import database


def together(run: Torture) -> str:
    """Two programs write the same file at random, one of them copying it."""
    rounds = written = 0
    for number in run.until():
        path = run.fresh("desk.db")
        children = [_writer(path, number * 2 + which) for which in (0, 1)]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        if codes != [0, 0]:
            run.fail(f"round {number}: a writer ended with {codes}")
        run.is_whole(path, f"round {number}")
        database.open_desk(path)
        kept = making.rows(path, "SELECT count(*) FROM candidates WHERE first_name = 'Both'")[0][0]
        database.close_desk()
        if kept != 2 * EACH:
            run.fail(f"round {number}: {kept} of {2 * EACH} are there")
        rounds, written = rounds + 1, written + kept
        run.reached += 1
    return f"{rounds:,} rounds of two desks, {written:,} confirmed writes, all there"


EACH = 15


def _writer(path: Path, seed: int) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        chance = random.Random(seed)
        database.open_desk(path)
        for _ in range(EACH):
            candidates.create(CandidateDraft("Both", f"No {chance.random()}"))
            if chance.random() < 0.2:
                backup.backup(path.with_name(f"copy-{seed}.db"), force=True)
            if chance.random() < 0.2:
                database.open_desk(path)
        database.close_desk()
        code = 0
    finally:
        os._exit(code)
