"""The letter that a candidate has, read straight from the file: no Peewee, no Jinja2.

This is what the home screen shows first, and for every offer that was sent.
"""

from typing import NamedTuple

from data.letters.letter_hash import letter_hash
from data.storage import connection


class FrozenLetter(NamedTuple):
    """A letter as it was sent with the current version; `is_whole` says that its hash matches."""

    html: str
    version: int
    source: str
    is_whole: bool


_CURRENT = """
SELECT letters.html, letters.sha256, offers.version, templates.name, template_revisions.number
FROM offers
JOIN versions ON versions.offer_id = offers.id AND versions.number = offers.version
JOIN letters ON letters.version_id = versions.id
LEFT JOIN template_revisions ON template_revisions.id = letters.template_revision_id
LEFT JOIN templates ON templates.id = template_revisions.template_id
WHERE offers.id = ? AND offers.status IN ('sent', 'pending', 'accepted', 'declined')
ORDER BY letters.id DESC LIMIT 1
"""


def current(offer_id: int) -> FrozenLetter | None:
    """The letter of an offer that is with the candidate or decided; None for one that is live."""
    row = connection.reader().execute(_CURRENT, (offer_id,)).fetchone()
    if row is None:
        return None
    html, digest, version, name, revision = row
    source = "as sent" if name is None else f"{name}, rev. {revision}, as sent"
    return FrozenLetter(html, version, source, letter_hash(html) == digest)
