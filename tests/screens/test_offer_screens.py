"""The home screen and the offer screen, driven as a person does, on a real desk."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from looks import screens
from support import making
from support.everyday import everyday
from support.waiting import until
from textual.pilot import Pilot

from data.bulk import bulk_changes
from data.bulk.bulk_action import Action, Kind
from data.offers import offers
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.storage import connection
from data.values.status import Status
from tui.app import OfferDesk
from tui.screens.base.confirm import Confirm, Leave, RestoreQuestion
from tui.screens.letters.deliver import DeliverDialog
from tui.screens.offer.notes import NoteDialog
from tui.screens.offer.screen import OfferScreen
from tui.screens.offer.status import StatusDialog
from tui.screens.offers.home import OffersScreen

pytestmark = pytest.mark.usefixtures("desk")
PREVIEW = 0.15


def home(app: OfferDesk) -> OffersScreen:
    assert isinstance(app.screen, OffersScreen)
    return app.screen


def listed(app: OfferDesk) -> list[str]:
    rows = home(app).table.rows
    found = (rows.row(index) for index in range(len(rows)))
    return [row.candidate_name for row in found if row is not None]


def three() -> tuple[OfferRecord, ...]:
    """Offers of three people, the last one made last."""
    people = (("Mina", "Holt"), ("Jonas", "Adler"), ("Zoë", "Brandt"))
    return tuple(
        making.a_ready_offer(candidate_id=making.a_candidate(*name).id, job_id=making.a_job().id)
        for name in people
    )


async def opened(pilot: Pilot[None]) -> OfferScreen:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, OfferScreen))
    await pilot.pause(PREVIEW)
    assert isinstance(pilot.app.screen, OfferScreen)
    return pilot.app.screen


@pytest.mark.long
async def test_a_filter_narrows_as_it_is_typed_and_escape_leaves_it() -> None:
    three()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        assert listed(app) == ["Zoë Brandt", "Jonas Adler", "Mina Holt"]
        await pilot.press("slash", *"zoe")
        assert listed(app) == ["Zoë Brandt"]
        await pilot.press("escape")
        assert len(listed(app)) == 3


async def test_a_mistake_in_a_filter_is_said_and_the_list_stays() -> None:
    three()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"adler")
        bar = home(app).filter_bar
        assert bar is not None
        bar.value = "adler status:sold"
        await pilot.pause()
        assert "sold is no status" in bar.error
        assert listed(app) == ["Jonas Adler"]


async def test_the_jobs_at_the_left_choose_the_offers_and_count_them() -> None:
    first, *_ = three()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = home(app)
        assert first.job is not None
        screen.job_list.move_to_key(first.job.id)
        await pilot.pause()
        assert listed(app) == ["Mina Holt"]
        assert "1 offer" in str(screen.table.border_title)
        await pilot.press("escape")
        assert len(listed(app)) == 3


@pytest.mark.long
async def test_sending_with_the_letter_goes_on_to_its_ways_out() -> None:
    three()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, StatusDialog))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, DeliverDialog))
        assert offers.get(3).status is Status.SENT
        await pilot.press("escape")
        assert home(app).table.cursor_row is not None


async def test_the_letter_follows_the_cursor() -> None:
    three()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        making.edit(offers.get(1), letter_html="<p>Only for Mina</p>")
        await pilot.press("G")
        await until(pilot, lambda: "Only for Mina" in home(app).letter.text)


async def test_p_hides_the_letter_and_the_next_start_remembers() -> None:
    three()
    for expected in (True, False):
        app = screens.desk()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert home(app).letter.display is expected
            if expected:
                await pilot.press("p")
                await pilot.pause()
                assert home(app).letter.display is False


async def test_what_another_program_writes_is_shown_with_the_cursor_kept(desk: Path) -> None:
    three()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j")
        with sqlite3.connect(desk) as other:
            other.execute("UPDATE candidates SET last_name = 'Adlerauge' WHERE last_name = 'Adler'")
        other.close()
        app.look_for_changes()
        await pilot.pause()
        row = home(app).table.cursor_row
        assert row is not None and row.candidate_name == "Jonas Adlerauge"


async def test_a_write_while_a_screen_is_being_built_is_read_once_it_is_whole(desk: Path) -> None:
    offer = making.an_offer()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.push_screen(OfferScreen(offer.id))
        with sqlite3.connect(desk) as other:
            other.execute("UPDATE candidates SET last_name = 'Adlerauge'")
        other.close()
        app.look_for_changes()
        await pilot.pause()
        app.look_for_changes()
        assert isinstance(app.screen, OfferScreen)
        assert "Adlerauge" in app.screen.offer.candidate_name


async def test_deleting_asks_and_goes_back_to_the_list() -> None:
    three()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("D", "enter")
        await pilot.pause()
        assert len(offers.get(3).versions) == 1  # Enter is the safe answer
        await pilot.press("D", "y")
        await pilot.pause(PREVIEW)
        assert listed(app) == ["Jonas Adler", "Mina Holt"]


@pytest.mark.long
async def test_an_older_version_is_chosen_read_and_restored() -> None:
    *_, offer = three()
    making.edit(offer, letter_html="<p>The second letter</p>")
    app = screens.desk()
    async with app.run_test(size=(140, 40)) as pilot:
        screen = await opened(pilot)
        assert "The second letter" in screen.letter.text
        await pilot.press("j")
        await pilot.pause()
        assert "Welcome!" in screen.letter.text
        await pilot.press("R")
        await pilot.pause()
        after = offers.get(offer.id)
        assert (after.version, after.versions[-1].note) == (3, "restored from version 1")


@pytest.mark.long
async def test_a_status_change_is_taken_back_and_a_decided_offer_made_again() -> None:
    *_, offer = three()
    making.move(offer, Status.SENT)
    making.move(offers.get(offer.id), Status.DECLINED)
    app = screens.desk()
    async with app.run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("U")
        await pilot.pause()
        assert offers.get(offer.id).status is Status.SENT
        making.move(offers.get(offer.id), Status.WITHDRAWN)
        await pilot.press("ctrl+r", "O")
        await pilot.pause(PREVIEW)
        assert isinstance(app.screen, OfferScreen)
        assert app.screen.offer.reoffer_of == (offer.id, 1)


async def test_flags_are_named_and_settled_and_stay_in_the_history() -> None:
    *_, offer = three()
    connection.reader().execute(
        "INSERT INTO flags (offer_id, field, text, created_at)"
        " VALUES (?, 'salary', 'The salary is text.', '2026-11-22T12:00:00.000Z')",
        (offer.id,),
    )
    app = screens.desk()
    async with app.run_test(size=(140, 40)) as pilot:
        screen = await opened(pilot)
        assert "The salary is text." in screen.terms.text
        await pilot.press("F", "y")
        await pilot.pause()
        assert "The salary is text." not in screen.terms.text
        after = offers.get(offer.id)
        assert (after.flags, after.events[-1].kind) == ((), "settled")
        assert screen.check_action("settle", ()) is None


# ------------------------------------------------------------ nothing irreversible by one key


@pytest.mark.long
async def test_taking_back_asks_when_something_else_was_done_since() -> None:
    first, second, _ = three()
    making.move(first, Status.SENT)
    making.edit(second, salary="93,000")
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("G", "U")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        title = str(app.screen.query_one(".question").border_title)
        assert title == "Take back the status of Mina Holt's offer: draft → sent"
        await pilot.press("enter")
        assert offers.get(first.id).status is Status.SENT
        await pilot.press("U", "y")
        await pilot.pause()
    assert offers.get(first.id).status is Status.DRAFT


@pytest.mark.long
async def test_the_same_key_takes_back_an_action_on_many_that_was_the_last_thing() -> None:
    ids = [offer.id for offer in three()]
    bulk_changes.run(ids, Action(Kind.EXPIRY, "+1w"))
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("U")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        title = str(app.screen.query_one(".question").border_title)
        assert title == "Take back: Move the expiry date by +1w (3 offers)"
        await pilot.press("y")
        await pilot.pause()
    assert {str(offers.get(one).terms.expiry_date) for one in ids} == {"2026-12-10"}


@pytest.mark.parametrize(
    ("key", "status", "version"),
    everyday(
        [
            ("c", Status.SENT, 3),
            ("d", Status.DRAFT, 3),
            ("escape", Status.SENT, 2),
            ("enter", Status.SENT, 2),
        ]
    ),
)
async def test_restoring_a_version_of_a_sent_offer_asks(
    key: str, status: Status, version: int
) -> None:
    offer = making.move(making.edit(making.a_ready_offer(), salary="95,000"), Status.SENT)
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("j", "R")
        await pilot.pause()
        assert isinstance(app.screen, RestoreQuestion)
        await pilot.press(key)
        await pilot.pause()
    after = offers.get(offer.id)
    assert (after.status, after.version) == (status, version)


@pytest.mark.parametrize(
    ("answer", "kept"), everyday([("escape", None), ("s", True), ("d", False)])
)
async def test_escape_asks_before_a_note_goes(answer: str, kept: bool | None) -> None:
    offer, *_ = three()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("G", "N")
        await pilot.pause()
        await pilot.press(*"hello", "escape")
        await pilot.pause()
        assert isinstance(app.screen, Leave)
        await pilot.press(answer)
        await pilot.pause()
        assert isinstance(app.screen, NoteDialog) is (kept is None)
    notes = [event.text for event in offers.get(offer.id).events if event.kind == "note"]
    assert notes == (["hello"] if kept else [])


@pytest.mark.long
async def test_escape_leaves_a_note_at_once_that_nobody_wrote() -> None:
    three()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("N")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, OffersScreen)


@pytest.mark.long
async def test_a_note_is_written_from_the_board() -> None:
    making.an_offer()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("b")
        await pilot.pause(PREVIEW)
        await pilot.press("N")
        await pilot.pause()
        await pilot.press(*"called", "ctrl+s")
        await pilot.pause()
    assert [event.text for event in offers.get(1).events if event.kind == "note"] == ["called"]


# ------------------------------------------------------------ sooner done


@pytest.mark.parametrize(("days", "until"), [(0, "2026-12-01"), (14, "2026-12-08")])
async def test_an_expired_offer_is_extended_by_one_key_and_stays_sent(
    days: int, until: str, time: making.Time
) -> None:
    settings.put("expiry_days", days)
    offer = making.sent(expiry_date="2026-11-23")
    time.forward(days=2)
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("X")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        assert offers.get(offer.id).version == 1
        await pilot.press("y")
        await pilot.pause()
    after = offers.get(offer.id)
    assert (str(after.terms.expiry_date), after.status, after.version) == (until, Status.SENT, 2)


async def test_what_does_not_expire_is_not_extended() -> None:
    making.in_status(Status.DECLINED)
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("X")
        await pilot.pause()
        assert isinstance(app.screen, OffersScreen)
