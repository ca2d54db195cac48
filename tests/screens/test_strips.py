"""The mend of Textual's lines: the same results, and nothing left for the garbage collector."""

import gc
from collections.abc import Callable

import pytest
from rich.segment import Segment
from textual.strip import Strip

from tui.performance import strips


def line() -> Strip:
    return Strip([Segment("one "), Segment("two "), Segment("three")])


@pytest.mark.parametrize("cuts", [[13], [4, 13], [4, 8, 13], [5, 20], [20], [], [13, 40]])
def test_a_line_is_divided_as_textual_divides_it(cuts: list[int]) -> None:
    ours = [part.text for part in strips.divide(line(), cuts)]
    assert ours == [part.text for part in strips.stock_divide(line(), cuts)]


def left_behind(divide: Callable[[Strip, list[int]], object]) -> int:
    """How many objects only the collector can free after a line was divided and forgotten."""
    gc.collect()
    gc.disable()
    try:
        divide(line(), [13])
        return gc.collect()
    finally:
        gc.enable()


def test_a_line_that_was_not_cut_leaves_nothing_to_collect() -> None:
    assert left_behind(strips.divide) == 0


def test_textual_still_needs_the_mend() -> None:
    assert left_behind(strips.stock_divide) > 0
