"""An offer as typed, read by the rules: the terms it means, every problem, what was understood."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from data.drafts.entry_reader import EntryReader
from data.records.field_records import FieldRecord
from data.records.offer_records import Checked, OfferDraft, Terms
from data.records.offer_terms import (
    DAY,
    FREQUENCY,
    HTML,
    LABELS,
    REFERENCE,
    TERMS,
    TEXT,
    Term,
    TermType,
)
from data.values.text import one_line

LETTER_LENGTH = 256 * 1024
"""The longest hand-edited letter, in characters."""


TEXT_LENGTH = 255
"""The longest term that is text, in characters."""


def check_offer(
    draft: OfferDraft,
    definitions: tuple[FieldRecord, ...],
    today: date,
    base: Terms | None = None,
    job_currency: str | None = None,
) -> Checked:
    """Read an offer's draft; what the form does not show stays as it is in `base`.

    A salary without any currency is in `job_currency`.
    """
    base = base or Terms()
    reading = EntryReader(today)
    currency = reading.currency(draft.currency)
    salary = reading.amount("salary", LABELS["salary"], draft.salary, currency, job_currency)
    if salary is not None and currency is None:
        currency = salary.currency
    read = {
        term.name: _READERS[term.type](reading, term, getattr(draft, term.name))
        for term in TERMS
        if term.type in _READERS
    }
    terms = Terms(
        salary=salary,
        salary_text="" if salary or erases(draft.salary) else base.salary_text,
        currency=currency,
        **read,
        fields=reading.custom_values(draft.fields, definitions, currency, base.fields),
    )
    return Checked(terms, tuple(reading.problems), reading.understood)


def _as_it_is(reading: EntryReader, term: Term, value: int | None) -> int | None:
    return value


def _text(reading: EntryReader, term: Term, text: str) -> str:
    value = one_line(text)
    if len(value) > TEXT_LENGTH:
        reading.problem(term.key, term.label, f"at most {TEXT_LENGTH} characters.")
    return value


def _letter(reading: EntryReader, term: Term, html: str | None) -> str | None:
    if html is not None and len(html) > LETTER_LENGTH:
        reading.problem(term.key, term.label, f"at most {LETTER_LENGTH:,} characters.")
        return None
    return html


_READERS: dict[TermType, Callable[[EntryReader, Term, Any], Any]] = {
    FREQUENCY: lambda reading, term, text: reading.frequency(text, term.key),
    DAY: lambda reading, term, text: reading.day(term.key, term.label, text),
    TEXT: _text,
    REFERENCE: _as_it_is,
    HTML: _letter,
}
"""How a term is read from what was typed, by its type; salary and currency depend on each other."""


def erases(text: str) -> bool:
    """Blank but not empty: what a form sends for something that a person took out on purpose."""
    return bool(text) and not text.strip()


def same_terms(one: Terms, other: Terms) -> bool:
    """Whether two states of the terms say the same, in whatever order their fields stand."""
    fields = [{value.key: value for value in terms.fields} for terms in (one, other)]
    return fields[0] == fields[1] and replace(one, fields=()) == replace(other, fields=())
