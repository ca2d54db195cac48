"""What can be negotiated about an offer, and a value of it as somebody asked for it."""

from __future__ import annotations

from dataclasses import dataclass

from data.drafts.entry_reader import EntryReader
from data.fields import custom_fields
from data.offers import negotiations_read
from data.records.field_records import FieldEntry, FieldRecord, field_key
from data.records.negotiation_records import OTHER
from data.records.offer_records import OfferRecord
from data.records.offer_terms import AMOUNT, BY_KEY, DAY, FREQUENCY, of_type
from data.values import clock, field_texts
from data.values.field_values import FieldType, FieldValue, Value
from data.values.text import one_line

SALARY = "salary"


@dataclass(frozen=True, slots=True)
class Asked:
    """A value as it was asked for: in words, and as JSON where it is a value of the term."""

    text: str
    document: object = None
    understood: str = ""


def terms() -> tuple[tuple[str, str], ...]:
    """The keys and labels of what can be negotiated: terms, then custom fields."""
    own = [(term.key, term.label) for term in of_type(AMOUNT, FREQUENCY, DAY)]
    fields = custom_fields.all_fields("offer", active_only=True)
    kept = (one for one in fields if one.type is not FieldType.MULTI_SELECT)
    return (*own, *((field_key(one.key), one.name) for one in kept))


def label(term: str) -> str:
    """What a term is called; empty for anything else."""
    return dict(terms()).get(term, "")


def key_of(name: str) -> str:
    """The key of a term, by key or else by label; a name that is neither stays."""
    word, known = one_line(name), terms()
    by_label = {label.casefold(): key for key, label in reversed(known)}
    is_key = word in (*dict(known), OTHER)
    return word if is_key else by_label.get(word.casefold(), word)


def read(term: str, text: str, offer: OfferRecord) -> Asked:
    """What was typed, as a value of the term; what is none stays as it was typed."""
    words = one_line(text)
    reading = EntryReader(clock.today())
    value = _value(reading, term, words, offer) if words else None
    if value is None or reading.problems:
        return Asked(words)
    understood = reading.understood.get(term, "")
    return Asked(
        one_line(field_texts.show_value(value)), negotiations_read.document(value), understood
    )


def _value(reading: EntryReader, term: str, text: str, offer: OfferRecord) -> Value | None:
    currency = offer.terms.currency or (offer.job.pay.currency if offer.job else None)
    if term == SALARY:
        return reading.amount(term, "", text, None, currency)
    if term in BY_KEY:
        is_day = BY_KEY[term].type is DAY
        return reading.day(term, "", text) if is_day else reading.frequency(text, term)
    definition = _field(term)
    if definition is None:
        return None
    read = reading.custom(definition, FieldEntry(definition.key, text), currency, None)
    return read.value if isinstance(read, FieldValue) else None


def _field(term: str) -> FieldRecord | None:
    fields = custom_fields.all_fields("offer", active_only=True)
    return next((one for one in fields if field_key(one.key) == term), None)
