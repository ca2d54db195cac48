"""Jobs with their pay, values and openings."""

from dataclasses import replace
from typing import Any

import pytest
from support import making

from data.errors import Invalid, NotFound
from data.jobs import job_openings, jobs
from data.offers import offers
from data.people import candidates
from data.records.candidate_records import CandidateDraft
from data.records.job_records import JobDraft, OpeningDraft
from data.records.pay import PayFrequency, PayKind
from data.values.money import Money
from data.values.status import Status

pytestmark = pytest.mark.usefixtures("desk")


def test_a_job_is_read_back_as_it_was_entered() -> None:
    making.a_field("Grade", belongs_to="job")
    job = making.a_job(
        location="Lisbon", pay_kind="range", minimum="80k", maximum="95,000.50", currency="usd",
        pay_frequency="yearly", notes="first\nsecond", fields=(making.entry("grade", "7"),),
    )  # fmt: skip
    assert (job.department, job.location, job.notes) == ("Engineering", "Lisbon", "first\nsecond")
    assert (job.pay.kind, job.pay.minimum) == (PayKind.RANGE, Money(80_000_00, "USD"))
    assert (job.pay.maximum, job.pay.pay_frequency) == (
        Money(95_000_50, "USD"), PayFrequency.YEARLY,
    )  # fmt: skip
    assert [(value.key, value.value) for value in job.fields] == [("grade", "7")]
    assert jobs.get(job.id) == job


def test_a_form_that_is_saved_unchanged_changes_nothing(time: making.Time) -> None:
    making.a_field("Grade", belongs_to="job")
    job = making.a_paid_job(fields=(making.entry("grade", "7"),))
    time.forward(days=1)
    again = jobs.update(job.id, jobs.draft_of(job))
    assert replace(again, updated_at=job.updated_at) == job


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"pay_kind": "secret"}, "pay_kind"),
        ({"pay_kind": "fixed"}, "salary"),
        ({"pay_kind": "fixed", "salary": "a lot", "currency": "EUR"}, "salary"),
        ({"pay_kind": "range", "currency": "EUR"}, "minimum"),
        ({"currency": "XXQ"}, "currency"),
        ({"pay_frequency": "sometimes"}, "pay_frequency"),
    ],
)
def test_each_problem_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        jobs.create(replace(JobDraft(title="Analyst"), **change))
    assert making.problems(refused.value) == {field}


def test_all_problems_are_told_at_once() -> None:
    draft = JobDraft(pay_kind="fixed", salary="a lot", currency="EUR", pay_frequency="sometimes")
    assert {problem.field for problem in jobs.check(draft).problems} == {
        "title", "salary", "pay_frequency",
    }  # fmt: skip


def test_a_range_does_not_run_backwards() -> None:
    with pytest.raises(Invalid) as refused:
        making.a_paid_job(pay_kind="range", minimum="95000", maximum="80000")
    assert making.problems(refused.value) == {"maximum"}


def test_offers_follow_the_title_and_keep_the_pay_they_inherited() -> None:
    job = making.a_paid_job()
    offer = making.an_offer(candidate_id=making.a_candidate().id, job_id=job.id)
    draft = replace(jobs.draft_of(job), title="Analytics Engineer", salary="99000")
    jobs.update(job.id, draft)
    after = offers.get(offer.id)
    assert (after.job_title, after.terms.salary) == ("Analytics Engineer", Money(90_000_00, "EUR"))


def test_departments_are_named_once_in_order() -> None:
    for department in ("Sales", "Engineering", "Sales", ""):
        making.a_job(department=department)
    assert jobs.departments() == ("Engineering", "Sales")


def test_a_job_or_opening_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        jobs.get(99)
    with pytest.raises(NotFound):
        jobs.update(99, JobDraft(title="x"))
    with pytest.raises(NotFound):
        job_openings.add_opening(99, OpeningDraft())
    with pytest.raises(NotFound):
        job_openings.update_opening(99, OpeningDraft())


# ---------------------------------------------------------------- openings


def test_opening_ids_may_be_empty_and_repeated() -> None:
    job = making.a_job()
    names = [making.an_opening(job, text).name for text in ("4-7", "4-7", "")]
    assert names == ["4-7", "4-7", "#3"]
    assert len(jobs.get(job.id).openings) == 3


def test_an_opening_is_closed_with_a_reason_and_opened_again(time: making.Time) -> None:
    opening = making.an_opening(making.a_job())
    assert (opening.is_open, opening.opened_at, opening.closed_at) == (True, time.moment, None)
    later = time.forward(days=2)
    closed = job_openings.update_opening(opening.id, OpeningDraft("4-7", False, "No budget"))
    assert (closed.closed_at, closed.close_reason) == (later, "No budget")
    assert closed.opened_at == opening.opened_at
    time.forward(days=1)
    assert (
        job_openings.update_opening(opening.id, OpeningDraft("4-8", False, "No budget")).closed_at
        == later
    )
    opened = job_openings.update_opening(opening.id, OpeningDraft("4-7", True))
    assert (opened.is_open, opened.closed_at, opened.close_reason) == (True, None, "")


def test_opening_a_filled_opening_again_forgets_who_filled_it() -> None:
    job = making.a_job()
    opening = making.an_opening(job)
    person = candidates.create(CandidateDraft("Zoë", "Müller", full_name="Dr. Zoë Müller"))
    offer = making.sent(candidate_id=person.id, job_id=job.id, opening_id=opening.id)
    making.move(offer, Status.ACCEPTED)
    filled = job_openings.opening_record(opening.id)
    assert (filled.filled_by, filled.close_reason) == ("Dr. Zoë Müller", "Hired")
    assert job_openings.update_opening(opening.id, OpeningDraft("4-7", True)).application_id is None


def test_a_day_of_opening_that_is_none_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        job_openings.add_opening(making.a_job().id, OpeningDraft(opened_at="31 feb"))
    assert making.problems(refused.value) == {"opened_at"}


def test_open_openings_come_first() -> None:
    job = making.a_job()
    first, _ = making.an_opening(job, "1"), making.an_opening(job, "2")
    job_openings.update_opening(first.id, OpeningDraft("1", False))
    assert [opening.name for opening in job_openings.openings_of(job.id)] == ["2", "1"]
