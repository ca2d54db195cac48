"""A name in one text: taken apart where that is certain, whole where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.values.person_names import in_letters, split
from data.values.text import one_line


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Mila Roth", "Mila", "Roth"),
        ("Smith, John", "John", "Smith"),
        ("van der Berg, Anna Maria", "Anna Maria", "van der Berg"),
        ("Anna van der Berg", "Anna", "van der Berg"),
        ("Ludwig von Mises", "Ludwig", "von Mises"),
        ("Anna Maria de la Cruz", "Anna Maria", "de la Cruz"),
        ("Jean-Luc  O’Brien", "Jean-Luc", "O’Brien"),
        ("Анна Иванова", "Анна", "Иванова"),
    ],
)
def test_a_name_is_taken_apart_where_that_is_certain(text: str, first: str, last: str) -> None:
    assert split(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Ngô Đình Diệm", "Trần An", "田中 太郎", "김 철수", "王小明", "محمد علي",
        "Dr. Anna Schmidt PhD", "Anna Schmidt, PhD", "Prof. Dr. Ada Berg", "Smith, John, Jr.",
        "Mr Bean", "Maria Garcia Lopez", "John Q. Smith", "Иванов Иван Иванович", "van Gogh",
        "Van Dyke Parks", "Cher", "Smith,", "",
    ],
)  # fmt: skip
def test_what_is_not_certain_stays_whole(text: str) -> None:
    assert split(text) == ("", text)


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    first, last = split(text)
    both = f"{first} {last}".replace(",", " ").split()
    assert sorted(both) == sorted(one_line(text).replace(",", " ").split())


@pytest.mark.parametrize(
    ("first", "last", "full", "said"),
    [
        ("太郎", "山田", "", "山田太郎"),
        ("小明", "王", "", "王小明"),
        ("민준", "김", "", "김민준"),
        ("", "田中 太郎", "田中 太郎", "田中 太郎"),
        ("太郎", "山田", "山田　太郎", "山田　太郎"),
        ("Tarō", "Yamada", "", "Tarō Yamada"),
        ("Anna", "王", "", "Anna 王"),
        ("", "山田", "", "山田"),
    ],
)
def test_letters_say_names_of_the_east_in_their_order(
    first: str, last: str, full: str, said: str
) -> None:
    assert in_letters(first, last, full) == said
