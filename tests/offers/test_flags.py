"""Flags say of what kind they are: the words are for people alone."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support import making
from support.exported import text_out

from data.exchange.backup import restore
from data.offers import flags, offers
from data.records.offer_records import FlagKind, OfferRecord
from data.storage import connection, database, migrations
from data.storage.database import transaction
from data.storage.models import Flag
from data.values import clock

STEP = Path(migrations.__file__).with_name("0005_flag_kinds.sql")
CONFLICTS = (
    "Changed in Greenhouse, and changed here: kept as it is here.",
    "Changed in the table, and changed here: kept as it is here.",
)
OTHERS = (
    ("offer", "Changed in Greenhouse, and changed here."),
    ("id", "The offer was deleted, and changed here: kept as it is here."),
    ("id", CONFLICTS[0]),
)


def flagged(kind: FlagKind, source: str) -> OfferRecord:
    """An offer with one flag."""
    offer = making.an_offer()
    Flag.create(
        offer=offer.id, kind=kind, field="offer", text="Words.", source=source,
        created_at=clock.stamp(),
    )  # fmt: skip
    return offers.get(offer.id)


@pytest.mark.parametrize("kind", FlagKind)
def test_a_flag_is_read_with_its_kind(desk: Path, kind: FlagKind) -> None:
    (flag,) = flagged(kind, "Greenhouse").flags
    assert flag.kind is kind


def test_deciding_settles_the_conflicts_with_that_system_alone(desk: Path) -> None:
    of_it, of_another = (flagged(FlagKind.CONFLICT, name) for name in ("Greenhouse", "OpenATS"))
    reading = flagged(FlagKind.READING, "Greenhouse")
    for offer in (of_it, of_another, reading):
        flags.settle_conflicts(offer.id, "Greenhouse")
    left = [len(offers.get(offer.id).flags) for offer in (of_it, of_another, reading)]
    assert left == [0, 1, 1]


def test_older_flags_get_their_kind_from_what_they_said(desk: Path) -> None:
    offer = making.an_offer()
    with transaction() as current:
        current.execute("ALTER TABLE flags DROP COLUMN kind")
        for field, text in (*(("offer", text) for text in CONFLICTS), *OTHERS):
            current.execute(
                "INSERT INTO flags (offer_id, field, text, created_at) VALUES (?, ?, ?, 'x')",
                (offer.id, field, text),
            )
    database.close_desk()
    with closing(sqlite3.connect(desk)) as raw:
        raw.executescript(STEP.read_text("utf-8"))
    database.open_desk(desk)
    kinds = [row[0] for row in connection.reader().execute("SELECT kind FROM flags ORDER BY id")]
    assert kinds == ["conflict"] * 2 + ["reading"] * 3


def test_an_older_dump_says_what_its_flags_are_too(desk: Path, tmp_path: Path) -> None:
    offer = flagged(FlagKind.CONFLICT, "Greenhouse")
    with transaction() as current:
        current.execute("UPDATE flags SET text = ?", (CONFLICTS[0],))
    lines = [json.loads(line) for line in text_out("json").splitlines()]
    lines[0]["schema"] = 4
    for line in lines:
        line.get("flags", {}).pop("kind", None)
    database.open_desk(tmp_path / "other.db")
    with transaction() as current:
        restore.read(current, iter(lines))
    assert [flag.kind for flag in offers.get(offer.id).flags] == [FlagKind.CONFLICT]
