"""The terms of an offer as people read them: pay in one line, what is not set folded, marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support import making

from data.errors import Problem
from data.fields import custom_fields
from data.records.field_records import FieldEntry
from data.records.offer_records import OfferRecord, Terms
from data.records.pay import PayFrequency
from data.values.field_values import FieldType
from data.values.money import Money
from tui.widgets.terms_view import terms_lines

pytestmark = pytest.mark.usefixtures("desk", "time")


def _text(offer: OfferRecord, terms: Terms, *missing: str, width: int = 80) -> str:
    version = replace(offer.versions[-1], terms=terms)
    lacking = [Problem(key, "", f"{key} lacks") for key in missing]
    definitions = custom_fields.all_fields("offer")
    made = terms_lines(offer, version, definitions, lacking, "Plain", width)
    return "\n".join("".join(span.text for span in line).rstrip() for line in made)


@pytest.fixture
def offer() -> OfferRecord:
    """An offer with nothing from its job."""
    return replace(making.a_ready_offer(), inherited=())


@pytest.mark.parametrize(
    ("salary", "currency", "frequency", "text", "missing", "inherited", "line"),
    [
        (Money(7_000_000, "EUR"), "EUR", "yearly", "", (), (), "70,000 EUR a year"),
        (Money(2_750, "USD"), "USD", "hourly", "", (), (), "27.50 USD an hour"),
        (None, None, None, "", ("salary", "currency", "pay_frequency"), (), "missing"),
        (None, "EUR", "yearly", "", ("salary",), (), "EUR yearly · salary missing"),
        (
            *(Money(7_000_000, "EUR"), "EUR", None, "", ("pay_frequency",), ()),
            "70,000 EUR · pay frequency missing",
        ),
        (None, None, None, "about 70k", ("salary",), (), "“about 70k” · text, not an amount"),
        (
            *(Money(7_000_000, "EUR"), "EUR", "yearly", ""),
            *((), ("salary", "currency", "pay_frequency"), "70,000 EUR a year · from the job"),
        ),
        (
            *(Money(7_000_000, "EUR"), "EUR", "yearly", "", (), ("currency", "pay_frequency")),
            "70,000 EUR a year · currency and pay frequency from the job",
        ),
        (None, None, None, "", (), (), "–"),
    ],
)
def test_pay_is_one_line_that_names_what_it_lacks(
    salary: Money | None,
    currency: str | None,
    frequency: str | None,
    text: str,
    missing: tuple[str, ...],
    inherited: tuple[str, ...],
    line: str,
    offer: OfferRecord,
) -> None:
    by = PayFrequency(frequency) if frequency else None
    terms = replace(
        offer.terms, salary=salary, currency=currency, pay_frequency=by, salary_text=text
    )
    shown = _text(replace(offer, inherited=inherited), terms, *missing)
    assert f"Salary          {line}\n" in shown
    assert "Currency" not in shown and "Pay frequency  " not in shown


def test_a_day_that_is_past_is_not_called_missing(offer: OfferRecord) -> None:
    terms = replace(offer.terms, expiry_date=date(2026, 11, 1))
    assert "1 Nov 2026 · past" in _text(offer, terms, "expiry_date")


def test_fields_without_a_value_are_counted_together(offer: OfferRecord) -> None:
    for name in ("Bonus", "Weekly hours", "Who looks after them here"):
        making.a_field(name, FieldType.SHORT_TEXT)
    assert "\n3 not set: Bonus, Weekly hours, Who looks after them here" in _text(
        offer, offer.terms
    )
    key = custom_fields.all_fields("offer")[0].key
    offer = making.edit(offer, fields=(FieldEntry(key, "5,000"),))
    shown = _text(offer, offer.terms, "fields.weekly_hours", width=90)
    assert "Bonus                     5,000\n" in shown  # the column fits the longest label
    assert "Weekly hours              missing\n" in shown
    assert "\n1 not set: Who looks after them here" in shown
    narrow = _text(offer, offer.terms, width=34)
    assert "Bonus           5,000\n" in narrow
    assert "3 not set" not in narrow and max(map(len, narrow.splitlines())) <= 34
