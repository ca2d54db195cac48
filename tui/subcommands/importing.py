"""`offerdesk import`: files of other systems into the desk."""

import argparse
from pathlib import Path

from tui import printing
from tui.subcommands.desk import open_desk, print_lines


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Read the files: 0 all in, 1 some refused, 2 nothing could be read."""
    with open_desk(args.path):
        from data import exchange

        report = exchange.read_files([Path(name) for name in (*args.files, *words)])
    print_lines([printing.report_json(report)] if args.json else printing.report_lines(report))
    if not report.read:
        return 2
    return 1 if report.refused else 0
