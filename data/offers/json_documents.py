"""Offers as JSON documents: what `show --json` and `list --json` print.

Amounts are exact JSON numbers; dates are YYYY-MM-DD, moments UTC ending in Z. Custom field values
have the shapes in which the systems read them (docs/domain.md, *Custom fields*).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from data.records.list_rows import OfferRow
from data.records.offer_terms import MIRRORED, TERMS
from data.values import clock, exact_json, field_values
from data.values.field_values import FieldType, FieldValue
from data.values.money import Money

if TYPE_CHECKING:
    from data.records.approval_records import ApprovalRecord
    from data.records.attachment_records import AttachmentRecord
    from data.records.candidate_records import ApplicationRecord, CandidateRecord
    from data.records.field_records import FieldRecord
    from data.records.job_records import JobRecord, OpeningRecord
    from data.records.negotiation_records import NegotiationRecord
    from data.records.offer_records import (
        DeletedOffer,
        EventRecord,
        FlagRecord,
        HistoryLine,
        OfferRecord,
        Terms,
        VersionRecord,
    )

Document = dict[str, Any]


def dumps(document: object) -> str:
    """JSON text of a document, exact, with nothing in it that a terminal would act on."""
    return exact_json.printable(exact_json.dump_json(document))


def offer_document(offer: OfferRecord) -> Document:
    """One offer, whole: its terms now, every version (oldest first), history and flags."""
    from data.fields import custom_fields

    active = custom_fields.all_fields("offer", active_only=True)
    return {
        "id": offer.id,
        "version": offer.version,
        "status": str(offer.status),
        "superseded": offer.is_superseded,
        "expired": offer.is_expired(clock.today()),
        "source_value": offer.source_value or None,
        "application_id": offer.application_id,
        "application_status": str(offer.application_status),
        "rejection_reason": offer.rejection_reason,
        "job": _job(offer.job),
        "candidate": _candidate(offer.candidate),
        **_terms(offer.terms, active),
        "opening": _opening(offer.opening),
        "sent_at": _day(offer.sent_at),
        "resolved_at": _moment(offer.resolved_at),
        "created_at": _moment(offer.created_at),
        "updated_at": _moment(offer.updated_at),
        "created_by": offer.created_by or None,
        "remote_ids": [{"system": system, "id": number} for system, number in offer.remote_ids],
        "flags": [_flag(flag) for flag in offer.flags],
        "attachments": [attachment_document(one) for one in offer.attachments],
        "approval": _approval(offer.approval),
        "negotiations": [_negotiation(one) for one in offer.negotiations],
        "versions": [
            {**_version(version, active), "approval": _approval(offer.approval_of(version.number))}
            for version in offer.versions
        ],
        "events": [_event(event) for event in offer.events],
    }


def deleted_document(offer: DeletedOffer) -> Document:
    """What stays of an offer that was deleted."""
    return {
        "id": offer.id,
        "status": "withdrawn",
        "deleted": True,
        "status_before": offer.status_before,
        "application_id": offer.application_id,
        "job_id": offer.job_id,
        "deleted_at": _moment(offer.deleted_at),
        "deleted_by": offer.deleted_by or None,
        "on_behalf_of": offer.on_behalf_of or None,
    }


def history_document(line: HistoryLine) -> Document:
    """One line of the history of the desk."""
    about = {"subject": line.subject, "subject_id": line.subject_id, "about": line.about or None}
    return about | _event(line.event)


def job_document(job: JobRecord) -> Document:
    """One job with its pay and its openings."""
    pay = job.pay
    ends = {"salary": pay.salary, "minimum": pay.minimum, "maximum": pay.maximum}
    return {
        **(_job(job) or {}),
        "status": "open" if job.is_open else "closed",
        "pay_kind": str(pay.kind),
        **{name: exact_json.whole(end.decimal()) if end else None for name, end in ends.items()},
        "currency": pay.currency,
        "pay_frequency": str(pay.pay_frequency) if pay.pay_frequency else None,
        "notes": job.notes or None,
        "openings": [_opening(opening) for opening in job.openings],
        "created_at": _moment(job.created_at),
        "updated_at": _moment(job.updated_at),
    }


def candidate_document(candidate: CandidateRecord) -> Document:
    """One candidate."""
    return {
        **(_candidate(candidate) or {}),
        "notes": candidate.notes or None,
        "created_at": _moment(candidate.created_at),
        "updated_at": _moment(candidate.updated_at),
    }


def application_document(application: ApplicationRecord) -> Document:
    """One application with all its offers, the current one marked."""
    current = application.current_offer_id
    rows = [row_document(row) | {"current": row.id == current} for row in application.offers]
    return {
        "id": application.id,
        "candidate_id": application.candidate_id,
        "job_id": application.job_id,
        "status": str(application.status),
        "rejection_reason": application.rejection_reason,
        "current_offer_id": current,
        "offers": rows,
    }


def attachment_document(attachment: AttachmentRecord) -> Document:
    """One attachment, without its bytes."""
    return {
        "id": attachment.id,
        "version": attachment.version,
        "kind": str(attachment.kind),
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "added_at": _moment(attachment.added_at),
        "added_by": attachment.added_by or None,
    }


def row_document(row: OfferRow) -> Document:
    """One line of a list."""
    amount = None
    if row.salary_minor is not None and row.currency is not None:
        amount = exact_json.whole(Money(row.salary_minor, row.currency).decimal())
    return {
        "id": row.id,
        "application_id": row.application_id,
        "job_id": row.job_id,
        "candidate_name": row.candidate_name,
        "job_title": row.job_title,
        "status": row.standing,
        "version": row.version,
        "salary": amount,
        **{name: getattr(row, name) or None for name in _ROW_TERMS},
        "sent_at": row.sent_at,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "flags": row.flags,
        "approval": None if row.approval == "none" else row.approval,
    }


_ROW_TERMS = tuple(name for name in MIRRORED if name in OfferRow._fields and name != "salary_minor")
"""The terms of a line, apart from the salary, as they are stored."""


def _terms(terms: Terms, active: Iterable[FieldRecord]) -> Document:
    """Pay, dates, letter, and every custom field in both forms."""
    held = {value.key: value for value in terms.fields}
    found = [
        held.get(field.key) or FieldValue(field.key, field.name, field.type) for field in active
    ]
    return {
        **_native(terms),
        "custom_fields": _by_name(found),
        "keyed_custom_fields": {value.key: _keyed(value) for value in found},
        "package": _package(terms),
    }


def _native(terms: Terms) -> Document:
    """The terms that every offer has."""
    found: Document = {}
    for term in TERMS:
        value = term.of(terms)
        found[term.name] = None if value is None else term.type.document(value)
        if term.as_text:
            found[term.as_text] = term.source_text(terms) or None
    return found


def _package(terms: Terms) -> Document:
    """What the terms cost: a sum is a list with one amount for each currency.

    `added_up` is the whole in one currency, at the rates of the desk if it has several.
    """
    from data.offers import packages

    package = packages.of_terms(terms)
    together, months = packages.added_up(package), package.months
    return {
        "yearly": [_money(one) for one in package.yearly],
        "once": [_money(one) for one in package.once],
        "whole": [_money(one) for one in package.whole],
        "added_up": _money(together) if together else None,
        "months": None if months is None else exact_json.whole(_rounded(months)),
        "parts": [
            {"key": part.key, "name": part.label, "counted": str(part.counted),
             "value": _money(part.amount) if part.amount else None,
             "not_counted_because": part.lacks or None}
            for part in package.parts
        ],
    }  # fmt: skip


def _rounded(months: Fraction) -> Decimal:
    return round(Decimal(months.numerator) / months.denominator, 2)


def _money(amount: Money) -> Document:
    return {"value": exact_json.whole(amount.decimal()), "currency": amount.currency}


def _by_name(found: Iterable[FieldValue]) -> Document:
    """Values by the normalised name; by key where two fields are called the same."""
    from data.fields.custom_fields import slug

    by_name: Document = {}
    values = tuple(found)
    keys = {value.key for value in values}
    for value in values:
        name = slug(value.name)
        is_taken = name in by_name or name in keys - {value.key}
        by_name[value.key if is_taken else name] = _shape(value)
    return by_name


def _keyed(value: FieldValue) -> Document:
    return {"name": value.name, "type": str(value.type), "value": _shape(value)}


def _shape(value: FieldValue) -> object:
    """The value in its reading shape; what could not be read, as it came."""
    if value.value is None:
        return None if value.raw is None else exact_json.load_json(value.raw)
    stored = exact_json.load_json(field_values.to_json(value.value) or "null")
    if isinstance(stored, dict):
        return {key: _number(value) for key, value in stored.items()}
    return _number(stored) if value.type is FieldType.NUMBER else stored


def _number(value: object) -> object:
    """A whole number without a decimal point; everything else as it is."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def _version(version: VersionRecord, active: Iterable[FieldRecord]) -> Document:
    return {
        "id": version.id,
        "version": version.number,
        "status": version.status,
        "created_at": _moment(version.created_at),
        "created_by": version.created_by or None,
        "on_behalf_of": version.on_behalf_of or None,
        "superseded": version.is_superseded,
        "superseded_at": _moment(version.superseded_at),
        "sent": version.was_sent,
        "note": version.note or None,
        "changes": list(version.changes),
        **_terms(version.terms, active),
    }


def _job(job: JobRecord | None) -> Document | None:
    if job is None:
        return None
    texts = {"title": job.title, "department": job.department, "location": job.location}
    return {"id": job.id, **{key: text or None for key, text in texts.items()}}


def _candidate(candidate: CandidateRecord | None) -> Document | None:
    if candidate is None:
        return None
    names = ("first_name", "last_name", "full_name", "email", "phone", "address")
    return {"id": candidate.id, **{name: getattr(candidate, name) or None for name in names}}


def _opening(opening: OpeningRecord | None) -> Document | None:
    if opening is None:
        return None
    return {
        "id": opening.id,
        "opening_id": opening.opening_id or None,
        "status": "open" if opening.is_open else "closed",
        "opened_at": _moment(opening.opened_at),
        "closed_at": _moment(opening.closed_at),
        "application_id": opening.application_id,
        "close_reason": opening.close_reason or None,
    }


def _flag(flag: FlagRecord) -> Document:
    return {
        "field": flag.field,
        "text": flag.text,
        "source": flag.source or None,
        "created_at": _moment(flag.created_at),
    }


def _approval(approval: ApprovalRecord | None) -> Document | None:
    """How a version's approval stands, and what everybody said; null when nobody was asked."""
    if approval is None:
        return None
    return {
        "status": str(approval.state),
        "version": approval.version,
        "in_order": approval.in_order,
        "asked_at": _moment(approval.asked_at),
        "asked_by": approval.asked_by or None,
        "note": approval.note or None,
        "source": approval.source or None,
        "steps": [
            {"required": step.needed, "status": str(step.state), "approvers": [
                {"name": one.name, "status": str(one.answer or "asked"), "note": one.note or None,
                 "answered_at": _moment(one.answered_at)}
                for one in step.approvers
            ]}
            for step in approval.steps
        ],
    }  # fmt: skip


def _negotiation(one: NegotiationRecord) -> Document:
    """What was said about one term, step by step, and where it led."""
    return {
        "id": one.id,
        "term": one.term or None,
        "label": one.label or None,
        "outcome": str(one.outcome) if one.outcome else None,
        "version": one.version,
        "trail": one.trail,
        "steps": [
            {"step": step.kind or None, "text": step.text or None, "value": step.document,
             "who": step.who or None, "at": _moment(step.at)}
            for step in one.steps
        ],
    }  # fmt: skip


def _event(event: EventRecord) -> Document:
    return {
        "kind": event.kind,
        "at": _moment(event.at),
        "actor": event.actor or None,
        "on_behalf_of": event.on_behalf_of or None,
        "from_status": event.from_status,
        "to_status": event.to_status,
        "version": event.version,
        "reason": event.reason or None,
        "text": event.text or None,
        "forced": event.forced,
        "warnings_seen": list(event.seen),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None) -> str | None:
    return clock.stamp(moment) if moment else None
