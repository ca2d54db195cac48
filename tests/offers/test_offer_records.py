"""What the record of an offer says: its form, where it came from, its flags, its past."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support import making

from data.errors import NotAllowed, NotFound
from data.lists import offer_list
from data.offers import flags, offer_deletion, offer_editing, offers, status_changes
from data.people import applications, users
from data.records.candidate_records import ApplicationStatus
from data.records.offer_records import OfferDraft, OfferRecord
from data.storage.database import transaction
from data.storage.models import Offer
from data.values import clock
from data.values.status import Status

pytestmark = pytest.mark.usefixtures("desk")


def refer(offer: OfferRecord, kind: str, system: str, number: str) -> None:
    """Say that another system knows something of the offer by a number."""
    with transaction() as desk:
        desk.execute(
            "INSERT INTO remote_ids (system, kind, remote_id, offer_id, read_at)"
            " VALUES (?, ?, ?, ?, '2026')",
            (system, kind, number, offer.id),
        )


def flag(offer: OfferRecord, field: str) -> int:
    """Flag an offer; the flag's number."""
    with transaction() as desk:
        made = desk.execute(
            "INSERT INTO flags (offer_id, field, text, source, created_at)"
            " VALUES (?, ?, 'odd', 'a.json', ?)",
            (offer.id, field, clock.stamp()),
        )
        return int(made.lastrowid or 0)


# ---------------------------------------------------------------- where it came from


def test_its_numbers_elsewhere_are_its_own_and_no_other_records() -> None:
    offer, other = making.an_offer(), making.an_offer()
    refer(offer, "offer", "openats", "70")
    refer(offer, "application", "openats", "61")
    refer(offer, "offer", "greenhouse", "4711")
    refer(other, "offer", "greenhouse", "4712")
    assert offers.get(offer.id).remote_ids == (("openats", "70"), ("greenhouse", "4711"))
    assert offers.resolve_number(4711) == offer.id
    with pytest.raises(NotFound, match="no offer 61"):
        offers.resolve_number(61)


def test_the_number_of_an_offer_that_was_deleted_finds_nothing() -> None:
    offer = making.an_offer()
    refer(offer, "offer", "greenhouse", "4711")
    offer_deletion.delete(offer.id)
    with pytest.raises(NotFound, match="no offer 4711"):
        offers.resolve_number(4711)


def test_its_own_number_comes_before_one_from_elsewhere() -> None:
    offer, other = making.an_offer(), making.an_offer()
    refer(other, "offer", "greenhouse", str(offer.id))
    assert offers.resolve_number(offer.id) == offer.id


def test_only_its_own_open_flags_stand_with_an_offer_and_settling_is_told() -> None:
    offer, other = making.an_offer(), making.an_offer()
    first, second = flag(offer, "salary"), flag(offer, "status")
    flag(other, "opening")
    found = offers.get(offer.id).flags
    assert [(one.id, one.field, one.text, one.source) for one in found] == [
        (first, "salary", "odd", "a.json"), (second, "status", "odd", "a.json"),
    ]  # fmt: skip
    flags.settle_flag(first)
    after = offers.get(offer.id)
    assert [one.id for one in after.flags] == [second]
    assert (after.events[-1].kind, after.events[-1].text) == ("settled", "odd")
    for number in (first, 99):
        with pytest.raises(NotFound, match="settled already"):
            flags.settle_flag(number)
    assert offers.get(offer.id) == after


def test_deleting_names_flags_and_only_letters_that_were_sent() -> None:
    offer = making.an_offer()
    flag(offer, "salary")
    assert offer_deletion.what_delete_removes(offers.get(offer.id)) == (
        "1 version with all terms and custom fields", "1 line of its history", "1 flag",
    )  # fmt: skip


# ---------------------------------------------------------------- its terms in a form


def test_the_form_starts_with_everything_that_the_offer_says() -> None:
    making.a_field("Bonus")
    job = making.a_job()
    draft = OfferDraft(
        candidate_id=making.a_candidate().id,
        job_id=job.id,
        salary="92500.5",
        currency="EUR",
        pay_frequency="yearly",
        start_date="2027-02-01",
        expiry_date="2026-12-10",
        opening_id=making.an_opening(job).id,
        template_id=making.a_template(),
        letter_html="<p>Mine</p>",
        fields=(making.entry("bonus", "10 %"),),
    )
    offer = offer_editing.create(draft)
    application = offer.application_id
    assert offers.draft_of(offer) == replace(
        draft, application_id=application, version=1, salary="92500.50"
    )


def test_the_form_of_an_empty_offer_is_empty() -> None:
    offer = making.an_offer()
    assert offer.candidate is not None
    assert offer.job is not None
    assert offers.draft_of(offer) == OfferDraft(
        application_id=offer.application_id,
        candidate_id=offer.candidate.id,
        job_id=offer.job.id,
        version=1,
    )


def test_the_opening_is_the_one_that_was_chosen() -> None:
    job = making.a_job()
    making.an_opening(job, "4-7")
    chosen = making.an_opening(job, "4-8")
    offer = making.an_offer(
        candidate_id=making.a_candidate().id, job_id=job.id, opening_id=chosen.id
    )
    assert offer.opening is not None
    assert offer.opening.opening_id == "4-8"


def test_an_offer_for_a_job_without_a_title_is_listed_by_the_jobs_number() -> None:
    job, candidate = making.a_job(), making.a_candidate()
    with transaction() as desk:
        desk.execute("UPDATE jobs SET title = ''")
    offer = making.an_offer(candidate_id=candidate.id, job_id=job.id)
    (row,) = offer_list.offers_by_id((offer.id,))
    assert row.job_title == f"Job {job.id}"


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({"salary": "95,000 EUR"}, ("currency", "pay_frequency", "fields.shift")),
        ({"salary": "90,000", "currency": "USD"}, ("pay_frequency", "fields.shift")),
        ({"pay_frequency": "monthly"}, ("salary", "currency", "fields.shift")),
        ({"fields": (making.entry("shift", "early"),)}, ("salary", "currency", "pay_frequency")),
        ({"start_date": "2027-02-01"}, ("salary", "currency", "pay_frequency", "fields.shift")),
    ],
)
def test_only_what_was_changed_is_no_longer_inherited(
    change: dict[str, object], left: tuple[str, ...]
) -> None:
    making.a_field("Shift")
    making.a_field("Shift", belongs_to="job")
    job = making.a_paid_job(fields=(making.entry("shift", "late"),))
    offer = making.an_offer(candidate_id=making.a_candidate().id, job_id=job.id)
    assert offer.inherited == ("salary", "currency", "pay_frequency", "fields.shift")
    assert making.edit(offer, **change).inherited == left


def test_what_a_form_says_of_each_inherited_term() -> None:
    making.a_field("Shift")
    making.a_field("Shift", belongs_to="job")
    job = making.a_paid_job(
        fields=(making.entry("shift", "late"),), template_id=making.a_template()
    )
    whose = {"candidate_id": making.a_candidate().id, "job_id": job.id}
    assert offer_editing.check(OfferDraft(**whose)).understood == {
        "salary": "= 90,000 EUR, from the job",
        "currency": "= EUR, from the job",
        "pay_frequency": "= yearly, from the job",
        "template": "= Plain, from the job",
        "fields.shift": "= late, from the job",
    }
    given = OfferDraft(**whose, salary="5", currency="USD", letter_html="<p>Mine</p>")
    assert offer_editing.check(given).understood == {
        "salary": "= 5 USD · not comparable with the job's pay: no exchange rate for USD",
        "pay_frequency": "= yearly, from the job",
        "fields.shift": "= late, from the job",
    }


def test_a_field_that_is_switched_off_inherits_nothing() -> None:
    making.a_field("Shift", active=False)
    making.a_field("Shift", belongs_to="job")
    job = making.a_job(fields=(making.entry("shift", "late"),))
    offer = making.an_offer(candidate_id=making.a_candidate().id, job_id=job.id)
    assert (offer.terms.fields, offer.inherited) == ((), ())


def test_a_letter_template_of_the_job_is_inherited_until_another_is_chosen() -> None:
    job = making.a_job(template_id=making.a_template())
    offer = making.an_offer(candidate_id=making.a_candidate().id, job_id=job.id)
    assert (offer.terms.template_id, offer.inherited) == (job.template_id, ("template",))
    other = making.a_template(name="Other")
    assert making.edit(offer, template_id=other).inherited == ()


# ---------------------------------------------------------------- its past


def test_creating_says_how_the_offer_stands_and_what_it_follows() -> None:
    old = making.in_status(Status.DECLINED)
    new = offer_editing.reoffer(old.id)
    (event,) = new.events
    assert (event.kind, event.from_status, event.to_status) == ("created", None, "draft")
    assert (event.version, event.text) == (1, f"re-offer of offer {old.id}, version 1")
    assert new.reoffer_of == (old.id, 1)
    assert (old.reoffer_of, old.events[0].text) == (None, "")


def test_a_version_says_what_kind_of_change_made_it() -> None:
    offer = making.edit(making.sent(), start_date="2027-03-01", correction=True)
    offer = making.edit(offer, salary="95,000")
    offer = offer_editing.restore(offer.id, 1)
    assert [(one.kind, one.text, one.version) for one in offer.events[2:]] == [
        ("correction", "correction, kept as sent", 2), ("version", "", 3),
        ("restored", "restored from version 1", 4),
    ]  # fmt: skip
    notes = ["", "correction, kept as sent", "", "restored from version 1"]
    assert [version.note for version in offer.versions] == notes


def test_restoring_as_a_correction_keeps_the_offer_with_the_candidate() -> None:
    offer = making.sent()
    making.edit(offer, start_date="2027-03-01", correction=True)
    after = offer_editing.restore(offer.id, 1, correction=True)
    assert (after.status, after.version) == (Status.SENT, 3)
    assert offer_editing.restore(offer.id, 2).status is Status.DRAFT


def test_a_new_version_of_a_superseded_offer_counts_again() -> None:
    offer = making.a_ready_offer()
    Offer.update(superseded=True).where(Offer.id == offer.id).execute()
    assert not making.edit(offer, salary="95,000").is_superseded


def test_what_is_locked_is_said_to_be_locked() -> None:
    offer = making.in_status(Status.DECLINED)
    applications.set_status(offer.application_id, ApplicationStatus.HIRED)
    for refused in (
        lambda: making.edit(offer, salary="1 EUR"),
        lambda: offer_editing.reoffer(offer.id),
    ):
        with pytest.raises(NotAllowed) as error:
            refused()
        assert error.value.title == "Locked"


def test_terms_written_inside_a_transaction_make_an_offer_a_draft_unless_told() -> None:
    offer = making.sent()
    with transaction():
        offer_editing.new_version(offer, replace(offer.terms, start_date=None), users.current())
    assert offers.get(offer.id).status is Status.DRAFT


def test_what_was_sent_before_is_kept_with_the_version_that_ended_it(desk: Path) -> None:
    offer = making.move(making.a_ready_offer(), Status.SENT, sent_at="2026-11-20")
    making.edit(offer, salary="95,000")
    (details,) = making.rows(desk, "SELECT details FROM events WHERE version = 2")
    assert json.loads(details[0]) == {"sent_at": "2026-11-20"}
    assert status_changes.options(offer.id).can_undo == ""


def test_an_offer_of_another_job_of_the_candidate_is_no_reason_to_lock() -> None:
    offer = making.sent()
    assert offer.candidate is not None
    other = making.an_offer(candidate_id=offer.candidate.id, job_id=making.a_job("Analyst").id)
    making.move(offer, Status.ACCEPTED)
    assert offer_editing.lock_reason(offers.get(other.id)) == ""


def test_the_next_version_comes_behind_all_there_are_also_those_that_do_not_count() -> None:
    offer = making.edit(making.a_ready_offer(), salary="95,000")
    assert offer.next_version == replace(offer, version=1).next_version == 3
