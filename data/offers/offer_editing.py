"""Offers: create, edit, restore, re-offer. Drafts in, records out.

Rules: docs/domain.md, *Versions*, *Creating*. Every change is one transaction that writes the
version, the mirror on the offer and the event together, or nothing.
"""

from dataclasses import replace
from datetime import timedelta

from data.errors import Invalid, NotAllowed, NotFound, Problem, Stale
from data.fields import custom_fields
from data.jobs import jobs
from data.offers import (
    approvals,
    inheritance,
    offer_draft_checks,
    offer_letters,
    offers,
    packages,
    pay_standing,
    recipient,
    send_checks,
    versions,
    warnings,
)
from data.people import applications, candidates, users
from data.records import offer_terms
from data.records.candidate_records import ApplicationStatus
from data.records.field_records import field_key
from data.records.job_records import JobRecord
from data.records.offer_records import Checked, OfferDraft, OfferRecord, Terms
from data.records.offer_terms import TERMS
from data.records.offer_warnings import OfferWarning
from data.records.user_records import Actor
from data.settings import settings
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Application, Offer
from data.values import clock, dates
from data.values.status import ENDED_WITHOUT, WITH_CANDIDATE, Status


def check(draft: OfferDraft, offer: OfferRecord | None = None) -> Checked:
    """Read a draft: its terms, every problem by field, what was understood. Nothing is stored.

    For a new offer (`offer` None) what is left empty is inherited from the job.
    """
    job_id = recipient.job_of(draft) if offer is None else None
    job = jobs.get(job_id) if job_id is not None else None
    checked = _read(draft, offer, job)
    problems = [*checked.problems, *recipient.problems(draft, offer)]
    terms, understood = checked.terms, dict(checked.understood)
    if job is not None:
        inherited = inheritance.inherit(terms, job)
        terms, understood = inherited.terms, {**inherited.notes, **understood}
    if offer is None and terms.expiry_date is None and not draft.expiry_date:
        terms = _expiring(terms, understood)
    band = pay_standing.band_of(terms, offer.job if offer else job)
    is_noted = bool(band.words and draft.salary.strip())
    if is_noted:
        understood["salary"] = " · ".join(filter(None, (understood.get("salary"), band.words)))
    found = _warnings(draft, offer, terms, job_id)
    noted = frozenset({warnings.OF_PAY}) if is_noted else frozenset()
    package = packages.line(terms)
    return Checked(terms, tuple(problems), understood, found, noted, band.outside, package)


def _expiring(terms: Terms, understood: dict[str, str]) -> Terms:
    """A new offer's terms with the expiry date that the settings give it, if they do."""
    days = settings.get("expiry_days")
    if not days:
        return terms
    day = clock.today() + timedelta(days=days)
    understood["expiry_date"] = f"= {dates.show(day)}, {days} days from today, by the settings"
    return replace(terms, expiry_date=day)


def _warnings(
    draft: OfferDraft, offer: OfferRecord | None, terms: Terms, job_id: int | None
) -> tuple[OfferWarning, ...]:
    """What would have to be seen before these terms are sent to whom they are for."""
    if offer is not None:
        return warnings.of_terms(offer, terms)
    application = recipient.application_of(draft)
    if application is not None:
        return warnings.while_typing(
            terms,
            application_id=application.id,
            candidate_id=application.candidate_id,
            job_id=application.job_id,
        )
    return warnings.while_typing(
        terms, application_id=None, candidate_id=draft.candidate_id, job_id=job_id
    )


def _read(draft: OfferDraft, offer: OfferRecord | None, job: JobRecord | None) -> Checked:
    """The draft read by the rules, nothing inherited yet."""
    definitions = custom_fields.all_fields("offer", active_only=True)
    currency = job.pay.currency if job else None
    before = offer.terms if offer else None
    return offer_draft_checks.check_offer(draft, definitions, clock.today(), before, currency)


def create(draft: OfferDraft, actor: Actor | None = None) -> OfferRecord:
    """A new offer, a draft; raises Invalid. Application, or candidate and job, is required."""
    actor = actor or users.current()
    checked = check(draft)
    if checked.problems:
        raise Invalid(checked.problems)
    with transaction():
        application_id = draft.application_id or applications.apply(
            _required(draft.candidate_id), _required(draft.job_id)
        )
        keys = _inherited_keys(draft, checked.terms)
        return offers.get(_insert(application_id, checked.terms, actor, inherited=keys))


def reoffer(
    offer_id: int, number: int | None = None, application_id: int | None = None,
    actor: Actor | None = None,
) -> OfferRecord:  # fmt: skip
    """A new draft with the terms of any version of a declined or withdrawn offer.

    For the same application, or another one; it remembers where it came from. Raises NotAllowed.
    """
    old = offers.get(offer_id)
    if old.status not in ENDED_WITHOUT:
        raise NotAllowed(
            f"The offer is {old.status}; a re-offer follows a declined or withdrawn one. "
            "Edit it instead."
        )
    _refuse_hired(old.application_status if application_id is None else _status_of(application_id))
    number = old.version if number is None else number
    terms = _terms_of(offer_id, number)
    target = application_id or old.application_id
    job_id = Application.get_by_id(target).job_id
    if job_id != (old.job.id if old.job else None):
        terms = replace(terms, opening_id=None)
    if target != old.application_id:
        terms = replace(terms, letter_html=None)  # it may name the other candidate
    actor = actor or users.current()
    with transaction():
        source = (offer_id, number)
        return offers.get(_insert(target, terms, actor, source=source))


def save(offer_id: int, draft: OfferDraft, actor: Actor | None = None) -> OfferRecord:
    """Save edited terms as a new version, and read the offer as it is then; raises as `store`."""
    store(offer_id, draft, actor)
    return offers.get(offer_id)


def store(offer_id: int, draft: OfferDraft, actor: Actor | None = None) -> None:
    """Save edited terms as a new version; no change makes none.

    Raises Invalid (all problems), NotAllowed (locked), Stale (changed since `draft.version`).
    """
    with transaction():
        store_read(offers.get(offer_id), draft, actor or users.current())


def store_read(offer: OfferRecord, draft: OfferDraft, actor: Actor) -> int | None:
    """Store terms of an offer that was read in the running transaction; raises as `store`.

    Gives the new version's number, None when nothing changed.
    """
    require_unlocked(offer)
    if draft.version is not None and draft.version != offer.version:
        raise Stale(
            f"Version {offer.version} was saved in the meantime; you started from version "
            f"{draft.version}. Look at it, then save again."
        )
    checked = check(draft, offer)
    if checked.problems:
        raise Invalid(checked.problems)
    if offer_draft_checks.same_terms(checked.terms, offer.terms):
        return None
    _refuse_incomplete(draft, offer, checked.terms)
    return new_version(offer, checked.terms, actor, correction=draft.correction, seen=draft.seen)


def _refuse_incomplete(draft: OfferDraft, offer: OfferRecord, terms: Terms) -> None:
    """A correction stays sent, so it has to pass the gate as if it were sent now."""
    if draft.correction and offer.status in WITH_CANDIDATE:
        _refuse_gate(offer, terms)


def _refuse_gate(offer: OfferRecord, terms: Terms) -> None:
    """Raise Invalid with what these terms lack to be with the candidate."""
    lacking = send_checks.missing(offer, terms)
    if lacking:
        raise Invalid(lacking)


def restore(
    offer_id: int, number: int, actor: Actor | None = None, *, correction: bool = False
) -> OfferRecord:
    """Make version `number`'s terms the newest version; raises NotAllowed and NotFound.

    As a `correction` an offer with the candidate stays there.
    """
    actor = actor or users.current()
    with transaction():
        offer = offers.get(offer_id)
        if correction and offer.status in WITH_CANDIDATE:
            _refuse_gate(offer, _restorable(offer, number))
        put_back(offer, number, actor, correction=correction)
        return offers.get(offer_id)


def put_back(offer: OfferRecord, number: int, actor: Actor, *, correction: bool) -> None:
    """Restore inside the running transaction, whatever these terms lack by now; raises as that."""
    terms = _restorable(offer, number)
    note = f"restored from version {number}"
    new_version(offer, terms, actor, correction=correction, note=note, kind="restored")


def _restorable(offer: OfferRecord, number: int) -> Terms:
    """The terms of a version that can be restored; raises what stands in the way."""
    require_unlocked(offer)
    terms = _terms_of(offer.id, number)
    if offer_draft_checks.same_terms(terms, offer.terms):
        raise NotAllowed(f"Version {number} says the same as the current version.")
    return terms


def new_version(
    offer: OfferRecord,
    terms: Terms,
    actor: Actor,
    *,
    correction: bool = False,
    note: str = "",
    kind: str = "version",
    seen: frozenset[str] = frozenset(),
) -> int:
    """Write the next version inside the running transaction; the old one is superseded now.

    Gives its number. A sent or pending offer becomes a draft again, unless it is a correction that
    keeps it sent and passes the warnings that were `seen`.
    """
    now = clock.stamp()
    number = offer.next_version
    corrects = correction and offer.status in WITH_CANDIDATE
    note = (note or "correction, kept as sent") if corrects else note
    version_id = versions.write(offer.id, number, terms, actor, note=note, created_at=now)
    for version in offer.versions:
        if not version.is_superseded:
            versions.supersede(version.id, now)
    again = offer.status in WITH_CANDIDATE and not corrects
    status = Status.DRAFT if again else offer.status
    standing: dict[str, object] = {
        "inherited": ",".join(_still_inherited(offer, terms)),
        "superseded": False,
    }
    if again:
        standing |= {"status": str(status), "sent_at": None}
    versions.mirror(offer.id, number, terms, {**standing, "updated_at": now})
    details: dict[str, object] = {}
    if again and offer.sent_at:
        details["sent_at"] = offer.sent_at.isoformat()
    passed = warnings.passed_with(offer, terms, seen) if corrects else ()
    if passed:
        details[events.WARNINGS] = warnings.as_passed(passed)
    events.record(
        events.OFFER,
        offer.id,
        "correction" if corrects else kind,
        actor,
        from_status=offer.status,
        to_status=status,
        version=number,
        text=note,
        details=details,
    )
    approvals.note_void(offer, actor)
    if corrects:
        offer_letters.freeze(offers.get(offer.id), version_id)
    return number


def lock_reason(offer: OfferRecord) -> str:
    """Why the terms cannot be changed and what to do instead; empty when they can."""
    if offer.status is Status.ACCEPTED:
        return (
            "The offer is accepted, so its terms are locked. Take the acceptance back (U), or move "
            "it as an exception (s), to change them."
        )
    if offer.application_status is ApplicationStatus.HIRED:
        return (
            "The candidate is hired, so the terms of all offers of this application are locked. "
            "Mark the application as active again to change them."
        )
    return ""


def require_unlocked(offer: OfferRecord) -> None:
    """Raise NotAllowed when the terms are locked."""
    reason = lock_reason(offer)
    if reason:
        raise NotAllowed(reason, title="Locked")


def _insert(
    application_id: int,
    terms: Terms,
    actor: Actor,
    *,
    inherited: tuple[str, ...] = (),
    source: tuple[int, int] | None = None,
) -> int:
    application = Application.get_by_id(application_id)
    now = clock.stamp()
    offer = Offer.create(
        application=application,
        job=application.job_id,
        candidate=application.candidate_id,
        candidate_name=candidate_name(application),
        job_title=job_title(application),
        version=1,
        **offer_terms.columns(terms, mirrored=True),
        inherited=",".join(inherited),
        reoffer_offer_id=source[0] if source else None,
        reoffer_version=source[1] if source else None,
        created_by=actor.user_id,
        created_at=now,
        updated_at=now,
    )
    versions.write(offer.id, 1, terms, actor, created_at=now)
    text = f"re-offer of offer {source[0]}, version {source[1]}" if source else ""
    events.record(
        events.OFFER, offer.id, "created", actor, to_status=Status.DRAFT, version=1, text=text
    )
    return int(offer.id)


def candidate_name(application: Application) -> str:
    """The candidate as lists show it."""
    if application.candidate is None:
        return f"Application {application.id}"
    return candidates.as_record(application.candidate).name


def job_title(application: Application) -> str:
    """The job as lists show it."""
    return (application.job.title or f"Job {application.job_id}") if application.job else ""


def _inherited_keys(draft: OfferDraft, terms: Terms) -> tuple[str, ...]:
    """Which of the terms came from the job: those that the draft left empty."""
    job_id = recipient.job_of(draft)
    if job_id is None:
        return ()
    job = jobs.get(job_id)
    return inheritance.inherit(_read(draft, None, job).terms, job).keys


def _still_inherited(offer: OfferRecord, terms: Terms) -> list[str]:
    """The inherited keys whose value is still the inherited one."""
    before, after = (_by_key(offer.terms), _by_key(terms))
    return [key for key in offer.inherited if before.get(key) == after.get(key)]


def _by_key(terms: Terms) -> dict[str, object]:
    by_key = {term.key: term.of(terms) for term in TERMS if term.is_from_job}
    return by_key | {field_key(value.key): value.value for value in terms.fields}


def _terms_of(offer_id: int, number: int) -> Terms:
    terms = versions.terms_of(offer_id, number)
    if terms is None:
        raise NotFound(f"The offer has no version {number}.")
    return terms


def _status_of(application_id: int) -> ApplicationStatus:
    return applications.application(application_id).status


def _refuse_hired(status: ApplicationStatus) -> None:
    if status is ApplicationStatus.HIRED:
        raise NotAllowed(
            "The candidate is hired for this job already. Mark the application as active to make "
            "another offer.",
            title="Locked",
        )


def _required(number: int | None) -> int:
    if number is None:
        raise Invalid((Problem("candidate", "Candidate and job", "choose both."),))
    return number
