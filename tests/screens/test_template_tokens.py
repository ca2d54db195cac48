"""Colours of a template's source: what a part is does not depend on where its line ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.widgets import template_tokens as tokens
from tui.widgets.template_tokens import State


def styles(source: str) -> list[tuple[str, str]]:
    """The coloured parts of a source with their styles."""
    found, state = [], State()
    for line in source.split("\n"):
        parts, state = tokens.tokens(line, state)
        found += [(line[start:end], style) for start, end, style in parts]
    return found


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("<p>Hi</p>", ("<p", tokens.TAG)),
        ('<a href="x">', ("href", tokens.ATTRIBUTE)),
        ('<a href="x">', ('x"', tokens.VALUE)),
        ("a &amp; b", ("&amp;", tokens.ENTITY)),
        ("<!-- note -->", ("<!-- note -->", tokens.COMMENT)),
        ("{# note #}", (" note #}", tokens.COMMENT)),
        ("{{ offer.salary }}", ("offer.salary", tokens.NAME)),
        ("{{ offer.salary | money }}", ("| money", tokens.FILTER)),
        ("{%- if x %}", ("if", tokens.KEYWORD)),
        ("{% include 'clauses/x' %}", ("'clauses/x'", tokens.STRING)),
        ('<p class="{{ x }}">', ("x", tokens.NAME)),
        ('<p class="a {{ x }} b">', (' b"', tokens.VALUE)),
    ],
)
def test_each_part_has_its_colour(source: str, part: tuple[str, str]) -> None:
    found = styles(source)
    text, style = part
    assert any(text.startswith(said) or said == text for said, one in found if one == style)


def test_what_is_open_at_the_end_of_a_line_goes_on_in_the_next() -> None:
    assert styles("{# one\ntwo #} three")[-1] == ("two #}", tokens.COMMENT)
    assert styles("<!-- one\ntwo --> three")[-1] == ("two -->", tokens.COMMENT)
    assert ("candidate.name", tokens.NAME) in styles("{{\ncandidate.name\n}}")
    assert styles("<a\nhref='x'\n>text")[-1] == (">", tokens.TAG)


@pytest.mark.parametrize(
    ("before", "closer"),
    [("Hi {{ ", "}}"), ("{% if ", "%}"), ("{{ x }} ", ""), ("<p class='{{", "}}"), ("{#", "#}")],
)
def test_where_the_cursor_is_says_how_a_name_is_written(before: str, closer: str) -> None:
    assert tokens.inside_jinja(before, State()) == closer


@given(st.text(alphabet="{}%#<>!-/\"' ab|&;=\n", max_size=60))
def test_any_text_is_coloured_in_order_without_overlap(source: str) -> None:
    state = State()
    for line in source.split("\n"):
        found, state = tokens.tokens(line, state)
        at = 0
        for start, end, _ in found:
            assert at <= start < end <= len(line)
            at = end


def test_a_line_of_a_quarter_of_a_megabyte_is_coloured_in_part() -> None:
    found, _ = tokens.tokens("<p>{{ x }}" * 26_000, State())
    assert max(end for _, end, _ in found) <= tokens.LONGEST
