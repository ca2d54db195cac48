"""Every shipped letter in every case: it says the terms, names what it leaves out, counts right.

The figures are read back from the letter's text and held against figures computed from the terms.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from support.letter_making import CANDIDATE, COMPANY, INPUTS, JOB, render

from data.letters.facts.differences import differences
from data.letters.facts.mentions import amounts
from data.letters.facts.omissions import omissions
from data.letters.facts.placeholders import placeholders
from data.letters.facts.visible_text import visible_text
from data.letters.letter_records import LetterInputs
from data.records.offer_records import Terms
from data.records.pay import PayFrequency
from data.templates.shipped_files import ShippedTemplate
from data.templates.shipped_files import letters as shipped
from data.values.field_values import FieldType, FieldValue, MoneyRange, NumberRange, Value
from data.values.money import Money
from data.values.status import Status


def field(key: str, name: str, kind: FieldType, value: Value) -> FieldValue:
    return FieldValue(key, name, kind, value)


CASES: dict[str, tuple[FieldValue, ...]] = {
    "nothing": (),
    "part-time": (field("weekly_hours", "Weekly hours", FieldType.NUMBER, Decimal(20)),),
    "hours as a range": (
        field(
            "weekly_hours", "Hours", FieldType.NUMBER_RANGE, NumberRange(Decimal(20), Decimal(25))
        ),
    ),
    "hours in words": (field("hours", "Hours", FieldType.SHORT_TEXT, "by agreement"),),
    "three months": (field("duration", "Duration", FieldType.NUMBER, Decimal(3)),),
    "until a day": (
        field("end_date", "Last day", FieldType.DATE, date(2026, 7, 14)),
        field("bonus", "Bonus", FieldType.NUMBER, Decimal(10)),
    ),
    "everything": (
        field("annual_bonus", "Bonus", FieldType.NUMBER, Decimal("12.5")),
        field("signing_bonus", "Sign-on", FieldType.CURRENCY, Money(500_000, "EUR")),
        field("vacation_days", "Leave", FieldType.NUMBER, Decimal(30)),
        field("probation", "Probation (months)", FieldType.NUMBER, Decimal(1)),
        field("notice_period", "Notice (weeks)", FieldType.NUMBER, Decimal(4)),
        field("remote", "Remote work", FieldType.YES_NO, value=True),
        field("car", "Car allowance", FieldType.CURRENCY, Money(60_000, "EUR")),
        field(
            "commission", "Commission", FieldType.CURRENCY_RANGE,
            MoneyRange(Money(100_000, "EUR"), Money(200_000, "EUR")),
        ),
        field("perks", "Perks", FieldType.MULTI_SELECT, ("Bike", "Gym")),
        field("stock_options", "Options", FieldType.NUMBER, Decimal(12_000)),
        field("laptop", "Laptop", FieldType.YES_NO, value=False),
    ),
}  # fmt: skip
PAY = {
    PayFrequency.HOURLY: Money(1_850, "EUR"),
    PayFrequency.DAILY: Money(42_050, "EUR"),
    PayFrequency.WEEKLY: Money(123_456, "EUR"),
    PayFrequency.MONTHLY: Money(150_000, "EUR"),
    PayFrequency.YEARLY: Money(9_250_000, "EUR"),
}
LEFT_OUT = {"everything": {"fields.car", "fields.commission", "fields.laptop"}}
"""What no letter that is shipped has a place for."""
FULL = {
    "offer.html": {"nothing", "part-time", "hours as a range", "hours in words", "everything"},
    "fixed_term.html": {"nothing", "part-time", "three months", "until a day"},
}
"""The letters that have a place for all the rest of these cases."""
EVERYDAY = (PayFrequency.HOURLY, PayFrequency.YEARLY)
LOCALES = ("en", "de", "fr", "es")

every_case = pytest.mark.parametrize("case", CASES)
every_frequency = pytest.mark.parametrize(
    "frequency",
    [
        pytest.param(frequency, marks=[pytest.mark.long] * (frequency not in EVERYDAY))
        for frequency in PayFrequency
    ],
)
every_locale = pytest.mark.parametrize("locale", LOCALES)


def made(case: str, frequency: PayFrequency, locale: str, **changes: object) -> LetterInputs:
    terms = Terms(
        salary=PAY[frequency],
        currency="EUR",
        pay_frequency=frequency,
        start_date=date(2026, 4, 15),
        expiry_date=date(2026, 4, 1),
        fields=CASES[case],
    )
    return replace(INPUTS, terms=terms, locale=locale, fields=(), **changes)


def called(kind: str) -> list[ShippedTemplate]:
    return [one for one in shipped() if one.kind == kind]


@every_locale
@every_frequency
@every_case
def test_an_offer_says_every_term_or_it_is_named(
    case: str, frequency: PayFrequency, locale: str
) -> None:
    inputs = made(case, frequency, locale)
    for template in called("offer"):
        letter = render(template.source, inputs)
        assert (letter.error, letter.missing) == (None, ()), template.name
        left_out = {one.key for one in omissions(letter.html, inputs)}
        assert {"salary", "start_date", "expiry_date"}.isdisjoint(left_out), template.name
        assert LEFT_OUT.get(case, set()) <= left_out, template.name
        if case in FULL.get(template.file_name, ()):
            assert left_out == LEFT_OUT.get(case, set()), template.name


@every_locale
@every_frequency
@every_case
def test_every_figure_of_a_letter_is_one_of_the_terms(
    case: str, frequency: PayFrequency, locale: str
) -> None:
    inputs = made(case, frequency, locale)
    for template in called("offer"):
        html = render(template.source, inputs).html
        assert differences(html, inputs) == (), template.name
        assert placeholders(html, inputs) == (), template.name


@every_frequency
@every_case
def test_pay_of_a_year_is_computed_anew(case: str, frequency: PayFrequency) -> None:
    """The amounts behind "per", computed by another way than letters compute them."""
    inputs = made(case, frequency, "en")
    hours = {"part-time": 20}.get(case, 40)
    times = {"hourly": 52 * hours, "daily": 260, "weekly": 52, "monthly": 12, "yearly": 1}
    yearly = Decimal(PAY[frequency].minor) * times[frequency] / 100
    for template in called("offer"):
        text = visible_text(render(template.source, inputs).html)
        for mention in amounts(text):
            if mention.period is PayFrequency.YEARLY and mention.currencies:
                assert yearly in mention.values, (template.name, mention.text)


@every_locale
@pytest.mark.parametrize("status", [Status.SENT, Status.PENDING])
@pytest.mark.parametrize("expiry", [None, date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)])
def test_a_reminder_says_nothing_but_the_terms(
    expiry: date | None, status: Status, locale: str
) -> None:
    inputs = made("nothing", PayFrequency.MONTHLY, locale, status=status, was_sent=True)
    inputs = replace(inputs, terms=replace(inputs.terms, expiry_date=expiry))
    (template,) = called("reminder")
    letter = render(template.source, inputs)
    assert (letter.error, letter.missing) == (None, ())
    assert differences(letter.html, inputs) == ()


@every_locale
@pytest.mark.parametrize("status", [Status.DRAFT, Status.SENT, Status.WITHDRAWN])
@pytest.mark.parametrize("was_sent", [True, False])
@pytest.mark.parametrize("reason", ["", "Position filled", "Position cancelled", "No answer"])
def test_a_withdrawal_says_what_happened(
    reason: str, was_sent: bool, status: Status, locale: str
) -> None:
    inputs = made(
        "nothing", PayFrequency.YEARLY, locale, status=status, was_sent=was_sent, reason=reason
    )
    (template,) = called("withdrawal")
    letter = render(template.source, inputs)
    assert (letter.error, letter.missing) == (None, ())
    text = visible_text(letter.html)
    assert ("we cannot make you an offer" in text) is not was_sent
    assert differences(letter.html, inputs) == ()


def test_what_is_missing_is_reported_and_nothing_else() -> None:
    inputs = replace(
        INPUTS, terms=Terms(fields=CASES["everything"]), candidate=CANDIDATE, job=JOB,
        company=COMPANY, fields=(),
    )  # fmt: skip
    for template in called("offer"):
        names = {one.name for one in render(template.source, inputs).missing}
        assert names <= {
            "offer.salary", "offer.pay_frequency", "offer.currency", "offer.start_date"
        }  # fmt: skip
        assert "offer.salary" in names
