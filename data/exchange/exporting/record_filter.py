"""Filters of references on records: where an offer is several, each is asked for itself.

`status:deprecated` and `created_after:2024-01-01` are about the record of a version, as the system
that they come from means them; everything else of a filter is about offers. Other records go out
with the offers that they are about, so beside them all of a filter is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from data.exchange import registry
from data.exchange.exporting import kept_records
from data.exchange.record_writer import RecordWriter
from data.exchange.system import System
from data.filters import offer_conditions
from data.filters.filter import Filter
from data.filters.nodes import And, Node, Not, Or, Term
from data.values import exact_json
from data.values.status import SUPERSEDED, Status

_DATES = frozenset(("created", "updated", "resolved", "sent", "starts"))


def split(to: str, records: str, wanted: Filter) -> tuple[Filter, tuple[Node, ...]]:
    """What a filter asks of offers, and what of these records, in the form with this name."""
    form = registry.named(to)
    if form is None or not form.filters_records or records != kept_records.OFFERS:
        return wanted, ()
    ours = [part for part in wanted.parts if not _is_of_records(part, form)]
    theirs = tuple(part for part in wanted.parts if _is_of_records(part, form))
    root = And(tuple(ours)) if len(ours) > 1 else next(iter(ours), None)
    return Filter(root), theirs


def _is_of_records(node: Node, form: System) -> bool:
    match node:
        case Term(name="status", values=values):
            words = {*form.status_words, str(Status.ACCEPTED), SUPERSEDED}
            return all(operand.text in words for operand in values)
        case Term(name=name):
            return name in _DATES
        case Not(part=part):
            return _is_of_records(part, form)
        case And(parts=parts) | Or(parts=parts):
            return all(_is_of_records(part, form) for part in parts)
    return False


def passing(
    desk: sqlite3.Connection, writer: RecordWriter, asked: tuple[Node, ...], texts: list[str]
) -> Iterator[str]:
    """Those of the records, as JSON text, that pass."""
    condition = offer_conditions.condition(desk, asked)
    sql = f"{_ROW} WHERE {condition.where}"
    for text in texts:
        row = writer.standing_of(exact_json.load_json(text))
        if row and desk.execute(sql, (*row, *condition.args)).fetchone():
            yield text


_ROW = (
    "SELECT 1 FROM (SELECT ? AS standing, ? AS created_at, ? AS updated_at, ? AS resolved_at,"
    " ? AS sent_at, ? AS start_date) AS o"
)
