"""A log beside a file to which it does not belong, however new it is, changes nothing in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import making
from support.everyday import everyday

from data.safekeeping import backup, salvage, verify
from data.storage import connection, database, desk_file, log_frames
from tui.cli.command_line import main

NAMES = "SELECT first_name FROM candidates ORDER BY id"


def _killed(path: Path, place: Path) -> Path:
    """The open desk as a kill would leave it now, with its log, in another folder."""
    place.mkdir()
    for one in (path, path.with_name(f"{path.name}-wal")):
        shutil.copy(one, place / one.name)
    return place / path.name


def _went_on(desk: Path, place: Path) -> Path:
    """A desk that has three candidates in its file, and one more in its log."""
    for name in ("Ana", "Ben", "Cleo"):
        making.a_candidate(name)
    connection.empty_log(connection.reader())
    making.a_candidate("Dana")
    return _killed(desk, place)


def of_another_desk(desk: Path, place: Path) -> Path:
    killed = _went_on(desk, place)
    other = place / "other.db"
    database.open_desk(other)
    for name in ("Eva", "Finn", "Gus", "Hal", "Ida"):
        making.a_candidate(name)
    shutil.copy(f"{other}-wal", f"{killed}-wal")
    return killed


def of_a_desk_that_is_larger(desk: Path, place: Path) -> Path:
    """With its file it would be damaged."""
    killed = _went_on(desk, place)
    other = place / "other.db"
    database.open_desk(other)
    making.a_candidate("Eva")
    connection.reader().execute("UPDATE candidates SET notes = hex(zeroblob(200000))")
    connection.empty_log(connection.reader())
    making.a_candidate("Finn")
    shutil.copy(f"{other}-wal", f"{killed}-wal")
    return killed


def older(desk: Path, place: Path) -> Path:
    making.a_candidate("Ana")
    old = _killed(desk, place)
    for name in ("Ben", "Cleo"):
        making.a_candidate(name)
    connection.empty_log(connection.reader())
    shutil.copy(desk, old)
    return old


def of_a_copy_that_went_its_own_way(desk: Path, place: Path) -> Path:
    killed = _went_on(desk, place)
    copied = place / "copied.db"
    desk_file.copy(connection.reader(), copied)
    database.open_desk(copied)
    for name in ("Eva", "Finn"):
        making.a_candidate(name)
    shutil.copy(f"{copied}-wal", f"{killed}-wal")
    return killed


@pytest.mark.parametrize(
    "swapped",
    everyday(
        [of_another_desk, of_a_desk_that_is_larger, older, of_a_copy_that_went_its_own_way], most=2
    ),
)
def test_a_log_of_another_file_is_put_aside_however_new(
    swapped: Callable[[Path, Path], Path], desk: Path, tmp_path: Path
) -> None:
    path = swapped(desk, tmp_path / "killed")
    database.close_desk()
    link = tmp_path / "link.db"
    link.symlink_to(path)
    with desk_file.reading(link) as opened:
        assert opened.execute(NAMES).fetchall() == [("Ana",), ("Ben",), ("Cleo",)]
    for read in (verify.verify(path), verify.verify(_salvaged(path))):
        assert read == ()
    database.open_desk(path)
    assert verify.verify() == ()
    assert making.rows(path, NAMES) == [("Ana",), ("Ben",), ("Cleo",)]
    assert len(database.notices()) == 1
    assert list(path.parent.glob("*.of-another-file"))


def test_a_restore_keeps_the_desk_that_was_there_as_it_was(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup.backup(tmp_path / "copy.db")
    path = of_another_desk(desk, tmp_path / "killed")
    database.close_desk()
    assert main(["restore", str(tmp_path / "copy.db"), "--db", str(path)]) == 0
    (aside,) = path.parent.glob("*-before-restore-*.db")
    assert making.rows(aside, NAMES) == [("Ana",), ("Ben",), ("Cleo",)]
    assert "wal.of-another-file" in capsys.readouterr().out


def _salvaged(path: Path) -> Path:
    new = path.with_name("new.db")
    salvage.salvage(path, new)
    assert making.rows(new, NAMES) == [("Ana",), ("Ben",), ("Cleo",)]
    return new


def test_its_own_log_is_kept(desk: Path, tmp_path: Path) -> None:
    path = _went_on(desk, tmp_path / "killed")
    link, saved = tmp_path / "link.db", tmp_path / "saved.db"
    link.symlink_to(path)
    database.close_desk()
    salvage.salvage(link, saved)
    assert making.rows(saved, NAMES)[-1] == ("Dana",)
    database.open_desk(path)
    assert database.notices() == ()
    assert making.rows(path, NAMES)[-1] == ("Dana",)


def test_a_log_in_which_nothing_is_whole_is_not_called_another_files(
    desk: Path, tmp_path: Path
) -> None:
    """As when the power went while it was written."""
    path = _went_on(desk, tmp_path / "killed")
    log = path.with_name(f"{path.name}-wal")
    content, mark = log.read_bytes(), log_frames.mark_of(path) or b""
    assert content.count(mark) == 1
    log.write_bytes(content.replace(mark, bytes(8)))
    database.close_desk()
    database.open_desk(path)
    assert database.notices() == ()
    assert making.rows(path, NAMES) == [("Ana",), ("Ben",), ("Cleo",)]


def test_a_new_desk_is_marked_at_once(desk: Path) -> None:
    assert log_frames.mark_of(desk) is not None
