"""The file: what it is made of, who may read it, and what happens when it cannot be used."""

import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from peewee import CompositeKey, Field
from support import making

from data.errors import DataError, Storage
from data.lists import offer_list
from data.offers import offers
from data.people import users
from data.storage import changes, connection, database
from data.storage.database import transaction
from data.storage.models import TABLES, Table
from data.values.status import Status

# ---------------------------------------------------------------- what it is made of


@pytest.mark.usefixtures("synchronous")
def test_the_open_desk_is_safe_against_power_cuts_and_strangers(desk: Path) -> None:
    reader = connection.reader()
    pragmas = {
        name: reader.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout", "user_version")
    }
    assert pragmas == {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "user_version": database.SCHEMA,
    }


def test_what_is_deleted_is_overwritten_in_the_file(desk: Path) -> None:
    assert connection.reader().execute("PRAGMA secure_delete").fetchone()[0] == 1


def test_file_and_folder_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "desk" / "offers.db"
    database.open_desk(path)
    making.an_offer()
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    assert modes == {"offers.db": 0o600, "offers.db-wal": 0o600, "offers.db-shm": 0o600}
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in path.parents[:2]] == [0o700, 0o700]


def test_opening_changes_no_mode_of_a_folder_that_was_there(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    database.open_desk(tmp_path / "offers.db")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table._meta.table_name)
def test_the_models_are_the_tables_of_the_file(desk: Path, table: type[Table]) -> None:
    meta = table._meta
    columns = making.rows(desk, f"PRAGMA table_info({meta.table_name})")
    keys = {field.column_name for field in meta.sorted_fields if _is_key(table, field)}
    stored = {
        name: (kind, not required, place > 0) for _, name, kind, required, _, place in columns
    }
    known = {
        field.column_name: (_kind(field.field_type), field.null, field.column_name in keys)
        for field in meta.sorted_fields
    }
    # SQLite calls a rowid's column nullable although it never is
    assert {name: (kind, key) for name, (kind, _, key) in stored.items()} == {
        name: (kind, key) for name, (kind, _, key) in known.items()
    }
    assert {name for name, (_, null, key) in stored.items() if null and not key} == {
        name for name, (_, null, _) in known.items() if null
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table._meta.table_name)
def test_the_models_refer_to_what_the_tables_refer_to(desk: Path, table: type[Table]) -> None:
    name = table._meta.table_name
    stored = {(row[3], row[2]) for row in making.rows(desk, f"PRAGMA foreign_key_list({name})")}
    known = {(column.column_name, column.rel_model._meta.table_name) for column in table._meta.refs}
    assert stored == known


def test_every_table_is_strict_and_has_a_model_or_is_kept_by_triggers(desk: Path) -> None:
    stored = making.rows(desk, "SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    tables = {name: strict for name, strict in stored if not name.startswith("sqlite_")}
    assert set(tables) == {table._meta.table_name for table in TABLES} | {
        "offer_counts", "row_counts", "offer_words_due", "search_words",
    }  # fmt: skip
    assert set(tables.values()) == {1}


def _is_key(table: type[Table], field: Field) -> bool:
    key = table._meta.primary_key
    return field.name in key.field_names if isinstance(key, CompositeKey) else field is key


def _kind(field_type: str) -> str:
    return "TEXT" if field_type == "TEXT" else "INTEGER"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE offers SET status = 'deprecated'",
        "UPDATE offers SET salary_minor = -1, currency = 'EUR'",
        "UPDATE offers SET salary_minor = 12.5, currency = 'EUR'",
        "UPDATE offers SET salary_minor = 1, currency = NULL",
        "UPDATE offers SET currency = 'euro'",
        "UPDATE offers SET pay_frequency = 'sometimes'",
        "UPDATE offers SET application_id = 99",
        "UPDATE applications SET status = 'maybe'",
        "UPDATE jobs SET pay_kind = 'secret'",
        "INSERT INTO settings VALUES ('theme', 'no json')",
        "INSERT INTO versions (offer_id, number, created_at) VALUES (1, 1, '2026')",
        "DELETE FROM applications",
    ],
)
def test_the_database_refuses_what_cannot_be(desk: Path, sql: str) -> None:
    making.an_offer()
    with pytest.raises(sqlite3.IntegrityError):
        connection.reader().execute(sql)


def test_anybody_reads_the_offers_by_names(desk: Path) -> None:
    users.introduce("Ida Berg", "ida@example.com")
    making.a_field("Signing bonus", "currency")
    job = making.a_job()
    offer = making.sent(
        candidate_id=making.a_candidate().id,
        job_id=job.id,
        opening_id=making.an_opening(job).id,
        template_id=making.a_template(),
        fields=(making.entry("signing_bonus", "1,000 EUR"),),
    )
    making.move(offer, Status.DECLINED, reason="Pay")
    current = _named(desk, "SELECT * FROM offers_current")[0]
    expected = {
        "offer": offer.id, "candidate": "Zoë Müller", "job": "Data Engineer",
        "department": "Engineering", "status": "declined", "version": 1,
        "salary_in_minor_units": 92_500_00, "currency": "EUR", "pay_frequency": "yearly",
        "start_date": "2027-02-01", "opening": "4-7", "template": "Plain",
        "sent_at": "2026-11-22", "created_by": "Ida Berg",
    }  # fmt: skip
    assert {name: current[name] for name in expected} == expected
    assert "Signing bonus" in str(current["custom_fields"])
    history = _named(desk, "SELECT * FROM offers_history")
    assert [(row["event"], row["from_status"], row["to_status"]) for row in history] == [
        ("created", None, "draft"), ("status", "draft", "sent"), ("status", "sent", "declined"),
    ]  # fmt: skip
    last = history[-1]
    assert (last["candidate"], last["by"], last["reason"]) == (
        "Zoë Müller",
        "Ida Berg",
        "Pay",
    )
    assert last["salary_in_minor_units"] == 92_500_00


def test_the_views_show_names_and_no_numbers_of_ours(desk: Path) -> None:
    for view in ("offers_current", "offers_history"):
        columns = [row[1] for row in making.rows(desk, f"PRAGMA table_info({view})")]
        assert columns[0] == "offer"
        assert not [name for name in columns if name.endswith("_id") or name == "id"]


def _named(path: Path, sql: str) -> list[dict[str, object]]:
    other = sqlite3.connect(path)
    other.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in other.execute(sql)]
    finally:
        other.close()


# ---------------------------------------------------------------- opening


def test_opening_again_changes_nothing(desk: Path) -> None:
    offer = making.sent()
    before = making.everything_stored(desk)
    database.open_desk(desk)
    assert making.everything_stored(desk) == before
    assert offers.get(offer.id) == offer


def test_an_empty_file_is_a_new_desk(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    database.open_desk(path)
    assert making.an_offer().id == 1


def test_without_a_desk_nothing_works_and_it_says_so() -> None:
    database.close_desk()
    with pytest.raises(Storage, match="No desk"):
        offer_list.count()


def test_the_desk_is_where_it_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, nobody_at_home: Path
) -> None:
    standard = database.desk_file(None)
    assert standard.is_relative_to(nobody_at_home)
    assert standard.name == "offers.db"
    monkeypatch.setenv("OFFERDESK_DB", "~/elsewhere.db")
    assert database.desk_file(None) == nobody_at_home / "elsewhere.db"
    assert database.desk_file("/tmp/here.db") == Path("/tmp/here.db")


# ---------------------------------------------------------------- what cannot be opened


def refused(path: Path, *words: str) -> str:
    """Opening says one clear sentence with these words and leaves the file byte for byte."""
    before = path.read_bytes() if path.is_file() else None
    around = sorted(one.name for one in path.parent.iterdir()) if path.parent.is_dir() else None
    with pytest.raises(Storage) as refusal:
        database.open_desk(path)
    database.close_desk()
    text = refusal.value.text
    assert str(path) in text
    assert "\n" not in text
    assert text.endswith(".")
    for word in words:
        assert word in text
    assert (path.read_bytes() if path.is_file() else None) == before
    if around is not None:
        assert sorted(one.name for one in path.parent.iterdir()) == around
    return text


@pytest.mark.parametrize(
    "content",
    [
        b"\x93\x00\xffrandom" * 5000,
        b"Dear Zoe,\nwelcome\n",
        b"x",
        b"SQLite format 3\x00" + b"x" * 50,
    ],
    ids=["bytes", "text", "one letter", "half a header"],
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(content)
    refused(path, "no offerdesk database")


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "other.db"
    _other_program(path, journal)
    refused(path, "another program")


def test_a_database_that_only_another_program_has_marked_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    _run_sql(path, "PRAGMA application_id = 4711", "PRAGMA user_version = 3")
    refused(path, "another program")


def test_a_desk_of_a_newer_version_is_left_alone(desk: Path) -> None:
    making.an_offer()
    database.close_desk()
    _run_sql(desk, f"PRAGMA user_version = {database.SCHEMA + 1}")
    refused(desk, "newer offerdesk", "update the program")


def test_what_another_program_has_not_put_into_its_file_yet_stays_with_it(tmp_path: Path) -> None:
    """A database whose writer was killed: its journal waits beside it."""
    path = tmp_path / "other.db"
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode = WAL'); c.execute('CREATE TABLE t (x)')\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    assert path.with_name("other.db-wal").stat().st_size > 0
    refused(path, "another program")


def test_a_folder_is_no_desk(tmp_path: Path) -> None:
    refused(tmp_path, "is a folder")


def test_a_place_below_a_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    refused(tmp_path / "file" / "desk" / "offers.db", "cannot be opened")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_left_alone(desk: Path) -> None:
    database.close_desk()
    desk.chmod(0o400)
    refused(desk, "only be read")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_gets_no_desk(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    refused(tmp_path / "offers.db", "cannot be opened")


@pytest.mark.parametrize("folder", ["/proc/offerdesk", "/dev/null/offerdesk", "/sys"])
def test_a_place_where_nobody_may_write_gets_no_desk(folder: str) -> None:
    with pytest.raises(Storage) as refusal:
        database.open_desk(Path(folder) / "offers.db")
    assert folder in refusal.value.text
    assert "\n" not in refusal.value.text


def test_a_damaged_desk_is_told_from_a_healthy_one(desk: Path) -> None:
    making.an_offer()
    database.close_desk()
    content = bytearray(desk.read_bytes())
    content[100:4096] = bytes(3996)
    desk.write_bytes(content)
    refused(desk, "damaged")


# ---------------------------------------------------------------- in use by another process


@contextmanager
def another_process(path: Path, *statements: str) -> Iterator[None]:
    """Another program has run these statements on the file and keeps it open."""
    script = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "[c.execute(s).fetchall() for s in sys.argv[2:]]\n"
        "print('ready', flush=True)\nsys.stdin.read()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path), *statements],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with child:
        assert child.stdout is not None
        assert child.stdin is not None
        assert child.stdout.readline() == b"ready\n"
        try:
            yield
        finally:
            child.stdin.close()
            child.wait()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait long for another process."""
    monkeypatch.setattr(connection, "BUSY_TIMEOUT", 0.05)


@pytest.mark.usefixtures("impatient")
def test_a_desk_that_another_process_keeps_to_itself_cannot_be_opened(desk: Path) -> None:
    database.close_desk()
    alone = ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE")
    with another_process(desk, *alone):
        content = desk.read_bytes()
        with pytest.raises(Storage, match="in use by another program"):
            database.open_desk(desk)
        assert desk.read_bytes() == content
    database.open_desk(desk)


@pytest.mark.usefixtures("impatient")
def test_a_new_file_that_another_process_is_making_cannot_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "offers.db"
    with (
        another_process(path, "BEGIN EXCLUSIVE"),
        pytest.raises(Storage, match="in use by another program"),
    ):
        database.open_desk(path)
    database.open_desk(path)


@pytest.mark.usefixtures("impatient")
def test_while_another_process_writes_the_desk_is_read_and_saving_says_so(desk: Path) -> None:
    offer = making.sent()
    database.open_desk(desk)
    with another_process(desk, "BEGIN EXCLUSIVE"):
        assert offers.get(offer.id) == offer
        with pytest.raises(Storage, match="in use by another program"):
            making.edit(offer, salary="95,000")
    assert offers.get(offer.id) == offer
    assert making.edit(offer, salary="95,000").version == 2


def test_what_this_or_another_process_wrote_is_noticed(desk: Path) -> None:
    before = changes.mark()
    assert changes.mark() == before
    making.an_offer()
    assert changes.mark() != before
    before = changes.mark()
    _run_sql(desk, "UPDATE jobs SET title = 'Analyst'")
    assert changes.mark() != before
    assert offers.get(1).job_title == "Analyst"


# ---------------------------------------------------------------- a full disk


def test_on_a_full_disk_saving_says_so_and_nothing_is_changed(desk: Path) -> None:
    offer = making.a_ready_offer()
    before = making.everything_stored(desk)
    reader = connection.reader()
    pages = reader.execute("PRAGMA page_count").fetchone()[0]
    reader.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Storage, match="is full; make room"):
        making.edit(offer, letter_html="<p>" + "x" * 200_000 + "</p>")
    assert making.everything_stored(desk) == before
    reader.execute("PRAGMA max_page_count = 1000000")
    assert making.edit(offer, letter_html="<p>" + "x" * 200_000 + "</p>").version == 2


def _on_a_small_disk(path: Path, limit: int) -> str:
    """Open and save in a process that may write no file above `limit` bytes; what it says."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        database.open_desk(path)
        making.a_ready_offer(letter_html="<p>" + "x" * 200_000 + "</p>")
    except DataError as error:
        return f"{type(error).__name__}: {error.text}"
    return "saved"


@pytest.mark.parametrize("limit", [0, 4096, 100_000, 400_000])
def test_whenever_the_disk_fills_up_there_is_one_sentence(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "offers.db"
    said = _in_a_child(_on_a_small_disk, path, limit)
    assert said.startswith("Storage: ")
    assert str(path) in said
    assert "\n" not in said
    database.open_desk(path)
    assert making.rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert offer_list.count() == 0


def _in_a_child(work: object, *args: object) -> str:
    assert callable(work)
    database.close_desk()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - the child reports through the pipe alone
        try:
            os.write(write, str(work(*args)).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as answers:
        said = answers.read()
    os.waitpid(child, 0)
    return said


# ---------------------------------------------------------------- transactions


def test_an_inner_transaction_is_part_of_the_outer_one(desk: Path) -> None:
    with pytest.raises(KeyError), transaction():
        making.an_offer()
        raise KeyError("broken on the way")
    assert offer_list.count() == 0


def test_errors_of_sqlite_come_out_as_one_sentence(desk: Path) -> None:
    with pytest.raises(Storage) as refusal, transaction() as current:
        current.execute("SELECT * FROM nowhere")
    assert str(desk) in refusal.value.text


def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "offers.db"
    whole = database.statements

    def cut(script: str) -> Iterator[str]:
        yield from list(whole(script))[:10]
        yield "CREATE TABLE broken ("

    monkeypatch.setattr(database, "statements", cut)
    with pytest.raises(Storage):
        database.open_desk(path)
    assert making.rows(path, "SELECT count(*) FROM sqlite_master") == [(0,)]
    monkeypatch.undo()
    database.open_desk(path)
    assert making.an_offer().id == 1


def _other_program(path: Path, journal: str) -> None:
    _run_sql(
        path, f"PRAGMA journal_mode = {journal}", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)"
    )


def _run_sql(path: Path, *statements: str) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        other.execute(statement).fetchall()
    other.close()
