"""The filter field on the screen: completions, mistakes, the help, and a list that stays put."""

from collections.abc import Iterator
from contextlib import asynccontextmanager

import pytest
from looks import screens
from support import making, shown
from support.everyday import everyday
from textual.pilot import Pilot

from data.storage import incremental_list
from tui.app import OfferDesk
from tui.screens.base import incremental_list as tui_search
from tui.screens.offers.filter_help import FilterHelpScreen
from tui.screens.offers.home import OffersScreen
from tui.widgets.filter_bar import FilterBar
from tui.widgets.key_bar import KeyBar

pytestmark = pytest.mark.usefixtures("desk")


class Home:
    """The home screen with its filter open."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        assert isinstance(pilot.app, OfferDesk)
        assert isinstance(pilot.app.screen, OffersScreen)
        self.app, self.screen = pilot.app, pilot.app.screen

    @property
    def bar(self) -> FilterBar:
        assert self.screen.filter_bar is not None
        return self.screen.filter_bar

    @property
    def table(self):
        return self.screen.table

    @property
    def listed(self) -> list[str]:
        rows = (self.table.rows.row(at) for at in range(len(self.table.rows)))
        return [row.candidate_name for row in rows if row]

    def below(self) -> str:
        """What the line under the field says."""
        return self.bar.render_line(1).text.rstrip()

    async def type(self, text: str) -> None:
        self.bar.value = text
        self.bar.cursor_position = len(text)
        await self.pilot.pause()


@asynccontextmanager
async def filtering(size: tuple[int, int] = (120, 40)) -> Iterator[Home]:
    job = making.a_job("Backend Engineer").id
    for names in (("Mina", "Holt"), ("Jonas", "Adler"), ("Zoë", "Brandt")):
        making.a_ready_offer(candidate_id=making.a_candidate(*names).id, job_id=job)
    app = screens.desk()
    async with app.run_test(size=size) as pilot:
        home = Home(pilot)
        await home.screen.run_action("filter")
        await pilot.pause()
        yield home


async def test_names_are_completed_with_tab() -> None:
    async with filtering() as home:
        await home.pilot.press("s", "t")
        assert home.bar.offered == ("status:", "starts<=")
        assert "status:" in home.below() and "how it stands" in home.below()
        await home.pilot.press("tab")
        assert home.bar.value == "status:"
        assert home.bar.offered[:3] == ("draft", "sent", "pending")


async def test_values_are_chosen_with_the_arrows_and_taken_with_right() -> None:
    async with filtering() as home:
        await home.type("status:")
        await home.pilot.press("down")
        assert home.bar.chosen == "sent"
        await home.pilot.press("up", "up")
        assert home.bar.chosen == home.bar.offered[-1]
        await home.pilot.press("down", "right")
        assert home.bar.value == "status:draft "
        assert len(home.listed) == 3
        await home.type("candidate:zo")
        assert home.bar.offered == ('"Zoë Brandt"',)
        await home.pilot.press("right")
        assert home.bar.value == 'candidate:"Zoë Brandt" '
        assert home.listed == ["Zoë Brandt"]


async def test_right_inside_the_text_only_moves() -> None:
    async with filtering() as home:
        await home.type("status:s")
        await home.pilot.press("home", "right")
        assert (home.bar.value, home.bar.cursor_position) == ("status:s", 1)


async def test_enter_keeps_the_filter_and_escape_leaves_it() -> None:
    async with filtering() as home:
        await home.pilot.press(*"zoe", "enter")
        assert home.table.has_focus and home.listed == ["Zoë Brandt"]
        await home.pilot.press("slash")
        assert home.bar.has_focus and home.bar.value == "zoe"
        await home.pilot.press("escape")
        assert len(home.listed) == 3 and not home.bar.is_open


async def test_down_goes_to_the_list_when_nothing_can_be_completed() -> None:
    async with filtering() as home:
        await home.type("zoe")
        await home.pilot.press("down")
        assert home.table.has_focus


async def test_what_is_unfinished_is_no_mistake_until_enter() -> None:
    async with filtering() as home:
        await home.type("zoe status:s")
        assert home.bar.error == "" and len(home.listed) == 3
        await home.pilot.press("enter")
        assert "status" in home.bar.error
        assert home.bar.has_focus
        await home.type("zoe status:draft")
        assert home.bar.error == "" and home.listed == ["Zoë Brandt"]


async def test_a_mistake_is_marked_and_the_list_keeps_what_it_showed() -> None:
    async with filtering() as home:
        await home.type("adler")
        await home.type("adler status:sold")
        assert home.listed == ["Jonas Adler"]
        assert home.below().index("^") == len("adler status:")
        assert "sold is no status" in home.below()
        await home.type("adler field.shoe:42")
        both = f"{home.below()} {home.bar.render_line(2).text}"
        assert "There is no field shoe. Offers have no custom fields yet" in " ".join(
            both.replace("^", "").split()
        )
        assert home.listed == ["Jonas Adler"]


async def test_the_list_does_not_move_while_one_types() -> None:
    async with filtering() as home:
        before = home.table.region
        for text in ("s", "status:", "status:sold", "zoe", '"zo', "(", ")", "status:draft"):
            await home.type(text)
            assert home.table.region == before


async def test_the_filter_lies_in_the_border_and_has_its_own_keys_while_it_is_typed() -> None:
    async with filtering() as home:
        bar, keys = home.bar, home.screen.query_one(KeyBar)
        assert bar.region.y == home.table.region.y
        assert home.table.region.contains_region(bar.region)
        assert keys.render_line(0).text.split() == (
            ["Enter", "Keep", "Tab", "Complete", "↓", "Next", "F1", "Explain", "Esc", "Back"]
        )
        await home.type("mina")
        await home.pilot.resize_terminal(90, 30)
        await home.pilot.pause()
        assert home.table.region.contains_region(bar.region)
        region = home.table.region
        await home.pilot.press("enter")
        assert home.table.region == region and not bar.display
        assert "/ mina" in str(home.table.border_title)
        assert "? Help" in keys.render_line(0).text
        await home.pilot.press("slash")
        assert bar.display and bar.value == "mina" and bar.has_focus
        await home.pilot.press("escape")
        assert not bar.display and len(home.listed) == 3


async def test_open_quotes_and_parentheses_search_already() -> None:
    async with filtering() as home:
        await home.type('"zoë bra')
        assert home.listed == ["Zoë Brandt"]
        await home.type("(zoe or adl")
        assert sorted(home.listed) == ["Jonas Adler", "Zoë Brandt"]
        await home.pilot.press("enter")
        assert "no )" in home.bar.error


async def test_long_lists_of_completions_show_the_chosen_one_at_any_width() -> None:
    async with filtering((60, 20)) as home:
        for _ in home.bar.offered:
            assert home.bar.chosen in home.below()
            assert len(home.below()) <= home.bar.size.width
            await home.pilot.press("down")


@pytest.mark.parametrize(
    "text", everyday(["x" * 600, "(" * 300, "\x1b[31m", "'; DROP TABLE offers", "\u202e"], most=2)
)
async def test_nasty_text_is_shown_harmlessly(text: str) -> None:
    async with filtering() as home:
        await home.type(text)
        assert len(home.listed) in (0, 3)
        assert "\x1b" not in home.below() and "\u202e" not in home.below()


async def test_f1_says_what_a_filter_can_say() -> None:
    async with filtering() as home:
        await home.pilot.press("f1")
        assert isinstance(home.app.screen, FilterHelpScreen)
        text = "\n".join(shown.lines(home.app))
        for words in ("status:sent,pending", "salary>100k", "or parts of them"):
            assert words in text
        await home.pilot.press("escape")
        assert home.bar.has_focus


def search_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """One row a slice, and the next one only long after the last key, however slow the machine."""
    for name, value in (("FIRST", 1), ("FASTEST", 1), ("ENOUGH", 1), ("PATIENCE", 0.0)):
        monkeypatch.setattr(incremental_list, name, value)
    monkeypatch.setattr("tui.screens.base.incremental_list.AFTER", 2.0)


async def test_more_is_looked_for_while_nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    search_slowly(monkeypatch)
    async with filtering() as home:
        monkeypatch.setattr(tui_search, "AFTER", 3600)  # the test says when the keys pause
        await home.type("-mina")
        assert len(home.table.rows) < 3
        assert "+ offers" in str(home.table.border_title) or "+ offer" in str(
            home.table.border_title
        )
        before = home.table.cursor_key
        monkeypatch.setattr(tui_search, "AFTER", 0.001)
        home.screen.searching.start()
        while home.table.rows.total.more:
            await home.pilot.pause(0.02)
        await home.pilot.pause(0.05)
        assert home.listed == ["Zoë Brandt", "Jonas Adler"]
        assert "· 2 offers" in str(home.table.border_title)
        assert home.table.cursor_key == before


async def test_an_empty_list_says_that_it_still_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    search_slowly(monkeypatch)
    async with filtering() as home:
        monkeypatch.setattr(tui_search, "AFTER", 3600)
        await home.type("version>9")
        assert "Searching" in home.table.empty_text
        monkeypatch.setattr(tui_search, "AFTER", 0.001)
        home.screen.searching.start()
        while home.table.rows.total.more:
            await home.pilot.pause(0.02)
        await home.pilot.pause(0.05)
        assert "Nothing matches" in home.table.empty_text
