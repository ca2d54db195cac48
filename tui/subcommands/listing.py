"""`offerdesk list`: the offers that pass a filter, newest first."""

import argparse

from data import filters
from tui import printing
from tui.subcommands.desk import open_desk, print_lines, say


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Print the offers as a table or as JSON; raises FilterError."""
    wanted = filters.parse(" ".join([*args.filter, *words]))
    with open_desk(args.path):
        rows = printing.Rows(args.job, wanted, args.limit)
        print_lines(printing.rows_json(rows) if args.json else printing.table(rows))
        if rows.is_cut:
            say(f"Only the newest {len(rows):,} offers are listed; a narrower filter shows others.")
    return 0
