"""Words for a status in tables, and what was said of a table remembered for its like."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from support.exchanging import flags

from data import exchange
from data.exchange import ImportOptions, Report
from data.exchange.csv import csv_columns, csv_status, table_memory
from data.exchange.csv.csv_columns import CUSTOM, MappingError
from data.exchange.preview import look
from data.filters import filter
from data.lists import offer_list
from data.offers import offers
from data.records.offer_records import OfferRecord
from data.values.status import Status


def table(*rows: dict[str, str]) -> str:
    out = io.StringIO(newline="")
    made = csv.DictWriter(out, rows[0])
    made.writeheader()
    made.writerows(rows)
    return out.getvalue()


def row(number: int = 1, **cells: str) -> dict[str, str]:
    base = {"Offer id": str(number), "Candidate": f"Mila Roth{number}", "Job": "Cook"}
    return base | {name.replace("__", " "): cell for name, cell in cells.items()}


def read(folder: Path, *rows: dict[str, str], **options: Any) -> Report:
    path = folder / "table.csv"
    path.write_text(table(*rows), "utf-8")
    return exchange.read_files([path], options=ImportOptions(**options))


def the(number: int) -> OfferRecord:
    return offers.get(number)


def all_offers() -> list[OfferRecord]:
    return [offers.get(one) for one in sorted(offer_list.ids(None, filter.parse("")))]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("signed", Status.ACCEPTED), ("Offer Accepted", Status.ACCEPTED),
        ("HIRED", Status.ACCEPTED), ("candidate declined", Status.DECLINED),
        ("Candidate-Declined", Status.DECLINED), ("turned_down", Status.DECLINED),
        ("Rescinded", Status.WITHDRAWN), ("cancelled", Status.WITHDRAWN),
        ("offer extended", Status.SENT), ("Awaiting signature", Status.PENDING),
        ("pending approval", Status.DRAFT), ("Draft", Status.DRAFT),
    ],
)  # fmt: skip
def test_common_words_for_a_status_are_known(
    desk: Path, tmp_path: Path, word: str, status: Status
) -> None:
    read(tmp_path, row(Status=word, Sent="2026-11-02"))
    (offer,) = all_offers()
    assert offer.status is status
    assert "status" not in flags(offer)


def test_a_word_that_nobody_knows_is_flagged_with_what_would_say_it(
    desk: Path, tmp_path: Path
) -> None:
    read(tmp_path, row(Status="Verbal yes"))
    (offer,) = all_offers()
    assert offer.status is Status.DRAFT
    assert '--status "Verbal yes=sent"' in flags(offer)["status"]


def test_a_word_means_what_is_stated_and_is_remembered_for_the_same_header(
    desk: Path, tmp_path: Path
) -> None:
    stated = csv_status.read_choices(["verbal yes=accepted", "Sent=pending"])
    read(tmp_path, row(1, Status="Verbal  Yes"), row(2, Status="sent"), statuses=stated)
    assert [one.status for one in all_offers()] == [Status.ACCEPTED, Status.PENDING]
    report = read(tmp_path, row(3, Status="verbal yes"))
    assert the(all_offers()[-1].id).status is Status.ACCEPTED
    assert report.files[0].how == "as the last time: verbal yes = accepted, Sent = pending"
    read(tmp_path, row(4, State="verbal yes"))  # another header
    assert all_offers()[-1].status is Status.DRAFT


def test_a_word_in_any_script_means_only_itself(desk: Path, tmp_path: Path) -> None:
    words = ("принято", "отклонено", "", "черновик", "Принято", "не sent")
    rows = [row(number, Status=word) for number, word in enumerate(words, 1)]
    stated = csv_status.read_choices(["принято=accepted"])
    read(tmp_path, *rows, statuses=stated)
    accepted, draft = Status.ACCEPTED, Status.DRAFT
    assert [one.status for one in all_offers()] == [accepted, draft, draft, draft, accepted, draft]
    flagged = ["status" in flags(one) for one in all_offers()]
    assert flagged == [False, True, False, True, False, True]
    assert table_memory.recall(rows[0]).statuses == stated


def test_the_word_that_is_stated_now_wins_in_any_capitals(desk: Path, tmp_path: Path) -> None:
    for number, words in enumerate(("Да=accepted", "да=declined"), 1):
        read(tmp_path, row(number, Status="ДА"), statuses=csv_status.read_choices([words]))
    assert [one.status for one in all_offers()] == [Status.ACCEPTED, Status.DECLINED]
    assert table_memory.recall(row(Status="")).statuses == {"да": Status.DECLINED}


@pytest.mark.parametrize("text", ["sent", "=sent", "Extended=gone", "Extended="])
def test_what_is_no_choice_is_said_to_be_none(text: str) -> None:
    with pytest.raises(MappingError):
        csv_status.read_choice(text)


# ---------------------------------------------------------------- columns


def test_columns_and_dates_are_remembered_for_the_same_header(desk: Path, tmp_path: Path) -> None:
    first = row(1, Figure="90000 EUR", Begins="03/04/2027", Currency="EUR")
    path = tmp_path / "table.csv"
    mapping = {"Figure": "salary", "Begins": "start date"}
    read(tmp_path, first, columns={path: mapping}, dates="dmy")
    changed = dict(
        reversed(row(2, Figure="80000 EUR", Begins="05/06/2027", Currency="EUR").items())
    )
    read(tmp_path, changed)
    offer = all_offers()[-1]
    assert offer.terms.salary is not None and offer.terms.salary.minor == 8_000_000
    assert str(offer.terms.start_date) == "2027-06-05"
    (plan,) = look([path])
    assert dict(plan.columns)["Figure"] == "salary"


def test_a_plan_remembers_nothing_and_another_choice_wins(desk: Path, tmp_path: Path) -> None:
    cells = row(1, Base="90000", Gross="95000", Currency="EUR")
    path = tmp_path / "table.csv"
    read(tmp_path, cells, columns={path: {"Base": "salary"}}, dry_run=True)
    assert table_memory.recall(cells) == table_memory.NOTHING
    read(tmp_path, cells, columns={path: {"Base": "salary"}})
    assert table_memory.recall(cells).columns == {"Base": "salary"}
    read(tmp_path, cells | {"Offer id": "2"}, columns={path: {"Gross": "salary"}})
    salary = all_offers()[-1].terms.salary
    assert salary is not None and salary.minor == 9_500_000


def begin(folder: Path, *days: str, **options: Any) -> Report:
    """Offers that begin so, each of a number of its own."""
    start = len(all_offers()) + 1
    rows = [row(number, Start__date=day) for number, day in enumerate(days, start)]
    return read(folder, *rows, **options)


def begins() -> list[str]:
    return [str(one.terms.start_date) for one in all_offers()]


def test_what_the_dates_of_a_file_show_wins_over_what_is_remembered(
    desk: Path, tmp_path: Path
) -> None:
    begin(tmp_path, "03/04/2027", dates="dmy")
    report = begin(tmp_path, "03/04/2027", "12/25/2027")
    assert begins()[1:] == ["2027-03-04", "2027-12-25"]
    assert "dmy" not in report.files[0].how
    report = begin(tmp_path, "03/04/2027")  # the header says nothing of dates any more
    assert report.refused == 1 and "--dates dmy" in report.lines[0].text


def test_dates_in_both_orders_are_asked_about_whatever_is_remembered(
    desk: Path, tmp_path: Path
) -> None:
    begin(tmp_path, "03/04/2027", dates="dmy")
    mixed = ("03/04/2027", "12/25/2027", "25/12/2027")
    (line,) = begin(tmp_path, *mixed).lines
    assert "others are written in both orders" in line.text
    begin(tmp_path, *mixed, dates="mdy")
    assert begins()[1:] == ["2027-03-04", "2027-12-25", "2027-12-25"]
    assert [*flags(all_offers()[-1])] == ["start date"]  # it is in the other order


def test_a_stated_order_that_the_dates_cannot_have_is_refused(desk: Path, tmp_path: Path) -> None:
    (line,) = begin(tmp_path, "03/04/2027", "12/25/2027", dates="dmy").lines
    assert "12/25/2027, which can only be month first" in line.text
    assert (all_offers(), table_memory.recall(row(Start__date=""))) == ([], table_memory.NOTHING)


@pytest.mark.parametrize("header", ["Зарплата sent", "не accepted at", "Name (имя)"])
def test_a_header_is_known_by_all_its_letters(header: str) -> None:
    assert csv_columns.guess([header, "Salary (€)"]) == {header: CUSTOM, "Salary (€)": "salary"}


def test_a_row_that_changed_under_a_header_spelled_otherwise_is_taken_over(
    desk: Path, tmp_path: Path
) -> None:
    cells = row(1, Start__date="2027-01-01", Note="a", Updated="2026-01-01")
    read(tmp_path, cells)
    later = cells | {"Start date": "2027-02-02", "Note": "b", "Updated": "2026-02-02"}
    read(tmp_path, {name.lower().replace(" ", "_"): cell for name, cell in later.items()})
    (offer,) = all_offers()
    assert str(offer.terms.start_date) == "2027-02-02"
    assert [one.value for one in offer.terms.fields] == ["b"]
    assert read(tmp_path, later).same == 1


def test_a_column_that_is_spelled_like_another_keeps_its_cells(desk: Path, tmp_path: Path) -> None:
    for day in ("2027-01-01", "2027-03-03"):
        read(tmp_path, row(1, Start__date=day, Start_date="2027-01-02"))
    (offer,) = all_offers()
    assert str(offer.terms.start_date) == "2027-03-03"


@pytest.mark.parametrize("names", [("Bonus", "Bonus %"), ("C++", "C"), ("Premium!", "premium")])
def test_columns_that_would_be_one_field_are_refused(
    desk: Path, tmp_path: Path, names: tuple[str, str]
) -> None:
    (line,) = read(tmp_path, row(1, Salary="5 EUR") | dict.fromkeys(names, "1")).lines
    assert f"the columns {names[0]} and {names[1]}, which would be one" in line.text
    read(tmp_path, row(1, Salary="5 EUR") | dict.fromkeys(("Премия", "Отпуск"), "1"))
    assert [len(one.terms.fields) for one in all_offers()] == [2]


def test_a_header_with_another_currency_is_another_header(desk: Path) -> None:
    table_memory.remember(["Salary (€)", "Sent"], table_memory.TableChoices(dates="dmy"))
    assert table_memory.recall(["Salary ($)", "Sent"]) == table_memory.NOTHING
    assert table_memory.recall(["sent", "salary_(€)"]).dates == "dmy"


def test_what_is_remembered_has_an_end(desk: Path) -> None:
    for number in range(60):
        table_memory.remember(["a", str(number)], table_memory.TableChoices(dates="dmy"))
    assert table_memory.recall(["a", "9"]) == table_memory.NOTHING
    assert table_memory.recall(["59", "A"]).dates == "dmy"


@pytest.mark.parametrize(
    ("best", "other", "target"),
    [
        ("Opening ID", "Requisition ID", "opening"),
        ("Offer ID", "ID", "offer id"),
        ("Job", "Role", "job"),
        ("Email", "Candidate email", "email"),
        ("Salary (EUR)", "Compensation", "salary"),
    ],
)
def test_of_two_columns_the_one_that_says_it_plainly_has_the_meaning(
    best: str, other: str, target: str
) -> None:
    for header in ([best, other], [other, best]):
        assert csv_columns.guess(header) == {best: target, other: CUSTOM}


def test_of_two_columns_that_say_it_as_plainly_the_first_has_it() -> None:
    assert csv_columns.guess(["Salary (EUR)", "Salary (USD)"])["Salary (EUR)"] == "salary"
