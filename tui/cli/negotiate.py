"""`offerdesk negotiate`: what was asked for, countered, agreed on, by the rules of the dialog."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.writing import Answer, Document

if TYPE_CHECKING:
    from data.records.negotiation_records import NegotiationDraft
    from data.records.offer_records import OfferRecord
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Write down what was said, from options, from JSON, or from both; raises NotFound."""
    document = writing.entered(args)
    return writing.run(args, lambda actor: _noted(args, document, actor))


def _noted(args: argparse.Namespace, document: Document, actor: Actor) -> Answer:
    from data.offers import json_documents, negotiations, offers

    before = offers.get(offers.resolve_number(args.offer))
    draft = _draft(before, document)
    offer = negotiations.add(before.id, draft, actor)
    number = draft.follows or offer.negotiations[-1].id
    one = next(one for one in offer.negotiations if one.id == number)
    text = f"{offer.candidate_name}, negotiation {one.id}: {one.line}"
    return text, lambda: json_documents.offer_document(offer)


def _draft(offer: OfferRecord, document: Document) -> NegotiationDraft:
    """What was said; about no term by name, it goes on with what is open."""
    from data.drafts import draft_documents
    from data.offers import negotiated_terms, negotiations
    from data.records.negotiation_records import NegotiationDraft

    values = {key: value for key, value in document.items() if value is not None}
    if isinstance(values.get("term"), str):
        values["term"] = negotiated_terms.key_of(values["term"])
    elif "follows" not in values:
        open_one = negotiations.goes_on(offer)
        values |= {"follows": open_one.id} if open_one is not None else {}
    return draft_documents.filled(NegotiationDraft(who=offer.candidate_name), values)
