"""What may be written on the command line: every sub-command with its options, and nothing done."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from data.values.text import one_line
from tui.cli import writing_arguments

_LARGEST = 2**63
_FORMS = ("text", "html", "pdf", "eml", "docx")
_THEME = "how the desk looks: dark, light, ansi (the terminal's 16 colours), or one of Textual's"
_FORCE = "write what has something unset, and over files that are there"


class Usage(Exception):
    """The arguments make no sense; the message says why."""


_UNPRINTED = partial(argparse.HelpFormatter, width=80)
"""Checks what is declared; to know how wide the terminal is, argparse imports all of shutil."""


class _Parser(argparse.ArgumentParser):
    """argparse that raises instead of leaving the program."""

    takes_filter = False

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_UNPRINTED, **options)

    def format_help(self) -> str:
        """The help, as wide as the terminal; with all that a filter can say where there is one."""
        self.formatter_class = argparse.HelpFormatter
        if self.takes_filter:
            from data.filters import filter_help

            self.epilog = f"A filter can say: {filter_help.brief()}."
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Raise the message with where to find help."""
        raise Usage(f"{one_line(message)}. Try {self.prog} --help.")


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[_Parser]


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The command line: every sub-command with its options, or `only` the one that was named."""
    from data.version import __version__

    made = _Parser(
        prog="offerdesk", description="The desk for job offers that lives in a terminal."
    )
    _db_option(made, None)
    made.add_argument("--theme", default="", metavar="THEME", help=_THEME)
    made.add_argument("--version", action="version", version=f"offerdesk {__version__}")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name in _COMMANDS if only is None else (only,):
        make, *shared = _COMMANDS[name]
        command = make(commands)
        for add in shared:
            add(command)
    return made


def named(argv: Sequence[str]) -> str | None:
    """The sub-command that comes first of all but --db and --theme; None when that is unsure."""
    words = iter(argv)
    for word in words:
        if word in ("--db", "--theme"):
            next(words, None)
        elif not word.startswith(("--db=", "--theme=")):
            return word if word in _COMMANDS else None
    return None


def _demo(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("demo", help="open a desk of made-up offers, gone afterwards")
    made.add_argument("--theme", default=argparse.SUPPRESS, metavar="THEME", help=_THEME)
    return made


def _config(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("config", help="your own configuration: where it is, what it says")
    made.add_argument("--edit", action="store_true", help="open it in your editor first")
    made.add_argument("--keys", action="store_true", help="every command with its keys")
    return made


def _serve(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("serve", help="show the desk in a browser on this machine")
    made.add_argument("--port", type=_number, default=8000, metavar="N", help="here (8000); 0: any")
    made.add_argument("--demo", action="store_true", help="a desk of made-up offers")
    made.add_argument("--open", action="store_true", help="open it in the browser")
    made.add_argument("--theme", default=argparse.SUPPRESS, metavar="THEME", help=_THEME)
    return made


def _completion(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("completion", help="print what a shell completes commands with")
    made.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="SHELL",
                      help="bash, zsh or fish")  # fmt: skip
    return made


def _man(commands: _Commands) -> argparse.ArgumentParser:
    return commands.add_parser("man", help="print the manual page")


def _backup(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("backup", help="copy the desk, open or not, into one whole file")
    made.add_argument("file", nargs="?", metavar="FILE", help="into this file (beside the desk)")
    made.add_argument("--force", action="store_true", help="over a file that is there")
    return made


def _restore(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("restore", help="go back to a copy; the present desk is kept")
    made.add_argument("file", metavar="FILE", help="the copy")
    return made


def _verify(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("verify", help="look a desk through; exit code 1 when not whole")
    made.add_argument("file", nargs="?", metavar="FILE", help="this copy (the desk)")
    return made


def _salvage(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("salvage", help="save what can be read of a damaged desk")
    made.add_argument("file", metavar="FILE", help="the damaged file; it is only read")
    made.add_argument("-o", "--output", required=True, metavar="NEW", help="the new desk")
    return made


def _import(commands: _Commands) -> argparse.ArgumentParser:
    from tui.cli import exchange_arguments

    return exchange_arguments.importing(commands, _number)


def _export(commands: _Commands) -> argparse.ArgumentParser:
    from tui.cli import exchange_arguments

    return exchange_arguments.exporting(commands, _number)


def _list(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser(
        "list",
        help="print the offers that pass a filter, newest first",
    )
    made.takes_filter = True
    made.add_argument(
        "filter", nargs="*", metavar="FILTER", help="words, status:sent, is:expired … (see below)"
    )
    made.add_argument("--job", type=_number, metavar="ID", help="of this job (0: of no known one)")
    made.add_argument(
        "--sort",
        metavar="COLUMN",
        default="created",
        help="by created (newest first), updated, candidate, salary, application …",
    )
    made.add_argument("--reverse", action="store_true", help="the other way round")
    made.add_argument("--limit", type=_number, metavar="N", help="at most so many")
    return made


def _show(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("show", help="print one offer with its versions and history")
    made.add_argument("offer", type=_number, metavar="ID", help="its number, here or elsewhere")
    return made


def _diff(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("diff", help="compare versions, two offers, or pay with the job's")
    made.add_argument("offer", type=_number, metavar="ID", help="its number, here or elsewhere")
    made.add_argument("other", type=_number, nargs="?", metavar="ID", help="with this offer")
    made.add_argument("--from", type=_number, dest="before", metavar="N", help="from this version")
    made.add_argument("--to", type=_number, dest="after", metavar="N", help="to this version")
    made.add_argument("--pay", action="store_true", help="with the pay of its job")
    return made


def _due(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("due", help="print what needs a person; exit code 1 when anything")
    made.add_argument("--limit", type=_number, metavar="N", help="at most so many offers a matter")
    return made


def _history(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("history", help="print what happened on the desk, newest first")
    made.add_argument(
        "filter",
        nargs="*",
        metavar="FILTER",
        help="words, at>=-7d, by:ana, candidate:doe, offer:12, is:deleted, of:job …",
    )
    made.add_argument("--limit", type=_number, metavar="N", help="at most so many lines")
    made.add_argument(
        "--as",
        choices=("text", "csv", "jsonl"),
        dest="form",
        help="as this (text, or as the file's name ends)",
    )
    made.add_argument("-o", "--output", metavar="FILE", help="into this file")
    made.add_argument("--force", action="store_true", help="over a file that is there")
    return made  # fmt: skip


def _letter(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("letter", help="write an offer's letter: PDF, Word, page, email …")
    made.add_argument("offer", type=_number, metavar="ID", help="its number, here or elsewhere")
    made.add_argument(
        "--version", type=_number, dest="number", metavar="N", help="of this version (the current)"
    )
    made.add_argument(
        "--kind",
        choices=("offer", "withdrawal", "reminder"),
        default="offer",
        help="which letter (offer)",
    )
    made.add_argument(
        "--as", choices=_FORMS, dest="form", help="as this (text, or as the file's name ends)"
    )
    made.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="into this file or folder; - prints it"
    )
    made.add_argument("--open", action="store_true", help="open it in the browser, mail program …")
    made.add_argument("--force", action="store_true", help=_FORCE)
    return made


def _letters(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("letters", help="write the letters of all offers that pass a filter")
    made.add_argument(
        "filter", nargs="*", metavar="FILTER", help="words, status:sent, is:expired …"
    )
    made.add_argument("--job", type=_number, metavar="ID", help="of this job (0: of no known one)")
    made.add_argument("--to", required=True, metavar="FOLDER", help="into this folder")
    made.add_argument("--as", choices=_FORMS, dest="form", default="pdf", help="as this (pdf)")
    made.add_argument("--dry-run", action="store_true", help="only say what would be refused")
    made.add_argument("--force", action="store_true", help=_FORCE)
    return made


def _template(commands: _Commands) -> argparse.ArgumentParser:
    made = commands.add_parser("template", help="make a letter template of a Word or HTML file")
    made.add_argument("file", metavar="FILE", help=".docx, HTML or text; - is standard input")
    made.add_argument("--name", default="", metavar="TEXT", help="called so (else like the file)")
    made.add_argument(
        "--kind",
        choices=("offer", "withdrawal", "reminder", "clause"),
        default="offer",
        help="which letter (offer)",
    )
    made.add_argument(
        "--map",
        dest="mapped",
        action="append",
        default=[],
        metavar="PLACEHOLDER=NAME",
        help='what a placeholder becomes, such as "[Name]=candidate.name"; or text (it stays),'
        " line (to sign on), field:NAME (a custom field); can be given again",
    )
    made.add_argument("--dry-run", action="store_true", help="only say what would happen")
    return made


def _db_option(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--db", metavar="FILE", default=default, help="the desk's file (else OFFERDESK_DB)"
    )


def _db(command: argparse.ArgumentParser) -> None:
    _db_option(command, argparse.SUPPRESS)


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="as JSON, for programs")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < _LARGEST):
        raise argparse.ArgumentTypeError(f"{one_line(text)} is not a whole number")
    return int(text)


def _writing(name: str) -> Callable[[_Commands], argparse.ArgumentParser]:
    return lambda commands: writing_arguments.declare(name, commands, _number)


_for = writing_arguments.on_behalf_of
_COMMANDS: dict[str, Sequence[Callable[..., Any]]] = {
    "demo": (_demo,),
    "serve": (_serve, _db),
    "config": (_config,),
    "completion": (_completion,),
    "man": (_man,),
    "letter": (_letter, _db, _for),
    "letters": (_letters, _db, _for),
    "export": (_export, _db),
    "backup": (_backup, _db),
    "restore": (_restore, _db),
    "verify": (_verify, _db),
    "salvage": (_salvage, _db),
    "import": (_import, _for, _json, _db),
    "template": (_template, _for, _json, _db),
    "list": (_list, _json, _db),
    "show": (_show, _json, _db),
    "diff": (_diff, _json, _db),
    "due": (_due, _json, _db),
    "history": (_history, _db),
    **{name: (_writing(name), _db) for name in writing_arguments.COMMANDS},
}
"""Every sub-command in the order of the help: what makes it, and the options shared with others."""
