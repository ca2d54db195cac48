"""The same language in the lists of candidates, jobs and custom fields."""

from pathlib import Path

import pytest
from support import making
from support.everyday import everyday

from data.fields import custom_fields
from data.filters.filter import parse
from data.filters.vocabulary import CANDIDATES, FIELDS, JOBS
from data.lists import candidate_list, job_list
from data.people import applications, candidates, erasing
from data.records.candidate_records import ApplicationStatus, CandidateDraft
from data.storage import incremental_list
from data.storage.keyset_pages import PAGE

pytestmark = pytest.mark.usefixtures("desk")


def people(text: str) -> list[int]:
    found = candidate_list.passing(parse(text, vocabulary=CANDIDATES))
    while not found.advance(0):
        pass
    rows = [found.row(at) for at in range(len(found))]
    return [row.id for row in rows if row]


def four_people() -> None:
    for first, last, email, phone in (
        ("Zoë", "Müller", "zoe@example.com", "+49 30 555-0101"),
        ("John", "Doe", "doe@other.example", ""),
        ("Zora", "Doe", "", "(512) 555 0199"),
        ("Ada", "Cole", "ada@example.com", ""),
    ):
        candidates.create(CandidateDraft(first, last, email, phone))
    job, other = making.a_job("Backend Engineer").id, making.a_job("Designer").id
    hired = applications.apply(1, job)
    applications.set_status(hired, ApplicationStatus.HIRED)
    applications.apply(2, other)
    erasing.erase(4)


@pytest.mark.parametrize("small", everyday([False, True]))
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [4, 2, 3, 1]),
        ("doe", [2, 3]),
        ("zo", [3, 1]),
        ("zo -doe", [1]),
        ("-doe", [4, 1]),
        ("zora or john", [2, 3]),
        ('"john doe"', []),  # names are in columns of their own
        ("john doe", [2]),
        ("email:example", [2, 1]),
        ('email:"zoe@example.com"', [1]),
        ("email:none", [4, 3]),
        ("phone:5550199", [3]),
        ("phone:555-0101", [1]),
        ("phone:none", [4, 2]),
        ("job:back", [1]),
        ('job:"Designer"', [2]),
        ("is:hired", [1]),
        ("is:active", [2]),
        ("is:erased", [4]),
        ("is:hired,active -zo", [2]),
        ("created:2026-11-22", [4, 2, 3, 1]),
        ("created<2026-11-22", []),
        ("id:2", [2]),
        ("candidate_id:3,1", [3, 1]),
        ("nobody", []),
    ],
)
def test_candidates_pass_a_filter(
    text: str, expected: list[int], small: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    four_people()
    if small:
        for name in ("FIRST", "FASTEST"):
            monkeypatch.setattr(incremental_list, name, 1)
        monkeypatch.setattr(incremental_list, "FEW_HITS", 1)
    assert people(text) == expected


def test_many_candidates_are_found_by_name_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incremental_list, "FEW_HITS", 10)
    for number in range(PAGE + 5):
        candidates.create(CandidateDraft(f"Ann{number:03}", f"Last{(number * 7) % 10}"))
    found = people("ann")
    assert len(found) == PAGE + 5
    names = [candidates.get(one) for one in found]
    assert [(one.last_name, one.first_name) for one in names] == sorted(
        (one.last_name, one.first_name) for one in names
    )


@pytest.mark.parametrize("words", ['"', "a\x00b", "'; --", "*", "(", "zoe\ud800"])
def test_words_from_a_form_never_fail(words: str) -> None:
    four_people()
    assert len(candidate_list.candidates(words)) in (0, 1, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [2, 1, 3]),
        ("engi", [1]),
        ("sales", [3]),
        ("-sales", [2, 1]),
        ("open", [2, 3]),
        ("is:closed", [1]),
        ("is:open department:sales", [3]),
        ("department:none", [3, 2][1:]),
        ("location:koln or sales", [1, 3]),
        ('"backend engineer"', [1]),
        ("currency:EUR", [3]),
        ("currency:none", [2, 1]),
        ("job_id:2", [2]),
    ],
)
def test_jobs_pass_a_filter(text: str, expected: list[int]) -> None:
    making.a_job("Backend Engineer", location="Köln", is_open=False)
    making.a_job("Clerk", department="")
    making.a_paid_job(title="Seller", department="Sales")
    found = [row.id for row in job_list.jobs(parse(text, vocabulary=JOBS))]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["bonus", "days", "grade"]),
        ("bon", ["bonus"]),
        ("type:number", ["days"]),
        ("type:text", ["bonus", "grade"]),
        ("is:required", ["days"]),
        ("is:off", ["bonus"]),
        ("is:active -days", ["grade"]),
        ("of:job", ["grade"]),
    ],
)
def test_custom_fields_pass_a_filter(text: str, expected: list[str]) -> None:
    making.a_field("Bonus", active=False)
    making.a_field("Days", "number", required=True)
    making.a_field("Grade", "long_text", belongs_to="job")
    wanted = parse(text, vocabulary=FIELDS)
    found = [one.key for one in custom_fields.all_fields(None) if custom_fields.passes(one, wanted)]
    assert sorted(found) == expected
    assert Path
