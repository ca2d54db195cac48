"""What letters of tests are made from, and short ways to make them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from data.delivery import web_page
from data.letters import rendering
from data.letters.layout.kept_together import BEGIN, END, NO_BREAK
from data.letters.letter_records import (
    Company,
    LetterError,
    LetterInputs,
    Mistake,
    Rendered,
    TextLine,
)
from data.records.approval_records import (
    ApprovalRecord,
    ApprovalState,
    ApproverRecord,
    StepRecord,
)
from data.records.candidate_records import CandidateRecord
from data.records.field_records import Counted, FieldRecord
from data.records.job_records import JobRecord, OpeningRecord
from data.records.offer_records import Terms
from data.records.pay import JobPay, PayFrequency, PayKind
from data.records.user_records import UserRecord
from data.templates import shipped_files
from data.values.field_values import FieldType, FieldValue, Value
from data.values.money import Money

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TERMS = Terms(
    salary=Money(15_000_000, "USD"),
    currency="USD",
    pay_frequency=PayFrequency.YEARLY,
    start_date=date(2026, 4, 15),
    expiry_date=date(2026, 4, 1),
)
CANDIDATE = CandidateRecord(1, "Zoë", "Müller", "zoe@example.org", "+49 30 1", "", NOW, NOW,
                            address="2 Main St\nBerlin")  # fmt: skip
PAY = JobPay(
    PayKind.RANGE,
    Money(14_000_000, "USD"),
    Money(12_000_000, "USD"),
    Money(16_000_000, "USD"),
    "USD",
    PayFrequency.YEARLY,
)
JOB = JobRecord(3, "Engineer", "Research", "Berlin", True, PAY, "", NOW, NOW)
COMPANY = Company(
    "Northwind & Co", "1 Main St\nBerlin", "jobs@example.org", "+49", "example.org", "Ann", "CEO",
    second_signatory="Bo", second_signatory_title="CFO", place="Berlin", is_confidential=True,
    pictures=frozenset(("logo", "signature", "second_signature")),
)  # fmt: skip
BONUS = FieldRecord(1, "offer", "bonus", "Signing bonus", FieldType.CURRENCY, False, True, 0, "")
INPUTS = LetterInputs(
    offer_id=7,
    version=2,
    terms=TERMS,
    candidate=CANDIDATE,
    job=JOB,
    opening=OpeningRecord(5, 3, "4-7", True, None, None, "", None),
    application_id=4,
    sender=UserRecord(1, "Ann", "Lee", "ann@example.org"),
    company=COMPANY,
    today=date(2026, 3, 1),
    fields=(BONUS,),
    reason="Position filled",
    reason_text="By phone",
    created_date=date(2026, 2, 20),
    sent_date=date(2026, 2, 27),
    resolved_date=date(2026, 2, 28),
    created_by="Ann Lee",
    application_status="active",
    reference="HR-{year}-{number}",
    approval=ApprovalRecord(
        1, 2, ApprovalState.APPROVED, in_order=False, asked_at=NOW,
        steps=(StepRecord(1, (ApproverRecord("Ana Ruiz", ApprovalState.APPROVED, "", NOW),)),),
    ),
    package=(replace(BONUS, package=Counted.ONCE),),
)  # fmt: skip
EMPTY = LetterInputs(
    offer_id=None,
    version=1,
    terms=Terms(),
    candidate=None,
    job=None,
    opening=None,
    application_id=None,
    sender=None,
    company=Company(),
    today=INPUTS.today,
    fields=INPUTS.fields,
)


SHIPPED = shipped_files.sources()
NO_CLAUSES: Mapping[str, str] = {}


def render(source: str, inputs: LetterInputs, clauses: Mapping[str, str] = NO_CLAUSES) -> Rendered:
    """The letter, with the shipped templates there besides these clauses."""
    return rendering.render(source, inputs, SHIPPED | dict(clauses))


def one_line(
    source: str, inputs: LetterInputs, clauses: Mapping[str, str] = NO_CLAUSES
) -> TextLine:
    return rendering.one_line(source, inputs, SHIPPED | dict(clauses))


def check(
    source: str,
    clauses: Mapping[str, str] | None = NO_CLAUSES,
    *,
    fields: Collection[str] | None = None,
    job_fields: Collection[str] | None = None,
) -> tuple[Mistake, ...]:
    known = None if clauses is None else SHIPPED | dict(clauses)
    return rendering.check(source, known, fields=fields, job_fields=job_fields)


def flaw(source: str, clauses: Mapping[str, str] | None = None) -> LetterError | None:
    return rendering.flaw(source, None if clauses is None else SHIPPED | dict(clauses))


def text(source: str, inputs: LetterInputs = INPUTS) -> str:
    """The letter, which has to be without errors."""
    made = render(source, inputs)
    assert made.error is None
    return made.html


def missing(source: str, inputs: LetterInputs = INPUTS) -> list[str]:
    made = render(source, inputs)
    assert made.error is None
    return [one.name for one in made.missing]


def error(source: str, inputs: LetterInputs = INPUTS) -> str:
    made = render(source, inputs)
    assert made.error is not None
    assert made.html == ""
    return made.error.sentence


def with_field(value: Value | None, kind: FieldType, raw: str | None = None) -> LetterInputs:
    field = FieldValue("bonus", "Signing bonus", kind, value, raw)
    return replace(INPUTS, terms=replace(TERMS, fields=(field,)))


def letter_in(page: str) -> str:
    """The letter itself in a page that was made here; empty for any other page."""
    _, begin, rest = page.partition(web_page.BEGIN)
    inside, end, _ = rest.rpartition(web_page.END)
    whole = re.sub(f"{BEGIN}(.*?){END}", r"\1", inside).replace(NO_BREAK, " ")
    return whole if begin and end else ""
