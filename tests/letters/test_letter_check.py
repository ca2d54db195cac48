"""Mistakes in templates: all of them, with line and column, in words that help; and clauses."""

from dataclasses import replace

import pytest
from support.letter_making import EMPTY, INPUTS, check, flaw, missing, one_line, render, text

from data.letters.rendering import Header, LetterError, header
from data.templates import shipped_files


def said(source: str, **how: object) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.text) for one in check(source, {}, **how)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ offer.salary | mony }}", (1, 19, "there is no filter 'mony'; did you mean 'money'?")),
        ("a\n  {{ 1 is foo }}", (2, 8, "there is no test 'foo'")),
        ("{{ today | date(7, 8, 9) }}", (1, 12, "'date' takes form, locale")),
        ("{{ today | date(lokale='de') }}", (1, 12, "'date' takes form, locale")),
        ("{{ today | year(1) }}", (1, 12, "'year' takes nothing in brackets")),
        ("{{ offer.salary | per }}", (1, 19, "'per' takes to, counted")),
        ("{% iff x %}", (1, 4, "there is no tag 'iff'; did you mean 'if'?")),
        ("é{% if 1 %}\n{% for a in [1] %}", (2, 4, "'{% for %}' is never closed: '{% endfor %}'")),
        (
            "{# {{ a }} #}{% raw %}{{ b }}{% endraw %} {%- if 1 -%} x {{ 1 | mony }}{% endif %}",
            (1, 65, "there is no filter 'mony'"),
        ),
        ("{# a\n{{ b }}\n#}\n {{ 'x\ny' | mony }}", (5, 6, "there is no filter 'mony'")),
        ("{% endif %}", (1, 4, "'{% endif %}' closes nothing here")),
        (
            "{% if 1 %}\n{% endfor %}",
            (2, 4, "'{% endfor %}' closes nothing here; '{% if %}' of line 1 is open"),
        ),
        ("{% set x %}", (1, 4, "'{% set %}' is never closed: '{% endset %}' is missing")),
        ("{# note", (1, 3, "the comment is never closed: '#}' is missing")),
        ("{% raw %}{{", (1, 10, "'{% raw %}' is never closed")),
        ("{{ }}", (1, 4, "a value is missing before '}}'")),
        ("{{ 1 2 }}", (1, 6, "'}}' is expected here, not 'integer'")),
        ("{{ 'abc }}", (1, 4, "''' is not expected here")),
        ("{{ 1 ! 2 }}", (1, 6, "'!' is not expected here")),
        ("{{ [1 }}", (1, 7, "']' is expected here, not '}'")),
        ("{% for x in %}{% endfor %}", (1, 13, "a value is missing before '%}'")),
        ("{{ offer.. }}", (1, 10, "a name is missing after '.'")),
        ("{{ offer.salary", (1, 10, "'}}' is missing at the end")),
        ("\n{{ " + "9" * 50 + " }}", (2, 4, "the number is too long")),
        ("{{ {'a': 1} }}", (1, 4, "'{…: …}' is not part of the language")),
        ("{% import 'x' as y %}", (1, 4, "'import … as' is not part of the language")),
        (
            '{% include "_clauses/pai.html" %}',
            (1, 12, "there is no clause or template '_clauses/pai.html'; "
             "did you mean '_clauses/pay.html'?"),
        ),
        (
            "{% block a %}{% endblock %}\n{% block a %}{% endblock %}",
            (2, 4, "block 'a' defined twice"),
        ),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place(source: str, expected: tuple[int, int, str]) -> None:
    found = said(source)
    assert len(found) == 1
    assert found[0][:2] == expected[:2]
    assert found[0][2].startswith(expected[2])
    assert render(source, INPUTS).error is not None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ 1 is number(2) }}", "'is number' takes nothing in brackets"),
        ("{% for a in [1] recursive %}{% endfor %}", "'recursive' is not part of the language"),
        ("{{ 1 | date(*[1]) }}", "'*' before an argument is not part of the language"),
        ("{{ 1 is number(*[1]) }}", "'*' before an argument is not part of the language"),
        (
            "{% macro m(x) %}{% endmacro %}{{ m(*[1]) }}",
            "'*' before an argument is not part of the language",
        ),
        ("{{ 2 ** 3 }}", "'**' is not part of the language"),
        ("{% set a.b = 1 %}", "a dot left of '=' is not part of the language"),
        ("{% autoescape true %}{% endautoescape %}", "'autoescape' is not part of the language"),
    ],
)
def test_what_is_not_part_of_the_language_is_told(source: str, said: str) -> None:
    assert said in [one.text for one in check(source, {})]


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' ~ (1 | mony) }}",
        "{% for a in [1] %}{{ a | mony }}{% endfor %}",
        "{% for a in (1 | mony) %}{% endfor %}",
        "{{ ('abc' | mony)[0:1] }}",
        "{{ 'abc'[(1 | mony):] }}",
        "{{ (1 | mony) < 2 }}",
        "{{ 1 < (2 | mony) }}",
        "{{ 1 if (2 | mony) else 3 }}",
        "{{ today | date((1 | mony)) }}",
        "{{ (1 | mony) is number }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m((1 | mony)) }}",
    ],
)
def test_a_mistake_is_found_inside_of_everything(source: str) -> None:
    assert [one.text for one in check(source, {})] == [
        "there is no filter 'mony'; did you mean 'money'?"
    ]


def test_what_there_is_instead_is_what_a_template_can_name() -> None:
    (filters,) = check("{{ 1 | zzzzzzzz }}", {})
    assert filters.text.startswith("there is no filter 'zzzzzzzz'; there are money, ")
    assert "%" not in filters.text
    for name in ("joined", "compare", "sliced", "count"):
        (hint,) = check(f"{{{{ 1 | {name} }}}}", {})
        assert "%" not in hint.text
    (tests,) = check("{{ 1 is zzzzzzzz }}", {})
    assert tests.text.endswith("there are amount, date, defined, even, none, number, odd, string, "
                               "undefined")  # fmt: skip


def test_names_depth_and_mistakes_have_exact_limits() -> None:
    names = "".join(f"{{% set a{number} = 1 %}}" for number in range(400))
    assert flaw(names) is None
    refused = flaw(names + "{% set b = 1 %}")
    assert refused is not None
    assert refused.text == "the template uses more than 400 names"
    assert flaw("{{ " + "not " * 97 + "1 }}") is None
    too_deep = flaw("{{ " + "not " * 98 + "1 }}")
    assert too_deep is not None
    assert "nested too deeply" in too_deep.text
    assert [len(check("{{ 1 | mony }}" * count, {})) for count in (19, 20, 21)] == [19, 20, 20]


def test_all_mistakes_are_told_at_once_in_reading_order() -> None:
    source = (
        "{{ offer.salry }}\n{{ 1 +* 2 }} {{ offer.salary | mony }}\n{{ a b }}"
        "\n{{ candidate.name.upper() }}{{ offer.salary.minor }}\n{% include 'nope' %}"
    )
    assert [(one.line, one.column, one.unknown) for one in check(source)] == [
        (1, 4, True), (2, 7, False), (2, 32, False), (3, 6, False),
        (4, 4, True), (4, 32, True), (5, 12, False),
    ]  # fmt: skip
    texts = [one.text for one in check(source)]
    assert texts[0] == "offer.salry is no name that letters know; did you mean offer.salary?"
    assert texts[4].endswith("did you mean candidate.name | upper?")
    assert texts[5].endswith("did you mean offer.salary?")


def test_a_template_without_mistakes_has_none() -> None:
    for template in shipped_files.letters():
        assert check(template.source) == ()
        assert flaw(template.source) is None
    for name, source in shipped_files.sources().items():
        assert check(source, fields=[], job_fields=[]) == (), name


def test_names_that_a_template_gives_itself_are_known() -> None:
    source = (
        "{% set a = 1 %}{% for b in [1] %}{{ a }}{{ b }}{{ loop.index }}{% endfor %}"
        "{% macro m(c, d=1) %}{{ c }}{{ d }}{{ caller() }}{{ varargs }}{% endmacro %}"
        "{% call m(1) %}x{% endcall %}{% with e = 2 %}{{ e }}{% endwith %}{{ range(3) }}"
        "{% block f %}{{ self.f }}{% endblock %}{% from '_layout.html' import g %}{{ g() }}"
    )
    assert check(source) == ()


def test_custom_fields_are_checked_against_the_desk_when_it_is_known() -> None:
    source = '{{ fields.bonos }}{{ offer.fields["401k"] }}{{ job.fields.grade }}'
    assert check(source) == ()
    assert said(source, fields=["bonus", "401k"], job_fields=[]) == [
        (1, 4, "fields.bonos is no name that letters know; did you mean offer.fields.bonus?"),
        (1, 48, "job.fields.grade is no name that letters know"),
    ]


def test_a_wrong_name_in_a_branch_that_is_not_taken_is_found() -> None:
    source = "{% if false %}{{ candidate.frist_name }}{% endif %}"
    assert render(source, INPUTS).missing == ()
    assert [one.unknown for one in check(source)] == [True]


def test_a_mistake_in_a_clause_is_told_where_the_clause_is_asked_for() -> None:
    clauses = {"clauses/bad": "a\n{{ 1 | mony }}", "clauses/good": "{{ today }}"}
    source = 'x\n{% include "clauses/bad" %}{% include "clauses/good" %}'
    found = check(source, clauses)
    assert [(one.line, one.column) for one in found] == [(2, 12)]
    assert found[0].text.startswith("in 'clauses/bad' line 2, there is no filter 'mony'")
    made = render(source, INPUTS, clauses)
    assert made.error is not None
    assert (made.error.line, made.error.text) == (2, found[0].text)


def test_an_include_that_may_be_missing_is_no_mistake() -> None:
    source = "{% include 'nope' ignore missing %}x"
    assert check(source) == ()
    assert text(source) == "x"


def test_only_what_keeps_the_letter_from_being_made_is_a_flaw() -> None:
    assert flaw("{{ typo }}") is None
    assert flaw("{% include 'clauses/any' %}") is None
    assert flaw("{% include 'clauses/any' %}", {}) is not None
    assert flaw("\n{{ 1 | mony }}") == LetterError(
        "there is no filter 'mony'; did you mean 'money'?", 2, 8
    )


def test_an_error_of_rendering_knows_its_column_when_it_is_a_mistake() -> None:
    made = render("a\n {{ 1 | mony }}", INPUTS)
    assert made.error is not None
    assert (made.error.line, made.error.column) == (2, 9)


def test_what_is_missing_knows_its_line() -> None:
    source = (
        "{{ offer.start_date }}\n\n{{ typo }}\n{{ typo }}\n{% if a.b %}{% endif %}\n"
        "{% macro m() %}\n{{ job.title }}{% endmacro %}{{ m() }}\n{% include 'c' %}"
    )
    made = render(source, EMPTY, {"c": "\n\n{{ company.name }}"})
    lines = {one.name: one.line for one in made.missing}
    assert lines == {
        "offer.start_date": 1, "typo": 3, "a": 5, "job.title": 7, "company.name": 8,
    }  # fmt: skip


# ---------------------------------------------------------------- clauses


def test_clauses_of_the_users_own_are_included_and_may_be_macros() -> None:
    clauses = {
        "clauses/greeting": "Dear {{ candidate.first_name }}, {{ who }}",
        "clauses/macros": "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}",
    }
    source = (
        "{% set who = 'hello' %}{% include 'clauses/greeting' %} "
        "{% from 'clauses/macros' import bold %}{{ bold(job.title) }}"
    )
    made = render(source, INPUTS, clauses)
    assert (made.error, made.html) == (None, "Dear Zoë, hello <b>Engineer</b>")


def test_macros_of_a_clause_see_the_values_of_every_letter_anew() -> None:
    clauses = {
        "m": "{% set who = candidate.name %}{% macro hi() %}{{ who }}{{ typo }}{% endmacro %}"
    }
    source = "{% from 'm' import hi %}{{ hi() }}{% include 'm' without context %}"
    for inputs, name in (
        (INPUTS, "Zoë Müller"),
        (EMPTY, "[candidate name]"),
        (INPUTS, "Zoë Müller"),
    ):
        made = render(source, inputs, clauses)
        assert name in made.html
        assert "typo" in [one.name for one in made.missing]
    assert check(source, clauses) == ()


@pytest.mark.parametrize("named", ["candidate", "[candidate]", "3", "[]", "nothing", "today"])
def test_a_clause_is_named_by_a_text(named: str) -> None:
    assert render(f"{{% include {named} %}}", INPUTS).error is not None


def test_a_clause_may_be_named_by_a_value_but_only_one_there_is() -> None:
    clauses = {"Position filled": "It is filled."}
    assert render("{% include offer.reason %}", INPUTS, clauses).html == "It is filled."
    assert render("{% include offer.creator %}", INPUTS, clauses).error is not None


def test_a_clause_of_ones_own_takes_the_place_of_a_shipped_one() -> None:
    body = '{% block body %}{% include "_clauses/pay.html" %}{% endblock %}'
    source = '{% extends "_layout.html" %}' + body
    own = {"_clauses/pay.html": "<p>We pay well.</p>"}
    assert "We pay well." in render(source, INPUTS, own).html
    assert "We pay well." not in render(source, INPUTS).html
    assert "<h2>Pay</h2>" in render(source, INPUTS).html


def test_a_clause_that_changes_is_not_the_old_one() -> None:
    source = "{% include 'c' %}"
    for words in ("one", "two", "one"):
        assert render(source, INPUTS, {"c": words}).html == words


def test_values_in_clauses_are_escaped() -> None:
    evil = replace(INPUTS, reason="<script>x</script>")
    assert render("{% include 'c' %}", evil, {"c": "{{ offer.reason }}"}).html == (
        "&lt;script&gt;x&lt;/script&gt;"
    )


# ---------------------------------------------------------------- header and subject


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", Header()),
        ("{# only a note #}", Header()),
        ("{# name: A | kind: offer #}x", Header("A", "offer")),
        ("\n {#- kind: reminder|name: A b -#}", Header("A b", "reminder")),
        (
            "{# name: A |\n subject: {{ job.title | upper }} | new |\n locale: pt_BR #}",
            Header("A", "", "{{ job.title | upper }} | new", "pt_BR"),
        ),
        ("x {# name: late #}", Header()),
        ("{# names: A | kinds: offer #}", Header()),
        ("{# name: \x1b[31mA #}", Header("\ufffd[31mA")),
    ],
)
def test_the_first_comment_says_what_a_template_is(source: str, expected: Header) -> None:
    assert header(source) == expected


def test_a_subject_is_one_line_of_plain_text() -> None:
    line = one_line("{{ company.name }}:\n <b>our</b> offer, {{ job.title }} &amp; more", INPUTS)
    assert line.text == "Northwind & Co: our offer, Engineer & more"
    assert (line.missing, line.error) == ((), None)


def test_what_is_unset_or_wrong_in_a_subject_is_told() -> None:
    line = one_line("Start: {{ offer.start_date }}", EMPTY)
    assert line.text == "Start: [start date]"
    assert [one.name for one in line.missing] == ["offer.start_date"]
    broken = one_line("{{ 1 | mony }}", INPUTS)
    assert broken.text == ""
    assert broken.error is not None


def test_the_subject_of_every_shipped_letter_is_a_line_with_nothing_unset() -> None:
    for template in shipped_files.letters():
        line = one_line(template.subject, INPUTS)
        assert (line.missing, line.error) == ((), None)
        assert "Engineer" in line.text
        assert len(line.text) < 80


def test_salary_in_figures_is_an_unknown_name_like_any_other() -> None:
    assert missing("{{ offer.salary.minor }} {{ offer.start_date.year }}") == [
        "offer.salary.minor",
        "offer.start_date.year",
    ]
