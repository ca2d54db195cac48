"""The command line: opens the desk, or runs a sub-command. Everything is imported when needed.

Exit codes: 0 done, 1 it did not work, 2 wrong usage (import: nothing could be read), 130 stopped.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from data.errors import MISTAKES, DataError
from data.values.text import one_line
from tui.cli import standard_streams
from tui.cli.arguments import Usage, named, parser
from tui.cli.open_desk import complain, open_desk

STOPPED, BROKEN_PIPE, TERMINATED = 130, 141, 143
_TERM = re.compile(r"-([a-z_.]+[:<>]|[(\"])", re.IGNORECASE)
_SHIELD = "\0"
_MODULES = {
    "apply": "tui.cli.apply",
    "approve": "tui.cli.approve",
    "attach": "tui.cli.attach",
    "candidate": "tui.cli.candidate",
    "completion": "tui.cli.completion",
    "config": "tui.cli.config",
    "delete": "tui.cli.delete",
    "edit": "tui.cli.edit",
    "job": "tui.cli.job",
    "negotiate": "tui.cli.negotiate",
    "new": "tui.cli.new",
    "note": "tui.cli.note",
    **dict.fromkeys(("backup", "restore", "salvage", "verify"), "tui.cli.safekeeping"),
    "diff": "tui.cli.diff",
    "due": "tui.cli.due",
    "export": "tui.cli.export",
    "history": "tui.cli.history",
    "import": "tui.cli.import_files",
    "letter": "tui.cli.letter",
    "letters": "tui.cli.letters",
    "list": "tui.cli.list_offers",
    "man": "tui.cli.manual",
    "serve": "tui.cli.serve",
    "show": "tui.cli.show",
    "status": "tui.cli.status",
    "template": "tui.cli.template",
}
"""Where each sub-command is; those in `_FURTHER_WORDS` take words after their options too."""
_FURTHER_WORDS = ("export", "history", "import", "letters", "list")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit code, and never a traceback."""
    standard_streams.prepare()
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        _refuse_odd_time_zone()
        code = _run(given)
        sys.stdout.flush()
        return code
    except SystemExit as leaving:  # --help and --version have printed
        return _left(leaving.code if isinstance(leaving.code, int) else 0)
    except Usage as error:
        return complain(str(error), 2)
    except DataError as error:
        return complain(error.text, 2 if _is_wrong_filter(error) else 1)
    except BrokenPipeError as error:
        return output_lost(error)
    except KeyboardInterrupt:
        return STOPPED
    except (*MISTAKES, OSError) as error:
        if isinstance(error, OSError) and standard_streams.is_lost(error):
            return output_lost(error)
        return _unexpected(error)


def _left(code: int) -> int:
    """What argparse printed has to arrive, too."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return output_lost(error)
    return code


def output_lost(error: OSError) -> int:
    """Say that nothing can be written, unless who read it has left; gives the exit code."""
    standard_streams.hush()
    if isinstance(error, BrokenPipeError):
        return BROKEN_PIPE
    return complain(f"Standard output cannot be written: {(error.strerror or '').lower()}.", 1)


def _is_wrong_filter(error: DataError) -> bool:
    """Whether what was asked for makes no sense; nothing is imported while an error is handled."""
    module = sys.modules.get("data.filters.filter_error")
    return module is not None and isinstance(error, module.FilterError)


def _refuse_odd_time_zone() -> None:
    """Raise Usage for a TZ that Python cannot count with."""
    try:
        datetime.now().astimezone()
    except (ValueError, OverflowError, OSError):
        zone = one_line(os.environ.get("TZ", ""))
        raise Usage(f"TZ={zone} is no time zone; unset it, or name one such as UTC.") from None


def _run(argv: list[str]) -> int:
    # "-status:draft" is a filter, not an option.
    shielded = [_SHIELD + one if _TERM.match(one) else one for one in argv]
    args, rest = parser(named(shielded)).parse_known_args(shielded)
    words = _bare(_words(args.command, rest))
    args.filter = _bare(getattr(args, "filter", None) or [])
    args.path = _desk(args)
    if args.command in (None, "demo"):
        _require_terminal()
    if args.command is None:
        return _app(args.path, demo=False, theme=args.theme)
    if args.command == "demo":
        return _demo(args.theme)
    return _sub_command(args, words)


def _bare(words: list[str]) -> list[str]:
    return [word.removeprefix(_SHIELD) for word in words]


def _sub_command(args: argparse.Namespace, words: list[str]) -> int:
    """Run one sub-command; only its own module is imported."""
    from importlib import import_module

    from data.storage.connection import database_errors

    try:
        with database_errors(args.path):
            code: int = import_module(_MODULES[args.command]).run(args, words)
    except MISTAKES as error:
        _raise_damage(error, args.path)
        raise
    return code


def _raise_damage(error: Exception, path: Path) -> None:
    """Raise Storage when what the desk's file holds explains the error; both are said."""
    from data.errors import Storage
    from data.safekeeping import damage

    found = damage.explanation(error, path)
    if found is not None:
        from tui import report

        report.set_up_logging()
        report.log.error("on a damaged desk", exc_info=error)
        raise Storage(found.text + report.besides(error)) from error


def _require_terminal() -> None:
    in_browser = os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")
    if not in_browser and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage("The desk needs a terminal; `offerdesk --help` lists what works without one.")


def _app(path: Path, *, demo: bool, theme: str) -> int:
    """Open the desk; from here on the app itself says when garbage is collected."""
    gc.disable()  # it would look through every module that is still being imported
    from tui.performance import frame_rate

    frame_rate.raise_it()
    _go_by_preferences()
    from tui import theme_choice
    from tui.app import run

    return run(path, demo, theme_choice.known(theme) if theme else "")


def _go_by_preferences() -> None:
    """A person's own keys, before screens are made of the commands; what is wrong is said there."""
    from data.settings import preferences

    if keys := preferences.load().keys:
        from tui import keymap

        preferences.complain(keymap.use(keys))


def _words(command: str | None, rest: list[str]) -> list[str]:
    """What argparse left over: further files or words after an option, or a mistake."""
    wrong = [one for one in rest if one.startswith("-") or command not in _FURTHER_WORDS]
    if wrong:
        raise Usage(f"Unknown: {one_line(wrong[0])}. Try offerdesk --help.")
    return rest


def _desk(args: argparse.Namespace) -> Path:
    """The desk's file; looking for its default place only when it is needed."""
    if args.command == "demo":
        return Path()
    if args.db == "":
        raise Usage("--db names no file.")
    from data.storage.database import desk_file

    return desk_file(args.db)


def _demo(theme: str) -> int:
    """The app on made-up offers in a temporary folder, gone afterwards however the program ends."""
    import signal
    import tempfile

    def leave(number: int, frame: object) -> None:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        with tempfile.TemporaryDirectory(prefix="offerdesk-demo-") as folder:
            path = Path(folder) / "demo.db"
            with open_desk(path, create=True):
                from data.samples.demo import fill_demo

                fill_demo()
            return _app(path, demo=True, theme=theme)
    finally:
        signal.signal(signal.SIGTERM, before)


# ---------------------------------------------------------------- saying things


def _unexpected(error: BaseException) -> int:
    """A mistake of the program's own: the details go to the log, a sentence to the person."""
    import logging

    from tui.report import set_up_logging

    place = set_up_logging()
    logging.getLogger("offerdesk").error("unexpected", exc_info=error)
    where = f"the details are in {place}" if place else "the log could not be written"
    return complain(f"Something went wrong that should not ({type(error).__name__}); {where}.", 1)
