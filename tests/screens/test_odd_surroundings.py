"""Whatever surrounds the program: one sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.everyday import everyday

from data.storage import database

ROOT = Path(database.__file__).parents[2]
DEVICE = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")


@pytest.fixture
def place(made_up: Path, tmp_path: Path) -> Path:
    """A folder with a desk and what is none."""
    (tmp_path / "d.db").write_bytes(made_up.read_bytes())
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.db").touch()
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def outcome(place: Path, line: str, **env: str) -> tuple[int, str]:
    """Run a line of a shell in which `offerdesk` is the program: exit code, standard error."""
    program = f"{sys.executable} -m tui"
    shell = subprocess.run(
        ["bash", "-c", line.replace("offerdesk", program)],
        capture_output=True, cwd=place, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **env},
    )  # fmt: skip
    said = shell.stderr.decode("utf-8", "replace")
    assert "Traceback" not in said + shell.stdout.decode("utf-8", "replace")
    assert "should not" not in said
    return shell.returncode, said


@pytest.mark.parametrize(
    ("line", "code", "words"),
    everyday(
        [
            ("offerdesk --db d.db list >&-", 1, "Standard output cannot be written: bad file"),
            ("offerdesk --db d.db export --to json >&-", 1, "Standard output cannot be written"),
            pytest.param("offerdesk --db d.db list >/dev/full", 1, "no space left", marks=DEVICE),
            pytest.param(
                "offerdesk --db d.db show 1 --json >/dev/full", 1, "no space", marks=DEVICE
            ),
            pytest.param("offerdesk --db d.db letter 1 >/dev/full", 1, "no space", marks=DEVICE),
            ("offerdesk nonsense 2>&-", 2, ""),
            ("offerdesk --db d.db show 1 <&-", 0, ""),
            ("offerdesk --db d.db <&-", 2, "terminal"),
            ("offerdesk --db d.db note 1 - <&-", 1, ""),
            ("offerdesk --db '~nobodyatall/x.db' list", 1, "no desk in ~nobodyatall/x.db"),
            ("offerdesk --db pipe list", 1, "pipe is a pipe or a device"),
            ("offerdesk verify pipe", 1, "pipe is a pipe or a device"),
            ("offerdesk --db d.db restore folder", 1, "folder is a folder"),
            ("offerdesk salvage pipe -o n.db", 1, "pipe"),
            ("offerdesk verify empty.db", 1, "no desk in empty.db"),
            ("offerdesk --db loop list", 1, "no desk in loop"),
            ("ulimit -n 6; offerdesk --db d.db list", 1, ""),
        ],
        most=6,
    ),
)
def test_one_sentence_and_an_exit_code(place: Path, line: str, code: int, words: str) -> None:
    returned, said = outcome(place, line)
    assert returned == code
    assert words in said
    assert said.count("\n") <= 1


@pytest.mark.parametrize(
    "zone", everyday(["", "Nowhere/None", "../../etc/passwd", "EST5EDT4,M3", "\udcff"], most=2)
)
def test_odd_time_zones_are_counted_with(place: Path, zone: str) -> None:
    assert outcome(place, "offerdesk --db d.db show 1", TZ=zone)[0] == 0


def test_a_time_zone_that_nobody_can_count_with_is_named(place: Path) -> None:
    code, said = outcome(place, "offerdesk --db d.db show 1", TZ="UTC+99")
    assert (code, "TZ=UTC+99 is no time zone" in said) == (2, True)


@pytest.mark.parametrize("setting", ["env -u HOME", "HOME=", "LC_ALL=xx_YY.bogus", "COLUMNS=abc"])
def test_odd_settings_change_nothing(place: Path, setting: str) -> None:
    assert outcome(place, f"{setting} offerdesk --db d.db list") == (0, "")


def test_a_file_that_grew_too_large_leaves_nothing(place: Path) -> None:
    before = {one.name for one in place.iterdir()} | {"d.db-wal", "d.db-shm"}
    code, said = outcome(place, "ulimit -f 8; offerdesk --db d.db backup copy.db")
    assert (code, said.count("\n")) == (1, 1)
    code, said = outcome(place, "ulimit -f 8; offerdesk salvage d.db -o new.db")
    assert (code, said.count("\n")) == (1, 1)
    assert {one.name for one in place.iterdir()} <= before
