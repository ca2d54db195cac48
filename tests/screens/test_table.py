"""Tables with a header: what columns mean, and how a row is read."""

from datetime import UTC, date, datetime

import pytest

from data.exchange.csv import csv_columns
from data.exchange.csv.csv_cells import bare
from data.exchange.csv.csv_columns import CUSTOM, MappingError
from data.exchange.csv.csv_offers import Table
from data.exchange.record_reader import Refused
from data.records.pay import PayFrequency
from data.values.money import Money
from data.values.status import Status


def _read(**cells: str):
    row = {name.replace("_", " "): cell for name, cell in cells.items()}
    return Table(csv_columns.guess(row)).understand(row)


def test_known_headers_are_known_whatever_their_spelling():
    mapping = csv_columns.guess(["Candidate Name", "E-Mail", "JOB_TITLE", "Base Pay", "Equity"])
    assert list(mapping.values()) == ["candidate", "email", "job", "salary", CUSTOM]


def test_of_two_columns_with_one_meaning_the_first_has_it():
    mapping = csv_columns.guess(["Salary", "Base pay"])
    assert mapping == {"Salary": "salary", "Base pay": CUSTOM}


def test_a_person_gives_a_column_another_meaning():
    mapping = csv_columns.chosen(["Salary", "Base pay"], {"Base pay": "salary"})
    assert mapping == {"Salary": CUSTOM, "Base pay": "salary"}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"Pay": "salary"}, "There is no column Pay: the file has Salary."),
        ({"Salary": "wage"}, "wage is nothing that a column can mean"),
    ],
)
def test_a_mapping_that_cannot_be_is_named(wanted: dict[str, str], said: str):
    with pytest.raises(MappingError, match=said):
        csv_columns.chosen(["Salary"], wanted)


def test_a_choice_is_typed_with_an_equals_sign():
    assert csv_columns.read_choice("Base = 1=Salary") == ("Base = 1", "salary")
    with pytest.raises(MappingError, match="write Column=meaning"):
        csv_columns.read_choice("salary")


def test_a_row_becomes_an_offer_with_its_person_job_and_custom_fields():
    incoming = _read(
        candidate="Ines Falk",
        email="ines@falk.example",
        job="Glazier",
        department="Workshop",
        salary="92.500,00",
        currency="EUR",
        frequency="per year",
        starts="15.04.2027",
        status="accepted",
        decided="2027-01-05",
        Parking="yes",
    )
    assert incoming.terms.salary == Money(9250000, "EUR")
    assert incoming.terms.pay_frequency is PayFrequency.YEARLY
    assert incoming.terms.start_date == date(2027, 4, 15)
    assert incoming.status is Status.ACCEPTED
    assert incoming.resolved_at == datetime(2027, 1, 5, tzinfo=UTC)
    assert incoming.candidate is not None and incoming.candidate.last_name == "Falk"
    assert incoming.candidate.first_name == "Ines"
    assert incoming.job is not None and incoming.job.department == "Workshop"
    assert [(field.name, field.value) for field in incoming.fields] == [("Parking", "yes")]
    assert incoming.flags == ()


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"salary": "around 90k", "currency": "EUR"}, "salary"),
        ({"salary": "12,345", "currency": "KWD"}, "salary"),
        ({"salary": "90000"}, "salary"),
        ({"currency": "euros"}, "currency"),
        ({"starts": "04/05/2027"}, "start date"),
        ({"starts": "15 apr"}, "start date"),
        ({"starts": "tomorrow"}, "start date"),
        ({"status": "maybe"}, "status"),
        ({"frequency": "fortnightly"}, "pay frequency"),
        ({"created": "long ago"}, "created"),
        ({"status": "rejected"}, "status"),
    ],
)
def test_what_could_be_two_things_is_left_as_text_with_a_doubt(cells: dict[str, str], field: str):
    incoming = _read(candidate="Ines Falk", **cells)
    assert [flag.field for flag in incoming.flags] == [field]
    assert incoming.terms.salary is None
    assert incoming.terms.salary_text == cells.get(
        "salary", cells.get("currency", "") * (field == "currency")
    )


def test_versions_of_an_offer_are_told_by_their_number():
    table = Table(csv_columns.guess(["offer id", "version", "application"]))
    identity = table.identify({"offer id": "12", "version": "3", "application": "7"})
    assert (identity.kind, identity.remote_id, identity.version) == ("version", "12", 3)
    with pytest.raises(Refused, match="version should be a whole number"):
        table.identify({"offer id": "12", "version": "three"})


def test_a_row_without_an_id_is_known_by_its_person_and_job():
    table = Table(csv_columns.guess(["name", "email", "job"]))
    first = table.identify({"name": "Ines Falk", "email": "I@falk.example", "job": "Glazier"})
    again = table.identify({"name": "I. Falk", "email": "i@falk.example", "job": "glazier"})
    other = table.identify({"name": "Ines Falk", "email": "i@falk.example", "job": "Roofer"})
    assert first == again
    assert first != other
    with pytest.raises(Refused, match="Nobody can tell whose offer"):
        table.identify({"job": "Glazier"})


@pytest.mark.parametrize(
    ("cell", "said"),
    [("'=1+1", "=1+1"), ("'-5", "-5"), ("'@x", "@x"), ("' =x", " =x"), ("'n Abend", "'n Abend")],
)
def test_the_quote_before_a_formula_is_taken_off_again(cell: str, said: str):
    assert bare(cell) == said
