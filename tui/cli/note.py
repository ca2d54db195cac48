"""`offerdesk note`: a note on an offer, a candidate or a job."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.writing import Answer

if TYPE_CHECKING:
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Write the note; raises NotFound."""
    return writing.run(args, lambda actor: _noted(args, actor))


def _noted(args: argparse.Namespace, actor: Actor) -> Answer:
    from data.offers import notes, offers

    number = offers.resolve_number(args.subject) if args.on == "offer" else args.subject
    document = writing.entered(args)
    text = str(document.get("text", "")) or writing.text_of(args.text)
    notes.add(args.on, number, text, actor)
    return f"Noted on {args.on} {number}", lambda: {"subject": args.on, "id": number, "text": text}
