"""Salvage takes over every row of a damaged desk that can be read."""

import random
import sqlite3
import tempfile
from contextlib import closing, suppress
from itertools import product
from pathlib import Path

import pytest
from support import making
from support.damaged_files import PAGE, leaves
from support.everyday import everyday

from data.safekeeping import salvage, verify
from data.storage import connection, database

Keys = set[tuple[object, ...]]
KEYS = {
    "events": "id", "supersessions": "version_id", "version_values": "version_id, field_id",
    "settings": "key",
}  # fmt: skip
MANY = (
    "CREATE TEMP TABLE numbers AS WITH RECURSIVE n (value) AS"
    " (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 2000) SELECT value FROM n",
    "DROP TRIGGER version_values_complete",
    "INSERT INTO versions (offer_id, number, created_at)"
    " SELECT 1, value + 10, '2026-11-01' FROM numbers",
    "INSERT INTO supersessions SELECT id, '2026-11-01' FROM versions",
    "INSERT INTO custom_fields (key, name, type, created_at)"
    " SELECT 'k' || value, 'K', 'long_text', '2026-11-01' FROM numbers WHERE value < 4",
    "INSERT INTO version_values SELECT versions.id, custom_fields.id, 'K', '\"a text\"', NULL"
    " FROM versions, custom_fields",
    "INSERT INTO events (subject, subject_id, kind, at, text)"
    " SELECT 'offer', 1, 'note', '2026-11-01', 'note ' || value FROM numbers",
    "INSERT INTO settings SELECT printf('s%06d', value), '1' FROM numbers",
)


@pytest.fixture
def large(desk: Path) -> Path:
    """A desk whose tables fill many pages, closed."""
    making.a_ready_offer()
    database.close_desk()
    with closing(connection.connect(desk)) as other:
        for statement in MANY:
            other.execute(statement)
    return desk


def keys(path: Path, table: str) -> Keys:
    return set(making.rows(path, f"SELECT {KEYS[table]} FROM {table}"))


def readable(path: Path, table: str, known: Keys) -> Keys:
    """The rows that can be read, each asked for by its key."""
    names = KEYS[table].split(", ")
    sql = f"SELECT *, {KEYS[table]} FROM {table} WHERE " + " AND ".join(f"{n} = ?" for n in names)
    found: Keys = set()
    with closing(sqlite3.connect(path)) as desk:
        for key in known:
            with suppress(sqlite3.DatabaseError):
                found.update(row[-len(names) :] for row in desk.execute(sql, key))
    return found


def noisy(whole: Path, table: str, places: tuple[float, ...]) -> Path:
    """A copy with noise on leaf pages of a table; a place is a part of the way from 0 to 1."""
    data, chance = bytearray(whole.read_bytes()), random.Random(1)
    pages = leaves(whole, table)
    assert len(pages) > 3
    for place in places:
        data[pages[round(place * (len(pages) - 1))]] = chance.randbytes(PAGE)
    broken = whole.with_name("broken.db")
    broken.write_bytes(data)
    return broken


@pytest.mark.parametrize(
    ("table", "places"),
    everyday(
        [
            ("settings", (0.5,)),  # between two damages nobody can ask for a row by its name
            *product(("events", "supersessions", "version_values"), ((0.3, 0.6), (0.5,), (0, 1))),
        ],
        most=2,
    ),
)
def test_every_row_beside_the_noise_comes_over(
    large: Path, table: str, places: tuple[float, ...]
) -> None:
    broken, new, known = noisy(large, table, places), large.with_name("new.db"), keys(large, table)
    left = readable(broken, table, known)
    assert len(known) * 0.5 < len(left) < len(known)
    saved = salvage.salvage(broken, new)
    came = keys(new, table)
    assert not left - came
    assert came < known
    (told,) = (one for one in saved.tables if one.table == table)
    assert (told.is_whole, told.rows, told.left_out) == (False, len(came), 0)


def test_a_row_that_breaks_a_rule_is_counted_as_left_out(large: Path) -> None:
    with closing(sqlite3.connect(large, isolation_level=None)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute("UPDATE settings SET value = '{' WHERE key < 's000003' AND key > 's'")
    saved = salvage.salvage(large, large.with_name("new.db"))
    assert [(one.table, one.left_out) for one in saved.tables if one.left_out] == [("settings", 2)]


def test_salvage_needs_room_beside_the_new_desk_only(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(large.with_name("nowhere")))
    before = {one.name for one in large.parent.iterdir()}
    salvage.salvage(large, large.with_name("new.db"))
    assert {one.name for one in large.parent.iterdir()} - before == {"new.db"}


def test_only_notes_are_found_by_their_words(large: Path) -> None:
    with closing(sqlite3.connect(large, isolation_level=None)) as other:
        other.execute("INSERT INTO events (subject, subject_id, kind, at, text)"
                      " VALUES ('offer', 1, 'sent', '2026-11-01', 'quokka')")  # fmt: skip
    salvage.salvage(large, large.with_name("new.db"))
    sql = "SELECT count(*) FROM note_words WHERE note_words MATCH ?"
    assert making.rows(large.with_name("new.db"), sql, "quokka") == [(0,)]
    assert making.rows(large.with_name("new.db"), sql, "note") == [(2000,)]


def test_words_of_ones_own_that_are_lost_give_way_to_those_of_the_program(
    desk: Path, tmp_path: Path
) -> None:
    connection.reader().execute(
        "INSERT INTO templates (name, shipped, created_at, own_since)"
        " VALUES ('Ours', 'ours.html', '2026-01-01T00:00:00.000Z', 1)"
    )
    database.close_desk()
    salvage.salvage(desk, tmp_path / "new.db")
    assert verify.verify(tmp_path / "new.db") == ()
