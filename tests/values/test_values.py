"""Values of custom fields: every shape they are met in, stored and entered without loss."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.values import field_entry, field_texts
from data.values.exact_json import dump_json, load_json
from data.values.field_entry import ValueProblem, read_entered
from data.values.field_values import (
    FieldType,
    FieldValue,
    MoneyRange,
    NumberRange,
    UserRef,
    Value,
    field_type,
    from_json,
    from_raw,
    read_value,
    to_json,
)
from data.values.money import CURRENCIES, LIMIT, Money
from data.values.text import plain

TODAY = date(2026, 11, 22)
OPTIONS = ("Full-time", "Part-time", "a [/] b")


def eur(amount: int) -> Money:
    return Money(amount * 100, "EUR")


def enter(type: FieldType, text: str = "", chosen: tuple[str, ...] = (), **more: str) -> object:
    return read_entered(type, text, chosen, OPTIONS, TODAY, more.get("currency"))


# ---------------------------------------------------------------- what records say


@pytest.mark.parametrize(
    ("word", "type"),
    [
        ("boolean", FieldType.YES_NO),
        ("yes_no", FieldType.YES_NO),
        ("Currency_Range", FieldType.CURRENCY_RANGE),
        ("attachment", None),
        ("", None),
    ],
)
def test_a_type_is_known_by_the_words_of_every_system(word: str, type: FieldType | None) -> None:
    assert field_type(word) is type


@pytest.mark.parametrize(
    ("type", "text", "value"),
    [
        ("short_text", '"Around $100k"', "Around $100k"),
        ("long_text", '" one\\r\\ntwo "', "one\ntwo"),
        ("short_text", '"a\\u001b[31mb"', "a\ufffd[31mb"),
        ("yes_no", "true", True),
        ("yes_no", "false", False),
        ("single_select", '"Full-time"', "Full-time"),
        ("multi_select", '["Season 1", "Season 2"]', ("Season 1", "Season 2")),
        ("date", '"2004-09-21"', date(2004, 9, 21)),
        ("date", '"2018-06-06T20:23:10.378Z"', date(2018, 6, 6)),
        ("date", '"04/15/2013"', date(2013, 4, 15)),
        ("currency", '{"value": 42000, "currency": "EUR"}', eur(42_000)),
        ("currency", '{"amount": 80000, "unit": "EUR"}', eur(80_000)),
        ("currency", '{"amount": "10000.0", "unit": "eur "}', eur(10_000)),
        ("currency", '{"amount": 80000.50, "unit": "EUR"}', Money(8_000_050, "EUR")),
        (
            "currency",
            '{"value": 5, "currency": "EUR", "compensation_type": "base", "rationale": null}',
            eur(5),
        ),
        (
            "currency_range",
            '{"min_value": 80000, "max_value": 150000, "unit": "EUR"}',
            MoneyRange(eur(80_000), eur(150_000)),
        ),
        (
            "currency_range",
            '{"min_value": "10000.0", "max_value": null, "unit": "EUR"}',
            MoneyRange(eur(10_000), None),
        ),
        ("currency_range", '{"max_value": 9, "unit": "EUR"}', MoneyRange(None, eur(9))),
        (
            "currency_range",
            '{"min_value": 9, "max_value": 1, "unit": "EUR"}',
            MoneyRange(eur(9), eur(1)),
        ),
        ("number", "125", Decimal(125)),
        ("number", "-0.50", Decimal("-0.50")),
        ("number", '"10000.0"', Decimal("10000.0")),
        ("number", "1e3", Decimal("1E+3")),
        (
            "number_range",
            '{"min_value": 0, "max_value": "150000.5"}',
            NumberRange(Decimal(0), Decimal("150000.5")),
        ),
        ("number_range", '{"min_value": 80000}', NumberRange(Decimal(80_000), None)),
        ("url", '"https://www.example.com"', "https://www.example.com"),
        (
            "user",
            '{"user_id": 94354, "name": "Ada", "email": "ada@example.com", "employee_id": "a1"}',
            UserRef("94354", "Ada", "ada@example.com", "a1"),
        ),
        ("user", '{"name": "Ada", "email": null}', UserRef("", "Ada")),
        ("user", "94354", UserRef("94354")),
        ("user", '"94354"', UserRef("94354")),
    ],
)
def test_every_shape_that_is_met_is_read(type: str, text: str, value: Value) -> None:
    read = read_value(FieldType(type), load_json(text))
    assert read == value
    assert read.__class__ is value.__class__


@pytest.mark.parametrize(
    ("type", "text"),
    [
        ("short_text", '""'),
        ("short_text", "42"),
        ("long_text", "[]"),
        ("yes_no", '"yes"'),
        ("yes_no", "1"),
        ("single_select", "12345"),
        ("multi_select", "[]"),
        ("multi_select", '"one"'),
        ("multi_select", "[1, 2]"),
        ("multi_select", '["one", null]'),
        ("date", '""'),
        ("date", '"YYYY-MM-DD"'),
        ("date", "20180606"),
        ("currency", '"$123,000"'),
        ("currency", '"31000"'),
        ("currency", '"Around $100k"'),
        ("currency", "31000"),
        ("currency", '{"value": 42000}'),
        ("currency", '{"value": 42000, "currency": null}'),
        ("currency", '{"value": null, "currency": "EUR"}'),
        ("currency", '{"value": true, "currency": "EUR"}'),
        ("currency", '{"value": "80k", "currency": "EUR"}'),
        ("currency", '{"value": 0.001, "currency": "EUR"}'),
        ("currency", '{"value": 1, "currency": "XYZ"}'),
        ("currency", '{"value": 1, "currency": ["EUR"]}'),
        ("currency", '{"value": 1, "amount": 2, "currency": "EUR"}'),
        ("currency", '{"value": {"value": 1}, "currency": "EUR"}'),
        ("currency_range", '{"min_value": 1, "max_value": 2, "unit": null}'),
        ("currency_range", '{"min_value": null, "max_value": null, "unit": "EUR"}'),
        ("currency_range", '{"min_value": "much", "max_value": 2, "unit": "EUR"}'),
        ("currency_range", '"80000"'),
        ("number", "true"),
        ("number", '"1e5"'),
        ("number", '"1,000"'),
        ("number", '"１２"'),
        ("number", "1e99999"),
        ("number", '""'),
        ("number_range", '{"min_value": true, "max_value": 2}'),
        ("number_range", "5"),
        ("url", "5"),
        ("user", "true"),
        ("user", "-5"),
        ("user", '"Ada"'),
        ("user", "{}"),
    ],
)
def test_what_is_no_value_is_kept_as_it_came_and_never_guessed(type: str, text: str) -> None:
    value = from_raw("key", "Name", FieldType(type), load_json(text))
    assert value.value is None
    assert value.raw is not None
    assert load_json(value.raw) == load_json(text)


@pytest.mark.parametrize("type", FieldType)
def test_null_is_empty_in_every_type(type: FieldType) -> None:
    assert from_raw("key", "Name", type, None).is_empty


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
KEYS = ["value", "amount", "currency", "unit", "min_value", "max_value", "user_id", "name"]
SHAPES = st.dictionaries(st.sampled_from(KEYS), JSON | st.sampled_from(["EUR", "9", "10000.0"]))


@given(st.sampled_from(FieldType), JSON | SHAPES)
def test_no_json_makes_reading_raise(type: FieldType, met: object) -> None:
    value = read_value(type, met)
    assert value is None or from_json(type, to_json(value) or "") == value
    assert not isinstance(value, bool) or type is FieldType.YES_NO


FIGURES = st.from_regex(
    "-?(0|[1-9][0-9]{0,5})(\\.[0-9]{1,6})?([eE][+-]?[0-9]{1,3})?", fullmatch=True
)
SOURCES = st.lists(st.tuples(st.text(max_size=8).map(json.dumps), FIGURES), max_size=3)


@given(SOURCES.map(lambda pairs: "{" + ",".join(f"{key}:{number}" for key, number in pairs) + "}"))
@example('{"b":10000.0,"a":[1.00,1e5,-0.0,1.2e1,0e0,"\\ud800"]}')
@example('{"":null,"a":[[],{},true,[false,{"b":""}]]}')
def test_json_goes_through_without_any_loss(text: str) -> None:
    met = load_json(text)
    dumped = dump_json(met)
    assert repr(load_json(dumped)) == repr(met)
    assert dumped.encode()


def test_json_is_compact_and_keeps_order_and_digits() -> None:
    assert (
        dump_json(load_json('{"b": 10000.0, "a": ["Zoë", null]}'))
        == '{"b":10000.0,"a":["Zoë",null]}'
    )


def test_deep_nesting_is_written_and_refused_by_name() -> None:
    met: object = 1
    for _ in range(50_000):
        met = [met]
    text = dump_json(met)
    assert len(text) == 100_001
    with pytest.raises(ValueError, match="nested too deeply"):
        load_json(text)
    while isinstance(met, list):
        met = met[0]


@pytest.mark.parametrize(
    "text", ["NaN", "[Infinity]", "-Infinity", "{", "", "1e99999999999999999999"]
)
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        load_json(text)


@pytest.mark.parametrize("met", [Decimal("NaN"), float("inf"), {1: 2}, object(), {"a": {1}}])
def test_what_json_cannot_hold_is_not_written(met: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        dump_json(met)


# ---------------------------------------------------------------- round trips

TEXTS = st.text(min_size=1, max_size=60).map(lambda text: plain(text).strip()).filter(bool)
WORDS = st.text("abcdefgh éü-'.", min_size=1, max_size=20).map(str.strip).filter(bool)
CODES = st.sampled_from(sorted(CURRENCIES))
MINORS = st.integers(0, LIMIT - 1)
NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, places=4) | st.integers(
    -(10**18), 10**18
).map(Decimal)
AMOUNTS = st.builds(Money, MINORS, CODES)


@st.composite
def money_ranges(draw: st.DrawFn) -> MoneyRange:
    code, low, high = draw(CODES), *sorted((draw(MINORS), draw(MINORS)))
    ends = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    return MoneyRange(*(None if end is None else Money(end, code) for end in ends))


@st.composite
def number_ranges(draw: st.DrawFn) -> NumberRange:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    return NumberRange(*draw(st.sampled_from([(low, high), (low, None), (None, high)])))


USERS = st.builds(
    UserRef,
    st.from_regex("[0-9a-f]{0,12}", fullmatch=True),
    WORDS | st.just(""),
    st.sampled_from(["", "ada@example.com"]),
    st.from_regex("([a-z0-9]{1,6})?", fullmatch=True),
).filter(lambda user: user != UserRef(""))

VALUES = st.one_of(
    st.tuples(st.sampled_from([FieldType.SHORT_TEXT, FieldType.LONG_TEXT]), TEXTS),
    st.tuples(st.just(FieldType.YES_NO), st.booleans()),
    st.tuples(st.just(FieldType.SINGLE_SELECT), st.sampled_from(OPTIONS)),
    st.tuples(
        st.just(FieldType.MULTI_SELECT),
        st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True).map(tuple),
    ),
    st.tuples(st.just(FieldType.DATE), st.dates(date(1900, 1, 1), date(2200, 12, 31))),
    st.tuples(st.just(FieldType.CURRENCY), AMOUNTS),
    st.tuples(st.just(FieldType.CURRENCY_RANGE), money_ranges()),
    st.tuples(st.just(FieldType.NUMBER), NUMBERS),
    st.tuples(st.just(FieldType.NUMBER_RANGE), number_ranges()),
    st.tuples(st.just(FieldType.URL), st.sampled_from(["https://a.example/b?c", "mailto:a@b.c"])),
    st.tuples(st.just(FieldType.USER), USERS),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_the_stored_form_reads_back_exactly(pair: tuple[FieldType, Value]) -> None:
    type, value = pair
    stored = to_json(value)
    assert stored is not None
    read = from_json(type, stored)
    assert read == value
    assert to_json(read) == stored


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
@example((FieldType.CURRENCY, Money(12_345, "KWD")))
@example((FieldType.CURRENCY_RANGE, MoneyRange(Money(100, "KES"), Money(12_345, "KES"))))
@example((FieldType.NUMBER_RANGE, NumberRange(Decimal(-5), Decimal(-3))))
@example((FieldType.USER, UserRef("1" * 30)))
def test_what_a_form_starts_with_reads_back_exactly(pair: tuple[FieldType, Value]) -> None:
    type, value = pair
    text, chosen = field_entry.entered(type, FieldValue("key", "Name", type, value))
    assert read_entered(type, text, chosen, OPTIONS, TODAY, "EUR") == value


def test_nothing_stored_is_nothing() -> None:
    assert to_json(None) is None
    assert from_json(FieldType.CURRENCY, "null") is None


# ---------------------------------------------------------------- entered


@pytest.mark.parametrize(
    ("type", "text", "value"),
    [
        ("short_text", "  hello ", "hello"),
        ("short_text", "a\u202eb", "a\ufffdb"),
        ("date", "15 april 2026", date(2026, 4, 15)),
        ("currency", "80,000 EUR", eur(80_000)),
        ("currency", "80k", Money(8_000_000, "USD")),
        ("currency_range", "80k - 120k EUR", MoneyRange(eur(80_000), eur(120_000))),
        ("currency_range", "80,000–120,000 EUR", MoneyRange(eur(80_000), eur(120_000))),
        ("currency_range", "EUR 80k to 120k", MoneyRange(eur(80_000), eur(120_000))),
        ("currency_range", "from 80k to 120k EUR", MoneyRange(eur(80_000), eur(120_000))),
        ("currency_range", "80k EUR - 120k EUR", MoneyRange(eur(80_000), eur(120_000))),
        ("currency_range", "From 80k EUR", MoneyRange(eur(80_000), None)),
        ("currency_range", "up to 120k EUR", MoneyRange(None, eur(120_000))),
        ("currency_range", "0 - 120k EUR", MoneyRange(eur(0), eur(120_000))),
        ("currency_range", "80 - 120 MXN", MoneyRange(Money(8_000, "MXN"), Money(12_000, "MXN"))),
        (
            "currency_range",
            "80k - 90k",
            MoneyRange(Money(8_000_000, "USD"), Money(9_000_000, "USD")),
        ),
        ("number", "1,250", Decimal(1250)),
        ("number", "1 250.5", Decimal("1250.5")),
        ("number", "-3", Decimal(-3)),
        ("number", "1.250", Decimal("1.250")),
        ("number_range", "80 - 120", NumberRange(Decimal(80), Decimal(120))),
        ("number_range", "-5--3", NumberRange(Decimal(-5), Decimal(-3))),
        ("number_range", "from 0.5", NumberRange(Decimal("0.5"), None)),
        ("number_range", "up to -3", NumberRange(None, Decimal(-3))),
        *(("yes_no", word, True) for word in ("Yes", "y", " TRUE ")),
        *(("yes_no", word, False) for word in ("no", "N", "false")),
        ("short_text", "x" * 255, "x" * 255),
        ("long_text", "x" * 20_000, "x" * 20_000),
        ("number_range", "5 - 5", NumberRange(Decimal(5), Decimal(5))),
        ("currency_range", "5 - 5 EUR", MoneyRange(eur(5), eur(5))),
        ("number", "9" * 40, Decimal("9" * 40)),
        ("single_select", "Full-time", "Full-time"),
        ("url", "https://a.example/x", "https://a.example/x"),
        ("url", "mailto:ada@example.com", "mailto:ada@example.com"),
        ("user", "Ada B <ada@example.com>", UserRef("", "Ada B", "ada@example.com")),
        ("user", "94354", UserRef("94354")),
        ("user", "ada@example.com", UserRef("", "", "ada@example.com")),
    ],
)
def test_what_a_person_enters_is_read(type: str, text: str, value: Value) -> None:
    assert enter(FieldType(type), text, currency="USD") == value


@pytest.mark.parametrize("type", FieldType)
@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_entered_is_nothing(type: FieldType, text: str) -> None:
    assert enter(type, text) is None


def test_options_are_chosen_exactly_and_once() -> None:
    chosen = ("Part-time", "Full-time", "Part-time")
    assert enter(FieldType.MULTI_SELECT, chosen=chosen) == ("Part-time", "Full-time")
    with pytest.raises(ValueProblem, match="“Sometimes” is not one of the options"):
        enter(FieldType.MULTI_SELECT, chosen=("Sometimes",))
    with pytest.raises(ValueProblem, match="no options"):
        read_entered(FieldType.SINGLE_SELECT, "x", (), (), TODAY, None)


def test_of_many_options_five_are_named_and_the_number_of_all() -> None:
    for count, said in ((5, "a, b, c, d, e."), (6, "a, b, c, d, e (of 6).")):
        with pytest.raises(ValueProblem) as refused:
            read_entered(FieldType.SINGLE_SELECT, "x", (), tuple("abcdef"[:count]), TODAY, None)
        assert str(refused.value).endswith(f"choose from {said}")


@pytest.mark.parametrize(
    ("user", "typed"),
    [
        (UserRef("5", "Grace"), "Grace #5"),
        (UserRef("", "Grace", "", "7"), "Grace #/7"),
        (UserRef("5", "", "g@example.com", "7"), "<g@example.com> #5/7"),
    ],
)
def test_a_person_is_typed_with_what_is_known(user: UserRef, typed: str) -> None:
    value = FieldValue("boss", "Boss", FieldType.USER, user)
    assert field_entry.entered(FieldType.USER, value) == (typed, ())
    assert enter(FieldType.USER, typed) == user


def test_numbers_of_people_have_at_most_18_digits() -> None:
    assert read_value(FieldType.USER, 10**18 - 1) == UserRef("9" * 18)
    for number in (10**18, -1):
        assert read_value(FieldType.USER, number) is None
    assert read_value(FieldType.USER, {"user_id": 10**18, "name": "Ada"}) == UserRef("", "Ada")


@pytest.mark.parametrize(
    ("type", "text", "says"),
    [
        ("short_text", "x" * 256, "this has 256"),
        ("short_text", "x" * 300, "At most 255 characters; this has 300"),
        ("long_text", "x" * 20_001, "At most 20,000 characters; this has 20,001"),
        ("date", "31 feb", "There is no 31 February"),
        ("currency", "80", "Add the currency"),
        ("currency", "12.345 KWD", "could be two amounts"),
        ("currency_range", "120k - 80k EUR", "write 80000 EUR - 120000 EUR"),
        ("currency_range", "80-120k EUR", "“80” meant in thousands"),
        ("currency_range", "80k USD - 90k EUR", "One end is USD, the other EUR"),
        ("currency_range", "80k EUR", "not a range"),
        ("currency_range", "1 to 2 to 3 EUR", "not a range"),
        ("currency_range", "80k - 90k", "Add the currency"),
        ("currency_range", "-5 - 10 EUR", "cannot be negative"),
        ("currency_range", "a - 5 EUR", "“a” is not an amount"),
        ("currency_range", "1" * 129, "too long"),
        ("number", "1,5", "write it like 1250 or 0.5"),
        ("number", "1e5", "is not a number"),
        ("number", "１２", "is not a number"),
        ("number", "9" * 65, "too long"),
        ("number_range", "5 - 3", "write 3 - 5"),
        ("number_range", "5", "not a range"),
        ("yes_no", "maybe", "write yes or no"),
        ("single_select", "full-time", "choose from Full-time, Part-time"),
        ("url", "www.example.com", "starts with https://"),
        ("url", "javascript:alert(1)", "not a link"),
        ("url", "https://a b", "no spaces"),
        ("url", "https://a\u202eb", "not a link"),
        ("url", "https://" + "a" * 3_000, "At most 2,048 characters"),
        ("user", "Ada <nowhere", "write Name <name@example.com>"),
        ("user", "#", "not a person"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_a_sentence(
    type: str, text: str, says: str
) -> None:
    with pytest.raises(ValueProblem) as refused:
        enter(FieldType(type), text)
    assert says in str(refused.value)


@given(
    st.sampled_from(FieldType),
    st.text(max_size=140) | st.text("0123456789.,- kmEURto<>@#/", max_size=140),
)
@example(FieldType.CURRENCY_RANGE, "- " * 60)
@example(FieldType.URL, "http://" * 290)
@example(FieldType.NUMBER, "1," * 5_000)
def test_any_text_is_read_or_refused_by_name(type: FieldType, text: str) -> None:
    try:
        value = enter(type, text, currency="EUR")
    except ValueProblem as refused:
        assert len(str(refused)) > 10
    else:
        assert value is None or isinstance(value, Value)


# ---------------------------------------------------------------- shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\nb\x1b", "a b\ufffd"),
        (True, "yes"),
        (False, "no"),
        (("a", "b"), "a, b"),
        (date(2026, 4, 15), "15 April 2026"),
        (eur(80_000), "80,000 EUR"),
        (MoneyRange(eur(80_000), eur(120_000)), "80,000 to 120,000 EUR"),
        (MoneyRange(eur(80_000), None), "from 80,000 EUR"),
        (MoneyRange(None, eur(0)), "up to 0 EUR"),
        (Decimal("10000.0"), "10000"),
        (Decimal("1E+3"), "1000"),
        (NumberRange(Decimal(0), Decimal(5)), "0 to 5"),
        (NumberRange(Decimal(0), None), "from 0"),
        (UserRef("1", "Ada", "ada@example.com"), "Ada <ada@example.com>"),
        (UserRef("1", "", "ada@example.com"), "ada@example.com"),
        (UserRef("94354"), "user 94354"),
    ],
)
def test_a_value_is_shown_on_one_line(value: Value, text: str) -> None:
    assert field_texts.show(FieldValue("key", "Name", FieldType.SHORT_TEXT, value)) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        ("null", ""),
        ('"$123,000"', "$123,000"),
        ('"a\\u001bb"', "a\ufffdb"),
        ("31000.50", "31000.50"),
        ("true", "yes"),
        ('["one",2,null]', "one, 2, "),
        ('{"min_value":1,"max_value":null,"unit":"EUR"}', "min_value 1, unit EUR"),
        ('{"value":{"a":1}}', 'value {"a":1}'),
        ("not json", "not json"),
        ("[" * 50_000, "[" * 50_000),
    ],
)
def test_what_could_not_be_read_is_shown_as_it_came(raw: str | None, text: str) -> None:
    value = FieldValue("key", "Name", FieldType.CURRENCY, None, raw)
    assert field_texts.show(value) == text.strip()
    assert field_entry.entered(FieldType.CURRENCY, value) == ("", ())


@pytest.mark.parametrize(
    ("type", "value", "text"),
    [
        (FieldType.DATE, date(2026, 4, 15), "= 15 April 2026, a Wednesday"),
        (FieldType.CURRENCY, eur(80_000), "= 80,000 EUR"),
        (
            FieldType.CURRENCY_RANGE,
            MoneyRange(eur(80_000), eur(120_000)),
            "= 80,000 to 120,000 EUR",
        ),
        (FieldType.NUMBER_RANGE, NumberRange(None, Decimal(3)), "= up to 3"),
        (FieldType.SHORT_TEXT, "hello", ""),
        (FieldType.DATE, None, ""),
    ],
)
def test_what_was_understood_is_said_under_the_field(
    type: FieldType, value: Value | None, text: str
) -> None:
    assert field_texts.understood(type, value) == text
