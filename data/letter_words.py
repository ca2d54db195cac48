"""The language of letter templates: every name with its meaning, and the values behind the names.

A value is reached only through `Names`, which hands out what is listed here and nothing else.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from data import dates, money
from data.letter_records import LetterInputs
from data.money import Money
from data.records import CandidateRecord, JobPay, PayFrequency, PayKind, UserRecord
from data.values import FieldValue, MoneyRange, NumberRange, UserRef, Value

Scalar = str | bool | int | Decimal | date | Money
Word = Scalar | tuple[str, ...] | None
"""A value as a template meets it; None is "not set"."""


class Meaning(NamedTuple):
    """A name's label, as it stands in the letter where the value is unset, and what it says."""

    label: str
    text: str


LANGUAGE: dict[str, Meaning] = {
    "candidate.first_name": Meaning("first name", "The candidate's first name"),
    "candidate.last_name": Meaning("last name", "The candidate's last name"),
    "candidate.name": Meaning("candidate name", "First and last name"),
    "candidate.email": Meaning("candidate email", "The candidate's email address"),
    "candidate.phone": Meaning("candidate phone", "The candidate's telephone number"),
    "offer.id": Meaning("offer number", "The number of the offer"),
    "offer.version": Meaning("version", "The version of the terms, from 1"),
    "offer.salary": Meaning("salary", "The pay with its currency: 92,500 EUR"),
    "offer.salary_text": Meaning("pay as text", "Pay of an imported record that is not an amount"),
    "offer.currency": Meaning("currency", "The currency of the pay: EUR"),
    "offer.pay_frequency": Meaning("pay frequency", "hourly, daily, weekly, monthly or yearly"),
    "offer.pay_period": Meaning("pay frequency", "The same as a noun: hour, day, … year"),
    "offer.start_date": Meaning("start date", "The first day of work"),
    "offer.expiry_date": Meaning("expiry date", "The last day on which the offer can be accepted"),
    "application.id": Meaning("application number", "The number of the application"),
    "job.id": Meaning("job number", "The number of the job"),
    "job.title": Meaning("job title", "The job's title"),
    "job.department": Meaning("department", "The job's department"),
    "job.location": Meaning("location", "Where the job is"),
    "job.pay": Meaning("job pay", "The job's own pay: an amount, or from one to another"),
    "job.salary": Meaning("job salary", "The job's pay when it is one amount"),
    "job.minimum": Meaning("minimum pay", "The lower end of the job's pay range"),
    "job.maximum": Meaning("maximum pay", "The upper end of the job's pay range"),
    "job.currency": Meaning("job currency", "The currency of the job's pay"),
    "job.pay_frequency": Meaning("job pay frequency", "How often the job's pay is counted"),
    "opening.id": Meaning("opening number", "The number of the opening"),
    "opening.opening_id": Meaning("opening", "The opening as people know it, such as 4-7"),
    "sender.first_name": Meaning("sender's first name", "First name of the one who acts"),
    "sender.last_name": Meaning("sender's last name", "Last name of the one who acts"),
    "sender.name": Meaning("sender name", "The name of the one who acts"),
    "sender.email": Meaning("sender email", "The email address of the one who acts"),
    "company.name": Meaning("company name", "The company that makes the offer"),
    "company.address": Meaning("company address", "Its postal address; may have several lines"),
    "company.email": Meaning("company email", "Its email address"),
    "company.phone": Meaning("company phone", "Its telephone number"),
    "company.website": Meaning("company website", "Its address on the web"),
    "company.signatory": Meaning("signatory", "Who signs for the company"),
    "company.signatory_title": Meaning("signatory's title", "What they are at the company"),
    "today": Meaning("today", "The day on which the letter is made"),
}
"""Every name of the language. Beside these, `fields.<key>` is the custom field with that key."""

FILTERS: dict[str, str] = {
    "money": "An amount with its currency: 92,500 EUR",
    "amount": "An amount without its currency: 92,500",
    "date": "A date in full: 15 April 2026",
    "short_date": "A date in short: 15 Apr 2026",
    "per": "Pay counted otherwise: offer.salary | per('month'); 2080 hours, 260 days a year",
    "yearly": "Pay counted by the year; the same as per('year')",
    "list": "Several texts as a sentence has them: a, b and c",
    "join": "Several texts with the same text between them: join(', ')",
    "default": "Another value where there is none: default('to be agreed')",
    "lines": "A text of several lines with its line breaks kept",
    "upper": "In capitals",
    "lower": "In small letters",
    "capitalize": "With a capital at the beginning",
    "title": "With A Capital At Every Word",
    "trim": "Without spaces around",
    "length": "How many",
    "first": "The first one",
    "last": "The last one",
}
"""Every filter of the language and what it makes."""

MAIN = {
    "candidate": "name",
    "application": "id",
    "job": "title",
    "opening": "opening_id",
    "offer": "id",
    "sender": "name",
    "company": "name",
}
"""What a group says when it is written by itself: `{{ candidate }}` is the candidate's name."""

SAID_AS = {"offer.pay_period": "offer.pay_frequency"}
"""Names that are another name in other words; where they are unset, that one is reported."""

PERIODS = {
    PayFrequency.HOURLY: "hour",
    PayFrequency.DAILY: "day",
    PayFrequency.WEEKLY: "week",
    PayFrequency.MONTHLY: "month",
    PayFrequency.YEARLY: "year",
}


class Names:
    """A read-only group of values: the names it knows, and those that have a value."""

    __slots__ = ("group", "labels", "values")

    def __init__(self, group: str, values: Mapping[str, Word], labels: Mapping[str, str]) -> None:
        self.group = group
        self.values = values
        self.labels = labels

    def __bool__(self) -> bool:
        """Whether anything in the group is set."""
        return any(is_set(value) for value in self.values.values())

    def __iter__(self) -> Iterator[str]:
        """Only the custom fields have names that a template may want to walk through."""
        return iter(sorted(self.values)) if self.group == "fields" else iter(())


def is_set(value: Word) -> bool:
    """Whether there is a value; False and 0 are values."""
    return value is not None and value != "" and value != ()


def context(inputs: LetterInputs) -> dict[str, "Names | date"]:
    """The names of the language with the values of one letter behind them."""
    groups: dict[str, dict[str, Word]] = {
        "candidate": _person("candidate", inputs.candidate),
        "application": {"id": inputs.application_id},
        "job": _job(inputs),
        "opening": _attributes("opening", inputs.opening),
        "offer": _offer(inputs),
        "sender": _person("sender", inputs.sender),
        "company": _attributes("company", inputs.company),
    }
    named: dict[str, Names | date] = {
        group: Names(group, values, _labels(group)) for group, values in groups.items()
    }
    return named | {"fields": _fields(inputs), "today": inputs.today}


def nearest(name: str, known: list[str]) -> str:
    """The known name closest to a wrong one, or nothing: in its group, as a whole, by its end."""
    import difflib

    group, _, end = name.rpartition(".")
    ends = {full.rpartition(".")[2]: full for full in reversed(known)}
    inside = {full.rpartition(".")[2]: full for full in known if full.startswith(f"{group}.")}
    whole = {full: full for full in known}
    for wanted, names, cutoff in ((end, inside, 0.6), (name, whole, 0.85), (end, ends, 0.7)):
        close = difflib.get_close_matches(wanted, names, 1, cutoff)
        if close:
            return names[close[0]]
    return ""


def _labels(group: str) -> dict[str, str]:
    start = f"{group}."
    return {
        name.removeprefix(start): meaning.label
        for name, meaning in LANGUAGE.items()
        if name.startswith(start)
    }


def _attributes(group: str, record: object) -> dict[str, Word]:
    """The listed attributes of a record, all unset where there is no record."""
    return {name: getattr(record, name, None) for name in _labels(group)}


def _person(group: str, person: CandidateRecord | UserRecord | None) -> dict[str, Word]:
    """A person without a name has none here; the "Candidate 7" of lists belongs in no letter."""
    values = _attributes(group, person)
    name = f"{person.first_name} {person.last_name}".strip() if person else None
    return values | {"name": name}


def _offer(inputs: LetterInputs) -> dict[str, Word]:
    terms = inputs.terms
    frequency = terms.pay_frequency
    return {
        "id": inputs.offer_id,
        "version": inputs.version,
        "salary": terms.salary,
        "salary_text": terms.salary_text,
        "currency": terms.currency or (terms.salary and terms.salary.currency),
        "pay_frequency": frequency and frequency.value,
        "pay_period": frequency and PERIODS[frequency],
        "start_date": terms.start_date,
        "expiry_date": terms.expiry_date,
    }


def _job(inputs: LetterInputs) -> dict[str, Word]:
    pay = inputs.job.pay if inputs.job else JobPay()
    return _attributes("job", inputs.job) | {
        "pay": _job_pay(pay),
        "salary": pay.salary,
        "minimum": pay.minimum,
        "maximum": pay.maximum,
        "currency": pay.currency,
        "pay_frequency": pay.pay_frequency and pay.pay_frequency.value,
    }


def _job_pay(pay: JobPay) -> str:
    if pay.kind is PayKind.RANGE:
        return _between(_text(pay.minimum), _text(pay.maximum))
    return _text(pay.salary) if pay.kind is PayKind.FIXED else ""


def _fields(inputs: LetterInputs) -> Names:
    """Active fields without a value are known and unset; a field with a value is always known."""
    labels = {field.key: field.name for field in inputs.fields}
    values: dict[str, Word] = dict.fromkeys(labels)
    for field in inputs.terms.fields:
        labels.setdefault(field.key, field.name)
        values[field.key] = _field(field)
    return Names("fields", values, labels)


def _field(field: FieldValue) -> Word:
    """What a custom field says; text that could not be read as its type is shown as it came."""
    if field.value is not None:
        return _word(field.value)
    try:
        raw = json.loads(field.raw) if field.raw else None
    except (ValueError, RecursionError):
        return field.raw
    return raw if isinstance(raw, str) else None


def _word(value: Value) -> Word:
    match value:
        case MoneyRange(minimum, maximum):
            return _between(_text(minimum), _text(maximum))
        case NumberRange(low, high):
            return _between(_number(low), _number(high))
        case UserRef():
            return value.name or value.email or value.user_id
        case _:
            return value


def _between(low: str, high: str) -> str:
    if low and high:
        return low if low == high else f"{low} to {high}"
    return (low and f"from {low}") or (high and f"up to {high}")


def _number(value: Decimal | None) -> str:
    return "" if value is None else number_text(value)


def _text(value: Money | None) -> str:
    return money.show(value) if value else ""


def number_text(value: int | Decimal) -> str:
    """A number for people: grouped, without an exponent unless it is absurdly long."""
    if isinstance(value, Decimal) and (not value.is_finite() or abs(value.adjusted()) > 30):
        return str(value)
    return f"{value:,f}" if isinstance(value, Decimal) else str(value)


def scalar_text(value: Scalar) -> str:
    """One value as a letter says it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Money():
            return money.show(value)
        case date():
            return dates.show(value)
        case int() | Decimal():
            return number_text(value)
        case _:
            return value


def list_text(texts: list[str]) -> str:
    """Several texts as a sentence has them: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1]))) if texts else ""
