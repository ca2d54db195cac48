"""`offerdesk show`: one offer with its versions and history, or what stays of a deleted one."""

import argparse

from data.errors import NotFound
from tui.cli import printing
from tui.cli.open_desk import open_desk, print_lines


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Print the offer as lines or as JSON; raises NotFound."""
    with open_desk(args.path):
        try:
            offer = printing.offer(args.offer)
        except NotFound:
            if not _show_deleted(args):
                raise
            return 0
        if not args.json:
            print_lines(printing.offer_lines(offer))
            return 0
        from data.offers import json_documents

        print_lines([json_documents.dumps(json_documents.offer_document(offer))])
    return 0


def _show_deleted(args: argparse.Namespace) -> bool:
    """Print what stays of the offer if it was deleted; whether it was."""
    from data.offers import deleted_offers, json_documents

    found = deleted_offers.find(args.offer)
    if found is None:
        return False
    document = json_documents.deleted_document(found)
    print_lines([json_documents.dumps(document) if args.json else deleted_offers.words(found)])
    return True
