"""What the letter of an offer says, held against its terms: at every save, and before it goes."""

from datetime import date

from data.errors import Problem
from data.letters.facts.differences import Difference, differences, taken_over
from data.letters.facts.omissions import Omission, omissions
from data.letters.facts.placeholders import placeholders
from data.letters.letter_records import LetterInputs
from data.offers import offer_letters
from data.offers.offer_letters import Preview
from data.records.offer_records import OfferRecord, Terms


def compared(
    offer: OfferRecord, html: str, terms: Terms | None = None, day: date | None = None
) -> tuple[Difference, ...]:
    """Where a letter contradicts these terms (the offer's own, if none are given)."""
    earlier = (offer.terms, *(version.terms for version in offer.versions))
    return differences(html, _inputs(offer, terms, day), earlier)


def with_terms(offer: OfferRecord, html: str) -> str:
    """The letter with what the terms say in the place of everything that contradicts them."""
    return taken_over(html, compared(offer, html))


def omitted(offer: OfferRecord, html: str, terms: Terms | None = None) -> tuple[Omission, ...]:
    """What is set for the offer and not in this letter."""
    return omissions(html, _inputs(offer, terms))


def problems(
    offer: OfferRecord, terms: Terms, letter: Preview, day: date | None = None
) -> tuple[Problem, ...]:
    """What in a letter of a day keeps it from being sent: placeholders left, old figures."""
    own = _inputs(offer, terms, day)
    left = [
        f"The letter still has a placeholder: {text}." for text in placeholders(letter.html, own)
    ]
    sure = (one for one in compared(offer, letter.html, terms, day) if one.is_sure)
    wrong = [f"{one.sentence[:1].upper()}{one.sentence[1:]}." for one in sure]
    return tuple(Problem("letter_html", "", text) for text in (*left, *wrong))


def omission_note(omitted: tuple[Omission, ...]) -> str:
    """What is left out, in a sentence; empty when nothing is."""
    names = ", ".join(one.label for one in omitted)
    return f"Set, but not in this letter: {names}." if names else ""


def _inputs(offer: OfferRecord, terms: Terms | None, day: date | None = None) -> LetterInputs:
    return offer_letters.inputs(terms or offer.terms, offer.candidate, offer.job, offer, None, day)
