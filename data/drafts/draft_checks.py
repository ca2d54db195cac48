"""What was typed, read by the rules: the terms it means, every problem, what was understood."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from data.errors import Problem
from data.records.field_records import FieldEntry, FieldRecord
from data.records.job_records import JobDraft
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
from data.records.pay import JobPay, PayFrequency, PayKind
from data.values import dates, field_entry, field_texts, money
from data.values.field_values import FieldValue
from data.values.money import Money
from data.values.text import one_line

LETTER_LENGTH = 256 * 1024
"""The longest hand-edited letter, in characters."""
TEXT_LENGTH = 255
"""The longest term that is text, in characters."""


@dataclass(slots=True)
class Reading:
    """Collects what is wrong and what was understood while a draft is read."""

    today: date
    problems: list[Problem] = field(default_factory=list)
    understood: dict[str, str] = field(default_factory=dict)

    def problem(self, key: str, label: str, text: str) -> None:
        """Note a problem, with the field's name in front."""
        self.problems.append(Problem(key, f"{label}: {text}"))

    def day(self, key: str, label: str, text: str) -> date | None:
        """A date as typed, or None with a problem noted (or nothing typed)."""
        if not text.strip():
            return None
        try:
            day = dates.parse_date(text, self.today)
        except dates.DateError as error:
            self.problem(key, label, str(error))
            return None
        self.understood[key] = dates.understood(day)
        return day

    def amount(
        self, key: str, label: str, text: str, currency: str | None, fallback: str | None = None
    ) -> Money | None:
        """Money as typed, or None with a problem noted (or nothing typed).

        `currency` must not be contradicted; `fallback` counts where no currency is named at all.
        """
        if not text.strip():
            return None
        try:
            amount = money.parse_money(text, currency, fallback=fallback)
        except money.AmountError as error:
            self.problem(key, label, str(error))
            return None
        self.understood[key] = f"= {money.show(amount)}"
        return amount

    def currency(self, text: str, key: str = "currency") -> str | None:
        """An ISO 4217 code as typed, or None with a problem noted (or nothing typed)."""
        code = one_line(text).upper()
        if not code:
            return None
        if not money.is_known(code):
            shown = code if len(code) <= 12 else code[:11] + "…"
            self.problem(
                key, LABELS["currency"], f"{shown} is no ISO 4217 code; such as EUR or USD."
            )
            return None
        return code

    def frequency(self, text: str, key: str = "pay_frequency") -> PayFrequency | None:
        """How often pay is counted, or None with a problem noted (or nothing typed)."""
        word = one_line(text).lower()
        if not word:
            return None
        try:
            return PayFrequency(word)
        except ValueError:
            self.problem(key, LABELS["pay_frequency"], f"one of {', '.join(PayFrequency)}.")
            return None

    def custom(
        self,
        definition: FieldRecord,
        entry: FieldEntry,
        currency: str | None,
        before: FieldValue | None,
    ) -> FieldValue | None:
        """A custom field's value as typed; one that was not touched stays byte for byte."""
        if before is not None and field_entry.entered(definition.type, before) == (
            entry.text,
            entry.chosen,
        ):
            self._say(definition, before)
            return before
        options = tuple(option.name for option in definition.options if option.active)
        try:
            value = field_entry.read_entered(
                definition.type, entry.text, entry.chosen, options, self.today, currency
            )
        except field_entry.ValueProblem as error:
            self.problem(field_key(definition.key), definition.name, str(error))
            return before
        if value is None:
            return None
        read = FieldValue(definition.key, definition.name, definition.type, value)
        self._say(definition, read)
        return read

    def _say(self, definition: FieldRecord, value: FieldValue) -> None:
        if value.value is not None:
            text = field_texts.understood(definition.type, value.value)
            if text:
                self.understood[field_key(definition.key)] = text


def field_key(key: str) -> str:
    """How a custom field is named among the terms of an offer."""
    return f"fields.{key}"


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
    reading = Reading(today)
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
        fields=_custom_values(reading, draft.fields, definitions, currency, base.fields),
    )
    return Checked(terms, tuple(reading.problems), reading.understood)


def _as_it_is(reading: Reading, term: Term, value: int | None) -> int | None:
    return value


def _text(reading: Reading, term: Term, text: str) -> str:
    value = one_line(text)
    if len(value) > TEXT_LENGTH:
        reading.problem(term.key, term.label, f"at most {TEXT_LENGTH} characters.")
    return value


def _letter(reading: Reading, term: Term, html: str | None) -> str | None:
    if html is not None and len(html) > LETTER_LENGTH:
        reading.problem(term.key, term.label, f"at most {LETTER_LENGTH:,} characters.")
        return None
    return html


_READERS: dict[TermType, Callable[[Reading, Term, Any], Any]] = {
    FREQUENCY: lambda reading, term, text: reading.frequency(text, term.key),
    DAY: lambda reading, term, text: reading.day(term.key, term.label, text),
    TEXT: _text,
    REFERENCE: _as_it_is,
    HTML: _letter,
}
"""How a term is read from what was typed, by its type; salary and currency depend on each other."""


def _custom_values(
    reading: Reading,
    entries: tuple[FieldEntry, ...],
    definitions: tuple[FieldRecord, ...],
    currency: str | None,
    base: tuple[FieldValue, ...],
) -> tuple[FieldValue, ...]:
    """Entered values in the order of the definitions, then whatever the form did not show."""
    entered = {entry.key: entry for entry in entries}
    before = {value.key: value for value in base}
    read = []
    for definition in definitions:
        entry = entered.get(definition.key)
        known = before.pop(definition.key, None)
        value = known if entry is None else reading.custom(definition, entry, currency, known)
        if value is not None and not value.is_empty:
            read.append(value)
    return (*read, *before.values())


def erases(text: str) -> bool:
    """Blank but not empty: what a form sends for something that a person took out on purpose."""
    return bool(text) and not text.strip()


def check_job(
    draft: JobDraft,
    definitions: tuple[FieldRecord, ...],
    today: date,
    base: tuple[FieldValue, ...] = (),
) -> tuple[JobPay, tuple[FieldValue, ...], Checked]:
    """Read a job's draft: its pay, its custom field values, and all that is wrong with it."""
    reading = Reading(today)
    if not one_line(draft.title):
        reading.problem("title", "Title", "what is the job called?")
    currency = reading.currency(draft.currency)
    try:
        kind = PayKind(draft.pay_kind)
    except ValueError:
        reading.problem("pay_kind", "Pay", f"one of {', '.join(PayKind)}.")
        kind = PayKind.NONE
    frequency = reading.frequency(draft.pay_frequency)
    read = _job_amounts(reading, draft, kind, currency)
    codes = {amount.currency for amount in read.values() if amount}
    currency = currency or next(iter(codes), None)
    pay = JobPay(
        kind, read.get("salary"), read.get("minimum"), read.get("maximum"), currency, frequency
    )
    fields = _custom_values(reading, draft.fields, definitions, currency, base)
    held = {value.key for value in fields}
    told = {problem.field for problem in reading.problems}
    for item in definitions:
        if item.required and item.key not in held and field_key(item.key) not in told:
            reading.problem(field_key(item.key), item.name, "every job needs this.")
    return pay, fields, Checked(Terms(), tuple(reading.problems), reading.understood)


def _job_amounts(
    reading: Reading, draft: JobDraft, kind: PayKind, currency: str | None
) -> dict[str, Money | None]:
    """The amounts that this kind of pay has; the others are not read."""
    if kind is PayKind.FIXED:
        amount = reading.amount("salary", "Salary", draft.salary, currency)
        if not draft.salary.strip():
            reading.problem("salary", "Salary", "how much is the fixed salary?")
        return {"salary": amount}
    if kind is PayKind.NONE:
        return {}
    low = reading.amount("minimum", "From", draft.minimum, currency)
    high = reading.amount(
        "maximum", "To", draft.maximum, currency or (low.currency if low else None)
    )
    if not draft.minimum.strip() and not draft.maximum.strip():
        reading.problem("minimum", "From", "a range needs at least one end.")
    if low and high and low.currency == high.currency and low.minor > high.minor:
        reading.problem("maximum", "To", f"at least {money.show(low)}, the lower end.")
    return {"minimum": low, "maximum": high}


def label(key: str, definitions: tuple[FieldRecord, ...] = ()) -> str:
    """What a term is called: "start_date" is "Start date", "fields.bonus" the field's name."""
    names = {field_key(item.key): item.name for item in definitions}
    return LABELS.get(key) or names.get(key, key)


def same_terms(one: Terms, other: Terms) -> bool:
    """Whether two states of the terms say the same, in whatever order their fields stand."""
    fields = [{value.key: value for value in terms.fields} for terms in (one, other)]
    return fields[0] == fields[1] and replace(one, fields=()) == replace(other, fields=())
