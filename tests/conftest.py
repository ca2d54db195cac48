"""What every test may ask for: an open desk, a clock that stands still, nobody's own settings."""

import os
import time as systime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support import making

from data.storage import database
from data.values import clock

os.environ["TZ"] = "UTC"  # the same day for everybody
systime.tzset()

_SLOW_MACHINE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile(
    "repeatable",
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=_SLOW_MACHINE,
)
"""What runs without being asked for: the same examples everywhere."""
settings.register_profile(
    "fresh", max_examples=200, deadline=None, print_blob=True, suppress_health_check=_SLOW_MACHINE
)
"""New examples every time: `pytest -m hypothesis --hypothesis-profile=fresh`."""
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def nobody_at_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Hide the developer's own desk and settings: the home folder is an empty one."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("OFFERDESK_")]:
        monkeypatch.delenv(name)
    return home


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
    database.open_desk(path)
    return path


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the tests of looks."""
    parser.addoption("--update-looks", action="store_true", help="write the golden texts anew")
    parser.addoption("--save-looks", default="", help="a folder for a picture of every screen")
