"""What is typed and not saved is kept in the desk until it is saved, left, or about nobody."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support import making
from support.exported import text_out

from data.errors import Storage
from data.offers import offer_deletion
from data.people import erasing
from data.records.typed_records import About, Typed, TypedPlace
from data.safekeeping import programs, salvage, typed_work
from data.storage import connection

GONE = f"{os.uname().nodename}/4194305/1"
"""A program with a number that no process has."""
NOTE = (Typed("note", "Note", "", "she asked for more"),)
CHOSEN = (Typed("jobs", "Jobs", (), (3, "x", None), "Three"), Typed("opening", "Opening", None, 7))


def place(**about: int) -> TypedPlace:
    return TypedPlace("NoteDialog", "Note", About(**about, word="offer"))


def end_programs(path: Path, owner: str = GONE) -> None:
    """As if whoever has a form open had ended."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE typed_work SET owner = ?", (owner,))


def stored(path: Path) -> int:
    return int(making.rows(path, "SELECT count(*) FROM typed_work")[0][0])


def test_it_is_kept_in_one_place_and_offered_when_the_program_has_ended(desk: Path) -> None:
    number = typed_work.keep(None, place(), NOTE)
    assert typed_work.keep(number, place(), CHOSEN) == number
    assert typed_work.left_behind() == ()
    end_programs(desk)
    (work,) = typed_work.left_behind()
    assert (work.place, work.entries) == (place(), CHOSEN)
    assert typed_work.take_up(work)
    assert typed_work.left_behind() == ()
    assert not typed_work.take_up(work)
    typed_work.drop(work.id)
    assert stored(desk) == 0


def test_what_another_window_took_up_is_kept_anew(desk: Path) -> None:
    number = typed_work.keep(None, place(), NOTE)
    end_programs(desk)
    assert typed_work.keep(number, place(), CHOSEN) != number
    assert stored(desk) == 2


def test_another_machine_is_believed_to_run_for_a_while(desk: Path, time: making.Time) -> None:
    typed_work.keep(None, place(), NOTE)
    end_programs(desk, "elsewhere/1/2")
    assert typed_work.left_behind() == ()
    time.forward(seconds=programs.UNKNOWN_AFTER.total_seconds())
    assert len(typed_work.left_behind()) == 1


def test_a_number_that_was_given_out_again_is_another_program(desk: Path) -> None:
    now = programs.this_program()
    assert programs.is_running(now, making.NOON)
    assert not programs.is_running(f"{now}0", making.NOON)


def test_it_does_not_wait_for_another_program_that_writes(desk: Path) -> None:
    with closing(sqlite3.connect(desk, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Storage, match="in use by another program"):
            typed_work.keep(None, place(), NOTE)
    assert typed_work.keep(None, place(), NOTE)
    waits = connection.reader().execute("PRAGMA busy_timeout").fetchone()
    assert waits == (connection.BUSY_TIMEOUT * 1000,)


def test_it_goes_with_an_erased_person_and_is_not_kept_again(desk: Path) -> None:
    offer = making.a_ready_offer()
    person = offer.candidate
    for about in ({"offer_id": offer.id}, {"candidate_id": person.id}):
        typed_work.keep(None, place(**about), NOTE)
    other = making.a_job("Another")
    mention = (replace(NOTE[0], value=f"ask {person.name} about it"),)
    typed_work.keep(None, place(job_id=other.id), mention)
    assert "The name in 1 text" in " ".join(erasing.what_erasing_removes(person.id))
    erasing.erase(person.id)
    assert person.last_name.encode() not in desk.read_bytes()
    end_programs(desk)
    (left,) = typed_work.left_behind()
    assert left.entries[0].value == "ask [erased] about it"
    for about in ({"offer_id": offer.id}, {"candidate_id": person.id}):
        assert typed_work.keep(None, place(**about), NOTE) is None
    assert stored(desk) == 1


def test_it_goes_with_what_it_is_about(desk: Path) -> None:
    offer = making.an_offer()
    typed_work.keep(None, place(offer_id=offer.id), NOTE)
    offer_deletion.delete(offer.id)
    assert stored(desk) == 0


def test_no_dump_holds_it_and_a_salvage_does(desk: Path, tmp_path: Path) -> None:
    typed_work.keep(None, place(), NOTE)
    assert "she asked" not in text_out("json")
    salvage.salvage(desk, tmp_path / "new.db")
    assert stored(tmp_path / "new.db") == 1


@pytest.mark.parametrize(
    ("column", "text"),
    [("about", '{"planet": 3}'), ("about", "{"), ("entries", "no"),
     ("about", "[]"), ("entries", '[{"key": 1}]'), ("entries", "3"),
     ("kept_at", "noon"), ("owner", ""), ("owner", "a/b"), ("owner", "/////")],
)  # fmt: skip
def test_a_row_that_no_offerdesk_wrote_stops_nothing(desk: Path, column: str, text: str) -> None:
    typed_work.keep(None, place(), NOTE)
    end_programs(desk)
    with closing(sqlite3.connect(desk, isolation_level=None)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute(f"UPDATE typed_work SET {column} = ?", (text,))
    assert len(typed_work.left_behind()) <= 1
