"""Rows of our own tables that come back into the desk that wrote them: edited cells are edits.

A row is known by the offer's number, the version's number and the moment at which that version was
made. What differs from that version is what a person changed in the table; it is saved as an edit
in the form would be, by the same rules. A cell that was changed here as well since the table was
written is a conflict: the row waits for a decision, as records of other systems do.
"""

from collections.abc import Mapping
from typing import NamedTuple

from data.errors import Invalid, NotAllowed
from data.exchange.csv import csv_conflicts, csv_edits
from data.exchange.csv.csv_columns import CUSTOM
from data.exchange.csv.csv_conflicts import TITLE
from data.exchange.csv.csv_edits import Slots
from data.exchange.csv.csv_offers import Table, texts
from data.exchange.csv.csv_row_sides import RowSides
from data.exchange.csv.csv_status import SUPERSEDED
from data.exchange.exporting.snapshot import Batches
from data.exchange.import_report import Outcome
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import ImportResult
from data.exchange.importing.remote_ids import own_number
from data.exchange.parsed_offer import ImportFlag, ParsedField, Record
from data.exchange.record_kinds import Kind, Rank
from data.exchange.record_reader import Refused, quoted
from data.offers import offer_editing, offers
from data.records.offer_records import FlagKind
from data.values import clock, dates
from data.values.text import normal

SAME = "the same as it is here"
OLDER = "the table is older: nothing was changed"
CONFLICT = f"Changed in {TITLE}, and changed here: kept as it is here."
OWN_ROW = Kind("row of this desk", is_offer=False, rank=Rank.OFFER, is_alone=True)
_MADE = "SELECT created_at FROM versions WHERE offer_id = ? AND number = ?"


class RowTarget(NamedTuple):
    """The offer here that a row is about, and the version that it says."""

    offer_id: int
    number: int


class CsvRowImporter:
    """Brings rows of our own tables in, inside the running transaction."""

    kind = OWN_ROW

    def __init__(
        self, context: ImportContext, columns: Mapping[str, str], *, prefer_theirs: bool = False
    ) -> None:
        """`columns` gives each header its meaning."""
        self._context = context
        self._desk = desk = context.unit.desk
        self._table = Table(columns)
        self._names_versions = {"offer id", "version", "created"} <= {*columns.values()}
        self._prefer_theirs = prefer_theirs
        self._batches = Batches(desk)

    def find(self, record: Record) -> RowTarget | None:
        """The offer here that the row is about; None for a row of another desk, or of no desk."""
        if not self._names_versions:
            return None
        cells = self._table.cells(record)
        offer_id, number = (own_number(cells.get(key, "")) for key in ("offer id", "version"))
        made = dates.read_moment(cells.get("created", ""))
        if offer_id is None or number is None or made is None:
            return None
        row = self._desk.execute(_MADE, (offer_id, number)).fetchone()
        return RowTarget(offer_id, number) if row and row[0] == clock.stamp(made) else None

    def bring_in(self, record: Record) -> ImportResult:
        """Save what was changed in the row; raises Refused."""
        with self._context.written():
            return self._bring_in(record)

    def _bring_in(self, record: Record) -> ImportResult:
        target = self.find(record)
        if target is None:
            raise Refused("offer id", "is about no offer that is here.")
        sides = self._sides(target, record)
        noted = self._look_at_the_rest(sides)
        edited = sides.edited
        if not edited or self._was_read(sides):
            text = SAME if sides.is_current else OLDER
            return ImportResult(Outcome.SAME, target.offer_id, text, noted)
        if not sides.is_current and sides.theirs["status"][0].lower() in SUPERSEDED:
            raise Refused(
                "version",
                f"version {target.number} was superseded when the table was written: change the "
                "row of the newest version.",
            )
        if sides.torn and not self._prefer_theirs:
            return self._wait(sides)
        return self._save(sides, edited, noted)

    # ------------------------------------------------------------ both sides

    def _sides(self, target: RowTarget, record: Record) -> RowSides:
        row = self._there(record)
        here = csv_edits.written(self._batches, target.offer_id)
        base = here.rows[target.number]
        is_fresh = _moment(row.get("updated", ("",))[0]) == base["updated"][0]
        is_current = target.number == here.version and is_fresh
        theirs = dict(base)
        for slot, cells in row.items():  # a column that is gone says what the base says
            before = base.get(slot, ("",) * len(cells))
            pairs = zip(cells, before, strict=True)
            theirs[slot] = tuple(old if cell is None else cell for cell, old in pairs)
        return RowSides(target.offer_id, target.number, base, here.current, theirs, is_current)

    def _there(self, record: Record) -> dict[str, tuple[str | None, ...]]:
        """The row's cells by what they mean; a column of another name is a new field."""
        found: dict[str, tuple[str | None, ...]] = {
            target: (cell,) for target, cell in self._table.cells(record).items()
        }
        free = {normal(name): cell for name, cell in texts(record).items() if self._is_free(name)}
        for key, names in csv_edits.columns(self._batches).items():
            cells = tuple(free.pop(normal(name), None) for name in names)
            if any(cell is not None for cell in cells):
                found[csv_edits.field_slot(key)] = cells
        for name in record:
            cell = free.get(normal(name))
            if cell and self._is_free(name):
                field = ParsedField(normal(name), name, None, cell)
                found[csv_edits.field_slot(self._context.definitions.define(field).key)] = (cell,)
        self._context.unit.flush()
        return found

    def _is_free(self, column: str) -> bool:
        return self._table.columns.get(column, CUSTOM) == CUSTOM

    def _look_at_the_rest(self, sides: RowSides) -> tuple[ImportFlag, ...]:
        """Flags for what differs and no table changes; raises Refused for a status."""
        if not sides.is_current:
            return ()
        found = []
        for slot in csv_edits.NO_TERMS:
            if slot not in sides.theirs or csv_edits.alike(slot, sides.base, sides.theirs):
                continue
            ours, theirs = sides.base[slot][0], sides.theirs[slot][0]
            if slot == "status":
                raise Refused(
                    slot,
                    f"the offer is {ours} here, the table says {quoted(theirs)}: a table changes "
                    "terms only. Move the offer in the desk, or many at once.",
                    expected=ours,
                    came=theirs,
                )
            text = f"{slot} is {quoted(theirs)} in the table and {quoted(ours)} here: kept."
            found.append(ImportFlag(slot, text))
        return tuple(found)

    # ------------------------------------------------------------ what becomes of it

    def _save(self, sides: RowSides, edited: Slots, noted: tuple[ImportFlag, ...]) -> ImportResult:
        """The edited cells as the offer's next version; what says the same already makes none."""
        offer = offers.get(sides.offer_id)
        draft = csv_edits.draft(offer, {**sides.ours, **edited}, edited)
        try:
            made = offer_editing.store_read(offer, draft, self._context.actor)
        except Invalid as error:
            first, *more = [Refused(one.field, one.text) for one in error.problems]
            first.more = tuple(more)
            raise first from None
        except NotAllowed as error:
            raise Refused("offer", error.text) from None
        csv_conflicts.done(self._desk, sides)
        if made is None:
            return ImportResult(Outcome.SAME, offer.id, SAME, noted)
        names = ", ".join(csv_edits.label(slot) for slot in edited)
        text = f"version {made} of offer {offer.id}: {names}"
        return ImportResult(Outcome.CHANGED, offer.id, text, noted)

    def _wait(self, sides: RowSides) -> ImportResult:
        """Changed on both sides: the row waits beside ours."""
        offer_id = sides.offer_id
        csv_conflicts.put(sides)
        flag = ImportFlag("offer", CONFLICT, FlagKind.CONFLICT)
        fresh = self._context.flag_offer(offer_id, [flag])
        return ImportResult(Outcome.SAME, offer_id, CONFLICT, tuple(fresh))

    def _was_read(self, sides: RowSides) -> bool:
        """Whether this very row was saved, or decided about, before."""
        return csv_conflicts.was_read(self._desk, sides)


def _moment(text: str | None) -> str:
    moment = dates.read_moment(text or "")
    return clock.stamp(moment) if moment else ""
