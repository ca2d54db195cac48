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
    kinds = json.dumps(list(words.values()) if word == ALL else [words[word]])
    where = _KINDS + (_MAIN_APART if word == ALL else "") + (_OF_WANTED if of_wanted else "")
    for row in desk.execute(where + " ORDER BY id", (system, kinds)):
        yield row[0]


_KINDS = (
    "SELECT raw FROM remote_refs WHERE +system = ? AND raw IS NOT NULL"
    " AND (CASE kind WHEN 'came' THEN substr(scope, 1, instr(scope || ' ', ' ') - 1) ELSE kind END)"
    " IN (SELECT value FROM json_each(?))"
)
# A request without an answer is its offer's own copy, and goes out among the offers.
_MAIN_APART = (
    " AND (kind <> 'request' OR offer_id IS NULL OR EXISTS (SELECT 1 FROM remote_refs AS main"
    "  WHERE main.offer_id = remote_refs.offer_id AND main.kind = 'offer'"
    "  AND main.system = remote_refs.system AND main.raw IS NOT NULL))"
)
_OF_WANTED = (
    " AND (offer_id IN (SELECT id FROM wanted)"
    " OR kind = 'job' AND local_id IN"
    "  (SELECT job_id FROM wanted JOIN offers ON offers.id = wanted.id)"
    " OR kind = 'candidate' AND local_id IN"
    "  (SELECT candidate_id FROM wanted JOIN offers ON offers.id = wanted.id)"
    " OR kind = 'application' AND local_id IN"
    "  (SELECT application_id FROM wanted JOIN offers ON offers.id = wanted.id)"
    " OR kind = 'opening' AND local_id IN"
    "  (SELECT opening_id FROM wanted JOIN versions ON offer_id = wanted.id)"
    " OR kind = 'template' AND local_id IN"
    "  (SELECT template_id FROM wanted JOIN versions ON offer_id = wanted.id)"
    " OR kind = 'user' AND local_id IN"
    "  (SELECT created_by FROM wanted JOIN offers ON offers.id = wanted.id))"
)
