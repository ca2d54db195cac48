"""The kept copy of a remote record, and what another reading of it adds.

Answers are often parts of a record: what is absent stays. A part that is older than the copy says
only what no later reading has said; so each key remembers when it was last said, if that was
before the copy's own moment of change.
"""

from datetime import datetime
from typing import NamedTuple

from data import clock, dates, values
from data.exchange.incoming import JsonValue, Record
from data.exchange.systems import System


class Merged(NamedTuple):
    """The copy after a reading; `said` has the keys that were last said before its moment."""

    record: Record
    said: dict[str, str]
    is_older: bool


def merge(system: System, known: Record, said: dict[str, str], record: Record) -> Merged:
    """The known copy with what the record says, as far as nothing later has said otherwise."""
    spelled = system.spelled(known, record)
    at, before = _changed(system, spelled), _changed(system, known)
    if at is None or before is None or at >= before:
        kept = {key: said.get(key) or _stamp(before) for key in known if key not in spelled}
        earlier = {key: stamp for key, stamp in kept.items() if stamp and at is not None}
        return Merged({**known, **spelled}, earlier if at != before else _but(said, spelled), False)
    stamp = clock.stamp(at)
    news = {
        key: met
        for key, met in spelled.items()
        if key not in known or said.get(key, clock.stamp(before)) < stamp
    }
    return Merged({**known, **news}, {**said, **dict.fromkeys(news, stamp)}, True)


def load(raw: str | None) -> Record:
    """A kept copy, empty when there is none."""
    met: JsonValue = values.load_json(raw) if raw else {}
    return met if isinstance(met, dict) else {}


def _changed(system: System, record: Record) -> datetime | None:
    met = record.get(system.updated_key(record))
    return dates.read_moment(met) if isinstance(met, str) else None


def _stamp(moment: datetime | None) -> str:
    return clock.stamp(moment) if moment else ""


def _but(said: dict[str, str], spelled: Record) -> dict[str, str]:
    return {key: stamp for key, stamp in said.items() if key not in spelled}
