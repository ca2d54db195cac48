"""The desk is left from anywhere, for good or for a while, and nothing that was typed is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from journeys import desks
from journeys.terminal import Terminal

ROOT = Path(__file__).parents[2]


@pytest.mark.long
def test_the_shell_gets_the_terminal_and_gives_it_back_and_leaving_asks(tmp_path: Path) -> None:
    path = desks.make(tmp_path / "desk.db")
    env = {"PYTHONPATH": str(ROOT), "PS1": "shell> "}
    with Terminal(["bash", "--norc", "-i"], env=env) as shell:
        shell.wait_for("shell>")
        shell.type(f"{sys.executable} -m tui --db {path}\r")
        shell.wait_for("All offers")
        shell.press("ctrl+z")
        shell.wait_for("Stopped")
        assert shell.restored
        shell.type("fg\r")
        shell.wait_for("What comes first")
        shell.press("n")
        shell.wait_for("New offer")
        shell.press("ctrl+c")
        shell.wait_for("^q leaves the desk")
        shell.press("tab", "tab")
        shell.type("50k")
        shell.wait_for("50k")
        shell.press("tab", "enter")
        shell.wait_for("Enter Choose")
        shell.press("ctrl+q")
        shell.wait_for("Leave without saving?")
        shell.press("escape")
        shell.wait_gone("Leave without saving?")
        assert "50k" in "\n".join(shell.screen())
        shell.press("ctrl+q")
        shell.wait_for("Leave without saving?")
        shell.press("d")
        shell.wait_gone("New offer")
        shell.wait_for("shell>")
        assert shell.restored


@pytest.mark.long
def test_where_no_shell_waits_the_desk_stays(tmp_path: Path) -> None:
    path = desks.make(tmp_path / "desk.db")
    command = [sys.executable, "-m", "tui", "--db", path]
    with Terminal(command, env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_for("All offers")
        terminal.press("ctrl+z")
        terminal.wait_for("No shell waits")
        terminal.press("ctrl+q")
        assert terminal.exit_status == 0
