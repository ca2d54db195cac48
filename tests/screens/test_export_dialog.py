"""The export dialog: what is listed, in that order, with what gets lost said first."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from looks import screens
from support import making
from support.waiting import until
from textual.pilot import Pilot

from data.settings import settings
from tui.screens.base.confirm import Confirm
from tui.screens.exchange.export import ExportDialog
from tui.screens.letters.deliver_many import DeliverManyDialog
from tui.screens.offers.home import OffersScreen
from tui.widgets.form_notice import FormNotice

pytestmark = pytest.mark.usefixtures("desk")


async def opened(pilot: Pilot[None], key: str = "x") -> ExportDialog:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, ExportDialog))
    dialog = pilot.app.screen
    assert isinstance(dialog, ExportDialog)
    await until(pilot, lambda: dialog.preview is not None and not dialog.doing)
    return dialog


async def write(pilot: Pilot[None], dialog: ExportDialog, place: Path, to: str = "csv") -> None:
    dialog.fields["to"].set_value(to)
    dialog.fields["file"].set_value(str(place))
    await until(pilot, lambda: dialog.preview is not None and not dialog.doing)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: dialog.written is not None or isinstance(pilot.app.screen, Confirm))


def people() -> list[int]:
    """Offers of three people, the last one made last."""
    found = []
    for first, last, salary in (
        ("Mina", "Holt", "70k"), ("Jonas", "Adler", "90k"), ("Zoë", "Brandt", "80k"),
    ):  # fmt: skip
        offer = making.a_ready_offer(
            candidate_id=making.a_candidate(first, last).id,
            job_id=making.a_job(last).id,
            salary=salary,
        )
        found.append(offer.id)
    return found


def names(place: Path) -> list[str]:
    text = place.read_text("utf-8")
    return [row["first_name"] for row in csv.DictReader(io.StringIO(text, newline=""))]


@pytest.mark.long
async def test_all_listed_offers_leave_in_their_order(tmp_path: Path) -> None:
    people()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await opened(pilot)
        assert "Export all 3 listed offers" in str(dialog.query_one(".export-box").border_title)
        await write(pilot, dialog, tmp_path / "all.csv")
        assert "3 offers, 3 records" in dialog.query_one("#export-state").text
        await pilot.press("escape")
    assert names(tmp_path / "all.csv") == ["Zoë", "Jonas", "Mina"]
    assert settings.get("export_folder") == str(tmp_path)


async def test_exactly_what_the_filter_shows_leaves_as_it_is_sorted(tmp_path: Path) -> None:
    people()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        home = pilot.app.screen
        assert isinstance(home, OffersScreen)
        home.set_filter("salary>75k")
        home.sort_by("candidate")
        dialog = await opened(pilot)
        assert "all 2 listed offers" in str(dialog.query_one(".export-box").border_title)
        await write(pilot, dialog, tmp_path / "some.csv")
        listed = [home.table.rows.row(at).candidate_name for at in range(2)]
    assert names(tmp_path / "some.csv") == [name.split()[0] for name in listed]


@pytest.mark.long
async def test_the_marked_ones_leave_in_the_order_of_the_list(tmp_path: Path) -> None:
    first, _, last = people()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        home = pilot.app.screen
        assert isinstance(home, OffersScreen)
        home.table.set_marked((first, last))
        dialog = await opened(pilot)
        assert "2 marked offers" in str(dialog.query_one(".export-box").border_title)
        await write(pilot, dialog, tmp_path / "marked.csv")
    assert names(tmp_path / "marked.csv") == ["Zoë", "Mina"]


async def test_what_the_form_cannot_say_is_listed_before_anything_is_written(
    tmp_path: Path,
) -> None:
    making.a_ready_offer(letter_html="<p>By hand</p>")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await opened(pilot)
        assert "letter written by hand" in dialog.query_one("#lost").text
        dialog.fields["to"].set_value("json")
        await until(pilot, lambda: dialog.preview is not None and not dialog.doing)
        assert "can say everything" in dialog.query_one("#lost").text
    assert list(tmp_path.glob("offers-*")) == []


async def test_a_file_that_is_there_is_replaced_only_after_asking(tmp_path: Path) -> None:
    people()
    place = tmp_path / "there.json"
    place.write_text("old")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await opened(pilot)
        await write(pilot, dialog, place, "greenhouse")
        await pilot.press("enter")
        await pilot.pause()
        assert place.read_text() == "old"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: dialog.written is not None)
    assert len(json.loads(place.read_text())) == 3


@pytest.mark.long
async def test_a_place_that_cannot_be_is_said_under_the_field(tmp_path: Path) -> None:
    people()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await opened(pilot)
        for place in (tmp_path, tmp_path / "no" / "where.csv", tmp_path / "offers.db"):
            dialog.fields["file"].set_value(str(place))
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert dialog.fields["file"].has_problem
            assert dialog.written is None


async def test_only_what_the_form_knows_is_asked() -> None:
    people()
    app = screens.desk()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot)
        for to, ending, asked in (
            ("csv", ".csv", {"to", "file", "rows", "mark"}),
            ("greenhouse", ".json", {"to", "file", "records", "shape"}),
            ("json", ".jsonl", {"to", "file"}),
        ):
            dialog.fields["to"].set_value(to)
            await until(pilot, lambda: not dialog.doing)
            assert {key for key, field in dialog.fields.items() if field.display} == asked
            assert dialog.fields["file"].text.endswith(f"-2026-11-22{ending}")


@pytest.mark.long
async def test_the_menu_of_many_offers_export_and_letters_too() -> None:
    people()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("B", *"export", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportDialog))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, OffersScreen))
        await pilot.press("B", *"letters", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DeliverManyDialog))
        await pilot.press("escape")


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "key", "what"), [("3", "x", "3 listed candidates"), ("2", "x", "3 listed jobs")]
)
async def test_offers_leave_from_candidates_and_jobs(
    place: str, key: str, what: str, tmp_path: Path
) -> None:
    people()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(place)
        await pilot.pause()
        dialog = await opened(pilot, key)
        assert what in str(dialog.query_one(".export-box").border_title)
        await write(pilot, dialog, tmp_path / "theirs.csv")
    assert names(tmp_path / "theirs.csv") == ["Jonas", "Zoë", "Mina"]


async def test_a_stopped_export_leaves_nothing_behind(tmp_path: Path) -> None:
    people()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await opened(pilot)

        def stopped() -> Iterator[int]:
            dialog.action_stop()
            yield from (1, 2, 3)

        dialog.ids = stopped
        dialog.fields["file"].set_value(str(tmp_path / "stopped.csv"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not dialog.doing)
        assert dialog.written is None
        assert "Nothing was written" in dialog.query_one(FormNotice).text
    assert list(tmp_path.glob("*stopped*")) == []
