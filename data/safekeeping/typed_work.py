"""What is typed into open forms and not saved yet: kept aside, offered again, let go.

It lies in the desk, in a table of its own, and never in a history. Whoever has the form open owns
it; what a program left that runs no more can be taken up by another.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC
from typing import Any

from data.records.typed_records import About, Typed, TypedPlace, TypedValue, TypedWork
from data.safekeeping import programs
from data.storage import changes, connection
from data.storage.connection import storage_errors
from data.storage.database import transaction
from data.values import clock, exact_json


def keep(work_id: int | None, place: TypedPlace, entries: tuple[Typed, ...]) -> int | None:
    """Keep what a form holds now, in place of what was kept of it before; gives its number.

    None when it is about a person who was erased meanwhile: nothing of that is kept. Does not wait
    for another program that writes; raises Storage then.
    """
    row = _row(place, entries)
    with connection.not_waiting(), transaction(changes.TYPED) as desk:
        desk.execute(_DROP, (work_id, row["owner"]))
        if desk.execute(_ERASED, (place.about.candidate_id, place.about.offer_id)).fetchone():
            return None
        is_free = not desk.execute(_THERE, (work_id,)).fetchone()
        row["id"] = work_id if is_free else None
        return int(desk.execute(_KEEP, row).lastrowid or 0)


def drop(work_id: int) -> None:
    """Forget what was kept: the form was saved, or left on purpose. Raises Storage."""
    with transaction(changes.TYPED) as desk:
        desk.execute(_DROP, (work_id, programs.this_program()))


def left_behind() -> tuple[TypedWork, ...]:
    """What programs left that run no more, oldest first; raises Storage."""
    with storage_errors():
        rows = connection.reader().execute(_ALL).fetchall()
    found = (_left(row) for row in rows)
    return tuple(one for one in found if one is not None)


def take_up(work: TypedWork) -> bool:
    """Make it this program's; whether it was still there, as it was read. Raises Storage."""
    with transaction(changes.TYPED) as desk:
        rows = desk.execute(_ALL).fetchall()
        if work not in (_left(row) for row in rows):
            return False
        desk.execute(_TAKE, (programs.this_program(), work.id))
    return True


def let_go(work: TypedWork) -> None:
    """Forget what a program left. Raises Storage."""
    if take_up(work):
        drop(work.id)


_ALL = "SELECT id, owner, screen, title, about, entries, kept_at FROM typed_work ORDER BY id"
_THERE = "SELECT 1 FROM typed_work WHERE id = ?"
_DROP = "DELETE FROM typed_work WHERE id = ? AND owner = ?"
_TAKE = "UPDATE typed_work SET owner = ? WHERE id = ?"
_ERASED = (
    "SELECT 1 FROM candidates WHERE erased_at IS NOT NULL"
    " AND (id = ? OR id = (SELECT candidate_id FROM offers WHERE id = ?))"
)
_KEEP = (
    "INSERT INTO typed_work (id, owner, screen, title, about, entries, kept_at, offer_id,"
    " candidate_id, job_id, template_id) VALUES (:id, :owner, :screen, :title, :about, :entries,"
    " :kept_at, :offer_id, :candidate_id, :job_id, :template_id)"
)
_LINKS = ("offer_id", "candidate_id", "job_id", "template_id")
"""What typed work goes with when that is removed."""


def _row(place: TypedPlace, entries: tuple[Typed, ...]) -> dict[str, Any]:
    about = {key: value for key, value in asdict(place.about).items() if value not in (None, "")}
    return {
        "owner": programs.this_program(),
        "screen": place.screen,
        "title": place.title,
        "about": exact_json.dump_json(about),
        "entries": exact_json.dump_json([asdict(one) for one in entries]),
        "kept_at": clock.stamp(),
        **{key: about.get(key) for key in _LINKS},
    }


def _left(row: tuple[Any, ...]) -> TypedWork | None:
    """What a row says, unless the program that has it open still runs."""
    work = _record(row)
    return None if work is None or programs.is_running(row[1], work.kept_at) else work


def _record(row: tuple[Any, ...]) -> TypedWork | None:
    """What a row says; None for one that no offerdesk wrote like that."""
    number, _, screen, title, about, entries, kept_at = row
    try:
        read: Any = exact_json.load_json(about), exact_json.load_json(entries)
        place = TypedPlace(screen, title, About(**read[0]))
        at = clock.moment(kept_at).astimezone(UTC)
        return TypedWork(number, place, tuple(map(_typed, read[1])), at)
    except (TypeError, KeyError, ValueError):
        return None


def _typed(stored: Any) -> Typed:
    start, value = _value(stored["start"]), _value(stored["value"])
    return Typed(stored["key"], stored["label"], start, value, stored["text"])


def _value(stored: Any) -> TypedValue:
    return tuple(stored) if isinstance(stored, list) else stored
