"""Erasing a person: what is taken out of which table."""

from data.people import candidates, users
from data.records.user_records import Actor
from data.storage import connection, events, search_index
from data.storage.connection import storage_errors
from data.storage.database import transaction
from data.values import clock


def erase(candidate_id: int, actor: Actor | None = None) -> None:
    """Remove a person for good: name, contact data, letters and free text from every table.

    Anonymous figures (pay, dates, statuses) stay; it cannot be undone (docs/domain.md, *Deleting*).
    Raises NotFound.
    """
    candidates.get(candidate_id)
    actor = actor or users.current()
    with transaction() as desk:
        now = clock.stamp()
        desk.execute("UPDATE candidates SET erased_at = ? WHERE id = ?", (now, candidate_id))
        for statement in _ERASE:
            desk.execute(statement, {"id": candidate_id, "now": now})
        events.record(events.CANDIDATE, candidate_id, "erased", actor)
        search_index.forget(desk)
    with storage_errors():
        connection.reader().execute("PRAGMA wal_checkpoint(TRUNCATE)")


_OFFERS = "SELECT id FROM offers WHERE candidate_id = :id"


_APPLICATIONS = "SELECT id FROM applications WHERE candidate_id = :id"


_VERSIONS = f"SELECT id FROM versions WHERE offer_id IN ({_OFFERS})"


_ERASE = (
    "UPDATE candidates SET first_name = '', last_name = '', email = '', phone = '', notes = '',"
    " updated_at = :now WHERE id = :id",
    f"UPDATE versions SET letter_html = NULL, note = '', salary_text = ''"
    f" WHERE offer_id IN ({_OFFERS})",
    "UPDATE offers SET salary_text = '' WHERE candidate_id = :id",
    f"UPDATE letters SET html = '', inputs = '{{}}' WHERE version_id IN ({_VERSIONS})",
    f"UPDATE version_values SET value = NULL, raw = NULL WHERE version_id IN ({_VERSIONS})"
    " AND field_id IN (SELECT id FROM custom_fields WHERE type IN"
    " ('short_text', 'long_text', 'url', 'user'))",
    f"UPDATE version_values SET raw = NULL WHERE version_id IN ({_VERSIONS})",
    f"UPDATE events SET text = '', reason = '', details = '{{}}' WHERE subject = 'offer'"
    f" AND subject_id IN ({_OFFERS})",
    "UPDATE events SET text = '', reason = '', details = '{}' WHERE subject = 'candidate'"
    " AND subject_id = :id",
    "UPDATE events SET text = '', reason = '', details = '{}' WHERE subject = 'application'"
    " AND subject_id IN (SELECT id FROM applications WHERE candidate_id = :id)",
    f"UPDATE flags SET text = 'erased' WHERE offer_id IN ({_OFFERS})",
    f"UPDATE snoozes SET reason = 'erased' WHERE offer_id IN ({_OFFERS})",
    "UPDATE bulk_runs SET action = 'Set a field' WHERE action GLOB 'Set *'"
    f" AND id IN (SELECT bulk_id FROM bulk_items WHERE offer_id IN ({_OFFERS}))",
    f"UPDATE remote_refs SET raw = NULL WHERE offer_id IN ({_OFFERS})"
    " OR (kind = 'candidate' AND local_id = :id)"
    " OR (kind = 'told' AND scope = 'candidate' AND local_id = :id)"
    f" OR (kind = 'application' AND local_id IN ({_APPLICATIONS}))"
    " OR (kind = 'came' AND offer_id IS NULL AND scope GLOB 'candidate *' AND local_id = :id)"
    " OR (kind = 'came' AND offer_id IS NULL AND (scope GLOB 'application *'"
    f" OR scope GLOB 'webhook *') AND local_id IN ({_APPLICATIONS}))",
)
"""What erasing takes out of each table; figures, dates, statuses and remote numbers stay."""
