"""The letter template that a row of a table names: by its name alone, and never another one's."""

import csv
from pathlib import Path

import pytest
from support import making
from support.exchanging import flags

from data import exchange
from data.exchange.parsed_offer import ParsedField
from data.exchange.pay_fields import pay_field
from data.filters import filter
from data.lists import offer_list
from data.offers import offers
from data.storage.models import Template


def letters(folder: Path, *names: str) -> list[tuple[int | None, str]]:
    """The template of each row's offer, and what is flagged."""
    first = len([*offer_list.ids(None, filter.parse(""))]) + 1
    rows = [
        {"Offer id": str(number), "Candidate": f"Mila Roth{number}", "Template": name}
        for number, name in enumerate(names, first)
    ]
    path = folder / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    exchange.read_files([path])
    made = [offers.get(int(row["Offer id"])) for row in rows]
    return [(one.terms.template_id, flags(one).get("template", "")) for one in made]


@pytest.mark.parametrize(
    ("here", "other", "gone"),
    [
        ("Договор", "Письмо", "Срочный"), ("Offer (EU)", "Offer – EU", "Offer: EU"),
        ("C++ role", "C role", "C# role"), ("合同", "录用信", "信"),
    ],
)  # fmt: skip
def test_a_row_gets_the_letter_that_it_names(
    desk: Path, tmp_path: Path, here: str, other: str, gone: str
) -> None:
    numbers = [making.a_template(name=name) for name in (here, other)]
    sentence = f"The letter template {gone} is not here."
    expected = [(numbers[0], ""), (numbers[1], ""), (None, sentence)]
    assert letters(tmp_path, here, other, gone) == expected


def test_a_template_that_was_renamed_is_still_known_until_another_is_called_so(
    desk: Path, tmp_path: Path
) -> None:
    first = making.a_template(name="Договор")
    letters(tmp_path, "Договор")
    Template.update(name="Договор 2026").where(Template.id == first).execute()
    assert letters(tmp_path, "договор") == [(first, "")]
    second = making.a_template(name="Договор")
    assert letters(tmp_path, "Договор", "Договор 2026") == [(second, ""), (first, "")]


def test_only_a_field_called_so_is_the_pay() -> None:
    named, other = (ParsedField(name, name, None, 1) for name in ("Salary", "Желаемая salary"))
    assert pay_field([other, named]) is named
    assert pay_field([other]) is None
