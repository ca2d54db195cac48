"""What tests of reading records share: files, what is kept, what became of an offer."""

import json
from pathlib import Path
from typing import Any

from data import exchange
from data.exchange import Report
from data.exchange.import_options import ImportOptions
from data.offers import offers
from data.records.offer_records import OfferRecord
from data.storage import changes, connection
from data.values import exact_json

Record = dict[str, Any]


class Reader:
    """Reads records as one file after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, *records: Any, **options: Any) -> Report:
        path = self._folder / "records.json"
        path.write_text(json.dumps(list(records)), "utf-8")
        return exchange.read_files([path], options=ImportOptions(**options))


def counts(report: Report) -> tuple[int, int, int, int]:
    """New, changed, the same, refused."""
    return report.new, report.changed, report.same, report.refused


def texts(report: Report, outcome: str) -> list[str]:
    """The sentences of one outcome."""
    return [line.text for line in report.lines if line.outcome == outcome]


def one(sql: str, *args: object) -> tuple[Any, ...]:
    """The only row of a query."""
    (row,) = connection.reader().execute(sql, args).fetchall()
    return tuple(row)


def stored() -> list[str]:
    """Everything in the desk but its counters of transactions, to see that nothing changed."""
    left_out = tuple(f"\"row_counts\" ('{name}'," for name in changes.OF_TRANSACTIONS)
    desk = connection.reader()
    lines = (
        f'"{name}" {tuple(row)}'
        for (name,) in desk.execute(_TABLES).fetchall()
        for row in desk.execute(f"SELECT * FROM {name}")
    )
    return [line for line in lines if not line.startswith(left_out)]


_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'"
    " AND sql NOT LIKE 'CREATE VIRTUAL %' ORDER BY name"
)
"""What search is asked of shows in the tables behind it; not all of it can be read row by row."""


def kept(kind: str) -> list[Any]:
    """The raw copies of one kind, in the order in which they came.

    "received" is everything that is no copy of something, "conflict" what waits for a decision.
    """
    rows = connection.reader().execute(_KEPT.get(kind, _COPIES), {"kind": kind})
    return [exact_json.load_json(row[0]) for row in rows]


_COPIES = (
    "SELECT raw FROM kept_records"
    " WHERE kind = :kind AND digest = '' AND raw IS NOT NULL ORDER BY id"
)
_KEPT = {
    "received": "SELECT raw FROM kept_records WHERE digest <> '' AND raw IS NOT NULL ORDER BY id",
    "conflict": "SELECT theirs FROM import_conflicts ORDER BY id",
}


def found(number: int) -> OfferRecord:
    """The offer that has this number here or there."""
    return offers.get(offers.resolve_number(number))


def flags(offer: OfferRecord) -> dict[str, str]:
    """The texts of an offer's flags by field."""
    return {flag.field: flag.text for flag in offer.flags}


def keyed(**values: Any) -> Record:
    """Custom fields by key; each value is (name, type, value)."""
    return {
        key: {"name": name, "type": type, "value": value}
        for key, (name, type, value) in values.items()
    }


def version(number: int = 700, which: int = 1, **changes: Any) -> Record:
    """A version of an offer as Harvest v1 lists it."""
    record = {
        "id": number,
        "version": which,
        "application_id": 61,
        "job_id": 52,
        "candidate_id": 71,
        "opening": None,
        "created_at": f"2021-03-0{which}T09:00:00.250Z",
        "updated_at": f"2021-03-0{which}T10:00:00.000Z",
        "sent_at": None,
        "resolved_at": None,
        "starts_at": "2021-06-01",
        "status": "unresolved",
        "custom_fields": {},
        "keyed_custom_fields": {},
    }
    return record | changes
