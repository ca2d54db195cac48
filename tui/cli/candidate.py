"""`offerdesk candidate`: make a candidate, change one, or show one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.writing import Answer, Document

if TYPE_CHECKING:
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Make a candidate or change one, by the rules of the form; raises NotFound."""
    document = writing.entered(args)
    return writing.run(args, lambda actor: _saved(args, document, actor))


def _saved(args: argparse.Namespace, document: Document, actor: Actor) -> Answer:
    from data.drafts import draft_documents
    from data.offers import json_documents
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
    text = " · ".join(filter(None, (candidate.name, candidate.email, candidate.phone)))
    return f"Candidate {candidate.id}: {text}", lambda: json_documents.candidate_document(candidate)
