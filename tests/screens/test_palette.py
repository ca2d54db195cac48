"""The palette: a row a command with its key, possible first, titles before help, recent on top."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support import shown

from data.settings import settings
from tui import screens
from tui.app import OfferDesk


def listed(app: OfferDesk) -> list[str]:
    """The titles of the rows, from the top."""
    palette = app.screen
    assert isinstance(palette, screens.palette.Palette)
    rows = [palette.table.rows.row(at) for at in range(len(palette.table.rows))]
    return [row.option.text for row in rows if row is not None]


@pytest.mark.usefixtures("desk")
async def test_what_cannot_run_now_comes_last_and_says_so_when_it_is_picked() -> None:
    app = OfferDesk()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p")
        titles = listed(app)
        assert titles.index("Edit") > titles.index("New")
        assert titles.index("Edit") > titles.index("Templates")
        await pilot.press(*"edit", "enter")
        assert any("Edit is not possible now." in words for _, words in shown.messages(app))
        assert isinstance(app.screen, screens.palette.Palette)
        await pilot.press("escape")
        assert len(app.screen_stack) == 1


async def test_titles_stand_before_help_and_what_was_picked_last_on_top(demo_desk: Path) -> None:
    app = OfferDesk()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"letter")
        assert listed(app)[:3] == ["Letter", "Letter out", "Letters out"]
        assert "Templates" in listed(app)[3:]  # "Go to the letter templates"
        await pilot.press(*["backspace"] * 6, *"views", "enter")
        assert isinstance(app.screen, screens.ViewsDialog)
        await pilot.press("escape", "ctrl+p")
        assert listed(app)[0] == "Views"
        assert settings.get("recent_commands") == ["views"]


async def test_each_row_shows_its_key_and_runs_on_the_screen_below(demo_desk: Path) -> None:
    app = OfferDesk()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", "ctrl+p", *"note")
        palette = app.screen
        assert isinstance(palette, screens.palette.Palette)
        assert "N " in palette.table.render_line(0).text
        await pilot.press("enter")
        assert isinstance(app.screen, screens.NoteDialog)
        assert isinstance(app.screen_stack[-2], screens.OfferScreen)


async def test_a_command_runs_while_another_program_writes_to_the_desk(demo_desk: Path) -> None:
    app = OfferDesk()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"views")
        with closing(sqlite3.connect(demo_desk, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("enter")
            assert isinstance(app.screen, screens.ViewsDialog)
    assert shown.messages(app) == []
