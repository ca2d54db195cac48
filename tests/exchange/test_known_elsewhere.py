"""A row about an offer that is here from elsewhere is asked about: the same, or a further one."""

from pathlib import Path
from typing import Any

import pytest
from support import making
from support.everyday import everyday
from support.exchanging import Reader, counts, one, stored, version
from support.exported import out

from data import exchange
from data.exchange import ImportOptions, Outcome, Report
from data.offers import offers
from data.storage import connection

PERSON = {"id": 900, "first_name": "Mila", "last_name": "Roth", "application_ids": [61],
          "email_addresses": [{"value": "mila@example.com", "type": "work"}],
          "phone_numbers": [], "last_activity": "2021-03-01T09:00:00.000Z"}  # fmt: skip
JOB = {"id": 55, "name": "Cook", "requisition_id": None, "status": "open", "notes": "",
       "created_at": "2020-01-02T03:04:05Z", "departments": [], "offices": [],
       "custom_fields": {}, "keyed_custom_fields": {}, "openings": []}  # fmt: skip
ROWS = {
    "person and job": "Candidate,Email,Job,Salary,Status\nM. R.,Mila@example.com,cook,9 EUR,{}\n",
    "name and job": 'Candidate,Job,Salary,Status\n"Roth, Mila",Cook,9 EUR,{}\n',
    "person alone": "Email,Salary,Status\nmila@example.com,9 EUR,{}\n",
    "its number there": "Offer ID,Candidate,Job,Salary,Status\n700,Mila Roth,Cook,9 EUR,{}\n",
    "its number alone": "Offer ID,Salary,Status\n700,9 EUR,{}\n",
}
OTHERS = {
    "another job": "Candidate,Email,Job,Salary\nMila Roth,mila@example.com,Baker,9 EUR\n",
    "another person": "Candidate,Email,Job,Salary\nMila Roth,m2@example.com,Cook,9 EUR\n",
    "a number of somebody else": "Offer ID,Candidate,Job,Salary\n700,Jo Lee,Cook,9 EUR\n",
}


def read(folder: Path, text: str, **options: Any) -> Report:
    path = folder / "table.csv"
    path.write_text(text, "utf-8")
    return exchange.read_files([path], options=ImportOptions(**options))


def numbers() -> list[int]:
    return [row[0] for row in connection.reader().execute("SELECT id FROM offers ORDER BY id")]


def elsewhere(folder: Path, **changes: Any) -> list[dict[str, Any]]:
    offer = version(700, application_id=61, candidate_id=900, job_id=55, **changes)
    records = [PERSON, JOB, offer]
    assert Reader(folder)(*records).refused == 0
    return records


@pytest.mark.parametrize("row", everyday(ROWS))
def test_a_row_about_an_offer_from_elsewhere_is_asked_about_and_joined(
    desk: Path, tmp_path: Path, row: str
) -> None:
    records = elsewhere(tmp_path, status="accepted", resolved_at="2020-02-03T00:00:00.000Z")
    text, before, came = ROWS[row].format("accepted"), stored(), out("greenhouse")
    asked = read(tmp_path, text)
    assert (counts(asked), numbers()) == ((0, 0, 0, 1), [700])
    assert "offer 700 (Mila Roth, Cook, accepted), from Greenhouse" in asked.lines[0].text
    assert stored() == before
    joined = read(tmp_path, text, known="join")
    assert (counts(joined), numbers()) == ((0, 1, 0, 0), [700])
    flagged = [line.text for line in joined.lines if line.outcome is Outcome.FLAGGED]
    assert flagged == ["Salary, Currency differ in the table: kept."]
    assert counts(read(tmp_path, text)) == (0, 0, 1, 0)
    assert one("SELECT count(*) FROM candidates") == (1,)
    assert (counts(Reader(tmp_path)(*records))[2], out("greenhouse")) == (3, came)


@pytest.mark.parametrize("row", everyday(row for row in ROWS if "name" not in row))
def test_what_a_joined_row_says_later_is_taken_over(desk: Path, tmp_path: Path, row: str) -> None:
    elsewhere(tmp_path, status="unresolved", resolved_at=None)
    read(tmp_path, ROWS[row].format("sent"), known="join")
    assert read(tmp_path, ROWS[row].format("accepted")).changed == 1
    assert (numbers(), offers.get(700).status) == ([700], "accepted")
    assert one("SELECT count(*) FROM candidates") == (1,)


@pytest.mark.parametrize("row", everyday(ROWS))
def test_with_the_other_answer_it_is_an_offer_of_its_own(
    desk: Path, tmp_path: Path, row: str
) -> None:
    elsewhere(tmp_path)
    assert read(tmp_path, ROWS[row].format("draft"), known="new").new == 1
    assert len(numbers()) == 2


@pytest.mark.parametrize("row", everyday(OTHERS))
def test_a_row_about_anything_else_is_an_offer_of_its_own_unasked(
    desk: Path, tmp_path: Path, row: str
) -> None:
    elsewhere(tmp_path)
    assert counts(read(tmp_path, OTHERS[row], known="join")) == (1, 0, 0, 0)


def test_an_offer_that_was_made_here_is_asked_about_too(desk: Path, tmp_path: Path) -> None:
    offer = making.an_offer()
    assert offer.candidate and offer.job
    who = f"{offer.candidate.first_name} {offer.candidate.last_name}"
    text = f"Candidate,Job,Salary\n{who},{offer.job.title},9 EUR\n"
    assert "made here" in read(tmp_path, text).lines[0].text
    assert (counts(read(tmp_path, text, known="join")), numbers()) == ((0, 1, 0, 0), [offer.id])


def test_of_several_it_is_asked_which(desk: Path, tmp_path: Path) -> None:
    elsewhere(tmp_path)
    Reader(tmp_path)(version(701, application_id=61, candidate_id=900, job_id=55))
    text = ROWS["person and job"].format("draft")
    asked = read(tmp_path, text, known="join")
    assert (counts(asked), "one of several" in asked.lines[0].text) == ((0, 0, 0, 1), True)
    with_number = ROWS["its number there"].format("draft")
    assert counts(read(tmp_path, with_number, known="join")) == (0, 1, 0, 0)


def test_rows_of_one_table_are_never_asked_about_each_other(desk: Path, tmp_path: Path) -> None:
    row = "Mila Roth,mila@example.com,{},9 EUR,1\n"
    header = "Candidate,Email,Job,Salary,Offer ID\n"
    assert read(tmp_path, header + row.format("Cook")).new == 1
    further = header + row.format("Cook").replace(",1\n", ",2\n")
    assert counts(read(tmp_path, further)) == (1, 0, 0, 0)
