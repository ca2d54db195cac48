"""Offers to preview templates with: a made-up one with every term set, and those of the desk."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from data.errors import NotFound
from data.letters.letter_records import Company, LetterInputs
from data.offers import offer_letters, offers
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
from data.records.offer_terms import TERMS
from data.records.pay import JobPay, PayFrequency, PayKind
from data.records.user_records import UserRecord
from data.settings import paper_files
from data.storage import connection
from data.values.field_values import FieldType, FieldValue, MoneyRange, NumberRange, UserRef, Value
from data.values.money import Money

PAGE = 200
"""Offers read at once."""
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)


class PreviewOffer(NamedTuple):
    """An offer that templates are tried on; `by_hand`: its letter follows no template."""

    id: int
    candidate: str
    job: str
    template_id: int | None
    by_hand: bool
    inputs: LetterInputs


def made_up() -> LetterInputs:
    """A made-up offer in which every name of the language has a value.

    Company and sender are the desk's own, as far as they are set.
    """
    known = offer_letters.inputs(Terms(), None, None)
    day = known.today
    start = day + timedelta(days=60)
    terms = Terms(
        **{term.name: term.example(day) for term in TERMS if term.example},
        salary_text="92,500 EUR",
        fields=tuple(_value(field, start) for field in known.fields),
    )
    job = _job(tuple(_value(field, start) for field in known.job_fields))
    return replace(
        known,
        offer_id=1042,
        version=2,
        terms=terms,
        candidate=_candidate(),
        job=job,
        opening=job.openings[0],
        application_id=512,
        status="withdrawn",
        reason="Position cancelled",
        reason_text="The team grows later than planned.",
        created_date=day - timedelta(days=7),
        was_sent=True,
        sent_date=day - timedelta(days=5),
        resolved_date=day,
        created_by="Alex Morgan",
        application_status="active",
        sender=_sender(known.sender),
        company=_company(known.company),
        reference=known.reference or "HR-{year}-{number}",
        approval=_approval(day),
    )


def _approval(day: date) -> ApprovalRecord:
    """The version was approved the day before it was sent."""
    moment = datetime.combine(day - timedelta(days=6), datetime.min.time(), UTC)
    given = ApproverRecord("Robin Reyes", ApprovalState.APPROVED, "", moment)
    steps = (StepRecord(1, (given,)),)
    return ApprovalRecord(
        1, 2, ApprovalState.APPROVED, in_order=False, steps=steps, asked_at=moment
    )


def of_offer(offer_id: int) -> PreviewOffer:
    """One offer as it is now; raises NotFound."""
    offer = offers.get(offer_id)
    inputs = offer_letters.inputs(offer.terms, offer.candidate, offer.job, offer)
    return PreviewOffer(
        offer.id,
        offer.candidate_name,
        offer.job_title,
        offer.terms.template_id,
        offer.terms.letter_html is not None,
        inputs,
    )


def live() -> Iterator[PreviewOffer]:
    """Every draft, sent and pending offer, oldest first, read page by page."""
    return _preview_offer(_LIVE, 0)


def count_live() -> int:
    """How many offers `live` gives, from the counters."""
    row = connection.reader().execute(
        "SELECT coalesce(sum(offers), 0) FROM offer_counts "
        "WHERE standing IN ('draft', 'sent', 'pending')"
    )
    return int(row.fetchone()[0])


def unsent(template_ids: tuple[int, ...]) -> Iterator[PreviewOffer]:
    """The drafts whose letters follow one of these templates, newest first."""
    found = _preview_offer(_UNSENT, 1 << 62, json.dumps(template_ids))
    return (one for one in found if not one.by_hand)


# ---------------------------------------------------------------- the desk's offers

_LIVE = """
    SELECT id FROM offers WHERE +standing IN ('draft', 'sent', 'pending') AND id > ?
    ORDER BY id LIMIT ?"""
"""The plus keeps SQLite from sorting all of them again for every page."""
_UNSENT = """
    SELECT id FROM offers
    WHERE status = 'draft' AND superseded = 0
      AND template_id IN (SELECT value FROM json_each(?)) AND id < ?
    ORDER BY id DESC LIMIT ?"""


def _preview_offer(sql: str, start: int, *args: str) -> Iterator[PreviewOffer]:
    """The offers, page by page; the next page begins behind the last id of the one before."""
    last = start
    while True:
        found = connection.reader().execute(sql, (*args, last, PAGE)).fetchall()
        for (offer_id,) in found:
            with suppress(NotFound):  # it has gone since its page was read
                yield of_offer(offer_id)
        if len(found) < PAGE:
            return
        last = found[-1][0]


# ---------------------------------------------------------------- made up


def _candidate() -> CandidateRecord:
    return CandidateRecord(
        7, "Robin", "Ashford", "robin.ashford@example.com", "+49 30 555 0142", "", _NEVER, _NEVER,
        address="Uferweg 3\n14467 Potsdam",
    )  # fmt: skip


def _job(fields: tuple[FieldValue, ...]) -> JobRecord:
    pay = JobPay(
        PayKind.FIXED, Money(9_250_000, "EUR"), Money(8_500_000, "EUR"), Money(9_900_000, "EUR"),
        "EUR", PayFrequency.YEARLY,
    )  # fmt: skip
    opening = OpeningRecord(1, 1, "4-7", True, None, None, "", None)
    return JobRecord(
        1, "Data Engineer", "Engineering", "Berlin", True, pay, "", _NEVER, _NEVER, (opening,),
        fields,
    )  # fmt: skip


def _sender(known: UserRecord | None) -> UserRecord:
    made = UserRecord(0, "Alex", "Morgan", "alex.morgan@example.com")
    if known is None:
        return made
    return UserRecord(
        known.id,
        known.first_name or made.first_name,
        known.last_name or made.last_name,
        known.email or made.email,
    )


def _company(known: Company) -> Company:
    """The company of the settings; what they do not say is made up."""
    made = {
        "name": "Lindenhof Robotics",
        "address": "Kanalstraße 12\n10115 Berlin",
        "email": "people@example.com",
        "phone": "+49 30 555 0100",
        "website": "https://example.com",
        "signatory": "Sam Rivers",
        "signatory_title": "Head of People",
        "second_signatory": "Noor Haddad",
        "second_signatory_title": "Managing Director",
        "place": "Berlin",
        "is_confidential": True,
        "pictures": frozenset(paper_files.PICTURES),
    }
    found: dict[str, Any] = {key: getattr(known, key) or value for key, value in made.items()}
    return replace(known, **found)


def _value(field: FieldRecord, day: date) -> FieldValue:
    """A value that a field of this type may have."""
    return FieldValue(field.key, field.name, field.type, _made_up_value(field, day))


def _made_up_value(field: FieldRecord, day: date) -> Value:
    options = tuple(option.name for option in field.options if option.active)
    by_type: dict[FieldType, Value] = {
        FieldType.YES_NO: True,
        FieldType.SINGLE_SELECT: options[0] if options else "First option",
        FieldType.MULTI_SELECT: options[:2] or ("First option",),
        FieldType.DATE: day,
        FieldType.CURRENCY: Money(500_000, "EUR"),
        FieldType.CURRENCY_RANGE: MoneyRange(Money(400_000, "EUR"), Money(600_000, "EUR")),
        FieldType.NUMBER: Decimal(30),
        FieldType.NUMBER_RANGE: NumberRange(Decimal(20), Decimal(40)),
        FieldType.URL: "https://example.com/more",
        FieldType.USER: UserRef("1", "Alex Morgan", "alex.morgan@example.com"),
    }
    return by_type.get(field.type, f"{field.name}, as agreed")
