"""Letters in other languages and countries: amounts, numbers, days and lists as they have them."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from support.letter_making import INPUTS, TERMS, error, render, text, with_field

from data.letters.language import locales
from data.letters.rendering import LetterInputs
from data.values.field_values import FieldType, MoneyRange, NumberRange
from data.values.money import Money
from data.values.text import REPLACEMENT

EUROS = replace(INPUTS, terms=replace(TERMS, salary=Money(9_250_000, "EUR"), currency="EUR"))


def spaced(html: str) -> str:
    """With ordinary spaces for those that do not break."""
    return html.replace("&nbsp;", " ").replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{{ offer.start_date | date(locale="de") }}', "15. April 2026"),
        ('{{ offer.start_date | date("full", "de") }}', "Mittwoch, 15. April 2026"),
        ('{{ offer.start_date | date("short", locale="de") }}', "15.04.26"),
        ('{{ offer.start_date | short_date("de") }}', "15.04.2026"),
        ('{{ offer.start_date | date("iso", "de") }}', "2026-04-15"),
        ('{{ offer.start_date | date(locale="en-US") }}', "April 15, 2026"),
        ('{{ offer.start_date | date(locale="en_GB") }}', "15 April 2026"),
        ('{{ offer.start_date | date(locale="pt-PT") }}', "15 de abril de 2026"),
        ('{{ offer.start_date | weekday("fr") }}', "mercredi"),
        ('{{ offer.salary | money(locale="de") }}', "92.500,00 €"),
        ('{{ offer.salary | money("en-US") }}', "€92,500.00"),
        ('{{ offer.salary | money("fr") }}', "92 500,00 €"),
        ('{{ offer.salary | amount("de-CH") }}', "92’500.00"),
    ],
)
def test_one_value_can_be_written_in_another_locale(source: str, expected: str) -> None:
    assert spaced(text(source, EUROS)) == expected


def test_a_template_says_its_locale_in_its_first_comment() -> None:
    source = (
        "{# name: Anstellung | kind: offer | subject: {{ job.title }} | locale: de #}"
        "{{ offer.salary }}; {{ offer.start_date }}; {{ today | date('full') }}; "
        "{{ ['a', 'b', 'c'] | list }}; {{ ['a', 'b'] | list('or') }}; {{ ['a', 'b'] }}; "
        "{{ '1250.5' | number }}; {{ offer.salary | yearly }}; {{ 2 | counted('Tag', 'Tage') }}"
    )
    assert spaced(text(source, EUROS)) == (
        "92.500,00 €; 15. April 2026; Sonntag, 1. März 2026; "
        "a, b und c; a oder b; a und b; 1.250,5; 92.500,00 €; 2 Tage"
    )


def test_the_settings_say_the_locale_where_the_template_says_none() -> None:
    german = replace(EUROS, locale="de")
    assert text("{{ today }}", german) == "1. März 2026"
    assert text("{# locale: en #}{{ today }}", german) == "1 March 2026"
    assert text('{{ today | date(locale="en") }}', german) == "1 March 2026"


def test_the_clauses_of_a_letter_are_in_its_locale() -> None:
    made = render('{# locale: de #}{% include "c" %}', EUROS, {"c": "{{ today }}"})
    assert made.html == "1. März 2026"


@pytest.mark.parametrize(
    ("value", "kind", "english", "german"),
    [
        (
            MoneyRange(Money(100, "EUR"), Money(250, "EUR")),
            FieldType.CURRENCY_RANGE,
            "1 EUR to 2.50 EUR",
            "1,00 € – 2,50 €",
        ),
        (MoneyRange(None, Money(100, "EUR")), FieldType.CURRENCY_RANGE, "up to 1 EUR", "≤ 1,00 €"),
        (NumberRange(Decimal("7.5"), None), FieldType.NUMBER_RANGE, "from 7.5", "≥ 7,5"),
        (NumberRange(Decimal(8), Decimal(8)), FieldType.NUMBER_RANGE, "8", "8"),
        (Decimal("1250.125"), FieldType.NUMBER, "1,250.125", "1.250,125"),
        (("a", "b"), FieldType.MULTI_SELECT, "a and b", "a und b"),
        (date(2026, 5, 1), FieldType.DATE, "1 May 2026", "1. Mai 2026"),
    ],
)
def test_custom_fields_follow_the_locale(
    value: object, kind: FieldType, english: str, german: str
) -> None:
    inputs = with_field(value, kind)
    assert spaced(text("{{ fields.bonus }}", inputs)) == english
    assert spaced(text("{{ fields.bonus }}", replace(inputs, locale="de"))) == german


@pytest.mark.parametrize(
    ("minor", "currency", "expected"),
    [
        (8_800_000, "JPY", "8.800.000 ¥"),
        (12_345_678, "KWD", "12.345,678 KWD"),
        (150_000_00, "ISK", "15.000.000 ISK"),
        (1_234_5678, "CLF", "1.234,5678 CLF"),
        (1_000_00, "HUF", "1.000,00 HUF"),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(
    minor: int, currency: str, expected: str
) -> None:
    inputs = replace(INPUTS, terms=replace(TERMS, salary=Money(minor, currency)), locale="de")
    assert spaced(text("{{ offer.salary }}", inputs)) == expected


@pytest.mark.parametrize("tag", ["ar", "he", "fa", "ja", "hi", "zh-Hant", "sr_Latn", "tr", "el"])
def test_no_locale_brings_signs_that_letters_do_not_have(tag: str) -> None:
    source = "{{ offer.salary }}{{ today }}{{ today | weekday }}{{ ['a', 'b'] | list }}"
    made = render(source, replace(EUROS, locale=tag))
    assert (made.error, made.missing) == (None, ())
    assert REPLACEMENT not in made.html
    assert "2026" in made.html


@pytest.mark.parametrize(
    ("tag", "part"),
    [
        ("dee", "there is no locale 'dee'; did you mean"),
        ("german", "there is no locale 'german'"),
        ("de_XX", "there is no locale 'de_XX'; did you mean 'de'?"),
        ("../../etc/passwd", "there is no locale '../../etc/passwd'; write one such as 'de'"),
        ("x" * 5_000, "there is no locale"),
        ("de\\x00", "there is no locale"),
    ],
)
def test_a_locale_that_there_is_none_of_is_told(tag: str, part: str) -> None:
    said = error(f"\n{{{{ today | date(locale='{tag}') }}}}")
    assert said.startswith("line 2: ")
    assert part in said
    assert len(said) < 200


def test_a_locale_of_a_header_that_there_is_none_of_is_told() -> None:
    assert "there is no locale 'klingon'" in error("{# locale: klingon #}{{ today }}")


def test_a_locale_can_be_checked_before_it_is_set() -> None:
    assert [locales.problem(tag) for tag in ("", "en", "de", "pt-BR", "zh_Hant_TW")] == [""] * 5
    assert locales.problem("deutsch").startswith("there is no locale 'deutsch'")


def test_amounts_in_words_are_english_only() -> None:
    german: LetterInputs = replace(EUROS, locale="de")
    assert "'in_words' knows English only" in error("{{ offer.salary | in_words }}", german)
    assert text('{{ offer.salary | in_words(locale="en") }}', german) == (
        "ninety-two thousand five hundred euros"
    )


def test_english_letters_load_no_babel() -> None:
    code = (
        "import sys; sys.path[:0] = ['tests']; from support.letter_making import INPUTS, text; "
        "text('{{ today | date(\"full\") }}{{ offer.salary | money }}{{ [1, 2] | list }}'); "
        "print('babel' in sys.modules); text('{{ today | date(locale=\"de\") }}'); "
        "print('babel' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=540
    )
    assert done.stdout.split() == ["False", "True"]
