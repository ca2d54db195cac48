"""CSV out: a row an offer or a version, every custom field a column, and no formula anywhere."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import making
from support.exported import read_in, text_out
from support.making import edit, entry, move

from data.exchange.csv import csv_columns, csv_export
from data.exchange.csv.csv_cells import bare
from data.exchange.exporting import export_run
from data.offers import offers
from data.people import candidates
from data.records.candidate_records import CandidateDraft
from data.values.status import Status


def rows(**options: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_out("csv", **options), newline="")))


def test_a_row_says_the_terms_with_exact_amounts_and_iso_dates(desk: Path) -> None:
    offer = move(making.a_ready_offer(salary="92,500.50"), Status.SENT)
    (row,) = rows()
    expected = {
        "offer_id": str(offer.id),
        "version": "1",
        "status": "sent",
        "salary": "92500.50",
        "currency": "EUR",
        "pay_frequency": "yearly",
        "start_date": "2027-02-01",
        "expiry_date": "2026-12-10",
        "first_name": "Zoë",
        "last_name": "Müller",
        "job": "Data Engineer",
        "department": "Engineering",
        "sent": "2026-11-22",
        "created": "2026-11-22T12:00:00.000Z",
    }
    assert {key: row[key] for key in expected} == expected
    assert list(row)[:4] == ["offer_id", "version", "status", "salary"]


def test_our_own_reader_knows_every_header(desk: Path) -> None:
    making.an_offer()
    header = list(rows()[0])
    mapping = csv_columns.guess(header)
    known = {target.name for target in csv_columns.TARGETS}
    assert set(mapping.values()) >= known - {"candidate"}
    assert csv_columns.CUSTOM not in mapping.values()


def custom_columns(header: list[str]) -> list[str]:
    """The columns behind those that every table of ours has."""
    return header[header.index("updated") + 1 :]


def test_every_custom_field_has_columns_of_its_own(desk: Path) -> None:
    for name, type in (
        ("Bonus", "currency"), ("Band", "currency_range"), ("Hours", "number_range"),
        ("Days", "number"), ("Remote", "yes_no"), ("Starts", "date"), ("Lead", "user"),
        ("Note", "long_text"),
    ):  # fmt: skip
        making.a_field(name, type)
    making.a_field("Perks", "multi_select", options=("Bike", "Gym"))
    entries = (
        entry("bonus", "1500.50 USD"), entry("band", "10k - 20k EUR"), entry("hours", "from 30"),
        entry("days", "28.5"), entry("remote", "no"), entry("starts", "2027-01-02"),
        entry("lead", "Ida Berg <ida@example.com>"), entry("note", "two\nlines, \"quoted\""),
        entry("perks", "", "Bike", "Gym"),
    )  # fmt: skip
    making.an_offer(fields=entries)
    (row,) = rows()
    assert {key: row[key] for key in custom_columns(list(row))} == {
        "Bonus": "1500.50",
        "Bonus currency": "USD",
        "Band minimum": "10000",
        "Band maximum": "20000",
        "Band currency": "EUR",
        "Hours minimum": "30",
        "Hours maximum": "",
        "Days": "28.5",
        "Remote": "no",
        "Starts (starts)": "2027-01-02",
        "Lead": "Ida Berg <ida@example.com>",
        "Note": 'two\nlines, "quoted"',
        "Perks": "Bike; Gym",
    }


def test_headers_are_never_twice(desk: Path) -> None:
    making.a_field("Salary", "currency", key="pay")
    making.a_field("Bonus")
    making.a_field("Bonus", key="second")
    making.an_offer()
    header = text_out("csv").splitlines()[0].split(",")
    assert custom_columns(header) == [
        "Salary (pay)",
        "Salary (pay) currency",
        "Bonus",
        "Bonus (second)",
    ]
    assert len(set(header)) == len(header)


def test_what_could_not_be_read_stands_as_it_came(desk: Path, tmp_path: Path) -> None:
    record = {
        "id": 5, "version": 1, "application_id": 6, "status": "unresolved", "sent_at": None,
        "created_at": "2022-01-01T10:00:00Z", "starts_at": None,
        "keyed_custom_fields": {
            "salary": {"name": "Salary", "type": "currency", "value": "Around 90k"},
            "days": {"name": "Days", "type": "number", "value": "many"},
        },
    }  # fmt: skip
    read_in(tmp_path, record)
    (row,) = rows()
    assert (row["salary"], row["Days"]) == ("Around 90k", "many")
    assert row["Salary (salary)"] == "Around 90k"


def test_every_version_is_a_row_when_asked(desk: Path) -> None:
    offer = move(making.a_ready_offer(), Status.SENT)
    edit(offer, salary="95000")
    assert [row["salary"] for row in rows()] == ["95000"]
    found = rows(versions=True)
    assert [(row["version"], row["salary"], row["status"], row["sent"]) for row in found] == [
        ("1", "92500", "superseded", "2026-11-22"),
        ("2", "95000", "draft", ""),
    ]


def test_offers_come_newest_first_or_as_they_are_given(desk: Path, time: making.Time) -> None:
    made = []
    for _ in range(3):
        made.append(making.an_offer().id)
        time.forward(minutes=1)
    assert [int(row["offer_id"]) for row in rows()] == made[::-1]
    wanted = [made[1], made[0], made[2]]
    assert [int(row["offer_id"]) for row in rows(ids=wanted)] == wanted


def test_a_byte_order_mark_only_on_request(desk: Path) -> None:
    making.an_offer()
    assert text_out("csv").startswith("offer_id,")
    assert text_out("csv", bom=True).startswith("\ufeffoffer_id,")
    assert text_out("csv").endswith("\r\n")


HARMFUL = (
    "=1+1", "+49 40 1234", "-2+3", "@SUM(A1)", "\tx", "  =1", "'=1", '"=cmd|x', "\n=1", "＝1",
    "＠x", "-", "=", " \t ", "'-5",
)  # fmt: skip
HARMLESS = ("-5", "-12.50", "5", "a=b", "Zoë", "", "O'Brien", "'quoted'", "1-2", "é@x", "' x")


@pytest.mark.parametrize("text", HARMFUL)
def test_a_formula_is_made_harmless_and_comes_back(text: str) -> None:
    assert csv_export.harmless(text) == f"'{text}"
    assert bare(csv_export.harmless(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_stays(text: str) -> None:
    assert csv_export.harmless(text) == text == bare(text)


@given(st.text(alphabet=st.sampled_from(" '\"=+-@\t\r\n\u00a0ab1.＝"), max_size=8))
def test_guarding_is_undone_exactly(text: str) -> None:
    assert bare(csv_export.harmless(text)) == text


def test_no_cell_of_a_hostile_desk_is_a_formula(desk: Path) -> None:
    making.a_field("=HYPERLINK(1)", key="evil")
    person = candidates.create(CandidateDraft("=1+1", "@x", "zoe@example.com", "+1 555"))
    job = making.a_job("-2+3;=4", department='"=5"')
    offer = making.an_offer(
        candidate_id=person.id, job_id=job.id, fields=(entry("evil", "a;=cmd\n=2"),)
    )
    text = text_out("csv")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    for cell in (*row, *row.values()):
        assert not csv_export.is_formula(cell) or cell.startswith("'")
    assert (row["first_name"], row["phone"]) == ("'=1+1", "'+1 555")
    assert '"a;=cmd\n=2"' in text and "'-2+3;=4" in text
    assert bare(row["job"]) == offers.get(offer.id).job.title


def test_older_versions_are_named_as_lost_unless_they_are_written(desk: Path) -> None:
    offer = making.an_offer(start_date="2027-01-01")
    edit(offer, start_date="2027-02-01")
    (sentence,) = export_run.unsayable("csv", None)
    assert "only the current one is written" in sentence
    with export_run.departure("csv", None, export_run.ExportOptions(versions=True)) as departure:
        assert departure.unsayable() == ()
