"""Offers: creating with inheritance, versions, locks, restoring, re-offering, deleting."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import exchanging, making
from support.everyday import everyday

from data.board import board, headline
from data.errors import Invalid, NotAllowed, NotFound, Stale
from data.fields import custom_fields
from data.filters.filter import parse
from data.jobs import jobs
from data.lists import offer_list
from data.offers import (
    json_documents,
    offer_deletion,
    offer_editing,
    offer_letters,
    offers,
    status_changes,
    versions,
)
from data.people import applications, users
from data.records.candidate_records import ApplicationStatus
from data.records.field_records import FieldDraft, OptionDraft
from data.records.offer_records import OfferDraft, OfferRecord, Terms
from data.records.pay import PayFrequency
from data.records.user_records import Actor
from data.storage import database
from data.storage.database import transaction
from data.storage.models import Offer, TemplateRevision
from data.templates import templates
from data.values import clock
from data.values.money import Money
from data.values.status import SUPERSEDED, Status

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def read(tmp_path: Path) -> exchanging.Reader:
    return exchanging.Reader(tmp_path)


def offer_for(job_id: int, **changes: Any) -> OfferRecord:
    candidate = making.a_candidate()
    return offer_editing.create(
        replace(OfferDraft(candidate_id=candidate.id, job_id=job_id), **changes)
    )


# ---------------------------------------------------------------- creating


def test_an_offer_needs_nothing_but_a_candidate_and_a_job(time: making.Time) -> None:
    offer = making.an_offer()
    assert (offer.status, offer.version, offer.created_at) == (Status.DRAFT, 1, time.moment)
    assert (offer.candidate_name, offer.job_title) == ("Zoë Müller", "Data Engineer")
    assert [event.kind for event in offer.events] == ["created"]


def test_an_offer_for_an_application_takes_its_candidate_and_job() -> None:
    application = making.an_offer().application_id
    offer = making.an_offer(application_id=application)
    assert (offer.application_id, offer.candidate_name) == (application, "Zoë Müller")


def test_a_candidate_has_one_application_a_job() -> None:
    first = making.an_offer()
    assert first.candidate is not None
    assert first.job is not None
    second = making.an_offer(candidate_id=first.candidate.id, job_id=first.job.id)
    assert second.application_id == first.application_id


def test_the_first_user_is_the_creator() -> None:
    ada = users.create("Ada", "Cole")
    users.create("Bob", "Ray")
    assert making.an_offer().created_by == ada.name


def test_creating_on_behalf_of_another_records_both() -> None:
    ada, bob = users.create("Ada"), users.create("Bob")
    offer = offer_editing.create(OfferDraft(**making.an_application()), Actor(ada.id, bob.id))
    said = {(one.actor, one.on_behalf_of) for one in offer.events}
    said |= {(one.created_by, one.on_behalf_of) for one in offer.versions}
    assert said == {("Ada", "Bob")}


def test_nobody_and_nothing_are_refused_together() -> None:
    with pytest.raises(Invalid) as refused:
        offer_editing.create(OfferDraft())
    assert making.problems(refused.value) == {"candidate", "job"}


@pytest.mark.parametrize(
    ("whose", "field"),
    [
        ({"application_id": 99}, "application"),
        ({"candidate_id": 99, "job_id": 99}, "job"),
        ({"candidate_id": 99, "job_id": 99}, "candidate"),
    ],
)
def test_whose_offer_it_is_must_exist(whose: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        offer_editing.create(OfferDraft(**whose))
    assert field in making.problems(refused.value)


def test_all_problems_of_a_draft_are_told_at_once_by_field(desk: Path) -> None:
    making.a_field("Motto", "short_text")
    making.a_field("Site", "url")
    before = making.everything_stored(desk)
    with pytest.raises(Invalid) as refused:
        offer_editing.create(
            OfferDraft(
                salary="about ninety",
                currency="EUR",
                pay_frequency="sometimes",
                start_date="31 feb",
                expiry_date="04/05/2026",
                opening_id=99,
                template_id=99,
                letter_html="x" * 300_000,
                fields=(making.entry("motto", "x" * 256), making.entry("site", "nowhere")),
            )
        )
    assert making.problems(refused.value) == {
        "candidate", "job", "salary", "pay_frequency", "start_date", "expiry_date", "opening",
        "template", "letter_html", "fields.motto", "fields.site",
    }  # fmt: skip
    assert making.everything_stored(desk) == before


def test_a_currency_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(Invalid) as refused:
        making.an_offer(currency="XXQ")
    assert making.problems(refused.value) == {"currency"}


def test_an_opening_of_another_job_is_refused() -> None:
    elsewhere = making.an_opening(making.a_job("Analyst"))
    with pytest.raises(Invalid) as refused:
        making.an_offer(opening_id=elsewhere.id)
    assert making.problems(refused.value) == {"opening"}


def test_there_is_no_further_offer_for_a_hired_application() -> None:
    offer = making.move(making.sent(), Status.ACCEPTED)
    with pytest.raises(Invalid) as refused:
        making.an_offer(application_id=offer.application_id)
    assert making.problems(refused.value) == {"candidate"}


def test_an_offer_that_is_not_there_is_not_found() -> None:
    for use in (
        offers.get,
        offers.resolve_number,
        offer_deletion.delete,
        status_changes.options,
    ):
        with pytest.raises(NotFound):
            use(4711)


# ---------------------------------------------------------------- inheritance


def test_a_fixed_salary_is_inherited_as_it_is() -> None:
    offer = offer_for(making.a_paid_job().id)
    assert offer.terms.salary == Money(90_000_00, "EUR")
    assert (offer.terms.currency, offer.terms.pay_frequency) == ("EUR", PayFrequency.YEARLY)
    assert offer.inherited == ("salary", "currency", "pay_frequency")


def test_a_range_is_inherited_as_its_midpoint_and_the_form_says_so() -> None:
    job = making.a_paid_job(pay_kind="range", salary="", minimum="80000", maximum="95000.01")
    assert offer_for(job.id).terms.salary == Money(87_500_01, "EUR")
    said = offer_editing.check(OfferDraft(candidate_id=making.a_candidate().id, job_id=job.id))
    assert "middle" in said.understood["salary"]


@pytest.mark.parametrize("ends", [{"minimum": "80000"}, {"maximum": "95000"}])
def test_half_a_range_gives_no_salary(ends: dict[str, str]) -> None:
    job = making.a_paid_job(pay_kind="range", salary="", **ends)
    terms = offer_for(job.id).terms
    assert (terms.salary, terms.currency) == (None, "EUR")


def test_a_job_without_pay_leaves_it_empty() -> None:
    offer = offer_for(making.a_job().id)
    assert (offer.terms.salary, offer.terms.currency, offer.inherited) == (None, None, ())


def test_what_is_given_is_not_inherited() -> None:
    job = making.a_paid_job()
    offer = offer_for(job.id, salary="95000", currency="EUR")
    assert offer.terms.salary == Money(95_000_00, "EUR")
    assert offer.inherited == ("pay_frequency",)


def test_a_salary_given_without_currency_is_in_the_jobs_currency() -> None:
    offer = offer_for(making.a_paid_job().id, salary="95000")
    assert offer.terms.salary == Money(95_000_00, "EUR")
    assert "pay_frequency" in offer.inherited


def test_another_currency_than_the_jobs_takes_no_salary_from_it() -> None:
    offer = offer_for(making.a_paid_job().id, currency="USD")
    assert (offer.terms.salary, offer.terms.currency) == (None, "USD")


def test_nothing_is_inherited_later_than_at_creation() -> None:
    job = making.a_job()
    offer = offer_for(job.id)
    changed: dict[str, Any] = {"pay_kind": "fixed", "salary": "90000", "currency": "EUR"}
    jobs.update(job.id, replace(jobs.draft_of(job), **changed))
    after = making.edit(offer, start_date="2027-02-01")
    assert (after.terms.salary, after.terms.currency) == (None, None)


def test_a_value_that_was_changed_is_not_marked_as_inherited_any_more() -> None:
    offer = offer_for(making.a_paid_job().id)
    after = making.edit(offer, salary="95000")
    assert after.inherited == ("currency", "pay_frequency")


FIELD: dict[str, Any] = {"name": "Shift", "type": "single_select", "options": ("early", "late")}
TWINS = [
    ({}, True),
    ({"name": "Shifts"}, False),
    ({"type": "multi_select"}, False),
    ({"options": ("early", "late", "night")}, False),
]


@pytest.mark.parametrize(("difference", "is_inherited"), TWINS)
def test_a_custom_field_is_inherited_from_one_equal_in_name_type_and_options(
    difference: dict[str, Any], is_inherited: bool
) -> None:
    making.a_field(**FIELD)
    twin = making.a_field(**(FIELD | difference), belongs_to="job")
    text, chosen = ("", ("late",)) if twin.type == "multi_select" else ("late", ())
    job = making.a_job(fields=(making.entry(twin.key, text, *chosen),))
    offer = offer_for(job.id)
    assert [(one.key, one.value) for one in offer.terms.fields] == (
        [("shift", "late")] if is_inherited else []
    )
    assert offer.inherited == (("fields.shift",) if is_inherited else ())


def test_a_custom_field_that_is_given_is_not_inherited() -> None:
    making.a_field(**FIELD)
    twin = making.a_field(**FIELD, belongs_to="job")
    job = making.a_job(fields=(making.entry(twin.key, "late"),))
    offer = offer_for(job.id, fields=(making.entry("shift", "early"),))
    assert [value.value for value in offer.terms.fields] == ["early"]
    assert offer.inherited == ()


# ---------------------------------------------------------------- versions


def every_type_of_field() -> None:
    """A field of each type, so that a form has something to leave alone."""
    for type in ("short_text", "long_text", "yes_no", "date", "currency", "currency_range",
                 "number", "number_range", "url", "user"):  # fmt: skip
        making.a_field(type, type)
    making.a_field("one", "single_select", options=("a", "b"))
    making.a_field("many", "multi_select", options=("a", "b"))


EVERY_VALUE = (
    making.entry("short_text", "10 %"),
    making.entry("long_text", "first\nsecond"),
    making.entry("yes_no", "no"),
    making.entry("date", "2027-01-01"),
    making.entry("currency", "1,000 USD"),
    making.entry("currency_range", "1,000 - 2,000 USD"),
    making.entry("number", "1250.50"),
    making.entry("number_range", "1 - 2"),
    making.entry("url", "https://example.com/a"),
    making.entry("user", "Ada Cole <ada@example.com>"),
    making.entry("one", "b"),
    making.entry("many", "", "a", "b"),
)


def test_saving_without_a_change_makes_no_version(desk: Path) -> None:
    every_type_of_field()
    offer = making.a_ready_offer(fields=EVERY_VALUE)
    assert len(offer.terms.fields) == len(EVERY_VALUE)
    before = making.everything_stored(desk)
    assert making.edit(offer) == offer
    assert making.everything_stored(desk) == before


def test_saving_without_a_change_makes_no_version_though_a_field_was_switched_off() -> None:
    first, second = making.a_field("First"), making.a_field("Second")
    entries = (making.entry(first.key, "1"), making.entry(second.key, "2"))
    offer = making.a_ready_offer(fields=entries)
    custom_fields.update(first.id, FieldDraft(name="First", active=False))
    assert making.edit(offer).version == 1


def test_saving_without_a_change_makes_no_version_though_a_field_was_renamed_and_moved() -> None:
    first, second = making.a_field("First"), making.a_field("Second")
    entries = (making.entry(first.key, "1"), making.entry(second.key, "2"))
    offer = making.a_ready_offer(fields=entries)
    custom_fields.update(first.id, FieldDraft(name="Renamed"))
    custom_fields.move(first.id, 1)
    assert making.edit(offer).version == 1


def test_a_change_makes_the_next_version_and_supersedes_the_old_at_that_instant(
    time: making.Time,
) -> None:
    offer = making.a_ready_offer()
    instant = time.forward(days=1)
    after = making.edit(offer, salary="95,000")
    old, new = after.versions
    assert (old.number, old.terms, old.is_superseded) == (1, offer.terms, True)
    assert old.superseded_at == new.created_at == instant
    assert (new.number, new.is_superseded, new.superseded_at) == (2, False, None)
    assert after.terms.salary == Money(95_000_00, "EUR")
    assert (after.version, after.updated_at) == (2, instant)
    assert new.changes == ("salary 92,500 → 95,000 EUR",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"salary": ""}, "salary 92,500 EUR → –"),
        ({"pay_frequency": "monthly"}, "pay frequency yearly → monthly"),
        ({"start_date": "2027-03-01"}, "start 1 Feb 2027 → 1 Mar 2027"),
        ({"expiry_date": ""}, "expires 10 Dec 2026 → –"),
        ({"letter_html": "<p>Hello</p>"}, "letter edited by hand"),
        ({"letter_html": None}, "letter follows the template again"),
    ],
)
def test_each_term_makes_a_version_when_it_changes(change: dict[str, Any], said: str) -> None:
    after = making.edit(making.a_ready_offer(), **change)
    assert after.version == 2
    assert after.versions[1].changes == (said,)


def test_custom_fields_stand_in_the_order_of_their_definitions() -> None:
    first, second, third = (making.a_field(name) for name in ("First", "Second", "Third"))
    custom_fields.move(third.id, -2)
    entries = tuple(making.entry(one.key, "x") for one in (first, second, third))
    offer = making.an_offer(fields=entries)
    assert [value.key for value in offer.terms.fields] == ["third", "first", "second"]


def test_the_currency_of_a_salary_is_the_one_kept() -> None:
    for beside in ("USD", None):
        terms = Terms(salary=Money(90_000_00, "EUR"), currency=beside)
        assert versions.columns(terms)["currency"] == "EUR"
    assert versions.columns(Terms(currency="USD"))["currency"] == "USD"


def test_an_amount_takes_the_place_of_a_salary_that_is_text() -> None:
    offer = making.a_ready_offer()
    with transaction():
        terms = replace(offer.terms, salary=None, salary_text="Around $100k")
        offer_editing.new_version(offer, terms, users.current())
    kept = making.edit(offer, start_date="2027-03-01")
    assert kept.terms.salary_text == "Around $100k"
    after = making.edit(offer, salary="95,000")
    assert (after.terms.salary, after.terms.salary_text) == (Money(95_000_00, "EUR"), "")


def test_an_offer_that_has_one_number_in_two_systems_is_found_by_it(desk: Path) -> None:
    offer, other = making.an_offer(), making.an_offer()
    insert = (
        "INSERT INTO remote_ids (system, kind, remote_id, offer_id, read_at)"
        " VALUES (?, 'offer', '4711', ?, '2026')"
    )
    with transaction() as connection:
        for system in ("greenhouse", "openats"):
            connection.execute(insert, (system, offer.id))
    assert offers.resolve_number(4711) == offer.id
    with transaction() as connection:
        connection.execute(insert, ("stackone", other.id))
    with pytest.raises(NotFound, match=f"Several.*{offer.id}, {other.id}"):
        offers.resolve_number(4711)


def test_a_custom_field_opening_and_template_are_terms_too() -> None:
    making.a_field("Bonus")
    job = making.a_job()
    opening, template = making.an_opening(job), making.a_template()
    offer = offer_for(job.id)
    offer = making.edit(offer, fields=(making.entry("bonus", "10 %"),))
    offer = making.edit(offer, opening_id=opening.id)
    offer = making.edit(offer, template_id=template)
    assert [version.changes for version in offer.versions] == [
        (), ("Bonus – → 10 %",), ("opening – → 4-7",), ("letter – → Plain",),
    ]  # fmt: skip


def test_a_value_is_cleared_by_emptying_its_control() -> None:
    making.a_field("Bonus")
    offer = making.a_ready_offer(fields=(making.entry("bonus", "10 %"),))
    after = making.edit(offer, fields=(making.entry("bonus"),))
    assert (after.version, after.terms.fields) == (2, ())


def test_a_field_that_the_form_does_not_show_keeps_its_value() -> None:
    making.a_field("Bonus")
    offer = making.a_ready_offer(fields=(making.entry("bonus", "10 %"),))
    after = making.edit(offer, salary="95,000", fields=())
    assert after.terms.fields == offer.terms.fields


@pytest.mark.parametrize("status", [Status.SENT, Status.PENDING])
def test_a_new_version_of_a_sent_offer_has_to_be_sent_again(status: Status) -> None:
    offer = making.edit(making.in_status(status), salary="95,000")
    assert (offer.status, offer.sent_at) == (Status.DRAFT, None)
    event = offer.events[-1]
    assert (event.from_status, event.to_status, event.version) == (status, Status.DRAFT, 2)
    assert offer.versions[0].status == status
    assert [version.was_sent for version in offer.versions] == [True, False]


@pytest.mark.parametrize("status", [Status.SENT, Status.PENDING])
def test_a_correction_keeps_the_offer_sent_and_freezes_the_letter_anew(status: Status) -> None:
    offer = making.in_status(status)
    after = making.edit(offer, letter_html="<p>Welcome, Zoë!</p>", correction=True)
    assert (after.status, after.sent_at) == (status, offer.sent_at)
    letters = [version.letter.html for version in after.versions if version.letter]
    assert letters == ["<p>Welcome!</p>", "<p>Welcome, Zoë!</p>"]
    assert after.events[-1].kind == "correction"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start_date": ""}, "start_date"),
        ({"salary": ""}, "salary"),
        ({"expiry_date": "2026-11-21"}, "expiry_date"),
        ({"letter_html": None}, "letter"),
    ],
)
def test_a_correction_that_could_not_be_sent_is_refused(
    desk: Path, change: dict[str, Any], field: str
) -> None:
    offer = making.sent()
    before = making.everything_stored(desk)
    with pytest.raises(Invalid) as refused:
        making.edit(offer, correction=True, **change)
    assert making.problems(refused.value) == {field}
    assert making.everything_stored(desk) == before
    assert making.edit(offer, **change).status is Status.DRAFT


def test_a_draft_is_never_too_incomplete_to_be_saved() -> None:
    offer = making.edit(making.a_ready_offer(), start_date="", correction=True)
    assert (offer.version, offer.terms.start_date) == (2, None)


def test_the_next_number_follows_the_highest_though_earlier_versions_are_missing(
    read: exchanging.Reader,
) -> None:
    read(exchanging.version(700, which=3))
    offer = exchanging.found(700)
    assert [version.number for version in offer.versions] == [3]
    after = making.edit(offer, start_date="2027-03-01")
    assert [version.number for version in after.versions] == [3, 4]
    assert after.version == 4


@pytest.mark.parametrize("status", [Status.DRAFT, Status.DECLINED, Status.WITHDRAWN])
def test_an_offer_that_is_not_with_the_candidate_stays_as_it_stands(status: Status) -> None:
    offer = making.edit(making.in_status(status), salary="95,000", correction=True)
    assert (offer.version, offer.status) == (2, status)
    assert offer.versions[1].letter is None


def test_a_stale_save_is_refused_and_nothing_is_lost(desk: Path) -> None:
    offer = making.a_ready_offer()
    mine = replace(offers.draft_of(offer), salary="99,000")
    making.edit(offer, salary="95,000")
    before = making.everything_stored(desk)
    with pytest.raises(Stale, match="Version 2"):
        offer_editing.save(offer.id, mine)
    assert making.everything_stored(desk) == before
    assert offer_editing.save(offer.id, replace(mine, version=2)).terms.salary == Money(
        99_000_00, "EUR"
    )


def test_a_refused_save_changes_nothing(desk: Path) -> None:
    offer = making.sent()
    before = making.everything_stored(desk)
    with pytest.raises(Invalid) as refused:
        making.edit(offer, salary="a lot", start_date="soon")
    assert making.problems(refused.value) == {"salary", "start_date"}
    assert making.everything_stored(desk) == before


def test_who_made_a_version_and_for_whom_is_kept() -> None:
    ada, bob = users.create("Ada"), users.create("Bob")
    after = making.edit(making.an_offer(), actor=Actor(ada.id, bob.id), salary="1 EUR")
    assert (after.versions[1].created_by, after.versions[1].on_behalf_of) == ("Ada", "Bob")
    assert (after.events[-1].actor, after.events[-1].on_behalf_of) == ("Ada", "Bob")


def test_hostile_text_in_terms_is_made_harmless() -> None:
    making.a_field("Bonus", "long_text")
    text = "a\x1b]0;x\x07\u202eb\r\nc" + "y" * 10_000
    offer = making.an_offer(fields=(making.entry("bonus", text),))
    value = offer.terms.fields[0].value
    assert value == "a\ufffd]0;x\ufffd\ufffdb\nc" + "y" * 10_000


# ---------------------------------------------------------------- locks


def test_the_terms_of_an_accepted_offer_are_locked_and_it_says_what_to_do() -> None:
    offer = making.force(making.sent(), Status.ACCEPTED)
    assert "accepted" in offer_editing.lock_reason(offer)
    with pytest.raises(NotAllowed, match=r"locked\. Take the acceptance back"):
        making.edit(offer, salary="1 EUR")
    with pytest.raises(NotAllowed, match="locked"):
        offer_editing.restore(offer.id, 1)
    assert offers.get(offer.id) == offer


def test_the_terms_of_every_offer_of_a_hired_application_are_locked() -> None:
    first = making.edit(making.sent(), salary="95,000")
    applications.set_status(first.application_id, ApplicationStatus.HIRED)
    with pytest.raises(NotAllowed, match="hired"):
        making.edit(first, salary="1 EUR")
    with pytest.raises(NotAllowed, match="hired"):
        offer_editing.restore(first.id, 1)
    applications.set_status(first.application_id, ApplicationStatus.ACTIVE)
    assert making.edit(first, salary="96,000").version == 3


def test_a_lock_ends_when_the_acceptance_is_taken_back() -> None:
    offer = making.move(making.sent(), Status.ACCEPTED)
    offer = status_changes.undo(offer.id)
    assert offer_editing.lock_reason(offer) == ""
    assert making.edit(offer, salary="95,000").version == 2


# ---------------------------------------------------------------- restore and re-offer


def test_restoring_makes_an_old_versions_terms_the_newest_version() -> None:
    making.a_field("Bonus")
    offer = making.sent(fields=(making.entry("bonus", "10 %"),))
    making.edit(offer, salary="95,000", fields=(making.entry("bonus", "12 %"),))
    after = offer_editing.restore(offer.id, 1)
    assert (after.version, after.terms) == (3, offer.terms)
    assert [version.is_superseded for version in after.versions] == [True, True, False]
    assert "version 1" in after.versions[2].note


def test_restoring_into_a_sent_offer_makes_it_a_draft() -> None:
    offer = making.edit(making.a_ready_offer(), salary="95,000")
    making.move(offer, Status.SENT)
    assert offer_editing.restore(offer.id, 1).status is Status.DRAFT


def test_restoring_what_is_current_makes_no_version() -> None:
    offer = making.edit(making.a_ready_offer(), salary="95,000")
    with pytest.raises(NotAllowed, match="same"):
        offer_editing.restore(offer.id, 2)
    assert offers.get(offer.id).version == 2


def test_restoring_a_version_that_is_none_is_refused() -> None:
    with pytest.raises(NotFound, match="version 7"):
        offer_editing.restore(making.an_offer().id, 7)


@pytest.mark.parametrize("status", [Status.DECLINED, Status.WITHDRAWN])
def test_a_re_offer_is_a_new_draft_with_any_versions_terms_that_remembers_its_source(
    status: Status,
) -> None:
    old = making.edit(making.a_ready_offer(), salary="95,000")
    making.force(old, status)
    latest, earlier = offer_editing.reoffer(old.id), offer_editing.reoffer(old.id, 1)
    assert (latest.status, latest.version, latest.reoffer_of) == (Status.DRAFT, 1, (old.id, 2))
    assert (latest.application_id, latest.terms) == (old.application_id, old.terms)
    assert (earlier.terms.salary, earlier.reoffer_of) == (Money(92_500_00, "EUR"), (old.id, 1))
    assert offers.get(old.id).status is status


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SENT, Status.PENDING, Status.ACCEPTED])
def test_a_re_offer_follows_only_an_offer_that_ended_without_an_acceptance(status: Status) -> None:
    old = making.in_status(status)
    with pytest.raises(NotAllowed):
        offer_editing.reoffer(old.id)


def test_a_re_offer_for_another_application_leaves_the_old_jobs_opening_behind() -> None:
    job = making.a_job()
    opening = making.an_opening(job)
    old = offer_for(job.id, opening_id=opening.id, salary="1 EUR")
    making.force(old, Status.DECLINED)
    other = making.an_offer()
    new = offer_editing.reoffer(old.id, application_id=other.application_id)
    assert (new.application_id, new.terms.opening_id) == (other.application_id, None)
    assert new.terms.salary == old.terms.salary


def test_a_re_offer_to_another_candidate_leaves_the_letter_by_hand_behind() -> None:
    old = making.in_status(Status.DECLINED, letter_html="<p>Dear Zoë</p>")
    other = making.an_offer(candidate_id=making.a_candidate("Ann").id, job_id=old.job.id)
    assert offer_editing.reoffer(old.id).terms.letter_html == "<p>Dear Zoë</p>"
    new = offer_editing.reoffer(old.id, application_id=other.application_id)
    assert new.terms == replace(old.terms, letter_html=None)


def test_a_re_offer_for_the_same_job_keeps_its_opening() -> None:
    job = making.a_job()
    old = offer_for(job.id, opening_id=making.an_opening(job).id)
    making.force(old, Status.WITHDRAWN)
    other = offer_for(job.id)
    new = offer_editing.reoffer(old.id, application_id=other.application_id)
    assert new.terms.opening_id == old.terms.opening_id


def test_there_is_no_version_0() -> None:
    old = making.in_status(Status.DECLINED)
    for use in (offer_editing.reoffer, offer_editing.restore):
        with pytest.raises(NotFound, match="version 0"):
            use(old.id, 0)
    assert offer_letters.preview(old, 0).frozen is False


def test_a_re_offer_to_a_hired_application_is_refused() -> None:
    old = making.in_status(Status.DECLINED)
    applications.set_status(old.application_id, ApplicationStatus.HIRED)
    with pytest.raises(NotAllowed, match="hired"):
        offer_editing.reoffer(old.id)


def test_a_re_offer_of_a_version_or_to_an_application_that_is_none_is_refused() -> None:
    old = making.in_status(Status.DECLINED)
    with pytest.raises(NotFound):
        offer_editing.reoffer(old.id, 9)
    with pytest.raises(NotFound):
        offer_editing.reoffer(old.id, application_id=99)


# ---------------------------------------------------------------- letters


def test_sending_freezes_the_letter_with_its_revision_and_checksum(time: making.Time) -> None:
    template = making.a_template()
    offer = making.sent(letter_html=None, template_id=template)
    letter = offer.versions[0].letter
    assert letter is not None
    assert "Dear Zoë, we pay 92,500 EUR from 1 February 2027." in letter.html
    assert letter.sha256 == hashlib.sha256(letter.html.encode()).hexdigest()
    assert (letter.template_id, letter.template_revision) == (template, 1)
    assert letter.frozen_at == time.moment


def test_a_later_revision_of_the_template_never_changes_a_letter_that_was_sent() -> None:
    template = making.a_template()
    offer = making.sent(letter_html=None, template_id=template)
    draft = making.a_ready_offer(letter_html=None, template_id=template)
    TemplateRevision.create(
        template=template, number=2, source="<p>New words</p>", created_at="2026-11-23"
    )
    sent_letter, live_letter = (offer_letters.preview(offers.get(one.id)) for one in (offer, draft))
    assert (sent_letter.frozen, live_letter.frozen) == (True, False)
    assert "Dear Zoë" in sent_letter.html
    assert live_letter.html == "<p>New words</p>"
    assert templates.get(template).revision == 2


def test_a_letter_edited_by_hand_wins_over_the_template() -> None:
    offer = making.sent(template_id=making.a_template(), letter_html="<p>By hand</p>")
    assert offer_letters.preview(offer).html == "<p>By hand</p>"


def test_a_letter_that_was_sent_is_kept_when_the_offer_changes_and_is_sent_again() -> None:
    template = making.a_template()
    offer = making.sent(letter_html=None, template_id=template)
    making.move(making.edit(offer, salary="95,000"), Status.SENT)
    after = offers.get(offer.id)
    letters = [version.letter for version in after.versions]
    assert ["92,500" in one.html for one in letters if one] == [True, False]
    assert ["95,000" in one.html for one in letters if one] == [False, True]


def test_the_letter_is_live_again_when_sending_is_taken_back() -> None:
    offer = making.sent()
    assert offer_letters.preview(offer).frozen
    assert not offer_letters.preview(status_changes.undo(offer.id)).frozen


def test_the_newest_letter_of_a_version_counts() -> None:
    template = making.a_template("<p>First</p>")
    offer = making.sent(letter_html=None, template_id=template)
    status_changes.undo(offer.id)
    TemplateRevision.create(
        template=template, number=2, source="<p>Second</p>", created_at="2026-11-23"
    )
    after = making.move(offer, Status.SENT)
    assert after.versions[0].letter is not None
    assert after.versions[0].letter.html == "<p>Second</p>"
    assert offer_letters.preview(after).html == "<p>Second</p>"


# ---------------------------------------------------------------- deleting


def test_deleting_leaves_exactly_one_event_without_terms_and_names(desk: Path) -> None:
    making.a_field("Bonus", "long_text")
    offer = making.sent(
        letter_html="<p>Velvet Kangaroo</p>", fields=(making.entry("bonus", "Velvet Kangaroo"),)
    )
    making.edit(offer, salary="95,000")
    making.move(offers.get(offer.id), Status.WITHDRAWN, reason="Other", text="Velvet Kangaroo")
    assert offer.job is not None
    offer_deletion.delete(offer.id)
    left = making.rows(desk, "SELECT * FROM events WHERE subject = 'offer'")
    assert len(left) == 1
    names = [row[1] for row in making.rows(desk, "PRAGMA table_info(events)")]
    event = dict(zip(names, left[0], strict=True))
    assert (event["subject_id"], event["to_status"]) == (offer.id, "withdrawn")
    assert (event["at"], event["actor_id"]) == ("2026-11-22T12:00:00.000Z", 1)
    assert json.loads(event["details"]) == {
        "application": offer.application_id, "job": offer.job.id
    }  # fmt: skip
    assert (event["reason"], event["text"], event["version"]) == ("", "", None)
    for table in ("offers", "versions", "version_values", "supersessions", "letters"):
        assert making.rows(desk, f"SELECT * FROM {table}") == []
    assert "Kangaroo" not in repr(making.everything_stored(desk))


def test_what_was_deleted_is_not_in_the_file_any_more(desk: Path) -> None:
    offer = making.sent(letter_html="<p>Velvet Kangaroo</p>")
    offer_deletion.delete(offer.id)
    database.close_desk()
    assert b"Velvet Kangaroo" not in desk.read_bytes()
    assert [path.name for path in desk.parent.iterdir()] == [desk.name]


def test_deleting_names_what_goes() -> None:
    offer = making.edit(making.sent(), salary="95,000")
    assert offer_deletion.what_delete_removes(offer) == (
        "2 versions with all terms and custom fields",
        "1 letter as sent",
        "3 lines of its history",
    )


def test_deleting_touches_no_other_offer(desk: Path) -> None:
    kept = making.sent()
    offer_deletion.delete(making.sent(application_id=kept.application_id).id)
    assert offers.get(kept.id) == kept
    assert making.rows(desk, "PRAGMA foreign_key_check") == []


def test_the_number_of_a_deleted_offer_is_never_used_again() -> None:
    offer = making.an_offer()
    offer_deletion.delete(offer.id)
    assert making.an_offer().id > offer.id


def test_a_deletion_that_fails_half_way_leaves_everything(desk: Path) -> None:
    offer = making.sent()
    before = making.everything_stored(desk)
    with pytest.raises(KeyError), transaction():
        offer_deletion.delete(offer.id)
        raise KeyError("broken on the way")
    assert making.everything_stored(desk) == before


# ---------------------------------------------------------------- dates of the record


@pytest.mark.parametrize("day", everyday(["2026-11-21", "2026-11-22", "", "2026-11-23"], most=2))
@pytest.mark.parametrize("standing", [*Status, SUPERSEDED])
def test_an_offer_is_expired_everywhere_or_nowhere(standing: str, day: str) -> None:
    status = Status.SENT if standing == SUPERSEDED else Status(standing)
    offer = making.in_status(status, expiry_date=day)
    if standing == SUPERSEDED:
        Offer.update(superseded=True).where(Offer.id == offer.id).execute()
    offer = offers.get(offer.id)
    expected = standing in ("sent", "pending") and day == "2026-11-21"
    assert (offer.standing, offer.is_expired(clock.today())) == (standing, expected)
    assert json_documents.offer_document(offer)["expired"] is expected
    for text, is_found in (
        ("is:expired", expected), ("is:expired or id:0", expected), ("-is:expired", not expected),
    ):  # fmt: skip
        assert list(offer_list.ids(None, parse(text))) == [offer.id] * is_found
    assert ("expired" in {found.rule.id for found in board.look().sections}) is expected
    assert headline.counts().of("expired") == expected


def test_extending_the_expiry_date_by_a_correction_ends_being_expired(time: making.Time) -> None:
    offer = making.sent(expiry_date="2026-12-10")
    time.forward(days=30)
    assert len(offer_list.offers(None, parse("is:expired"))) == 1
    making.edit(offer, expiry_date="2026-12-31", correction=True)
    assert len(offer_list.offers(None, parse("is:expired"))) == 0


def test_an_option_that_was_switched_off_stays_where_it_was_chosen() -> None:
    field = making.a_field("Shift", "single_select", options=("early", "late"))
    offer = making.an_offer(fields=(making.entry("shift", "late"),))
    draft = FieldDraft(name="Shift", type="single_select", options=(OptionDraft("early"),))
    custom_fields.update(field.id, draft)
    after = making.edit(offer, salary="1 EUR")
    assert [value.value for value in after.terms.fields] == ["late"]
