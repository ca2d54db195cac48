"""The command line: what it prints, how it leaves, and that it never shows a traceback."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.everyday import everyday

from data import exchange
from data.storage import database
from data.version import __version__
from tui.cli.command_line import main

ROOT = Path(__file__).parents[2]


def record(number: int, **changes: Any) -> dict[str, Any]:
    """An OpenATS offer."""
    return {
        "id": number,
        "candidateId": number + 1000,
        "candidateName": "Zoë Müller",
        "jobId": 8,
        "jobTitle": "Glazier",
        "salary": 51000,
        "currency": "EUR",
        "payFrequency": "yearly",
        "startDate": "2025-09-01",
        "expiryDate": "2025-06-01",
        "status": "sent",
        "createdAt": f"2025-03-{number:02}T08:00:00Z",
        "updatedAt": "2025-03-30T08:00:00Z",
    } | changes


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with three offers."""
    path = tmp_path / "three.json"
    others = [record(2, status="draft", salary="plenty"), record(3, candidateName="Bo Ek")]
    path.write_text(json.dumps({"data": [record(1), *others]}), "utf-8")
    return path


@pytest.fixture
def db(tmp_path: Path, file: Path) -> str:
    """The file of a desk with those offers, closed."""
    path = tmp_path / "desk.db"
    database.open_desk(path)
    exchange.read_files([file])
    database.close_desk()
    return str(path)


def fresh(*args: str, code: str = "-m", module: str = "tui", **env: str) -> Any:
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, code, module, *args],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, **env},
        check=False,
        timeout=540,
    )


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"offerdesk {__version__}\n"


def test_import_counts_and_leaves_by_what_came_in(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = ["--db", str(tmp_path / "new.db")]
    assert main(["import", str(file), *db]) == 0
    assert capsys.readouterr().out.endswith("3 new, 0 changed, 0 same, 2 flagged, 0 refused\n")
    assert main([*db, "import", str(file), str(tmp_path / "none.json")]) == 1
    assert "3 same" in capsys.readouterr().out
    assert main([*db, "import", str(tmp_path / "none.json")]) == 2
    assert "does not exist" in capsys.readouterr().out


def test_import_tells_programs_the_same(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "--json", str(file), "--db", str(tmp_path / "new.db")]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["new"], report["flagged"], report["refused"]) == (3, 2, 0)
    flagged = [line for line in report["lines"] if line["outcome"] == "flagged"]
    assert [(flag["record_id"], flag["position"], flag["field"]) for flag in flagged] == [
        (None, None, "candidate"), ("2", 2, "salary"),
    ]  # fmt: skip


def test_files_may_stand_around_an_option(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["import", str(file), "--json", str(file), "--db", str(tmp_path / "new.db")]
    assert main(args) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["new"], report["same"]) == (3, 3)


def test_the_list_is_aligned_and_newest_first(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--db", db]) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert {line.index("Glazier") for line in lines} == {header.index("JOB")}
    assert "51,000 EUR/y" in lines[0] and "expired" in lines[0]
    assert "plenty" in lines[1] and "1 flag" in lines[1]


@pytest.mark.parametrize(
    ("words", "ids"),
    everyday(
        [
            (["status:draft"], [2]),
            (["-status:draft"], [3, 1]),
            (["muller", "status:sent"], [1]),
            (["--limit", "1"], [3]),
            (["--limit", "0"], []),
            (["bo", "--limit", "5", "ek"], [3]),
            (["--job", "8", "is:flagged"], [2]),
            (["--job", "9"], []),
            (["nobody"], []),
        ],
        most=4,
    ),
)
def test_lists_are_filtered_and_are_json_on_request(
    db: str, capsys: pytest.CaptureFixture[str], words: list[str], ids: list[int]
) -> None:
    assert main(["list", "--json", *words, "--db", db]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == ids


def test_a_row_has_exact_pay_and_dates(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json", "--limit", "1", "--db", db]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["salary"], row["currency"], row["start_date"]) == (51000, "EUR", "2025-09-01")


def test_an_empty_list_says_so(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "nobody", "--db", db]) == 0
    assert capsys.readouterr().out == "No offers.\n"


def test_an_offer_is_shown_with_versions_history_and_flags(
    db: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "2", "--db", db]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Offer 2: Zoë Müller, Glazier\n")
    for words in ("plenty", "Versions", "History", "imported", "To look at", "1 September 2025"):
        assert words in shown


def test_an_offer_as_json_has_everything(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "1", "--json", "--db", db]) == 0
    document = json.loads(capsys.readouterr().out)
    wanted = (
        "id version status application_id job candidate salary currency pay_frequency start_date"
        " expiry_date sent_at resolved_at created_at updated_at custom_fields keyed_custom_fields"
        " opening versions"
    )
    assert set(wanted.split()) <= set(document)
    assert document["candidate"]["last_name"] == "Müller"
    assert [version["version"] for version in document["versions"]] == [1]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    everyday(
        [
            (["show", "99"], 1, "no offer 99"),
            (["show", "abc"], 2, "not a whole number"),
            (["show", "9" * 30], 2, "not a whole number"),
            (["show"], 2, "required"),
            (["list", "status:frozen"], 2, "frozen is no status"),
            (["list", "--limit", "-1"], 2, "--limit"),
            (["list", "--what"], 2, "--what"),
            (["import"], 2, "required"),
            (["fly"], 2, "fly"),
            (["show", "1", "\x1b[31m"], 2, "Unknown"),
        ],
        most=4,
    ),
)
def test_a_mistake_gets_one_sentence(
    db: str, capsys: pytest.CaptureFixture[str], args: list[str], code: int, words: str
) -> None:
    assert main(["--db", db, *args]) == code
    said = capsys.readouterr()
    assert words in said.err and said.out == ""
    assert said.err.startswith("offerdesk: ") and said.err.count("\n") == 1
    assert "\x1b" not in said.err


def test_a_file_that_is_no_desk_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes, which are no database at all " * 50, "utf-8")
    before = path.read_bytes()
    assert main(["list", "--db", str(path)]) == 1
    assert "no offerdesk database" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_mistake_of_the_program_goes_to_the_log(
    db: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise LookupError("secret detail")

    monkeypatch.setattr("data.filters.filter.parse", broken)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("logging.captureWarnings", lambda on: None)
        assert main(["list", "--db", db]) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said and "secret" not in said
    log = Path(said.split(" are in ")[1].strip().rstrip("."))
    assert "secret detail" in log.read_text("utf-8")


def test_ctrl_c_leaves_quietly(
    db: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("data.filters.filter.parse", interrupted)
    assert main(["list", "--db", db]) == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_leaves_early_hears_nothing(db: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "list", "--db", db],
            cwd=ROOT,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=540,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 141


def test_a_pipe_gets_utf8_whatever_the_locale(db: str) -> None:
    done = fresh("list", "--db", db, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "Müller" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("form", [["list"], ["list", "--json"]])
def test_a_list_loads_neither_interface_nor_templates_nor_models(db: str, form: list[str]) -> None:
    code = (
        "import sys; from tui.cli.command_line import main; main(sys.argv[1:]);"
        "heavy = {'textual', 'rich', 'jinja2', 'peewee', 'nh3'} & set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = fresh(*form, "--db", db, code="-c", module=code)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_environment_names_the_desk(
    db: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFERDESK_DB", db)
    assert main(["show", "3"]) == 0
    assert "Bo Ek" in capsys.readouterr().out


@pytest.mark.long
@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 15)", "return 0", "raise KeyboardInterrupt"])
def test_the_demo_leaves_nothing_behind(tmp_path: Path, end: str) -> None:
    code = (
        "import os, sys, types\n"
        "sys.stdin.isatty = sys.stdout.isatty = lambda: True\n"
        "app = types.ModuleType('tui.app')\n"
        "def run(path, demo=False, theme=''):\n"
        "    print(path.exists() and demo, flush=True)\n"
        f"    {end}\n"
        "app.run = run\n"
        "sys.modules['tui.app'] = app\n"
        "from tui.cli.command_line import main\n"
        "sys.exit(main(['demo']))\n"
    )
    done = fresh(code="-c", module=code, TMPDIR=str(tmp_path))
    assert done.stdout.strip() == b"True", done.stderr
    assert done.returncode in (0, 130, 128 + signal.SIGTERM)
    assert list(tmp_path.iterdir()) == []


READING = [
    ["list"], ["list", "--json"], ["show", "1"], ["due"], ["diff", "1"], ["letter", "1"],
    ["letters", "--to", "."], ["export", "--to", "json"],
]  # fmt: skip


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.parametrize("content", [None, b""], ids=["no file", "an empty file"])
def test_reading_never_makes_a_desk(
    tmp_path: Path, command: list[str], content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "typo.db"
    if content is not None:
        path.write_bytes(content)
    assert main([*command, "--db", str(path)]) in (1, 2)
    error = capsys.readouterr().err
    assert error.startswith(f"offerdesk: There is no desk in {path}.") and error.count("\n") == 1
    assert [one for one in tmp_path.iterdir() if one.stat().st_size] == []


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_what_is_no_file_is_named_in_a_sentence(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/null")):
        assert main([*command, "--db", str(path)]) in (1, 2)
        assert "name a file." in capsys.readouterr().err
    assert main([*command, "--db", ""]) == 2
    assert capsys.readouterr().err == "offerdesk: --db names no file.\n"


@pytest.mark.parametrize("command", [[], ["demo"]], ids=["the desk", "the demo"])
def test_without_a_terminal_there_is_a_sentence_and_no_screen(
    tmp_path: Path, command: list[str]
) -> None:
    run = fresh(*command, OFFERDESK_DB=str(tmp_path / "desk.db"))
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.startswith(b"offerdesk: The desk needs a terminal")
    assert run.stderr.count(b"\n") == 1
    assert list(tmp_path.iterdir()) == []
