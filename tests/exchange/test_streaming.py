"""Text in pieces becomes records: every arrangement, wherever the pieces are cut."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.everyday import everyday

from data.exchange.files import json_records
from data.exchange.files.json_records import Stream
from data.exchange.files.text_file import Unreadable
from data.values import exact_json


def pieces(text: str, size: int) -> Callable[[], str]:
    """The text as a file gives it, so many signs at a time."""
    found = iter([text[start : start + size] for start in range(0, len(text), size)])
    return lambda: next(found, "")


def read(text: str, size: int = 7) -> list[Any]:
    """The records, or for a refused one the reason."""
    return [
        met.value if met.problem is None else met.problem.text for met in Stream(pieces(text, size))
    ]


A, B = {"id": 1, "x": 'é\\"]}'}, {"id": 2, "data": [1]}


@pytest.mark.parametrize("size", [1, 2, 3, 10, 1000])
@pytest.mark.parametrize(
    "text",
    [
        json.dumps([A, B]),
        json.dumps(A) + "\n" + json.dumps(B) + "\n",
        json.dumps(A) + json.dumps(B),
        json.dumps({"data": [A, B]}),
        json.dumps({"data": [A, B], "meta": {"page": 1}}),
        json.dumps({"meta": {"data": [3]}, "data": [A, B]}),
        "\n\n" + json.dumps([A, B], indent=4),
        json.dumps([A]) + "\r\n" + json.dumps([B]),
        json.dumps({"data": A}) + json.dumps({"data": B}),
    ],
)
def test_records_are_found_in_every_arrangement(text: str, size: int) -> None:
    assert read(text, size) == [A, B]


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text()
        | st.decimals(allow_nan=False, allow_infinity=False),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=12,
    ).map(exact_json.dump_json),
    st.integers(1, 20),
    st.booleans(),
)
def test_any_json_comes_through_exactly_however_it_is_cut(
    text: str, size: int, spaced: bool
) -> None:
    gap = " \n" if spaced else ""
    found = read(f"[{gap}{text}{gap},{gap}{text}]", size)
    assert [repr(one) for one in found] == [repr(exact_json.load_json(text))] * 2


def test_marks_of_quotation_in_a_text_are_no_key_that_is_missing() -> None:
    text = r'{"a": "\" \u0022 \\u0022 \\\u0022", "\"": "\u0061\n"}'
    assert read(text) == [{"a": '" " \\u0022 \\"', '"': "a\n"}]


@pytest.mark.parametrize(
    ("text", "words"),
    everyday(
        [
            ('{"a": 1, "a": 1}', "the key a twice"),
            ('{"a": {"b": 1, "c": 2, "b": null}}', "the key b twice"),
            (r'{"a": "\\u0022 \" \u0022", "\u0061": 2}', "the key a twice"),
            ('{"a": NaN, "a": 1}', "the key a twice"),
            ('{"a":' * 100 + "NaN" + "}" * 100, "nested too deeply"),
            ('{"a": NaN}', "NaN"),
            ('{"a": [-Infinity]}', "-Infinity"),
            ('{"a": ' + "9" * 5000 + "}", "too many digits"),
            ('{"a": 1e99999999999999999999}', "too large an exponent"),
            ('{"a": ' + "[" * 70 + "]" * 70 + "}", "nested too deeply"),
            ('{"a": ' + "[" * 70_000 + "]" * 70_000 + "}", "nested too deeply"),
        ],
        most=16,
    ),
)
@pytest.mark.parametrize("size", [5, 100_000])
@pytest.mark.parametrize("form", ["[{0}, {1}]", "{0}\n{1}", '{{"data": [{0}, {1}]}}'])
def test_what_cannot_be_kept_is_refused_and_stepped_over(
    text: str, words: str, size: int, form: str
) -> None:
    why, after = read(form.format(text, '{"id": 2}'), size)
    assert words in why
    assert after == {"id": 2}


def test_a_record_that_is_too_large_is_refused_and_stepped_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(json_records, "LARGEST", 1000)
    large = json.dumps({"a": ['\\"}{' * 2000, {"b": "\\"}]})
    for text in (f"[{large}, 2]", f"{large}\n2", f"[{json.dumps('x' * 5000)}, 2]"):
        why, after = read(text.replace("\n2", '\n{"c": 2}'), 64)
        assert "too large" in why
        assert after in (2, {"c": 2})


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[{"a": 1}', "ends behind record 1, line 1, column 10"),
        ('[{"a": 1},\n {"a": 2', "ends in the middle of record 2, line 2"),
        ('{"a": 1}\n{"a": "x', "ends in the middle of record 2, line 2"),
        ('{"data": [{"a": 1}, {"a"', "ends in the middle of record 2"),
        ("[1 2]", "expecting ',' or ']' at line 1, column 4"),
        ("[1,]", "a value is missing at line 1, column 4"),
        ('{"a": 1} x', "a value is missing at line 1, column 10"),
        ('{"a" 1}', "a colon is missing at line 1, column 6"),
        ("[" * 100_000, "nested too deeply"),
        ("nil", "a value is missing at line 1, column 1"),
        ('{"a": "\n"}', "a control character"),
    ],
)
def test_text_that_is_no_json_is_named_with_its_place(text: str, words: str, size: int) -> None:
    if size < 1000 and len(text) > 1000:
        size = 100
    with pytest.raises(Unreadable, match=r"^is not JSON") as refused:
        read(text, size)
    assert words in refused.value.text


def test_numbers_keep_their_digits() -> None:
    assert read('[{"a": 10000.0, "b": 1}]') == [{"a": Decimal("10000.0"), "b": 1}]
