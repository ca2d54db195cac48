"""`offerdesk apply`: an application of a candidate for a job, and where it stands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.writing import Answer

if TYPE_CHECKING:
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Make the application, or mark it; raises NotFound."""
    return writing.run(args, lambda actor: _applied(args, actor), takes=("status", "reason"))


def _applied(args: argparse.Namespace, actor: Actor) -> Answer:
    from data.errors import Invalid, Problem
    from data.jobs import jobs
    from data.offers import json_documents
    from data.people import applications, candidates
    from data.records.candidate_records import ApplicationStatus

    candidate, job = candidates.get(args.candidate), jobs.get(args.job)
    number = applications.apply(candidate.id, job.id)
    if args.status and args.status not in tuple(ApplicationStatus):
        words = f"status is one of: {', '.join(ApplicationStatus)}."
        raise Invalid((Problem("status", "", words),))
    if args.status:
        status = ApplicationStatus(args.status)
        applications.set_status(number, status, actor, args.reason)
    found = applications.application(number)
    text = f"Application {number} of {found.candidate_name} for {found.job_title}: {found.status}"
    return text, lambda: json_documents.application_document(found)
