"""Reaches into Textual and Python: each does what it is for, and fails when no longer needed."""

from __future__ import annotations

import ast
import gc
import os
import subprocess
import sys
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from looks import screens
from support import making
from support.shown import lines
from textual.app import App, ComposeResult
from textual.content import Content
from textual.drivers import linux_driver
from textual.geometry import Region
from textual.widget import Widget

from tui.performance import borders, frame_rate, idle_collector

ROOT = Path(__file__).parents[2]


# ---------------------------------------------------------------- frames


def frames_with(environment: dict[str, str], before: str = "") -> int:
    script = f"{before}\nfrom textual import constants\nprint(constants.MAX_FPS)"
    clean = {key: value for key, value in os.environ.items() if key != "TEXTUAL_FPS"}
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, env=clean | environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return int(run.stdout)


def test_there_are_more_frames_unless_a_person_says_otherwise() -> None:
    ours = "from tui.performance import frame_rate\nframe_rate.raise_it()"
    assert frames_with({}, ours) == frame_rate.FRAMES
    assert frames_with({"TEXTUAL_FPS": "30"}, ours) == 30


def test_textual_still_draws_fewer_frames() -> None:
    assert frames_with({}) < frame_rate.FRAMES


# ---------------------------------------------------------------- the driver


def test_the_stock_driver_still_asks_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that waits for keys without a time limit is as good as ours."""
    waits: list[float | None] = []
    stop = Event()

    class Selector:
        def register(self, *args: object) -> None: ...

        def select(self, timeout: float | None = None) -> list[object]:
            waits.append(timeout)
            stop.set()
            return []

        def unregister(self, *args: object) -> None: ...

        def close(self) -> None: ...

    stock: Any = SimpleNamespace(
        fileno=0, _debug=False, exit_event=stop, process_message=lambda message: None
    )
    monkeypatch.setattr(linux_driver.selectors, "SelectSelector", Selector)
    monkeypatch.setattr(linux_driver.selectors, "DefaultSelector", Selector)
    linux_driver.LinuxDriver.run_input_thread(stock)
    assert waits and waits[0] is not None


# ---------------------------------------------------------------- borders


class Drawn(Widget):
    """Remembers what it was asked to draw."""

    def __init__(self) -> None:
        super().__init__()
        self.regions: list[tuple[Region, ...]] = []

    def refresh(self, *regions: Region, **options: Any) -> Drawn:
        if self.is_mounted:
            self.regions.append(regions)
        return super().refresh(*regions, **options)


class Host(App[None]):
    def compose(self) -> ComposeResult:
        yield Drawn()


async def test_only_the_border_is_drawn_for_what_it_says() -> None:
    async with Host().run_test() as pilot:
        widget = pilot.app.query_one(Drawn)
        widget.regions.clear()
        borders.set_border_subtitle(widget, "2 of 12 [b]")
        assert widget.border_subtitle == r"2 of 12 \[b]"
        assert widget.regions == [(Region(0, widget.size.height, widget.size.width, 1),)]


async def test_a_title_is_drawn_by_itself_and_only_when_it_is_another() -> None:
    async with Host().run_test() as pilot:
        widget = pilot.app.query_one(Drawn)
        widget.regions.clear()
        for words in ("7+ offers", "7+ offers", "8 offers"):
            borders.set_border_title(widget, Content(words))
        assert widget.border_title == "8 offers"
        assert widget.regions == [(Region(0, -1, widget.size.width, 1),)] * 2


async def test_what_is_drawn_for_a_title_reaches_the_screen() -> None:
    class Bordered(Host):
        CSS = "Drawn { border: round white; height: 5; }"

    async with Bordered().run_test() as pilot:
        widget = pilot.app.query_one(Drawn)
        borders.set_border_title(widget, Content("7 offers"))
        await pilot.pause()
        assert "7 offers" in lines(pilot.app)[0]


async def test_textual_still_draws_the_whole_widget() -> None:
    async with Host().run_test() as pilot:
        widget = pilot.app.query_one(Drawn)
        widget.regions.clear()
        widget.border_subtitle = "2 of 12"
        assert () in widget.regions


# ---------------------------------------------------------------- garbage


def test_garbage_is_collected_at_rest_and_not_while_somebody_types(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, collected = [100.0], []
    new = [idle_collector.LITTLE_GARBAGE + 1]
    monkeypatch.setattr(idle_collector, "monotonic", lambda: now[0])
    monkeypatch.setattr(idle_collector.gc, "collect", lambda *what: collected.append(what))
    monkeypatch.setattr(idle_collector.gc, "get_count", lambda: (new[0], 0, 0))
    collector = idle_collector.IdleCollector()
    collector.collect()
    assert collected == []  # somebody has just typed
    now[0] += idle_collector.COLLECT_EVERY * 2
    collector.collect()
    assert collected == [(0,)]  # what is new
    collector.key_pressed()
    new[0] = idle_collector.MUCH_GARBAGE + 1
    collector.collect()
    assert collected == [(0,), (0,)]  # too much to wait
    now[0] += idle_collector.LONG_REST * 2
    collector.collect()
    collector.collect()
    assert collected[2] == ()  # everything, once
    assert collected.count(()) == 1


@pytest.mark.usefixtures("desk")
async def test_a_running_desk_still_has_too_much_to_look_through_at_a_key() -> None:
    """So many objects take the collector several milliseconds, which a key would wait."""
    making.an_offer()
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert len(gc.get_objects()) + gc.get_freeze_count() > 50_000


# ---------------------------------------------------------------- nothing else

ELSEWHERE = {
    # what a person reads when something nobody foresaw has ended the program
    "tui/app.py": {"_exit_renderables", "_close_messages_no_wait", "_exception"},
    # a text area takes keys there, and has no public place for keys of one's own
    "tui/widgets/long_entry.py": {"_on_key"},
    # that, its own keys run there, and the types of an edit that undo takes back as one
    "tui/widgets/template_area.py": {
        "_bindings",
        "_on_key",
        "textual.document._document",
        "textual.document._edit",
    },
}
"""Insides of Textual that are touched for other reasons than speed."""


INSIDES = {*dir(App()), *dir(Widget())}


def touched(path: Path) -> set[str]:
    """Private names that a module of the terminal takes from something it does not define."""
    tree = ast.parse(path.read_text("utf-8"))
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    own |= {node.attr for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}  # fmt: skip
    inside = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and node.attr in INSIDES
    }
    modules = {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and "._" in (node.module or "").replace("tui.__main__", "")
    }
    return (inside - own) | {str(name) for name in modules}


def test_the_insides_of_textual_are_touched_in_one_folder() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): names
        for path in (ROOT / "tui").rglob("*.py")
        if path.parent.name != "performance" and (names := touched(path))
    }
    assert found == ELSEWHERE
