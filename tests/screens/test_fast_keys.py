"""Keys faster than the screen: each is heard by the screen it is meant for, and none ends the app.

The model is the slow typist: whoever types all at once gets where one key after another leads.
"""

import asyncio
import pkgutil
import random
import shutil
from importlib import import_module
from pathlib import Path

import pytest
from support import idle, monkey
from support.everyday import everyday
from textual.message_pump import MessagePump

import tui
from data.storage import connection, database
from tui import screens
from tui.screens.offers.home import OffersScreen
from tui.widgets.virtual_table import VirtualTable

OPENERS = ("n", "s", "e", "enter", "v", "w", "p", "slash", "B", "question_mark", "N", "2", "3", "6")


@pytest.fixture
def anew(made_up: Path, demo_desk: Path) -> "Anew":
    return Anew(made_up, demo_desk)


class Anew:
    """The made-up desk as it was, for the second typist."""

    def __init__(self, original: Path, path: Path) -> None:
        self.original, self.path = original, path

    def __call__(self) -> None:
        database.close_desk()
        shutil.copy(self.original, self.path)
        database.open_desk(self.path)


@pytest.mark.parametrize(
    "pressed",
    everyday(
        [
            (("s", "a", "enter", "enter"),),
            (("D", "y", "y", "D", "y", "enter"),),
            (("n", *"Mina", "enter", "enter"),),
            (("e", "enter", *"eur", "enter", "tab", *"9000", "ctrl+s"),),
            (("slash", *"status:sent", "enter", "enter", "s", "d"),),
        ],
        most=2,
    ),
    ids=" ".join,
)
async def test_keys_that_arrive_at_once_lead_where_slow_ones_do(
    anew: Anew, pressed: tuple[str, ...]
) -> None:
    slow = await monkey.one_by_one(pressed)
    anew()
    assert await monkey.all_at_once(pressed) == slow


@pytest.mark.parametrize("seed", [*range(1), *(pytest.param(s, marks=pytest.mark.long)
                                               for s in range(1, 200))])  # fmt: skip
async def test_random_keys_lead_to_the_same_place_at_any_speed(anew: Anew, seed: int) -> None:
    chance = random.Random(seed)
    source = monkey.keys(chance)
    pressed = [chance.choice(OPENERS), *(next(source) for _ in range(7))]
    slow = await monkey.one_by_one(pressed)
    anew()
    assert await monkey.all_at_once(pressed) == slow, pressed


@pytest.mark.parametrize("seed", [1, *(pytest.param(s, marks=pytest.mark.long)
                                       for s in range(2, 42))])  # fmt: skip
async def test_no_key_ends_the_desk(
    demo_desk: Path, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = monkey.unleavable()
    async with app.run_test(size=(100, 30)):
        pressed = await monkey.play(app, seed, 250)
        assert app.is_running, pressed[-40:]
    rows = connection.reader().execute("PRAGMA integrity_check").fetchall()
    assert rows == [("ok",)]


async def test_a_page_of_an_empty_palette_is_nothing(demo_desk: Path) -> None:
    app = monkey.unleavable()
    async with app.run_test(size=(100, 30)):
        monkey.press(app, "ctrl+p", *"zzzz", "pagedown", "pageup")
        await monkey.heard(app)
        monkey.press(app, "enter", "enter", "escape", "escape")
        await monkey.heard(app)
        assert app.is_running


async def test_a_key_for_a_dialog_that_is_gone_reaches_nobody(demo_desk: Path) -> None:
    app = monkey.unleavable()
    async with app.run_test(size=(100, 30)):
        before = monkey.state(app)
        asked = screens.Confirm("Delete everything?")
        app.push_screen(asked)
        await idle.until_idle()
        monkey.press(app, "n", "n", "n")  # the first is the answer, the others would be a new offer
        await monkey.heard(app)
        assert monkey.state(app) == before
        monkey.press(app, "n")
        await monkey.heard(app)
        assert len(app.screen_stack) > len(before[0])


@pytest.mark.long
async def test_what_is_typed_behind_a_choice_goes_into_its_form(demo_desk: Path) -> None:
    app = monkey.unleavable()
    async with app.run_test(size=(100, 30)):
        for keys in ("e", ["enter", "c"]):
            monkey.press(app, *keys)
            await monkey.heard(app)
        assert isinstance(app.screen, screens.Picker)
        monkey.press(app, *"hf", "enter", "shift+tab", "shift+tab", *"9100")
        await monkey.heard(app)
        assert isinstance(app.screen, screens.OfferFormScreen)
        fields = app.screen.fields
        assert (fields["currency"].value, fields["salary"].value) == ("CHF", "9100")


@pytest.mark.long
async def test_escape_typed_again_leaves_again_but_no_place_and_no_letter_follows(
    demo_desk: Path,
) -> None:
    app = monkey.unleavable()
    async with app.run_test(size=(100, 30)):
        for keys in (["slash", *"is:live", "enter"], ["enter"], "e", ["enter", "c"]):
            monkey.press(app, *keys)
            await monkey.heard(app)
        home = app.screen_stack[0]
        assert isinstance(home, OffersScreen)
        assert len(app.screen_stack) == 4
        monkey.press(app, "escape", "escape", "n", "ctrl+s")
        await monkey.heard(app)
        assert len(app.screen_stack) == 2
        monkey.press(app, *["escape"] * 6, "n")
        await monkey.heard(app)
        assert len(app.screen_stack) == 1
        assert home.filter_bar is not None
        assert home.filter_bar.is_open


async def test_a_dialog_is_dismissed_once_with_what_lies_over_it(demo_desk: Path) -> None:
    app = monkey.unleavable()
    answers: list[bool | None] = []
    async with app.run_test(size=(100, 30)):
        asked = screens.Confirm("Really?")
        app.push_screen(asked, answers.append)
        app.push_screen(screens.HelpScreen("offers"))
        await idle.until_idle()
        asked.dismiss(True)
        asked.dismiss(False)
        await idle.until_idle()
        assert (answers, len(app.screen_stack)) == ([True], 1)


async def test_keys_go_on_when_an_effect_never_ends(demo_desk: Path) -> None:
    app = monkey.unleavable()
    async with app.run_test(size=(100, 30)):
        await idle.until_idle()
        table = app.focused
        assert isinstance(table, VirtualTable)
        turns, aim = 0, table.cursor + 3

        def again() -> None:
            nonlocal turns
            turns += 1
            if table.cursor < aim and turns < 20_000:
                loop.call_soon(table.call_later, again)

        loop = asyncio.get_running_loop()
        table.call_later(again)
        monkey.press(app, *"jjj")
        while table.cursor < aim and turns < 20_000:
            await asyncio.sleep(0)
        assert table.cursor == aim


def test_no_method_is_called_by_a_key_that_has_its_name() -> None:
    """Textual calls `key_at` and `_key_at` of whoever has the keys when `@` is pressed."""
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if "__main__" not in module.name:
            import_module(module.name)
    todo, found = [MessagePump], []
    while todo:
        kind = todo.pop()
        todo += kind.__subclasses__()
        if kind.__module__.startswith("tui."):
            found += [name for name in vars(kind) if name.startswith(("key_", "_key_"))]
    assert found == []
