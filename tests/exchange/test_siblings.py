"""What stands around an offer comes in, in any order, and goes out as it came."""

import itertools
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.everyday import everyday
from support.exchanging import counts, found
from support.exported import out

from data import exchange
from data.exchange.import_options import ImportOptions
from data.people import candidates
from data.storage import connection
from data.values.money import Money
from data.values.status import Status

Record = dict[str, Any]

OPENATS: dict[str, Record] = {
    "jobs": {"id": 45, "slug": "cook-1", "title": "Cook", "departmentId": 3, "location": "Ghent",
             "description": "<p>Cook</p>", "salaryType": "range", "currency": "EUR",
             "payFrequency": "yearly", "salaryFixed": None, "salaryMin": "120000.00",
             "salaryMax": "180000.00", "status": "published", "createdBy": 1,
             "createdAt": "2026-03-01T10:00:00.000Z", "updatedAt": "2026-03-02T10:00:00.000Z",
             "department": {"id": 3, "name": "Kitchen"}, "skills": []},
    "candidates": {"id": 123, "firstName": "Mila", "lastName": "Roth", "email": "mila@example.com",
                   "phone": "+1555", "resumeUrl": None, "jobId": 45, "currentStageId": 204,
                   "appliedAt": "2026-03-03T09:00:00.000Z",
                   "updatedAt": "2026-03-05T09:00:00.000Z"},
    "users": {"id": 1, "asgardeoUserId": "a-1", "firstName": "Rita", "lastName": "Rec",
              "email": "rita@example.com", "avatarUrl": None, "role": "admin", "isActive": True,
              "createdAt": "2026-01-01T10:00:00.000Z", "updatedAt": "2026-01-01T10:00:00.000Z"},
    "offers": {"id": 11, "candidateId": 123, "jobId": 45, "templateId": None, "status": "viewed",
               "salary": "150000.00", "currency": "EUR", "employmentType": "full_time",
               "startDate": "2026-04-01", "reportingManager": "Odile K", "benefits": "Health",
               "offerLetterHtml": "<p>Dear Mila</p>", "reviewToken": "abc",
               "sentAt": "2026-03-06T12:00:00.000Z", "viewedAt": "2026-03-06T13:00:00.000Z",
               "acceptedAt": None, "declinedAt": None, "createdBy": 1,
               "createdAt": "2026-03-05T10:00:00.000Z", "updatedAt": "2026-03-06T13:00:00.000Z"},
}  # fmt: skip

STACKONE: dict[str, Record] = {
    "jobs": {"id": "j1", "remote_id": "rj1", "code": "7", "title": "Cook", "status": "open",
             "job_status": {"value": "published", "source_value": "Live"}, "department_ids": [],
             "location_ids": [], "created_at": "2021-01-01T01:01:01.000Z",
             "updated_at": "2021-01-01T01:01:01.000Z"},
    "candidates": {"id": "c1", "remote_id": "rc1", "name": "Mila Roth", "first_name": "Mila",
                   "last_name": "Roth", "email": "mila@example.com", "emails": [], "phone": "+1",
                   "phone_numbers": [], "application_ids": ["a1"],
                   "updated_at": "2021-01-01T01:01:01.000Z"},
    "applications": {"id": "a1", "remote_id": "ra1", "candidate_id": "c1", "job_id": "j1",
                     "remote_candidate_id": "rc1", "candidate": {"name": "Mila Roth"},
                     "application_status": {"value": "active", "source_value": "Active"},
                     "rejected_reasons": [], "updated_at": "2021-01-01T01:01:01.000Z"},
    "users": {"id": "u1", "remote_id": "ru1", "first_name": "Rita", "last_name": "Rec",
              "name": "Rita Rec", "email": "rita@example.com", "phone": "+1"},
    "offers": {"id": "o1", "remote_id": "ro1", "application_id": "a1",
               "start_date": "2026-04-01T00:00:00.000Z", "salary": 150000, "currency": "EUR",
               "offer_status": {"value": "accepted", "source_value": "Accepted"},
               "created_at": "2021-01-01T01:01:01.000Z", "updated_at": "2021-01-01T01:01:01.000Z"},
}  # fmt: skip

LEVER: dict[str, Record] = {
    "jobs": {"id": "p-1", "text": "Cook", "createdAt": 1707000000000, "updatedAt": 1709000000000,
             "categories": {"team": "Kitchen", "location": "Ghent"}, "state": "published",
             "distributionChannels": [], "reqCode": "REQ-12", "salaryRange": None},
    "candidates": {"id": "op-1", "name": "Mila Roth", "contact": "c1", "headline": "",
                   "stage": "offer", "phones": [], "emails": ["mila@example.com"],
                   "archived": None, "lastInteractionAt": 1709294400000, "isAnonymized": False,
                   "createdAt": 1708300800000, "updatedAt": 1709294400000},
    "applications": {"id": "ap-1", "opportunityId": "op-1", "candidateId": "op-1",
                     "createdAt": 1708300800000, "type": "user", "posting": "p-1",
                     "postingOwner": "u-1", "name": "Mila Roth", "email": "mila@example.com"},
    "users": {"id": "u-1", "name": "Rita Rec", "username": "rita", "email": "rita@example.com",
              "accessRole": "admin", "photo": None, "deactivatedAt": None},
    "offers": {"id": "of-1", "posting": "p-1", "createdAt": 1709287200000, "status": "sent",
               "creator": "u-1", "fields": [
                   {"text": "Job posting", "identifier": "job_posting", "value": "op-1"},
                   {"text": "Offered", "identifier": "salary_amount", "value": 82000},
                   {"text": "Currency", "identifier": "compensation_currency", "value": "EUR"},
                   {"text": "Earnings", "identifier": "salary_interval",
                    "value": "per-year-salary"},
                   {"text": "Start", "identifier": "anticipated_start_date",
                    "value": 1714521600000},
                   {"text": "Offered equity", "identifier": "offered_equity", "value": "1200"}],
               "signatures": {}, "approved": True, "approvedAt": 1709290800000,
               "sentAt": 1709294400000, "sentDocument": None, "signedDocument": None},
}  # fmt: skip

ASHBY: dict[str, Record] = {
    "jobs": {"id": "j-1", "title": "Cook", "confidential": False, "status": "Open",
             "locationId": "l-1", "defaultInterviewPlanId": "p", "jobPostingIds": [],
             "createdAt": "2024-01-02T10:00:00.000Z", "updatedAt": "2024-01-02T10:00:00.000Z"},
    "candidates": {"id": "c-1", "name": "Mila Roth", "applicationIds": ["a-1"],
                   "primaryEmailAddress": {"value": "mila@example.com", "isPrimary": True},
                   "profileUrl": "https://example.com"},
    "applications": {"id": "a-1", "status": "Active", "candidate": {"id": "c-1", "name": "Mila"},
                     "currentInterviewStage": None, "archiveReason": None, "hiringTeam": [],
                     "job": {"id": "j-1", "title": "Cook"},
                     "updatedAt": "2024-05-02T10:00:00.000Z"},
    "users": {"id": "u-1", "firstName": "Rita", "lastName": "R", "globalRole": "Admin",
              "email": "r@example.com", "isEnabled": True, "updatedAt": "2024-05-02T10:00:00.000Z"},
    "offers": {"id": "o-1", "applicationId": "a-1", "acceptanceStatus": "Pending",
               "offerStatus": "WaitingOnCandidateResponse", "decidedAt": None, "latestVersion": {
                   "id": "v-2", "createdAt": "2024-05-02T10:00:00.000Z", "startDate": "2024-06-01",
                   "salary": {"currencyCode": "USD", "value": 165000}, "openingId": "op-1",
                   "customFields": [{"id": "cf-1", "title": "Signing bonus",
                                     "value": {"currencyCode": "USD", "value": 10000}}],
                   "author": {"id": "u-1"}, "approvalStatus": "Approved"}, "versions": []},
}  # fmt: skip

SYSTEMS = {"openats": OPENATS, "stackone": STACKONE, "lever": LEVER, "ashby": ASHBY}
ORDERS = [(system, order) for system, records in SYSTEMS.items()
          for order in list(itertools.permutations(records))[::17]]  # fmt: skip


def read(folder: Path, name: str, records: Any) -> exchange.Report:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(records), "utf-8")
    return exchange.read_files([path])


@pytest.mark.parametrize(("system", "order"), everyday(ORDERS, most=8), ids=str)
def test_offers_get_their_names_in_any_order_of_files(
    desk: Path, tmp_path: Path, system: str, order: tuple[str, ...]
) -> None:
    records = SYSTEMS[system]
    for name in order:
        assert read(tmp_path, name, [records[name]]).refused == 0
    rows = connection.reader().execute("SELECT id FROM offers").fetchall()
    assert len(rows) == 1
    offer = found(rows[0][0])
    assert offer.job is not None and offer.job.title == "Cook"
    assert offer.candidate is not None
    assert candidates.get(offer.candidate.id).email == "mila@example.com"
    again = read(tmp_path, "all", list(records.values()))
    assert counts(again) == (0, 0, len(records), 0)
    for name, record in records.items():
        assert out(system, records=name) == [record]


def test_what_later_servers_of_openats_say(desk: Path, tmp_path: Path) -> None:
    read(tmp_path, "offers", [OPENATS["offers"]])
    offer = found(11)
    assert (offer.status, offer.source_value) == ("pending", "viewed")
    assert offer.terms.letter_html == "<p>Dear Mila</p>"
    fields = {value.name: value.value for value in offer.terms.fields}
    assert fields == {"Employment type": "full_time", "Reporting manager": "Odile K",
                      "Benefits": "Health"}  # fmt: skip
    read(tmp_path, "offers", [OPENATS["offers"] | {"id": 12, "status": "expired"}])
    assert (found(12).status, found(12).source_value) == ("sent", "expired")


def test_an_offer_inside_a_candidate_comes_in(desk: Path, tmp_path: Path) -> None:
    whole = OPENATS["candidates"] | {"offer": OPENATS["offers"], "history": []}
    assert counts(read(tmp_path, "candidates", [whole])) == (1, 0, 0, 0)
    assert found(11).terms.salary is not None
    assert counts(read(tmp_path, "offers", [OPENATS["offers"]])) == (0, 0, 1, 0)
    assert out("openats", records="candidates") == [whole]


def test_harvest_v3_records_belong_together(desk: Path, tmp_path: Path) -> None:
    times = {"created_at": "2024-01-02T03:04:05.678Z", "updated_at": "2024-01-02T03:04:05.678Z"}
    pay = {"name": "Base Salary", "type": "currency", "value": {"value": 120000, "unit": "USD"}}
    read(tmp_path, "v3", [
        {"id": 900, **times, "version": 2, "application_id": 800, "job_id": 600,
         "candidate_id": 700, "opening_id": 500, "status": "Created", "starts_on": "2024-03-01",
         "sent_on": "2024-02-03", "resolved_at": None, "custom_fields": {"base_salary": pay}},
        {"id": 800, **times, "candidate_id": 700, "job_id": 600, "stage_id": 4, "status": "hired",
         "prospect": False, "needs_decision": False},
        {"id": 600, **times, "name": "Cook", "requisition_id": "R-1", "status": "open",
         "department_id": 4, "office_ids": [4], "is_template": False},
        {"id": 500, **times, "job_id": 600, "opened_at": None, "closed_at": None, "open": False,
         "opening_id": "E-7", "application_id": 800, "target_start_on": None},
    ])  # fmt: skip
    offer = found(900)
    assert offer.job is not None and offer.job.title == "Cook"
    assert offer.application_status == "hired"
    assert offer.terms.salary is not None and offer.terms.salary.minor == 12_000_000
    is_open = connection.reader().execute("SELECT is_open FROM openings").fetchone()[0]
    assert is_open == 0


def test_several_fields_that_could_be_the_pay_are_none_of_it(desk: Path, tmp_path: Path) -> None:
    pay = {"type": "currency", "value": {"value": 5, "unit": "USD"}}
    keyed = {"a": {"name": "Base Pay", **pay}, "b": {"name": "Annual salary", **pay}}
    read(tmp_path, "v1", [{"id": 9, "version": 1, "application_id": 8, "status": "unresolved",
                           "keyed_custom_fields": keyed}])  # fmt: skip
    assert found(9).terms.salary is None


def test_an_offer_of_lever_says_what_its_fields_hold(desk: Path, tmp_path: Path) -> None:
    read(tmp_path, "offers", [LEVER["offers"]])
    offer = found("of-1")
    terms = offer.terms
    assert (terms.salary, str(terms.pay_frequency)) == (Money(8_200_000, "EUR"), "yearly")
    assert (str(terms.start_date), str(offer.sent_at)) == ("2024-05-01", "2024-03-01")
    assert (offer.status, offer.source_value) == ("sent", "sent")
    assert {value.name: value.value for value in terms.fields} == {"Offered equity": "1200"}


def test_what_changed_here_goes_back_to_lever(desk: Path, tmp_path: Path) -> None:
    read(tmp_path, "offers", [LEVER["offers"]])
    offer = found("of-1")
    making.edit(offer, salary="90000", start_date="2024-06-01")
    making.force(found("of-1"), Status.ACCEPTED)
    (record,) = out("lever")
    fields = {one["identifier"]: one["value"] for one in record["fields"]}
    assert fields["salary_amount"] == 90000
    assert fields["anticipated_start_date"] == 1717200000000
    assert fields["offered_equity"] == "1200"
    assert record["status"] == "signed" and record["signatures"]["candidate"]["signed"]


def test_an_offer_of_ashby_says_what_its_latest_version_holds(desk: Path, tmp_path: Path) -> None:
    opening = {"id": "op-1", "openedAt": "2024-01-02T10:00:00.000Z", "closedAt": None,
               "isArchived": False, "openingState": "Open",
               "latestVersion": {"id": "ov-1", "identifier": "ENG-7"}}  # fmt: skip
    read(tmp_path, "all", [opening, ASHBY["offers"]])
    offer = found("o-1")
    assert offer.terms.salary == Money(16_500_000, "USD")
    assert offer.terms.pay_frequency is None
    assert offer.opening is not None and offer.opening.opening_id == "ENG-7"
    assert (offer.status, offer.sent_at) == ("sent", None)
    (bonus,) = offer.terms.fields
    assert (bonus.name, bonus.value) == ("Signing bonus", Money(1_000_000, "USD"))


def test_what_changed_here_goes_back_to_ashby(desk: Path, tmp_path: Path) -> None:
    read(tmp_path, "offers", [ASHBY["offers"]])
    making.edit(found("o-1"), salary="170000")
    making.force(found("o-1"), Status.DECLINED)
    (record,) = out("ashby")
    assert record["latestVersion"]["salary"] == {"currencyCode": "USD", "value": 170000}
    assert (record["acceptanceStatus"], record["offerStatus"]) == ("Declined", "CandidateRejected")
    assert (
        record["latestVersion"]["customFields"]
        == (ASHBY["offers"]["latestVersion"]["customFields"])
    )


@pytest.mark.parametrize(("lever", "ours"), [
    ("draft", "draft"), ("approval-sent", "draft"), ("approved", "draft"), ("denied", "draft"),
    ("sent", "sent"), ("sent-manually", "sent"), ("opened", "pending"), ("signed", "accepted"),
])  # fmt: skip
def test_words_of_lever(desk: Path, tmp_path: Path, lever: str, ours: str) -> None:
    read(tmp_path, "offers", [LEVER["offers"] | {"status": lever}])
    offer = found("of-1")
    assert (offer.status, offer.source_value) == (ours, lever)
    assert any("not given" in flag.text for flag in offer.flags) == (lever == "denied")


@pytest.mark.parametrize(("acceptance", "waits", "ours"), [
    ("Created", "WaitingOnApprovalStart", "draft"), ("Pending", "WaitingOnOfferApproval", "draft"),
    ("WaitingOnResponse", "WaitingOnCandidateResponse", "sent"),
    ("Accepted", "CandidateAccepted", "accepted"), ("Declined", "CandidateRejected", "declined"),
    ("Cancelled", "OfferCancelled", "withdrawn"),
])  # fmt: skip
def test_words_of_ashby(desk: Path, tmp_path: Path, acceptance: str, waits: str, ours: str) -> None:
    said = {"acceptanceStatus": acceptance, "offerStatus": waits}
    read(tmp_path, "offers", [ASHBY["offers"] | said])
    assert found("o-1").status == ours


def test_what_changed_here_goes_back_to_a_later_openats_in_its_own_spelling(
    desk: Path, tmp_path: Path
) -> None:
    read(tmp_path, "offers", [OPENATS["offers"] | {"status": "draft"}])
    making.edit(found(11), salary="160000")
    (record,) = out("openats")
    assert record["salary"] == "160000.00"
    assert (record["employmentType"], record["benefits"]) == ("full_time", "Health")
    assert "renderedHtml" not in record


@pytest.mark.parametrize(("left", "missing"), [("candidateId", "jobId"), ("jobId", "candidateId")])
def test_a_create_request_names_what_it_lacks(
    desk: Path, tmp_path: Path, left: str, missing: str
) -> None:
    report = read(tmp_path, "request", [{left: 7, "salary": 5, "currency": "EUR"}])
    assert (report.new, report.refused) == (0, 1)
    assert report.lines[0].field == missing
    assert report.lines[0].text == "required"


def test_a_create_request_is_looked_at_as_an_update_is(desk: Path, tmp_path: Path) -> None:
    wrong = {"salary": "150000", "currency": "US", "payFrequency": "fortnightly"}
    created = read(tmp_path, "request", [{"candidateId": 7, **wrong}])
    assert [line.field for line in created.lines] == [
        "jobId",
        "currency",
        "pay_frequency",
        "salary",
    ]
    offer = making.a_ready_offer()
    path = tmp_path / "update.json"
    path.write_text(json.dumps(wrong), "utf-8")
    options = ImportOptions(system="openats", offer=offer.id)
    updated = exchange.read_files([path], options=options)
    assert [line.text for line in updated.lines] == [line.text for line in created.lines[1:]]
    making.force(offer, Status.ACCEPTED)
    locked = exchange.read_files([path], options=options)
    assert [line.field for line in locked.lines] == [""]
    assert "its terms are locked" in locked.lines[0].text


def test_a_salary_without_a_currency_is_in_that_of_the_job(desk: Path, tmp_path: Path) -> None:
    read(tmp_path, "jobs", [OPENATS["jobs"]])
    report = read(tmp_path, "request", [{"candidateId": 7, "jobId": 45, "salary": 150000}])
    assert (report.new, report.flagged) == (1, 0)
    assert found(1).terms.salary == Money(15_000_000, "EUR")


def test_a_status_in_a_create_request_is_named(desk: Path, tmp_path: Path) -> None:
    request = {"candidateId": 7, "jobId": 2, "salary": 5, "currency": "EUR", "status": "sent"}
    report = read(tmp_path, "request", [request])
    assert report.new == 1
    assert any("makes a draft" in line.text for line in report.lines)


@pytest.mark.parametrize(
    ("module", "kind", "record", "is_open"),
    [
        ("lever", "POSTING", {"text": "Cook", "state": "Closed"}, False),
        ("lever", "REQUISITION", {"requisitionCode": "R-1", "status": "onHold"}, False),
        ("ashby", "JOB", {"title": "Cook", "status": "OPEN"}, True),
        ("stackone", "JOB", {"title": "Cook", "status": "Closed"}, False),
        ("openats", "JOB", {"title": "Cook", "status": "Archived"}, False),
        ("lever", "POSTING", {"text": "Cook", "state": "molten"}, None),
    ],
)
def test_whether_a_job_is_open_is_said_in_capitals_or_not(
    module: str, kind: str, record: dict[str, Any], is_open: bool | None
) -> None:
    entities = import_module(f"data.exchange.{module}.{module}_entities")
    shapes = import_module(f"data.exchange.{module}.{module}_shapes")
    stated = entities.understand(getattr(shapes, kind), {"id": "1", **record})
    assert [part.is_open for part in stated.parts] == [is_open]
    assert [flag.text for flag in stated.flags] == (
        [] if is_open is not None else ['state is "molten", which is unknown: left as it is.']
    )


def test_what_is_printed_as_odd_is_counted(desk: Path, tmp_path: Path) -> None:
    wrong = OPENATS["jobs"] | {"salaryMin": "a lot"}
    report = read(tmp_path, "jobs", [wrong])
    printed = [line for line in report.lines if line.outcome == "flagged"]
    assert (len(printed) > 0, report.flagged) == (True, 1)
