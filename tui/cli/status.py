"""`offerdesk status`: the moves of the status dialog, with the same gate and the same warnings."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.arguments import Usage
from tui.cli.writing import Answer

if TYPE_CHECKING:
    from data.records.offer_records import OfferRecord
    from data.records.status_records import MoveDraft
    from data.records.user_records import Actor


_TAKES = (
    "to", "undo", "reason", "text", "sent_at", "decided_at", "seen", "signed_copy", "force",
    "no_hire", "keep_opening", "keep_others",
)  # fmt: skip


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Move the offer, or take the last move back; raises NotFound and NotAllowed."""
    return writing.run(args, lambda actor: _moved(args, actor), takes=_TAKES)


def _moved(args: argparse.Namespace, actor: Actor) -> Answer:
    from data.offers import json_documents, offers, status_changes

    if (args.to is None) is not args.undo:
        raise Usage("Name a status, or --undo.")
    offer_id = offers.resolve_number(args.offer)
    if args.undo:
        offer = status_changes.undo(offer_id, actor)
    else:
        offer = status_changes.move(offer_id, _draft(args), actor)
    return _words(offer), lambda: json_documents.offer_document(offer)


def _draft(args: argparse.Namespace) -> MoveDraft:
    from pathlib import Path

    from data.errors import Invalid, Problem
    from data.records.status_records import AcceptChoices, MoveDraft
    from data.values.status import Status

    if args.to not in tuple(Status):
        raise Invalid((Problem("to", "", f"to is one of: {', '.join(Status)}."),))
    return MoveDraft(
        Status(args.to),
        args.reason,
        args.text,
        force=args.force,
        sent_at=args.sent_at,
        decided_at=args.decided_at,
        accept=AcceptChoices(not args.no_hire, not args.keep_opening, not args.keep_others),
        seen=writing.passed(frozenset(args.seen)),
        signed_copy=Path(args.signed_copy).expanduser() if args.signed_copy else None,
    )


def _words(offer: OfferRecord) -> str:
    seen = offer.events[-1].seen
    passed = f" · seen: {'; '.join(seen)}" if seen else ""
    return f"{offer.candidate_name}: {offer.status}, version {offer.version}{passed}"
