"""`offerdesk edit`: change an offer's terms, by the rules of the form."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.writing import Answer, Document

if TYPE_CHECKING:
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Save what is entered as a new version; raises NotFound and NotAllowed (locked)."""
    document = writing.entered(args)
    return writing.run(args, lambda actor: _saved(args, document, actor))


def _saved(args: argparse.Namespace, document: Document, actor: Actor) -> Answer:
    from data.offers import json_documents, offer_documents, offer_editing, offers

    before = offers.get(offers.resolve_number(args.offer))
    draft = offer_documents.edited_draft(before, document)
    draft = replace(draft, seen=writing.passed(draft.seen))
    offer = offer_editing.save(before.id, draft, actor)
    made = f"version {offer.version}" if offer.version != before.version else "nothing changed"
    text = f"Offer {offer.id} of {offer.candidate_name}: {made}, {offer.status}"
    return text, lambda: json_documents.offer_document(offer)
