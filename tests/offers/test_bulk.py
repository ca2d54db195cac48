"""One action on many offers: what is shown first, what is done, what is taken back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support import making
from support.making import Time

from data.bulk import bulk_changes
from data.bulk.bulk_changes import Action, Kind
from data.errors import Invalid, NotAllowed
from data.offers import notes, offer_deletion, offers
from data.people import applications
from data.records.candidate_records import ApplicationStatus
from data.records.offer_records import OfferRecord
from data.storage import database, events
from data.values import clock, dates
from data.values.status import Status
from tui.screens.offers.bulk_lines import plan_items, plan_lines

LATER = Action(Kind.EXPIRY, "2027-01-31")


@pytest.fixture(autouse=True)
def _standing(desk: Path, time: Time) -> None: ...


def _refusals(plan: bulk_changes.Plan) -> dict[int, str]:
    return {item.offer_id: item.refusal for item in plan.refused}


def test_the_plan_says_what_happens_to_each_and_stores_nothing(desk: Path) -> None:
    draft, sent = making.a_ready_offer(), making.sent()
    accepted = making.in_status(Status.ACCEPTED)
    before = making.everything_stored(desk)
    plan = bulk_changes.plan([draft.id, sent.id, accepted.id, 999], LATER)
    assert making.everything_stored(desk) == before
    assert plan.title == "Change the expiry date to 2027-01-31"
    said = {item.offer_id: item.what for item in plan.done}
    assert said == {
        draft.id: "expires 10 Dec 2026 → 31 Jan 2027",
        sent.id: "expires 10 Dec 2026 → 31 Jan 2027, sent → draft",
    }
    refused = _refusals(plan)
    assert refused[accepted.id].startswith("The offer is accepted, so its terms are locked.")
    assert refused[999] == "There is no offer 999."


def test_the_run_does_what_the_plan_said() -> None:
    draft, sent = making.a_ready_offer(), making.sent()
    planned = bulk_changes.plan([draft.id, sent.id], LATER)
    assert bulk_changes.run([draft.id, sent.id], LATER).plan == planned
    assert offers.get(draft.id).terms.expiry_date == offers.get(sent.id).terms.expiry_date
    assert offers.get(sent.id).status is Status.DRAFT


def test_a_correction_keeps_offers_sent() -> None:
    sent = making.sent()
    action = Action(Kind.EXPIRY, "2027-01-31", keep_sent=True)
    assert (
        bulk_changes.run([sent.id], action).plan.done[0].what == "expires 10 Dec 2026 → 31 Jan 2027"
    )
    assert offers.get(sent.id).status is Status.SENT


def test_what_would_change_nothing_is_refused_by_name() -> None:
    offer = making.a_ready_offer(expiry_date="2027-01-31")
    run = bulk_changes.run([offer.id], LATER)
    assert (run.id, _refusals(run.plan)) == (0, {offer.id: "Nothing would change."})
    assert bulk_changes.undoable() == ""


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (Action(Kind.EXPIRY, "soonish"), "value"),
        (Action(Kind.EXPIRY, ""), "value"),
        (Action(Kind.START, "04/05/2027"), "value"),
        (Action(Kind.WITHDRAW), "reason"),
    ],
)
def test_an_action_that_makes_no_sense_is_refused_as_a_whole(action: Action, field: str) -> None:
    offer = making.an_offer()
    for way in (bulk_changes.plan, bulk_changes.run):
        with pytest.raises(Invalid) as refusal:
            way([offer.id], action)
        assert making.problems(refusal.value) == {field}


def test_no_offers_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_changes, "MOST", 2)
    for ids, said in (([], "mark some"), ([1, 2, 3], "at most 2 at once; these are 3")):
        with pytest.raises(Invalid) as refusal:
            bulk_changes.plan(ids, LATER)
        assert said in refusal.value.problems[0].text


def test_withdrawing_many_gives_each_the_reason_and_is_taken_back_as_one() -> None:
    draft, sent = making.a_ready_offer(), making.sent()
    declined = making.in_status(Status.DECLINED)
    action = Action(Kind.WITHDRAW, reason="Position cancelled")
    run = bulk_changes.run([draft.id, sent.id, declined.id], action)
    assert _refusals(run.plan) == {declined.id: "The offer is declined already."}
    assert offers.get(sent.id).events[-1].reason == "Position cancelled"
    assert bulk_changes.undoable() == "Withdraw (2 offers)"
    back = bulk_changes.undo()
    assert [item.what for item in back.done] == ["withdrawn → draft", "withdrawn → sent"]
    assert [offers.get(one.id).status for one in (draft, sent)] == [Status.DRAFT, Status.SENT]
    assert bulk_changes.undoable() == ""


@pytest.mark.parametrize("keep_sent", [True, False])
def test_changed_terms_are_taken_back_with_the_status(keep_sent: bool) -> None:
    sent = making.sent()
    bulk_changes.run([sent.id], Action(Kind.EXPIRY, "2027-01-31", keep_sent=keep_sent))
    bulk_changes.undo()
    after = offers.get(sent.id)
    assert (after.terms, after.status) == (sent.terms, Status.SENT)
    assert [version.number for version in after.versions] == [1, 2, 3]


def test_an_extension_of_expired_offers_is_taken_back(time: Time) -> None:
    sent = making.sent(expiry_date="2026-11-24")
    time.forward(days=10)
    bulk_changes.run([sent.id], Action(Kind.EXPIRY, "+1w", keep_sent=True))
    assert str(offers.get(sent.id).terms.expiry_date) == "2026-12-09"
    assert _refusals(bulk_changes.undo()) == {}
    after = offers.get(sent.id)
    assert (after.terms, after.status, after.sent_at) == (sent.terms, Status.SENT, sent.sent_at)
    assert after.events[-1].text == "restored from version 1"


def test_an_offer_that_was_changed_since_is_left_and_named() -> None:
    first, second = making.a_ready_offer(), making.a_ready_offer()
    bulk_changes.run([first.id, second.id], LATER)
    making.edit(first, salary="1")
    back = bulk_changes.undo()
    assert _refusals(back) == {first.id: "Changed since: left as it is."}
    assert (
        offers.get(first.id).terms.expiry_date == offers.get(first.id).versions[1].terms.expiry_date
    )
    assert offers.get(second.id).terms == second.terms
    with pytest.raises(NotAllowed):
        bulk_changes.undo()


def test_a_field_is_set_and_cleared_with_the_fields_own_rules() -> None:
    field = making.a_field("Level", "single_select", options=("Junior", "Senior"))
    offer = making.an_offer()
    run = bulk_changes.run([offer.id], Action(Kind.FIELD, "Senior", key=field.key))
    assert run.plan.done[0].what == "Level – → Senior"
    wrong = bulk_changes.plan([offer.id], Action(Kind.FIELD, "Chief", key=field.key))
    assert "Level" in wrong.refused[0].refusal
    cleared = bulk_changes.run([offer.id], Action(Kind.FIELD, "", key=field.key))
    assert cleared.plan.done[0].what == "Level Senior → –"


def test_the_template_is_changed_for_all() -> None:
    first, second = making.a_template(name="First"), making.a_template(name="Second")
    offer = making.an_offer(template_id=first)
    run = bulk_changes.run([offer.id], Action(Kind.TEMPLATE, template_id=second))
    assert run.plan.title == "Change the letter template to Second"
    assert offers.get(offer.id).template_name == "Second"


def test_stopping_in_the_middle_leaves_everything_as_it_was(desk: Path) -> None:
    ids = [making.a_ready_offer().id for _ in range(3)]
    before = making.everything_stored(desk)

    class Stop(Exception): ...

    def stop(done: int, of: int) -> None:
        if done == 2:
            raise Stop

    with pytest.raises(Stop):
        bulk_changes.run(ids, LATER, progress=stop)
    assert making.everything_stored(desk) == before


def test_the_hired_candidates_offer_is_refused_while_the_others_go_on() -> None:
    hired, free = making.a_ready_offer(), making.a_ready_offer()
    applications.set_status(hired.application_id, ApplicationStatus.HIRED)
    run = bulk_changes.run([hired.id, free.id], LATER)
    assert list(_refusals(run.plan)) == [hired.id]
    assert len(offers.get(free.id).versions) == 2


# ------------------------------------------------------------ steps from each offer's own day


def test_a_step_counts_from_each_offers_own_day(time: Time) -> None:
    soon, later = (making.a_ready_offer(expiry_date=day) for day in ("2026-11-30", "2026-12-20"))
    late = making.a_ready_offer(expiry_date="2026-11-23")
    without = making.a_ready_offer(expiry_date="")
    time.forward(days=3)
    plan = bulk_changes.plan([soon.id, later.id, late.id, without.id], Action(Kind.EXPIRY, "+1w"))
    assert plan.title == "Move the expiry date by +1w"
    assert [item.what for item in plan.done] == [
        "expires 30 Nov 2026 → 7 Dec 2026",
        "expires 20 Dec 2026 → 27 Dec 2026",
        "expires 23 Nov 2026 → 2 Dec 2026",
    ]
    assert _refusals(plan) == {
        without.id: "It has no expiry date to count from: name a day instead."
    }
    back = bulk_changes.plan([soon.id], Action(Kind.START, "-2d"))
    (moved,) = back.done
    assert moved.what == "start 1 Feb 2027 → 30 Jan 2027, ! starts on a Saturday"


def test_what_is_decided_does_not_expire_any_more() -> None:
    declined, live = making.in_status(Status.DECLINED), making.a_ready_offer()
    plan = bulk_changes.plan([declined.id, live.id], LATER)
    assert _refusals(plan) == {
        declined.id: "The offer is declined, so it does not expire any more."
    }


def test_the_lines_name_each_reason_once_with_the_offers_below_it() -> None:
    people = [making.a_candidate(name, "Holt").id for name in ("Mina", "Jonas", "Zoe")]
    ids = [making.an_offer(candidate_id=one, job_id=making.a_job().id).id for one in people]
    plan = bulk_changes.plan([*ids, 99], Action(Kind.EXPIRY, "+1w"))
    lines = ["".join(span.text for span in line) for line in plan_lines(plan, 80, is_done=False)]
    assert [line.strip() for line in lines if line] == [
        "4 are left as they are",
        "✗ It has no expiry date to count from: name a day instead.",
        "3: Mina Holt · Data Engineer; Jonas Holt · Data Engineer; Zoe Holt · Data",
        "Engineer",
        "✗ There is no offer 99.",
        "1: Offer 99",
    ]


def test_changes_stand_before_what_is_refused_and_of_many_only_some_are_named() -> None:
    job = making.a_job().id
    ids = [making.an_offer(job_id=job).id for _ in range(15)]
    changed = making.a_ready_offer(expiry_date="2026-12-01")
    plan = bulk_changes.plan([*ids, changed.id], Action(Kind.EXPIRY, "+1w"))
    lines = ["".join(span.text for span in line) for line in plan_lines(plan, 80, is_done=False)]
    assert lines[0] == "1 will be changed · 15 are left as they are"
    assert lines.index("") < lines.index("15 are left as they are")
    assert "15: " in lines[-1] + "".join(lines[-8:]) and lines[-1].endswith("and 3 more")


def test_a_step_beyond_the_known_years_is_refused_by_the_offer() -> None:
    offer = making.a_ready_offer(start_date="2199-12-01")
    plan = bulk_changes.plan([offer.id], Action(Kind.START, "+2y"))
    assert "too far away" in _refusals(plan)[offer.id]


@pytest.mark.parametrize(
    ("action", "field"),
    [(Action(Kind.FIELD, "x", key="shoes"), "key"), (Action(Kind.TEMPLATE), "template")],
)
def test_a_field_or_template_that_is_not_there_is_refused_as_a_whole(
    action: Action, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        bulk_changes.plan([making.an_offer().id], action)
    assert making.problems(refusal.value) == {field}


# ------------------------------------------------------------ taking back


@pytest.mark.parametrize("status", [Status.SENT, Status.PENDING])
def test_the_day_of_sending_comes_back_with_the_status(status: Status, time: Time) -> None:
    offer = making.sent()
    if status is Status.PENDING:
        making.move(offer, status)
    time.forward(days=2)
    bulk_changes.run([offer.id], LATER)
    assert (offers.get(offer.id).status, offers.get(offer.id).sent_at) == (Status.DRAFT, None)
    time.forward(days=1)
    assert [item.what for item in bulk_changes.undo().done] == [
        f"version 1 restored, draft → {status}"
    ]
    after = offers.get(offer.id)
    assert (after.status, after.sent_at, after.terms) == (status, offer.sent_at, offer.terms)
    assert (after.events[-1].forced, after.events[-1].reason) == (True, bulk_changes.TAKEN_BACK)


def test_what_should_be_seen_before_sending_does_not_stop_what_is_taken_back() -> None:
    offer = making.sent()
    bulk_changes.run([offer.id], LATER)
    assert offer.candidate
    making.sent(candidate_id=offer.candidate.id, job_id=making.a_job().id)
    assert [item.refusal for item in bulk_changes.undo().refused] == []
    assert offers.get(offer.id).status is Status.SENT


def test_an_offer_that_came_back_to_the_same_status_another_way_is_left() -> None:
    offer = making.a_ready_offer()
    bulk_changes.run([offer.id], Action(Kind.WITHDRAW, reason="Other"))
    making.force(offer, Status.SENT)
    making.move(offer, Status.WITHDRAWN)
    assert _refusals(bulk_changes.undo()) == {offer.id: "Changed since: left as it is."}
    assert offers.get(offer.id).status is Status.WITHDRAWN


def test_a_note_in_between_hinders_nothing() -> None:
    offer = making.a_ready_offer()
    bulk_changes.run([offer.id], LATER)
    notes.add(events.OFFER, offer.id, "Called")
    assert len(bulk_changes.undo().done) == 1
    assert offers.get(offer.id).terms == offer.terms


def test_a_deleted_offer_is_not_missed_when_the_others_are_taken_back() -> None:
    gone, kept = making.a_ready_offer(), making.a_ready_offer()
    bulk_changes.run([gone.id, kept.id], LATER)
    offer_deletion.delete(gone.id)
    assert [item.offer_id for item in bulk_changes.undo().items] == [kept.id]


# ------------------------------------------------------------ sending


SEND = Action(Kind.SEND)


def _rejected() -> OfferRecord:
    offer = making.a_ready_offer()
    applications.set_status(offer.application_id, ApplicationStatus.REJECTED)
    return offers.get(offer.id)


def test_many_are_sent_and_what_lacks_something_is_named_with_all_of_it() -> None:
    ready, bare, sent = making.a_ready_offer(), making.an_offer(), making.sent()
    plan = bulk_changes.run([ready.id, bare.id, sent.id], SEND).plan
    assert [(item.offer_id, item.what) for item in plan.done] == [(ready.id, "draft → sent")]
    refused = _refusals(plan)
    assert refused[sent.id] == "The offer is sent already."
    assert "Salary is not set. Currency is not set." in refused[bare.id]
    after = offers.get(ready.id)
    assert (after.status, after.versions[-1].letter is not None) == (Status.SENT, True)
    assert bulk_changes.undoable() == "Send (1 offer)"
    bulk_changes.undo()
    assert offers.get(ready.id).status is Status.DRAFT


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SENT])
def test_what_its_own_system_calls_deprecated_is_left_out_of_what_is_done_to_many(
    status: Status,
) -> None:
    making.a_field("Days", "number", key="days")
    over = making.in_status(status)
    template = making.a_template()
    with database.transaction() as desk:
        desk.execute("UPDATE offers SET superseded = 1 WHERE id = ?", (over.id,))
    for action in (
        SEND,
        LATER,
        replace(LATER, keep_sent=True),
        Action(Kind.START, "2027-05-03"),
        Action(Kind.WITHDRAW, reason="Budget"),
        Action(Kind.FIELD, "30", "days"),
        Action(Kind.TEMPLATE, template_id=template),
    ):
        refused = _refusals(bulk_changes.run([over.id], action).plan)
        assert refused == {over.id: bulk_changes.SUPERSEDED_IS_LEFT}, action
    assert offers.get(over.id).standing == "superseded"


def test_a_kind_of_warning_is_passed_once_and_recorded_for_each() -> None:
    clean, first, second = making.a_ready_offer(), _rejected(), _rejected()
    numbers = [clean.id, first.id, second.id]
    plan = bulk_changes.plan(numbers, SEND)
    (kind,) = plan.kinds
    assert [item.offer_id for item, _ in kind.of] == [first.id, second.id]
    left = dict.fromkeys((first.id, second.id), f"Not ticked as seen: {kind.title}.")
    assert _refusals(plan) == left
    assert _refusals(bulk_changes.run(numbers, SEND).plan) == left
    bulk_changes.undo()
    passing = plan.passing({kind.rule})
    seen = replace(SEND, seen=plan.shown({kind.rule}))
    assert bulk_changes.run(numbers, seen).plan == passing
    assert [offers.get(number).events[-1].seen for number in numbers] == [
        (), *(((one.text,)) for _, one in kind.of),
    ]  # fmt: skip


def test_a_warning_that_was_not_shown_is_not_passed_with_its_kind() -> None:
    shown, other = _rejected(), making.a_ready_offer()
    plan = bulk_changes.plan([shown.id, other.id], SEND)
    applications.set_status(other.application_id, ApplicationStatus.REJECTED)
    seen = replace(SEND, seen=plan.shown({plan.kinds[0].rule}))
    run = bulk_changes.run([shown.id, other.id], seen)
    assert [item.offer_id for item in run.plan.done] == [shown.id]


def test_the_day_of_sending_is_one_that_was() -> None:
    offer = making.a_ready_offer()
    with pytest.raises(Invalid):
        bulk_changes.plan([offer.id], replace(SEND, value="+2d"))
    assert bulk_changes.run([offer.id], replace(SEND, value="yesterday")).plan.done
    yesterday = clock.today() - timedelta(days=1)
    assert offers.get(offer.id).sent_at == yesterday
    assert bulk_changes.undoable() == f"Send on {dates.show(yesterday)} (1 offer)"


def test_the_plan_shows_what_has_to_be_seen_with_a_box_for_each_kind() -> None:
    clean, first = making.a_ready_offer(), _rejected()
    plan = bulk_changes.plan([clean.id, first.id], SEND)
    text = "\n".join("".join(span.text for span in item.line) for item in plan_items(plan, (), 80))
    assert f"[ ] {plan.kinds[0].title}: 1 offer" in text
    assert "1 will be changed" in text and "left as they are" not in text
    rules = {plan.kinds[0].rule}
    items = plan_items(plan.passing(rules), rules, 80)
    text = "\n".join("".join(span.text for span in item.line) for item in items)
    assert f"[x] {plan.kinds[0].title}: 1 offer" in text and "2 will be changed" in text


def test_a_warning_that_says_no_more_than_its_kind_names_whose_offers_it_is_about() -> None:
    job = making.a_paid_job()
    making.an_opening(job, "4-7")
    offer = making.a_ready_offer(job_id=job.id)
    plan = bulk_changes.plan([offer.id], SEND)
    ((_, warning),) = plan.kinds[0].of
    assert warning.text.lower() == plan.kinds[0].title.lower()
    lines = ["".join(span.text for span in one.line) for one in plan_items(plan, (), 80)]
    assert offer.candidate_name in lines[lines.index(f"[ ] {warning.title}: 1 offer") + 1]
