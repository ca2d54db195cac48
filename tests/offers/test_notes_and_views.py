"""Notes, negotiation entries and saved views."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from support import making
from support.everyday import everyday
from support.making import Time

from data.errors import Invalid, NotAllowed, NotFound
from data.filters import filter, note_terms, operands
from data.lists import candidate_list, job_list, offer_list, saved_views, sorting
from data.lists.saved_views import ViewDraft
from data.lists.sort_order import SortOrder
from data.offers import negotiations, notes, offer_deletion, offers
from data.people import candidates
from data.records.candidate_records import CandidateDraft
from data.records.negotiation_records import OTHER, NegotiationDraft
from data.storage import events
from data.storage.connection import reader
from data.values import clock


@pytest.fixture(autouse=True)
def _standing(desk: object, time: Time) -> None: ...


def test_a_note_stands_in_the_history_and_makes_no_version() -> None:
    offer = making.an_offer()
    notes.add(events.OFFER, offer.id, "  Called on Friday.\nWill decide.  ")
    after = offers.get(offer.id)
    assert (after.events[-1].kind, after.events[-1].text) == (
        "note", "Called on Friday.\nWill decide.",
    )  # fmt: skip
    assert len(after.versions) == 1


@pytest.mark.parametrize("subject", [events.CANDIDATE, events.JOB])
def test_candidates_and_jobs_have_notes_too(subject: str) -> None:
    number = making.a_candidate().id if subject == events.CANDIDATE else making.a_job().id
    notes.add(subject, number, "Prefers mail.")
    assert [event.text for event in events.events_of(subject, number)][-1] == "Prefers mail."
    with pytest.raises(NotFound):
        notes.add(subject, 999, "Nobody.")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 5_001])
def test_a_note_says_something_and_not_too_much(text: str) -> None:
    offer = making.an_offer()
    with pytest.raises(Invalid):
        notes.add(events.OFFER, offer.id, text)
    assert [event.kind for event in offers.get(offer.id).events] == ["created"]


def test_notes_are_found_by_the_beginning_of_their_words() -> None:
    offer = making.an_offer()
    notes.add(events.OFFER, offer.id, "Prefers Zürich")
    found = reader().execute(
        "SELECT subject_id FROM note_words JOIN events ON events.id = note_words.rowid"
        " WHERE note_words MATCH 'zur*'"
    )
    assert found.fetchall() == [(offer.id,)]


@pytest.fixture
def noted() -> dict[str, int]:
    """Four offers of four people for three jobs, three of them with notes in one place each."""
    made = {}
    for name, title in (("Own", "Baker"), ("Candidate", "Potter"), ("Job", "Glazier"),
                        ("Nothing", "Baker")):  # fmt: skip
        whose = {
            "candidate_id": making.a_candidate(name, "Holt").id,
            "job_id": making.a_job(title).id,
        }
        made[name] = making.an_offer(**whose).id
    offer = offers.get(made["Own"])
    notes.add(events.OFFER, offer.id, "Prefers Zürich, will call")
    negotiations.add(offer.id, NegotiationDraft("Zoë", "a company car", term=OTHER))
    person, place = offers.get(made["Candidate"]).candidate, offers.get(made["Job"]).job
    assert person is not None and place is not None
    notes.add(events.CANDIDATE, person.id, "Likes Zurich")
    notes.add(events.JOB, place.id, "The office in Zürich moves")
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    everyday(
        [
            ("note:zuri", {"Own", "Candidate", "Job"}),
            ("notes:ZÜRICH", {"Own", "Candidate", "Job"}),
            ('note:"zuri"', set()),
            ('note:"will call"', {"Own"}),
            ("note:company", {"Own"}),
            ("note:likes,moves", {"Candidate", "Job"}),
            ("note:zürich -note:likes", {"Own", "Job"}),
            ("note:zürich baker", {"Own"}),
            ("note:holt", set()),
            ("note:…", set()),
            ("-note:zürich", {"Nothing"}),
            ("zürich", set()),
        ],
        most=8,
    ),
)
@pytest.mark.parametrize("few", [1_000, 0])
def test_offers_are_found_by_notes_on_them_their_candidate_or_job(
    text: str, found: set[str], few: int, noted: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_terms, "FEW", few)
    ids = set(offer_list.ids(None, filter.parse(text)))
    assert {name for name, number in noted.items() if number in ids} == found


def test_candidates_and_jobs_are_found_by_their_notes(noted: dict[str, int]) -> None:
    people = candidate_list.candidates("zur likes")
    names = [people.row(index) for index in range(len(people))]
    assert [row.first_name for row in names if row is not None] == ["Candidate"]
    assert [row.title for row in job_list.jobs("zürich moves")] == ["Glazier"]


def test_the_notes_of_a_form_are_found_as_well() -> None:
    person = candidates.create(CandidateDraft("Mina", "Holt", notes="Met in Ghent"))
    job = making.a_job("Baker", notes="Starts before dawn")
    offer = making.an_offer(candidate_id=person.id, job_id=job.id)
    for text in ("note:ghent", "note:dawn"):
        assert list(offer_list.ids(None, filter.parse(text))) == [offer.id]
    draft = candidates.draft_of(person)
    candidates.update(person.id, replace(draft, notes="Met in Bruges"))
    assert list(offer_list.ids(None, filter.parse("note:ghent"))) == []
    assert len(candidate_list.candidates("bruges")) == 1
    reader().execute(
        "INSERT INTO candidate_words (candidate_words, rank) VALUES ('integrity-check', 1)"
    )


def test_a_deleted_offers_notes_are_gone_from_the_search() -> None:
    offer = making.an_offer()
    notes.add(events.OFFER, offer.id, "Prefers Basel")
    offer_deletion.delete(offer.id)
    assert reader().execute(
        "SELECT count(*) FROM note_words WHERE note_words MATCH 'basel'"
    ).fetchone() == (0,)


# ------------------------------------------------------------ views


def test_a_view_is_saved_changed_and_removed() -> None:
    view = saved_views.save(ViewDraft("Waiting", "w", "status:sent", "expiry_date", False))
    assert (view.name, view.key, view.descending) == ("Waiting", "W", False)
    changed = saved_views.save(ViewDraft("Waiting long", "", "status:sent"), view.id)
    assert saved_views.all_views() == (changed,)
    saved_views.remove(view.id)
    assert saved_views.all_views() == ()
    with pytest.raises(NotFound):
        saved_views.remove(view.id)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ViewDraft(""), "name"),
        (ViewDraft("waiting"), "name"),
        (ViewDraft("x" * 61), "name"),
        (ViewDraft("Other", "W"), "key"),
        (ViewDraft("Other", "7"), "key"),
        (ViewDraft("Other", filter="status:maybe"), "filter"),
    ],
)
def test_a_view_that_cannot_be_names_the_field(draft: ViewDraft, field: str) -> None:
    saved_views.save(ViewDraft("Waiting", "W", "status:sent"))
    with pytest.raises(Invalid) as refusal:
        saved_views.save(draft)
    assert making.problems(refusal.value) == {field}


def test_a_view_may_keep_its_own_name_and_key() -> None:
    view = saved_views.save(ViewDraft("Waiting", "W", "status:sent"))
    assert saved_views.save(ViewDraft("Waiting", "W", "status:pending"), view.id).filter == (
        "status:pending"
    )


@pytest.mark.parametrize("shipped", saved_views.SHIPPED, ids=lambda view: view.name)
def test_views_that_come_with_the_desk_can_be_shown_in_their_order(
    shipped: saved_views.View,
) -> None:
    assert shipped.sort in sorting.COLUMNS
    order = SortOrder(shipped.sort, shipped.descending)
    assert len(offer_list.offers(None, filter.parse(shipped.filter), order)) == 0
    with pytest.raises(NotAllowed):
        saved_views.remove(shipped.id)


def test_an_own_view_takes_the_place_and_the_key_of_one_that_comes_with_the_desk() -> None:
    own = saved_views.save(ViewDraft("waiting", "E", "status:sent"))
    keys = {view.name: view.key for view in saved_views.every_view()}
    assert keys == {"waiting": "E", "Expiring": "", "Drafts": "F", "Accepted this month": "A"}
    assert saved_views.get(own.id) == own


def test_a_month_and_a_year_are_named_from_today() -> None:
    today = clock.today()
    first, last = operands.days("This month")
    assert (first.day, (last + timedelta(days=1)).day) == (1, 1)
    assert first <= today <= last
    assert operands.days("last month").last == first - timedelta(days=1)
    assert operands.days("this year").first == date(today.year, 1, 1)
