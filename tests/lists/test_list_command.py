"""`offerdesk list` with filters and orders."""

import json
from pathlib import Path

import pytest
from support import making
from support.everyday import everyday

from data.storage import database
from tui.cli.command_line import main


@pytest.fixture
def db(desk: Path) -> str:
    making.a_field("Kind", "single_select", options=("Contractor", "Full time"))
    job = making.a_job("Backend Engineer").id
    for number, names in enumerate((("Zoë", "Müller"), ("John", "Doe"), ("Ada", "Cole"))):
        making.a_ready_offer(
            candidate_id=making.a_candidate(*names).id,
            job_id=job,
            salary=str(90_000 - number * 5_000),
            fields=(making.entry("kind", ("Contractor", "Full time")[number % 2]),),
        )
    database.close_desk()
    return str(desk)


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> list[int]:
    assert main(["list", "--json", *words]) == 0
    return [row["id"] for row in json.loads(capsys.readouterr().out)]


@pytest.mark.parametrize(
    ("words", "ids"),
    everyday(
        [
            (["salary>=85k"], [2, 1]),
            (["job:back", "-candidate:doe"], [3, 1]),
            (["-candidate:doe"], [3, 1]),
            (["-(zoe or ada)"], [2]),
            (['-"john doe"'], [3, 1]),
            (["-salary<90000"], [1]),
            (["field.kind:contractor"], [3, 1]),
            (['field.kind:"full time"'], [2]),
            (["zoe", "or", "ada"], [3, 1]),
            (["zoe or ada"], [3, 1]),
            (["--sort", "salary"], [1, 2, 3]),
            (["--sort", "salary", "--reverse"], [3, 2, 1]),
            (["--sort", "candidate", "--limit", "2"], [3, 2]),
            (["--sort", "application"], [1, 2, 3]),
            (["--reverse", "salary>80000"], [1, 2]),
        ],
        most=5,
    ),
)
def test_lists_are_filtered_and_ordered(
    db: str, capsys: pytest.CaptureFixture[str], words: list[str], ids: list[int]
) -> None:
    assert listed(capsys, "--db", db, *words) == ids


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (["status:sold"], "sold is no status", 2),
        (["field.shoe:42"], "There is no field shoe", 2),
        (["(zoe"], "no ) for this", 2),
        (["--sort", "salry"], "salary?", 1),
    ],
)
def test_what_cannot_be_read_is_said_in_a_line(
    db: str, capsys: pytest.CaptureFixture[str], words: list[str], said: str, code: int
) -> None:
    assert main(["list", "--db", db, *words]) == code
    printed = capsys.readouterr()
    assert printed.out == "" and said in printed.err and printed.err.count("\n") == 1


def test_the_help_names_every_term(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--help"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    for words in ("status:sent,pending", "salary>100k", "expires<+7d", "is:expired", "version>1"):
        assert words in printed
