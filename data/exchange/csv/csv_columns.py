"""Columns of a table with a header: which of them are known, and what the rest become.

A mapping says for each column, by its header, one of the TARGETS, or CUSTOM: a custom field of the
column's name. Nothing is left out: every cell stays in the record's own copy whatever it means.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from data.errors import DataError
from data.exchange.parsed_offer import Record
from data.records.offer_terms import TERMS
from data.values import money
from data.values.text import caseless, normal, one_line

CUSTOM = "custom field"
"""The target of a column that is no known one."""


class Target(NamedTuple):
    """What a column may mean: its name, what it holds, and other headers it is known by."""

    name: str
    meaning: str
    synonyms: tuple[str, ...] = ()


TARGETS: tuple[Target, ...] = (
    Target("offer id", "the offer's number", ("id", "offer", "offer number", "offer no")),
    Target("version", "the version's number, from 1", ("version number", "offer version", "v")),
    Target("status", "draft, sent, pending, accepted …", ("offer status", "state")),
    *(Target(term.header, *term.table) for term in TERMS if term.table),
    Target("application id", "the application's number", ("application",)),
    Target("candidate id", "the candidate's number", ("person id", "applicant id")),
    Target(
        "candidate",
        "first and last name in one cell",
        ("name", "candidate name", "full name", "applicant", "applicant name"),
    ),
    Target("first name", "the candidate's first name", ("given name", "candidate first name")),
    Target(
        "last name", "the candidate's last name", ("surname", "family name", "candidate last name")
    ),
    Target("email", "the candidate's address", ("e mail", "email address", "candidate email")),
    Target("phone", "the candidate's number", ("phone number", "telephone", "mobile")),
    Target("job id", "the job's number", ("position id", "vacancy id")),
    Target(
        "job", "the job's title", ("job title", "title", "position", "role", "vacancy", "job name")
    ),
    Target("department", "the job's department", ("team", "job department")),
    Target("location", "where the job is", ("office", "place", "job location")),
    Target("sent", "the day it was sent", ("sent at", "sent on", "sent date", "date sent")),
    Target(
        "resolved",
        "when it was decided",
        ("resolved at", "decided", "decided at", "decision date", "accepted at", "closed at"),
    ),
    Target("created", "when it was made", ("created at", "created on", "date created")),
    Target("updated", "when it was changed last", ("updated at", "updated on", "last updated")),
)
"""Every known meaning of a column, in the order in which people are shown them."""

_CURRENCY_BEHIND = re.compile(r"(.+?)[ _]*[(\[]?(?:in )?([A-Za-z]{3}|[A-Z]*[^\w\s()\[\]])[)\]]?")
"""A header with a currency behind it: its words, and the currency's code or symbol."""
_BY_NAME = {
    normal(word): target.name for target in TARGETS for word in (target.name, *target.synonyms)
}
_PLACES = {
    normal(word): place
    for target in TARGETS
    for place, word in enumerate((target.name, *target.synonyms))
}


class MappingError(DataError):
    """A mapping that cannot be: the text names the column and what would be right."""

    title = "Columns"


def guess(header: Iterable[str]) -> dict[str, str]:
    """What each column means by its header.

    Of two with one meaning the one has it that says so plainly, else the first.
    """
    columns = tuple(header)
    found: dict[str, str] = {}
    for column in sorted(columns, key=_plainness):
        target = _meaning(column)
        if target != CUSTOM:
            found.setdefault(target, column)
    return {
        column: target if found.get(target := _meaning(column)) == column else CUSTOM
        for column in columns
    }


def _meaning(column: str) -> str:
    """What a column means by its header alone."""
    return _BY_NAME.get(normal(column)) or _with_currency(column)[0]


def _plainness(column: str) -> int:
    """The place of a header among those by which its meaning is known: the name comes first."""
    words, found = normal(column), _CURRENCY_BEHIND.fullmatch(column.strip())
    if words not in _PLACES and found:
        words = normal(found[1])
    return _PLACES.get(words, 0)


@lru_cache(maxsize=4096)
def spelling(column: str) -> str:
    """What a header has in any capitals and with any blanks; `Pay (€)` is not `Pay ($)`."""
    return re.sub(r"[\s_-]+", "_", caseless(column))


def respelled(names: Collection[str], record: Record) -> Record:
    """The record with each column as one of the names spells it, if none of its own is that."""
    if all(column in names for column in record):
        return record
    wanted = {spelling(name): name for name in names if name not in record}
    return {
        column if column in names else wanted.pop(spelling(column), column): cell
        for column, cell in record.items()
    }


def currency_of(columns: Mapping[str, str]) -> str | None:
    """The currency that the header of the pay names: `Salary (EUR)`, `Pay €`."""
    pay = next((column for column, target in columns.items() if target == "salary"), "")
    return _with_currency(pay)[1]


def _with_currency(column: str) -> tuple[str, str | None]:
    """What a header means that names a currency behind it, and which; CUSTOM for any other."""
    found = _CURRENCY_BEHIND.fullmatch(column.strip())
    code = money.currency_named(found[2]) if found else None
    target = _BY_NAME.get(normal(found[1]), CUSTOM) if found and code else CUSTOM
    return (target, code) if target == "salary" else (CUSTOM, None)


def chosen(header: Iterable[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """The guess with what a person chose instead; raises MappingError."""
    columns = tuple(header)
    mapping = guess(columns)
    for column, target in wanted.items():
        _refuse_unknown(column, target, columns)
        _give(mapping, column, target)
    return mapping


def over(known: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """What was known of columns with a person's choices, which come last and so win."""
    kept = {column: target for column, target in known.items() if column not in own}
    return {**kept, **own}


def by_file(
    headers: Mapping[Path, Iterable[str]], wanted: Mapping[str, str]
) -> dict[Path, dict[str, str]]:
    """What a person chose for several tables, each with the columns that it has.

    Raises MappingError for a column that none of them has.
    """
    known = {path: tuple(header) for path, header in headers.items()}
    for column, target in wanted.items():
        every = tuple(dict.fromkeys(name for header in known.values() for name in header))
        _refuse_unknown(column, target, every)
    return {
        path: {column: target for column, target in wanted.items() if column in header}
        for path, header in known.items()
    }


def read_choice(text: str) -> tuple[str, str]:
    """`Column=meaning` as typed on the command line; raises MappingError."""
    column, sign, target = text.rpartition("=")
    if not sign or not column.strip() or not target.strip():
        raise MappingError(f"{one_line(text)} is no choice: write Column=meaning.")
    return column.strip(), target.strip().lower()


def _give(mapping: dict[str, str], column: str, target: str) -> None:
    """A meaning moves from the column that had it to the one that was chosen."""
    for other in mapping:
        if mapping[other] == target != CUSTOM:
            mapping[other] = CUSTOM
    mapping[column] = target


def _refuse_unknown(column: str, target: str, columns: tuple[str, ...]) -> None:
    if column not in columns:
        named = ", ".join(map(one_line, columns)) or "none: it is no table"
        raise MappingError(f"There is no column {one_line(column)}: the file has {named}.")
    known = [one.name for one in TARGETS]
    if target not in (*known, CUSTOM):
        choices = ", ".join((*known, CUSTOM))
        raise MappingError(
            f"{one_line(target)} is nothing that a column can mean: choose {choices}."
        )
