"""What nobody foresaw ends in one sentence and a log, never in a traceback on the terminal."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from journeys import desks
from journeys.terminal import Terminal
from support.everyday import everyday

ROOT = Path(__file__).parents[2]
BROKEN = """
import sys
from pathlib import Path
from tui import app
def broken(self):
    raise RuntimeError("secret detail")
app.OffersScreen.action_status = broken
sys.exit(app.run(Path(sys.argv[1])))
"""


@pytest.mark.long
def test_an_unforeseen_error_is_a_sentence_and_the_terminal_is_given_back(tmp_path: Path) -> None:
    path = desks.make(tmp_path / "desk.db")
    desks.an_offer(path)
    home = tmp_path / "home"
    home.mkdir()
    command = [sys.executable, "-c", BROKEN, path]
    with Terminal(command, env={"PYTHONPATH": str(ROOT), "HOME": str(home)}) as terminal:
        terminal.wait_for("1 offer")
        terminal.press("s")
        said = "\n".join(terminal.wait_for("something went wrong"))
        assert terminal.exit_status == 1
        assert terminal.restored
    assert "Traceback" not in said
    assert "RuntimeError" not in said
    assert "secret detail" not in said
    (log,) = home.rglob("offerdesk.log")
    assert "RuntimeError: secret detail" in log.read_text("utf-8")


@pytest.mark.parametrize("number", everyday([signal.SIGTERM, signal.SIGHUP]))
def test_a_signal_closes_the_desk_and_gives_the_terminal_back(
    tmp_path: Path, number: signal.Signals
) -> None:
    path = desks.make(tmp_path / "desk.db")
    desks.an_offer(path)
    command = [sys.executable, "-m", "tui", "--db", path]
    with Terminal(command, env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}) as terminal:
        terminal.wait_for("1 offer")
        os.kill(terminal.process, number)
        assert terminal.exit_status == 128 + number
        assert terminal.restored
    assert not list(tmp_path.glob("desk.db-*"))


@pytest.mark.long
@pytest.mark.parametrize("elsewhere", everyday(["2>&-", "2>errors.txt"]))
def test_the_screen_is_seen_wherever_standard_error_goes(tmp_path: Path, elsewhere: str) -> None:
    path = desks.make(tmp_path / "desk.db")
    desks.an_offer(path)
    command = ["sh", "-c", f"exec {sys.executable} -m tui --db {path} {elsewhere}"]
    env = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    with Terminal(command, env=env, cwd=tmp_path) as terminal:
        terminal.wait_for("1 offer")
        terminal.press("q")
        assert terminal.exit_status == 0
        assert terminal.restored
    assert not (tmp_path / "errors.txt").exists() or not (tmp_path / "errors.txt").read_bytes()
