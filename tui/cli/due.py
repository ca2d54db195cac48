"""`offerdesk due`: everything that needs a person, for a morning mail or a shell prompt."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.errors import DataError
from data.values.text import one_line
from tui.cli.open_desk import complain, open_desk, print_lines

if TYPE_CHECKING:
    from data.board.board import Board

SHOWN = 20


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Print the board: 0 when nothing is due, 1 when anything is, 2 when that cannot be told."""
    try:
        with open_desk(args.path):
            from data.board import board

            found = board.look(SHOWN if args.limit is None else args.limit)
    except DataError as error:
        return complain(error.text, 2)
    print_lines([as_json(found)] if args.json else lines(found))
    return 0 if found.is_clear else 1


def lines(board: Board) -> Iterator[str]:
    """The board for people: each matter with its offers, most urgent first."""
    if board.is_clear:
        yield "Nothing is due."
    for section in board.sections:
        count = f"{section.offers:,}{'+' if section.more else ''}"
        yield f"{section.rule.title}: {count} ({section.meaning})"
        for matter in section.matters:
            row = matter.row
            who = " · ".join(filter(None, (one_line(row.candidate_name), one_line(row.job_title))))
            yield f"  {row.id:<8} {one_line(matter.text)}  {who}"
        if section.offers > len(section.matters):
            yield f"  … and {section.offers - len(section.matters):,} more"


def as_json(board: Board) -> str:
    """The same for a program."""
    from data.offers import json_documents

    return json_documents.dumps(
        {
            "day": board.day.isoformat(),
            "due": [
                {
                    "rule": section.rule.id,
                    "title": section.rule.title,
                    "meaning": section.meaning,
                    "offers": section.offers,
                    "more": section.more,
                    "matters": [
                        {
                            "offer_id": matter.row.id,
                            "candidate": matter.row.candidate_name,
                            "job": matter.row.job_title,
                            "text": matter.text,
                        }
                        for matter in section.matters
                    ],
                }
                for section in board.sections
            ],
        }
    )
