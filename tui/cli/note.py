"""`offerdesk note`: a note on an offer, a candidate or a job."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.arguments import Usage
from tui.cli.writing import Answer

if TYPE_CHECKING:
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Write the note; raises NotFound."""
    text = writing.entered(args).get("text") or writing.text_of(args.text)
    if not isinstance(text, str):
        raise Usage("text: a note is text.")
    return writing.run(args, lambda actor: _noted(args, text, actor))


def _noted(args: argparse.Namespace, text: str, actor: Actor) -> Answer:
    from data.offers import notes, offers

    number = offers.resolve_number(args.subject) if args.on == "offer" else args.subject
    notes.add(args.on, number, text, actor)
    return f"Noted on {args.on} {number}", lambda: {"subject": args.on, "id": number, "text": text}
