"""Money: what people type is read strictly, what records say exactly, and nothing is rounded."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.values import money
from data.values.money import (
    CURRENCIES,
    LIMIT,
    WITHDRAWN,
    AmountError,
    Money,
    parse_amount,
    parse_money,
)

CODES = st.sampled_from(sorted(CURRENCIES | WITHDRAWN))
AMOUNTS = st.builds(Money, st.integers(0, LIMIT - 1), CODES)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("150000", "USD", 15_000_000),
        ("150,000.00", "USD", 15_000_000),
        ("92.500,00", "EUR", 9_250_000),
        ("92.500", "EUR", 9_250_000),
        ("92,500", "EUR", 9_250_000),
        ("92.50", "EUR", 9_250),
        ("92,5", "EUR", 9_250),
        ("92 500", "EUR", 9_250_000),
        ("92 500,5", "EUR", 9_250_050),
        ("92\u00a0500", "EUR", 9_250_000),
        ("92\u202f500", "EUR", 9_250_000),
        ("92\u2009500", "EUR", 9_250_000),
        ("92'500", "CHF", 9_250_000),
        ("92’500.50", "CHF", 9_250_050),
        ("80k", "USD", 8_000_000),
        ("80 K", "USD", 8_000_000),
        ("92.5k", "USD", 9_250_000),
        ("1.2m", "USD", 120_000_000),
        ("1,234,567", "USD", 123_456_700),
        ("1.234.567", "EUR", 123_456_700),
        ("12,34,567", "INR", 123_456_700),
        ("12,34,567.50", "INR", 123_456_750),
        ("9,800,000", "JPY", 9_800_000),
        ("1,234", "JPY", 1_234),
        ("12.34", "KWD", 12_340),
        ("0.345", "KWD", 345),
        ("1234.567", "KWD", 1_234_567),
        ("12,345.678", "KWD", 12_345_678),
        ("012.345", "KWD", 12_345),
        ("12.3456", "CLF", 123_456),
        ("0", "EUR", 0),
        (" 92500 ", "EUR", 9_250_000),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, currency: str, minor: int) -> None:
    assert parse_amount(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "meant"),
    [
        ("92500 EUR", None, "92,500 EUR"),
        ("92500eur", None, "92,500 EUR"),
        ("EUR 92.500,50", None, "92,500.50 EUR"),
        ("€ 92,500", None, "92,500 EUR"),
        ("USD 150k", None, "150,000 USD"),
        ("80kEUR", None, "80,000 EUR"),
        ("80 k EUR", None, "80,000 EUR"),
        ("120 MKD", None, "120 MKD"),
        ("1.5m MKD", None, "1,500,000 MKD"),
        ("$5 USD", None, "5 USD"),
        ("US$ 5", None, "5 USD"),
        ("$150k", "CAD", "150,000 CAD"),
        ("¥9,800,000", "JPY", "9,800,000 JPY"),
        ("¥ 12000", "CNY", "12,000 CNY"),
        ("₹12,34,567", None, "1,234,567 INR"),
        ("£45k", None, "45,000 GBP"),
        ("500 kr", "SEK", "500 SEK"),
        ("92500 EUR", "EUR", "92,500 EUR"),
        ("92500 HRK", None, "92,500 HRK"),
        ("92500", "eur", "92,500 EUR"),
    ],
)
def test_a_currency_in_the_same_field_is_understood(
    text: str, currency: str | None, meant: str
) -> None:
    assert money.show(parse_money(text, currency)) == meant


@pytest.mark.parametrize(
    ("text", "currency", "says"),
    [
        ("12.345", "KWD", "write 12345 for the large one, 012.345 for the small one"),
        ("12,345", "KWD", "could be two amounts"),
        ("1.234", "CLF", "could be two amounts"),
        ("12.345 KWD", None, "could be two amounts"),
        ("1.250k", "USD", "could be two amounts"),
        ("1e5", "USD", "not an amount"),
        ("NaN", "USD", "not an amount"),
        ("Infinity", "USD", "not an amount"),
        ("-5", "USD", "cannot be negative"),
        ("−5", "USD", "cannot be negative"),
        ("(5)", "USD", "cannot be negative"),
        ("USD -5", "USD", "cannot be negative"),
        ("12.5", "JPY", "JPY has no decimals"),
        ("0.345", "USD", "Too many decimals: USD has 2"),
        ("1234.567", "USD", "Too many decimals"),
        ("1.2345k", "JPY", "JPY has no decimals"),
        ("1,23,45", "USD", "groups"),
        ("1,2345,678", "USD", "groups"),
        ("92  500", "USD", "groups"),
        ("1.234,567,890", "USD", "not an amount"),
        ("1,234.567.890", "USD", "not an amount"),
        ("12.", "USD", "not an amount"),
        (".5", "USD", "not an amount"),
        ("5 6 - 7", "USD", "not an amount"),
        ("Around $100k", "USD", "not an amount"),
        ("", "USD", "Write an amount"),
        ("   ", "USD", "Write an amount"),
        ("１２", "USD", "digits 0 to 9"),
        ("٣٤", "USD", "digits 0 to 9"),
        ("1" * 65, "USD", "too long"),
        ("9" * 14, "USD", "less than 10,000,000,000,000 USD"),
        ("1 2", "USD", "groups"),
        ("5", None, "Add the currency"),
        ("$5", None, "several currencies"),
        ("¥5", None, "several currencies"),
        ("$5", "EUR", "EUR, but also $"),
        ("5 EUR", "USD", "EUR, but also USD"),
        ("€5 USD", None, "name one currency"),
        ("5 xyz", None, "“xyz” is not a currency"),
        ("5 euros", None, "“5 euros” is not an amount"),
        ("5 a-b", None, "“5 a-b” is not an amount"),
        ("5", "XYZ", "“XYZ” is not a currency"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(
    text: str, currency: str | None, says: str
) -> None:
    with pytest.raises(AmountError) as refused:
        parse_money(text, currency)
    assert says in str(refused.value)


def test_a_fallback_currency_counts_only_when_none_is_named() -> None:
    assert parse_money("5", None, fallback="EUR").currency == "EUR"
    assert parse_money("5 USD", None, fallback="EUR").currency == "USD"
    assert parse_money("$5", None, fallback="CAD").currency == "CAD"


@given(AMOUNTS)
@example(Money(12_345, "KWD"))
@example(Money(12_340, "KWD"))
@example(Money(345, "KWD"))
@example(Money(1, "UYW"))
def test_what_a_form_starts_with_reads_back_exactly(amount: Money) -> None:
    assert parse_amount(money.entered(amount), amount.currency) == amount


@given(AMOUNTS)
def test_what_is_shown_reads_back_or_is_refused_as_ambiguous(amount: Money) -> None:
    try:
        assert parse_money(money.show(amount), None) == amount
    except AmountError as refused:
        assert "two amounts" in str(refused)
        assert money.decimals(amount.currency) >= 3


@given(st.text(max_size=80) | st.text("0123456789.,' kKmM€$EURUSD-", max_size=70), CODES)
@example("7" * 10_000, "EUR")
@example("1 " * 5_000, "EUR")
def test_any_other_text_is_refused_by_name(text: str, currency: str) -> None:
    try:
        amount = parse_money(text, currency)
    except AmountError as refused:
        assert 10 < len(str(refused)) < 250
    else:
        assert 0 <= amount.minor < LIMIT
        assert any(sign in "0123456789" for sign in text)


@pytest.mark.parametrize(
    ("number", "currency", "minor"),
    [
        (42_000, "EUR", 4_200_000),
        (Decimal("42000.5"), "EUR", 4_200_050),
        (Decimal("4.2E+4"), "EUR", 4_200_000),
        ("10000.0", "USD", 1_000_000),
        ("10000.00000", "USD", 1_000_000),
        (Decimal("0E+99999"), "USD", 0),
        (Decimal("-0"), "USD", 0),
        (5, "JPY", 5),
        (Decimal("1.234"), "KWD", 1_234),
        (5, "HRK", 500),
    ],
)
def test_a_number_of_a_record_is_taken_exactly(
    number: int | Decimal | str, currency: str, minor: int
) -> None:
    assert money.from_number(number, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("number", "currency"),
    [
        (Decimal("0.001"), "USD"),
        (Decimal("5.5"), "JPY"),
        (Decimal("NaN"), "USD"),
        (Decimal("sNaN"), "USD"),
        (Decimal("Infinity"), "USD"),
        (Decimal("1E+999999"), "USD"),
        (Decimal("1E-999999"), "USD"),
        (Decimal("1." + "0" * 9_000), "USD"),
        (10**13, "USD"),
        (10**300, "USD"),
        (-1, "USD"),
        (Decimal("-1"), "USD"),
        (True, "USD"),
        ("1e5", "USD"),
        ("$5", "USD"),
        ("1,000", "USD"),
        ("", "USD"),
        ("１２", "USD"),
        ("1" * 10_000, "USD"),
        (5, "XYZ"),
        (5, "usd"),
        (5, ""),
    ],
)
def test_a_number_that_cannot_be_exact_is_none(number: int | Decimal | str, currency: str) -> None:
    assert money.from_number(number, currency) is None


@pytest.mark.parametrize(
    ("currency", "most"),
    [("USD", "9999999999999.99"), ("JPY", "999999999999999"), ("KWD", "999999999999.999"),
     ("CLF", "99999999999.9999")],
)  # fmt: skip
def test_the_limit_is_exact_however_an_amount_comes(currency: str, most: str) -> None:
    largest = Money(10**15 - 1, currency)
    over = Decimal(most) + Decimal(1).scaleb(-money.decimals(currency))
    assert money.from_number(most, currency) == largest
    assert money.from_number(Decimal(most), currency) == largest
    assert money.parse_amount(most, currency) == largest
    assert money.from_number(over, currency) is None
    assert money.from_number(str(over), currency) is None
    assert money.from_number(int(over), currency) is None
    with pytest.raises(AmountError, match="less than"):
        money.parse_amount(str(over), currency)


@given(AMOUNTS)
def test_major_units_and_back_are_the_same_money(amount: Money) -> None:
    assert money.from_number(amount.decimal(), amount.currency) == amount
    assert money.from_number(str(amount.decimal()), amount.currency) == amount


@given(st.decimals() | st.integers() | st.text(max_size=70), CODES)
def test_no_number_is_ever_rounded(number: Decimal | int | str, currency: str) -> None:
    read = money.from_number(number, currency)
    assert read is None or read.decimal() == Decimal(number)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Money(9_250_000, "EUR"), "92,500 EUR"),
        (Money(3_100_050, "USD"), "31,000.50 USD"),
        (Money(9_800_000, "JPY"), "9,800,000 JPY"),
        (Money(31_500, "KWD"), "31.500 KWD"),
        (Money(31_000, "KWD"), "31 KWD"),
        (Money(5, "USD"), "0.05 USD"),
        (Money(-5, "USD"), "-0.05 USD"),
        (Money(0, "CLF"), "0 CLF"),
    ],
)
def test_money_is_shown_plainly(amount: Money, shown: str) -> None:
    assert money.show(amount) == shown


@pytest.mark.parametrize(
    ("code", "places"), [("JPY", 0), ("UGX", 0), ("EUR", 2), ("HRK", 2), ("TND", 3), ("UYW", 4)]
)
def test_decimals_follow_iso_4217(code: str, places: int) -> None:
    assert money.decimals(code) == places


def test_active_and_withdrawn_codes_are_apart() -> None:
    assert not CURRENCIES & WITHDRAWN
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES | WITHDRAWN)
    assert money.is_currency("EUR") and not money.is_currency("BGN")
    assert money.is_known("BGN") and not money.is_known("XYZ")


@pytest.mark.parametrize(
    ("frequency", "year"),
    [
        ("hourly", 208_000),
        ("daily", 26_000),
        ("weekly", 5_200),
        ("monthly", 1_200),
        ("yearly", 100),
    ],
)
def test_pay_is_compared_by_the_year(frequency: str, year: int) -> None:
    assert money.yearly(100, frequency) == year


def test_stated_hours_and_days_count() -> None:
    assert money.yearly(100, "hourly", hours_per_year=1800) == 180_000
    assert money.yearly(100, "daily", days_per_year=220) == 22_000
    with pytest.raises(ValueError, match="fortnightly"):
        money.yearly(100, "fortnightly")


def test_the_midpoint_is_whole_and_has_no_order() -> None:
    low, high = Money(100, "EUR"), Money(201, "EUR")
    assert money.midpoint(low, high) == money.midpoint(high, low) == Money(151, "EUR")
    with pytest.raises(ValueError, match="USD"):
        money.midpoint(low, Money(1, "USD"))


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (Money(15_000_000, "USD"), Money(15_500_000, "USD"), "+5,000 USD (+3.3 %)"),
        (Money(15_500_000, "USD"), Money(15_000_000, "USD"), "-5,000 USD (-3.2 %)"),
        (Money(100, "USD"), Money(100, "USD"), "no change"),
        (Money(0, "USD"), Money(100, "USD"), "+1 USD"),
        (Money(0, "USD"), Money(1, "USD"), "+0.01 USD"),
        (Money(1, "USD"), Money(2, "USD"), "+0.01 USD (+100.0 %)"),
        (Money(100, "USD"), Money(100, "EUR"), "1 USD → 1 EUR"),
        (Money(100, "USD"), Money(300_000, "USD"), "+2,999 USD (+299,900.0 %)"),
    ],
)
def test_a_change_of_pay_is_said_in_amount_and_percent(old: Money, new: Money, text: str) -> None:
    assert money.change(old, new) == text


@pytest.mark.parametrize(
    ("minor", "typed"),
    [(345, "0.345"), (1_340, "1.34"), (1_345, "01.345"), (999_345, "0999.345"),
     (1_000_345, "1000.345"), (1_000_000, "1000")],
)  # fmt: skip
def test_three_decimals_are_typed_so_that_they_are_one_amount(minor: int, typed: str) -> None:
    assert money.entered(Money(minor, "KWD")) == typed


@pytest.mark.parametrize(
    ("minor", "currency", "frequency", "text"),
    [
        (9_250_000, "EUR", "yearly", "92,500 EUR/y"),
        (4_550, "USD", "hourly", "45.50 USD/h"),
        (100_000, "USD", "monthly", "1,000 USD/m"),
        (123_456, "CHF", "weekly", "1,234.56 CHF/w"),
        (42_050, "GBP", "daily", "420.50 GBP/d"),
        (92_500, "JPY", "yearly", "92,500 JPY/y"),
        (150_500, "KWD", "monthly", "150.500 KWD/m"),
        (9_250_000, "EUR", None, "92,500 EUR"),
        (None, "EUR", "yearly", ""),
    ],
)
def test_pay_is_short_in_lists(
    minor: int | None, currency: str, frequency: str | None, text: str
) -> None:
    assert money.pay(minor, currency, frequency) == text
