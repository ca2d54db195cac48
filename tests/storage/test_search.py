"""The search index: in step with the offers after every transaction, whoever wrote them."""

import sqlite3
from importlib import resources
from pathlib import Path

import pytest
from support import making

from data.filters.filter import parse
from data.lists import offer_list
from data.offers import offer_deletion, offer_editing, offers
from data.people import candidates, erasing
from data.records.candidate_records import CandidateDraft
from data.storage import connection, database, search_index, search_words
from data.storage.database import statements, transaction
from data.values.status import Status


def found(text: str) -> list[int]:
    return list(offer_list.ids(None, parse(text)))


def in_step() -> None:
    """The index says what the offers say, no more and no less, and knows all its words."""
    desk = connection.reader()
    said = list(search_index.texts(desk.execute("SELECT * FROM offer_texts ORDER BY 1")))
    assert desk.execute("SELECT rowid, * FROM offer_words ORDER BY 1").fetchall() == said
    assert not search_index.is_due(desk)
    desk.execute("INSERT INTO offer_words (offer_words) VALUES ('integrity-check')")
    words = {row[0] for row in desk.execute("SELECT word FROM search_words")}
    assert {row[0] for row in desk.execute("SELECT term FROM offer_vocabulary")} <= words
    for word in words:
        assert word in (search_words.beginning(desk, word) or ())


def test_names_titles_and_fields_are_found_after_every_change(desk: Path) -> None:
    making.a_field("Notes")
    offer = making.a_ready_offer(fields=(making.entry("notes", "likes Köln"),))
    in_step()
    assert found("koln") == found("zoe data") == [offer.id]
    making.edit(offer, fields=(making.entry("notes", "prefers Hamburg"),))
    in_step()
    assert (found("koln"), found("hamb")) == ([], [offer.id])
    offer_editing.restore(offer.id, 1)
    in_step()
    assert (found("koln"), found("hamburg")) == ([offer.id], [])
    assert offer.candidate is not None
    candidates.update(offer.candidate.id, CandidateDraft("Ada", "Cole"))
    in_step()
    assert (found("zoe"), found("cole")) == ([], [offer.id])
    making.move(offers.get(offer.id), Status.WITHDRAWN)
    offer_editing.reoffer(offer.id)
    in_step()
    assert len(found("koln")) == 2
    offer_deletion.delete(offer.id)
    in_step()
    assert offer.id not in found("koln")


def test_what_could_not_be_read_is_found_as_it_came(desk: Path) -> None:
    field = making.a_field("Salary", "currency")
    offer = making.an_offer()
    with transaction() as current:
        version = current.execute(
            "INSERT INTO versions (offer_id, number, field_count, created_at)"
            " VALUES (?, 2, 1, '2026') RETURNING id",
            (offer.id,),
        ).fetchone()[0]
        current.execute(
            "INSERT INTO version_values (version_id, field_id, name, raw) VALUES (?, ?, 'x', ?)",
            (version, field.id, '"Around 100k"'),
        )
        current.execute("UPDATE offers SET version = 2 WHERE id = ?", (offer.id,))
    in_step()
    assert found("around") == [offer.id]


def test_a_change_that_is_taken_back_leaves_the_index_as_it_was(desk: Path) -> None:
    offer = making.an_offer()
    with pytest.raises(RuntimeError), transaction() as current:
        current.execute("UPDATE offers SET candidate_name = 'Nobody'")
        search_index.settle(current)
        raise RuntimeError
    in_step()
    assert (found("zoe"), found("nobody")) == ([offer.id], [])


def test_an_offer_that_says_the_same_is_not_written_again(desk: Path) -> None:
    making.an_offer()
    before = making.rows(desk, "SELECT rowid, * FROM offer_words_data ORDER BY 1")
    with transaction() as current:
        current.execute("INSERT INTO offer_words_due SELECT id FROM offers")
    in_step()
    assert making.rows(desk, "SELECT rowid, * FROM offer_words_data ORDER BY 1") == before


@pytest.mark.parametrize("number", [1, 3, 4, 10])
def test_many_offers_are_brought_in_step_some_at_a_time(
    desk: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    application = making.an_offer().application_id
    monkeypatch.setattr(search_index, "CHUNK", 3)
    heard: list[int] = []
    with transaction() as current:
        current.executemany(
            "INSERT INTO offers (application_id, candidate_name, job_title, version, created_at,"
            " updated_at) VALUES (?, ?, 'Seller', 1, '2026', '2026')",
            [(application, f"Person {one}") for one in range(number)],
        )
        search_index.settle(current, heard.append)
    in_step()
    assert heard == [*range(3, number, 3), number]
    assert len(found("seller")) == number


def test_what_was_written_past_the_program_is_found_when_the_desk_is_opened(desk: Path) -> None:
    making.an_offer()
    database.close_desk()
    other = sqlite3.connect(desk)
    other.execute("UPDATE offers SET candidate_name = 'Grace Hopper'")
    other.commit()
    other.close()
    database.open_desk(desk)
    in_step()
    assert found("hopper") == [1]


def test_a_rebuilt_index_says_the_same(desk: Path) -> None:
    making.a_field("Notes")
    offer = making.an_offer(fields=(making.entry("notes", "likes Köln"),))
    with transaction() as current:
        current.execute("UPDATE offers SET candidate_name = 'Ada Cole'")
        search_index.rebuild(current)
    in_step()
    assert found("cole koln") == [offer.id]


def test_an_erased_person_is_in_no_part_of_the_index(desk: Path) -> None:
    making.a_field("Notes")
    offer = making.an_offer(fields=(making.entry("notes", "likes Wuppertal"),))
    other = making.an_offer(candidate_id=making.a_candidate("Ada", "Cole").id, job_id=1)
    assert offer.candidate is not None
    erasing.erase(offer.candidate.id)
    in_step()
    for word in ("zoe", "muller", "wuppertal"):
        assert found(word) == []
        assert not making.rows(desk, "SELECT 1 FROM search_words WHERE word = ?", word)
        data = making.rows(desk, "SELECT block FROM offer_words_data")
        assert not any(word.encode() in block for (block,) in data)
    assert found("cole") == [other.id]


def test_long_beginnings_find_many_words_and_few(desk: Path) -> None:
    """Up to 32 words behind a beginning are named one by one; more are left to the index."""
    job = making.a_job().id
    for number in range(40):
        making.an_offer(candidate_id=making.a_candidate(f"Anna{number:02}", "X").id, job_id=job)
    assert len(found("anna")) == 40
    assert len(found("anna1")) == 10
    assert found("anna123") == []
    assert found("annabel") == []


def test_a_desk_of_schema_1_is_searchable_after_the_update(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = sqlite3.connect(path, isolation_level=None)
    script = (
        resources.files("data.storage.migrations").joinpath("0001_first.sql").read_text("utf-8")
    )
    for statement in statements(script):
        old.execute(statement)
    old.executescript(f"""
        PRAGMA application_id = {connection.APPLICATION_ID};
        PRAGMA user_version = 1;
        INSERT INTO applications (id, created_at, updated_at) VALUES (1, '2026', '2026');
        INSERT INTO custom_fields (id, key, name, type, created_at) VALUES
            (1, 'kind', 'Kind', 'single_select', '2026'),
            (2, 'perks', 'Perks', 'multi_select', '2026'),
            (3, 'boss', 'Boss', 'user', '2026'),
            (4, 'days', 'Days', 'number', '2026');
        INSERT INTO offers (id, application_id, candidate_name, job_title, version, created_at,
            updated_at) VALUES (7, 1, 'Zoë Müller', 'Data Engineer', 2,
            '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
        INSERT INTO versions (id, offer_id, number, field_count, created_at) VALUES
            (1, 7, 1, 1, '2026'), (2, 7, 2, 4, '2026');
        INSERT INTO version_values (version_id, field_id, name, value) VALUES
            (1, 1, 'Kind', '"Internship"'), (2, 1, 'Kind', '"Full time"'),
            (2, 2, 'Perks', '["Car","Gym pass"]'), (2, 4, 'Days', '25'),
            (2, 3, 'Boss', '{{"user_id": "4", "name": "Ada Cole", "email": "ada@b.example"}}');
    """)
    old.close()
    database.open_desk(path)
    in_step()
    for text in ("zoe full", "gym", "cole", "ada@b.example", '"full time"', "field.days:25"):
        assert found(text) == [7], text
    for text in ("internship", '"time car"', "user_id", '"car gym"'):
        assert found(text) == [], text
