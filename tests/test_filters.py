"""What the filter field of a list understands, and how it says that it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.filters import STANDINGS, Filter, FilterError, parse

LIVE = frozenset({"draft", "sent", "pending"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Filter()),
        ("  zoe   mul ", Filter(words=("zoe", "mul"))),
        ("status:sent,pending", Filter(standings=frozenset({"sent", "pending"}))),
        ("Status:SENT", Filter(standings=frozenset({"sent"}))),
        ("-status:draft", Filter(standings=frozenset(STANDINGS) - {"draft"})),
        ("is:live", Filter(standings=LIVE)),
        ("is:live -status:draft", Filter(standings=frozenset({"sent", "pending"}))),
        ("is:expired", Filter(expired=True)),
        ("IS:flagged zoe", Filter(words=("zoe",), flagged=True)),
        ("currency:eur", Filter(currency="EUR")),
        ("10:30", Filter(words=("10:30",))),
        ("a\x1bb", Filter(words=("a\ufffdb",))),
    ],
)
def test_a_filter_is_read(text: str, expected: Filter) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("zoe status:snt", 11, "snt"),
        ("status:", 7, "status"),
        ("is:late", 3, "expired"),
        ("currency:euro", 9, "EUR"),
        ("currency:", 9, "EUR"),
        ("status:sent -status:sent", 0, "No status"),
        ("x" * 501, 500, "500"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, place: int, words: str) -> None:
    with pytest.raises(FilterError) as refused:
        parse(text)
    assert refused.value.place == place
    assert words in refused.value.text


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    try:
        parse(text)
    except FilterError as error:
        assert 0 <= error.place <= len(text)


@pytest.mark.parametrize(
    ("text", "counted"), [("", True), ("is:live", True), ("zoe", False), ("is:expired", False)]
)
def test_totals_come_from_counters_when_only_the_standing_is_asked_for(
    text: str, counted: bool
) -> None:
    assert parse(text).is_counted is counted
