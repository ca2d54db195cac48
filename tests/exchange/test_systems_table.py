"""docs/systems.md names every kind of every system, and says what becomes of it."""

import pytest
from support import systems_table
from support.everyday import everyday

PAGE = systems_table.on_page()


def test_the_page_has_the_table_of_the_systems() -> None:
    assert systems_table.table(PAGE) in systems_table.PAGE.read_text("utf-8")


@pytest.mark.parametrize(("title", "words"), everyday(systems_table.tried(), most=3))
def test_what_came_in_goes_out_as_the_page_says(title: str, words: str) -> None:
    assert systems_table.goes_out(title, words) == PAGE[title, words] != "no"
