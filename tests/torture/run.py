"""Everything that can be done to a desk: `python tests/torture/run.py [--seed 1] [--minutes 10]`.

Kills and failing calls at every write, damaged files, two desks at once, keys without pause, and
hostile text. Prints a line of counts for each and ends with 1 when anything was lost, crashed or is
not whole afterwards. `--only kills` runs one of them. Needs Linux and a C compiler for the kills.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ctypes
import io
import json
import lzma
import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from looks import screens
from support import making, monkey
from support.damaged_files import damaged
from torture import faults

from data import exchange
from data.bulk import bulk_changes
from data.bulk.bulk_changes import Action, Kind
from data.errors import DataError
from data.exchange.exporting import export_run
from data.filters import filter
from data.letters.layout.letter_lines import to_plain
from data.letters.layout.sanitizer import clean
from data.offers import offer_editing, offers
from data.people import candidates, erasing
from data.records.candidate_records import CandidateDraft
from data.records.typed_records import Typed, TypedPlace
from data.safekeeping import backup, typed_work, verify
from data.storage import connection, database, safe_files
from data.values import clock, dates
from tui.cli.command_line import main as offerdesk

OLDER = ROOT / "tests/storage/released/desk-0.1.0.db.xz"
"""A desk as the first release wrote it."""
CHANGED = {"letters", "mirrors", "versions", "copies of other systems"}
"""What damage in a text or a figure leaves after a salvage: it is told, and cannot be mended."""


class Torture:
    """One run: a folder, a seed, an end, and what went wrong."""

    def __init__(self, folder: Path, seed: int, seconds: float, fault: str = "") -> None:
        self.folder, self.seed, self.seconds, self.faults = folder, seed, seconds, fault
        self.wrong: list[str] = []
        self.known: set[str] = set()
        """What is wrong with the desk of the first release from the beginning."""
        self.original = folder / "demo.db"
        with screens.demo(folder):
            out = io.BytesIO()
            export_run.export("greenhouse", None, out, export_run.ExportOptions())
            self.records = out.getvalue()
        database.close_desk()

    def until(self) -> Iterator[int]:
        """Numbers to draw with, until the time of one kind is over."""
        end, number = time.monotonic() + self.seconds, self.seed * 1_000_000
        while time.monotonic() < end:
            number += 1
            yield number

    def fresh(self, name: str) -> Path:
        """A copy of the made-up desk in a folder of its own."""
        place = self.folder / "work"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return Path(shutil.copy(self.original, place / name))

    def fail(self, text: str) -> None:
        """Something is not as it has to be."""
        self.wrong.append(text)
        print(f"  WRONG: {text}", flush=True)

    def is_whole(self, path: Path, what: str) -> None:
        """Look a desk through."""
        database.open_desk(path)
        found = [one for one in verify.verify() if one.text not in self.known]
        database.close_desk()
        if found:
            self.fail(f"{what}: {found[0].check}: {found[0].text}")


# ---------------------------------------------------------------- kills and failing calls


def save(path: Path) -> None:
    """A new version of an offer, confirmed by a file."""
    database.open_desk(path)
    row = connection.reader().execute("SELECT id FROM offers WHERE standing = 'draft'").fetchone()
    offer = offers.get(row[0])
    draft = replace(offers.draft_of(offer), salary="123456", currency="EUR")
    saved = offer_editing.save(offer.id, draft)
    confirm(path, f"SELECT version FROM offers WHERE id = {saved.id:d}", saved.version)
    database.close_desk()


def confirm(path: Path, sql: str, answer: object) -> None:
    """Write beside the desk what it has to say from now on."""
    with contextlib.suppress(OSError):  # the fault meets the confirmation, not the desk
        path.with_name("confirmed").write_text(json.dumps([sql, answer]))


def add_many(path: Path) -> None:
    """Many people in one transaction, as an import brings them."""
    database.open_desk(path)
    with database.transaction():
        for number in range(60):
            candidates.create(CandidateDraft(f"Mina {number}", "Holt"))
    confirm(path, "SELECT count(*) FROM candidates WHERE last_name = 'Holt'", 60)
    database.close_desk()


def copy(path: Path) -> None:
    """A backup while the desk is open."""
    database.open_desk(path)
    candidates.create(CandidateDraft("Before", "Copy"))
    backup.backup(path.with_name("copy.db"), force=True)
    database.close_desk()


def go_back(path: Path) -> None:
    """A restore of a copy that was made beforehand."""
    backup.restore(path.with_name("early.db"), path)


def update(path: Path) -> None:
    """A desk of an older schema is opened."""
    database.open_desk(path)
    database.close_desk()


def act_on_many(path: Path) -> None:
    """One action on many offers."""
    database.open_desk(path)
    rows = connection.reader().execute("SELECT id FROM offers WHERE standing = 'draft'").fetchall()
    done = bulk_changes.run([row[0] for row in rows], Action(Kind.EXPIRY, "2027-01-31"))
    confirm(path, "SELECT count(*) FROM bulk_items", len(done.plan.done))
    database.close_desk()


def bring_in(path: Path) -> None:
    """Records of another system into a new desk, which is made for them."""
    database.open_desk(path)
    exchange.read_files([path.with_name("records.json")])
    sql = "SELECT count(*) FROM offers"
    confirm(path, sql, connection.reader().execute(sql).fetchone()[0])
    database.close_desk()


def send_out(path: Path) -> None:
    """A dump of the whole desk."""
    database.open_desk(path)
    with safe_files.writing(path.with_name("dump.json")) as file:
        export_run.export("json", None, file, export_run.ExportOptions())
    database.close_desk()


def type_in(path: Path) -> None:
    """What is typed is kept aside, kept anew, and let go."""
    database.open_desk(path)
    place, number = TypedPlace("NoteDialog", "Note"), None
    for words in ("more", "more and more"):
        number = typed_work.keep(number, place, (Typed("note", "Note", "", words),))
    typed_work.drop(number or 0)
    typed_work.keep(None, place, (Typed("note", "Note", "", "kept"),))
    confirm(path, "SELECT count(*) FROM typed_work WHERE entries LIKE '%kept%'", 1)
    database.close_desk()


def erase(path: Path) -> None:
    """A person is erased for good."""
    database.open_desk(path)
    row = connection.reader().execute("SELECT candidate_id FROM offers").fetchone()
    erasing.erase(row[0])
    confirm(path, f"SELECT erased_at IS NULL FROM candidates WHERE id = {row[0]:d}", 0)
    database.close_desk()


ACTS: tuple[Callable[[Path], None], ...] = (
    save, add_many, copy, go_back, update, act_on_many, bring_in, send_out, type_in, erase,
)  # fmt: skip


def kills(run: Torture) -> str:
    """Each act is struck at each of its calls, in each way."""
    library = faults.loaded()
    if library is None:
        return "left out: no Linux or no C compiler"
    strikes: Counter[str] = Counter()
    run.known = _wrong_before(run)
    chance = random.Random(run.seed)
    calls = {act: _calls(run, library, act) for act in ACTS}
    known = [fault for fault in faults.FAULTS if run.faults in ("", fault.name)]
    plan = [(act, fault, at) for act in ACTS for fault in known
            for at in range(1, 1 + calls[act] + (fault.mode == faults.POWER))]  # fmt: skip
    chance.shuffle(plan)
    done = 0
    for (act, fault, at), number in zip(cycle(plan), run.until(), strict=False):
        done += 1
        path = _prepared(run, act)
        code = faults.struck(library, partial(act, path), at, fault, DataError, number % 10**6)
        strikes[fault.name] += 1
        if code == faults.CRASHED:
            run.fail(f"{act.__name__}, {fault.name} at call {at}: an error that is no sentence")
        _look_after(run, act, path, f"{act.__name__}, {fault.name} at call {at}")
    said = ", ".join(f"{number:,} {name}" for name, number in sorted(strikes.items()))
    return f"{done:,} strikes at {len(plan):,} moments ({said})"


def _prepared(run: Torture, act: Callable[[Path], None]) -> Path:
    path = run.fresh("desk.db")
    if act is go_back:
        shutil.copy(run.original, path.with_name("early.db"))
    if act is bring_in:
        path.unlink()
        path.with_name("records.json").write_bytes(run.records)
    if act is update:
        path.write_bytes(lzma.decompress(OLDER.read_bytes()))
    return path


def _wrong_before(run: Torture) -> set[str]:
    database.open_desk(_prepared(run, update))
    found = {one.text for one in verify.verify()}
    database.close_desk()
    return found


def _calls(run: Torture, library: ctypes.CDLL, act: Callable[[Path], None]) -> int:
    return faults.calls_of(library, partial(act, _prepared(run, act)))


def _look_after(run: Torture, act: Callable[[Path], None], path: Path, what: str) -> None:
    try:
        run.is_whole(path, what)
        if path.with_name("dump.json").exists():
            _read_back(run, path.with_name("dump.json"), what)
        if path.with_name("copy.db").exists():
            run.is_whole(path.with_name("copy.db"), f"{what}, the copy")
        confirmed = path.with_name("confirmed")
        if confirmed.exists() and confirmed.read_text():
            database.open_desk(path)
            sql, answer = json.loads(confirmed.read_text())
            if making.rows(path, sql)[0][0] != answer:
                run.fail(f"{what}: {sql}: {answer} was confirmed and is lost")
    except DataError as error:
        run.fail(f"{what}: {error.text}")
    finally:
        database.close_desk()


def _read_back(run: Torture, dump: Path, what: str) -> None:
    """A dump that is there comes in again, whole."""
    new = dump.with_name("new.db")
    database.open_desk(new)
    exchange.read_files([dump])
    database.close_desk()
    counted = "SELECT count(*) FROM offers"
    if making.rows(new, counted) != making.rows(run.original, counted):
        run.fail(f"{what}: the dump lacks offers")
    run.is_whole(new, f"{what}, the dump")


# ---------------------------------------------------------------- damaged files

COMMANDS = (["list"], ["show", "1"], ["due"], ["verify"], ["export", "--to", "json"])


def damage(run: Torture) -> str:
    """Every command on damaged files, and a salvage of each."""
    whole, count, saved = run.original.read_bytes(), 0, 0
    for number in run.until():
        content = damaged(whole, random.Random(number))
        for command in (random.Random(number).choice(COMMANDS), ["salvage"]):
            path = run.fresh("broken.db")
            path.write_bytes(content)
            new = path.with_name("new.db")
            words = [str(path), "-o", str(new)] if command == ["salvage"] else ["--db", str(path)]
            code, said = _said([*command, *words])
            if code not in (0, 1, 2) or "should not" in said or "Traceback" in said:
                run.fail(f"file {number}, {command[0]}: {code} {said[:200]}")
            if command == ["salvage"] and code == 0:
                saved += 1
                found = [one for one in verify.verify(new) if one.check not in CHANGED]
                if found:
                    run.fail(f"file {number}, salvaged: {found[0].check}: {found[0].text}")
        count += 1
    return f"{count:,} damaged files, {saved:,} salvaged into desks that are whole"


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


# ---------------------------------------------------------------- two desks on one file


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


# ---------------------------------------------------------------- keys


def keys(run: Torture) -> str:
    """Random keys into the running desk, without a pause."""
    pressed = desks = 0
    home = Path.cwd()
    for number in run.until():
        path = run.fresh("desk.db")
        os.chdir(path.parent)
        database.open_desk(path)
        try:
            pressed += asyncio.run(asyncio.wait_for(_play(number), 180))
        except BaseException as error:
            run.fail(f"keys of {number}: {type(error).__name__}: {error}")
            if isinstance(error, KeyboardInterrupt):
                raise
        finally:
            os.chdir(home)
            database.close_desk()
        run.is_whole(path, f"after the keys of {number}")
        desks += 1
    return f"{pressed:,} keys into {desks:,} desks"


async def _play(seed: int) -> int:
    app = monkey.unleavable()
    async with app.run_test(size=random.Random(seed).choice(screens.SIZES)):
        return len(await monkey.play(app, seed, 400))


# ---------------------------------------------------------------- hostile text

SCRAPS = (
    *("<p>", "</p>", "<b", ">", "&#27;", "&#x9b;", "&#7", "&amp;", "&", "<!--", "-->", "<table>"),
    *("<td", " style='", "'", '"', "javascript:", "\x1b[31m", "\x07", "\x9b", "\u202e", "\ud800"),
    *(
        "{{",
        "}}",
        "status:",
        "expires<",
        "(",
        ")",
        "-",
        "OR",
        "salary>",
        "2026-02-30",
        "+3bd",
        "1e9",
    ),
    *(
        "tomorrow",
        "31.12.",
        "99/99/99",
        "%",
        "\n",
        "\t",
        " ",
        "é",
        "日",
        "🏳️‍🌈",
        "0",
        "-1",
        "k",
        "€",
    ),
)


def text(run: Torture) -> str:
    """Scraps of everything into letters, filters and dates."""
    steers = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
    inputs = 0
    today = clock.today()
    for number in run.until():
        chance = random.Random(number)
        typed = "".join(chance.choice(SCRAPS) for _ in range(chance.randint(1, 14)))
        try:
            safe = clean(typed)
            if steers.search(safe) or steers.search(to_plain(safe)) or clean(safe + " ") != safe:
                run.fail(f"letter {typed!r} becomes {safe!r}")
            with contextlib.suppress(DataError):
                filter.parse(typed)
            with contextlib.suppress(ValueError):
                dates.parse_date(typed, today)
        except Exception as error:
            run.fail(f"{typed!r}: {type(error).__name__}: {error}")
        inputs += 3
    return f"{inputs:,} inputs of letters, filters and dates"


KINDS: dict[str, Callable[[Torture], str]] = {
    "kills": kills, "damage": damage, "together": together, "keys": keys, "text": text,
}  # fmt: skip


def _unsynchronised(
    connect: Callable[[Path | str], sqlite3.Connection], path: Path | str
) -> sqlite3.Connection:
    connected = connect(path)
    connected.execute("PRAGMA synchronous = OFF")
    return connected


def main() -> int:
    """Run the kinds one after another; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10, help="for all kinds together")
    parser.add_argument("--only", choices=KINDS, action="append")
    named = [fault.name for fault in faults.FAULTS]
    parser.add_argument("--fault", default="", choices=named, help="of the kills, only these")
    parser.add_argument(
        "--unsynchronised",
        action="store_true",
        help="as SQLite without syncs: power cuts must tell",
    )
    given = parser.parse_args()
    library = None if faults.loaded() else faults.built()
    if library is not None:
        os.environ["LD_PRELOAD"] = str(library)
        os.execv(sys.executable, [sys.executable, *sys.argv])
    if given.unsynchronised:
        connection.connect = partial(_unsynchronised, connection.connect)
    wanted = given.only or list(KINDS)
    clock.set_source(lambda: screens.NOW)
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        os.environ["HOME"] = folder
        run = Torture(Path(folder), given.seed, given.minutes * 60 / len(wanted), given.fault)
        for kind in wanted:
            print(f"{kind}: {KINDS[kind](run)}", flush=True)
    faults.remove()
    print(f"seed {given.seed}: {len(run.wrong)} wrong")
    return 1 if run.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
