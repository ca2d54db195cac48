"""One text means one thing through every door: the form, a table, JSON and the filter."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import exchange
from data.exchange import ImportOptions, Report
from data.exchange.csv import csv_facts
from data.exchange.csv.csv_cells import read_day
from data.exchange.csv.csv_columns import MappingError, guess
from data.exchange.csv.csv_offers import Table
from data.exchange.record_reader import Reading
from data.filters import operands
from data.records.offer_records import Terms
from data.storage import connection
from data.values import dates, money
from data.values.money import AmountError, Money

AMOUNTS = (
    *("50.500", "50,500", "50.50", "50,5", "50500", "1.234.567,89", "1,234,567.89", "50 500"),
    *("1'234.50", "0.500", "1234.500", "12.345", "80k", "1.5m", "150000.00", "007.5"),
)


def in_form(text: str, currency: str) -> Money | None:
    try:
        return money.parse_money(text, currency)
    except AmountError:
        return None


def in_table(text: str, currency: str, header: str = "Salary") -> Terms:
    columns = guess((header, "Currency", "Email"))
    row = {header: text, "Currency": currency, "Email": "a@example.com"}
    return Table(columns).understand(row).terms


def in_filter(text: str, currency: str) -> Money | None:
    try:
        amount = operands.amount(f"{text} {currency}")
    except operands.OperandError:
        return None
    return money.from_number(amount.number, currency)


def in_json(text: str, currency: str) -> Money | None:
    reading = Reading({"salary": text, "currency": currency})
    return reading.salary("salary", "currency", is_decimal_text=True)[0]


@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD"])
@pytest.mark.parametrize("text", AMOUNTS)
def test_an_amount_is_the_same_through_every_door_or_is_asked(text: str, currency: str) -> None:
    typed = in_form(text, currency)
    assert in_table(text, currency).salary == typed
    assert in_json(text, currency) in (typed, None)
    assert in_filter(text, currency) == typed
    if typed is None:
        assert in_table(text, currency).salary_text == text


@given(st.integers(0, 10**9), st.sampled_from(("EUR", "JPY", "KWD")), st.data())
def test_any_way_to_write_an_amount_is_read_as_meant_or_asked(
    minor: int, currency: str, data: st.DataObject
) -> None:
    meant = Money(minor, currency)
    group, mark = data.draw(st.sampled_from(((",", "."), (".", ","), (" ", "."), ("'", "."))))
    places = money.decimals(currency)
    whole, rest = divmod(minor, 10**places)
    text = f"{whole:,}".replace(",", group) + (f"{mark}{rest:0{places}}" if places else "")
    assert in_table(text, currency).salary in (meant, None)
    assert in_json(text, currency) in (meant, None)


def test_fifty_thousand_five_hundred_is_never_fifty_and_a_half() -> None:
    assert in_table("50.500", "EUR").salary == Money(5_050_000, "EUR")
    assert in_json("50.500", "EUR") is None
    assert in_json("150000.00", "EUR") == Money(15_000_000, "EUR")


@pytest.mark.parametrize(
    "header",
    ["Salary (EUR)", "Base pay [EUR]", "Salary EUR", "Pay €", "Salary (in EUR)", "Pay_EUR"],
)
def test_a_header_may_name_the_currency(header: str) -> None:
    assert in_table("50.500,25", "", header).salary == Money(5_050_025, "EUR")


@pytest.mark.parametrize("header", ["Salary ($)", "Salary band", "Salary old"])
def test_a_header_that_names_no_one_currency_names_none(header: str) -> None:
    assert in_table("50.500,25", "", header).salary is None


def test_a_column_that_writes_decimals_so_does_not_group_so() -> None:
    columns = guess(("Email", "Salary", "Currency"))
    rows = [{"Email": "a", "Salary": text, "Currency": "EUR"} for text in ("48.25", "50.500")]
    table = Table(columns, csv_facts.look(rows, columns))
    assert table.understand(rows[0]).terms.salary == Money(4_825, "EUR")
    second = table.understand(rows[1])
    assert (second.terms.salary, second.terms.salary_text) == (None, "50.500")
    assert "could be two amounts" in second.flags[0].text


# ---------------------------------------------------------------- days

DAYS = {
    "2026-12-31": date(2026, 12, 31),
    "12/31/2026": date(2026, 12, 31),
    "31/12/2026": date(2026, 12, 31),
    "05/05/2026": date(2026, 5, 5),
    "2026/05/04": date(2026, 5, 4),
    "4-May-26": date(2026, 5, 4),
    "4-May-2026": date(2026, 5, 4),
    "4 May 2026": date(2026, 5, 4),
    "04.05.2026": date(2026, 5, 4),
    "03/04/2026": None,
    "31/31/2026": None,
    "1/2/26": None,
}


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_the_same_through_every_door_or_is_asked(text: str) -> None:
    day = DAYS[text]
    assert typed_day(text) == day
    assert read_day(text) == day
    assert dates.read_date(text) in (day, None)


def typed_day(text: str) -> date | None:
    try:
        return dates.parse_date(text, date(2026, 1, 1))
    except dates.DateError:
        return None


def test_a_spreadsheets_number_is_a_day_in_a_column_of_days() -> None:
    columns = guess(("Email", "Start date"))
    row = {"Email": "a", "Start date": "46143"}
    assert Table(columns).understand(row).terms.start_date == date(2026, 5, 1)


@pytest.mark.parametrize("year", [1899, 2201, 1, 9999])
def test_a_year_that_nobody_meant_is_flagged(year: int) -> None:
    reading = Reading({"start_date": f"{year:04}-05-04"})
    assert reading.day("start_date") == date(year, 5, 4)
    assert f"in the year {year}" in reading.flags[0].text


@given(st.lists(st.dates(date(1950, 1, 1), date(2100, 1, 1)), min_size=1), st.booleans())
def test_a_column_of_dates_is_read_as_meant_or_asked(
    days: list[date], is_month_first: bool
) -> None:
    pattern = "%m/%d/%Y" if is_month_first else "%d/%m/%Y"
    columns = guess(("Email", "Start date"))
    rows = [{"Email": "a", "Start date": day.strftime(pattern)} for day in days]
    try:
        facts = csv_facts.look(rows, columns)
    except MappingError as error:
        assert "--dates dmy" in error.text
        facts = csv_facts.look(rows, columns, "mdy" if is_month_first else "dmy")
    table = Table(columns, facts)
    assert [table.understand(row).terms.start_date for row in rows] == days


def read(folder: Path, text: str, **options: str) -> Report:
    path = folder / "offers.csv"
    path.write_text(text, "utf-8")
    return exchange.read_files([path], options=ImportOptions(**options))


def starts() -> Iterator[str]:
    rows = connection.reader().execute("SELECT start_date FROM offers ORDER BY id")
    return (row[0] for row in rows)


def test_the_file_is_asked_about_once(desk: Path, tmp_path: Path) -> None:
    text = "Email,Start date\na@example.com,03/04/2026\nb@example.com,05/06/2026\n"
    report = read(tmp_path, text)
    assert (report.new, report.refused) == (0, 1)
    assert "such as 03/04/2026" in report.lines[0].text
    assert read(tmp_path, text, dates="dmy").new == 2
    assert list(starts()) == ["2026-04-03", "2026-06-05"]


def test_one_clear_cell_decides_the_column(desk: Path, tmp_path: Path) -> None:
    text = "Email,Start date\na@example.com,03/04/2026\nb@example.com,05/26/2026\n"
    assert read(tmp_path, text).new == 2
    assert list(starts()) == ["2026-03-04", "2026-05-26"]


# ---------------------------------------------------------------- people, nothing


def test_two_rows_of_one_name_alone_are_asked_about(desk: Path, tmp_path: Path) -> None:
    text = "Name,Job,Salary\nAnn Lee,Cook,50000 EUR\nAnn Lee,Cook,60000 EUR\n"
    report = read(tmp_path, text)
    assert (report.new, report.refused) == (1, 1)
    assert "one person or two" in next(one.text for one in report.lines if one.outcome == "refused")
    same = "Name,Job,Salary\nBo Ek,Cook,50000 EUR\nBo Ek,Cook,50000 EUR\n"
    assert (read(tmp_path, same).new, read(tmp_path, same).refused) == (1, 0)


def test_one_name_for_two_jobs_is_two_people(desk: Path, tmp_path: Path) -> None:
    read(tmp_path, "Name,Job,Salary\nAnn Lee,Cook,50000 EUR\nAnn Lee,Baker,60000 EUR\n")
    (count,) = connection.reader().execute("SELECT count(*) FROM candidates").fetchone()
    assert count == 2


@pytest.mark.parametrize("nothing", ["NULL", "None", "n/a", "N/A", "#N/A", "-"])
def test_what_people_write_for_nothing_is_nothing(nothing: str) -> None:
    columns = guess(("Name", "Email", "Salary", "Start date"))
    row = {"Name": "Ann Null", "Email": "a@b.c", "Salary": nothing, "Start date": nothing}
    parsed = Table(columns).understand(row)
    assert (parsed.terms.salary_text, parsed.terms.start_date, parsed.flags) == ("", None, ())


def test_decimal_text_beside_a_currency_is_an_exact_amount(desk: Path, tmp_path: Path) -> None:
    offer = {"id": 4, "candidateId": 7, "jobId": 2, "salary": "150000.00", "currency": "USD",
             "status": "draft", "createdAt": "2026-01-01T00:00:00Z"}  # fmt: skip
    path = tmp_path / "offer.json"
    path.write_text(json.dumps(offer), "utf-8")
    report = exchange.read_files([path])
    assert (report.new, report.flagged) == (1, 0)
    amount = connection.reader().execute("SELECT salary_minor, currency FROM offers").fetchone()
    assert Decimal(amount[0]) / 100 == 150_000 and amount[1] == "USD"
