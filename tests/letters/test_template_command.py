"""`offerdesk template`: what it says of a letter, makes of it, and refuses."""

import io
import json
from pathlib import Path

import pytest
from support import company_letters, making

from data.storage import database
from data.templates import templates
from tui.cli.command_line import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def letter(tmp_path: Path) -> str:
    path = tmp_path / "Offer_letter 2026.docx"
    path.write_bytes(company_letters.brackets())
    return str(path)


def test_a_letter_becomes_a_template(desk: Path, letter: str, capsys: Captured) -> None:
    db = ["--db", str(desk)]
    mapped = ["--map", "[Hiring Manager]=field:Hiring manager"]
    assert main([*db, "template", letter, *mapped]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "[Name] → candidate.first_name: Robin" in said
    assert any(line.startswith("[Hiring Manager] → field:Hiring manager: ") for line in said)
    assert said[-1].endswith("Offer letter 2026, is made.")
    database.open_desk(desk)
    made = next(one for one in templates.all_templates() if one.name == "Offer letter 2026")
    assert "You report to {{ offer.fields.hiring_manager }}." in made.source


def test_a_dry_run_stores_nothing_and_says_what_stays_open(
    desk: Path, letter: str, capsys: Captured
) -> None:
    before = len(templates.all_templates())
    assert main(["--db", str(desk), "template", letter, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Kept as written, so no letter is sent: [Hiring Manager]." in said
    assert said.endswith("Nothing was stored.\n")
    assert main(["--db", str(desk), "template", letter, "--dry-run", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["placeholders"][3] == {
        "placeholder": "[●]", "times": 1, "becomes": "job.title", "sample": "Data Engineer",
        "around": "ed to offer you employment as [●], commencing on [Date].",
    }  # fmt: skip
    database.open_desk(desk)
    assert len(templates.all_templates()) == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--map", "[Nobody]=today"], "no such placeholder. There are: [Date], [Candidate Name]"),
        (["--map", "[Name]=candidate.nick"], "candidate.nick is no name that letters know"),
        (["--name", "Permanent employment"], "there is a template Permanent employment already"),
    ],
)
def test_what_makes_no_sense_is_refused(
    desk: Path, letter: str, capsys: Captured, more: list[str], said: str
) -> None:
    assert main(["--db", str(desk), "template", letter, *more]) != 0
    assert said in capsys.readouterr().err


def test_a_page_comes_in_from_standard_input(
    desk: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = io.TextIOWrapper(io.BytesIO(b"<p>Dear [Name]</p><img src=x><script>x</script>"))
    monkeypatch.setattr("sys.stdin", page)
    assert main(["--db", str(desk), "template", "-", "--name", "Short"]) == 0
    said = capsys.readouterr().out
    assert "Not taken over: an image\nNot taken over: a script\n" in said


@pytest.mark.parametrize(
    ("file", "more"),
    [
        ("Offer_letter 2026.docx", ["--dry-run"]),
        ("nowhere.docx", []),
        ("empty.txt", []),
        ("Offer_letter 2026.docx", ["--map", "[Nobody]=today"]),
    ],
)
def test_what_stores_nothing_makes_no_desk(
    tmp_path: Path, letter: str, file: str, more: list[str]
) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    missing = tmp_path / "mistyped" / "offers.db"
    assert main(["--db", str(missing), "template", str(tmp_path / file), *more]) != 0
    assert not missing.parent.exists()


def test_what_stores_a_template_makes_the_desk(tmp_path: Path, letter: str) -> None:
    path = tmp_path / "offers.db"
    assert main(["--db", str(path), "template", letter]) == 0
    database.open_desk(path)
    assert any(one.name == "Offer letter 2026" for one in templates.all_templates())


def test_a_quoted_name_of_a_custom_field_can_be_mapped(desk: Path, tmp_path: Path) -> None:
    making.a_field("Car plan")
    path = tmp_path / "letter.txt"
    path.write_text("Your car: «Car_plan»", "utf-8")
    words = ["--db", str(desk), "template", str(path), "--dry-run"]
    assert main([*words, "--map", "«Car_plan»=job.title"]) == 0
