"""OpenATS out: whole offers; what came goes out the same, in its own case."""

import json
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.everyday import everyday
from support.exported import as_read, differing, exactly, out, read_in, text_out, unordered
from support.making import edit, entry, force, move

from data.exchange.exporting import export_run
from data.jobs import jobs
from data.offers import offers
from data.people import candidates
from data.values.status import Status

NOW = "2026-11-22T12:00:00.000Z"


def whole(number: int = 14, **changes: Any) -> dict[str, Any]:
    """An offer as OpenATS answers it, with a key that nobody knows."""
    return {
        "id": number,
        "candidateId": 402,
        "candidate": {
            "id": 402,
            "firstName": "Ines",
            "lastName": "Falk",
            "email": "ines@falk.example",
            "phone": "+46 8 555 01 02",
        },
        "jobId": 31,
        "job": {"id": 31, "title": "Glazier", "department": "Workshop", "location": "Malmö"},
        "templateId": None,
        "salary": 51000,
        "currency": "SEK",
        "payFrequency": "yearly",
        "startDate": "2024-09-02",
        "expiryDate": "2024-07-01",
        "status": "sent",
        "renderedHtml": "<p>Hej</p>",
        "createdBy": 3,
        "createdAt": "2024-06-03T10:30:00Z",
        "updatedAt": "2024-06-04T11:00:00Z",
        "sentAt": "2024-06-04T11:00:00Z",
        "xNote": {"kept": [1, 2.50]},
    } | changes


def snake(**changes: Any) -> dict[str, Any]:
    """A row of a list, in snake case."""
    return {
        "id": 15,
        "candidate_id": 403,
        "candidate_name": "Bo Ek",
        "job_id": 31,
        "job_title": "Glazier",
        "salary": 52000,
        "currency": "SEK",
        "pay_frequency": "yearly",
        "status": "sent",
        "created_at": "2024-06-10T14:20:00Z",
        "expiry_date": "2024-06-25",
    } | changes


def the_offer(number: int = 14) -> Any:
    return offers.get(offers.resolve_number(number))


def test_what_came_goes_out_as_it_came(desk: Path, tmp_path: Path) -> None:
    odd = whole(16, candidateId=9, candidate=None, salary="Around 60k", status="frozen")
    records = [whole(), snake(), odd]
    read_in(tmp_path, *records)
    assert unordered(out("openats")) == unordered(as_read(*records))
    assert list(exactly(text_out("openats"))) == ["data"]


def test_an_edit_is_written_into_the_record_and_nothing_else(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, whole(), snake())
    edit(the_offer(14), salary="53,500.50", expiry_date="")
    edit(the_offer(15), start_date="2024-08-01", correction=False)
    by_id = {record["id"]: record for record in out("openats")}
    assert differing(as_read(whole())[0], by_id[14]) == {
        "salary": exactly("53500.5"),
        "expiryDate": None,
        "status": "draft",
        "sentAt": None,
        "updatedAt": NOW,
    }
    assert differing(as_read(snake())[0], by_id[15]) == {
        "start_date": "2024-08-01",
        "status": "draft",
    }


def test_a_decision_brings_its_moment(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, whole())
    move(the_offer(), Status.DECLINED, reason="Pay")
    (found,) = out("openats")
    assert differing(as_read(whole())[0], found) == {
        "status": "declined",
        "declinedAt": NOW,
        "updatedAt": NOW,
    }
    force(the_offer(), Status.ACCEPTED)
    (found,) = out("openats")
    assert (found["status"], found["acceptedAt"]) == ("accepted", NOW)
    assert "declinedAt" not in found


def test_a_name_that_was_corrected_here_is_corrected_there(desk: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    read_in(tmp_path, whole(), snake(candidate_id=402, candidate_name="Ines Falk"))
    person = the_offer().candidate
    draft = replace(candidates.draft_of(person), last_name="Falk Berg", phone="")
    candidates.update(person.id, draft)
    job = the_offer().job
    jobs.update(job.id, replace(jobs.draft_of(job), title="Master glazier"))
    by_id = {record["id"]: record for record in out("openats")}
    assert differing(as_read(whole())[0]["candidate"], by_id[14]["candidate"]) == {
        "lastName": "Falk Berg",
        "phone": None,
    }
    assert by_id[14]["job"]["title"] == by_id[15]["job_title"] == "Master glazier"
    assert by_id[15]["candidate_name"] == "Ines Falk Berg"


def test_an_offer_made_here_goes_out_whole_and_reads_back_as_it_is(
    desk: Path, tmp_path: Path
) -> None:
    made = move(making.a_ready_offer(), Status.SENT)
    (record,) = out("openats")
    assert record["candidate"]["lastName"] == "Müller"
    assert record["job"]["title"] == "Data Engineer"
    assert record["renderedHtml"] == the_offer(made.id).versions[0].letter.html
    assert (record["sentAt"], record["status"]) == ("2026-11-22T00:00:00.000Z", "sent")
    _read_elsewhere(tmp_path, "openats")
    back = offers.get(offers.resolve_number(made.id))
    for name in ("salary", "currency", "pay_frequency", "start_date", "expiry_date"):
        assert getattr(back.terms, name) == getattr(made.terms, name)
    assert (back.status, back.sent_at, back.candidate_name) == (
        made.status,
        made.sent_at,
        made.candidate_name,
    )


def _read_elsewhere(folder: Path, to: str) -> None:
    from data.storage import database

    text = text_out(to)
    database.open_desk(folder / "elsewhere.db")
    met = json.loads(text)
    report = read_in(folder, *(met["data"] if isinstance(met, dict) else met))
    assert report.refused == 0


def greenhouse(number: int, version: int, **changes: Any) -> dict[str, Any]:
    pay = {"value": 48000, "currency": "EUR"}
    return {
        "id": number,
        "version": version,
        "application_id": 640,
        "job_id": 31,
        "candidate_id": 402,
        "created_at": f"2023-02-0{version}T09:00:00.000Z",
        "updated_at": f"2023-02-0{version}T10:00:00.000Z",
        "sent_at": "2023-02-05",
        "resolved_at": None,
        "starts_at": "2023-06-01",
        "status": "unresolved",
        "custom_fields": {"salary": pay},
        "keyed_custom_fields": {
            "salary": {"name": "Salary", "type": "currency", "value": pay, "frequency": "monthly"}
        },
    } | changes


def test_offers_of_greenhouse_go_to_openats_as_far_as_it_can_say(
    desk: Path, tmp_path: Path
) -> None:
    read_in(
        tmp_path,
        greenhouse(5, 1, status="deprecated"),
        greenhouse(6, 2),
        greenhouse(7, 1, application_id=641, status="deprecated"),
    )
    lost = export_run.unsayable("openats", None)
    assert [sentence.split(":")[0] for sentence in lost] == [
        "1 offer only ever was superseded",
        "1 offer has earlier versions",
    ]
    (record,) = out("openats")
    assert (record["salary"], record["currency"], record["payFrequency"]) == (
        48000,
        "EUR",
        "monthly",
    )
    assert (record["status"], record["sentAt"]) == ("sent", "2023-02-05T00:00:00.000Z")
    _read_elsewhere(tmp_path, "openats")
    back = offers.get(offers.resolve_number(record["id"]))
    assert (back.status, str(back.terms.start_date)) == (Status.SENT, "2023-06-01")


@pytest.mark.parametrize("status", everyday(list(Status), most=2))
def test_every_status_goes_to_greenhouse_and_stackone_and_back(
    desk: Path, tmp_path: Path, status: Status
) -> None:
    expected = {
        "greenhouse": {"pending": "sent", "withdrawn": "declined"},
        "stackone": {"sent": "pending"},
    }
    moment = {f"{status}At": "2024-06-05T10:00:00Z"} if status in ("accepted", "declined") else {}
    sent = "2024-06-04T11:00:00Z" if status is not Status.DRAFT else None
    record = whole(status=str(status), sentAt=sent, expiryDate="2099-01-01", **moment)
    for to, words in expected.items():
        from data.storage import database

        database.open_desk(tmp_path / f"{to}.db")
        read_in(tmp_path, record)
        _read_elsewhere(tmp_path, to)
        (number,) = making.rows(tmp_path / "elsewhere.db", "SELECT id FROM offers")[0]
        assert offers.get(number).status == words.get(str(status), str(status))
        database.close_desk()
        for file in tmp_path.glob("elsewhere.db*"):
            file.unlink()


def request(**changes: Any) -> dict[str, Any]:
    return {
        "candidateId": 410,
        "jobId": 31,
        "templateId": None,
        "salary": 60000,
        "currency": "SEK",
        "payFrequency": "yearly",
        "startDate": "2024-10-01",
        "createdBy": 1,
        "reference": "R-7",
    } | changes


def test_a_create_request_goes_out_as_one_until_it_was_sent_here(
    desk: Path, tmp_path: Path
) -> None:
    read_in(tmp_path, request())
    assert out("openats") == as_read(request())
    number = making.rows(desk, "SELECT id FROM offers")[0][0]
    edit(offers.get(number), salary="61000")
    (found,) = out("openats")
    assert differing(as_read(request())[0], found) == {"salary": 61000}
    force(offers.get(number), Status.SENT)
    (found,) = out("openats")
    assert (found["id"], found["status"], found["reference"]) == (number, "sent", "R-7")


def test_reading_an_export_again_changes_nothing(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, whole(), snake())
    before = making.everything_stored(desk)
    report = read_in(tmp_path, *json.loads(text_out("openats"))["data"])
    assert (report.new, report.changed, report.refused, report.same) == (0, 0, 0, 2)
    assert making.everything_stored(desk) == before


def test_custom_fields_and_openings_are_named_as_lost(desk: Path) -> None:
    making.a_field("Bonus")
    job = making.a_job()
    seat = making.an_opening(job)
    offer = making.an_offer(
        candidate_id=making.a_candidate().id,
        job_id=job.id,
        opening_id=seat.id,
        fields=(entry("bonus", "yes"),),
    )
    assert export_run.unsayable("openats", [offer.id]) == (
        f"1 offer has an opening ({offer.id}).",
        f"1 offer has custom fields ({offer.id}).",
    )
