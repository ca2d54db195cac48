"""Every record is taken for what it is, or refused by name: never for something else."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.kinds_of_systems import NOT_READ, OF_NOBODY, READ, made

from data import exchange
from data.exchange import ImportOptions, registry
from data.exchange.record_reader import Refused
from data.storage import connection

KINDS = [(title, words) for title, kinds in READ.items() for words in kinds]


def told(record: object, label: str = "", **options: str) -> str:
    """What the record is taken for, or the refusal's words."""
    try:
        system, kind, _ = registry.recogniser(**options)(record, label)
    except Refused as error:
        return f"refused: {error.text}"
    return f"{system.title} {kind.words}"


@pytest.mark.parametrize(("title", "words"), KINDS)
def test_a_record_of_every_kind_is_recognised(title: str, words: str) -> None:
    assert told(made(READ[title][words])) == f"{title} {words}"


@pytest.mark.parametrize("words", NOT_READ)
def test_what_is_not_read_is_refused_by_its_name(words: str) -> None:
    answer = told(made(NOT_READ[words]))
    assert answer.startswith("refused: looks like a")
    assert f" {words}, which is not read" in answer
    assert "Read are, from Greenhouse, OpenATS" in answer
    assert "--from" in answer
    assert "--kind" in answer


@pytest.mark.parametrize("keys", OF_NOBODY)
def test_anything_else_is_nothing(keys: str) -> None:
    assert told(made(keys)).startswith("refused: is no record that is known here. Read are")


@given(data=st.data())
def test_a_record_that_lacks_something_is_never_taken_for_another_kind(data: st.DataObject) -> None:
    every = {f"{title} {words}": READ[title][words] for title, words in KINDS} | NOT_READ
    words = data.draw(st.sampled_from(sorted(every)))
    keys = every[words].split()
    can_go = [key for key in keys if key not in ("id", "candidateId", "application_id")]
    gone = data.draw(st.lists(st.sampled_from(can_go or keys), max_size=len(keys) // 3))
    answer = told(made(" ".join(key for key in keys if key not in gone)))
    assert answer == words or answer.startswith("refused: "), (gone, answer)


@given(data=st.data())
def test_a_record_with_keys_of_nobody_is_never_taken_for_another_kind(data: st.DataObject) -> None:
    every = {f"{title} {words}": READ[title][words] for title, words in KINDS} | NOT_READ
    words = data.draw(st.sampled_from(sorted(every)))
    more = data.draw(st.lists(st.from_regex(r"x_[a-z]{1,6}", fullmatch=True), max_size=30))
    answer = told(made(f"{every[words]} {' '.join(more)}"))
    assert answer == words or answer.startswith("refused: "), (more, answer)


def test_what_could_be_several_is_asked() -> None:
    assert told({"id": 3, "name": "Engineering"}) == (
        "refused: could be a Greenhouse department, a Greenhouse office, a Greenhouse tag or"
        " a Greenhouse close reason: say what it is with --from and --kind."
    )
    assert told({"id": 3, "name": "Engineering"}, kind="departments") == "Greenhouse department"
    assert told({"id": 3, "name": "E"}, file_name="gh_departments") == "Greenhouse department"


def test_the_name_of_a_stream_is_believed() -> None:
    few = {"id": 4, "candidateId": 7, "status": "draft"}
    assert told(few, "public_offers") == "OpenATS offer"
    assert told(few).startswith("refused: ")
    assert "looks like an OpenATS interview" in told(few, "interviews")
    assert told(few, "jobs").startswith("refused: has not what a Greenhouse job has")
    assert "is called weather" in told(few, "weather")


TABLES = (
    ("Name,Email,Role,Status\nRita,r@example.com,Admin,Active\n", "a table of users"),
    ("Job ID,Title,Department,Hiring manager\n4,Cook,Kitchen,Rita\n", "a table of jobs"),
    ("Department ID,Name\n4,Kitchen\n", "a table of departments"),
    ("Office,City\nMain,Ghent\n", "a table of offices"),
    ("Candidate,Job,Stage,Applied on\nMila,Cook,Screen,2026-01-02\n", "a table of applications"),
    ("Wine,Year\nRed,2020\n", "is no table of offers"),
)


@pytest.mark.parametrize(("text", "words"), TABLES)
def test_a_table_of_something_else_is_refused_by_name(
    desk: Path, tmp_path: Path, text: str, words: str
) -> None:
    file = tmp_path / "table.csv"
    file.write_text(text, "utf-8")
    report = exchange.read_files([file])
    assert (report.read, report.refused) == (0, 1)
    assert words in report.lines[0].text
    assert "--map" in report.lines[0].text


def test_a_table_of_offers_has_what_offers_have(desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("Name,Figure\nMila Roth,90000 EUR\n", "utf-8")
    assert exchange.read_files([file], options=ImportOptions()).refused == 1
    stated = ImportOptions(mapping={"Figure": "salary"})
    assert exchange.read_files([file], options=stated).new == 1
    file.write_text("Name,Note\nMax Muster,hello\n", "utf-8")
    assert exchange.read_files([file], options=ImportOptions(kind="offers")).new == 1


STREAMS = (
    {"type": "RECORD", "stream": "offers", "record": {}},
    {"stream": "offers", "data": {}},
    {"type": "RECORD", "record": {"stream": "offers", "data": {}, "emitted_at": 5}},
    {"data": {}},
    {"data": [{}]},
    {"success": True, "results": [{}]},
    {"items": [{}], "total": 1},
    {"records": [{}]},
    {"offer": {}},
    {"offers": [{}], "next": None},
)


@pytest.mark.parametrize("envelope", STREAMS, ids=str)
def test_records_are_read_out_of_every_envelope(
    desk: Path, tmp_path: Path, envelope: dict[str, object]
) -> None:
    offer = {"id": 4, "candidateId": 7, "jobId": 2, "salary": 5, "currency": "EUR"}
    file = tmp_path / "page.json"
    text = json.dumps(envelope).replace("{}", json.dumps(offer))
    file.write_text(f'{{"type": "SCHEMA", "stream": "offers", "schema": 1}}\n{text}', "utf-8")
    report = exchange.read_files([file])
    assert (report.new, report.refused) == (1, 0)


def test_a_file_of_another_kind_never_goes_through_in_silence(desk: Path, tmp_path: Path) -> None:
    for words, keys in NOT_READ.items():
        file = tmp_path / "file.json"
        file.write_text(json.dumps([made(keys)]), "utf-8")
        report = exchange.read_files([file])
        assert (report.read, report.refused) == (0, 1), words
    assert offer_count() == 0


def offer_count() -> int:
    (count,) = connection.reader().execute("SELECT count(*) FROM offers").fetchone()
    return int(count)
