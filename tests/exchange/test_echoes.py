"""What went out of a desk and comes back changes nothing, whatever a person did here before."""

import json
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.exported import read_in, text_out
from support.making import edit, entry, everything_stored, force, move

from data import exchange
from data.exchange.import_report import Report
from data.offers import offers
from data.values.status import Status

SYSTEMS = ("greenhouse", "openats", "stackone")


def read_text(folder: Path, text: str, name: str) -> Report:
    path = folder / name
    path.write_text(text, "utf-8", newline="")
    return exchange.read_files([path])


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.refused, report.flagged


def a_worked_on_desk() -> None:
    making.a_field("Bonus", "currency", key="bonus")
    offer = move(making.a_ready_offer(fields=(entry("bonus", "1500 EUR"),)), Status.SENT)
    edit(offer, salary="95,000.50")
    force(making.a_ready_offer(), Status.WITHDRAWN)
    making.an_offer()


@pytest.mark.parametrize("to", SYSTEMS)
def test_offers_made_here_are_known_when_they_come_back(
    desk: Path, tmp_path: Path, to: str
) -> None:
    a_worked_on_desk()
    before = everything_stored(desk)
    report = read_text(tmp_path, text_out(to, lines=True), "again.jsonl")
    assert counts(report) == (0, 0, 0, 0) and report.same >= 3
    assert everything_stored(desk) == before


RECORDS: dict[str, dict[str, Any]] = {
    "greenhouse": {
        "id": 700, "version": 1, "application_id": 71, "job_id": 72, "candidate_id": 73,
        "created_at": "2022-01-01T10:00:00.000Z", "updated_at": "2022-01-02T10:00:00.000Z",
        "sent_at": "2022-01-02", "resolved_at": None, "starts_at": "2022-05-01",
        "status": "unresolved", "custom_fields": {"salary": "Around 90k"},
    },
    "openats": {
        "id": 700, "candidateId": 73, "jobId": 72, "salary": 51000, "currency": "EUR",
        "payFrequency": "yearly", "startDate": "2022-05-01", "expiryDate": None, "status": "sent",
        "createdAt": "2022-01-01T10:00:00Z", "updatedAt": "2022-01-02T10:00:00Z",
        "sentAt": "2022-01-02T10:00:00Z",
    },
    "stackone": {
        "application_id": "a-71", "start_date": "2022-05-01T00:00:00.000Z", "salary": 51000,
        "currency": "EUR", "offer_status": {"value": "pending", "source_value": "Pending"},
        "offer_history": [], "passthrough": {"x": 1},
    },
}  # fmt: skip


@pytest.mark.parametrize("to", SYSTEMS)
def test_offers_edited_here_are_known_when_they_come_back(
    desk: Path, tmp_path: Path, to: str
) -> None:
    read_in(tmp_path, RECORDS[to])
    (number,) = making.rows(desk, "SELECT id FROM offers")[0]
    edit(offers.get(number), start_date="2027-07-01", salary="60000", currency="EUR")
    move(offers.get(number), Status.WITHDRAWN, reason="Position cancelled")
    before = everything_stored(desk)
    report = read_text(tmp_path, text_out(to, lines=True), "again.jsonl")
    assert counts(report) == (0, 0, 0, 0) and report.same >= 1
    assert everything_stored(desk) == before


@pytest.mark.parametrize("to", ["greenhouse", "openats"])
def test_what_says_anything_else_is_not_taken_for_an_echo(
    desk: Path, tmp_path: Path, to: str
) -> None:
    read_in(tmp_path, RECORDS[to])
    (number,) = making.rows(desk, "SELECT id FROM offers")[0]
    edit(offers.get(number), start_date="2027-07-01")
    record = json.loads(text_out(to, lines=True).splitlines()[-1])
    key = {"greenhouse": "starts_at", "openats": "startDate"}[to]
    report = read_in(tmp_path, record | {key: "2028-01-01"})
    assert report.flagged == 1 or report.new == 1


@pytest.mark.parametrize("versions", [False, True])
def test_a_table_that_went_out_and_was_not_edited_changes_nothing(
    desk: Path, tmp_path: Path, versions: bool
) -> None:
    a_worked_on_desk()
    read_in(tmp_path, RECORDS["greenhouse"])
    before = everything_stored(desk)
    report = read_text(tmp_path, text_out("csv", versions=versions), "again.csv")
    assert counts(report) == (0, 0, 0, 0) and report.same >= 4
    assert everything_stored(desk) == before
