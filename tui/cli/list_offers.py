"""`offerdesk list`: the offers that pass a filter, newest first or in another order."""

import argparse

from data.filters import filter
from data.lists.sort_order import NEWEST, SortOrder
from tui.cli import printing
from tui.cli.open_desk import open_desk, print_lines


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Print the offers as a table or as JSON; raises FilterError, and Invalid for the order."""
    wanted = filter.parse(" ".join([*args.filter, *words]))
    order = _order(args.sort, reverse=args.reverse)
    with open_desk(args.path):
        rows = printing.Rows(args.job, wanted, args.limit, order)
        print_lines(printing.rows_json(rows) if args.json else printing.table(rows))
    return 0


def _order(column: str, *, reverse: bool) -> SortOrder:
    """The order by a column; the usual one is known without looking at all of them."""
    if column == NEWEST.column:
        return NEWEST._replace(descending=not reverse)
    from data.lists import sorting

    return sorting.order(column, reverse=reverse)
