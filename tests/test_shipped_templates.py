"""The shipped letters: complete, without anything optional reported, in good order."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from data.letter_text import lay_out, to_plain
from data.letter_wrap import line_width
from data.letters import Company, LetterInputs, ShippedTemplate, render, shipped
from data.money import Money
from data.records import CandidateRecord, JobPay, JobRecord, PayFrequency, Terms, UserRecord
from data.values import FieldType, FieldValue

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
    company=Company(name="Northwind Robotics"),
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
REQUIRED = {
    "company.name",
    "candidate.name",
    "job.title",
    "offer.salary",
    "offer.pay_frequency",
    "offer.currency",
    "offer.start_date",
}

every = pytest.mark.parametrize("template", shipped(), ids=lambda one: one.file_name)


def text(template: ShippedTemplate, inputs: LetterInputs) -> str:
    made = render(template.source, inputs)
    assert (made.error, made.missing) == (None, ())
    return " ".join(to_plain(made.html).split())


def test_permanent_contractor_and_internship_come_with_the_desk() -> None:
    assert {(one.file_name, one.name, one.kind) for one in shipped()} >= {
        ("offer.html", "Permanent employment", "offer"),
        ("contractor.html", "Contractor engagement", "offer"),
        ("internship.html", "Internship", "offer"),
    }


@every
def test_nothing_optional_is_reported_missing(template: ShippedTemplate) -> None:
    letter = text(template, LEAST)
    assert "Dear Zoë," in letter
    assert "None" not in letter


@every
def test_everything_required_is_reported_when_unset(template: ShippedTemplate) -> None:
    made = render(template.source, NOTHING)
    assert made.error is None
    assert {one.name for one in made.missing} == REQUIRED
    assert not any(one.unknown for one in made.missing)
    for label in ("company name", "candidate name", "job title", "salary", "start date"):
        assert f"[{label}]" in made.html


@every
def test_a_letter_says_the_terms_for_people(template: ShippedTemplate) -> None:
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


@pytest.mark.parametrize("name", ["offer.html", "internship.html"])
def test_fields_for_the_candidate_are_listed_and_others_stay_inside(name: str) -> None:
    template = next(one for one in shipped() if one.file_name == name)
    letter = text(template, MOST)
    assert "Signing bonus 5,000 USD" in letter
    assert "Benefits Bike and Gym" in letter
    assert "Remote work yes" in letter
    assert "desperate" not in letter
    assert "150,006 USD" in letter
    assert "Further terms" not in text(template, LEAST)


@every
def test_a_letter_has_no_gaps_in_its_sentences(template: ShippedTemplate) -> None:
    for inputs in (LEAST, MOST):
        letter = text(template, inputs)
        assert not re.search(r" [.,;:]|\.\.|,,|\(\)|[.][A-Z]", letter)


@every
@pytest.mark.parametrize("width", [20, 40, 60, 80])
def test_a_letter_fits_every_pane(template: ShippedTemplate, width: int) -> None:
    html = render(template.source, MOST).html
    assert max(map(line_width, lay_out(html, width))) <= width


@every
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
