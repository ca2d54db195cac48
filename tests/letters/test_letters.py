"""Letters: safe HTML, what is missing, errors with their line, clauses, and the desk around it."""

import subprocess
import sys
import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples
from support.letter_making import (
    CANDIDATE,
    EMPTY,
    INPUTS,
    TERMS,
    flaw,
    missing,
    one_line,
    render,
    text,
)

from data.letters import rendering
from data.letters.letter_hash import letter_hash
from data.letters.rendering import Company, LetterInputs, Missing
from data.records.pay import PayFrequency

# ---------------------------------------------------------------- safe HTML


def test_values_cannot_bring_their_own_html() -> None:
    evil = replace(INPUTS, company=Company(name="<script>x</script><b>B</b>"))
    assert text("{{ company.name }}", evil) == (
        "&lt;script&gt;x&lt;/script&gt;&lt;b&gt;B&lt;/b&gt;"
    )


def test_what_is_active_goes_and_structure_stays() -> None:
    source = (
        '<h1 onclick="x()" style="color:red" class="c">A</h1><script>x</script>'
        '<img src="x" alt="L">'
        '<a href="javascript:x">j</a><td></td><table><tr><td colspan="2" align="right">1</td></tr>'
        '</table><hr class="page-break"><iframe src="x"></iframe>'
    )
    assert text(source) == (
        '<h1 class="c">A</h1><img alt="L"><a>j</a><table><tbody><tr>'
        '<td colspan="2" align="right">1</td></tr></tbody></table><hr class="page-break">'
    )


def test_control_characters_do_not_get_through() -> None:
    made = render("a\x1b[31m\ud800{{ company.name }}", replace(INPUTS, company=Company("x\x9by")))
    assert made.html == "a\ufffd[31m\ufffdx\ufffdy"


def test_cleaning_twice_changes_nothing() -> None:
    once = rendering.clean(
        "<p>a & b &zz; &copy; &#0; <b><p>c</b> <a href='https://x.org/?a=1&b'>l</a>"
    )
    assert rendering.clean(once) == once
    assert "a &amp; b &amp;zz; ©" in once


def test_what_takes_the_sanitiser_quadratic_time_does_not_reach_it() -> None:
    assert rendering.clean("<blockquote>" * 3_000 + "x").count("<blockquote>") == 1_000
    assert rendering.clean("&" * 100) == "&amp;" * 100
    assert rendering.clean("<p>x" * 2_000).count("<p>") == 2_000


@pytest.mark.parametrize(
    "opening",
    [
        "".join(f"<b class=x{n}>" for n in range(300)),
        "".join(f"<i class='<{n}'>" for n in range(300)),
        "".join(f"<b class=x{n}><!-- </b> -->" for n in range(300)),
        "<b><i><u><s><em><tt><code><small><strong><font>" * 30,
    ],
)
def test_emphasis_that_is_never_closed_does_not_multiply(opening: str) -> None:
    html = rendering.clean(f"<p>{opening}</p>" + "<p>word" * 12_000)
    assert html.count("word") == 12_000
    assert len(html) < 200_000


def test_emphasis_that_is_closed_stays_however_long_the_letter_is() -> None:
    html = "<p><b>a</b> <i><u>b</u></i></p>" * 3_000
    assert rendering.clean(html) == html


def test_shipped_parts_can_be_included_and_others_cannot() -> None:
    source = '\n{% include "_clauses/pay.html" %}'
    number = replace(INPUTS, terms=replace(TERMS, pay_frequency=PayFrequency.MONTHLY, salary=None))
    assert missing(source, number) == ["offer.salary"]
    made = render('\n{% include "_clauses/nope.html" %}', INPUTS)
    assert made.error is not None
    assert made.error.sentence == (
        "line 2: there is no clause or template '_clauses/nope.html'; "
        "did you mean '_clauses/pay.html'?"
    )


# ---------------------------------------------------------------- missing values


def test_everything_unset_and_unknown_is_found_in_one_pass_in_reading_order() -> None:
    source = "{{ offer.start_date }} {{ candidate.frist_name }} {{ fields.bonus }} {{ salary }}"
    made = render(source, EMPTY)
    assert made.missing == (
        Missing("offer.start_date", unknown=False, nearest=""),
        Missing("candidate.frist_name", unknown=True, nearest="candidate.first_name"),
        Missing("offer.fields.bonus", unknown=False, nearest=""),
        Missing("salary", unknown=True, nearest="offer.salary"),
    )
    assert '<mark class="unset">[start date]</mark>' in made.html
    assert '<mark class="unset">[Signing bonus]</mark>' in made.html


def test_a_name_that_is_like_no_other_has_no_nearest() -> None:
    assert render("{{ zzz }}", INPUTS).missing == (Missing("zzz", unknown=True, nearest=""),)


@pytest.mark.parametrize(
    "source",
    [
        "{% if offer.expiry_date %}x{% endif %}",
        "{% if not offer.expiry_date %}{% endif %}",
        "{{ 'x' if offer.expiry_date }}",
        "{% if offer.expiry_date is defined %}x{% endif %}",
        "{% if offer.expiry_date == 3 or offer.expiry_date < today %}x{% endif %}",
        "{% if today < offer.expiry_date or 'a' in fields.bonus %}x{% endif %}",
        "{% for part in fields.bonus %}x{% endfor %}",
        "{% if candidate or job or fields %}x{% endif %}",
        "{% if 'nothing' in fields %}x{% endif %}",
        "{% set date = offer.expiry_date %}{% if date %}x{% endif %}",
        "{{ offer.expiry_date or '' }}",
        "{{ offer.expiry_date | default('') }}",
        "{{ [candidate.email, candidate.phone] | list }}",
    ],
)
def test_a_known_name_that_is_only_asked_for_is_not_missing(source: str) -> None:
    made = render(source, EMPTY)
    assert (made.html, made.missing, made.error) == ("", (), None)


def test_an_unknown_name_in_a_condition_is_reported() -> None:
    assert missing("{% if candidate.typo %}x{% endif %}{% if tpyo %}{% endif %}") == [
        "candidate.typo",
        "tpyo",
    ]


@pytest.mark.parametrize("name", [name for name in rendering.FILTERS if name != "first_of"])
def test_an_unset_value_passes_through_every_filter_as_one_mark(name: str) -> None:
    argument = {"per": "('month')", "percent": "(1)", "counted": "('a', 'b')"}.get(name, "")
    argument = {"days_until": "(today)", "label": "('x')", "known_as": "('leave')"}.get(
        name, argument
    )
    made = render(f"{{{{ offer.start_date | {name}{argument} | upper }}}}", EMPTY)
    marks = 0 if name == "default" else 1
    assert made.error is None
    assert made.html.count("<mark") == marks
    assert len(made.missing) == marks


@pytest.mark.parametrize("expression", ["-x", "x * 2", "2 + x", "x.y.z", "x()", "x[0]", "x ~ ''"])
def test_an_unset_value_survives_every_operation(expression: str) -> None:
    made = render(f"{{% set x = offer.salary %}}{{{{ {expression} }}}}", EMPTY)
    assert made.html == '<mark class="unset">[salary]</mark>'
    assert [one.name for one in made.missing] == ["offer.salary"]


def test_an_unset_value_in_an_attribute_does_not_break_the_letter() -> None:
    assert text('<a href="{{ company.website }}">x</a>', EMPTY) == "<a>x</a>"


def test_the_pay_period_is_reported_by_the_name_of_the_term() -> None:
    assert missing("{{ offer.pay_period }}{{ offer.salary | per('month') }}", EMPTY) == [
        "offer.pay_frequency",
        "offer.salary",
    ]


def test_people_without_a_name_have_none_in_a_letter() -> None:
    nameless = replace(INPUTS, candidate=replace(CANDIDATE, first_name="", last_name=""))
    assert missing("{{ candidate.name }}", nameless) == ["candidate.name"]


def test_what_a_hand_edited_letter_still_marks_is_found() -> None:
    html = text("{{ offer.start_date }} {{ offer.start_date }} {{ company.name }}", EMPTY)
    assert rendering.marked_unset(html) == ("start date", "company name")


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("source", "line", "part"),
    [
        ("a\nb\n{% if x %}", 3, "endif"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("\n\n{{ today | dat }}", 3, "no filter 'dat'; did you mean 'date'?"),
        ("{{ 1 is divisibleby 3 }}", 1, "no test 'divisibleby'"),
        ("\n{{ 3 | money }}", 2, "'money' needs an amount"),
        ("\n{% include '../../etc/passwd' %}", 2, "no clause or template"),
        ("\n{{ [1, 2][5] }}", 2, "out of range"),
        ("\n{% autoescape false %}x{% endautoescape %}", 2, "not part of the language"),
        ("{% for a in offer.salary %}{% endfor %}", 1, "a loop needs a list"),
        ("{{ today | per('month') }}", 1, "'per' needs an amount"),
        ("{{ offer.salary | per('moon') }}", 1, "'per' needs one of hour, day"),
    ],
)
def test_an_error_names_its_line(source: str, line: int, part: str) -> None:
    made = render(source, INPUTS)
    assert made.error is not None
    assert made.error.line == line
    assert made.error.sentence == f"line {line}: {made.error.text}"
    assert part in made.error.text
    assert "\n" not in made.error.text


def test_what_is_missing_so_far_is_told_with_an_error() -> None:
    made = render("{{ offer.start_date }}{{ 1 / 0 }}", EMPTY)
    assert [one.name for one in made.missing] == ["offer.start_date"]


TOKENS = [
    *("{{", "}}", "{%", "%}", "{#", "#}", "(", ")", "[", "]", "'", '"', "~", "+", "*", "%", "1"),
    *(" if ", "endif", " for x in ", "endfor", " set x=", "macro m()", "endmacro", "m()"),
    *("include", "extends", " '_layout.html' ", "block b", "endblock", "fields", "candidate"),
    *("offer.salary", ".typo", "|money", "|list", "<b>", "</p>", "&", "\n"),
]


@examples(3.75)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(TOKENS),
            st.text(max_size=5),
        ),
        max_size=14,
    ).map("".join),
    st.sampled_from([INPUTS, EMPTY]),
)
def test_no_source_makes_it_raise(source: str, inputs: LetterInputs) -> None:
    made = render(source, inputs)
    assert made.error is None or made.html == ""
    line = one_line(source, inputs)
    assert "\n" not in line.text
    assert made.error is not None or flaw(source) is None


# ---------------------------------------------------------------- the desk around it


def test_nothing_of_python_is_in_reach_without_an_error_either() -> None:
    assert missing("{{ lipsum }}{{ cycler }}{{ dict }}{{ namespace }}{{ joiner }}") == [
        "lipsum",
        "cycler",
        "dict",
        "namespace",
        "joiner",
    ]


def test_letters_of_several_threads_do_not_mix() -> None:
    results: dict[str, list[str]] = {}

    def work(name: str) -> None:
        results[name] = [one for _ in range(50) for one in missing(f"{{{{ {name} }}}}", EMPTY)]

    threads = [threading.Thread(target=work, args=(name,)) for name in ("offer.id", "job.id")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {name: [name] * 50 for name in ("offer.id", "job.id")}


def test_importing_letters_loads_neither_jinja_nor_the_sanitiser() -> None:
    code = (
        "import sys, data.letters.rendering, data.letters.layout.letter_lines; "
        "print([name for name in ('jinja2', 'markupsafe', 'nh3') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=540
    )
    assert done.stdout.strip() == "[]"


def test_the_digest_of_a_letter_is_its_sha_256() -> None:
    assert letter_hash("abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
