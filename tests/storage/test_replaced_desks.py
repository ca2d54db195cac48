"""A desk's file that another program replaces, removes or cuts: noticed before anything is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import making

from data.errors import Storage
from data.safekeeping import backup, verify
from data.storage import database, stale_log


def replaced(desk: Path, copy: Path) -> None:
    copy.replace(desk)


def removed(desk: Path, copy: Path) -> None:
    desk.unlink()


def overwritten(desk: Path, copy: Path) -> None:
    shutil.copyfile(copy, desk)


def cut_off(desk: Path, copy: Path) -> None:
    os.truncate(desk, desk.stat().st_size // 2)


def emptied(desk: Path, copy: Path) -> None:
    os.truncate(desk, 0)


HARMS: tuple[Callable[[Path, Path], None], ...] = (
    replaced,
    removed,
    overwritten,
    cut_off,
    emptied,
)


@pytest.fixture
def copy(desk: Path, tmp_path: Path) -> Path:
    """A backup of the desk, made before more was written."""
    making.a_candidate("Early")
    backup.backup(tmp_path / "copy.db")
    for number in range(5):
        making.a_candidate(f"Late {number}")
    return tmp_path / "copy.db"


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_nothing_is_written_to_a_file_that_is_another(
    desk: Path, copy: Path, harm: Callable[[Path, Path], None]
) -> None:
    database.close_desk()
    database.open_desk(desk)
    making.a_candidate("Last")
    harm(desk, copy)
    after = desk.read_bytes() if desk.exists() else None
    for _ in range(2):
        with pytest.raises(Storage, match="while the desk was open; nothing is written"):
            making.a_candidate("Lost")
    database.close_desk()
    assert (desk.read_bytes() if desk.exists() else None) == after


def test_a_copy_over_an_open_desk_is_a_whole_desk_afterwards(desk: Path, copy: Path) -> None:
    shutil.copyfile(copy, desk)
    database.close_desk()
    database.open_desk(desk)
    assert verify.verify() == ()
    assert making.rows(desk, "SELECT first_name FROM candidates") == [("Early",)]


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = ["tests"]
from support import making
from data.storage import database
database.open_desk(Path(sys.argv[1]))
for number in range(40):
    making.a_ready_offer()
os._exit(0)
"""


def killed(desk: Path) -> None:
    """A desk whose program was killed, with a log beside it."""
    database.close_desk()
    root = Path(database.__file__).parents[2]
    subprocess.run([sys.executable, "-c", KILLED, str(desk)], check=True, cwd=root)
    assert Path(f"{desk}-wal").stat().st_size > 0


def test_a_log_beside_a_copy_over_a_killed_desk_is_put_aside(desk: Path, copy: Path) -> None:
    killed(desk)
    shutil.copyfile(copy, desk)
    database.open_desk(desk)
    assert "was replaced since it was last open" in database.notices()[0]
    assert verify.verify() == ()
    assert making.rows(desk, "SELECT count(*) FROM candidates") == [(1,)]
    assert Path(f"{desk}-wal.of-another-file").exists()


@pytest.mark.long
def test_a_log_that_somebody_writes_meanwhile_is_theirs(
    desk: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(desk)
    shutil.copyfile(copy, desk)
    log = Path(f"{desk}-wal")
    looks = stale_log._is_whole

    def looked_at_while_another_window_opens(name: str) -> bool:
        with log.open("ab") as file:
            file.write(b"of the other window")
        return looks(name)

    monkeypatch.setattr(stale_log, "_is_whole", looked_at_while_another_window_opens)
    assert stale_log.put_aside(desk) is None
    assert log.exists()


@pytest.mark.long
def test_no_log_that_was_put_aside_takes_the_place_of_another(desk: Path, copy: Path) -> None:
    kept = Path(f"{desk}-wal.of-another-file")
    kept.write_bytes(b"of before")
    killed(desk)
    shutil.copyfile(copy, desk)
    assert stale_log.put_aside(desk) == kept.with_name(f"{kept.name}-2")
    assert kept.read_bytes() == b"of before"


def test_the_log_of_a_killed_desk_is_its_own(desk: Path, copy: Path) -> None:
    killed(desk)
    os.utime(desk)  # as if a checkpoint had been cut short after the last line of the log
    database.open_desk(desk)
    assert database.notices() == ()
    assert making.rows(desk, "SELECT count(*) FROM offers") == [(40,)]
    assert verify.verify() == ()


@pytest.mark.long
def test_a_log_of_which_only_a_part_got_into_the_file_is_kept(desk: Path, copy: Path) -> None:
    """The disk was full in the middle: the first page says already that there are more pages."""
    killed(desk)
    with desk.open("r+b") as file:
        file.seek(28)
        file.write((desk.stat().st_size // 4096 + 20).to_bytes(4, "big"))
    for _ in range(2):
        database.open_desk(desk)
        making.a_candidate("More")
        database.close_desk()
    database.open_desk(desk)
    assert verify.verify() == ()
    assert making.rows(desk, "SELECT count(*) FROM offers") == [(40,)]
