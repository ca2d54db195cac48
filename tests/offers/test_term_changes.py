"""What differs between two states of an offer's terms, in the words of its history."""

from dataclasses import replace
from datetime import date

import pytest

from data.offers.comparison import changes
from data.records.offer_records import PayFrequency, Terms
from data.values.field_values import FieldType, FieldValue
from data.values.money import Money

TERMS = Terms(
    salary=Money(150_000_00, "USD"),
    currency="USD",
    pay_frequency=PayFrequency.YEARLY,
    start_date=date(2027, 2, 1),
    expiry_date=date(2026, 12, 10),
    opening_id=1,
    template_id=1,
    letter_html="<p>a</p>",
)


def text(key: str, value: str | None, raw: str | None = None) -> FieldValue:
    return FieldValue(key, key.capitalize(), FieldType.SHORT_TEXT, value, raw)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ()),
        ({"salary": Money(155_000_00, "USD")}, ("salary 150,000 → 155,000 USD",)),
        ({"salary": None}, ("salary 150,000 USD → –",)),
        ({"salary": None, "salary_text": "a lot"}, ("salary 150,000 USD → a lot",)),
        (
            {"salary": Money(150_000_00, "EUR"), "currency": "EUR"},
            ("salary 150,000 USD → 150,000 EUR", "currency USD → EUR"),
        ),
        ({"salary_text": "150k"}, ("salary 150,000 → 150,000 USD",)),
        ({"pay_frequency": None}, ("pay frequency yearly → –",)),
        ({"start_date": date(2027, 3, 1)}, ("start 1 Feb 2027 → 1 Mar 2027",)),
        ({"expiry_date": None}, ("expires 10 Dec 2026 → –",)),
        ({"opening_id": 2}, ("opening 4-7 → #2",)),
        ({"opening_id": None}, ("opening 4-7 → –",)),
        ({"template_id": 2}, ("letter Plain → Formal",)),
        ({"template_id": 3}, ("letter Plain → #3",)),
        ({"letter_html": None}, ("letter follows the template again",)),
        ({"letter_html": "<p>b</p>"}, ("letter edited by hand",)),
    ],
)
def test_each_change_is_said_and_nothing_else(
    change: dict[str, object], said: tuple[str, ...]
) -> None:
    names = {"opening": {1: "4-7"}, "template": {1: "Plain", 2: "Formal"}}
    assert changes(TERMS, replace(TERMS, **change), names) == said


def test_changes_stand_in_the_order_of_the_terms() -> None:
    said = changes(Terms(), replace(TERMS, fields=(text("bonus", "10 %"),)))
    assert said == (
        "salary – → 150,000 USD",
        "currency – → USD",
        "pay frequency – → yearly",
        "start – → 1 Feb 2027",
        "expires – → 10 Dec 2026",
        "opening – → #1",
        "letter – → #1",
        "letter written by hand",
        "Bonus – → 10 %",
    )


def test_fields_that_went_come_and_changed_are_told_once_each_the_old_ones_first() -> None:
    before = (text("same", "x"), text("gone", "1"), text("raw", None, '"a"'), text("kept", "k"))
    after = (text("new", "n"), text("same", "y"), text("raw", None, '"b"'), text("kept", "k"))
    assert changes(Terms(fields=before), Terms(fields=after)) == (
        "Same x → y", "Gone 1 → –", "Raw a → b", "New – → n",
    )  # fmt: skip
    assert changes(Terms(fields=before), Terms(fields=before[::-1])) == ()


def test_a_field_is_called_as_it_is_called_now() -> None:
    renamed = replace(text("bonus", "b"), name="Extra")
    assert changes(Terms(fields=(text("bonus", "a"),)), Terms(fields=(renamed,))) == (
        "Extra a → b",
    )


def test_a_long_value_is_cut_at_forty_signs() -> None:
    (said,) = changes(Terms(fields=(text("a", "x" * 40),)), Terms(fields=(text("a", "y" * 41),)))
    assert said == f"A {'x' * 40} → {'y' * 39}…"
