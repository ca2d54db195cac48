"""What `offerdesk import` and `offerdesk export` understand."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

Number = Callable[[str], int]


def importing(commands: Any, number: Number) -> argparse.ArgumentParser:
    """Reading files, with what a person can say about them."""
    made: argparse.ArgumentParser = commands.add_parser(
        "import", help="read records of other systems from files"
    )
    made.add_argument(
        "files", nargs="+", metavar="FILE",
        help="JSON, one record a line, CSV, .xlsx, .ods; gzip of any; - is standard input",
    )  # fmt: skip
    _what_they_hold(made)
    made.add_argument("--dry-run", action="store_true", help="only say what would happen")
    _how_they_are_written(made)
    _what_is_meant(made, number)
    _words_of_tables(made)
    return made


def _what_they_hold(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--from", dest="system", metavar="SYSTEM", help="of this system (else recognised by shape)"
    )
    made.add_argument(
        "--kind", default="", metavar="KIND", help="records of this kind: offer, department, user …"
    )


def _how_they_are_written(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--dates", choices=("dmy", "mdy"), default="",
        help="the order of dates such as 03/04/2026 in tables: day first, or month first",
    )  # fmt: skip
    made.add_argument(
        "--sheet", default="", metavar="NAME", help="the sheet of a spreadsheet, by name or number"
    )
    made.add_argument(
        "--encoding", default="", metavar="NAME", help="of the text, where a guess would be wrong"
    )
    made.add_argument(
        "--skip-bad", action="store_true", help="leave out lines that are broken, not their file"
    )


def _what_is_meant(made: argparse.ArgumentParser, number: Number) -> None:
    made.add_argument(
        "--prefer", choices=("ours", "theirs"), default="ours",
        help="what was changed on both sides: kept as it is here (ours), or taken from the file",
    )  # fmt: skip
    made.add_argument(
        "--known", choices=("join", "new"), default="",
        help="rows of a table that seem to be about offers which are here from elsewhere: they are"
        " those offers, or further ones (else they are asked about and left out)",
    )  # fmt: skip
    made.add_argument(
        "--application", type=number, metavar="ID",
        help="what update requests are meant for that name none",
    )  # fmt: skip
    made.add_argument(
        "--offer", type=number, metavar="ID", help="the offer that requests are meant for"
    )


def _words_of_tables(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--map", "--column", dest="columns", action="append", default=[], metavar="COLUMN=MEANING",
        help='what a column of a table means, such as "Base pay=salary"; can be given again',
    )  # fmt: skip
    made.add_argument(
        "--status", dest="statuses", action="append", default=[], metavar="WORD=STATUS",
        help='what a word for a status in a table means, such as "Extended=sent"; can be repeated',
    )  # fmt: skip


def exporting(commands: Any, number: Number) -> argparse.ArgumentParser:
    """Writing offers in a form, with which of them and how."""
    from data.exchange import registry

    made: argparse.ArgumentParser = commands.add_parser(
        "export", help="write offers for another system, a table, a dump"
    )
    made.add_argument(
        "filter", nargs="*", metavar="FILTER", help="words, status:sent, is:expired … (else all)"
    )
    made.add_argument(
        "--to", required=True, choices=tuple(form.name for form in registry.formats()),
        help="in whose form; json is this program's own complete dump",
    )  # fmt: skip
    made.add_argument("--job", type=number, metavar="ID", help="of this job (0: of no known one)")
    made.add_argument("-o", "--output", metavar="FILE", help="into this file (else to the screen)")
    made.add_argument("--force", action="store_true", help="replace the file if it is there")
    _how_it_is_written(made, number)
    return made


def _how_it_is_written(made: argparse.ArgumentParser, number: Number) -> None:
    made.add_argument("--lines", action="store_true", help="one object a line, not one array")
    made.add_argument("--page", type=number, metavar="N", help="only this page, from 1")
    made.add_argument(
        "--per-page", type=number, metavar="N", help="records on a page: 1 to 500, usually 100"
    )
    made.add_argument(
        "--links", action="store_true", help="which pages are next and last, on standard error"
    )
    made.add_argument(
        "--records", default="offers", metavar="WORD",
        help="what came from that system: offers, jobs, candidates, webhooks, requests … or all",
    )  # fmt: skip
    made.add_argument(
        "--versions", action="store_true", help="csv, xlsx, ods: a row for every version"
    )
    made.add_argument("--bom", action="store_true", help="csv: a byte order mark, for spreadsheets")
