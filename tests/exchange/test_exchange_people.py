"""Greenhouse's jobs, openings, candidates, applications, users, departments and definitions."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.exchanging import (
    Reader,
    counts,
    flags,
    found,
    kept,
    keyed,
    one,
    stored,
    texts,
    version,
)

from data.fields import custom_fields
from data.jobs import jobs
from data.offers import json_documents, negotiations, offers
from data.people import applications, candidates, erasing
from data.records.candidate_records import ApplicationStatus, CandidateDraft
from data.records.job_records import JobDraft
from data.records.negotiation_records import NegotiationDraft
from data.records.typed_records import Typed, TypedPlace
from data.safekeeping import typed_work
from data.values.field_values import FieldType

Record = dict[str, Any]


@pytest.fixture
def read(desk: Path, tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def job(**changes: Any) -> Record:
    record = {
        "id": 52,
        "name": "Bread Baker",
        "requisition_id": "R-1",
        "notes": "<p>Early hours</p>",
        "status": "open",
        "created_at": "2020-01-02T03:04:05Z",
        "opened_at": "2020-01-03T00:00:00Z",
        "closed_at": None,
        "updated_at": "2020-02-01T00:00:00Z",
        "departments": [{"id": 7, "name": "Kitchen"}],
        "offices": [{"id": 8, "name": "Ghent", "location": {"name": "Ghent, Belgium"}}],
        "custom_fields": {"contract": "Permanent"},
        "keyed_custom_fields": keyed(kind=("Contract", "single_select", "Permanent")),
        "openings": [
            {"id": 501, "opening_id": "5-1", "status": "open", "opened_at": None},
            {"id": 502, "opening_id": None, "status": "closed", "close_reason": {"name": "Filled"}},
        ],
    }
    return record | changes


def candidate(**changes: Any) -> Record:
    record = {
        "id": 71,
        "first_name": "Aïda",
        "last_name": "van Rijn",
        "updated_at": "2020-02-01T00:00:00Z",
        "application_ids": [61],
        "phone_numbers": [{"value": "+32 9", "type": "home"}],
        "email_addresses": [{"value": "aida@example.com", "type": "work"}],
    }
    return record | changes


def application(**changes: Any) -> Record:
    record = {
        "id": 61,
        "candidate_id": 71,
        "prospect": False,
        "applied_at": "2020-01-04T00:00:00Z",
        "last_activity_at": "2020-01-05T00:00:00Z",
        "jobs": [{"id": 52, "name": "Bread Baker"}],
        "status": "active",
        "current_stage": {"id": 1, "name": "Talk"},
    }
    return record | changes


def user(**changes: Any) -> Record:
    record = {
        "id": 9,
        "name": "Ida de Boer",
        "disabled": False,
        "site_admin": False,
        "emails": ["ida@example.com"],
        "employee_id": "e-9",
    }
    return record | changes


def definition(**changes: Any) -> Record:
    record = {
        "id": 3001,
        "name": "Seniority",
        "field_type": "offer",
        "priority": 1,
        "value_type": "single_select",
        "private": False,
        "required": True,
        "name_key": "seniority",
        "description": "How senior",
        "custom_field_options": [
            {"id": 11, "name": "Junior", "priority": 1},
            {"id": 12, "name": "Senior", "priority": 2},
        ],
    }
    return record | changes


KITCHEN = {"id": 7, "name": "Kitchen", "parent_id": None, "child_ids": []}
EVERYTHING = (job(), candidate(), application(), user(), definition(), KITCHEN)


def test_a_job_comes_with_its_places_openings_and_fields(read: Reader) -> None:
    assert counts(read(job())) == (1, 0, 0, 0)
    got = jobs.get(52)
    assert (got.title, got.department, got.location) == ("Bread Baker", "Kitchen", "Ghent, Belgium")
    assert (got.is_open, got.notes) == (True, "<p>Early hours</p>")
    assert got.created_at == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert [(one.opening_id, one.is_open) for one in got.openings] == [("5-1", True), ("", False)]
    assert [(value.name, value.value) for value in got.fields] == [("Contract", "Permanent")]
    assert [field.key for field in custom_fields.all_fields("job")] == ["kind"]
    assert custom_fields.all_fields("offer") == ()


def test_what_was_only_a_number_gets_its_name_later(read: Reader) -> None:
    read(version())
    assert (found(700).candidate_name, found(700).job_title) == ("Candidate 71", "Job 52")
    assert counts(read(*EVERYTHING)) == (6, 0, 0, 0)
    assert (found(700).candidate_name, found(700).job_title) == ("Aïda van Rijn", "Bread Baker")
    assert one("SELECT count(*) FROM jobs") == one("SELECT count(*) FROM candidates") == (1,)
    got = found(700).candidate
    assert got is not None
    assert (got.email, got.phone) == ("aida@example.com", "+32 9")


def test_offers_may_come_before_or_after_in_one_file(read: Reader) -> None:
    assert counts(read(version(), *EVERYTHING)) == (7, 0, 0, 0)
    assert found(700).candidate_name == "Aïda van Rijn"


def test_all_of_it_is_kept_as_it_came(read: Reader) -> None:
    read(*EVERYTHING)
    kinds = ("job", "candidate", "application", "user", "definition", "department")
    assert [kept(kind)[0] for kind in kinds] == list(EVERYTHING)


def test_reading_it_again_changes_nothing(read: Reader) -> None:
    read(*EVERYTHING, version())
    before = stored()
    assert counts(read(version(), *reversed(EVERYTHING))) == (0, 0, 7, 0)
    assert stored() == before


def test_what_changed_there_is_taken(read: Reader) -> None:
    read(job(), candidate(), user())
    later = {"updated_at": "2020-03-01T00:00:00Z"}
    report = read(
        job(name="Pastry Baker", status="closed", **later),
        candidate(last_name="Rijn", **later),
        user(name="Ida Boer"),
    )
    assert counts(report) == (0, 3, 0, 0)
    assert (jobs.get(52).title, jobs.get(52).is_open) == ("Pastry Baker", False)
    assert candidates.get(71).name == "Aïda Rijn"
    assert one("SELECT last_name FROM users WHERE email = 'ida@example.com'") == ("Boer",)
    assert kept("job")[0]["name"] == "Pastry Baker"


def test_what_was_changed_here_stays_and_is_said(read: Reader) -> None:
    read(job(), candidate())
    jobs.update(52, JobDraft(title="Master Baker", department="Kitchen"))
    report = read(job(name="Pastry Baker", updated_at="2020-03-01T00:00:00Z"))
    assert jobs.get(52).title == "Master Baker"
    assert any("Master Baker here and Pastry Baker" in text for text in texts(report, "flagged"))
    assert counts(read(job(name="Pastry Baker", updated_at="2020-03-01T00:00:00Z")))[2] == 1


def test_an_older_copy_of_a_job_changes_nothing(read: Reader) -> None:
    read(job())
    old = job(name="Baker", updated_at="2020-01-15T00:00:00Z")
    report = read(old)
    assert (counts(report), texts(report, "same")) == (
        (0, 0, 1, 0),
        ["an older copy: nothing was changed"],
    )
    assert jobs.get(52).title == "Bread Baker"


def test_two_records_of_one_number_are_both_kept(read: Reader) -> None:
    opened = {"id": 4, "opening_id": "O-1", "status": "open", "opened_at": "2019-01-01T00:00:00Z"}
    closed = opened | {"opening_id": "O-2", "status": "closed", "application_id": 61}
    read(opened, closed)
    assert kept("opening") == [closed]
    assert kept("received") == [opened]
    before = stored()
    assert counts(read(opened, closed)) == (0, 0, 2, 0)
    assert stored() == before
    assert one("SELECT opening_id, is_open, application_id FROM openings") == ("O-2", 0, 61)


def test_an_application_names_its_candidate_and_job(read: Reader) -> None:
    old = application(person_id=71)
    del old["candidate_id"]
    read(old)
    got = applications.application(61)
    assert (got.candidate_id, got.job_title, got.status) == (71, "Bread Baker", "active")


@pytest.mark.parametrize(
    ("word", "status"), [("hired", "hired"), ("rejected", "rejected"), ("converted", "active")]
)
def test_an_application_has_its_status(read: Reader, word: str, status: str) -> None:
    report = read(application(status=word))
    assert applications.application(61).status == status
    assert ("unknown" in "".join(texts(report, "flagged"))) is (word == "converted")


def test_a_status_set_here_stays_until_it_changes_there(read: Reader) -> None:
    read(application(status="active"))
    applications.set_status(61, ApplicationStatus.HIRED)
    later = {"last_activity_at": "2020-02-05T00:00:00Z"}
    read(application(current_stage=None, **later))
    assert applications.application(61).status is ApplicationStatus.HIRED
    read(application(status="rejected", last_activity_at="2020-02-06T00:00:00Z"))
    assert applications.application(61).status is ApplicationStatus.HIRED


def test_a_prospect_of_several_jobs_has_none_here(read: Reader) -> None:
    report = read(application(jobs=[{"id": 52, "name": "A"}, {"id": 53, "name": "B"}]))
    assert applications.application(61).job_id is None
    assert "several jobs" in texts(report, "flagged")[0]


def test_a_candidate_brings_the_applications_in_it(read: Reader) -> None:
    read(candidate(applications=[application(status="hired")]))
    got = applications.application(61)
    assert (got.candidate_name, got.status) == ("Aïda van Rijn", "hired")


def test_an_erased_candidate_stays_erased(read: Reader) -> None:
    hook = {"application": {"id": 61, "candidate": candidate(), "status": "active"}}
    read(candidate(), application(), version(), {"action": "hire_candidate", "payload": hook})
    read(application(answers=["Aïda"]), {"action": "update_candidate",
                                         "payload": {"candidate": candidate()}})  # fmt: skip
    erasing.erase(71)
    later = candidate(first_name="Adele", updated_at="2021-01-01T00:00:00Z")
    read(later, application(answers=["Adele"], last_activity_at="2022-01-05T00:00:00Z"))
    report = read(version(starts_at="2022-01-01"))
    assert texts(report, "same") == ["the candidate was erased here: nothing was taken in"]
    assert not [line for line in stored() if "Adele" in line or "Aïda" in line]


def test_a_user_that_was_only_a_number_gets_a_name(read: Reader) -> None:
    hook = {"id": 700, "version": 1, "application_id": 61, "user_id": 9, "offer_status": "Created"}
    read({"action": "offer_created", "payload": hook})
    assert found(700).created_by == "Greenhouse user 9"
    read(user())
    assert found(700).created_by == "Ida de Boer"
    assert one("SELECT employee_id FROM users WHERE email = 'ida@example.com'") == ("e-9",)


def test_a_definition_makes_a_field_with_options(read: Reader) -> None:
    read(definition())
    (field,) = custom_fields.all_fields("offer")
    assert (field.key, field.name, field.type) == ("seniority", "Seniority", "single_select")
    assert (field.required, field.description) == (True, "How senior")
    assert [option.name for option in field.options] == ["Junior", "Senior"]


def test_definitions_come_before_the_offers_of_their_file(read: Reader) -> None:
    offer = version(custom_fields={"seniority": "Senior"})
    del offer["keyed_custom_fields"]
    read(offer, definition())
    (field,) = custom_fields.all_fields("offer")
    assert field.type is FieldType.SINGLE_SELECT
    assert [value.value for value in found(700).terms.fields] == ["Senior"]


def test_a_definition_after_guessed_values_gives_them_its_type_and_key(read: Reader) -> None:
    offer = version(custom_fields={"seniority": "Senior"})
    del offer["keyed_custom_fields"]
    read(offer)
    assert read(definition(name_key="level_of_work")).flagged == 0
    (field,) = custom_fields.all_fields("offer")
    assert (field.type, field.required) == (FieldType.SINGLE_SELECT, True)
    assert [value.value for value in found(700).terms.fields] == ["Senior"]
    read(version(701, application_id=62, keyed_custom_fields=keyed(
        level_of_work=("Seniority", "single_select", "Junior"))))  # fmt: skip
    assert [field.key for field in custom_fields.all_fields("offer")] == ["level_of_work"]


def test_a_definition_follows_what_changed_there_but_not_over_what_was_changed_here(
    read: Reader,
) -> None:
    read(definition())
    (field,) = custom_fields.all_fields("offer")
    read(definition(description="Rank", custom_field_options=[{"id": 13, "name": "Chief"}]))
    (field,) = custom_fields.all_fields("offer")
    assert field.description == "Rank"
    assert [option.name for option in field.options] == ["Chief", "Junior", "Senior"]


@pytest.mark.parametrize(
    "mention",
    [
        lambda offer: negotiations.add(
            offer, NegotiationDraft("Ida", "Principal", term="fields.seniority")
        ),
        lambda offer: typed_work.keep(
            None,
            TypedPlace("OfferForm", "Offer"),
            (Typed("fields.seniority", "Seniority", "", "Principal"),),
        ),
    ],
    ids=["negotiation", "typed work"],
)
def test_a_guessed_key_that_people_work_with_stays(
    mention: Callable[[int], object], read: Reader
) -> None:
    offer = version(custom_fields={"seniority": "Senior"})
    del offer["keyed_custom_fields"]
    read(offer)
    mention(found(700).id)
    read(definition(name_key="level_of_work"))
    assert [field.key for field in custom_fields.all_fields("offer")] == ["seniority"]


def test_definitions_without_keys_are_told_apart_by_their_names_in_any_script(
    read: Reader,
) -> None:
    names = ("Премия", "Отпуск", "奖金")
    read(*(definition(id=number, name=name, name_key=None) for number, name in enumerate(names)))
    assert [field.name for field in custom_fields.all_fields("offer")] == sorted(names)
    for place in (0, 1, 2):  # none is lost in a document, whatever their order
        custom_fields.move(custom_fields.all_fields("offer")[0].id, place)
        assert len(json_documents.offer_document(making.an_offer())["custom_fields"]) == 3


def test_fields_of_candidates_are_kept_but_make_none_here(read: Reader) -> None:
    report = read(definition(field_type="candidate"))
    assert counts(report) == (1, 0, 0, 0)
    assert "only offers and jobs" in texts(report, "new")[0]
    assert custom_fields.all_fields(None) == ()
    assert kept("definition") == [definition(field_type="candidate")]


def test_a_bare_set_of_fields_defines_them(read: Reader) -> None:
    record = {
        "custom_fields": keyed(
            grade=("Grade", "multi_select", ["A", "B"]),
            pay=("Pay", "currency", {"amount": 5, "unit": "EUR"}),
            open=("Open", "boolean", True),
        )
    }
    assert counts(read(record)) == (1, 0, 0, 0)
    types = {field.key: field.type for field in custom_fields.all_fields("offer")}
    assert types == {"grade": "multi_select", "pay": "currency", "open": "yes_no"}
    assert kept("received") == [record]
    assert counts(read(record)) == (0, 0, 1, 0)


def test_a_person_named_here_before_is_not_touched_by_another_number(read: Reader) -> None:
    own = candidates.create(CandidateDraft("Bo", "Berg"))
    read(candidate(id=own.id, first_name="Zoë", last_name="Ek"))
    assert candidates.get(own.id).name == "Bo Berg"
    assert one("SELECT first_name FROM candidates WHERE id <> ?", own.id) == ("Zoë",)


@pytest.mark.parametrize(
    "record", [job(id=None), candidate(id=[]), application(id=True), user(id="")]
)
def test_a_record_without_a_number_is_refused(read: Reader, record: Record) -> None:
    report = read(record, version())
    assert (report.refused, report.new) == (1, 1)
    (refused,) = [line for line in report.lines if line.outcome == "refused"]
    assert refused.field == "id"


def test_offers_of_a_named_job_say_what_is_odd(read: Reader) -> None:
    read(job(openings=[{"id": 1, "opening_id": "A"}, {"id": 2, "opening_id": "A"}]))
    assert one("SELECT count(*) FROM openings") == (2,)
    opening = {"id": 1, "opening_id": "A", "status": "open", "application_id": None}
    read(version(opening=opening, status="accepted"))
    assert "still open" in flags(found(700))["opening"] or "several" in flags(found(700))["opening"]
    assert offers.get(700).opening is not None
