"""Damaged files and logs of other files: every command says a sentence, nothing else is lost."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import traceback
from pathlib import Path
from typing import NamedTuple

from support import making
from support.damaged_files import damaged
from torture.rounds import Torture

from data.errors import DataError
from data.people import candidates
from data.records.candidate_records import CandidateDraft
from data.safekeeping import verify
from data.storage import connection, database
from tui.cli.command_line import main as offerdesk

COMMANDS = (["list"], ["show", "1"], ["due"], ["verify"], ["export", "--to", "json"])
CHANGED = {"letters", "mirrors", "versions", "copies of other systems"}
"""What damage in a text or a figure leaves after a salvage: it is told, and cannot be mended."""


def damage(run: Torture) -> str:
    """A command on each damaged file, and a salvage of it."""
    whole, saved = run.original.read_bytes(), 0
    for number in run.until():
        content = damaged(whole, random.Random(number))
        command = random.Random(number).choice(COMMANDS)
        path = run.fresh("broken.db", content)
        _try(run, f"file {number}", [*command, "--db", str(path)])
        path = run.fresh("broken.db", content)
        new = path.with_name("new.db")
        if _try(run, f"file {number}", ["salvage", str(path), "-o", str(new)]) == 0:
            saved += 1
            found = [one for one in verify.verify(new) if one.check not in CHANGED]
            if found:
                run.fail(f"file {number}, salvaged: {found[0].check}: {found[0].text}")
        run.reached += 1
    return f"{run.reached:,} damaged files, {saved:,} salvaged into desks that are whole"


def _try(run: Torture, what: str, words: list[str]) -> int:
    code, said = _said(words)
    if code not in (0, 1, 2) or "should not" in said or "Traceback" in said:
        run.fail(f"{what}, {words[0]}: {code} {said[:200]}")
    return code


def _said(words: list[str]) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    out.buffer = io.BytesIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = offerdesk(words)
        except BaseException:
            code = 99
            err.write(traceback.format_exc())
    database.close_desk()
    return code, err.getvalue()


# ---------------------------------------------------------------- logs of other files

NAMES = "SELECT last_name FROM candidates WHERE first_name = 'Log'"


class _Moment(NamedTuple):
    """A desk as a kill leaves it: the file, its log, and whom the file alone and both know."""

    line: str
    file: bytes
    log: bytes
    alone: frozenset[str]
    both: frozenset[str]


def logs(run: Torture) -> str:
    """A log of another desk, or an older or torn one, beside a file."""
    first = run.original.read_bytes()
    moments = _moments(run, "one", first, 1) + _moments(run, "other", first, 2)
    moments += _moments(run, "made anew", b"", 3)
    swapped = aside = 0
    for number in run.until():
        chance = random.Random(number)
        own, log = chance.choice(moments), chance.choice([*moments, None])
        path = run.fresh("desk.db", own.file)
        beside = path.with_name("desk.db-wal")
        beside.write_bytes(_torn(own.log, chance) if log is None else log.log)
        swapped += log is not own
        if chance.random() < 0.5:
            _try(run, f"log {number}", ["list", "--db", str(path)])
        else:
            _compare(run, f"log {number}", path, own, log or own)
        aside += any(path.parent.glob("*.of-another-file*"))
        run.reached += 1
    return f"{run.reached:,} logs, {swapped:,} of another file or torn, {aside:,} put aside"


def _moments(run: Torture, line: str, content: bytes, seed: int) -> list[_Moment]:
    path, chance, found = run.fresh("desk.db", content), random.Random(seed), []
    database.open_desk(path)
    for number in range(12):
        for each in range(chance.randint(1, 4)):
            candidates.create(CandidateDraft("Log", f"{line} {number} {each}"))
        if chance.random() < 0.3:
            connection.empty_log(connection.reader())
        found.append(_moment(path, line))
    database.close_desk()
    return found


def _moment(path: Path, line: str) -> _Moment:
    log = path.with_name("desk.db-wal").read_bytes()
    apart = shutil.copy(path, path.with_name("apart.db"))
    alone, both = making.rows(Path(apart), NAMES), making.rows(path, NAMES)
    names = [frozenset(str(row[0]) for row in rows) for rows in (alone, both)]
    Path(apart).unlink()
    return _Moment(line, path.read_bytes(), log, *names)


def _torn(log: bytes, chance: random.Random) -> bytes:
    data = bytearray(log[: chance.randrange(len(log) + 1)] if chance.random() < 0.5 else log)
    for _ in range(chance.choice((0, 1, 8)) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _compare(run: Torture, what: str, path: Path, own: _Moment, log: _Moment) -> None:
    """The desk is whole, and knows whom its file knew, and of the log only what belongs to it."""
    try:
        run.is_whole(path, what)
        known = {str(row[0]) for row in making.rows(path, NAMES)}
    except DataError as error:
        run.fail(f"{what}: {error.text}")
        return
    allowed = own.alone | (log.both if log.line == own.line else frozenset())
    if not own.alone <= known <= allowed or (log is own and path.stat().st_size == 0):
        run.fail(f"{what}: {len(own.alone - known)} are lost, {len(known - allowed)} are strange")
