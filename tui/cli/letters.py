"""`offerdesk letters`: the letters of every offer that passes a filter, into a folder."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.filters import filter
from tui.cli.open_desk import open_desk, print_lines, say
from tui.folders import expanded

if TYPE_CHECKING:
    from data.delivery.deliver_many import DeliveryReport, Outcome, Progress


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Say what is refused, then write: 0 all, 1 some refused. Raises FilterError and DataError."""
    wanted = filter.parse(" ".join([*args.filter, *words]))
    with open_desk(args.path, on_behalf_of=args.on_behalf_of):
        from data.delivery import deliver_many
        from data.delivery.delivery_records import FileFormat
        from data.lists import offer_list

        ids = tuple(offer_list.ids(args.job, wanted))
        order = deliver_many.DeliveryOrder(expanded(args.to), FileFormat(args.form), args.force)
        found = deliver_many.look(ids, order, _progress_line("looking at"))
        for line in _lines(found, deliver_many.Outcome.REFUSED):
            say(line)
        say(f"offerdesk: {found.summary}")
        if args.dry_run:
            return _code(found)
        ready = tuple(line.offer_id for line in found.of(deliver_many.Outcome.READY))
        done = deliver_many.write(ready, order, _progress_line("writing")) if ready else found
    for note in done.notes:
        say(f"offerdesk: {note}")
    for line in _lines(done, deliver_many.Outcome.REFUSED) if ready else ():
        say(line)
    print_lines(_lines(done, deliver_many.Outcome.WRITTEN))
    return max(_code(found), _code(done))


def _lines(report: "DeliveryReport", outcome: "Outcome") -> Iterator[str]:
    from data.values.text import one_line

    for line in report.of(outcome):
        yield one_line(f"{outcome} {line.offer_id} ({line.who}): {line.text}")


def _code(report: "DeliveryReport") -> int:
    from data.delivery.deliver_many import Outcome

    return 1 if report.of(Outcome.REFUSED) else 0


def _progress_line(doing: str) -> "Progress | None":
    """Tells a person at a terminal how far it is, on one line; nobody else."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\r" if done < total else "\r\x1b[K"
        sys.stderr.write(f"\x1b[K{doing} {done:,} of {total:,}{end}")
        sys.stderr.flush()

    return show
