"""Spreadsheets: what their cells are, which sheet is read, what is none or too much; out."""

import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from support import making, sheets
from support.exchanging import flags

from data import exchange
from data.exchange import ImportOptions, Report
from data.exchange.exporting import export_run
from data.exchange.files import zip_files
from data.exchange.files.how_read import HowRead
from data.exchange.files.record_file import Source
from data.exchange.files.text_file import Unreadable
from data.filters import filter
from data.lists import offer_list
from data.offers import offers
from data.records.offer_records import OfferRecord

HEADER = ("Candidate", "Job", "Salary", "Currency", "Start date", "Sent", "Offer id", "Days")
ROW = (
    "Mila Roth", "Cook", 50500.5, "EUR", date(2027, 1, 4), datetime(2026, 11, 2, 9, 30), 7, 28.5,
)  # fmt: skip
Maker = Callable[..., bytes]
BOTH = pytest.mark.parametrize("made", [sheets.xlsx, sheets.ods], ids=["xlsx", "ods"])


def written(folder: Path, content: bytes, name: str = "offers.dat") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def read(folder: Path, content: bytes, **options: Any) -> Report:
    path = written(folder, content)
    return exchange.read_files([path], options=ImportOptions(**options))


def records(folder: Path, content: bytes, sheet: str = "") -> list[object]:
    with Source(written(folder, content), how=HowRead(sheet)) as source:
        return [item.value for item in source]


def the_offer() -> OfferRecord:
    (number,) = offer_list.ids(None, filter.parse(""))
    return offers.get(number)


@BOTH
def test_a_date_is_a_date_and_a_number_an_exact_amount(
    desk: Path, tmp_path: Path, made: Maker
) -> None:
    content = made(Offers=[("Offers of November",), (), HEADER, ROW, ("", "")])
    report = read(tmp_path, content)
    assert (report.new, report.refused, report.flagged) == (1, 0, 0), report.lines
    offer = the_offer()
    assert offer.terms.salary is not None
    assert (offer.terms.salary.minor, offer.terms.salary.currency) == (5050050, "EUR")
    assert offer.terms.start_date == date(2027, 1, 4)
    assert offer.sent_at == date(2026, 11, 2)
    assert offer.candidate is not None and offer.candidate.last_name == "Roth"
    (days,) = offer.terms.fields
    assert (days.name, days.value) == ("Days", "28.5")
    again = read(tmp_path, content)
    assert (again.same, again.new, again.changed) == (1, 0, 0)


def test_a_number_is_never_thousands(desk: Path, tmp_path: Path) -> None:
    read(tmp_path, sheets.xlsx(A=[HEADER[:4], ("Mila Roth", "Cook", 50.5, "EUR")]))
    assert str(the_offer().terms.salary) and the_offer().terms.salary.minor == 5050


def test_what_no_currency_can_say_is_kept_as_text_and_flagged(desk: Path, tmp_path: Path) -> None:
    read(tmp_path, sheets.xlsx(A=[HEADER[:4], ("Mila Roth", "Cook", 50.505, "EUR")]))
    offer = the_offer()
    assert (offer.terms.salary, offer.terms.salary_text) == (None, "50.505")
    assert "salary" in flags(offer)


def test_a_spreadsheet_shows_fifteen_digits(tmp_path: Path) -> None:
    (row,) = records(tmp_path, sheets.xlsx(A=[("A", "B", "C"), (0.1 + 0.2, 1e15, True)]))
    assert [str(cell) for cell in row.values()] == ["0.3", "1000000000000000", "yes"]


@BOTH
@pytest.mark.parametrize("name", ["Second", "second", "2"])
def test_a_sheet_is_read_by_its_name_or_number(tmp_path: Path, made: Maker, name: str) -> None:
    content = made(First=[("A", "B"), ("x", "y")], Second=[("C", "D"), ("z", "w")])
    assert records(tmp_path, content) == [{"A": "x", "B": "y"}]
    assert records(tmp_path, content, name) == [{"C": "z", "D": "w"}]


def test_which_sheet_was_read_is_said_and_an_unknown_one_names_those_there(
    desk: Path, tmp_path: Path
) -> None:
    content = sheets.xlsx(Notes=[("About",), ("us",)], Offers=[HEADER, ROW], Old=[HEADER, ROW])
    (counts,) = read(tmp_path, content, dry_run=True).files
    assert counts.how == "sheet Offers"
    (line,) = read(tmp_path, content, how=HowRead("Sent")).lines
    assert line.reason == "has no sheet called Sent: it has Notes, Offers, Old."
    (line,) = read(tmp_path, b"A,B\n1,2\n", how=HowRead("Sent")).lines
    assert line.reason == "has no sheets: it is no spreadsheet."


def test_columns_of_nothing_are_left_out_and_cells_beside_the_table_are_named(
    tmp_path: Path,
) -> None:
    rows = [("", "A", "", "B"), ("", "x", "", "y"), ("", "x", "", "y", "", "beside")]
    with Source(written(tmp_path, sheets.xlsx(A=rows))) as source:
        assert source.header == ("A", "B")
        whole, odd = source
    assert (whole.value, whole.problem) == ({"A": "x", "B": "y"}, None)
    assert odd.problem is not None and "has 3 cells" in odd.problem.text
    with pytest.raises(Unreadable, match="no name over column 2"):
        records(tmp_path, sheets.xlsx(A=[("A", "", "B"), ("x", "lost", "y")]))


# ---------------------------------------------------------------- none, or too much


def corners() -> bytes:
    rows = [("A", "B"), ("x", "y")]
    made = sheets.xlsx(A=rows)
    return sheets.with_part(made, "xl/worksheets/sheet1.xml", ('r="B2"', 'r="XFD1048576"'))


def many_times() -> bytes:
    repeated = ("<table:table-cell ", '<table:table-cell table:number-columns-repeated="16000" ')
    made = sheets.with_part(sheets.ods(A=[("A", "B"), ("x", "y")]), "content.xml", repeated)
    rows = ("<table:table-row>", '<table:table-row table:number-rows-repeated="900000">')
    return sheets.with_part(made, "content.xml", rows)


def bomb() -> bytes:
    """Thirty megabytes of blanks in thirty kilobytes, whose directory says that it is nothing."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    million = b" " * 1_000_000
    packed = b"".join(pack.compress(million) for _ in range(30)) + pack.flush()
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("xl/workbook.xml", "<a/>")
        file.writestr("xl/sharedStrings.xml", packed)
    made = bytearray(out.getvalue())
    for sign, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):  # how it is packed
        place = made.rindex(sign)
        made[place + at] = zipfile.ZIP_DEFLATED
    return bytes(made)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (corners, "has cells as far as row 1,048,576 and column 16,384"),
        (many_times, "at most 5,000,000 cells are read"),
        (bomb, "unpacks to more than 20 MB"),
        (lambda: sheets.xlsx(A=[HEADER, ROW])[:-400], "is a damaged ZIP file"),
        (lambda: sheets.packed({"xl/workbook.xml": "<workbook/>"}), "is a damaged spreadsheet"),
        (
            lambda: sheets.with_part(
                sheets.xlsx(A=[HEADER, ROW]), "xl/worksheets/sheet1.xml", ("<row ", "<<row ")
            ),
            "is a damaged spreadsheet",
        ),
        (
            lambda: sheets.with_part(
                sheets.xlsx(A=[HEADER, ROW]),
                "xl/worksheets/sheet1.xml",
                ("<worksheet ", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet '),
            ),
            "is no spreadsheet that a program writes",
        ),
        (lambda: sheets.xlsx(A=[]), "in which nothing is written"),
        (lambda: sheets.packed({"xl/workbook.bin": "x"}), "(.xlsb): save it as .xlsx"),
        (lambda: sheets.packed({"Index/Document.iwa": "x"}), "is a Numbers file (.numbers)"),
        (lambda: sheets.packed({"word/document.xml": "x"}), "is a document (.docx)"),
        (lambda: sheets.packed({"a.csv": "x"}), "is a ZIP archive: unpack it"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is an old Office file (.xls, .doc), or one"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_that_helps(
    desk: Path,
    tmp_path: Path,
    content: Callable[[], bytes],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zip_files, "MOST_UNPACKED", 20_000_000)
    (line,) = read(tmp_path, content()).lines
    assert words in line.reason
    assert line.reason.endswith(".")


# ---------------------------------------------------------------- out


FORMS = pytest.mark.parametrize("form", ["xlsx", "ods"])


def workbook(form: str = "xlsx", **options: Any) -> list[dict[str, Any]]:
    """The rows of an export as a spreadsheet program sees them."""
    out = BytesIO()
    export_run.export(form, None, out, export_run.ExportOptions(**options))
    book = CalamineWorkbook.from_filelike(BytesIO(out.getvalue()))
    header, *rows = book.get_sheet_by_index(0).to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


def out_again(folder: Path, change: dict[str, Any] | None = None) -> Report:
    """The export, edited in a spreadsheet, read again."""
    rows = [{**row, **(change or {})} for row in workbook()]
    content = sheets.xlsx(Offers=[tuple(rows[0]), *(tuple(row.values()) for row in rows)])
    return read(folder, content)


def an_offer() -> OfferRecord:
    for name, type in (("Days", "number"), ("Since", "date"), ("Bonus", "currency")):
        making.a_field(name, type)
    making.a_field("Note", "long_text")
    fields = (
        making.entry("days", "28.5"), making.entry("since", "2027-01-02"),
        making.entry("bonus", "1500.50 USD"), making.entry("note", "=1+1"),
    )  # fmt: skip
    return making.a_ready_offer(fields=fields, salary="92500.50", currency="EUR")


@FORMS
def test_numbers_and_days_go_out_as_such_and_no_text_is_a_formula(desk: Path, form: str) -> None:
    offer = an_offer()
    (row,) = workbook(form)
    assert (row["offer_id"], row["salary"], row["currency"]) == (offer.id, 92500.5, "EUR")
    assert row["start_date"] == offer.terms.start_date
    assert (row["Days"], row["Since"]) == (28.5, date(2027, 1, 2))
    assert (row["Bonus"], row["Bonus currency"]) == (1500.5, "USD")
    assert row["Note"] == "'=1+1"


def test_our_own_spreadsheet_changes_nothing_and_an_edited_cell_one_term(
    desk: Path, tmp_path: Path
) -> None:
    offer = an_offer()
    report = out_again(tmp_path)
    assert (report.same, report.changed, report.refused) == (1, 0, 0), report.lines
    report = out_again(tmp_path, {"salary": 95000, "Since": date(2027, 3, 1)})
    assert [line.text for line in report.lines] == [f"version 2 of offer {offer.id}: salary, Since"]
    salary = offers.get(offer.id).terms.salary
    assert salary is not None and salary.minor == 9_500_000


@FORMS
def test_a_spreadsheet_as_it_went_out_changes_nothing(
    desk: Path, tmp_path: Path, form: str
) -> None:
    an_offer()
    making.a_field("Words", "long_text")
    making.edit(offers.get(1), fields=(making.entry("words", "  two  blanks\tand\na line & <b> "),))
    path = tmp_path / f"out.{form}"
    export_run.export(form, None, path)
    report = exchange.read_files([path])
    assert (report.same, report.changed, report.refused) == (1, 0, 0), report.lines


@FORMS
def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_text(desk: Path, form: str) -> None:
    making.a_field("Days", "number")
    making.a_ready_offer(fields=(making.entry("days", "1234567890.123456"),))
    (row,) = workbook(form)
    assert row["Days"] == "1234567890.123456"


@FORMS
def test_what_no_cell_holds_is_said_and_nothing_is_written(
    desk: Path, tmp_path: Path, form: str
) -> None:
    read(tmp_path, f"Candidate,Job,Salary,Note\nMila Roth,Cook,,{'x' * 32_768}\n".encode())
    path = tmp_path / f"out.{form}"
    with pytest.raises(export_run.Impossible, match="32,768 signs under Note"):
        export_run.export(form, None, path)
    assert not path.exists()
