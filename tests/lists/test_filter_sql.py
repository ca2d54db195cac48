"""Filters against a desk: what SQL finds is what a plain reading of the records says."""

import random
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import making
from support.everyday import everyday
from support.examples import examples

from data.filters import operands
from data.filters.filter import Filter, parse
from data.filters.filter_error import FilterError
from data.filters.nodes import And, Node, Not, Or, Phrase, Term, Word
from data.filters.vocabulary import NONE, STATUS_WORDS
from data.lists import full_text_offers, offer_list, sorting
from data.offers import offers
from data.records.list_rows import OfferRow
from data.records.offer_records import OfferRecord
from data.settings import settings as desk_settings
from data.storage import connection, database, incremental_list
from data.values import clock
from data.values.field_values import FieldType, FieldValue, MoneyRange, NumberRange, UserRef
from data.values.money import Money
from data.values.status import LIVE, Status, is_expired
from data.values.text import folded

# ---------------------------------------------------------------- the desk

ENTERED = {
    "notes": ("short_text", ["remote work, R&D", "full time", "Zoë knows", "5 days in the office"]),
    "story": ("long_text", ["Line one\nline two", "remote"]),
    "kind": ("single_select", ["Contractor", "Full time", "Part-time", "Contractor (external)"]),
    "perks": ("multi_select", ["Car", "Full dental", "Gym"]),
    "remote": ("yes_no", ["yes", "no"]),
    "probation": ("date", ["2027-03-01", "2027-03-31", "2026-12-24"]),
    "bonus": ("currency", ["5,000 EUR", "12,000 USD", "900,000 JPY"]),
    "band": ("currency_range", ["80,000 - 120,000 EUR", "from 100,000 USD"]),
    "days": ("number", ["25", "30.5", "0"]),
    "span": ("number_range", ["1 - 5", "up to 3", "from 10"]),
    "link": ("url", ["https://example.com/remote"]),
    "boss": ("user", ["Grace Okafor <grace@example.com>", "1234"]),
}
PAY = [
    ("92,500", "EUR", "yearly"), ("150,000", "USD", "yearly"), ("9,800,000", "JPY", "yearly"),
    ("31,000.500", "KWD", "yearly"), ("55.25", "USD", "hourly"), ("100000", "EUR", "yearly"),
    ("", "", ""), ("6,500", "GBP", "monthly"),
]  # fmt: skip
PEOPLE = [
    ("Zoë", "Müller"), ("John", "Doe"), ("Jane", "Doe-Smith"), ("Chidi", "Okafor"), ("Zora", "Or"),
]  # fmt: skip
TITLES = ["Backend Engineer", "Senior Backend Engineer", "Designer & Artist", ""]
OFFERS = 30


def fill() -> None:
    """Offers of every kind, each a little different from the one before."""
    fields = {}
    for key, (kind, values) in ENTERED.items():
        options = tuple(values) if kind in ("single_select", "multi_select") else ()
        fields[key] = making.a_field(key.capitalize(), kind, options=options)
    people = [making.a_candidate(*names) for names in PEOPLE]
    jobs = [making.a_job(title or "x") for title in TITLES]
    time = clock._source
    assert isinstance(time, making.Time)
    for number in range(OFFERS):
        time.moment = datetime(2026, 10, 1 + number, 10, number, 30, 250_000 + number, tzinfo=UTC)
        entries = []
        for place, (key, (kind, values)) in enumerate(ENTERED.items()):
            if (number + place) % 3 == 0:
                continue
            text = values[(number + place) % len(values)]
            chosen = kind == "multi_select"
            several = values[: 1 + number % 2] if kind == "multi_select" else [text]
            entries.append(making.entry(key, "", *several) if chosen else making.entry(key, text))
        salary, currency, frequency = PAY[number % len(PAY)]
        offer = making.an_offer(
            candidate_id=people[number % len(people)].id, job_id=jobs[number % len(jobs)].id,
            salary=salary, currency=currency, pay_frequency=frequency, fields=tuple(entries),
            start_date="" if number % 5 == 0 else f"2027-0{1 + number % 3}-1{number % 9}",
            expiry_date="" if number % 7 == 0 else f"2026-1{1 + number % 2}-2{number % 9}",
        )  # fmt: skip
        time.forward(hours=5, minutes=number)
        to = tuple(Status)[number % 6]
        if to is not Status.DRAFT:
            making.force(offer, to)
        if number % 4 == 1 and to in (Status.DRAFT, Status.SENT):
            making.edit(offers.get(offer.id), salary="77,000", currency="EUR",
                        pay_frequency="yearly")  # fmt: skip
    with database.transaction() as desk:
        desk.execute("UPDATE jobs SET title = '' WHERE title = 'x'")
        desk.execute("UPDATE offers SET superseded = 1 WHERE id IN (3, 11)")
        desk.execute("UPDATE offers SET sent_at = '2026-10-05' WHERE id % 2")
        # two of the same moment, and one that was made elsewhere before
        desk.execute("UPDATE offers SET created_at = '2026-10-09T00:00:00.000Z' WHERE id IN (7, 8)")
        desk.execute("UPDATE offers SET created_at = '2019-01-01T00:00:00.000Z' WHERE id = 29")
        desk.execute("UPDATE offers SET salary_minor = NULL, salary_text = 'Around 100k',"
                     " currency = NULL WHERE id = 13")  # fmt: skip
        desk.execute("UPDATE offers SET job_id = NULL, job_title = '' WHERE id = 14")
        desk.execute("UPDATE offers SET reoffer_offer_id = 1 WHERE id IN (20, 21)")
        desk.executemany(
            "INSERT INTO flags (offer_id, field, text, created_at) VALUES (?, 'status', 'odd', ?)",
            [(number, clock.stamp()) for number in (5, 6, 19)],
        )
        desk.executemany(
            "INSERT INTO remote_ids (system, kind, remote_id, offer_id, application_id, job_id,"
            " candidate_id, read_at) VALUES ('greenhouse', ?, ?, ?, ?, ?, ?, '2026')",
            [("offer", "1142785", 4, None, None, None),
             ("application", "91078894", None, 2, None, None),
             ("application", "abc-def", None, 3, None, None),
             ("job", "84593", None, None, 2, None), ("candidate", "7328851", None, None, None, 3)],
        )  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list["Known"]]:
    path = tmp_path_factory.mktemp("desk") / "offers.db"
    clock.set_source(making.Time())
    database.open_desk(path)
    fill()
    known = [Known(number) for number in range(1, OFFERS + 1)]
    database.close_desk()
    clock.set_source(None)
    return path, known


@pytest.fixture
def known(filled: tuple[Path, list["Known"]], time: making.Time) -> list["Known"]:
    path, known = filled
    database.open_desk(path)
    return known


# ---------------------------------------------------------------- the model


class Known:
    """An offer as a person would look it through."""

    def __init__(self, number: int) -> None:
        self.offer: OfferRecord = offers.get(number)
        row = offer_list.offers_by_id((number,))[0]
        self.names, self.title = row.candidate_name, row.job_title
        self.created = row.created_at
        self.row = row
        self.remote = connection.reader().execute(
            "SELECT kind, remote_id, coalesce(offer_id, application_id, job_id, candidate_id)"
            " FROM remote_ids"
        )
        self.refs = {(kind, remote): local for kind, remote, local in self.remote}
        self.texts = [text for value in self.offer.terms.fields for text in said(value)]

    def passes(self, node: Node | None) -> bool:
        match node:
            case None:
                return True
            case Word(text=text):
                return any(inside(text, one) for one in (self.names, self.title, *self.texts))
            case Phrase(text=text):
                return any(has(text, one) for one in (self.names, self.title, *self.texts))
            case Not(part=part):
                return not self.passes(part)
            case And(parts=parts):
                return all(self.passes(part) for part in parts)
            case Or(parts=parts):
                return any(self.passes(part) for part in parts)
            case Term():
                return any(self.is_so(node, said.text, said.is_exact) for said in node.values)

    def is_so(self, term: Term, text: str, exact: bool) -> bool:
        offer, row = self.offer, self.row
        standing = "superseded" if offer.is_superseded else str(offer.status)
        match term.name:
            case "status":
                return standing in STATUS_WORDS[text]
            case "is":
                return {
                    "live": standing in ("draft", "sent", "pending"),
                    "decided": standing in ("accepted", "declined", "withdrawn"),
                    "superseded": offer.is_superseded,
                    "flagged": bool(offer.flags),
                    "reoffer": offer.reoffer_of is not None or row.id in (20, 21),
                    "expired": is_expired(standing, day(row.expiry_date), clock.today()),
                }[text]
            case "job":
                if text == NONE and not exact:
                    return row.job_id is None
                if text.isdigit():
                    return self.numbered("job", row.job_id, text)
                return has(text, self.title) if exact else inside(text, self.title)
            case "candidate":
                if text.isdigit():
                    return self.numbered("candidate", offer.candidate and offer.candidate.id, text)
                return has(text, self.names) if exact else inside(text, self.names)
            case "id":
                return self.numbered("offer", offer.id, text)
            case "application":
                return self.numbered("application", offer.application_id, text)
            case "job_id":
                return self.numbered("job", row.job_id, text)
            case "candidate_id":
                return self.numbered("candidate", offer.candidate and offer.candidate.id, text)
            case "currency":
                return (row.currency or NONE) == text
            case "frequency":
                return (row.pay_frequency or NONE) == text
            case "version":
                return compared(row.version, term.operator, int(text))
            case "salary":
                if text == NONE:
                    return row.salary_minor is None and not row.salary_text
                money = (
                    None
                    if row.salary_minor is None
                    else Money(row.salary_minor, row.currency or "")
                )
                return paid(money, row.pay_frequency, term.operator, text)
            case "starts" | "expires" | "sent":
                if term.name == "expires" and text != NONE and row.standing not in LIVE:
                    return False
                days = {"starts": row.start_date, "expires": row.expiry_date, "sent": row.sent_at}
                return on(day(days[term.name]), term.operator, text)
            case "created" | "updated" | "resolved":
                resolved = offer.resolved_at and clock.stamp(offer.resolved_at)
                stamps = {"created": row.created_at, "updated": row.updated_at}
                return at({**stamps, "resolved": resolved}[term.name], term.operator, text)
        key = term.name.removeprefix("field.")
        value = next((one for one in offer.terms.fields if one.key == key), None)
        return valued(value, term.operator, text, exact)

    def numbered(self, kind: str, own: int | None, text: str) -> bool:
        remote = self.refs.get((kind, text))
        return own is not None and (text == str(own) or remote == own)


def amount_of(row: OfferRow) -> Money | None:
    return None if row.salary_minor is None else Money(row.salary_minor, row.currency or "")


def tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", folded(text))


def inside(typed: str, text: str) -> bool:
    """Whether the words stand side by side, the first and the last one perhaps inside others."""
    wanted = " ".join(tokens(typed))
    return bool(wanted) and wanted in " ".join(tokens(text))


def has(typed: str, text: str) -> bool:
    wanted, there = tokens(typed), tokens(text)
    return bool(wanted) and any(
        there[at : at + len(wanted)] == wanted for at in range(len(there) - len(wanted) + 1)
    )


def said(value: FieldValue) -> list[str]:
    """The texts of a value that words search."""
    match value.value:
        case UserRef(name=name, email=email):
            return [name, email]
        case tuple():
            return list(value.value)
        case str():
            return [value.value]
    return []


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def compared(one: Decimal | int | float, operator: str, other: Decimal | int | float) -> bool:
    return {":": one == other, "<": one < other, ">": one > other, "<=": one <= other,
            ">=": one >= other}[operator]  # fmt: skip


def on(one: date | None, operator: str, text: str) -> bool:
    if text == NONE or one is None:
        return text == NONE and one is None
    first, last = operands.days(text)
    return {":": first <= one <= last, "<": one < first, "<=": one <= last, ">": one > last,
            ">=": one >= first}[operator]  # fmt: skip


def at(one: str | None, operator: str, text: str) -> bool:
    if text == NONE or one is None:
        return text == NONE and one is None
    start, until, end = operands.span(text)
    return {":": start <= one < end, "<": one < start, "<=": one < until, ">": one >= until,
            ">=": one >= start}[operator]  # fmt: skip


TIMES = {"hourly": 2080, "daily": 260, "weekly": 52, "monthly": 12}


def paid(money: Money | None, frequency: str | None, operator: str, text: str) -> bool:
    amount = operands.amount(text)
    if money is None or (amount.currency and amount.currency != money.currency):
        return False
    return compared(money.decimal() * TIMES.get(frequency or "", 1), operator, amount.number)


def overlaps(low: object, high: object, operator: str, number: Decimal) -> bool:
    """Whether some of a range passes."""
    below = low is None or compared(
        Decimal(str(low)), "<=" if operator == ":" else operator, number
    )
    above = high is None or compared(
        Decimal(str(high)), ">=" if operator == ":" else operator, number
    )
    if operator == ":":
        return below and above
    return below if operator in ("<", "<=") else above


def valued(field: FieldValue | None, operator: str, text: str, exact: bool) -> bool:
    if text == NONE and not exact and operator == ":":
        return field is None
    if field is None or field.value is None:
        return False
    match field.value:
        case bool():
            return field.value is operands.yes_no(text)
        case Decimal():
            return compared(field.value, operator, operands.number(text))
        case Money():
            return paid(field.value, None, operator, text)
        case MoneyRange(minimum=low, maximum=high):
            amount = operands.amount(text)
            unit = next(end.currency for end in (low, high) if end)
            return (amount.currency in (None, unit)) and overlaps(
                low and low.decimal(), high and high.decimal(), operator, amount.number
            )
        case NumberRange(minimum=low, maximum=high):
            return overlaps(low, high, operator, operands.number(text))
        case date():
            return on(field.value, operator, text)
        case UserRef(user_id=number):
            if text.isdigit():
                return number == text
    if field.type in (FieldType.SINGLE_SELECT, FieldType.MULTI_SELECT) and exact:
        return any(folded(text) == folded(one) for one in said(field))
    return any(has(text, one) if exact else inside(text, one) for one in said(field))


def newest_first(known: list[Known], node: Node | None) -> list[int]:
    passing = [one for one in known if one.passes(node)]
    passing.sort(key=lambda one: (one.created, one.offer.id), reverse=True)
    return [one.offer.id for one in passing]


# ---------------------------------------------------------------- terms

TERMS = [
    "zo", "zoe", "zoë m", "doe", "smith", "remote", "full", "engineer", "back", "contractor", "r&d",
    "okafor", "grace", "example.com", "5", '"or"', "nobody", '"full time"', '"backend engineer"',
    '"doe"', '"time car"', '"line two"', '"one line"', '"remote work"', '"zoe knows 5"',
    "status:draft", "status:sent,pending", "status:unresolved", "status:rejected", "status:created",
    "status:deprecated", "status:retracted", "status:superseded", "is:live", "is:decided",
    "is:expired", "is:flagged", "is:superseded", "is:reoffer", "is:live,flagged",
    "job:back", "job:engineer", 'job:"Backend Engineer"', 'job:"Back"', "job:none", "job:84593",
    "job:1", "job:designer,senior", "candidate:doe", 'candidate:"John Doe"', "candidate:7328851",
    "candidate:2", "candidate:zo,chidi", "application:1", "application:91078894",
    "application:abc-def", "application:1,2,99", "job_id:2", "job_id:84593", "candidate_id:3",
    "id:4", "id:1142785", "id:4,5,6", "id:999999999999999999",
    "currency:EUR", "currency:usd,jpy", "currency:none", "frequency:hourly", "frequency:none",
    "salary>100k", "salary>=100k", "salary<100k", "salary<=92,500", "salary:92500", "salary:100k",
    "salary>100kEUR", 'salary>="100k EUR"', "salary<60 USD", "salary:none", "salary>1m JPY",
    "salary:31000.5", "version>1", "version:1", "version<=1",
    "starts<2027-02-01", "starts<=2027-02-11", "starts>2027-02-11", "starts>=2027-02-11",
    "starts:2027-01-11", "starts:none", "starts:2027-02", "starts>2027-01", "starts<=2027-01",
    "starts:2027", "expires<+7d", "expires<today", "expires<=2026-11-22", "expires:none",
    "sent:2026-10-05", "sent<=2026-10-05", "sent<2026-10-05", "sent:none", "sent>2026-10-05T10:00Z",
    "created<2026-10-09", "created<=2026-10-09", "created>2026-10-09", "created>=2026-10-09",
    "created:2026-10-09", "created:2026-10", "created<2020", "created:2026-10-03T10:02Z",
    "created<2026-10-03T10:02:30.252Z", "created<=2026-10-03T10:02:30.252Z",
    "created>2026-10-03T10:02:30.252Z", "created>=2026-10-03T10:02:30.252Z",
    "updated>=2026-10-20", "updated<2026-10-20", "resolved>=2026-10-15", "resolved<2026-10-15",
    "resolved:none", "resolved:2026-10-10",
    "created_before:2026-10-09", "created_after:2026-10-09", "updated_before:2026-10-20",
    "updated_after:2026-10-20", "resolved_before:2026-10-15", "resolved_after:2026-10-15",
    "sent_before:2026-10-05", "sent_after:2026-10-05", "starts_before:2027-02-11",
    "starts_after:2027-02-11",
    "field.notes:remote", "field.notes:rem", 'field.notes:"remote work"', 'field.notes:"rem"',
    "field.notes:zoe", "field.notes:none", "field.notes:5", "field.story:line", "field.story:one",
    "field.kind:contractor", 'field.kind:"contractor"', "field.kind:part-time", "field.kind:full",
    'field.kind:"full time"', "field.kind:contractor,full", "field.perks:car", "field.perks:dental",
    'field.perks:"dental"', 'field.perks:"Full dental"', "field.perks:none", "field.remote:yes",
    "field.remote:no", "field.remote:none", "field.probation<2027-03-31", "field.probation:2027-03",
    "field.probation>=2027-03-31", "field.probation>today", "field.bonus>5000", "field.bonus>=5000",
    'field.bonus>"10k USD"', "field.bonus:5000", "field.band>110k", "field.band<90000",
    "field.band:100000", 'field.band:"100000 EUR"', "field.days:30.5", "field.days>25",
    "field.days<=0", "field.span:4", "field.span>5", "field.span<2", "field.link:remote",
    "field.boss:grace", "field.boss:okafor", "field.boss:1234", 'field.boss:"grace okafor"',
]  # fmt: skip


NONES = [
    "currency:none,eur", "frequency:none,hourly", "starts:none", "-starts:none",
    "candidate:none", "job:none,1", "job:back,none", "-job:none", "field.notes:none,zoe",
    "-currency:none", "sent:none status:draft", "resolved:none or is:expired",
]  # fmt: skip
TERMS += NONES


@pytest.mark.parametrize("text", everyday(TERMS, most=25))
def test_a_term_finds_what_the_records_say(known: list[Known], text: str) -> None:
    wanted = parse(text)
    expected = newest_first(known, wanted.root)
    assert list(offer_list.ids(None, wanted)) == expected
    assert offer_list.number(None, wanted) == len(expected)


def test_the_terms_tell_offers_apart(known: list[Known]) -> None:
    """Most terms pass some offers and not others; otherwise the tests would say nothing."""
    found = [len(newest_first(known, parse(text).root)) for text in TERMS]
    assert sum(0 < number < OFFERS for number in found) > 0.85 * len(TERMS)


ROOTS = [root for text in TERMS if (root := parse(text).root) is not None]
NODES: st.SearchStrategy[Node] = st.recursive(
    st.integers(0, len(TERMS) - 1).map(lambda place: ROOTS[place]),
    lambda parts: st.one_of(
        parts.map(Not),
        st.lists(parts, min_size=2, max_size=3, unique=True).map(lambda some: And(tuple(some))),
        st.lists(parts, min_size=2, max_size=3, unique=True).map(lambda some: Or(tuple(some))),
    ),
    max_leaves=5,
)
SMALL = {"FIRST": 3, "FEW": 2, "FEW_HITS": 3, "WALKED": 4, "FASTEST": 7, "ENOUGH": 1}


@examples(3.75)
@given(node=NODES, job=st.sampled_from([None, None, 0, 1, 2]), small=st.booleans())
def test_any_filter_finds_what_the_records_say(
    known: list[Known], node: Node, job: int | None, small: bool
) -> None:
    wanted = parse(str(Filter(node)))
    mine = [one for one in known if job is None or (one.row.job_id or 0) == job]
    expected = newest_first(mine, node)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SMALL.items() if small else ():
            patch.setattr(incremental_list, name, value)
        assert list(offer_list.ids(job, wanted)) == expected
        found = offer_list.offers(job, wanted)
        while not found.advance(0):
            pass
        rows = [found.row(index) for index in range(len(found))]
    assert [row and row.id for row in rows] == expected
    assert not found.total.more


# ---------------------------------------------------------------- orders


@pytest.mark.parametrize("column", everyday(sorting.COLUMNS, most=8))
@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("text", ["", "status:sent", "zo", "-zo"])
def test_a_list_is_ordered_by_any_column(
    known: list[Known], column: str, reverse: bool, text: str
) -> None:
    order, wanted = sorting.order(column, reverse=reverse), parse(text)
    passing = {one.offer.id: one for one in known if one.passes(wanted.root)}
    found = offer_list.offers(None, wanted, order)
    while not found.advance(0):
        pass
    rows = [found.row(index) for index in range(len(found))]
    ids = [row.id for row in rows if row]
    assert sorted(ids) == sorted(passing)
    assert ids == list(offer_list.ids(None, wanted, order))
    keys = [KEYS[column](passing[number]) for number in ids]
    there = [key for key in keys if key is not None]
    assert keys == there + [None] * (len(keys) - len(there))  # what is empty comes last
    assert there == sorted(there, reverse=order.descending)


KEYS = {
    "created": lambda one: one.created,
    "updated": lambda one: one.row.updated_at,
    "sent": lambda one: one.row.sent_at,
    "resolved": lambda one: one.offer.resolved_at,
    "starts": lambda one: one.row.start_date,
    "expires": lambda one: one.row.expiry_date,
    "candidate": lambda one: one.names.lower() or None,
    "job": lambda one: one.title.lower() or None,
    "salary": lambda one: (amount := amount_of(one.row)) and amount.decimal(),
    "status": lambda one: [*Status, "superseded"].index(one.row.standing),
    "approval": lambda one: (
        ["asked", "refused", "approved"].index(one.row.approval)
        if one.row.approval != "none" else None
    ),
    "version": lambda one: one.row.version,
    "flags": lambda one: one.row.flags or None,
    "application": lambda one: one.row.application_id,
    "id": lambda one: one.offer.id,
}  # fmt: skip


def test_greenhouse_orders_by_application(known: list[Known]) -> None:
    ids = list(offer_list.ids(None, Filter(), sorting.order("application")))
    expected = sorted(known, key=lambda one: (one.row.application_id, one.offer.id))
    assert ids == [one.offer.id for one in expected]


# ---------------------------------------------------------------- what a desk lacks


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("field.knd:x", 6, "field.kind?"),
        ("zoe field.shoe_size:42", 10, "field.notes"),
        ("field.remote:maybe", 13, "neither yes nor no"),
        ("field.probation<soon", 16, "not a date"),
        ("field.bonus>lots", 12, "not an amount"),
        ("field.days>many", 11, "not a number"),
        ("field.kind>3", 11, "more or less"),
        ("-(zoe or field.days>many)", 20, "not a number"),
    ],
)
def test_what_a_field_does_not_take_is_said_with_its_place(
    known: list[Known], text: str, place: int, words: str
) -> None:
    with pytest.raises(FilterError) as refused:
        offer_list.offers(None, parse(text))
    assert refused.value.place == place
    assert words in refused.value.text


def test_a_field_is_found_by_its_name_as_greenhouse_writes_it(desk: Path) -> None:
    making.a_field("Employment Type", "short_text", key="time_type")
    offer = making.an_offer(fields=(making.entry("time_type", "Contractor"),))
    assert list(offer_list.ids(None, parse("field.employment_type:contractor"))) == [offer.id]
    assert list(offer_list.ids(None, parse("field.time_type:contractor"))) == [offer.id]


def test_none_in_quotes_is_a_word_like_any_other(desk: Path) -> None:
    called_so = making.an_offer(job_id=making.a_job("None at all").id,
                                candidate_id=making.a_candidate().id)  # fmt: skip
    without = making.an_offer()
    with database.transaction() as written:
        written.execute("UPDATE offers SET job_id = NULL WHERE id = ?", (without.id,))
    assert list(offer_list.ids(None, parse("job:none"))) == [without.id]
    assert list(offer_list.ids(None, parse('job:"none"'))) == [called_so.id]
    for text in ('currency:"none"', 'starts:"none"', 'salary:"none"', "starts<none"):
        with pytest.raises(FilterError):
            parse(text)


@pytest.mark.parametrize(
    ("currency", "smaller", "amount", "larger"),
    [
        ("CLF", "0.0123", "0.0124", "0.0125"),
        ("CLF", "12.3455", "12.3456", "12.3457"),
        ("UYW", "1000.0000", "1000.0001", "1000.0002"),
        ("KWD", "0.123", "0.124", "0.125"),
        ("USD", "0.01", "0.02", "0.03"),
        ("JPY", "1", "2", "3"),
    ],
)
def test_amounts_are_compared_to_the_last_decimal_of_their_currency(
    desk: Path, currency: str, smaller: str, amount: str, larger: str
) -> None:
    made = [making.an_offer(salary=one, currency=currency).id for one in (smaller, amount, larger)]
    found = {
        sign: set(offer_list.ids(None, parse(f'salary{sign}"{amount} {currency}"')))
        for sign in ("<", "<=", ":", ">=", ">")
    }
    assert found == {
        "<": {made[0]}, "<=": {*made[:2]}, ":": {made[1]}, ">=": {*made[1:]}, ">": {made[2]},
    }  # fmt: skip


def test_there_is_no_version_0_to_find(desk: Path) -> None:
    first = making.an_offer()
    second = making.edit(making.an_offer(), start_date="2027-02-01")
    for text in ("version:0", "version<1", "version<=0", "-version>0"):
        assert list(offer_list.ids(None, parse(text))) == []
    assert list(offer_list.ids(None, parse("version:0,2"))) == [second.id]
    for text in ("version>0", "version>=0", "version:1,2", "-version:0"):
        assert set(offer_list.ids(None, parse(text))) == {first.id, second.id}


def test_without_fields_it_says_so(desk: Path) -> None:
    with pytest.raises(FilterError, match="no custom fields"):
        offer_list.offers(None, parse("field.x:1"))


# ---------------------------------------------------------------- bit by bit


def test_nothing_is_held_open_between_two_slices(
    known: list[Known], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(incremental_list, "FIRST", 2)
    ids = offer_list.ids(None, parse("-nobody"))
    first = next(ids)
    with database.transaction() as desk:
        desk.execute("UPDATE offers SET updated_at = updated_at WHERE id = 1")
    assert sorted([first, *ids]) == list(range(1, OFFERS + 1))


def test_a_list_that_is_searched_on_keeps_what_was_found(
    known: list[Known], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SMALL.items():
        monkeypatch.setattr(incremental_list, name, value)
    found = offer_list.offers(None, parse("-nobody"))
    before = [found.row(index) for index in range(len(found))]
    assert found.total.more and before
    assert found.index_of(before[0].id if before[0] else 0) == 0
    while not found.advance(0):
        pass
    assert [found.row(index) for index in range(len(before))] == before
    assert len(found) == OFFERS == found.total.rows
    assert found.index_of(10**9) is None


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("text", ["person", "person -7", "even", "person status:sent", "-even"])
def test_where_ids_do_not_grow_with_time_the_order_is_the_same(
    desk: Path, monkeypatch: pytest.MonkeyPatch, small: bool, text: str
) -> None:
    application = making.an_offer().application_id
    shuffled = list(range(300))
    random.Random(7).shuffle(shuffled)
    with database.transaction() as current:
        current.execute("DELETE FROM offer_words_due")
        current.executemany(
            "INSERT INTO offers (application_id, candidate_name, job_title, status, version,"
            " created_at, updated_at) VALUES (?, ?, ?, ?, 1, ?, '2026')",
            [
                (application, f"Person {place}", ("even", "odd")[place % 2],
                 ("sent", "draft")[place % 3 == 0], f"2026-01-01T00:00:{place // 6:02}.000Z")
                for place in shuffled
            ],
        )  # fmt: skip
    if small:
        for name, value in (SMALL | {"FIRST": 40, "FASTEST": 40}).items():
            monkeypatch.setattr(incremental_list, name, value)
        monkeypatch.setattr(full_text_offers, "SORTED", 10)
    else:
        monkeypatch.setattr(incremental_list, "FEW_HITS", 10)
        monkeypatch.setattr(incremental_list, "FEW", 60)
    wanted = parse(text)
    where = {
        "person": "candidate_name LIKE 'Person%'",
        "person -7": "candidate_name LIKE 'Person%' AND candidate_name NOT LIKE '%7%'",
        "even": "job_title = 'even'",
        "person status:sent": "candidate_name LIKE 'Person%' AND status = 'sent'",
        "-even": "job_title <> 'even'",
    }[text]
    sql = f"SELECT id FROM offers WHERE {where} ORDER BY created_at DESC, id DESC"
    expected = [row[0] for row in connection.reader().execute(sql)]
    assert list(offer_list.ids(None, wanted)) == expected


def test_pay_is_compared_like_with_like(desk: Path) -> None:
    euros, hourly, dollars, yen = (
        making.an_offer(salary=salary, currency=currency, pay_frequency=frequency).id
        for salary, currency, frequency in (
            ("90,000", "EUR", "yearly"), ("50", "EUR", "hourly"),
            ("110,000", "USD", "yearly"), ("12,000,000", "JPY", "yearly"),
        )
    )  # fmt: skip

    def found(text: str) -> set[int]:
        return set(offer_list.ids(None, parse(text)))

    assert found("salary>100k") == {hourly, dollars, yen}
    assert found('salary>"89k EUR"') == {euros, hourly}
    desk_settings.put("exchange_rates", {"EUR": "1", "USD": "0.9"})
    assert found('salary>"89k EUR"') == {euros, hourly, dollars}
    assert found('salary>"99.5k EUR"') == {hourly}
    assert found('salary>"100k USD"') == {hourly, dollars}
    assert found('-salary>"100k USD"') == {euros, yen}
    desk_settings.put("hours_per_year", 1_000)
    assert found('salary<"60k EUR"') == {hourly}
