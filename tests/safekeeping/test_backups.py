"""Whole copies of an open desk, going back to one, looking a desk through, saving the rest."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from support import making
from support.everyday import everyday

from data.errors import DataError, NotAllowed, NotFound, Storage
from data.offers import notes, offers
from data.people import erasing
from data.safekeeping import backup, salvage, verify
from data.storage import connection, database
from data.storage.safe_files import Unwritable
from data.values.status import Status
from tui.cli.command_line import main


def names(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


def count(path: Path, table: str) -> int:
    return int(making.rows(path, f"SELECT count(*) FROM {table}")[0][0])


def sql(path: Path, *statements: str) -> None:
    """Another program writes."""
    other = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        other.execute(statement)
    other.close()


# ---------------------------------------------------------------- backup


def test_a_backup_of_an_open_desk_has_everything_confirmed(desk: Path, tmp_path: Path) -> None:
    for number in range(25):
        making.a_candidate(f"No {number}")
    backup.backup(tmp_path / "copy.db")
    assert count(tmp_path / "copy.db", "candidates") == 25
    assert verify.verify(tmp_path / "copy.db") == ()
    assert "copy.db-wal" not in names(desk)


def test_a_backup_is_the_owners_alone_and_takes_no_files_place(desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup.backup(target)
    assert target.stat().st_mode & 0o077 == 0
    with pytest.raises(Unwritable, match="there already"):
        backup.backup(target)
    making.a_candidate()
    backup.backup(target, force=True)
    assert count(target, "candidates") == 1
    with pytest.raises(Unwritable, match="the desk itself"):
        backup.backup(desk, force=True)


# ---------------------------------------------------------------- restore


def test_restore_goes_back_and_keeps_the_desk_that_was_there(desk: Path, tmp_path: Path) -> None:
    making.a_candidate("Early")
    copy = tmp_path / "copy.db"
    backup.backup(copy)
    making.a_candidate("Late")
    database.close_desk()
    done = backup.restore(copy, desk)
    assert done.aside is not None
    assert (count(desk, "candidates"), count(done.aside, "candidates")) == (1, 2)
    database.open_desk(desk)
    assert connection.reader().execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert verify.verify() == ()


@pytest.mark.parametrize("has_hard_links", [True, False])
def test_restore_through_a_link_keeps_the_desk_that_was_there(
    has_hard_links: bool, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, link = tmp_path / "copy.db", tmp_path / "linked" / "desk.db"
    link.parent.mkdir()
    link.symlink_to(desk)
    backup.backup(copy)
    making.a_candidate("Late")
    database.close_desk()
    if not has_hard_links:
        monkeypatch.setattr(os, "link", _no_hard_links)
    done = backup.restore(copy, link)
    assert link.is_symlink() and done.aside is not None
    assert (count(link, "candidates"), count(done.aside, "candidates")) == (0, 1)
    assert done.aside.parent == desk.parent


def _no_hard_links(*names: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_the_log_of_a_linked_desk_is_found(desk: Path, tmp_path: Path) -> None:
    link = tmp_path / "linked" / "desk.db"
    link.parent.mkdir()
    link.symlink_to(desk)
    database.open_desk(link)
    assert connection.path() == desk
    making.a_candidate("Late")
    assert list(link.parent.iterdir()) == [link]


def test_restore_refuses_a_desk_that_is_open_elsewhere(desk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup.backup(copy)
    making.a_candidate()
    with pytest.raises(Storage, match="open in another window"):
        backup.restore(copy, desk)
    assert count(desk, "candidates") == 1


def test_restore_over_a_killed_desk_leaves_no_log_behind(desk: Path, tmp_path: Path) -> None:
    copy, killed = tmp_path / "copy.db", tmp_path / "killed.db"
    backup.backup(copy)
    making.a_candidate()
    for ending in ("", "-wal"):  # what a kill leaves
        shutil.copy(f"{desk}{ending}", f"{killed}{ending}")
    done = backup.restore(copy, killed)
    assert not Path(f"{killed}-wal").exists()
    assert done.aside is not None
    assert (count(killed, "candidates"), count(done.aside, "candidates")) == (0, 1)


def test_restore_over_a_damaged_desk_keeps_its_log_with_it(desk: Path, tmp_path: Path) -> None:
    copy, broken = tmp_path / "copy.db", tmp_path / "broken.db"
    backup.backup(copy)
    broken.write_bytes(b"nothing of a desk" * 100)
    Path(f"{broken}-wal").write_bytes(b"its log")
    done = backup.restore(copy, broken)
    assert done.aside is not None
    assert Path(f"{done.aside}-wal").read_bytes() == b"its log"
    assert verify.verify(broken) == ()


def test_restore_refuses_what_is_not_whole_and_what_is_newer(desk: Path, tmp_path: Path) -> None:
    making.move(making.a_ready_offer(), Status.SENT)
    for name in ("newer.db", "changed.db"):
        backup.backup(tmp_path / name)
    sql(tmp_path / "newer.db", f"PRAGMA user_version = {database.SCHEMA + 1}")
    sql(tmp_path / "changed.db", *WRONG["letters"])
    (tmp_path / "text.db").write_text("hello")
    database.close_desk()
    before = desk.read_bytes()
    for name, error in (("newer.db", Storage), ("changed.db", NotAllowed), ("text.db", Storage),
                        ("nowhere.db", NotFound), (desk.name, NotAllowed)):  # fmt: skip
        with pytest.raises(error):
            backup.restore(tmp_path / name, desk)
    assert desk.read_bytes() == before


# ---------------------------------------------------------------- verify

WRONG = {
    "values": ("UPDATE offers SET expiry_date = '2026-02-30'",),
    "references": ("PRAGMA foreign_keys = OFF", "UPDATE offers SET created_by = 77"),
    "counters": ("UPDATE offer_counts SET offers = 9",),
    "mirrors": ("UPDATE offers SET salary_minor = 1, currency = 'EUR'",),
    "versions": ("DROP TRIGGER versions_stay", "UPDATE versions SET field_count = 3"),
    "letters": ("DROP TRIGGER letters_stay", "UPDATE letters SET html = 'another'"),
    "paper": ("INSERT INTO paper_files VALUES (printf('%064d', 1), 'a.png', 'png', 1, 1, 'AAAA')",),
    "attachments": (
        "INSERT INTO attachments (offer_id, kind, name, media_type, size, sha256, added_at) VALUES"
        " (1, 'file', 'a.pdf', 'application/pdf', 1, '', '2026-01-01T00:00:00.000Z')",
    ),
    "templates": (
        "INSERT INTO templates (name, shipped, created_at, own_since) VALUES"
        " ('Ours', 'ours.html', '2026-01-01T00:00:00.000Z', 1)",
    ),
    "search": ("UPDATE offer_words SET job_title = 'another'",),
    "copies of other systems": (
        "INSERT INTO kept_records (system, kind, remote_id, version_id, read_at)"
        " VALUES ('greenhouse', 'version', '7', 1, '2026-01-01T00:00:00.000Z')",
    ),
}


@pytest.mark.parametrize("check", everyday(WRONG, most=5))
def test_verify_names_what_does_not_agree(desk: Path, check: str) -> None:
    making.move(making.a_ready_offer(), Status.SENT)
    assert verify.verify() == ()
    sql(desk, *WRONG[check])
    assert check in {one.check for one in verify.verify()}


def test_the_letter_of_an_erased_person_is_as_it_has_to_be(desk: Path) -> None:
    offer = making.move(making.a_ready_offer(), Status.SENT)
    assert offer.candidate is not None
    erasing.erase(offer.candidate.id)
    assert verify.verify() == ()


def test_every_check_of_verify_has_its_damage() -> None:
    assert set(WRONG) == set(verify.CHECKS)


def test_verify_reads_only(desk: Path) -> None:
    making.a_ready_offer()
    database.close_desk()
    before = desk.read_bytes(), desk.stat().st_mtime_ns
    assert verify.verify(desk) == ()
    assert (desk.read_bytes(), desk.stat().st_mtime_ns) == before


def test_many_findings_are_counted(desk: Path) -> None:
    for _ in range(verify.MOST + 5):
        making.a_candidate()
    sql(desk, "UPDATE candidates SET erased_at = NULL")
    sql(desk, "PRAGMA foreign_keys = OFF",
        "INSERT INTO applications (candidate_id, created_at, updated_at)"
        " SELECT id + 5000, '', '' FROM candidates")  # fmt: skip
    found = verify.verify()
    assert len([one for one in found if one.check == "references"]) == verify.MOST + 1
    assert found[-1].text == "and 5 more"


# ---------------------------------------------------------------- salvage


@pytest.fixture
def full(desk: Path) -> Path:
    """A desk of offers with versions, letters and notes, closed."""
    for number in range(12):
        offer = making.a_ready_offer()
        notes.add("offer", offer.id, f"note {number} " + "of some length " * 40)
        if number % 2:
            making.move(offers.get(offer.id), Status.SENT)
    database.close_desk()
    return desk


def test_a_whole_desk_is_salvaged_whole(full: Path, tmp_path: Path) -> None:
    saved = salvage.salvage(full, tmp_path / "new.db")
    assert all(one.is_whole and not one.left_out for one in saved.tables)
    assert verify.verify(tmp_path / "new.db") == ()
    for table in ("offers", "versions", "events", "letters", "candidates", "sqlite_sequence"):
        rows = f"SELECT * FROM {table} ORDER BY 1, 2"
        assert making.rows(full, rows) == making.rows(tmp_path / "new.db", rows)
    database.open_desk(tmp_path / "new.db")
    making.a_ready_offer()


@pytest.mark.parametrize("seed", everyday(range(12), most=3))
def test_what_is_left_of_a_damaged_desk_makes_a_whole_one(
    full: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    data = bytearray(full.read_bytes())
    for _ in range(3):  # three pages of noise, never the first
        start = chance.randrange(1, len(data) // 4096) * 4096
        data[start : start + 4096] = chance.randbytes(4096)
    broken = tmp_path / "broken.db"
    broken.write_bytes(data)
    try:
        saved = salvage.salvage(broken, tmp_path / "new.db")
    except DataError as error:
        assert "Nothing of a desk can be read" in error.text
        assert not (tmp_path / "new.db").exists()
    else:
        assert saved.lines
        assert verify.verify(tmp_path / "new.db") == ()
    assert broken.read_bytes() == data


def test_a_lost_header_costs_nothing(full: Path, tmp_path: Path) -> None:
    data = bytearray(full.read_bytes())
    data[:16] = b"\0" * 16
    (tmp_path / "broken.db").write_bytes(data)
    salvage.salvage(tmp_path / "broken.db", tmp_path / "new.db")
    assert count(tmp_path / "new.db", "offers") == 12


def test_salvage_of_no_desk_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("hello " * 1000)
    with pytest.raises(Storage, match="Nothing of a desk"):
        salvage.salvage(tmp_path / "text.db", tmp_path / "new.db")
    assert names(tmp_path / "text.db") == ["text.db"]


# ---------------------------------------------------------------- command line


def test_the_commands_say_what_they_did(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, db = full.parent, ["--db", str(full)]
    assert main(["backup", str(folder / "copy.db"), *db]) == 0
    assert main(["backup", *db]) == 0
    assert main(["verify", *db]) == 0
    assert main(["restore", str(folder / "copy.db"), *db]) == 0
    assert main(["salvage", str(folder / "copy.db"), "-o", str(folder / "new.db")]) == 0
    said = capsys.readouterr().out
    assert f"{full} is whole." in said
    assert "is kept as" in said
    assert "offers: 12 rows saved" in said
    sql(full, *WRONG["letters"])
    assert main(["verify", *db]) == 1
    assert "is not the one that was sent" in capsys.readouterr().out
    assert main(["verify", str(folder / "nowhere.db")]) == 1
    assert "no desk" in capsys.readouterr().err
