"""Copies of the desk from the settings: making one, looking through, going back, salvaging."""

import random
from pathlib import Path
from typing import Any

import pytest
from support import idle, making, shown
from support.damaged_files import PAGE, leaves
from support.everyday import everyday
from textual.pilot import Pilot

from data.safekeeping import backup
from data.storage import database, desk_file
from tui import app as desk_app
from tui import screens
from tui.app import OfferDesk
from tui.screens.base.confirm import Confirm, Leave

PEOPLE = "SELECT count(*) FROM candidates"


async def opened(pilot: Pilot[None], act: str, **entries: object) -> Any:
    """The dialog, with what to do chosen and its fields filled in."""
    dialog: Any = screens.SafekeepingDialog()
    pilot.app.push_screen(dialog)
    await idle.until_idle()
    dialog.fields["act"].set_value(act)
    for key, entry in entries.items():
        dialog.fields[key].set_value(str(entry))
    return dialog


async def done(pilot: Pilot[None], dialog: Any) -> str:
    """Do it; what came of it, and what stood in the way."""
    await pilot.press("ctrl+s")
    await pilot.app.workers.wait_for_complete()
    await idle.until_idle()
    await pilot.pause()
    return " ".join(shown.lines(pilot.app))


@pytest.mark.long
async def test_settings_lead_to_a_copy_and_a_look_through(desk: Path) -> None:
    app = OfferDesk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "ctrl+b")
        await idle.until_idle()
        dialog: Any = app.screen
        assert "The desk was copied to" in await done(pilot, dialog)
        (copy,) = (one for one in backup.known_copies(desk) if "-backup-" in one.path.name)
        assert making.rows(copy.path, "PRAGMA quick_check") == [("ok",)]
        dialog.fields["act"].set_value("verify")
        assert "is whole." in await done(pilot, dialog)
        dialog.fields["act"].set_value("restore")
        known = {str(one.path) for one in backup.known_copies(desk)}
        assert str(copy.path) in known
        assert dialog.fields["copy"].text in known


async def test_a_file_that_is_there_is_replaced_only_after_asking(desk: Path) -> None:
    taken = desk.with_name("taken.db")
    taken.write_text("precious")
    app = OfferDesk()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, "backup", to=taken)
        await pilot.press("ctrl+s")
        await idle.until_idle()
        assert isinstance(app.screen, Confirm)
        await pilot.press("enter")
        assert taken.read_text() == "precious"
        await pilot.press("ctrl+s", "y")
        await app.workers.wait_for_complete()
        assert taken.read_bytes().startswith(b"SQLite")
        assert dialog.is_current


async def test_what_can_be_read_of_a_damaged_file_is_in_a_new_one(desk: Path) -> None:
    making.a_ready_offer()
    broken, new = desk.with_name("broken.db"), desk.with_name("new.db")
    backup.backup(broken)
    data = bytearray(broken.read_bytes())
    data[leaves(broken, "events")[0]] = random.Random(1).randbytes(PAGE)
    broken.write_bytes(data)
    app = OfferDesk()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, "salvage", broken=broken, into=new)
        assert "1 row saved" in await done(pilot, dialog)
        assert "is there already" in await done(pilot, dialog)
        dialog.fields["act"].set_value("restore")
        dialog.fields["other"].set_value(str(broken))
        assert "is not whole" in await done(pilot, dialog)
        assert dialog.is_current
    assert making.rows(new, "SELECT count(*) FROM offers") == [(1,)]


@pytest.mark.parametrize(("key", "goes_back"), everyday([("y", True), ("enter", False)]))
async def test_going_back_is_asked_and_closes_the_desk(
    desk: Path, key: str, goes_back: bool
) -> None:
    copy = desk.with_name("copy.db")
    backup.backup(copy)
    app = OfferDesk()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, "restore", other=copy)
        assert "Go back to copy.db" in await done(pilot, dialog)
        assert isinstance(app.screen, Confirm)
        await pilot.press(key)
        await idle.until_idle()
        assert app.restore_from == (copy if goes_back else None)
        assert app._exit is goes_back


@pytest.mark.long
async def test_going_back_asks_about_settings_that_are_not_saved(desk: Path) -> None:
    copy = desk.with_name("copy.db")
    backup.backup(copy)
    app = OfferDesk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "F")
        dialog = await opened(pilot, "restore", other=copy)
        await done(pilot, dialog)
        await pilot.press("y")
        await idle.until_idle()
        assert (app.restore_from, app._exit) == (None, False)
        assert isinstance(app.screen, Leave)
        await pilot.press("escape", "ctrl+s", "ctrl+q")
        assert (app.restore_from, app._exit) == (None, True)


def test_a_link_to_nothing_among_the_copies_is_passed_over(desk: Path) -> None:
    backup.backup(backup.usual_name(desk))
    known = backup.known_copies(desk)
    desk_file.copies_folder(desk).mkdir(exist_ok=True)
    (desk_file.copies_folder(desk) / "2026-01-01.db").symlink_to("nowhere")
    assert known and backup.known_copies(desk) == known


def test_the_desk_opens_again_as_the_copy_was(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = desk.with_name("copy.db")
    backup.backup(copy)
    making.a_candidate("Later")
    database.close_desk()
    runs: list[tuple[str, int]] = []

    def run(app: OfferDesk) -> None:
        runs.append((app._notice, making.rows(desk, PEOPLE)[0][0]))
        app.restore_from = copy if len(runs) == 1 else None

    monkeypatch.setattr(OfferDesk, "run", run)
    monkeypatch.setattr(desk_app.report, "set_up_logging", lambda: None)
    assert desk_app.run(desk) == 0
    (before, after) = runs
    assert (before, after[1]) == (("", 1), 0)
    assert after[0].startswith("The desk is what copy.db was. The one that was there is kept as")
