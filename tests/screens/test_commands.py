"""Commands: one declaration feeds keys, key bar, palette and help; errors become messages."""

from __future__ import annotations

import ast
import logging
import pkgutil
import warnings
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest
from support import shown
from textual.actions import ActionParseResult
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from data.errors import Invalid, NotAllowed, Problem
from tui import commands, report, screens
from tui.app import OfferDesk
from tui.screens.base.screens import CommandScreen
from tui.text import cell_len
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import LinesView
from tui.widgets.top_bar import TopBar
from tui.widgets.virtual_table import VirtualTable

SCREENS = sorted(set(commands.COMMANDS) - {"list"})


@pytest.mark.parametrize("screen", SCREENS)
def test_the_key_bar_fits_with_help_first(screen: str) -> None:
    entries = commands.footer(screen)
    assert 0 < len(entries) <= 7
    if screen not in ("help", "picker"):
        assert entries[0].id == "help"
    width = 1 + sum(cell_len(f"{command.key_text} {command.title}  ") for command in entries)
    assert width <= 80


@pytest.mark.parametrize("screen", sorted(commands.COMMANDS))
def test_no_key_and_no_command_is_there_twice(screen: str) -> None:
    known = commands.COMMANDS[screen]
    keys = [key for command in known for key in command.keys]
    assert len(keys) == len(set(keys))
    assert len({command.id for command in known}) == len(known)
    assert all(command.help and command.title for command in known)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_screens_keys_leave_the_lists_keys_alone(screen: str) -> None:
    of_list = {key for command in commands.COMMANDS["list"] for key in command.keys} - {"enter"}
    mine = {key for command in commands.COMMANDS[screen] for key in command.keys}
    assert not mine & of_list


def test_the_fixed_keys_do_what_they_always_do() -> None:
    keys = {key: command.id for command in commands.COMMANDS["offers"] for key in command.keys} | {
        key: command.id for command in commands.COMMANDS["list"] for key in command.keys
    }
    for key, id in {
        "n": "new",
        "e": "edit",
        "s": "status",
        "slash": "filter",
        "p": "letter",
        "question_mark": "help",
        "ctrl+p": "palette",
        "q": "quit",
        "escape": "back",
        "enter": "open",
        "U": "undo_status",
        "D": "delete",
        "O": "reoffer",
        "1": "go_offers",
        "4": "go_fields",
        "j": "cursor_down",
        "G": "last",
    }.items():
        assert keys[key] == id
    assert "ctrl+s" in commands.COMMANDS["offer_form"][1].keys


def classes() -> list[type[CommandScreen[object]]]:
    """Every screen class that has commands, with all that the program knows."""
    for module in pkgutil.walk_packages(screens.__path__, "tui.screens."):
        import_module(module.name)
    found, todo = [], [CommandScreen]
    while todo:
        todo += (cls := todo.pop()).__subclasses__()
        found += [cls] if cls.__module__.startswith("tui.") and cls.commands_name else []
    return found


def test_every_command_has_its_action_and_its_condition_on_its_screen() -> None:
    known = classes()
    assert {cls.commands_name for cls in known} == set(SCREENS)
    for cls in known:
        focused = (cls, OfferDesk, VirtualTable, LinesView)
        for command in commands.COMMANDS[cls.commands_name]:
            action = f"action_{command.action_name}"
            assert any(hasattr(one, action) for one in focused), (cls, command.id)
            for name in filter(None, (command.needs, command.only_if)):
                assert isinstance(getattr(cls, name, None), property), (cls, command.id, name)


def test_one_action_of_a_screen_has_one_condition() -> None:
    for name, known in commands.COMMANDS.items():
        conditions = {(one.action_name, one.needs, one.only_if) for one in known if one.id != "to"}
        own = [action for action, *_ in conditions if action != "go"]
        assert len(own) == len(set(own)), name


def test_the_table_of_screens_says_what_the_type_checker_is_told() -> None:
    tree = ast.parse(Path(screens.__file__).read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    typed = {
        alias.asname: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    table = {name: f"tui.screens.{module}" for module, names in screens.WHERE.items()
             for name in names}  # fmt: skip
    assert typed == table
    for name in table:
        assert getattr(screens, name) is not None
    with pytest.raises(AttributeError, match="NoSuchScreen"):
        vars(screens)["__getattr__"]("NoSuchScreen")


def test_bindings_carry_an_id_for_a_persons_own_keys() -> None:
    bindings = commands.bindings("offers")
    assert all(isinstance(binding, Binding) and binding.id for binding in bindings)


def test_help_lists_the_screens_own_commands_and_moving_about() -> None:
    ids = [command.id for command in commands.for_help("offers")]
    assert {"new", "status", "cursor_down", "last"} <= set(ids)
    assert len(ids) == len(set(ids))


class Home(Screen[None]):
    commands_name = "offers"
    BINDINGS = commands.bindings("offers")

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.locked: bool | None = True

    def compose(self) -> ComposeResult:
        yield TopBar("offers", "3 expire this week")
        yield KeyBar("offers")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.locked if action == "edit" else True

    def action_new(self) -> None:
        self.done.append("new")

    def action_edit(self) -> None:
        raise NotAllowed("[b]It is accepted[/] and locked.")

    def action_reoffer(self) -> None:
        raise Invalid((Problem("a", "", "One."), Problem("b", "", "Two.")))


class Desk(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.went: list[str] = []

    def get_default_screen(self) -> Screen[None]:
        return Home()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        return await report.guard(self, super().run_action(action, default_namespace, namespaces))

    def action_go(self, place: str) -> None:
        self.went.append(place)


async def test_keys_and_clicks_on_the_bars_run_the_same_commands() -> None:
    async with Desk().run_test(size=(100, 10)) as pilot:
        home, desk = pilot.app.screen, pilot.app
        assert isinstance(home, Home) and isinstance(desk, Desk)
        bar = home.query_one(KeyBar)
        await pilot.press("n")
        await pilot.click(KeyBar, offset=(bar.render_line(0).text.index("New"), 0))
        assert home.done == ["new", "new"]
        top = home.query_one(TopBar)
        await pilot.click(TopBar, offset=(top.render_line(0).text.index("Jobs"), 0))
        assert desk.went == ["jobs"]
        assert top.render_line(0).text.rstrip().endswith("3 expire this week")
        home.locked = False
        assert "Edit" not in bar.render_line(0).text
        home.locked = None
        assert "Edit" in bar.render_line(0).text


async def test_an_error_of_the_rules_becomes_a_message_as_it_is() -> None:
    async with Desk().run_test(size=(80, 20)) as pilot:
        await pilot.press("e", "O")
        said = set(shown.messages(pilot.app))
        assert said == {
            ("Not possible now", "[b]It is accepted[/] and locked."),
            ("Please look at these", "One.\nTwo."),
        }
        with report.reported(pilot.app):
            raise NotAllowed("No.")
        assert pilot.app.is_running


@pytest.fixture
def quiet_root() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.captureWarnings(False)


def test_the_log_is_a_private_file_that_takes_warnings_too(
    tmp_path: Path, quiet_root: None
) -> None:
    path = report.set_up_logging(tmp_path / "log")
    assert path is not None
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("careful", stacklevel=1)
    assert "careful" in path.read_text()
    assert path.stat().st_mode & 0o077 == 0


def test_where_no_log_can_be_written_nothing_breaks(tmp_path: Path, quiet_root: None) -> None:
    (tmp_path / "file").write_text("")
    assert report.set_up_logging(tmp_path / "file") is None
