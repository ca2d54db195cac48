"""What is typed behind a term of a filter: days, moments, amounts, numbers, words."""

from datetime import date
from decimal import Decimal

import pytest

from data.filters import operands
from data.filters.operands import Amount, Days, OperandError, Period

pytestmark = pytest.mark.usefixtures("time")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-01", date(2024, 1, 1), date(2024, 1, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-10", date(2024, 10, 1), date(2024, 10, 31)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("1900", date(1900, 1, 1), date(1900, 12, 31)),
        ("2200-12", date(2200, 12, 1), date(2200, 12, 31)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02-29T23:30-05:00", date(2024, 2, 29), date(2024, 2, 29)),
        ("tomorrow", date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_a_day_a_month_or_a_year_is_its_days(text: str, first: date, last: date) -> None:
    assert operands.days(text) == Days(first, last)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1899", "from 1900 to 2200"),
        ("2201", "from 1900 to 2200"),
        ("2201-01", "from 1900 to 2200"),
        ("1899-12-31T10:00", "from 1900 to 2200"),
        ("2201-01-01T10:00", "from 1900 to 2200"),
        ("2024-13", "no month 13"),
        ("2024-00", "not a date"),
        ("2024-02-30T10:00", "not a moment"),
        ("2024-02-28T25:00", "not a moment"),
        ("2024-02-28T23:60", "not a moment"),
        ("31 feb", "no 31 February"),
    ],
)
def test_what_is_no_day_is_said(text: str, says: str) -> None:
    for read in (operands.days, operands.span):
        with pytest.raises(OperandError, match=says):
            read(text)


@pytest.mark.parametrize("year", ["1900", "2200"])
def test_moments_of_the_first_and_the_last_year_are_taken(year: str) -> None:
    assert operands.span(f"{year}-06-01T10:00Z").start == f"{year}-06-01T10:00:00.000Z"


DAY = "2024-01-01T"


@pytest.mark.parametrize(
    ("text", "start", "until", "end"),
    [
        ("2024-01-01", f"{DAY}00:00:00.000Z", *["2024-01-02T00:00:00.000Z"] * 2),
        ("2024", f"{DAY}00:00:00.000Z", *["2025-01-01T00:00:00.000Z"] * 2),
        ("2024-01-01T10:00Z", f"{DAY}10:00:00.000Z", f"{DAY}10:00:00.001Z", f"{DAY}10:01:00.000Z"),
        ("2024-01-01T10:00:07", f"{DAY}10:00:07.000Z", f"{DAY}10:00:07.001Z",
         f"{DAY}10:00:08.000Z"),
        ("2024-01-01T10:00:07.5Z", f"{DAY}10:00:07.500Z", f"{DAY}10:00:07.501Z",
         f"{DAY}10:00:07.501Z"),
        ("2024-01-01T10:00:07.5009Z", f"{DAY}10:00:07.501Z", f"{DAY}10:00:07.501Z",
         f"{DAY}10:00:07.501Z"),
        ("2024-01-01T10:00+02:00", f"{DAY}08:00:00.000Z", f"{DAY}08:00:00.001Z",
         f"{DAY}08:01:00.000Z"),
    ],
)  # fmt: skip
def test_a_moment_covers_what_was_typed(text: str, start: str, until: str, end: str) -> None:
    assert operands.span(text) == Period(start, until, end)


@pytest.mark.parametrize(
    ("operator", "condition"),
    [
        (":", ("d BETWEEN ? AND ?", ("2024-02-01", "2024-02-29"))),
        ("<", ("d < ?", ("2024-02-01",))),
        (">=", ("d >= ?", ("2024-02-01",))),
        ("<=", ("d <= ?", ("2024-02-29",))),
        (">", ("d > ?", ("2024-02-29",))),
    ],
)
def test_a_month_is_compared_with_its_nearer_end(
    operator: str, condition: tuple[str, tuple[str, ...]]
) -> None:
    assert operands.compared("d", operator, "2024-02") == condition


@pytest.mark.parametrize(
    ("text", "number", "currency"),
    [
        ("100k", "100000", None),
        ("92,500.5", "92500.5", None),
        ("100k EUR", "100000", "EUR"),
        ("€5", "5", "EUR"),
        ("0.0124 CLF", "0.0124", "CLF"),
    ],
)
def test_an_amount_is_of_one_currency_or_of_any(
    text: str, number: str, currency: str | None
) -> None:
    assert operands.amount(text) == Amount(Decimal(number), currency)


@pytest.mark.parametrize(
    ("text", "says"), [("$5", "several currencies"), ("lots", "not an amount"), ("-5", "negative")]
)
def test_what_is_no_amount_is_said(text: str, says: str) -> None:
    with pytest.raises(OperandError, match=says):
        operands.amount(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"), ("-3", "-3"), ("−3", "-3"), ("1,250", "1250"), ("0.5", "0.5"),
        ("12,345,678.5", "12345678.5"), ("2k", "2000"), ("1.5K", "1500.0"), ("2m", "2000000"),
        ("-2M", "-2000000"), (" 7 ", "7"), ("1" * 40, "1" * 40),
    ],
)  # fmt: skip
def test_a_number_is_read(text: str, number: str) -> None:
    assert operands.number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "x", "1,25", "0,250", "1e5", ".5", "5.", "1" * 41, "1" * 40 + "k", "٣", "2kk"]
)
def test_what_is_no_number_is_said(text: str) -> None:
    with pytest.raises(OperandError, match="not a number"):
        operands.number(text)


def test_a_version_number_has_at_most_nine_digits() -> None:
    assert [operands.count(text) for text in ("0", "2", "9" * 9)] == [0, 2, 999_999_999]
    for text in ("", "x", "-1", "1.0", "1" * 10, "٣"):
        with pytest.raises(OperandError, match="no version number"):
            operands.count(text)


def test_an_identity_is_a_word_of_at_most_64_signs() -> None:
    for text in ("1", "abc-def", "x" * 64):
        assert operands.identity(text) == text
    for text in ("", "x" * 65, "a b", "a\tb", "a\u00a0b"):
        with pytest.raises(OperandError, match="at most 64"):
            operands.identity(text)


def test_only_digits_are_a_number_of_this_desk() -> None:
    assert operands.own_number("9" * 18) == 10**18 - 1
    for text in ("9" * 19, "", "x1", "-1", "٣"):
        assert operands.own_number(text) is None


def test_currencies_and_yes_and_no_in_any_case() -> None:
    assert [operands.currency(text) for text in ("eur", "HRK")] == ["EUR", "HRK"]
    for text in ("xyz", "", "euro"):
        with pytest.raises(OperandError, match="three letters"):
            operands.currency(text)
    assert all(operands.yes_no(text) for text in ("yes", "Y", "True"))
    assert not any(operands.yes_no(text) for text in ("no", "N", "false"))
    with pytest.raises(OperandError, match="neither yes nor no"):
        operands.yes_no("maybe")
