"""What a record states of an offer, as columns: its terms, how it stands, its values."""

from operator import itemgetter

from data.exchange.importing.import_rows import Row
from data.exchange.parsed_offer import ParsedOffer
from data.offers.versions import TERM_COLUMNS
from data.records.offer_records import Terms
from data.records.offer_terms import MIRRORED, columns
from data.values import clock
from data.values.field_values import FieldValue, to_json

TermColumns = tuple[Row, Row]
"""Terms as columns: those that versions and offers share, and those of versions alone."""


_mirrored = itemgetter(*TERM_COLUMNS[: len(MIRRORED)])
_own = itemgetter(*TERM_COLUMNS[len(MIRRORED) :])


def term_columns(terms: Terms) -> TermColumns:
    """The terms as columns."""
    stored = columns(terms)
    return _mirrored(stored), _own(stored)


def standing_row(parsed: ParsedOffer, created_at: str) -> Row:
    """Status, the source's own word, when it was changed last, sent and resolved, as columns."""
    updated, resolved = parsed.updated_at, parsed.resolved_at
    return (
        str(parsed.status),
        parsed.source_value,
        clock.stamp(updated) if updated else created_at,
        parsed.sent_at.isoformat() if parsed.sent_at else None,
        clock.stamp(resolved) if resolved else None,
    )


def rows_of(pairs: list[tuple[int, FieldValue]]) -> list[Row]:
    """The rows of values but for the version; of two values of one field the first has it."""
    kept = {number: value for number, value in reversed(pairs) if not value.is_empty}
    return [(number, value.name, to_json(value.value), value.raw) for number, value in kept.items()]
