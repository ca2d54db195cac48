"""Orders of the list of offers; what only some of them need is in `sorting`."""

from __future__ import annotations

from typing import NamedTuple


class SortOrder(NamedTuple):
    """A column and a direction; newest first by default."""

    column: str = "created"
    descending: bool = True


NEWEST = SortOrder()

KEYSET = {"created": ("created_at", "id"), "id": ("id",), "application": ("application_id", "id")}
"""Orders that an index of the whole list has."""


def by_keys(wanted: SortOrder) -> str:
    """An order of KEYSET for SQL, of rows `o` of offers."""
    way = "DESC" if wanted.descending else "ASC"
    return ", ".join(f"o.{key} {way}" for key in KEYSET[wanted.column])
