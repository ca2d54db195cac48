"""Random tables in files: what is read is what was meant, or a question that is named."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples
from support.fresh_desks import fresh_desk

from data import exchange
from data.exchange import ImportOptions, Report
from data.storage import connection
from data.values.money import Money

HEADERS = (
    ("Candidate", "name", "Full Name", "APPLICANT"),
    ("Email", "E-mail", "email address"),
    ("Job", "Job title", "Position"),
    ("Salary (EUR)", "Annual Salary [EUR]", "Base Pay €", "Compensation EUR"),
    ("Start date", "start_date", "Starts on"),
)
PREAMBLES = ("", "Offers of this year\n\n", "# made by a program\n", "sep={}\n", "\n")
NAMES = ("Zoë Müller", "Smith, John", "Anna van der Berg", "José Ibáñez", "Dr. Åsa Öberg")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
GROUPS = ((",", "."), (".", ","), (" ", ","), ("'", "."), ("", "."))
PATTERNS = {"%Y-%m-%d": "", "%d.%m.%Y": "", "%d-%b-%Y": "", "%d/%m/%Y": "dmy", "%m/%d/%Y": "mdy"}


class Meant(NamedTuple):
    """A row as whoever wrote the table meant it."""

    name: str
    amount: Money
    day: date


ROWS = st.lists(
    st.builds(
        Meant,
        st.sampled_from(NAMES),
        st.integers(1, 10**8).map(lambda minor: Money(minor, "EUR")),
        st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    ),
    min_size=1,
    max_size=5,
)


def amount(money: Money, group: str, mark: str) -> str:
    """An amount with grouped thousands; without decimals where there are none."""
    whole, rest = divmod(money.minor, 100)
    return f"{whole:,}".replace(",", group) + (f"{mark}{rest:02}" if rest else "")


def written(data: st.DataObject, rows: list[Meant], pattern: str) -> bytes:
    """The table in some separator, encoding, header and way to write amounts."""
    separator, end = data.draw(st.sampled_from(",;\t|")), data.draw(st.sampled_from(("\n", "\r\n")))
    group, mark = data.draw(st.sampled_from(GROUPS))
    out = io.StringIO(newline="")
    out.write(data.draw(st.sampled_from(PREAMBLES)).format(separator).replace("\n", end))
    table = csv.writer(out, delimiter=separator, lineterminator=end)
    table.writerow([data.draw(st.sampled_from(words)) for words in HEADERS])
    for at, row in enumerate(rows):
        pay, day = amount(row.amount, group, mark), row.day.strftime(pattern)
        table.writerow((row.name, f"p{at}@example.com", "Cook", pay, day))
    return out.getvalue().encode(data.draw(st.sampled_from(ENCODINGS)))


def read(path: Path, order: str = "") -> Report:
    return exchange.read_files([path], options=ImportOptions(dates=order))


def stored() -> list[tuple[str, int | None, str]]:
    sql = (
        "SELECT full_name, salary_minor, start_date FROM offers"
        " JOIN candidates ON candidates.id = candidate_id ORDER BY email"
    )
    return [tuple(row) for row in connection.reader().execute(sql)]


@pytest.mark.long
@examples(2)
@given(rows=ROWS, pattern=st.sampled_from(sorted(PATTERNS)), data=st.data())
def test_a_table_is_read_as_meant_or_asked_about(
    rows: list[Meant], pattern: str, data: st.DataObject
) -> None:
    content = written(data, rows, pattern)
    with fresh_desk() as folder:
        path = folder / "table.csv"
        path.write_bytes(content)
        report = read(path)
        if report.refused:
            assert "--dates dmy" in report.lines[0].text, report.lines
            report = read(path, PATTERNS[pattern])
        assert (report.new, report.refused) == (len(rows), 0), report.lines
        is_guess = "guessed" in report.files[0].how
        for row, (name, minor, day) in zip(rows, stored(), strict=True):
            assert name == row.name or is_guess
            assert day == row.day.isoformat()
            assert minor == row.amount.minor or (minor is None and report.flagged)
