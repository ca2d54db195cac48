"""How wide a text is: one answer, and the one by which Textual lays out its lines."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len as rich_len

from data.letters.layout.wrapping import line_width, wrap
from data.values.cell_width import cell_width, cut, graphemes
from tui import text as screen_text

PROBES = {
    "emoji made of a symbol": ("❤️", 2),
    "the symbol alone": ("❤", 1),
    "joined emoji": ("👩‍💻", 2),
    "a family": ("👨‍👩‍👧‍👦", 2),
    "a trigram": ("☰", 2),
    "a hexagram": ("䷀", 2),
    "a soft hyphen": ("a\u00adb", 3),
    "a combining mark": ("e\u0301", 1),
    "Chinese": ("東京", 4),
    "a flag": ("🇩🇪", 2),
    "half a flag": ("🇩", 1),
    "a keycap": ("1️⃣", 2),
    "a skin tone": ("👍🏽", 2),
    "a syllable of Korean parts": ("\u1112\u1161\u11ab", 2),
    "a place to break": ("a\u200bb", 2),
    "an Indian syllable": ("क्षि", 2),
    "Arabic": ("مرحبا", 5),
    "a wide letter": ("Ａ", 2),
    "half-width kana": ("ｶﾞ", 2),
    "Latin": ("Zoë Müller", 10),
    "nothing": ("", 0),
}
SELECTED = sorted(
    {char for probe, _ in PROBES.values() for char in probe} | set("ab \u200d\ufe0f\ufe0e\u200c")
)
MIXED = st.text(st.one_of(st.sampled_from(SELECTED), st.characters(exclude_categories=["C"])))


@pytest.mark.parametrize("name", PROBES)
def test_everything_that_measures_says_the_same(name: str) -> None:
    text, cells = PROBES[name]
    assert cell_width(text) == cells
    assert rich_len(text) == cells
    assert screen_text.cell_len(text) == cells
    (*_, line) = wrap([(f"{text}", "")], 40) or [()]
    assert line_width(line) == cell_width("".join(span.text for span in line))
    assert cut(text, 12) == text
    assert rich_len(cut(text * 12, 7)) in (6, 7) if text else True


@pytest.mark.long
def test_every_character_is_as_wide_as_textual_takes_it_for() -> None:
    known = (chr(code) for code in range(0x20, 0x110000))
    chars = [char for char in known if unicodedata.category(char)[0] != "C" or char == "\u00ad"]
    assert [char for char in chars if cell_width(char) != rich_len(char)] == []
    selected = (f"{char}\ufe0f" for char in chars)
    assert [text for text in selected if cell_width(text) != rich_len(text)] == []


@given(MIXED)
def test_any_text_is_as_wide_as_textual_takes_it_for(text: str) -> None:
    assert cell_width(text) == rich_len(text)


@given(MIXED)
def test_graphemes_are_the_text_and_its_width(text: str) -> None:
    pieces = graphemes(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert sum(cells for _, cells in pieces) == cell_width(text)
    assert all(cells <= 2 for _, cells in pieces)


def test_a_joined_emoji_is_never_broken() -> None:
    coder = "\U0001f469\u200d\U0001f4bb"
    assert graphemes(f"a{coder}e\u0301") == [("a", 1), (coder, 2), ("e\u0301", 1)]
    lines = wrap([(coder * 5, "")], 4)
    assert ["".join(span.text for span in line) for line in lines] == [coder * 2, coder * 2, coder]


def test_a_flag_is_never_broken() -> None:
    flag, half = "\U0001f1e9\U0001f1ea", "\U0001f1e9"
    assert graphemes(f"a{flag}{flag}{half}") == [("a", 1), (flag, 2), (flag, 2), (half, 1)]
    lines = wrap([(flag * 3, "")], 5)
    assert ["".join(span.text for span in line) for line in lines] == [flag * 2, flag]
    assert cut(f"ab{flag}c", 4) == "ab…"


def test_a_text_is_cut_between_graphemes() -> None:
    assert [cut("東京都", width) for width in (6, 5, 4, 3, 2, 1)] == [
        *("東京都", "東京…", "東…", "東…", "…", "…"),
    ]
    assert cut("a" * 100, 10) == "a" * 9 + "…"
