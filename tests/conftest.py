"""What every test may ask for: an open desk, a clock that stands still, nobody's own settings."""

import gc
import os
import shutil
import sqlite3
import time as systime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from looks import screens
from support import idle, making, styles_once

from data.storage import connection, database
from data.values import clock

os.environ["TZ"] = "UTC"  # the same day for everybody
systime.tzset()

_SLOW_MACHINE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
for name, most in (("repeatable", 8), ("thorough", 40)):
    settings.register_profile(
        name,
        max_examples=most,
        deadline=None,
        derandomize=True,
        suppress_health_check=_SLOW_MACHINE,
    )
"""The same examples everywhere: what runs without being asked for, and with the whole suite."""
settings.register_profile(
    "fresh", max_examples=200, deadline=None, print_blob=True, suppress_health_check=_SLOW_MACHINE
)
"""New examples every time: `pytest -m hypothesis --hypothesis-profile=fresh`."""
settings.load_profile("repeatable")


NOT_FOR_TESTS = (
    "OFFERDESK_",
    *("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"),
    *("COLUMNS", "LINES"),  # pytest-xdist sets them; Textual takes them for the terminal's size
)
"""Variables of the environment that would change what a program does."""


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector of garbage need not look through it again."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test sees the developer's own desk and settings: the home folder is another one.

    Nor does any wait until the disk has everything, which is most of the time of a small desk.
    """
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("LOGNAME", "recruiter")  # whoever runs the tests
        for name in [name for name in os.environ if name.startswith(NOT_FOR_TESTS)]:
            patch.delenv(name)
        patch.setattr(connection, "connect", _without_waiting)
        idle.patch(patch)
        styles_once.patch(patch)
        yield home


_connect = connection.connect


def _without_waiting(path: Path | str) -> sqlite3.Connection:
    connected = _connect(path)
    connected.execute("PRAGMA synchronous = OFF")
    return connected


@pytest.fixture
def synchronous(sandbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved is on the disk, as it is in the program: for tests of just that."""
    monkeypatch.setattr(connection, "connect", _connect)


@pytest.fixture(autouse=True)
def nobody_at_home(sandbox: Path) -> Iterator[Path]:
    """The home folder of the tests, empty."""
    yield sandbox
    for left in sandbox.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


@pytest.fixture(autouse=True)
def the_systems_clock_afterwards() -> Iterator[None]:
    """Whatever a test did to the clock and the desk ends with it."""
    yield
    clock.set_source(None)
    database.close_desk()


@pytest.fixture
def time() -> making.Time:
    """A clock that stands at noon of 22 November 2026 until the test moves it."""
    standing = making.Time()
    clock.set_source(standing)
    return standing


@pytest.fixture
def desk(tmp_path: Path, time: making.Time) -> Path:
    """An open, empty desk in a real file; the file's path."""
    path = tmp_path / "offers.db"
    making.open_empty(path)
    return path


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the desk with the made-up offers, made once; for tests to copy."""
    folder = tmp_path_factory.mktemp("made_up")
    with screens.demo(folder):
        pass
    return folder / "demo.db"


@pytest.fixture
def demo_desk(made_up: Path, tmp_path: Path) -> Path:
    """An open desk with the made-up offers, on the morning that they were made for."""
    path = tmp_path / "demo.db"
    shutil.copy(made_up, path)
    clock.set_source(lambda: screens.NOW)
    database.open_desk(path)
    return path


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the tests of looks."""
    parser.addoption("--update-looks", action="store_true", help="write the golden texts anew")
    parser.addoption("--save-looks", default="", help="a folder for a picture of every screen")
