"""Requests to one offer: Greenhouse's PATCH, OpenATS's updates and status changes."""

from pathlib import Path
from typing import Any

import pytest
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

from data.exchange import Report
from data.fields import custom_fields
from data.offers import offers
from data.people import applications
from data.records.candidate_records import ApplicationStatus
from data.values.money import Money
from data.values.status import Status

Record = dict[str, Any]


@pytest.fixture
def read(desk: Path, tmp_path: Path) -> Reader:
    """A reader; an offer of application 61 and its fields are here."""
    reader = Reader(tmp_path)
    kinds = {"long_text": "Notes", "single_select": "Level", "multi_select": "Perks",
             "currency": "Bonus", "currency_range": "Band", "number": "Days",
             "number_range": "Span", "date": "Until", "yes_no": "Remote", "url": "Site",
             "user": "Lead", "short_text": "Car"}  # fmt: skip
    definitions = []
    for place, (type, name) in enumerate(kinds.items()):
        options = ("Junior", "Senior") if "select" in type else ()
        definitions.append({
            "id": 3000 + place, "name": name, "field_type": "offer", "value_type": type,
            "name_key": name.lower(), "required": False, "custom_field_options": [
                {"id": 10 * place + at, "name": option} for at, option in enumerate(options)],
        })  # fmt: skip
    reader(*definitions, version(keyed_custom_fields=keyed(car=("Car", "short_text", "Van"))))
    return reader


def value(key: str) -> Any:
    return {field.key: field.value for field in found(700).terms.fields}.get(key)


def problems(report: Report) -> dict[str, tuple[str, str]]:
    return {
        line.field: (line.expected, line.came) for line in report.lines if line.outcome == "refused"
    }


def patch(read: Reader, *entries: Any, **body: Any) -> Report:
    if entries:
        body["custom_fields"] = list(entries)
    return read(body, application=61)


def test_a_patch_makes_a_version_of_the_current_offer(read: Reader) -> None:
    report = patch(read, {"name_key": "notes", "value": "New"}, start_date="2022-01-15")
    assert counts(report) == (0, 1, 0, 0)
    got = found(700)
    assert [one.number for one in got.versions] == [1, 2]
    assert got.versions[1].note == "update request of Greenhouse"
    assert (str(got.terms.start_date), value("notes"), value("car")) == ("2022-01-15", "New", "Van")


@pytest.mark.parametrize(
    ("entry", "key", "expected"),
    [
        ({"id": 3000, "value": "Text"}, "notes", "Text"),
        ({"name_key": "level", "value": 11}, "level", "Senior"),
        ({"name_key": "level", "value": "Junior"}, "level", "Junior"),
        ({"name_key": "perks", "value": [20, "Senior"]}, "perks", ("Junior", "Senior")),
        ({"id": 3003, "value": 900.5, "unit": "EUR"}, "bonus", Money(90050, "EUR")),
        ({"id": 3003, "value": "900", "unit": "jpy"}, "bonus", Money(900, "JPY")),
        ({"name_key": "days", "value": 30}, "days", 30),
        ({"name_key": "until", "value": "2022-02-03T23:00:00Z"}, "until", "2022-02-03"),
        ({"name_key": "remote", "value": False}, "remote", False),
        ({"name_key": "site", "value": "https://example.com"}, "site", "https://example.com"),
        ({"name_key": "car", "delete_value": "true"}, "car", None),
    ],
)
def test_a_value_is_written_in_the_shape_of_its_type(
    read: Reader, entry: Record, key: str, expected: Any
) -> None:
    assert counts(patch(read, entry)) == (0, 1, 0, 0)
    got = value(key)
    assert (str(got) if key == "until" else got) == expected


def test_a_user_is_named_by_number(read: Reader) -> None:
    read({"id": 5, "name": "Ida Berg", "emails": ["ida@example.com"]})
    patch(read, {"name_key": "lead", "value": 5})
    got = value("lead")
    assert (got.user_id, got.name, got.email) == ("5", "Ida Berg", "ida@example.com")


def test_ranges_are_written_with_both_ends(read: Reader) -> None:
    ends = {"min_value": 1, "max_value": 5}
    patch(
        read,
        {"name_key": "band", "value": ends, "unit": "EUR"},
        {"name_key": "span", "value": ends},
    )
    assert value("band").maximum == Money(500, "EUR")
    assert value("span").minimum == 1


@pytest.mark.parametrize(
    ("entry", "place", "words"),
    [
        ({"value": 5}, ".id", "name_key"),
        ({"id": 99, "value": 5}, ".id", "defined here"),
        ({"name_key": "nope", "value": 5}, ".name_key", "is here"),
        ({"id": 3000, "name_key": "car", "value": "x"}, ".name_key", "key of field Notes"),
        ({"name_key": "level", "value": "senior"}, ".value", "Junior, Senior"),
        ({"name_key": "level", "value": 20}, ".value", "option"),
        ({"name_key": "perks", "value": [21, "No"]}, ".value[1]", "option"),
        ({"name_key": "bonus", "value": 5}, ".unit", "ISO 4217"),
        ({"name_key": "bonus", "value": 5, "unit": "GOLD"}, ".unit", "ISO 4217"),
        ({"name_key": "bonus", "value": 5.001, "unit": "EUR"}, ".value", "amount in EUR"),
        ({"name_key": "bonus", "value": True, "unit": "EUR"}, ".value", "amount in EUR"),
        ({"name_key": "days", "value": "many"}, ".value", "a number"),
        ({"name_key": "until", "value": "soon"}, ".value", "a date"),
        ({"name_key": "remote", "value": "maybe"}, ".value", "true or false"),
        ({"name_key": "site", "value": "nowhere"}, ".value", "url"),
        ({"name_key": "lead", "value": "Ida"}, ".value", "user's id"),
        ({"name_key": "car", "value": "x" * 300}, ".value", "short text"),
        ({"name_key": "car", "value": None}, ".value", "delete_value"),
        ({"name_key": "car", "value": "  "}, ".value", "delete_value"),
        ({"name_key": "car"}, ".value", "delete_value"),
        ({"name_key": "car", "delete_value": True}, ".delete_value", '"true"'),
        ("car", "", "an object"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(
    read: Reader, entry: Any, place: str, words: str
) -> None:
    before = stored()
    report = patch(read, {"name_key": "notes", "value": "fine"}, entry, start_date="2022-01-15")
    (where, (expected, came)), *others = problems(report).items()
    assert (where, others) == (f"custom_fields[1]{place}", [])
    assert words in expected
    assert came
    assert stored() == before


def test_every_problem_is_named_at_once(read: Reader) -> None:
    body = {"start_date": "soon", "sent_at": 5, "created_at": "yesterday"}
    report = patch(read, {"name_key": "nope", "value": 1}, {"id": 3003, "value": 1}, **body)
    assert set(problems(report)) == {
        "start_date", "sent_at", "created_at", "custom_fields[0].name_key", "custom_fields[1].unit",
    }  # fmt: skip
    assert problems(report)["sent_at"][1] == "5"


@pytest.mark.parametrize(
    "body",
    [
        {"custom_fields": []},
        {"custom_fields": [{"name_key": "perks", "value": []}]},
        {"start_date": "2021-06-01"},
        {"custom_fields": [{"name_key": "car", "value": "Van"}]},
    ],
)
def test_what_changes_nothing_makes_no_version(read: Reader, body: Record) -> None:
    report = read(body, application=61)
    assert counts(report) == (0, 0, 1, 0)
    assert "nothing changed" in texts(report, "same")[0]
    assert len(found(700).versions) == 1


def test_reading_the_request_again_changes_nothing(read: Reader) -> None:
    body = {"start_date": "2022-01-15", "sent_at": "2021-03-08"}
    read(body, application=61)
    before = stored()
    assert counts(read(body, application=61)) == (0, 0, 1, 0)
    assert stored() == before
    assert kept("received") == [body]


def test_a_sent_date_sends_and_says_that_it_was_forced(read: Reader) -> None:
    patch(read, sent_at="2021-03-08T10:00:00Z", created_at="2020-12-31T12:00:00Z")
    got = found(700)
    assert (got.status, str(got.sent_at)) == (Status.SENT, "2021-03-08")
    assert got.created_at.isoformat() == "2020-12-31T12:00:00+00:00"
    move = next(event for event in got.events if event.kind == "status")
    assert (move.forced, "sent_at" in move.reason) == (True, True)


def test_a_null_clears_a_date_and_an_absent_one_stays(read: Reader) -> None:
    patch(read, sent_at="2021-03-08")
    patch(read, start_date=None)
    assert found(700).terms.start_date is None
    assert (found(700).status, found(700).sent_at) == (Status.DRAFT, None)


def test_a_locked_offer_refuses_with_its_sentence(read: Reader) -> None:
    applications.set_status(61, ApplicationStatus.HIRED)
    report = patch(read, start_date="2022-01-15")
    assert counts(report) == (0, 0, 0, 1)
    assert "is hired" in texts(report, "refused")[0]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"application": 99}, "no application 99"),
        ({"offer": 99}, "no offer 99"),
    ],
)
def test_a_request_for_what_is_not_here_is_refused(
    read: Reader, options: Record, words: str
) -> None:
    report = read({"start_date": "2022-01-15"}, **options)
    assert words in texts(report, "refused")[0]


def test_a_request_that_names_nothing_is_only_kept_and_says_so(read: Reader) -> None:
    body = {"start_date": "2022-01-15"}
    report = read(body)
    assert counts(report) == (1, 0, 0, 0)
    assert "name it (--application NUMBER)" in texts(report, "flagged")[0]
    assert (len(found(700).versions), kept("received")) == (1, [body])
    assert counts(read(body)) == (0, 0, 1, 0)
    assert counts(read(body, application=61)) == (0, 1, 0, 0)
    assert kept("received") == [body]
    assert str(found(700).terms.start_date) == "2022-01-15"


def test_an_application_without_a_current_offer_says_so(read: Reader) -> None:
    read(version(800, application_id=63, status="deprecated"))
    report = read({"start_date": "2022-01-15"}, application=63)
    assert "no current offer" in texts(report, "refused")[0]


def test_an_application_may_be_named_by_its_number_there(read: Reader) -> None:
    read({"id": "x", "version": 1, "application_id": 10**13, "status": "unresolved"})
    read({"start_date": "2022-01-15"}, application=10**13)
    assert str(offers.get(one("SELECT max(id) FROM offers")[0]).terms.start_date) == "2022-01-15"


def test_the_field_called_salary_is_the_pay(read: Reader) -> None:
    pay = keyed(pay=("Salary", "currency", {"value": 5, "currency": "EUR"}))
    read(version(keyed_custom_fields=pay, updated_at="2021-04-01T00:00:00Z"))
    patch(read, {"name_key": "pay", "value": 70000, "unit": "USD"})
    assert found(700).terms.salary == Money(7_000_000, "USD")
    patch(read, {"name_key": "pay", "delete_value": "true"})
    assert found(700).terms.salary is None


def test_what_was_requested_here_and_came_from_there_is_no_conflict(read: Reader) -> None:
    patch(read, start_date="2022-01-15")
    there = version(starts_at="2022-01-15", updated_at="2021-04-01T00:00:00Z",
                    keyed_custom_fields=keyed(car=("Car", "short_text", "Van")))  # fmt: skip
    report = read(there)
    assert counts(report) == (0, 0, 1, 0)
    assert "offer" not in flags(found(700))
    assert kept("version") == [there]


# ---------------------------------------------------------------- OpenATS


def ats(**changes: Any) -> Record:
    record = {
        "id": 70, "candidateId": 310, "jobId": 21, "templateId": None, "salary": 64000,
        "currency": "EUR", "payFrequency": "yearly", "startDate": "2025-05-01", "status": "sent",
        "sentAt": "2025-03-02T00:00:00Z", "createdAt": "2025-03-01T08:00:00Z",
        "updatedAt": "2025-03-02T08:00:00Z",
    }  # fmt: skip
    return record | changes


@pytest.mark.parametrize("is_camel", [True, False])
def test_an_update_changes_what_it_names_only(read: Reader, is_camel: bool) -> None:
    read(ats())
    camel = {"salary": 66000.5, "startDate": "2025-06-01", "payFrequency": "monthly"}
    snake = {"salary": 66000.5, "start_date": "2025-06-01", "pay_frequency": "monthly"}
    body = (camel if is_camel else snake) | {"currency": "USD"}
    assert counts(read(body, offer=70)) == (0, 1, 0, 0)
    terms = found(70).terms
    assert (terms.salary, str(terms.start_date)) == (Money(6_600_050, "USD"), "2025-06-01")
    assert terms.pay_frequency == "monthly"
    assert (found(70).status, len(found(70).versions)) == (Status.DRAFT, 2)


def test_another_currency_alone_keeps_the_number(read: Reader) -> None:
    read(ats())
    read({"currency": "USD"}, offer=70)
    assert found(70).terms.salary == Money(6_400_000, "USD")


def test_an_update_may_clear_and_may_set_the_letter(read: Reader) -> None:
    read(ats())
    read({"salary": None, "expiryDate": None, "renderedHtml": "<p>Hi</p>"}, offer=70)
    terms = found(70).terms
    assert (terms.salary, terms.expiry_date, terms.letter_html) == (None, None, "<p>Hi</p>")


def test_a_template_that_is_not_here_is_flagged(read: Reader) -> None:
    read(ats())
    read({"templateId": 9, "salary": 1}, offer=70)
    assert "template 9 is not here" in flags(found(70))["template"]
    assert found(70).terms.salary == Money(100, "EUR")


def test_every_problem_of_an_update_is_named(read: Reader) -> None:
    read(ats())
    body = {"salary": "much", "currency": "GOLD", "payFrequency": "fortnightly"}
    body |= {"startDate": "soon", "templateId": [], "renderedHtml": 5, "status": "frozen"}
    assert set(problems(read(body, offer=70))) == {
        "salary", "currency", "pay_frequency", "start_date", "template_id", "rendered_html",
        "status",
    }  # fmt: skip
    assert len(found(70).versions) == 1


def test_an_accepted_offer_cannot_be_updated(read: Reader) -> None:
    read(ats(status="accepted"))
    assert "locked" in texts(read({"salary": 1}, offer=70), "refused")[0]


@pytest.mark.parametrize(
    ("before", "to", "forced"),
    [("sent", "accepted", False), ("sent", "draft", True), ("draft", "sent", True)],
)
def test_a_status_request_is_carried_out_by_force_where_it_has_to_be(
    read: Reader, before: str, to: str, forced: bool
) -> None:
    read(ats(status=before))
    assert counts(read({"status": to}, offer=70)) == (0, 1, 0, 0)
    got = found(70)
    assert (got.status, got.events[-1].forced) == (to, forced)
    assert "status request" in got.events[-1].reason
    assert got.application_status is ApplicationStatus.ACTIVE
    assert counts(read({"status": to}, offer=70)) == (0, 0, 1, 0)


def test_nothing_defines_fields_by_itself(read: Reader) -> None:
    before = custom_fields.all_fields("offer")
    patch(read, {"name_key": "brand_new", "value": "x"})
    assert custom_fields.all_fields("offer") == before
