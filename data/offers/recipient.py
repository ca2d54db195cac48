"""Whose offer a draft is, and for what: application, candidate, job, opening, letter template."""

from data.errors import Problem
from data.records.candidate_records import ApplicationStatus
from data.records.offer_records import OfferDraft, OfferRecord
from data.storage.models import Application, Candidate, Job, Opening
from data.storage.prepared import Read, bound, by_id
from data.templates import templates


def problems(draft: OfferDraft, offer: OfferRecord | None) -> list[Problem]:
    """Whether application, candidate, job, opening and template are there and fit."""
    problems = []
    if offer is None:
        problems += _recipient_problems(draft)
    job_id = offer.job.id if offer and offer.job else job_of(draft)
    if draft.opening_id is not None:
        opening = by_id(Opening, draft.opening_id)
        kept = offer is not None and offer.terms.opening_id == draft.opening_id
        if opening is None or (opening.job_id != job_id and not kept):
            problems.append(Problem("opening", "Opening", "choose an opening of this job."))
    if draft.template_id is not None and draft.template_id not in templates.names():
        problems.append(Problem("template", "Letter", "choose a letter template that exists."))
    return problems


def _recipient_problems(draft: OfferDraft) -> list[Problem]:
    if draft.application_id is not None:
        application = by_id(Application, draft.application_id)
        if application is None:
            return [Problem("application", "Application", f"there is no {draft.application_id}.")]
        return _hired_problem(ApplicationStatus(application.status))
    problems = []
    if draft.candidate_id is None:
        problems.append(Problem("candidate", "Candidate", "whose offer is it? Choose a candidate."))
    elif by_id(Candidate, draft.candidate_id) is None:
        problems.append(Problem("candidate", "Candidate", f"there is no {draft.candidate_id}."))
    if draft.job_id is None:
        problems.append(Problem("job", "Job", "for which job is it? Choose a job."))
    elif by_id(Job, draft.job_id) is None:
        problems.append(Problem("job", "Job", f"there is no {draft.job_id}."))
    if problems:
        return problems
    known = _APPLICATION.first(candidate=draft.candidate_id, job=draft.job_id)
    return _hired_problem(ApplicationStatus(known.status)) if known else []


_APPLICATION = Read(
    Application,
    lambda: Application.select().where(
        (Application.candidate == bound("candidate")) & (Application.job == bound("job"))
    ),
)


def _hired_problem(status: ApplicationStatus) -> list[Problem]:
    if status is ApplicationStatus.HIRED:
        text = "is hired for this job already; mark the application as active first."
        return [Problem("candidate", "Candidate", text)]
    return []


def application_of(draft: OfferDraft) -> Application | None:
    """The application that a draft is for, when there is one already (a row, for `data` only)."""
    if draft.application_id is not None:
        return by_id(Application, draft.application_id)
    return _APPLICATION.first(candidate=draft.candidate_id, job=draft.job_id)


def job_of(draft: OfferDraft) -> int | None:
    """The job that a draft names, when there is one."""
    if draft.application_id is not None:
        application = by_id(Application, draft.application_id)
        return None if application is None else application.job_id
    return None if by_id(Job, draft.job_id) is None else draft.job_id
