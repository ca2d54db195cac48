"""Two letters compared by word: what changed, where, in words that need no colour."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.everyday import everyday
from support.examples import examples

from data.letters.comparison.letter_comparison import Comparison, change_of, compare
from data.letters.comparison.sequence_diff import Effort, ranges
from data.letters.layout.letter_lines import to_plain
from data.letters.layout.wrapping import line_width


def said(before: str, after: str, width: int = 70) -> str:
    return compare(before, after).to_plain(width)


def kinds(found: Comparison) -> list[tuple[str, str, int]]:
    return [(change.kind, change.unit, change.number) for change in found.changes]


# ---------------------------------------------------------------- words


def test_a_changed_figure_is_marked_at_the_word() -> None:
    found = compare(
        "<p>Your salary is 150,000&nbsp;USD a year.</p>",
        "<p>Your salary is 155,000&nbsp;USD a year.</p>",
    )
    assert found.to_plain() == "Your salary is [-150,000-]{+155,000+} USD a year.\n"
    assert found.summary == "1 word changed"
    assert found.changes[0].before == "150,000"
    assert found.changes[0].after == "155,000"


def test_a_changed_figure_in_a_table_stays_in_its_cell() -> None:
    table = "<table><tr><th>Part<th>Amount<tr><td>Salary<td>{}<tr><td>Bonus<td>5,000</table>"
    assert said(table.format("90,000 EUR"), table.format("95,000 EUR")).splitlines() == [
        "Part    Amount",
        "──────  ────────────────────────",
        "Salary  [-90,000-]{+95,000+} EUR",
        "Bonus   5,000",
    ]


def test_inserted_and_deleted_words_keep_their_spaces() -> None:
    assert said("<p>a b c d</p>", "<p>a b d</p>") == "a b [-c-] d\n"
    assert said("<p>a b d</p>", "<p>a b c d</p>") == "a b {+c+} d\n"
    assert said("<p>Yes.</p>", "<p>Yes!</p>") == "Yes[-.-]{+!+}\n"


def test_emphasis_stays_and_is_no_change_of_words() -> None:
    found = compare("<p>a <b>bold</b> word</p>", "<p>a bold <i>word</i></p>")
    assert found.is_same
    assert not found.is_identical
    assert found.summary == "the same words, formatted differently"
    assert ("word", "em") in [tuple(span) for line in found.lines(40) for span in line]


def test_a_link_that_leads_elsewhere_has_changed() -> None:
    link = '<p>read <a href="https://x.example/{}">this</a></p>'
    assert not compare(link.format("a"), link.format("b")).is_same


def test_islands_of_one_word_go_with_what_is_around_them() -> None:
    before = "<p>You will report to the head of sales in Vienna every single week.</p>"
    after = "<p>You will work for a team of five people in Graz most of the time.</p>"
    assert len(compare(before, after).changes) <= 3


# ---------------------------------------------------------------- paragraphs

ONE, TWO, THREE = (
    "<p>The first paragraph speaks of pay.</p>",
    "<p>Another one is about the holidays.</p>",
    "<p>And this says who signs what when.</p>",
)


def test_paragraphs_come_and_go_as_a_whole() -> None:
    found = compare(ONE + THREE, ONE + TWO + THREE)
    assert kinds(found) == [("added", "paragraph", 1)]
    assert "{+Another one is about the holidays.+}" in found.to_plain()
    assert kinds(compare(ONE + TWO + THREE, THREE)) == [("removed", "paragraph", 2)]
    assert compare(ONE + TWO + THREE, THREE).summary == "2 paragraphs removed"


def test_a_moved_paragraph_is_named_where_it_stood() -> None:
    found = compare(ONE + TWO + THREE, TWO + THREE + ONE)
    assert kinds(found) == [("moved", "paragraph", 1)]
    assert found.to_plain().splitlines()[0].startswith("[moved below: “The first paragraph")
    assert found.to_plain().endswith("{>The first paragraph speaks of pay.<}\n")
    up = compare(ONE + TWO + THREE, THREE + ONE + TWO)
    assert "[moved above: “And this says" in up.to_plain()


def test_items_and_rows_are_named() -> None:
    found = compare("<ul><li>one thing", "<ul><li>one thing<li>a bicycle")
    assert found.summary == "1 list item added"
    assert found.to_plain() == "• one thing\n• {+a bicycle+}\n"
    rows = "<table><tr><td>one<td>1</tr>{}</table>"
    assert compare(rows.format(""), rows.format("<tr><td>two<td>2")).summary == "1 row added"


def test_rules_and_page_breaks_are_told_too() -> None:
    assert "{+page break+}" in said(ONE + TWO, f'{ONE}<div class="page-break"></div>{TWO}')
    assert "[-line-]" in said(f"{ONE}<hr>{TWO}", ONE + TWO)


def test_nothing_and_something() -> None:
    assert compare("", "").summary == "the same"
    assert compare(ONE, ONE).is_identical
    assert compare("", ONE).summary == "1 paragraph added"
    assert compare(ONE, "").summary == "1 paragraph removed"
    assert compare("", "").lines(40) == ()


def test_a_summary_counts_words_first() -> None:
    found = compare(ONE + THREE, ONE.replace("pay", "rest") + TWO + THREE)
    assert found.summary == "1 word changed, 1 paragraph added"


# ---------------------------------------------------------------- lines


def test_each_change_says_on_which_line_it_begins() -> None:
    found = compare(ONE + TWO + THREE, ONE.replace("pay", "rest") + THREE.replace("who", "whoever"))
    laid = found.laid(60)
    texts = ["".join(span.text for span in line) for line in laid.lines]
    assert len(laid.starts) == len(found.changes) == 3
    for change, start in zip(found.changes, laid.starts, strict=True):
        word = (change.before or change.after).split()[0]
        assert word in texts[start]
    numbers = {change_of(span.style) for line in laid.lines for span in line if "@" in span.style}
    assert numbers == {0, 1, 2}


def test_side_by_side_what_belongs_together_stands_in_one_row() -> None:
    found = compare(ONE + TWO, ONE.replace("pay", "rest") + THREE)
    rows = [
        "".join(span.text for span in line).split("│") for line in found.side_by_side(120).lines
    ]
    assert [len(row) for row in rows] == [2] * len(rows)
    assert "[-pay-]" in rows[0][0]
    assert "{+rest+}" in rows[0][1]
    assert "[-Another one" in rows[-1][0]
    assert "{+And this says" in rows[-1][1]


def test_only_the_lines_around_changes_on_request() -> None:
    letter = "".join(f"<p>Paragraph number {number} says this.</p>" for number in range(20))
    text = compare(letter, letter.replace("number 9 says", "number nine says")).to_plain(context=1)
    assert text.splitlines() == [
        "… 17 lines the same",
        "",
        "Paragraph number [-9-]{+nine+} says this.",
        "",
        "… 19 lines the same",
    ]


# ---------------------------------------------------------------- texts


def test_sources_are_compared_line_by_line_with_their_blanks() -> None:
    found = compare("<p>\n  {{ a.b }}\n</p>\n", "<p>\n  {{ a.c }}\n</p>\nnew\n", html=False)
    assert found.to_plain() == "<p>\n  {{ [-a.b-]{+a.c+} }}\n</p>\n{+new+}\n"
    assert found.summary == "1 word changed, 1 line added"


def test_empty_lines_count_in_texts_and_empty_paragraphs_do_not_in_letters() -> None:
    found = compare("a\nb\n", "a\n\nb\n", html=False)
    assert found.to_plain() == "a\n{++}\nb\n"
    assert compare("a\n\nb\n", "a\n\nb\n", html=False).to_plain() == "a\n\nb\n"
    assert compare(ONE, ONE + "<p> </p><ul></ul>").is_same


def test_a_line_that_is_only_moved_in_has_changed() -> None:
    assert not compare("a\n  b\n", "a\n    b\n", html=False).is_same


def test_html_in_a_source_is_text() -> None:
    assert "<b>x</b>" in compare("<b>x</b>\na", "<b>x</b>\nb", html=False).to_plain()


# ---------------------------------------------------------------- bounds


@pytest.mark.parametrize(
    ("before", "after"),
    everyday(
        [
            ("x\n" * 3_000, "x\ny\n" * 1_500),
            ("x y " * 4_000, "y x x " * 3_000),
            ("a b c d\n" * 400, "b a d c\n" * 400),
            (
                "".join(f"{n % 7}\n" for n in range(3_000)),
                "".join(f"{n % 5}\n" for n in range(3_000)),
            ),
        ]
    ),
)
def test_repetitive_texts_are_compared_in_the_end(before: str, after: str) -> None:
    # difflib alone never ends on some of these
    assert not compare(before, after, html=False).is_same


def test_effort_is_counted_and_ends() -> None:
    effort = Effort(100)
    assert effort.allows(60)
    assert not effort.allows(41)
    found = list(ranges("xy" * 500 + "a", "yxx" * 400 + "b", effort))
    assert [(one.is_same, one.start, one.end) for one in found] == [(False, 0, 1_001)]


def test_what_occurs_once_still_parts_what_is_too_much_to_compare() -> None:
    before = ["x"] * 300 + ["anchor"] + ["y"] * 300
    after = ["y"] * 300 + ["anchor"] + ["x"] * 300
    found = [one for one in ranges(before, after, Effort(500)) if one.is_same]
    assert [(one.start, one.other_start) for one in found] == [(300, 300)]


@examples(3.75)
@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.integers(0, 5), max_size=40))
def test_ranges_cover_both_sides_and_are_the_same_where_they_say_so(
    before: list[int], after: list[int]
) -> None:
    for steps in (10_000_000, 0):
        found = list(ranges(before, after, Effort(steps)))
        assert [at for one in found for at in range(one.start, one.end)] == list(range(len(before)))
        others = [at for one in found for at in range(one.other_start, one.other_end)]
        assert others == list(range(len(after)))
        for one in found:
            same = before[one.start : one.end] == after[one.other_start : one.other_end]
            assert same if one.is_same else not same


WORD = st.sampled_from(
    [
        "pay",
        "salary",
        "bonus",
        "we",
        "offer",
        "you",
        "90,000",
        "95,000",
        "EUR",
        ".",
        "leave",
        "days",
    ]
)
PARAGRAPH = st.lists(WORD, min_size=1, max_size=12).map(lambda words: f"<p>{' '.join(words)}</p>")
LIST = st.lists(st.lists(WORD, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4).map(
    lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
)
TABLE = st.lists(
    st.lists(st.lists(WORD, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3),
    min_size=1,
    max_size=3,
).map(
    lambda rows: (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        + "</table>"
    )
)
LETTER = st.lists(st.one_of(PARAGRAPH, PARAGRAPH, LIST, TABLE), max_size=6).map("".join)


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w,]+|[.]", re.sub("[•◦]", " ", text))


def side(found: Comparison, own: str, other: str) -> list[str]:
    """The words of one side, as they can be read out of the marks."""
    text = found.to_plain(2_000)
    text = re.sub(r"\[moved (?:below|above): “.*?”\]", "", text)
    if own == "after":
        text = re.sub(r"\[-.*?-\]", "", text, flags=re.DOTALL)
    else:
        text = re.sub(r"\{\+.*?\+\}", "", text, flags=re.DOTALL)
    return words_of(re.sub(r"\[-|-\]|\{\+|\+\}|\{>|<\}", "", text))


@pytest.mark.long
@examples(5)
@given(LETTER, LETTER)
def test_either_letter_can_be_read_out_of_the_comparison(before: str, after: str) -> None:
    found = compare(before, after)
    assert sorted(side(found, "after", "before")) == sorted(words_of(to_plain(after, 2_000)))
    if not any(change.kind == "moved" for change in found.changes):
        assert sorted(side(found, "before", "after")) == sorted(words_of(to_plain(before, 2_000)))


@examples(2.5)
@given(LETTER, LETTER, st.integers(20, 120))
def test_no_line_is_wider_than_asked(before: str, after: str, width: int) -> None:
    found = compare(before, after)
    for laid in (found.laid(width), found.side_by_side(width)):
        assert max(map(line_width, laid.lines), default=0) <= width
        assert len(laid.starts) == len(found.changes)


@examples(2.5)
@given(LETTER, LETTER)
def test_letters_are_the_same_exactly_when_their_words_are(before: str, after: str) -> None:
    assert compare(before, before).is_same
    if words_of(to_plain(before, 2_000)) != words_of(to_plain(after, 2_000)):
        assert not compare(before, after).is_same
