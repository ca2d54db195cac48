"""Damaged desks: each command says one sentence or does its work; what is left can be saved."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from support.damaged_files import damaged

from data.safekeeping import verify
from data.settings import settings
from data.storage import connection, database
from tui.app import OfferDesk
from tui.cli.command_line import main

COMMANDS = (
    ("list",), ("show", "1"), ("due",), ("export", "--to", "json"), ("verify",), ("letter", "1"),
    ("list", "robotics", "status:sent"), ("diff", "1"),
)  # fmt: skip
CHANGED = {"letters", "mirrors", "versions", "copies of other systems"}
"""What a flipped bit in a text or a figure leaves: it can be told, and not be mended."""


@pytest.mark.parametrize(
    "seeds",
    [
        [*range(4), 313, 2000024],
        *(pytest.param(range(at, at + 98), marks=pytest.mark.long) for at in range(6, 400, 98)),
    ],
    ids=str,
)
def test_a_damaged_desk_gets_a_sentence_from_every_command(
    made_up: Path, tmp_path: Path, seeds: range, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, path = made_up.read_bytes(), tmp_path / "broken.db"
    for seed in seeds:
        content = damaged(whole, random.Random(seed))
        for command in COMMANDS:
            path.write_bytes(content)
            code = main([*command, "--db", str(path)])
            said = capsys.readouterr()
            assert code in (0, 1, 2), (seed, command)
            assert "should not" not in said.err, (seed, command, said.err)
            database.close_desk()
            for log in tmp_path.glob("broken.db-*"):
                log.unlink()
        path.write_bytes(content)
        new = tmp_path / f"new-{seed}.db"
        if main(["salvage", str(path), "-o", str(new)]) == 0:
            assert {one.check for one in verify.verify(new)} <= CHANGED, seed


def test_a_setting_that_is_damaged_is_its_default(desk: Path) -> None:
    settings.put("company_name", "Ferncastle")
    reader = connection.reader()
    reader.execute("PRAGMA ignore_check_constraints = ON")
    reader.execute("UPDATE settings SET value = '{' WHERE key = 'company_name'")
    assert settings.get("company_name") == ""


async def test_the_app_that_meets_damage_says_it_in_a_sentence(
    demo_desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def damaged_page(self: OfferDesk) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(OfferDesk, "action_help", damaged_page)
    app = OfferDesk()
    with pytest.raises(sqlite3.DatabaseError):
        async with app.run_test() as pilot:
            await pilot.press("question_mark")
    said = capsys.readouterr().err
    assert "is damaged; `offerdesk restore` goes back to a copy" in " ".join(said.split())
