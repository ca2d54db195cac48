"""`offerdesk export`: the offers that pass a filter, to another system, a table or a dump."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from data.filters import filter
from data.lists import offer_list
from data.values.text import count, one_line
from tui.cli.arguments import Usage
from tui.cli.open_desk import open_desk, say
from tui.folders import expanded

if TYPE_CHECKING:
    from data.exchange.exporting.export_run import Departure, Exported, ExportOptions, Written
    from data.filters.nodes import Node

TERMINATED = 143


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Write the offers to standard output or a file: 0 done.

    Raises FilterError, Impossible, Unwritable and Storage.
    """
    wanted = filter.parse(" ".join([*args.filter, *words]))
    out = None if args.output in (None, "-") else expanded(args.output)
    with open_desk(args.path), _end_on_signal():
        from data.exchange.exporting import export_run, record_filter
        from data.storage import safe_files

        if out is not None:
            safe_files.refuse(out, force=args.force)
        wanted, asked = record_filter.split(args.to, args.records, wanted)
        is_all = wanted == filter.Filter() and args.job is None
        ids = None if is_all else offer_list.ids(args.job, wanted)
        with export_run.departure(args.to, ids, _options(args, asked)) as departure:
            _tell_losses(departure, args.to)
            _write(departure, out)
    return 0


def _options(args: argparse.Namespace, asked: tuple[Node, ...]) -> ExportOptions:
    from data.exchange.exporting.export_run import ExportOptions

    return ExportOptions(
        page=args.page,
        per_page=args.per_page,
        versions=args.versions,
        bom=args.bom,
        records=args.records,
        lines=args.lines,
        force=args.force,
        links=args.links,
        asked=asked,
    )


def _tell_losses(departure: Departure, to: str) -> None:
    """What the form cannot say, before anything is written."""
    from data.exchange import registry

    lost = departure.unsayable()
    if lost:
        title = next(form.title for form in registry.formats() if form.name == to)
        say(f"What {title} cannot say:")
        for sentence in lost:
            say(f"  {one_line(sentence)}")


def _write(departure: Departure, out: Path | None) -> None:
    if out is None and departure.is_binary and sys.stdout.isatty():
        raise Usage("A spreadsheet is no text: name a file for it with -o.")
    if out is None:
        done = departure.write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        _tell_links(done)
        return
    say(f"{count(departure.offers, 'offer')} to {one_line(str(out))} …")
    done = departure.write(out, _progress() if sys.stderr.isatty() else None)
    say(_done(done, out))
    _tell_links(done)


def _tell_links(done: Exported) -> None:
    if done.place is not None:
        say(f"link: {done.place.header}")


def _done(done: Exported, out: Path) -> str:
    written = f"{count(done.offers, 'offer')}, {count(done.records, 'record')}"
    return f"{written} written to {one_line(str(out))}."


def _progress() -> Callable[[Written], None]:
    """Says on one line of the terminal how far the writing is."""

    def tell(written: Written) -> None:
        end = "\r\x1b[K" if written.offers >= written.total else ""
        sys.stderr.write(f"\r{written.offers:,} of {written.total:,}{end}")
        sys.stderr.flush()

    return tell


@contextmanager
def _end_on_signal() -> Iterator[None]:
    """SIGTERM leaves in good order, so that nothing half-written stays."""

    def leave(number: int, frame: object) -> None:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
