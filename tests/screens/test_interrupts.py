"""Ctrl+C while another program has the terminal."""

import os
import signal
import subprocess

import pytest

from tui import interrupts


def test_an_interrupt_ends_the_other_program_and_not_the_desk() -> None:
    with interrupts.left_to_others():
        os.kill(os.getpid(), signal.SIGINT)
        ended = subprocess.run(["sh", "-c", "kill -INT $$"], check=False).returncode
    assert ended == -signal.SIGINT
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
