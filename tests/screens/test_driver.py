"""The fast driver in a real pseudo-terminal: keys, Escape, suspending the input, quitting."""

import errno
import io
import os
import sys
import threading
from pathlib import Path

import pexpect
import pytest
from textual.app import App
from textual.drivers._writer_thread import WriterThread

from tui.performance import driver

APP = """
from textual import constants
from textual.app import App
from textual.widget import Widget
from tui.performance import driver

class Said(Widget):
    text = "ready"
    def render(self):
        return self.text

class Desk(App):
    BINDINGS = [("escape", "said('escaped')"), ("up", "said('upwards')"), ("q", "quit"),
                ("r", "again")]
    def compose(self):
        yield Said()
    def action_said(self, word):
        said = self.query_one(Said)
        said.text = word
        said.refresh()
    def action_again(self):
        self._driver.disable_input()
        self._driver.stop_application_mode()
        self._driver.start_application_mode()
        self.action_said("resumed")

desk = Desk(driver_class=driver.fast_driver())
assert desk.driver_class is driver.FastDriver
desk.run()
print("left in peace")
"""


@pytest.fixture
def desk(tmp_path: Path) -> "pexpect.spawn[str]":
    script = tmp_path / "desk.py"
    script.write_text(APP)
    root = Path(driver.__file__).parents[2]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "ESCDELAY"},
        "TERM": "xterm-256color",
        "PYTHONPATH": str(root),
    }
    child = pexpect.spawn(
        sys.executable,
        [str(script)],
        env=environment,
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=540,
    )
    child.expect("ready")
    yield child
    child.close(force=True)


def test_escape_is_escape_and_a_sequence_is_its_key(desk: "pexpect.spawn[str]") -> None:
    desk.send("\x1b")
    desk.expect("escaped")
    desk.send("\x1b[A")
    desk.expect("upwards")


def test_a_key_that_comes_in_two_pieces_is_one_key(desk: "pexpect.spawn[str]") -> None:
    desk.send("\x1b[")
    desk.send("A")
    desk.expect("upwards")


@pytest.mark.long
def test_the_rest_of_a_key_may_be_late(desk: "pexpect.spawn[str]") -> None:
    for _ in range(3):
        desk.send("\x1b[")
        with pytest.raises(pexpect.TIMEOUT):
            desk.expect("escaped", timeout=0.2)
        desk.send("A")
        desk.expect("upwards")
        desk.send("\x1b")
        desk.expect("escaped")


def test_escape_waits_longer_over_ssh_and_as_long_as_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("ESCDELAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    assert driver.escape_seconds() == driver.ESCAPE_SECONDS
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.2 50000 10.0.0.1 22")
    assert driver.escape_seconds() == driver.REMOTE_ESCAPE_SECONDS
    monkeypatch.setenv("ESCDELAY", "70")
    assert driver.escape_seconds() == driver.constants.ESCAPE_DELAY


def test_bytes_that_are_no_text_do_not_end_it(desk: "pexpect.spawn[str]") -> None:
    os.write(desk.fileno(), b"\xff\xfe")
    desk.send("\x1b[A")
    desk.expect("upwards")


def test_quitting_leaves_the_terminal_and_ends_well(desk: "pexpect.spawn[str]") -> None:
    desk.send("q")
    desk.expect("left in peace")
    desk.expect(pexpect.EOF)
    desk.wait()
    assert desk.exitstatus == 0


def test_input_can_stop_and_go_on(desk: "pexpect.spawn[str]") -> None:
    desk.send("r")
    desk.expect("resumed")
    desk.send("\x1b[A")
    desk.expect("upwards")


def test_where_textual_looks_different_the_stock_driver_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert driver.fast_driver() is driver.FastDriver
    monkeypatch.delattr(driver.LinuxDriver, "run_input_thread")
    assert driver.fast_driver() is None


class Gone(io.StringIO):
    """A terminal that was closed."""

    def write(self, text: str) -> int:
        raise OSError(errno.EIO, "Input/output error")

    def flush(self) -> None:
        raise OSError(errno.EIO, "Input/output error")


def test_a_terminal_that_has_gone_keeps_nobody_waiting() -> None:
    writer = WriterThread(driver.Unbreakable(Gone()))
    writer.start()
    many = threading.Thread(target=lambda: [writer.write("x") for _ in range(500)], daemon=True)
    many.start()
    many.join(30)
    assert not many.is_alive()
    writer.stop()


async def test_the_driver_draws_on_what_may_go() -> None:
    made = driver.FastDriver(App())
    made.close()
    assert isinstance(made._file, driver.Unbreakable)
