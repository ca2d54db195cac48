"""`offerdesk history`: what happened on the desk, for people, as a table or as lines of JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.filters import filter
from data.values.text import one_line
from tui.cli import printing
from tui.cli.open_desk import open_desk, print_lines
from tui.folders import expanded

if TYPE_CHECKING:
    from data.records.offer_records import HistoryLine


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Print the lines that pass, or write them into a file; raises FilterError and Unwritable."""
    from data.filters.vocabulary import HISTORY

    wanted = filter.parse(" ".join([*args.filter, *words]), vocabulary=HISTORY)
    with open_desk(args.path):
        from data.offers import desk_history

        found = desk_history.every(wanted, args.limit)
        if args.output not in (None, "-"):
            _write(args, found)
        elif args.form in (None, "text"):
            print_lines(lines(found))
        else:
            from data.exchange.exporting import history_files

            print_lines(one.rstrip("\r\n") for one in history_files.pieces(found, args.form))
    return 0


def lines(found: Iterator[HistoryLine]) -> Iterator[str]:
    """The lines for people: when, about what, and what happened."""
    from data.offers import desk_history

    line = None
    for line in found:
        about = one_line(desk_history.subject_words(line))
        yield f"{printing.event_line(line.event).lstrip()}  [{about}]"
    if line is None:
        yield "Nothing happened that this asks for."


def _write(args: argparse.Namespace, found: Iterator[HistoryLine]) -> None:
    from data.exchange.exporting import history_files
    from data.storage import safe_files

    form = args.form or history_files.form_of(args.output)
    written = (
        (f"{line}\n" for line in lines(found))
        if form == "text"
        else history_files.pieces(found, form)
    )
    with safe_files.writing(expanded(args.output), force=args.force) as file:
        for piece in written:
            file.write(piece.encode())
