"""Candidates and their applications."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import making

from data.board import board
from data.bulk import bulk_changes
from data.bulk.bulk_changes import Action, Kind
from data.errors import Invalid, NotFound
from data.filters.filter import parse
from data.lists import offer_list
from data.offers import negotiations, notes, offer_editing, offers
from data.people import applications, candidates, erasing
from data.records.candidate_records import ApplicationStatus, CandidateDraft
from data.records.list_rows import OfferRow
from data.records.negotiation_records import OTHER, NegotiationDraft
from data.storage import events
from data.values.status import Status

pytestmark = pytest.mark.usefixtures("desk")


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [("Zoë", "Müller", "Zoë Müller"), ("Zoë", "", "Zoë"), ("", "Müller", "Müller")],
)
def test_one_name_is_enough(first: str, last: str, name: str) -> None:
    assert making.a_candidate(first, last).name == name


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (CandidateDraft(), {"first_name"}),
        (CandidateDraft("x" * 201, "y" * 201), {"first_name", "last_name"}),
        (CandidateDraft("Zoë", email="zoe at example"), {"email"}),
        (CandidateDraft("Zoë", email="zoe@example"), {"email"}),
        (CandidateDraft("", "", "nobody", "1" * 101), {"first_name", "email", "phone"}),
    ],
)
def test_all_problems_are_told_at_once(draft: CandidateDraft, fields: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        candidates.create(draft)
    assert making.problems(refused.value) == fields


def test_a_form_that_is_saved_unchanged_changes_nothing() -> None:
    candidate = making.a_candidate()
    assert candidates.update(candidate.id, candidates.draft_of(candidate)) == candidate


def test_hostile_names_are_made_harmless() -> None:
    assert making.a_candidate("Zo\x1b[31më\n", "\u202eMüller").name == "Zo\ufffd[31më \ufffdMüller"


def test_offers_lists_and_search_follow_a_new_name() -> None:
    offer = making.an_offer()
    assert offer.candidate is not None
    candidates.update(offer.candidate.id, CandidateDraft("Łukasz", "Żak"))
    assert offers.get(offer.id).candidate_name == "Łukasz Żak"
    assert offer_list.offers_of_application(offer.application_id)[0].candidate_name == "Łukasz Żak"
    found = {words: len(offer_list.offers(None, parse(words))) for words in ("zak", "müller")}
    assert found == {"zak": 1, "müller": 0}


def test_a_candidate_or_application_that_is_not_there_is_not_found() -> None:
    for use in (candidates.get, applications.application):
        with pytest.raises(NotFound):
            use(99)
    with pytest.raises(NotFound):
        candidates.update(99, CandidateDraft("Zoë"))


def test_the_status_of_an_application_changes_with_a_reason() -> None:
    application = making.an_offer().application_id
    after = applications.set_status(application, ApplicationStatus.HIRED, reason="Signed")
    assert after.status is ApplicationStatus.HIRED
    assert applications.application(application) == after


def test_an_application_names_its_offers_newest_first_and_the_current_one(
    time: making.Time,
) -> None:
    old = making.in_status(Status.DECLINED)
    time.forward(days=1)
    new = offer_editing.reoffer(old.id)
    assert old.candidate is not None
    (application,) = applications.applications_of(old.candidate.id)
    assert [row.id for row in application.offers] == [new.id, old.id]
    assert application.current_offer_id == new.id


def row(id: int, version: int, standing: str, created_at: str) -> OfferRow:
    empty: dict[str, Any] = dict.fromkeys(OfferRow._fields)
    known = {"id": id, "version": version, "standing": standing, "created_at": created_at}
    return OfferRow(**(empty | known))


@pytest.mark.parametrize(
    ("rows", "current"),
    [
        ((), None),
        ((row(1, 1, "superseded", "2026"),), None),
        ((row(1, 9, "superseded", "2027"), row(2, 1, "accepted", "2026")), 2),
        ((row(1, 2, "sent", "2026"), row(2, 1, "sent", "2027")), 2),
        ((row(1, 2, "sent", "2026"), row(2, 1, "sent", "2026")), 2),
    ],
)
def test_the_current_offer_is_never_simply_the_highest_version(
    rows: tuple[OfferRow, ...], current: int | None
) -> None:
    assert applications.current_offer(rows) == current


def test_erasing_takes_the_person_out_of_every_table_and_leaves_the_figures(desk: Path) -> None:
    secret = "Wrzesniewska"
    note = making.a_field("Note", "long_text")
    offer = making.a_ready_offer()
    assert offer.candidate is not None
    draft = replace(candidates.draft_of(offer.candidate), last_name=secret, notes=secret)
    candidates.update(offer.candidate.id, draft)
    offer = making.edit(
        offers.get(offer.id),
        letter_html=f"<p>{secret}</p>",
        fields=(making.entry(note.key, f"about {secret}"),),
    )
    making.move(offer, Status.SENT, reason=secret, text=secret)
    notes.add(events.OFFER, offer.id, f"{secret} called")
    notes.add(events.CANDIDATE, offer.candidate.id, f"{secret} likes tea")
    negotiations.add(offer.id, NegotiationDraft(secret, "more", secret, term=OTHER, agreed=secret))
    board.snooze("opening", offer.id, "+3d", f"{secret} is away")
    told = Action(Kind.FIELD, f"as {secret} said", note.key, keep_sent=True)
    assert bulk_changes.run([offer.id], told).plan.done
    offer = offers.get(offer.id)
    held = [table for table, rows in making.everything_stored(desk).items() if secret in str(rows)]
    assert {"candidates", "offers", "versions", "letters", "events", "version_values"} <= set(held)
    assert {"snoozes", "bulk_runs"} <= set(held)

    erasing.erase(offer.candidate.id)

    after = offers.get(offer.id)
    left = making.everything_stored(desk)
    assert [table for table, rows in left.items() if secret in str(rows)] == []
    for file in desk.parent.iterdir():
        assert secret.lower().encode() not in file.read_bytes().lower(), file
    assert (after.terms.salary, after.status) == (offer.terms.salary, Status.SENT)
    assert after.candidate is not None and after.candidate.is_erased
    assert len(after.versions) == len(offer.versions)
    assert [event.to_status for event in after.events][-1] == "sent"
