"""What letters write in the locales that docs/letters.md promises, whatever Babel is installed."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data.letters.language.locales import locale_format
from data.values.money import Money

HERE = Path(__file__).parent
PINNED = dict(
    line.split(" | ", 1) for line in (HERE / "locales.txt").read_text("utf-8").splitlines()
)
"""By locale: the parts of `written`, with escapes for all spaces but the ordinary one."""
MONTHS = [date(2026, month, 6) for month in range(1, 13)]
WEEK = [date(2026, 6, day) for day in range(1, 8)]


def written(tag: str) -> str:
    """Amounts, numbers, days of all months, days of the week and lists, as the locale has them."""
    way = locale_format(tag)
    pay = [Money(9_250_000, currency) for currency in ("EUR", "USD", "GBP", "CHF")]
    parts = [
        way.amount(Money(123_456_750, "EUR")),
        *map(way.money, pay),
        way.number(Decimal("-12345.5")),
        way.day(WEEK[0], "full"),
        *(way.day(day, form) for form in ("long", "medium", "short") for day in MONTHS),
        *map(way.weekday, WEEK),
        *(
            way.listed(texts, other)
            for texts in (["a", "b"], ["a", "b", "c"])
            for other in (False, True)
        ),
    ]
    return " | ".join(parts).replace("\u00a0", "\\u00a0").replace("\u202f", "\\u202f")


@pytest.mark.parametrize("tag", PINNED)
def test_a_promised_locale_writes_what_it_always_wrote(tag: str) -> None:
    assert written(tag) == PINNED[tag]


def test_the_promised_locales_are_those_of_the_documentation() -> None:
    told = (HERE.parent.parent / "docs" / "letters.md").read_text("utf-8")
    block = re.search(r"<!-- locales -->\n(.*?)<!-- end of locales -->", told, re.S)
    assert block
    assert re.findall(r"`([^`]+)`", block[1]) == list(PINNED)


@pytest.mark.parametrize("tag", ["de-CH", "de_LI", "it-CH", "en_CH", "gsw-CH", "gsw_LI", "rm_CH"])
def test_swiss_numbers_have_their_apostrophe(tag: str) -> None:
    way = locale_format(tag)
    assert way.number(Decimal("1234567.25")) == "1’234’567.25"
    assert way.amount(Money(9_250_000, "CHF")) == "92’500.00"
    assert "92’500.00" in way.money(Money(9_250_000, "CHF"))


def test_swiss_french_numbers_have_a_narrow_space_and_a_comma() -> None:
    assert locale_format("fr-CH").number(Decimal("1234567.25")) == "1\u202f234\u202f567,25"
    assert locale_format("fr-CH").money(Money(9_250_000, "CHF")) == "92\u202f500,00\u00a0CHF"


def test_our_own_marks_stay_where_they_belong() -> None:
    assert locale_format("de").number(Decimal("1234.5")) == "1.234,5"
    assert locale_format("ar-EG").number(Decimal("1234.5")) == "1,234.5"
