"""What may be written after the sub-commands that change the desk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from data.values.status import Status

Number = Callable[[str], int]


def declare(commands: Any, number: Number) -> list[argparse.ArgumentParser]:
    """Every sub-command that changes something, with the options that all of them have."""
    made = [_status(commands, number)]
    for command in made:
        _shared(command)
    return made


def _shared(made: argparse.ArgumentParser) -> None:
    """How it is answered, for whom one acts, and whether it is done at all."""
    made.add_argument("--json", action="store_true", help="answer as JSON, mistakes by field too")
    made.add_argument("--dry-run", action="store_true", help="check everything, store nothing")
    made.add_argument(
        "--on-behalf-of", metavar="USER", help="for this person: name, email address or number"
    )


def _status(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "status", help="send an offer, accept it, decline it, withdraw it, or take that back"
    )
    made.add_argument("offer", type=number, metavar="ID", help="its number, here or elsewhere")
    words = [str(one) for one in Status]
    made.add_argument("to", nargs="?", choices=words, metavar="STATUS", help=", ".join(words))
    made.add_argument("--undo", action="store_true", help="take the last change of status back")
    made.add_argument("--reason", default="", help="why, as in the lists of the settings")
    made.add_argument("--text", default="", help="why, in words")
    made.add_argument("--sent-at", default="", metavar="DAY", help="the day it was sent (today)")
    made.add_argument(
        "--seen", action="append", default=[], metavar="WARNING",
        help="pass this warning, by its name; all passes every one",
    )  # fmt: skip
    made.add_argument("--force", action="store_true", help="a move that needs a reason")
    made.add_argument("--no-hire", action="store_true", help="accepting marks nobody hired")
    made.add_argument("--keep-opening", action="store_true", help="accepting closes no opening")
    made.add_argument("--keep-others", action="store_true", help="accepting withdraws no others")
    return made
