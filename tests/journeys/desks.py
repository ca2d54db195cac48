"""Desks for journeys: a company, a job with pay and an opening, and nobody who applied yet."""

from __future__ import annotations

from pathlib import Path

from data.fields import custom_fields
from data.jobs import job_openings, jobs
from data.offers import offer_editing
from data.people import candidates
from data.records.candidate_records import CandidateDraft
from data.records.field_records import FieldDraft, OptionDraft
from data.records.job_records import JobDraft, OpeningDraft
from data.records.offer_records import OfferDraft
from data.settings_form import settings_form
from data.storage import database


def make(path: Path) -> Path:
    """A desk in a file, closed again."""
    database.open_desk(path)
    try:
        company = settings_form.current().changed(
            company_name="Ferncastle Instruments",
            company_address="Hafenweg 4\n20457 Hamburg",
            signatory_name="Ada Brandt",
            signatory_title="Head of People",
        )
        settings_form.save(company)
        job = jobs.create(
            JobDraft(
                title="Optics Engineer",
                department="Engineering",
                location="Hamburg",
                pay_kind="range",
                minimum="70k",
                maximum="90k",
                currency="EUR",
                pay_frequency="yearly",
            )
        )
        job_openings.add_opening(job.id, OpeningDraft("OE-1"))
        custom_fields.create(
            FieldDraft(
                name="Contract",
                type="single_select",
                required=True,
                options=(OptionDraft("Permanent"), OptionDraft("Fixed term")),
            )
        )
    finally:
        database.close_desk()
    return path


def an_offer(path: Path) -> None:
    """One draft in the desk."""
    database.open_desk(path)
    try:
        candidate = candidates.create(CandidateDraft("Mina", "Holt"))
        offer_editing.create(OfferDraft(candidate_id=candidate.id, job_id=1))
    finally:
        database.close_desk()
