"""`offerdesk show`: one offer with its versions and history."""

import argparse

from tui.cli import printing
from tui.cli.open_desk import open_desk, print_lines


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Print the offer as lines or as JSON; raises NotFound."""
    with open_desk(args.path):
        offer = printing.offer(args.offer)
        if not args.json:
            print_lines(printing.offer_lines(offer))
            return 0
        from data.offers import json_documents

        print_lines([json_documents.dumps(json_documents.offer_document(offer))])
    return 0
