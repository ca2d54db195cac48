"""`offerdesk import` as a person or a program calls it, and what waits for a decision."""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from benchmarks import greenhouse_records
from support import making
from support.making import move

from data import exchange
from data.errors import NotFound
from data.exchange import ImportOptions
from data.exchange.importing import conflicts
from data.offers import offers
from data.values.status import Status
from tui.cli import import_files
from tui.cli.command_line import main

RECORDS = list(greenhouse_records.records(4))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "offers.ndjson.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(one) + "\n" for one in RECORDS).encode()))
    return path


def written(folder: Path, *records: Any, name: str = "more.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(list(records)), "utf-8")
    return path


def test_the_report_names_everything_for_people(
    desk: Path, tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(file), "--db", str(desk)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines()[-1].startswith("4 new, 0 changed, 0 same,")
    bad = written(tmp_path, RECORDS[0], {"id": 5, "application_id": None, "version": 1}, "x")
    assert main(["import", str(bad), "--db", str(desk)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"refused  {bad}, record 2 (5): application_id: ")
    assert lines[-1] == "0 new, 0 changed, 1 same, 0 flagged, 2 refused"


def test_the_report_for_programs_goes_field_by_field(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = written(tmp_path, RECORDS[0], {"id": 5, "application_id": None, "version": 1})
    assert main(["import", "--json", str(bad), "--db", str(desk)]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["new"], said["refused"], said["dry_run"]) == (1, 1, False)
    (line,) = [line for line in said["lines"] if line["outcome"] == "refused"]
    assert line["file"] == str(bad)
    assert (line["position"], line["record_id"], line["field"]) == (2, "5", "application_id")
    assert (line["expected"], line["came"]) == ("a number or a text", "null")


def test_a_dry_run_says_so_and_changes_nothing(
    desk: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = making.everything_stored(desk)
    assert main(["import", "--dry-run", str(file), "--db", str(desk)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("would be: 4 new")
    assert making.everything_stored(desk) == before


def test_nothing_that_could_be_read_is_an_exit_code_of_its_own(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.json"
    path.write_text('[{"id": 1}', "utf-8")
    assert main(["import", str(path), "--db", str(desk)]) == 2
    said = capsys.readouterr().out
    assert "is not JSON: it ends behind record 1, line 1, column 11." in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--from", "nobody"], "no system called nobody"),
        (["--prefer", "mine"], "--prefer"),
        (["--map", "Pay"], "write Column=meaning"),
        (["--offer", "x"], "whole number"),
    ],
)
def test_an_option_that_cannot_be_is_answered_in_one_sentence(
    desk: Path, file: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    assert main(["import", str(file), "--db", str(desk), *options]) in (1, 2)
    said = capsys.readouterr()
    assert words in said.err and said.err.count("\n") == 1
    assert said.out == ""


def test_columns_of_a_table_are_named_on_the_command_line(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "offers.csv"
    path.write_text("Who,What\nBo Ek,60000 EUR\n", "utf-8")
    options = ["--map", "Who=candidate", "--map", "What=salary"]
    assert main(["import", str(path), "--db", str(desk), *options]) == 0
    found = making.rows(desk, "SELECT candidate_name, salary_minor FROM offers")
    assert found == [("Bo Ek", 6_000_000)]


# ---------------------------------------------------------------- changed on both sides


def changed(record: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return record | {"updated_at": "2030-01-01T00:00:00.000Z"} | changes


@pytest.fixture
def torn(desk: Path, tmp_path: Path, file: Path) -> int:
    """An offer that was moved here and changed there."""
    exchange.read_files([file])
    record = next(one for one in RECORDS if one["status"] == "unresolved")
    offer_id = offers.resolve_number(record["id"])
    move(offers.get(offer_id), Status.WITHDRAWN, reason="Budget")
    news = changed(record, status="accepted", starts_at="2031-01-01")
    report = exchange.read_files([written(tmp_path, news)])
    assert (report.same, report.flagged) == (1, 1)
    return offer_id


def flags(offer_id: int) -> list[str]:
    return [flag.text for flag in offers.get(offer_id).flags if flag.field == "offer"]


def test_what_changed_on_both_sides_is_shown_side_by_side(torn: int, tmp_path: Path) -> None:
    (conflict,) = conflicts.waiting()
    assert conflict == conflicts.get(torn)
    assert (conflict.offer_id, conflict.system) == (torn, "Greenhouse")
    lines = {label: (before, ours, theirs) for label, before, ours, theirs in conflict.lines}
    assert lines["Status"][1:] == ("withdrawn", "accepted")
    assert lines["Start date"][0] == lines["Start date"][1] != lines["Start date"][2]
    assert lines["Start date"][2] == "1 January 2031"
    assert set(lines) <= {"Status", "Start date", "Sent"}


def test_the_same_news_again_does_not_pile_up(torn: int, tmp_path: Path) -> None:
    for _ in range(2):
        report = exchange.read_files([tmp_path / "more.json"])
        assert (report.same, report.flagged) == (1, 0)
    assert len(flags(torn)) == len(conflicts.waiting()) == 1


def test_theirs_is_taken_as_a_new_version(torn: int, tmp_path: Path) -> None:
    before = offers.get(torn).version
    conflicts.take_theirs(torn)
    taken = offers.get(torn)
    assert (taken.version, taken.status) == (before + 1, Status.ACCEPTED)
    assert conflicts.waiting() == () and flags(torn) == []
    assert exchange.read_files([tmp_path / "more.json"]).same == 1
    with pytest.raises(NotFound):
        conflicts.take_theirs(torn)


def test_ours_is_kept_and_the_same_news_does_not_ask_again(torn: int, tmp_path: Path) -> None:
    conflicts.keep_ours(torn)
    assert offers.get(torn).status is Status.WITHDRAWN
    assert conflicts.waiting() == () and flags(torn) == []
    report = exchange.read_files([tmp_path / "more.json"])
    assert (report.same, report.flagged) == (1, 0)
    assert conflicts.waiting() == ()
    with pytest.raises(NotFound):
        conflicts.get(torn)


def test_theirs_can_be_preferred_from_the_start(torn: int, tmp_path: Path) -> None:
    report = exchange.read_files(
        [tmp_path / "more.json"], options=ImportOptions(prefer_theirs=True)
    )
    assert report.changed == 1
    assert offers.get(torn).status is Status.ACCEPTED
    assert conflicts.waiting() == ()


# ---------------------------------------------------------------- on the way


def test_a_terminal_sees_how_far_it_is_once_that_takes_long(
    desk: Path,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["import", str(file), "--db", str(desk)]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(import_files, "_PATIENCE", 0.0)
    monkeypatch.setattr(import_files, "_STEP", 0.0)
    assert main(["import", str(file), "--db", str(desk)]) == 0
    said = capsys.readouterr().err
    assert "4 records, 100 %" in said
    assert said.endswith("\r\x1b[K")


def test_a_pipe_hears_nothing_on_the_way(
    desk: Path,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_files, "_PATIENCE", 0.0)
    assert main(["import", str(file), "--db", str(desk)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "x" * 5000 + ".csv", "none/at/all.csv"])
def test_a_name_that_cannot_be_gets_one_sentence(
    desk: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["import", name, "--db", str(desk)]) == 2
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == "0 new, 0 changed, 0 same, 0 flagged, 1 refused"
