"""The tutorial is true: every key in it is pressed in a real terminal, and what it says is seen."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from journeys.terminal import Terminal

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT.joinpath("docs/tutorial.md").read_text("utf-8")
NAMES = {"Enter": "enter", "Esc": "escape", "Tab": "tab"}


class Step(NamedTuple):
    """What is pressed, and what is seen then; nothing at the end."""

    keys: tuple[str, ...]
    seen: str


def steps() -> list[Step]:
    """The rows of the tables."""
    rows = [line.split("|") for line in TUTORIAL.splitlines() if line.startswith("| `")]
    return [
        Step(tuple(re.findall("`(.+?)`", row[1])), "".join(re.findall("`(.+)`", row[2])))
        for row in rows
    ]


def do(terminal: Terminal, key: str) -> None:
    """Press a key as people write it, or type what stands in quotation marks."""
    if key.startswith('"'):
        terminal.type(key.strip('"'))
        terminal.wait_for(key.strip('"'))
        return
    before = terminal.screen()
    terminal.press(f"ctrl+{key[1:]}" if key.startswith("^") else NAMES.get(key, key))
    if key == "Esc":  # a key right behind it would be read as one with it
        terminal.wait_until(lambda lines: lines != before, "something else")


def test_the_tutorial_has_steps_and_ends_by_leaving() -> None:
    assert len(steps()) > 15
    assert steps()[-1] == Step(("q",), "")
    assert all(step.seen for step in steps()[:-1])


@pytest.mark.long
def test_every_key_of_the_tutorial_does_what_it_says() -> None:
    command = [sys.executable, "-m", "tui", "demo"]
    with Terminal(command, columns=100, rows=36, env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_for("All offers", 60)
        for step in steps():
            for key in step.keys:
                do(terminal, key)
            if step.seen:
                terminal.wait_for(step.seen)
        assert terminal.exit_status == 0
