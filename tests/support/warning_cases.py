"""How each warning comes about, how it does not, before which move, and what it says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from support import making

from data.offers import approvals, offers
from data.people import applications, candidates
from data.records.approval_records import AnswerDraft, AskDraft
from data.records.candidate_records import ApplicationStatus, CandidateDraft
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.storage.connection import reader
from data.templates import templates
from data.values.status import Status

RANGE = {"pay_kind": "range", "minimum": "62000", "maximum": "78000", "currency": "EUR",
         "pay_frequency": "yearly"}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """How a warning comes about, how it does not, before which move, and what it is called."""

    rule: str
    fires: Callable[[], OfferRecord]
    quiet: Callable[[], OfferRecord]
    words: str
    to: Status = Status.SENT


def rejected() -> OfferRecord:
    offer = making.a_ready_offer()
    applications.set_status(offer.application_id, ApplicationStatus.REJECTED)
    return offers.get(offer.id)


def _hired_elsewhere() -> OfferRecord:
    offer = making.a_ready_offer()
    assert offer.candidate is not None
    other = applications.apply(offer.candidate.id, making.a_job("Glazier").id)
    applications.set_status(other, ApplicationStatus.HIRED)
    return offer


def _applied_elsewhere() -> OfferRecord:
    offer = making.a_ready_offer()
    assert offer.candidate is not None
    applications.apply(offer.candidate.id, making.a_job("Glazier").id)
    return offer


def addressed_to(greeted: str, **names: str) -> OfferRecord:
    letter = f"<p>Dear {greeted}, welcome!</p>"
    who = {"candidate_id": candidates.create(CandidateDraft(**names)).id}
    return making.a_ready_offer(**who, job_id=making.a_job().id, letter_html=letter)


def second(status: Status = Status.DRAFT) -> OfferRecord:
    first = making.in_status(status)
    assert first.candidate is not None
    job = making.a_job("Glazier")
    return making.a_ready_offer(candidate_id=first.candidate.id, job_id=job.id)


def of_closed_job() -> OfferRecord:
    offer = making.a_ready_offer()
    assert offer.job is not None
    reader().execute("UPDATE jobs SET is_open = 0 WHERE id = ?", (offer.job.id,))
    return offers.get(offer.id)


def for_job(**terms: Any) -> OfferRecord:
    job = making.a_job(**RANGE)
    return making.a_ready_offer(job_id=job.id, candidate_id=making.a_candidate().id, **terms)


def _with_openings(*, named: bool, is_open: bool = True) -> OfferRecord:
    job = making.a_job()
    opening = making.an_opening(job)
    who = {"job_id": job.id, "candidate_id": making.a_candidate().id}
    offer = making.a_ready_offer(**who, opening_id=opening.id if named else None)
    if not is_open:
        reader().execute("UPDATE openings SET is_open = 0")
    return offers.get(offer.id)


def _sent_by_template(changed: str) -> OfferRecord:
    template = making.a_template("<p>Welcome, {{ candidate.first_name }}!</p>")
    offer = making.sent(letter_html=None, template_id=template)
    templates.revise(template, f"<p>{changed}, {{{{ candidate.first_name }}}}!</p>")
    return offers.get(offer.id)


def _sent_until(day: str) -> OfferRecord:
    return making.force(making.a_ready_offer(expiry_date=day), Status.SENT)


def _when(needed: str) -> OfferRecord:
    settings.put("approval_when", needed)
    return making.a_ready_offer()


def _asked() -> OfferRecord:
    return approvals.ask(making.a_ready_offer().id, AskDraft("Ana"))


CASES = (
    Case("closed", rejected, making.a_ready_offer, "the candidate is rejected"),
    Case("hired_elsewhere", _hired_elsewhere, _applied_elsewhere,
         "the candidate is hired for Glazier"),
    Case("approval", lambda: _when("always"), lambda: _when("cases"),
         "approval is needed, nobody is asked"),
    Case("waits", _asked, lambda: approvals.answer(_asked().id, AnswerDraft("Ana")),
         "waits for approval, asked today"),
    Case("several", second, lambda: second(Status.DECLINED),
         "another live offer: Data Engineer, draft, 92,500 EUR/y"),
    Case("expired", lambda: _sent_until("2026-11-21"), lambda: _sent_until("2026-11-22"),
         "expired yesterday", Status.ACCEPTED),
    Case("mail", lambda: making.a_ready_offer(expiry_date="2026-11-22"),
         lambda: making.a_ready_offer(expiry_date="2026-11-23"),
         "expires today, before a letter of today arrives"),
    Case("start", lambda: making.a_ready_offer(start_date="2026-12-09"),
         lambda: making.a_ready_offer(start_date="2026-12-10"),
         "starts on 9 December 2026, before it expires on 10 December 2026"),
    Case("closed_day", lambda: making.a_ready_offer(start_date="2027-02-06"),
         lambda: making.a_ready_offer(start_date="2027-02-05"), "starts on a Saturday"),
    Case("pay", lambda: for_job(salary="200,000", pay_reason="Nobody else was found"),
         lambda: for_job(salary="78,000"),
         "pay 286 % of the midpoint, 122,000 above the range"),
    Case("job_closed", of_closed_job, making.a_ready_offer, "the job is closed"),
    Case("opening", lambda: _with_openings(named=False), lambda: _with_openings(named=True),
         "no opening"),
    Case("opening_closed", lambda: _with_openings(named=True, is_open=False),
         lambda: _with_openings(named=True), "the opening 4-7 is closed"),
    Case("salutation", lambda: addressed_to("Zhang", full_name="Zhang Wei"),
         lambda: addressed_to("Zhang Wei", full_name="Zhang Wei"),
         "the greeting takes Zhang of Zhang Wei for the first name"),
    Case("drift", lambda: _sent_by_template("Hello"), lambda: _sent_by_template("Welcome"),
         "the letter drifted since it was sent today", Status.ACCEPTED),
)  # fmt: skip
