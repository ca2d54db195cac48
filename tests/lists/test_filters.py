"""The language of filters: what is read, what is refused and how that is said."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import making
from support.everyday import everyday

from data.filters import operands
from data.filters import vocabulary as filter_words
from data.filters.filter import Filter, parse
from data.filters.filter_error import FilterError
from data.filters.nodes import And, Node, Not, Operand, Or, Phrase, Term, Word

ZOE, MUL = Word("zoe"), Word("mul")


def term(name: str, operator: str, *values: str, exact: bool = False) -> Term:
    return Term(name, operator, tuple(Operand(value, exact) for value in values))


DRAFT, SENT = term("status", ":", "draft"), term("status", ":", "sent")

READ: list[tuple[str, Node | None]] = [
    ("", None),
    ("  zoe   mul ", And((ZOE, MUL))),
    ("zoe and mul", And((ZOE, MUL))),
    ("zoe zoe", ZOE),
    ("10:30", Word("10:30")),
    ("http://a.example/b", Word("http://a.example/b")),
    ("a\x1bb", Word("a\ufffdb")),
    ("R & D", And((Word("R"), Word("D")))),
    ("&", Word("&")),
    ("<5", Phrase("<5")),
    (">5 =x", And((Phrase(">5"), Phrase("=x")))),
    ("zoe <5", And((ZOE, Phrase("<5")))),
    ('"data eng"', Phrase("data eng")),
    ('"a ""b"""', Phrase('a "b"')),
    ('"or"', Phrase("or")),
    ("status:sent", SENT),
    ("Status:SENT", SENT),
    ("status=sent", SENT),
    ("status: sent", SENT),
    ("status:sent,pending", term("status", ":", "sent", "pending")),
    ("status:unresolved", term("status", ":", "unresolved")),
    ("-status:draft", Not(DRAFT)),
    ("--status:draft", DRAFT),
    ("-(-status:draft)", DRAFT),
    ("-(zoe mul)", Not(And((ZOE, MUL)))),
    ("zoe or mul", Or((ZOE, MUL))),
    ("zoe OR (mul or status:draft)", Or((ZOE, MUL, DRAFT))),
    ("zoe mul or status:draft", Or((And((ZOE, MUL)), DRAFT))),
    ("(zoe or mul) status:draft", And((Or((ZOE, MUL)), DRAFT))),
    ("((zoe))", ZOE),
    ("zoe(mul)", And((ZOE, MUL))),
    ("IS:flagged zoe", And((term("is", ":", "flagged"), ZOE))),
    ("currency:eur", term("currency", ":", "EUR")),
    ('job:"Backend"', term("job", ":", "Backend", exact=True)),
    ("title:Back", term("job", ":", "Back")),
    ('job:"a, b",c', Term("job", ":", (Operand("a, b", True), Operand("c")))),
    ("application:91078894", term("application", ":", "91078894")),
    ("application_id:1,2", term("application", ":", "1", "2")),
    ("created<2024-01-01", term("created", "<", "2024-01-01")),
    ("created < 2024-01-01", term("created", "<", "2024-01-01")),
    ("starts<next monday zoe", And((term("starts", "<", "next monday"), ZOE))),
    ("starts<15 apr 2027", term("starts", "<", "15 apr 2027")),
    ('expires<"+2 weeks"', term("expires", "<", "+2 weeks")),
    ("expires:none", term("expires", ":", "none")),
    ("salary>100k", term("salary", ">", "100k")),
    ("salary>100k eur zoe", And((term("salary", ">", "100k eur"), ZOE))),
    ("version>01", term("version", ">", "1")),
    ("field.notes:x", term("field.notes", ":", "x")),
    ("field.bonus>=5", term("field.bonus", ">=", "5")),
    # Greenhouse's parameters, inclusive except created_before
    ("created_before:2024-01-01", term("created", "<", "2024-01-01")),
    ("created_after:2024-01-01", term("created", ">=", "2024-01-01")),
    ("updated_before:2024-01-01", term("updated", "<=", "2024-01-01")),
    ("updated_after:2024-01-01", term("updated", ">=", "2024-01-01")),
    ("resolved_before:2024-01-01", term("resolved", "<=", "2024-01-01")),
    ("resolved_after:2024-01-01", term("resolved", ">=", "2024-01-01")),
    ("sent_before:2024-01-01", term("sent", "<=", "2024-01-01")),
    ("sent_after:2024-01-01", term("sent", ">=", "2024-01-01")),
    ("starts_before:2024-01-01", term("starts", "<=", "2024-01-01")),
    ("starts_after:2024-01-01", term("starts", ">=", "2024-01-01")),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=lambda one: one if one else None)
def test_a_filter_is_read(text: str, expected: Node | None) -> None:
    assert parse(text) == Filter(expected)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("zoe status:snt", 11, "sent"),
        ("status:", 7, "status:sent"),
        ("status:expired", 7, "is:expired"),
        ("stauts:sent", 0, "status"),
        ("zoe shoe:42", 4, "quotes"),
        ("is:late", 3, "expired"),
        ("currency:euro", 9, "EUR"),
        ("currency:", 9, "EUR"),
        ("created<2024-13-01", 8, "month 13"),
        ("created<2024-13", 8, "month 13"),
        ("created<2024-01-01T25:00", 8, "moment"),
        ("expires<soon", 8, "not a date"),
        ("salary>lots", 7, "not an amount"),
        ("salary>$5", 7, "USD or CAD"),
        ("version>x", 8, "version number"),
        ("status>sent", 6, "colon"),
        ("created_before<2024-01-01", 14, "colon"),
        ("field:x", 0, "field."),
        ("(zoe", 0, "no )"),
        ("zoe)", 3, "no ("),
        ("zoe ()", 4, "nothing between"),
        ('zoe ""', 4, "nothing between"),
        ('zoe "mul', 4, "not closed"),
        ("zoe or", 6, "both sides"),
        ("or zoe", 0, "both sides"),
        ("zoe or or mul", 6, "both sides"),
        ("x" * 501, 500, "500"),
        ("(" * 400, 20, "20 deep"),
        ("a " * 100, 120, "60 words"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, place: int, words: str) -> None:
    with pytest.raises(FilterError) as refused:
        parse(text)
    assert refused.value.place == place
    assert words in refused.value.text
    assert not refused.value.is_unfinished


# ---------------------------------------------------------------- while somebody types


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"data eng', Phrase("data eng", is_open=True)),
        ('job:"data eng', term("job", ":", "data eng")),
        ("(zoe or mul", Or((ZOE, MUL))),
        ("zoe (", ZOE),
        ("zoe -", ZOE),
        ("zoe or", ZOE),
        ("zoe or ", ZOE),
        ('"', None),
        ("(", None),
        ("-", None),
    ],
)
def test_what_is_open_at_the_end_counts_as_closed_while_typing(
    text: str, expected: Node | None
) -> None:
    assert parse(text, typing=True) == Filter(expected)


@pytest.mark.parametrize(
    "text",
    ["status:", "status:s", "status:sent,", "zoe created<", "created<2024-0", "currency:eu",
     "salary>", "version>", "is:e", "starts<next"],
)  # fmt: skip
def test_a_last_term_that_may_become_right_is_unfinished_while_typing(text: str) -> None:
    with pytest.raises(FilterError) as refused:
        parse(text, typing=True)
    assert refused.value.is_unfinished


@pytest.mark.parametrize(
    "text", ["status:x", "status:s zoe", "is:z", "currency:x1", "shoe:4", "zoe)", "created<x zoe"]
)
def test_what_cannot_become_right_is_wrong_at_once(text: str) -> None:
    with pytest.raises(FilterError) as refused:
        parse(text, typing=True)
    assert not refused.value.is_unfinished


# ---------------------------------------------------------------- any text

SIGNS = st.sampled_from(
    ["zoe", "or", "and", "(", ")", "-", '"', " ", ":", "<", ">=", "=", ",", "status", "status:sent",
     "is:live", "created", "2024-01-01", "none", "field.a", "job:", "&", "é", "\x00", "\u2028",
     "salary>", "100k", "EUR", "next monday", "\ud800", "--", "version>1", "'", ";", "%", "*"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(SIGNS, max_size=14).map("".join))


@given(TEXTS, st.booleans())
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str, typing: bool) -> None:
    try:
        parse(text, typing=typing)
    except FilterError as error:
        assert 0 <= error.place <= len(text)
        assert error.text


@given(TEXTS, st.sampled_from([None, filter_words.CANDIDATES, filter_words.JOBS]))
def test_a_filter_is_written_as_text_that_reads_the_same(
    text: str, vocabulary: filter_words.Vocabulary | None
) -> None:
    try:
        found = parse(text, vocabulary=vocabulary)
    except FilterError:
        return
    assert parse(str(found), vocabulary=vocabulary) == found


@given(TEXTS)
def test_what_is_read_is_read_the_same_while_typing(text: str) -> None:
    try:
        found = parse(text)
    except FilterError:
        return
    if not text.rstrip().endswith("-"):
        assert parse(text, typing=True) == found


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE offers; --", "%' OR 1=1", "a\x1b[31mb", "\u202ezoe", "(" * 10_000, "-" * 499,
     '"' * 499, "((((" + "zoe or " * 40, "status:" * 60, "," * 400, "1" * 499, "created<" * 50],
)  # fmt: skip
def test_nasty_text_ends_in_a_filter_or_a_sentence(text: str) -> None:
    try:
        parse(text)
    except FilterError as error:
        assert error.text.endswith((".", "?"))


SIGNS = ' ()<>=:-",.\\'
README = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")


def documented() -> list[str]:
    """Every filter that the vocabulary and the README name, alone and inside of others."""
    block = re.search(r"```\n(status:sent.*?)```", README, re.S)
    assert block
    alone = [one.example for one in filter_words.OFFERS.names.values()]
    alone += [text for line in block[1].splitlines() for text in re.split(r"\s{2,}", line) if text]
    return [f"(zoe or {text} )" for text in alone] + ["(expires< )", "-(job: or is: )"]


@pytest.mark.parametrize("text", everyday(documented(), most=8))
def test_a_filter_half_typed_or_half_deleted_is_a_filter_or_a_sentence(text: str) -> None:
    """Every beginning and end, every character left out, and every sign put in anywhere."""
    for place in range(len(text) + 1):
        before, after = text[:place], text[place:]
        for changed in (before, after, before + after[1:], *(before + c + after for c in SIGNS)):
            for typing in (False, True):
                try:
                    parse(changed, typing=typing)
                except FilterError as error:
                    assert error.text.endswith((".", "?"))


# ---------------------------------------------------------------- values


@pytest.mark.usefixtures("time")
@pytest.mark.parametrize(
    ("text", "start", "until", "end"),
    [
        ("2024-01-01", "2024-01-01T00:00:00.000Z", "2024-01-02T00:00:00.000Z", None),
        ("today", "2026-11-22T00:00:00.000Z", "2026-11-23T00:00:00.000Z", None),
        ("2024-01-01T10:00Z", "2024-01-01T10:00:00.000Z", "2024-01-01T10:00:00.001Z",
         "2024-01-01T10:01:00.000Z"),
        ("2024-01-01T10:00:05+02:00", "2024-01-01T08:00:05.000Z", "2024-01-01T08:00:05.001Z",
         "2024-01-01T08:00:06.000Z"),
        ("2024-01-01T10:00:00.5Z", "2024-01-01T10:00:00.500Z", "2024-01-01T10:00:00.501Z", None),
        ("2024-01-01T10:00:00.0005Z", "2024-01-01T10:00:00.001Z", "2024-01-01T10:00:00.001Z",
         None),
    ],
)  # fmt: skip
def test_a_moment_covers_what_was_typed(text: str, start: str, until: str, end: str | None) -> None:
    assert operands.span(text) == (start, until, end or until)


def test_days_and_moments_without_an_offset_are_local(
    time: making.Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time as systime

    monkeypatch.setenv("TZ", "Europe/Berlin")
    systime.tzset()
    try:
        spring = operands.span("2026-03-29")
        moment = operands.span("2026-07-01T10:00")
    finally:
        monkeypatch.setenv("TZ", "UTC")
        systime.tzset()
    # the day on which clocks go forward has 23 hours
    assert spring[:2] == ("2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z")
    assert moment.start == "2026-07-01T08:00:00.000Z"


@pytest.mark.parametrize(
    ("text", "number", "currency"),
    [
        ("100k", "100000", None),
        ("92,500", "92500", None),
        ("92500.50", "92500.50", None),
        ("100k EUR", "100000", "EUR"),
        ("€1.5m", "1500000", "EUR"),
        ("9800000 jpy", "9800000", "JPY"),
    ],
)
def test_an_amount_has_a_currency_only_when_it_says_one(
    text: str, number: str, currency: str | None
) -> None:
    found = operands.amount(text)
    assert (str(found.number), found.currency) == (number, currency) or (
        found.number == operands.Decimal(number) and found.currency == currency
    )


def test_every_term_has_an_example_that_is_read() -> None:
    for words in (
        filter_words.OFFERS, filter_words.CANDIDATES, filter_words.JOBS, filter_words.FIELDS,
    ):  # fmt: skip
        for name in words.names.values():
            assert parse(name.example, vocabulary=words)
            assert name.meaning
        for alias, name in words.aliases.items():
            assert name in words.names
            assert alias not in words.names
