"""Small changes to the letters of a company, with keys only in a real terminal, and counted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys import desks
from journeys.terminal import Terminal
from support.delivering import PNG

from data.settings import paper_files, settings
from data.storage import database

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.long


class Counted:
    """Keys pressed in a terminal, counted; every letter typed is one."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Press keys by name."""
        self.keys += len(keys)
        self.terminal.press(*keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.keys += len(text)
        self.terminal.type(text)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return desks.make(tmp_path / "desk.db")


@pytest.fixture
def counted(path: Path, tmp_path: Path) -> Iterator[Counted]:
    (tmp_path / "logo.png").write_bytes(PNG)
    command = [sys.executable, "-m", "tui", "--db", path]
    env = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    with Terminal(command, columns=100, rows=30, env=env) as opened:
        opened.wait_for("All offers")
        yield Counted(opened)


def settings_at(counted: Counted, label: str, tabs: int) -> None:
    """The settings with the keys in a field, so many Tabs from the first."""
    counted.press("5")
    counted.terminal.wait_for("as letters name it")
    counted.press(*["tab"] * tabs)
    counted.terminal.wait_for(f"▌{label}")


def saved(counted: Counted) -> None:
    counted.press("ctrl+s")
    counted.terminal.wait_for("Settings saved")


def test_another_signatory(counted: Counted, path: Path) -> None:
    settings_at(counted, "And by", 8)
    counted.type("Rui Costa")
    counted.terminal.wait_for("Rui Costa")
    saved(counted)
    assert counted.keys == 1 + 8 + len("Rui Costa") + 1
    database.open_desk(path)
    assert settings.get("second_signatory_name") == "Rui Costa"


def test_a_logo(counted: Counted, path: Path) -> None:
    settings_at(counted, "Logo", 11)
    counted.type("~/lo")
    counted.press("tab")
    counted.terminal.wait_for("~/logo.png")
    saved(counted)
    assert counted.keys == 1 + 11 + len("~/lo") + 1 + 1
    database.open_desk(path)
    logo = paper_files.get(settings.get("logo_file"))
    assert logo is not None and logo.data == PNG
