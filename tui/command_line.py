"""The command line: opens the desk, or runs a sub-command. Everything is imported when needed.

Exit codes: 0 done, 1 it did not work, 2 wrong usage (import: nothing could be read), 130 stopped.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from data.errors import DataError
from data.plain import one_line

STOPPED, BROKEN_PIPE, TERMINATED = 130, 141, 143
_TERM = re.compile(r"-[a-z_.]+:", re.IGNORECASE)
_SHIELD = "\0"
_LARGEST = 2**63
_MISTAKES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    MemoryError,
    NameError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What only a mistake in the program, or a broken machine, raises up to here."""


class _Usage(Exception):
    """The arguments make no sense; the message says why."""


class _Parser(argparse.ArgumentParser):
    """argparse that raises instead of leaving the program."""

    def error(self, message: str) -> NoReturn:
        """Raise the message with where to find help."""
        raise _Usage(f"{one_line(message)}. Try {self.prog} --help.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit code, and never a traceback."""
    _speak_utf8()
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except SystemExit as leaving:  # --help and --version have printed
        return leaving.code if isinstance(leaving.code, int) else 0
    except _Usage as error:
        return _complain(str(error), 2)
    except DataError as error:
        from data.filters import FilterError

        return _complain(error.text, 2 if isinstance(error, FilterError) else 1)
    except BrokenPipeError:
        return _hush()
    except KeyboardInterrupt:
        return STOPPED
    except _MISTAKES as error:
        return _unexpected(error)


def _run(argv: list[str]) -> int:
    # "-status:draft" is a filter, not an option.
    shielded = [_SHIELD + one if _TERM.match(one) else one for one in argv]
    args, rest = parser().parse_known_args(shielded)
    words = _words(args.command, rest)
    path = _desk(args)
    match args.command:
        case "import":
            return _import(path, [*args.files, *words], as_json=args.json)
        case "list":
            text = " ".join(word.removeprefix(_SHIELD) for word in [*args.filter, *words])
            return _list(path, text, args)
        case "show":
            return _show(path, args.offer, as_json=args.json)
        case "demo":
            return _demo()
    return _app(path, demo=False)


def _app(path: Path, *, demo: bool) -> int:
    """Open the desk; from here on the app itself says when garbage is collected."""
    gc.disable()  # it would look through every module that is still being imported
    from tui.app import run

    return run(path, demo)


def _words(command: str | None, rest: list[str]) -> list[str]:
    """What argparse left over: further files or words after an option, or a mistake."""
    wrong = [one for one in rest if one.startswith("-") or command not in ("import", "list")]
    if wrong:
        raise _Usage(f"Unknown: {one_line(wrong[0])}. Try offerdesk --help.")
    return rest


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
    reads = commands.add_parser("import", help="read offers of Greenhouse or OpenATS from files")
    reads.add_argument("files", nargs="+", metavar="FILE", help="a JSON file")
    lists = commands.add_parser("list", help="print the offers that pass a filter, newest first")
    lists.add_argument(
        "filter", nargs="*", metavar="FILTER", help="words, status:sent, is:expired …"
    )
    lists.add_argument("--job", type=_number, metavar="ID", help="of this job (0: of no known one)")
    lists.add_argument("--limit", type=_number, metavar="N", help="at most so many")
    shows = commands.add_parser("show", help="print one offer with its versions and history")
    shows.add_argument("offer", type=_number, metavar="ID", help="its number, here or elsewhere")
    for command in (reads, lists, shows):
        command.add_argument("--json", action="store_true", help="as JSON, for programs")
        _db_option(command, argparse.SUPPRESS)
    return made


def _db_option(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--db", metavar="FILE", default=default, help="the desk's file (else OFFERDESK_DB)"
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < _LARGEST):
        raise argparse.ArgumentTypeError(f"{one_line(text)} is not a whole number")
    return int(text)


def _desk(args: argparse.Namespace) -> Path:
    """The desk's file; looking for its default place only when it is needed."""
    if args.command == "demo":
        return Path()
    from data.database import desk_file

    return desk_file(args.db)


# ---------------------------------------------------------------- sub-commands


def _import(path: Path, names: list[str], *, as_json: bool) -> int:
    from tui import printing

    with _open(path):
        from data import exchange

        report = exchange.read_files([Path(name) for name in names])
    if as_json:
        _print(printing.report_json(report))
    else:
        for line in printing.report_lines(report):
            _print(line)
    if not report.read:
        return 2
    return 1 if report.refused else 0


def _list(path: Path, text: str, args: argparse.Namespace) -> int:
    from data import filters
    from tui import printing

    wanted = filters.parse(text)
    with _open(path):
        rows = printing.Rows(args.job, wanted, args.limit)
        printed = printing.rows_json(rows) if args.json else printing.table(rows)
        for part in printed:
            _print(part)
        if rows.is_cut:
            _say(
                f"Only the newest {len(rows):,} offers are listed; a narrower filter shows others."
            )
    return 0


def _show(path: Path, number: int, *, as_json: bool) -> int:
    from tui import printing

    with _open(path):
        offer = printing.offer(number)
        if as_json:
            from data import documents

            _print(documents.dumps(documents.offer_document(offer)))
        else:
            for line in printing.offer_lines(offer):
                _print(line)
    return 0


def _demo() -> int:
    """The app on made-up offers in a temporary folder, gone afterwards however the program ends."""
    import signal
    import tempfile

    def leave(number: int, frame: object) -> None:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        with tempfile.TemporaryDirectory(prefix="offerdesk-demo-") as folder:
            path = Path(folder) / "demo.db"
            with _open(path):
                from data.sample import fill_demo

                fill_demo()
            return _app(path, demo=True)
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _open(path: Path) -> Iterator[None]:
    """The desk, open inside and closed afterwards."""
    from data import database

    database.open_desk(path)
    try:
        yield
    finally:
        database.close_desk()


# ---------------------------------------------------------------- saying things


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _complain(text: str, code: int) -> int:
    _say(f"offerdesk: {one_line(text)}")
    return code


def _unexpected(error: BaseException) -> int:
    """A mistake of the program's own: the details go to the log, a sentence to the person."""
    import logging

    from tui.report import set_up_logging

    place = set_up_logging()
    logging.getLogger("offerdesk").error("unexpected", exc_info=error)
    where = f"the details are in {place}" if place else "the log could not be written"
    return _complain(f"Something went wrong that should not ({type(error).__name__}); {where}.", 1)


def _hush() -> int:
    """Whoever read the output has gone; nothing more is written, not even on leaving."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return BROKEN_PIPE


def _speak_utf8() -> None:
    """UTF-8 into pipes whatever the locale says; a terminal that cannot gets question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")
