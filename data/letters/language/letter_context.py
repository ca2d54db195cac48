"""The values behind the names of the language, for one letter.

A value is reached only through `NameGroup`, which hands out what is listed and nothing else.
"""

import functools
import json
from decimal import Decimal
from fractions import Fraction

from data.letters.language.contract import Contract, contract
from data.letters.language.field_units import HOURS_A_WEEK, Measure, MeasureRange, unit
from data.letters.language.letter_number import letter_number
from data.letters.language.name_reference import LANGUAGE, NameGroup, Value
from data.letters.language.package import package
from data.letters.language.words import CONFIDENTIAL, LOGO, PERIODS, SIGNED
from data.letters.letter_records import Company, LetterInputs
from data.records.approval_records import ApprovalRecord, ApprovalState
from data.records.candidate_records import CandidateRecord
from data.records.field_records import FieldRecord
from data.records.offer_records import Terms
from data.records.offer_terms import TERMS
from data.records.pay import JobPay, PayKind
from data.records.user_records import UserRecord
from data.values.field_values import FieldType, FieldValue, MoneyRange, NumberRange, UserRef
from data.values.field_values import Value as FieldContent
from data.values.money import Money
from data.values.person_names import in_letters

Values = dict[str, "Value | NameGroup"]

TYPES: dict[FieldType, str] = {
    FieldType.SHORT_TEXT: "text",
    FieldType.LONG_TEXT: "text",
    FieldType.YES_NO: "yes or no",
    FieldType.SINGLE_SELECT: "text",
    FieldType.MULTI_SELECT: "list",
    FieldType.DATE: "date",
    FieldType.CURRENCY: "amount",
    FieldType.CURRENCY_RANGE: "range of amounts",
    FieldType.NUMBER: "number",
    FieldType.NUMBER_RANGE: "range of numbers",
    FieldType.URL: "text",
    FieldType.USER: "text",
}
"""What a custom field's value is in a letter."""


def context(inputs: LetterInputs, language: str = "en") -> dict[str, "NameGroup | Value"]:
    """The names with the values of one letter behind them, and its words in a language."""
    groups: dict[str, Values] = {
        "candidate": _person("candidate", inputs.candidate),
        "application": {"id": inputs.application_id, "status": inputs.application_status},
        "job": _job(inputs),
        "opening": _attributes("opening", inputs.opening),
        "offer": _offer(inputs, language),
        "sender": _person("sender", inputs.sender),
        "company": _company(inputs, language),
    }
    named: dict[str, NameGroup | Value] = {
        group: NameGroup(group, values, labels(group)) for group, values in groups.items()
    }
    return named | {"fields": groups["offer"]["fields"], "today": inputs.today}


def known_names(inputs: LetterInputs) -> list[str]:
    """Every name of the language, the custom fields of this desk among them."""
    return [
        *LANGUAGE,
        *(f"offer.fields.{field.key}" for field in inputs.fields),
        *(f"job.fields.{field.key}" for field in inputs.job_fields),
    ]


def field_name(group: str, key: str) -> str:
    """How a template names a custom field: `offer.fields.bonus`, `offer.fields["401k"]`."""
    return f"{group}.{key}" if key.isidentifier() else f'{group}["{key}"]'


@functools.cache
def labels(group: str) -> dict[str, str]:
    """The names of a group with their labels."""
    start = f"{group}."
    return {
        name.removeprefix(start): meaning.label
        for name, meaning in LANGUAGE.items()
        if name.startswith(start)
    }


def _attributes(group: str, record: object) -> Values:
    """The listed attributes of a record, all unset where there is no record."""
    return {name: getattr(record, name, None) for name in labels(group)}


def _person(group: str, person: CandidateRecord | UserRecord | None) -> Values:
    """A person without a name has none here; the "Candidate 7" of lists belongs in no letter."""
    values = _attributes(group, person)
    if person is None:
        return values | {"name": None}
    full = person.full_name if isinstance(person, CandidateRecord) else ""
    return values | {"name": in_letters(person.first_name, person.last_name, full)}


def _company(inputs: LetterInputs, language: str) -> Values:
    company = inputs.company
    return _attributes("company", company) | {
        **_pictures(company, language),
        "marking": CONFIDENTIAL[language] if company.is_confidential else None,
        "hours_per_year": inputs.hours_per_year,
        "days_per_year": inputs.days_per_year,
    }


def _pictures(company: Company, language: str) -> Values:
    """What each picture is called, for those who do not see it; unset where there is none."""
    called = {
        "logo": (LOGO[language], company.name),
        "signature": (SIGNED[language], company.signatory),
        "second_signature": (SIGNED[language], company.second_signatory),
    }
    return {
        name: ": ".join(filter(None, words)) if name in company.pictures else None
        for name, words in called.items()
    }


def _reference(inputs: LetterInputs) -> str | None:
    """The number of the letter; an offer that is not stored yet has none."""
    if inputs.offer_id is None or not inputs.reference:
        return None
    made = inputs.created_date or inputs.today
    stated = {"year": made.year, "number": inputs.offer_id, "version": inputs.version}
    return letter_number(inputs.reference, stated)


def _offer(inputs: LetterInputs, language: str) -> Values:
    terms = inputs.terms
    frequency = terms.pay_frequency
    agreed = contract(terms, inputs.hours_per_year, inputs.days_per_year)
    return {
        "id": inputs.offer_id,
        "version": inputs.version,
        "status": inputs.status,
        **{term.key: term.of(terms) for term in TERMS if term.letter},
        "salary_text": terms.salary_text,
        "currency": terms.currency or (terms.salary and terms.salary.currency),
        "pay_frequency": frequency and frequency.value,
        "pay_period": frequency and PERIODS[language][frequency],
        **_counted_pay(terms, agreed),
        **_package(inputs, agreed),
        "opening": inputs.opening.opening_id if inputs.opening else None,
        "created_date": inputs.created_date,
        "sent_date": inputs.sent_date,
        "was_sent": inputs.was_sent,
        "resolved_date": inputs.resolved_date,
        **_approval(inputs.approval),
        "reference": _reference(inputs),
        "creator": inputs.created_by,
        "reason": inputs.reason,
        "reason_text": inputs.reason_text,
        "fields": _fields("offer.fields", inputs.fields, terms.fields),
    }


def _approval(approval: ApprovalRecord | None) -> Values:
    """How the approval of the version stands, who gave it, and on which day."""
    if approval is None:
        return {"approval": None, "approved_by": None, "approved_date": None}
    is_given = approval.state is ApprovalState.APPROVED
    moment = approval.decided_at if is_given else None
    return {
        "approval": "not approved" if approval.state is ApprovalState.REFUSED else approval.state,
        "approved_by": approval.approved_by or None,
        "approved_date": moment.astimezone().date() if moment else None,
    }


def _counted_pay(terms: Terms, agreed: Contract) -> Values:
    """Working time, and pay of a year and of a whole contract, as far as they are known."""
    salary, frequency = terms.salary, terms.pay_frequency
    counted: Values = {
        "weekly_hours": _measure(agreed.weekly_hours, HOURS_A_WEEK),
        "hours_per_year": _measure(agreed.hours, "hours"),
        "days_per_year": _measure(agreed.days, "days"),
    }
    if salary is None or frequency is None:
        return counted | {"yearly_pay": None, "whole_pay": None}
    paid = agreed.yearly(salary, frequency), agreed.whole(salary, frequency)
    return counted | dict(zip(("yearly_pay", "whole_pay"), paid, strict=True))


def _package(inputs: LetterInputs, agreed: Contract) -> Values:
    """What the offer comes to; unset in several currencies, and without base pay."""
    counted = package(inputs.terms, inputs.package, agreed)
    is_paid = counted.parts[0].amount is not None
    return {
        "package_yearly": _alone(counted.yearly) if is_paid else None,
        "package_once": _alone(counted.once),
        "package_whole": _alone(counted.whole) if is_paid else None,
    }


def _alone(amounts: tuple[Money, ...]) -> Money | None:
    """The one amount of a sum; several are no amount that a letter could say."""
    return amounts[0] if len(amounts) == 1 else None


def _measure(number: Fraction | None, counts: str) -> Decimal | None:
    if number is None:
        return None
    rounded = round(Decimal(number.numerator) / Decimal(number.denominator), 2)
    return Measure.of(Decimal(f"{rounded.normalize():f}"), counts)


def _job(inputs: LetterInputs) -> Values:
    pay = inputs.job.pay if inputs.job else JobPay()
    return _attributes("job", inputs.job) | {
        "pay": _job_pay(pay),
        "salary": pay.salary,
        "minimum": pay.minimum,
        "maximum": pay.maximum,
        "currency": pay.currency,
        "pay_frequency": pay.pay_frequency and pay.pay_frequency.value,
        "fields": _fields("job.fields", inputs.job_fields, inputs.job.fields if inputs.job else ()),
    }


def _job_pay(pay: JobPay) -> Value:
    if pay.kind is PayKind.RANGE:
        return MoneyRange(pay.minimum, pay.maximum) if pay.minimum or pay.maximum else None
    return pay.salary if pay.kind is PayKind.FIXED else None


def _fields(group: str, known: tuple[FieldRecord, ...], given: tuple[FieldValue, ...]) -> NameGroup:
    """Active fields without a value are known and unset; a field with a value is always known."""
    labels = {field.key: field.name for field in known}
    values: Values = dict.fromkeys(labels)
    for field in given:
        labels.setdefault(field.key, field.name)
        values[field.key] = _field(field)
    return NameGroup(group, values, labels)


def _field(field: FieldValue) -> Value:
    """What a custom field says; text that could not be read as its type is shown as it came."""
    if field.value is not None:
        return _measured(field, _word(field.value))
    try:
        raw = json.loads(field.raw) if field.raw else None
    except (ValueError, RecursionError):
        return field.raw
    return raw if isinstance(raw, str) else None


def _measured(field: FieldValue, value: Value) -> Value:
    """A number with what it counts, where the field says that."""
    counts = unit(field.key, field.name) if isinstance(value, Decimal | NumberRange) else ""
    if counts and isinstance(value, Decimal):
        return Measure.of(value, counts)
    return MeasureRange.of(value, counts) if counts and isinstance(value, NumberRange) else value


def _word(value: FieldContent) -> Value:
    if isinstance(value, UserRef):
        return value.name or value.email or value.user_id
    return value
