"""The power goes at any call of a save: what was confirmed is there, and the desk is whole.

A few of all cuts; `tests/torture/run.py --only cuts` makes them all, of every act.
"""

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from support import making
from torture import faults, power_cuts
from torture.power_cuts import Op, Start

from data.safekeeping import verify
from data.storage import database

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not faults.compiler(), reason="needs Linux and a C compiler"
)

SAVE = """
import ctypes, os, sys
from dataclasses import replace
from pathlib import Path
from data.offers import offer_editing, offers
from data.storage import connection, database
path, log, synchronous = sys.argv[1:]
library = ctypes.CDLL(os.environ["LD_PRELOAD"])
library.faults_record(os.open(log, os.O_WRONLY | os.O_CREAT))
database.open_desk(Path(path))
connection.reader().execute(f"PRAGMA synchronous = {synchronous}")
offer = offers.get(1)
draft = replace(offers.draft_of(offer), salary="123456")
offer_editing.save(offer.id, draft)
Path(path).with_name("confirmed").write_text("saved")
database.close_desk()
library.faults_record(-1)
"""


def _recorded(path: Path, folder: Path, synchronous: str) -> tuple[Start, list[Op]]:
    making.a_ready_offer()
    database.close_desk()
    library, log = faults.built(), folder / "log"
    before = power_cuts.start(path.parent)
    paths = os.pathsep.join(part for part in sys.path if part)
    environment = {**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": paths}
    command = [sys.executable, "-c", SAVE, str(path), str(log), synchronous]
    subprocess.run(command, env=environment, check=True, cwd=folder)
    faults.forget(library)
    return before, power_cuts.read(log)


def _is_lost(path: Path, files: dict[str, bytes]) -> bool:
    """Whether the desk is not whole, or lacks what was confirmed, with these files."""
    for old in path.parent.iterdir():
        old.unlink()
    for name, content in files.items():
        Path(name).write_bytes(content)
    try:
        database.open_desk(path)
        found = verify.verify()
        salary = making.rows(path, "SELECT salary_minor FROM offers")
    except (database.Storage, sqlite3.DatabaseError):
        return True
    finally:
        database.close_desk()
    is_confirmed = files.get(str(path.with_name("confirmed"))) == b"saved"
    return bool(found) or (is_confirmed and salary != [(12_345_600,)])


def _lost(desk: Path, folder: Path, synchronous: str, most: int) -> int:
    before, ops = _recorded(desk, folder, synchronous)
    known = list(power_cuts.cuts(before, ops, 1))
    random.Random(1).shuffle(known)
    assert len(known) > 100
    return sum(_is_lost(desk, power_cuts.left(before, ops, cut)) for cut in known[:most])


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    folder = tmp_path / "apart"
    folder.mkdir()
    return folder


@pytest.fixture
def desk_alone(tmp_path: Path) -> Path:
    """A desk in a folder in which nothing else is."""
    path = tmp_path / "alone" / "desk.db"
    database.open_desk(path)
    return path


@pytest.mark.parametrize("most", [15, pytest.param(150, marks=pytest.mark.long)])
def test_a_save_that_was_confirmed_survives_a_power_cut_at_any_call(
    desk_alone: Path, apart: Path, most: int
) -> None:
    assert _lost(desk_alone, apart, "FULL", most) == 0


@pytest.mark.long
def test_the_same_cuts_lose_what_was_not_synchronised(desk_alone: Path, apart: Path) -> None:
    assert _lost(desk_alone, apart, "OFF", 100) > 2
