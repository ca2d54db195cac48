"""The terms of an offer, each declared once.

Whatever lists terms is made of TERMS: the columns of versions and offers, labels, comparisons,
documents, filters, orders, the names of letters, tables, what sending needs, what a job gives, and
the reading of drafts. A new term is an entry here, a field of `Terms` and `OfferDraft`, a column of
both models with its migration, and its place in the form. `tests/offers/test_terms.py` names a list
that lacks one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from data.records.pay import PayFrequency
from data.values import dates, exact_json, money
from data.values.money import Money

if TYPE_CHECKING:
    from data.records.offer_records import Terms

Names = Mapping[str, Mapping[int, str]]
"""The names of openings and templates by id, under the key of their term."""


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class TermType:
    """What a term's value is: how it is stored and read back, shown, typed, and written as JSON.

    None of the functions is given a value that is not set. `short` is for one line of many;
    `letter` is what the value is in letters.
    """

    name: str
    letter: str = "text"
    store: Callable[[Any], object] = _same
    load: Callable[[Any], Any] = _same
    show: Callable[[Any], str] = str
    short: Callable[[Any], str] = str
    enter: Callable[[Any], Any] = str
    document: Callable[[Any], object] = _same


AMOUNT = TermType(
    "amount", "amount", lambda amount: amount.minor, _same, money.show, money.show, money.entered,
    lambda amount: exact_json.whole(amount.decimal()),
)  # fmt: skip
"""Money; its currency is the column of the term `currency`."""
CURRENCY = TermType("currency")
FREQUENCY = TermType("frequency", load=PayFrequency, document=str)
DAY = TermType(
    "day", "date", date.isoformat, date.fromisoformat, dates.show, dates.short, date.isoformat,
    date.isoformat,
)  # fmt: skip
TEXT = TermType("text")
"""One line of text; empty is not set."""
REFERENCE = TermType("reference", enter=_same)
"""The id of something that has a name."""
HTML = TermType("html", enter=_same)


class TermFilter(NamedTuple):
    """The filter's name for a term, what it means, how it is used, and other names for it."""

    name: str
    meaning: str
    example: str
    aliases: tuple[str, ...] = ()


class TermSort(NamedTuple):
    """The name of the order by a term, which way people expect first, and other names for it."""

    name: str
    descending: bool = False
    aliases: tuple[str, ...] = ()


class LetterName(NamedTuple):
    """A name of the letter language, after `offer.`: its label, its meaning, an example."""

    name: str
    label: str
    meaning: str
    example: str
    type: str = ""


class TableColumn(NamedTuple):
    """A term as a column of a table: what it holds, and the headers that other tables give it."""

    meaning: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One term; `key` names it in forms, problems and flags.

    `attribute` is its name in Terms, OfferDraft and JSON and its column, where that is not the key.
    `as_text` is the attribute that keeps what a source has instead of a value. `change` begins the
    line that tells of a change, where that is not the label; `noun` is what sentences call it,
    where that is not its key. `example` is a made-up value, given a day. `is_mirrored` says that
    the offer has the column, too.
    """

    key: str
    label: str
    type: TermType
    attribute: str = ""
    column: str = ""
    as_text: str = ""
    change: str = ""
    noun: str = ""
    filter: TermFilter | None = None
    sort: TermSort | None = None
    letter: tuple[LetterName, ...] = ()
    table: TableColumn | None = None
    is_needed: bool = False
    is_from_job: bool = False
    is_mirrored: bool = True
    example: Callable[[date], Any] | None = None

    @property
    def name(self) -> str:
        """Its attribute of Terms and OfferDraft, and its key in JSON."""
        return self.attribute or self.key

    @property
    def stored_in(self) -> str:
        """Its column of versions and offers."""
        return self.column or self.name

    @property
    def change_word(self) -> str:
        """What a line that tells of a change begins with."""
        return self.change or self.label.lower()

    @property
    def header(self) -> str:
        """What its column of a table is called among the known meanings: "pay frequency"."""
        return self.key.replace("_", " ")

    @property
    def one(self) -> str:
        """It in a sentence, with its article: "an expiry date"."""
        noun = self.noun or self.header
        return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"

    def of(self, terms: Terms) -> Any:
        """Its value; None when it is not set."""
        value = getattr(terms, self.name)
        return None if value == "" else value

    def source_text(self, terms: Terms) -> str:
        """What a source has instead of a value."""
        return str(getattr(terms, self.as_text)) if self.as_text else ""

    def shown(self, terms: Terms, names: Names | None = None, *, short: bool = False) -> str:
        """The value as people read it, or what a source has instead; empty when not set."""
        value = self.of(terms)
        if value is None:
            return self.source_text(terms)
        if self.type is REFERENCE:
            return (names or {}).get(self.key, {}).get(value, f"#{value}")
        return (self.type.short if short else self.type.show)(value)


TERMS: tuple[Term, ...] = (
    Term(
        "salary", "Salary", AMOUNT, column="salary_minor", as_text="salary_text",
        filter=TermFilter(
            "salary", "pay by the year, each in its currency or all in one", "salary>100k", ("pay",)
        ),
        sort=TermSort("salary", True, ("pay",)),
        letter=(
            LetterName("salary", "salary", "The pay with its currency", "92,500 EUR"),
            LetterName(
                "salary_text", "pay as text", "Pay of an imported record that is not an amount",
                "Around $100k", "text",
            ),
        ),
        table=TableColumn(
            "pay, as an amount",
            ("pay", "base salary", "base pay", "annual salary", "amount", "compensation"),
),
        is_needed=True, is_from_job=True, example=lambda day: Money(9_250_000, "EUR"),
    ),
    Term(
        "currency", "Currency", CURRENCY,
        filter=TermFilter("currency", "the currency of the pay", "currency:EUR"),
        letter=(LetterName("currency", "currency", "The currency of the pay", "EUR"),),
        table=TableColumn(
            "its currency, such as EUR", ("salary currency", "pay currency", "ccy")
        ),
        is_needed=True, is_from_job=True, example=lambda day: "EUR",
    ),
    Term(
        "pay_frequency", "Pay frequency", FREQUENCY,
        filter=TermFilter(
            "frequency", "how often it is paid", "frequency:hourly", ("pay_frequency",)
        ),
        letter=(
            LetterName(
                "pay_frequency", "pay frequency", "hourly, daily, weekly, monthly or yearly",
                "yearly",
            ),
            LetterName(
                "pay_period", "pay frequency", "The same as a noun: hour, day, … year", "year"
            ),
        ),
        table=TableColumn(
            "hourly, daily, weekly, monthly or yearly",
            ("frequency", "salary frequency", "pay period", "per", "pay rate"),
        ),
        is_needed=True, is_from_job=True, example=lambda day: PayFrequency.YEARLY,
    ),
    Term(
        "pay_reason", "Reason for pay", TEXT, change="reason for the pay",
        table=TableColumn(
            "why the pay is outside the job's range", ("reason for pay", "pay rationale")
        ),
        is_mirrored=False, example=lambda day: "Agreed with the head of department",
    ),
    Term(
        "start_date", "Start date", DAY, change="start",
        filter=TermFilter(
            "starts", "the start date", "starts<=+2w",
            ("starts_at", "starts_on", "start", "start_date"),
        ),
        sort=TermSort("starts", aliases=("start",)),
        letter=(LetterName("start_date", "start date", "The first day of work", "15 April 2026"),),
        table=TableColumn(
            "the first day of work",
            ("start", "starts", "starts at", "starts on", "joining date", "first day"),
        ),
        is_needed=True, example=lambda day: day + timedelta(days=60),
    ),
    Term(
        "expiry_date", "Expires", DAY,
        filter=TermFilter(
            "expires", "the expiry date of a live offer", "expires<+7d", ("expiry", "expiry_date")
        ),
        sort=TermSort("expires", aliases=("expiry",)),
        letter=(
            LetterName(
                "expiry_date", "expiry date", "The last day on which the offer can be accepted",
                "1 April 2026",
            ),
        ),
        table=TableColumn(
            "the last day on which it can be accepted",
            ("expires", "expires at", "expires on", "valid until", "expiration date", "deadline"),
        ),
        example=lambda day: day + timedelta(days=14),
    ),
    Term(
        "opening", "Opening", REFERENCE, "opening_id",
        letter=(LetterName("opening", "opening", "The opening as people know it", "ENG-12"),),
        table=TableColumn("the opening's id", ("opening id", "requisition", "requisition id")),
        example=lambda day: 1,
    ),
    Term(
        "template", "Letter", REFERENCE, "template_id", noun="letter template",
        table=TableColumn("the letter template's name", ("letter template", "template name")),
        is_from_job=True,
    ),
    Term(
        "letter_html", "Letter by hand", HTML, noun="letter written by hand", is_mirrored=False
    ),
)  # fmt: skip
"""Every term, in the order in which people see them."""

BY_KEY: dict[str, Term] = {term.key: term for term in TERMS}

LABELS: dict[str, str] = {
    "candidate": "Candidate",
    "job": "Job",
    "application": "Application",
    **{term.key: term.label for term in TERMS},
}
"""What the terms, and whose they are, are called wherever a person reads their names."""


def of_type(*types: TermType) -> tuple[Term, ...]:
    """The terms whose values are of these types."""
    return tuple(term for term in TERMS if term.type in types)


_STORED = tuple(
    (
        *(term.stored_in, term.name, term.type.store, "" if term.type is TEXT else None),
        *(term.as_text, term.is_mirrored),
    )
    for term in TERMS
)
"""What `columns` needs of each term: an import asks it for every version."""


def columns(terms: Terms, *, mirrored: bool = False) -> dict[str, object]:
    """The terms as columns of a version; `mirrored` as those that the offer has, too.

    A salary's own currency is the currency.
    """
    found: dict[str, object] = {}
    for column, name, store, empty, as_text, is_mirrored in _STORED:
        if is_mirrored or not mirrored:
            value = getattr(terms, name)
            found[column] = empty if value is None or value == "" else store(value)
            if as_text:
                found[as_text] = getattr(terms, as_text)
    if terms.salary is not None:
        found["currency"] = terms.salary.currency
    return found


COLUMNS: tuple[str, ...] = tuple(
    column for stored, *_, as_text, _ in _STORED for column in (stored, as_text) if column
)
"""The columns of a version that hold its terms."""
MIRRORED: tuple[str, ...] = tuple(
    column
    for stored, *_, as_text, is_mirrored in _STORED
    for column in (stored, as_text)
    if column and is_mirrored
)
"""Those that the offer has, too, with what its newest version says."""

WORDED: dict[str, str | None] = {
    **{term.stored_in: None for term in TERMS if term.type is HTML},
    **{term.stored_in: "" for term in TERMS if term.type is TEXT},
    **{term.as_text: "" for term in TERMS if term.as_text},
}
"""The columns with words of people, each with what is left when a person is erased."""


def read_columns(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a version as the attributes of Terms, apart from `fields`."""
    found: dict[str, Any] = {}
    for term in TERMS:
        value = stored[term.stored_in]
        found[term.name] = value if value in (None, "") else term.type.load(value)
        if term.as_text:
            found[term.as_text] = stored[term.as_text]
    if found["salary"] is not None:
        found["salary"] = Money(found["salary"], found["currency"] or "")
    return found


def entered(terms: Terms) -> dict[str, Any]:
    """The terms as the attributes of an OfferDraft, apart from `fields`: what would be typed."""
    from data.records.offer_records import OfferDraft

    blank, found = OfferDraft(), {}
    for term in TERMS:
        value = term.of(terms)
        found[term.name] = getattr(blank, term.name) if value is None else term.type.enter(value)
    return found
