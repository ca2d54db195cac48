"""What was typed into a form outlives the program, however that ended."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from journeys import desks
from journeys.terminal import Terminal
from support import making

ROOT = Path(__file__).parents[2]


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_note_that_was_half_written_is_there_after_the_end(
    tmp_path: Path, number: signal.Signals
) -> None:
    path = desks.make(tmp_path / "desk.db")
    desks.an_offer(path)
    command = [sys.executable, "-m", "tui", "--db", path]
    env = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    with Terminal(command, 80, 24, env=env) as terminal:
        terminal.wait_for("1 offer")
        terminal.press("N")
        terminal.wait_for("It stays as written")
        terminal.type("She asked for Fridays off")
        terminal.wait_for("Fridays off")
        if number == signal.SIGKILL:  # all others are heard, and keep it at once
            wait_until_kept(path, "Fridays off")
        os.kill(terminal.process, number)
        assert terminal.exit_status in (-number, 128 + number)
    with Terminal(command, 80, 24, env=env) as terminal:
        terminal.wait_for("Not saved: Note on Mina Holt's offer")
        terminal.wait_for("Note: She asked for Fridays off")
        terminal.press("t")
        terminal.wait_gone("Not saved")
        terminal.wait_for("not saved yet")
        terminal.press("ctrl+s")
        terminal.wait_gone("not saved yet")
        terminal.press("q")
        assert terminal.exit_status == 0
    assert making.rows(path, "SELECT text FROM events WHERE kind = 'note'") == [
        ("She asked for Fridays off",)
    ]
    assert kept(path) == [(0,)]


def wait_until_kept(path: Path, text: str) -> None:
    """Look often: nothing on the screen says it."""
    for _ in range(1000):
        if text in str(making.rows(path, "SELECT entries FROM typed_work")):
            return
        time.sleep(0.02)
    raise AssertionError("nothing was kept")


def kept(path: Path) -> list[tuple[int]]:
    return making.rows(path, "SELECT count(*) FROM typed_work")
