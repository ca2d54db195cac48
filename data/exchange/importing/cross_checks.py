"""What only several records show together: ids and versions twice, several offers that stand.

A plus before a column keeps SQLite from an index that would be worse, a cross join from another
order.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

from data.exchange.parsed_offer import ImportFlag
from data.values.status import LIVE, Status

OfferFlag = tuple[int, ImportFlag]
"""An offer and what is odd about it."""

_SAME_ID = (
    "SELECT remote_id, scope, offer_id FROM remote_ids WHERE system = :system AND kind = 'offer'"
    " AND remote_id IN (SELECT remote_id FROM remote_ids AS own WHERE own.offer_id IN"
    " (SELECT value FROM json_each(:offers)) AND +own.kind = 'offer' AND +own.system = :system)"
    " AND offer_id IS NOT NULL AND EXISTS (SELECT 1 FROM remote_ids AS twin"
    "  WHERE twin.kind = 'offer' AND twin.remote_id = remote_ids.remote_id"
    "  AND twin.system = :system AND twin.scope <> remote_ids.scope) ORDER BY remote_id, id"
)
_SAME_VERSION = (
    "SELECT offers.application_id, substr(scope, instr(scope, '/') + 1) AS number,"
    " kept_records.offer_id FROM offers CROSS JOIN kept_records"
    "  ON kept_records.offer_id = offers.id AND kind = 'version'"
    " WHERE offers.application_id IN (SELECT value FROM json_each(?)) AND +system = ?"
    " ORDER BY offers.application_id, number, kept_records.id"
)
_SEVERAL = (
    "SELECT application_id, id, status FROM offers"
    " WHERE application_id IN (SELECT value FROM json_each(?)) AND superseded = 0"
    " AND EXISTS (SELECT 1 FROM offers AS beside WHERE beside.superseded = 0"
    "  AND beside.application_id = offers.application_id AND beside.id <> offers.id)"
    " ORDER BY application_id, id"
)


_SEATS = (
    "SELECT DISTINCT opening_id FROM offers WHERE id IN (SELECT value FROM json_each(?))"
    " AND opening_id IS NOT NULL"
)
_TAKEN = (
    "SELECT openings.id, openings.opening_id, openings.job_id, offers.job_id, offers.id,"
    " EXISTS (SELECT 1 FROM openings AS twin WHERE twin.job_id = offers.job_id"
    "  AND twin.opening_id = openings.opening_id AND twin.id <> openings.id)"
    " FROM offers JOIN openings ON openings.id = offers.opening_id"
    " WHERE offers.opening_id IN (SELECT value FROM json_each(?)) ORDER BY openings.id, offers.id"
)
_BESIDE = (
    "SELECT DISTINCT twin.id FROM openings JOIN openings AS twin"
    " ON twin.job_id = openings.job_id AND twin.opening_id = openings.opening_id"
    " WHERE openings.id IN (SELECT value FROM json_each(?)) AND openings.opening_id <> ''"
)


def twins_text(name: str) -> str:
    """What is said of openings of one job that are called alike."""
    return f"The job has several openings called {name}."


def of_openings(
    desk: sqlite3.Connection, offer_ids: Iterable[int], openings: Iterable[int]
) -> list[OfferFlag]:
    """What to flag on offers because of their openings: those of these offers, and these."""
    seats = {row[0] for row in desk.execute(_SEATS, (json.dumps(list(offer_ids)),))} | {*openings}
    seats |= {row[0] for row in desk.execute(_BESIDE, (json.dumps(list(seats)),))}
    rows = desk.execute(_TAKEN, (json.dumps(list(seats)),)).fetchall()
    return [flag for _, group in groupby(rows, lambda row: row[0]) for flag in _seat(list(group))]


def _seat(rows: list[tuple[int, str, int | None, int | None, int, int]]) -> Iterator[OfferFlag]:
    """An opening that is another one's twin, or is named for several jobs."""
    _, name, owner, *_ = rows[0]
    jobs = sorted({job for row in rows for job in (owner, row[3]) if job is not None})
    for *_, offer_id, has_twin in rows:
        if name and has_twin:
            yield offer_id, ImportFlag("opening", twins_text(name))
        if len(jobs) > 1:
            text = f"The opening {name} is named for several jobs ({_list(map(str, jobs))})."
            yield offer_id, ImportFlag("opening", text)


def flags(desk: sqlite3.Connection, system: str, offer_ids: Iterable[int]) -> list[OfferFlag]:
    """What to flag on these offers and on those that stand beside them."""
    offers = json.dumps(list(offer_ids))
    rows = desk.execute(
        "SELECT DISTINCT application_id FROM offers WHERE id IN (SELECT value FROM json_each(?))",
        (offers,),
    )
    applications = json.dumps([row[0] for row in rows])
    return [
        *_same_id(desk.execute(_SAME_ID, {"system": system, "offers": offers})),
        *_same_version(desk.execute(_SAME_VERSION, (applications, system))),
        *_several(desk.execute(_SEVERAL, (applications,))),
    ]


def number_of(desk: sqlite3.Connection, system: str, offer_id: int) -> str:
    """The offer's number where it came from, empty when it has none."""
    row = desk.execute(
        "SELECT remote_id FROM remote_ids WHERE offer_id = ? AND kind = 'offer' AND +system = ?"
        " ORDER BY id DESC LIMIT 1",
        (offer_id, system),
    ).fetchone()
    return row[0] if row else ""


def _same_id(rows: Iterable[tuple[str, str, int]]) -> Iterator[OfferFlag]:
    """The same id under several applications (docs/domain.md, *Irregular records*)."""
    for remote_id, group in groupby(rows, lambda row: row[0]):
        of = {application: offer_id for _, application, offer_id in group}
        if len(of) > 1:
            text = f"Offer {remote_id} is in {_count(len(of))} applications ({_list(of)}): "
            for offer_id in of.values():
                yield (
                    offer_id,
                    ImportFlag("id", text + ("both kept." if len(of) == 2 else "all kept.")),
                )


def _count(number: int) -> str:
    return "two" if number == 2 else str(number)


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _same_version(rows: Iterable[tuple[int, str, int]]) -> Iterator[OfferFlag]:
    """The same version number twice in one application (irregularity 2)."""
    for (_, number), group in groupby(rows, lambda row: row[:2]):
        offer_ids = [offer_id for _, _, offer_id in group]
        text = f"Version {number} is several times in the application: all kept."
        if len(offer_ids) > 1:
            yield from ((offer_id, ImportFlag("version", text)) for offer_id in offer_ids)


def _several(rows: Iterable[tuple[int, int, str]]) -> Iterator[OfferFlag]:
    """Several accepted or live offers in one application (irregularity 12)."""
    for _, group in groupby(rows, lambda row: row[0]):
        offers = [(offer_id, status) for _, offer_id, status in group]
        if len(offers) > 1:
            yield from _beside_each_other(offers)


def _beside_each_other(offers: list[tuple[int, str]]) -> Iterator[OfferFlag]:
    """What is odd about each because of the others, each once."""
    accepted = sum(status == Status.ACCEPTED for _, status in offers)
    live = sum(status in LIVE for _, status in offers)
    for offer_id, status in offers:
        is_accepted, is_live = status == Status.ACCEPTED, status in LIVE
        if not (is_accepted or is_live):
            continue
        for word, others in (("accepted", accepted - is_accepted), ("live", live - is_live)):
            if others:
                text = f"The application has another offer that is {word}: both kept."
                yield offer_id, ImportFlag("application_id", text)
