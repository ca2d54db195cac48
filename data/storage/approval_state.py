"""How the approval of an offer's newest version stands, for conditions on offers."""


def state_sql(offers: str) -> str:
    """The state, of a row of offers under this name; 'none' when nobody was asked."""
    return (
        f"coalesce((SELECT state FROM approvals WHERE approvals.offer_id = {offers}.id"
        f" AND approvals.version = {offers}.version AND approvals.is_current = 1), 'none')"
    )
