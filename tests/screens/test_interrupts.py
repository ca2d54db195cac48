"""Ctrl+C while another program has the terminal."""

import os
import signal
import subprocess
from collections.abc import Iterator

import pytest

from tui import interrupts


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Interrupts are heard, also where the tests themselves run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_interrupt_ends_the_other_program_and_not_the_desk() -> None:
    with interrupts.left_to_others():
        os.kill(os.getpid(), signal.SIGINT)
        ended = subprocess.run(["sh", "-c", "kill -INT $$"], check=False).returncode
    assert ended == -signal.SIGINT
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
