"""`offerdesk letter` and `offerdesk letters`: what they write, print and refuse."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from support import making
from support.everyday import everyday
from support.letter_making import letter_in

from data.delivery import deliver_many, pdf
from data.delivery.delivery_records import FileFormat
from data.errors import Stopped
from data.offers import offers
from data.settings import settings
from data.storage import database
from tui.cli.command_line import main

Captured = pytest.CaptureFixture[str]
HAND = "<h1>Our offer</h1><p>Welcome, Zoë!</p>"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, and no desktop."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    return place


@pytest.fixture
def db(desk: Path) -> list[str]:
    """The option that names a desk with three offers: ready, sent, incomplete."""
    making.a_ready_offer(letter_html=HAND)
    making.sent(letter_html="<p>As it was sent</p>")
    making.an_offer(template_id=making.a_template())
    return ["--db", str(desk)]


def events(db: list[str], number: int) -> list[str]:
    database.open_desk(Path(db[1]))
    return [event.text for event in offers.get(number).events if event.kind == "letter"]


def test_text_is_printed_and_leaves_no_trace(db: list[str], capsys: Captured, here: Path) -> None:
    assert main(["letter", "1", *db]) == 0
    assert capsys.readouterr().out == "Our offer\n\nWelcome, Zoë!\n"
    assert list(here.iterdir()) == [] and events(db, 1) == []


def test_a_page_is_written_here_under_a_sensible_name(
    db: list[str], capsys: Captured, here: Path
) -> None:
    assert main(["letter", "2", "--as", "html", *db]) == 0
    name = "Zoë Müller - Data Engineer - offer 2 v1.html"
    assert capsys.readouterr().out == f"{name}\n"
    assert letter_in((here / name).read_text("utf-8")) == "<p>As it was sent</p>"
    assert stat.S_IMODE((here / name).stat().st_mode) == 0o600
    assert events(db, 2) == ["offer letter as web page"]


@pytest.mark.parametrize(
    ("name", "begins"), [("a.txt", b"Our offer"), ("b.HTM", b"<!DOCTYPE"), ("c.eml", b"X-Unsent")]
)
def test_the_files_name_says_what_is_made(
    db: list[str], here: Path, name: str, begins: bytes, no_pdf: None
) -> None:
    assert main(["letter", "1", "-o", name, *db]) == 0
    assert (here / name).read_bytes().startswith(begins)


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without WeasyPrint."""
    pdf._weasyprint.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)


def test_a_dash_prints_the_bytes_and_a_folder_gets_the_name(
    db: list[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", printed)
        assert main(["letter", "1", "--as", "html", "-o", "-", *db]) == 0
    buffer = printed.buffer
    assert isinstance(buffer, io.BytesIO) and letter_in(buffer.getvalue().decode()) == HAND
    (here / "letters").mkdir()
    assert main(["letter", "1", "--as", "text", "-o", "letters", *db]) == 0
    assert [path.name for path in (here / "letters").iterdir()] == [
        "Zoë Müller - Data Engineer - offer 1 v1 draft.txt"
    ]


def test_nothing_is_written_over_without_force(db: list[str], capsys: Captured, here: Path) -> None:
    (here / "a.txt").write_text("mine")
    assert main(["letter", "1", "-o", "a.txt", *db]) == 1
    assert "--force" in capsys.readouterr().err and (here / "a.txt").read_text() == "mine"
    assert main(["letter", "1", "-o", "a.txt", "--force", *db]) == 0
    assert "Welcome" in (here / "a.txt").read_text("utf-8")


def test_what_is_unset_is_named_and_needs_force(db: list[str], capsys: Captured) -> None:
    assert main(["letter", "3", *db]) == 1
    said = capsys.readouterr()
    assert "Not set: salary, start date. --force writes it anyway" in said.err and not said.out
    assert main(["letter", "3", "--force", *db]) == 0
    assert capsys.readouterr().out.startswith("[Draft, not complete]")


def test_an_older_version_and_another_kind(db: list[str], desk: Path, capsys: Captured) -> None:
    making.edit(offers.get(1), letter_html="<p>The second</p>")
    assert main(["letter", "1", "--version", "1", *db]) == 0
    assert "never sent" in capsys.readouterr().out
    database.open_desk(desk)
    from data.templates import templates

    words = "{# kind: withdrawal #}<p>We withdraw, {{ candidate.first_name }}.</p>"
    template = templates.create(templates.TemplateDraft("Ours", "withdrawal", words))
    settings.put("default_templates", {"withdrawal": template.id})
    assert main(["letter", "2", "--kind", "withdrawal", *db]) == 0
    assert capsys.readouterr().out == "We withdraw, Zoë.\n"


@pytest.mark.parametrize(
    ("args", "code", "words"),
    everyday(
        [
            (["letter", "9"], 1, "no offer 9"),
            (["letter", "1", "--version", "7"], 1, "no version 7; it has 1"),
            (["letter"], 2, "required"),
            (["letter", "1", "--as", "odt"], 2, "odt"),
            (["letter", "1", "--kind", "love"], 2, "love"),
            (["letter", "1", "-o", "none/a.txt"], 1, "does not exist"),
            (["letter", "1", "--as", "pdf"], 1, 'pip install "offerdesk[pdf]"'),
            (["letter", "1", "--as", "html", "--open"], 1, "no desktop"),
            (["letters", "--as", "html"], 2, "--to"),
            (["letters", "status:sold", "--to", "x"], 2, "status"),
            (["letters", "--to", "x", "--as", "pdf"], 1, 'pip install "offerdesk[pdf]"'),
        ],
        most=4,
    ),
)
def test_a_mistake_gets_one_sentence(
    db: list[str], capsys: Captured, no_pdf: None, args: list[str], code: int, words: str
) -> None:
    assert main([*args, *db]) == code
    said = capsys.readouterr()
    assert words in said.err and said.err.startswith("offerdesk: ")
    assert said.err.count("\n") == 1


def test_letters_say_first_what_is_refused_then_write_the_rest(
    db: list[str], capsys: Captured, here: Path
) -> None:
    assert main(["letters", "--to", "out", "--as", "text", *db]) == 1
    said = capsys.readouterr()
    refused, counts = said.err.splitlines()
    assert refused.startswith("refused 3 (Zoë Müller, Data Engineer): Not set: salary, start date")
    assert counts == "offerdesk: 3 letters: 2 ready, 1 refused"
    assert sorted(path.name for path in (here / "out").iterdir()) == [
        "Zoë Müller - Data Engineer - offer 1 v1 draft.txt",
        "Zoë Müller - Data Engineer - offer 2 v1.txt",
    ]
    assert said.out.count("written") == 2
    assert stat.S_IMODE((here / "out").stat().st_mode) == 0o700
    assert events(db, 1) == events(db, 2) == ["offer letter as text"] and events(db, 3) == []


def test_letters_of_a_filter_and_a_dry_run_that_writes_nothing(
    db: list[str], capsys: Captured, here: Path
) -> None:
    assert main(["letters", "status:sent", "--to", "out", "--as", "html", "--dry-run", *db]) == 0
    assert capsys.readouterr().err == "offerdesk: 1 letter: 1 ready\n"
    assert not (here / "out").exists()
    assert main(["letters", "--to", "out", "--as", "html", *db, "status:sent"]) == 0
    assert len(list((here / "out").iterdir())) == 1


def test_letters_that_are_there_stay_unless_forced(
    db: list[str], capsys: Captured, here: Path
) -> None:
    args = ["letters", "--to", "out", "--as", "text", *db, "status:sent"]
    assert main(args) == 0
    (path,) = (here / "out").iterdir()
    path.write_text("mine")
    assert main(args) == 1
    assert "is there already" in capsys.readouterr().err and path.read_text() == "mine"
    assert main([*args, "--force"]) == 0
    assert "As it was sent" in path.read_text()


def test_a_folder_that_is_a_file_is_refused(db: list[str], capsys: Captured, here: Path) -> None:
    (here / "out").write_text("mine")
    assert main(["letters", "--to", "out", "--as", "text", *db]) == 1
    assert "is a file; name a folder" in capsys.readouterr().err


@pytest.mark.usefixtures("desk")
def test_stopping_keeps_what_was_written_and_says_how_far_it_came(here: Path) -> None:
    ids = [making.a_ready_offer().id for _ in range(4)]

    def enough(done: int, total: int) -> None:
        if done == 2:
            raise Stopped

    done = deliver_many.write(
        ids, deliver_many.DeliveryOrder(here / "out", FileFormat.TEXT), enough
    )
    assert done.stopped and len(done.of(deliver_many.Outcome.WRITTEN)) == 2
    assert done.summary == "4 letters: 2 written; stopped after 2"
    assert len(list((here / "out").iterdir())) == 2


@pytest.mark.usefixtures("desk")
def test_an_offer_that_is_gone_stops_no_other(here: Path) -> None:
    ids = [making.a_ready_offer().id, 4711, making.a_ready_offer().id]
    done = deliver_many.write(ids, deliver_many.DeliveryOrder(here / "out", FileFormat.TEXT))
    assert [line.outcome for line in done.lines] == ["written", "refused", "written"]
    assert done.lines[1].text == "There is no offer 4711."


@pytest.mark.usefixtures("desk")
def test_many_letters_with_hostile_names_stay_in_their_folder(here: Path) -> None:
    made = []
    for name in ("../../up", "/etc/x", "..", "nul", "a" * 200, "Zoë\nMüller"):
        candidate = making.a_candidate(name, "")
        made.append(making.a_ready_offer(candidate_id=candidate.id, job_id=making.a_job().id).id)
    done = deliver_many.write(made, deliver_many.DeliveryOrder(here / "out", FileFormat.TEXT))
    assert (
        len(done.of(deliver_many.Outcome.WRITTEN))
        == len(made)
        == len(list((here / "out").iterdir()))
    )
    assert [path.name for path in here.iterdir()] == ["out"]


def test_letters_load_no_interface(db: list[str], here: Path) -> None:
    code = (
        "import sys; from tui.cli.command_line import main; main(sys.argv[1:]);"
        "heavy = {'textual', 'rich', 'weasyprint'} & set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, "letters", "--to", str(here / "out"), "--as", "text", *db],
        cwd=root, capture_output=True, env=os.environ, check=False, timeout=540,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"2 ready, 1 refused" in done.stderr
