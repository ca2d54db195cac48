"""An offer's draft from a document: openings and letters by name, then as any draft."""

from collections.abc import Mapping

from data.drafts import draft_documents
from data.errors import Invalid, Problem
from data.fields import custom_fields
from data.jobs import job_openings
from data.offers import offers, recipient
from data.records.offer_records import OfferDraft, OfferRecord
from data.templates import templates


def new_draft(document: Mapping[str, object]) -> OfferDraft:
    """The draft of a new offer; raises Invalid."""
    return _filled(OfferDraft(), document, None)


def edited_draft(offer: OfferRecord, document: Mapping[str, object]) -> OfferDraft:
    """The offer's draft with what a document changes; raises Invalid."""
    return _filled(offers.draft_of(offer), document, offer)


def _filled(
    base: OfferDraft, document: Mapping[str, object], offer: OfferRecord | None
) -> OfferDraft:
    definitions = custom_fields.all_fields("offer", active_only=True)
    plain = {key: value for key, value in document.items() if key not in ("opening", "template")}
    draft = draft_documents.filled(base, plain, definitions)
    job_id = offer.job.id if offer and offer.job else recipient.job_of(draft)
    names: dict[str, object] = {}
    if document.get("opening") is not None:
        names["opening_id"] = _opening(str(document["opening"]), job_id)
    elif "opening" in document:
        names["opening_id"] = None
    if document.get("template") is not None:
        names["template_id"] = _template(str(document["template"]))
    elif "template" in document:
        names["template_id"] = None
    return draft_documents.filled(draft, names)


def _opening(name: str, job_id: int | None) -> int:
    """The opening that the job calls so; raises Invalid when none, or several, are called so."""
    seats = job_openings.openings_of(job_id) if job_id is not None else ()
    found = [seat.id for seat in seats if name in (seat.opening_id, seat.name)]
    if len(found) != 1:
        known = ", ".join(seat.name for seat in seats) or "none"
        text = f"{name} is not one opening of this job; there are: {known}."
        raise Invalid((Problem("opening", "Opening", text),))
    return found[0]


def _template(name: str) -> int:
    found = [
        number
        for number, title in templates.names().items()
        if name.casefold() == title.casefold() or name == str(number)
    ]
    if len(found) != 1:
        raise Invalid((Problem("template", "Letter", f"no letter template is called {name}."),))
    return found[0]
