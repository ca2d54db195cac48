"""The gate before sending: each thing that is missing, by name, from terms alone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.letters.language.name_reference import LANGUAGE
from data.offers import send_checks
from data.records.field_records import FieldRecord
from data.records.offer_records import Terms
from data.records.pay import PayFrequency
from data.settings import settings
from data.values.field_values import FieldType, FieldValue
from data.values.money import Money

TODAY = date(2026, 11, 22)
COMPLETE = Terms(
    salary=Money(92_500_00, "EUR"),
    currency="EUR",
    pay_frequency=PayFrequency.YEARLY,
    start_date=date(2027, 2, 1),
)
REQUIRED = FieldRecord(
    id=1, belongs_to="offer", key="bonus", name="Bonus", type=FieldType.SHORT_TEXT,
    required=True, active=True, position=0, description="",
)  # fmt: skip
NEVER_LACKING = {
    *("company.logo", "company.signature", "company.second_signature", "company.marking"),
    *("company.hours_per_year", "company.days_per_year"),
}
"""Pictures and words that may be left out, and figures that are always set."""


def lacking(
    terms: Terms, *fields: FieldRecord, letter: tuple[tuple[str, str], ...] = ()
) -> list[str]:
    return [problem.field for problem in send_checks.lacking(terms, fields, TODAY, letter)]


def test_complete_terms_pass() -> None:
    assert lacking(COMPLETE) == []


@pytest.mark.parametrize("name", ["salary", "currency", "pay_frequency", "start_date"])
def test_each_needed_term_is_named_when_it_is_not_set(name: str) -> None:
    assert lacking(replace(COMPLETE, **{name: None})) == [name]


def test_all_that_is_missing_is_named_in_the_order_of_the_form() -> None:
    said = send_checks.lacking(Terms(), (REQUIRED,), TODAY, (("letter", "No letter is chosen."),))
    assert [problem.field for problem in said] == [
        "salary", "currency", "pay_frequency", "start_date", "fields.bonus", "letter",
    ]  # fmt: skip
    assert said[0].text == "Salary is not set."
    assert said[4].text == "Bonus is required and not set."


@pytest.mark.parametrize(
    ("day", "missing"),
    [(None, []), ("2026-11-21", ["expiry_date"]), ("2026-11-22", []), ("2026-11-23", [])],
)
def test_an_expiry_date_may_be_missing_but_not_past(day: str | None, missing: list[str]) -> None:
    expiry = date.fromisoformat(day) if day else None
    assert lacking(replace(COMPLETE, expiry_date=expiry)) == missing


@pytest.mark.parametrize(
    ("value", "missing"),
    [("10 %", []), (None, ["fields.bonus"])],
)
def test_a_required_field_needs_a_value_that_could_be_read(
    value: str | None, missing: list[str]
) -> None:
    held = FieldValue("bonus", "Bonus", FieldType.SHORT_TEXT, value, raw='{"odd": 1}')
    assert lacking(replace(COMPLETE, fields=(held,)), REQUIRED) == missing


@pytest.mark.parametrize("change", [{"active": False}, {"required": False}])
def test_a_field_that_is_off_or_not_required_stops_nothing(change: dict[str, Any]) -> None:
    assert lacking(COMPLETE, replace(REQUIRED, **change)) == []


def test_a_salary_that_is_text_is_said_to_be_text() -> None:
    terms = replace(COMPLETE, salary=None, salary_text="Around $100k")
    (problem,) = send_checks.lacking(terms, (), TODAY, ())
    assert problem.field == "salary"
    assert "Around $100k" in problem.text


def test_a_salary_with_the_words_it_came_in_is_a_salary() -> None:
    assert lacking(replace(COMPLETE, salary_text="92.500 Euro")) == []


def test_a_required_field_is_told_once_though_the_letter_says_it_too() -> None:
    letter = (("fields.bonus", "fields.bonus is not set"),)
    assert lacking(COMPLETE, REQUIRED, letter=letter) == ["fields.bonus"]
    assert lacking(COMPLETE, letter=letter) == ["letter"]


def test_what_is_missing_as_a_term_is_not_told_again_as_part_of_the_letter() -> None:
    terms = replace(COMPLETE, start_date=None)
    letter = (("offer.start_date", "offer.start_date is not set"),
              ("company.name", "company.name is not set"))  # fmt: skip
    assert lacking(terms, letter=letter) == ["start_date", "company_name"]


def test_what_a_letter_lacks_of_the_settings_leads_to_them() -> None:
    names = {name for name in LANGUAGE if name.startswith(("company.", "sender."))} - NEVER_LACKING
    said = send_checks.lacking(
        COMPLETE, (), TODAY, tuple((name, f"{name} is not set.") for name in names)
    )
    assert {problem.field for problem in said} <= settings.SETTINGS.keys()
    assert all(send_checks.is_of_settings(problem) for problem in said)
