"""The language of letters: every name and filter is listed, works, and says what it promises."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import letter_reference
from support.letter_example import example
from support.letter_making import (
    EMPTY,
    INPUTS,
    TERMS,
    check,
    error,
    missing,
    render,
    text,
    with_field,
)

from data.letters import rendering
from data.letters.language import number_words, render_limits, syntax_check
from data.letters.language.letter_context import context
from data.letters.language.name_reference import MAIN, NameGroup
from data.letters.language.sandbox import environment
from data.letters.rendering import FilterInfo, NameInfo
from data.records.field_records import FieldRecord
from data.records.pay import PayFrequency
from data.values.field_values import FieldType, FieldValue, MoneyRange, NumberRange, UserRef, Value
from data.values.money import Money


def test_values_are_written_for_people() -> None:
    source = "{{ candidate.name }}: {{ offer.salary }} per {{ offer.pay_period }}, {{ today }}"
    assert text(source) == "Zoë Müller: 150,000 USD per year, 1 March 2026"


@pytest.mark.parametrize("name", [*rendering.LANGUAGE])
def test_every_name_of_the_table_has_a_value(name: str) -> None:
    fields = (
        FieldValue("weekly_hours", "Weekly hours", FieldType.NUMBER, Decimal(20)),
        FieldValue("working_days", "Days a week", FieldType.NUMBER, Decimal(5)),
        FieldValue("duration", "Duration", FieldType.NUMBER, Decimal(3)),
        FieldValue("bonus", "Signing bonus", FieldType.CURRENCY, Money(100, "USD")),
    )
    inputs = replace(INPUTS, terms=replace(TERMS, salary_text="Around $100k", fields=fields))
    made = render(f"{{{{ {name} }}}}", inputs)
    assert made.missing == ()
    assert made.html


ALWAYS = {
    "offer.version",
    "offer.was_sent",
    "offer.status",
    "offer.hours_per_year",
    "offer.days_per_year",
    "company.hours_per_year",
    "company.days_per_year",
    "today",
}


@pytest.mark.parametrize("name", [*rendering.LANGUAGE])
def test_every_name_of_the_table_is_known_when_it_is_unset(name: str) -> None:
    made = render(f"{{{{ {name} }}}}", EMPTY)
    assert not any(one.unknown for one in made.missing)
    assert bool(made.missing) is (name not in ALWAYS)


def reached(values: Mapping[str, object], start: str = "") -> Iterator[str]:
    """Every name that leads to a value, written out with its dots."""
    for name, value in values.items():
        if isinstance(value, NameGroup):
            yield from reached(value.values, f"{start}{name}.")
        else:
            yield f"{start}{name}"


def test_the_table_lists_everything_that_templates_can_reach() -> None:
    values = context(INPUTS)
    assert {name for name in reached(values) if "fields." not in name} == set(rendering.LANGUAGE)
    fields = {name for name in reached(values) if "fields." in name}
    assert fields == {"offer.fields.bonus", "fields.bonus"}
    assert {name for name, value in values.items() if isinstance(value, NameGroup)} == {
        *MAIN,
        "fields",
    }


def test_the_tables_list_every_filter_and_test() -> None:
    made = environment()
    assert {name for name in made.filters if not name.startswith("%")} == set(rendering.FILTERS)
    assert set(made.tests) == set(rendering.TESTS)
    assert set(made.globals) == {"range"}


@pytest.mark.parametrize("word", rendering.filters(), ids=lambda word: word.name)
def test_the_example_of_every_filter_says_what_it_promises(word: FilterInfo) -> None:
    made = render(f"{{{{ {word.example} }}}}", example())
    assert (made.error, made.missing, made.html) == (None, (), word.result)
    assert word.signature.startswith(word.name)


def test_the_words_of_the_language_come_with_their_present_values() -> None:
    fields = tuple(
        FieldRecord(number, "offer", f"my_{kind}", kind, kind, False, True, 0, "")
        for number, kind in enumerate(FieldType)
    )
    odd = FieldRecord(99, "job", "401k", "Pension", FieldType.CURRENCY, False, True, 0, "")
    words = {word.name: word for word in rendering.language(example(fields, (odd,)))}
    assert words["offer.salary"].value_shown == "92,500 EUR"
    assert words["offer.reason"].value_shown == ""
    assert (
        words["offer.fields.my_multi_select"].value_shown == "Health plan, Bicycle and Home office"
    )
    assert words["offer.fields.my_currency_range"].value_shown == "80,000 EUR to 95,000 EUR"
    assert words["offer.fields.my_number_range"].type == "range of numbers"
    assert words['job.fields["401k"]'].value_shown == "5,000 EUR"
    assert words['job.fields["401k"]'].meaning == "Pension, a custom field of the job"
    assert set(rendering.LANGUAGE) <= set(words)


@pytest.mark.parametrize("kind", FieldType)
def test_a_field_of_every_type_is_written_by_the_name_the_language_gives(kind: FieldType) -> None:
    field = FieldRecord(1, "offer", "2nd", "Second", kind, False, True, 0, "")
    inputs = example((field,))
    word = next(word for word in rendering.language(inputs) if word.name.startswith("offer.fields"))
    made = render(f"{{{{ {word.name} }}}}|{{{{ fields['2nd'] }}}}", inputs)
    assert made.html == f"{word.value_shown}|{word.value_shown}"
    assert word.value_shown


@pytest.mark.parametrize("word", rendering.language(example()), ids=lambda word: word.name)
def test_the_example_of_every_name_is_what_it_says_where_it_is_set(word: NameInfo) -> None:
    if word.value_shown:
        assert " ".join(word.value_shown.split()) in (word.example, word.example.replace(",", ""))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ offer.salary | money }}", "150,000 USD"),
        ("{{ offer.salary | amount }}", "150,000"),
        ("{{ offer.start_date | date }}", "15 April 2026"),
        ("{{ offer.start_date | short_date }}", "15 Apr 2026"),
        ("{{ offer.salary | per('month') }}", "12,500 USD"),
        (
            "{{ offer.salary | per('week') }} {{ offer.salary | per('day') }}",
            "2,884.62 USD 576.92 USD",
        ),
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
        ("{{ offer.salary + offer.salary * 0.1 - offer.salary / 2 }}", "90,000 USD"),
        ("{{ [offer.salary, job.salary] | sum }}{{ [1, 2.5] | sum }}", "290,000 USD3.5"),
        ("{{ offer.salary / job.salary > 1 }}{{ offer.salary > job.salary }}", "yesyes"),
        ("{{ offer.salary >= 150000 }}{{ offer.salary == 150000 }}", "yesyes"),
        ("{{ offer.salary in [job.salary, offer.salary] }}", "yes"),
        ("{{ offer.salary | percent(12.5) }}, {{ 200 | percent(5) }}", "18,750 USD, 10"),
        ("{{ offer.salary | in_words }}", "one hundred fifty thousand US dollars"),
        ("{{ 27 | in_words }}, {{ 2.5 | in_words }}", "twenty-seven, two point five"),
        ("{{ '1250.50' | number + 1 }}", "1,251.50"),
        ("{{ job.pay }}; {{ job.pay | minimum }}", "120,000 USD to 160,000 USD; 120,000 USD"),
        ("{{ offer.start_date | date('full') }}", "Wednesday, 15 April 2026"),
        ("{{ offer.start_date | date('iso') }} {{ today | year }}", "2026-04-15 2026"),
        ("{{ offer.start_date | date('short') }}", "15 Apr 2026"),
        ("{{ offer.start_date | weekday }}", "Wednesday"),
        ("{{ '2026-01-31' }}{{ today | plus(months=-1, days=1) }}", "2026-01-312 February 2026"),
        ("{{ today | days_until(offer.expiry_date) | counted('day', 'days') }}", "31 days"),
        ("{{ 1 | counted('day', 'days') }}", "1 day"),
        ("{{ candidate | initials }} {{ candidate | formal }}", "Z. M. Z. Müller"),
        ("{{ sender | first_name }} {{ 'Anne-Marie du Pré' | initials }}", "Ann A.-M. D. P."),
        ("{{ 'Rui Costa' | formal }}, {{ company.signatory | first_name }}", "R. Costa, Ann"),
        ("{{ candidate | full_name }}", "Zoë Müller"),
        ("{{ ['a', 'b'] | list('or') }}", "a or b"),
        ("{{ true | yes_no('ja', 'nein') }}{{ offer.id is even }}{{ offer.id is odd }}", "janoyes"),
        (
            "{{ offer | first_of('reason_text', 'id') }}{{ fields | first_of('x', 'y') }}",
            "By phone",
        ),
        ("{{ offer.salary is amount }}{{ today is date }}{{ 'a' is string }}", "yesyesyes"),
        (
            "{{ offer.status }} {{ offer.creator }} {{ offer.sent_date }}",
            "draft Ann Lee 27 February 2026",
        ),
        ("{{ offer.opening }} {{ application.status }}", "4-7 active"),
        ("{% with a = 1 %}{{ a }}{% endwith %}{% raw %}{{ x }}{% endraw %}{# no #}", "1{{ x }}"),
        ("# for x in y", "# for x in y"),
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


def test_pay_is_counted_otherwise_with_the_hours_and_days_of_the_settings() -> None:
    source = "{{ offer.salary | yearly }} {{ company.hours_per_year | number }}"
    hourly = replace(TERMS, salary=Money(10_000, "USD"), pay_frequency=PayFrequency.HOURLY)
    assert text(source, replace(INPUTS, terms=hourly)) == "208,000 USD 2,080"
    short = replace(INPUTS, terms=hourly, hours_per_year=1_800)
    assert text(source, short) == "180,000 USD 1,800"
    daily = replace(hourly, pay_frequency=PayFrequency.DAILY)
    assert text("{{ offer.salary | yearly }}", replace(INPUTS, terms=daily, days_per_year=220)) == (
        "22,000 USD"
    )
    assert text("{{ offer.salary | per('hour') }}", replace(INPUTS, hours_per_year=1_500)) == (
        "100 USD"
    )


@pytest.mark.parametrize(
    ("name", "number", "whole"),
    [
        ("Duration (weeks)", Decimal(26), "18,000 USD"),
        ("Duration (months)", Decimal(6), "18,000 USD"),
        ("Duration", Decimal(6), "18,000 USD"),
        ("Term [years]", Decimal("0.5"), "18,000 USD"),
        ("Duration (years)", Decimal(2), ""),
        ("Duration (days)", Decimal(6), ""),
        ("Duration (hours)", Decimal(6), ""),
    ],
)
def test_a_contract_is_as_long_as_its_field_says_in_its_unit(
    name: str, number: Decimal, whole: str
) -> None:
    length = FieldValue("duration", name, FieldType.NUMBER, number)
    monthly = replace(TERMS, salary=Money(300_000, "USD"), pay_frequency=PayFrequency.MONTHLY)
    inputs = replace(INPUTS, terms=replace(monthly, fields=(length,)))
    assert text("{{ offer.whole_pay if offer.whole_pay }}", inputs) == whole


def test_what_is_unset_is_no_amount_to_compare_or_add() -> None:
    assert text("{{ offer.salary > fields.bonus }}{{ offer.salary <= nothing.at.all }}") == "nono"
    unset = replace(INPUTS, terms=replace(TERMS, fields=()))
    assert missing("{{ [offer.salary, offer.fields.bonus] | sum }}", unset) == [
        "offer.fields.bonus"
    ]


@pytest.mark.parametrize(
    ("source", "part"),
    [
        (
            "{% set other = job.salary %}{{ [offer.salary, fields.bonus] | sum }}",
            "USD, the other EUR",
        ),
        ("{{ offer.salary > fields.bonus }}", "one amount is USD, the other EUR"),
        ("{{ offer.salary * offer.salary }}", "'*' cannot be used with these amounts"),
        ("{{ offer.salary + 1 }}", "'+' cannot be used with these amounts"),
        ("{{ offer.salary * 9999999999 }}", "the amount is too large"),
        ("{{ offer.salary > 'a' }}", "a number is needed"),
        ("{{ today > 'a' }}", "only values of one kind can be compared"),
        ("{{ today | plus(days='1') }}", "'plus' needs whole numbers"),
        ("{{ offer.salary | in_words('de') }}", "'in_words' knows English only"),
        ("{{ 'abc' | number }}", "'number' needs digits"),
        ("{{ candidate | first_of }}{{ 'a' | first_of('b') }}", "'first_of' needs a group"),
        ("{{ today | date('long', locale=3) }}", "a locale is a text"),
        ("{{ today | date('endless') }}", "'date' takes one of full, long"),
        ("{{ 1 | list }}", "'list' needs a list"),
        ("{{ fields.bonus is odd }}", "need a whole number"),
    ],
)
def test_what_makes_no_sense_is_told(source: str, part: str) -> None:
    assert part in error(source, with_field(Money(500_000, "EUR"), FieldType.CURRENCY))


@pytest.mark.parametrize(
    ("minor", "currency", "expected"),
    [
        (0, "USD", "zero US dollars"),
        (100, "USD", "one US dollar"),
        (100_000_000_00, "EUR", "one hundred million euros"),
        (3_100_050, "USD", "thirty-one thousand US dollars and 50/100"),
        (8_800_000, "JPY", "eight million eight hundred thousand Japanese yen"),
        (12_345_678, "KWD", "twelve thousand three hundred forty-five Kuwaiti dinars and 678/1000"),
        (1_001_00, "XOF", "one hundred thousand one hundred West African CFA francs"),
        (119_00, "GBP", "one hundred nineteen pounds sterling"),
    ],
)
def test_amounts_are_put_into_words(minor: int, currency: str, expected: str) -> None:
    inputs = replace(INPUTS, terms=replace(TERMS, salary=Money(minor, currency)))
    assert text("{{ offer.salary | in_words }}", inputs) == expected


@given(st.integers(0, 10**15 - 1))
def test_a_number_in_words_can_be_read_back(value: int) -> None:
    assert read_words(number_words.number(value)) == value


def read_words(words: str) -> int:
    """What a number in words is, read in the plainest way."""
    small = {number_words.number(number): number for number in range(20)}
    tens = {number_words.number(number): number for number in range(20, 100, 10)}
    scales = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    total = group = 0
    for word in words.replace("-", " ").split():
        if word in scales:
            total, group = total + group * scales[word], 0
        elif word == "hundred":
            group *= 100
        else:
            group += (small | tens)[word]
    return total + group


PAGE = letter_reference.PAGE.read_text("utf-8")


@pytest.mark.parametrize("name", letter_reference.TABLES)
def test_the_page_on_letters_has_the_tables_of_the_program(name: str) -> None:
    assert letter_reference.block(name) in PAGE


def test_the_page_on_letters_tells_the_limits_as_they_are() -> None:
    said = " ".join(PAGE.split())
    for part in (
        f"{render_limits.SOURCE // 1024} kB long with {render_limits.TAGS:,} tags",
        f"{render_limits.TOKENS:,} words and signs inside them and {syntax_check.NAMES_USED} names",
        f"the letter {render_limits.OUTPUT // 1024} kB with {render_limits.STEPS:,} turns",
        f"at most {render_limits.SECONDS} seconds",
    ):
        assert part in said
    assert render_limits.LOCALES == 4


def test_the_example_on_the_page_is_a_letter() -> None:
    source = PAGE.split("```html\n")[1].split("```")[0]
    made = render(source, example())
    assert (made.error, made.missing) == (None, ())
    assert "We offer you 92,500 EUR per year." in made.html


def test_every_tag_of_the_table_is_part_of_the_language() -> None:
    for tag in rendering.TAGS:
        words = tag.replace("…", "1")
        source = {
            "{% set x = … %}": "{% set x = 1 %}",
            '{% include "clauses/…" %}': '{% include "_clauses/pay.html" %}',
            "{% macro x(a) %} {% endmacro %}": "{% macro x(a) %}{{ a }}{% endmacro %}{{ x(1) }}",
            "{% for x in … %} {% endfor %}": "{% for x in [1] %}{{ loop.last }}{% endfor %}",
        }.get(tag, words)
        assert [one for one in check(source) if not one.unknown] == [], tag
