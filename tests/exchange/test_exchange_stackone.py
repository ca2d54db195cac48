"""StackOne's unified ATS: create requests, offers with their history, and answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.exchanging import Reader, counts, found, kept, one, stored, texts

from data import exchange
from data.offers import offers
from data.records.offer_records import OfferRecord
from data.values.money import Money
from data.values.status import Status

Record = dict[str, Any]


@pytest.fixture
def read(desk: Path, tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def request(**changes: Any) -> Record:
    record = {
        "application_id": "app-7",
        "start_date": "2024-05-01T08:00:00.000Z",
        "offer_status": {"value": "created", "source_value": "Draft"},
        "salary": 52000,
        "currency": "EUR",
        "offer_history": [
            state(salary=50000),
            state(salary=48000, created_at="2024-01-01T00:00:00Z"),
        ],
        "passthrough": {"other": {"deep": [1, 2.50]}},
    }
    return record | changes


def state(**changes: Any) -> Record:
    record = {
        "start_date": "2024-04-01T00:00:00.000Z",
        "salary": 50000,
        "currency": "EUR",
        "created_at": "2024-02-01T00:00:00Z",
        "updated_at": "2024-02-02T00:00:00Z",
    }
    return record | changes


def offer(**changes: Any) -> Record:
    moments = {"created_at": "2024-03-01T00:00:00Z", "updated_at": "2024-03-02T00:00:00Z"}
    return {"id": "8187-e5da", "remote_id": "r-1"} | request() | moments | changes


def answer(number: str = "8187-e5da") -> Record:
    return {
        "statusCode": 201,
        "message": "Record created successfully.",
        "timestamp": "2024-03-01T01:01:01.000Z",
        "data": {"id": number, "remote_id": "r-1"},
    }


def the_offer() -> OfferRecord:
    return offers.get(one("SELECT id FROM offers")[0])


def flags() -> dict[str, str]:
    return {flag.field: flag.text for flag in the_offer().flags}


def test_a_request_is_an_offer_with_its_history_as_versions(read: Reader) -> None:
    assert counts(read(request())) == (1, 0, 0, 0)
    got = the_offer()
    assert [one.terms.salary for one in got.versions] == [
        Money(4_800_000, "EUR"),
        Money(5_000_000, "EUR"),
        Money(5_200_000, "EUR"),
    ]
    assert [one.is_superseded for one in got.versions] == [True, True, False]
    assert (str(got.terms.start_date), got.status, got.source_value) == (
        "2024-05-01", Status.DRAFT, "Draft",
    )  # fmt: skip
    assert kept("request") == [request()]


@pytest.mark.parametrize(
    ("value", "status", "is_marked"),
    [
        ("created", "draft", False),
        ("pending", "pending", True),
        ("accepted", "accepted", False),
        ("rejected", "declined", False),
        ("retracted", "withdrawn", False),
        ("approved", "draft", True),
        ("not_approved", "draft", True),
        ("unmapped_value", "draft", True),
        ("brand_new", "draft", True),
        (None, "draft", True),
        (7, "draft", True),
    ],
)
def test_every_status_is_read_and_the_doubtful_ones_are_marked(
    read: Reader, value: Any, status: str, is_marked: bool
) -> None:
    read(request(offer_status={"value": value, "source_value": "Word"}))
    assert (the_offer().status, the_offer().source_value) == (status, "Word")
    assert ("status" in flags()) is is_marked


@pytest.mark.parametrize(
    ("source", "shown"),
    [(3, "3"), (True, "true"), ({"a": 1}, '{"a":1}'), (["b"], '["b"]'), (None, "accepted")],
)
def test_the_sources_own_word_is_kept_whatever_it_is(read: Reader, source: Any, shown: str) -> None:
    read(request(offer_status={"value": "accepted", "source_value": source}))
    assert the_offer().source_value == shown


@pytest.mark.parametrize("status", [None, "pending", []])
def test_a_status_that_is_no_object_is_marked(read: Reader, status: Any) -> None:
    assert counts(read(request(offer_status=status))) == (1, 0, 0, 0)
    assert "status" in flags()


def test_expired_is_pending_and_says_so(read: Reader) -> None:
    read(request(offer_status={"value": "pending", "source_value": "Expired"}))
    assert (the_offer().status, the_offer().source_value) == (Status.PENDING, "Expired")
    assert "expired" in flags()["status"]


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"currency": "<string>"}, "currency", "52000 <string>"),
        ({"salary": "52k"}, "salary", "52k"),
        ({"salary": None, "currency": "<string>"}, "currency", "<string>"),
    ],
)
def test_pay_that_is_none_stays_text(read: Reader, changes: Record, field: str, text: str) -> None:
    read(request(**changes))
    assert (the_offer().terms.salary, the_offer().terms.salary_text) == (None, text)
    assert field in flags()


@pytest.mark.parametrize("history", ["none", [5], [state(start_date="soon")], {"a": 1}])
def test_a_history_that_is_odd_is_flagged_and_kept(read: Reader, history: Any) -> None:
    assert counts(read(request(offer_history=history))) == (1, 0, 0, 0)
    assert "offer_history" in flags()
    assert kept("request") == [request(offer_history=history)]


def test_an_offer_has_its_number_and_another(read: Reader) -> None:
    assert counts(read(offer())) == (1, 0, 0, 0)
    assert the_offer().remote_ids == (("stackone", "8187-e5da"),)
    only_there = offer()
    del only_there["id"]
    assert counts(read(only_there)) == (0, 0, 1, 0)


def test_a_number_that_comes_later_is_the_same_offer(read: Reader) -> None:
    only_there = offer()
    del only_there["id"]
    read(only_there)
    assert counts(read(offer())) == (0, 0, 1, 0)
    assert one("SELECT count(*) FROM offers") == (1,)


def test_reading_again_changes_nothing(read: Reader) -> None:
    records = [request(), request(application_id="app-8"), offer(), answer("other")]
    read(*records)
    before = stored()
    assert counts(read(*reversed(records))) == (0, 0, 4, 0)
    assert stored() == before


def test_the_record_with_the_number_joins_the_offer_of_its_request(read: Reader) -> None:
    read(request())
    report = read(offer())
    assert counts(report) == (0, 1, 0, 0)
    assert one("SELECT count(*) FROM offers") == (1,)
    assert "request had made" in report.lines[0].text
    assert len(the_offer().versions) == 3


def test_a_request_read_after_its_offer_makes_no_second_one(read: Reader) -> None:
    read(offer())
    report = read(request())
    assert counts(report) == (0, 0, 1, 0)
    assert one("SELECT count(*) FROM offers") == (1,)


def test_a_request_of_other_terms_is_another_offer(read: Reader) -> None:
    read(offer())
    assert counts(read(request(salary=1))) == (1, 0, 0, 0)


def test_an_answer_gives_the_only_waiting_offer_its_number_and_says_so(read: Reader) -> None:
    read(request(), answer())
    assert the_offer().remote_ids == (("stackone", "8187-e5da"),)
    assert "taken to be this offer's" in flags()["id"]
    report = read(offer(salary=60000, updated_at="2024-04-01T00:00:00Z"))
    assert counts(report) == (0, 1, 0, 0)
    assert one("SELECT count(*) FROM offers") == (1,)


def test_an_answer_with_several_offers_waiting_is_only_kept(read: Reader) -> None:
    report = read(request(), request(application_id="app-8"), answer())
    assert counts(report) == (3, 0, 0, 0)
    assert "kept as it came" in texts(report, "new")[-1]
    assert one("SELECT count(*) FROM remote_ids WHERE kind = 'offer'") == (0,)


def test_an_answer_may_be_named_for_an_offer(read: Reader) -> None:
    read(request(), request(application_id="app-8"))
    wanted = one("SELECT max(id) FROM offers")[0]
    read(answer(), offer=wanted)
    assert offers.get(wanted).remote_ids == (("stackone", "8187-e5da"),)


def test_changed_terms_with_the_old_ones_in_the_history_make_one_version(read: Reader) -> None:
    read(offer())
    before = state(
        salary=52000, start_date="2024-05-01T08:00:00Z", created_at="2024-03-01T00:00:00Z"
    )
    history = [*request()["offer_history"], before]
    report = read(offer(salary=55000, offer_history=history, updated_at="2024-04-01T00:00:00Z"))
    assert counts(report) == (0, 1, 0, 0)
    pay = [one.terms.salary.minor for one in the_offer().versions if one.terms.salary]
    assert pay == [4_800_000, 5_000_000, 5_200_000, 5_500_000]


def test_a_state_that_is_told_later_is_a_superseded_version(read: Reader) -> None:
    read(offer(offer_history=[]))
    read(offer(offer_history=[state()], updated_at="2024-04-01T00:00:00Z"))
    got = the_offer()
    assert [one.is_superseded for one in got.versions] == [False, True]
    assert (got.version, got.terms.salary) == (1, Money(5_200_000, "EUR"))


@pytest.mark.parametrize(
    ("record", "field"),
    [(offer(application_id=None), "application_id"), (offer(id=[]), "id")],
)
def test_what_cannot_come_in_is_named(read: Reader, record: Record, field: str) -> None:
    report = read(record, request())
    assert (report.refused, report.new) == (1, 1)
    assert [line.field for line in report.lines if line.outcome == "refused"] == [field]


def test_offers_of_a_remote_application_only(read: Reader) -> None:
    record = request(remote_application_id="ra-1")
    del record["application_id"]
    assert counts(read(record)) == (1, 0, 0, 0)
    assert found(the_offer().id).candidate_name.startswith("Application")


def test_an_answer_by_itself_is_kept_whole(read: Reader, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer()), "utf-8")
    assert counts(exchange.read_files([path])) == (1, 0, 0, 0)
    assert kept("received") == [answer()]


def test_an_error_is_kept_and_changes_nothing(read: Reader) -> None:
    error = {"statusCode": 400, "message": "Bad request", "timestamp": "2024-01-01T00:00:00Z"}
    assert counts(read(error)) == (1, 0, 0, 0)
    assert kept("received") == [error]
    assert one("SELECT count(*) FROM offers") == (0,)
