"""Everything that came from a system and is no offer, on its way out again: as it is kept.

Which records there are and where they are kept stands in `refs`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

OFFERS, ALL = "offers", "all"
HELD: dict[str, str] = {
    "jobs": "job",
    "openings": "opening",
    "candidates": "candidate",
    "applications": "application",
    "users": "user",
    "departments": "department",
    "locations": "location",
    "reasons": "reason",
    "definitions": "definition",
    "options": "option",
    "templates": "template",
}
"""What the desk holds besides offers, as a person asks for it and as its references call it."""
REPORTED: dict[str, str] = {
    "deletions": "deletion",
    "answers": "answer",
    "errors": "error",
    "fields": "fields",
}
"""What any system may say of its records."""


def records(
    desk: sqlite3.Connection,
    system: str,
    word: str,
    words: Mapping[str, str],
    *,
    of_wanted: bool,
) -> Iterator[str]:
    """The raw copies of one of the `words` (or of all), in the order in which they came.

    `of_wanted`: only what the offers in `wanted` name, and records about them.
    """
    chosen = words.values() if word == ALL else (words[word],)
    kinds = json.dumps([kind for one in chosen for kind in one.split()])
    where = _KINDS + (_MAIN_APART if word == ALL else "") + (_OF_WANTED if of_wanted else "")
    for row in desk.execute(where + " ORDER BY id", (system, kinds)):
        yield row[0]


_KINDS = (
    "SELECT raw FROM kept_records WHERE +system = ? AND raw IS NOT NULL"
    " AND +kind IN (SELECT value FROM json_each(?))"
)
# A request without an answer is its offer's own copy, and goes out among the offers.
_MAIN_APART = (
    " AND (kind <> 'request' OR offer_id IS NULL OR EXISTS (SELECT 1 FROM kept_records AS main"
    "  WHERE main.offer_id = kept_records.offer_id AND main.kind = 'offer'"
    "  AND main.system = kept_records.system AND main.raw IS NOT NULL))"
)
_OF_WANTED = (
    " AND (offer_id IN (SELECT id FROM wanted)"
    " OR digest = '' AND ("
    "  kind = 'job' AND job_id IN"
    "  (SELECT offers.job_id FROM wanted JOIN offers ON offers.id = wanted.id)"
    " OR kind = 'candidate' AND candidate_id IN"
    "  (SELECT offers.candidate_id FROM wanted JOIN offers ON offers.id = wanted.id)"
    " OR kind = 'application' AND application_id IN"
    "  (SELECT offers.application_id FROM wanted JOIN offers ON offers.id = wanted.id)"
    " OR kind = 'opening' AND opening_id IN"
    "  (SELECT versions.opening_id FROM wanted JOIN versions ON versions.offer_id = wanted.id)"
    " OR kind = 'template' AND template_id IN"
    "  (SELECT versions.template_id FROM wanted JOIN versions ON versions.offer_id = wanted.id)"
    " OR kind = 'user' AND user_id IN"
    "  (SELECT created_by FROM wanted JOIN offers ON offers.id = wanted.id)))"
)
