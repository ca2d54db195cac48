"""The board, the comparison and what is done to many offers, driven as a person does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from time import sleep

import pytest
from looks import screens
from support import making
from support.everyday import everyday
from textual.pilot import Pilot

from data.board import board, headline
from data.board.board import Section
from data.bulk import bulk_changes
from data.jobs import job_openings
from data.lists import saved_views
from data.offers import offers
from data.settings import settings
from data.storage import events
from data.storage.connection import reader
from data.values.status import Status
from tui.app import OfferDesk
from tui.screens.base.picker import Picker
from tui.screens.board.screen import BoardScreen
from tui.screens.offer.compare import CompareScreen
from tui.screens.offer.screen import OfferScreen
from tui.screens.offers.bulk_dialog import BulkDialog
from tui.screens.offers.home import OffersScreen
from tui.widgets.attention_line import forms
from tui.widgets.form_notice import FormNotice
from tui.widgets.offer_table import USUAL
from tui.widgets.top_bar import TopBar

pytestmark = pytest.mark.usefixtures("desk", "time")


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no thread works and every message is heard."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def board_of(pilot: Pilot[None]) -> BoardScreen:
    await pilot.press("b")
    await settled(pilot)
    assert isinstance(pilot.app.screen, BoardScreen)
    return pilot.app.screen


def home(app: OfferDesk) -> OffersScreen:
    assert isinstance(app.screen, OffersScreen)
    return app.screen


def names(app: OfferDesk) -> list[str]:
    rows = home(app).table.rows
    found = (rows.row(index) for index in range(len(rows)))
    return [row.candidate_name for row in found if row is not None]


def people(*given: str) -> list[int]:
    """A ready draft for each, the last one made last."""
    return [
        making.a_ready_offer(
            candidate_id=making.a_candidate(name, "Holt").id, job_id=making.a_job().id
        ).id
        for name in given
    ]


# ------------------------------------------------------------ board


async def test_the_board_names_what_needs_a_person_and_says_the_key() -> None:
    people("Mina")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await board_of(pilot)
        text = screen.matters.text
        assert "No opening · 1" in text
        assert "e Edit" in text
        assert "Mina Holt" in text
        assert not screen.is_working


async def test_a_clear_board_says_so() -> None:
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await board_of(pilot)
        assert screen.matters.text == ""
        assert "Nothing needs you" in screen.matters.empty_text


async def test_snoozing_takes_a_matter_off_and_showing_it_again_brings_it_back() -> None:
    people("Mina")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await board_of(pilot)
        await pilot.press("z", "tab", *"Later", "ctrl+s")
        await settled(pilot)
        assert "No opening · 1" not in screen.matters.text
        assert "Snoozed · 1" in screen.matters.text
        assert "until 25 Nov 2026" in screen.matters.text
        assert [one.reason for one in board.snoozed()] == ["Later"]
        await pilot.press("Z")  # the cursor is on it
        await settled(pilot)
        assert "No opening · 1" in screen.matters.text
        assert board.snoozed() == ()


@pytest.mark.long
async def test_a_snoozed_matter_is_chosen_from_a_list_when_the_cursor_is_elsewhere() -> None:
    people("Mina", "Jonas")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await board_of(pilot)
        await pilot.press("z", "tab", *"Later", "ctrl+s")
        await settled(pilot)
        await pilot.press("g", "Z")
        await pilot.pause()
        assert isinstance(app.screen, Picker)
        await pilot.press("enter")
        await settled(pilot)
        assert "No opening · 2" in screen.matters.text


async def test_the_opening_of_an_accepted_offer_is_closed_with_one_key() -> None:
    job = making.a_job()
    opening = making.an_opening(job)
    whose = {"job_id": job.id, "candidate_id": making.a_candidate("Mina", "Holt").id}
    making.in_status(Status.ACCEPTED, opening_id=opening.id, **whose)
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        bar = app.screen.query_one(TopBar)
        home(app).count_attention()
        assert bar.message == "1 accepted, opening still open"
        screen = await board_of(pilot)
        assert "C Close opening" in screen.matters.text
        await pilot.press("C")
        await settled(pilot)
        assert "Opening still open" not in screen.matters.text
    assert not job_openings.opening_record(opening.id).is_open


async def test_the_heading_of_a_rule_names_its_days() -> None:
    making.sent(expiry_date="2026-11-25", start_date="2027-03-01")
    settings.put("board_expiring_days", 5)
    app = screens.desk()
    async with app.run_test(size=(160, 40)) as pilot:
        screen = await board_of(pilot)
        assert "expires within 5 days" in screen.matters.text


@pytest.mark.parametrize("width", everyday([60, 80, 100, 120, 160, 200], most=2))
async def test_the_line_at_home_is_never_cut_and_names_the_key(width: int) -> None:
    making.sent(expiry_date="2026-11-25")
    job = making.a_job()
    whose = {"job_id": job.id, "candidate_id": making.a_candidate("Mina", "Holt").id}
    making.in_status(Status.ACCEPTED, opening_id=making.an_opening(job).id, **whose)
    app = screens.desk()
    async with app.run_test(size=(width, 24)) as pilot:
        home(app).count_attention()
        bar = home(app).query_one(TopBar)
        line = bar.render_line(0).text.rstrip()
        said = forms(headline.counts())
        assert line.endswith("b Board")
        assert any(line.removesuffix("  b Board").endswith(f"  {form}") for form in said), line
        await pilot.click(TopBar, offset=(line.index("Board"), 0))
        await settled(pilot)
        assert isinstance(app.screen, BoardScreen)


async def test_what_is_known_already_stays_while_rules_are_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people("Mina")
    making.sent(expiry_date="2026-11-25")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await board_of(pilot)
        before, go_on = screen.sections, Event()

        def slow() -> Iterator[Section]:
            yield before[0]
            assert go_on.wait(10)
            yield from before[1:]

        monkeypatch.setattr(board, "sections", slow)
        screen.action_reload()
        await pilot.pause(0.1)
        assert screen.is_working
        assert screen.sections == before
        go_on.set()
        await settled(pilot)
        assert screen.sections == before


@pytest.mark.long
async def test_a_rule_is_switched_off_on_the_board() -> None:
    people("Mina")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await board_of(pilot)
        await pilot.press("equals_sign")
        await pilot.pause()
        picker = app.screen
        assert isinstance(picker, Picker)
        at = next(at for at, one in enumerate(picker.options) if one.value == "opening")
        picker.table.move_to(at)
        await pilot.press("space", "enter")
        await settled(pilot)
        assert board.switched_off() == {"opening"}
        assert screen.matters.text == ""


async def test_settling_a_matter_takes_it_off_and_the_cursor_stays_near() -> None:
    first, second = people("Mina", "Jonas")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await board_of(pilot)
        assert [matter.row.id for matter in screen.items] == [first, second]
        await pilot.press("s", "w")
        await pilot.pause()
        status = app.screen
        await pilot.press("ctrl+s")
        await pilot.pause()
        if app.screen is status:  # it asks why
            await pilot.press("enter", "enter", "ctrl+s")
            await pilot.pause()
        await settled(pilot)
        assert offers.get(first).status is Status.WITHDRAWN
        assert [matter.row.id for matter in screen.items] == [second]
        assert screen.matters.item_key == 0


@pytest.mark.long
async def test_nothing_is_asked_again_while_nothing_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people("Mina")
    asked, sections = [], board.sections
    monkeypatch.setattr(board, "sections", lambda: asked.append(1) or sections())
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await board_of(pilot)
        before = len(asked)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, OfferScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert len(asked) == before
        making.edit(offers.get(screen.items[0].row.id), salary="1")
        screen.reload()
        await settled(pilot)
        assert len(asked) == before + 1


# ------------------------------------------------------------ comparing


async def test_the_chosen_version_is_compared_with_its_predecessor() -> None:
    (number,) = people("Mina")
    making.edit(offers.get(number), salary="95,000")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        assert (app.screen.compared.left, app.screen.compared.right) == ("version 1", "version 2")
        assert "1 term differs" in app.screen.summary()[0]


async def test_two_marked_versions_are_compared() -> None:
    (number,) = people("Mina")
    for salary in ("95,000", "99,000"):
        making.edit(offers.get(number), salary=salary)
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, OfferScreen)
        screen.marked = (1,)
        assert screen.compared_pair() == (1, 3)
        await pilot.press("space")
        assert screen.marked == (1, 3)
        assert "marked" in screen.versions.text


async def test_two_marked_offers_are_compared() -> None:
    people("Mina", "Jonas", "Zoë")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("space", "space", "c")
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        assert "Jonas Holt" in app.screen.compared.left


# ------------------------------------------------------------ history


@pytest.mark.long
async def test_notes_and_negotiation_are_written_into_the_history_and_filtered() -> None:
    people("Mina")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, OfferScreen)
        await pilot.press("N", *"Called", "ctrl+s")
        await pilot.pause()
        await pilot.press("A", *"100k", "ctrl+s")
        await pilot.pause()
        assert [event.kind for event in screen.offer.events] == [
            "created", "note", "negotiation",
        ]  # fmt: skip
        screen.history_kind = "notes"
        assert len(screen.events_shown()) == 2
        screen.history_kind = "forced"
        assert screen.events_shown() == ()


# ------------------------------------------------------------ many at once


async def test_marked_offers_are_changed_after_it_was_shown_and_taken_back() -> None:
    ids = people("Mina", "Jonas", "Zoë")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("space", "space", "B")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        dialog = app.screen
        assert isinstance(dialog, BulkDialog)
        assert dialog.plan is not None and len(dialog.plan.done) == 2
        assert len(offers.get(ids[2]).versions) == 1
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert [len(offers.get(one).versions) for one in ids] == [1, 2, 2]
        await pilot.press("escape")
        await settled(pilot)
        assert home(app).table.marked == frozenset()
        await pilot.press("B")
        await pilot.pause()
        await pilot.press(*"back", "enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert bulk_changes.undoable() == ""
        assert [len(offers.get(one).versions) for one in ids] == [1, 3, 3]


async def test_marks_survive_a_filter_and_are_counted_above_the_list() -> None:
    people("Mina", "Jonas")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("space")
        assert "1 marked" in str(home(app).table.border_title)
        await pilot.press("slash", *"mina", "enter")
        assert len(home(app).table.marked) == 1
        await pilot.press("asterisk")
        assert home(app).table.marked == frozenset()


# ------------------------------------------------------------ order, columns, views


async def test_the_list_is_ordered_by_a_column_and_turned_round() -> None:
    people("Mina", "Jonas", "Zoë")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = home(app)
        screen.sort_by("candidate")
        await pilot.pause()
        assert names(app) == ["Jonas Holt", "Mina Holt", "Zoë Holt"]
        screen.sort_by("candidate")
        assert names(app) == ["Zoë Holt", "Mina Holt", "Jonas Holt"]
    again = screens.desk()
    async with again.run_test(size=(120, 40)):
        assert names(again) == ["Zoë Holt", "Mina Holt", "Jonas Holt"]


async def test_columns_are_chosen_and_remembered() -> None:
    people("Mina")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("j", "space", "plus", "ctrl+s")
        await pilot.pause()
        shown = [one.id for one in home(app).chosen_columns]
        assert shown == [one.id for one in USUAL if one.id != "title"]
    assert len(settings.get("offer_columns")) == len(USUAL) - 1


@pytest.mark.long
async def test_a_view_is_saved_and_opened_by_its_key() -> None:
    people("Mina", "Jonas")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"jonas", "enter", "v", "n")
        await pilot.pause()
        await pilot.press(*"Ours", "tab", "W", "ctrl+s")
        await pilot.pause()
        assert [view.filter for view in saved_views.all_views()] == ["jonas"]
        await pilot.press("escape", "escape")
        await pilot.pause()
        home(app).set_filter("")
        assert len(names(app)) == 2
        await pilot.press("v")
        await pilot.pause()
        await pilot.press("W")
        await pilot.pause()
        assert names(app) == ["Jonas Holt"]


async def test_a_note_on_the_offer_under_the_cursor() -> None:
    (number,) = people("Mina")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("N")
        await pilot.pause()
        await pilot.press(*"Called", "ctrl+s")
        await pilot.pause()
    assert [event.text for event in events.events_of(events.OFFER, number)][-1] == "Called"
    found = reader().execute("SELECT count(*) FROM note_words WHERE note_words MATCH 'called'")
    assert found.fetchone() == (1,)


async def test_a_click_on_a_title_orders_by_it_and_a_second_one_turns_it_round() -> None:
    people("Mina", "Jonas", "Zoë")
    app = screens.desk()
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        table = home(app).table
        title = (table.render_line(0).text.index("Candidate") + 3, 1)  # inside the border
        await pilot.click("#offers", offset=title)
        await pilot.pause()
        assert names(app) == ["Jonas Holt", "Mina Holt", "Zoë Holt"]
        await pilot.click("#offers", offset=title)
        await pilot.pause()
        assert names(app) == ["Zoë Holt", "Mina Holt", "Jonas Holt"]


@pytest.mark.long
async def test_an_order_by_a_column_puts_what_is_empty_last_both_ways() -> None:
    for name, day in (("Mina", "2026-12-05"), ("Jonas", ""), ("Zoë", "2026-12-01")):
        whose = {"candidate_id": making.a_candidate(name, "Holt").id, "job_id": making.a_job().id}
        making.a_ready_offer(expiry_date=day, **whose)
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("o", *"expires", "enter")
        await pilot.pause()
        assert names(app) == ["Zoë Holt", "Mina Holt", "Jonas Holt"]
        await pilot.press("o", *"expires", "enter")
        await pilot.pause()
        assert names(app) == ["Mina Holt", "Zoë Holt", "Jonas Holt"]


async def test_the_width_and_the_place_of_a_column_are_remembered() -> None:
    people("Mina")
    app = screens.desk()
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("greater_than_sign", "plus", "plus", "ctrl+s")
        await pilot.pause()
        assert [one.id for one in home(app).chosen_columns][:2] == ["title", "candidate"]
    again = screens.desk()
    async with again.run_test(size=(160, 40)):
        first, second = home(again).chosen_columns[:2]
        assert (first.id, second.id, second.width) == ("title", "candidate", USUAL[0].width + 2)


@pytest.mark.long
async def test_an_action_that_is_stopped_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    (number,) = people("Mina")
    begun = Event()

    def endless(ids: object, action: object, progress: Callable[[int, int], None]) -> None:
        while True:
            begun.set()
            sleep(0.05)
            progress(1, 2)

    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("B")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        monkeypatch.setattr(bulk_changes, "plan", endless)
        await pilot.press("ctrl+s")
        await pilot.pause()
        begun.wait(10)
        dialog = app.screen
        assert isinstance(dialog, BulkDialog)
        assert dialog.doing
        await pilot.press("ctrl+x")
        await settled(pilot)
        assert not dialog.doing
        assert "Stopped. Nothing was changed." in dialog.query_one(FormNotice).text
    assert len(offers.get(number).versions) == 1
