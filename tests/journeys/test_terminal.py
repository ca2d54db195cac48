"""The terminal of the journeys itself, tried on a small app."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.terminal import Terminal
from support.everyday import everyday

APP = """
from textual.app import App
from textual.widgets import Input, Static

class Small(App):
    BINDINGS = [("ctrl+s", "say('saved')"), ("escape", "say('escaped')"), ("ctrl+q", "leave")]

    def compose(self):
        yield Input(id="name")
        yield Static("hello Zoë", id="said")
        yield Static("", id="keys")

    def on_resize(self, event):
        self.query_one("#keys").update(f"{event.size.width} columns")

    def on_key(self, event):
        self.query_one("#said").update(f"key {event.key}")

    def action_say(self, word):
        self.query_one("#said").update(word)

    def action_leave(self):
        self.exit(return_code=3)

app = Small()
app.run()
raise SystemExit(app.return_code)
"""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    script = tmp_path / "small.py"
    script.write_text(APP)
    with Terminal([sys.executable, script], columns=60, rows=12) as opened:
        opened.wait_for("hello Zoë")
        yield opened


def test_what_is_typed_arrives_and_is_seen(terminal: Terminal) -> None:
    terminal.type("Łukasz")
    assert any("Łukasz" in line for line in terminal.wait_for("Łukasz"))
    assert len(terminal.screen()) == 12


@pytest.mark.parametrize(
    ("key", "said"),
    everyday(
        [
            ("escape", "escaped"),
            ("ctrl+s", "saved"),
            ("up", "key up"),
            ("pagedown", "key pagedown"),
        ]
    ),
)
def test_keys_arrive_by_their_names(terminal: Terminal, key: str, said: str) -> None:
    terminal.press(key)
    terminal.wait_for(said)


def test_keys_arrive_in_their_order(terminal: Terminal) -> None:
    terminal.press("a", "b", "c")
    terminal.wait_for("abc")
    terminal.press("backspace")
    terminal.wait_gone("abc")
    terminal.press("d")
    terminal.wait_for("abd")


@pytest.mark.long
def test_an_unknown_key_is_a_mistake_of_the_test(terminal: Terminal) -> None:
    with pytest.raises(KeyError, match="ctrl\\+enter"):
        terminal.press("ctrl+enter")


@pytest.mark.long
def test_a_wait_that_fails_shows_the_whole_screen(terminal: Terminal) -> None:
    with pytest.raises(AssertionError, match=r"(?s)waited for “goodbye”.*hello Zoë"):
        terminal.wait_for("goodbye", timeout=0.2)


@pytest.mark.long
def test_what_goes_is_waited_for(terminal: Terminal) -> None:
    terminal.press("ctrl+s")
    terminal.wait_gone("hello Zoë")


@pytest.mark.long
def test_the_program_learns_of_another_size(terminal: Terminal) -> None:
    terminal.resize(90, 20)
    terminal.wait_for("90 columns")
    assert len(terminal.screen()) == 20


def test_the_end_of_the_program_is_seen_and_the_terminal_was_given_back(
    terminal: Terminal,
) -> None:
    assert not terminal.restored
    terminal.press("ctrl+q")
    assert terminal.exit_status == 3
    assert terminal.restored


def test_a_program_that_is_killed_does_not_give_the_terminal_back(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(
        "import os\nprint('\\x1b[?1049h', end='', flush=True)\nos.kill(os.getpid(), 9)"
    )
    with Terminal([sys.executable, script]) as terminal:
        assert terminal.exit_status == -9
        assert not terminal.restored
