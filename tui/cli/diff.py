"""`offerdesk diff`: two versions of an offer, two offers, or an offer and its job's pay."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.values.cell_width import cell_width
from data.values.text import one_line
from tui.cli.arguments import Usage
from tui.cli.open_desk import open_desk, print_lines

if TYPE_CHECKING:
    from data.offers.side_by_side import Compared


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Print what differs; raises NotFound, NotAllowed, and Usage when options contradict."""
    if sum((args.other is not None, args.pay, (args.before or args.after) is not None)) > 1:
        raise Usage("Choose one: another offer, --pay, or versions with --from and --to.")
    with open_desk(args.path):
        found = _compared(args)
    print_lines([as_json(found)] if args.json else lines(found))
    return 0


def _compared(args: argparse.Namespace) -> Compared:
    from data.offers import offers, side_by_side

    offer_id = offers.resolve_number(args.offer)
    if args.pay:
        return side_by_side.with_job(offer_id)
    if args.other is not None:
        return side_by_side.two_offers(offer_id, offers.resolve_number(args.other))
    return side_by_side.versions(offer_id, args.before, args.after)


def lines(compared: Compared) -> Iterator[str]:
    """The comparison for people: what differs, then the letters by word."""
    yield f"{one_line(compared.left)} → {one_line(compared.right)}"
    changed = compared.changed
    if not changed:
        yield "  The terms are the same."
    width = max((cell_width(line.label) for line in changed), default=0)
    for line in changed:
        space = " " * (width - cell_width(line.label))
        step = f"  ({one_line(line.change)})" if line.change else ""
        values = f"{one_line(line.before)} → {one_line(line.after)}"
        yield f"  {one_line(line.label)}{space}  {values}{step}"
    if compared.letter is not None:
        yield ""
        yield f"Letter: {compared.letter.summary}"
        if not compared.letter.is_same:
            yield compared.letter.to_plain(context=2)


def as_json(compared: Compared) -> str:
    """The same for a program; every line, changed or not."""
    from data.offers import json_documents

    letter = compared.letter
    return json_documents.dumps(
        {
            "left": compared.left,
            "right": compared.right,
            "terms": [
                {
                    "key": line.key,
                    "label": line.label,
                    "before": line.before,
                    "after": line.after,
                    "change": line.change or None,
                    "changed": not line.is_same,
                }
                for line in compared.lines
            ],
            "letter": None
            if letter is None
            else {
                "changed": not letter.is_same,
                "summary": letter.summary,
                "text": letter.to_plain(),
            },
        }
    )
