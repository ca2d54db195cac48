"""Which systems are read: one file each, behind the protocol in `systems`."""

from collections.abc import Mapping

from data.errors import Invalid, Problem
from data.exchange.csv import csv_columns
from data.exchange.csv.csv_offers import Table
from data.exchange.greenhouse.greenhouse_offers import Greenhouse
from data.exchange.openats.openats_offers import OpenAts
from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.stackone.stackone_offers import StackOne
from data.exchange.system import Kind, Refused, System, quoted
from data.values.text import one_line

SYSTEMS: tuple[System, ...] = (Greenhouse(), OpenAts(), StackOne())
"""The systems whose records are read; the first that recognises a record has it."""
TABLE = "csv"
"""The name by which tables are asked for; what they hold depends on their header."""


def chosen(name: str | None) -> tuple[System, ...]:
    """The systems to look for: all, or the one of this name; raises Invalid."""
    if name is None or name == TABLE:
        return SYSTEMS
    found = tuple(system for system in SYSTEMS if system.name == name)
    if not found:
        known = ", ".join([*(system.name for system in SYSTEMS), TABLE])
        text = f"There is no system called {one_line(name)}: name one of {known}."
        raise Invalid((Problem("system", "", text),))
    return found


def keeper(name: str, record: Record) -> System:
    """The system that keeps its copies under this name; a table goes by the record's columns."""
    known = next((system for system in SYSTEMS if system.name == name), None)
    return known or Table(csv_columns.guess(record))


def of_table(header: tuple[str, ...], mapping: Mapping[str, str]) -> tuple[System, ...]:
    """The system that reads the rows of a table; raises MappingError."""
    return (Table(csv_columns.chosen(header, mapping)),)


def recognised(met: JsonValue, systems: tuple[System, ...]) -> tuple[System, Kind, Record]:
    """The system that knows the record, and what it is; raises Refused."""
    if not isinstance(met, dict):
        called = _called(met)
        raise Refused(
            "",
            f"expected a record (a JSON object), but it is {called}.",
            expected="a JSON object",
            came=called if isinstance(met, list) else quoted(met),
        )
    kind: Kind | None = None
    for system in systems:
        found = system.recognise(met)
        if found is not None and not found.refusal:
            return system, found, met
        kind = kind or found
    if kind is not None:
        raise Refused("", kind.refusal)
    known = " and ".join(system.title for system in systems)
    raise Refused("", f"is no record that is known here: records of {known} are read.")


def _called(met: JsonValue) -> str:
    names = {str: "text", bool: "true or false", list: "a list", type(None): "null"}
    return names.get(type(met), "a number")
