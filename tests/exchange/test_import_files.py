"""Files of every form, whole and broken: what comes in and what is said, and nothing else."""

import csv
import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks import greenhouse_records
from hypothesis import given
from hypothesis import strategies as st
from support import making
from support.everyday import everyday

from data import exchange
from data.errors import Invalid
from data.exchange import ImportOptions, Progress, Report, Stopped
from data.exchange.files import json_records, text_file
from data.storage import connection, database
from data.values import clock
from tui import import_report_text

RECORDS = list(greenhouse_records.records(6))


def lines(records: list[Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.same, report.refused


def zipped(content: bytes) -> bytes:
    """Compressed, the same at any time: workers that share the tests must see the same ones."""
    return gzip.compress(content, mtime=0)


def given_file(folder: Path, content: bytes | str, name: str = "offers.json") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


FORMS: dict[str, Callable[[list[Any]], str]] = {
    "array": json.dumps,
    "lines": lines,
    "envelope": lambda records: json.dumps({"data": records, "total": len(records)}),
    "late envelope": lambda records: json.dumps({"total": len(records), "data": records}),
    "concatenated": lambda records: "".join(map(json.dumps, records)),
}


@pytest.mark.parametrize("form", everyday(FORMS, most=2))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be"])
@pytest.mark.parametrize("packed", [False, True])
def test_every_form_and_encoding_gives_the_same_offers(
    desk: Path, tmp_path: Path, form: str, encoding: str, packed: bool
) -> None:
    content = FORMS[form](RECORDS).encode(encoding)
    path = given_file(tmp_path, zipped(content) if packed else content)
    assert counts(exchange.read_files([path])) == (6, 0, 0, 0)
    assert len(making.rows(desk, "SELECT * FROM versions")) == 6


def a_table(records: list[dict[str, Any]], delimiter: str = ",") -> str:
    text = io.StringIO()
    rows = csv.writer(text, delimiter=delimiter)
    rows.writerow(records[0])
    rows.writerows(record.values() for record in records)
    return text.getvalue()


PEOPLE = [
    {
        "Offer ID": 1,
        "Candidate": "Zoë Müller",
        "Job": "Baker",
        "Salary": "50,000 EUR",
        "Shift": "x",
    },
    {"Offer ID": 2, "Candidate": "Bo Ek", "Job": "Baker", "Salary": "60,000 EUR", "Shift": ""},
]


@pytest.mark.parametrize("delimiter", everyday([",", ";", "\t", "|"], most=2))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_table_is_read_whatever_its_separator_and_encoding(
    desk: Path, tmp_path: Path, delimiter: str, encoding: str, packed: bool
) -> None:
    content = a_table(PEOPLE, delimiter).encode(encoding)
    name = "offers.csv.gz" if packed else "offers.csv"
    path = given_file(tmp_path, zipped(content) if packed else content, name)
    assert counts(exchange.read_files([path])) == (2, 0, 0, 0)
    names = making.rows(desk, "SELECT candidate_name, salary_minor FROM offers ORDER BY id")
    assert names == [("Zoë Müller", 5_000_000), ("Bo Ek", 6_000_000)]
    assert making.rows(desk, "SELECT name FROM custom_fields") == [("Shift",)]


def test_a_column_can_be_given_another_meaning(desk: Path, tmp_path: Path) -> None:
    table = "Name,Money\nBo Ek,60000 EUR\n"
    path = given_file(tmp_path, table, "offers.csv")
    options = ImportOptions(mapping={"Money": "salary"})
    assert counts(exchange.read_files([path], options=options)) == (1, 0, 0, 0)
    assert making.rows(desk, "SELECT salary_minor FROM offers") == [(6_000_000,)]
    wrong = exchange.read_files([path], options=ImportOptions(mapping={"Pay": "salary"}))
    assert "no column Pay" in wrong.lines[0].text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Name,Name\n1,2\n", "the column Name twice"),
        ("Name,,Pay\n1,2,3\n", "no name over column 2"),
        ("Name,Pay\n", "a header without rows"),
        ('Name,Pay\n"Bo Ek,3\n', "line 2"),
        ('Name,Pay\n"' + "x" * 5_000_000 + '",3\n', "million signs"),
        ("Name,Pay\n" + "a" * 5_000_000, "million signs"),
        (",".join(f"c{number}" for number in range(3000)) + "\n1\n", "3,000 columns"),
        ("\n\n \n", "empty"),
    ],
)
def test_a_table_that_cannot_be_read_gets_one_sentence(
    desk: Path, tmp_path: Path, content: str, words: str
) -> None:
    before = making.everything_stored(desk)
    report = exchange.read_files([given_file(tmp_path, content, "offers.csv")])
    assert counts(report) == (0, 0, 0, 1)
    assert words in report.lines[0].text
    assert making.everything_stored(desk) == before


def test_a_row_with_more_cells_than_columns_is_refused_by_itself(
    desk: Path, tmp_path: Path
) -> None:
    table = "Name,Pay\nBo Ek,,3\nAda Lo,\n, \nUma Ray\n\n,\n"
    path = given_file(tmp_path, table, "a.csv")
    report = exchange.read_files([path])
    assert counts(report) == (2, 0, 0, 1)
    assert (report.lines[0].position, report.lines[0].came) == (1, "3 cells")
    assert [line.position for line in report.lines if line.outcome == "new"] == [2, 4]


def test_a_record_that_breaks_stops_nothing_else_and_is_named(desk: Path, tmp_path: Path) -> None:
    bad = '{"id": 1, "id": 2, "application_id": 3, "version": 1}'
    path = given_file(
        tmp_path, lines(RECORDS[:2]) + bad + "\n" + '{"a": NaN}\n' + lines(RECORDS[2:])
    )
    report = exchange.read_files([path])
    assert counts(report) == (6, 0, 0, 2)
    refused = [line for line in report.lines if line.outcome == "refused"]
    assert [(line.position, line.field) for line in refused] == [(3, "id"), (4, "")]
    assert (refused[0].expected, refused[0].came) == ("each key once", "id twice")


def test_a_file_that_breaks_off_is_left_out_whole_and_the_others_come_in(
    desk: Path, tmp_path: Path
) -> None:
    whole = given_file(tmp_path, lines(RECORDS[:1]), "a.json")
    broken = given_file(tmp_path, lines(RECORDS[1:4])[:-40], "b.json")
    last = given_file(tmp_path, json.dumps(RECORDS[4]), "c.json")
    report = exchange.read_files([whole, broken, last])
    assert counts(report) == (2, 0, 0, 1)
    (line,) = [line for line in report.lines if line.outcome == "refused"]
    assert line.position == 0
    assert "in the middle of record 3, line 3" in line.text
    assert len(making.rows(desk, "SELECT * FROM versions")) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(lines(RECORDS).encode())[:-20], "damaged"),
        (zipped(zipped(b"[]")), "compressed twice"),
        (zipped(b""), "empty"),
        (b"\x1f\x8bnothing of the kind", "damaged"),
        (zipped(b" " * 80_000_000), "250 times"),
        (b"\xff\xfe\x00", "not text"),
        (lines(RECORDS).encode() + b"\xff", "not text in UTF-8 (byte"),
        (b"\0" * 100, "nothing but zeros"),
        (b"PK\x03\x04", "is a damaged ZIP file"),
    ],
)
def test_bytes_that_are_no_text_get_one_sentence(
    desk: Path, tmp_path: Path, content: bytes, words: str
) -> None:
    before = making.everything_stored(desk)
    report = exchange.read_files([given_file(tmp_path, content)])
    assert counts(report) == (0, 0, 0, 1)
    assert words in report.lines[0].text
    assert making.everything_stored(desk) == before


# ---------------------------------------------------------------- whatever comes

SNIPPETS = (
    b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"\\u12", b"null", b"NaN", b"-", b"1e99999",
    b"9" * 5000, b'"id":1,"id":2,', b"\xff", b"\xef\xbb\xbf", b"\x00", b"\n", b'{"a":' * 80,
    b"[" * 2000, b'"\xed\xa0\x80"', b"\\ud800", b"1" * 400, b"true", b'{"data":[',
)  # fmt: skip


def mutated(seed: int) -> bytes:
    """A valid file with a few bytes cut, doubled or put in."""
    chance = random.Random(seed)
    form = chance.choice(sorted(FORMS))
    content = bytearray(FORMS[form](RECORDS[: chance.randint(1, 3)]).encode())
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(content) + 1)
        end = min(len(content), place + chance.choice((0, 1, 3, 40)))
        content[place:end] = chance.choice((b"", *SNIPPETS))
        if chance.random() < 0.2:
            del content[chance.randrange(len(content) + 1) :]
    return zipped(bytes(content)) if chance.random() < 0.1 else bytes(content)


@given(st.integers(0, 10**9).map(mutated) | st.binary(max_size=300))
def test_no_file_ends_in_a_traceback_or_leaves_a_trace_of_what_was_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    clock.set_source(making.Time())
    path = folder / "offers.db"
    making.open_empty(path)
    before = making.everything_stored(path)
    report = exchange.read_files([given_file(folder, content)])
    assert sum(counts(report)) >= 1
    for line in report.lines:
        assert line.text == line.text.strip() != ""
        assert all(sign.isprintable() for sign in line.text)
    if not report.read:
        stored = making.everything_stored(path)
        assert {name for name in stored if stored[name] != before[name]} <= {"users"}
    assert making.rows(path, "PRAGMA foreign_key_check") == []


KEYS = (
    "id", "version", "application_id", "job_id", "candidate_id", "opening", "created_at", "status",
    "updated_at", "sent_at", "resolved_at", "starts_at", "custom_fields", "keyed_custom_fields",
    "name", "requisition_id", "first_name", "application_ids", "applied_at", "jobs", "candidate",
    "emails", "field_type", "value_type", "name_key", "options", "action", "payload", "data",
    "opening_id", "opened_at", "candidateId", "jobId", "job", "template", "salary", "currency",
    "payFrequency", "startDate", "renderedHtml", "deletedAt", "error", "details", "offer_status",
    "offer_history", "passthrough", "remote_id", "start_date", "starts_on", "sent_on", "value",
    "source_value", "type", "min_value", "max_value", "unit", "user_id", "prospect", "offer",
)  # fmt: skip
WORDS = st.sampled_from(
    ("offer_created", "offer_deleted", "offer_approved", "hire_candidate", "accepted", "offer",
     "deprecated", "currency", "single_select", "EUR", "2021-02-03", "2021-02-03T10:00:00Z", "7",
     "\x1b[31m", "\ud800", "\u202e", "x" * 300, "")
)  # fmt: skip
LEAVES = (
    st.none() | st.booleans() | st.integers(-3, 30) | WORDS
    | st.sampled_from((10**30, 1.5, -0.0, 1e300, 2**63))
)  # fmt: skip
WILD = st.dictionaries(
    st.sampled_from(KEYS),
    st.recursive(
        LEAVES,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
        ),
        max_leaves=10,
    ),
    max_size=10,
)


@pytest.mark.long
@given(st.lists(WILD, min_size=1, max_size=12))
def test_no_record_of_any_shape_ends_in_a_traceback_and_again_it_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("wild")
    clock.set_source(making.Time())
    path = folder / "offers.db"
    making.open_empty(path)
    file = given_file(folder, json.dumps(records))
    report = exchange.read_files([file])
    assert sum(counts(report)) == len(records)
    assert making.rows(path, "PRAGMA foreign_key_check") == []
    again = exchange.read_files([file])
    assert (again.new, again.refused) == (0, report.refused)


# ---------------------------------------------------------------- options


def test_a_dry_run_says_what_would_happen_and_does_nothing(desk: Path, tmp_path: Path) -> None:
    first = given_file(tmp_path, lines(RECORDS), "a.json")
    second = given_file(tmp_path, lines(RECORDS[:3]), "b.json")
    broken = given_file(tmp_path, lines(RECORDS)[:-9], "c.json")
    before = making.everything_stored(desk)
    said = exchange.read_files([first, second, broken], options=ImportOptions(dry_run=True))
    assert making.everything_stored(desk) == before
    assert said.is_dry_run
    done = exchange.read_files([first, second, broken])
    assert counts(said) == counts(done) == (6, 0, 3, 1)
    assert said.lines == done.lines


def test_only_the_named_system_is_looked_for(desk: Path, tmp_path: Path) -> None:
    path = given_file(tmp_path, lines(RECORDS))
    report = exchange.read_files([path], options=ImportOptions(system="openats"))
    assert counts(report) == (0, 0, 0, 6)
    assert counts(exchange.read_files([path], options=ImportOptions(system="greenhouse")))[0] == 6
    with pytest.raises(Invalid, match="no system called nobody"):
        exchange.read_files([path], options=ImportOptions(system="nobody"))


@pytest.mark.long
def test_progress_is_told_and_may_stop_everything(desk: Path, tmp_path: Path) -> None:
    first = given_file(tmp_path, lines(RECORDS[:2]), "a.json")
    second = given_file(tmp_path, lines(list(greenhouse_records.records(1500))), "b.json")
    heard: list[Progress] = []

    def listen(progress: Progress) -> None:
        heard.append(progress)
        if progress.records >= 1000:
            raise Stopped

    with pytest.raises(Stopped) as stopped:
        exchange.read_files([first, second], progress=listen)
    assert counts(stopped.value.report) == (2, 0, 0, 0)
    assert len(making.rows(desk, "SELECT * FROM versions")) == 2
    assert not connection.reader().in_transaction
    assert [one.file for one in heard[:2]] == [first, first]
    assert heard[1].bytes_done == heard[1].bytes_total == first.stat().st_size
    assert heard[-1].file == second
    assert 0 < heard[-1].bytes_done <= heard[-1].bytes_total


@pytest.mark.parametrize("size", everyday([1, 1000], most=2))
@pytest.mark.parametrize("apart", [False, True])
def test_jobs_candidates_and_offers_come_in_any_order(
    desk: Path, tmp_path: Path, size: int, apart: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.exchange.importing.record_batches.RECORDS", size)
    offer = RECORDS[0]
    named = [
        {"id": offer["job_id"], "name": "Baker", "requisition_id": None, "departments": []},
        {
            "id": offer["candidate_id"],
            "first_name": "Zoë",
            "last_name": "Müller",
            "application_ids": [offer["application_id"]],
            "email_addresses": [],
        },
        {
            "id": offer["application_id"],
            "candidate_id": offer["candidate_id"],
            "applied_at": "2014-01-01T00:00:00Z",
            "status": "active",
            "jobs": [{"id": offer["job_id"], "name": "Baker"}],
        },
    ]
    shown = []
    orders = ([offer, *named], [*named, offer], [named[0], offer, named[2], named[1]])
    for number, records in enumerate(orders):
        path = tmp_path / f"{number}.db"
        database.open_desk(path)
        given_files = [records] if not apart else [[record] for record in records]
        for batch in given_files:
            exchange.read_files([given_file(tmp_path, lines(batch))])
        shown.append(
            making.rows(path, "SELECT id, candidate_name, job_title, application_id FROM offers")
        )
        for table in ("jobs", "candidates", "applications", "offers", "versions"):
            assert len(making.rows(path, f"SELECT id FROM {table}")) == 1
    assert shown[0] == shown[1] == shown[2]
    assert shown[0][0][1:3] == ("Zoë Müller", "Baker")


def test_a_long_report_keeps_what_matters_and_counts_the_rest(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "data.exchange.import_report.MOST_LINES",
        dict.fromkeys(("new", "changed", "same", "flagged", "refused"), 2),
    )
    report = exchange.read_files([given_file(tmp_path, lines([*RECORDS, 1, 2, 3]))])
    assert counts(report) == (6, 0, 0, 3)
    outcomes = [str(line.outcome) for line in report.lines]
    assert outcomes.count("new") == outcomes.count("refused") == 2
    assert report.left_out >= 4 + 1


def test_lines_say_what_they_are_beside_their_sentences(desk: Path, tmp_path: Path) -> None:
    path = given_file(tmp_path, json.dumps(RECORDS))
    assert not any(line.is_repeat for line in exchange.read_files([path]).lines)
    again = exchange.read_files([path])
    assert {(line.outcome, line.is_repeat) for line in again.lines} == {("same", True)}
    assert len(list(import_report_text.report_lines(again))) == 1  # the counts
    gone = exchange.read_files([tmp_path / "none.json"]).lines[0]
    assert (gone.text, gone.short_text) == (f"{gone.file} does not exist.", "does not exist.")


def test_a_look_tells_what_is_in_files_and_writes_nothing(desk: Path, tmp_path: Path) -> None:
    before = making.everything_stored(desk)
    plans = exchange.look(
        [
            given_file(tmp_path, zipped(lines(RECORDS).encode()), "a.json.gz"),
            given_file(tmp_path, a_table(PEOPLE), "b.csv"),
            given_file(tmp_path, "{", "c.json"),
            given_file(tmp_path, lines([{"id": 1, "colour": "red"}] * 300), "d.json"),
        ]
    )
    assert plans[0].kinds == (("Greenhouse offer", 6),)
    assert (plans[0].is_compressed, plans[0].is_whole, plans[0].form) == (True, True, "JSON")
    assert (plans[1].form, dict(plans[1].columns)["Shift"]) == ("CSV", "custom field")
    assert plans[2].problem.startswith("is not JSON")
    assert (plans[3].kinds, plans[3].is_whole) == ((("not known", 200),), False)
    assert making.everything_stored(desk) == before


def test_large_objects_and_files_are_capped_not_loaded(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_records, "LARGEST", 100_000)
    monkeypatch.setattr(text_file, "PIECE", 4096)
    large = '{"id": "' + "x" * 1_000_000 + '"}'
    report = exchange.read_files([given_file(tmp_path, f"{large}\n{lines(RECORDS)}")])
    assert counts(report) == (6, 0, 0, 1)
    assert "too large" in report.lines[0].text
