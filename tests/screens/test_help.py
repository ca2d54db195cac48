"""The help page: every key of a screen, made from the commands."""

from __future__ import annotations

import pytest

from data.values.styled_text import Line
from tui import commands
from tui.app import OfferDesk
from tui.commands.command import key_text
from tui.screens.base.help import TWO_COLUMNS, HelpScreen, help_lines
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


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
async def test_help_opens_over_a_place_and_closes_with_a_key(key: str) -> None:
    app = OfferDesk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        view = app.screen.query_one(LinesView)
        assert "Go to the openings of the job" in view.text
        await pilot.press("G")
        assert view.top > 0
        await pilot.press(key)
        assert not isinstance(app.screen, HelpScreen)
