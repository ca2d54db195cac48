"""Letters: the language, what is missing, errors with their line, and the sandbox."""

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import letters
from data.letter_words import MAIN
from data.letters import Company, LetterInputs, Missing, render
from data.money import Money
from data.records import (
    CandidateRecord,
    FieldRecord,
    JobPay,
    JobRecord,
    OpeningRecord,
    PayFrequency,
    PayKind,
    Terms,
    UserRecord,
)
from data.values import FieldType, FieldValue, MoneyRange, NumberRange, UserRef, Value

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TERMS = Terms(
    salary=Money(15_000_000, "USD"),
    currency="USD",
    pay_frequency=PayFrequency.YEARLY,
    start_date=date(2026, 4, 15),
    expiry_date=date(2026, 4, 1),
)
CANDIDATE = CandidateRecord(1, "Zoë", "Müller", "zoe@example.org", "+49 30 1", "", NOW, NOW)
PAY = JobPay(
    PayKind.RANGE,
    Money(14_000_000, "USD"),
    Money(12_000_000, "USD"),
    Money(16_000_000, "USD"),
    "USD",
    PayFrequency.YEARLY,
)
JOB = JobRecord(3, "Engineer", "Research", "Berlin", True, PAY, "", NOW, NOW)
COMPANY = Company(
    "Northwind & Co", "1 Main St\nBerlin", "jobs@example.org", "+49", "example.org", "Ann", "CEO"
)
INPUTS = LetterInputs(
    offer_id=7,
    version=2,
    terms=TERMS,
    candidate=CANDIDATE,
    job=JOB,
    opening=OpeningRecord(5, 3, "4-7", True, None, None, "", None),
    application_id=4,
    sender=UserRecord(1, "Ann", "Lee", "ann@example.org"),
    company=COMPANY,
    today=date(2026, 3, 1),
    fields=(
        FieldRecord(1, "offer", "bonus", "Signing bonus", FieldType.CURRENCY, False, True, 0, ""),
    ),
)
EMPTY = replace(
    INPUTS,
    offer_id=None,
    terms=Terms(),
    candidate=None,
    job=None,
    opening=None,
    application_id=None,
    sender=None,
    company=Company(),
)


def text(source: str, inputs: LetterInputs = INPUTS) -> str:
    """The letter, which has to be without errors."""
    made = render(source, inputs)
    assert made.error is None
    return made.html


def missing(source: str, inputs: LetterInputs = INPUTS) -> list[str]:
    made = render(source, inputs)
    assert made.error is None
    return [one.name for one in made.missing]


def error(source: str, inputs: LetterInputs = INPUTS) -> str:
    made = render(source, inputs)
    assert made.error is not None
    assert made.html == ""
    return made.error.text


def with_field(value: Value | None, kind: FieldType, raw: str | None = None) -> LetterInputs:
    field = FieldValue("bonus", "Signing bonus", kind, value, raw)
    return replace(INPUTS, terms=replace(TERMS, fields=(field,)))


# ---------------------------------------------------------------- the language


def test_values_are_written_for_people() -> None:
    source = "{{ candidate.name }}: {{ offer.salary }} per {{ offer.pay_period }}, {{ today }}"
    assert text(source) == "Zoë Müller: 150,000 USD per year, 1 March 2026"


@pytest.mark.parametrize("name", [*letters.LANGUAGE])
def test_every_name_of_the_table_has_a_value(name: str) -> None:
    inputs = replace(INPUTS, terms=replace(TERMS, salary_text="Around $100k"))
    made = render(f"{{{{ {name} }}}}", inputs)
    assert made.missing == ()
    assert made.html


@pytest.mark.parametrize("name", [name for name in letters.LANGUAGE if name != "offer.version"])
def test_every_name_of_the_table_is_known_when_it_is_unset(name: str) -> None:
    made = render(f"{{{{ {name} }}}}", EMPTY)
    assert not any(one.unknown for one in made.missing)
    assert bool(made.missing) is (name != "today")


def test_the_table_lists_everything_that_templates_can_reach() -> None:
    from data.letter_words import Names, context

    groups = {name: value for name, value in context(INPUTS).items() if isinstance(value, Names)}
    reached = {f"{name}.{key}" for name, group in groups.items() for key in group.values}
    assert reached - {"fields.bonus"} | {"today"} == set(letters.LANGUAGE)
    assert set(MAIN) | {"fields"} == set(groups)


def test_the_table_of_filters_lists_every_filter() -> None:
    from data.letter_filters import filters

    assert {name for name in filters() if not name.startswith("%")} == set(letters.FILTERS)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ offer.salary | money }}", "150,000 USD"),
        ("{{ offer.salary | amount }}", "150,000"),
        ("{{ offer.start_date | date }}", "15 April 2026"),
        ("{{ offer.start_date | short_date }}", "15 Apr 2026"),
        ("{{ offer.salary | per('month') }}", "12,500 USD"),
        ("{{ offer.salary | per('hourly') }}", "72.12 USD"),
        ("{{ offer.salary | per('year', 'monthly') }}", "1,800,000 USD"),
        ("{{ offer.salary | yearly }}", "150,000 USD"),
        ("{{ ['a', 'b', 'c'] | list }}", "a, b and c"),
        ("{{ ['a'] | list }}{{ [] | list }}", "a"),
        ("{{ ['a', 'b'] | join(' · ') }}", "a · b"),
        ("{{ [] | first | default('none') }}", "none"),
        ("{{ ['a', 'b'] | first }}{{ ['a', 'b'] | last }}{{ ['a', 'b'] | length }}", "ab2"),
        ("{{ company.address | lines }}", "1 Main St<br>Berlin"),
        ("{{ 'o’neil oF' | title }} {{ 'a' | upper }}{{ 'A' | lower }}", "O’neil Of Aa"),
        ("{{ ' a ' | trim }}{{ 'ab' | capitalize }}", "aAb"),
        ("{{ 'a' ~ 1 ~ offer.currency }}", "a1USD"),
        ("{{ 7 // 2 + 1 }}{{ -2 * 3 }}{{ 7 % 4 }}", "4-63"),
        (
            "{% for n in range(3) %}{{ loop.index }}{% if loop.last %}!{% endif %}{% endfor %}",
            "123!",
        ),
        ("{% macro m(a, b) %}{{ a }}{% if b %}b{% endif %}{% endmacro %}{{ m(1) }}", "1"),
        ("{{ candidate['first_name'] }}{{ 'abc'[1] }}{{ 'abc'[1:] }}", "Zoëbbc"),
        ("{% filter upper %}a{{ candidate.first_name }}{% endfilter %}", "AZOË"),
        ("{{ candidate }}, {{ job }}, {{ opening }}", "Zoë Müller, Engineer, 4-7"),
        ("{% if offer.pay_frequency == 'yearly' %}by the year{% endif %}", "by the year"),
        ("{{ 'x' if false }}", ""),
    ],
)
def test_the_language_says(source: str, expected: str) -> None:
    assert text(source) == expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (Money(500_000, "EUR"), FieldType.CURRENCY, "5,000 EUR"),
        (True, FieldType.YES_NO, "yes"),
        (False, FieldType.YES_NO, "no"),
        (("Bike", "Gym"), FieldType.MULTI_SELECT, "Bike and Gym"),
        (date(2026, 5, 1), FieldType.DATE, "1 May 2026"),
        (Decimal("1250.5"), FieldType.NUMBER, "1,250.5"),
        (Decimal("1E+999999"), FieldType.NUMBER, "1E+999999"),
        (NumberRange(Decimal(2), None), FieldType.NUMBER_RANGE, "from 2"),
        (MoneyRange(None, Money(100, "EUR")), FieldType.CURRENCY_RANGE, "up to 1 EUR"),
        (UserRef("9", "Bo Li"), FieldType.USER, "Bo Li"),
    ],
)
def test_custom_fields_are_written_by_type(value: Value, kind: FieldType, expected: str) -> None:
    assert text("{{ fields.bonus }}", with_field(value, kind)) == expected


def test_a_field_that_could_not_be_read_says_what_came() -> None:
    inputs = with_field(None, FieldType.CURRENCY, '"Around $10k"')
    assert text("{{ fields.bonus | money }}", inputs) == "Around $10k"


def test_a_false_value_is_not_unset() -> None:
    assert missing("{{ fields.bonus }}", with_field(False, FieldType.YES_NO)) == []


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
    once = letters.clean(
        "<p>a & b &zz; &copy; &#0; <b><p>c</b> <a href='https://x.org/?a=1&b'>l</a>"
    )
    assert letters.clean(once) == once
    assert "a &amp; b &amp;zz; ©" in once


def test_what_takes_the_sanitiser_quadratic_time_does_not_reach_it() -> None:
    assert letters.clean("<blockquote>" * 3_000 + "x").count("<blockquote>") == 1_000
    assert letters.clean("&" * 100) == "&amp;" * 100
    assert letters.clean("<p>x" * 2_000).count("<p>") == 2_000


def test_shipped_parts_can_be_included_and_others_cannot() -> None:
    source = '\n{% include "_clauses/pay.html" %}'
    number = replace(INPUTS, terms=replace(TERMS, pay_frequency=PayFrequency.MONTHLY, salary=None))
    assert missing(source, number) == ["offer.salary"]
    made = render('\n{% include "_clauses/nope.html" %}', INPUTS)
    assert made.error is not None
    assert made.error.text == "line 2: there is no shipped template '_clauses/nope.html'"


# ---------------------------------------------------------------- missing values


def test_everything_unset_and_unknown_is_found_in_one_pass_in_reading_order() -> None:
    source = "{{ offer.start_date }} {{ candidate.frist_name }} {{ fields.bonus }} {{ salary }}"
    made = render(source, EMPTY)
    assert made.missing == (
        Missing("offer.start_date", unknown=False, nearest=""),
        Missing("candidate.frist_name", unknown=True, nearest="candidate.first_name"),
        Missing("fields.bonus", unknown=False, nearest=""),
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


@pytest.mark.parametrize("name", [*letters.FILTERS])
def test_an_unset_value_passes_through_every_filter_as_one_mark(name: str) -> None:
    argument = {"per": "('month')"}.get(name, "")
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
    assert letters.marked_unset(html) == ("start date", "company name")


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("source", "line", "part"),
    [
        ("a\nb\n{% if x %}", 3, "endif"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("\n\n{{ today | dat }}", 3, "no filter 'dat'; did you mean 'date'?"),
        ("{{ 1 is divisibleby 3 }}", 1, "no test 'divisibleby'"),
        ("\n{{ 3 | money }}", 2, "'money' needs an amount"),
        ("\n{% include '../../etc/passwd' %}", 2, "no shipped template"),
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
    assert made.error.text.startswith(f"line {line}: ")
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


@settings(max_examples=150, deadline=None)
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


# ---------------------------------------------------------------- the sandbox

NINES = "{% for a in [1, 2, 3, 4, 5, 6, 7, 8, 9] %}"


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ candidate.__class__.__mro__ }}",
        "{{ candidate._values }}",
        "{{ offer.salary.minor }}",
        "{{ range.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self }}",
        "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
        "{% for x in [1] %}{{ loop }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m._func }}",
        "{% macro m() %}{% endmacro %}{{ m }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ '{0.__class__}'.format_map({'a': 1}) }}",
        "{{ '%s' | format(1) }}",
        "{{ candidate | attr('name') }}",
        "{{ [1] | map('upper') }}",
        "{{ 'a' | safe }}",
        "{{ {'a': 1} }}",
        "{% set ns.x = 1 %}",
        "{% import '_layout.html' as x %}",
        "{{ [1].append(2) }}",
        "{{ 'x' * 10**8 }}",
        "{{ 'x' * 100000000 }}",
        "{{ [1] * 100000000 }}",
        "{{ 2 ** 999999999 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 9" + "9" * 5000 + " }}",
        "{% set x = 9 %}" + "{% set x = x * x %}" * 40 + "{{ x }}",
        "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
        "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x + x %}" * 40 + "{{ x }}",
        "{% set x = 'aaaaaaaaaa' %}" + "{% set x = [x, x] | join %}" * 40 + "{{ x }}",
        "{% set x = 'aaaaaaaaaa' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
        "{% set x = ['a'] %}" + "{% set x = [x, x] %}" * 40 + "{{ x }}",
        "{% set x = ['a'] %}" + "{% set x = [x, x] %}" * 40 + "{{ x | length == x }}",
        "{% macro d(x) %}{{ x }}{{ x }}{% endmacro %}"
        + "{{ "
        + "d(" * 40
        + "'aaaa'"
        + ")" * 40
        + " }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{% for x in [1, 2] recursive %}{{ loop([1, 2]) }}{% endfor %}",
        "{% block a %}{{ self.a() }}{% endblock %}",
        "{% for x in range(100000000) %}{% endfor %}",
        "{% for x in range(999) %}" * 4 + "x" + "{% endfor %}" * 4,
        NINES * 12 + "x" + "{% endfor %}" * 12,
        NINES * 30 + "x" + "{% endfor %}" * 30,
        "{% for x in range(999) %}{% set y %}" + "x" * 9999 + "{% endset %}{% endfor %}",
        "{{ " + "(" * 5000 + " }}",
        "{{ " + "1 + " * 5000 + "1 }}",
        "{{ a }}" * 20_000,
        "x" * 300_000,
    ],
    ids=lambda source: source[:48],
)
def test_every_known_escape_is_stopped(source: str) -> None:
    assert error(source)


def test_hostile_templates_take_little_memory() -> None:
    import tracemalloc

    sources = (
        "{{ 'x' * 10**9 }}",
        "{% set x = 'aaaaaaaaaa' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
        "{% for x in range(999) %}{% set y %}" + "x" * 99_999 + "{% endset %}{% endfor %}",
    )
    render("", INPUTS)
    tracemalloc.start()
    try:
        for source in sources:
            assert error(source)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


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
        "import sys, data.letters, data.letter_text; "
        "print([name for name in ('jinja2', 'markupsafe', 'nh3') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_the_digest_of_a_letter_is_its_sha_256() -> None:
    assert letters.sha256("abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
