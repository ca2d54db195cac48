"""The history of the whole desk: what is told, what a filter finds, what files of it say."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from support import making
from support.making import Time

from data.exchange.exporting import history_files
from data.filters.filter import parse
from data.filters.vocabulary import HISTORY
from data.offers import desk_history, notes, offer_deletion
from data.people import applications, candidates, erasing, users
from data.records.candidate_records import ApplicationStatus, CandidateDraft
from data.records.offer_records import HistoryLine
from data.storage import connection, database, incremental_list
from data.values import clock
from data.values.status import Status
from tui.cli.command_line import main

FORMULA = '=HYPERLINK("http://x")\x1b[31m'


def found(text: str) -> list[HistoryLine]:
    return list(desk_history.every(parse(text, vocabulary=HISTORY)))


def told(text: str) -> list[str]:
    """What the lines are about and what happened, newest first."""
    return [f"{line.subject} {line.subject_id} {line.event.kind}" for line in found(text)]


@pytest.fixture
def times(desk: Path) -> Time:
    """Two people: one whose offer was sent and noted on, one whose offer was deleted."""
    time = Time()
    clock.set_source(time)
    job = making.a_job().id
    zoe, ann = making.a_candidate(), making.a_candidate("Ann", "Lee", "lee@example.com")
    first = making.a_ready_offer(candidate_id=zoe.id, job_id=job)
    gone = making.an_offer(candidate_id=ann.id, job_id=job)
    time.forward(days=3)
    making.force(first, Status.SENT)
    notes.add("offer", first.id, FORMULA, users.current())
    offer_deletion.delete(gone.id)
    return time


EVERYTHING = [
    "offer 2 deleted", "offer 1 note", "offer 1 status", "offer 1 created", "candidate 2 created",
    "candidate 1 created", "job 1 created",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is:deleted", ["offer 2 deleted"]),
        ("candidate:lee", ["offer 2 deleted", "candidate 2 created"]),
        ("candidate:2 is:deleted", ["offer 2 deleted"]),
        ('candidate:"ann lee" is:deleted', ["offer 2 deleted"]),
        ('candidate:"le"', []),
        ("candidate:-", []),
        ("candidate:müller -is:note", ["offer 1 status", "offer 1 created", "candidate 1 created"]),
        ("offer:1 is:move", ["offer 1 status", "offer 1 created"]),
        ("is:exception", ["offer 1 status"]),
        ("of:job or of:candidate", EVERYTHING[4:]),
        ("job:1 is:note", ["offer 1 note"]),
        ("at<2026-11-23 of:offer", ["offer 1 created"]),
        ("at>=-1d", EVERYTHING[:3]),
        ("at_after:2026-11-24 -is:deleted", EVERYTHING[1:3]),
        ("hyperlink", ["offer 1 note"]),
        ('"data engineer" of:job', ["job 1 created"]),
        ("by:nobody", []),
        ("-by:nobody", EVERYTHING),
        ("offer:none-such", []),
        ("-offer:none-such -job:none-such", EVERYTHING),
    ],
)
def test_a_filter_narrows_it_to_a_time_a_person_or_a_kind(
    times: Time, text: str, expected: list[str]
) -> None:
    assert told(text) == expected


def test_everything_is_told_newest_first_however_it_is_read(
    times: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told("") == EVERYTHING
    monkeypatch.setattr(incremental_list, "FIRST", 2)
    assert told("at>=2000-01-01") == EVERYTHING
    limited = desk_history.every(parse("", vocabulary=HISTORY), 2)
    assert [line.event.kind for line in limited] == ["deleted", "note"]


def test_no_filter_sorts_all_lines_of_a_kind_before_the_first_is_shown(times: Time) -> None:
    statements: list[str] = []
    reader = connection.reader()
    reader.set_trace_callback(statements.append)
    for text in ("is:deleted", "candidate:lee", "job:1", "offer:1", "of:job", "by:ana", "zoe"):
        found(text)
    reader.set_trace_callback(None)
    asked = [one for one in statements if "FROM events AS e" in one]
    assert len(asked) > 7
    for one in asked:
        plan = [row[3] for row in reader.execute(f"EXPLAIN QUERY PLAN {one}")]
        assert not [step for step in plan if "TEMP B-TREE FOR ORDER BY" in step], (one, plan)


def test_a_deleted_offer_keeps_its_line_without_a_name(times: Time) -> None:
    (line,) = found("is:deleted")
    assert desk_history.subject_words(line) == "offer 2"
    assert line.event.text == "application 2, job 1"
    assert (line.event.from_status, line.event.to_status) == ("draft", "withdrawn")


def test_a_person_is_called_by_the_whole_name_and_found_by_it(times: Time) -> None:
    draft = CandidateDraft("Anna", "Weber", full_name="Dr. Anna Weber PhD")
    number = applications.apply(candidates.create(draft).id, 1)
    applications.set_status(number, ApplicationStatus.REJECTED, users.current())
    about = [line.about for line in found("candidate:phd")]
    assert about == ["Dr. Anna Weber PhD · Data Engineer", "Dr. Anna Weber PhD"]
    assert told("phd") == told("candidate:phd")


def test_a_person_is_found_by_the_index_of_names_and_not_among_everybody(times: Time) -> None:
    asked = list[str]()
    reader = connection.reader()
    reader.set_trace_callback(asked.append)
    assert found("candidate:lee")
    reader.set_trace_callback(None)
    how = [
        step[3]
        for sql in asked
        if "MATCH" in sql
        for step in reader.execute(f"EXPLAIN QUERY PLAN {sql}")
    ]
    assert how and not [step for step in how if step.startswith("SCAN candidates")]


def test_who_did_it_and_for_whom_can_be_asked(times: Time) -> None:
    ana = users.create("Ana", "Ruiz")
    acting = replace(users.current(), on_behalf_of_id=ana.id)
    notes.add("job", 1, "Called", acting)
    assert told("by:ana") == ["job 1 note"]
    assert told("by:ruiz of:offer") == []
    assert told("-by:ana") == EVERYTHING


@pytest.mark.parametrize("form", history_files.FORMS)
def test_files_have_nothing_in_them_that_a_reader_carries_out(times: Time, form: str) -> None:
    text = "".join(history_files.pieces(found(""), form))
    assert "\x1b" not in text
    if form == "csv":
        header, *rows = csv.reader(io.StringIO(text))
        cells = [dict(zip(header, row, strict=True)) for row in rows]
        assert cells[1]["text"].startswith("'=HYPERLINK")
    else:
        cells = [json.loads(line) for line in text.splitlines()]
        assert cells[1]["text"].startswith("=HYPERLINK")
    assert [f"{one['subject']} {one['subject_id']} {one['kind']}" for one in cells] == EVERYTHING


def test_erasing_a_person_leaves_no_name_in_it(times: Time) -> None:
    notes.add("job", 1, "Zoë Müller was here before", users.current())
    notes.add("candidate", 1, "A friend of Müller", users.current())
    assert "Müller" in "".join(history_files.pieces(found(""), "jsonl"))
    assert any("text" in line for line in erasing.what_erasing_removes(1))
    erasing.erase(1)
    for form in history_files.FORMS:
        text = "".join(history_files.pieces(found(""), form))
        assert not {"Zoë", "Müller", "HYPERLINK"} & set(text.replace(",", " ").split())
        assert "Müller" not in text and "HYPERLINK" not in text
    assert told("candidate:müller") == []
    assert "erased" in {line.event.kind for line in found("candidate:1")}
    assert candidates.get(1).name == "Candidate 1"


def test_the_command_prints_it_and_writes_files(
    times: Time, desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database.close_desk()
    here = ["--db", str(desk)]
    assert main(["history", "is:deleted", *here]) == 0
    assert "deleted · draft → withdrawn · application 2, job 1" in capsys.readouterr().out
    assert main(["history", "-is:deleted", "--as", "jsonl", "--limit", "1", *here]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "note"
    assert main(["history", "by:nobody", *here]) == 0
    assert "Nothing happened" in capsys.readouterr().out
    out = tmp_path / "history.csv"
    assert main(["history", "-o", str(out), *here]) == 0
    assert len(out.read_text("utf-8").splitlines()) == 1 + len(EVERYTHING)
    assert main(["history", "-o", str(out), *here]) == 1
    assert "there already" in capsys.readouterr().err
    assert main(["history", "status:sent", *here]) == 2
