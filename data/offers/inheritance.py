"""What a new offer takes from its job: pay, currency, frequency, and equal custom fields."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from data.fields import custom_fields
from data.records import field_records
from data.records.job_records import JobRecord
from data.records.offer_records import Terms
from data.records.offer_terms import TERMS
from data.records.pay import JobPay, PayKind
from data.templates import templates
from data.values import field_texts, money
from data.values.field_values import FieldValue
from data.values.money import Money


@dataclass(frozen=True, slots=True)
class Inherited:
    """Terms completed from a job: which are inherited, and what a form says about each."""

    terms: Terms
    keys: tuple[str, ...]
    notes: dict[str, str]


def inherit(terms: Terms, job: JobRecord) -> Inherited:
    """Fill what is not given from the job (docs/domain.md, *Creating*).

    A fixed salary as it is, a range as its midpoint, currency and frequency, the job's own letter
    template, and custom fields equal in name, type and options.
    """
    notes: dict[str, str] = {}
    changes: dict[str, Any] = {}
    salary = _offered(job.pay)
    wanted = terms.salary is None and not terms.salary_text
    if wanted and salary is not None and terms.currency in (None, salary.currency):
        changes["salary"], changes["currency"] = salary, salary.currency
        middle = ", the middle of its range" if job.pay.kind is PayKind.RANGE else ""
        notes["salary"] = f"= {money.show(salary)}, from the job{middle}"
    for term in TERMS:
        value = _OF_JOB[term.key](job) if term.key in _OF_JOB else None
        if term.of(terms) is None and value is not None:
            changes.setdefault(term.name, value)
            notes[term.key] = f"= {term.type.show(value)}, from the job"
    own = templates.of_job(job)
    if own is not None and terms.template_id is None and terms.letter_html is None:
        changes["template_id"] = own.id
        notes["template"] = f"= {own.name}, from the job"
    found = _matching_values(terms, job)
    for value in found:
        notes[field_records.field_key(value.key)] = f"= {field_texts.show(value)}, from the job"
    keys = (
        *(term.key for name in changes for term in TERMS if term.name == name),
        *(field_records.field_key(value.key) for value in found),
    )
    completed = replace(terms, **changes, fields=(*terms.fields, *found))
    return Inherited(completed, tuple(dict.fromkeys(keys)), notes)


_OF_JOB: dict[str, Callable[[JobRecord], Any]] = {
    "currency": lambda job: job.pay.currency,
    "pay_frequency": lambda job: job.pay.pay_frequency,
}
"""What the job gives as it is, by term; the salary depends on the currency, a template on the
letter."""


def _offered(pay: JobPay) -> Money | None:
    """A fixed salary as it is, a range as its midpoint."""
    if pay.kind is PayKind.RANGE and pay.minimum and pay.maximum:
        return money.midpoint(pay.minimum, pay.maximum)
    return pay.salary


def _matching_values(terms: Terms, job: JobRecord) -> tuple[FieldValue, ...]:
    """The job's values for offer fields of the same name, type and options that are not given."""
    given = {value.key for value in terms.fields}
    of_job = {
        (f.name, f.type, tuple(o.name for o in f.options)): f.key
        for f in custom_fields.all_fields("job")
    }
    held = {value.key: value for value in job.fields}
    found = []
    for field in custom_fields.all_fields("offer", active_only=True):
        twin = of_job.get((field.name, field.type, tuple(option.name for option in field.options)))
        if twin in held and field.key not in given:
            found.append(replace(held[twin], key=field.key, name=field.name))
    return tuple(found)
