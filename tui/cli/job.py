"""`offerdesk job`: make a job, change it, or show it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.writing import Answer, Document

if TYPE_CHECKING:
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Make a job or change one, by the rules of its form; raises NotFound."""
    document = writing.entered(args)
    return writing.run(args, lambda actor: _saved(args, document, actor))


def _saved(args: argparse.Namespace, document: Document, actor: Actor) -> Answer:
    from data.drafts import draft_documents
    from data.fields import custom_fields
    from data.jobs import job_openings, jobs
    from data.offers import json_documents
    from data.records.job_records import JobDraft, OpeningDraft

    known = custom_fields.all_fields("job", active_only=True)
    if args.number is None:
        job = jobs.create(draft_documents.filled(JobDraft(), document, known), actor)
    else:
        job = jobs.get(args.number)
        if document:
            draft = draft_documents.filled(jobs.draft_of(job), document, known)
            job = jobs.update(job.id, draft, actor)
    for name in args.opening:
        job_openings.add_opening(job.id, OpeningDraft(opening_id=name), actor)
    job = jobs.get(job.id)
    seats = ", ".join(seat.name for seat in job.openings if seat.is_open) or "no opening"
    state = "open" if job.is_open else "closed"
    return f"Job {job.id}, {job.name}: {state}, {seats}", lambda: json_documents.job_document(job)
