"""Candidates who may be one person are pointed out, at import and where one is entered."""

from pathlib import Path

import pytest
from support import making

from data import exchange
from data.exchange import Outcome
from data.lists import twin_candidates


def lines(folder: Path, text: str) -> list[str]:
    path = folder / "table.csv"
    path.write_text(text, "utf-8")
    report = exchange.read_files([path])
    assert report.refused == 0
    return [
        line.text
        for line in report.lines
        if line.outcome is Outcome.FLAGGED and line.field == "candidate"
    ]


def test_a_new_candidate_who_may_be_here_is_pointed_out(desk: Path, tmp_path: Path) -> None:
    one = making.a_candidate(first_name="Mila", last_name="Roth", email="mila@example.com")
    header = "Candidate id,Candidate,Email,Job,Salary\n"
    rows = (
        "901,Roth Mila,x@example.com,Cook,\n"
        "902,M. Roth,Mila@Example.com,Baker,\n"
        "903,Jo Lee,,Cook,\n"
        "904,Jo Lee,,Baker,\n"
        "905,Ann Other,ann@example.com,Cook,\n"
    )
    found = lines(tmp_path, header + rows)
    assert found == [
        f"M. Roth (902) has the same email address as Mila Roth ({one.id}): perhaps they are one"
        " person.",
        f"Roth Mila (901) has the same name as Mila Roth ({one.id}): perhaps they are one person.",
        "Jo Lee (904) has the same name as Jo Lee (903): perhaps they are one person.",
    ]
    assert lines(tmp_path, header + rows) == []  # nobody is new


@pytest.mark.parametrize(
    ("name", "email", "shared"),
    [
        ("mila  ROTH", "", "name"),
        ("Roth Mila", "y@example.com", "name"),
        ("Anna Berg", "MILA@example.com", "email address"),
        ("Mila Rothe", "mila@example.co", None),
        ("", "", None),
        ("Mila", "", None),
    ],
)
def test_somebody_entered_who_may_be_here(
    desk: Path, name: str, email: str, shared: str | None
) -> None:
    one = making.a_candidate(first_name="Mila", last_name="Roth", email="mila@example.com")
    twins = twin_candidates.of(name, email)
    assert (twins and (twins.other.id, twins.shared)) == (shared and (one.id, shared))
    assert twin_candidates.of(name, email, one.id) is None
