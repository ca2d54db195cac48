"""The house: who may know whom, checked where it counts, in a fresh process."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = [
    path for folder in ("tui", "data", "letter_templates") for path in (ROOT / folder).rglob("*")
]


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh process has after this statement."""
    script = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        (
            "import data.offers.offer_editing, data.offers.status_changes, data.jobs.jobs",
            {"textual", "rich", "tui"},
        ),
        (
            "import data.offers.offer_editing, data.offers.offer_letters",
            {"jinja2", "nh3"},
        ),
        (
            "import data.lists.offer_list, data.filters.filter, data.records.offer_records",
            {"peewee", "playhouse", "textual"},
        ),
        ("import data.storage.database, data.settings.settings", {"peewee", "jinja2", "textual"}),
        (
            "import data.values.money, data.values.dates, data.values.field_values",
            {"sqlite3", "peewee"},
        ),
        ("import data, tui", {"sqlite3", "peewee", "textual", "rich"}),
        ("import tui.app", {"jinja2", "nh3"}),
        ("import tui.__main__", {"textual", "rich", "peewee", "jinja2", "nh3"}),
    ],
)
def test_what_is_not_needed_yet_is_not_loaded(statement: str, unwanted: set[str]) -> None:
    assert loaded_by(statement) & unwanted == set()


def test_the_statement_that_looks_would_notice() -> None:
    assert {"textual", "rich"} <= loaded_by("import textual.app")


def test_opening_a_desk_needs_neither_peewee_nor_textual(tmp_path: Path) -> None:
    path = tmp_path / "offers.db"
    statement = (
        "from pathlib import Path\nfrom data.lists import offer_list\n"
        "from data.storage import database\n"
        f"database.open_desk(Path({str(path)!r}))\nassert not offer_list.count()"
    )
    assert loaded_by(statement) & {"peewee", "textual", "rich", "jinja2"} == set()


def test_the_import_contracts_hold() -> None:
    contracts = pytest.importorskip("importlinter.cli", reason="a tool of .[dev] alone")
    run = subprocess.run(
        [sys.executable, "-c", f"from {contracts.__name__} import lint_imports_command as lint\n"
         "lint(['--no-cache'])"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", run.stdout)


@pytest.mark.parametrize("sheet", [path for path in PROGRAM if path.suffix == ".tcss"], ids=str)
def test_style_sheets_name_no_colour_by_number(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r":[^;{]*(#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\()", text) == []


FORBIDDEN = {
    "a silenced checker": r"type:\s*ignore|#\s*noqa",
    "work put off": r"\b(TODO|FIXME|XXX|HACK)\b",
    "a broad except": r"except\s*:|except\s+(Base)?Exception\b(?!.*\bas\b.*#)",
    "a left-over print of a debugger": r"\bbreakpoint\(\)|\bpdb\b",
    "a numbered parameter of SQL, deprecated in Python 3.12": r"\?\d",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_program_has_none_of(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in PROGRAM
        if path.suffix in (".py", ".tcss", ".html", ".sql")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(FORBIDDEN[what], line) and "raise" not in _next_lines(path, number)
    ]
    assert found == []


def _next_lines(path: Path, number: int) -> str:
    """The few lines after a line: an `except` that raises again hides nothing."""
    return "\n".join(path.read_text("utf-8").splitlines()[number : number + 4])


def test_no_user_text_can_become_markup() -> None:
    """Content and Text are made in one place; nothing else parses markup."""
    elsewhere = [
        path.relative_to(ROOT)
        for path in PROGRAM
        if path.suffix == ".py" and path.name not in ("text.py", "pen.py")
        if "data" not in path.relative_to(ROOT).parts
        if re.search(r"Text\.from_markup|render_markup", path.read_text("utf-8"))
    ]
    assert elsewhere == []


def test_no_file_of_the_tests_hides_the_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []
    names = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert not names & {"tui", "data", "letter_templates"}


def test_migrations_are_numbered_without_gaps_up_to_the_schema() -> None:
    from data.storage.database import SCHEMA

    steps = sorted(path.name for path in (ROOT / "data" / "storage" / "migrations").glob("*.sql"))
    assert [int(name[:4]) for name in steps] == list(range(1, SCHEMA + 1))
