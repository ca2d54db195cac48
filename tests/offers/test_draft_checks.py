"""Drafts of offers and jobs, read by the rules alone: what they mean, what is wrong by field."""

from dataclasses import replace
from datetime import date

import pytest

from data.jobs.job_draft_checks import check_job
from data.offers import offer_draft_checks
from data.offers.offer_draft_checks import LETTER_LENGTH, check_offer
from data.records.field_records import FieldEntry, FieldRecord, OptionRecord
from data.records.job_records import JobDraft
from data.records.offer_records import Checked, OfferDraft, Terms
from data.records.offer_terms import LABELS
from data.records.pay import JobPay, PayFrequency, PayKind
from data.values.field_values import FieldType, FieldValue
from data.values.money import Money

TODAY = date(2026, 11, 22)
BONUS = FieldRecord(1, "offer", "bonus", "Bonus", FieldType.CURRENCY, False, True, 0, "")
SHIFT = replace(
    BONUS,
    id=2,
    key="shift",
    name="Shift",
    type=FieldType.SINGLE_SELECT,
    options=(OptionRecord(1, "early", True), OptionRecord(2, "late", False)),
)


def offer(
    *fields: FieldRecord, base: Terms | None = None, job_currency: str | None = None, **said: object
) -> Checked:
    return check_offer(OfferDraft(**said), fields, TODAY, base, job_currency)


def wrong(checked: Checked) -> dict[str, str]:
    return {problem.field: problem.text for problem in checked.problems}


# ---------------------------------------------------------------- pay


@pytest.mark.parametrize(
    ("salary", "currency", "of_job", "meant", "kept"),
    [
        ("5", "eur", None, Money(500, "EUR"), "EUR"),
        ("5 EUR", "", None, Money(500, "EUR"), "EUR"),
        ("5", "", "EUR", Money(500, "EUR"), "EUR"),
        ("5 USD", "", "EUR", Money(500, "USD"), "USD"),
        ("5", "USD", "EUR", Money(500, "USD"), "USD"),
        ("", "usd", "EUR", None, "USD"),
        ("", "", "EUR", None, None),
    ],
)
def test_a_salary_is_in_the_currency_beside_it_its_own_or_the_jobs(
    salary: str, currency: str, of_job: str | None, meant: Money | None, kept: str | None
) -> None:
    checked = offer(salary=salary, currency=currency, job_currency=of_job)
    assert (checked.terms.salary, checked.terms.currency) == (meant, kept)
    assert checked.problems == ()
    assert ("salary" in checked.understood) is (meant is not None)


def test_what_is_no_currency_is_shown_no_longer_than_twelve_signs() -> None:
    assert wrong(offer(currency="x" * 12)) == {
        "currency": f"Currency: {'X' * 12} is no ISO 4217 code; such as EUR or USD."
    }
    assert f" {'X' * 11}… is no" in wrong(offer(currency="x" * 13))["currency"]


def test_a_frequency_is_one_of_five_in_any_case() -> None:
    assert offer(pay_frequency=" Monthly ").terms.pay_frequency is PayFrequency.MONTHLY
    said = "Pay frequency: one of hourly, daily, weekly, monthly, yearly."
    assert wrong(offer(pay_frequency="now")) == {"pay_frequency": said}


@pytest.mark.parametrize(
    ("typed", "kept"), [("", "a lot"), (" ", ""), ("5 EUR", ""), ("no sum", "a lot")]
)
def test_a_salary_in_words_stays_until_it_is_erased_or_an_amount(typed: str, kept: str) -> None:
    checked = offer(base=Terms(salary_text="a lot"), salary=typed)
    assert checked.terms.salary_text == kept


# ---------------------------------------------------------------- letter and days


def test_a_letter_has_at_most_so_many_characters() -> None:
    longest = "x" * LETTER_LENGTH
    assert offer(letter_html=longest).terms.letter_html == longest
    checked = offer(letter_html=longest + "x")
    assert wrong(checked) == {"letter_html": "Letter by hand: at most 262,144 characters."}
    assert checked.terms.letter_html is None


def test_days_are_read_and_said() -> None:
    checked = offer(start_date="tomorrow", expiry_date="+1w")
    assert checked.terms.start_date == date(2026, 11, 23)
    assert checked.terms.expiry_date == date(2026, 11, 29)
    assert checked.understood == {
        "start_date": "= 23 November 2026, a Monday",
        "expiry_date": "= 29 November 2026, a Sunday",
    }
    assert set(wrong(offer(start_date="soon", expiry_date="soon"))) == {"start_date", "expiry_date"}


def test_what_is_chosen_is_taken_as_it_is_and_blanks_are_nothing_typed() -> None:
    blank = {"salary": " ", "currency": " ", "pay_frequency": " ", "start_date": "  "}
    checked = offer(opening_id=1, template_id=2, **blank)
    assert checked == Checked(Terms(opening_id=1, template_id=2), (), {})


# ---------------------------------------------------------------- custom fields


def test_fields_stand_in_the_order_of_their_definitions_then_what_was_not_shown() -> None:
    other = FieldValue("old", "Old", FieldType.SHORT_TEXT, "kept")
    entries = (FieldEntry("shift", "early"), FieldEntry("bonus", "5 EUR"))
    checked = offer(BONUS, SHIFT, base=Terms(fields=(other,)), fields=entries)
    assert [value.key for value in checked.terms.fields] == ["bonus", "shift", "old"]
    assert checked.understood == {"fields.bonus": "= 5 EUR"}


def test_an_amount_of_a_field_is_in_the_currency_of_the_offer() -> None:
    checked = offer(BONUS, salary="9 EUR", fields=(FieldEntry("bonus", "5"),))
    assert checked.terms.fields[0].value == Money(500, "EUR")


def test_a_field_that_was_not_touched_stays_byte_for_byte() -> None:
    before = FieldValue("bonus", "Old name", FieldType.CURRENCY, Money(500, "EUR"), '"5 €"')
    checked = offer(BONUS, base=Terms(fields=(before,)), fields=(FieldEntry("bonus", "5 EUR"),))
    assert checked.terms.fields == (before,)
    assert checked.understood == {"fields.bonus": "= 5 EUR"}


def test_a_field_that_cannot_hold_it_keeps_what_it_had() -> None:
    before = FieldValue("bonus", "Bonus", FieldType.CURRENCY, Money(500, "EUR"))
    entries = (FieldEntry("bonus", "lots"),)
    checked = offer(BONUS, base=Terms(fields=(before,)), fields=entries)
    assert (checked.terms.fields, set(wrong(checked))) == ((before,), {"fields.bonus"})


def test_an_option_that_is_off_can_no_longer_be_chosen() -> None:
    checked = offer(SHIFT, fields=(FieldEntry("shift", "late"),))
    assert "choose from early." in wrong(checked)["fields.shift"]


def test_an_emptied_field_goes() -> None:
    before = FieldValue("bonus", "Bonus", FieldType.CURRENCY, Money(500, "EUR"))
    checked = offer(BONUS, base=Terms(fields=(before,)), fields=(FieldEntry("bonus"),))
    assert checked.terms.fields == ()


def test_terms_are_the_same_in_whatever_order_their_fields_stand() -> None:
    one, other = (FieldValue(key, key, FieldType.SHORT_TEXT, "x") for key in "ab")
    terms = Terms(currency="EUR", fields=(one, other))
    assert offer_draft_checks.same_terms(terms, replace(terms, fields=(other, one)))
    assert not offer_draft_checks.same_terms(terms, replace(terms, fields=(one,)))
    assert not offer_draft_checks.same_terms(terms, replace(terms, currency="USD"))
    assert not offer_draft_checks.same_terms(
        terms, replace(terms, fields=(one, replace(other, raw="1")))
    )


def test_a_term_is_called_by_its_label() -> None:
    assert LABELS == {
        "candidate": "Candidate",
        "job": "Job",
        "application": "Application",
        "salary": "Salary",
        "currency": "Currency",
        "pay_frequency": "Pay frequency",
        "pay_reason": "Reason for pay",
        "start_date": "Start date",
        "expiry_date": "Expires",
        "opening": "Opening",
        "template": "Letter",
        "letter_html": "Letter by hand",
    }


# ---------------------------------------------------------------- jobs

JOB = JobDraft(title="Engineer")


def job(*fields: FieldRecord, **said: object) -> tuple[JobPay, dict[str, str]]:
    pay, _, checked = check_job(replace(JOB, **said), fields, TODAY)
    return pay, wrong(checked)


def eur(amount: int) -> Money:
    return Money(amount * 100, "EUR")


@pytest.mark.parametrize(
    ("said", "pay"),
    [
        ({}, JobPay(PayKind.NONE, None, None, None, None, None)),
        ({"salary": "5 EUR"}, JobPay(PayKind.NONE, None, None, None, None, None)),
        (
            {"pay_kind": "fixed", "salary": "5 EUR", "minimum": "x", "pay_frequency": "yearly"},
            JobPay(PayKind.FIXED, eur(5), None, None, "EUR", PayFrequency.YEARLY),
        ),
        (
            {"pay_kind": "range", "minimum": "5 EUR", "maximum": "5", "salary": "x"},
            JobPay(PayKind.RANGE, None, eur(5), eur(5), "EUR", None),
        ),
        (
            {"pay_kind": "range", "minimum": "5", "currency": "eur"},
            JobPay(PayKind.RANGE, None, eur(5), None, "EUR", None),
        ),
        (
            {"pay_kind": "range", "maximum": "5 EUR"},
            JobPay(PayKind.RANGE, None, None, eur(5), "EUR", None),
        ),
    ],
)
def test_a_job_pays_nothing_a_salary_or_a_range(said: dict[str, str], pay: JobPay) -> None:
    assert job(**said) == (pay, {})


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"title": " "}, "title", "what is the job called"),
        ({"pay_kind": "much"}, "pay_kind", "one of none, fixed, range"),
        ({"pay_kind": "fixed"}, "salary", "how much"),
        ({"pay_kind": "range"}, "minimum", "at least one end"),
        (
            {"pay_kind": "range", "minimum": "5.01 EUR", "maximum": "5.00"},
            "maximum",
            "at least 5.01 EUR, the lower end",
        ),
        ({"pay_kind": "range", "minimum": "5 EUR", "maximum": "6 USD"}, "maximum", "USD"),
        ({"pay_kind": "fixed", "salary": "x", "currency": "EUR"}, "salary", "not an amount"),
    ],
)
def test_what_a_job_cannot_be_is_said_by_field_once(
    said: dict[str, str], field: str, words: str
) -> None:
    problems = job(**said)[1]
    assert list(problems) == [field]
    assert words in problems[field]


def test_a_field_that_every_job_needs_is_asked_for_once() -> None:
    needed = replace(BONUS, belongs_to="job", required=True)
    assert job(needed)[1] == {"fields.bonus": "Bonus: every job needs this."}
    assert job(needed, fields=(FieldEntry("bonus", "5 EUR"),))[1] == {}
    _, _, checked = check_job(replace(JOB, fields=(FieldEntry("bonus", "x"),)), (needed,), TODAY)
    assert [problem.field for problem in checked.problems] == ["fields.bonus"]
    assert "every job needs" not in checked.problems[0].text
