"""What the last line shows is what the keys do now, in every state of every screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from looks import screens as ways
from support import shown
from support.everyday import everyday
from textual.app import App
from textual.widgets import Input, TextArea

from tui.app import OfferDesk
from tui.commands.command import Command, is_character
from tui.widgets.key_bar import KeyBar

SIZE = (120, 40)
PLACES = ("1", "2", "3", "4", "6", "b", "I")
HANDED_ON = {"open", "submit"}
"""What Enter does in a list and in a text: it asks the screen, which takes the line."""


def lies(app: App[object]) -> list[str]:
    """Each entry of the last line whose key does something else, or nothing, or is wrongly dim."""
    bar = app.screen.query(KeyBar).last()
    return [wrong for command, can in bar.shown() if (wrong := lie(app, command, can))]


def lie(app: App[object], command: Command, can: bool) -> str:
    """What is wrong with one entry; empty when it is so."""
    does = now(app, command.keys[0])
    said = command.run.rpartition(".")[2]
    if command.keys[0] == "enter" and does in HANDED_ON:
        return ""
    if can and does != said:
        return f"{command.key_text} {command.title}: does {does or 'nothing'}"
    return f"{command.key_text} {command.title}: is possible" if not can and does == said else ""


def now(app: App[object], key: str) -> str:
    """The action that a key runs now; "typed" where it goes into a text, "" for none."""
    names = {"[": "left_square_bracket", "]": "right_square_bracket"}
    names |= {key: f"upper_{key.lower()}"} if len(key) == 1 and key.isupper() else {}
    active = app.screen.active_bindings
    found = active.get(key) or active.get(names.get(key, key))
    typing = isinstance(app.focused, Input | TextArea) and is_character(key)
    if typing and not (found and found.binding.priority and found.enabled):
        return "typed"
    return found.binding.action.rpartition(".")[2] if found and found.enabled else ""


@pytest.mark.parametrize("name", everyday([*ways.KEYS], 2))
async def test_the_footer_tells_the_truth_on_every_screen(demo_desk: Path, name: str) -> None:
    app = ways.desk()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*ways.KEYS[name])
        await pilot.pause()
        assert lies(app) == []
        for _ in range(3):
            await pilot.press("tab")
            await pilot.pause()
            assert lies(app) == [], app.focused


@pytest.mark.usefixtures("desk")
@pytest.mark.long
async def test_on_an_empty_desk_nothing_that_is_lit_is_refused() -> None:
    app = OfferDesk()
    async with app.run_test(size=SIZE) as pilot:
        for place in PLACES:
            await pilot.press("1", place)
            await pilot.pause()
            assert lies(app) == [], place
            bar = app.screen.query(KeyBar).last()
            lit = [one for one, can in bar.shown() if can and one.id != "quit"]
            for command in lit:
                await pilot.press(command.keys[0])
                await pilot.pause()
                assert lies(app) == [], (place, command.id)
                while len(app.screen_stack) > 1 and not app.is_screen_installed(app.screen):
                    await pilot.press("escape")
                    await pilot.pause()
                await pilot.press("1", place)
        said = [text for title, text in shown.messages(app) if title == "Not possible now"]
        assert said == []
