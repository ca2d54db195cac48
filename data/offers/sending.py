"""What stands in the way of sending an offer: the gate asked about an offer and its letter."""

from data.errors import Problem
from data.fields import custom_fields
from data.offers import offer_letters, send_gate
from data.records.offer_records import OfferRecord, Terms
from data.values import clock


def missing(offer: OfferRecord, terms: Terms | None = None) -> tuple[Problem, ...]:
    """What an offer lacks to be sent with these terms (its own, if none are given)."""
    terms = terms or offer.terms
    said = offer_letters.draft_preview(terms, offer.candidate, offer.job, offer=offer)
    unset = ((one.name, offer_letters.words(one)) for one in said.missing)
    letter = (("letter", said.error),) if said.error else tuple(unset)
    definitions = custom_fields.everything("offer", active_only=True)
    return send_gate.missing(terms, definitions, clock.today(), letter)
