"""The import screen, its plan, its report, and deciding about what both sides changed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from looks import screens
from support import making, sheets
from support.everyday import everyday
from support.exported import text_out
from support.waiting import until
from textual.pilot import Pilot

from data.exchange.importing import conflicts
from data.offers import offers
from data.settings import settings
from tui.app import OfferDesk
from tui.screens.exchange.choose_files import ImportScreen
from tui.screens.exchange.conflicts import ConflictDialog
from tui.screens.exchange.import_options import ImportChoices
from tui.screens.exchange.import_report import ReportScreen
from tui.screens.offer.screen import OfferScreen
from tui.screens.offers.home import OffersScreen

pytestmark = pytest.mark.usefixtures("desk")


def record(number: int, **changes: Any) -> dict[str, Any]:
    """A Greenhouse offer."""
    made: dict[str, Any] = {
        "id": 5000 + number, "version": 1, "application_id": 7000 + number, "job_id": 300,
        "candidate_id": 800 + number, "created_at": "2026-10-01T10:00:00.000Z",
        "updated_at": "2026-10-01T10:00:00.000Z", "sent_at": None, "resolved_at": None,
        "starts_at": "2027-01-15", "status": "unresolved", "opening": None, "custom_fields": {},
        "keyed_custom_fields": {},
    }  # fmt: skip
    return made | changes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files, which was used last."""
    made = tmp_path / "exports"
    (made / "old").mkdir(parents=True)
    (made / "a.json").write_text(json.dumps([record(1), record(2, starts_at="soon")]))
    (made / "b.json").write_text(json.dumps([record(3, id=None)]))
    (made / "broken.json").write_text('{"id": ')
    (made / "people.csv").write_text("Email,Figure,Currency\na@example.com,90000,EUR\n")
    (made / "old" / "first.json").write_text(json.dumps([record(9)]))
    settings.put("import_folder", str(made))
    return made


async def opened(pilot: Pilot[None]) -> ImportScreen:
    await pilot.press("I")
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen))
    screen = pilot.app.screen
    assert isinstance(screen, ImportScreen)
    await pilot.pause()
    return screen


async def reported(pilot: Pilot[None]) -> ReportScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))
    screen = pilot.app.screen
    assert isinstance(screen, ReportScreen)
    return screen


def names(screen: ImportScreen) -> list[str]:
    return [line.name for line in screen.lines]


async def go_to(pilot: Pilot[None], screen: ImportScreen, name: str) -> None:
    screen.table.move_to(names(screen).index(name))
    await until(pilot, lambda: screen.plan() is not None and screen.plan().path.name == name)


async def test_the_folder_used_last_is_listed_and_what_is_in_a_file_is_said(folder: Path) -> None:
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert names(screen) == ["..", "old", "a.json", "b.json", "broken.json", "people.csv"]
        await go_to(pilot, screen, "a.json")
        assert "2 × Greenhouse offer" in screen.about.text
        await go_to(pilot, screen, "broken.json")
        assert "This file is not JSON" in screen.about.text
        await go_to(pilot, screen, "people.csv")
        assert "Figure" in screen.about.text and "custom field" in screen.about.text


async def test_enter_and_backspace_go_through_folders(folder: Path) -> None:
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.table.move_to(names(screen).index("old"))
        await pilot.press("enter")
        assert names(screen) == ["..", "first.json"]
        await pilot.press("backspace")
        assert names(screen)[screen.table.cursor] == "old"


async def test_a_path_is_typed_with_tab_completing_it(folder: Path) -> None:
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("a", *"br")
        assert names(screen) == ["broken.json"]
        await pilot.press("tab")
        assert screen.path.text.endswith("/exports/broken.json")
        screen.path.set_value(str(folder / "o"))
        await pilot.press("tab")
        assert screen.path.text.endswith("/exports/old/")
        assert names(screen) == ["..", "first.json"]
        screen.path.set_value(str(folder / "nowhere") + "/")
        assert screen.path.has_problem


async def test_home_is_a_tilde(folder: Path, nobody_at_home: Path) -> None:
    (nobody_at_home / "mine.json").write_text("[]")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("a")
        screen.path.set_value("~/")
        assert names(screen) == ["..", "mine.json"]


async def test_the_plan_says_what_would_happen_and_writes_nothing(folder: Path) -> None:
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        for name in ("a.json", "b.json"):
            await go_to(pilot, screen, name)
            await pilot.press("space")
        assert "2 picked" in str(screen.query_one("#files").border_title)
        await pilot.press("ctrl+s")
        plan = await reported(pilot)
        assert plan.is_plan
        counts = [(Path(one.file).name, one.new, one.refused) for one in plan.report.files]
        assert counts == [("a.json", 2, 0), ("b.json", 0, 1)]
        assert "Nothing is written yet" in plan.summary.text
        assert offers_here() == 0
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReportScreen)


def offers_here() -> int:
    from data.lists import offer_list

    return len(offer_list.offers())


async def test_importing_shows_the_report_and_the_list_behind_it_is_read_again(
    folder: Path,
) -> None:
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "a.json")
        await pilot.press("enter")
        plan = await reported(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not plan.is_plan)
        assert (plan.report.new, plan.report.flagged) == (2, 1)
        assert "Done: 2 new" in plan.summary.text
        await pilot.press("f")
        assert plan.table.line_count == 1
        assert plan.table.cursor_row[1].outcome == "flagged"
        assert "starts_at is" in plan.detail.text
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, OfferScreen))
        await pilot.press("escape", "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, OffersScreen))
        home = pilot.app.screen
        assert isinstance(home, OffersScreen)
        assert len(home.table.rows) == 2


async def test_reading_the_same_again_says_that_nothing_would_change(folder: Path) -> None:
    from data import exchange

    exchange.read_files([folder / "a.json"])
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "a.json")
        await pilot.press("ctrl+s")
        plan = await reported(pilot)
        assert "importing would change nothing" in plan.summary.text
        assert plan.check_action("import_now", ()) is None


@pytest.mark.long
async def test_a_column_is_given_another_meaning(folder: Path) -> None:
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "people.csv")
        await pilot.press("w")
        await pilot.press(*"figure", "enter")
        await pilot.pause()
        await pilot.press(*"salary", "enter")
        await pilot.pause()
        await pilot.press("escape")
        assert screen.choices.meanings(screen.plan())["Figure"] == "salary"
        await pilot.press("ctrl+s")
        plan = await reported(pilot)
        assert "Figure = salary" in plan.summary.text
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not plan.is_plan)
    salary = offers.get(1).terms.salary
    assert salary is not None and salary.minor == 9000000


@pytest.mark.long
async def test_a_sheet_and_an_encoding_are_chosen_by_what_is_shown(folder: Path) -> None:
    header = ("Candidate", "Job", "Salary")
    rows = [header, ("Mila Roth", "Cook", 5)]
    (folder / "x.xlsx").write_bytes(sheets.xlsx(Now=rows, Old=[*rows, ("Jo Lee", "Cook", 6)]))
    text = "Candidate;Job;Salary\nАнна Иванова;Повар;5\n"
    (folder / "y.csv").write_bytes(text.encode("cp1251"))
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "x.xlsx")
        assert "sheet Now" in screen.about.text and "Records  1" in screen.about.text
        await pilot.press("E", *"old", "enter")
        await until(pilot, lambda: "sheet Old" in screen.about.text)
        assert "Records  2" in screen.about.text
        await go_to(pilot, screen, "y.csv")
        await until(pilot, lambda: "(Cyrillic), guessed" in screen.about.text)
        await pilot.press("E")
        await pilot.press(*"koi8", "enter")
        await until(pilot, lambda: "encoding KOI8-R (Cyrillic)" in screen.about.text)


@pytest.mark.long
async def test_options_are_chosen_and_shown(folder: Path) -> None:
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "a.json")
        await pilot.press("equals_sign")
        await pilot.pause()
        dialog = pilot.app.screen
        dialog.field("prefer").set_value(1)
        dialog.field("application").set_value("x")
        await pilot.press("ctrl+s")
        assert dialog.field("application").has_problem
        dialog.field("application").set_value("7001")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert screen.choices.options().prefer_theirs
        assert "application 7001" in screen.about.text


@pytest.mark.long
async def test_the_report_is_saved_as_json_and_asks_before_replacing(folder: Path) -> None:
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "a.json")
        await pilot.press("ctrl+s")
        await reported(pilot)
        place = folder / "report.json"
        for expected in (1, 2):
            await pilot.press("S")
            await pilot.pause()
            pilot.app.screen.field("file").set_value(str(place))
            await pilot.press("ctrl+s")
            await pilot.pause()
            if expected == 2:
                place.write_text("old")
                await pilot.press("y")
                await pilot.pause()
            assert json.loads(place.read_text())["new"] == 2


@pytest.mark.long
async def test_a_stopped_import_keeps_nothing_of_its_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.exchange.importing import import_run
    from tui.screens.exchange.import_run import ImportDialog

    many = [record(number) for number in range(3000)]
    (folder / "many.json").write_text(json.dumps(many))
    monkeypatch.setattr(import_run, "_OFTEN", 1)
    hand_on = ImportDialog.hand_on

    def stop(self: ImportDialog, tell: Any, progress: Any) -> None:
        if progress.records > 10:
            self.action_stop()
        hand_on(self, tell, progress)

    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "a.json")
        await pilot.press("space")
        await go_to(pilot, screen, "many.json")
        await pilot.press("space", "ctrl+s")
        plan = await reported(pilot)
        monkeypatch.setattr(ImportDialog, "hand_on", stop)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not plan.is_plan)
        assert "many.json is left out whole" in plan.summary.text
        assert offers_here() == 2


# ---------------------------------------------------------------- changed on both sides


def torn(folder: Path) -> int:
    """An offer that was changed here, and in a table of it."""
    offer = making.a_ready_offer()
    found = list(csv.DictReader(io.StringIO(text_out("csv"), newline="")))
    found[0]["salary"] = "96000"
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, list(found[0]))
    table.writeheader()
    table.writerows(found)
    (folder / "ours.csv").write_text(out.getvalue())
    making.edit(offer, salary="99000")
    return offer.id


@pytest.mark.parametrize(("key", "salary"), everyday([("k", 99000), ("t", 96000)]))
async def test_both_sides_are_shown_from_the_report_to_decide(
    key: str, salary: int, folder: Path
) -> None:
    offer_id = torn(folder)
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "ours.csv")
        await pilot.press("ctrl+s")
        plan = await reported(pilot)
        assert plan.check_action("decide", ()) is False
        plan.action_import_now()
        await until(pilot, lambda: not plan.is_plan)
        await pilot.press("W")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConflictDialog))
        shown = drawn(app)
        assert "92500" in shown and "99000" in shown and "96000" in shown
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))
        assert plan.check_action("decide", ()) is None
    after = offers.get(offer_id).terms.salary
    assert after is not None and after.minor == salary * 100
    assert conflicts.waiting() == ()


def drawn(app: OfferDesk) -> str:
    from looks import looking

    return "\n".join(looking.lines(app))


@pytest.mark.long
async def test_both_sides_are_shown_from_the_offer_and_later_is_no_answer(folder: Path) -> None:
    from data import exchange

    offer_id = torn(folder)
    exchange.read_files([folder / "ours.csv"])
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, OfferScreen))
        await pilot.press("W")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConflictDialog))
        await pilot.press("escape")
        await pilot.pause()
        assert [one.offer_id for one in conflicts.waiting()] == [offer_id]
        await pilot.press("W")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConflictDialog))
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, OfferScreen))
        assert conflicts.waiting() == ()
        assert pilot.app.screen.check_action("decide", ()) is None


# ---------------------------------------------------------------- hostile names and texts

NASTY = "x\x1b[31m[bold]\u202eabc [@click=app.quit]y[/]"


@pytest.mark.long
async def test_hostile_names_and_texts_show_harmlessly(folder: Path) -> None:
    from data.values.text import plain

    (folder / "z[b].json").write_text(
        json.dumps([record(7, id=NASTY, starts_at=NASTY), record(8, id={"a": NASTY})])
    )
    (folder / f"zz{NASTY.replace('/', '')}.csv").write_text(
        f'Email,{NASTY}\n{NASTY},"{NASTY}"\n', encoding="utf-8"
    )
    app = screens.desk()

    def harmless() -> None:
        for line in drawn(app).split("\n"):
            assert plain(line) == line

    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        for at in (len(screen.lines) - 1, len(screen.lines) - 2):
            screen.table.move_to(at)
            name = screen.lines[at].name
            await until(pilot, lambda n=name: screen.plan() and screen.plan().path.name == n)
            await pilot.pause()
            harmless()
            await pilot.press("space")
        screen.table.move_to(len(screen.lines) - 1)
        await until(pilot, lambda: screen.check_action("columns", ()))
        await pilot.press("w")
        await pilot.pause()
        harmless()
        await pilot.press("enter")
        await pilot.pause()
        harmless()
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        screen.action_plan()
        plan = await reported(pilot)
        harmless()
        plan.action_import_now()
        await until(pilot, lambda: not plan.is_plan)
        for at in range(len(plan.report.lines)):
            plan.table.move_to(at)
            await pilot.pause()
            harmless()


async def test_a_plan_leaves_no_field_behind_and_an_import_shows_its_fields(folder: Path) -> None:
    from data.fields import custom_fields

    keyed = {"level": {"name": "Level", "type": "short_text", "value": "Senior"}}
    made = record(1, keyed_custom_fields=keyed, custom_fields={"level": "Senior"})
    (folder / "a.json").write_text(json.dumps([made]))
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        assert custom_fields.all_fields("offer") == ()
        screen = await opened(pilot)
        await go_to(pilot, screen, "a.json")
        await pilot.press("ctrl+s")
        plan = await reported(pilot)
        assert custom_fields.all_fields("offer") == ()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not plan.is_plan)
        assert [field.name for field in custom_fields.all_fields("offer")] == ["Level"]


def test_the_order_of_dates_and_broken_lines_are_chosen_for_the_import() -> None:
    chosen = ImportChoices(dates="dmy", skip_bad=True)
    options = chosen.options()
    assert (options.dates, options.skip_bad) == ("dmy", True)
    assert chosen.lines[3:] == (("Dates", "day first"), ("Broken lines", "are left out"))
    assert ImportChoices().lines == ImportChoices(dates="", skip_bad=False).lines
