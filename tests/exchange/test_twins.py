"""Candidates who may be one person are pointed out, at import and where one is entered."""

from pathlib import Path

import pytest
from support import making

from data import exchange
from data.exchange import Outcome
from data.filters import filter
from data.lists import offer_list, twin_candidates
from data.storage import connection, database


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


def titles() -> dict[int, str]:
    return dict(connection.reader().execute("SELECT id, title FROM jobs ORDER BY id"))


def test_jobs_that_differ_only_in_capitals_are_two_and_that_is_said(
    desk: Path, tmp_path: Path
) -> None:
    header = "Candidate,Email,Job,Salary\n"
    rows = (
        "Mila Roth,mila@example.com,Cook,\nJo Lee,jo@example.com,COOK,\n"
        "Mila Roth,mila@example.com,COOK,\nAnn Berg,ann@example.com,Cook ,\n"
    )
    path = tmp_path / "table.csv"
    for is_first in (True, False):
        path.write_text(header + rows, "utf-8")
        report = exchange.read_files([path])
        assert (report.new, report.same, report.refused) == ((4, 0, 0) if is_first else (0, 4, 0))
        jobs = [line.text for line in report.lines if line.field == "job"]
        text = "COOK (2) differs only in style from Cook (1): they are two jobs now."
        assert jobs == [text] * is_first
    assert titles() == {1: "Cook", 2: "COOK"}
    assert len([*offer_list.ids(2, filter.parse(""))]) == 2


def test_a_job_that_is_here_is_meant_in_other_capitals_too_and_that_is_said(
    desk: Path, tmp_path: Path
) -> None:
    job = making.a_job("Glazier")
    path = tmp_path / "table.csv"
    path.write_text("Candidate,Job,Salary\nJo Lee,glazier,\nAnn Berg,Glazier,\n", "utf-8")
    report = exchange.read_files([path])
    jobs = [line.text for line in report.lines if line.field == "job"]
    text = f"glazier was taken to be job {job.id}, which is called so in another style."
    assert jobs == [text]
    assert titles() == {job.id: "Glazier"}


def test_a_job_that_a_table_named_before_is_found_whatever_it_is_called_now(
    desk: Path, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Candidate,Job,Salary\nMila Roth,Cook,\n", "utf-8")
    exchange.read_files([path])
    with database.transaction() as reader:
        reader.execute("UPDATE jobs SET title = 'Chef'")
        reader.execute("UPDATE remote_ids SET remote_id = 'cook /' WHERE kind = 'job'")  # as before
    path.write_text("Candidate,Job,Salary\nJo Lee,Cook,\n", "utf-8")
    exchange.read_files([path])
    assert titles() == {1: "Chef"}
