"""Filters of references are about records where an offer is several; pages say where they are."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.everyday import everyday
from support.exported import read_in

from data.storage import database
from tui.cli.command_line import main

Record = dict[str, Any]
Capture = pytest.CaptureFixture[str]


def _v1(number: int, version: int, **changes: Any) -> Record:
    return {"id": number, "version": version, "application_id": 61, "job_id": 52,
            "candidate_id": 71, "opening": None, "created_at": f"2018-06-0{version}T20:00:00.000Z",
            "updated_at": f"2018-07-0{version}T20:00:00.000Z", "sent_at": None,
            "resolved_at": None, "starts_at": f"2018-08-0{version}", "status": "deprecated",
            "custom_fields": {}, "keyed_custom_fields": {}} | changes  # fmt: skip


def _v3(number: int, **changes: Any) -> Record:
    return {"id": number, "created_at": "2018-06-08T20:00:00.000Z",
            "updated_at": "2018-06-09T20:00:00.000Z", "version": 1, "application_id": 66,
            "job_id": 52, "candidate_id": 72, "opening_id": None, "status": "Accepted",
            "starts_on": "2018-08-09", "sent_on": "2018-06-08",
            "resolved_at": "2018-06-09T20:00:00.000Z", "custom_fields": {}} | changes  # fmt: skip


RECORDS = (
    _v1(1, 1),
    _v1(2, 2, sent_at="2018-06-02"),
    _v1(3, 3, status="unresolved", sent_at="2018-06-03"),
    _v3(4),
)


@pytest.fixture
def db(tmp_path: Path) -> str:
    """A closed desk with an offer of three versions, and one that is accepted."""
    path = tmp_path / "desk.db"
    database.open_desk(path)
    read_in(tmp_path, *RECORDS)
    database.close_desk()
    return str(path)


ASKED: list[tuple[str, list[int]]] = [
    ("status:deprecated", [1, 2]),
    ("created_after:2018-06-02T20:00:00Z updated_before:2018-07-02T20:00:00Z", [2, 4]),
    ("-status:deprecated,accepted", [3]),
    ("status:unresolved", [3]),
    ("status:accepted", [4]),
    ("status:rejected", []),
    ("created_before:2018-06-02T20:00:00Z", [1]),
    ("resolved_after:2018-06-01", [4]),
    ("sent_after:2018-06-03", [3, 4]),
    ("sent_before:2018-06-02", [2]),
    ("starts_after:2018-08-03", [3, 4]),
    ("starts_before:2018-08-01", [1]),
    ("status:deprecated or status:accepted", [1, 2, 4]),
    ("status:deprecated application:61", [1, 2]),
    ("status:deprecated application:66", []),
    ("status:sent", [1, 2, 3]),  # a word of ours is about the offer
]


@pytest.mark.parametrize(("asked", "found"), everyday(ASKED, most=3))
def test_records_are_asked_and_not_offers(
    db: str, capsys: Capture, asked: str, found: list[int]
) -> None:
    assert main(["export", "--db", db, "--to", "greenhouse", *asked.split()]) == 0
    written = json.loads(capsys.readouterr().out)
    assert written == [record for record in RECORDS if record["id"] in found]


def test_what_other_forms_write_is_asked_of_offers(db: str, capsys: Capture) -> None:
    assert main(["export", "--db", db, "--to", "stackone", "status:accepted"]) == 0
    (only,) = json.loads(capsys.readouterr().out)
    assert only["offer_status"]["value"] == "accepted"


CANDIDATES = [
    {"id": number, "first_name": "Ada", "last_name": "Weber", "email_addresses": []}
    for number in (71, 72)
]


@pytest.mark.parametrize("records", ["candidates", "all"])
def test_records_beside_offers_are_those_of_the_offers_that_are_asked_for(
    tmp_path: Path, capsys: Capture, records: str
) -> None:
    path = tmp_path / "desk.db"
    database.open_desk(path)
    read_in(tmp_path, *RECORDS, *CANDIDATES)
    database.close_desk()
    asked = ["export", "--db", str(path), "--to", "greenhouse", "--records", records]
    assert main([*asked, "status:accepted"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert {record["id"] for record in written} == ({4, 72} if records == "all" else {72})


def test_a_page_says_which_pages_are_beside_it(db: str, capsys: Capture) -> None:
    page = ["export", "--db", db, "--to", "greenhouse", "--per-page", "1", "--links"]
    links = []
    for number in (1, 2, 4, 5):
        assert main([*page, "--page", str(number)]) == 0
        links.append(capsys.readouterr().err.splitlines()[-1])
    assert links == [
        'link: <?page=2&per_page=1>; rel="next", <?page=4&per_page=1>; rel="last"',
        'link: <?page=1&per_page=1>; rel="prev", <?page=3&per_page=1>; rel="next",'
        ' <?page=4&per_page=1>; rel="last"',
        'link: <?page=3&per_page=1>; rel="prev", <?page=4&per_page=1>; rel="last"',
        'link: <?page=4&per_page=1>; rel="prev", <?page=4&per_page=1>; rel="last"',
    ]
    assert main(["export", "--db", db, "--to", "greenhouse", "--links"]) == 1
    assert "--links is for pages" in capsys.readouterr().err
