"""Ctrl+C while another program has the terminal, and the end of what serves a desk."""

import os
import signal
import subprocess
from collections.abc import Iterator

import pytest
from support.waiting import until

from tui import app as desk_app
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


@pytest.mark.usefixtures("desk")
async def test_a_desk_in_a_browser_ends_when_whoever_served_it_has_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk_app, "CHANGES_EVERY", 0.01)
    monkeypatch.setattr(desk_app.OfferDesk, "is_web", True)
    app = desk_app.OfferDesk()
    async with app.run_test() as pilot:
        await pilot.pause(0.1)
        assert app.return_code is None
        monkeypatch.setattr(os, "getppid", lambda: 4711)  # not 1 where somebody adopts orphans
        await until(pilot, lambda: app.return_code == 0)
