"""`offerdesk new`: a new offer, a draft, by the rules of the form."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.writing import Answer, Document

if TYPE_CHECKING:
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Make the offer from options, from JSON, or from both."""
    document = writing.entered(args)
    return writing.run(args, lambda actor: _made(document, actor))


def _made(document: Document, actor: Actor) -> Answer:
    from data.offers import json_documents, offer_documents, offer_editing

    draft = offer_documents.new_draft(document)
    offer = offer_editing.create(draft, actor)
    text = f"Offer {offer.id} for {offer.candidate_name} · {offer.job_title} is a draft"
    return text, lambda: json_documents.offer_document(offer)
