"""The shipped letters: complete, without anything optional reported, in good order."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from support.everyday import everyday
from support.letter_making import render

from data.filters import filter
from data.letters.layout.letter_lines import lay_out, to_plain
from data.letters.layout.wrapping import line_width
from data.letters.rendering import Company, LetterInputs
from data.lists import offer_list
from data.offers import offer_letters, offers
from data.records.candidate_records import CandidateRecord
from data.records.job_records import JobRecord
from data.records.offer_records import Terms
from data.records.offer_terms import TERMS
from data.records.pay import JobPay, PayFrequency
from data.records.user_records import UserRecord
from data.templates.shipped_files import FOLDERS, ShippedTemplate
from data.templates.shipped_files import letters as shipped
from data.values.field_values import FieldType, FieldValue, NumberRange, UserRef, Value
from data.values.money import Money

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LEAST = LetterInputs(
    offer_id=None,
    version=1,
    terms=Terms(
        salary=Money(15_000_000, "USD"),
        currency="USD",
        pay_frequency=PayFrequency.YEARLY,
        start_date=date(2026, 4, 15),
    ),
    candidate=CandidateRecord(1, "Zoë", "Müller", "", "", "", NOW, NOW),
    job=JobRecord(3, "Data Engineer", "", "", True, JobPay(), "", NOW, NOW),
    opening=None,
    application_id=None,
    sender=None,
    company=Company(name="Northwind Robotics", signatory="Ann Lee"),
    today=date(2026, 3, 1),
    fields=(),
)
MOST = replace(
    LEAST,
    terms=replace(
        LEAST.terms,
        salary=Money(1_250_050, "USD"),
        pay_frequency=PayFrequency.MONTHLY,
        expiry_date=date(2026, 4, 1),
        fields=(
            FieldValue("signing_bonus", "Sign-on", FieldType.CURRENCY, Money(500_000, "USD"), None),
            FieldValue("perks", "Perks", FieldType.MULTI_SELECT, ("Bike", "Gym"), None),
            FieldValue("remote", "Remote", FieldType.YES_NO, True, None),
            FieldValue("rationale", "Why", FieldType.LONG_TEXT, "we are desperate", None),
        ),
    ),
    candidate=replace(LEAST.candidate, email="zoe@example.org") if LEAST.candidate else None,
    job=replace(LEAST.job, department="Research", location="Lisbon") if LEAST.job else None,
    sender=UserRecord(1, "Ann", "Lee", "ann@example.org"),
    company=Company(
        "Northwind Robotics",
        "12 Harbour Road\nLisbon",
        "people@northwind.example",
        "+351 1",
        "northwind.example",
        "Rui Costa",
        "Managing Director",
    ),
)
NOTHING = replace(LEAST, terms=Terms(), candidate=None, job=None, company=Company())
WRITTEN = {
    "company.signatory",
    "company.name",
    "candidate.name",
    "job.title",
}
PAID = {"offer.salary", "offer.pay_frequency", "offer.start_date"}
NEEDED = {
    "offer": WRITTEN | PAID | {"offer.currency"},
    "reminder": WRITTEN | PAID,
    "withdrawal": WRITTEN,
}

FILES = {
    "offer.html": "offer",
    "contractor.html": "offer",
    "internship.html": "offer",
    "executive.html": "offer",
    "fixed_term.html": "offer",
    "note.html": "offer",
    "withdrawal.html": "withdrawal",
    "reminder.html": "reminder",
}
COUNTRIES = {"offer_us.html", "offer_gb.html", "de/offer_de.html", "de/offer_ch.html",
             "fr/offer_fr.html", "es/offer_es.html"}  # fmt: skip
GREETINGS = {
    "en": "Dear Zoë,", "de": "Guten Tag Zoë Müller,", "fr": "Madame, Monsieur,",
    "es": "Estimado/a Zoë Müller:",
}  # fmt: skip

every = pytest.mark.parametrize("template", shipped(), ids=lambda one: one.file_name)
some = pytest.mark.parametrize(
    "template", everyday(shipped(), most=12), ids=lambda one: one.file_name
)
offering = pytest.mark.parametrize(
    "template",
    [one for one in shipped() if one.kind == "offer" and one.language == "en"],
    ids=lambda one: one.file_name,
)


def called(name: str) -> ShippedTemplate:
    return next(one for one in shipped() if one.file_name == name)


def with_fields(*values: tuple[str, FieldType, Value], base: LetterInputs = LEAST) -> LetterInputs:
    fields = tuple(FieldValue(key, key, kind, value) for key, kind, value in values)
    return replace(base, terms=replace(base.terms, fields=fields))


def text(template: ShippedTemplate, inputs: LetterInputs) -> str:
    made = render(template.source, inputs)
    assert (made.error, made.missing) == (None, ())
    return " ".join(to_plain(made.html).split())


def test_six_offers_a_withdrawal_and_a_reminder_come_in_every_language() -> None:
    kinds = {f"{folder}{file}": kind for folder in FOLDERS.values() for file, kind in FILES.items()}
    assert {one.file_name: one.kind for one in shipped()} == kinds | dict.fromkeys(
        COUNTRIES, "offer"
    )
    assert len({one.name for one in shipped()}) == len(shipped())
    assert all(one.subject for one in shipped())


@some
def test_nothing_optional_is_reported_missing(template: ShippedTemplate) -> None:
    letter = text(template, LEAST)
    assert GREETINGS[template.language[:2]] in letter
    assert "None" not in letter


@some
def test_everything_required_is_reported_when_unset(template: ShippedTemplate) -> None:
    made = render(template.source, NOTHING)
    assert made.error is None
    assert {one.name for one in made.missing} == NEEDED[template.kind]
    assert not any(one.unknown for one in made.missing)
    for label in ("company name", "candidate name", "job title"):
        assert f"[{label}]" in made.html


@offering
def test_an_offer_says_the_terms_for_people(template: ShippedTemplate) -> None:
    letter = text(template, MOST)
    for part in (
        "12,500.50 USD per month",
        "15 April 2026",
        "1 April 2026",
        "1 March 2026",
        "12 Harbour Road Lisbon",
        "people@northwind.example",
        "Rui Costa",
        "Managing Director",
        "Zoë Müller zoe@example.org",
        "Research",
        "Lisbon",
    ):
        assert part in letter


EMPLOYING = ["offer.html", "internship.html", "fixed_term.html", "executive.html"]


@pytest.mark.parametrize("name", EMPLOYING)
def test_an_offer_of_employment_has_what_belongs_into_one(name: str) -> None:
    letter = text(called(name), MOST)
    for part in (
        "Confidentiality",
        "the right to work",
        "Acceptance",
        "open until the end of 1 April 2026",
        "Signing bonus",
        "5,000 USD",
        "Bike • Gym",
        "150,006",
        "Ann Lee (ann@example.org)",
        "Date: Date:",
    ):
        assert part in letter
    assert "desperate" not in letter


@pytest.mark.parametrize("name", ["offer.html", "internship.html", "fixed_term.html"])
def test_the_terms_at_a_glance_have_a_row_for_what_is_there_and_no_other(name: str) -> None:
    letter = text(called(name), MOST)
    assert "Remote work yes" in letter
    for row in ("Paid leave", "Probation period", "Notice period", "Relocation", "Department None"):
        assert row not in letter
    full = with_fields(
        ("vacation_days", FieldType.NUMBER, Decimal(28)),
        ("weekly_hours", FieldType.NUMBER_RANGE, NumberRange(Decimal(38), Decimal(40))),
        ("notice_period", FieldType.SHORT_TEXT, "three months"),
        ("remote", FieldType.YES_NO, False),
        ("hiring_manager", FieldType.USER, UserRef("3", "Grace Okafor")),
    )
    letter = text(called(name), full)
    assert "Paid leave 28 days a year" in letter
    assert "Working hours 38 to 40 hours a week" in letter
    assert "Notice period three months" in letter
    assert "Reporting to Grace Okafor" in letter
    assert "Remote work" not in letter


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (PayFrequency.HOURLY, "At 2,080 hours of work a year this comes to 208,000 USD."),
        (PayFrequency.DAILY, "At 260 days of work a year this comes to 26,000 USD."),
        (PayFrequency.WEEKLY, "Over a full year this comes to 5,200 USD."),
        (PayFrequency.MONTHLY, "Over a full year this comes to 1,200 USD."),
        (PayFrequency.YEARLY, "100 USD per year, less the taxes"),
    ],
)
def test_pay_says_what_it_is_in_a_year(frequency: PayFrequency, expected: str) -> None:
    terms = replace(LEAST.terms, salary=Money(10_000, "USD"), pay_frequency=frequency)
    letter = text(called("offer.html"), replace(LEAST, terms=terms))
    assert expected in letter
    assert ("a year this comes to" in letter or "full year this comes to" in letter) is (
        frequency is not PayFrequency.YEARLY
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            [("annual_bonus", FieldType.NUMBER, Decimal(15))],
            "with a target of 15 per cent of your gross yearly pay, "
            "which at your starting pay is 22,500 USD.",
        ),
        (
            [("target_bonus", FieldType.CURRENCY, Money(2_000_000, "USD"))],
            "with a target of 20,000 USD. Whether and how much is paid depends",
        ),
        (
            [("bonus", FieldType.SHORT_TEXT, "up to 30 %")],
            "you will be eligible for a bonus: up to 30 %.",
        ),
        (
            [
                ("stock_options", FieldType.NUMBER, Decimal(12_000)),
                ("vesting", FieldType.SHORT_TEXT, "a quarter a year over four years"),
            ],
            "that you be granted 12,000 stock options, which vest as follows: "
            "a quarter a year over four years.",
        ),
        ([("rsus", FieldType.NUMBER, Decimal(800))], "granted 800 restricted stock units."),
        ([("shares", FieldType.NUMBER, Decimal(50))], "granted 50 shares."),
        ([("equity", FieldType.SHORT_TEXT, "0.5 % in options")], "granted 0.5 % in options."),
        (
            [("severance", FieldType.SHORT_TEXT, "six months of base salary")],
            "a severance payment on the terms of the written agreement: six months of base salary.",
        ),
        ([("notice_period", FieldType.NUMBER, Decimal(6))], "with a notice of 6 months."),
        (
            [("vacation_days", FieldType.NUMBER, Decimal(30))],
            "Your paid leave: 30 days a year. We reimburse",
        ),
    ],
)
def test_an_executive_letter_says_bonus_equity_and_severance(
    values: list[tuple[str, FieldType, Value]], expected: str
) -> None:
    letter = text(called("executive.html"), with_fields(*values))
    assert expected in letter
    assert "(one hundred fifty thousand US dollars)" in letter


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], "begins on 15 April 2026; it is limited in time, and the written agreement names"),
        (
            [("end_date", FieldType.DATE, date(2027, 4, 14))],
            "begins on 15 April 2026 and ends on 14 April 2027, without either of us",
        ),
        ([("duration", FieldType.NUMBER, Decimal(18))], "and ends after 18 months, without"),
        (
            [("fixed_term_reason", FieldType.SHORT_TEXT, "parental leave of a colleague")],
            "Reason for the fixed term: parental leave of a colleague.",
        ),
    ],
)
def test_a_fixed_term_says_when_it_ends(
    values: list[tuple[str, FieldType, Value]], expected: str
) -> None:
    assert expected in text(called("fixed_term.html"), with_fields(*values))


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("Position cancelled", "our plans have changed"),
        ("Position filled", "The position has been filled in the meantime."),
        ("No answer", "We have not received an answer from you"),
        ("References", "It can no longer be accepted. If you have any questions"),
        ("", "It can no longer be accepted. If you have any questions"),
    ],
)
def test_a_withdrawal_gives_a_reason_where_it_lies_with_the_company(
    reason: str, expected: str
) -> None:
    inputs = replace(
        MOST,
        reason=reason,
        reason_text="gave us a false reference",
        sent_date=date(2026, 2, 9),
        was_sent=True,
    )
    letter = text(called("withdrawal.html"), inputs)
    assert "we withdraw our offer of 9 February 2026 to join Northwind Robotics" in letter
    assert expected in letter
    assert "false reference" not in letter


@pytest.mark.parametrize(
    ("expiry", "expected"),
    [
        (date(2026, 3, 4), "until the end of Wednesday, 4 March 2026: you have 3 more days"),
        (date(2026, 3, 2), "you have 1 more day to decide"),
        (date(2026, 3, 1), "until the end of today, Sunday, 1 March 2026."),
        (date(2026, 2, 1), "was open until 1 February 2026. If you are still interested"),
        (None, "The offer is still open, and we would be glad to hear"),
    ],
)
def test_a_reminder_says_how_long_there_is(expiry: date | None, expected: str) -> None:
    inputs = replace(MOST, terms=replace(MOST.terms, expiry_date=expiry))
    assert expected in text(called("reminder.html"), inputs)


@some
def test_a_letter_has_no_gaps_in_its_sentences(template: ShippedTemplate) -> None:
    for inputs in (LEAST, MOST):
        letter = text(template, inputs)
        if template.language.startswith("fr"):
            letter = re.sub(r" (?=[:;]( |$))", "", letter)  # a space that does not break
        assert not re.search(r" [.,;:]|\.\.|,,|\(\)|[.][A-Z]", letter)


@every
@pytest.mark.parametrize("width", everyday([20, 80, 40, 60], most=2))
def test_a_letter_fits_every_pane(template: ShippedTemplate, width: int) -> None:
    html = render(template.source, MOST).html
    assert max(map(line_width, lay_out(html, width))) <= width


@offering
def test_both_sign_beside_each_other(template: ShippedTemplate) -> None:
    lines = to_plain(render(template.source, MOST).html).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("____"))
    assert lines[at].count("_" * 28) == 2
    assert re.fullmatch("Rui Costa +Zoë Müller", lines[at + 1])


def test_a_letter_of_ones_own_can_stand_on_the_shipped_layout() -> None:
    source = (
        '{% extends "_layout.html" %}{% block body %}<p>Hello</p>'
        '{% include "_clauses/pay.html" %}{% endblock %}'
    )
    made = render(source, LEAST)
    assert made.error is None
    assert "Hello" in made.html
    assert "150,000 USD per year" in made.html


@pytest.mark.parametrize("name", ["withdrawal.html", "reminder.html"])
def test_what_needs_no_answer_is_signed_by_the_company_alone(name: str) -> None:
    lines = to_plain(render(called(name).source, MOST).html).splitlines()
    assert sum(line.count("_" * 28) for line in lines) == 1
    assert "Rui Costa" in "".join(lines)


def test_a_locale_of_the_settings_reaches_the_shipped_letters() -> None:
    letter = text(called("offer.html"), replace(MOST, locale="en-US"))
    assert "$12,500.50 per month" in letter
    assert "April 15, 2026" in letter


@pytest.mark.long
@pytest.mark.usefixtures("demo_desk")
def test_every_letter_is_complete_for_every_made_up_offer() -> None:
    """What an offer cannot be sent without may be unset in a draft; nothing else ever is."""
    ids = list(offer_list.ids(None, filter.parse("")))
    complete = set()
    for offer in map(offers.get, ids):
        inputs = offer_letters.inputs(offer.terms, offer.candidate, offer.job, offer)
        undecided = {
            f"offer.{term.key}" for term in TERMS if term.is_needed and term.of(offer.terms) is None
        }
        for template in sorted(shipped(), key=lambda one: one.file_name)[offer.id % 4 :: 4]:
            made = render(template.source, inputs)
            assert made.error is None
            assert {one.name for one in made.missing} <= undecided, (offer.id, template.file_name)
            assert bool(made.missing) is ("<mark" in made.html)
            if not made.missing:
                complete.add((offer.id, template.file_name))
    assert len(ids) > 40
    assert len(complete) > 0.85 * len(ids) * len(shipped()) / 4


def _paid(
    minor: int, frequency: PayFrequency, *values: tuple[str, FieldType, Value]
) -> LetterInputs:
    paid = replace(
        LEAST, terms=replace(LEAST.terms, salary=Money(minor, "USD"), pay_frequency=frequency)
    )
    return with_fields(*values, base=paid)


def test_yearly_figures_count_the_contracted_hours_and_bonuses_follow() -> None:
    inputs = _paid(
        1_850,
        PayFrequency.HOURLY,
        ("weekly_hours", FieldType.NUMBER, Decimal(20)),
        ("annual_bonus", FieldType.NUMBER, Decimal(10)),
    )
    letter = text(called("offer.html"), inputs)
    assert "At 20 hours a week this comes to about 19,240 USD a year." in letter
    assert "which at your starting pay is 1,924 USD." in letter
    assert "38,480" not in letter


def test_a_contract_of_three_months_is_paid_for_three_months() -> None:
    months = ("duration", FieldType.NUMBER, Decimal(3))
    bonus = ("bonus", FieldType.NUMBER, Decimal(10))
    letter = text(called("fixed_term.html"), _paid(150_000, PayFrequency.MONTHLY, months, bonus))
    assert "Over the whole term of your contract this comes to about 4,500 USD." in letter
    assert "which at your starting pay is about 450 USD." in letter
    assert "18,000" not in letter
    dated = ("end_date", FieldType.DATE, date(2026, 7, 14))
    assert "about 4,500 USD" in text(
        called("fixed_term.html"), _paid(150_000, PayFrequency.MONTHLY, dated)
    )


@pytest.mark.parametrize("hours", ["flexible", "part-time, by agreement"])
def test_hours_in_words_give_no_figure_of_a_year(hours: str) -> None:
    said = ("weekly_hours", FieldType.SHORT_TEXT, hours)
    letter = text(called("offer.html"), _paid(1_850, PayFrequency.HOURLY, said))
    assert "this comes to" not in letter and hours in letter


@pytest.mark.parametrize(
    ("number", "said"), [(Decimal(1), "of 1 month."), (Decimal(3), "of 3 months.")]
)
def test_a_unit_belongs_to_the_field(number: Decimal, said: str) -> None:
    inputs = with_fields(("probation", FieldType.NUMBER, number))
    assert f"a probation period {said}" in text(called("offer.html"), inputs)


def test_a_fields_name_may_say_what_it_counts() -> None:
    field = FieldValue("notice_period", "Notice (weeks)", FieldType.NUMBER, Decimal(2))
    inputs = replace(LEAST, terms=replace(LEAST.terms, fields=(field,)))
    assert "Notice period 2 weeks" in text(called("offer.html"), inputs)
    assert "with a notice of 2 weeks" in text(called("executive.html"), inputs)


def test_yes_no_and_periods_are_words_of_the_letters_language() -> None:
    source = "{# language: de #}{{ fields.remote }}, je {{ offer.pay_period }}"
    inputs = with_fields(("remote", FieldType.YES_NO, True))
    assert render(source, inputs).html == "ja, je Jahr"
    probation = with_fields(("probation", FieldType.NUMBER, Decimal(1)))
    for language, said in (("de", "1 Monat"), ("fr", "1 mois"), ("es", "1 mes")):
        source = f"{{# language: {language} #}}{{{{ fields.probation | with_unit }}}}"
        assert render(source, probation).html == said
