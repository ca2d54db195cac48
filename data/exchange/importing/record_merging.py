"""The kept copy of a remote record, and what another reading of it adds.

Answers are often parts of a record: what is absent stays. A part that is older than the copy says
only what no later reading has said; so each key remembers when it was last said, if that was not
the copy's own moment of change. A part without such a moment (a list row) counts as later only if
its status is further on; else it, too, says only what was not known.
"""

import hashlib
from datetime import datetime
from typing import NamedTuple

from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.record_reader import RecordReader
from data.values import clock, dates, exact_json
from data.values.status import DECIDED, Status

_AFTER = "~"
"""Behind a moment: said some time after it."""


class Merged(NamedTuple):
    """The copy after a reading; `said` has the keys last said at another moment than its own."""

    record: Record
    said: dict[str, str]
    is_older: bool


def merge(
    system: RecordReader, known: Record, said: dict[str, str], record: Record, *, put: bool = False
) -> Merged:
    """The known copy with what the record says, as far as nothing later has said otherwise.

    A copy that was `put` together from webhooks has no moments: what it knows of a status that is
    further on stays.
    """
    spelled = system.spelled(known, record)
    at, before = _changed(system, spelled), _changed(system, known)
    if before is None:
        merged = {**known, **spelled}
        is_further = put and _rank(system, known) > _rank(system, merged)
        return Merged({**merged, **known} if is_further else merged, said, is_further)
    if at is None:
        return _undated(system, known, said, spelled, clock.stamp(before))
    return _dated(known, said, spelled, clock.stamp(at), clock.stamp(before))


def _dated(known: Record, said: dict[str, str], spelled: Record, at: str, before: str) -> Merged:
    def is_news(key: str) -> bool:
        last = said.get(key, before)
        return key not in known or last < at or last == at == before

    news = {key: met for key, met in spelled.items() if is_news(key)}
    if at < before:
        return Merged({**known, **news}, {**said, **dict.fromkeys(news, at)}, True)
    kept = {key: said.get(key, before) for key in known if key not in news}
    earlier = {key: last for key, last in kept.items() if last != at}
    return Merged({**known, **news}, earlier, False)


def _undated(
    system: RecordReader, known: Record, said: dict[str, str], spelled: Record, before: str
) -> Merged:
    if _rank(system, {**known, **spelled}) > _rank(system, known):
        later = [key for key, met in spelled.items() if _differs(known, key, met)]
        return Merged(
            {**known, **spelled}, {**said, **dict.fromkeys(later, before + _AFTER)}, False
        )
    news = {key: met for key, met in spelled.items() if key not in known}
    is_older = any(key in known and _differs(known, key, met) for key, met in spelled.items())
    return Merged({**known, **news}, said, is_older)


def _differs(known: Record, key: str, met: JsonValue) -> bool:
    return key not in known or exact_json.dump_loaded(known[key]) != exact_json.dump_loaded(met)


def _rank(system: RecordReader, record: Record) -> int:
    """How far on a record is: draft, sent, pending, decided or superseded."""
    incoming = system.understand(record)
    if incoming.is_superseded or incoming.status in DECIDED:
        return len(Status)
    return list(Status).index(incoming.status)


def digest(record: Record) -> str:
    """What stands for exactly this record, whatever the order of its keys."""
    return hashlib.sha256(exact_json.dump_loaded(_ordered(record)).encode()).hexdigest()[:32]


def _ordered(met: JsonValue) -> JsonValue:
    if isinstance(met, dict):
        return {key: _ordered(met[key]) for key in sorted(met)}
    return [_ordered(item) for item in met] if isinstance(met, list) else met


def load(raw: str | None) -> Record:
    """A kept copy, empty when there is none."""
    met: JsonValue = exact_json.load_json(raw) if raw else {}
    return met if isinstance(met, dict) else {}


def are_dated(system: RecordReader, *records: Record) -> bool:
    """Whether every record says when it was changed, so that each knows its place."""
    return all(_changed(system, record) is not None for record in records)


def _changed(system: RecordReader, record: Record) -> datetime | None:
    met = record.get(system.updated_key(record))
    return dates.read_moment(met) if isinstance(met, str) else None
