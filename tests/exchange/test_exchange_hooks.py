"""Greenhouse's webhooks and offers of Harvest v3: the same version in whatever form it comes."""

from pathlib import Path
from typing import Any

import pytest
from support.exchanging import Reader, counts, flags, found, kept, keyed, one, stored, version
from support.making import move

from data.offers import offers
from data.people import applications, candidates
from data.records.candidate_records import ApplicationStatus, CandidateDraft
from data.values.money import Money
from data.values.status import Status

Record = dict[str, Any]


@pytest.fixture
def read(desk: Path, tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def hook(action: str = "offer_created", **changes: Any) -> Record:
    payload = {
        "id": 700,
        "application_id": 61,
        "job_id": 52,
        "user_id": 9,
        "version": 1,
        "sent_on": "2021-03-05",
        "resolved_at": None,
        "start_date": "06/01/2021",
        "notes": "Two weeks of leave in July",
        "offer_status": "Created",
        "custom_fields": keyed(
            pay=("Salary", "currency", {"amount": 61000, "unit": "SEK"}),
            perks=("Perks", "multi_select", ["Bike"]),
        ),
    }
    return {"action": action, "payload": payload | changes}


def deletion(**changes: Any) -> Record:
    offer = {"id": 700, "application_id": 61, "version": 1, "offer_status": "Created"}
    return {"action": "offer_deleted", "payload": {"offer": offer | changes}}


def hire(action: str = "hire_candidate", **changes: Any) -> Record:
    application = {
        "id": 61,
        "candidate": {
            "id": 71,
            "first_name": "Aïda",
            "last_name": "Rijn",
            "email_addresses": [{"value": "aida@example.com", "type": "work"}],
        },
        "jobs": [
            {
                "id": 52,
                "name": "Baker",
                "offices": [{"id": 1, "name": "Ghent", "location": "Ghent, BE"}],
                "custom_fields": keyed(
                    band=("Band", "currency_range", {"unit": "EUR", "min_value": "10000.0",
                                                     "max_value": "20000.0"})
                ),
            }
        ],
        "offer": {
            "id": 700,
            "version": 1,
            "created_at": "2021-03-01T09:00:00.250Z",
            "sent_at": "2021-03-05",
            "resolved_at": "2021-03-06T00:00:00Z",
            "starts_at": "2021-06-01",
            "custom_fields": keyed(perks=("Perks", "multi_select", ["Bike"])),
        },
    }  # fmt: skip
    return {"action": action, "payload": {"application": application | changes}}


def v3(**changes: Any) -> Record:
    record = {
        "id": 700,
        "version": 1,
        "application_id": 61,
        "job_id": 52,
        "candidate_id": 71,
        "created_at": "2021-03-01T09:00:00.250Z",
        "updated_at": "2021-03-05T10:00:00.000Z",
        "sent_on": "2021-03-05",
        "starts_on": "2021-06-01",
        "resolved_at": None,
        "status": "Created",
        "opening_id": 44,
        "custom_fields": keyed(perks=("Perks", "multi_select", ["Bike"])),
    }
    return record | changes


@pytest.mark.parametrize("action", ["offer_created", "offer_updated", "offer_approved"])
def test_a_webhook_about_an_offer_is_a_version(read: Reader, action: str) -> None:
    assert counts(read(hook(action))) == (1, 0, 0, 0)
    got = offers.get(700)
    assert (got.status, str(got.sent_at), str(got.terms.start_date)) == (
        Status.SENT,
        "2021-03-05",
        "2021-06-01",
    )
    assert got.terms.salary == Money(6_100_000, "SEK")
    assert got.created_by == "Greenhouse user 9"
    assert any("Two weeks of leave" in event.text for event in got.events)


@pytest.mark.parametrize(
    ("word", "status"),
    [("Created", "sent"), ("Accepted", "accepted"), ("Rejected", "declined"), ("Odd", "draft")],
)
def test_the_words_of_webhooks_are_known(read: Reader, word: str, status: str) -> None:
    read(hook(offer_status=word))
    assert found(700).status == status


def test_a_deprecated_one_is_followed_by_the_next(read: Reader) -> None:
    ended = {"offer_status": "Deprecated", "resolved_at": "2021-03-06T00:00:00Z"}
    read(hook(), hook("offer_updated", **ended), hook(id=701, version=2, start_date="07/01/2021"))
    got = found(701)
    assert offers.resolve_number(700) == offers.resolve_number(701)
    assert [one.number for one in got.versions] == [1, 2]
    assert [one.is_superseded for one in got.versions] == [True, False]


def test_the_record_is_kept_as_it_came(read: Reader) -> None:
    read(hook(), deletion(id=5), v3(id=8), hire())
    assert kept("received") == [v3(id=8), hook(), deletion(id=5), hire()]


def test_reading_them_again_changes_nothing(read: Reader) -> None:
    records = [hook(), hook("offer_updated", offer_status="Accepted"), hire(), v3(id=9), deletion()]
    read(*records)
    before = stored()
    assert counts(read(*reversed(records))) == (0, 0, len(records), 0)
    assert stored() == before


def of_v1() -> Record:
    """The same version as the webhook and v3 tell of, as v1 lists it."""
    fields = keyed(
        pay=("Salary", "currency", {"amount": 61000, "unit": "SEK"}),
        perks=("Perks", "multi_select", ["Bike"]),
    )
    return version(sent_at="2021-03-05", custom_fields={}, keyed_custom_fields=fields)


@pytest.mark.parametrize("other", [hook(), v3(), hire(), hook("offer_updated")])
@pytest.mark.parametrize("is_first", [True, False])
def test_it_meets_the_version_that_another_form_told_of(
    read: Reader, other: Record, is_first: bool
) -> None:
    read(*([other] if is_first else [of_v1()]))
    read(*([of_v1()] if is_first else [other]))
    assert one("SELECT count(*) FROM offers") == (1,)
    assert [one.number for one in found(700).versions] in ([1], [1, 2])
    assert found(700).candidate_name in ("Candidate 71", "Aïda Rijn")


def test_a_record_of_v1_comes_back_as_it_was_whatever_webhooks_said(read: Reader) -> None:
    read(hook(notes="Hello"))
    read(of_v1())
    (copy,) = kept("version")
    assert {key: copy[key] for key in of_v1()} == of_v1()
    assert not {"notes", "user_id", "sent_on", "offer_status"} & copy.keys()
    assert one("SELECT count(*) FROM import_memory WHERE fact = 'assembled'") == (0,)


def test_an_older_record_of_v1_takes_no_decision_back(read: Reader) -> None:
    read(hook("offer_updated", offer_status="Accepted"))
    read(of_v1())
    assert found(700).status is Status.ACCEPTED


def test_a_later_webhook_takes_an_offer_on(read: Reader) -> None:
    read(of_v1())
    report = read(hook("offer_updated", offer_status="Accepted"))
    assert counts(report) == (0, 1, 0, 0)
    assert found(700).status is Status.ACCEPTED
    assert len(found(700).versions) == 1


# ---------------------------------------------------------------- deletions


def test_a_deleted_offer_stays_here_as_withdrawn(read: Reader) -> None:
    read(of_v1())
    report = read(deletion())
    got = found(700)
    assert (got.status, len(got.versions)) == (Status.WITHDRAWN, 1)
    assert "deleted in Greenhouse" in flags(got)["id"]
    assert got.events[-1].text == "deleted in Greenhouse"
    assert "kept here as withdrawn" in report.lines[0].text


def test_a_deletion_waits_for_its_offer(read: Reader) -> None:
    report = read(deletion())
    assert (counts(report), one("SELECT count(*) FROM offers")) == ((1, 0, 0, 0), (0,))
    assert "waits" in report.lines[0].text
    read(of_v1())
    assert found(700).status is Status.WITHDRAWN
    assert "deleted in Greenhouse" in flags(found(700))["id"]


def test_a_deleted_offer_that_is_accepted_stays_accepted(read: Reader) -> None:
    read(version(status="accepted"))
    read(deletion())
    assert found(700).status is Status.ACCEPTED
    assert "kept here, accepted" in flags(found(700))["id"]


def test_a_deletion_never_undoes_what_a_person_did(read: Reader) -> None:
    read(of_v1())
    move(found(700), Status.PENDING)
    read(deletion())
    assert found(700).status is Status.PENDING
    assert "changed here" in flags(found(700))["id"]


def test_a_former_version_that_is_deleted_is_only_flagged(read: Reader) -> None:
    read(version(status="deprecated"), version(701, 2))
    read(deletion())
    assert found(701).status is Status.DRAFT
    assert "Version 1 was deleted" in flags(found(701))["id"]


def test_a_record_read_after_the_deletion_does_not_bring_it_back(read: Reader) -> None:
    read(version())
    read(deletion())
    report = read(version(sent_at="2021-03-09", updated_at="2021-03-09T00:00:00Z"))
    assert found(700).status is Status.WITHDRAWN
    assert "stays withdrawn" in report.lines[0].text


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (("delete_application", "application", 61), "application_id"),
        (("merge_candidate", "person", 71), "candidate_id"),
    ],
)
def test_what_else_was_deleted_is_flagged_on_its_offers(
    read: Reader, record: tuple[str, str, int], key: str
) -> None:
    read(version())
    action, what, number = record
    assert read({"action": action, "payload": {what: {"id": number}}}).refused == 0
    assert "kept here" in flags(found(700))[key]


# ---------------------------------------------------------------- hiring


def test_a_hire_marks_the_application_hired_with_the_offer_accepted(read: Reader) -> None:
    assert counts(read(hire())) == (1, 0, 0, 0)
    got = found(700)
    assert (got.status, got.application_status) == (Status.ACCEPTED, ApplicationStatus.HIRED)
    assert (got.candidate_name, got.job_title) == ("Aïda Rijn", "Baker")
    assert got.job is not None
    assert got.job.location == "Ghent, BE"
    assert [value.name for value in got.job.fields] == ["Band"]


def test_taking_a_hire_back_makes_the_application_active(read: Reader) -> None:
    read(hire())
    read(hire("unhire_candidate", status="active", offer=None))
    assert applications.application(61).status is ApplicationStatus.ACTIVE
    assert found(700).status is Status.ACCEPTED


def test_an_application_of_before_the_hire_does_not_take_it_back(read: Reader) -> None:
    read(hire())
    report = read({"id": 61, "candidate_id": 71, "applied_at": "2020-01-01T00:00:00Z",
                   "status": "active", "jobs": []})  # fmt: skip
    assert report.refused == 0
    assert applications.application(61).status is ApplicationStatus.HIRED


@pytest.mark.parametrize(
    ("action", "status"), [("reject_candidate", "rejected"), ("unreject_candidate", "active")]
)
def test_rejections_are_taken(read: Reader, action: str, status: str) -> None:
    read(hire(action, status=status, offer=None))
    assert applications.application(61).status == status


def test_other_webhooks_give_names_and_are_kept(read: Reader) -> None:
    read(version())
    person = {"id": 71, "first_name": "Bo", "last_name": "Berg"}
    record = {"action": "update_candidate", "payload": {"candidate": person}}
    ping = {"action": "ping", "payload": {"web_hook_id": 4}}
    assert counts(read(record, ping)) == (2, 0, 0, 0)
    assert found(700).candidate_name == "Bo Berg"
    assert kept("received") == [record, ping]


# ---------------------------------------------------------------- Harvest v3


@pytest.mark.parametrize(
    ("word", "sent", "status"),
    [
        ("Created", None, "draft"),
        ("Created", "2021-03-05", "sent"),
        ("Accepted", "2021-03-05", "accepted"),
        ("Rejected", "2021-03-05", "declined"),
    ],
)
def test_an_offer_of_v3_is_read_in_its_own_words(
    read: Reader, word: str, sent: str | None, status: str
) -> None:
    assert counts(read(v3(status=word, sent_on=sent))) == (1, 0, 0, 0)
    got = offers.get(700)
    assert (got.status, str(got.terms.start_date), got.candidate_name) == (
        status, "2021-06-01", "Candidate 71",
    )  # fmt: skip
    assert [value.value for value in got.terms.fields] == [("Bike",)]


def test_a_changed_offer_of_v3_makes_a_version(read: Reader) -> None:
    read(v3())
    report = read(v3(starts_on="2021-09-01", updated_at="2021-03-09T00:00:00Z"))
    assert counts(report) == (0, 1, 0, 0)
    assert str(found(700).terms.start_date) == "2021-09-01"
    assert kept("received") == [
        v3(),
        v3(starts_on="2021-09-01", updated_at="2021-03-09T00:00:00Z"),
    ]


def test_fields_of_v3_may_be_a_list(read: Reader) -> None:
    field = {"name_key": "perks", "name": "Perks", "type": "multi_select", "value": ["Bike"]}
    read(v3(custom_fields=[field]))
    assert [value.value for value in found(700).terms.fields] == [("Bike",)]


def test_versions_that_move_to_another_offer_take_along_what_came(read: Reader) -> None:
    read(hook())
    read(version(701, 2))
    assert offers.resolve_number(700) != offers.resolve_number(701)
    read(of_v1() | {"status": "deprecated"})
    assert offers.resolve_number(700) == offers.resolve_number(701)
    assert kept("received") == [hook()]
    assert counts(read(hook())) == (0, 0, 1, 0)


def test_one_change_after_the_other_is_taken_from_webhooks(read: Reader) -> None:
    def update(name: str) -> Record:
        person = {"id": 71, "first_name": "Aïda", "last_name": name}
        return {"action": "update_candidate", "payload": {"candidate": person}}

    read(version(), update("Rijn"), update("Ek"), update("Berg"))
    assert found(700).candidate_name == "Aïda Berg"
    candidates.update(71, CandidateDraft("Ada", "Berg"))
    report = read(update("Vos") | {"id": 5})
    assert found(700).candidate_name == "Ada Vos"
    assert report.refused == 0


@pytest.mark.parametrize(
    "record", [{"success": True}, {"message": "Invalid", "errors": [{"message": "no"}]}]
)
def test_an_answer_is_kept_and_changes_nothing(read: Reader, record: Record) -> None:
    assert counts(read(record)) == (1, 0, 0, 0)
    assert kept("received") == [record]
    assert counts(read(record)) == (0, 0, 1, 0)
