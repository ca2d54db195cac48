"""A name that came in one text is kept as it was written, beside what is certain of it."""

import csv
import io
import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.everyday import everyday
from support.exchanging import Reader, counts, one, stored
from support.exported import out, text_out
from support.fresh_desks import fresh_desk

from data import exchange
from data.exchange import Report
from data.lists import candidate_list, twin_candidates
from data.offers import json_documents, offer_letters, offers
from data.people import candidates, erasing, joining
from data.records.candidate_records import CandidateDraft, CandidateRecord
from data.safekeeping import verify
from data.storage import bulk_insert, connection
from data.storage.database import transaction
from data.storage.models import Candidate
from data.values import person_names

WRITTEN = {
    "Smith, John": ("John", "Smith", "John Smith", "Dear John,"),
    "Anna van der Berg": ("Anna", "van der Berg", "Anna van der Berg", "Dear Anna,"),
    "Dr. Anna Weber PhD": ("", "Dr. Anna Weber PhD", "Dr. Anna Weber PhD",
                           "Dear Dr. Anna Weber PhD,"),
    "Ngô Đình Diệm": ("", "Ngô Đình Diệm", "Ngô Đình Diệm", "Dear Ngô Đình Diệm,"),
    "田中 太郎": ("", "田中 太郎", "田中 太郎", "Dear 田中 太郎,"),
    "Zhang Wei": ("Zhang", "Wei", "Zhang Wei", "Dear Zhang,"),
}  # fmt: skip
NOW = "2026-01-01T00:00:00.000Z"
GREETING = '{% include "_clauses/salutation.html" %}'


def read(folder: Path, text: str) -> Report:
    path = folder / "table.csv"
    path.write_text(text, "utf-8")
    return exchange.read_files([path])


def person(number: int = 901) -> CandidateRecord:
    return candidates.get(number)


def names(number: int = 901) -> tuple[str, str, str]:
    found = person(number)
    return found.first_name, found.last_name, found.full_name


def listed(words: str = "") -> list[tuple[int, str]]:
    """Number and name of the candidates in the list, or those with these words."""
    found = candidate_list.candidates(words)
    rows = filter(None, map(found.row, range(len(found))))
    return [(row.id, candidate_list.candidate_line(row).name) for row in rows]


def came_in(folder: Path, name: str) -> CandidateRecord:
    quoted = name.replace('"', '""')
    header = "Candidate id,Candidate,Email,Job,Salary\n"
    assert read(folder, f'{header}901,"{quoted}",a@example.com,Cook,50000 EUR\n').new == 1
    return person()


@pytest.mark.parametrize("written", everyday(WRITTEN, most=2))
def test_a_name_in_one_text_is_kept_as_written(desk: Path, tmp_path: Path, written: str) -> None:
    found = came_in(tmp_path, written)
    first, last, called, greeting = WRITTEN[written]
    assert names() == (first, last, written)
    assert found.name == called
    offer = offers.get(one("SELECT id FROM offers")[0])
    assert offer.candidate_name == called
    assert listed() == [(901, called)]
    edited = making.edit(
        offer, template_id=making.a_template(f"{GREETING}|{{{{ candidate.name }}}}")
    )
    html = offer_letters.preview(edited).html
    assert greeting in html and f"|{called}" in html
    assert json_documents.candidate_document(found)["full_name"] == written
    assert verify.verify() == ()


def test_it_is_found_by_every_word_of_it_also_after_it_was_corrected(
    desk: Path, tmp_path: Path
) -> None:
    came_in(tmp_path, "Dr. Anna Weber PhD")
    draft = replace(candidates.draft_of(person()), first_name="Anna", last_name="Weber")
    assert candidates.update(901, draft).name == "Dr. Anna Weber PhD"
    for word in ("dr", "anna", "weber", "phd"):
        assert listed(word) == [(901, "Dr. Anna Weber PhD")]
    gone = replace(draft, last_name="Roth")
    assert candidates.update(901, gone).name == "Anna Roth"
    assert names() == ("Anna", "Roth", "")
    assert listed("phd") == []
    assert offers.get(one("SELECT id FROM offers")[0]).candidate_name == "Anna Roth"
    assert verify.verify() == ()


def test_a_guess_is_one_until_somebody_has_seen_the_names(desk: Path, tmp_path: Path) -> None:
    found = came_in(tmp_path, "Zhang Wei")
    assert candidates.is_guessed(found)
    typed = candidates.draft_of(found)
    assert candidates.is_guessed(candidates.update(901, replace(typed, phone="+1")))
    turned = candidates.update(901, replace(typed, first_name="Wei", last_name="Zhang"))
    assert names() == ("Wei", "Zhang", "Zhang Wei")
    assert (turned.name, candidates.is_guessed(turned)) == ("Zhang Wei", False)
    assert candidates.update(901, candidates.names_seen(typed)).full_name == ""
    came_again = read(tmp_path, (tmp_path / "table.csv").read_text("utf-8"))
    assert (counts(came_again), names()) == ((0, 0, 1, 0), ("Zhang", "Wei", ""))


@pytest.mark.parametrize(
    ("draft", "stored_as"),
    [
        (CandidateDraft("Mila", "Roth", full_name="Mila Roth"), ("Mila", "Roth", "")),
        (CandidateDraft(full_name="Smith,  John"), ("John", "Smith", "Smith, John")),
        (CandidateDraft(full_name="田中 太郎"), ("", "田中 太郎", "田中 太郎")),
        (CandidateDraft("太郎", "田中", full_name="田中 太郎"), ("太郎", "田中", "田中 太郎")),
    ],
)
def test_a_whole_name_that_is_typed(
    desk: Path, draft: CandidateDraft, stored_as: tuple[str, str, str]
) -> None:
    number = candidates.create(draft).id
    assert names(number) == stored_as
    again = candidates.update(
        number, replace(candidates.draft_of(person(number)), full_name="Bo Ek")
    )
    assert (again.first_name, again.last_name, again.full_name) == ("Bo", "Ek", "Bo Ek")


def test_the_desk_and_the_program_call_a_person_the_same(desk: Path) -> None:
    words = ("", "An", "Bo Ek", "Ek, Bo", "An, An", "An An", "An Bo Ek")
    columns = ("first_name", "last_name", "full_name", "created_at", "updated_at")
    every = list(product(words, repeat=3))
    with transaction() as current:
        rows = [(*names, NOW, NOW) for names in every]
        bulk_insert.insert_rows(current, Candidate, rows, columns)
    found = connection.reader().execute("SELECT name, name_is_guessed FROM candidates ORDER BY id")
    for names, said in zip(every, found, strict=True):
        assert said == (person_names.called(*names), person_names.is_guessed(*names)), names


# ---------------------------------------------------------------- in any order


def openats(number: int, **names: Any) -> dict[str, Any]:
    return {"id": number, "candidateId": 901, "jobId": 2, "salary": 1, "currency": "EUR",
            "status": "draft", "createdAt": "2026-01-01T00:00:00Z", **names}  # fmt: skip


@pytest.mark.parametrize("is_first", [True, False])
def test_names_apart_count_whatever_came_first(
    desk: Path, tmp_path: Path, *, is_first: bool
) -> None:
    whole = openats(4, candidateName="Dr. Anna Weber")
    apart = openats(5, candidate={"id": 901, "firstName": "Anna", "lastName": "Weber"})
    Reader(tmp_path)(*((apart, whole) if is_first else (whole, apart)))
    assert names() == ("Anna", "Weber", "")


def test_both_ways_at_once_are_both_kept(desk: Path, tmp_path: Path) -> None:
    person = {"id": 901, "firstName": "Anna", "lastName": "Weber"}
    Reader(tmp_path)(openats(4, candidate=person, candidateName="Dr. Anna Weber"))
    assert names() == ("Anna", "Weber", "Dr. Anna Weber")


# ---------------------------------------------------------------- out, joined, erased


def test_every_export_with_a_place_for_it_has_it(desk: Path) -> None:
    whole = {"full_name": "Dr. Anna Weber PhD"}
    someone = candidates.create(CandidateDraft("Anna", "Weber", "a@example.com", **whole))
    making.a_ready_offer(candidate_id=someone.id, job_id=making.a_job().id)
    (row,) = csv.DictReader(io.StringIO(text_out("csv")))
    assert (row["first_name"], row["full_name"]) == ("Anna", "Dr. Anna Weber PhD")
    assert out("openats")[0]["candidateName"] == "Dr. Anna Weber PhD"
    assert "Dr. Anna Weber PhD" in text_out("lever")
    for to, text in {to: text_out(to) for to in ("csv", "openats", "json")}.items():
        with fresh_desk() as folder:
            path = folder / f"again.{'csv' if to == 'csv' else 'json'}"
            path.write_text(text, "utf-8")
            assert exchange.read_files([path]).new >= 1
            ((number, _),) = listed()
            assert names(number) == ("Anna", "Weber", "Dr. Anna Weber PhD"), to


def test_it_moves_with_a_joining_and_goes_with_erasing(desk: Path, tmp_path: Path) -> None:
    came_in(tmp_path, "Dr. Anna Quandt")
    kept = candidates.create(CandidateDraft("Anna", "Quandt", full_name="Anna Maria Quandt"))
    assert twin_candidates.of("Dr. Anna Quandt", "", kept.id) is not None
    before = stored()
    joining.join(kept.id, 901)
    assert joining.undo(kept.id).name == "Dr. Anna Quandt"
    assert names() == ("", "Dr. Anna Quandt", "Dr. Anna Quandt")
    assert before != stored()
    joining.join(kept.id, 901)
    making.a_job(notes="Ask Anna Maria Quandt")
    erasing.erase(kept.id)
    everything = json.dumps(stored(), ensure_ascii=False)
    for word in ("Quandt", "Maria", "Dr. Anna"):
        assert word not in everything


def test_a_name_of_one_word_that_others_bear_stays_theirs(desk: Path) -> None:
    alone = candidates.create(CandidateDraft(full_name="Quandt"))
    making.a_candidate("Tom", "Quandt")
    making.a_job(notes="Ask Tom Quandt")
    erasing.erase(alone.id)
    assert one("SELECT notes FROM jobs") == ("Ask Tom Quandt",)
