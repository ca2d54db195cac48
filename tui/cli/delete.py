"""`offerdesk delete`: remove an offer for good."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.writing import Answer

if TYPE_CHECKING:
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Remove the offer; without --yes only say what would go. Raises NotFound."""
    writing.refuse_document(args)
    args.dry_run = args.dry_run or not args.yes
    return writing.run(args, lambda actor: _deleted(args, actor))


def _deleted(args: argparse.Namespace, actor: Actor) -> Answer:
    from data.offers import offer_deletion, offers

    offer = offers.get(offers.resolve_number(args.offer))
    gone = offer_deletion.what_delete_removes(offer)
    offer_deletion.delete(offer.id, actor)
    how = "" if args.yes else " (--yes does it)"
    text = f"Offer {offer.id} is deleted for good, with {'; '.join(gone)}{how}"
    return text, lambda: {"id": offer.id, "deleted": not args.dry_run, "gone": list(gone)}
