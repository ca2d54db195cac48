"""Two candidates who are one person are joined; everything moves, and can be put back."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.exchanging import Reader, counts, stored, version
from support.exported import out

from data.errors import NotAllowed, NotFound
from data.lists import candidate_list
from data.offers import notes, offers
from data.people import applications, candidates, erasing, joining
from data.records.candidate_records import CandidateDraft
from data.storage import connection, models

MILA = CandidateDraft("Mila", "Roth", "mila@example.com", notes="First")
ROTH = CandidateDraft(
    "Roth", "Mila", "m.roth@example.com", "+1555", address="1 Elm St", notes="Second"
)


def _person(number: int, last: str) -> dict[str, Any]:
    return {"id": number, "first_name": "Mila", "last_name": last, "application_ids": [],
            "email_addresses": [{"value": f"m{number}@example.com", "type": "work"}],
            "phone_numbers": [], "last_activity": "2021-03-01T09:00:00.000Z"}  # fmt: skip


def _came_in(folder: Path) -> list[dict[str, Any]]:
    records = [_person(71, "Roth"), _person(72, "Roth-Mayer"),
               version(700, application_id=61, candidate_id=71),
               version(701, application_id=62, candidate_id=72)]  # fmt: skip
    assert counts(Reader(folder)(*records)) == (4, 0, 0, 0)
    return records


def _state() -> list[str]:
    """Everything but histories, search indexes and when a candidate was last changed."""
    left_out = ('"events"', "_words", "'saved'", "'mark")
    lines = [line for line in stored() if not any(words in line for words in left_out)]
    times = {row[0] for row in connection.reader().execute("SELECT updated_at FROM candidates")}
    for time in times:
        lines = [line.replace(f"'{time}'", "'…'") for line in lines]
    return sorted(lines)


def test_every_table_that_belongs_to_a_candidate_moves() -> None:
    tables = {
        model._meta.table_name
        for model in models.Table.__subclasses__()
        for field in model._meta.sorted_fields
        if getattr(field, "rel_model", None) is models.Candidate
    }
    assert tables == set(joining._MOVING)


def test_everything_moves_to_the_one_who_stays(desk: Path, tmp_path: Path) -> None:
    _came_in(tmp_path)
    notes.add("candidate", 72, "Likes the sea")
    joined = joining.join(71, 72)
    assert (joined.id, joined.name) == (71, "Mila Roth")
    assert joined.notes == "Email: m72@example.com"
    assert {one.id for one in applications.applications_of(71)} == {61, 62}
    assert {offers.get(one).candidate_name for one in (700, 701)} == {"Mila Roth"}
    assert [note.text for note in notes.notes_on("candidate", 71)] == ["Likes the sea"]
    assert len(candidate_list.candidates()) == 1
    with pytest.raises(NotFound):
        candidates.get(72)


def test_what_is_missing_is_filled_and_what_differs_is_kept_in_the_notes(desk: Path) -> None:
    kept, gone = candidates.create(MILA), candidates.create(ROTH)
    plan = joining.plan(kept.id, gone.id)
    assert plan.lines == (
        f"No application of Roth Mila ({gone.id}) moves here.",
        "Name: Mila Roth stays; Roth Mila goes.",
        "Email: mila@example.com stays; m.roth@example.com goes into the notes.",
        "Phone: +1555 is taken over.",
        "Address: 1 Elm St is taken over.",
        "The notes of both are kept, one below the other.",
    )
    joined = joining.join(kept.id, gone.id)
    assert (joined.name, joined.phone, joined.address) == ("Mila Roth", "+1555", "1 Elm St")
    assert joined.notes == "First\nSecond\nEmail: m.roth@example.com"


def test_the_plan_says_what_moves_and_changes_nothing(desk: Path, tmp_path: Path) -> None:
    _came_in(tmp_path)
    before = stored()
    plan = joining.plan(71, 72)
    assert plan.lines[:2] == (
        "1 application and 1 offer of Mila Roth-Mayer (72) moves here.",
        "Known in greenhouse as 72: that stays true.",
    )
    assert stored() == before


def test_joining_is_taken_back_whole(desk: Path, tmp_path: Path) -> None:
    _came_in(tmp_path)
    before = _state()
    joining.join(71, 72)
    assert _state() != before
    assert joining.undo(71).id == 72
    assert _state() == before
    with pytest.raises(NotAllowed):
        joining.undo(71)
    joining.join(72, 71)
    assert offers.get(700).candidate_name == "Mila Roth-Mayer"


def test_what_was_changed_since_stays_when_it_is_taken_back(desk: Path) -> None:
    kept, gone = candidates.create(MILA), candidates.create(ROTH)
    joining.join(kept.id, gone.id)
    typed = candidates.draft_of(candidates.get(kept.id))
    candidates.update(kept.id, CandidateDraft(typed.first_name, "Roth", typed.email, "+1777"))
    joining.undo(kept.id)
    assert candidates.get(kept.id).phone == "+1777"
    assert (candidates.get(gone.id).phone, candidates.get(gone.id).address) == ("+1555", "1 Elm St")


@pytest.mark.parametrize("is_undone", [False, True])
def test_files_go_out_and_come_in_as_before(desk: Path, tmp_path: Path, *, is_undone: bool) -> None:
    records = _came_in(tmp_path)
    before = [out("greenhouse", records=word) for word in ("offers", "candidates")]
    joining.join(71, 72)
    if is_undone:
        joining.undo(71)
    assert [out("greenhouse", records=word) for word in ("offers", "candidates")] == before
    assert counts(Reader(tmp_path)(*records)) == (0, 0, 4, 0)
    later = version(701, 2, application_id=62, candidate_id=72)
    assert counts(Reader(tmp_path)(later)) == (1, 0, 0, 0)
    assert [row["candidate_id"] for row in out("greenhouse")] == [71, 72, 72]
    assert len(candidate_list.candidates()) == (2 if is_undone else 1)


def test_nobody_is_joined_with_themselves_or_somebody_erased(desk: Path) -> None:
    kept, gone = candidates.create(MILA), candidates.create(ROTH)
    with pytest.raises(NotAllowed):
        joining.join(kept.id, kept.id)
    erasing.erase(gone.id)
    with pytest.raises(NotAllowed):
        joining.plan(kept.id, gone.id)


def test_erasing_somebody_who_was_parted_again_leaves_nothing_with_the_other(desk: Path) -> None:
    parted = CandidateDraft("Milli", "Quandt", "q@example.com", "+1555", "Nosy", "1 Elm St")
    kept, gone, other = map(candidates.create, (MILA, parted, ROTH))
    joining.join(kept.id, other.id)
    joining.join(kept.id, gone.id)
    joining.undo(kept.id)
    erasing.erase(gone.id)
    everything = json.dumps(stored(), ensure_ascii=False)
    for word in ("Milli", "Quandt", "q@example", "Nosy"):
        assert word not in everything
    assert joining.undo(kept.id).id == other.id


def test_erasing_the_one_who_stayed_erases_everybody_who_was_joined(desk: Path) -> None:
    people = [
        candidates.create(CandidateDraft("Mila", "Roth", "one@example.com")),
        candidates.create(CandidateDraft("Milli", "Quandt", "two@example.com")),
        candidates.create(CandidateDraft("Mimi", "Zettl", "three@example.com")),
    ]
    notes.add("candidate", people[2].id, "Mimi Zettl called")
    joining.join(people[1].id, people[2].id)
    joining.join(people[0].id, people[1].id)
    assert [note.text for note in notes.notes_on("candidate", people[0].id)] == [
        "Mimi Zettl called"
    ]
    erasing.erase(people[0].id)
    everything = json.dumps(stored(), ensure_ascii=False)
    for word in ("Mila", "Roth", "Milli", "Quandt", "Mimi", "Zettl", "example.com"):
        assert word not in everything
