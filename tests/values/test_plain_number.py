"""Plain decimal numbers: read exactly, or not at all."""

from decimal import Decimal

import pytest

from data.values.plain_number import LONGEST, plain_number


@pytest.mark.parametrize("text", ["0", "12", "-3", "0.5", "-0.50", "007", "9" * LONGEST])
def test_a_plain_number_is_read_exactly(text: str) -> None:
    number = plain_number(text)
    assert (str(number), number) == (str(Decimal(text)), Decimal(text))


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "+1", ".5", "5.", "1,250", "1e3", "--1", "NaN", "٣", "1_0", "1\n", "9" * 41],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert plain_number(text) is None
