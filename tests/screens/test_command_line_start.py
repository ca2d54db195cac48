"""What the command line loads before it answers, counted in modules, and how it names a command."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.samples.demo import fill_demo
from data.storage import database
from data.version import __version__
from tui.cli.arguments import named, parser

ROOT = Path(__file__).parents[2]
_LOADED = (
    "import sys; from tui.__main__ import main; code = main();"
    "own = [one for one in sys.modules if one.partition('.')[0] in ('data', 'tui')];"
    "print(*own, file=sys.stderr); sys.exit(code)"
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed desk with offers."""
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    database.open_desk(path)
    fill_demo()
    database.close_desk()
    return path


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own; what it has loaded of the program is on standard error."""
    return subprocess.run(
        [sys.executable, "-c", _LOADED, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, **env},
        check=False,
        timeout=540,
    )


@pytest.mark.parametrize(
    ("words", "most"), [(["--version"], 4), (["list", "--limit", "5"], 41), (["show", "1"], 94)]
)
def test_a_command_loads_no_more_than_it_needs(db: Path, words: list[str], most: int) -> None:
    done = run(*words, OFFERDESK_DB=str(db))
    assert done.returncode == 0
    assert 2 <= len(done.stderr.split()) <= most, done.stderr


def test_a_list_loads_nothing_of_what_takes_python_longest(db: Path) -> None:
    heavy = "print(*{'inspect', 'shutil', 'decimal', 'json', 'peewee'} & set(sys.modules))"
    code = "import sys; from tui.__main__ import main; sys.stdout = sys.stderr; main();"
    done = subprocess.run(
        [sys.executable, "-c", f"{code} sys.stdout = sys.__stdout__; {heavy}", "list"],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "OFFERDESK_DB": str(db)},
        check=True, timeout=540,
    )  # fmt: skip
    assert done.stdout.split() == []
    assert "CANDIDATE" in done.stderr


def test_the_version_is_told_as_the_command_line_tells_it() -> None:
    assert run("--version").stdout == f"offerdesk {__version__}\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_version_that_nobody_can_read_is_complained_of() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "--version"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=540,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "offerdesk: Standard output cannot be written: no space left on device.\n"


@pytest.mark.parametrize(
    ("argv", "name"),
    [
        (["list", "import"], "list"),
        (["--db", "show", "list"], "list"),
        (["--db=show", "--theme", "dark", "new"], "new"),
        (["--d", "list", "show"], None),  # argparse knows options by their beginning, too
        (["lst"], None),
        (["--help", "list"], None),
        (["--db"], None),
        ([], None),
    ],
)
def test_the_command_is_named_where_that_is_sure(argv: list[str], name: str | None) -> None:
    assert named(argv) == name


def helped(command: str, *, alone: bool) -> str:
    """What --help says after a command."""
    with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.suppress(SystemExit):
        parser(command if alone else None).parse_args([command, "--help"])
    return said.getvalue()


@pytest.mark.parametrize("command", ["demo", "export", "import", "letter", "list", "new", "status"])
def test_a_command_by_itself_has_the_same_options(command: str) -> None:
    assert helped(command, alone=True) == helped(command, alone=False) != ""
