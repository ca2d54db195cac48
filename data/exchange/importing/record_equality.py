"""What a record means, comparable: between two readings of it, and with the offer as it is here."""

import sqlite3
from dataclasses import replace

from data.exchange.importing.new_offers import Found
from data.exchange.parsed_offer import Earlier, Incoming
from data.offers import versions
from data.values import exact_json
from data.values.field_values import FieldValue
from data.values.text import normal


def terms_of(incoming: Incoming) -> tuple[object, ...]:
    """What makes the terms, comparable between readings of a record in different forms."""
    fields = {
        normal(met.name): exact_json.dump_json(met.met)
        for met in incoming.fields
        if met.met not in (None, "", [])
    }
    opening = incoming.opening.remote_id if incoming.opening else None
    template = incoming.template[0] if incoming.template else None
    return incoming.terms, fields, opening, template


def standing_of(incoming: Incoming) -> tuple[object, ...]:
    """How the offer stands."""
    return (
        incoming.status,
        incoming.is_superseded,
        incoming.source_value,
        incoming.sent_at,
        incoming.resolved_at,
    )


def new_earlier(before: Incoming, after: Incoming) -> list[Earlier]:
    """Former states that the later reading tells of; the state that ended with it is none."""
    known = [*before.earlier]
    fresh = []
    for earlier in after.earlier:
        if earlier in known:
            known.remove(earlier)
        else:
            fresh.append(earlier)
    ended = next((one for one in fresh if _is_bare(one, before)), None)
    if ended is not None and terms_of(before) != terms_of(after):
        fresh.remove(ended)
    return fresh


def _is_bare(earlier: Earlier, incoming: Incoming) -> bool:
    return earlier.terms == replace(incoming.terms, letter_html=None)


def same(before: Incoming, after: Incoming) -> bool:
    """Whether two readings of a record say the same about the offer."""
    return (
        terms_of(before) == terms_of(after)
        and standing_of(before) == standing_of(after)
        and not new_earlier(before, after)
    )


def current_says(
    desk: sqlite3.Connection, offer_id: int, found: Found, after: Incoming | None = None
) -> bool:
    """Whether the offer's terms are these here already; with `after`, whether it stands so too."""
    status, superseded, number = desk.execute(
        "SELECT status, superseded, version FROM offers WHERE id = ?", (offer_id,)
    ).fetchone()
    if after is not None and (status, bool(superseded)) != (after.status, after.is_superseded):
        return False
    ours = versions.terms_of(offer_id, number)
    if ours is None or replace(ours, fields=()) != replace(found.terms, fields=()):
        return False
    theirs = tuple(value for _, value in found.values)
    return _by_key(ours.fields) == _by_key(theirs)


def _by_key(values: tuple[FieldValue, ...]) -> dict[str, object]:
    return {
        value.key: value.raw if value.value is None else value.value
        for value in values
        if not value.is_empty
    }
