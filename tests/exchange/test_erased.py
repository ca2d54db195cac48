"""Erasing a person leaves no byte of them: whatever came in about them, and in whatever file."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.exchanging import Reader, found, keyed, version
from support.making import edit

from data.exchange.importing import conflicts
from data.lists import saved_views
from data.lists.saved_views import ViewDraft
from data.offers import negotiations, notes, offer_deletion
from data.people import candidates, erasing
from data.people.erasing import HELD
from data.people.person_mentions import TEXTS
from data.records.candidate_records import CandidateDraft
from data.records.negotiation_records import OTHER, NegotiationDraft
from data.storage import connection, database, desk_file
from data.storage.models import TABLES
from data.values.status import Status

PERSON = {
    "id": 71,
    "first_name": "Zephyrine",
    "last_name": "Quillfeather",
    "updated_at": "2020-02-01T00:00:00Z",
    "application_ids": [61],
    "phone_numbers": [{"value": "+32 9 777 123", "type": "home"}],
    "email_addresses": [{"value": "zq@quill.example", "type": "work"}],
    "company": "Formerly Xanthippe Ltd",
}
VALUES = (
    "zephyrine",
    "quillfeather",
    "777 123",
    "zq@quill",
    "xanthippe",
    "whispered",
    "clavichord",
)
"""What is the person's own, in small letters: names, how to reach them, what was said of them."""
JOB = {
    "id": 52, "name": "Baker", "requisition_id": None, "status": "open",
    "notes": "Wait for Zephyrine Quillfeather", "created_at": "2020-01-02T03:04:05Z",
    "departments": [], "offices": [], "custom_fields": {}, "keyed_custom_fields": {},
    "openings": [{"id": 501, "opening_id": "5-1", "status": "closed",
                  "close_reason": {"name": "Quillfeather took it"}}],
}  # fmt: skip
FIELDS = keyed(about=("About", "short_text", "plays the clavichord"))


@pytest.fixture
def read(desk: Path, tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def everything(read: Reader) -> None:
    """Import and write everything about one person that there is a place for."""
    reads = (
        JOB, PERSON, {**PERSON, "phone_numbers": [], "company": "whispered"},
        {"id": 61, "candidate_id": 71, "prospect": False, "applied_at": "2020-01-04T00:00:00Z",
         "last_activity_at": "2020-01-05T00:00:00Z", "jobs": [{"id": 52, "name": "Baker"}],
         "status": "active", "current_stage": {"id": 1, "name": "Quillfeather's talk"}},
        version(700, keyed_custom_fields=FIELDS, whispered=1, sent_at="2021-03-02"),
        hook("unhire_candidate", application={"id": 61, "candidate": PERSON,
                                            "jobs": [{"id": 52, "name": "Baker"}]}),
        hook("candidate_updated", candidate={**PERSON, "title": "whispered"}),
        hook("offer_deleted", offer={"id": 999, "application_id": 99, "note": "whispered"}),
        hook("offer_created", id=701, application_id=61, version=2, notes="whispered",
             custom_fields=FIELDS, offer_status="Created", sent_on=None, start_date=None),
        {"custom_fields": [{"name_key": "about", "value": "whispered of Zephyrine"}]},
        {"message": "Invalid", "errors": [{"message": "whispered"}]},
    )  # fmt: skip
    for record in reads:
        read(record)
    written_here()
    edit(
        found(700),
        start_date="2021-09-09",
        pay_reason="whispered",
        fields=(making.entry("about", "clavichords"),),
    )
    read(version(700, keyed_custom_fields=FIELDS, starts_at="2021-12-24", sent_at="2021-03-02",
                 updated_at="2021-04-01T00:00:00Z", whispered=2))  # fmt: skip
    notes.add("offer", found(700).id, "whispered by Zephyrine")


def written_here() -> None:
    """What names the person in places that are not about them."""
    other = making.an_offer()
    notes.add("job", 52, "Zephyrine Quillfeather or nobody")
    notes.add("offer", other.id, "Rather Quillfeather, ZQ@quill.example")
    notes.add("candidate", making.a_candidate("Ola", "Ny").id, "friend of Quillfeather, Zephyrine")
    saved_views.save(ViewDraft("Hers", "", 'candidate:"Zephyrine Quillfeather"'))
    saved_views.save(ViewDraft("Quillfeather", "", "status:sent"))
    saved_views.save(ViewDraft("Others", "", "status:draft"))


def hook(action: str, **payload: Any) -> dict[str, Any]:
    """A webhook."""
    return {"action": action, "payload": payload}


def left(path: Path) -> list[str]:
    """The values of the person that stand anywhere in the files of the desk."""
    files = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))]
    text = b"".join(one.read_bytes() for one in files if one.exists()).lower()
    return [value for value in VALUES if value.encode() in text]


def test_nothing_is_left_of_a_person_in_any_file(read: Reader, desk: Path) -> None:
    everything(read)
    assert left(desk) == list(VALUES)
    assert erasing.erase(71) == ""
    assert left(desk) == []
    assert connection.reader().execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [view.name for view in saved_views.all_views()] == ["Others"]
    assert conflicts.waiting() == ()
    assert notes_of_job() == ["[erased] or nobody"]


def notes_of_job() -> list[str]:
    return [event.text for event in notes.notes_on("job", 52)]


def test_what_goes_besides_is_named_before(read: Reader) -> None:
    everything(read)
    lines = " ".join(erasing.what_erasing_removes(71))
    for words in (
        "copies of", "wait for a decision", "about nobody known here", "texts about others",
        "Hers, Quillfeather",
    ):  # fmt: skip
        assert words in lines
    (only,) = erasing.what_erasing_removes(candidates.create(CandidateDraft("Al", "Ur")).id)
    assert "about nobody known here" in only


@pytest.mark.parametrize("escaped", [True, False])
def test_a_name_with_any_letters_goes_from_details_too(desk: Path, escaped: bool) -> None:
    person = candidates.create(CandidateDraft("Zoë", "Müllér"))
    other = making.an_offer()
    negotiations.add(other.id, NegotiationDraft("Zoë Müllér", "100k", term=OTHER))
    if escaped:  # as released versions wrote it
        reader = connection.reader()
        ((details,),) = reader.execute("SELECT details FROM events ORDER BY id DESC LIMIT 1")
        reader.execute(
            "INSERT INTO events (subject, subject_id, kind, at, actor_id, reason, text, forced,"
            " details) SELECT subject, subject_id, kind, at, actor_id, reason, 'said', forced, ?"
            " FROM events ORDER BY id DESC LIMIT 1",
            (json.dumps(json.loads(details)),),
        )
    erasing.erase(person.id)
    text = "".join(row[0] for row in connection.reader().execute("SELECT details FROM events"))
    assert "100k" in text and "ller" not in text and "ll\\u00e9r" not in text


def test_the_copies_that_the_desk_made_of_itself_go_or_are_named(desk: Path) -> None:
    person = candidates.create(CandidateDraft("Mina", "Forgettable"))
    folder = desk_file.copies_folder(desk)
    folder.mkdir()
    logs = [Path(f"{desk}-wal.of-{name}") for name in ("another-file", "the-file-before-2")]
    made = (folder / ".2026-11-22.db.abc", folder / "before-schema-7.db", *logs)
    aside = desk.with_name(f"{desk.stem}-before-restore-2026-11-22.db")
    for one in (*made, aside):
        one.write_text("Forgettable")
    said = erasing.erase(person.id)
    assert not any(one.exists() for one in made)
    assert aside.name in said and aside.exists()


def test_a_persons_own_texts_are_not_counted_as_others(desk: Path) -> None:
    person = candidates.create(CandidateDraft("Mina", "Forgettable"))
    own = making.an_offer(candidate_id=person.id, job_id=making.a_job().id)
    negotiations.add(own.id, NegotiationDraft("Mina Forgettable", "100k", term=OTHER))
    notes.add("candidate", person.id, "Mina Forgettable called")
    assert erasing.what_erasing_removes(person.id) == ()
    notes.add("job", own.job.id if own.job else 0, "Mina Forgettable or nobody")
    (line,) = erasing.what_erasing_removes(person.id)
    assert line == "The name in 1 text about others, such as notes on jobs."


def test_names_of_others_stay(read: Reader) -> None:
    everything(read)
    namesake = candidates.create(CandidateDraft("Otto", "Quillfeather"))
    notes.add("job", 52, "Quillfeather called")
    notes.add("job", 52, "Quillfeatherish weather, said Zephyrine")
    erasing.erase(71)
    assert candidates.get(namesake.id).name == "Otto Quillfeather"
    assert notes_of_job() == [
        "[erased] or nobody", "Quillfeather called", "Quillfeatherish weather, said Zephyrine",
    ]  # fmt: skip


def test_what_came_of_an_erased_person_is_not_taken_in_again(read: Reader, desk: Path) -> None:
    everything(read)
    erasing.erase(71)
    read(PERSON)
    read(version(700, keyed_custom_fields=FIELDS, starts_at="2022-12-24",
                 updated_at="2022-04-01T00:00:00Z"))  # fmt: skip
    assert erasing.erase(71) == ""
    assert left(desk) == []


def test_a_log_that_another_program_holds_is_emptied_at_the_next_opening(
    read: Reader, desk: Path
) -> None:
    everything(read)
    with closing(sqlite3.connect(desk, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM offers").fetchone()
        assert erasing.erase(71) == HELD
        assert left(desk) != []
        other.execute("COMMIT")
        database.open_desk(desk)
        assert left(desk) == []


def test_a_deletion_is_carried_out_though_its_record_was_erased(read: Reader) -> None:
    read(PERSON)
    read(hook("offer_deleted", offer={"id": 800, "application_id": 62, "version": 1}))
    erasing.erase(71)
    read(version(800, 1, application_id=62, candidate_id=72))
    assert found(800).status is Status.WITHDRAWN


def test_an_offer_takes_all_that_was_kept_of_it_along(read: Reader) -> None:
    everything(read)
    offer_id = found(700).id
    offer_deletion.delete(offer_id)
    desk = connection.reader()
    for table in ("remote_ids", "kept_records", "import_memory", "import_conflicts"):
        count = f"SELECT count(*) FROM {table} WHERE offer_id = ?"
        assert desk.execute(count, (offer_id,)).fetchone() == (0,), table
    assert desk.execute("PRAGMA foreign_key_check").fetchall() == []


# ---------------------------------------------------------------- every column is thought of

OWN = {
    "candidates": "first_name last_name full_name email phone address",
    "offers": "candidate_name salary_text",
    "versions": "salary_text letter_html note pay_reason",
    "version_values": "value raw",
    "letters": "html inputs",
    "kept_records": "raw",
    "import_memory": "details",
    "import_conflicts": "base theirs",
    "attachment_pieces": "content",
    "views": "name filter",
}
"""Columns with a person's own words, by table: they are emptied, or their row goes."""
OF_THE_DESK = {
    "users": "first_name last_name email employee_id",  # who acts, not who applies
    "settings": "key value",
    "paper_files": "sha256 name type data",
    "jobs": "title department location pay_kind currency pay_frequency",
    "openings": "opening_id",
    "custom_fields": "belongs_to key name type description package",
    "field_options": "name",
    "templates": "name kind key shipped",
    "template_revisions": "source subject problem",
    "template_limits": "department value",
    "offers": "job_title status source_value currency pay_frequency inherited",
    "versions": "currency pay_frequency",
    "version_values": "name",
    "letters": "sha256",
    "applications": "status",
    "events": "subject kind from_status to_status",
    "flags": "kind field",
    "snoozes": "rule",
    "views": "key sort",
    "bulk_items": "before_status after_status",
    "remote_ids": "system kind remote_id scope",
    "kept_records": "system kind remote_id scope digest",
    "import_memory": "system fact kind remote_id scope digest",
    "import_conflicts": "system remote_id scope",
    "pending_deletions": "application",
    "approvals": "state source",
    "approvers": "name answer",  # colleagues, not who applies
    "typed_work": "owner screen about",
    "attachments": "kind media_type sha256",
}
"""Columns that hold words of the desk, of a system, or numbers: no person's own."""


def texts() -> Iterator[tuple[str, str]]:
    """Every column of text of every table, days and moments left out."""
    for table in TABLES:
        name = table._meta.table_name
        rows = connection.reader().execute("SELECT name, type FROM pragma_table_info(?)", (name,))
        for column, type in rows:
            is_day = column.endswith(("_at", "_date")) or column in ("at", "until")
            if type == "TEXT" and not is_day:
                yield name, column


@pytest.mark.usefixtures("desk")
def test_every_column_of_text_is_erased_searched_or_no_persons() -> None:
    searched = {
        (model._meta.table_name, model._meta.fields[field].column_name)
        for model, fields in TEXTS
        for field in fields
    }
    listed = {
        (table, column)
        for columns in (OWN, OF_THE_DESK)
        for table, names in columns.items()
        for column in names.split()
    }
    assert searched & listed == set()
    assert set(texts()) == searched | listed
