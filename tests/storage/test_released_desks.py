"""Desks that the released versions 0.1.0 and 0.2.0 wrote, opened by this one: nothing is lost.

`released/` holds for each version a desk with something in every table, as that version left it,
and what that version itself stated of it: every offer as a document, and every export that it had.
They were made by the code of those versions (commits dca394d and b79d607) and never change.
"""

import csv
import io
import json
import lzma
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.damaged_files import PAGE, leaves
from support.everyday import everyday
from support.exported import text_out

from data import exchange
from data.errors import Storage
from data.letters.letter_hash import letter_hash
from data.offers import offers
from data.offers.json_documents import offer_document
from data.people import erasing
from data.safekeeping import salvage, verify
from data.storage import connection, database

Rows = dict[str, list[dict[str, Any]]]
FOLDER = Path(__file__).parent / "released"
MADE_ANEW = ("sqlite_", "offer_words", "candidate_words", "note_words", "offer_terms",
             "search_words", "parts_of_words", "offer_vocabulary", "row_counts")  # fmt: skip
"""Tables that follow from the others: search indexes, counters."""
SPLIT = "remote_refs"
"""The one table of the released versions that is several now."""
KEEPERS = ("remote_ids", "kept_records", "import_memory", "import_conflicts")
"""The tables that it is now, apart from deletions that wait."""


@dataclass(frozen=True)
class Released:
    """A desk of a released version, open in this one."""

    version: str
    before: Rows
    after: Rows
    stated: Any


@pytest.fixture(params=("0.1.0", "0.2.0"))
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Released]:
    version, path = request.param, tmp_path / "offers.db"
    path.write_bytes(unpacked(f"desk-{version}.db"))
    before = stored(path)
    stated = open_released(path, version)
    yield Released(version, before, stored(path), stated)


def open_released(path: Path, version: str) -> Any:
    """Open the desk of a released version in this file; gives what that version stated of it."""
    path.write_bytes(unpacked(f"desk-{version}.db"))
    database.open_desk(path)
    return json.loads(unpacked(f"stated-{version}.json"))


def unpacked(name: str) -> bytes:
    """A file of the folder, unpacked."""
    return lzma.decompress((FOLDER / f"{name}.xz").read_bytes())


def stored(path: Path) -> Rows:
    """All rows of all tables that hold something of their own."""
    other = sqlite3.connect(path)
    other.row_factory = sqlite3.Row
    try:
        names = other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: [dict(row) for row in other.execute(f"SELECT * FROM {name}").fetchall()]
            for (name,) in names
            if not name.startswith(MADE_ANEW)
        }
    finally:
        other.close()


def test_every_table_of_the_released_desks_holds_something(released: Released) -> None:
    empty = {name for name, rows in released.before.items() if not rows}
    # nothing of 0.1.0 gave a job values of fields
    assert empty == ({"job_values"} if released.version == "0.1.0" else set())


def test_a_released_desk_opens_whole(released: Released) -> None:
    desk = connection.reader()
    assert desk.execute("PRAGMA user_version").fetchone() == (database.SCHEMA,)
    assert desk.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert desk.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("version", ["0.1.0", "0.2.0"])
def test_a_released_desk_is_looked_through_as_it_is(tmp_path: Path, version: str) -> None:
    path = tmp_path / "offers.db"
    path.write_bytes(unpacked(f"desk-{version}.db"))
    assert verify.verify(path) == ()
    assert path.read_bytes() == unpacked(f"desk-{version}.db")


def test_every_row_is_there_and_says_the_same(released: Released) -> None:
    for name, rows in released.before.items():
        if name == SPLIT:
            continue
        columns = rows[0].keys() if rows else ()
        now = [{column: row[column] for column in columns} for row in released.after[name]]
        assert now == rows, name


def test_every_remote_record_is_kept_under_its_own_noun(released: Released) -> None:
    """By number: each row of the one old table stands in the new ones, with what it held."""
    new = {name: {row["id"]: row for row in released.after[name]} for name in KEEPERS}
    waiting = {row["record_id"] for row in released.after["pending_deletions"]}
    bases = [row["base"] for row in released.after["import_conflicts"]]
    for old in released.before[SPLIT]:
        found = [rows[old["id"]] for rows in new.values() if old["id"] in rows]
        if old["kind"] == "waiting":
            assert len(waiting) == 1
        elif old["kind"] == "request" and old["system"] == "offerdesk":
            assert old["raw"] in bases
        else:
            assert found, old
            held = [row.get(column) for row in found for column in ("raw", "details", "theirs")]
            assert old["raw"] in (None, *held), old
            assert all(row["remote_id"] == old["remote_id"] for row in found)
            assert all(row["offer_id"] == old["offer_id"] for row in found)


def test_a_copy_is_of_the_version_that_its_last_change_made(released: Released) -> None:
    rows = connection.reader().execute(
        "SELECT remote_id, number FROM kept_records JOIN versions ON versions.id = version_id"
    )
    numbers = dict(rows.fetchall())
    if released.version == "0.2.0":  # it left 800 at version 2, and made version 3 of it
        assert (numbers["800"], numbers["700"], numbers["810"]) == (3, 1, 1)
    else:
        assert (numbers["900001"], numbers["900002"]) == (2, 1)


def test_an_erased_desk_of_a_released_version_is_whole(released: Released) -> None:
    people = connection.reader().execute("SELECT id FROM candidates ORDER BY id").fetchall()
    for (number,) in people:
        assert erasing.erase(number) == ""
    desk = connection.reader()
    for table, column in (("kept_records", "raw"), ("import_conflicts", "theirs")):
        sql = (
            f"SELECT count(*) FROM {table} JOIN offers ON offers.id = offer_id"
            f" WHERE {column} IS NOT NULL AND offers.candidate_id IS NOT NULL"
        )
        assert desk.execute(sql).fetchone() == (0,), table
    assert desk.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert desk.execute("PRAGMA foreign_key_check").fetchall() == []


def test_letters_are_those_that_were_sent(released: Released) -> None:
    letters = connection.reader().execute(_LETTERS).fetchall()
    held = [letter_hash(html) == sha256 for html, sha256, is_erased in letters if not is_erased]
    assert held == [True] * (len(released.before["letters"]) - 1)  # one person was erased


def test_offers_are_stated_as_the_released_version_stated_them(released: Released) -> None:
    for number, document in released.stated["documents"].items():
        now = json.loads(json.dumps(offer_document(offers.get(int(number))), default=str))
        assert holds(now, document), number


def test_exports_are_those_of_the_released_version(released: Released) -> None:
    for to in ("greenhouse", "openats", "stackone"):
        stated = released.stated["exports"].get(to)
        assert stated in (None, text_out(to)), to
    table = released.stated["exports"].get("csv")
    assert table is None or holds(rows_of(text_out("csv")), rows_of(table))


def test_the_dump_of_the_released_version_gives_the_same_desk(tmp_path: Path) -> None:
    version = "0.2.0"  # the first with a dump
    migrated = open_released(tmp_path / "opened.db", version)
    here = dumped()
    path = tmp_path / "dump.json"
    path.write_text(migrated["exports"]["json"], "utf-8")
    database.open_desk(tmp_path / "read.db")
    assert exchange.read_files([path]).refused == 0
    assert dumped() == here
    assert exchange.read_files([path]).new == 0
    assert dumped() == here


def holds(now: Any, then: Any) -> bool:
    """Whether everything that was stated is stated now, and the same; there may be more members."""
    if isinstance(then, dict):
        return all(key in now and holds(now[key], value) for key, value in then.items())
    if isinstance(then, list):
        return len(now) == len(then) and all(map(holds, now, then))
    return bool(now == then)


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a CSV table."""
    return list(csv.DictReader(io.StringIO(table, newline="")))


def dumped() -> list[str]:
    """The lines of the desk's own dump, without the moment at which it was written."""
    return text_out("json").splitlines()[1:]


_LETTERS = (
    "SELECT html, sha256, erased_at IS NOT NULL FROM letters"
    " JOIN versions ON versions.id = version_id JOIN offers ON offers.id = offer_id"
    " LEFT JOIN candidates ON candidates.id = candidate_id"
)


@pytest.mark.parametrize("more", [0, 4, 40])
def test_an_update_on_a_full_disk_says_so_and_is_done_later(
    more: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, whole = tmp_path / "offers.db", tmp_path / "whole.db"
    for one in (path, whole):
        one.write_bytes(unpacked("desk-0.1.0.db"))
    connect = connection.connect

    def on_a_full_disk(file: Path | str) -> sqlite3.Connection:
        desk = connect(file)
        pages = desk.execute("PRAGMA page_count").fetchone()[0]
        desk.execute(f"PRAGMA max_page_count = {pages + more}")
        return desk

    monkeypatch.setattr(connection, "connect", on_a_full_disk)
    with pytest.raises(Storage, match=r"is full; make room and do it again\. Nothing was changed"):
        database.open_desk(path)
    monkeypatch.setattr(connection, "connect", connect)
    for one in (path, whole):
        database.open_desk(one)
    assert stored(path) == stored(whole)


def test_an_update_is_heard_of_until_it_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_HEARD", 100)
    path, heard = tmp_path / "offers.db", list[bool]()
    path.write_bytes(unpacked("desk-0.1.0.db"))
    database.open_desk(path, heard.append)
    assert heard.pop() is False
    assert heard and all(heard)
    heard.clear()
    database.open_desk(path, heard.append)
    assert heard == []


def test_a_salvaged_desk_holds_what_an_opened_one_holds(released: Released, tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    old.write_bytes(unpacked(f"desk-{released.version}.db"))
    saved = salvage.salvage(old, new)
    assert saved.problem == ""
    assert all(one.is_whole and not one.left_out for one in saved.tables)
    assert counted_apart(stored(new)) == counted_apart(released.after)
    assert verify.verify(new) == ()


@pytest.mark.parametrize("table", everyday(["events", SPLIT]))
def test_damage_in_one_table_of_a_released_desk_costs_the_others_nothing(
    released: Released, tmp_path: Path, table: str
) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    old.write_bytes(unpacked(f"desk-{released.version}.db"))
    data, pages = bytearray(old.read_bytes()), leaves(old, table)
    data[pages[len(pages) // 2]] = random.Random(1).randbytes(PAGE)
    old.write_bytes(data)
    salvage.salvage(old, new)
    now, then = counted_apart(stored(new)), counted_apart(released.after)
    hit = {table} if table != SPLIT else {*KEEPERS, "pending_deletions"}
    assert {name for name in then if now[name] != then[name]} <= hit
    assert all(row in then[name] for name in hit for row in now[name])
    assert 0 < sum(len(now[name]) for name in hit) < sum(len(then[name]) for name in hit)
    assert verify.verify(new) == ()


def counted_apart(rows: Rows) -> Rows:
    """Without counters that stand at zero: an offer that is no more leaves one."""
    return rows | {"offer_counts": [one for one in rows["offer_counts"] if one["offers"]]}


def test_a_salvage_whose_update_fails_keeps_the_rows_and_says_so(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    old.write_bytes(unpacked("desk-0.2.0.db"))
    other = sqlite3.connect(old, isolation_level=None)
    other.execute(
        "INSERT INTO remote_refs (system, kind, remote_id, scope, local_id, raw, read_at)"
        " SELECT system, 'came', remote_id, 'offer ', 0, raw, read_at FROM remote_refs"
        " WHERE kind = 'offer' AND raw IS NOT NULL LIMIT 1"
    )
    other.close()
    before = stored(old)
    saved = salvage.salvage(old, new)
    assert "the update says: UNIQUE constraint failed: kept_records" in saved.lines[-1]
    assert stored(new)[SPLIT] == before[SPLIT]
    with pytest.raises(Storage):
        database.open_desk(old)
