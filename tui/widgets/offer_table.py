"""Offers as lines of a list: candidate, title, pay, status, version, start, expiry, updated."""

from __future__ import annotations

from data.rows import OfferRow
from data.spans import Span
from tui.text import day, expiry_spans, pay, status_spans, when
from tui.widgets.columns import Column


def _candidate(row: OfferRow) -> tuple[Span, ...]:
    flag = (Span("⚑ ", "warn"),) if row.flags else ()
    return (*flag, Span(row.candidate_name))


CANDIDATE = Column[OfferRow]("candidate", "Candidate", 22, _candidate, 14, flex=True, priority=9)
TITLE = Column[OfferRow]("title", "Job", 24, lambda row: row.job_title, 14, flex=True, priority=3)
PAY = Column[OfferRow]("pay", "Pay", 16, pay, 16, align="right", priority=8)
STATUS = Column[OfferRow]("status", "Status", 11, status_spans, priority=9)
VERSION = Column[OfferRow](
    "version", "v", 2, lambda row: str(row.version), align="right", priority=5
)
START = Column[OfferRow]("start", "Starts", 11, lambda row: day(row.start_date), priority=4)
EXPIRY = Column[OfferRow]("expiry", "Expires", 10, expiry_spans, priority=7)
UPDATED = Column[OfferRow](
    "updated", "Updated", 11, lambda row: when(row.updated_at), priority=2, style="muted"
)

OF_ALL = (CANDIDATE, TITLE, PAY, STATUS, VERSION, START, EXPIRY, UPDATED)
OF_A_JOB = (CANDIDATE, PAY, STATUS, VERSION, START, EXPIRY, UPDATED)
"""The same without the title, which is that of the job."""
