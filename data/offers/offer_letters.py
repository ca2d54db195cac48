"""The letter of an offer: live while it is unsent, frozen with all it said when it is sent."""

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from data.fields import custom_fields
from data.jobs import job_openings
from data.letters import rendering
from data.letters.facts.dated import dated
from data.letters.language.spoken import spoken
from data.letters.letter_hash import letter_hash
from data.letters.rendering import Company, LetterInputs, Missing
from data.offers import exported_letter
from data.people import users
from data.records import offer_terms
from data.records.candidate_records import CandidateRecord
from data.records.job_records import JobRecord, OpeningRecord
from data.records.offer_records import EventRecord, OfferRecord, Terms, VersionRecord
from data.records.offer_terms import TERMS
from data.records.template_records import BY_HAND
from data.records.user_records import UserRecord
from data.settings import paper_files, settings
from data.storage.models import Letter
from data.templates import templates
from data.values import clock, field_texts


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter to read: its HTML, what is unset, what is broken, where it comes from.

    `source` says which template and revision, or "by hand"; `frozen` that it is the letter as sent;
    `made_from` is what a letter that was not sent yet was made from.
    """

    html: str
    missing: tuple[Missing, ...] = ()
    error: str = ""
    source: str = ""
    frozen: bool = False
    made_from: LetterInputs | None = field(default=None, repr=False, compare=False)


NO_TEMPLATE = "No letter template is chosen."


def preview(offer: OfferRecord, number: int | None = None) -> Preview:
    """The letter of a version (the current one, if none): as sent when it was sent, else live."""
    version = _version(offer, number)
    if version is not None and version.letter is not None and _stands(offer, version):
        source = _frozen_source(version.letter.template_id, version.letter.template_revision)
        return Preview(version.letter.html, source=source, frozen=True)
    terms = version.terms if version else offer.terms
    return draft_preview(terms, offer.candidate, offer.job, offer=offer, number=number)


def draft_preview(
    terms: Terms,
    candidate: CandidateRecord | None,
    job: JobRecord | None,
    *,
    offer: OfferRecord | None = None,
    number: int | None = None,
    day: date | None = None,
) -> Preview:
    """The letter that these terms would give on a day (today, if none is given), saved or not."""
    made_from = inputs(terms, candidate, job, offer, number, day)
    made_from = in_its_language(made_from, terms.template_id)
    if terms.letter_html is not None:
        html = dated(rendering.clean(terms.letter_html), made_from)
        unset = tuple(Missing(label, False, "") for label in rendering.marked_unset(html))
        return Preview(html, unset, source=BY_HAND, made_from=made_from)
    if terms.template_id is None:
        return Preview("", error=NO_TEMPLATE, made_from=made_from)
    template = templates.get(terms.template_id)
    rendered = rendering.render(template.source, made_from, templates.clauses())
    return Preview(
        rendered.html,
        rendered.missing,
        rendered.error.sentence if rendered.error else "",
        f"{template.name}, rev. {template.revision}",
        made_from=made_from,
    )


def words(missing: Missing, *, in_template: bool = False) -> str:
    """What is unset or unknown in a letter, as a sentence; `in_template` by its name there."""
    if not missing.unknown:
        label = missing.called
        called = missing.name if in_template else label[:1].upper() + label[1:]
        where = "; set it in the settings" if missing.name.startswith(("company", "sender")) else ""
        return f"{called} is not set{where}"
    hint = f"; did you mean {missing.nearest}?" if missing.nearest else ""
    return f"{missing.name} is no name that letters know{hint}"


def inputs(
    terms: Terms,
    candidate: CandidateRecord | None,
    job: JobRecord | None,
    offer: OfferRecord | None = None,
    number: int | None = None,
    day: date | None = None,
) -> LetterInputs:
    """Everything a template may say about these terms, on a day (today, if none is given)."""
    ended = _last_move(offer)
    version = number or (offer.version if offer else 1)
    return LetterInputs(
        offer_id=offer.id if offer else None,
        version=version,
        terms=terms,
        candidate=candidate,
        job=job,
        opening=_opening(job, terms.opening_id),
        application_id=offer.application_id if offer else None,
        sender=users.get(users.current().user_id),
        company=company(),
        today=day or clock.today(),
        fields=custom_fields.all_fields("offer", active_only=True),
        job_fields=custom_fields.all_fields("job", active_only=True),
        status=offer.status if offer else "draft",
        reason=ended.reason if ended else "",
        reason_text=ended.text if ended else "",
        created_date=_day(offer.created_at) if offer else None,
        sent_date=offer.sent_at if offer else None,
        resolved_date=_day(offer.resolved_at) if offer else None,
        created_by=offer.created_by if offer else "",
        was_sent=bool(offer and any(version.was_sent for version in offer.versions)),
        application_status=offer.application_status if offer else "",
        hours_per_year=settings.get("hours_per_year"),
        days_per_year=settings.get("days_per_year"),
        locale=settings.get("letter_locale"),
        language=settings.get("letter_language"),
        reference=settings.get("letter_reference"),
        approval=offer.approval_of(version) if offer else None,
        package=custom_fields.in_package(),
    )


def in_its_language(made_from: LetterInputs, template_id: int | None) -> LetterInputs:
    """What a letter is made from, in the language that its template speaks."""
    if template_id is None:
        return made_from
    own = rendering.header(templates.get(template_id).source)
    if not (own.language or own.locale):
        return made_from
    language = spoken(own, made_from.locale, made_from.language).tag
    return replace(made_from, locale=own.locale or made_from.locale, language=language)


def _day(moment: datetime | None) -> date | None:
    """The day of a moment where the person is."""
    return moment.astimezone().date() if moment else None


def _last_move(offer: OfferRecord | None) -> EventRecord | None:
    """What brought the offer to where it stands."""
    if offer is None:
        return None
    moves = (event for event in reversed(offer.events) if event.to_status == offer.status)
    return next(moves, None)


def company() -> Company:
    """The company as the settings name it; the person at the desk signs if nobody else does."""
    signatory, title = settings.get("signatory_name"), settings.get("signatory_title")
    if not signatory:
        signatory, title = _full_name(users.get(users.current().user_id)), settings.get("own_title")
    return Company(
        name=settings.get("company_name"),
        address=settings.get("company_address"),
        email=settings.get("company_email"),
        phone=settings.get("company_phone"),
        website=settings.get("company_website"),
        signatory=signatory,
        signatory_title=title,
        second_signatory=settings.get("second_signatory_name"),
        second_signatory_title=settings.get("second_signatory_title"),
        place=settings.get("letter_place"),
        is_confidential=settings.get("letter_confidential"),
        pictures=frozenset(name for name, key in paper_files.PICTURES.items() if settings.get(key)),
    )


def _full_name(user: UserRecord) -> str:
    return f"{user.first_name} {user.last_name}".strip()


def freeze(offer: OfferRecord, version_id: int, sent: date | None = None) -> str:
    """Store the letter of the current version as it is sent, in the running transaction: SHA-256.

    Its date is the day it was exported, else the day it is sent (today, if none is given). An offer
    without any letter freezes an empty one: nobody can say later that there was one.
    """
    exported = exported_letter.newest(offer)
    day = exported.day if exported else sent or clock.today()
    letter = preview_live(offer, day)
    digest = letter_hash(letter.html)
    revision = None
    if offer.terms.letter_html is None and offer.terms.template_id is not None:
        revision = templates.revision_id(offer.terms.template_id)
    Letter.create(
        version=version_id,
        html=letter.html,
        sha256=digest,
        inputs=json.dumps(stated(offer, day), ensure_ascii=False),
        template_revision=revision,
        frozen_at=clock.stamp(),
    )
    return digest


def verify(version: VersionRecord) -> bool:
    """Whether the letter kept with a version is still the text its hash was taken of.

    True when no letter is kept with it.
    """
    return version.letter is None or letter_hash(version.letter.html) == version.letter.sha256


def preview_live(offer: OfferRecord, day: date | None = None) -> Preview:
    """The letter as it would be sent on a day (today, if none), whatever was sent before."""
    return draft_preview(offer.terms, offer.candidate, offer.job, offer=offer, day=day)


_APART = (offer_terms.REFERENCE, offer_terms.HTML)
"""Types of terms that are no words in a letter."""


def stated(offer: OfferRecord, day: date | None = None) -> dict[str, object]:
    """The inputs of a letter in words that any program can read, as they are kept with it."""
    terms = offer.terms
    return {
        "offer": offer.id,
        "version": offer.version,
        "application": offer.application_id,
        "candidate": _candidate(offer.candidate),
        "job": {"title": offer.job.title, "department": offer.job.department,
                "location": offer.job.location} if offer.job else None,
        **{term.key: term.shown(terms) or None for term in TERMS if term.type not in _APART},
        "fields": {value.key: field_texts.show(value) for value in terms.fields},
        "company": company().name,
        "footer": settings.get("letter_footer"),
        "paper": {key: settings.get(key) for key in paper_files.KEYS},
        "printed": {key: settings.get(key) for key in paper_files.PRINTED},
        "today": (day or clock.today()).isoformat(),
    }  # fmt: skip


def _candidate(candidate: CandidateRecord | None) -> dict[str, str] | None:
    if candidate is None:
        return None
    return {
        "first_name": candidate.first_name,
        "last_name": candidate.last_name,
        **({"full_name": candidate.full_name} if candidate.full_name else {}),
        "email": candidate.email,
    }


def _version(offer: OfferRecord, number: int | None) -> VersionRecord | None:
    wanted = offer.version if number is None else number
    return next((version for version in offer.versions if version.number == wanted), None)


def _stands(offer: OfferRecord, version: VersionRecord) -> bool:
    """Whether the frozen letter is what the candidate has: not when sending was taken back."""
    return version.was_sent and (version.number != offer.version or offer.status != "draft")


def _opening(job: JobRecord | None, opening_id: int | None) -> OpeningRecord | None:
    if opening_id is None:
        return None
    known = job.openings if job else ()
    found = next((opening for opening in known if opening.id == opening_id), None)
    return found or job_openings.opening_record(opening_id)


def _frozen_source(template_id: int | None, revision: int | None) -> str:
    if template_id is None:
        return "as sent"
    return f"{templates.names().get(template_id, 'template')}, rev. {revision}, as sent"
