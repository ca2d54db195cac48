"""What may be written on the command line: every sub-command with its options, and nothing done."""

from __future__ import annotations

import argparse
from typing import NoReturn

from data.plain import one_line

_LARGEST = 2**63


class Usage(Exception):
    """The arguments make no sense; the message says why."""


class _Parser(argparse.ArgumentParser):
    """argparse that raises instead of leaving the program."""

    def error(self, message: str) -> NoReturn:
        """Raise the message with where to find help."""
        raise Usage(f"{one_line(message)}. Try {self.prog} --help.")


def parser() -> argparse.ArgumentParser:
    """The command line: every sub-command with its options."""
    from data.version import __version__

    made = _Parser(
        prog="offerdesk", description="The desk for job offers that lives in a terminal."
    )
    _db_option(made, None)
    made.add_argument("--version", action="version", version=f"offerdesk {__version__}")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    commands.add_parser("demo", help="open a desk of made-up offers that is gone afterwards")
    for command in (_import(commands), _list(commands), _show(commands)):
        command.add_argument("--json", action="store_true", help="as JSON, for programs")
        _db_option(command, argparse.SUPPRESS)
    return made


def _import(commands: argparse._SubParsersAction[_Parser]) -> argparse.ArgumentParser:
    made = commands.add_parser("import", help="read offers of Greenhouse or OpenATS from files")
    made.add_argument("files", nargs="+", metavar="FILE", help="a JSON file")
    return made


def _list(commands: argparse._SubParsersAction[_Parser]) -> argparse.ArgumentParser:
    made = commands.add_parser("list", help="print the offers that pass a filter, newest first")
    made.add_argument(
        "filter", nargs="*", metavar="FILTER", help="words, status:sent, is:expired …"
    )
    made.add_argument("--job", type=_number, metavar="ID", help="of this job (0: of no known one)")
    made.add_argument("--limit", type=_number, metavar="N", help="at most so many")
    return made


def _show(commands: argparse._SubParsersAction[_Parser]) -> argparse.ArgumentParser:
    made = commands.add_parser("show", help="print one offer with its versions and history")
    made.add_argument("offer", type=_number, metavar="ID", help="its number, here or elsewhere")
    return made


def _db_option(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--db", metavar="FILE", default=default, help="the desk's file (else OFFERDESK_DB)"
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < _LARGEST):
        raise argparse.ArgumentTypeError(f"{one_line(text)} is not a whole number")
    return int(text)
