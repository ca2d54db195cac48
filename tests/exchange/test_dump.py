"""The desk's own dump: the same desk again, nothing twice, and nothing that is not true."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.everyday import everyday
from support.exported import read_in, text_out
from support.making import edit, entry, everything_stored, force, move

from data import exchange
from data.exchange import preview
from data.exchange.backup import backup_export
from data.exchange.backup.restore import DumpRefused
from data.exchange.import_options import ImportOptions
from data.exchange.import_report import Report
from data.lists import offer_list
from data.offers import approvals, offer_deletion, offers
from data.people import candidates, erasing
from data.records.approval_records import AnswerDraft, AskDraft
from data.records.candidate_records import CandidateDraft
from data.settings import settings
from data.storage import connection, database
from data.templates import templates
from data.values import clock
from data.values.status import Status

Lines = list[dict[str, Any]]
FILLED = (
    "users", "settings", "jobs", "candidates", "applications", "openings", "custom_fields",
    "field_options", "templates", "template_revisions", "offers", "versions", "version_values",
    "supersessions", "letters", "events", "flags", "remote_ids", "kept_records",
    "approvals", "approval_steps", "approvers", "attachments", "attachment_pieces",
    "offer_counts", "row_counts",
)  # fmt: skip


def a_full_desk(folder: Path) -> int:
    """Something in every table; gives the number of an offer with a letter."""
    making.a_field("Bonus", "currency", key="bonus", package="once")
    making.a_field("Kind", "single_select", options=("Full", "Part"))
    template = making.a_template()
    terms = making.ready_terms(letter_html=None, template_id=template)
    job = making.a_paid_job()
    seat = making.an_opening(job)
    whose = {"candidate_id": making.a_candidate().id, "job_id": job.id, "opening_id": seat.id}
    fields = (entry("bonus", "1500 EUR"), entry("kind", "Full"))
    offer = move(making.an_offer(**(terms | whose), fields=fields), Status.SENT)
    edit(offer, salary="95000")
    approvals.ask(offer.id, AskDraft("Ana\n1 of Ben, Cy", in_order=True, note="By Friday"))
    approvals.answer(offer.id, AnswerDraft("Ana", note="Fine"))
    sent = move(making.a_ready_offer(), Status.SENT)
    force(sent, Status.ACCEPTED)
    making.attached(sent.id, folder)
    erased = making.a_ready_offer(candidate_id=making.a_candidate("Åsa", "Ek").id, job_id=job.id)
    move(erased, Status.SENT)
    erasing.erase(offers.get(erased.id).candidate.id)
    offer_deletion.delete(making.a_ready_offer().id)
    greenhouse = {
        "id": 900, "version": 1, "application_id": 5, "job_id": 6, "candidate_id": 7,
        "sent_at": None, "resolved_at": None, "status": "accepted", "starts_at": "soon",
        "created_at": "2022-01-01T10:00:00.000Z",
        "custom_fields": {"salary": "Around\u202e $100k", "score": 1.50},
    }  # fmt: skip
    read_in(folder, greenhouse, {"id": 6, "name": "Glazier", "requisition_id": "x"})
    settings.put("company_name", "Heron Bridge")
    templates.all_templates()
    return offer.id


def lines_of(**options: Any) -> Lines:
    return [json.loads(line) for line in text_out("json", **options).splitlines()]


def read(lines: Lines) -> backup_export.DumpRead:
    """Read lines into the open desk, all or nothing."""
    with database.transaction() as desk:
        return backup_export.read(desk, iter(lines))


@pytest.fixture
def another(tmp_path: Path) -> Callable[[], Path]:
    """Opens a new, empty desk in another file; gives its path."""

    def open_another() -> Path:
        path = tmp_path / "another.db"
        database.open_desk(path)
        return path

    return open_another


def stored(path: Path) -> dict[str, Any]:
    """Every row of every table and what search finds; the inner files of FTS are its own."""
    found = everything_stored(path)
    tables = {name: rows for name, rows in found.items() if "_words" not in name}
    tables["sqlite_sequence"] = sorted(found["sqlite_sequence"])
    for index in ("offer_words", "candidate_words"):
        sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ?"
        tables[index] = [making.rows(path, sql, word) for word in ("zoe", "ek", "data", "glaz*")]
    return tables


def test_an_empty_desk_becomes_the_same_desk_row_by_row(
    desk: Path, tmp_path: Path, another: Any
) -> None:
    a_full_desk(tmp_path)
    before, lines = stored(desk), lines_of()
    assert [name for name in FILLED if not before[name]] == []
    path = another()
    result = read(lines)
    after = stored(path)
    assert {name for name in before if before[name] != after[name]} == set()
    assert before.keys() == after.keys()
    assert result.offers == len(before["offers"])
    for index in ("offer_words", "candidate_words"):
        check = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
        connection.reader().execute(check)
    assert lines_of()[1:] == lines[1:]


def test_counters_and_numbers_go_on_where_they_were(
    desk: Path, tmp_path: Path, another: Any
) -> None:
    a_full_desk(tmp_path)
    count, made = offer_list.count(), making.a_ready_offer().id
    offer_deletion.delete(made)
    lines = lines_of()
    another()
    read(lines)
    assert offer_list.count() == count
    assert making.a_ready_offer().id == made + 1


def test_reading_it_into_its_own_desk_changes_nothing(desk: Path, tmp_path: Path) -> None:
    a_full_desk(tmp_path)
    before, lines = everything_stored(desk), lines_of()
    result = read(lines)
    assert (result.new, result.offers) == (0, 0)
    assert result.same > 30 and result.same_offers == 4
    assert everything_stored(desk) == before


def test_reading_it_twice_is_reading_it_once(desk: Path, tmp_path: Path, another: Any) -> None:
    a_full_desk(tmp_path)
    lines = lines_of()
    path = another()
    read(lines)
    before = everything_stored(path)
    assert read(lines).new == 0
    assert everything_stored(path) == before


def test_a_desk_that_was_only_looked_at_counts_as_empty(
    desk: Path, tmp_path: Path, another: Any
) -> None:
    a_full_desk(tmp_path)
    lines = lines_of()
    another()
    from data.people import users

    users.current()
    settings.put("company_name", "Mine")
    read(lines)
    assert settings.get("company_name") == "Heron Bridge"


def test_what_is_done_with_shipped_templates_comes_into_a_desk_that_has_them(
    desk: Path, tmp_path: Path, another: Any
) -> None:
    retired, changed, *_ = templates.all_templates("clause")
    templates.retire(retired.id)
    templates.revise(changed.id, "<p>Ours</p>")
    making.a_ready_offer()
    before, lines = stored(desk)["templates"], lines_of()
    path = another()
    assert not templates.get(changed.id).is_overridden
    read(lines)
    assert templates.get(retired.id).retired
    assert templates.get(changed.id).source == "<p>Ours</p>"
    assert [row[0] for row in stored(path)["templates"]] == [row[0] for row in before]


def test_another_desk_refuses_it_with_names(desk: Path, tmp_path: Path, another: Any) -> None:
    a_full_desk(tmp_path)
    lines = lines_of()
    path = another()
    making.a_ready_offer(candidate_id=making.a_candidate("Bo", "Ek").id, job_id=making.a_job().id)
    before = everything_stored(path)
    with pytest.raises(
        DumpRefused, match=r"other records .*\(.*1.*\).*Read the dump into a new desk"
    ):
        read(lines)
    assert everything_stored(path) == before


def test_a_desk_that_went_on_refuses_what_it_was(desk: Path, tmp_path: Path) -> None:
    number = a_full_desk(tmp_path)
    lines = lines_of()
    edit(offers.get(number), salary="99000")
    before = everything_stored(desk)
    with pytest.raises(DumpRefused, match=f"offer {number}"):
        read(lines)
    assert everything_stored(desk) == before


def test_some_offers_go_with_all_that_they_refer_to(
    desk: Path, tmp_path: Path, another: Any
) -> None:
    number = a_full_desk(tmp_path)
    whole = offers.get(number)
    lines = lines_of(ids=[number])
    assert {line["offers"]["id"] for line in lines if "offers" in line} == {number}
    assert not any("settings" in line for line in lines)
    people = {line["candidates"]["first_name"] for line in lines if "candidates" in line}
    assert people == {"Zoë"}
    another()
    settings.put("company_name", "Mine")
    assert read(lines).offers == 1
    assert offers.get(number) == whole
    assert settings.get("company_name") == "Mine"


def test_some_offers_are_nothing_new_where_they_came_from(desk: Path, tmp_path: Path) -> None:
    number = a_full_desk(tmp_path)
    before = everything_stored(desk)
    assert read(lines_of(ids=[number])).new == 0
    assert everything_stored(desk) == before


def test_new_offers_may_stand_beside_what_is_the_same(desk: Path, tmp_path: Path) -> None:
    a_full_desk(tmp_path)
    first = lines_of()
    later = making.an_offer(
        candidate_id=making.a_candidate("Kim", "Berg").id, job_id=making.a_job("Baker").id
    )
    second = lines_of()
    database.open_desk(tmp_path / "second.db")
    read(first)
    result = read(second)
    assert (result.offers, result.same_offers) == (1, 4)
    assert offers.get(later.id).candidate_name == "Kim Berg"


# ---------------------------------------------------------------- what is not true


def rows_of(lines: Lines, table: str) -> Iterator[dict[str, Any]]:
    return (line[table] for line in lines if table in line)


def changed_letter(lines: Lines) -> None:
    letter = next(row for row in rows_of(lines, "letters") if row["html"])
    letter["html"] += "<p>and a car</p>"


def blank_letter(lines: Lines) -> None:
    letter = next(row for row in rows_of(lines, "letters") if row["html"])
    letter |= {"html": "", "inputs": "{}"}


def newer(lines: Lines) -> None:
    lines[0]["schema"] += 1


def newer_form(lines: Lines) -> None:
    lines[0]["format"] += 1


def cut_off(lines: Lines) -> None:
    del lines[-1]


def a_line_less(lines: Lines) -> None:
    lines.remove(next(line for line in lines if "flags" in line))


def a_value_less(lines: Lines) -> None:
    lines.remove(next(line for line in lines if "version_values" in line))
    lines[-1]["end"]["rows"] -= 1


def behind_the_end(lines: Lines) -> None:
    lines.append({"flags": {"id": 999}})


def no_table(lines: Lines) -> None:
    lines[1] = {"offers; DROP TABLE offers": {"id": 1}}


def index_table(lines: Lines) -> None:
    lines[1] = {"offer_words_data": {"id": 1, "block": ""}}


def no_column(lines: Lines) -> None:
    next(rows_of(lines, "offers"))["id, status) VALUES (1, 'x'); --"] = 1


def generated(lines: Lines) -> None:
    next(rows_of(lines, "offers"))["standing"] = "sent"


def no_key(lines: Lines) -> None:
    del next(rows_of(lines, "jobs"))["id"]


def wrong_type(lines: Lines) -> None:
    next(rows_of(lines, "versions"))["salary_minor"] = "much"


def a_fraction(lines: Lines) -> None:
    next(rows_of(lines, "versions"))["number"] = 1.5


def a_truth(lines: Lines) -> None:
    next(rows_of(lines, "jobs"))["is_open"] = True


def a_list(lines: Lines) -> None:
    next(rows_of(lines, "jobs"))["title"] = ["x"]


def huge(lines: Lines) -> None:
    next(rows_of(lines, "jobs"))["id"] = 10**30


def no_moment(lines: Lines) -> None:
    next(rows_of(lines, "offers"))["created_at"] = "yesterday"


def no_day(lines: Lines) -> None:
    next(row for row in rows_of(lines, "offers") if row["start_date"])["start_date"] = "2027-02-31"


def no_json(lines: Lines) -> None:
    next(rows_of(lines, "version_values"))["raw"] = "{"


def no_status(lines: Lines) -> None:
    next(rows_of(lines, "offers"))["status"] = "eaten"


def no_reference(lines: Lines) -> None:
    next(rows_of(lines, "offers"))["application_id"] = 123_456


def twice(lines: Lines) -> None:
    place = next(at for at, line in enumerate(lines) if "offers" in line)
    lines.insert(place, json.loads(json.dumps(lines[place])))


def a_strange_setting(lines: Lines) -> None:
    next(rows_of(lines, "settings"))["value"] = "[1]"


def no_sequence(lines: Lines) -> None:
    next(rows_of(lines, "sqlite_sequence"))["name"] = "sqlite_master"


def no_row(lines: Lines) -> None:
    lines[1] = {"offers": 5}  # type: ignore[dict-item]


def two_rows(lines: Lines) -> None:
    lines[1] |= {"jobs": {"id": 1}}


def no_header(lines: Lines) -> None:
    lines[0] = {"offerdesk": "dump"}


def no_dump(lines: Lines) -> None:
    del lines[0]


def changed_file(lines: Lines) -> None:
    row = next(rows_of(lines, "attachment_pieces"))
    row["content"] = row["content"][::-1]


def a_file_less(lines: Lines) -> None:
    del lines[next(at for at, line in enumerate(lines) if "attachment_pieces" in line)]
    lines[-1]["end"]["rows"] -= 1


LIES = (
    changed_file, a_file_less,
    changed_letter, blank_letter, newer, newer_form, cut_off, a_line_less, a_value_less,
    behind_the_end, no_table, index_table, no_column, generated, no_key, wrong_type, a_fraction,
    a_truth, a_list, huge, no_moment, no_day, no_json, no_status, no_reference, twice,
    a_strange_setting, no_sequence, no_row, two_rows, no_header, no_dump,
)  # fmt: skip


@pytest.fixture(scope="module")
def true_lines(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The dump of a full desk, made once."""
    folder = tmp_path_factory.mktemp("full")
    clock.set_source(making.Time())
    database.open_desk(folder / "offers.db")
    a_full_desk(folder)
    try:
        return text_out("json")
    finally:
        database.close_desk()
        clock.set_source(None)


@pytest.mark.parametrize("lie", everyday(LIES, most=10), ids=lambda lie: lie.__name__)
def test_a_dump_that_was_meddled_with_changes_nothing(
    true_lines: str, desk: Path, lie: Callable[[Lines], None]
) -> None:
    lines = [json.loads(line) for line in true_lines.splitlines()]
    lie(lines)
    before = everything_stored(desk)
    with pytest.raises(DumpRefused) as refused:
        read(lines)
    assert len(refused.value.text) > 20 and "\n" not in refused.value.text
    assert everything_stored(desk) == before


@pytest.mark.parametrize(
    "added",
    [
        {"events": {"id": 9000, "subject": "offer", "subject_id": 1, "kind": "created",
                    "at": "2026-11-22T12:00:00.000Z"}},
        {"versions": {"id": 9000, "offer_id": 1, "number": 9,
                      "created_at": "2026-11-22T12:00:00.000Z"}},
        {"supersessions": {"version_id": 3, "at": None}},
        {"flags": {"id": 9000, "offer_id": 1, "field": "id", "text": "x",
                   "created_at": "2026-11-22T12:00:00.000Z"}},
    ],
    ids=lambda added: next(iter(added)),
)  # fmt: skip
def test_nothing_is_added_to_what_is_here(
    true_lines: str, desk: Path, added: dict[str, Any]
) -> None:
    lines = [json.loads(line) for line in true_lines.splitlines()]
    read(lines)
    lines.insert(-1, added)
    lines[-1]["end"]["rows"] += 1
    before = everything_stored(desk)
    with pytest.raises(DumpRefused):
        read(lines)
    assert everything_stored(desk) == before


def test_an_older_dump_lacks_columns_and_comes_in(true_lines: str, desk: Path) -> None:
    lines = [json.loads(line) for line in true_lines.splitlines()]
    lines[0]["schema"] = 1
    for row in rows_of(lines, "template_revisions"):
        del row["subject"], row["problem"]
    assert read(lines).offers == 4


def test_the_guards_stand_after_a_dump_came_in(true_lines: str, desk: Path) -> None:
    read([json.loads(line) for line in true_lines.splitlines()])
    for sql in (
        "UPDATE versions SET salary_minor = 1",
        "DELETE FROM letters",
        "UPDATE events SET text = 'x'",
        "INSERT INTO version_values (version_id, field_id, name) VALUES (1, 2, 'x')",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.reader().execute(sql)


def test_it_is_known_by_its_first_line(true_lines: str) -> None:
    first, second, *_ = (json.loads(line) for line in true_lines.splitlines())
    assert backup_export.recognise(first)
    assert not any(map(backup_export.recognise, (second, {}, [], None, {"offerdesk": 1})))


def test_nothing_unseen_is_written_as_itself(true_lines: str) -> None:
    assert ("\u202e" not in true_lines and r"\u202e" in true_lines) or r"�" in true_lines
    assert all(line.isprintable() for line in true_lines.splitlines())


def test_candidates_without_offers_are_in_a_whole_dump_only(desk: Path) -> None:
    person = candidates.create(CandidateDraft("Only", "Here", "only@example.com"))
    offer = making.an_offer()
    assert any(row["id"] == person.id for row in rows_of(lines_of(), "candidates"))
    assert not any(
        row["id"] == person.id for row in rows_of(lines_of(ids=[offer.id]), "candidates")
    )


# ---------------------------------------------------------------- as a file


def read_file(folder: Path, text: str, **options: Any) -> Report:
    path = folder / "dump.jsonl"
    path.write_text(text, "utf-8")
    return exchange.read_files([path], options=ImportOptions(**options))


def test_a_dump_is_read_like_any_file(true_lines: str, desk: Path, tmp_path: Path) -> None:
    report = read_file(tmp_path, true_lines)
    assert (report.refused, report.same) == (0, 0) and report.new > 30
    assert "4 offers new" in report.lines[0].text
    before = everything_stored(desk)
    again = read_file(tmp_path, true_lines)
    assert (again.new, again.changed, again.refused, again.same) == (0, 0, 0, report.new)
    assert "nothing was changed" in again.lines[0].text
    assert everything_stored(desk) == before


def test_a_dry_run_of_a_dump_changes_nothing(true_lines: str, desk: Path, tmp_path: Path) -> None:
    before = everything_stored(desk)
    assert read_file(tmp_path, true_lines, dry_run=True).new > 30
    assert everything_stored(desk) == before
    assert read_file(tmp_path, true_lines).new > 30


def test_a_dump_that_does_not_come_in_is_one_refusal(
    true_lines: str, desk: Path, tmp_path: Path
) -> None:
    before = everything_stored(desk)
    for text in (
        true_lines[: len(true_lines) // 2],
        "".join(true_lines.splitlines(keepends=True)[:-1]),
        true_lines.replace('{"end"', '{"users":{"id":1,"id":2}}\n{"end"'),
    ):
        report = read_file(tmp_path, text)
        assert (report.new, report.same, report.refused) == (0, 0, 1)
        assert everything_stored(desk) == before


def test_a_look_knows_a_dump(true_lines: str, desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text(true_lines, "utf-8")
    (plan,) = preview.look([path])
    assert (plan.kinds, plan.problem) == ((("dump of offerdesk", 1),), "")
