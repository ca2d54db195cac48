"""The help page: every key of a screen, made from the commands."""

from __future__ import annotations

import pytest
from support.everyday import everyday

from data.values.styled_text import Line
from tui import commands
from tui.app import OfferDesk
from tui.commands.command import key_text
from tui.screens.base.help import TWO_COLUMNS, HelpScreen, help_lines, matching
from tui.screens.offers.filter_help import FilterHelpScreen
from tui.text import cell_len
from tui.widgets.lines_view import LinesView

SCREENS = sorted(set(commands.COMMANDS) - {"list", "picker", "help"})


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


@pytest.mark.parametrize("width", [50, 78, TWO_COLUMNS, 150])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_key_of_a_screen_is_there_with_its_help(screen: str, width: int) -> None:
    shown = texts(help_lines(commands.for_help(screen), width))
    assert all(cell_len(line) <= width for line in shown)
    words = " ".join(shown).split()
    for command in commands.for_help(screen):
        assert all(key_text(key) in words for key in command.keys)
        assert set(command.help.split()) <= set(words)


def test_groups_stand_beside_each_other_where_there_is_room() -> None:
    known = commands.for_help("offers")
    narrow, wide = (help_lines(known, width) for width in (TWO_COLUMNS - 1, TWO_COLUMNS))
    assert len(wide) < len(narrow) * 0.8


def test_keys_are_found_by_words_of_what_they_do() -> None:
    known = commands.for_help("offers")
    assert [one.id for one in matching(known, "PDF mail")] == ["letter_out"]
    assert {one.id for one in matching(known, "^p")} == {"palette"}
    assert list(matching(known, " ")) == list(known)
    assert not matching(known, "pdf nobody")


@pytest.mark.usefixtures("desk")
async def test_help_is_searched_and_shows_all_again() -> None:
    app = OfferDesk()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("question_mark", "slash", *"leave")
        view = app.screen.query_one(LinesView)
        assert "Leave the desk" in view.text
        assert "Make a new" not in view.text
        await pilot.press("escape")
        assert isinstance(app.screen, HelpScreen)
        assert "Make a new" in view.text
        await pilot.press("escape")
        assert not isinstance(app.screen, HelpScreen)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("key", everyday(["escape", "question_mark"]))
async def test_help_opens_over_a_place_and_closes_with_a_key(key: str) -> None:
    app = OfferDesk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        view = app.screen.query_one(LinesView)
        assert "Go to the job in full" in view.text
        await pilot.press("G")
        assert view.top > 0
        await pilot.press(key)
        assert not isinstance(app.screen, HelpScreen)


@pytest.mark.usefixtures("desk")
@pytest.mark.long
async def test_what_a_filter_can_say_is_searched_too() -> None:
    app = OfferDesk()
    async with app.run_test(size=(100, 30)) as pilot:
        app.push_screen(FilterHelpScreen())
        await pilot.pause()
        view = app.screen.query_one(LinesView)
        assert "status:" in view.text
        await pilot.press("slash", *"expires")
        assert "expires" in view.text
        assert "status:sent" not in view.text


@pytest.mark.parametrize("width", [TWO_COLUMNS - 1, TWO_COLUMNS])
def test_words_that_no_command_has_leave_nothing_to_show(width: int) -> None:
    assert help_lines((), width) == ()
