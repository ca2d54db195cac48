"""`offerdesk candidate`: make a candidate, change one, show one, or make two of them one."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.arguments import Usage
from tui.cli.writing import Answer, Document

if TYPE_CHECKING:
    from data.records.candidate_records import CandidateRecord
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Make a candidate or change one, by the rules of the form; raises NotFound and NotAllowed."""
    document = writing.entered(args)
    is_joining = args.join is not None or args.undo
    if is_joining and args.number is None:
        raise Usage("which candidate? offerdesk candidate ID --join ID.")
    if is_joining and (document or (args.join is not None and args.undo)):
        raise Usage("--join and --undo stand alone: nothing else is changed with them.")
    if is_joining:
        return writing.run(args, lambda actor: _joined(args, actor))
    return writing.run(args, lambda actor: _saved(args, document, actor))


def _saved(args: argparse.Namespace, document: Document, actor: Actor) -> Answer:
    from data.drafts import draft_documents
    from data.lists import twin_candidates
    from data.people import candidates
    from data.records.candidate_records import CandidateDraft

    if args.number is None:
        draft = draft_documents.filled(CandidateDraft(), document)
        candidate = candidates.create(draft, actor)
    else:
        candidate = candidates.get(args.number)
        if document:
            draft = draft_documents.filled(candidates.draft_of(candidate), document)
            candidate = candidates.update(candidate.id, draft, actor)
    twins = twin_candidates.of(candidate.called, candidate.email, candidate.id)
    hint = ""
    if twins is not None:
        join = f"offerdesk candidate {candidate.id} --join {twins.other.id}"
        hint = f"has {twins.words}: perhaps one person ({join})"
    return _answer(candidate, candidate.email, candidate.phone, hint)


def _joined(args: argparse.Namespace, actor: Actor) -> Answer:
    """Two become one, or one two again."""
    from data.people import joining

    if args.undo:
        parted = joining.undo(args.number, actor)
        return _answer(parted, "a candidate of their own again")
    plan = joining.plan(args.number, args.join)
    joined = joining.join(args.number, args.join, actor)
    return _answer(joined, f"joined with candidate {args.join}", *plan.lines)


def _answer(candidate: CandidateRecord, *more: str) -> Answer:
    from data.offers import json_documents

    words = " · ".join(filter(None, (candidate.name, *more)))
    document = partial(json_documents.candidate_document, candidate)
    return f"Candidate {candidate.id}: {words}", document
