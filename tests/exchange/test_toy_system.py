"""A system is one declaration: a toy one works everywhere once it is registered."""

import json
from datetime import date
from pathlib import Path

import pytest
from looks import screens
from support import toy_system
from support.exchanging import Reader, counts, found, stored
from support.exported import out
from support.making import edit
from support.waiting import until

from data.exchange import preview, registry
from data.exchange.exporting import export_run
from data.exchange.importing import conflicts
from data.filters.vocabulary import STATUS_WORDS
from data.settings import settings
from tui.cli.command_line import main
from tui.screens.exchange.choose_files import ImportScreen
from tui.screens.exchange.import_options import OptionsDialog, system_title
from tui.widgets.choice import Choice
from tui.widgets.field import Field

TOY = {"toy": 41, "place": 9, "begins": "2027-01-15", "updated_at": "2026-10-01T10:00:00Z"}
LATER = TOY | {"begins": "2027-03-01", "updated_at": "2026-11-01T10:00:00Z"}


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "SYSTEMS", (*registry.SYSTEMS, toy_system.SYSTEM))


@pytest.fixture
def read(desk: Path, tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def test_its_records_come_in_once_and_change(read: Reader) -> None:
    assert counts(read(TOY)) == (1, 0, 0, 0)
    assert counts(read(TOY)) == (0, 0, 1, 0)
    assert counts(read(LATER, system="toy")) == (0, 1, 0, 0)
    assert [one.note for one in found(41).versions] == ["", "changed in Toybox"]
    assert found(41).terms.start_date == date(2027, 3, 1)


def test_a_bad_record_is_refused_by_its_number(read: Reader) -> None:
    report = read(TOY | {"place": None})
    assert counts(report) == (0, 0, 0, 1)
    assert report.lines[0].field == "place"


def test_a_dry_run_changes_nothing(read: Reader) -> None:
    before = stored()
    assert counts(read(TOY, dry_run=True)) == (1, 0, 0, 0)
    assert stored() == before


def test_what_was_changed_on_both_sides_waits(read: Reader) -> None:
    read(TOY)
    edit(found(41), start_date="2027-02-02")
    assert read(LATER).flagged == 1
    conflict = conflicts.get(found(41).id)
    assert conflict.system == "Toybox"
    conflicts.take_theirs(found(41).id)
    assert found(41).terms.start_date == date(2027, 3, 1)


def test_an_offer_goes_out_as_it_came_and_with_what_is_other_here(read: Reader) -> None:
    read(TOY)
    assert out("toy") == [TOY]
    edit(found(41), start_date="2027-02-02", expiry_date="2027-01-01")
    assert out("toy") == [TOY | {"begins": "2027-02-02"}]
    assert counts(read(*out("toy"))) == (0, 0, 1, 0)
    assert export_run.unsayable("toy", None) == (f"1 offer breaks ({found(41).id}).",)
    with pytest.raises(export_run.Impossible, match="marbles"):
        out("toy", records="pebbles")
    assert out("toy", records="marbles") == []


def test_the_command_line_reads_and_writes_it(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps([TOY]), "utf-8")
    assert main(["import", "--from", "toy", str(file), "--db", str(desk)]) == 0
    assert capsys.readouterr().out.endswith("1 new, 0 changed, 0 same, 1 flagged, 0 refused\n")
    assert main(["export", "--to", "toy", "--db", str(desk)]) == 0
    assert json.loads(capsys.readouterr().out) == [TOY]
    assert main(["import", "--from", "tin", str(file), "--db", str(desk)]) == 2
    assert "csv, toy" in capsys.readouterr().err
    assert main(["export", "--to", "csv", "--page", "1", "--db", str(desk)]) == 1
    assert "Ashby and Toybox come in pages" in capsys.readouterr().err


@pytest.mark.long
async def test_the_import_screen_knows_it(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "toys.json").write_text(json.dumps([TOY]), "utf-8")
    settings.put("import_folder", str(tmp_path))
    (plan,) = preview.look([tmp_path / "toys.json"])
    assert plan.kinds == (("Toybox toy offer", 1),)
    assert system_title("toy") == "Toybox"
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        await pilot.press("equals_sign")
        await until(pilot, lambda: isinstance(app.screen, OptionsDialog))
        choice = next(one for one in app.screen.query(Field) if one.key == "system").control
        assert isinstance(choice, Choice)
        choice.value = "toy"
        assert choice.shown == "Toybox"


def test_what_declares_itself_agrees_with_what_reads_and_writes_it() -> None:
    for system in registry.SYSTEMS:
        made = (system.reader and system.reader(), system.writer and system.writer(()))
        assert {one.name for one in made if one} <= {system.name}
        assert system.status_words.items() <= STATUS_WORDS.items()
