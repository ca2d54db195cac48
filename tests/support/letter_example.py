"""A made-up letter's inputs, in which everything has a value: for examples and for previews.

Everybody and everything here is made up.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

from data.letters.letter_records import Company, LetterInputs
from data.records.approval_records import (
    ApprovalRecord,
    ApprovalState,
    ApproverRecord,
    StepRecord,
)
from data.records.candidate_records import CandidateRecord
from data.records.field_records import FieldRecord
from data.records.job_records import JobRecord, OpeningRecord
from data.records.offer_records import Terms
from data.records.pay import JobPay, PayFrequency, PayKind
from data.records.user_records import UserRecord
from data.values.field_values import FieldType, FieldValue, MoneyRange, NumberRange, UserRef, Value
from data.values.money import Money

_MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_SALARY = Money(9_250_000, "EUR")

_VALUES: dict[FieldType, Value] = {
    FieldType.SHORT_TEXT: "three months",
    FieldType.LONG_TEXT: "Two weeks a year from anywhere.\nMoving costs up to 2,000 EUR.",
    FieldType.YES_NO: True,
    FieldType.SINGLE_SELECT: "Permanent",
    FieldType.MULTI_SELECT: ("Health plan", "Bicycle", "Home office"),
    FieldType.DATE: date(2026, 10, 15),
    FieldType.CURRENCY: Money(500_000, "EUR"),
    FieldType.CURRENCY_RANGE: MoneyRange(Money(8_000_000, "EUR"), Money(9_500_000, "EUR")),
    FieldType.NUMBER: Decimal(25),
    FieldType.NUMBER_RANGE: NumberRange(Decimal(38), Decimal(40)),
    FieldType.URL: "https://ferncastle.example/handbook",
    FieldType.USER: UserRef("3", "Grace Okafor", "grace@ferncastle.example"),
}
COMPANY = Company(
    name="Ferncastle Labs",
    address="12 Harbour Road\nLisbon",
    email="people@ferncastle.example",
    phone="+351 21 555 0100",
    website="ferncastle.example",
    signatory="Rui Costa",
    signatory_title="Managing Director",
    second_signatory="Ada Brandt",
    second_signatory_title="Head of People",
    place="Lisbon",
    is_confidential=True,
    pictures=frozenset(("logo", "signature", "second_signature")),
)
_CANDIDATE = CandidateRecord(
    7,
    "Zoë",
    "Müller",
    "zoe@example.com",
    "+49 30 5550 0137",
    "",
    _MOMENT,
    _MOMENT,
    address="Lindenweg 3\n20095 Hamburg",
)
_STEPS = (
    StepRecord(
        2,
        tuple(
            ApproverRecord(name, ApprovalState.APPROVED, "", datetime(2026, 3, 6, 9, tzinfo=UTC))
            for name in ("Ana Ruiz", "Ben Ode")
        ),
    ),
)
_OPENING = OpeningRecord(5, 3, "ENG-12", True, _MOMENT, None, "", None)
_PAY = JobPay(
    PayKind.RANGE,
    minimum=Money(8_000_000, "EUR"),
    maximum=Money(9_500_000, "EUR"),
    currency="EUR",
    pay_frequency=PayFrequency.YEARLY,
)


def example(
    fields: tuple[FieldRecord, ...] = (),
    job_fields: tuple[FieldRecord, ...] = (),
    company: Company = COMPANY,
    locale: str = "en",
) -> LetterInputs:
    """A made-up offer in which these custom fields have values of their types."""
    job = JobRecord(
        3, "Data Engineer", "Engineering", "Lisbon", True, _PAY, "", _MOMENT, _MOMENT,
        openings=(_OPENING,), fields=_filled(job_fields),
    )  # fmt: skip
    return LetterInputs(
        offer_id=12,
        version=2,
        terms=Terms(
            salary=_SALARY,
            currency="EUR",
            pay_frequency=PayFrequency.YEARLY,
            start_date=date(2026, 4, 15),
            expiry_date=date(2026, 4, 1),
            opening_id=_OPENING.id,
            fields=_filled(fields),
        ),
        candidate=_CANDIDATE,
        job=job,
        opening=_OPENING,
        application_id=7,
        sender=UserRecord(1, "Inês", "Valadão", "ines@ferncastle.example"),
        company=company,
        today=date(2026, 3, 10),
        fields=fields,
        job_fields=job_fields,
        created_date=date(2026, 3, 2),
        was_sent=True,
        sent_date=date(2026, 3, 9),
        created_by="Inês Valadão",
        application_status="active",
        locale=locale,
        reference="HR-{year}-{number}",
        approval=ApprovalRecord(
            1, 2, ApprovalState.APPROVED, in_order=False, steps=_STEPS, asked_at=_MOMENT
        ),
    )


def _filled(fields: tuple[FieldRecord, ...]) -> tuple[FieldValue, ...]:
    return tuple(FieldValue(field.key, field.name, field.type, _value(field)) for field in fields)


def _value(field: FieldRecord) -> Value:
    """A value of the field's type; a select field's own first options."""
    names = tuple(option.name for option in field.options if option.active)[:3]
    if names and field.type is FieldType.SINGLE_SELECT:
        return names[0]
    if names and field.type is FieldType.MULTI_SELECT:
        return names
    return _VALUES[field.type]
