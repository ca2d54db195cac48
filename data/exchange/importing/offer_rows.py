"""Rows of imported offers: versions, the offer's mirror of the newest, supersessions, flags.

Nothing is checked by the form's rules: what came is kept as it came.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from data.exchange.parsed_offer import Doubt, Incoming
from data.offers import versions
from data.records.offer_records import Terms
from data.values import clock, field_values
from data.values.field_values import FieldValue

Values = tuple[tuple[int, FieldValue], ...]
"""Custom field values with the ids of their fields."""
_TERMS = (
    "salary_minor", "salary_text", "currency", "pay_frequency", "start_date", "expiry_date",
    "opening", "template",
)  # fmt: skip


_SINCE_THIS = (
    "UPDATE supersessions SET at = this.created_at FROM versions AS this"
    " WHERE this.id = ? AND at IS NULL AND version_id = (SELECT id FROM versions AS before"
    " WHERE before.offer_id = this.offer_id AND before.number < this.number"
    " ORDER BY before.number DESC LIMIT 1)"
)


def terms_row(terms: Terms) -> tuple[object, ...]:
    """The terms in the order of the columns that versions and offers share."""
    columns = versions.columns(terms)
    return tuple([columns[name] for name in _TERMS])


def version(
    desk: sqlite3.Connection,
    offer_id: int,
    number: int,
    terms: Terms,
    found: Values,
    *,
    created_at: str,
    created_by: int | None,
    note: str = "",
) -> int:
    """Write one version with its values; gives its id."""
    kept = {field_id: value for field_id, value in reversed(found) if not value.is_empty}
    made = desk.execute(
        "INSERT INTO versions (offer_id, number, salary_minor, salary_text, currency,"
        " pay_frequency, start_date, expiry_date, opening_id, template_id, letter_html, note,"
        " field_count, created_at, created_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(offer_id, number, *terms_row(terms), terms.letter_html, note),
            *(len(kept), created_at, created_by),
        ),
    )
    desk.executemany(
        "INSERT INTO version_values (version_id, field_id, name, value, raw)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (made.lastrowid, field_id, value.name, field_values.to_json(value.value), value.raw)
            for field_id, value in kept.items()
        ],
    )
    return int(made.lastrowid or 0)


def offer(
    desk: sqlite3.Connection,
    own_id: int | None,
    application_id: int,
    names: tuple[str, str],
    incoming: Incoming,
    created: tuple[str, int | None],
) -> int:
    """Write an offer that has no versions yet; gives its id. `created` is when and by whom."""
    made = desk.execute(
        "INSERT INTO offers (id, application_id, job_id, candidate_id, candidate_name, job_title,"
        " version, created_at, created_by, updated_at, status)"
        " SELECT ?, id, job_id, candidate_id, ?, ?, ?, ?, ?, ?, ? FROM applications WHERE id = ?",
        (
            *(own_id, *names, incoming.identity.version or 1, *created, created[0]),
            *(str(incoming.status), application_id),
        ),
    )
    return int(made.lastrowid or 0)


def mirror(desk: sqlite3.Connection, offer_id: int, number: int, terms: Terms) -> None:
    """Put a version's terms on the offer."""
    desk.execute(
        "UPDATE offers SET version = ?, salary_minor = ?, salary_text = ?, currency = ?,"
        " pay_frequency = ?, start_date = ?, expiry_date = ?, opening_id = ?, template_id = ?"
        " WHERE id = ?",
        (number, *terms_row(terms), offer_id),
    )


def standing(desk: sqlite3.Connection, offer_id: int, incoming: Incoming, created_at: str) -> None:
    """Put a record's status, its own word for it, and its moments on the offer."""
    desk.execute(
        "UPDATE offers SET status = ?, source_value = ?, updated_at = ?, sent_at = ?,"
        " resolved_at = ? WHERE id = ?",
        (*standing_row(incoming, created_at), offer_id),
    )


def standing_row(incoming: Incoming, created_at: str) -> tuple[str | None, ...]:
    """Status, the source's own word, when it was changed last, sent and resolved, as columns."""
    moments = (incoming.updated_at, incoming.resolved_at)
    updated, resolved = (clock.stamp(moment) if moment else None for moment in moments)
    return (
        str(incoming.status),
        incoming.source_value,
        updated or created_at,
        incoming.sent_at.isoformat() if incoming.sent_at else None,
        resolved,
    )


def supersede(desk: sqlite3.Connection, version_id: int, at: str | None) -> None:
    """Say that a version is superseded, and since when; a moment not known before is filled in."""
    desk.execute(
        "INSERT INTO supersessions VALUES (?, ?) ON CONFLICT DO UPDATE"
        " SET at = excluded.at WHERE supersessions.at IS NULL",
        (version_id, at),
    )


def supersede_by_next(desk: sqlite3.Connection, version_id: int) -> None:
    """Say that a version is superseded, since the next one's creation if there is a next one.

    The one before it, if nobody knew since when that is superseded, is so since this one came.
    """
    found = desk.execute(
        "SELECT (SELECT created_at FROM versions AS later"
        " WHERE later.offer_id = versions.offer_id AND later.number > versions.number"
        " ORDER BY later.number LIMIT 1) FROM versions WHERE id = ?",
        (version_id,),
    ).fetchone()
    if found is not None:  # it may have gone with an offer that was joined to another one
        supersede(desk, version_id, found[0])
        desk.execute(_SINCE_THIS, (version_id,))


def settle_standing(
    desk: sqlite3.Connection, offer_id: int, superseded: bool, created_at: str
) -> None:
    """An offer is superseded when all its versions are; it was made when its first one was."""
    desk.execute(
        "UPDATE offers SET superseded = ?, created_at = min(created_at, ?) WHERE id = ?",
        (superseded, created_at, offer_id),
    )


def event(
    desk: sqlite3.Connection,
    offer_id: int,
    actor_id: int,
    now: str,
    to: str,
    number: int,
    text: str,
    before: str | None = None,
) -> None:
    """Write the event that says what was imported."""
    desk.execute(
        "INSERT INTO events (subject, subject_id, kind, at, actor_id, from_status, to_status,"
        " version, text) VALUES ('offer', ?, 'imported', ?, ?, ?, ?, ?, ?)",
        (offer_id, now, actor_id, before, to, number, text),
    )


def flags(
    desk: sqlite3.Connection,
    offer_id: int,
    number: int | None,
    doubts: Iterable[Doubt],
    source: str,
    now: str,
) -> list[Doubt]:
    """Flag the offer; gives the flags that it did not have, settled or not."""
    fresh = []
    for doubt in dict.fromkeys(doubts):
        known = desk.execute(
            "SELECT 1 FROM flags WHERE offer_id = ? AND field = ? AND text = ?"
            " AND (version IS ? OR ? IS NULL)",
            (offer_id, doubt.field, doubt.text, number, number),
        ).fetchone()
        if known is None:
            desk.execute(
                "INSERT INTO flags (offer_id, version, field, text, source, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (offer_id, number, doubt.field, doubt.text, source, now),
            )
            fresh.append(doubt)
    return fresh


def with_places(terms: Terms, opening_id: int | None, template_id: int | None) -> Terms:
    """The terms with what was looked up."""
    return replace(terms, opening_id=opening_id, template_id=template_id)
