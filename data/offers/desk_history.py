"""The history of the whole desk, newest first: what happened to whatever there is, or was.

Read bit by bit like every list, so that a desk of a million lines answers at once. What was deleted
has its one line here, too (docs/domain.md, *Deleting*).
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from data.filters.filter import Filter
from data.lists import history_rows
from data.offers.deleted_offers import DELETED
from data.people import users
from data.records.offer_records import HistoryLine
from data.records.row_list import RowList
from data.storage import events
from data.storage.models import Event

History = RowList[HistoryLine]


def passing(wanted: Filter) -> History:
    """The lines that pass a filter in the words of `vocabulary.HISTORY`, newest first."""
    return history_rows.passing(wanted, partial(_line, users.names()))


def every(wanted: Filter, limit: int | None = None) -> Iterator[HistoryLine]:
    """The same one after the other, read on the way."""
    return islice(_one_by_one(passing(wanted)), limit)


def _one_by_one(found: History) -> Iterator[HistoryLine]:
    at, is_all = 0, False
    while at < len(found) or not is_all:
        if at == len(found):
            is_all = found.advance(0)
            continue
        line = found.row(at)
        if line is not None:
            yield line
        at += 1


def _line(names: dict[int, str], row: tuple[Any, ...]) -> HistoryLine:
    values = dict(zip(history_rows.COLUMNS, row, strict=False))
    values["forced"] = bool(values["forced"])
    event = events.as_record(Event(**values), names)
    if event.kind == DELETED:
        event = replace(event, text=_what_is_gone(values["details"]))
    about = (row[-1] or "").strip(" ·")
    return HistoryLine(event.id, values["subject"], values["subject_id"], about, event)


def _what_is_gone(details: str) -> str:
    """Whose application and which job a deleted offer was for: by number, no name stays."""
    stays = json.loads(details)
    found = ((word, stays.get(word)) for word in ("application", "job"))
    return ", ".join(f"{word} {number}" for word, number in found if number is not None)


def subject_words(line: HistoryLine) -> str:
    """What a line is about: "offer 12, Zoë Müller · Data Engineer"."""
    kind = {"field": "custom field", "template": "letter template"}.get(line.subject, line.subject)
    return f"{kind} {line.subject_id}" + (f", {line.about}" if line.about else "")
