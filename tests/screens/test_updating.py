"""The line about an update of the desk that takes long."""

import io
import sys
import time
from pathlib import Path

import pytest

from tui import updating


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("kind", [Terminal, io.StringIO])
def test_seconds_are_counted_on_a_terminal_and_gone_in_the_end(
    monkeypatch: pytest.MonkeyPatch, kind: type[io.StringIO]
) -> None:
    shown, now = kind(), [7.0]
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    for seconds in (7.0, 7.9, 8.1, 8.2, 10.0):
        now[0] = seconds
        updating.say(Path("a\x1b.db"), True)
    updating.say(Path("a\x1b.db"), False)
    updating.say(Path("a\x1b.db"), False)
    line = "\r\x1b[KUpdating a\ufffd.db to this version: "
    expected = f"{line}1 s{line}3 s\r\x1b[K"
    assert shown.getvalue() == (expected if shown.isatty() else "")
