"""What is set for an offer and stands nowhere in its letter."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from data.letters import rendering
from data.letters.facts.mentions import amounts, dates
from data.letters.facts.visible_text import visible_text
from data.letters.language.common_fields import called_alike
from data.letters.language.letter_context import field_name
from data.letters.language.words import paid
from data.letters.letter_records import LetterInputs
from data.records.field_records import field_key
from data.records.offer_terms import BY_KEY
from data.values import field_texts
from data.values.field_values import FieldValue, MoneyRange, NumberRange, UserRef
from data.values.money import Money
from data.values.text import folded


class Omission(NamedTuple):
    """A term that is set and not in the letter: its key, what it is called, what it says."""

    key: str
    label: str
    value: str


def omissions(html: str, inputs: LetterInputs) -> tuple[Omission, ...]:
    """Every term that is set and not in the letter, in the order of the form."""
    return tuple(_Search(html, inputs).omitted())


class _Search:
    """One search, under way."""

    def __init__(self, html: str, inputs: LetterInputs) -> None:
        text = visible_text(html)
        self._folded = " ".join(folded(text).split())
        self._amounts = list(amounts(text))
        self._days = {day for mention in dates(text) for day in mention.days}
        self._inputs = inputs

    def omitted(self) -> Iterator[Omission]:
        """The terms first, then the custom fields."""
        terms = self._inputs.terms
        if terms.salary is not None and not self._has_amount(terms.salary):
            yield self._term("salary", paid(self._inputs.language))
        for key in ("start_date", "expiry_date"):
            if getattr(terms, key) is not None and not self._has_day(getattr(terms, key), key):
                yield self._term(key, f"{{{{ offer.{key} }}}}")
        for value in terms.fields:
            if not value.is_empty and not self._has_field(value):
                yield Omission(field_key(value.key), value.name, field_texts.show(value))

    def _term(self, key: str, source: str) -> Omission:
        return Omission(key, BY_KEY[key].label, self._written(source))

    def _has_field(self, value: FieldValue) -> bool:
        match value.value:
            case bool():
                names = (value.name, *called_alike(value.key))
                return any(self._has_words(name.replace("_", " ")) for name in names)
            case Money() as amount:
                return self._has_amount(amount)
            case MoneyRange(minimum=low, maximum=high):
                return all(self._has_amount(end) for end in (low, high) if end is not None)
            case NumberRange(minimum=least, maximum=most):
                return all(self._has_number(end) for end in (least, most) if end is not None)
            case Decimal() as number:
                return self._has_number(number) or self._has_word(self._of_field(value))
            case date() as day:
                return self._has_day(day, "") or self._has(self._of_field(value))
            case tuple() as chosen:
                return all(self._has(choice) for choice in chosen)
            case UserRef(name=name, email=email, user_id=number):
                return self._has(name or email or number)
        return self._has(field_texts.show(value))

    def _of_field(self, value: FieldValue) -> str:
        """A custom field as this letter would write it."""
        return self._written(f"{{{{ {field_name('offer.fields', value.key)} }}}}")

    def _has_amount(self, amount: Money) -> bool:
        return any(mention.is_amount(amount) for mention in self._amounts) or self._has(
            rendering.one_line("{{ offer.salary }}", self._inputs).text
            if amount == self._inputs.terms.salary
            else field_texts.show_value(amount)
        )

    def _has_day(self, day: date, key: str) -> bool:
        return day in self._days or bool(key and self._has(self._written(f"{{{{ offer.{key} }}}}")))

    def _has_number(self, number: Decimal) -> bool:
        words = {field_texts.figures(number), f"{number.normalize():,f}"}
        grouped = (mention.values for mention in self._amounts if not mention.currencies)
        return any(self._has_word(word) for word in words) or any(
            number in values for values in grouped
        )

    def _has(self, words: str) -> bool:
        return " ".join(folded(words).split()) in self._folded

    def _has_word(self, word: str) -> bool:
        return re.search(rf"(?<![\w.,]){re.escape(word)}(?!\w|[.,]\d)", self._folded) is not None

    def _has_words(self, words: str) -> bool:
        return all(self._has_word(word) for word in folded(words).split())

    def _written(self, source: str) -> str:
        return rendering.one_line(source, self._inputs).text
