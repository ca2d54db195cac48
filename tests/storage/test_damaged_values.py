"""Columns that hold what no desk stores: every command and screen says so, or does its work."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path

import pytest
from looks import screens
from support import idle
from support.damaged_values import KINDS, Column, columns, put
from support.everyday import everyday

from data.errors import MISTAKES, DataError
from data.safekeeping import damage, verify
from data.storage import database
from data.values import clock
from tui.app import OfferDesk
from tui.cli.command_line import main

COMMANDS = (
    ("list",), ("show", "1"), ("due",), ("letter", "1"), ("diff", "1"), ("export", "--to", "json"),
    ("export", "--to", "csv"), ("list", "robotics", "status:sent"), ("status", "2", "withdrawn"),
    ("letters", "--check"), ("template", "list"), ("verify",),
)  # fmt: skip
PLACES = ("enter", "l", "escape", "e", "escape", "2", "3", "4", "5", "6", "7", "8", "9", "B")
"""Keys through all there is to see."""
NAMED = (
    (Column("letters", "frozen_at"), "nothing"),
    (Column("offers", "pay_frequency"), "text"),
    (Column("version_values", "value"), "text"),
    (Column("events", "at"), "a fraction"),
    (Column("row_counts", "name"), "text"),
)
"""Found by the torture, each of its own kind: no type, a CHECK, JSON, a type, a lost counter."""


def one_kind_each(made_up: Path) -> Iterator[tuple[Column, str]]:
    """Every column with one kind of value."""
    yield from zip(columns(made_up), cycle(KINDS), strict=False)


def broken(made_up: Path, path: Path, column: Column, kind: str) -> bool:
    for log in path.parent.glob(f"{path.name}*"):
        log.unlink()
    shutil.copy(made_up, path)
    clock.set_source(lambda: screens.NOW)
    return put(path, column, kind)


def cases(made_up: Path, step: int) -> list[tuple[Column, str]]:
    """Two that were found, or those with one column of each `step`."""
    return [*NAMED, *list(one_kind_each(made_up))[::step]] if step else list(NAMED[:2])


@pytest.mark.parametrize(("step", "each"), [(0, 1), pytest.param(2, 2, marks=pytest.mark.long)])
def test_a_value_that_no_desk_stores_gets_a_sentence_from_every_command(
    made_up: Path, tmp_path: Path, step: int, each: int, capsys: pytest.CaptureFixture[str]
) -> None:
    path, asked = tmp_path / "broken.db", cycle(COMMANDS)
    for column, kind in cases(made_up, step):
        for command in (("show", "1"), *islice(asked, each)):
            if broken(made_up, path, column, kind):
                code = main([*command, "--db", str(path)])
                said = capsys.readouterr()
                assert code in (0, 1, 2), (column, kind, command)
                assert "should not" not in said.err, (column, kind, command, said.err)
                database.close_desk()


def test_an_offer_at_a_version_that_is_not_there_is_damage(
    made_up: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.db"
    assert broken(made_up, path, Column("offers", "version"), "a huge number")
    assert main(["export", "--to", "csv", "--db", str(path)]) == 1
    assert "is damaged (Offer" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.parametrize("step", [0, 16])
async def test_a_value_that_no_desk_stores_gets_a_sentence_on_every_screen(
    made_up: Path, tmp_path: Path, step: int, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.db"
    for column, kind in cases(made_up, step):
        if not broken(made_up, path, column, kind):
            continue
        try:
            await walked(path)
        except (*MISTAKES, DataError, sqlite3.Error):
            said = " ".join(capsys.readouterr().err.split())
            assert "is damaged" in said, (column, kind, said)
        finally:
            database.close_desk()


async def walked(path: Path) -> None:
    database.open_desk(path)
    app = OfferDesk()
    async with app.run_test(size=(160, 45)) as pilot:
        for key in PLACES:
            await pilot.press(key)
            await idle.until_idle()


@pytest.mark.parametrize(("column", "kind"), NAMED, ids=str)
def test_verify_and_restore_name_a_value_that_no_desk_stores(
    made_up: Path, tmp_path: Path, column: Column, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.db"
    assert broken(made_up, path, column, kind)
    assert {one.check for one in verify.verify(path)} & {"file", "values", "counters"}
    assert main(["restore", str(path), "--db", str(tmp_path / "desk.db")]) == 1
    assert "is not whole" in capsys.readouterr().err


async def test_what_a_key_meets_is_said_and_the_desk_stays_open(
    demo_desk: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def read(self: OfferDesk) -> None:
        int("r3d")

    monkeypatch.setattr(OfferDesk, "action_help", read)
    put(demo_desk, Column("offers", "inherited"), "a number")
    app = OfferDesk()
    async with app.run_test() as pilot:
        await pilot.press("question_mark")
        (said,) = app._notifications
        assert "is damaged (non-TEXT value in offers.inherited)" in said.message
        assert "may be a mistake of the program, too" in said.message
    assert "r3d" in caplog.text


def test_a_mistake_of_a_command_on_a_damaged_desk_leaves_a_log(
    demo_desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong(args: object, words: object) -> int:
        return int("r3d")

    monkeypatch.setattr("tui.cli.due.run", wrong)
    put(demo_desk, Column("offers", "inherited"), "a number")
    assert main(["due", "--db", str(demo_desk)]) == 1
    said = capsys.readouterr().err
    assert "is damaged" in said
    assert "It showed as ValueError" in said
    log = Path(said.rpartition("the details are in ")[2].strip().removesuffix("."))
    assert "invalid literal for int() with base 10: 'r3d'" in log.read_text()


async def test_a_mistake_on_a_whole_desk_is_not_called_damage(
    demo_desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong(self: OfferDesk) -> None:
        int("r3d")

    monkeypatch.setattr(OfferDesk, "action_help", wrong)
    app = OfferDesk()
    with pytest.raises(ValueError, match="r3d"):
        async with app.run_test() as pilot:
            await pilot.press("question_mark")
    assert "went wrong that should not" in " ".join(capsys.readouterr().err.split())


def test_a_mistake_while_no_desk_is_there_is_not_explained_by_that(tmp_path: Path) -> None:
    assert damage.explanation(ValueError("r3d"), tmp_path / "no.db") is None
    assert not (tmp_path / "no.db").exists()


def test_a_fresh_desk_holds_only_what_it_may(made_up: Path) -> None:
    with closing(sqlite3.connect(made_up)) as desk:
        assert next(verify.unreadable(desk), None) is None


@pytest.mark.parametrize("kind", everyday(["text", "empty text"]))
def test_a_salvage_keeps_rows_whose_moments_are_none(
    made_up: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, new = tmp_path / "broken.db", tmp_path / "new.db"
    for column in ("created_at", "sent_at"):
        assert broken(made_up, path, Column("offers", column), kind)
        assert main(["salvage", str(path), "-o", str(new)]) == 0
        assert "offers: 41 rows saved, 41 values emptied" in capsys.readouterr().out
        assert verify.verify(new) == ()
        assert main(["show", "1", "--db", str(new)]) == 0
        database.close_desk()
        new.unlink()


def test_a_text_that_is_none_is_damage(
    made_up: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.db"
    assert broken(made_up, path, Column("candidates", "created_at"), "broken text")
    for command in (["show", "1"], ["verify"]):
        assert main([*command, "--db", str(path)]) == 1
        assert "is damaged" in capsys.readouterr().err
