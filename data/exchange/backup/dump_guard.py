"""Nothing is dumped that could not be read back: a damaged row stops the dump, with a sentence.

SQLite looks at every row while it writes it; what it finds odd is looked at as reading would.
"""

import sqlite3
from collections.abc import Iterator

from data.errors import Storage
from data.exchange.backup.backup_checks import Checks, DumpRefused, check_setting, value_rules
from data.exchange.backup.backup_tables import Shape
from data.exchange.parsed_offer import Record
from data.storage import connection
from data.values import exact_json
from data.values.text import one_line

_DEEP = 400
"""More brackets than this are counted by Python, which goes less deep than SQLite."""
_DAY = (
    "({0} < '0001' OR {0} NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
    " OR date({0}) IS NOT {0})"
)
_MOMENT = (
    "({0} < '0001' OR {0} NOT GLOB '*T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'"
    " OR strftime('%Y-%m-%dT%H:%M:%fZ', {0}) IS NOT {0})"
)
_JSON = (
    "(NOT json_valid({0}) OR length({0}) * 2 - length(replace({0}, '[', ''))"
    " - length(replace({0}, '{{', '')) > " + str(_DEEP) + ")"
)
_OBJECT = f"({_JSON} OR json_type({{0}}) <> 'object')"
_ODD = {"day": _DAY, "moment": _MOMENT, "JSON": _JSON, "JSON object": _OBJECT}


def odd(shape: Shape) -> str:
    """SQL that is 1 for a row of the table that has to be looked at, and 0 for all others."""
    parts = [
        f"({column} IS NOT NULL AND {_ODD[what].format(column)})"
        for column, _, what in value_rules(shape.name, shape.columns)
    ]
    return f"coalesce({' OR '.join(parts)}, 1)" if parts else "0"


def refuse(shape: Shape, line: str) -> None:
    """Raise Storage for a row, as the dump has it, that would not come in again."""
    try:
        Checks().check(shape, _row(line, shape.name))
    except DumpRefused as error:
        raise _damaged(error.text.replace(" in the dump", "")) from None


def refuse_damaged(desk: sqlite3.Connection) -> None:
    """Raise Storage for what a desk cannot hold, and for rows that belong to what is not there."""
    found = desk.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise _damaged(one_line(found))
    orphan = desk.execute("PRAGMA foreign_key_check").fetchone()
    if orphan is not None:
        table, row, parent, _ = orphan
        raise _damaged(f"row {row} of {table} belongs to a row of {parent} that is not there")


def settings(lines: list[str]) -> Iterator[str]:
    """The settings without those that have a value of another kind: they are as if unset."""
    for line in lines:
        try:
            check_setting(_row(line, "settings"))
        except DumpRefused:
            continue
        yield line


def _row(line: str, table: str) -> Record:
    """The row in a line of the dump."""
    loaded = exact_json.load_json(line)
    row: Record = loaded[table] if isinstance(loaded, dict) else {}
    return row


def _damaged(what: str) -> Storage:
    return Storage(f"Nothing was dumped: {connection.damaged(connection.path(), what)}")
