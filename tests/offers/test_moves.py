"""Changing the status: what is possible, by force, refused; what goes with it; taking it back."""

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support import making
from support.everyday import everyday

from data.errors import Invalid, NotAllowed
from data.fields import custom_fields
from data.jobs import job_openings
from data.offers import offer_editing, offer_letters, offers, status_changes, warnings
from data.people import applications, users
from data.records.candidate_records import ApplicationStatus
from data.records.field_records import FieldDraft
from data.records.job_records import OpeningDraft
from data.records.offer_records import OfferRecord
from data.records.status_records import AcceptChoices, MoveDraft
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Offer
from data.values.status import MOVES, Status

PAIRS = list(itertools.product(Status, Status))
ORDINARY = {
    "draft": {"sent", "withdrawn"},
    "sent": {"pending", "accepted", "declined", "withdrawn"},
    "pending": {"accepted", "declined", "withdrawn"},
    "accepted": set[str](),
    "declined": set[str](),
    "withdrawn": set[str](),
}

pytestmark = pytest.mark.usefixtures("desk")


def status_of(offer: OfferRecord) -> Status:
    return offers.get(offer.id).status


# ---------------------------------------------------------------- the 36 pairs


def test_the_ordinary_moves_are_those_of_the_domain() -> None:
    assert {str(status): {str(to) for to in MOVES[status]} for status in Status} == ORDINARY


@pytest.mark.parametrize(("before", "to"), everyday(PAIRS, most=12))
def test_a_move_without_force_happens_only_when_it_is_an_ordinary_one(
    before: Status, to: Status
) -> None:
    offer = making.in_status(before)
    if to in ORDINARY[before]:
        assert making.move(offer, to).status is to
        return
    with pytest.raises(NotAllowed):
        making.move(offer, to)
    assert offers.get(offer.id) == offer


@pytest.mark.parametrize(
    ("before", "to"), everyday([pair for pair in PAIRS if pair[0] is not pair[1]], most=8)
)
def test_by_force_and_with_a_reason_every_other_status_is_reached(
    before: Status, to: Status
) -> None:
    after = making.force(making.in_status(before), to)
    assert after.status is to
    event = after.events[-1]
    assert (event.from_status, event.to_status) == (before, to)
    assert (event.forced, event.reason) == (True, "Agreed by phone")


@pytest.mark.parametrize("status", list(Status))
def test_an_offer_is_never_moved_to_where_it_is_not_even_by_force(status: Status) -> None:
    offer = making.in_status(status)
    with pytest.raises(NotAllowed, match="already"):
        making.force(offer, status)


@pytest.mark.parametrize(
    ("before", "to"), everyday([pair for pair in PAIRS if pair[0] is not pair[1]], most=8)
)
def test_force_without_a_reason_is_refused_and_changes_nothing(before: Status, to: Status) -> None:
    offer = making.in_status(before)
    with pytest.raises(Invalid) as refused:
        making.move(offer, to, force=True, reason="  ")
    assert making.problems(refused.value) == {"reason"}
    assert offers.get(offer.id) == offer


@pytest.mark.parametrize("status", list(Status))
def test_the_status_dialog_offers_exactly_the_possible_moves(status: Status) -> None:
    offer = making.in_status(status)
    shown = status_changes.options(offer.id).options
    assert {move.to for move in shown if not move.forced} == ORDINARY[status]
    assert {move.to for move in shown if move.forced} == set(Status) - {status} - ORDINARY[status]


def test_what_a_move_says_is_kept_with_it() -> None:
    offer = making.move(making.sent(), Status.DECLINED, reason="Pay", text="Took\nanother offer")
    event = offer.events[-1]
    assert (event.reason, event.text, event.forced) == ("Pay", "Took\nanother offer", False)


def test_a_reason_has_an_end() -> None:
    offer = making.sent()
    with pytest.raises(Invalid) as refused:
        making.move(offer, Status.DECLINED, text="x" * 10_000)
    assert making.problems(refused.value) == {"reason"}
    assert status_of(offer) is Status.SENT


def test_a_reason_may_be_exactly_so_long_reason_and_text_together() -> None:
    long = "x" * (status_changes.REASON_LENGTH - 4)
    offer = making.move(making.sent(), Status.DECLINED, reason="None", text=long)
    assert len(offer.events[-1].text) == 1_996
    again = making.sent()
    with pytest.raises(Invalid, match="at most 2,000"):
        making.move(again, Status.DECLINED, reason="None.", text=long)


def test_blanks_around_what_a_move_says_are_not_kept() -> None:
    event = making.move(making.sent(), Status.DECLINED, reason=" Pay ", text=" no\n ").events[-1]
    assert (event.reason, event.text) == ("Pay", "no")


def test_hostile_text_in_a_reason_is_made_harmless() -> None:
    offer = making.move(making.sent(), Status.DECLINED, reason="a\x1b[31m\nb", text="\u202eevil")
    assert offer.events[-1].reason == "a\ufffd[31m b"
    assert offer.events[-1].text == "\ufffdevil"


# ---------------------------------------------------------------- dates that a move sets


def test_sending_sets_the_day_and_deciding_the_moment(time: making.Time) -> None:
    offer = making.sent()
    assert (offer.sent_at, offer.resolved_at) == (date(2026, 11, 22), None)
    later = time.forward(days=3)
    offer = making.move(offer, Status.ACCEPTED)
    assert (offer.sent_at, offer.resolved_at) == (date(2026, 11, 22), later)


def test_the_day_of_sending_can_be_another_one() -> None:
    offer = making.move(making.a_ready_offer(), Status.SENT, sent_at="2026-11-20")
    assert offer.sent_at == date(2026, 11, 20)


def test_only_sending_and_pending_take_a_day_of_sending() -> None:
    offer = making.move(making.sent(), Status.PENDING, sent_at="2026-11-20")
    assert offer.sent_at == date(2026, 11, 20)
    assert making.move(offer, Status.ACCEPTED, sent_at="2026-11-19").sent_at == date(2026, 11, 20)
    never_sent = making.force(making.a_ready_offer(), Status.PENDING)
    assert never_sent.sent_at is None


def test_a_day_of_sending_that_is_none_is_refused_by_name() -> None:
    offer = making.a_ready_offer()
    with pytest.raises(Invalid) as refused:
        making.move(offer, Status.SENT, sent_at="31 feb")
    assert making.problems(refused.value) == {"sent_at"}


def test_an_offer_that_is_a_draft_again_is_not_sent_any_more() -> None:
    assert making.force(making.sent(), Status.DRAFT).sent_at is None


@pytest.mark.parametrize("decided", [Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN])
def test_an_offer_that_is_reopened_is_not_resolved_any_more(decided: Status) -> None:
    offer = making.in_status(decided)
    assert offer.resolved_at is not None
    for open_again in (Status.DRAFT, Status.SENT, Status.PENDING):
        assert making.force(offer, open_again).resolved_at is None


def superseded(offer: OfferRecord) -> OfferRecord:
    """The offer as if its own system had said that another took its place."""
    Offer.update(superseded=True).where(Offer.id == offer.id).execute()
    return offers.get(offer.id)


def test_a_move_makes_a_superseded_offer_count_again_and_undoing_it_does_not() -> None:
    offer = superseded(making.sent())
    assert not making.move(offer, Status.PENDING).is_superseded
    assert status_changes.undo(offer.id).is_superseded


def test_a_superseded_offer_has_no_move_to_take_back() -> None:
    offer = superseded(making.sent())
    assert status_changes.undoable(offer) == ""
    with pytest.raises(NotAllowed):
        status_changes.undo(offer.id)


# ---------------------------------------------------------------- the gate


GATE = [
    ("salary", {"salary": ""}),
    ("pay_frequency", {"pay_frequency": ""}),
    ("start_date", {"start_date": ""}),
    ("expiry_date", {"expiry_date": "2026-11-21"}),
    ("letter", {"letter_html": None}),
]


@pytest.mark.parametrize(("field", "change"), GATE)
def test_sending_is_stopped_by_each_missing_thing_alone(
    field: str, change: dict[str, object]
) -> None:
    offer = making.a_ready_offer(**change)
    with pytest.raises(Invalid) as refused:
        making.move(offer, Status.SENT)
    assert making.problems(refused.value) == {field}
    assert status_of(offer) is Status.DRAFT


def test_everything_that_is_missing_is_named_at_once() -> None:
    bonus = making.a_field("Bonus", required=True)
    offer = making.an_offer(expiry_date="2026-11-21")
    with pytest.raises(Invalid) as refused:
        making.move(offer, Status.SENT)
    assert making.problems(refused.value) == {
        "salary", "currency", "pay_frequency", "start_date", "expiry_date", "letter",
        f"fields.{bonus.key}",
    }  # fmt: skip
    assert "Bonus" in refused.value.text
    assert status_changes.options(offer.id).options[0].missing == refused.value.problems


def test_an_offer_without_expiry_date_or_until_today_can_be_sent() -> None:
    assert making.sent(expiry_date="").status is Status.SENT
    assert making.sent(expiry_date="2026-11-22").status is Status.SENT


def test_a_required_field_stops_sending_until_it_is_set_or_switched_off() -> None:
    field = making.a_field("Bonus", required=True)
    offer = making.a_ready_offer()
    with pytest.raises(Invalid) as refused:
        making.move(offer, Status.SENT)
    assert making.problems(refused.value) == {"fields.bonus"}
    assert (
        making.move(making.edit(offer, fields=(making.entry("bonus", "10 %"),)), Status.SENT).status
        is Status.SENT
    )
    off = FieldDraft(name="Bonus", required=True, active=False)
    custom_fields.update(field.id, off)
    assert making.sent().status is Status.SENT


def test_a_letter_with_an_unset_value_is_not_sent_and_the_value_is_named() -> None:
    template = making.a_template("<p>{{ company.phone }}</p>")
    offer = making.a_ready_offer(letter_html=None, template_id=template)
    with pytest.raises(Invalid, match="Company phone is not set"):
        making.move(offer, Status.SENT)


def test_a_letter_that_does_not_render_is_not_sent() -> None:
    template = making.a_template("<p>{% if %}</p>")
    offer = making.a_ready_offer(letter_html=None, template_id=template)
    with pytest.raises(Invalid) as refused:
        making.move(offer, Status.SENT)
    assert making.problems(refused.value) == {"letter"}


def test_a_forced_send_passes_the_gate_and_records_why() -> None:
    offer = making.force(making.an_offer(), Status.SENT)
    assert offer.status is Status.SENT
    assert (offer.events[-1].forced, offer.events[-1].reason) == (True, "Agreed by phone")


def test_a_text_in_place_of_a_salary_is_no_salary() -> None:
    offer = making.a_ready_offer()
    terms = replace(offer.terms, salary=None, salary_text="Around $100k")
    with transaction():
        offer_editing.new_version(offer, terms, users.current())
    with pytest.raises(Invalid, match="Around") as refused:
        making.move(offer, Status.SENT)
    assert making.problems(refused.value) == {"salary"}


# ---------------------------------------------------------------- accepting


def an_offer_with_a_seat() -> OfferRecord:
    job = making.a_job()
    opening = making.an_opening(job)
    candidate = making.a_candidate()
    return making.sent(candidate_id=candidate.id, job_id=job.id, opening_id=opening.id)


def other_live_offer(offer: OfferRecord) -> OfferRecord:
    assert offer.candidate is not None
    return making.sent(candidate_id=offer.candidate.id, job_id=making.a_job("Analyst").id)


def test_accepting_hires_closes_the_opening_and_withdraws_the_other_live_offers() -> None:
    offer = an_offer_with_a_seat()
    other = other_live_offer(offer)
    after = making.move(offer, Status.ACCEPTED)
    assert after.application_status is ApplicationStatus.HIRED
    assert after.opening is not None
    assert (after.opening.is_open, after.opening.application_id) == (False, offer.application_id)
    assert after.opening.filled_by == "Zoë Müller"
    assert status_of(other) is Status.WITHDRAWN
    assert f"offer {offer.id}" in offers.get(other.id).events[-1].reason


def test_the_dialog_names_what_accepting_touches() -> None:
    offer = an_offer_with_a_seat()
    other = other_live_offer(offer)
    declined = making.move(other_live_offer(offer), Status.DECLINED)
    shown = status_changes.options(offer.id)
    assert shown.opening is not None
    assert shown.opening.opening_id == "4-7"
    assert [row.id for row in shown.others] == [other.id]
    assert shown.can_undo == "draft → sent"
    assert declined.id not in [row.id for row in shown.others]


def test_accepting_leaves_a_superseded_offer_alone() -> None:
    offer = an_offer_with_a_seat()
    old = superseded(other_live_offer(offer))
    assert status_changes.options(offer.id).others == ()
    making.move(offer, Status.ACCEPTED)
    assert offers.get(old.id) == old


@pytest.mark.parametrize("to", [Status.PENDING, Status.ACCEPTED, Status.DECLINED])
def test_what_the_candidate_must_have_read_is_frozen_though_it_was_never_sent(to: Status) -> None:
    offer = making.force(making.a_ready_offer(), to)
    letter = offer.versions[0].letter
    assert letter is not None
    assert letter.html == "<p>Welcome!</p>"
    again = making.force(offer, Status.WITHDRAWN).versions[0].letter
    assert again == letter


def test_withdrawing_what_was_never_sent_freezes_nothing() -> None:
    offer = making.move(making.a_ready_offer(), Status.WITHDRAWN)
    assert offer.versions[0].letter is None


def test_accepting_does_only_what_was_ticked() -> None:
    offer = an_offer_with_a_seat()
    other = other_live_offer(offer)
    nothing = AcceptChoices(hire=False, close_opening=False, withdraw_others=False)
    after = making.move(offer, Status.ACCEPTED, accept=nothing)
    assert after.application_status is ApplicationStatus.ACTIVE
    assert after.opening is not None
    assert after.opening.is_open
    assert status_of(other) is Status.SENT


def test_taking_an_acceptance_back_takes_back_all_that_it_did() -> None:
    offer = an_offer_with_a_seat()
    other = other_live_offer(offer)
    making.move(offer, Status.ACCEPTED)
    after = status_changes.undo(offer.id)
    assert (after.status, after.resolved_at, after.sent_at) == (Status.SENT, None, offer.sent_at)
    assert after.application_status is ApplicationStatus.ACTIVE
    assert after.opening == offer.opening
    assert offers.get(other.id).status is Status.SENT
    assert offers.get(other.id).resolved_at is None
    assert [event.kind for event in after.events[-2:]] == ["status", "undone"]


def test_what_others_changed_since_an_acceptance_stays_when_it_is_taken_back() -> None:
    offer = an_offer_with_a_seat()
    other = other_live_offer(offer)
    making.move(offer, Status.ACCEPTED)
    applications.set_status(offer.application_id, ApplicationStatus.REJECTED)
    making.force(other, Status.DECLINED)
    after = status_changes.undo(offer.id)
    assert after.application_status is ApplicationStatus.REJECTED
    assert status_of(other) is Status.DECLINED


def test_an_opening_closed_for_another_reason_since_stays_closed_when_it_is_taken_back() -> None:
    offer = an_offer_with_a_seat()
    making.move(offer, Status.ACCEPTED)
    assert offer.opening is not None
    closed = OpeningDraft("4-7", is_open=False, close_reason="On hold")
    job_openings.update_opening(offer.opening.id, closed)
    after = status_changes.undo(offer.id)
    assert after.opening is not None
    assert (after.opening.is_open, after.opening.close_reason) == (False, "On hold")


def test_an_opening_that_is_closed_already_is_not_asked_about() -> None:
    offer = an_offer_with_a_seat()
    assert offer.opening is not None
    job_openings.update_opening(offer.opening.id, OpeningDraft("4-7", is_open=False))
    assert status_changes.options(offer.id).opening is None


# ---------------------------------------------------------------- taking back


@pytest.mark.parametrize(("before", "to"), [pair for pair in PAIRS if pair[1] in ORDINARY[pair[0]]])
def test_the_last_move_is_taken_back_with_its_dates_and_recorded(
    before: Status, to: Status
) -> None:
    offer = making.in_status(before)
    making.move(offer, to)
    after = status_changes.undo(offer.id)
    assert (after.status, after.sent_at, after.resolved_at) == (
        before, offer.sent_at, offer.resolved_at,
    )  # fmt: skip
    event = after.events[-1]
    assert (event.kind, event.from_status, event.to_status) == ("undone", to, before)


def test_a_forced_move_is_taken_back_too() -> None:
    offer = making.in_status(Status.DECLINED)
    making.force(offer, Status.DRAFT)
    after = status_changes.undo(offer.id)
    assert (after.status, after.resolved_at) == (Status.DECLINED, offer.resolved_at)


def test_a_new_offer_has_no_move_to_take_back() -> None:
    offer = making.an_offer()
    assert status_changes.undoable(offer) == ""
    with pytest.raises(NotAllowed):
        status_changes.undo(offer.id)


def test_taking_back_is_not_itself_taken_back() -> None:
    offer = making.sent()
    status_changes.undo(offer.id)
    with pytest.raises(NotAllowed):
        status_changes.undo(offer.id)


def test_a_move_is_not_taken_back_after_a_new_version() -> None:
    offer = making.edit(making.sent(), salary="95,000")
    assert status_changes.options(offer.id).can_undo == ""
    with pytest.raises(NotAllowed):
        status_changes.undo(offer.id)
    assert status_of(offer) is Status.DRAFT


def test_a_move_is_not_taken_back_after_a_correction() -> None:
    offer = making.edit(making.sent(), salary="95,000", correction=True)
    with pytest.raises(NotAllowed):
        status_changes.undo(offer.id)


def test_what_is_only_told_of_an_offer_keeps_no_move_from_being_taken_back() -> None:
    offer = making.sent()
    with transaction():
        events.record(events.OFFER, offer.id, "exported", users.current(), version=1)
    assert status_changes.undoable(offer) == "draft → sent"
    assert status_changes.undo(offer.id).status is Status.DRAFT


@pytest.mark.parametrize("change", [{"status": "pending"}, {"version": 2}])
def test_a_move_that_is_not_the_last_thing_that_happened_is_not_taken_back(
    change: dict[str, object],
) -> None:
    offer = making.sent()
    Offer.update(**change).where(Offer.id == offer.id).execute()
    assert status_changes.undoable(offers.get(offer.id)) == ""


def test_an_application_says_when_it_was_hired(desk: Path, time: making.Time) -> None:
    offer = making.sent()
    time.forward(days=1)
    making.move(offer, Status.ACCEPTED)
    assert making.rows(desk, "SELECT status, updated_at FROM applications") == [
        ("hired", "2026-11-23T12:00:00.000Z")
    ]


def test_what_can_be_taken_back_is_said_in_words() -> None:
    assert status_changes.undoable(making.sent()) == "draft → sent"


def test_a_version_whose_sending_was_taken_back_was_not_sent() -> None:
    offer = making.sent()
    status_changes.undo(offer.id)
    after = making.edit(offer, salary="95,000")
    assert [version.was_sent for version in after.versions] == [False, False]


def test_a_version_stays_sent_when_only_what_followed_is_taken_back() -> None:
    offer = making.move(making.sent(), Status.PENDING)
    (version,) = status_changes.undo(offer.id).versions
    assert (version.status, version.was_sent) == ("sent", True)


def test_a_version_stands_as_its_last_move_said_whatever_else_is_told_of_it() -> None:
    offer = making.sent()
    with transaction():
        events.record(events.OFFER, offer.id, "exported", users.current(), version=1)
        events.record(events.OFFER, offer.id, "noted", users.current(), to_status="declined")
    (version,) = offers.get(offer.id).versions
    assert (version.status, version.was_sent) == ("sent", True)


def test_a_letter_whose_sending_was_taken_back_is_not_shown_as_sent() -> None:
    offer = making.sent()
    assert offer_letters.preview(offer).frozen
    status_changes.undo(offer.id)
    after = making.edit(offer, salary="95,000")
    assert not offer_letters.preview(after, 1).frozen
    again = making.edit(making.move(after, Status.SENT), salary="96,000")
    assert offer_letters.preview(again, 2).frozen


# ---------------------------------------------------------------- who


def test_who_moved_and_on_whose_behalf_is_recorded() -> None:
    ada, bob = users.create("Ada", "Cole"), users.create("Bob", "Ray")
    offer = making.a_ready_offer()
    after = status_changes.move(
        offer.id, MoveDraft(Status.SENT, seen=warnings.EVERY), Actor(ada.id, bob.id)
    )
    assert (after.events[-1].actor, after.events[-1].on_behalf_of) == ("Ada Cole", "Bob Ray")


def test_the_desks_person_acts_on_behalf_of_another_until_told_otherwise() -> None:
    users.create("Ada", "Cole")
    bob = users.create("Bob", "Ray")
    users.act_for(bob.id)
    assert making.sent().events[-1].on_behalf_of == "Bob Ray"
    users.act_for(None)
    assert making.sent().events[-1].on_behalf_of == ""


# ---------------------------------------------------------------- all or nothing


def test_a_move_that_fails_half_way_leaves_no_trace(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = an_offer_with_a_seat()
    before = making.everything_stored(desk)

    def broken(*_: object, **__: object) -> int:
        raise KeyError("broken on the way")

    monkeypatch.setattr(events, "record", broken)
    with pytest.raises(KeyError):
        making.move(offer, Status.ACCEPTED)
    assert making.everything_stored(desk) == before


# ------------------------------------------------------------ dates that were


@pytest.mark.parametrize("to", [Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN])
def test_a_decision_may_have_been_made_earlier(to: Status) -> None:
    sent = making.move(making.a_ready_offer(), Status.SENT, sent_at="20 nov")
    offer = making.move(sent, to, decided_at="20 nov, 14:30")
    assert offer.resolved_at is not None
    local = offer.resolved_at.astimezone()
    assert (local.date().isoformat(), local.hour, local.minute) == ("2026-11-20", 14, 30)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("tomorrow", "still to come"), ("20 nov 25:00", "a time such as"), ("someday", "not a date")],
)
def test_a_decision_is_made_on_a_day_that_was(typed: str, problem: str) -> None:
    with pytest.raises(Invalid, match=problem):
        making.move(making.sent(), Status.ACCEPTED, decided_at=typed)


@pytest.mark.parametrize("by_force", [False, True])
def test_nobody_decides_before_the_offer_was_sent(by_force: bool) -> None:
    sent = making.move(making.a_ready_offer(), Status.SENT, sent_at="20 nov")
    how = {"force": True, "reason": "Agreed by phone"} if by_force else {}
    with pytest.raises(Invalid, match="was sent on 20 November 2026") as refused:
        making.move(sent, Status.DECLINED, decided_at="19 nov 23:59", **how)
    assert making.problems(refused.value) == {"decided_at"}
    assert offers.get(sent.id).status is Status.SENT


def test_a_decision_of_today_is_never_later_than_now(time: making.Time) -> None:
    offer = making.move(making.sent(), Status.ACCEPTED, decided_at="today 23:59")
    assert offer.resolved_at == time()


def test_an_offer_accepted_before_it_expired_is_not_warned_of() -> None:
    offer = making.move(
        making.a_ready_offer(expiry_date="2026-11-20"), Status.SENT,
        force=True, reason="Agreed by phone", sent_at="18 nov",
    )  # fmt: skip
    with pytest.raises(Invalid, match="expired 2 d ago"):
        status_changes.move(offer.id, MoveDraft(Status.ACCEPTED))
    after = status_changes.move(offer.id, MoveDraft(Status.ACCEPTED, decided_at="19 nov"))
    assert after.status is Status.ACCEPTED


def test_the_day_of_sending_is_never_to_come() -> None:
    with pytest.raises(Invalid, match="still to come"):
        making.move(making.a_ready_offer(), Status.SENT, sent_at="tomorrow")


def test_what_is_restored_as_a_correction_has_to_pass_the_gate() -> None:
    offer = making.edit(making.a_ready_offer(start_date=""), start_date="2027-02-01")
    sent = making.move(offer, Status.SENT)
    with pytest.raises(Invalid, match="Start date is not set"):
        offer_editing.restore(sent.id, 1, correction=True)


def test_the_newest_thing_done_is_known() -> None:
    first, second = making.sent(), making.a_ready_offer()
    assert not status_changes.is_newest(offers.get(first.id))
    after = making.move(first, Status.ACCEPTED)
    assert status_changes.is_newest(after)
    making.edit(second, salary="93,000")
    assert not status_changes.is_newest(offers.get(first.id))
