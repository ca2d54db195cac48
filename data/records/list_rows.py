"""Lines of lists: light records, apart because the first screen needs only these."""

from typing import NamedTuple


class OfferRow(NamedTuple):
    """One line of a list of offers; the first six dozen bytes of an offer, no more.

    `standing` is the status, or "superseded". Dates are ISO text, moments as stored. `approval` is
    how that of its newest version stands, "none" when nobody was asked.
    """

    id: int
    application_id: int
    job_id: int | None
    candidate_name: str
    job_title: str
    standing: str
    version: int
    salary_minor: int | None
    salary_text: str
    currency: str | None
    pay_frequency: str | None
    start_date: str | None
    expiry_date: str | None
    sent_at: str | None
    created_at: str
    updated_at: str
    flags: int
    approval: str = "none"


class JobLine(NamedTuple):
    """A job in the list at the left. `id` None: all offers; 0: offers of no known job."""

    id: int | None
    title: str
    department: str
    is_open: bool
    live: int
    total: int


class CandidateLine(NamedTuple):
    """A candidate in a list."""

    id: int
    name: str
    email: str
    phone: str
    applications: int
    offers: int
