"""The kept copy of a remote record, and what another reading of it adds.

Answers are often parts of a record: what is absent stays. A part that is older than the copy says
only what no later record has stated; so each key keeps when it was last stated, if that was not
the copy's own moment of change. A part without such a moment (a list row) counts as later only if
its status is further on; else it, too, says only what was not known.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.record_reader import RecordReader
from data.values import clock, dates, exact_json
from data.values.status import DECIDED, Status

_AFTER = "~"
"""Behind a moment: stated some time after it."""


@dataclass(frozen=True)
class Merged:
    """The copy after a reading; `stated_at` has the keys stated at another moment than its own."""

    record: Record
    stated_at: dict[str, str]
    is_older: bool

    @cached_property
    def raw(self) -> str:
        """The record as JSON."""
        return exact_json.dump_loaded(self.record)

    def came_whole(self, came: Record, raw: str) -> bool:
        """Whether it has just the members of the record that came, none equal only.

        `raw` is that record as JSON, and this one's, too, if their order is the same.
        """
        if len(came) != len(self.record):
            return False
        known = self.record
        is_whole = all(key in known and known[key] is value for key, value in came.items())
        if is_whole and list(came) == list(known):
            self.__dict__["raw"] = raw  # what the property would find
        return is_whole


def merge(
    system: RecordReader,
    known: Record,
    stated_at: dict[str, str],
    spelled: Record,
    *,
    put: bool = False,
) -> Merged:
    """The known copy with what the record says, as far as nothing later states otherwise.

    `spelled` is the record with its keys in the spelling of the known one. A copy that was `put`
    together from webhooks has no moments: what it knows of a status that is further on stays.
    """
    at, before = _changed(system, spelled), _changed(system, known)
    if before is None:
        merged = {**known, **spelled}
        is_further = put and _rank(system, known) > _rank(system, merged)
        return Merged({**merged, **known} if is_further else merged, stated_at, is_further)
    if at is None:
        return _undated(system, known, stated_at, spelled, clock.stamp(before))
    return _dated(known, stated_at, spelled, clock.stamp(at), clock.stamp(before))


def _dated(
    known: Record, stated_at: dict[str, str], spelled: Record, at: str, before: str
) -> Merged:
    def is_fresh(key: str) -> bool:
        last = stated_at.get(key, before)
        return key not in known or last < at or last == at == before

    fresh = {key: value for key, value in spelled.items() if is_fresh(key)}
    if at < before:
        return Merged({**known, **fresh}, {**stated_at, **dict.fromkeys(fresh, at)}, True)
    kept = {key: stated_at.get(key, before) for key in known if key not in fresh}
    earlier = {key: last for key, last in kept.items() if last != at}
    return Merged({**known, **fresh}, earlier, False)


def _undated(
    system: RecordReader, known: Record, stated_at: dict[str, str], spelled: Record, before: str
) -> Merged:
    if _rank(system, {**known, **spelled}) > _rank(system, known):
        later = [key for key, value in spelled.items() if _differs(known, key, value)]
        return Merged(
            {**known, **spelled}, {**stated_at, **dict.fromkeys(later, before + _AFTER)}, False
        )
    fresh = {key: value for key, value in spelled.items() if key not in known}
    is_older = any(key in known and _differs(known, key, value) for key, value in spelled.items())
    return Merged({**known, **fresh}, stated_at, is_older)


def _differs(known: Record, key: str, value: JsonValue) -> bool:
    return key not in known or exact_json.dump_loaded(known[key]) != exact_json.dump_loaded(value)


def _rank(system: RecordReader, record: Record) -> int:
    """How far on a record is: draft, sent, pending, decided or superseded."""
    parsed = system.understand(record)
    if parsed.is_superseded or parsed.status in DECIDED:
        return len(Status)
    return list(Status).index(parsed.status)


def digest(record: Record) -> str:
    """What stands for exactly this record, whatever the order of its keys."""
    return hashlib.sha256(exact_json.dump_sorted(record).encode()).hexdigest()[:32]


def load(raw: str | None) -> Record:
    """A kept copy, empty when there is none."""
    value: JsonValue = exact_json.load_json(raw) if raw else {}
    return value if isinstance(value, dict) else {}


def are_dated(system: RecordReader, *records: Record) -> bool:
    """Whether every record says when it was changed, so that each knows its place."""
    return all(_changed(system, record) is not None for record in records)


def _changed(system: RecordReader, record: Record) -> datetime | None:
    value = record.get(system.updated_key(record))
    return dates.read_moment(value) if isinstance(value, str) else None
