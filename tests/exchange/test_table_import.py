"""Tables in: rows of this desk that come back, rows of another desk, rows of anybody."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import making
from support.examples import examples
from support.exported import text_out
from support.making import edit, entry, everything_stored, move, rows

from data import exchange
from data.exchange import ImportOptions, Outcome, Report
from data.exchange.importing import conflicts
from data.jobs import job_openings, jobs
from data.offers import offers
from data.people import candidates
from data.records.candidate_records import CandidateDraft
from data.records.job_records import OpeningDraft
from data.records.offer_records import OfferRecord
from data.storage import connection, database
from data.values.status import Status


def read(folder: Path, text: str, **options: Any) -> Report:
    path = folder / "table.csv"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return exchange.read_files([path], options=ImportOptions(**options))


def changed(text: str, at: int = 0, **cells: str) -> str:
    """The table with other cells in one row."""
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    for name, cell in cells.items():
        found[at][name.replace("__", " ")] = cell
    return written(found)


def written(found: list[dict[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in found for name in row))
    table = csv.DictWriter(out, names, delimiter=delimiter)
    table.writeheader()
    table.writerows(found)
    return out.getvalue()


def without(text: str, *names: str) -> str:
    """The table without these columns."""
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    return written([{name: row[name] for name in row if name not in names} for row in found])


def an_offer_with_everything() -> OfferRecord:
    for name, type in (
        ("Bonus", "currency"), ("Band", "currency_range"), ("Hours", "number_range"),
        ("Days", "number"), ("Remote", "yes_no"), ("Since", "date"), ("Lead", "user"),
        ("Note", "long_text"), ("Отпуск", "short_text"), ("Премия", "number"),
    ):  # fmt: skip
        making.a_field(name, type)
    making.a_field("Perks", "multi_select", options=("Bike", "Gym"))
    job = making.a_paid_job()
    making.an_opening(job)
    entries = (
        entry("bonus", "1500.50 USD"), entry("band", "10k - 20k EUR"), entry("hours", "from 30"),
        entry("days", "28.5"), entry("remote", "no"), entry("since", "2027-01-02"),
        entry("lead", "Ida Berg <ida@example.com>"), entry("note", 'two\nlines, "quoted"'),
        entry("field", "=1+1"), entry("field_2", "5"), entry("perks", "", "Bike", "Gym"),
    )  # fmt: skip
    return making.a_ready_offer(
        fields=entries, candidate_id=making.a_candidate().id, job_id=job.id,
        opening_id=jobs.get(job.id).openings[0].id,
    )  # fmt: skip


# ---------------------------------------------------------------- our own rows, the same desk


@pytest.mark.parametrize("versions", [False, True])
def test_our_own_table_read_again_changes_nothing_and_says_so(
    desk: Path, tmp_path: Path, versions: bool
) -> None:
    offer = move(an_offer_with_everything(), Status.SENT)
    edit(offer, salary="95000")
    before = everything_stored(desk)
    report = read(tmp_path, text_out("csv", versions=versions))
    assert (report.same, report.new, report.changed, report.refused) == (1 + versions, 0, 0, 0)
    assert everything_stored(desk) == before


def test_a_changed_cell_makes_a_new_version_of_that_offer(desk: Path, tmp_path: Path) -> None:
    offer, other = move(an_offer_with_everything(), Status.SENT), making.an_offer()
    text = text_out("csv", ids=[offer.id, other.id])
    report = read(tmp_path, changed(text, salary="96000.5", Bonus="2000", Perks="Gym"))
    assert (report.changed, report.same, report.refused) == (1, 1, 0)
    line = next(line for line in report.lines if line.outcome is Outcome.CHANGED)
    assert line.offer_id == offer.id
    assert line.text == f"version 2 of offer {offer.id}: salary, Bonus, Perks"
    after = offers.get(offer.id)
    shown = {value.key: value.value for value in after.terms.fields}
    assert (after.version, after.status) == (2, Status.DRAFT)  # it has to be sent again
    assert str(after.terms.salary) and after.terms.salary.minor == 9600050
    assert (shown["bonus"].minor, shown["perks"]) == (200000, ("Gym",))
    assert shown["note"] == 'two\nlines, "quoted"'
    assert offers.get(other.id).version == 1


def test_a_cell_that_a_spreadsheet_spelled_otherwise_is_no_change(
    desk: Path, tmp_path: Path
) -> None:
    an_offer_with_everything()
    text = changed(
        text_out("csv"), salary="92,500.00", start_date="01.02.2027", currency="eur",
        pay_frequency="Yearly", Since="2. Jan 2027", status="DRAFT",
    )  # fmt: skip
    before = everything_stored(desk)
    report = read(tmp_path, text)
    assert (report.same, report.changed, report.refused) == (1, 0, 0), report.lines
    assert everything_stored(desk) == before


def test_a_table_saved_with_other_separators_and_encoding_is_the_same(
    desk: Path, tmp_path: Path
) -> None:
    an_offer_with_everything()
    found = list(csv.DictReader(io.StringIO(text_out("csv"), newline="")))
    for encoding, delimiter in (("utf-16", "\t"), ("utf-8-sig", ";"), ("utf-8", ",")):
        path = tmp_path / "again.csv"
        path.write_bytes(written(found, delimiter).encode(encoding))
        report = exchange.read_files([path])
        assert (report.same, report.refused) == (1, 0), report.lines


@pytest.mark.parametrize(
    ("cells", "field", "said"),
    [
        ({"salary": "lots"}, "salary", "an amount"),
        ({"start_date": "04/05/2026"}, "start date", "a day such as"),
        ({"pay_frequency": "now and then"}, "pay frequency", "hourly"),
        ({"opening": "9-9"}, "opening", "an opening of the offer's job"),
        ({"template": "Nowhere"}, "template", "letter template"),
        ({"status": "accepted"}, "status", "a table changes terms only"),
        ({"Days": "many"}, "fields.days", "number"),
        ({"Perks": "Yacht"}, "fields.perks", "Yacht"),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_changes_nothing(
    cells: dict[str, str], field: str, said: str, desk: Path, tmp_path: Path
) -> None:
    an_offer_with_everything()
    before = everything_stored(desk)
    report = read(tmp_path, changed(text_out("csv"), **cells))
    (line,) = [line for line in report.lines if line.outcome is Outcome.REFUSED]
    assert line.field == field
    assert said in line.text
    assert everything_stored(desk) == before


def test_locked_terms_stay_as_they_are(desk: Path, tmp_path: Path) -> None:
    making.in_status(Status.ACCEPTED)
    report = read(tmp_path, changed(text_out("csv"), salary="1"))
    (line,) = [line for line in report.lines if line.outcome is Outcome.REFUSED]
    assert "locked" in line.text


def test_the_candidates_name_is_not_changed_by_a_table_and_the_report_says_so(
    desk: Path, tmp_path: Path
) -> None:
    offer = making.an_offer()
    report = read(tmp_path, changed(text_out("csv"), first_name="Zoe", email="new@example.com"))
    assert [line.field for line in report.lines if line.outcome is Outcome.FLAGGED] == [
        "first name",
        "email",
    ]
    after = offers.get(offer.id)
    assert after.candidate is not None and after.candidate.first_name == "Zoë"
    assert after.flags == ()


def test_a_column_that_was_added_is_a_new_custom_field(desk: Path, tmp_path: Path) -> None:
    offer = making.an_offer()
    report = read(tmp_path, changed(text_out("csv"), Sign__on="3 months"))
    assert report.changed == 1
    (value,) = offers.get(offer.id).terms.fields
    assert (value.name, value.value) == ("Sign on", "3 months")


def test_what_only_one_side_changed_is_taken_together(desk: Path, tmp_path: Path) -> None:
    offer = an_offer_with_everything()
    text = changed(text_out("csv"), Days="30")
    edit(offer, salary="99000")
    report = read(tmp_path, text)
    assert (report.changed, report.refused) == (1, 0), report.lines
    after = offers.get(offer.id)
    assert after.version == 3
    assert after.terms.salary is not None and after.terms.salary.minor == 9900000
    assert next(one.value for one in after.terms.fields if one.key == "days") == 30


def test_an_older_table_does_not_take_anything_back(desk: Path, tmp_path: Path) -> None:
    offer = making.a_ready_offer()
    text = text_out("csv", versions=True)
    edit(move(offer, Status.SENT), salary="99000")
    before = everything_stored(desk)
    report = read(tmp_path, text)
    assert (report.same, report.changed, report.refused) == (1, 0, 0), report.lines
    assert report.lines[0].text == "the table is older: nothing was changed"
    assert everything_stored(desk) == before


def test_a_superseded_versions_row_is_not_changed(desk: Path, tmp_path: Path) -> None:
    edit(making.a_ready_offer(), salary="99000")
    report = read(tmp_path, changed(text_out("csv", versions=True), 0, salary="1"))
    (line,) = [line for line in report.lines if line.outcome is Outcome.REFUSED]
    assert "change the row of the newest version" in line.text


# ---------------------------------------------------------------- changed on both sides


def torn(folder: Path) -> tuple[OfferRecord, str]:
    """An offer whose salary was changed in the table and in the desk."""
    offer = making.a_ready_offer()
    text = changed(text_out("csv"), salary="96000")
    edit(offer, salary="99000")
    return offer, text


def salary(offer: OfferRecord) -> int:
    after = offers.get(offer.id).terms.salary
    assert after is not None
    return after.minor // 100


def test_what_both_changed_is_kept_and_waits_side_by_side(desk: Path, tmp_path: Path) -> None:
    offer, text = torn(tmp_path)
    report = read(tmp_path, text)
    assert (report.same, report.changed, report.flagged) == (1, 0, 1)
    assert salary(offer) == 99000
    (waits,) = conflicts.waiting()
    assert (waits.offer_id, waits.system) == (offer.id, "the table")
    assert waits.lines == (("Salary", "92500", "99000", "96000"),)
    assert [flag.text for flag in offers.get(offer.id).flags] == [
        "Changed in the table, and changed here: kept as it is here."
    ]


def test_theirs_is_taken_as_a_new_version(desk: Path, tmp_path: Path) -> None:
    offer, text = torn(tmp_path)
    read(tmp_path, text)
    conflicts.take_theirs(offer.id)
    assert (salary(offer), offers.get(offer.id).version) == (96000, 3)
    assert offers.get(offer.id).flags == ()
    assert conflicts.waiting() == ()
    assert read(tmp_path, text).same == 1


def test_ours_is_kept_and_the_same_table_does_not_ask_again(desk: Path, tmp_path: Path) -> None:
    offer, text = torn(tmp_path)
    read(tmp_path, text)
    conflicts.keep_ours(offer.id)
    assert (salary(offer), offers.get(offer.id).flags, conflicts.waiting()) == (99000, (), ())
    again = read(tmp_path, text)
    assert (again.same, again.flagged, again.changed) == (1, 0, 0)


def test_theirs_can_be_preferred_at_once(desk: Path, tmp_path: Path) -> None:
    offer, text = torn(tmp_path)
    assert read(tmp_path, text, prefer_theirs=True).changed == 1
    assert (salary(offer), conflicts.waiting()) == (96000, ())


# ---------------------------------------------------------------- into another desk


def another(folder: Path) -> Path:
    """Another, empty desk."""
    database.close_desk()
    path = folder / "other.db"
    path.unlink(missing_ok=True)
    database.open_desk(path)
    return path


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1+1", "'=1", '"', ",;\t", "\n", "-5", "+49 40", "@x", "a\r\nb", "'", "''=x", "＝1", " "]
)


@pytest.mark.long
@examples(0.375)
@given(cells=st.lists(CELL, min_size=3, max_size=3))
def test_what_a_table_says_comes_back_in_another_desk(
    cells: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("desks")
    database.close_desk()
    database.open_desk(folder / "first.db")
    for name in ("Отпуск", "Note", "=Formula"):
        making.a_field(name, "long_text")
    person = candidates.create(CandidateDraft(cells[0] or "A", "Berg", "berg@example.com"))
    keys = [row[0] for row in connection.reader().execute("SELECT key FROM custom_fields")]
    offer = making.a_ready_offer(
        candidate_id=person.id, job_id=making.a_job().id, letter_html=None,
        fields=tuple(entry(key, cell) for key, cell in zip(keys, cells, strict=True)),
    )  # fmt: skip
    edit(offer, salary="95000")
    first = text_out("csv", versions=True)
    another(folder)
    report = read(folder, first)
    assert (report.new, report.refused) == (2, 0), report.lines
    second = text_out("csv", versions=True)
    assert list(csv.reader(io.StringIO(second, newline=""))) == list(
        csv.reader(io.StringIO(first, newline=""))
    )
    assert read(folder, first).same == 2


def test_fields_of_several_columns_keep_their_types_in_another_desk(
    desk: Path, tmp_path: Path
) -> None:
    an_offer_with_everything()
    text = text_out("csv")
    another(tmp_path)
    report = read(tmp_path, text)
    assert (report.new, report.refused) == (1, 0), report.lines
    types = dict(connection.reader().execute("SELECT name, type FROM custom_fields"))
    assert (types["Bonus"], types["Band"], types["Hours"]) == (
        "currency", "currency_range", "number_range",
    )  # fmt: skip
    assert text_out("csv") == text


NEWER = ("pay_reason", "pay_frequency", "template", "location", "resolved")
"""Columns that a table of an older version might not have."""


def test_a_table_of_an_older_version_is_one_of_ours_in_another_desk(
    desk: Path, tmp_path: Path
) -> None:
    an_offer_with_everything()
    text = without(text_out("csv"), *NEWER)
    another(tmp_path)
    report = read(tmp_path, text)
    assert (report.new, report.refused) == (1, 0), report.lines
    types = dict(connection.reader().execute("SELECT name, type FROM custom_fields"))
    assert (types["Bonus"], types["Band"], types["Hours"]) == (
        "currency", "currency_range", "number_range",
    )  # fmt: skip
    assert without(text_out("csv"), *NEWER) == text


def test_a_table_of_an_older_version_changes_what_was_edited_and_nothing_else(
    desk: Path, tmp_path: Path
) -> None:
    offer = move(an_offer_with_everything(), Status.SENT)
    text = without(text_out("csv"), *NEWER)
    before = everything_stored(desk)
    report = read(tmp_path, text)
    assert [line.text for line in report.lines] == ["the same as it is here"]
    assert everything_stored(desk) == before
    assert read(tmp_path, changed(text, salary="96000")).changed == 1
    after = offers.get(offer.id).terms
    assert (salary(offers.get(offer.id)), after.pay_frequency) == (96_000, "yearly")


def test_a_table_with_some_headers_like_ours_is_anybodys(desk: Path, tmp_path: Path) -> None:
    text = "offer_id,version,status,Bonus,Bonus currency,created\n7,1,draft,5,EUR,2027-01-02\n"
    assert read(tmp_path, text).new == 1
    names = {row[0] for row in connection.reader().execute("SELECT name FROM custom_fields")}
    assert names == {"Bonus", "Bonus currency"}


# ---------------------------------------------------------------- anybody's rows


def test_columns_in_scripts_without_latin_letters_are_fields_of_their_own(
    desk: Path, tmp_path: Path
) -> None:
    text = "Email,Salary,Отпуск,Премия,がく,かく\na@example.com,,28,10 %,1,2\n"
    read(tmp_path, text)
    found = {value.name: value.value for value in offers.get(1).terms.fields}
    assert found == {"Отпуск": "28", "Премия": "10 %", "がく": "1", "かく": "2"}
    keys = [row[0] for row in rows(desk, "SELECT key FROM custom_fields ORDER BY id")]
    assert len(set(keys)) == 4 and all(key.isascii() for key in keys)
    assert read(tmp_path, text).same == 1
    assert read(tmp_path, text.replace("10 %", "12 %")).changed == 1
    found = {value.name: value.value for value in offers.get(1).terms.fields}
    assert found["Отпуск"] == "28" and found["Премия"] == "12 %"


def test_a_closed_opening_stays_closed(desk: Path, tmp_path: Path) -> None:
    job = making.a_job("Glazier")
    seat = job_openings.add_opening(
        job.id, OpeningDraft("G-1", is_open=False, close_reason="Filled")
    )
    report = read(tmp_path, "Email,Job,Opening\na@example.com,Glazier,G-1\n")
    assert report.new == 1
    after = job_openings.opening_record(seat.id)
    assert (after.is_open, after.close_reason) == (False, "Filled")
    opening = offers.get(1).opening
    assert opening is not None and opening.id == seat.id


def test_an_address_is_somebodys_as_a_whole_whatever_stands_before_its_domain(
    desk: Path, tmp_path: Path
) -> None:
    addresses = ("info@a.example", "info@b.example", "ann.lee@a.example", "ann.lee@b.example",
                 "contact@a.example", "contact@b.example", "a@a.example", "@a.example")  # fmt: skip
    lines = [f"{number},P{number} Lee,{one},Cook" for number, one in enumerate(addresses)]
    read(tmp_path, "\n".join(("Offer id,Candidate,Email,Job", *lines)))
    people = rows(desk, "SELECT id, email FROM candidates ORDER BY id")
    assert [email for _, email in people] == list(addresses)
    again = [f"1{number},P{number} Lee,{one.upper()},Waiter" for number, one in
             enumerate(addresses)]  # fmt: skip
    read(tmp_path, "\n".join(("Offer id,Candidate,Email,Job", *again)))
    assert rows(desk, "SELECT id, email FROM candidates ORDER BY id") == people


@pytest.mark.parametrize("address", ["______@a.example", "info@a.example", "ann.lee@a.example"])
def test_who_was_made_here_is_found_by_any_address(
    address: str, desk: Path, tmp_path: Path
) -> None:
    person = making.a_candidate("Ann", "Lee", address)
    making.a_candidate("Bo", "Lee", f"b{address}")
    read(tmp_path, f"Offer id,Candidate,Email,Job\n1,Ann Lee,{address},Cook")
    assert rows(desk, "SELECT candidate_id FROM offers") == [(person.id,)]


def test_jobs_and_candidates_that_are_here_are_not_made_again(desk: Path, tmp_path: Path) -> None:
    job = making.a_job("Glazier")
    person = making.a_candidate("Ines", "Falk")
    making.a_job("Painter")
    read(tmp_path, "Name,Email,Job,Pay\nInes Falk,ZOE@example.com,glazier,\nTom Reed,,Painter,\n")
    assert rows(desk, "SELECT count(*) FROM jobs") == [(2,)]
    assert rows(desk, "SELECT count(*) FROM candidates") == [(2,)]
    made = rows(desk, "SELECT job_id, candidate_id FROM offers ORDER BY id")
    assert made[0] == (job.id, person.id)


def test_a_person_of_the_same_name_alone_is_another_person(desk: Path, tmp_path: Path) -> None:
    making.a_candidate("Ines", "Falk")
    read(tmp_path, "Name,Job,Pay\nInes Falk,Glazier,\n")
    assert rows(desk, "SELECT count(*) FROM candidates") == [(2,)]


def test_cells_are_read_by_the_type_of_the_field_that_is_here(desk: Path, tmp_path: Path) -> None:
    making.a_field("Remote", "yes_no")
    making.a_field("Perks", "multi_select", options=("Bike", "Gym"))
    making.a_field("Since", "date")
    making.a_field("Bonus", "currency")
    text = "Email,Pay,Remote,Perks,Since,Bonus\na@example.com,,yes,Bike; Gym,15.04.2027,5k EUR\n"
    report = read(tmp_path, text)
    assert report.refused == 0
    found = {value.name: value.value for value in offers.get(1).terms.fields}
    assert (found["Remote"], found["Perks"]) == (True, ("Bike", "Gym"))
    assert str(found["Since"]) == "2027-04-15"
    assert found["Bonus"].minor == 500000


def test_a_file_of_its_own_has_a_mapping_of_its_own(desk: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("Email,Figure,Currency\na@example.com,90000,EUR\n")
    two.write_text("Email,Number,Currency\nb@example.com,80000,EUR\n")
    options = ImportOptions(columns={one: {"Figure": "salary"}, two: {"Number": "salary"}})
    report = exchange.read_files([one, two], options=options)
    assert (report.new, report.refused) == (2, 0)
    assert [(count.file, count.new) for count in report.files] == [(str(one), 1), (str(two), 1)]
    assert [making.rows(desk, "SELECT salary_minor FROM offers ORDER BY id")] == [
        [(9000000,), (8000000,)]
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Email,Pay,Pay\na,1,2\n", "has the column Pay twice"),
        ("Email,,Pay\na,1,2\n", "has no name over column 2"),
        ("Email,Pay\na@example.com,1,2\n", "has 3 cells, the header only 2"),
        ('Email,Pay\n"a@example.com,1\n', "is no table"),
    ],
)
def test_what_is_no_table_is_said(text: str, said: str, desk: Path, tmp_path: Path) -> None:
    before = everything_stored(desk)
    report = read(tmp_path, text)
    (line,) = [line for line in report.lines if line.outcome is Outcome.REFUSED]
    assert said in line.text
    assert everything_stored(desk) == before


def test_too_few_cells_are_empty_ones(desk: Path, tmp_path: Path) -> None:
    report = read(tmp_path, "Email,Pay,Currency\na@example.com\n")
    assert (report.new, report.refused) == (1, 0)


def test_windows_text_is_read(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "alt.csv"
    path.write_bytes("Email;Pay;Bonus\na@example.com;;Prämie 5 €\n".encode("cp1252"))
    assert exchange.read_files([path]).new == 1
    assert [value.value for value in offers.get(1).terms.fields] == ["Prämie 5 €"]


def test_an_endless_line_is_not_read(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"Email,Note\na@example.com," + b"x" * 5_000_000 + b"\n")
    report = exchange.read_files([path])
    (line,) = report.lines
    assert (line.outcome, report.refused) == (Outcome.REFUSED, 1)
    assert "million signs" in line.text
