"""How the approval of an offer's newest version stands, for conditions on offers."""

from collections.abc import Sequence

from data.storage.sql_plan import IndexHint, SqlCondition

NONE = "none"
"""The state of an offer that nobody was asked about."""


def state_sql(offers: str) -> str:
    """The state, of a row of offers under this name; 'none' when nobody was asked."""
    return (
        f"coalesce((SELECT state FROM approvals WHERE approvals.offer_id = {offers}.id"
        f" AND approvals.version = {offers}.version AND approvals.is_current = 1), '{NONE}')"
    )


def stands(states: Sequence[str]) -> SqlCondition:
    """Whether the approval of a row `o` of offers stands in one of these states."""
    return SqlCondition(f"{state_sql('o')} IN ({_marks(states)})", tuple(states))


def found_by(states: Sequence[str]) -> IndexHint | None:
    """The offers of these states by their index; None where nobody was asked about some."""
    if NONE in states:
        return None
    table = (
        "approvals INDEXED BY approvals_by_state CROSS JOIN offers AS o"
        " ON o.id = approvals.offer_id AND o.version = approvals.version"
    )
    where = f"approvals.is_current = 1 AND approvals.state IN ({_marks(states)})"
    return IndexHint(table, SqlCondition(where, tuple(states)))


def _marks(states: Sequence[str]) -> str:
    return ", ".join("?" * len(states))
