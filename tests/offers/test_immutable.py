"""The database itself keeps what was written: any program that opens the file is refused."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import making
from support.everyday import everyday

from data.offers import offer_deletion, offers
from data.storage import connection as data_connection
from data.storage import database
from data.values import clock
from data.values.status import Status


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed desk with one offer: a superseded version that was sent, a current one, values."""
    path = tmp_path_factory.mktemp("written") / "offers.db"
    clock.set_source(making.Time())
    database.open_desk(path)
    making.a_field("Bonus")
    making.a_field("Perk")
    sent = making.sent(
        letter_html=None,
        template_id=making.a_template(),
        fields=(making.entry("bonus", "10 %"),),
    )
    making.edit(sent, fields=(making.entry("bonus", "12 %"),))
    database.close_desk()
    return path


@pytest.fixture
def copied(written: Path, tmp_path: Path) -> Path:
    """A copy that the test may do to as it likes."""
    return Path(shutil.copy(written, tmp_path))


@pytest.fixture(params=[False, True], ids=["as any program", "with foreign keys"])
def stranger(copied: Path, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """Another program's plain connection, with SQLite's own defaults or foreign keys on."""
    connection = sqlite3.connect(copied, isolation_level=None)
    connection.execute(f"PRAGMA foreign_keys = {int(request.param)}")
    connection.execute("PRAGMA synchronous = OFF")
    yield connection
    connection.close()


CHANGES = [
    *(f"UPDATE versions SET {column}" for column in (
        "id = 99", "offer_id = 99", "number = 7", "salary_minor = 1", "salary_text = 'x'",
        "currency = 'USD'", "pay_frequency = 'daily'", "start_date = '2030-01-01'",
        "expiry_date = NULL", "opening_id = 1", "template_id = 1", "letter_html = 'x'",
        "note = 'x'", "field_count = 9", "created_at = 'x'", "created_by = NULL",
        "on_behalf_of = 1",
    )),
    "UPDATE OR REPLACE versions SET id = 2 WHERE id = 1",
    "UPDATE OR IGNORE versions SET salary_minor = 1",
    "REPLACE INTO versions SELECT * FROM versions WHERE number = 1",
    "REPLACE INTO versions (id, offer_id, number, created_at) VALUES (1, 1, 1, 'x')",
    "REPLACE INTO versions (offer_id, number, created_at) VALUES (1, 1, 'x')",
    "INSERT INTO versions (id, offer_id, number, created_at) VALUES (1, 1, 1, 'x')"
    " ON CONFLICT DO UPDATE SET salary_minor = 1",
    "DELETE FROM versions",
    "DELETE FROM versions WHERE number = 2",
    "UPDATE version_values SET value = '\"1 %\"'",
    "UPDATE version_values SET raw = '\"1 %\"'",
    "UPDATE version_values SET name = 'x'",
    "UPDATE version_values SET field_id = 2",
    "UPDATE version_values SET version_id = 2 WHERE version_id = 1",
    "REPLACE INTO version_values VALUES (1, 1, 'Bonus', '\"1 %\"', NULL)",
    "INSERT INTO version_values VALUES (1, 2, 'Perk', '\"car\"', NULL)",
    "INSERT INTO version_values VALUES (2, 2, 'Perk', '\"car\"', NULL)",
    "DELETE FROM version_values",
    "UPDATE supersessions SET at = 'x'",
    "UPDATE supersessions SET version_id = 2",
    "REPLACE INTO supersessions VALUES (1, 'x')",
    "DELETE FROM supersessions",
    "UPDATE letters SET html = 'x'",
    "UPDATE letters SET sha256 = 'x'",
    "UPDATE letters SET inputs = '{}'",
    "UPDATE letters SET frozen_at = 'x'",
    "UPDATE letters SET version_id = 2",
    "UPDATE letters SET template_revision_id = NULL",
    "REPLACE INTO letters (id, version_id, html, sha256, inputs, frozen_at)"
    " VALUES (1, 1, 'x', 'x', '{}', 'x')",
    "DELETE FROM letters",
    *(f"UPDATE events SET {column}" for column in (
        "id = id + 99", "subject = 'job'", "subject_id = 99", "kind = 'x'", "at = 'x'",
        "actor_id = NULL", "on_behalf_of_id = 1", "from_status = 'x'", "to_status = 'x'",
        "version = 99", "reason = 'x'", "text = 'x'", "forced = 1", "details = '[]'",
    )),
    "REPLACE INTO events (id, subject, subject_id, kind, at) VALUES (1, 'x', 1, 'x', 'x')",
    "DELETE FROM events",
    "DELETE FROM events WHERE subject = 'offer'",
    "UPDATE template_revisions SET source = 'x'",
    "REPLACE INTO template_revisions (id, template_id, number, source, created_at)"
    " VALUES (1, 1, 1, 'x', 'x')",
    "DELETE FROM template_revisions",
    "UPDATE custom_fields SET key = 'x' WHERE id = 1",
    "UPDATE custom_fields SET type = 'number' WHERE id = 1",
    "UPDATE custom_fields SET belongs_to = 'job' WHERE id = 1",
    "REPLACE INTO custom_fields (id, key, name, type, created_at)"
    " VALUES (1, 'x', 'x', 'number', 'x')",
    "DELETE FROM custom_fields WHERE id = 1",
    "DELETE FROM offers",
    "REPLACE INTO offers (id, application_id, candidate_name, job_title, version, created_at,"
    " updated_at) VALUES (1, 1, 'x', 'x', 1, 'x', 'x')",
]  # fmt: skip


@pytest.mark.parametrize("sql", everyday(CHANGES, most=15))
def test_no_program_changes_or_removes_what_was_written(
    copied: Path, stranger: sqlite3.Connection, sql: str
) -> None:
    before = making.everything_stored(copied)
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(sql)
    assert making.everything_stored(copied) == before


@pytest.mark.parametrize("sql", everyday(CHANGES, most=10))
def test_the_desk_itself_is_refused_too(copied: Path, sql: str) -> None:
    own = data_connection.connect(copied)
    with pytest.raises(sqlite3.IntegrityError):
        own.execute(sql)
    own.close()


def test_a_deletion_of_one_offer_opens_no_way_to_another(
    copied: Path, stranger: sqlite3.Connection
) -> None:
    database.open_desk(copied)
    offer_deletion.delete(making.an_offer().id)
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute("DELETE FROM versions WHERE offer_id = 1")


@pytest.mark.parametrize(
    "sql", ["DELETE FROM events WHERE kind = 'deleted'", "UPDATE events SET details = '{}'"]
)
def test_the_event_of_a_deletion_stays(
    copied: Path, stranger: sqlite3.Connection, sql: str
) -> None:
    database.open_desk(copied)
    offer_deletion.delete(1)
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(sql)


@pytest.mark.parametrize("table", ["versions", "version_values", "supersessions", "letters"])
def test_no_part_of_an_offer_is_removed_though_a_deletion_was_announced(
    stranger: sqlite3.Connection, table: str
) -> None:
    stranger.execute(
        "INSERT INTO events (subject, subject_id, kind, at) VALUES ('offer', 1, 'deleted', 'x')"
    )
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(f"DELETE FROM {table}")


def test_a_whole_offer_goes_by_the_desk(copied: Path) -> None:
    database.open_desk(copied)
    offer_deletion.delete(1)
    for table in ("offers", "versions", "version_values", "supersessions", "letters"):
        assert making.rows(copied, f"SELECT count(*) FROM {table}") == [(0,)]


def test_a_desk_that_refused_all_that_still_works(copied: Path, time: making.Time) -> None:
    database.open_desk(copied)
    for sql in CHANGES:
        with pytest.raises(sqlite3.IntegrityError):
            data_connection.reader().execute(sql)
    assert making.move(offers.get(1), Status.SENT).version == 2
