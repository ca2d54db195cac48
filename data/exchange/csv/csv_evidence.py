"""Whether a table is one of offers: it has what only offers have, and whose they are."""

from collections.abc import Mapping

from data.exchange.csv.csv_columns import CUSTOM, MappingError
from data.values.text import normal

_OF_OFFERS = frozenset(
    (
        *("version", "salary", "currency", "pay frequency", "start date", "expiry date", "sent"),
        *("resolved", "template", "opening"),
    )
)
"""What a column means that only tables of offers have."""
_WHO = frozenset(
    ("candidate", "first name", "last name", "email", "candidate id", "application id", "offer id")
)
_OTHERS: tuple[tuple[str, frozenset[str]], ...] = (
    ("users", frozenset(("username", "role", "permission", "permissions", "last_login",
                         "site_admin", "user_id", "is_active", "access_role", "job_admin"))),
    ("jobs", frozenset(("requisition_id", "hiring_manager", "openings", "headcount", "job_status",
                        "recruiter", "job_id", "opened", "closed"))),
    ("applications", frozenset(("stage", "applied", "applied_on", "applied_at", "source",
                                "current_stage", "rejection_reason"))),
    ("offices", frozenset(("office", "office_id", "location_id", "address", "city"))),
    ("departments", frozenset(("department", "department_id", "department_name", "parent"))),
)  # fmt: skip
"""Tables that people have besides, by headers that tell them."""


def refuse_others(columns: Mapping[str, str]) -> None:
    """Raise MappingError for a table that has nothing of an offer, naming what it looks like."""
    targets = set(columns.values()) - {CUSTOM}
    headers = {normal(column) for column in columns}
    if any("offer" in header.split("_") for header in headers) and targets & _WHO:
        return
    if targets & _OF_OFFERS and targets & _WHO:
        return
    raise MappingError(
        f"{_looks_like(headers)}: it has no column that only offers have, such as salary, start"
        " date, expiry date or offer id, beside whose offer it is. If it is one of offers, name"
        " its columns with --map, or write --kind offer."
    )


def _looks_like(headers: set[str]) -> str:
    for name, telling in _OTHERS:
        if telling & headers:
            return f"looks like a table of {name}, which is not read"
    return "is no table of offers"
