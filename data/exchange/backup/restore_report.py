"""Our own dump among the files that are read: all or nothing, and one line in the report."""

import sqlite3
from collections.abc import Iterable, Iterator

from data.exchange.backup.backup_checks import DumpRefused
from data.exchange.backup.restore import DumpRead, read, recognise
from data.exchange.files.json_records import FileItem
from data.exchange.import_report import Outcome, ReportLine, Tally
from data.values.text import count

WORDS = "dump of offerdesk"
"""What such a file is called where people read what it holds."""


def is_dump(item: FileItem) -> bool:
    """Whether this is the first line of a dump."""
    return item.problem is None and recognise(item.value)


def bring_in(desk: sqlite3.Connection, name: str, tally: Tally, found: Iterable[FileItem]) -> None:
    """Bring the lines of the file `name` in, in the running transaction; raises DumpRefused."""
    done = read(desk, _lines(found))
    tally.count(Outcome.NEW, done.new)
    tally.count(Outcome.SAME, done.same)
    outcome = Outcome.NEW if done.new else Outcome.SAME
    tally.add(ReportLine(outcome, name, 0, "", "", _summary(done)))


def _summary(done: DumpRead) -> str:
    if not done.new:
        return (
            f"a {WORDS}: all of it is here already, nothing was changed ({count(done.same, 'row')})"
        )
    beside = f", {count(done.same, 'row')} were here already" if done.same else ""
    offers = count(done.offers, "offer")
    return f"a {WORDS}: {offers} new, {count(done.new, 'row')} in all{beside}"


def _lines(found: Iterable[FileItem]) -> Iterator[object]:
    for item in found:
        if item.problem is not None:
            raise DumpRefused(f"Line {item.position:,} of the dump: {item.problem.text}")
        yield item.value
