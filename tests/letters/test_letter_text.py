"""A letter's HTML as readable lines: nothing lost, nothing too wide, everything in its place."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples

from data.letters.layout.letter_lines import NARROWEST, lay_out, to_plain
from data.letters.layout.sanitizer import clean
from data.letters.layout.wrapping import line_width
from data.values.cell_width import cell_width
from data.values.styled_text import Line
from data.values.text import plain


def shown(html: str, width: int = 40, *, left_to_right: bool = True) -> list[str]:
    lines = lay_out(html, width, left_to_right=left_to_right)
    return ["".join(span.text for span in line) for line in lines]


def styles(html: str) -> list[tuple[str, str]]:
    return [tuple(span) for line in lay_out(html, 60) for span in line]


# ---------------------------------------------------------------- text


def test_paragraphs_have_a_free_line_between_them_and_white_space_is_folded() -> None:
    assert shown("<p>one \n\t two</p>\n\n<p>three</p><p> </p>four") == [
        "one two",
        "",
        "three",
        "",
        "four",
    ]


def test_lines_are_wrapped_at_the_width() -> None:
    assert shown("<p>We are very glad to offer you this position</p>", 16) == [
        "We are very glad",
        "to offer you",
        "this position",
    ]


def test_a_word_longer_than_the_width_is_broken() -> None:
    assert shown("a abcdefghijklmnop b", 10) == ["a", "abcdefghij", "klmnop b"]


def test_breaks_and_addresses_keep_their_lines() -> None:
    assert shown("<address>Main St<br>Berlin<br><br>x</address>") == ["Main St", "Berlin", "", "x"]


def test_a_non_breaking_space_does_not_break() -> None:
    assert shown("aaaa 92,500&nbsp;EUR", 12) == ["aaaa", "92,500 EUR"]


def test_entities_are_text() -> None:
    assert shown("&lt;b&gt; &amp; &euro; &#8364; &zz; R&D") == ["<b> & € € &zz; R&D"]


def test_a_style_inside_a_word_does_not_part_it() -> None:
    assert styles("un<b>believ</b>able") == [("un", ""), ("believ", "strong"), ("able", "")]


@pytest.mark.parametrize(
    ("html", "style"),
    [
        ("<h1>x</h1>", "heading"),
        ("<h6>x</h6>", "heading"),
        ("<strong>x</strong>", "strong"),
        ("<i>x</i>", "em"),
        ("<u>x</u>", "underline"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "code"),
        ('<mark class="unset">x</mark>', "unset"),
        ("<small>x</small>", "muted"),
        ('<a href="https://x">x</a>', "link"),
        ("<h2><em>x</em></h2>", "heading em"),
        ("<b><p>x</p></b>", "strong"),
        ("<b><strong>x</strong></b>", "strong"),
    ],
)
def test_elements_have_their_styles(html: str, style: str) -> None:
    assert styles(html) == [("x", style)]


def test_a_link_says_where_it_leads_unless_its_text_does() -> None:
    assert shown('<a href="https://x.org/a">our plan</a>, done') == [
        "our plan (https://x.org/a), done"
    ]
    for same in ("https://x.org/", "x.org", "https://x.org"):
        assert shown(f'<a href="https://x.org/">{same}</a>') == [same]
    assert shown('<a href="mailto:a@b.c">a@b.c</a>') == ["a@b.c"]


def test_a_link_around_a_table_keeps_its_address() -> None:
    assert shown('<a href="https://x.org/"><table><tr><td>a</td></tr></table></a>')[-1] == (
        "(https://x.org/)"
    )


def test_images_are_their_alternative_text() -> None:
    assert shown('<img alt="Our  logo" src="x"> <img src="y">') == ["[Our logo] [image]"]


def test_rules_page_breaks_and_signature_lines_are_drawn() -> None:
    html = '<hr><p>a</p><div class="page-break">b</div><hr class="signature">Ann'
    assert shown(html, 30) == [
        "─" * 30,
        "",
        "a",
        "",
        "╌" * 9 + " page break " + "╌" * 9,
        "b",
        "",
        "_" * 28,
        "Ann",
    ]


def test_preformatted_text_keeps_its_spaces_and_lines() -> None:
    assert shown("<pre>a  b\n\tc\n\nlong long long\n</pre>", 10) == [
        "a  b",
        "    c",
        "",
        "long long ",
        "long",
    ]


def test_a_quotation_has_a_bar_at_every_line() -> None:
    assert shown("<blockquote>one two three<p>x</p></blockquote>", 10) == [
        "│ one two",
        "│ three",
        "│ ",
        "│ x",
    ]


def test_alignment_is_kept() -> None:
    assert shown('<p align="right">a</p><div align="center">b</div><center>c</center>', 9) == [
        "        a",
        "",
        "    b",
        "",
        "    c",
    ]


# ---------------------------------------------------------------- lists


def test_lists_are_marked_nested_and_numbered_from_their_start() -> None:
    html = (
        '<ol start="9"><li>one two three four</li><li>b<ul><li>c<ul><li>d</li></ul></li></ul></li>'
        "</ol>"
    )
    assert shown(html, 17) == [
        " 9. one two three",
        "    four",
        "10. b",
        "    ◦ c",
        "      ▪ d",
    ]


@pytest.mark.parametrize("start", ["x", "-4", "٣", "", "99999999999999999999"])
def test_a_senseless_start_does_no_harm(start: str) -> None:
    assert shown(f'<ol start="{start}"><li>word</li></ol>')[0].endswith("word")


def test_what_is_in_a_list_but_in_no_item_is_shown() -> None:
    assert shown("<ul>loose<li>a</li><p>b</p><ol><li>c</li></ol></ul>") == [
        "loose",
        "• a",
        "b",
        "  1. c",
    ]


def test_definitions_are_moved_in() -> None:
    assert shown("<dl><dt>Term</dt><dd>means this</dd></dl>") == ["Term", "    means this"]


# ---------------------------------------------------------------- tables

PAY = """
<table><caption>Pay</caption>
<tr><th>Item</th><th align="right">Amount</th><th>Note</th></tr>
<tr><td>Salary</td><td align="right">92,500 EUR</td><td>paid at the end of each month</td></tr>
<tr><td>Bonus</td><td align="right">5,000 EUR</td><td>once</td></tr>
</table>"""


def test_columns_are_aligned_numbers_to_the_right_and_long_cells_wrapped() -> None:
    assert shown(PAY) == [
        "Pay",
        "Item        Amount  Note",
        "──────  ──────────  ────────────────────",
        "Salary  92,500 EUR  paid at the end of",
        "                    each month",
        "Bonus    5,000 EUR  once",
    ]


def test_a_table_too_wide_for_its_words_is_stacked_with_its_headings() -> None:
    assert shown(PAY, 18) == [
        "Pay",
        "Item: Salary",
        "  Amount:",
        "  92,500 EUR",
        "  Note:",
        "  paid at the end",
        "  of each month",
        "",
        "Item: Bonus",
        "  Amount:",
        "  5,000 EUR",
        "  Note: once",
    ]


def test_a_heading_without_cells_is_not_lost_in_a_stack() -> None:
    html = "<table><tr><th>aaaaaaaa</th><th>bbbbbbbb</th></tr><tr><td>cccccc</td></tr></table>"
    assert "bbbbbbbb" in "\n".join(shown(html, 10))


def test_spanning_cells_take_the_room_of_their_columns() -> None:
    html = (
        '<table><tr><td colspan="2">one long cell</td><td>x</td></tr>'
        '<tr><td rowspan="2">a</td><td>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>'
    )
    assert shown(html) == ["one long cell  x", "a  b           c", "   d           e"]


def test_tables_may_hold_lists_tables_and_signature_lines() -> None:
    html = (
        "<table><tr><td><ul><li>a</li><li>b</li></ul></td><td><table><tr><td>c</td><td>d</td></tr>"
        '</table></td></tr><tr><td><hr class="signature">Ann</td><td><hr class="signature">Bo</td>'
        "</tr></table>"
    )
    assert shown(html, 30) == [
        "• a             c  d",
        "• b",
        "______________  ______________",
        "Ann             Bo",
    ]


def test_a_table_in_a_table_gets_the_width_of_its_columns() -> None:
    inner = "<table><tr><td>aaaaa</td></tr><tr><td>b</td><td>cccc</td></tr></table>"
    assert shown(f"<table><tr><td>{inner}</td></tr></table>") == ["aaaaa", "b      cccc"]


@pytest.mark.parametrize("span", ["0", "1000000", "-1", "x"])
def test_a_senseless_span_does_no_harm(span: str) -> None:
    cell = f'<td colspan="{span}" rowspan="{span}">a</td>'
    assert "".join(shown(f"<table><tr>{cell}{cell}</tr><tr>{cell}</tr></table>")).count("a") == 3


# ---------------------------------------------------------------- scripts


@pytest.mark.parametrize(
    ("text", "cells"),
    [("abc", 3), ("Zoë", 3), ("Zoe\u0308", 3), ("日本", 4), ("한", 2), ("a\u200db", 1), ("ａ", 2)],
)
def test_cells_are_counted_as_a_terminal_does(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_wide_text_without_spaces_is_broken_at_the_width() -> None:
    assert shown("日本語の手紙です", 9) == ["日本語の", "手紙です"]


def test_right_to_left_text_stays_in_logical_order_and_ends_at_the_right() -> None:
    assert shown("<p>שלום עולם</p>", 12, left_to_right=False) == ["   שלום עולם"]
    assert shown('<p dir="rtl">שלום עולם</p>', 12) == ["   שלום עולם"]
    assert shown("<p>שלום עולם</p>", 12) == ["שלום עולם"]


# ---------------------------------------------------------------- bounds


def test_html_is_sanitised_before_it_is_read() -> None:
    assert shown("<script>x</script><style>y</style><title>z</title>a<b onclick=x") == ["a"]


def test_harmful_characters_do_not_come_through() -> None:
    assert shown("a&#27;[31m&#x202e;b<img alt='&#x202a;'>") == ["a�[31m�b[�]"]


def test_too_many_rows_and_lines_are_counted_visibly() -> None:
    row = "<tr><td>a</td></tr>"
    assert shown(f"<table>{row * 502}</table>")[-2:] == ["a", "… 2 more rows"]
    assert shown("a<br>" * 6_000)[-1] == "… 1,000 more lines"


def test_html_that_is_too_long_says_how_much_is_cut() -> None:
    cut = lay_out("<p>" + "x" * (512 * 1024), 4_000)
    assert cut[-1][0].text == "… 3 more characters"


def test_deep_nesting_keeps_its_text() -> None:
    for tag in ("div", "b", "blockquote", "ul", "span"):
        html = f"<{tag}>" * 300 + "deep" + f"</{tag}>" * 300
        assert "deep" in "".join("".join(shown(html)).split("│")).replace(" ", "")
    table = "<table><tr><td>a" * 100
    assert "".join(shown(table)).count("a") == 100


@pytest.mark.long
def test_more_elements_than_any_letter_has_keep_their_text() -> None:
    assert "".join(shown("<b>x</b> " * 25_000, 400)).count("x") == 25_000
    assert sum(line == "x" for line in shown("<p>x</p>" * 2_000)) == 2_000


def test_an_empty_letter_has_no_lines() -> None:
    assert lay_out("", 40) == ()
    assert lay_out("<p> </p><table></table><ul></ul>", 40) == ()
    assert to_plain("") == ""


def test_a_width_of_nothing_is_taken_as_the_narrowest() -> None:
    assert lay_out("<p>one two three</p>", 0) == lay_out("<p>one two three</p>", NARROWEST)


def test_plain_text_has_no_spaces_at_the_ends_of_lines() -> None:
    assert to_plain("<h1>Offer</h1><blockquote>a<p>b</p></blockquote>") == "Offer\n\n│ a\n│\n│ b\n"


# ---------------------------------------------------------------- any letter

WORD = st.text(st.sampled_from("abcXYZ0,.é日本של\u0308&<>\u200d"), min_size=1, max_size=12).map(
    lambda word: word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
INLINE = st.sampled_from(["b", "i", "u", "s", "code", "span", "mark", "small", "a"])
BLOCK = st.sampled_from(["p", "div", "h1", "h2", "blockquote", "pre", "section", "center", "dl"])
TEXT = st.lists(WORD, min_size=1, max_size=8).map(" ".join)


def wrapped(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag}>"


def table(rows: list[list[str]]) -> str:
    cells = (
        "".join(wrapped("th" if not at else "td", one) for one in row)
        for at, row in enumerate(rows)
    )
    return wrapped("table", "".join(wrapped("tr", row) for row in cells))


def larger(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.lists(part, min_size=1, max_size=3)
    items = parts.map(lambda texts: "".join(wrapped("li", text) for text in texts))
    return st.one_of(
        st.builds(wrapped, INLINE, parts.map(" ".join)),
        st.builds(wrapped, BLOCK, parts.map(" ".join)),
        st.builds(wrapped, st.sampled_from(["ul", "ol"]), items),
        st.lists(parts, min_size=1, max_size=3).map(table),
        parts.map("<br>".join),
        parts.map(" <hr> ".join),
    )


LETTERS = st.recursive(TEXT, larger, max_leaves=12)


def words(lines: tuple[Line, ...]) -> Counter[str]:
    texts = ("".join(span.text for span in line) for line in lines)
    return Counter(word for text in texts for word in re.sub(r"\[-|-\]", "", text).split())


def letters_of(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def source_text(html: str) -> str:
    from html import unescape

    return plain(unescape(re.sub("<[^>]*>", " ", html)))


@examples(3.75)
@given(LETTERS, st.integers(8, 90))
def test_no_line_is_wider_than_the_width(html: str, width: int) -> None:
    assert max(map(line_width, lay_out(html, width)), default=0) <= width


@examples(3.75)
@given(LETTERS, st.integers(8, 90))
def test_no_character_of_the_text_is_lost(html: str, width: int) -> None:
    got = letters_of("".join(span.text for line in lay_out(html, width) for span in line))
    assert letters_of(source_text(html)) <= got


@examples(3.75)
@given(LETTERS)
def test_no_word_is_lost_or_broken_where_there_is_room(html: str) -> None:
    between = re.sub("</?(?:b|i|u|s|code|span|mark|small|a)>", "", html)
    assert Counter(source_text(between).split()) <= words(lay_out(html, 5_000))


@examples(3.75)
@given(st.text(st.sampled_from("ab <>/&;\"'=tdrhpul!-\n\x1b\u202e#x1日"), max_size=80))
def test_any_text_at_all_makes_harmless_lines(html: str) -> None:
    for line in lay_out(html, 20):
        assert line_width(line) <= 20
        for span in line:
            assert span.text == plain(span.text)
            assert "\n" not in span.text


# ---------------------------------------------------------------- what letters have met since


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<ol type=a start=26><li>x<li>y</ol>", [" z. x", "aa. y"]),
        ("<ol type=I><li value=4>x<li>y</ol>", ["IV. x", " V. y"]),
        ("<ol reversed><li>x<li>y</ol>", ["2. x", "1. y"]),
        ("<ol start=-1><li>x<li>y<li>z</ol>", ["-1. x", " 0. y", " 1. z"]),
        ('<ol style="list-style-type:lower-greek"><li>x</ol>', ["α. x"]),
        ('<ol style="list-style:decimal-leading-zero inside"><li>x</ol>', ["01. x"]),
        ('<ul style="list-style:none"><li>x</ul>', ["  x"]),
        ("<ul type=square><li>x</ul>", ["▪ x"]),
        ("<li>alone", ["• alone"]),
    ],
)
def test_lists_are_marked_as_they_say(html: str, lines: list[str]) -> None:
    assert shown(html) == lines


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("m<sup>2</sup>, H<sub>2</sub>O, 1<sup>st</sup>", "m², H₂O, 1st"),
        ('<abbr title="Human Resources">HR</abbr>', "HR (Human Resources)"),
        ("<del>100</del><ins>120</ins>", "[-100-]120"),
        ('<span style="text-decoration:line-through">9</span>', "[-9-]"),
        ('<span style="text-transform:uppercase">groß</span>', "GROSS"),
        ('<span style="text-transform:capitalize">it\'s ours</span>', "It's Ours"),
        ("<input value=Zoë> <input type=checkbox checked> yes", "[Zoë] [x] yes"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
        ('<img alt="" src=x>a<img src=y>', "a[image]"),
        ("a&lrm;b&#8203;c&#xfeff;d", "abcd"),
        ("<form>a</form><form>b", "a"),
    ],
)
def test_what_text_cannot_show_is_said(html: str, line: str) -> None:
    assert shown(html)[0] == line


def test_emphasis_may_be_in_styles() -> None:
    html = '<span style="FONT-WEIGHT: 700; font-style:italic !important">x</span>'
    assert styles(html) == [("x", "strong em")]


def test_pages_break_where_styles_say_so() -> None:
    assert shown('a<p style="break-before:page">b</p>', 20)[-2:] == ["╌╌╌╌ page break ╌╌╌╌", "b"]
    assert shown('<p style="page-break-after:always">a</p>b', 20) == [
        "a",
        "╌╌╌╌ page break ╌╌╌╌",
        "",
        "b",
    ]


def test_many_empty_lines_are_two() -> None:
    assert shown("a<br><br><br><br><br>b<p>&nbsp;</p><p>&nbsp;</p>c") == ["a", "", "", "b", "", "c"]


def test_soft_hyphens_break_words_and_show_only_then() -> None:
    assert shown("Donau&shy;dampf&shy;schiff") == ["Donaudampfschiff"]
    assert shown("ein Donau&shy;dampf&shy;schiff", 12) == ["ein Donau-", "dampfschiff"]
    assert shown("abcd&shy;efgh&shy;ij", 8) == ["abcd-", "efghij"]
    assert shown("a<wbr>b") == ["ab"]


def test_japanese_is_broken_anywhere_but_before_a_full_stop() -> None:
    assert shown("これは手紙。", 10) == ["これは手", "紙。"]
    assert shown("「手紙」です", 9) == ["「手紙」", "です"]


def test_addresses_are_broken_behind_their_signs() -> None:
    assert shown("https://example.org/offers/letter", 24) == [
        "https://example.org/",
        "offers/letter",
    ]


def test_lists_and_quotations_from_right_to_left_begin_at_the_right() -> None:
    html = '<div dir="rtl"><ul><li>שלום</ul><blockquote>עולם</blockquote></div>'
    assert shown(html, 10) == ["    שלום •", "", "    עולם │"]
    assert shown('<p dir="auto">שלום</p>', 8) == ["    שלום"]
    assert shown('<table dir="rtl"><tr><td>a<td>b</table>', 10) == ["      b  a"]


def test_details_are_open_and_definitions_nested() -> None:
    assert shown("<details><summary>More</summary>inside</details>") == ["More", "inside"]


def test_a_margin_moves_a_paragraph_in() -> None:
    assert shown('<p style="margin-left:36pt">x</p>') == ["    x"]
    assert shown('<p style="margin-left:999pt">x</p>') == ["x"]


def test_a_table_may_have_several_rows_of_headings_and_a_foot_before_its_body() -> None:
    html = (
        "<table><thead><tr><th>a<tr><th>b</thead><tfoot><tr><td>sum</tfoot>"
        "<tbody><tr><td>one</tbody></table>"
    )
    assert shown(html) == ["a", "b", "───", "one", "sum"]


def test_a_letter_made_safe_twice_is_made_safe_once() -> None:
    for html in ("&#13;&#0;&#x202e;&lrm;&#128;&notit;", '<p style="Color:red;text-align:LEFT">x'):
        assert clean(clean(html)) == clean(html)


def test_styles_that_hide_text_or_fetch_something_go() -> None:
    html = '<p style="display:none;background:url(x);text-indent:-999px;text-align:right">x</p>'
    assert clean(html) == '<p style="text-align:right">x</p>'


@examples(3.75)
@given(st.text(st.sampled_from("ab <>/&;\"'=tdrhpulsye:-!\n\x1b\u202e\u200f#x1日"), max_size=80))
def test_any_text_made_safe_stays_as_it_is(html: str) -> None:
    assert clean(clean(html)) == clean(html)
