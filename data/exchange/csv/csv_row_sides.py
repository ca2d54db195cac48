"""A row of our own table beside the version that it says and the offer as it is."""

from dataclasses import dataclass

from data.exchange.csv import csv_edits
from data.exchange.csv.csv_edits import Slots


@dataclass(frozen=True, slots=True)
class RowSides:
    """A row beside the version that it says and the offer as it is."""

    offer_id: int
    number: int
    base: Slots
    ours: Slots
    theirs: Slots
    is_current: bool

    @property
    def edited(self) -> Slots:
        """The terms that a person changed in the table."""
        return {
            slot: cells
            for slot, cells in self.theirs.items()
            if csv_edits.is_term(slot) and not csv_edits.alike(slot, self.base, self.theirs)
        }

    @property
    def torn(self) -> list[str]:
        """The terms that were changed there and here, and not alike."""
        return [
            slot
            for slot in self.edited
            if not csv_edits.alike(slot, self.base, self.ours)
            and not csv_edits.alike(slot, self.ours, self.theirs)
        ]
