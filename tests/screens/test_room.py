"""What gives way at home when it gets narrow, from 60 to 200 columns."""

from __future__ import annotations

import pytest
from looks import screens

from tui.screens.offers import room
from tui.screens.offers.home import OffersScreen
from tui.screens.offers.room import share
from tui.widgets import offer_table
from tui.widgets.columns import place

WIDTHS = range(room.NARROWEST, 201, 5)
ALWAYS = {"candidate", "pay", "status", "expiry"}
TITLES = 30


def shown(cells: int) -> set[str]:
    """The columns that a list of so many cells shows, in its border and beside the marks."""
    columns = offer_table.columns(offer_table.USUAL)
    return {sized.column.id for sized in place(columns, cells - 4)}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("jobs", [True, False])
@pytest.mark.parametrize("letter", [True, False])
def test_the_list_keeps_what_counts_and_no_cell_is_lost(
    width: int, jobs: bool, letter: bool
) -> None:
    found = share(width, TITLES, jobs=jobs, letter=letter)
    assert sum(found) == width
    assert shown(found.offers) >= ALWAYS
    assert found.jobs == 0 or (jobs and room.JOBS <= found.jobs <= TITLES)
    assert found.letter == 0 or (letter and found.letter >= room.LETTER)


@pytest.mark.parametrize("width", WIDTHS)
def test_first_the_letter_goes_then_the_jobs(width: int) -> None:
    found = share(width, TITLES)
    assert (found.jobs > 0) == (width >= room.JOBS + room.LIST)
    assert (found.letter > 0) == (width >= room.JOBS + room.LIST + room.LETTER)
    assert ("title" in shown(found.offers)) == (found.offers >= room.LIST + room.JOB_COLUMN)


def test_jobs_have_their_titles_whole_where_there_is_room_for_all() -> None:
    assert [share(width, TITLES).jobs for width in (100, 120, 160)] == [24, 23, TITLES]
    assert share(200, TITLES).letter > share(160, TITLES).letter > room.LETTER


async def test_keys_that_go_to_another_pane_show_it_again(demo_desk: object) -> None:
    app = screens.desk()
    async with app.run_test(size=(140, 30)) as pilot:
        home = app.screen
        assert isinstance(home, OffersScreen)
        for keys in (("enter",), ("slash", *"zo")):
            home.job_list.focus()
            await pilot.press("M")
            assert home.maximized is home.job_list
            await pilot.press(*keys)
            assert home.maximized is None
        assert home.filter_bar is not None and home.filter_bar.value == "zo"
        assert home.filter_bar.region.y == home.table.region.y
        await pilot.press("enter", "M", "slash", "e")
        assert home.maximized is home.table  # the filter lies in its border


async def test_a_pane_is_made_the_whole_screen_and_gives_the_others_their_place_again(
    demo_desk: object,
) -> None:
    app = screens.desk()
    async with app.run_test(size=(140, 30)) as pilot:
        home = app.screen
        assert isinstance(home, OffersScreen)
        before = [pane.region for pane in (home.job_list, home.table, home.letter)]
        for pane, leave in ((home.table, "M"), (home.letter, "escape"), (home.letter, "p")):
            pane.focus()
            await pilot.press("M")
            assert pane.region.size == (140, 28)
            await pilot.resize_terminal(150, 30)
            await pilot.pause()
            assert pane.region.width == 150
            await pilot.resize_terminal(140, 30)
            await pilot.press(leave)
            await pilot.pause()
            assert home.maximized is None
            if leave == "p":
                await pilot.press("p")
                await pilot.pause()
            assert [pane.region for pane in (home.job_list, home.table, home.letter)] == before
