"""Rows of our own tables that wait for a decision: the offer was changed here too, not alike."""

import sqlite3

from data.exchange.csv import csv_edits
from data.exchange.csv.csv_edits import Slots
from data.exchange.csv.csv_row_sides import RowSides
from data.exchange.exporting.snapshot import Batches
from data.exchange.importing import record_merging, remote_tables
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_tables import CONFLICT, Batch, Key
from data.offers import flags, offer_editing, offers
from data.storage import connection
from data.storage.models import ImportConflict
from data.values import clock, exact_json

SYSTEM = "offerdesk"
"""The name under which rows of ours wait for a decision."""
TITLE = "the table"
Line = tuple[str, str, str, str]


def lines(before: str, theirs: str, offer_id: int) -> tuple[Line, ...]:
    """What the table would change: the label, what it was, what it is here, what there."""
    here = csv_edits.written(Batches(connection.reader()), offer_id)
    ours = here.current
    sides = RowSides(offer_id, here.version, _loaded(before), ours, _loaded(theirs), False)
    return tuple(
        _line(slot, sides) for slot in sides.edited if not csv_edits.alike(slot, ours, sides.theirs)
    )


def _line(slot: str, sides: RowSides) -> Line:
    name = csv_edits.label(slot)
    before, ours, theirs = (
        " ".join(side.get(slot, ())).strip() for side in (sides.base, sides.ours, sides.theirs)
    )
    return name[:1].upper() + name[1:], before, ours, theirs


def take(desk: sqlite3.Connection, offer_id: int) -> None:
    """Take what the table says into the offer; raises what saving in the form raises."""
    for sides in _waiting(desk, offer_id):
        row = {**sides.ours, **sides.edited}
        offer_editing.store(offer_id, csv_edits.draft(offers.get(offer_id), row, sides.edited))
        done(desk, sides)


def keep(desk: sqlite3.Connection, offer_id: int) -> None:
    """Keep the offer as it is here; the same row does not ask again."""
    for sides in _waiting(desk, offer_id):
        done(desk, sides)


def _waiting(desk: sqlite3.Connection, offer_id: int) -> list[RowSides]:
    rows = desk.execute(_WAITING, (SYSTEM, offer_id)).fetchall()
    ours = csv_edits.written(Batches(desk), offer_id).current
    return [
        RowSides(offer_id, int(number), _loaded(before), ours, _loaded(theirs), False)
        for number, before, theirs in rows
    ]


def put(sides: RowSides) -> None:
    """Let the row wait beside the offer."""
    offer_id = sides.offer_id
    ImportConflict.insert(
        system=SYSTEM, remote_id=str(offer_id), scope=str(sides.number), offer=offer_id,
        base=_dumped(sides.base), theirs=_dumped(sides.theirs), read_at=clock.stamp(),
    ).on_conflict_replace().execute()  # fmt: skip


def was_read(desk: sqlite3.Connection, sides: RowSides) -> bool:
    """Whether this very row was saved, or decided about, before."""
    key = _read_key(sides.offer_id, sides.theirs)
    return any(True for _ in remote_tables.find(desk, SYSTEM, key))


def done(desk: sqlite3.Connection, sides: RowSides) -> None:
    """The row is known, and nothing of the offer waits any more."""
    offer_id = sides.offer_id
    batch = Batch(SYSTEM, clock.stamp())
    batch.put(_read_key(offer_id, sides.theirs), Ref(offer_id, offer_id, None), has_record=False)
    batch.forget((CONFLICT, str(offer_id), str(sides.number)))
    batch.write(desk)
    flags.settle_conflicts(offer_id, TITLE)


def _read_key(offer_id: int, row: Slots) -> Key:
    """Where the memory of exactly this row stands."""
    texts = {slot: list(cells) for slot, cells in row.items()}
    return "read", str(offer_id), f"row {record_merging.digest(texts)}"


def _dumped(row: Slots) -> str:
    return exact_json.dump_json({slot: list(cells) for slot, cells in row.items()})


def _loaded(raw: str) -> Slots:
    return {slot: tuple(cells) for slot, cells in record_merging.load(raw).items()}


_WAITING = (
    "SELECT scope, base, theirs FROM import_conflicts"
    " WHERE system = ? AND offer_id = ? AND base IS NOT NULL"
)
