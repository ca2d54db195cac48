"""OpenATS offers: whole ones, list rows and answers, in parts and in either case."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.exchanging import stored

from data import exchange
from data.exchange import Report
from data.jobs import jobs
from data.offers import json_documents, offers
from data.records.job_records import JobDraft
from data.records.offer_records import OfferRecord
from data.storage import connection
from data.values.money import Money
from data.values.status import Status


def created(**changes: Any) -> dict[str, Any]:
    """The answer to a create request."""
    record = {
        "id": 70,
        "candidateId": 310,
        "jobId": 21,
        "templateId": None,
        "salary": 64000,
        "currency": "EUR",
        "payFrequency": "yearly",
        "startDate": "2025-05-01",
        "expiryDate": "2025-04-10",
        "status": "draft",
        "renderedHtml": None,
        "createdBy": 3,
        "createdAt": "2025-03-01T08:00:00Z",
        "updatedAt": "2025-03-01T08:00:00Z",
    }
    return record | changes


def whole(**changes: Any) -> dict[str, Any]:
    """An offer with its candidate and job nested."""
    people = {"id": 310, "firstName": "Aïda", "lastName": "van Rijn", "email": "aida@example.com"}
    job = {"id": 21, "title": "Baker", "department": "Kitchen", "location": "Ghent"}
    later = {
        "status": "sent",
        "updatedAt": "2025-03-02T08:00:00Z",
        "sentAt": "2025-03-02T08:00:00Z",
    }
    return created(candidate=people | {"phone": "+32 1"}, job=job) | later | changes


def row(**changes: Any) -> dict[str, Any]:
    """A line of the list of a job's offers."""
    record = {
        "id": 70,
        "candidateId": 310,
        "candidateName": "Aïda van Rijn",
        "jobId": 21,
        "jobTitle": "Baker",
        "salary": 64000,
        "currency": "EUR",
        "payFrequency": "yearly",
        "status": "sent",
        "createdAt": "2025-03-01T08:00:00Z",
        "expiryDate": "2025-04-10",
    }
    return record | changes


def answer(**changes: Any) -> dict[str, Any]:
    """The answer to a status request."""
    record = {
        "id": 70,
        "candidateId": 310,
        "jobId": 21,
        "status": "accepted",
        "updatedAt": "2025-03-09T08:00:00Z",
        "acceptedAt": "2025-03-09T08:00:00Z",
    }
    return record | changes


def snake(record: Any) -> Any:
    """The same in snake case."""
    if not isinstance(record, dict):
        return record
    return {re.sub("([A-Z])", r"_\1", key).lower(): snake(met) for key, met in record.items()}


@pytest.fixture
def read(desk: Path, tmp_path: Path) -> Any:
    """Import one record in its envelope, or several as a list in it."""

    def read_records(*records: Any) -> Report:
        path = tmp_path / "offers.json"
        met = records[0] if len(records) == 1 else list(records)
        path.write_text(json.dumps({"data": met}), "utf-8")
        return exchange.read_files([path])

    return read_records


def found(number: int = 70) -> OfferRecord:
    return offers.get(offers.resolve_number(number))


def flags(number: int = 70) -> dict[str, str]:
    return {flag.field: flag.text for flag in found(number).flags}


@pytest.mark.parametrize("spelled", [lambda record: record, snake])
def test_a_whole_offer_comes_in_with_candidate_and_job(read: Any, spelled: Any) -> None:
    assert read(spelled(whole(renderedHtml="<p>Dear Aïda</p>"))).new == 1
    got = found()
    assert got.candidate is not None and got.job is not None
    assert (got.candidate.first_name, got.candidate.last_name) == ("Aïda", "van Rijn")
    assert (got.candidate.email, got.candidate.phone) == ("aida@example.com", "+32 1")
    assert (got.job.title, got.job.department, got.job.location) == ("Baker", "Kitchen", "Ghent")
    assert got.terms.salary == Money(6_400_000, "EUR")
    assert got.terms.letter_html == "<p>Dear Aïda</p>"
    assert (got.status, str(got.sent_at)) == (Status.SENT, "2025-03-02")
    assert got.created_by == "OpenATS user 3"


def test_what_is_known_by_id_alone_gets_its_name_later(read: Any) -> None:
    read(created())
    assert (found().candidate_name, found().job_title) == ("Candidate 310", "Job 21")
    assert read(row(status="draft")).changed == 1
    candidate = found().candidate
    assert candidate is not None
    assert (candidate.first_name, candidate.last_name) == ("Aïda", "van Rijn")
    read(whole())
    candidate = found().candidate
    assert candidate is not None
    assert (candidate.first_name, candidate.last_name) == ("Aïda", "van Rijn")
    assert connection.reader().execute("SELECT count(*) FROM candidates").fetchone() == (1,)


def test_a_known_name_is_not_lost_to_a_placeholder(read: Any) -> None:
    read(whole())
    read(created(id=71))
    assert found(71).candidate_name == "Aïda van Rijn"
    assert found(71).application_id == found(70).application_id


def test_a_part_of_a_record_leaves_what_it_does_not_say(read: Any) -> None:
    read(whole())
    report = read(answer())
    assert (report.changed, report.flagged) == (1, 0)
    got = found()
    assert (got.status, len(got.versions)) == (Status.ACCEPTED, 1)
    assert got.terms.salary == Money(6_400_000, "EUR")
    assert json_documents.offer_document(got)["resolved_at"] == "2025-03-09T08:00:00.000Z"


def test_a_list_row_of_a_known_offer_changes_nothing(read: Any) -> None:
    read(whole())
    assert (read(row()).same, len(found().versions)) == (1, 1)


def test_an_absent_key_stays_and_a_null_clears(read: Any) -> None:
    read(created())
    read({"id": 70, "candidateId": 310, "expiryDate": None, "updatedAt": "2025-03-03T08:00:00Z"})
    assert found().terms.expiry_date is None
    assert found().terms.start_date is not None


def test_changed_terms_make_a_version_that_says_so(read: Any) -> None:
    read(created())
    report = read(created(salary=66000.5, updatedAt="2025-03-04T08:00:00Z"))
    got = found()
    assert report.changed == 1
    assert [version.note for version in got.versions] == ["", "changed in OpenATS"]
    assert got.versions[1].changes == ("salary 64,000 → 66,000.50 EUR",)
    assert json_documents.offer_document(got)["salary"] == Decimal("66000.50")


def test_an_older_copy_changes_nothing_and_says_so(read: Any) -> None:
    read(whole())
    report = read(created(salary=1))
    assert (report.same, report.changed) == (1, 0)
    assert "older" in report.lines[0].text
    assert found().terms.salary == Money(6_400_000, "EUR")


def test_an_answer_between_two_known_ones_still_tells_what_neither_said(read: Any) -> None:
    read(whole())
    read(answer())
    raised = whole(salary=70000, status="sent", updatedAt="2025-03-05T08:00:00Z")
    assert read(raised).changed == 1
    assert (found().status, found().terms.salary) == (Status.ACCEPTED, Money(7_000_000, "EUR"))


def test_a_list_row_takes_an_offer_on_but_never_back(read: Any) -> None:
    read(created())
    read(row(salary=65000))
    assert (found().status, found().terms.salary) == (Status.SENT, Money(6_500_000, "EUR"))
    read(answer())
    report = read(row(salary=64000))
    assert (report.same, "older" in report.lines[0].text) == (1, True)
    assert (found().status, found().terms.salary) == (Status.ACCEPTED, Money(6_500_000, "EUR"))


def test_all_answers_of_an_offer_read_again_change_nothing(read: Any) -> None:
    answers = [created(), row(), answer(), whole(salary=65000)]
    for record in answers:
        read(record)
    before = stored()
    for record in [*answers, *reversed(answers)]:
        assert read(record).same == 1
    assert stored() == before


def test_reading_everything_again_changes_nothing(read: Any) -> None:
    records = [whole(), row(id=72, candidateId=311, candidateName="Bo"), created(id=73, jobId=22)]
    read(*records)
    before = stored()
    assert read(*records).same == 3
    assert stored() == before


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"salary": "Around 60k"}, "salary", "Around 60k"),
        ({"salary": {"amount": 5}}, "salary", '{"amount":5}'),
        ({"salary": 10.005}, "salary", "10.005"),
        ({"salary": -5}, "salary", "-5"),
        ({"currency": None}, "salary", "64000"),
        ({"currency": "GOLD"}, "currency", "64000 GOLD"),
    ],
)
def test_pay_that_is_no_exact_amount_stays_text(
    read: Any, changes: dict[str, Any], field: str, text: str
) -> None:
    assert read(created(**changes)).new == 1
    assert (found().terms.salary, found().terms.salary_text) == (None, text)
    assert field in flags()


@pytest.mark.parametrize(
    ("salary", "currency", "minor"), [(9000000, "JPY", 9000000), (12.345, "KWD", 12345)]
)
def test_minor_units_follow_the_currency(
    read: Any, salary: float, currency: str, minor: int
) -> None:
    read(created(salary=salary, currency=currency))
    assert found().terms.salary == Money(minor, currency)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": "frozen"}, "status"),
        ({"payFrequency": "fortnightly"}, "pay_frequency"),
        ({"startDate": "2025-13-01"}, "start_date"),
        ({"startDate": "2024-01-01"}, "start_date"),
        ({"currency": "HRK"}, "currency"),
        ({"templateId": 9}, "template"),
        ({"createdAt": None}, "created_at"),
        ({"renderedHtml": 5}, "rendered_html"),
        ({"status": "accepted", "sentAt": None}, "sent_at"),
    ],
)
def test_what_is_odd_is_flagged_and_kept(read: Any, changes: dict[str, Any], field: str) -> None:
    report = read(created(**changes))
    assert (report.new, report.flagged) == (1, 1)
    assert field in flags()


def test_dates_of_one_day_contradict_nothing(read: Any) -> None:
    day = "2025-03-01"
    read(created(createdAt=f"{day}T23:00:00Z", sentAt=day, startDate=day, status="accepted",
                 acceptedAt=f"{day}T01:00:00Z"))  # fmt: skip
    assert flags() == {}
    before = {"startDate": "2025-02-28", "sentAt": "2025-02-28"}
    read(created(id=71, createdAt=f"{day}T00:00:00Z", **before))
    assert {"start_date", "sent_at"} <= flags(71).keys()


def test_two_live_offers_for_one_candidate_and_job_are_flagged(read: Any) -> None:
    read(created(), created(id=71))
    assert "live" in flags(70)["application_id"]
    assert "live" in flags(71)["application_id"]


def test_a_number_that_is_taken_here_is_still_found(read: Any, tmp_path: Path) -> None:
    read(created())
    other = {"id": 70, "version": 1, "application_id": 5, "status": "unresolved"}
    path = tmp_path / "greenhouse.json"
    path.write_text(json.dumps(other), "utf-8")
    assert exchange.read_files([path]).new == 1
    assert connection.reader().execute("SELECT count(*) FROM offers").fetchone() == (2,)
    assert found(70).remote_ids == (("openats", "70"),)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"deletedAt": "2025-01-01T00:00:00Z", "candidateId": 3}, "no record that is known"),
        (
            {"id": [], "deletedAt": "2025-01-01T00:00:00Z", "status": "withdrawn"},
            "should be a number or a text",
        ),
        (created(id=True), "should be a number or a text"),
        ({"candidateId": None, "jobId": 2}, "required"),
    ],
)
def test_what_cannot_come_in_is_refused_in_words(
    read: Any, record: dict[str, Any], words: str
) -> None:
    report = read(record)
    assert (report.read, report.refused) == (0, 1)
    assert words in report.lines[0].text


# ---------------------------------------------------------------- requests, deletions, errors


def request(**changes: Any) -> dict[str, Any]:
    record = {
        "candidateId": 310,
        "jobId": 21,
        "templateId": None,
        "salary": 64000,
        "currency": "EUR",
        "payFrequency": "yearly",
        "startDate": "2025-05-01",
        "expiryDate": "2025-04-10",
        "createdBy": 3,
    }
    return record | changes


def the_offer() -> OfferRecord:
    (number,) = connection.reader().execute("SELECT id FROM offers").fetchone()
    return offers.get(number)


@pytest.mark.parametrize("spelled", [lambda record: record, snake])
def test_a_create_request_is_a_new_draft(read: Any, spelled: Any) -> None:
    assert read(spelled(request())).new == 1
    got = the_offer()
    assert (got.status, got.terms.salary) == (Status.DRAFT, Money(6_400_000, "EUR"))
    assert (got.created_by, got.flags, got.remote_ids) == ("OpenATS user 3", (), ())
    before = stored()
    assert read(snake(request())).same == 1
    assert stored() == before


def test_a_request_takes_from_its_job_what_it_does_not_say(read: Any) -> None:
    read(created())
    pay = {"pay_kind": "fixed", "salary": "70000", "currency": "EUR", "pay_frequency": "yearly"}
    jobs.update(21, JobDraft(title="Baker", **pay))
    read({"candidateId": 311, "jobId": 21})
    (number,) = connection.reader().execute("SELECT max(id) FROM offers").fetchone()
    got = offers.get(number)
    assert (got.terms.salary, got.terms.pay_frequency) == (Money(7_000_000, "EUR"), "yearly")
    assert set(got.inherited) == {"salary", "currency", "pay_frequency"}


def test_the_answer_joins_the_offer_that_the_request_made(read: Any) -> None:
    read(request())
    made = the_offer().id
    report = read(created())
    assert (report.changed, the_offer().id, found(70).id) == (1, made, made)
    assert "request had made" in report.lines[0].text
    assert len(found(70).versions) == 1
    assert read(created()).same == 1
    assert read(request()).same == 1


def test_a_row_or_a_later_answer_joins_too(read: Any) -> None:
    read(request())
    read(row())
    assert (found(70).id, found(70).status) == (the_offer().id, Status.SENT)
    read(whole(salary=65000))
    assert connection.reader().execute("SELECT count(*) FROM offers").fetchone() == (1,)


def test_a_request_that_made_a_known_offer_makes_no_second_one(read: Any) -> None:
    read(created())
    report = read(request())
    assert (report.same, report.new) == (1, 0)
    assert connection.reader().execute("SELECT count(*) FROM offers").fetchone() == (1,)
    read(request(salary=1))
    assert connection.reader().execute("SELECT count(*) FROM offers").fetchone() == (2,)


def deletion(**changes: Any) -> dict[str, Any]:
    record = {
        "id": 70,
        "candidateId": 310,
        "jobId": 21,
        "status": "withdrawn",
        "deletedAt": "2025-03-20T15:00:00Z",
    }
    return record | changes


@pytest.mark.parametrize("spelled", [lambda record: record, snake])
def test_a_deletion_withdraws_and_flags_and_removes_nothing(read: Any, spelled: Any) -> None:
    read(whole())
    assert read(spelled(deletion())).new == 1
    got = found()
    assert (got.status, len(got.versions)) == (Status.WITHDRAWN, 1)
    assert "deleted in OpenATS on 20 March 2025" in flags()["id"]
    assert json_documents.offer_document(got)["resolved_at"] == "2025-03-20T15:00:00.000Z"
    assert read(spelled(deletion())).same == 1


def test_a_deletion_waits_for_its_offer(read: Any) -> None:
    assert read(deletion()).new == 1
    read(created())
    assert found().status is Status.WITHDRAWN


@pytest.mark.parametrize(
    "record",
    [
        {"error": "Offer not found"},
        {"error": "Validation failed", "details": {"salary": ["Expected number"]}},
    ],
)
def test_an_error_answer_is_kept_and_changes_nothing(read: Any, record: dict[str, Any]) -> None:
    assert read(record).new == 1
    assert connection.reader().execute("SELECT count(*) FROM offers").fetchone() == (0,)
    (raw,) = connection.reader().execute("SELECT raw FROM kept_records").fetchone()
    assert json.loads(raw) == record
    assert read(record).same == 1


@pytest.mark.parametrize("record", [{"salary": 5}, {"status": "accepted"}])
def test_a_request_for_no_offer_is_only_kept(read: Any, record: dict[str, Any]) -> None:
    report = read(record)
    assert (report.new, report.refused) == (1, 0)
    assert any("does not say for which offer" in line.text for line in report.lines)
    assert read(record).same == 1


def test_a_third_change_supersedes_only_the_version_before(read: Any) -> None:
    for month, salary in ((3, 64000), (4, 65000), (5, 66000), (6, 67000)):
        report = read(created(salary=salary, updatedAt=f"2025-0{month}-04T08:00:00Z"))
        assert report.refused == 0
    assert [one.is_superseded for one in found().versions] == [True, True, True, False]
