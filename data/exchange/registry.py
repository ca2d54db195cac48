"""Which systems there are, one line each, and what the rest of the program asks of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from data.errors import Invalid, Problem
from data.exchange import ashby, backup, csv, greenhouse, lever, ods, openats, stackone, xlsx
from data.exchange.exporting import kept_records
from data.exchange.system import System
from data.values.text import one_line

if TYPE_CHECKING:
    from data.exchange.csv.csv_facts import TableFacts
    from data.exchange.exporting.exported_records import Definition
    from data.exchange.parsed_offer import Record
    from data.exchange.recognition import Recogniser
    from data.exchange.record_reader import RecordReader
    from data.exchange.record_writer import RecordWriter

SYSTEMS: tuple[System, ...] = (
    greenhouse.SYSTEM,
    openats.SYSTEM,
    stackone.SYSTEM,
    lever.SYSTEM,
    ashby.SYSTEM,
    csv.SYSTEM,
    xlsx.SYSTEM,
    ods.SYSTEM,
    backup.SYSTEM,
)
"""Everything that offers come from and go to; the first that recognises a record has it."""


def readable() -> tuple[System, ...]:
    """The systems and tables that can be imported, in their order."""
    return tuple(system for system in SYSTEMS if system.is_read)


def formats() -> tuple[System, ...]:
    """The forms in which offers can be exported, in their order."""
    return tuple(system for system in SYSTEMS if system.is_written)


def named(name: str | None) -> System | None:
    """The system of this name, None when there is none."""
    return next((system for system in SYSTEMS if system.name == name), None)


def is_table(name: str | None) -> bool:
    """Whether tables are asked for by this name."""
    found = named(name)
    return found is not None and found.is_table


def record_words() -> dict[str, str]:
    """Kinds of records as a person asks for them, and as their references call them."""
    words = dict(kept_records.HELD)
    for system in SYSTEMS:
        words.update(system.record_words)
    return words | kept_records.REPORTED


def chosen(name: str | None) -> tuple[RecordReader, ...]:
    """What reads records: of all systems, or of the one of this name; raises Invalid."""
    readers = [one.reader for one in SYSTEMS if one.reader and name in (None, one.name)]
    if not readers and is_table(name):
        return chosen(None)
    if not readers:
        known = ", ".join(system.name for system in readable())
        text = f"There is no system called {one_line(name or '')}: name one of {known}."
        raise Invalid((Problem("system", "", text),))
    return tuple(reader() for reader in readers)


def recogniser(name: str | None = None, kind: str = "", file_name: str = "") -> Recogniser:
    """What tells the records of all systems apart, or finds those of one; raises Invalid.

    `kind` is what a person states that they are; the name of their file decides between equals.
    """
    from data.exchange.recognition import Recogniser
    from data.exchange.unread_systems import UNREAD

    unread = () if named(name) else UNREAD
    return Recogniser(chosen(name), unread, kind=kind, file_name=file_name)


def keeper(name: str, record: Record) -> RecordReader:
    """What reads the copies kept under this name; a table goes by the record's columns."""
    found = named(name)
    if found is not None and found.reader is not None:
        return found.reader()
    from data.exchange.csv import table_memory
    from data.exchange.csv.csv_facts import TableFacts

    choices = table_memory.recall(record)
    return of_table(
        tuple(record), choices.columns, TableFacts(choices.dates, statuses=choices.statuses)
    )[0]


def of_table(
    header: tuple[str, ...], mapping: Mapping[str, str], facts: TableFacts | None = None
) -> tuple[RecordReader, ...]:
    """What reads the rows of a table; raises MappingError. `facts` are what all its cells show."""
    made = (one.table_reader for one in SYSTEMS if one.table_reader)
    return tuple(reader(header, mapping, facts) for reader in made)


def writer(name: str, definitions: tuple[Definition, ...]) -> RecordWriter:
    """What writes offers as records of this system."""
    found = named(name)
    if found is None or found.writer is None:
        raise LookupError(f"{name} is not written record by record")
    return found.writer(definitions)


def listed(titles: Sequence[str]) -> str:
    """Names in a sentence: Greenhouse, OpenATS and StackOne."""
    *others, last = titles
    return f"{', '.join(others)} and {last}" if others else last
