"""A dump that could not be read back is never written: what is damaged stops it, in a sentence."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support import making
from support.damaged_values import KINDS, Column, columns, put
from support.everyday import everyday

from data import exchange
from data.safekeeping import salvage, verify
from data.storage import connection, database
from tui.cli.command_line import main

ODD = (
    (Column("offers", "start_date"), "text"),
    (Column("versions", "offer_id"), "a huge number"),
    (Column("candidates", "first_name"), "broken text"),
)
ALSO_ODD = (
    (Column("events", "at"), "text"),
    (Column("events", "details"), "text"),
    (Column("offers", "status"), "text"),
)


def _comes_back(path: Path, folder: Path) -> bool:
    """Whether the desk is dumped; what is dumped comes in again."""
    dump, new = folder / "dump.jsonl", folder / "new.db"
    for old in (dump, *folder.glob("new.db*")):
        old.unlink(missing_ok=True)
    code = main(["export", "--db", str(path), "--to", "json", "-o", str(dump)])
    if code:
        assert not dump.exists()
        return False
    database.open_desk(new)
    report = exchange.read_files([dump])
    assert report.refused == 0, report
    database.close_desk()
    return True


@pytest.mark.parametrize(
    ("column", "kind"),
    everyday([*ODD, *(pytest.param(*odd, marks=pytest.mark.long) for odd in ALSO_ODD)]),
    ids=str,
)
def test_a_damaged_row_stops_the_dump(
    column: Column, kind: str, demo_desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database.close_desk()
    assert put(demo_desk, column, kind, 0)
    assert not _comes_back(demo_desk, tmp_path)
    assert "is damaged" in capsys.readouterr().err


def test_a_whole_desk_comes_back(demo_desk: Path, tmp_path: Path) -> None:
    database.close_desk()
    assert _comes_back(demo_desk, tmp_path)


def test_a_year_that_no_calendar_has_stops_the_dump(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    making.a_candidate()
    database.close_desk()
    with closing(sqlite3.connect(desk, isolation_level=None)) as other:
        other.execute("UPDATE candidates SET created_at = '0000-01-01T00:00:00.000Z'")
    assert not _comes_back(desk, tmp_path)
    assert "created_at of candidates" in capsys.readouterr().err


@pytest.mark.long
def test_whatever_a_column_holds_comes_back_or_is_not_dumped(made_up: Path, tmp_path: Path) -> None:
    every = [(column, kind) for column in columns(made_up) for kind in KINDS]
    for column, kind in random.Random(20261129).sample(every, 15):
        path = tmp_path / "broken.db"
        path.write_bytes(made_up.read_bytes())
        if put(path, column, kind, 0):
            _comes_back(path, tmp_path)


@pytest.mark.parametrize("value", ["7", "{", '{"a": 1}'])
def test_a_setting_of_another_kind_is_named_left_out_and_mended(
    value: str, desk: Path, tmp_path: Path
) -> None:
    sql = "INSERT OR REPLACE INTO settings (key, value) VALUES ('company_name', ?)"
    connection.reader().execute("PRAGMA ignore_check_constraints = ON")
    connection.reader().execute(sql, (value,))
    database.close_desk()
    (found,) = verify.verify(desk)
    assert found.check in ("file", "values")
    if found.check == "values":
        assert "company_name" in found.text
        assert _comes_back(desk, tmp_path)
        dumped = (tmp_path / "dump.jsonl").read_text().splitlines()
        assert not [line for line in dumped if "company_name" in line]
        assert json.loads(dumped[-1])["end"]["rows"] == len(dumped) - 2
    salvage.salvage(desk, tmp_path / "saved.db")
    assert verify.verify(tmp_path / "saved.db") == ()
