"""`offerdesk import`: files of other systems into the desk."""

from __future__ import annotations

import argparse
import sys
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import Invalid
from data.values.text import one_line
from tui import import_report_text
from tui.cli.arguments import Usage
from tui.cli.open_desk import open_desk, print_lines, say

if TYPE_CHECKING:
    from data.exchange import ImportOptions, Progress, Report
    from data.exchange.files.how_read import HowRead

_PATIENCE = 1.0
"""Seconds after which a person wants to see how far it is."""
_STEP = 0.1
"""Seconds between two looks at it."""


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Read the files: 0 all in, 1 some refused, 2 nothing could be read."""
    paths = [Path(name) for name in (*args.files, *words)]
    _say_that_it_waits(paths)
    with open_desk(args.path, create=True, on_behalf_of=args.on_behalf_of):
        columns = _columns(args, paths)
        report = _read(paths, _options(args, columns))
    if args.json:
        print_lines([import_report_text.report_json(report, columns)])
    else:
        print_lines(
            chain(import_report_text.column_lines(columns), import_report_text.report_lines(report))
        )
    if not report.read:
        return 2
    return 1 if report.refused else 0


def _say_that_it_waits(paths: list[Path]) -> None:
    """A pipe gives nothing before somebody writes into it."""
    from data.exchange.files.text_file import STDIN, is_pipe

    for path in paths:
        if path == STDIN and sys.stdin.isatty():
            say("Waiting for records on standard input (end with Ctrl+D).")
        elif is_pipe(path):
            say(f"Waiting for somebody to write into {one_line(str(path))}.")


def _columns(args: argparse.Namespace, paths: list[Path]) -> dict[Path, dict[str, str]]:
    """What the columns of the tables mean, with what was chosen; raises MappingError."""
    from data.exchange.csv import csv_columns
    from data.exchange.files.record_file import JSON
    from data.exchange.files.text_file import is_regular
    from data.exchange.preview import look

    # A pipe can be read only once.
    plans = look(filter(is_regular, paths), system=args.system, how=_how(args))
    headers = {plan.path: [name for name, _ in plan.columns] for plan in plans if plan.columns}
    objects = {plan.path for plan in plans if plan.form == JSON}
    wanted = dict(map(csv_columns.read_choice, args.columns))
    chosen = csv_columns.by_file(headers, wanted)
    return {
        path: _meanings(headers[path], own)
        for path, own in chosen.items()
        if own or path not in objects
    }


def _meanings(header: list[str], own: dict[str, str]) -> dict[str, str]:
    from data.exchange.csv import csv_columns, table_memory

    known = table_memory.recall(header).columns
    return csv_columns.chosen(header, csv_columns.over(known, own))


def _options(args: argparse.Namespace, columns: dict[Path, dict[str, str]]) -> ImportOptions:
    from data.exchange import ImportOptions
    from data.exchange.csv import csv_status

    return ImportOptions(
        system=args.system,
        kind=args.kind,
        skip_bad=args.skip_bad,
        dates=args.dates,
        known=args.known,
        dry_run=args.dry_run,
        prefer_theirs=args.prefer == "theirs",
        application=args.application,
        offer=args.offer,
        columns=columns,
        statuses=csv_status.read_choices(args.statuses),
        how=_how(args),
        hows={path: _how(args)._replace(as_rows=True) for path in columns},
    )


def _how(args: argparse.Namespace) -> HowRead:
    from data.exchange.files.how_read import HowRead

    return HowRead(sheet=args.sheet, encoding=args.encoding)


def _read(paths: list[Path], options: ImportOptions) -> Report:
    from data import exchange

    bar = _Bar()
    try:
        return exchange.read_files(paths, options=options, progress=bar)
    except Invalid as error:
        raise Usage(error.text) from None
    except KeyboardInterrupt:
        bar.clear()
        say(bar.stopped())
        raise
    finally:
        bar.clear()


class _Bar:
    """Says on the terminal how far it is, once that takes long."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _PATIENCE
        self._is_shown = False
        self._file = ""

    def __call__(self, progress: Progress) -> None:
        self._file = one_line(str(progress.file))
        now = time.monotonic()
        if now >= self._next and sys.stderr.isatty():
            self._next = now + _STEP
            self._is_shown = True
            sys.stderr.write(f"\r\x1b[K{self._file[-40:]}: {_how_far(progress)}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            self._is_shown = False

    def stopped(self) -> str:
        """What an interruption means for the file in work."""
        if not self._file:
            return "Stopped: nothing was read."
        return f"Stopped: {self._file} is left out whole, as are the files after it."


def _how_far(progress: Progress) -> str:
    records = f"{progress.records:,} records"
    if not progress.bytes_total:
        return records
    return f"{records}, {min(100, 100 * progress.bytes_done // progress.bytes_total)} %"
