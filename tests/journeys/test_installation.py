"""The program as it is installed: one package, whatever else is called data or tui beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import hatchling
import pytest
import textual
from journeys import desks
from journeys.terminal import Terminal

from data.offers import offer_editing
from data.people import candidates
from data.records.candidate_records import CandidateDraft
from data.records.offer_records import OfferDraft
from data.storage import database
from data.templates import templates
from tui import launcher

ROOT = Path(__file__).parents[2]
FOLDERS = ("data", "letter_templates", "tui")
LIBRARIES = {str(Path(module.__file__ or "").parents[1]) for module in (textual, hatchling)}
"""Where the libraries of the tests are: nothing is fetched for this."""
SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""How an archive is unpacked; the first releases of Python 3.11 know no filter."""


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """What a program prints; fails with all of its output when it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


def build(target: str, source: Path, folder: Path) -> Path:
    """The archive that a source tree is built into."""
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder, cwd=source)
    (archive,) = folder.iterdir()
    return archive


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that is built from the source distribution."""
    folder = tmp_path_factory.mktemp("built")
    with tarfile.open(build("sdist", ROOT, folder / "sdist")) as archive:
        archive.extractall(folder, **SAFELY)
    (source,) = folder.glob("offerdesk-*")
    return build("wheel", source, folder / "wheel")


def strangers(folder: Path) -> Path:
    """Packages of others that have the names of ours."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("'''Of somebody else.'''\n")
    return folder


def environment(folder: Path) -> Path:
    """A new environment with the libraries and with strangers that are imported at the start."""
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    (site,) = folder.glob("lib/python*/site-packages")
    strangers(site)
    (site / "zz_strangers.pth").write_text("import data, letter_templates, tui\n")
    (site / "libraries.pth").write_text("\n".join(LIBRARIES))
    return folder / "bin"


@pytest.fixture(scope="module", params=["wheel", pytest.param("editable", marks=pytest.mark.long)])
def bin_folder(
    request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Where the program is after an installation of either kind among strangers."""
    folder = environment(tmp_path_factory.mktemp("installed") / "environment")
    what = [wheel] if request.param == "wheel" else ["--no-build-isolation", "-e", ROOT]
    pip = (sys.executable, "-m", "pip", "--python", folder / "python")
    # offerdesk may be among the libraries: what is installed there does not count
    run(*pip, "install", "--ignore-installed", "--no-index", "--no-deps", *what, cwd=folder)
    return folder


@pytest.fixture(params=["script", "module"])
def program(request: pytest.FixtureRequest, bin_folder: Path) -> list[Path | str]:
    """Both ways to start it."""
    if request.param == "script":
        return [bin_folder / "offerdesk"]
    return [bin_folder / "python", "-m", "offerdesk"]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with an offer whose letter follows the usual template."""
    path = desks.make(tmp_path / "desk.db")
    database.open_desk(path)
    try:
        candidate, template = candidates.create(CandidateDraft("Mina", "Holt")), templates.default()
        assert template
        draft = OfferDraft(candidate_id=candidate.id, job_id=1, template_id=template.id)
        offer_editing.create(draft)
    finally:
        database.close_desk()
    return path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with strangers, in which the program is started and which PYTHONPATH names."""
    return strangers(tmp_path / "elsewhere")


@pytest.mark.long
def test_the_wheel_holds_one_package_with_every_file(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        f"offerdesk/{path.relative_to(ROOT).as_posix()}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.parent.name != "launcher"
    } | {"offerdesk/__init__.py", "offerdesk/__main__.py"}
    assert {name for name in held if ".dist-info/" not in name} == expected


def test_the_strangers_would_break_it_if_they_were_first(elsewhere: Path) -> None:
    code = "import data.errors"
    with pytest.raises(AssertionError, match=r"No module named 'data\.errors'"):
        run(sys.executable, "-c", code, cwd=elsewhere, env={"PYTHONPATH": str(elsewhere)})


def test_windows_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(SystemExit, match="POSIX"):
        launcher.main()


@pytest.mark.long
def test_lists_and_letters_among_strangers(
    program: list[Path | str], desk: Path, elsewhere: Path
) -> None:
    env = {"PYTHONPATH": str(elsewhere), "OFFERDESK_DB": str(desk)}
    assert run(*program, "--version", cwd=elsewhere, env=env).startswith("offerdesk ")
    (offer,) = json.loads(run(*program, "list", "--json", cwd=elsewhere, env=env))
    command = [*program, "letter", str(offer["id"]), "--as", "text", "--force"]
    letter = run(*command, cwd=elsewhere, env=env)
    assert "Ferncastle Instruments" in letter


@pytest.mark.long
def test_the_desk_a_letter_and_the_templates_among_strangers(
    program: list[Path | str], desk: Path, elsewhere: Path
) -> None:
    command = [*program, "--db", desk]
    env = {"PYTHONPATH": str(elsewhere)}
    with Terminal(command, columns=150, rows=44, env=env, cwd=elsewhere) as terminal:
        terminal.wait_for("All offers")
        terminal.wait_for("Dear")
        terminal.press("6")
        terminal.wait_for("Templates ·")
        terminal.wait_for("Permanent employment")
        terminal.press("1")
        terminal.wait_for("All offers")
        terminal.press("q")
        assert terminal.exit_status == 0
