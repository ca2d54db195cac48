"""Greenhouse offers as they really come: kept as they are, chained, flagged, never repaired."""

import json
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.exchanging import stored
from support.making import move

from data import exchange
from data.exchange import Report
from data.fields import custom_fields
from data.offers import json_documents, offers
from data.people import erasing
from data.records.field_records import FieldDraft
from data.records.offer_records import OfferRecord
from data.safekeeping import verify
from data.storage import connection
from data.values.field_values import FieldType
from data.values.money import Money
from data.values.status import Status

APPLICATION = 61_000_001


def keyed(**values: Any) -> dict[str, Any]:
    """Custom fields by key; each value is (name, type, value)."""
    return {
        key: {"name": name, "type": type, "value": value}
        for key, (name, type, value) in values.items()
    }


def offer(number: int, version: int = 1, **changes: Any) -> dict[str, Any]:
    """A record as the API lists it today."""
    record = {
        "id": number,
        "version": version,
        "application_id": APPLICATION,
        "job_id": 52_001,
        "candidate_id": 7_100_001,
        "opening": None,
        "created_at": f"2021-03-0{version}T09:00:00.250Z",
        "updated_at": f"2021-03-0{version}T10:00:00.000Z",
        "sent_at": "2021-03-05",
        "resolved_at": None,
        "starts_at": "2021-06-01",
        "status": "unresolved",
        "custom_fields": {"contract": "Permanent"},
        "keyed_custom_fields": keyed(contract=("Contract", "single_select", "Permanent")),
    }
    return record | changes


def of_2016(number: int, **changes: Any) -> dict[str, Any]:
    """A record as the API gave it before jobs, candidates and typed fields were in it."""
    record = {
        "id": number,
        "version": 1,
        "application_id": 40_000 + number,
        "created_at": "2016-02-01T12:00:00Z",
        "sent_at": None,
        "resolved_at": None,
        "starts_at": "2016-04-01",
        "status": "unresolved",
        "custom_fields": {"salary": "38500", "perks": None, "contract": "Full-time"},
    }
    return record | changes


@pytest.fixture
def read(desk: Path, tmp_path: Path) -> Any:
    """Import records as one file."""

    def read_records(*records: Any) -> Report:
        path = tmp_path / "offers.json"
        path.write_text(json.dumps(list(records)), "utf-8")
        return exchange.read_files([path])

    return read_records


def found(number: int) -> OfferRecord:
    return offers.get(offers.resolve_number(number))


def flags(number: int) -> dict[str, str]:
    return {flag.field: flag.text for flag in found(number).flags}


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.same, report.refused


def test_an_offer_comes_in_under_its_own_number_with_all_it_says(read: Any) -> None:
    report = read(offer(900_001))
    got = offers.get(900_001)
    assert counts(report) == (1, 0, 0, 0)
    assert (got.application_id, got.version, got.status) == (APPLICATION, 1, Status.SENT)
    assert got.job is not None and got.job.name == "Job 52001"
    assert got.candidate is not None and got.candidate.name == "Candidate 7100001"
    document = json_documents.offer_document(got)
    assert document["created_at"] == "2021-03-01T09:00:00.250Z"
    assert document["sent_at"] == "2021-03-05"
    assert document["start_date"] == "2021-06-01"
    assert document["source_value"] == "unresolved"
    assert document["remote_ids"] == [{"system": "greenhouse", "id": "900001"}]


@pytest.mark.parametrize(
    ("word", "sent", "status"),
    [
        ("unresolved", None, Status.DRAFT),
        ("unresolved", "2021-03-05", Status.SENT),
        ("accepted", "2021-03-05", Status.ACCEPTED),
        ("rejected", "2021-03-05", Status.DECLINED),
        ("on_ice", None, Status.DRAFT),
        (None, None, Status.DRAFT),
    ],
)
def test_a_status_is_read_as_the_domain_says(
    read: Any, word: str | None, sent: str | None, status: Status
) -> None:
    read(offer(900_001, status=word, sent_at=sent))
    assert found(900_001).status is status
    assert ("status" in flags(900_001)) is (word in ("rejected", "on_ice", None))


def chain() -> list[dict[str, Any]]:
    return [
        offer(11, 1, status="deprecated", sent_at=None),
        offer(12, 1, status="accepted", created_at="2021-03-04T00:00:00Z"),
        offer(13, 2, starts_at="2021-07-01"),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
@pytest.mark.parametrize("apart", [False, True])
def test_versions_of_an_application_become_one_offer_in_any_order(
    read: Any, order: tuple[int, ...], apart: bool
) -> None:
    records = [chain()[place] for place in order]
    for batch in [[record] for record in records] if apart else [records]:
        read(*batch)
    current, other = found(13), found(12)
    assert offers.resolve_number(11) == offers.resolve_number(13) != offers.resolve_number(12)
    assert [version.number for version in current.versions] == [1, 2]
    assert [version.is_superseded for version in current.versions] == [True, False]
    assert (current.version, current.status, current.is_superseded) == (2, Status.SENT, False)
    assert [version.number for version in other.versions] == [1]
    assert current.terms.start_date is not None and current.terms.start_date.month == 7
    assert json_documents.offer_document(current)["created_at"].startswith("2021-03-01")


def test_a_version_says_when_its_follower_came(read: Any) -> None:
    read(*chain())
    first = json_documents.offer_document(found(13))["versions"][0]
    assert first["superseded_at"] == "2021-03-02T09:00:00.250Z"


def test_numbers_of_versions_may_have_gaps_and_are_kept(read: Any) -> None:
    read(offer(21, 3, status="deprecated"), offer(22, 7))
    assert [version.number for version in found(22).versions] == [3, 7]


def test_a_deprecated_version_without_a_follower_stands_superseded(read: Any) -> None:
    read(offer(31, status="deprecated"))
    assert found(31).is_superseded
    assert "resolved_at" in flags(31)


def test_a_version_that_becomes_deprecated_is_followed_by_the_next(read: Any) -> None:
    read(offer(41))
    report = read(
        offer(41, status="deprecated", updated_at="2021-03-08T00:00:00Z"),
        offer(42, 2, status="accepted"),
    )
    assert counts(report) == (1, 1, 0, 0)
    assert offers.resolve_number(41) == offers.resolve_number(42)
    assert found(42).status is Status.ACCEPTED


def test_a_version_joins_its_follower_that_came_before_the_news(read: Any) -> None:
    read(offer(41))
    read(offer(42, 2))
    assert offers.resolve_number(41) != offers.resolve_number(42)
    read(offer(41, status="deprecated", updated_at="2021-03-08T00:00:00Z"))
    assert [version.number for version in found(42).versions] == [1, 2]
    assert offers.resolve_number(41) == offers.resolve_number(42)


def test_the_same_id_in_two_applications_is_two_offers(read: Any) -> None:
    read(offer(51), offer(51, application_id=APPLICATION + 1))
    listed = connection.reader().execute("SELECT id, application_id FROM offers").fetchall()
    assert {application for _, application in listed} == {APPLICATION, APPLICATION + 1}
    for number, _ in listed:
        assert any("two applications" in flag.text for flag in offers.get(number).flags)


def test_two_accepted_offers_of_an_application_are_kept_and_flagged(read: Any) -> None:
    read(offer(61, status="accepted"), offer(62, status="accepted"))
    for number in (61, 62):
        assert "accepted" in flags(number)["application_id"]
        assert "several times" in flags(number)["version"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"sent_at": "2021-04-09", "resolved_at": "2021-04-01T00:00:00Z"}, "sent_at", "after"),
        ({"sent_at": "2021-01-01"}, "sent_at", "before it was created"),
        ({"sent_at": None, "status": "accepted"}, "sent_at", "no date"),
        ({"sent_at": "soon"}, "sent_at", "no date"),
        ({"status": "deprecated"}, "resolved_at", "no moment"),
        ({"starts_at": "2019-01-01"}, "starts_at", "before the offer was created"),
        ({"created_at": None}, "created_at", "now is taken"),
        ({"version": None}, "version", "no version"),
        ({"resolved_at": "yesterday"}, "resolved_at", "no timestamp"),
    ],
)
def test_what_contradicts_itself_is_flagged(
    read: Any, changes: dict[str, Any], field: str, words: str
) -> None:
    assert counts(read(offer(71, **changes))) == (1, 0, 0, 0)
    assert words in flags(71)[field]


@pytest.mark.parametrize(
    ("word", "frequency"),
    [
        *((word, "hourly") for word in ("hourly", "hour")),
        *((word, "daily") for word in ("daily", "day")),
        *((word, "weekly") for word in ("weekly", "week")),
        *((word, "monthly") for word in ("monthly", "month")),
        *((word, "yearly") for word in ("Yearly", "year", "annual", "ANNUALLY")),
        ("fortnightly", None),
    ],
)
def test_every_word_for_how_often_pay_is_counted(
    read: Any, word: str, frequency: str | None
) -> None:
    pay = keyed(salary=("Salary", "currency", {"value": 5, "currency": "EUR"}))
    pay["salary"]["frequency"] = word
    read(offer(71, keyed_custom_fields=pay))
    assert found(71).terms.pay_frequency == frequency


def test_dates_of_one_day_and_ends_of_one_size_contradict_nothing(read: Any) -> None:
    band = {
        kind: {"name": kind, "type": kind, "value": {"min_value": 5, "max_value": 5} | unit}
        for kind, unit in (("number_range", {}), ("currency_range", {"unit": "EUR"}))
    }
    day = "2021-03-01"
    read(
        offer(71, created_at=f"{day}T23:00:00.000Z", sent_at=day, starts_at=day,
              resolved_at=f"{day}T01:00:00.000Z", status="accepted", keyed_custom_fields=band)
    )  # fmt: skip
    assert flags(71) == {}


def test_a_range_that_runs_backwards_by_the_least_is_flagged(read: Any) -> None:
    band = {
        "band": {"name": "Band", "type": "currency_range",
                 "value": {"min_value": "5.01", "max_value": "5.00", "unit": "EUR"}}
    }  # fmt: skip
    read(offer(71, keyed_custom_fields=band))
    assert "above the maximum" in flags(71)["fields.band"]


def opening(number: int | None, name: str | None, **changes: Any) -> dict[str, Any]:
    record = {
        "id": number,
        "opening_id": name,
        "status": "open",
        "opened_at": "2021-01-01T00:00:00.000Z",
        "closed_at": None,
        "application_id": None,
        "close_reason": None,
    }
    return record | changes


def test_openings_come_with_what_is_odd_about_them(read: Any) -> None:
    read(
        offer(81, status="accepted", opening=opening(501, "7-2")),
        offer(82, application_id=2, opening=opening(502, "7-2")),
        offer(83, application_id=3, opening=opening(503, None)),
    )
    assert found(81).opening is not None
    texts = [flag.text for number in (81, 82, 83) for flag in found(number).flags]
    assert any("still open" in text for text in texts)
    assert any("several openings called 7-2" in text for text in texts)
    assert any("no opening id" in text for text in texts)


def test_a_closed_opening_knows_why_and_for_whom(read: Any) -> None:
    closed = opening(
        504, "7-3", status="closed", application_id=APPLICATION, close_reason={"name": "Filled"}
    )
    read(offer(84, opening=closed))
    got = found(84).opening
    assert got is not None and not got.is_open
    assert (got.close_reason, got.application_id) == ("Filled", APPLICATION)


def test_both_forms_of_custom_fields_join_by_name(read: Any) -> None:
    read(
        offer(
            91,
            custom_fields={"contract_kind": "Freelance", "badge": True},
            keyed_custom_fields=keyed(kind=("Contract kind", "single_select", "Freelance")),
        )
    )
    document = json_documents.offer_document(found(91))
    assert document["custom_fields"] == {"contract_kind": "Freelance", "badge": True}
    assert {key: field["type"] for key, field in document["keyed_custom_fields"].items()} == {
        "kind": "single_select",
        "badge": "yes_no",
    }
    kind = next(field for field in custom_fields.all_fields() if field.key == "kind")
    assert [option.name for option in kind.options] == ["Freelance"]


def test_every_type_of_field_is_read_in_the_shapes_it_comes_in(read: Any) -> None:
    person = {"user_id": 5, "name": "Ida Berg", "email": "ida@example.com", "employee_id": "ib1"}
    read(
        offer(
            92,
            custom_fields={},
            keyed_custom_fields=keyed(
                a=("A", "currency", {"amount": 1200.5, "unit": "EUR"}),
                b=("B", "currency_range", {"min_value": "10.0", "max_value": None, "unit": "USD"}),
                c=("C", "number", 12),
                d=("D", "number_range", {"min_value": 1, "max_value": 2}),
                e=("E", "boolean", False),
                f=("F", "user", person),
                g=("G", "date", "2021-02-03"),
                h=("H", "multi_select", ["One", "Two"]),
                i=("I", "currency", None),
            ),
        )
    )
    values = json_documents.offer_document(found(92))["custom_fields"]
    assert values["a"] == {"value": Decimal("1200.50"), "currency": "EUR"}
    assert values["b"] == {"min_value": 10, "max_value": None, "unit": "USD"}
    assert (values["c"], values["e"], values["g"], values["i"]) == (12, False, "2021-02-03", None)
    assert values["d"] == {"min_value": 1, "max_value": 2}
    assert values["f"] == person | {"user_id": "5"}
    assert values["h"] == ["One", "Two"]


def salary(type: str, value: Any) -> dict[str, Any]:
    return {
        "custom_fields": {"salary": value},
        "keyed_custom_fields": keyed(salary=("Salary", type, value)),
    }


def test_a_salary_that_is_money_is_the_salary_of_the_offer(read: Any) -> None:
    read(offer(101, **salary("currency", {"value": 61000, "currency": "SEK"})))
    assert found(101).terms.salary == Money(6_100_000, "SEK")
    assert json_documents.offer_document(found(101))["salary"] == 61000


@pytest.mark.parametrize(
    ("type", "value"),
    [("short_text", "About 90k"), ("currency", "$88,000"), ("currency", "38500")],
)
def test_a_salary_that_is_text_stays_text(read: Any, type: str, value: str) -> None:
    read(offer(102, **salary(type, value)))
    terms = found(102).terms
    assert (terms.salary, terms.salary_text, terms.currency) == (None, value, None)
    assert "salary" in flags(102)
    assert json_documents.offer_document(found(102))["custom_fields"]["salary"] == value


def test_a_field_met_with_two_types_has_the_one_that_says_more_and_keeps_what_came(
    read: Any,
) -> None:
    read(offer(103, **salary("short_text", "About 90k")))
    read(offer(104, application_id=9, **salary("currency", {"value": 61000, "currency": "SEK"})))
    (field,) = custom_fields.all_fields()
    assert field.type is FieldType.CURRENCY
    assert found(104).terms.salary == Money(6_100_000, "SEK")
    assert found(103).terms.fields[0].raw == '"About 90k"'
    met = json_documents.offer_document(found(104))["keyed_custom_fields"]["salary"]["value"]
    assert met == {"value": 61000, "currency": "SEK"}
    assert "fields.salary" not in flags(104)


def test_a_field_that_a_person_changed_keeps_its_type(read: Any) -> None:
    read(offer(103, **salary("short_text", "About 90k")))
    (field,) = custom_fields.all_fields()
    custom_fields.update(field.id, FieldDraft(name="Pay agreed", type="short_text"))
    read(offer(104, application_id=9, **salary("currency", {"value": 61000, "currency": "SEK"})))
    (field,) = custom_fields.all_fields()
    assert (field.type, field.name) == (FieldType.SHORT_TEXT, "Pay agreed")
    with pytest.raises(sqlite3.IntegrityError, match="never change"):
        connection.reader().execute("UPDATE custom_fields SET type = 'currency'")
    with pytest.raises(sqlite3.IntegrityError, match="a value of a version never changes"):
        connection.reader().execute("UPDATE version_values SET value = '1'")


def test_who_was_erased_entered_nothing(read: Any) -> None:
    read(offer(103, **salary("short_text", "About 90k")))
    erasing.erase(found(103).candidate.id)
    read(offer(104, application_id=9, candidate_id=72,
               **salary("currency", {"value": 61000, "currency": "SEK"})))  # fmt: skip
    (field,) = custom_fields.all_fields()
    assert field.type is FieldType.CURRENCY
    assert verify.verify() == ()


def test_whether_a_person_entered_a_value_is_asked_once_for_a_field(read: Any) -> None:
    read(offer(103, **salary("short_text", "About 90k")))
    making.edit(found(103), fields=(making.entry("salary", "Much"),))
    asked: list[str] = []
    connection.reader().set_trace_callback(asked.append)
    read(*(offer(number, application_id=number, **salary("currency", {"value": number}))
           for number in range(200, 220)))  # fmt: skip
    connection.reader().set_trace_callback(None)
    assert custom_fields.all_fields()[0].type is FieldType.SHORT_TEXT
    assert 1 <= len([one for one in asked if "raw IS NULL" in one]) <= 4


def test_a_range_the_wrong_way_round_is_flagged(read: Any) -> None:
    wrong = {"min_value": 90, "max_value": 10, "unit": "EUR"}
    read(offer(105, keyed_custom_fields=keyed(pay=("Pay", "currency_range", wrong))))
    assert "minimum is above the maximum" in flags(105)["fields.pay"]


def test_records_of_2016_come_in_without_job_and_candidate(read: Any) -> None:
    assert counts(read(of_2016(1), of_2016(2, status="accepted"))) == (2, 0, 0, 0)
    got = found(1)
    assert (got.job, got.candidate, got.terms.salary_text) == (None, None, "38500")
    assert got.candidate_name == "Application 40001"
    assert json_documents.offer_document(got)["custom_fields"] == {
        "salary": "38500",
        "perks": None,
        "contract": "Full-time",
    }


def test_a_later_record_names_the_job_and_joins_fields_by_name(read: Any) -> None:
    read(of_2016(3))
    today = offer(3, application_id=40_003, status="unresolved", sent_at=None)
    today["keyed_custom_fields"] = keyed(time=("Contract", "short_text", "Full-time"))
    read(today)
    got = found(3)
    assert got.job is not None and got.job.id == 52_001
    assert [field.key for field in custom_fields.all_fields()] == ["time", "perks", "salary"]


def test_reading_the_same_again_changes_nothing(read: Any) -> None:
    records = [*chain(), of_2016(1), offer(99, application_id=4, status="rejected")]
    read(*records)
    before = stored()
    assert counts(read(*reversed(records))) == (0, 0, len(records), 0)
    assert stored() == before


def test_changed_terms_make_a_new_version(read: Any) -> None:
    read(offer(111))
    later = {"starts_at": "2021-08-01", "updated_at": "2021-03-09T00:00:00Z"}
    assert counts(read(offer(111, **later))) == (0, 1, 0, 0)
    got = found(111)
    assert [version.note for version in got.versions] == ["", "changed in Greenhouse"]
    assert got.versions[0].is_superseded
    assert got.terms.start_date is not None and got.terms.start_date.month == 8


def test_the_kept_copy_is_of_the_version_with_the_changed_terms(read: Any) -> None:
    read(offer(111))
    read(offer(111, starts_at="2021-08-01", updated_at="2021-03-09T00:00:00Z"))
    rows = connection.reader().execute(
        "SELECT number FROM kept_records JOIN versions ON versions.id = version_id"
        " WHERE kind = 'version' AND raw IS NOT NULL"
    )
    assert [row[0] for row in rows] == [found(111).version] == [2]


def test_a_changed_status_is_an_event_and_no_version(read: Any) -> None:
    read(offer(112))
    later = {"status": "accepted", "updated_at": "2021-03-09T00:00:00Z"}
    assert counts(read(offer(112, **later))) == (0, 1, 0, 0)
    got = found(112)
    assert (len(got.versions), got.status) == (1, Status.ACCEPTED)
    assert (got.events[-1].from_status, got.events[-1].to_status) == ("sent", "accepted")


def test_an_older_copy_changes_nothing_and_says_so(read: Any) -> None:
    read(offer(113))
    report = read(offer(113, status="accepted", updated_at="2021-02-01T00:00:00Z"))
    assert counts(report) == (0, 0, 1, 0)
    assert "older" in report.lines[0].text
    assert found(113).status is Status.SENT


def test_what_was_changed_on_both_sides_is_kept_and_flagged(read: Any) -> None:
    read(offer(114))
    move(found(114), Status.PENDING)
    report = read(offer(114, status="rejected", updated_at="2021-03-09T00:00:00Z"))
    assert counts(report) == (0, 0, 1, 0)
    assert found(114).status is Status.PENDING
    assert "changed here" in flags(114)["offer"]


def test_the_whole_record_is_kept_unknown_keys_and_exact_numbers_included(
    read: Any, tmp_path: Path
) -> None:
    path = tmp_path / "exact.json"
    text = json.dumps(offer(115, approvals=[1])).replace("[1]", "[1.10, 12345678901234567890]")
    path.write_text(text, "utf-8")
    exchange.read_files([path])
    raw = (
        connection.reader()
        .execute("SELECT raw FROM kept_records WHERE kind = 'version'")
        .fetchone()[0]
    )
    assert '"approvals":[1.10,12345678901234567890]' in raw


@pytest.mark.parametrize(
    ("record", "field", "words"),
    [
        (offer(121, application_id=None), "application_id", "missing"),
        (offer(121, id=None), "id", "missing"),
        (offer(121, version="two"), "version", "whole number"),
        ("text", "", "expected a record"),
        (None, "", "expected a record"),
        ({"action": "offer_created", "payload": {"id": 4}}, "application_id", "missing"),
        ({"action": "offer_created", "payload": [4]}, "payload", "should be an object"),
        ({"id": 4, "colour": "red"}, "", "no record that is known"),
    ],
)
def test_what_cannot_come_in_is_named_and_stops_nothing_else(
    read: Any, record: Any, field: str, words: str
) -> None:
    report = read(record, offer(122))
    (refused,) = [line for line in report.lines if line.outcome == "refused"]
    assert (refused.position, refused.field, report.new) == (1, field, 1)
    assert words in refused.text


def test_deep_nesting_in_one_record_is_refused(read: Any) -> None:
    deep: Any = 1
    for _ in range(80):
        deep = [deep]
    report = read(offer(123, custom_fields={"deep": deep}), offer(124))
    assert counts(report) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"[]", "empty list"),
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\x1f\x8b\x08\x00", "damaged"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "is a picture"),
        ("{'ü': 1}".encode("cp1252"), "not text"),
    ],
)
def test_a_file_that_is_no_json_gets_one_clear_sentence(
    desk: Path, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    report = exchange.read_files([path, tmp_path, tmp_path / "missing.json"])
    assert [line.position for line in report.lines] == [0, 0, 0]
    assert words in report.lines[0].text
    assert "folder" in report.lines[1].text
    assert "does not exist" in report.lines[2].text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "9" * 5000])
def test_a_number_that_is_none_refuses_its_record_only(
    desk: Path, tmp_path: Path, number: str
) -> None:
    path = tmp_path / "odd.json"
    path.write_text(f'[{{"id": {number}}}, {json.dumps(offer(131))}]', "utf-8")
    report = exchange.read_files([path])
    assert counts(report) == (1, 0, 0, 1)
    assert [line.position for line in report.lines if line.outcome == "refused"] == [1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("envelope", ["{}", '{{"data": {}}}', "[{}]", '{{"data": [{}]}}'])
def test_envelopes_and_unicode_encodings_are_read(
    desk: Path, tmp_path: Path, encoding: str, envelope: str
) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(envelope.format(json.dumps(offer(131))).encode(encoding))
    assert counts(exchange.read_files([path])) == (1, 0, 0, 0)


def test_hostile_text_is_harmless_once_it_is_in(read: Any) -> None:
    evil = "\x1b]0;x\x07\u202e[red]"
    read(offer(132, keyed_custom_fields=keyed(n=(f"N{evil}", "short_text", evil))))
    (value,) = [value for value in found(132).terms.fields if value.key == "n"]
    assert "\x1b" not in value.name and "\u202e" not in str(value.value)
    document = json_documents.dumps(json_documents.offer_document(found(132)))
    assert "\x1b" not in document and "\u202e" not in document


def test_one_value_in_two_shapes_is_no_contradiction(read: Any) -> None:
    keyed = {"pay": {"name": "Bonus", "type": "currency", "value": {"amount": 900, "unit": "EUR"}}}
    bare = {"bonus": {"value": 900, "currency": "EUR"}}
    read(offer(71, custom_fields=bare, keyed_custom_fields=keyed))
    assert not [field for field in flags(71) if field.startswith("fields")]
    other = {"bonus": {"value": 901, "currency": "EUR"}}
    read(offer(72, application_id=72, custom_fields=other, keyed_custom_fields=keyed))
    assert [field for field in flags(72) if field.startswith("fields")] == ["fields.pay"]
