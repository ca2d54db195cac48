"""Letters in plain paragraphs: what each sign makes, and that no word of any source vanishes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.letter_making import INPUTS, SHIPPED, flaw, render, text

from data.errors import NotAllowed
from data.letters import rendering
from data.letters.layout.letter_lines import to_plain
from data.letters.paragraphs import dialect, from_html, plain_words

HEAD = "{# written: plain #}\n"


def html(source: str) -> str:
    return plain_words.html(source).replace("\n", "")


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("One\nTwo\n\nThree", "<p>One<br>Two</p><p>Three</p>"),
        ("# Pay\n## In words", "<h2>Pay</h2><h3>In words</h3>"),
        ("**bold** and *italic*", "<p><strong>bold</strong> and <em>italic</em></p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("[Page break]", '<div style="page-break-before:always"></div>'),
        ("a < b & c <us>", "<p>a &lt; b &amp; c &lt;us&gt;</p>"),
        ("5 \\* 3", "<p>5 * 3</p>"),
        ("+ 5 days", "<p>+ 5 days</p>"),
        (
            "`code` [a](b) ![c](d) > e &amp; ~~f~~",
            "<p>`code` [a](b) ![c](d) &gt; e &amp;amp; ~~f~~</p>",
        ),
        ("    four spaces", "<p>four spaces</p>"),
        ("[one]: two", "<p>[one]: two</p>"),
        ("{{ a | date }} **{{ b }}**", "<p>{{ a | date }} <strong>{{ b }}</strong></p>"),
        ("{% if a %}\nWords\n{% endif %}", "{% if a %}<p>Words</p>{% endif %}"),
        ("Pay\n{%- if a %}, more{% endif %}", "<p>Pay{%- if a %}, more{% endif %}</p>"),
        ("{{ oops", "<p>{{ oops</p>"),
        ("{% block b %}<a>{% endblock %}", "{% block b %}&lt;a&gt;{% endblock %}"),
        ("\\{% include 'a' %}", "<p>{% include 'a' %}</p>"),
    ],
)
def test_each_sign_makes_what_it_says(source: str, made: str) -> None:
    assert html(source) == made


def test_a_table_has_its_columns_aligned_and_rows_under_a_condition() -> None:
    source = (
        "| Term | Pay |\n|---|---:|\n| Base | {{ a | b }} |\n{% if c %}\n| More | 1 |\n{% endif %}"
    )
    assert html(source) == (
        '<table><thead><tr><th>Term</th><th align="right">Pay</th></tr></thead>'
        '<tbody><tr><td>Base</td><td align="right">{{ a | b }}</td></tr>'
        '{% if c %}<tr><td>More</td><td align="right">1</td></tr>{% endif %}</tbody></table>'
    )


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("- a\n{% if b %}\n- b\n{% endif %}\n- c", "<ul>a{% if b %}b{% endif %}c</ul>"),
        ("1. a\n{% if b %}\n2. b\n{% else %}\n2. c\n{% endif %}\nd",
         "<ol>a{% if b %}b{% else %}c{% endif %}</ol><p>d</p>"),
        ("{% for x in y %}\n- a\n{% endfor %}", "{% for x in y %}<ul>a</ul>{% endfor %}"),
        ("{% if a %}\n- a\n{% else %}\n- b\n{% endif %}",
         "{% if a %}<ul>a</ul>{% else %}<ul>b</ul>{% endif %}"),
        ("- a\n{% if b %}\nb\n{% endif %}\n- c",
         "<ul>a</ul>{% if b %}<p>b</p>{% endif %}<ul>c</ul>"),
        ("- a\n{% endblock %}", "<ul>a</ul>{% endblock %}"),
    ],
)  # fmt: skip
def test_items_under_a_condition_stay_in_their_list(source: str, made: str) -> None:
    assert re.sub("</?li>", "", html(source)) == made


SIGNED = """[signature: company]
{{ company.signatory }}

[signature: candidate]
{{ candidate.name }}
Date: [date]
"""


def test_signatures_that_follow_each_other_stand_side_by_side() -> None:
    made = html(SIGNED)
    assert made.startswith('<table class="signatures"><tr><td>')
    assert made.count("<tr>") == 2 and made.count("<td>") == 4
    assert '<hr class="signature company">' in made
    assert 'Date: <span class="date candidate"></span>' in made
    said = to_plain(text(HEAD + SIGNED, INPUTS))
    assert INPUTS.candidate is not None and "Müller" in said and "Date:" in said


def test_what_nobody_is_called_stays_and_stops_at_the_gate() -> None:
    assert html("[signature: boss]\nBo") == "<p>[signature: boss]<br>Bo</p>"


IN_PARAGRAPHS = (
    "_clauses/pay.html", "de/_clauses/acceptance.html", "_clauses/cover_note.html", "offer.html",
    "fr/note.html", "es/contractor.html",
)  # fmt: skip


@pytest.mark.parametrize("file", IN_PARAGRAPHS)
def test_a_shipped_template_says_the_same_without_html(file: str) -> None:
    says_the_same(file)


@pytest.mark.long
def test_so_do_most_of_all_that_is_shipped() -> None:
    done = [file for file in SHIPPED if says_the_same(file)]
    assert set(IN_PARAGRAPHS) <= set(done) and len(done) >= 95


def says_the_same(file: str) -> bool:
    """Whether it can be written without HTML; it has to give the same letter then."""
    try:
        plain = from_html.paragraphs(SHIPPED[file])
    except NotAllowed as refused:
        assert "It stays HTML" in refused.text
        return False
    assert rendering.header(plain).is_plain and "<p>" not in plain
    before, after = (to_plain(render(source, INPUTS).html) for source in (SHIPPED[file], plain))
    assert after.split() == before.split()
    return True


@pytest.mark.parametrize(
    "source",
    [
        "<p>a</p><div>b</div>",
        "words",
        '<p class="x">a</p>',
        "<table><tr><td>a</td></tr></table>",
        f"<p>{'words ' * 9_000}</p>",
    ],
)
def test_what_paragraphs_cannot_say_stays_html(source: str) -> None:
    with pytest.raises(NotAllowed, match="It stays HTML"):
        from_html.paragraphs(source)


ODD = ("5 * 3 \\ 2_a_b", "# one", "- one", "1. one", "+ one", "a &lt;b&gt; &amp;amp; c", "1986.")


@pytest.mark.parametrize("words", ODD)
def test_words_that_look_like_signs_stay_words(words: str) -> None:
    source = f"<p>{words}</p>\n<ul><li>{words}</li></ul>"
    plain = from_html.paragraphs(source)
    assert to_plain(text(plain)).split() == to_plain(text(source)).split()


def test_values_are_words_whatever_is_in_them() -> None:
    assert INPUTS.candidate is not None
    odd = replace(
        INPUTS, candidate=replace(INPUTS.candidate, first_name="*Z* | <b> # [page break]")
    )
    assert "<p>Dear *Z* | &lt;b&gt; # [page break]</p>" in text(
        HEAD + "Dear {{ candidate.first_name }}", odd
    )


def test_a_mistake_has_its_line_and_column_in_what_was_typed() -> None:
    (wrong,) = rendering.check(HEAD + "# Pay\n\nOne **two** < {{ offer.salary | mony }}")
    assert (wrong.line, wrong.column, "money" in wrong.text) == (4, 33, True)
    found = flaw(HEAD + "\n- a\n{% if a %}\n- b\n")
    assert found is not None and "endif" in found.sentence


def test_clauses_in_paragraphs_and_in_html_stand_in_each_other() -> None:
    clauses = {"clauses/a": HEAD + "# Ours\n\n*words*", "clauses/b": "<p>HTML</p>"}
    plain = HEAD + 'Before\n{% include "clauses/a" %}\n{% include "clauses/b" %}\nafter'
    made = rendering.render(plain, INPUTS, clauses)
    assert made.error is None
    whole = "<p>Before</p><h2>Ours</h2><p><em>words</em></p><p>HTML</p><p>after</p>"
    assert made.html.replace("\n", "") == whole
    assert "<h2>Ours</h2>" in rendering.render('{% include "clauses/a" %}', INPUTS, clauses).html


@pytest.mark.parametrize(
    ("source", "said"),
    [("word " * 10_000, "more than 48 kB"), ("- " * 1_000 + "word", "nested too deeply")],
)
def test_what_would_take_long_or_lose_words_is_refused(source: str, said: str) -> None:
    made = rendering.render(HEAD + source, INPUTS)
    assert made.error is not None and said in made.error.text


def test_rows_that_a_table_has_no_room_for_stay_text() -> None:
    """Markdown leaves out what is in more cells than the first row has, and fills up the others."""
    for source in ("|a|b|\n|-|-|\n|c|d|e|", "|a" * 50 + "\n" + "|-" * 50):
        assert "<table" not in html(source)
        assert source.split("\n")[-1] in html(source)


def test_what_is_no_table_for_a_row_below_is_not_looked_through_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []
    count = dialect._cells

    def counted(line: str) -> int:
        looked.append(line)
        return count(line)

    monkeypatch.setattr(dialect, "_cells", counted)
    assert "<table" not in html("a|\n-|\n" * 300 + "a|b|c|")
    assert len(looked) < 3_000


def test_signs_that_nothing_closes_are_mistakes_not_minutes() -> None:
    for source in ("{{ " * 2_000, "{%" * 1_000 + "%}"):
        assert rendering.check(HEAD + source)


_WORDS = st.integers(1000, 9999).map(lambda number: f" w{number} ")
_SIGNS = st.sampled_from(
    [
        *("#", "# ", "\n## ", "\n- ", "\n  - ", "\n1. ", "\n* ", "\n+ ", "\n> ", "*", "**", "_"),
        *("__", "`", "```\n", "~~", "\n---\n", "\n===\n", "***", "\\", "[", "](", "]: ", "![", ")"),
        *(
            "|",
            "\n|",
            "|\n",
            "\n|---|---|\n",
            "\na|b\n-|-\nc|",
            "\n\n",
            "\n",
            "    ",
            "\t",
            "&amp;",
            "&",
            "<",
        ),
        *(">", "<!--", "-->", "<script>", "</p>", "<svg>", "[page break]", "\n[page break]\n"),
        *("\n\n[signature: candidate]\n", "[date]", "{{ candidate.name }}", "{# note #}", "\ue000"),
        *("\n{% if today %}\n", "\n{% endif %}\n", "0\ue001"),
    ]
)


@given(st.lists(st.one_of(_SIGNS, _WORDS, _WORDS), max_size=30).map("".join))
def test_every_word_of_any_source_is_in_the_letter(source: str) -> None:
    made = rendering.render(HEAD + source, INPUTS)
    words = set(re.findall(r"w\d{4}", source))
    assert made.error is not None or words <= set(re.findall(r"w\d{4}", to_plain(made.html)))


@given(st.lists(st.one_of(_SIGNS, _WORDS), max_size=30).map("".join))
def test_what_it_makes_is_safe_already(source: str) -> None:
    made = rendering.render(HEAD + source, INPUTS)
    assert rendering.clean(made.html) == made.html
