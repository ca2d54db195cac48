"""Numbers of new rows: the other system's own where it is free here, else the next."""

from collections.abc import Callable, Iterable

from data.exchange.importing.remote_ids import own_number
from data.exchange.importing.row_table import listed
from data.exchange.importing.unit_of_work import UnitOfWork

_TAKEN = {
    "job": "SELECT id FROM jobs WHERE id IN (SELECT value FROM json_each(:ids))",
    "candidate": "SELECT id FROM candidates WHERE id IN (SELECT value FROM json_each(:ids))",
    "application": "SELECT id FROM applications WHERE id IN (SELECT value FROM json_each(:ids))",
    "opening": "SELECT id FROM openings WHERE id IN (SELECT value FROM json_each(:ids))",
    # the number of an offer that was deleted is never used again
    "offer": (
        "SELECT id FROM offers WHERE id IN (SELECT value FROM json_each(:ids)) UNION SELECT"
        " subject_id FROM events WHERE subject = 'offer' AND subject_id IN"
        " (SELECT value FROM json_each(:ids))"
    ),
}


class OwnNumbers:
    """Gives numbers to new rows of a batch."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._holds: dict[str, Callable[[int], bool]] = {
            "job": unit.jobs.holds,
            "candidate": unit.candidates.holds,
            "application": unit.applications.holds,
            "opening": unit.openings.holds,
            "offer": unit.offers.holds,
        }
        self.forget()

    def forget(self) -> None:
        """Forget which numbers are free."""
        self._free: dict[str, set[int]] = {kind: set() for kind in _TAKEN}

    def load(self, kind: str, remote_ids: Iterable[str]) -> None:
        """Look which of these remote numbers are free here, in one query."""
        numbers = {number for one in remote_ids if (number := own_number(one)) is not None}
        if numbers:
            taken = {
                row[0] for row in self._unit.desk.execute(_TAKEN[kind], {"ids": listed(numbers)})
            }
            self._free[kind] |= numbers - taken

    def take(self, kind: str, table: str, remote_id: str | None) -> int:
        """The number of a new row: the remote one if it is free, else the next."""
        number = own_number(remote_id) if remote_id else None
        if number is None or self._holds[kind](number):
            return self._unit.next_id(table)
        if number not in self._free[kind]:
            self.load(kind, (remote_id or "",))
        if number not in self._free[kind]:
            return self._unit.next_id(table)
        return self._unit.use_id(table, number)
