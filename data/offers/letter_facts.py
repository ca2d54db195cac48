"""What the letter of an offer says, held against its terms: at every save, and before it goes."""

import re

from data.errors import Problem
from data.letters.facts.differences import Difference, differences, taken_over
from data.letters.facts.omissions import Omission, omissions
from data.letters.facts.placeholders import placeholders
from data.letters.facts.visible_text import visible_text
from data.letters.letter_records import LetterInputs
from data.offers import offer_letters
from data.offers.offer_letters import Preview
from data.records.offer_records import OfferRecord


def compared(
    offer: OfferRecord, html: str, inputs: LetterInputs | None = None
) -> tuple[Difference, ...]:
    """Where a letter contradicts what it is made from (the offer as it is, if nothing is given)."""
    earlier = (offer.terms, *(version.terms for version in offer.versions))
    return differences(html, inputs or _inputs(offer), earlier)


def with_terms(offer: OfferRecord, html: str) -> str:
    """The letter with what the terms say in the place of everything that contradicts them."""
    return taken_over(html, compared(offer, html))


def omitted(offer: OfferRecord, letter: Preview) -> tuple[Omission, ...]:
    """What is set for the offer and not in this letter."""
    return omissions(letter.html, letter.made_from or _inputs(offer))


def problems(offer: OfferRecord, letter: Preview) -> tuple[Problem, ...]:
    """What in a letter keeps it from being sent: placeholders left, old figures."""
    own = letter.made_from or _inputs(offer)
    left = [
        f"The letter still has a placeholder: {text}." for text in placeholders(letter.html, own)
    ]
    sure = (one for one in compared(offer, letter.html, own) if one.is_sure)
    wrong = [f"{one.sentence[:1].upper()}{one.sentence[1:]}." for one in sure]
    return tuple(Problem("letter_html", "", text) for text in (*left, *wrong))


def says_part_of_name(offer: OfferRecord) -> bool:
    """Whether the offer's letter has the first or last name where the whole name does not stand."""
    person = offer.candidate
    if person is None:
        return False
    text = visible_text(offer_letters.preview(offer).html).replace(person.called, "")
    return not {person.first_name, person.last_name}.isdisjoint(re.findall(r"[\w'’-]+", text))


def omission_note(omitted: tuple[Omission, ...]) -> str:
    """What is left out, in a sentence; empty when nothing is."""
    names = ", ".join(one.label for one in omitted)
    return f"Set, but not in this letter: {names}." if names else ""


def _inputs(offer: OfferRecord) -> LetterInputs:
    known = offer_letters.inputs(offer.terms, offer.candidate, offer.job, offer)
    return offer_letters.in_its_language(known, offer.terms.template_id)
