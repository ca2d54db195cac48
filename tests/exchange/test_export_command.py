"""`offerdesk export`: where it writes, what it says before, and how it leaves."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.exported import read_in

from data.exchange import registry
from data.exchange.exporting import export_run
from data.exchange.exporting.export_run import Impossible, Stopped, Written
from data.offers import offer_deletion, offers
from data.storage import connection, database
from data.values.status import Status
from tui.cli.arguments import parser
from tui.cli.command_line import main

ROOT = Path(__file__).parents[2]


def record(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "candidateId": number + 1000,
        "candidateName": "Zoë Müller",
        "jobId": 8,
        "jobTitle": "Glazier",
        "salary": 51000,
        "currency": "EUR",
        "payFrequency": "yearly",
        "expiryDate": "2099-06-01",
        "status": "sent",
        "createdAt": f"2025-03-{number:02}T08:00:00Z",
    } | changes


@pytest.fixture
def db(tmp_path: Path) -> str:
    """A closed desk with three offers of OpenATS."""
    path = tmp_path / "desk.db"
    database.open_desk(path)
    read_in(tmp_path, record(1), record(2, status="draft"), record(3, candidateName="Bo Ek"))
    database.close_desk()
    return str(path)


Capture = pytest.CaptureFixture[str]


def test_the_forms_are_those_that_can_be_asked_for() -> None:
    commands = next(action for action in parser()._actions if action.dest == "command")
    assert isinstance(commands.choices, dict)
    to = next(action for action in commands.choices["export"]._actions if action.dest == "to")
    assert tuple(to.choices or ()) == tuple(form.name for form in registry.formats())


def test_offers_go_to_standard_output(db: str, capsys: Capture) -> None:
    assert main(["export", "--to", "openats", "--db", db]) == 0
    said = capsys.readouterr()
    assert {one["id"] for one in json.loads(said.out)["data"]} == {1, 2, 3}
    assert said.err == ""
    assert main(["export", "--to", "openats", "--db", db, "-o", "-", "--lines"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [3, 2, 1]


def test_only_what_passes_the_filter_in_its_order(db: str, capsys: Capture) -> None:
    args = ["export", "--db", db, "--to", "openats", "--lines"]
    assert main([*args, "status:sent", "muller"]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == [1]
    assert main([*args, "-status:draft"]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == [3, 1]
    assert main([*args, "nobody"]) == 0
    assert capsys.readouterr().out == ""
    assert main([*args, "status:eaten"]) == 2


def test_a_file_is_written_with_the_count_named_first(
    db: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "out.csv"
    args = ["export", "--to", "csv", "--db", db, "-o", str(path)]
    assert main(args) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"3 offers to {path} …",
        f"3 offers, 3 records written to {path}.",
    ]
    before = path.read_bytes()
    assert len(list(csv.reader(io.StringIO(before.decode(), newline="")))) == 4
    assert main(args) == 1
    assert "replace it with --force" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert main([*args, "--force", "muller"]) == 0
    assert len(path.read_bytes()) < len(before)


def test_what_gets_lost_is_said_before_anything_is_written(
    db: str, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["export", "--to", "greenhouse", "--db", db, "-o", str(tmp_path / "g.json")]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "What Greenhouse cannot say:"
    assert any(line.startswith("  3 offers have an expiry date (3, 2, 1)") for line in lines)
    assert lines[-2].startswith("3 offers to ")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--per-page", "501"], "1 to 500"),
        (["--page", "0"], "counted from 1"),
        (["--records", "cars"], "no records called cars"),
        (["--bom"], "for csv"),
    ],
)
def test_what_cannot_be_is_a_sentence(db: str, capsys: Capture, args: list[str], said: str) -> None:
    assert main(["export", "--to", "openats", "--db", db, *args]) == 1
    found = capsys.readouterr()
    assert said in found.err and found.out == ""


def test_a_form_has_to_be_named(db: str, capsys: Capture) -> None:
    assert main(["export", "--db", db]) == 2
    assert main(["export", "--db", db, "--to", "word"]) == 2


def test_a_page_for_machines(db: str, capsys: Capture) -> None:
    args = ["export", "--to", "openats", "--db", db, "--per-page", "2", "--lines"]
    found = []
    for page in ("1", "2", "3"):
        assert main([*args, "--page", page]) == 0
        found.append([json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()])
    assert found == [[3, 2], [1], []]


def test_whoever_stops_reading_stops_the_writing_quietly(db: str) -> None:
    command = f"{sys.executable} -m tui export --to openats --lines --db {db} | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT, capture_output=True, text=True, timeout=540, check=False,
    )  # fmt: skip
    assert json.loads(done.stdout)["id"] == 3
    assert done.stderr == ""


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_being_stopped_leaves_no_file(
    db: str, tmp_path: Path, signum: signal.Signals, code: int
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    running = subprocess.Popen(
        [sys.executable, "-c", _SLOWLY, "export", "--to", "openats", "--db", db,
         "-o", str(folder / "out.json")],
        cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ}, text=True,
        preexec_fn=making.hear_interrupts,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == "writing\n"
    assert len(list(folder.iterdir())) == 1
    running.send_signal(signum)
    _, errors = running.communicate(timeout=540)
    assert running.returncode == code
    assert "Traceback" not in errors
    assert list(folder.iterdir()) == []


_SLOWLY = """
import sys, time
from data.exchange.exporting import export_pages
from tui.cli.command_line import main

listed = export_pages.listed
def slowly(*args):
    for piece in listed(*args):
        print("writing", flush=True)
        time.sleep(50)
        yield piece
export_pages.listed = slowly
sys.exit(main())
"""


def test_progress_is_told_and_may_stop_it(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, *(record(number) for number in range(1, 6)))
    told: list[Written] = []
    export_run.export("openats", None, tmp_path / "a.json", progress=told.append)
    assert (told[-1].offers, told[-1].total, told[-1].records) == (5, 5, 5)

    def stop(written: Written) -> None:
        raise Stopped("The export was stopped.")

    with pytest.raises(Stopped):
        export_run.export("openats", None, tmp_path / "b.json", progress=stop)
    assert not (tmp_path / "b.json").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".b.json")]


def test_an_export_sees_one_moment_of_the_desk(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, *(record(number) for number in range(1, 4)))
    with export_run.departure("openats", None) as departure:
        assert departure.offers == 3
        making.force(offers.get(1), Status.WITHDRAWN)
        offer_deletion.delete(2)
        path = tmp_path / "out.json"
        assert departure.write(path).records == 3
    found = {one["id"]: one["status"] for one in json.loads(path.read_text())["data"]}
    assert found == {1: "sent", 2: "sent", 3: "sent"}


def test_an_unknown_form_is_refused(desk: Path) -> None:
    with pytest.raises(Impossible, match="choose greenhouse"):
        export_run.export("word", None, io.BytesIO())


def test_nothing_unseen_reaches_the_terminal(desk: Path, tmp_path: Path) -> None:
    hostile = "a\u202eb\x1b[2J\x7f\u0085c\u2066"
    read_in(tmp_path, record(1, candidateName=hostile, extra={hostile: hostile}))
    for to in ("openats", "greenhouse", "json", "csv"):
        out = io.BytesIO()
        export_run.export(to, None, out)
        text = out.getvalue().decode()
        assert all(line.isprintable() for line in text.splitlines()), to
    out = io.BytesIO()
    export_run.export("openats", None, out)
    assert json.loads(out.getvalue())["data"][0]["extra"] == {hostile: hostile}


def test_the_desk_stays_free_to_be_written(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, record(1))
    with export_run.departure("openats", None) as departure:
        departure.unsayable()
        assert making.an_offer().id
    assert connection.reader().in_transaction is False
