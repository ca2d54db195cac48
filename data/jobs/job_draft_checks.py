"""A job as typed, read by the rules: its pay, its values, every problem."""

from datetime import date

from data.drafts.entry_reader import EntryReader
from data.records.field_records import FieldRecord, field_key
from data.records.job_records import JobDraft
from data.records.offer_records import Checked, Terms
from data.records.pay import JobPay, PayKind
from data.values import money
from data.values.field_values import FieldValue
from data.values.money import Money
from data.values.text import one_line


def check_job(
    draft: JobDraft,
    definitions: tuple[FieldRecord, ...],
    today: date,
    base: tuple[FieldValue, ...] = (),
) -> tuple[JobPay, tuple[FieldValue, ...], Checked]:
    """Read a job's draft: its pay, its custom field values, and all that is wrong with it."""
    reading = EntryReader(today)
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
    fields = reading.custom_values(draft.fields, definitions, currency, base)
    held = {value.key for value in fields}
    named = {problem.field for problem in reading.problems}
    for item in definitions:
        if item.required and item.key not in held and field_key(item.key) not in named:
            reading.problem(field_key(item.key), item.name, "every job needs this.")
    return pay, fields, Checked(Terms(), tuple(reading.problems), reading.understood)


def _job_amounts(
    reading: EntryReader, draft: JobDraft, kind: PayKind, currency: str | None
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
