"""Copies that nobody has to think of: one a day, one before every update of the schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import idle, making
from support.waiting import until

from data.errors import Storage
from data.people import erasing
from data.safekeeping import automatic, verify
from data.settings import settings
from data.storage import database, desk_file
from tui import app as app_module
from tui.app import OfferDesk


def test_one_copy_a_day_and_the_oldest_goes(desk: Path, time: making.Time) -> None:
    settings.put("copies_kept", 3)
    for day in range(5):
        making.a_candidate(f"Day {day}")
        made = automatic.copy_of_the_day()
        assert made is not None
        assert automatic.copy_of_the_day() is None
        time.forward(days=1)
    kept = automatic.copies(desk)
    assert [one.name for one in kept] == ["2026-11-24.db", "2026-11-25.db", "2026-11-26.db"]
    assert [making.rows(one, "SELECT count(*) FROM candidates") for one in kept] == [
        [(3,)], [(4,)], [(5,)],
    ]  # fmt: skip
    assert verify.verify(kept[-1]) == ()
    assert kept[0].stat().st_mode & 0o077 == kept[0].parent.stat().st_mode & 0o077 == 0


def test_none_is_made_where_none_is_wanted(desk: Path) -> None:
    settings.put("copies_kept", 0)
    assert automatic.copy_of_the_day() is None
    assert not desk_file.copies_folder(desk).exists()


async def test_the_app_makes_it_beside_the_screen(desk: Path) -> None:
    app = OfferDesk()
    async with app.run_test():
        app.copy_desk()
        await app.workers.wait_for_complete()
        await idle.until_idle()
    assert len(automatic.copies(desk)) == 1


async def test_a_desk_that_stays_open_has_a_copy_of_each_day(
    desk: Path, time: making.Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "COPY_AFTER", 0.01)
    monkeypatch.setattr(app_module, "COPY_EVERY", 0.05)
    async with OfferDesk().run_test() as pilot:
        await until(pilot, lambda: len(automatic.copies(desk)) == 1)
        time.forward(days=1)
        await until(pilot, lambda: len(automatic.copies(desk)) == 2)


async def test_what_stops_it_is_said_and_ends_nothing(desk: Path) -> None:
    desk_file.copies_folder(desk).write_text("a file in its place")
    app = OfferDesk()
    async with app.run_test():
        for _ in range(3):
            app.copy_desk()
            await app.workers.wait_for_complete()
            await idle.until_idle()
        said = [one for one in app._notifications if "offers-copies" in one.message]
        assert len(said) == 1


def test_an_update_keeps_the_desk_as_it_was(
    desk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    making.a_candidate("Before")
    database.close_desk()
    script = tmp_path / "step.sql"
    script.write_text("CREATE TABLE fresh (x INTEGER) STRICT;\n")
    steps = database._steps()
    later = database.SCHEMA + 1
    monkeypatch.setattr(database, "SCHEMA", later)
    monkeypatch.setattr(database, "_steps", lambda: {**steps, later: str(script)})
    database.open_desk(desk)
    kept = desk_file.copies_folder(desk) / f"before-schema-{later}.db"
    assert making.rows(kept, "PRAGMA user_version") == [(later - 1,)]
    assert making.rows(kept, "SELECT first_name FROM candidates") == [("Before",)]


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("CREATE TABLE fresh (x INTEGER);", "already exists"),
        # as after some errors of the disk, SQLite has taken the step back by itself here
        ("INSERT INTO fresh VALUES (1), (1);", "UNIQUE constraint failed"),
    ],
)
def test_an_update_that_fails_leaves_the_desk_and_its_copy(
    statement: str, why: str, desk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    making.a_candidate("Before")
    database.close_desk()
    script = tmp_path / "step.sql"
    script.write_text(f"CREATE TABLE fresh (x UNIQUE ON CONFLICT ROLLBACK);\n{statement}\n")
    later = database.SCHEMA + 1
    steps = database._steps()
    with monkeypatch.context() as patch:
        patch.setattr(database, "SCHEMA", later)
        patch.setattr(database, "_steps", lambda: {**steps, later: str(script)})
        with pytest.raises(Storage, match=why):
            database.open_desk(desk)
    assert (desk_file.copies_folder(desk) / f"before-schema-{later}.db").exists()
    database.open_desk(desk)
    assert verify.verify() == ()
    assert making.rows(desk, "SELECT first_name FROM candidates") == [("Before",)]


def test_an_erased_person_is_in_no_daily_copy(desk: Path) -> None:
    candidate = making.a_candidate("Mina", "Forgettable")
    assert automatic.copy_of_the_day() is not None
    erasing.erase(candidate.id)
    assert automatic.copies(desk) == ()
    made = automatic.copy_of_the_day()
    assert made is not None
    assert b"Forgettable" not in made.read_bytes()
